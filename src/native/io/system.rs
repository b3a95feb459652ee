//! What files ask of the system.

use std::ffi::CString;
use std::io;
use std::os::fd::IntoRawFd;

use nix::errno::Errno;
use nix::fcntl::{FcntlArg, FdFlag, OFlag, fcntl};
use nix::sys::stat::{Mode, SFlag, fstat};
use nix::unistd::{self, Whence};
use std::os::fd::AsFd;

use crate::object::Value;
use crate::types::exception;
use crate::vm::descriptor::Descriptor;
use crate::vm::{PyResult, Raised, Vm};

/// What is asked of a file once it is open.
pub struct Status {
    /// Whether it is a folder.
    pub is_folder: bool,
    /// Whether reading it never waits: a file of the file system.
    pub is_regular: bool,
    /// The size of blocks that suits it.
    pub block: usize,
    /// Its size.
    pub size: u64,
}

/// Opens a file, not to be inherited by other programs.
pub fn open(path: &CString, flags: OFlag) -> Result<i32, Errno> {
    loop {
        match nix::fcntl::open(path.as_c_str(), flags | OFlag::O_CLOEXEC, Mode::from_bits_truncate(0o666)) {
            Ok(descriptor) => return Ok(descriptor.into_raw_fd()),
            Err(Errno::EINTR) => {}
            Err(errno) => return Err(errno),
        }
    }
}

/// Closes a descriptor.
pub fn close(descriptor: i32) -> Result<(), Errno> {
    unistd::close(descriptor)
}

/// Sees to it that other programs do not inherit the descriptor.
pub fn set_not_inheritable(descriptor: Descriptor) -> Result<(), Errno> {
    fcntl(descriptor, FcntlArg::F_SETFD(FdFlag::FD_CLOEXEC)).map(drop)
}

/// What kind of file it is.
pub fn status(descriptor: Descriptor) -> Result<Status, Errno> {
    let status = fstat(descriptor)?;
    let kind = SFlag::from_bits_truncate(status.st_mode) & SFlag::S_IFMT;
    Ok(Status {
        is_folder: kind == SFlag::S_IFDIR,
        is_regular: kind == SFlag::S_IFREG,
        block: usize::try_from(status.st_blksize).unwrap_or(0),
        size: u64::try_from(status.st_size).unwrap_or(0),
    })
}

/// Whether the descriptor is a terminal's.
pub fn is_terminal(descriptor: Descriptor) -> bool {
    io::IsTerminal::is_terminal(&descriptor.as_fd())
}

/// Reads once. `None` if nothing is there and the descriptor does not wait. Handlers of signals that end the wait run.
pub fn read(vm: &mut Vm, descriptor: Descriptor, into: &mut [u8]) -> PyResult<Option<usize>> {
    loop {
        match unistd::read(descriptor, into) {
            Ok(count) => return Ok(Some(count)),
            Err(Errno::EINTR) => vm.check_signals()?,
            Err(Errno::EAGAIN) => return Ok(None),
            Err(errno) => return Err(raise(vm, errno, None)),
        }
    }
}

/// Writes once. `None` if there is no room and the descriptor does not wait.
pub fn write(vm: &mut Vm, descriptor: Descriptor, data: &[u8]) -> PyResult<Option<usize>> {
    vm.will_write(descriptor, data);
    loop {
        match unistd::write(descriptor, data) {
            Ok(count) => return Ok(Some(count)),
            Err(Errno::EINTR) => vm.check_signals()?,
            Err(Errno::EAGAIN) => return Ok(None),
            Err(errno) => return Err(raise(vm, errno, None)),
        }
    }
}

/// Moves the position.
pub fn seek(descriptor: Descriptor, offset: i64, whence: i32) -> Result<i64, Errno> {
    let whence = match whence {
        0 => Whence::SeekSet,
        1 => Whence::SeekCur,
        2 => Whence::SeekEnd,
        3 => Whence::SeekData,
        4 => Whence::SeekHole,
        _ => return Err(Errno::EINVAL),
    };
    unistd::lseek(descriptor, offset, whence)
}

/// Cuts a file off, or extends it with zeros.
pub fn truncate(descriptor: Descriptor, size: i64) -> Result<(), Errno> {
    unistd::ftruncate(descriptor, size)
}

/// Raises OSError for an error of the system.
#[cold]
pub fn raise(vm: &mut Vm, errno: Errno, file: Option<&Value>) -> Raised {
    raise_io(vm, &io::Error::from_raw_os_error(errno as i32), file)
}

/// As [`raise`], for an error as Rust's library has it.
#[cold]
pub fn raise_io(vm: &mut Vm, error: &io::Error, file: Option<&Value>) -> Raised {
    let exception = exception::from_io_error(vm, error, file.cloned());
    vm.raise(exception)
}
