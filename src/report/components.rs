//! Strongly connected components: Tarjan's algorithm, with a stack of its own.

use super::graph::{Graph, Node};

/// The components among `included` that hold a cycle: several objects, or one that refers to itself. Objects are in the
/// order of their numbers, components in that of their first objects.
pub(super) fn cyclic(graph: &Graph, included: &[bool]) -> Vec<Vec<Node>> {
    let mut search = Search {
        graph,
        included,
        order: vec![UNSEEN; graph.len()],
        low: vec![0; graph.len()],
        next: 0,
        stack: Vec::new(),
        found: Vec::new(),
    };
    for (node, &is_included) in included.iter().enumerate() {
        if is_included && search.order[node] == UNSEEN {
            search.from(node);
        }
    }
    let mut found = search.found;
    for component in &mut found {
        component.sort_unstable();
    }
    found.sort_unstable_by_key(|component| component[0]);
    found
}

const UNSEEN: usize = usize::MAX;
const DONE: usize = usize::MAX - 1;

struct Search<'a> {
    graph: &'a Graph,
    included: &'a [bool],
    /// When each object was first seen; [`DONE`] once its component is known.
    order: Vec<usize>,
    /// The earliest object on the stack that each leads to.
    low: Vec<usize>,
    next: usize,
    stack: Vec<Node>,
    found: Vec<Vec<Node>>,
}

impl Search<'_> {
    fn from(&mut self, root: Node) {
        // The way down: each object and how many of its references have been followed.
        let mut way = vec![(root, 0)];
        self.enter(root);
        while let Some((node, followed)) = way.last_mut() {
            let node = *node;
            if let Some(&target) = self.graph.targets(node).get(*followed) {
                *followed += 1;
                if !self.included[target] || self.order[target] == DONE {
                    continue;
                }
                if self.order[target] == UNSEEN {
                    self.enter(target);
                    way.push((target, 0));
                } else {
                    self.low[node] = self.low[node].min(self.order[target]);
                }
                continue;
            }
            way.pop();
            if let Some(&(parent, _)) = way.last() {
                self.low[parent] = self.low[parent].min(self.low[node]);
            }
            if self.low[node] == self.order[node] {
                self.leave(node);
            }
        }
    }

    fn enter(&mut self, node: Node) {
        self.order[node] = self.next;
        self.low[node] = self.next;
        self.next += 1;
        self.stack.push(node);
    }

    /// `node` is the first of its component that was seen.
    fn leave(&mut self, node: Node) {
        let at = self.stack.iter().rposition(|&other| other == node).unwrap_or(0);
        let component = self.stack.split_off(at);
        for &member in &component {
            self.order[member] = DONE;
        }
        if component.len() > 1 || self.graph.targets(node).contains(&node) {
            self.found.push(component);
        }
    }
}
