//! What is done to a file by its path.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;

use nix::fcntl::{self, AtFlags};
use nix::sys::stat::{self, FchmodatFlags, Mode, SFlag, UtimensatFlags};
use nix::sys::time::TimeSpec;
use nix::unistd::{self, AccessFlags, Gid, Uid, UnlinkatFlags};

use super::arguments::{self, Folder, Switch, argument, int_or};
use super::stat::{check_combination, flags};
use crate::object::{Slot, Tuple, Value};
use crate::program::path::{Also, Converted, Parameter, fs_decode};
use crate::protocol::number;
use crate::types::class::NativeDef;
use crate::types::{bytes, float, int};
use crate::vm::{PyResult, Vm};

/// The functions.
pub const FUNCTIONS: &[NativeDef] = &[
    NativeDef::keywords("access", "path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True", access),
    NativeDef::keywords("chdir", "path", |vm, _, bound| {
        let path = Parameter::path("chdir").or(Also::Descriptor).convert(vm, &argument(bound, 0))?;
        let result = match path.descriptor {
            Some(number) => unistd::fchdir(arguments::known(vm, number)?),
            None => unistd::chdir(&path.native),
        };
        arguments::about(vm, &path, result)?;
        Ok(Value::NONE)
    }),
    NativeDef::keywords("fchdir", "fd", |vm, _, bound| {
        let descriptor = arguments::file_descriptor(vm, &argument(bound, 0))?;
        arguments::done(vm, unistd::fchdir(descriptor))?;
        Ok(Value::NONE)
    }),
    NativeDef::keywords("chmod", "path, mode, *, dir_fd=None, follow_symlinks=True", chmod),
    NativeDef::keywords("fchmod", "fd, mode", |vm, _, bound| {
        let descriptor = arguments::descriptor(vm, &argument(bound, 0))?;
        let mode = mode(vm, bound, 1, 0)?;
        arguments::done(vm, stat::fchmod(descriptor, mode))?;
        Ok(Value::NONE)
    }),
    NativeDef::keywords("chown", "path, uid, gid, *, dir_fd=None, follow_symlinks=True", |vm, _, bound| {
        let follow = arguments::switch(vm, bound, 4, Switch::On)?;
        chown(vm, Parameter::path("chown").or(Also::Descriptor), bound, follow)
    }),
    NativeDef::keywords("lchown", "path, uid, gid", |vm, _, bound| {
        chown(vm, Parameter::path("lchown"), bound, Switch::Off)
    }),
    NativeDef::keywords("fchown", "fd, uid, gid", |vm, _, bound| {
        let descriptor = arguments::descriptor(vm, &argument(bound, 0))?;
        let (user, group) = owners(vm, bound)?;
        arguments::done(vm, unistd::fchown(descriptor, user, group))?;
        Ok(Value::NONE)
    }),
    NativeDef::keywords("chroot", "path", |vm, _, bound| {
        let path = arguments::path(vm, "chroot", bound)?;
        arguments::about(vm, &path, unistd::chroot(&path.native))?;
        Ok(Value::NONE)
    }),
    NativeDef::keywords("link", "src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True", link),
    NativeDef::keywords("symlink", "src, dst, target_is_directory=False, *, dir_fd=None", |vm, _, bound| {
        let (from, to) = both(vm, "symlink", bound)?;
        let folder = Folder::of(vm, bound, 3)?;
        arguments::about_both(vm, &from, &to, unistd::symlinkat(&from.native, folder, &to.native))?;
        Ok(Value::NONE)
    }),
    NativeDef::keywords("mkdir", "path, mode=0o777, *, dir_fd=None", |vm, _, bound| {
        let path = arguments::path(vm, "mkdir", bound)?;
        let (mode, folder) = (mode(vm, bound, 1, 0o777)?, Folder::of(vm, bound, 2)?);
        arguments::about(vm, &path, stat::mkdirat(folder, &path.native, mode))?;
        Ok(Value::NONE)
    }),
    NativeDef::keywords("mkfifo", "path, mode=0o666, *, dir_fd=None", |vm, _, bound| {
        let path = arguments::path(vm, "mkfifo", bound)?;
        let (mode, folder) = (mode(vm, bound, 1, 0o666)?, Folder::of(vm, bound, 2)?);
        arguments::done(vm, unistd::mkfifoat(folder, &path.native, mode))?;
        Ok(Value::NONE)
    }),
    NativeDef::keywords("mknod", "path, mode=0o600, device=0, *, dir_fd=None", |vm, _, bound| {
        let path = arguments::path(vm, "mknod", bound)?;
        let (kind, permissions) = (int_or(vm, bound, 1, 0o600)? as u32, mode(vm, bound, 1, 0o600)?);
        let device = match bound.get(2).and_then(Option::as_ref) {
            Some(device) => arguments::device(vm, device)?,
            None => 0,
        };
        let folder = Folder::of(vm, bound, 3)?;
        let kind = SFlag::from_bits_truncate(kind) & SFlag::S_IFMT;
        arguments::done(vm, stat::mknodat(folder, &path.native, kind, permissions, device))?;
        Ok(Value::NONE)
    }),
    NativeDef::keywords("readlink", "path, *, dir_fd=None", |vm, _, bound| {
        let path = arguments::path(vm, "readlink", bound)?;
        let folder = Folder::of(vm, bound, 1)?;
        let target = arguments::about(vm, &path, fcntl::readlinkat(folder, &path.native))?;
        like(vm, &path, target)
    }),
    NativeDef::keywords("remove", "path, *, dir_fd=None", |vm, _, bound| {
        unlink(vm, "remove", bound, UnlinkatFlags::NoRemoveDir)
    }),
    NativeDef::keywords("unlink", "path, *, dir_fd=None", |vm, _, bound| {
        unlink(vm, "unlink", bound, UnlinkatFlags::NoRemoveDir)
    }),
    NativeDef::keywords("rmdir", "path, *, dir_fd=None", |vm, _, bound| {
        unlink(vm, "rmdir", bound, UnlinkatFlags::RemoveDir)
    }),
    NativeDef::keywords("rename", "src, dst, *, src_dir_fd=None, dst_dir_fd=None", |vm, _, bound| {
        rename(vm, "rename", bound)
    }),
    NativeDef::keywords("replace", "src, dst, *, src_dir_fd=None, dst_dir_fd=None", |vm, _, bound| {
        rename(vm, "replace", bound)
    }),
    NativeDef::keywords("truncate", "path, length", |vm, _, bound| {
        let path = Parameter::path("truncate").or(Also::Descriptor).convert(vm, &argument(bound, 0))?;
        let length = arguments::long(vm, &argument(bound, 1))?;
        let result = match path.descriptor {
            Some(number) => unistd::ftruncate(arguments::known(vm, number)?, length),
            None => unistd::truncate(&path.native, length),
        };
        arguments::about(vm, &path, result)?;
        Ok(Value::NONE)
    }),
    NativeDef::keywords("utime", "path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True", set_times),
];

