//! Which cycle of a component to look at: the shortest that says something.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::object::{Kind, Value};

use super::graph::{Graph, Map, Node, Set};
use super::name;
use super::web::{Thread, Web};

/// Objects that a cycle is looked for from.
const STARTS: usize = 200;

/// The cycle to look at among the objects of `component`, as numbers of [`Web::threads`]; it begins with the object that
/// tells most.
pub(super) fn choose(graph: &Graph, web: &Web, component: &Set<Node>) -> Vec<usize> {
    choose_without(graph, web, component, &[])
}

/// As [`choose`], of what is left without the threads `gone`; empty if there is no cycle.
pub(super) fn choose_without(graph: &Graph, web: &Web, component: &Set<Node>, gone: &[usize]) -> Vec<usize> {
    let mut leaving: Map<Node, Vec<usize>> = Map::default();
    for (number, thread) in web.threads.iter().enumerate() {
        if component.contains(&thread.from) && component.contains(&thread.to) && !gone.contains(&number) {
            leaving.entry(thread.from).or_default().push(number);
        }
    }
    let members = web.nodes.iter().copied().filter(|node| component.contains(node));
    let mut best: Option<(u32, Vec<usize>)> = None;
    for start in members.take(STARTS) {
        let limit = best.as_ref().map_or(u32::MAX, |(cost, _)| *cost);
        if let Some(found) = shortest(web, &leaving, start, limit) {
            best = Some(found);
        }
    }
    let mut ring = best.map(|(_, ring)| ring).unwrap_or_default();
    let first = (0..ring.len()).min_by_key(|&at| rank(graph.object(web.threads[ring[at]].from)));
    ring.rotate_left(first.unwrap_or(0));
    ring
}

/// The cheapest cycle through `start` that costs less than `limit`.
fn shortest(web: &Web, leaving: &Map<Node, Vec<usize>>, start: Node, limit: u32) -> Option<(u32, Vec<usize>)> {
    let mut reached: Map<Node, (u32, usize)> = Map::default();
    let mut next = BinaryHeap::from([(Reverse(0), start)]);
    while let Some((Reverse(cost), node)) = next.pop() {
        if node == start && cost > 0 {
            let mut ring = Vec::new();
            let mut at = start;
            while let Some(&(_, number)) = reached.get(&at) {
                ring.push(number);
                at = web.threads[number].from;
                if at == start {
                    break;
                }
            }
            ring.reverse();
            return Some((cost, ring));
        }
        if reached.get(&node).is_some_and(|(known, _)| *known < cost) {
            continue;
        }
        for &number in leaving.get(&node).into_iter().flatten() {
            let thread = &web.threads[number];
            let sum = cost + weight(thread);
            if sum < limit && reached.get(&thread.to).is_none_or(|(known, _)| sum < *known) {
                reached.insert(thread.to, (sum, number));
                next.push((Reverse(sum), thread.to));
            }
        }
    }
    None
}

/// What a reference costs a cycle: what every class has of itself says least.
fn weight(thread: &Thread) -> u32 {
    match thread.name.as_str() {
        ".__class__" => 6,
        ".__objclass__" | ".__globals__" => 20,
        name if name.starts_with(".__mro__") || name.starts_with(".__bases__") => 20,
        ".f_back" | "value on the stack" => 3,
        _ => 2,
    }
}

/// How much an object tells of a cycle, less being more.
fn rank(object: &Value) -> u32 {
    match object.kind() {
        _ if name::is_exception(object) => 0,
        Some(Kind::Function) => 1,
        Some(Kind::Generator) => 2,
        Some(Kind::Instance) => 3,
        Some(Kind::Class) => 4,
        Some(Kind::Method) => 6,
        Some(Kind::Frame) => 7,
        Some(Kind::List | Kind::Dict | Kind::Set | Kind::Tuple) => 8,
        Some(Kind::Traceback) => 9,
        Some(Kind::Cell) => 10,
        _ => 5,
    }
}
