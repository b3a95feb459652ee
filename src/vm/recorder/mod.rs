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
//! - `notes.rs`: what has been noted; `followed.rs`: calls whose ends are noted; `recording.rs`: the answers;
//! - `text.rs`: the text of a program that is in no file.

mod calls;
mod followed;
mod notes;
pub mod recording;
mod sites;
mod step;
mod stores;
mod text;

use std::rc::Rc;

use ouropy_compiler::code::CodeUnit;

pub use self::recording::{Calls, Place, Recording};
pub(super) use self::step::{Called, called, enter, has_arguments, keep_locals, stand, step, step_late, unwinds};

use self::notes::Notes;
use self::sites::Sites;
use self::text::ProgramText;
use super::Vm;
use super::{monitoring, stack};
use crate::object::Value;
use crate::types::code::Code;

/// Which calls are followed.
#[derive(Clone, Copy)]
pub struct Follow {
    /// Whether calls of this code are.
    pub is_followed: fn(&Code) -> bool,
    /// What a call is called, by its first argument. It runs no Python code.
    pub name: fn(&Vm, &Value) -> String,
}

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
        self.recorder.notes.begin(stack::REGISTERS);
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

    /// Asks what has been recorded so far; of nothing, if nothing is. The recording goes on as if nobody had asked.
    pub fn ask_recording<R>(&mut self, ask: impl FnOnce(&Vm, &Recording) -> R) -> R {
        if !self.recorder.on {
            let ended = self.recorder.ended.take();
            let nothing = Recording::default();
            let answer = ask(self, ended.as_ref().unwrap_or(&nothing));
            self.recorder.ended = ended;
            return answer;
        }
        let site = self.heap.site();
        let notes = std::mem::take(&mut self.recorder.notes);
        let records = self.heap.stop_records().unwrap_or_default();
        let recording = Recording::new(records, notes, &self.recorder.sites);
        let answer = ask(self, &recording);
        let (records, notes) = recording.into_parts();
        self.heap.start_records(records);
        self.recorder.notes = notes;
        self.heap.set_site(site);
        answer
    }

    /// Notes from now on when calls begin and end, of code that is executed for the first time.
    pub fn follow_calls(&mut self, follow: Follow) {
        self.recorder.sites.follow = Some(follow);
    }

    /// Recordings know the text of the program from now on, which is in no file.
    pub fn keep_program_text(&mut self, program: &Rc<CodeUnit>, text: &str) {
        self.recorder.sites.text = Some(ProgramText::new(program, text));
    }

    /// The text of the program if it is in no file but called so.
    pub fn program_text(&self, file: &str) -> Option<&str> {
        self.recorder.sites.text.as_ref()?.of(file)
    }

    /// Whether objects and references are being recorded.
    pub fn is_recording(&self) -> bool {
        self.recorder.on
    }
}
