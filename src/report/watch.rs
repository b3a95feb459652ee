//! Watching a program: what each of its collections finds, and what is left at the end.

use crate::object::Value;
use crate::vm::Vm;
use crate::vm::collect::DEBUG_SAVEALL;

use super::find;
use super::graph::{Graph, Set, address};
use super::growth::{self, Repeated};
use super::model::{Leak, Report};
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
}

/// Begins to watch. Collections go on as they would: what each one finds is looked at before it is freed.
pub fn begin(vm: &mut Vm) {
    let graph = Graph::of_heap(&vm.heap);
    let garbage = graph.garbage();
    let seen = (0..graph.len()).filter(|&node| garbage[node]).map(|node| address(graph.object(node))).collect();
    drop(graph);
    *vm.states.get_or_default::<Watch>() = Watch { seen, ..Watch::default() };
    vm.garbage_observer = Some(observe);
    vm.start_recording();
}

/// How far the recording has come: what is made from now on is made later.
pub fn now(vm: &mut Vm) -> u64 {
    let recording = vm.stop_recording();
    let now = recording.now();
    vm.go_on_recording(recording);
    now
}

/// Ends the watch, with a last look at what is there now: the report on `program`. Growth is looked for in what was
/// `repeated`, if something was, else in all functions. `more` are roots that native modules know of.
pub fn end(vm: &mut Vm, program: &str, more: &[(String, Value)], repeated: Option<&Repeated>) -> Report {
    vm.garbage_observer = None;
    let graph = Graph::of_heap(&vm.heap);
    look(vm, &graph);
    let record = Record::new(vm.stop_recording());
    let growing = growth::roots(vm, &graph, &record, program, more, repeated);
    drop(graph);
    drop(record);
    let watch = std::mem::take(vm.states.get_or_default::<Watch>());
    let mut leaks = watch.leaks;
    leaks.extend(growing);
    let weight = |leak: &Leak| leak.times * leak.objects.iter().map(|object| object.bytes).sum::<usize>();
    leaks.sort_by_key(|leak| std::cmp::Reverse(weight(leak)));
    let notes = match watch.of_library {
        0 => Vec::new(),
        1 => vec!["1 cycle that the library made when it was imported is not shown".to_owned()],
        more => vec![format!("{more} cycles that the library made when it was imported are not shown")],
    };
    settled(vm, Report { program: program.to_owned(), leaks, notes, sources: Vec::new() })
}

/// A report with the texts that its places are in, as far as there are such.
pub(super) fn settled(vm: &Vm, mut report: Report) -> Report {
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

fn look(vm: &mut Vm, graph: &Graph) {
    let mut watch = std::mem::take(vm.states.get_or_default::<Watch>());
    let record = Record::new(vm.stop_recording());
    let found = find::cycles(vm, graph, &record, &watch.seen);
    vm.go_on_recording(record.into_recording());
    // What is found again has been kept in between; what is freed now leaves its addresses to others.
    let keeps = vm.gc_debug & DEBUG_SAVEALL != 0;
    for node in 0..graph.len() {
        if keeps && graph.is_tracked(node) {
            watch.seen.insert(address(graph.object(node)));
        } else {
            watch.seen.remove(&address(graph.object(node)));
        }
    }
    watch.of_library += found.of_library;
    let known = vm.states.get_or_default::<Watch>();
    *known = watch;
    for leak in found.leaks {
        match known.leaks.iter_mut().find(|other| other.signature == leak.signature) {
            Some(other) => other.times += leak.times,
            None => known.leaks.push(leak),
        }
    }
}
