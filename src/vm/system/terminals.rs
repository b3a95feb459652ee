//! Pseudo-terminals by the numbers of their descriptors.
#![expect(unsafe_code, reason = "the C library's functions are declared so")]

use std::ffi::{CStr, c_char};

use nix::errno::Errno;
use nix::libc;

/// `posix_openpt`: the descriptor of a new master, which programs that replace this one do not inherit.
pub fn open(flags: i32) -> nix::Result<i32> {
    // SAFETY: numbers only.
    let number = Errno::result(unsafe { libc::posix_openpt(flags) })?;
    // SAFETY: as above.
    Errno::result(unsafe { libc::fcntl(number, libc::F_SETFD, libc::FD_CLOEXEC) })?;
    Ok(number)
}

/// `grantpt`.
pub fn grant(master: i32) -> nix::Result<()> {
    // SAFETY: a number.
    Errno::result(unsafe { libc::grantpt(master) }).map(drop)
}

/// `unlockpt`.
pub fn unlock(master: i32) -> nix::Result<()> {
    // SAFETY: a number.
    Errno::result(unsafe { libc::unlockpt(master) }).map(drop)
}

/// `ptsname_r`: the path of the other end.
pub fn name(master: i32) -> nix::Result<Vec<u8>> {
    let mut buffer = [0_u8; libc::PATH_MAX as usize];
    // SAFETY: at most the buffer's length is written.
    match unsafe { libc::ptsname_r(master, buffer.as_mut_ptr().cast::<c_char>(), buffer.len()) } {
        0 => Ok(CStr::from_bytes_until_nul(&buffer).map_err(|_| Errno::ERANGE)?.to_bytes().to_vec()),
        // Some C libraries give the error, others -1.
        number if number > 0 => Err(Errno::from_raw(number)),
        _ => Err(Errno::last()),
    }
}

/// `login_tty`: makes the terminal that of the process and its standard streams.
pub fn log_in(descriptor: i32) -> nix::Result<()> {
    // SAFETY: a number; who holds a descriptor by number expects that it changes (`Descriptor`).
    Errno::result(unsafe { libc::login_tty(descriptor) }).map(drop)
}
