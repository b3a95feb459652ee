//! What the program has: all that the roots lead to, but for what only entries lead to.

use crate::object::{IMMORTAL, Value};

use super::super::find::Look;
use super::super::graph::{Map, Node};
use super::super::own;
use super::super::rooted;
use super::entries::Entry;

/// What is reached, `more` being roots that native modules know of. The references of an entry count once all its parts
/// are reached, which may reach parts of others; an entry without parts never counts.
pub(super) fn without(look: &Look<'_>, entries: &[&Entry], more: &[(String, Value)]) -> Vec<bool> {
    let graph = look.graph;
    let mut blocked: Map<Node, Vec<usize>> = Map::default();
    let mut outside = own::outside(look.vm, graph);
    for entry in entries {
        for &(from, at) in &entry.edges {
            blocked.entry(from).or_default().push(at);
        }
        for &node in &entry.released {
            outside[node] -= 1;
        }
    }
    for node in rooted::lent(graph, more) {
        outside[node] -= 1;
    }
    for ordinals in blocked.values_mut() {
        ordinals.sort_unstable();
    }
    let mut reached = vec![false; graph.len()];
    let mut next: Vec<Node> =
        (0..graph.len()).filter(|&node| outside[node] > 0 || graph.count_of(node) == IMMORTAL).collect();
    for &node in &next {
        reached[node] = true;
    }
    let mut waiting: Vec<&Entry> = entries.iter().copied().filter(|entry| !entry.parts.is_empty()).collect();
    loop {
        while let Some(node) = next.pop() {
            let blocked = blocked.get(&node);
            for (at, &target) in graph.targets(node).iter().enumerate() {
                let is_blocked = blocked.is_some_and(|ordinals| ordinals.binary_search(&at).is_ok());
                if !is_blocked && !std::mem::replace(&mut reached[target], true) {
                    next.push(target);
                }
            }
        }
        // An entry in something that is not reached itself waits on.
        waiting.retain(|entry| {
            let is_asked = entry.parts.iter().all(|&part| reached[part]);
            let is_there = entry.edges.iter().all(|&(from, _)| reached[from]);
            if !is_asked || !is_there {
                return true;
            }
            for &(from, at) in &entry.edges {
                let target = graph.targets(from)[at];
                if !std::mem::replace(&mut reached[target], true) {
                    next.push(target);
                }
            }
            false
        });
        if next.is_empty() {
            return reached;
        }
    }
}
