//! The recorder: which line made each object, which line made each reference, and which held an object last.
//!
//! While it is on, programs run in a loop (`docs/tracing.md`) that before each instruction asks a table what the
//! instruction does that matters ([`sites`]). What there is to note is noted before the instruction is executed, from
//! what its registers hold: so nothing that a program can see changes, neither counts nor the order of deaths.
//! Objects are known by their addresses; their births and deaths are noted by the heap ([`Records`]), which gets from here
//! the place that is being executed.
//!
//! - `sites.rs`: numbers for the instructions of all code, and what each one does;
//! - `step.rs`: what is noted before an instruction, `stores.rs` and `calls.rs` of those that store and call;
//! - `notes.rs`: what has been noted; `recording.rs`: the answers.

mod calls;
mod notes;
pub mod recording;
mod sites;
mod step;
mod stores;

pub use self::recording::{Calls, Place, Recording};
pub(super) use self::step::{Called, called, enter, has_arguments, keep_locals, stand, step, unwinds};

use self::notes::Notes;
use self::sites::Sites;
use super::Vm;
use super::monitoring;

/// What is being recorded.
#[derive(Default)]
pub struct Recorder {
    on: bool,
    sites: Sites,
    notes: Notes,
    /// A recording that ended because there is no number left for more code.
    ended: Option<Recording>,
}

impl Recorder {
    /// Whether it is on.
    #[inline(always)]
    pub fn is_on(&self) -> bool {
        self.on
    }
}

impl Vm {
    /// Records from now on where objects and references are made and where they end. Nothing happens if it does so
    /// already.
    pub fn start_recording(&mut self) {
        self.go_on_recording(Recording::default());
    }

    /// Goes on with a recording that was stopped.
    pub fn go_on_recording(&mut self, recording: Recording) {
        if self.recorder.on {
            return;
        }
        self.recorder.ended = None;
        let (records, notes) = recording.into_parts();
        self.heap.start_records(records);
        self.recorder.notes = notes;
        self.recorder.notes.begin();
        self.recorder.on = true;
        monitoring::recording_changed(self);
        stand(self);
    }

    /// Records no longer. The recording tells of objects for as long as they are alive; it is empty if there was none.
    pub fn stop_recording(&mut self) -> Recording {
        if let Some(ended) = self.recorder.ended.take() {
            return ended;
        }
        let notes = std::mem::take(&mut self.recorder.notes);
        let records = self.heap.stop_records().unwrap_or_default();
        self.recorder.on = false;
        monitoring::recording_changed(self);
        Recording::new(records, notes, &self.recorder.sites)
    }

    /// Whether objects and references are being recorded.
    pub fn is_recording(&self) -> bool {
        self.recorder.on
    }
}
