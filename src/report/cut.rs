//! What reference counting frees when some references are gone: tried on the graph, with nothing freed.

use super::graph::{Graph, Map, Node, Set};

/// The garbage that reference counting frees by itself once the references in `cut` are gone: each is an object and the
/// how-manieth of its references. Weak references and finalizers are taken to do nothing.
pub(super) fn frees(graph: &Graph, garbage: &[bool], cut: &[(Node, usize)]) -> Set<Node> {
    frees_and(graph, garbage, cut, &[])
}

/// The same where the interpreter lets go of some objects too, of each as often as it is in `released`.
pub(super) fn frees_and(graph: &Graph, garbage: &[bool], cut: &[(Node, usize)], released: &[Node]) -> Set<Node> {
    let mut fall = Fall { graph, garbage, left: Map::default(), freed: Set::default(), next: Vec::new() };
    let gone: Set<(Node, usize)> = cut.iter().copied().collect();
    for &(from, ordinal) in &gone {
        if let Some(&target) = graph.targets(from).get(ordinal) {
            fall.release(target);
        }
    }
    for &node in released {
        fall.release(node);
    }
    fall.finish(&gone)
}

/// What dies with `dying`, apart from these themselves.
pub(super) fn dies_with(graph: &Graph, garbage: &[bool], dying: &[Node]) -> Set<Node> {
    let mut fall = Fall { graph, garbage, left: Map::default(), freed: Set::default(), next: Vec::new() };
    fall.freed.extend(dying);
    fall.next.extend(dying);
    let mut freed = fall.finish(&Set::default());
    for node in dying {
        freed.remove(node);
    }
    freed
}

struct Fall<'a> {
    graph: &'a Graph,
    garbage: &'a [bool],
    /// References left to what has lost some.
    left: Map<Node, u32>,
    freed: Set<Node>,
    next: Vec<Node>,
}

impl Fall<'_> {
    fn release(&mut self, node: Node) {
        if !self.garbage[node] {
            return;
        }
        let left = self.left.entry(node).or_insert_with(|| self.graph.count_of(node));
        *left = left.saturating_sub(1);
        if *left == 0 && self.freed.insert(node) {
            self.next.push(node);
        }
    }

    fn finish(mut self, gone: &Set<(Node, usize)>) -> Set<Node> {
        while let Some(node) = self.next.pop() {
            for (ordinal, &target) in self.graph.targets(node).iter().enumerate() {
                if !gone.contains(&(node, ordinal)) {
                    self.release(target);
                }
            }
        }
        self.freed
    }
}
