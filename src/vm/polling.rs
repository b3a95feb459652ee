//! Waiting for descriptors: `select`, `poll` and `epoll`.
#![expect(unsafe_code, reason = "descriptors are numbers here, and nobody vouches for them")]

use std::mem::MaybeUninit;
use std::time::Duration;

use nix::errno::Errno;
use nix::libc;

/// Descriptors from this one on are not for `select`.
pub const SET_SIZE: i32 = libc::FD_SETSIZE as i32;

/// Descriptors below [`SET_SIZE`].
#[derive(Clone, Copy)]
pub struct Descriptors(libc::fd_set);

impl Default for Descriptors {
    fn default() -> Descriptors {
        let mut set = MaybeUninit::uninit();
        // SAFETY: the call fills the set.
        unsafe {
            libc::FD_ZERO(set.as_mut_ptr());
            Descriptors(set.assume_init())
        }
    }
}

impl Descriptors {
    /// Adds one.
    ///
    /// # Panics
    /// If it is not below [`SET_SIZE`].
    pub fn add(&mut self, descriptor: i32) {
        assert!((0..SET_SIZE).contains(&descriptor), "the set has no room for it");
        // SAFETY: the set has a bit for it.
        unsafe { libc::FD_SET(descriptor, &raw mut self.0) };
    }

    /// Whether one is there.
    pub fn contains(&self, descriptor: i32) -> bool {
        // SAFETY: the set has a bit for it.
        (0..SET_SIZE).contains(&descriptor) && unsafe { libc::FD_ISSET(descriptor, &raw const self.0) }
    }
}

/// `select`: leaves what is ready in the sets.
pub fn select(below: i32, sets: &mut [Descriptors; 3], timeout: Option<Duration>) -> nix::Result<()> {
    let mut time = timeout
        .map(|time| libc::timeval { tv_sec: time.as_secs() as _, tv_usec: i64::from(time.subsec_micros()) as _ });
    let time = time.as_mut().map_or(std::ptr::null_mut(), std::ptr::from_mut);
    let [read, write, other] = sets.each_mut().map(|set| &raw mut set.0);
    // SAFETY: three sets and a time, all of which may be written.
    Errno::result(unsafe { libc::select(below, read, write, other, time) }).map(drop)
}

/// A descriptor, what it is waited for, and what has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Polled {
    /// The descriptor.
    pub descriptor: i32,
    /// What is waited for.
    pub events: u16,
    /// What has come.
    pub found: u16,
}

/// `poll`, for at most that many milliseconds, forever if they are negative.
pub fn poll(all: &mut [Polled], timeout: i32) -> nix::Result<()> {
    let mut asked: Vec<libc::pollfd> = all
        .iter()
        .map(|one| libc::pollfd { fd: one.descriptor, events: one.events.cast_signed(), revents: 0 })
        .collect();
    // SAFETY: the entries are read and written.
    Errno::result(unsafe { libc::poll(asked.as_mut_ptr(), asked.len() as _, timeout) })?;
    for (one, answer) in all.iter_mut().zip(asked) {
        one.found = answer.revents.cast_unsigned();
    }
    Ok(())
}

/// `epoll_create1`, not to be inherited by other programs.
pub fn create_epoll() -> nix::Result<i32> {
    // SAFETY: a number.
    Errno::result(unsafe { libc::epoll_create1(libc::EPOLL_CLOEXEC) })
}

/// What is done to a descriptor that an epoll object knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is added.
    Add,
    /// What it is waited for changes.
    Modify,
    /// It is taken out.
    Remove,
}

/// `epoll_ctl`.
pub fn change_epoll(epoll: i32, change: Change, descriptor: i32, events: u32) -> nix::Result<()> {
    let operation = match change {
        Change::Add => libc::EPOLL_CTL_ADD,
        Change::Modify => libc::EPOLL_CTL_MOD,
        Change::Remove => libc::EPOLL_CTL_DEL,
    };
    let mut event = libc::epoll_event { events, u64: u64::from(descriptor.cast_unsigned()) };
    // SAFETY: the event may be written.
    Errno::result(unsafe { libc::epoll_ctl(epoll, operation, descriptor, &raw mut event) }).map(drop)
}

/// `epoll_wait`: descriptors and what has come, at most `most` of them.
pub fn wait_epoll(epoll: i32, most: usize, timeout: i32) -> nix::Result<Vec<(i32, u32)>> {
    let mut found = vec![libc::epoll_event { events: 0, u64: 0 }; most];
    let room = i32::try_from(most).unwrap_or(i32::MAX);
    // SAFETY: as many events as there is room for are written.
    let count = Errno::result(unsafe { libc::epoll_wait(epoll, found.as_mut_ptr(), room, timeout) })?;
    found.truncate(count.cast_unsigned() as usize);
    Ok(found.into_iter().map(|event| (event.u64 as i32, event.events)).collect())
}
