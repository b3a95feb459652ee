//! What the system knows of a file, and of a file system.

use nix::fcntl::AtFlags;
use nix::libc;
use nix::sys::stat::{self, FileStat};
use nix::sys::statvfs;
use num_bigint::BigInt;

use super::arguments::{self, Folder, Switch, argument};
use crate::native::NativeClass;
use crate::object::{Py, Tuple, Value};
use crate::program::path::{Also, Converted, Parameter};
use crate::types::class::slots::Slots;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef};
use crate::types::struct_sequence::{self, class, field, with_hidden, with_unnamed};
use crate::types::{float, int};
use crate::vm::{PyResult, Vm};

/// The functions about it.
pub const FUNCTIONS: &[NativeDef] = &[
    NativeDef::keywords("stat", "path, *, dir_fd=None, follow_symlinks=True", |vm, _, bound| {
        let follow = arguments::switch(vm, bound, 2, Switch::On)?;
        let path = Parameter::path("stat").or(Also::Descriptor).convert(vm, &argument(bound, 0))?;
        let folder = Folder::of(vm, bound, 1)?;
        check_combination(vm, "stat", &path, folder, follow)?;
        let found = of_path(folder, &path, follow);
        let found = arguments::about(vm, &path, found)?;
        Ok(result(vm, &found))
    }),
    NativeDef::keywords("lstat", "path, *, dir_fd=None", |vm, _, bound| {
        let path = arguments::path(vm, "lstat", bound)?;
        let folder = Folder::of(vm, bound, 1)?;
        let found = of_path(folder, &path, Switch::Off);
        let found = arguments::about(vm, &path, found)?;
        Ok(result(vm, &found))
    }),
    NativeDef::keywords("fstat", "fd", |vm, _, bound| {
        let descriptor = arguments::descriptor(vm, &argument(bound, 0))?;
        let found = arguments::done(vm, stat::fstat(descriptor))?;
        Ok(result(vm, &found))
    }),
    NativeDef::keywords("statvfs", "path", |vm, _, bound| {
        let path = Parameter::path("statvfs").or(Also::Descriptor).convert(vm, &argument(bound, 0))?;
        let found = match path.descriptor {
            Some(number) => {
                let descriptor = arguments::known(vm, number)?;
                statvfs::fstatvfs(descriptor)
            }
            None => statvfs::statvfs(&path.native),
        };
        let found = arguments::about(vm, &path, found)?;
        Ok(file_system(vm, &found))
    }),
    NativeDef::one("fstatvfs", |vm, _, value| {
        let descriptor = arguments::descriptor(vm, value)?;
        let found = arguments::done(vm, statvfs::fstatvfs(descriptor))?;
        Ok(file_system(vm, &found))
    }),
    NativeDef::one("major", |vm, _, device| {
        let device = arguments::device(vm, device)?;
        Ok(part(vm, device, libc::major(device)))
    }),
    NativeDef::one("minor", |vm, _, device| {
        let device = arguments::device(vm, device)?;
        Ok(part(vm, device, libc::minor(device)))
    }),
    NativeDef::positional("makedev", 2, 2, |vm, _, values| {
        let (major, minor) = (device_part(vm, &values[0])?, device_part(vm, &values[1])?);
        if [major, minor] == [u32::MAX; 2] {
            return Ok(int::from_i64(vm, -1));
        }
        Ok(int::from_u64(vm, libc::makedev(major, minor)))
    }),
];

/// A part of the number of a device; of -1, which stands for none, that is -1 too.
fn part(vm: &mut Vm, device: u64, part: u32) -> Value {
    if device == u64::MAX { int::from_i64(vm, -1) } else { int::from_u64(vm, u64::from(part)) }
}

fn device_part(vm: &mut Vm, value: &Value) -> PyResult<u32> {
    let part = arguments::device(vm, value)?;
    if part == u64::MAX {
        return Ok(u32::MAX);
    }
    u32::try_from(part).map_err(|_| vm.overflow_error("Python int too large to convert to C unsigned int"))
}

/// Its classes.
pub static CLASSES: [&NativeClass; 2] = [&STAT_RESULT, &STATVFS_RESULT];

/// ValueError where a descriptor leaves nothing to look up or to follow.
pub fn check_combination(
    vm: &mut Vm,
    function: &str,
    path: &Converted,
    folder: Folder,
    follow: Switch,
) -> PyResult<()> {
    if path.descriptor.is_none() {
        return Ok(());
    }
    if folder.is_given() {
        return Err(vm.value_error(format!("{function}: can't specify dir_fd without matching path")));
    }
    if follow == Switch::Off {
        return Err(vm.value_error(format!("{function}: cannot use fd and follow_symlinks together")));
    }
    Ok(())
}

