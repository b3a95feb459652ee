//! Functions of the C library that the crates in use have no safe face for.
#![expect(unsafe_code, reason = "the C library's functions are declared so")]

pub mod files;
pub mod log;
pub mod processes;
pub mod terminals;
pub mod timers;

use std::ffi::CStr;
use std::io::{Error, Result};

use nix::errno::Errno;
use nix::libc;

/// Whether the programs that replace this one inherit a descriptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inherited {
    /// They do.
    Yes,
    /// They do not.
    No,
}

fn checked(result: i32) -> Result<i32> {
    if result < 0 { Err(Error::last_os_error()) } else { Ok(result) }
}

/// A limit that is -1 both when there is none and when the call has failed.
fn checked_limit(call: impl FnOnce() -> libc::c_long) -> Result<i64> {
    Errno::clear();
    let limit = call();
    match Errno::last_raw() {
        0 => Ok(limit),
        _ if limit != -1 => Ok(limit),
        _ => Err(Error::last_os_error()),
    }
}

/// Makes `target` another number of what `descriptor` is, whatever it was before.
pub fn duplicate_onto(descriptor: i32, target: i32, inherited: Inherited) -> Result<i32> {
    if inherited == Inherited::No && descriptor != target {
        // SAFETY: numbers; who holds a descriptor by number expects that it changes (`Descriptor`).
        return checked(unsafe { libc::dup3(descriptor, target, libc::O_CLOEXEC) });
    }
    // SAFETY: as above.
    checked(unsafe { libc::dup2(descriptor, target) })
}

/// `sysconf`: a limit of the system, -1 if there is none.
pub fn configuration(name: i32) -> Result<i64> {
    // SAFETY: a number in, a number out.
    checked_limit(|| unsafe { libc::sysconf(name) })
}

/// `pathconf`: a limit of a file, -1 if there is none.
pub fn path_configuration(path: &CStr, name: i32) -> Result<i64> {
    // SAFETY: the text ends in NUL.
    checked_limit(|| unsafe { libc::pathconf(path.as_ptr(), name) })
}

/// `fpathconf`: the same of an open file.
pub fn descriptor_configuration(descriptor: i32, name: i32) -> Result<i64> {
    // SAFETY: numbers only.
    checked_limit(|| unsafe { libc::fpathconf(descriptor, name) })
}

/// `confstr`: a text of the system; `None` if it has none.
pub fn text_configuration(name: i32) -> Result<Option<Vec<u8>>> {
    let mut buffer = vec![0_u8; 256];
    loop {
        Errno::clear();
        // SAFETY: at most the buffer's length is written.
        let length = unsafe { libc::confstr(name, buffer.as_mut_ptr().cast(), buffer.len()) };
        if length == 0 {
            return if Errno::last_raw() == 0 { Ok(None) } else { Err(Error::last_os_error()) };
        }
        if length <= buffer.len() {
            // The NUL is counted.
            buffer.truncate(length - 1);
            return Ok(Some(buffer));
        }
        buffer.resize(length, 0);
    }
}

/// Columns and lines of a terminal.
pub fn window_size(descriptor: i32) -> Result<(u16, u16)> {
    let mut size = libc::winsize { ws_row: 0, ws_col: 0, ws_xpixel: 0, ws_ypixel: 0 };
    // SAFETY: the request fills a `winsize`.
    checked(unsafe { libc::ioctl(descriptor, libc::TIOCGWINSZ, &raw mut size) })?;
    Ok((size.ws_col, size.ws_row))
}

/// `getpriority`.
pub fn priority(which: i32, who: i32) -> Result<i32> {
    Errno::clear();
    // SAFETY: numbers only.
    let priority = unsafe { libc::getpriority(which as _, who as _) };
    if Errno::last_raw() == 0 { Ok(priority) } else { Err(Error::last_os_error()) }
}

/// `setpriority`.
pub fn set_priority(which: i32, who: i32, priority: i32) -> Result<()> {
    // SAFETY: numbers only.
    checked(unsafe { libc::setpriority(which as _, who as _, priority) }).map(drop)
}

/// `nice`: the new priority.
pub fn add_to_priority(increment: i32) -> Result<i32> {
    Errno::clear();
    // SAFETY: numbers only.
    let priority = unsafe { libc::nice(increment) };
    if priority == -1 && Errno::last_raw() != 0 { Err(Error::last_os_error()) } else { Ok(priority) }
}

/// `sched_get_priority_min` and `sched_get_priority_max`.
pub fn priorities(policy: i32) -> Result<(i32, i32)> {
    // SAFETY: numbers only.
    let (least, most) = unsafe { (libc::sched_get_priority_min(policy), libc::sched_get_priority_max(policy)) };
    Ok((checked(least)?, checked(most)?))
}

/// `sendfile`: how many bytes of one file went to another.
pub fn send_file(target: i32, source: i32, offset: Option<&mut i64>, count: usize) -> nix::Result<usize> {
    let offset = offset.map_or(std::ptr::null_mut(), std::ptr::from_mut);
    // SAFETY: the offset is one that may be written, or null.
    let sent = unsafe { libc::sendfile(target, source, offset, count) };
    Errno::result(sent).map(isize::cast_unsigned)
}

/// `copy_file_range`: how many bytes were copied.
pub fn copy_range(
    (source, from): (i32, Option<&mut i64>),
    (target, to): (i32, Option<&mut i64>),
    count: usize,
) -> nix::Result<usize> {
    let [from, to] = [from, to].map(|offset| offset.map_or(std::ptr::null_mut(), std::ptr::from_mut));
    // SAFETY: the offsets are such that may be written, or null.
    let copied = unsafe { libc::copy_file_range(source, from, target, to, count, 0) };
    Errno::result(copied).map(isize::cast_unsigned)
}
