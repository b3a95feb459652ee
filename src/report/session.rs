//! Looks at the heap that a program asks for itself: what has become garbage since some moment, while nothing is freed
//! or changed by the look.

use crate::object::Value;
use crate::vm::Vm;

use super::components;
use super::find::{self, Look};
use super::graph::{Graph, Node, Set, address};
use super::model::{Leak, Report};
use super::name;
use super::own;
use super::record;
use super::watch;

/// What garbage is looked for, from one moment to another.
#[derive(Default)]
struct Session {
    number: usize,
    /// Addresses of garbage that lay about at the beginning.
    seen: Set<usize>,
    /// What collections have found since.
    leaks: Vec<Leak>,
}

/// The sessions that have begun and not ended.
#[derive(Default)]
struct Sessions {
    open: Vec<Session>,
    last: usize,
    /// Who was told of garbage before the first of them began.
    outer: Option<fn(&mut Vm, Vec<Value>)>,
}

/// Begins to look for what becomes garbage, and to record where it is made; the number of the session.
pub fn begin(vm: &mut Vm) -> usize {
    record::begin(vm);
    let seen = watch::garbage(vm);
    let observer = vm.garbage_observer;
    let sessions = vm.states.get_or_default::<Sessions>();
    if sessions.open.is_empty() {
        sessions.outer = observer;
    }
    sessions.last += 1;
    let number = sessions.last;
    sessions.open.push(Session { number, seen, leaks: Vec::new() });
    vm.garbage_observer = Some(observe);
    number
}

/// Ends a session: the report on what has become garbage, freed meanwhile or not, and the objects that are still there,
/// cycle by cycle.
pub fn end(vm: &mut Vm, number: usize) -> (Report, Vec<Vec<Value>>) {
    let sessions = vm.states.get_or_default::<Sessions>();
    let Some(at) = sessions.open.iter().position(|session| session.number == number) else {
        return (Report::default(), Vec::new());
    };
    let mut session = sessions.open.remove(at);
    if sessions.open.is_empty() {
        vm.garbage_observer = sessions.outer.take();
    }
    let graph = Graph::of_heap(&vm.heap);
    look(vm, &graph, &mut session);
    let objects = cycles(vm, &graph, &session.seen);
    drop(graph);
    record::end(vm);
    (report(vm, session.leaks), objects)
}

/// The report on what is garbage now.
pub fn leaks(vm: &mut Vm) -> Report {
    let graph = Graph::of_heap(&vm.heap);
    let mut session = Session::default();
    look(vm, &graph, &mut session);
    drop(graph);
    report(vm, session.leaks)
}

/// The objects that are garbage now, cycle by cycle: each list is one strongly connected component.
pub fn garbage(vm: &mut Vm) -> Vec<Vec<Value>> {
    let graph = Graph::of_heap(&vm.heap);
    cycles(vm, &graph, &Set::default())
}

/// All objects that the collector tracks, without the tool's own.
pub fn objects(vm: &Vm) -> Vec<Value> {
    let graph = Graph::of_heap(&vm.heap);
    let hidden = own::hidden(vm, &graph);
    let shown = (0..graph.len()).filter(|&node| graph.is_tracked(node) && !hidden[node]);
    shown.map(|node| graph.object(node).clone()).collect()
}

/// What an object refers to and how, in Python's spelling.
pub fn references(vm: &Vm, object: &Value) -> Vec<(String, Value)> {
    let mut references = Vec::new();
    vm.heap.references(object, &mut |edge, referent| {
        if referent.header().is_some() {
            references.push((name::spelling(vm, edge), referent.clone()));
        }
    });
    references
}

/// What refers to an object and how.
pub fn referrers(vm: &Vm, object: &Value) -> Vec<(String, Value)> {
    let graph = super::count::everything(vm);
    let Some(node) = graph.node(object) else { return Vec::new() };
    let hidden = own::hidden(vm, &graph);
    let mut referrers = Vec::new();
    for from in (0..graph.len()).filter(|&from| !hidden[from] && graph.targets(from).contains(&node)) {
        graph.each_reference(&vm.heap, from, &mut |edge, target| {
            if target == node {
                referrers.push((name::spelling(vm, edge), graph.object(from).clone()));
            }
        });
    }
    referrers
}

/// How many references to an object there are, without those of the tool.
pub fn references_to(vm: &Vm, object: &Value) -> usize {
    let graph = super::count::everything(vm);
    let Some(node) = graph.node(object) else { return 0 };
    let hidden = own::hidden(vm, &graph);
    let of = |from: Node| graph.targets(from).iter().filter(|&&target| target == node).count();
    let of_objects: usize = (0..graph.len()).filter(|&from| !hidden[from]).map(of).sum();
    of_objects + usize::try_from(own::outside(vm, &graph)[node]).unwrap_or_default()
}

/// What an object is, in a few words.
pub fn label(vm: &Vm, object: &Value) -> String {
    name::label(vm, object)
}

/// Its own size in bytes.
pub fn bytes(vm: &Vm, object: &Value) -> usize {
    name::bytes(vm, object)
}

/// The name of its class.
pub fn class_name(vm: &Vm, object: &Value) -> String {
    name::class_name(vm, object)
}

fn report(vm: &Vm, leaks: Vec<Leak>) -> Report {
    watch::settled(vm, Report { leaks, ..Report::default() })
}

/// The components of garbage but those at addresses that have been `seen`, those of the library and the tool's own.
fn cycles(vm: &mut Vm, graph: &Graph, seen: &Set<usize>) -> Vec<Vec<Value>> {
    let garbage = graph.garbage();
    let own = own::made(vm, graph);
    let is_known = |&node: &Node| seen.contains(&address(graph.object(node)));
    let mut components = components::cyclic(graph, &garbage);
    record::ask(vm, |vm, record| {
        let look = Look { vm, graph, garbage: &garbage, record };
        components.retain(|component| {
            !component.iter().all(is_known)
                && !component.iter().any(|&node| own[node])
                && !look.is_of_library(component)
        });
    });
    components.iter().map(|component| component.iter().map(|&node| graph.object(node).clone()).collect()).collect()
}

/// What a collection has found.
fn observe(vm: &mut Vm, objects: Vec<Value>) {
    let outer = vm.states.get_or_default::<Sessions>().outer;
    let graph = Graph::of_unreachable(&vm.heap, objects);
    let mut open = std::mem::take(&mut vm.states.get_or_default::<Sessions>().open);
    for session in &mut open {
        look(vm, &graph, session);
        watch::remember(vm, &graph, &mut session.seen);
    }
    vm.states.get_or_default::<Sessions>().open = open;
    if let Some(outer) = outer {
        let objects = (0..graph.len()).filter(|&node| graph.is_tracked(node)).map(|node| graph.object(node).clone());
        let objects = objects.collect();
        drop(graph);
        outer(vm, objects);
    }
}

fn look(vm: &mut Vm, graph: &Graph, session: &mut Session) {
    // The tool's own objects are taken to be known.
    let own = own::made(vm, graph);
    let mut seen = session.seen.clone();
    seen.extend((0..graph.len()).filter(|&node| own[node]).map(|node| address(graph.object(node))));
    let found = record::ask(vm, |vm, record| find::cycles(vm, graph, record, &seen));
    watch::add(&mut session.leaks, found.leaks);
}
