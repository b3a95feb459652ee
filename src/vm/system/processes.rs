//! Waiting for processes, their users and groups, and how they are scheduled.
#![expect(unsafe_code, reason = "the C library's functions are declared so")]

use std::ffi::CStr;
use std::mem::MaybeUninit;

use nix::errno::Errno;
use nix::libc;

use crate::vm::accounts::Usage;

fn checked(result: i32) -> nix::Result<i32> {
    Errno::result(result)
}

/// `wait4`: number and status of a process that has changed, and what it has used. The number is 0 if none has.
pub fn wait(process: i32, options: i32) -> nix::Result<(i32, i32, Usage)> {
    let (mut status, mut usage) = (0, MaybeUninit::<libc::rusage>::zeroed());
    // SAFETY: status and figures are written.
    let found = checked(unsafe { libc::wait4(process, &raw mut status, options, usage.as_mut_ptr()) })?;
    // SAFETY: zeros are figures, and the call has written others at most.
    Ok((found, status, Usage::of(unsafe { usage.assume_init_ref() })))
}

/// What `waitid` tells of a process.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    /// Its number, 0 if none has changed.
    pub process: i32,
    /// Its user.
    pub user: u32,
    /// The signal that tells of such changes.
    pub signal: i32,
    /// Its exit code, or the signal that changed it.
    pub status: i32,
    /// What happened to it.
    pub code: i32,
}

/// `waitid`.
pub fn wait_id(kind: i32, id: u32, options: i32) -> nix::Result<Change> {
    let mut found = MaybeUninit::<libc::siginfo_t>::zeroed();
    // SAFETY: the record is written.
    checked(unsafe { libc::waitid(kind as _, id, found.as_mut_ptr(), options) })?;
    // SAFETY: zeros are a record, and the call has written others at most; it is of the kind that tells of a child.
    let (found, [process, status], user) = unsafe {
        let found = found.assume_init_ref();
        (found, [found.si_pid(), found.si_status()], found.si_uid())
    };
    Ok(Change { process, user, signal: found.si_signo, status, code: found.si_code })
}

/// `pidfd_open`: a descriptor of a process.
pub fn open(process: i32, flags: u32) -> nix::Result<i32> {
    // SAFETY: numbers only.
    Errno::result(unsafe { libc::syscall(libc::SYS_pidfd_open, process, flags) }).map(|number| number as i32)
}

/// `setreuid`; `u32::MAX` for one that stays.
pub fn set_users(real: u32, effective: u32) -> nix::Result<()> {
    // SAFETY: numbers only.
    checked(unsafe { libc::setreuid(real, effective) }).map(drop)
}

/// `setregid`; `u32::MAX` for one that stays.
pub fn set_groups(real: u32, effective: u32) -> nix::Result<()> {
    // SAFETY: numbers only.
    checked(unsafe { libc::setregid(real, effective) }).map(drop)
}

/// `getlogin`: the name of who logged in at the terminal; ENOENT if the C library does not say why it knows none.
pub fn login() -> nix::Result<Vec<u8>> {
    Errno::clear();
    // SAFETY: no arguments; nobody else asks until the text is copied.
    let name = unsafe { libc::getlogin() };
    if name.is_null() {
        return Err(match Errno::last_raw() {
            0 => Errno::ENOENT,
            number => Errno::from_raw(number),
        });
    }
    // SAFETY: a text that stays until the next call.
    Ok(unsafe { CStr::from_ptr(name) }.to_bytes().to_vec())
}

fn parameter(priority: i32) -> libc::sched_param {
    // SAFETY: numbers, on some systems more than this one.
    let mut parameter: libc::sched_param = unsafe { std::mem::zeroed() };
    parameter.sched_priority = priority;
    parameter
}

/// `sched_getscheduler`: the policy by which a process is scheduled.
pub fn policy(process: i32) -> nix::Result<i32> {
    // SAFETY: a number.
    checked(unsafe { libc::sched_getscheduler(process) })
}

/// `sched_setscheduler`.
pub fn set_policy(process: i32, policy: i32, priority: i32) -> nix::Result<()> {
    let parameter = parameter(priority);
    // SAFETY: the parameter is read.
    checked(unsafe { libc::sched_setscheduler(process, policy, &raw const parameter) }).map(drop)
}

/// `sched_getparam`: the priority of a process.
pub fn priority(process: i32) -> nix::Result<i32> {
    let mut parameter = parameter(0);
    // SAFETY: the parameter is written.
    checked(unsafe { libc::sched_getparam(process, &raw mut parameter) })?;
    Ok(parameter.sched_priority)
}

/// `sched_setparam`.
pub fn set_priority(process: i32, priority: i32) -> nix::Result<()> {
    let parameter = parameter(priority);
    // SAFETY: the parameter is read.
    checked(unsafe { libc::sched_setparam(process, &raw const parameter) }).map(drop)
}

/// `sched_rr_get_interval`: seconds and nanoseconds.
pub fn round_robin(process: i32) -> nix::Result<(i64, i64)> {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the time is written.
    checked(unsafe { libc::sched_rr_get_interval(process, &raw mut time) })?;
    Ok((time.tv_sec, time.tv_nsec))
}