/// A name in the file system, bytes if the path was bytes.
pub fn like(vm: &mut Vm, path: &Converted, name: OsString) -> PyResult {
    let name = name.into_vec();
    if path.shown.has::<bytes::Bytes>() { Ok(bytes::new(vm, name)) } else { fs_decode(vm, &name) }
}

/// The argument as permissions.
pub fn mode(vm: &mut Vm, bound: &[Slot], index: usize, default: i32) -> PyResult<Mode> {
    let mode = int_or(vm, bound, index, default)?;
    Ok(Mode::from_bits_truncate(mode as u32))
}

fn both(vm: &mut Vm, function: &'static str, bound: &[Slot]) -> PyResult<(Converted, Converted)> {
    let from = arguments::named_path(vm, function, "src", &argument(bound, 0))?;
    let to = arguments::named_path(vm, function, "dst", &argument(bound, 1))?;
    Ok((from, to))
}

fn access(vm: &mut Vm, _: &Value, bound: &[Slot]) -> PyResult {
    let path = arguments::path(vm, "access", bound)?;
    let wanted = int_or(vm, bound, 1, 0)?;
    let folder = Folder::of(vm, bound, 2)?;
    let mut how = AtFlags::empty();
    if arguments::switch(vm, bound, 3, Switch::Off)? == Switch::On {
        how |= AtFlags::AT_EACCESS;
    }
    how |= flags(arguments::switch(vm, bound, 4, Switch::On)?);
    let wanted = AccessFlags::from_bits(wanted);
    Ok(Value::bool(wanted.is_some_and(|wanted| unistd::faccessat(folder, &path.native, wanted, how).is_ok())))
}

