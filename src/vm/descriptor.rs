//! A file descriptor by its number, as Python programs hold it.
#![expect(unsafe_code, reason = "the system's functions take a descriptor that is vouched for")]

use std::os::fd::{AsFd, BorrowedFd};

/// A descriptor that somebody else owns, or nobody: using one that is closed is an error of the system's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Descriptor(i32);

impl Descriptor {
    /// The descriptor of that number, which is not negative.
    pub fn new(number: i32) -> Option<Descriptor> {
        (number >= 0).then_some(Descriptor(number))
    }

    /// Its number.
    pub fn number(self) -> i32 {
        self.0
    }
}

impl AsFd for Descriptor {
    fn as_fd(&self) -> BorrowedFd<'_> {
        // SAFETY: it is not -1. A Python program may close any descriptor, this one too: then the calls that are given it
        // fail, or meet another file, as they do in CPython; no memory depends on it.
        unsafe { BorrowedFd::borrow_raw(self.0) }
    }
}
