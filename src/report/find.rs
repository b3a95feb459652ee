//! Finds the leaks: the components of what only the collector would free, each with what it pins, equal ones together.

use std::hash::Hasher;

use siphasher::sip::SipHasher13;

use crate::object::Value;
use crate::stdlib::names;
use crate::types::class::Class;
use crate::types::frame::Frame;
use crate::types::function::Function;
use crate::types::generator::{Generator, GeneratorState};
use crate::vm::Vm;

use super::advice;
use super::components;
use super::cut;
use super::graph::{Graph, Map, Node, Set, address};
use super::model::{Kind, Leak, Object, ObjectId, Part, Reference, Share};
use super::name;
use super::places;
use super::record::Record;
use super::ring;
use super::web::Web;

/// Objects that a leak lists; what it pins beyond them is counted only.
const MOST_OBJECTS: usize = 400;

/// How often what is around an object is looked at to tell leaks apart.
const ROUNDS: usize = 4;

/// One look at the heap, and what is known of it.
pub(super) struct Look<'a> {
    pub(super) vm: &'a Vm,
    pub(super) graph: &'a Graph,
    pub(super) garbage: &'a [bool],
    pub(super) record: Record<'a>,
}

/// The leaks among what nothing but itself keeps alive in `graph`, save those all of whose objects are at addresses
/// that have been `seen`.
pub(super) fn cycles(vm: &Vm, graph: &Graph, record: Record<'_>, seen: &Set<usize>) -> Found {
    let garbage = graph.garbage();
    let look = Look { vm, graph, garbage: &garbage, record };
    let (groups, of_library) = look.groups(seen);
    let leak = |group: &Group| Some(look.leak(group, group.alike.last()?));
    Found { leaks: groups.iter().filter_map(leak).collect(), of_library }
}

/// Components that are alike, and come from one test or from none.
struct Group {
    signature: u64,
    /// The number of the test.
    test: Option<usize>,
    alike: Vec<Vec<Node>>,
}

/// What a look has found.
pub(super) struct Found {
    pub(super) leaks: Vec<Leak>,
    /// Cycles that the library's modules have left when they were imported.
    pub(super) of_library: usize,
}

impl Look<'_> {
    /// The components that hold a cycle, those with one signature together, in the order in which they came to be; and
    /// how many are left out because the library made them.
    fn groups(&self, seen: &Set<usize>) -> (Vec<Group>, usize) {
        let mut of_library = 0;
        let mut places: Map<(u64, Option<usize>), usize> = Map::default();
        let mut groups: Vec<Group> = Vec::new();
        for component in components::cyclic(self.graph, self.garbage) {
            if component.iter().all(|&node| seen.contains(&address(self.graph.object(node)))) {
                continue;
            }
            if self.is_of_library(&component) {
                of_library += 1;
                continue;
            }
            let signature = self.signature(&component);
            let test = self.record.test_of(self.graph, &component);
            let at = *places.entry((signature, test)).or_insert(groups.len());
            if at == groups.len() {
                groups.push(Group { signature, test, alike: Vec::new() });
            }
            groups[at].alike.push(component);
        }
        (groups, of_library)
    }

    /// Whether a component was made when a module of the library was imported: it has a class or function of the module
    /// that another one has replaced since, and nothing that runs.
    pub(super) fn is_of_library(&self, component: &[Node]) -> bool {
        let has_run = |&node: &Node| {
            let object = self.graph.object(node);
            object.has::<Frame>() || object.has::<Generator>() || name::is_exception(object)
        };
        component.iter().any(|&node| self.is_defined_by_library(node)) && !component.iter().any(has_run)
    }

    /// Whether an object is a class or function that a module of the library defines at its top level.
    fn is_defined_by_library(&self, node: Node) -> bool {
        let object = self.graph.object(node);
        let heap = &self.vm.heap;
        let (module, qualname) = if let Some(function) = object.cast::<Function>() {
            (function.module.get(heap).clone(), function.qualname.get(heap).to_string_lossy())
        } else if object.kind() == Some(crate::object::Kind::Class) {
            let class = object.expect::<Class>();
            let module = class.namespace(heap).get_str(heap, &self.vm.names.module).cloned();
            (module, class.qualname(heap).to_string_lossy())
        } else {
            return false;
        };
        let module = module.as_ref().map(name::text).unwrap_or_default();
        name::short(&qualname) == qualname && names::contains(module.split('.').next().unwrap_or_default())
    }

    /// A number that components have in common whose objects are called the same and refer to each other the same way.
    fn signature(&self, component: &[Node]) -> u64 {
        let web = Web::of(self.vm, self.graph, component);
        let mut colours: Map<Node, u64> =
            web.nodes.iter().map(|&node| (node, hash(&web.label(self.vm, self.graph, node), &[]))).collect();
        for _ in 0..ROUNDS.min(web.nodes.len()) {
            let mut around: Map<Node, Vec<u64>> = Map::default();
            for thread in &web.threads {
                around.entry(thread.from).or_default().push(hash(&thread.hint, &[colours[&thread.to]]));
            }
            colours = (web.nodes.iter())
                .map(|&node| {
                    let mut seen = around.remove(&node).unwrap_or_default();
                    seen.sort_unstable();
                    seen.push(colours[&node]);
                    (node, hash("", &seen))
                })
                .collect();
        }
        let mut all: Vec<u64> = colours.into_values().collect();
        all.sort_unstable();
        hash("", &all)
    }

    fn leak(&self, group: &Group, component: &[Node]) -> Leak {
        let times = group.alike.len();
        let members: Set<Node> = component.iter().copied().collect();
        let mut pinned: Vec<Node> = cut::dies_with(self.graph, self.garbage, component).into_iter().collect();
        pinned.sort_unstable();
        let mut all = component.to_vec();
        all.extend(&pinned);
        let web = Web::of(self.vm, self.graph, &all);
        let ring = ring::choose(self.graph, &web, &members);
        let mut numbered = Numbered::default();
        let of_ring = ring.iter().map(|&thread| web.threads[thread].from);
        for node in of_ring.chain(component.iter().copied()).chain(pinned.iter().copied().take(MOST_OBJECTS)) {
            numbered.enter(node);
        }
        let objects = numbered.nodes.iter().map(|&node| self.object(&web, &members, node)).collect();
        let mut references = Vec::new();
        // Where each thread stands among the references that are listed.
        let mut listed: Map<usize, usize> = Map::default();
        for (number, thread) in web.threads.iter().enumerate() {
            let (Some(from), Some(to)) = (numbered.id(thread.from), numbered.id(thread.to)) else { continue };
            listed.insert(number, references.len());
            references.push(Reference {
                from,
                to,
                name: thread.name.clone(),
                through: thread.through.and_then(|middle| numbered.id(middle)),
                made: self.record.reference(self, thread).map(|made| made.place),
            });
        }
        let shown = Shown { web: &web, ring: &ring, members: &members, listed: &listed, all: &all };
        Leak {
            kind: self.kind(component),
            signature: format!("{:016x}", group.signature),
            times,
            tests: group.test.map(|test| Share { test, times }).into_iter().collect(),
            objects,
            references,
            ring: ring.iter().filter_map(|number| listed.get(number).copied()).collect(),
            path: Vec::new(),
            places: places::of_cycle(self, &shown),
            advice: advice::of_cycle(self, &shown),
            growth: None,
            keeper: None,
            folded: folded(self, &shown, pinned.len()),
        }
    }

    fn object(&self, web: &Web, members: &Set<Node>, node: Node) -> Object {
        let object = self.graph.object(node);
        Object {
            class: name::class_name(self.vm, object),
            label: web.label(self.vm, self.graph, node),
            bytes: name::bytes(self.vm, object),
            part: if members.contains(&node) { Part::Member } else { Part::Pinned },
            folded: web.folded.contains_key(&node),
            tracked: self.graph.is_tracked(node),
            made: self.record.made(object).map(|made| made.place),
        }
    }

    fn kind(&self, component: &[Node]) -> Kind {
        let breaks = component.iter().any(|&node| breaks_itself(self.graph.object(node)));
        if breaks { Kind::BrokenByFinalizer } else { Kind::Cycle }
    }
}

