//! Users, groups and limits of processes, as the C library tells of them.
#![expect(unsafe_code, reason = "the C library's functions are declared so")]

use std::ffi::{CStr, c_char};
use std::mem::MaybeUninit;

use nix::errno::Errno;
use nix::libc;

/// A text that may be missing.
pub type Text = Option<Vec<u8>>;

/// An entry of the database of users.
#[derive(Clone, Debug)]
pub struct User {
    /// Name and password.
    pub name: [Text; 2],
    /// Number, and that of the group.
    pub numbers: [u32; 2],
    /// Comment, folder and shell.
    pub rest: [Text; 3],
}

/// An entry of the database of groups.
#[derive(Clone, Debug)]
pub struct Group {
    /// Name and password.
    pub name: [Text; 2],
    /// Number.
    pub number: u32,
    /// The names of its members.
    pub members: Vec<Vec<u8>>,
}

/// Copies a text of the C library.
fn text(text: *const c_char) -> Text {
    // SAFETY: it is null, or a text that stays until the next call.
    (!text.is_null()).then(|| unsafe { CStr::from_ptr(text) }.to_bytes().to_vec())
}

/// Copies an entry; no other thread asks for entries.
fn user(entry: *const libc::passwd) -> Option<User> {
    // SAFETY: it is null, or an entry that stays until the next call.
    let entry = unsafe { entry.as_ref() }?;
    Some(User {
        name: [text(entry.pw_name), text(entry.pw_passwd)],
        numbers: [entry.pw_uid, entry.pw_gid],
        rest: [text(entry.pw_gecos), text(entry.pw_dir), text(entry.pw_shell)],
    })
}

fn group(entry: *const libc::group) -> Option<Group> {
    // SAFETY: as for a user.
    let entry = unsafe { entry.as_ref() }?;
    let mut members = Vec::new();
    let mut at = entry.gr_mem;
    while !at.is_null() {
        // SAFETY: the array ends with a null.
        let Some(name) = text(unsafe { *at }) else { break };
        members.push(name);
        // SAFETY: what was not null has something behind it.
        at = unsafe { at.add(1) };
    }
    Some(Group { name: [text(entry.gr_name), text(entry.gr_passwd)], number: entry.gr_gid, members })
}

/// `getpwnam`.
pub fn user_of_name(name: &CStr) -> Option<User> {
    // SAFETY: the text ends in NUL.
    user(unsafe { libc::getpwnam(name.as_ptr()) })
}

/// `getpwuid`.
pub fn user_of_number(number: u32) -> Option<User> {
    // SAFETY: a number.
    user(unsafe { libc::getpwuid(number) })
}

/// `getpwent` to the end.
pub fn users() -> Vec<User> {
    // SAFETY: no arguments; the walk ends below.
    unsafe { libc::setpwent() };
    // SAFETY: no arguments.
    let all = std::iter::from_fn(|| user(unsafe { libc::getpwent() })).collect();
    // SAFETY: no arguments.
    unsafe { libc::endpwent() };
    all
}

/// `getgrnam`.
pub fn group_of_name(name: &CStr) -> Option<Group> {
    // SAFETY: the text ends in NUL.
    group(unsafe { libc::getgrnam(name.as_ptr()) })
}

/// `getgrgid`.
pub fn group_of_number(number: u32) -> Option<Group> {
    // SAFETY: a number.
    group(unsafe { libc::getgrgid(number) })
}

/// `getgrent` to the end.
pub fn groups() -> Vec<Group> {
    // SAFETY: no arguments; the walk ends below.
    unsafe { libc::setgrent() };
    // SAFETY: no arguments.
    let all = std::iter::from_fn(|| group(unsafe { libc::getgrent() })).collect();
    // SAFETY: no arguments.
    unsafe { libc::endgrent() };
    all
}

/// `prlimit`: the limits of a process, 0 for this one, before new ones are set.
pub fn limits(process: i32, resource: i32, new: Option<[u64; 2]>) -> nix::Result<[u64; 2]> {
    let new = new.map(|[soft, hard]| libc::rlimit { rlim_cur: soft, rlim_max: hard });
    let new = new.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
    let mut old = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: the new limits are read if there are some, the old ones written.
    Errno::result(unsafe { libc::prlimit(process, resource as _, new, &raw mut old) })?;
    Ok([old.rlim_cur, old.rlim_max])
}

/// What a process has used: seconds and microseconds as user and in the system, then the other figures in their order.
#[derive(Clone, Copy, Debug)]
pub struct Usage {
    /// As user and in the system.
    pub times: [(i64, i64); 2],
    /// The other figures.
    pub figures: [i64; 14],
}

impl Usage {
    /// The figures of the C library's record.
    pub fn of(found: &libc::rusage) -> Usage {
        Usage {
            times: [found.ru_utime, found.ru_stime].map(|time| (time.tv_sec, time.tv_usec)),
            figures: [
                found.ru_maxrss,
                found.ru_ixrss,
                found.ru_idrss,
                found.ru_isrss,
                found.ru_minflt,
                found.ru_majflt,
                found.ru_nswap,
                found.ru_inblock,
                found.ru_oublock,
                found.ru_msgsnd,
                found.ru_msgrcv,
                found.ru_nsignals,
                found.ru_nvcsw,
                found.ru_nivcsw,
            ],
        }
    }
}

/// `getrusage`.
pub fn usage(who: i32) -> nix::Result<Usage> {
    let mut found = MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: the figures are written.
    Errno::result(unsafe { libc::getrusage(who, found.as_mut_ptr()) })?;
    // SAFETY: the call has filled them.
    Ok(Usage::of(unsafe { found.assume_init_ref() }))
}
