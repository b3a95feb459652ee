//! What was recorded while the program ran, asked by objects and references.

use crate::object::Value;
use crate::types::frame::Frame;
use crate::types::generator::Generator;
use crate::vm::recorder::{self, Recording};

use super::find::Look;
use super::graph::address;
use super::model::Place;
use super::web::Thread;

/// What is known of the past of a heap; nothing if nothing was recorded.
#[derive(Default)]
pub(super) struct Record {
    recording: Recording,
}

/// A place and when the program was there.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    pub(super) place: Place,
    /// Later moments have greater numbers.
    pub(super) time: u64,
}

impl Record {
    /// What a recording knows.
    pub(super) fn new(recording: Recording) -> Record {
        Record { recording }
    }

    /// The recording, to go on with it.
    pub(super) fn into_recording(self) -> Recording {
        self.recording
    }

    /// Where an object was made.
    pub(super) fn made(&self, object: &Value) -> Option<Moment> {
        let place = self.recording.made(address(object))?;
        Some(Moment { place: shown(place), time: self.recording.made_at(address(object)) })
    }

    /// The last statement that let go of an object.
    pub(super) fn held(&self, object: &Value) -> Option<Moment> {
        let (place, time) = self.recording.held(address(object))?;
        Some(Moment { place: shown(place), time })
    }

    /// Where a reference was made.
    pub(super) fn reference(&self, look: &Look<'_>, thread: &Thread) -> Option<Moment> {
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
    pub(super) fn stored(&self, holder: &Value, object: &Value) -> Option<Place> {
        self.recording.stored(address(holder), address(object)).map(shown)
    }

    /// How often the function was called that is called `function` and defined in `file`.
    pub(super) fn calls(&self, file: &str, function: &str) -> u64 {
        let of = |calls: &recorder::Calls| &*calls.definition.file == file && &*calls.definition.function == function;
        self.recording.calls().filter(of).map(|calls| calls.count).sum()
    }
}

/// A place as reports have it: with columns in bytes, still.
fn shown(place: recorder::Place) -> Place {
    let recorder::Place { file, line, column, end_line, end_column, function } = place;
    Place { file, line, column, end_line, end_column, function }
}
