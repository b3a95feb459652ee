//! Timers that are files, and the clock of a thread.
#![expect(unsafe_code, reason = "the C library's functions are declared so")]

use nix::errno::Errno;
use nix::libc;

/// When a timer is due next and how often from then on, in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The time until it is due, or that time of its clock; 0 if it never is.
    pub next: i64,
    /// The time between; 0 if it is due once.
    pub interval: i64,
}

const SECOND: i64 = 1_000_000_000;

fn native(nanoseconds: i64) -> libc::timespec {
    let (whole, rest) = (nanoseconds.div_euclid(SECOND), nanoseconds.rem_euclid(SECOND));
    libc::timespec { tv_sec: whole as _, tv_nsec: rest as _ }
}

fn nanoseconds(time: libc::timespec) -> i64 {
    time.tv_sec.saturating_mul(SECOND).saturating_add(time.tv_nsec)
}

fn schedule(found: libc::itimerspec) -> Schedule {
    Schedule { next: nanoseconds(found.it_value), interval: nanoseconds(found.it_interval) }
}

/// `timerfd_create`: the descriptor of a timer.
pub fn create(clock: i32, flags: i32) -> nix::Result<i32> {
    // SAFETY: numbers only.
    Errno::result(unsafe { libc::timerfd_create(clock, flags) })
}

/// `timerfd_gettime`.
pub fn get(descriptor: i32) -> nix::Result<Schedule> {
    let mut found = libc::itimerspec { it_interval: native(0), it_value: native(0) };
    // SAFETY: the times are written.
    Errno::result(unsafe { libc::timerfd_gettime(descriptor, &raw mut found) })?;
    Ok(schedule(found))
}

/// `timerfd_settime`: what it was before.
pub fn set(descriptor: i32, flags: i32, new: Schedule) -> nix::Result<Schedule> {
    let new = libc::itimerspec { it_interval: native(new.interval), it_value: native(new.next) };
    let mut old = libc::itimerspec { it_interval: native(0), it_value: native(0) };
    // SAFETY: the new times are read, the old ones written.
    Errno::result(unsafe { libc::timerfd_settime(descriptor, flags, &raw const new, &raw mut old) })?;
    Ok(schedule(old))
}

/// `pthread_getcpuclockid` of the calling thread: the number of the clock of its time.
pub fn clock_of_this_thread() -> nix::Result<i32> {
    let mut clock = 0;
    // SAFETY: the thread is there, and the number is written.
    match unsafe { libc::pthread_getcpuclockid(libc::pthread_self(), &raw mut clock) } {
        0 => Ok(clock),
        number => Err(Errno::from_raw(number)),
    }
}