/// Asks the system.
pub fn of_path(folder: Folder, path: &Converted, follow: Switch) -> nix::Result<FileStat> {
    if let Some(number) = path.descriptor {
        let descriptor = crate::vm::descriptor::Descriptor::new(number).ok_or(nix::errno::Errno::EBADF)?;
        return stat::fstat(descriptor);
    }
    stat::fstatat(folder, &path.native, flags(follow))
}

/// The flag of functions that follow links unless told otherwise.
pub fn flags(follow: Switch) -> AtFlags {
    if follow == Switch::On { AtFlags::empty() } else { AtFlags::AT_SYMLINK_NOFOLLOW }
}

/// The declaration of `os.stat_result`: the times are items without a name, as whole seconds.
static STAT_RESULT: NativeClass = NativeClass::derived(
    |types| &types.tuple,
    ClassSpec { slots: Slots { new: Some(new_stat_result), ..STAT_SPEC.slots }, ..STAT_SPEC },
);

const STAT_SPEC: ClassSpec = with_unnamed(with_hidden(class("os", "stat_result", STAT_FIELDS), 9), 3);

const STAT_FIELDS: &[GetSet] = &[
    field::<0>("st_mode"),
    field::<1>("st_ino"),
    field::<2>("st_dev"),
    field::<3>("st_nlink"),
    field::<4>("st_uid"),
    field::<5>("st_gid"),
    field::<6>("st_size"),
    field::<10>("st_atime"),
    field::<11>("st_mtime"),
    field::<12>("st_ctime"),
    field::<13>("st_atime_ns"),
    field::<14>("st_mtime_ns"),
    field::<15>("st_ctime_ns"),
    field::<16>("st_blksize"),
    field::<17>("st_blocks"),
    field::<18>("st_rdev"),
];

/// Times that are not given are the whole seconds.
fn new_stat_result(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let made = struct_sequence::new(vm, class, arguments)?;
    let mut values = made.expect::<Tuple>().all().to_vec();
    for index in 7..10 {
        if values[index + 3].is_none() {
            values[index + 3] = values[index].clone();
        }
    }
    Ok(struct_sequence::create_tracked(vm, class, values))
}

/// A `stat_result`.
pub fn result(vm: &mut Vm, found: &FileStat) -> Value {
    let mut values = vec![int::from_u64(vm, u64::from(found.st_mode))];
    let numbers = [found.st_ino, found.st_dev, found.st_nlink, u64::from(found.st_uid), u64::from(found.st_gid)];
    values.extend(numbers.map(|number| int::from_u64(vm, number)));
    values.push(int::from_i64(vm, found.st_size));
    let times = [
        (found.st_atime, found.st_atime_nsec),
        (found.st_mtime, found.st_mtime_nsec),
        (found.st_ctime, found.st_ctime_nsec),
    ];
    values.extend(times.map(|(whole, _)| int::from_i64(vm, whole)));
    values.extend(times.map(|(whole, nanoseconds)| float::new(vm, whole as f64 + 1e-9 * nanoseconds as f64)));
    values
        .extend(times.map(|(whole, nanoseconds)| int::from_big(vm, BigInt::from(whole) * 1_000_000_000 + nanoseconds)));
    values.extend([found.st_blksize, found.st_blocks].map(|number| int::from_i64(vm, number)));
    values.push(int::from_u64(vm, found.st_rdev));
    let class = STAT_RESULT.of(vm);
    struct_sequence::create(vm, &class, values)
}

static STATVFS_RESULT: NativeClass =
    NativeClass::derived(|types| &types.tuple, with_hidden(class("os", "statvfs_result", STATVFS_FIELDS), 1));

const STATVFS_FIELDS: &[GetSet] = &[
    field::<0>("f_bsize"),
    field::<1>("f_frsize"),
    field::<2>("f_blocks"),
    field::<3>("f_bfree"),
    field::<4>("f_bavail"),
    field::<5>("f_files"),
    field::<6>("f_ffree"),
    field::<7>("f_favail"),
    field::<8>("f_flag"),
    field::<9>("f_namemax"),
    field::<10>("f_fsid"),
];

fn file_system(vm: &mut Vm, found: &statvfs::Statvfs) -> Value {
    let numbers = [
        found.block_size(),
        found.fragment_size(),
        found.blocks(),
        found.blocks_free(),
        found.blocks_available(),
        found.files(),
        found.files_free(),
        found.files_available(),
        found.flags().bits(),
        found.name_max(),
        found.filesystem_id(),
    ];
    let values = numbers.map(|number| int::from_u64(vm, number)).to_vec();
    let class = STATVFS_RESULT.of(vm);
    struct_sequence::create(vm, &class, values)
}
