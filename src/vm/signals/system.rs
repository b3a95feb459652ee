//! Signals as the system has them: what it does when one comes, masks, waiting, timers.
#![expect(unsafe_code, reason = "the C library's functions are declared so, and know more signals than crates do")]

use std::ffi::CStr;
use std::io::{Error, Result};
use std::mem::MaybeUninit;
use std::time::Duration;

use nix::errno::Errno;
use nix::libc;

use super::arrival;

/// What the system does when a signal comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// What it does of its own accord.
    Default,
    /// Nothing.
    Ignore,
    /// It calls a function: ours, or one that is not known.
    Call,
}

/// Whether a system call that a signal met begins again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calls {
    /// It fails with EINTR.
    Interrupted,
    /// It begins again.
    Restarted,
}

fn checked(result: i32) -> Result<i32> {
    if result < 0 { Err(Error::last_os_error()) } else { Ok(result) }
}

extern "C" fn arrived(number: i32) {
    // What was running may be about to look at it.
    let errno = Errno::last_raw();
    arrival::note(number);
    Errno::set_raw(errno);
}

/// What the system does when the signal comes.
pub fn action_of(number: i32) -> Result<Action> {
    let mut found = MaybeUninit::<libc::sigaction>::uninit();
    // SAFETY: nothing is set, and what is asked for is written.
    checked(unsafe { libc::sigaction(number, std::ptr::null(), found.as_mut_ptr()) })?;
    // SAFETY: the call has filled it.
    Ok(match unsafe { found.assume_init() }.sa_sigaction {
        libc::SIG_DFL => Action::Default,
        libc::SIG_IGN => Action::Ignore,
        _ => Action::Call,
    })
}

/// Sets what the system does; [`Action::Call`] notes the signal for the next safe point. Calls of the system that it
/// meets are interrupted.
#[expect(clippy::fn_to_numeric_cast_any, reason = "the system takes the address of what it calls")]
pub fn set_action(number: i32, action: Action) -> Result<()> {
    let handler = match action {
        Action::Default => libc::SIG_DFL,
        Action::Ignore => libc::SIG_IGN,
        Action::Call => arrived as *const () as libc::sighandler_t,
    };
    // SAFETY: all of it may be zero.
    let mut wanted: libc::sigaction = unsafe { MaybeUninit::zeroed().assume_init() };
    wanted.sa_sigaction = handler;
    wanted.sa_flags = libc::SA_ONSTACK;
    // SAFETY: the function only touches atomic variables and writes to a descriptor, and leaves errno as it was.
    checked(unsafe { libc::sigaction(number, &raw const wanted, std::ptr::null_mut()) }).map(drop)
}

/// `siginterrupt`.
pub fn set_calls(number: i32, calls: Calls) -> Result<()> {
    let mut known = MaybeUninit::<libc::sigaction>::uninit();
    // SAFETY: nothing is set, and what is asked for is written.
    checked(unsafe { libc::sigaction(number, std::ptr::null(), known.as_mut_ptr()) })?;
    // SAFETY: the call has filled it.
    let mut known = unsafe { known.assume_init() };
    match calls {
        Calls::Interrupted => known.sa_flags &= !libc::SA_RESTART,
        Calls::Restarted => known.sa_flags |= libc::SA_RESTART,
    }
    // SAFETY: the function is the one that was there.
    checked(unsafe { libc::sigaction(number, &raw const known, std::ptr::null_mut()) }).map(drop)
}

/// Writes one byte; a call that a signal meets begins again.
pub(super) fn write_byte(descriptor: i32, byte: u8) -> nix::Result<()> {
    loop {
        // SAFETY: one byte is read.
        let written = unsafe { libc::write(descriptor, (&raw const byte).cast(), 1) };
        match Errno::result(written) {
            Ok(_) => return Ok(()),
            Err(Errno::EINTR) => {}
            Err(errno) => return Err(errno),
        }
    }
}

/// A set of signals.
#[derive(Clone, Copy)]
pub struct SignalSet(libc::sigset_t);

