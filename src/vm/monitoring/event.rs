//! The events of `sys.monitoring`, by CPython's numbers.

/// What a tool can be told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Event {
    PyStart,
    PyResume,
    PyReturn,
    PyYield,
    Call,
    Line,
    Instruction,
    Jump,
    BranchLeft,
    BranchRight,
    StopIteration,
    Raise,
    ExceptionHandled,
    PyUnwind,
    PyThrow,
    Reraise,
    CReturn,
    CRaise,
    Branch,
}

/// Number of events.
pub const EVENTS: usize = 19;
/// The events up to this one belong to places in the code: a tool may ask for them in one code object, and be rid of
/// one of them by returning `DISABLE`.
const LAST_LOCAL: Event = Event::StopIteration;

impl Event {
    /// Every event with its name, by number.
    pub const ALL: [(Event, &'static str); EVENTS] = [
        (Event::PyStart, "PY_START"),
        (Event::PyResume, "PY_RESUME"),
        (Event::PyReturn, "PY_RETURN"),
        (Event::PyYield, "PY_YIELD"),
        (Event::Call, "CALL"),
        (Event::Line, "LINE"),
        (Event::Instruction, "INSTRUCTION"),
        (Event::Jump, "JUMP"),
        (Event::BranchLeft, "BRANCH_LEFT"),
        (Event::BranchRight, "BRANCH_RIGHT"),
        (Event::StopIteration, "STOP_ITERATION"),
        (Event::Raise, "RAISE"),
        (Event::ExceptionHandled, "EXCEPTION_HANDLED"),
        (Event::PyUnwind, "PY_UNWIND"),
        (Event::PyThrow, "PY_THROW"),
        (Event::Reraise, "RERAISE"),
        (Event::CReturn, "C_RETURN"),
        (Event::CRaise, "C_RAISE"),
        (Event::Branch, "BRANCH"),
    ];

    /// Its bit in a set of events.
    pub const fn bit(self) -> u32 {
        1 << self as u32
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Event::ALL[self as usize].1
    }

    /// Whether it belongs to a place in the code.
    pub const fn is_local(self) -> bool {
        self as u8 <= LAST_LOCAL as u8
    }
}

/// The set of all events of [places](Event::is_local).
pub const LOCAL_EVENTS: u32 = (LAST_LOCAL.bit() << 1) - 1;
/// The events that come with [`Event::Call`].
pub const RETURNS_OF_C: u32 = Event::CReturn.bit() | Event::CRaise.bit();
/// The two halves of [`Event::Branch`].
pub const BRANCHES: u32 = Event::BranchLeft.bit() | Event::BranchRight.bit();
