//! Watching a program: what each of its collections finds, and what is left at the end.

use crate::object::Value;
use crate::stdlib::names;
use crate::vm::Vm;
use crate::vm::collect::DEBUG_SAVEALL;

use super::find::{self, Look};
use super::graph::{Graph, Node, Set, address};
use super::growth::{self, Repeated};
use super::kept;
use super::model::{Leak, Part, Place, Report, Share};
use super::name;
use super::program::Program;
use super::record::{self, Record};
use super::settle;
use super::tests_run::TESTS;

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
    vm.follow_calls(TESTS);
    vm.start_recording();
}

/// How far the recording has come: what is made from now on is made later.
pub fn now(vm: &mut Vm) -> u64 {
    vm.ask_recording(|_, recording| recording.now())
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
    let recording = vm.stop_recording();
    let record = Record::new(&recording);
    let watch = std::mem::take(vm.states.get_or_default::<Watch>());
    let rooted = rooted(vm, &graph, record, &watch.program, more, repeated);
    let tests = record.tests().to_vec();
    drop(graph);
    drop(recording);
    let is_hidden = |leak: &Leak| !tests.is_empty() && is_of_runner(vm, leak);
    let (of_runner, mut leaks): (Vec<Leak>, Vec<Leak>) = watch.leaks.into_iter().partition(is_hidden);
    leaks.extend(rooted);
    let mut notes = Vec::new();
    for (cycles, when) in [
        (watch.of_library, "when it was imported"),
        (of_runner.iter().map(|leak| leak.times).sum(), "outside of the tests"),
    ] {
        match cycles {
            0 => {}
            1 => notes.push(format!("1 cycle that the library made {when} is not shown")),
            more => notes.push(format!("{more} cycles that the library made {when} are not shown")),
        }
    }
    settled(vm, Report { program: watch.program, leaks, tests, notes, sources: Vec::new() })
}

/// What roots keep: more with each call, or though the program has lost it.
fn rooted(
    vm: &Vm,
    graph: &Graph,
    record: Record<'_>,
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

/// A report with the leaks of the first test first and those that weigh most first among them, and the texts that its
/// places are in, as far as there are such.
pub(super) fn settled(vm: &Vm, mut report: Report) -> Report {
    let weight = |leak: &Leak| leak.times * leak.objects.iter().map(|object| object.bytes).sum::<usize>();
    let test = |leak: &Leak| leak.tests.first().map_or(usize::MAX, |share| share.test);
    report.leaks.sort_by_key(|leak| (test(leak), std::cmp::Reverse(weight(leak))));
    let here = std::env::current_dir().ok();
    let read = |file: &str| {
        let bytes = || std::fs::read(file).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let program = vm.program_text(file).map(str::to_owned);
        program.or_else(|| (vm.hooks.library_source)(file)).or_else(bytes)
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
    let found = record::ask(vm, |vm, record| {
        let graph = Graph::of_heap(&vm.heap);
        let garbage = graph.garbage();
        let look = Look { vm, graph: &graph, garbage: &garbage, record };
        kept::of_last_exception(&look, &Program::new(vm, &watch.program))
    });
    add(&mut watch.leaks, found);
    *vm.states.get_or_default::<Watch>() = watch;
}

fn look(vm: &mut Vm, graph: &Graph) {
    let mut watch = std::mem::take(vm.states.get_or_default::<Watch>());
    let found = record::ask(vm, |vm, record| find::cycles(vm, graph, record, &watch.seen));
    remember(vm, graph, &mut watch.seen);
    watch.of_library += found.of_library;
    add(&mut watch.leaks, found.leaks);
    *vm.states.get_or_default::<Watch>() = watch;
}

/// Whether a leak in a program that runs tests is that of what runs them: no test has left it, a line of the library has
/// closed the cycle, and all that is on it is of a class of the library or was made there.
fn is_of_runner(vm: &Vm, leak: &Leak) -> bool {
    let is_library = |place: &Place| (vm.hooks.library_source)(&place.file).is_some();
    let is_its_class = |class: &str| class.split_once('.').is_some_and(|(module, _)| names::contains(module));
    let mut members = leak.objects.iter().filter(|object| object.part == Part::Member);
    leak.tests.is_empty()
        && leak.places.first().is_some_and(|label| is_library(&label.place))
        && members.all(|object| is_its_class(&object.class) || object.made.as_ref().is_some_and(is_library))
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

/// Adds leaks to those that are known, equal ones together; those of different tests only if the same lines made them.
pub(super) fn add(known: &mut Vec<Leak>, found: Vec<Leak>) {
    for leak in found {
        match known.iter_mut().find(|other| other.signature == leak.signature && are_together(other, &leak)) {
            Some(other) => {
                other.times += leak.times;
                for share in leak.tests {
                    match other.tests.iter_mut().find(|known| known.test == share.test) {
                        Some(known) => known.times += share.times,
                        None => other.tests.push(share),
                    }
                }
                other.tests.sort_by_key(|share| share.test);
            }
            None => known.push(leak),
        }
    }
}

/// Whether two leaks that are alike are told as one.
fn are_together(one: &Leak, other: &Leak) -> bool {
    let is_same = |share: &Share| one.tests.iter().any(|known| known.test == share.test);
    one.tests.is_empty() && other.tests.is_empty()
        || other.tests.iter().any(is_same)
        || one.places.iter().map(|label| &label.place).eq(other.places.iter().map(|label| &label.place))
}
