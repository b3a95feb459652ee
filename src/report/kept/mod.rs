//! What a root keeps though the program has lost it: reachable, so that no collection finds it, and of no use to anybody.
//!
//! A container that a program looks into keeps what it was made to keep, and one object there is no mistake. But some
//! references lead nowhere: no program gets at the arguments of a cached call, at what `atexit` or a finalizer will be
//! called with, at what hangs on a weak key. These are the [`entries`]. What the roots lead to without them is what the
//! program has, and what only they lead to it has lost. Of that is told which holds an object of a class of the program
//! that a function has made, or the frame of a function that has ended.

pub(super) mod entries;
pub(super) mod raised;
mod reach;

use crate::object::{Edge, Value};
use crate::types::exception::Exception;
use crate::types::frame::Frame;

use super::find::Look;
use super::graph::{Map, Node, Set};
use super::model::{Kind, Leak};
use super::name;
use super::own;
use super::path;
use super::program::Program;
use super::rooted::{self, Rooted};
use entries::{Entry, Found, Keeper};

/// As many of one kind are no chance.
pub(super) const SEVERAL: usize = 3;

/// The roots that keep what the program has lost, but for what is `known` to be kept already. `more` are roots that
/// native modules know of.
pub(super) fn roots(look: &Look<'_>, program: &Program<'_>, more: &[(String, Value)], known: &Set<Node>) -> Vec<Leak> {
    let own = own::made(look.vm, look.graph);
    of_entries(look, program, more, known, (&own, &entries::all(look, program, more, &own)))
}

/// What the last exception of `sys` keeps.
pub(super) fn of_last_exception(look: &Look<'_>, program: &Program<'_>) -> Vec<Leak> {
    let own = own::made(look.vm, look.graph);
    of_entries(look, program, &[], &Set::default(), (&own, &entries::of_last_exception(look)))
}

fn of_entries(
    look: &Look<'_>,
    program: &Program<'_>,
    more: &[(String, Value)],
    known: &Set<Node>,
    (own, entries): (&[bool], &[Entry]),
) -> Vec<Leak> {
    let reached = reach::without(look, &entries.iter().collect::<Vec<_>>(), more);
    let lost = Lost { look, program, reached: &reached, own };
    let mut groups: Vec<(Keeper, Vec<&Entry>)> = Vec::new();
    let mut places: Map<Keeper, usize> = Map::default();
    for entry in entries.iter().filter(|entry| lost.is_of_living(entry)) {
        let at = *places.entry(entry.keeper).or_insert(groups.len());
        if at == groups.len() {
            groups.push((entry.keeper, Vec::new()));
        }
        groups[at].1.push(entry);
    }
    let mut told: Set<Node> = known.clone();
    groups.into_iter().filter_map(|(keeper, entries)| lost.leak(keeper, &entries, more, &mut told)).collect()
}

/// What the program has lost.
struct Lost<'a> {
    look: &'a Look<'a>,
    program: &'a Program<'a>,
    /// What it has.
    reached: &'a [bool],
    own: &'a [bool],
}