/// What the rules and places of one leak look at.
pub(super) struct Shown<'a> {
    pub(super) web: &'a Web,
    /// Threads of the cycle that is shown.
    pub(super) ring: &'a [usize],
    /// The objects of the component.
    pub(super) members: &'a Set<Node>,
    /// The number among the listed references of each thread that is listed.
    pub(super) listed: &'a Map<usize, usize>,
    /// The component and what it pins.
    pub(super) all: &'a [Node],
}

/// Objects with the numbers that a report gives them.
#[derive(Default)]
struct Numbered {
    nodes: Vec<Node>,
    ids: Map<Node, ObjectId>,
}

impl Numbered {
    fn enter(&mut self, node: Node) {
        let next = ObjectId(self.nodes.len());
        if *self.ids.entry(node).or_insert(next) == next {
            self.nodes.push(node);
        }
    }

    fn id(&self, node: Node) -> Option<ObjectId> {
        self.ids.get(&node).copied()
    }
}

/// Whether an object is a suspended generator: the collector closes it first, which empties its frame.
fn breaks_itself(object: &Value) -> bool {
    object.cast::<Generator>().is_some_and(|generator| generator.state() == GeneratorState::Suspended)
}

fn folded(look: &Look<'_>, shown: &Shown<'_>, pinned: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let dicts =
        shown.web.folded.keys().filter(|&&node| look.graph.object(node).has::<crate::types::dict::Dict>()).count();
    let tuples = shown.web.folded.len() - dicts;
    for (count, one, many) in [(dicts, "dict", "dicts"), (tuples, "tuple", "tuples")] {
        match count {
            0 => {}
            1 => lines.push(format!("1 {one} is shown as its owner's references")),
            _ => lines.push(format!("{count} {many} are shown as their owners' references")),
        }
    }
    if pinned > MOST_OBJECTS {
        lines.push(format!("{} more pinned objects are not listed", pinned - MOST_OBJECTS));
    }
    lines
}

/// A number for a text and some numbers, the same in every run.
pub(super) fn hash(text: &str, numbers: &[u64]) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(text.as_bytes());
    for number in numbers {
        hasher.write_u64(*number);
    }
    hasher.finish()
}
