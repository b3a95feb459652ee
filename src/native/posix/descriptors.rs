//! Open files by their descriptors.

use std::os::fd::IntoRawFd;

use nix::errno::Errno;
use nix::fcntl::{self, FcntlArg, FdFlag, OFlag, PosixFadviseAdvice};
use nix::sys::uio;
use nix::unistd;

use super::arguments::{self, Folder, Switch, argument, int_or};
use super::paths::mode;
use crate::native::NativeClass;
use crate::native::io::system as files;
use crate::object::{Slot, Value};
use crate::program::path::fs_decode;
use crate::protocol::{self, number};
use crate::types::class::NativeDef;
use crate::types::memoryview::target::Target;
use crate::types::struct_sequence::{self, class, field};
use crate::types::{bytes, int};
use crate::vm::descriptor::Descriptor;
use crate::vm::system::{self, Inherited};
use crate::vm::{PyResult, Vm};

/// The functions.
pub const FUNCTIONS: &[NativeDef] = &[
    NativeDef::keywords("open", "path, flags, mode=0o777, *, dir_fd=None", open),
    NativeDef::keywords("close", "fd", |vm, _, bound| {
        let number = number::int_argument(vm, &argument(bound, 0))?;
        match unistd::close(number) {
            // The descriptor is closed all the same.
            Ok(()) | Err(Errno::EINTR) => Ok(Value::NONE),
            Err(errno) => Err(arguments::failed(vm, errno)),
        }
    }),
    NativeDef::positional("closerange", 2, 2, |vm, _, values| {
        let (low, high) = (number::int_argument(vm, &values[0])?, number::int_argument(vm, &values[1])?);
        // None is open above the limit.
        let most = system::configuration(nix::libc::_SC_OPEN_MAX).unwrap_or(i64::from(i32::MAX));
        for number in low.max(0)..high.min(i32::try_from(most).unwrap_or(i32::MAX)) {
            // One that is not open is none of the caller's.
            let _ = unistd::close(number);
        }
        Ok(Value::NONE)
    }),
    NativeDef::positional("read", 2, 2, |vm, _, values| {
        let (number, length) = (number::int_argument(vm, &values[0])?, number::ssize_argument(vm, &values[1])?);
        let Ok(length) = usize::try_from(length) else { return Err(arguments::failed(vm, Errno::EINVAL)) };
        let descriptor = arguments::known(vm, number)?;
        let mut data = buffer(vm, length)?;
        let count = arguments::uninterrupted(vm, || unistd::read(descriptor, &mut data))?;
        data.truncate(arguments::done(vm, count)?);
        Ok(bytes::new(vm, data))
    }),
    NativeDef::positional("readinto", 2, 2, |vm, _, values| {
        let number = number::int_argument(vm, &values[0])?;
        let target = Target::of(vm, &values[1], "readinto() argument 2")?;
        let length = target.len(vm);
        let descriptor = arguments::known(vm, number)?;
        let mut data = buffer(vm, length)?;
        let count = arguments::uninterrupted(vm, || unistd::read(descriptor, &mut data))?;
        data.truncate(arguments::done(vm, count)?);
        target.write(vm, 0, &data);
        Ok(Value::index(data.len()))
    }),
    NativeDef::positional("pread", 3, 3, |vm, _, values| {
        let descriptor = arguments::descriptor(vm, &values[0])?;
        let (length, offset) = (number::int_argument(vm, &values[1])?, arguments::long(vm, &values[2])?);
        let Ok(length) = usize::try_from(length) else { return Err(arguments::failed(vm, Errno::EINVAL)) };
        let mut data = buffer(vm, length)?;
        let count = arguments::uninterrupted(vm, || uio::pread(descriptor, &mut data, offset))?;
        data.truncate(arguments::done(vm, count)?);
        Ok(bytes::new(vm, data))
    }),
    NativeDef::positional("write", 2, 2, |vm, _, values| {
        let number = number::int_argument(vm, &values[0])?;
        let data = bytes::required(vm, &values[1])?;
        let descriptor = arguments::known(vm, number)?;
        vm.will_write(descriptor, &data);
        let count = arguments::uninterrupted(vm, || unistd::write(descriptor, &data))?;
        let count = arguments::done(vm, count)?;
        Ok(int::from_usize(vm, count))
    }),
    NativeDef::positional("pwrite", 3, 3, |vm, _, values| {
        let number = number::int_argument(vm, &values[0])?;
        let (data, offset) = (bytes::required(vm, &values[1])?, arguments::long(vm, &values[2])?);
        let descriptor = arguments::known(vm, number)?;
        let count = arguments::uninterrupted(vm, || uio::pwrite(descriptor, &data, offset))?;
        let count = arguments::done(vm, count)?;
        Ok(int::from_usize(vm, count))
    }),
    NativeDef::positional("lseek", 3, 3, |vm, _, values| {
        let number = number::int_argument(vm, &values[0])?;
        let (offset, whence) = (arguments::long(vm, &values[1])?, number::int_argument(vm, &values[2])?);
        let descriptor = arguments::known(vm, number)?;
        let position = arguments::done(vm, files::seek(descriptor, offset, whence))?;
        Ok(int::from_i64(vm, position))
    }),
    NativeDef::one("dup", |vm, _, value| {
        let descriptor = arguments::descriptor(vm, value)?;
        // Programs that are started do not inherit it.
        let made = arguments::done(vm, fcntl::fcntl(descriptor, FcntlArg::F_DUPFD_CLOEXEC(0)))?;
        Ok(int::from_i64(vm, i64::from(made)))
    }),
    NativeDef::keywords("dup2", "fd, fd2, inheritable=True", |vm, _, bound| {
        let (from, to) = (int_or(vm, bound, 0, 0)?, int_or(vm, bound, 1, 0)?);
        let inherited = match arguments::switch(vm, bound, 2, Switch::On)? {
            Switch::On => Inherited::Yes,
            Switch::Off => Inherited::No,
        };
        arguments::known(vm, from.min(to))?;
        let made = arguments::finished(vm, system::duplicate_onto(from, to, inherited))?;
        Ok(int::from_i64(vm, i64::from(made)))
    }),
    NativeDef::none("pipe", |vm, _| pipe(vm, OFlag::O_CLOEXEC)),
    NativeDef::one("pipe2", |vm, _, flags| {
        let flags = number::int_argument(vm, flags)?;
        pipe(vm, OFlag::from_bits_retain(flags))
    }),
    NativeDef::positional("ftruncate", 2, 2, |vm, _, values| {
        let descriptor = arguments::descriptor(vm, &values[0])?;
        let length = arguments::long(vm, &values[1])?;
        arguments::done(vm, unistd::ftruncate(descriptor, length))?;
        Ok(Value::NONE)
    }),
    NativeDef::keywords("fsync", "fd", |vm, _, bound| {
        let descriptor = arguments::file_descriptor(vm, &argument(bound, 0))?;
        arguments::done(vm, unistd::fsync(descriptor))?;
        Ok(Value::NONE)
    }),
    NativeDef::keywords("fdatasync", "fd", |vm, _, bound| {
        let descriptor = arguments::file_descriptor(vm, &argument(bound, 0))?;
        arguments::done(vm, unistd::fdatasync(descriptor))?;
        Ok(Value::NONE)
    }),
    NativeDef::none("sync", |_, _| {
        unistd::sync();
        Ok(Value::NONE)
    }),
    NativeDef::one("isatty", |vm, _, value| {
        let number = number::int_argument(vm, value)?;
        Ok(Value::bool(Descriptor::new(number).is_some_and(|it| unistd::isatty(it) == Ok(true))))
    }),
    NativeDef::one("ttyname", |vm, _, value| {
        let descriptor = arguments::descriptor(vm, value)?;
        let name = arguments::done(vm, unistd::ttyname(descriptor))?;
        fs_decode(vm, std::os::unix::ffi::OsStrExt::as_bytes(name.as_os_str()))
    }),
    NativeDef::none("ctermid", |vm, _| Ok(vm.new_str("/dev/tty").into_value())),
    NativeDef::keywords("device_encoding", "fd", |vm, _, bound| {
        let number = int_or(vm, bound, 0, 0)?;
        let is_terminal = Descriptor::new(number).is_some_and(|it| unistd::isatty(it) == Ok(true));
        Ok(if is_terminal { vm.new_str("utf-8").into_value() } else { Value::NONE })
    }),
    NativeDef::positional("get_terminal_size", 0, 1, |vm, _, values| {
        let number = match values.first() {
            Some(value) => number::int_argument(vm, value)?,
            None => 1,
        };
        let (columns, lines) = arguments::finished(vm, system::window_size(number))?;
        let class = TERMINAL_SIZE.of(vm);
        let values = [columns, lines].map(|number| Value::index(usize::from(number))).to_vec();
        Ok(struct_sequence::create(vm, &class, values))
    }),
    NativeDef::one("tcgetpgrp", |vm, _, value| {
        let descriptor = arguments::descriptor(vm, value)?;
        let group = arguments::done(vm, unistd::tcgetpgrp(descriptor))?;
        Ok(int::from_i64(vm, i64::from(group.as_raw())))
    }),
    NativeDef::positional("tcsetpgrp", 2, 2, |vm, _, values| {
        let descriptor = arguments::descriptor(vm, &values[0])?;
        let group = number::int_argument(vm, &values[1])?;
        arguments::done(vm, unistd::tcsetpgrp(descriptor, unistd::Pid::from_raw(group)))?;
        Ok(Value::NONE)
    }),
    NativeDef::one("get_inheritable", |vm, _, value| {
        let descriptor = arguments::descriptor(vm, value)?;
        let flags = arguments::done(vm, fcntl::fcntl(descriptor, FcntlArg::F_GETFD))?;
        Ok(Value::bool(flags & FdFlag::FD_CLOEXEC.bits() == 0))
    }),
    NativeDef::positional("set_inheritable", 2, 2, |vm, _, values| {
        let descriptor = arguments::descriptor(vm, &values[0])?;
        let flags = match number::int_argument(vm, &values[1])? {
            0 => FdFlag::FD_CLOEXEC,
            _ => FdFlag::empty(),
        };
        arguments::done(vm, fcntl::fcntl(descriptor, FcntlArg::F_SETFD(flags)))?;
        Ok(Value::NONE)
    }),
    NativeDef::one("get_blocking", |vm, _, value| {
        let descriptor = arguments::descriptor(vm, value)?;
        let flags = arguments::done(vm, fcntl::fcntl(descriptor, FcntlArg::F_GETFL))?;
        Ok(Value::bool(!OFlag::from_bits_retain(flags).contains(OFlag::O_NONBLOCK)))
    }),
    NativeDef::positional("set_blocking", 2, 2, |vm, _, values| {
        let descriptor = arguments::descriptor(vm, &values[0])?;
        let flags = arguments::done(vm, fcntl::fcntl(descriptor, FcntlArg::F_GETFL))?;
        let mut flags = OFlag::from_bits_retain(flags);
        flags.set(OFlag::O_NONBLOCK, !protocol::is_true(vm, &values[1])?);
        arguments::done(vm, fcntl::fcntl(descriptor, FcntlArg::F_SETFL(flags)))?;
        Ok(Value::NONE)
    }),
    NativeDef::positional("posix_fadvise", 4, 4, |vm, _, values| {
        let descriptor = arguments::descriptor(vm, &values[0])?;
        let (offset, length) = (arguments::long(vm, &values[1])?, arguments::long(vm, &values[2])?);
        let advice = match number::int_argument(vm, &values[3])? {
            0 => PosixFadviseAdvice::POSIX_FADV_NORMAL,
            1 => PosixFadviseAdvice::POSIX_FADV_RANDOM,
            2 => PosixFadviseAdvice::POSIX_FADV_SEQUENTIAL,
            3 => PosixFadviseAdvice::POSIX_FADV_WILLNEED,
            4 => PosixFadviseAdvice::POSIX_FADV_DONTNEED,
            5 => PosixFadviseAdvice::POSIX_FADV_NOREUSE,
            _ => return Err(arguments::failed(vm, Errno::EINVAL)),
        };
        arguments::done(vm, fcntl::posix_fadvise(descriptor, offset, length, advice))?;
        Ok(Value::NONE)
    }),
    NativeDef::positional("posix_fallocate", 3, 3, |vm, _, values| {
        let descriptor = arguments::descriptor(vm, &values[0])?;
        let (offset, length) = (arguments::long(vm, &values[1])?, arguments::long(vm, &values[2])?);
        arguments::done(vm, fcntl::posix_fallocate(descriptor, offset, length))?;
        Ok(Value::NONE)
    }),
    NativeDef::one("urandom", |vm, _, count| {
        let count = number::ssize_argument(vm, count)?;
        let Ok(count) = usize::try_from(count) else { return Err(vm.value_error("negative argument not allowed")) };
        random(vm, count)
    }),
    NativeDef::keywords("getrandom", "size, flags=0", |vm, _, bound| {
        let (size, _) = (number::ssize_argument(vm, &argument(bound, 0))?, int_or(vm, bound, 1, 0)?);
        let Ok(size) = usize::try_from(size) else { return Err(arguments::failed(vm, Errno::EINVAL)) };
        random(vm, size)
    }),
];

