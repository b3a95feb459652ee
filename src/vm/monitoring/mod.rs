//! Telling tools what happens: CPython's `sys.monitoring`. `sys.settrace` and `sys.setprofile` are tools of it
//! (`docs/tracing.md`).

mod event;
mod fire;
mod instrument;
mod jump;
mod layout;
mod legacy;
mod settings;
mod step;

use std::cell::Cell;
use std::rc::Rc;

pub use self::event::{BRANCHES, EVENTS, Event, LOCAL_EVENTS, RETURNS_OF_C};
pub(super) use self::fire::{handled, raised, reraised, tells, thrown, unwound, yields};
pub use self::instrument::Instrumentation;
pub(super) use self::jump::has_moved;
pub use self::jump::set_line;
pub(super) use self::settings::{follow_innermost, recording_changed};
pub(super) use self::step::{
    Branch, Step, branched, called, calls, ended_async_for, ended_by_stop, jumped, returns, step, stopped,
};
pub use self::step::{branches, line_shown, offset_shown};

use crate::object::Slot;

/// Tools: those of programs, then profile and trace function.
pub const TOOLS: usize = 8;
/// Tools that a program can use by number.
pub const CODE_TOOLS: usize = 6;
/// The tool that calls the function of `sys.setprofile`.
pub const PROFILE_TOOL: usize = 6;
/// The tool that calls the function of `sys.settrace`.
pub const TRACE_TOOL: usize = 7;

/// Who listens: each has a loop of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Listeners {
    /// Nobody.
    None,
    /// A recording is made.
    Recorder,
    /// Tools have asked for something, and perhaps a recording is made.
    Tools,
}

/// What is to be told to whom.
pub struct Monitoring {
    /// Whether any tool has asked for anything: what the loop asks.
    on: bool,
    /// Which loop programs run in.
    listeners: Listeners,
    /// How many callbacks are being executed: nobody is told of what they do.
    silent: u32,
    /// Changes with everything below; [`Instrumentation`] follows.
    version: u32,
    restarts: u32,
    /// Where a callback has just raised, if it was told of a line without an instruction.
    raised_at: Option<PassedPlace>,
    /// Whether the jump that is being executed was told of as part of the one that led to it.
    is_jump_told: bool,
    /// The events each tool has asked for everywhere.
    global: [u32; TOOLS],
    /// How often the events of a tool have been cleared.
    reigns: [u32; CODE_TOOLS],
    /// How many code objects have events of their own.
    codes: Rc<Cell<u32>>,
    /// Names of the tools in use.
    names: [Slot; CODE_TOOLS],
    /// The callback of each tool and event.
    callbacks: [[Slot; EVENTS]; CODE_TOOLS],
    /// The event whose callback is being executed.
    event: Option<Event>,
    /// The number of activations, the last of which that event is of.
    told_depth: usize,
    /// The number of activations, the last of which a callback has made go on elsewhere; or 0.
    moved: usize,
    /// `sys.gettrace()`.
    trace_function: Slot,
    /// `sys.getprofile()`.
    profile_function: Slot,
    /// `sys.monitoring.DISABLE`.
    pub disable: Slot,
    /// `sys.monitoring.MISSING`.
    pub missing: Slot,
}

/// The place of a line without an instruction.
#[derive(Clone, Copy)]
pub(in crate::vm) struct PassedPlace {
    /// Its offset.
    pub offset: u32,
    /// How many of the handlers around the instruction behind it, the inner ones, catch nothing that is raised here.
    pub outside: usize,
}

impl Monitoring {
    /// Where what is being raised comes from, if that is no instruction: asked once.
    pub(in crate::vm) fn take_raised_at(&mut self) -> Option<PassedPlace> {
        self.raised_at.take()
    }
}

impl Default for Monitoring {
    fn default() -> Monitoring {
        Monitoring {
            on: false,
            listeners: Listeners::None,
            silent: 0,
            version: 1,
            restarts: 0,
            raised_at: None,
            is_jump_told: false,
            global: [0; TOOLS],
            reigns: [0; CODE_TOOLS],
            codes: Rc::default(),
            names: Default::default(),
            callbacks: Default::default(),
            event: None,
            told_depth: 0,
            moved: 0,
            trace_function: None,
            profile_function: None,
            disable: None,
            missing: None,
        }
    }
}

impl Monitoring {
    /// Whether anybody is to be told of anything.
    #[inline(always)]
    pub fn is_on(&self) -> bool {
        self.on
    }

    /// Which loop programs run in.
    #[inline(always)]
    pub(super) fn listeners(&self) -> Listeners {
        self.listeners
    }
}
