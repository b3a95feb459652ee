//! Watching a program: what each of its collections finds, and what is left at the end.

use crate::object::Value;
use crate::vm::Vm;
use crate::vm::collect::DEBUG_SAVEALL;

use super::find::{self, Look};
use super::graph::{Graph, Node, Set, address};
use super::growth::{self, Repeated};
use super::kept;
use super::model::{Leak, Report};
use super::name;
use super::program::Program;
use super::record::Record;
use super::settle;

/// What a watch knows so far.
#[derive(Default)]
struct Watch {
    /// Addresses of garbage that is known: what lay about when the program began, and what `gc.DEBUG_SAVEALL` has kept.
    seen: Set<usize>,
    leaks: Vec<Leak>,
    /// Cycles that the library's modules have left when they were imported.
    of_library: usize,
    /// The program, as the user typed it.
    program: String,
    /// The address of the last exception in `sys` that was looked at.
    last: usize,
    /// How many there were.
    looks: usize,
}

/// Exceptions in `sys` that are looked at: each look goes through the whole heap.
const MOST_LOOKS: usize = 20;

/// How a program has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Its last statement was executed.
    Normal,
    /// It ended itself, or nobody has handled an exception: then that is the last one of `sys`, and no leak.
    Failed,
}

/// Begins to watch. Collections go on as they would: what each one finds is looked at before it is freed.
pub fn begin(vm: &mut Vm, program: &str) {
    let seen = garbage(vm);
    *vm.states.get_or_default::<Watch>() = Watch { seen, program: program.to_owned(), ..Watch::default() };
    vm.garbage_observer = Some(observe);
    vm.collection_observer = Some(look_at_last);
    vm.start_recording();
}

/// How far the recording has come: what is made from now on is made later.
pub fn now(vm: &mut Vm) -> u64 {
    let recording = vm.stop_recording();
    let now = recording.now();
    vm.go_on_recording(recording);
    now
}

/// Ends the watch, with a last look at what is there now: the report on the program. Growth is looked for in what was
/// `repeated`, if something was, else in all functions. `more` are roots that native modules know of.
pub fn end(vm: &mut Vm, ending: Ending, more: &[(String, Value)], repeated: Option<&Repeated>) -> Report {
    vm.garbage_observer = None;
    vm.collection_observer = None;
    if ending == Ending::Normal {
        look_at_last(vm);
    }
    let graph = Graph::of_heap(&vm.heap);
    look(vm, &graph);
    let record = Record::new(vm.stop_recording());
    let watch = std::mem::take(vm.states.get_or_default::<Watch>());
    let rooted = rooted(vm, &graph, &record, &watch.program, more, repeated);
    drop(graph);
    drop(record);
    let mut leaks = watch.leaks;
    leaks.extend(rooted);
    let notes = match watch.of_library {
        0 => Vec::new(),
        1 => vec!["1 cycle that the library made when it was imported is not shown".to_owned()],
        more => vec![format!("{more} cycles that the library made when it was imported are not shown")],
    };
    settled(vm, Report { program: watch.program, leaks, notes, sources: Vec::new() })
}

/// What roots keep: more with each call, or though the program has lost it.
fn rooted(
    vm: &Vm,
    graph: &Graph,
    record: &Record,
    name: &str,
    more: &[(String, Value)],
    repeated: Option<&Repeated>,
) -> Vec<Leak> {
    let garbage = graph.garbage();
    let look = Look { vm, graph, garbage: &garbage, record };
    let program = Program::new(vm, name);
    let growing = growth::roots(&look, &program, more, repeated);
    let known: Set<Node> = growing.iter().flat_map(|found| found.kept.iter().copied()).collect();
    let kept = kept::roots(&look, &program, more, &known);
    growing.into_iter().map(|found| found.leak).chain(kept).collect()
}

/// A report with the leaks that weigh most first, and the texts that its places are in, as far as there are such.
pub(super) fn settled(vm: &Vm, mut report: Report) -> Report {
    let weight = |leak: &Leak| leak.times * leak.objects.iter().map(|object| object.bytes).sum::<usize>();
    report.leaks.sort_by_key(|leak| std::cmp::Reverse(weight(leak)));
    let here = std::env::current_dir().ok();
    let read = |file: &str| {
        let bytes = || std::fs::read(file).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        (vm.hooks.library_source)(file).or_else(bytes)
    };
    settle::settle(&mut report, here.as_deref(), read);
    report
}

/// What a collection has found.
fn observe(vm: &mut Vm, objects: Vec<Value>) {
    if objects.is_empty() {
        return;
    }
    let graph = Graph::of_unreachable(&vm.heap, objects);
    look(vm, &graph);
}

/// Looks at what the last exception of `sys` keeps, once for each: programs throw them away again, so the end is too late.
fn look_at_last(vm: &mut Vm) {
    let last = vm.names.last_value.clone();
    let last = vm.sys.get_str(&vm.heap, &last).filter(|last| name::is_exception(last)).map_or(0, address);
    let watch = vm.states.get_or_default::<Watch>();
    if last == 0 || last == watch.last || watch.looks == MOST_LOOKS {
        return;
    }
    watch.last = last;
    watch.looks += 1;
    let mut watch = std::mem::take(watch);
    let record = Record::new(vm.stop_recording());
    let graph = Graph::of_heap(&vm.heap);
    let garbage = graph.garbage();
    let look = Look { vm, graph: &graph, garbage: &garbage, record: &record };
    let found = kept::of_last_exception(&look, &Program::new(vm, &watch.program));
    drop(graph);
    vm.go_on_recording(record.into_recording());
    add(&mut watch.leaks, found);
    *vm.states.get_or_default::<Watch>() = watch;
}

fn look(vm: &mut Vm, graph: &Graph) {
    let mut watch = std::mem::take(vm.states.get_or_default::<Watch>());
    let record = Record::new(vm.stop_recording());
    let found = find::cycles(vm, graph, &record, &watch.seen);
    vm.go_on_recording(record.into_recording());
    remember(vm, graph, &mut watch.seen);
    watch.of_library += found.of_library;
    add(&mut watch.leaks, found.leaks);
    *vm.states.get_or_default::<Watch>() = watch;
}

/// Addresses of what is garbage.
pub(super) fn garbage(vm: &Vm) -> Set<usize> {
    let graph = Graph::of_heap(&vm.heap);
    let garbage = graph.garbage();
    (0..graph.len()).filter(|&node| garbage[node]).map(|node| address(graph.object(node))).collect()
}

/// Notes in `seen` what a collection has found: what `gc.DEBUG_SAVEALL` keeps may be found again; what is freed leaves
/// its address to others.
pub(super) fn remember(vm: &Vm, graph: &Graph, seen: &mut Set<usize>) {
    let keeps = vm.gc_debug & DEBUG_SAVEALL != 0;
    for node in 0..graph.len() {
        if keeps && graph.is_tracked(node) {
            seen.insert(address(graph.object(node)));
        } else {
            seen.remove(&address(graph.object(node)));
        }
    }
}

/// Adds leaks to those that are known, equal ones together.
pub(super) fn add(known: &mut Vec<Leak>, found: Vec<Leak>) {
    for leak in found {
        match known.iter_mut().find(|other| other.signature == leak.signature) {
            Some(other) => other.times += leak.times,
            None => known.push(leak),
        }
    }
}