/// The declaration of `os.terminal_size`.
static TERMINAL_SIZE: NativeClass = NativeClass::derived(
    |types| &types.tuple,
    class("os", "terminal_size", &[field::<0>("columns"), field::<1>("lines")]),
);

/// Its classes.
pub static CLASSES: [&NativeClass; 1] = [&TERMINAL_SIZE];

fn open(vm: &mut Vm, _: &Value, bound: &[Slot]) -> PyResult {
    let path = arguments::path(vm, "open", bound)?;
    let (flags, mode) = (int_or(vm, bound, 1, 0)?, mode(vm, bound, 2, 0o777)?);
    let folder = Folder::of(vm, bound, 3)?;
    let flags = OFlag::from_bits_retain(flags) | OFlag::O_CLOEXEC;
    let opened = arguments::uninterrupted(vm, || fcntl::openat(folder, &path.native, flags, mode))?;
    let opened = arguments::about(vm, &path, opened)?;
    Ok(int::from_i64(vm, i64::from(opened.into_raw_fd())))
}

fn pipe(vm: &mut Vm, flags: OFlag) -> PyResult {
    let (read, write) = arguments::done(vm, unistd::pipe2(flags))?;
    let ends = [read, write].map(|end| Value::index(end.into_raw_fd() as usize));
    Ok(vm.new_tuple(ends.to_vec()).into_value())
}

/// Memory that the system fills; MemoryError.
pub fn buffer(vm: &mut Vm, length: usize) -> PyResult<Vec<u8>> {
    let mut data = Vec::new();
    if data.try_reserve_exact(length).is_err() {
        return Err(vm.memory_error());
    }
    data.resize(length, 0);
    Ok(data)
}

fn random(vm: &mut Vm, count: usize) -> PyResult {
    let mut data = buffer(vm, count)?;
    let read = std::fs::File::open("/dev/urandom").and_then(|mut file| std::io::Read::read_exact(&mut file, &mut data));
    arguments::finished(vm, read)?;
    Ok(bytes::new(vm, data))
}