impl Lost<'_> {
    fn has(&self, node: Node) -> bool {
        !self.reached[node] && !self.look.garbage[node] && !self.own[node]
    }

    /// Whether an entry is in something that the program has, and its objects are not.
    fn is_of_living(&self, entry: &Entry) -> bool {
        let lost = |&node: &Node| self.has(node);
        let edges = entry.edges.iter().map(|&(from, at)| (from, self.look.graph.targets(from)[at]));
        let is_lost = edges.clone().all(|(from, _)| self.reached[from]) && edges.clone().any(|(_, to)| self.has(to));
        let by_objects = is_lost && (entry.parts.is_empty() || entry.parts.iter().any(lost));
        by_objects || entry.released.iter().any(lost)
    }

    fn leak(&self, keeper: Keeper, entries: &[&Entry], more: &[(String, Value)], told: &mut Set<Node>) -> Option<Leak> {
        let look = self.look;
        let cut: Vec<(Node, usize)> = entries.iter().flat_map(|entry| entry.edges.iter().copied()).collect();
        let mut released: Vec<Node> = entries.iter().flat_map(|entry| entry.released.iter().copied()).collect();
        let targets = cut.iter().map(|&(from, at)| look.graph.targets(from)[at]);
        let mut heads: Vec<Node> = targets.chain(released.iter().copied()).filter(|&node| self.has(node)).collect();
        heads.sort_unstable();
        heads.dedup();
        let kept = self.kept(&heads);
        released.extend(rooted::lent(look.graph, more).into_iter().filter(|node| kept.contains(node)));
        let mut parts: Vec<Node> = entries.iter().flat_map(|entry| entry.parts.iter().copied()).collect();
        parts.retain(|&node| self.has(node));
        parts.sort_unstable();
        parts.dedup();
        if entries.iter().all(|entry| entry.found == Found::ByValue) && parts.len() < SEVERAL {
            return None;
        }
        let matters = |&node: &Node| self.matters(keeper, node);
        if kept.iter().any(|node| told.contains(node) && matters(node)) {
            return None;
        }
        let sample = parts.iter().rev().copied().find(|node| matters(node)).or_else(|| {
            let instance = |node: &Node| self.program.is_instance(look.graph.object(*node));
            kept.iter()
                .copied()
                .find(|node| instance(node) && matters(node))
                .or_else(|| kept.iter().copied().find(matters))
        })?;
        told.extend(&kept);
        let without = reach::without(look, entries, more);
        let (root, mut way) = path::nodes_to(look.vm, look.graph, sample, more)?;
        way.pop();
        let rooted = Rooted {
            root: &root,
            way: &way,
            sample,
            heads: &[sample],
            kept: &kept,
            cut: &cut,
            released: &released,
            registered: &[],
            is_collected: kept.iter().all(|&node| !without[node]),
            keeper: Some(keeper),
        };
        let keeper = keeper.name(look, &root);
        let told = rooted::tell(look, &rooted);
        Some(Leak {
            kind: Kind::Kept,
            signature: told.signature(&root, &name::class_name(look.vm, look.graph.object(sample))),
            times: 1,
            tests: Vec::new(),
            objects: told.objects,
            references: told.references,
            ring: Vec::new(),
            path: told.path,
            places: told.places,
            advice: told.advice,
            growth: None,
            keeper: Some(keeper),
            folded: Vec::new(),
        })
    }

    /// What the program has lost of what `heads` lead to, themselves first.
    fn kept(&self, heads: &[Node]) -> Vec<Node> {
        let mut kept = heads.to_vec();
        let mut known: Set<Node> = heads.iter().copied().collect();
        let mut at = 0;
        while at < kept.len() {
            for &target in self.look.graph.targets(kept[at]) {
                if self.has(target) && known.insert(target) {
                    kept.push(target);
                }
            }
            at += 1;
        }
        kept
    }

    /// Whether it is worth telling that an object is kept: one of a class of the program that a function has made, or the
    /// frame of a function that has ended.
    fn matters(&self, keeper: Keeper, node: Node) -> bool {
        let object = self.look.graph.object(node);
        if let Some(frame) = object.cast::<Frame>() {
            let file = frame.code.filename().to_string_lossy().into();
            let is_function = &*frame.code.qualname.to_string_lossy() != "<module>";
            return is_function && self.program.has(&file) && (keeper.grows() || self.holds(node));
        }
        if object.has::<Exception>() || !self.program.is_instance(object) {
            return false;
        }
        let made = self.look.record.made(object);
        made.is_some_and(|made| &*made.place.function != "<module>" && self.program.has(&made.place.file))
    }

    /// Whether a frame has a variable that holds more than a constant: one whose object is lost as well and that the
    /// collector tracks, the exception itself apart.
    fn holds(&self, frame: Node) -> bool {
        let graph = self.look.graph;
        let mut holds = false;
        graph.each_reference(&self.look.vm.heap, frame, &mut |edge, target| {
            let is_variable = matches!(edge, Edge::Local(_)) && self.has(target) && graph.is_tracked(target);
            holds |= is_variable && !name::is_exception(graph.object(target));
        });
        holds
    }
}