impl SignalSet {
    /// None.
    pub fn empty() -> SignalSet {
        let mut set = MaybeUninit::uninit();
        // SAFETY: the call fills the set.
        unsafe {
            libc::sigemptyset(set.as_mut_ptr());
            SignalSet(set.assume_init())
        }
    }

    /// Those that a program may use.
    pub fn full() -> SignalSet {
        let mut set = SignalSet::empty();
        // SAFETY: a set that may be written.
        unsafe { libc::sigfillset(&raw mut set.0) };
        set
    }

    /// Adds a signal; an error if a program may not use it.
    pub fn add(&mut self, number: i32) -> Result<()> {
        // SAFETY: a set that may be written, and a number that is checked.
        checked(unsafe { libc::sigaddset(&raw mut self.0, number) }).map(drop)
    }

    /// Whether it has the signal.
    pub fn contains(&self, number: i32) -> bool {
        // SAFETY: the number is checked.
        unsafe { libc::sigismember(&raw const self.0, number) == 1 }
    }
}

/// `pthread_sigmask`: changes what the thread has blocked; what it was. `None` leaves it.
pub fn change_mask(how: i32, set: Option<&SignalSet>) -> Result<SignalSet> {
    let mut old = SignalSet::empty();
    let set = set.map_or(std::ptr::null(), |set| &raw const set.0);
    // SAFETY: one set is read, the other written.
    match unsafe { libc::pthread_sigmask(how, set, &raw mut old.0) } {
        0 => Ok(old),
        errno => Err(Error::from_raw_os_error(errno)),
    }
}

/// Blocks all signals in this thread, so that they come to another one.
pub fn leave_to_other_threads() {
    // The arguments are right, so it cannot fail.
    drop(change_mask(libc::SIG_SETMASK, Some(&SignalSet::full())));
}

/// Ends the process as SIGINT does when nobody has seen to it; returns if that cannot be done.
pub fn die_of_interrupt() {
    let nothing = set_action(libc::SIGINT, Action::Default)
        .and_then(|()| change_mask(libc::SIG_SETMASK, Some(&SignalSet::empty())))
        .and_then(|_| raise(libc::SIGINT));
    // The exit code says the rest.
    drop(nothing);
}

/// `sigpending`.
pub fn pending() -> Result<SignalSet> {
    let mut set = SignalSet::empty();
    // SAFETY: a set that may be written.
    checked(unsafe { libc::sigpending(&raw mut set.0) })?;
    Ok(set)
}

/// `sigwait`.
pub fn wait(set: &SignalSet) -> Result<i32> {
    let mut number = 0;
    // SAFETY: the set is read, the number written.
    match unsafe { libc::sigwait(&raw const set.0, &raw mut number) } {
        0 => Ok(number),
        errno => Err(Error::from_raw_os_error(errno)),
    }
}

/// What is known of a signal that was waited for.
#[derive(Clone, Copy, Debug)]
pub struct Information {
    /// `si_signo`
    pub number: i32,
    /// `si_code`
    pub code: i32,
    /// `si_errno`
    pub errno: i32,
    /// `si_pid`
    pub process: i32,
    /// `si_uid`
    pub user: u32,
    /// `si_status`
    pub status: i32,
    /// `si_band`
    pub band: i64,
}

/// `sigtimedwait`, or `sigwaitinfo` if it may take forever.
pub fn wait_for_information(set: &SignalSet, timeout: Option<Duration>) -> Result<Information> {
    // SAFETY: all of it may be zero.
    let mut found: libc::siginfo_t = unsafe { MaybeUninit::zeroed().assume_init() };
    let result = match timeout {
        // SAFETY: the set is read, the information written.
        None => unsafe { libc::sigwaitinfo(&raw const set.0, &raw mut found) },
        Some(timeout) => {
            let timeout = libc::timespec {
                tv_sec: timeout.as_secs() as _,
                tv_nsec: libc::c_long::from(timeout.subsec_nanos() as i32),
            };
            // SAFETY: as above, and the time is read.
            unsafe { libc::sigtimedwait(&raw const set.0, &raw mut found, &raw const timeout) }
        }
    };
    checked(result)?;
    // SAFETY: plain numbers of a structure that is filled or zero; which of them mean something the code says.
    let (process, user, status) = unsafe { (found.si_pid(), found.si_uid(), found.si_status()) };
    // The band has the place of process and user.
    let band = (i64::from(user) << 32) | i64::from(process.cast_unsigned());
    Ok(Information { number: found.si_signo, code: found.si_code, errno: found.si_errno, process, user, status, band })
}

