//! Extended attributes of files, and reading and writing several buffers at a position.
#![expect(unsafe_code, reason = "the C library's functions are declared so")]

use std::ffi::CStr;
use std::io::{IoSlice, IoSliceMut};
use std::ptr;

use nix::errno::Errno;
use nix::libc;

/// The file whose attributes are meant.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// What the path leads to.
    Followed(&'a CStr),
    /// What the path names, even if it is a link.
    Named(&'a CStr),
    /// An open file.
    Open(i32),
}

fn count(result: isize) -> nix::Result<usize> {
    Errno::result(result).map(isize::cast_unsigned)
}

/// Asks for the size, then for the data; again if it has grown between the two.
fn whole(mut call: impl FnMut(*mut u8, usize) -> isize) -> nix::Result<Vec<u8>> {
    loop {
        let mut data = vec![0; count(call(ptr::null_mut(), 0))?];
        if data.is_empty() {
            return Ok(data);
        }
        match count(call(data.as_mut_ptr(), data.len())) {
            Err(Errno::ERANGE) => {}
            Err(errno) => return Err(errno),
            Ok(length) => {
                data.truncate(length);
                return Ok(data);
            }
        }
    }
}

/// `getxattr` and its two relatives: the value of an attribute.
pub fn attribute(file: Subject<'_>, name: &CStr) -> nix::Result<Vec<u8>> {
    let name = name.as_ptr();
    // SAFETY: the texts end in NUL, and at most the given number of bytes is written.
    whole(|data, size| unsafe {
        match file {
            Subject::Followed(path) => libc::getxattr(path.as_ptr(), name, data.cast(), size),
            Subject::Named(path) => libc::lgetxattr(path.as_ptr(), name, data.cast(), size),
            Subject::Open(number) => libc::fgetxattr(number, name, data.cast(), size),
        }
    })
}

/// `listxattr` and its two relatives: the names of all attributes, each with a NUL behind it.
pub fn attributes(file: Subject<'_>) -> nix::Result<Vec<u8>> {
    // SAFETY: the path ends in NUL, and at most the given number of bytes is written.
    whole(|data, size| unsafe {
        match file {
            Subject::Followed(path) => libc::listxattr(path.as_ptr(), data.cast(), size),
            Subject::Named(path) => libc::llistxattr(path.as_ptr(), data.cast(), size),
            Subject::Open(number) => libc::flistxattr(number, data.cast(), size),
        }
    })
}

/// `setxattr` and its two relatives.
pub fn set_attribute(file: Subject<'_>, name: &CStr, value: &[u8], flags: i32) -> nix::Result<()> {
    let (name, data, size) = (name.as_ptr(), value.as_ptr().cast(), value.len());
    // SAFETY: the texts end in NUL, and the value has that many bytes.
    let result = unsafe {
        match file {
            Subject::Followed(path) => libc::setxattr(path.as_ptr(), name, data, size, flags),
            Subject::Named(path) => libc::lsetxattr(path.as_ptr(), name, data, size, flags),
            Subject::Open(number) => libc::fsetxattr(number, name, data, size, flags),
        }
    };
    Errno::result(result).map(drop)
}

/// `removexattr` and its two relatives.
pub fn remove_attribute(file: Subject<'_>, name: &CStr) -> nix::Result<()> {
    let name = name.as_ptr();
    // SAFETY: the texts end in NUL.
    let result = unsafe {
        match file {
            Subject::Followed(path) => libc::removexattr(path.as_ptr(), name),
            Subject::Named(path) => libc::lremovexattr(path.as_ptr(), name),
            Subject::Open(number) => libc::fremovexattr(number, name),
        }
    };
    Errno::result(result).map(drop)
}

/// `preadv2`: how many bytes were read into the buffers.
pub fn read_at(descriptor: i32, parts: &mut [IoSliceMut<'_>], offset: i64, flags: i32) -> nix::Result<usize> {
    // SAFETY: such a slice is an `iovec`, and its memory may be written.
    count(unsafe { libc::preadv2(descriptor, parts.as_mut_ptr().cast(), parts.len() as _, offset, flags) })
}

/// `pwritev2`: how many bytes of the buffers were written.
pub fn write_at(descriptor: i32, parts: &[IoSlice<'_>], offset: i64, flags: i32) -> nix::Result<usize> {
    // SAFETY: such a slice is an `iovec`, and its memory can be read.
    count(unsafe { libc::pwritev2(descriptor, parts.as_ptr().cast(), parts.len() as _, offset, flags) })
}

/// `lockf`: locks, tests or releases a part of an open file.
pub fn lock(descriptor: i32, command: i32, length: i64) -> nix::Result<()> {
    // SAFETY: numbers only.
    Errno::result(unsafe { libc::lockf(descriptor, command, length) }).map(drop)
}