fn chmod(vm: &mut Vm, _: &Value, bound: &[Slot]) -> PyResult {
    let path = Parameter::path("chmod").or(Also::Descriptor).convert(vm, &argument(bound, 0))?;
    let (mode, folder) = (mode(vm, bound, 1, 0)?, Folder::of(vm, bound, 2)?);
    let follow = match arguments::switch(vm, bound, 3, Switch::On)? {
        Switch::On => FchmodatFlags::FollowSymlink,
        Switch::Off => FchmodatFlags::NoFollowSymlink,
    };
    let result = match path.descriptor {
        Some(number) => stat::fchmod(arguments::known(vm, number)?, mode),
        None => stat::fchmodat(folder, &path.native, mode, follow),
    };
    arguments::about(vm, &path, result)?;
    Ok(Value::NONE)
}

fn chown(vm: &mut Vm, parameter: Parameter, bound: &[Slot], follow: Switch) -> PyResult {
    let path = parameter.convert(vm, &argument(bound, 0))?;
    let (user, group) = owners(vm, bound)?;
    let folder = Folder::of(vm, bound, 3)?;
    check_combination(vm, parameter.function, &path, folder, follow)?;
    let result = match path.descriptor {
        Some(number) => unistd::fchown(arguments::known(vm, number)?, user, group),
        None => unistd::fchownat(folder, &path.native, user, group, flags(follow)),
    };
    arguments::about(vm, &path, result)?;
    Ok(Value::NONE)
}

/// User and group, -1 for one that stays.
fn owners(vm: &mut Vm, bound: &[Slot]) -> PyResult<(Option<Uid>, Option<Gid>)> {
    let user = identity(vm, "uid", &argument(bound, 1))?;
    let group = identity(vm, "gid", &argument(bound, 2))?;
    Ok((
        Some(user).filter(|&user| user != u32::MAX).map(Uid::from_raw),
        Some(group).filter(|&group| group != u32::MAX).map(Gid::from_raw),
    ))
}

/// A number of a user or group; -1 is the largest.
pub fn identity(vm: &mut Vm, name: &str, value: &Value) -> PyResult<u32> {
    if !number::has_index(vm, value) {
        let class = vm.class_name(value);
        return Err(vm.type_error(format!("{name} should be integer, not {class}")));
    }
    let value = number::index(vm, value)?;
    let value = int::number(&value);
    match value.to_i64() {
        Some(-1) => Ok(u32::MAX),
        // CPython says so of what fits into a C long, too large or negative.
        Some(id) => u32::try_from(id).map_err(|_| vm.overflow_error(format!("{name} is less than minimum"))),
        _ if value.is_negative() => Err(vm.overflow_error(format!("{name} is less than minimum"))),
        _ => Err(vm.overflow_error(format!("{name} is greater than maximum"))),
    }
}

fn link(vm: &mut Vm, _: &Value, bound: &[Slot]) -> PyResult {
    let (from, to) = both(vm, "link", bound)?;
    let (source, target) = (Folder::of(vm, bound, 2)?, Folder::of(vm, bound, 3)?);
    let how = match arguments::switch(vm, bound, 4, Switch::On)? {
        Switch::On => AtFlags::AT_SYMLINK_FOLLOW,
        Switch::Off => AtFlags::empty(),
    };
    arguments::about_both(vm, &from, &to, unistd::linkat(source, &from.native, target, &to.native, how))?;
    Ok(Value::NONE)
}

fn unlink(vm: &mut Vm, function: &'static str, bound: &[Slot], how: UnlinkatFlags) -> PyResult {
    let path = arguments::path(vm, function, bound)?;
    let folder = Folder::of(vm, bound, 1)?;
    arguments::about(vm, &path, unistd::unlinkat(folder, &path.native, how))?;
    Ok(Value::NONE)
}

