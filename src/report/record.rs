//! What was recorded while the program ran, asked by objects and references.

use std::path::Path;

use crate::object::Value;
use crate::types::frame::Frame;
use crate::types::generator::Generator;
use crate::vm::Vm;
use crate::vm::recorder::{self, Recording};

use super::find::Look;
use super::graph::{Graph, Node, address};
use super::model::Place;
use super::show::facts;
use super::web::Thread;

/// What is known of the past of a heap; nothing if nothing was recorded.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    recording: &'a Recording,
}

/// The recordings that sessions and programs have asked for and that have not ended.
#[derive(Default)]
struct Asked {
    number: usize,
    /// Whether the first of them has begun the recording: `ouropy leaks` has one of its own.
    is_own: bool,
}

/// Records from now on, until [`end`] was called as often as this.
pub fn begin(vm: &mut Vm) {
    let is_new = !vm.is_recording();
    let asked = vm.states.get_or_default::<Asked>();
    asked.number += 1;
    if is_new {
        asked.is_own = true;
        vm.start_recording();
    }
}

/// One of those who have asked for a recording needs it no longer.
pub fn end(vm: &mut Vm) {
    let asked = vm.states.get_or_default::<Asked>();
    asked.number = asked.number.saturating_sub(1);
    if asked.number == 0 && std::mem::take(&mut asked.is_own) {
        drop(vm.stop_recording());
    }
}

/// Asks what has been recorded so far, if anything is.
pub(super) fn ask<R>(vm: &mut Vm, ask: impl FnOnce(&Vm, Record<'_>) -> R) -> R {
    vm.ask_recording(|vm, recording| ask(vm, Record::new(recording)))
}

/// A place and when the program was there.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    pub(super) place: Place,
    /// Later moments have greater numbers.
    pub(super) time: u64,
}

impl<'a> Record<'a> {
    /// What a recording knows.
    pub(super) fn new(recording: &'a Recording) -> Record<'a> {
        Record { recording }
    }

    /// The tests that have run, each once.
    pub(super) fn tests(self) -> &'a [String] {
        self.recording.followed().names()
    }

    /// The number of the test during which the last of some objects was made that tests have made: a traceback goes on
    /// when the test has ended.
    pub(super) fn test_of(self, graph: &Graph, nodes: &[Node]) -> Option<usize> {
        let made = nodes.iter().map(|&node| self.recording.made_at(address(graph.object(node))));
        let in_tests = made.filter_map(|time| Some((time, self.recording.followed().at(time)?)));
        in_tests.max().map(|(_, test)| test)
    }

    /// Where an object was made.
    pub(super) fn made(self, object: &Value) -> Option<Moment> {
        let place = self.recording.made(address(object))?;
        Some(Moment { place: shown(place), time: self.recording.made_at(address(object)) })
    }

    /// The last statement that let go of an object.
    pub(super) fn held(self, object: &Value) -> Option<Moment> {
        let (place, time) = self.recording.held(address(object))?;
        Some(Moment { place: shown(place), time })
    }

    /// Where a reference was made.
    pub(super) fn reference(self, look: &Look<'_>, thread: &Thread) -> Option<Moment> {
        let holder = look.graph.object(thread.from);
        let to = address(look.graph.object(thread.to));
        if (holder.has::<Frame>() || holder.has::<Generator>())
            && let Some(name) = thread.name.split('\'').nth(1)
        {
            let place = self.recording.local_named(look.vm, holder, name)?;
            // A local is given its value after all that the value refers to.
            return Some(Moment { place: shown(place), time: u64::MAX });
        }
        // An attribute is stored into its object, whatever holds it there; items of a tuple came with the tuple.
        let middle = look.graph.object(thread.last.0);
        let from = if middle.has::<crate::object::Tuple>() { address(middle) } else { address(holder) };
        let place = self.recording.stored(from, to)?;
        Some(Moment { place: shown(place), time: self.recording.stored_at(from, to) })
    }

    /// Where an object was stored into another one.
    pub(super) fn stored(self, holder: &Value, object: &Value) -> Option<Place> {
        self.recording.stored(address(holder), address(object)).map(shown)
    }

    /// How often the function was called that is called `function` and defined in `file`.
    pub(super) fn calls(self, file: &str, function: &str) -> u64 {
        let of = |calls: &recorder::Calls| &*calls.definition.file == file && &*calls.definition.function == function;
        self.recording.calls().filter(of).map(|calls| calls.count).sum()
    }
}

/// A place in words, with its file as the user would name it: `retry.py:14 in fetch()`.
pub(super) fn in_words(place: &Place) -> String {
    let here = std::env::current_dir().ok();
    let below = here.and_then(|here| Path::new(&*place.file).strip_prefix(here).ok().map(Path::to_path_buf));
    let file = below.map_or_else(|| place.file.clone(), |below| below.to_string_lossy().into());
    facts::place_in(&Place { file, ..place.clone() })
}

/// A place as reports have it: with columns in bytes, still.
fn shown(place: recorder::Place) -> Place {
    let recorder::Place { file, line, column, end_line, end_column, function } = place;
    Place { file, line, column, end_line, end_column, function }
}
