//! The arrival of signals: what the function that the system calls leaves behind for the next safe point.

use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};

use nix::errno::Errno;

use super::system;

/// CPython's `NSIG`: signals are numbered below it.
pub const COUNT: usize = 65;

/// Some signal has come.
static ANY: AtomicBool = AtomicBool::new(false);

/// Which ones have come.
static EACH: [AtomicBool; COUNT] = [const { AtomicBool::new(false) }; COUNT];

/// The descriptor that is told of every signal; -1 for none.
static WAKEUP: AtomicI32 = AtomicI32::new(-1);

/// Whether a wakeup descriptor without room is worth a report.
static WARNS_WHEN_FULL: AtomicBool = AtomicBool::new(true);

/// Why the wakeup descriptor could not be told; 0 if it could.
static WAKEUP_ERROR: AtomicI32 = AtomicI32::new(0);

/// Whether a wakeup descriptor that has no room is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenFull {
    /// It is.
    Reported,
    /// The signal is on its way all the same.
    Silent,
}

/// Whether signals wait for their handlers.
#[inline(always)]
pub fn any() -> bool {
    ANY.load(Ordering::Relaxed)
}

/// Notes that a signal has come. Nothing here allocates or locks: it may run at any instruction.
pub fn note(number: i32) {
    let Some(arrived) = usize::try_from(number).ok().and_then(|number| EACH.get(number)) else { return };
    arrived.store(true, Ordering::Relaxed);
    ANY.store(true, Ordering::Release);
    let descriptor = WAKEUP.load(Ordering::Relaxed);
    if descriptor < 0 {
        return;
    }
    // The system's numbers fit in a byte.
    let Err(errno) = system::write_byte(descriptor, number as u8) else { return };
    if errno != Errno::EAGAIN || WARNS_WHEN_FULL.load(Ordering::Relaxed) {
        WAKEUP_ERROR.store(errno as i32, Ordering::Relaxed);
    }
}

/// Another look is due: some signals still wait.
pub(super) fn look_again() {
    ANY.store(true, Ordering::Relaxed);
}

/// Says that all that has come so far will be looked at.
pub(super) fn take_any() -> bool {
    ANY.swap(false, Ordering::Acquire)
}

/// Takes the arrival of one signal.
pub(super) fn take(number: usize) -> bool {
    EACH[number].swap(false, Ordering::Relaxed)
}

/// Takes the error of the wakeup descriptor.
pub(super) fn take_wakeup_error() -> Option<Errno> {
    match WAKEUP_ERROR.swap(0, Ordering::Relaxed) {
        0 => None,
        number => Some(Errno::from_raw(number)),
    }
}

/// Sets the wakeup descriptor, -1 for none; the one before.
pub fn set_wakeup(descriptor: i32, when_full: WhenFull) -> i32 {
    let old = WAKEUP.swap(descriptor, Ordering::Relaxed);
    WARNS_WHEN_FULL.store(when_full == WhenFull::Reported, Ordering::Relaxed);
    old
}
