//! The log of the system.
#![expect(unsafe_code, reason = "the C library's functions are declared so")]

use std::ffi::{CStr, CString};

use nix::libc;

/// The log as a program has opened it: the C library keeps the address of the name, so the name lives as long.
#[derive(Debug, Default)]
pub struct Log {
    name: Option<CString>,
    is_open: bool,
}

impl Log {
    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// `openlog`.
    pub fn open(&mut self, name: Option<CString>, options: i32, facility: i32) {
        let address = name.as_deref().map_or(std::ptr::null(), CStr::as_ptr);
        // SAFETY: the address is null or that of a text which stays until another one takes its place below, or until
        // the log is closed, which makes the library forget it.
        unsafe { libc::openlog(address, options, facility) };
        self.name = name;
        self.is_open = true;
    }

    /// `syslog`.
    pub fn write(&self, priority: i32, message: &CStr) {
        // SAFETY: the format asks for one text.
        unsafe { libc::syslog(priority, c"%s".as_ptr(), message.as_ptr()) };
    }

    /// `closelog`.
    pub fn close(&mut self) {
        if self.is_open {
            // SAFETY: no arguments.
            unsafe { libc::closelog() };
        }
        *self = Log { name: None, is_open: false };
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        if self.is_open {
            // SAFETY: no arguments. The library forgets the name before it goes.
            unsafe { libc::closelog() };
        }
    }
}

/// `setlogmask`: the mask before.
pub fn set_mask(mask: i32) -> i32 {
    // SAFETY: a number.
    unsafe { libc::setlogmask(mask) }
}