fn rename(vm: &mut Vm, function: &'static str, bound: &[Slot]) -> PyResult {
    let (from, to) = both(vm, function, bound)?;
    let (source, target) = (Folder::of(vm, bound, 2)?, Folder::of(vm, bound, 3)?);
    arguments::about_both(vm, &from, &to, fcntl::renameat(source, &from.native, target, &to.native))?;
    Ok(Value::NONE)
}

fn set_times(vm: &mut Vm, _: &Value, bound: &[Slot]) -> PyResult {
    let path = Parameter::path("utime").or(Also::Descriptor).convert(vm, &argument(bound, 0))?;
    let (seconds, nanoseconds) = (argument(bound, 1), bound.get(2).cloned().flatten());
    if nanoseconds.is_some() && !seconds.is_none() {
        return Err(vm.value_error("utime: you may specify either 'times' or 'ns' but not both"));
    }
    let [accessed, modified] = if !seconds.is_none() {
        let Some([first, second]) = seconds.cast::<Tuple>().map(|pair| pair.items().to_vec()).as_deref().and_then(pair)
        else {
            return Err(vm.type_error("utime: 'times' must be either a tuple of two ints or None"));
        };
        [seconds_of(vm, &first)?, seconds_of(vm, &second)?]
    } else if let Some(nanoseconds) = nanoseconds {
        let Some([first, second]) =
            nanoseconds.cast::<Tuple>().map(|pair| pair.items().to_vec()).as_deref().and_then(pair)
        else {
            return Err(vm.type_error("utime: 'ns' must be a tuple of two ints"));
        };
        [nanoseconds_of(vm, &first)?, nanoseconds_of(vm, &second)?]
    } else {
        [TimeSpec::UTIME_NOW, TimeSpec::UTIME_NOW]
    };
    let folder = Folder::of(vm, bound, 3)?;
    let follow = arguments::switch(vm, bound, 4, Switch::On)?;
    check_combination(vm, "utime", &path, folder, follow)?;
    let how = match follow {
        Switch::On => UtimensatFlags::FollowSymlink,
        Switch::Off => UtimensatFlags::NoFollowSymlink,
    };
    let result = match path.descriptor {
        Some(number) => stat::futimens(arguments::known(vm, number)?, &accessed, &modified),
        None => stat::utimensat(folder, &path.native, &accessed, &modified, how),
    };
    arguments::about(vm, &path, result)?;
    Ok(Value::NONE)
}

fn pair(items: &[Value]) -> Option<[Value; 2]> {
    match items {
        [first, second] => Some([first.clone(), second.clone()]),
        _ => None,
    }
}

fn seconds_of(vm: &mut Vm, value: &Value) -> PyResult<TimeSpec> {
    let Some(seconds) = float::value_of(value) else {
        let seconds = arguments::long(vm, value)?;
        return Ok(TimeSpec::new(seconds, 0));
    };
    if seconds.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    // What an i64 holds, but for its last power of two.
    if seconds.abs() >= 9.2e18 {
        return Err(vm.overflow_error("timestamp out of range for platform time_t"));
    }
    // The part behind the point is rounded down to a nanosecond.
    let whole = seconds.floor();
    let nanoseconds = ((seconds - whole) * 1e9).floor();
    Ok(if nanoseconds >= 1e9 {
        TimeSpec::new(whole as i64 + 1, 0)
    } else {
        TimeSpec::new(whole as i64, nanoseconds as i64)
    })
}

fn nanoseconds_of(vm: &mut Vm, value: &Value) -> PyResult<TimeSpec> {
    let value = number::index(vm, value)?;
    let big = int::number(&value).to_big();
    let billion = num_bigint::BigInt::from(1_000_000_000);
    let (whole, rest) = num_integer::Integer::div_mod_floor(&big, &billion);
    match (i64::try_from(whole), i64::try_from(rest)) {
        (Ok(whole), Ok(rest)) => Ok(TimeSpec::new(whole, rest)),
        _ => Err(vm.overflow_error("Python int too large to convert to C long")),
    }
}