/// `pause`.
pub fn pause() {
    // SAFETY: no arguments. It always fails: with EINTR, when a signal has come.
    unsafe { libc::pause() };
}

/// `alarm`: the seconds that were left of the one before.
pub fn alarm(seconds: u32) -> u32 {
    // SAFETY: a number.
    unsafe { libc::alarm(seconds) }
}

/// `raise`: sends the signal to this thread.
pub fn raise(number: i32) -> Result<()> {
    // SAFETY: a number.
    checked(unsafe { libc::raise(number) }).map(drop)
}

/// `kill`: sends the signal to a process or several.
pub fn kill(process: i32, number: i32) -> Result<()> {
    // SAFETY: numbers.
    checked(unsafe { libc::kill(process, number) }).map(drop)
}

/// `killpg`: sends the signal to a group of processes.
pub fn kill_group(group: i32, number: i32) -> Result<()> {
    // SAFETY: numbers.
    checked(unsafe { libc::killpg(group, number) }).map(drop)
}

/// `pidfd_send_signal` without information of the sender's.
pub fn send_to_descriptor(descriptor: i32, number: i32, flags: u32) -> Result<()> {
    let information = std::ptr::null::<libc::siginfo_t>();
    // SAFETY: numbers and no information.
    let result = unsafe { libc::syscall(libc::SYS_pidfd_send_signal, descriptor, number, information, flags) };
    checked(result as i32).map(drop)
}

/// `strsignal`, if the signal has a description.
pub fn describe(number: i32) -> Option<Vec<u8>> {
    Errno::clear();
    // SAFETY: a text that stays until the next call, or null.
    let text = unsafe {
        let text = libc::strsignal(number);
        if text.is_null() {
            return None;
        }
        CStr::from_ptr(text).to_bytes().to_vec()
    };
    if Errno::last_raw() != 0 || text.starts_with(b"Unknown signal") { None } else { Some(text) }
}

/// A timer: seconds and microseconds until it next rings and between two times after that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timer {
    /// Until it rings; 0 if it is off.
    pub delay: (i64, i64),
    /// From then on.
    pub interval: (i64, i64),
}

impl Timer {
    fn of(timer: &libc::itimerval) -> Timer {
        let parts = |time: libc::timeval| (time.tv_sec, time.tv_usec);
        Timer { delay: parts(timer.it_value), interval: parts(timer.it_interval) }
    }
}

/// `getitimer`.
pub fn timer(which: i32) -> Result<Timer> {
    let mut found = MaybeUninit::<libc::itimerval>::zeroed();
    // SAFETY: the timer is written.
    checked(unsafe { libc::getitimer(which as _, found.as_mut_ptr()) })?;
    // SAFETY: the call has filled it.
    Ok(Timer::of(&unsafe { found.assume_init() }))
}

/// `setitimer`: what it was.
pub fn set_timer(which: i32, timer: Timer) -> Result<Timer> {
    let time = |(seconds, micros): (i64, i64)| libc::timeval { tv_sec: seconds as _, tv_usec: micros as _ };
    let wanted = libc::itimerval { it_value: time(timer.delay), it_interval: time(timer.interval) };
    let mut old = MaybeUninit::<libc::itimerval>::zeroed();
    // SAFETY: one timer is read, the other written.
    checked(unsafe { libc::setitimer(which as _, &raw const wanted, old.as_mut_ptr()) })?;
    // SAFETY: the call has filled it.
    Ok(Timer::of(&unsafe { old.assume_init() }))
}
