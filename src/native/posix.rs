//! `posix`: the part of the operating system that `os`, `os.path` and `linecache` need.

use std::collections::HashMap;
use std::fs;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::Path;

use super::{ModuleSpec, NativeClass, set};
use crate::object::{Py, Slot, Tuple, Value};
use crate::program::path::{Also, Parameter, fs_decode, fs_encode};
use crate::protocol;
use crate::types::class::slots::Slots;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef};
use crate::types::dict::Dict;
use crate::types::list::List;
use crate::types::struct_sequence::{self, class, field, with_hidden, with_unnamed};
use crate::types::{bytes, exception, float, int};
use crate::vm::{PyResult, Vm};

/// The declaration of `posix`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "posix",
    functions: &[
        NativeDef::one("_exit", |vm, _, code| {
            let code = protocol::number::int_argument(vm, code)?;
            std::process::exit(code & 0xff)
        }),
        NativeDef::one("chdir", |vm, _, path| {
            let parameter = Parameter::path("chdir").or(Also::Descriptor);
            on_path(vm, parameter, path, |path| std::env::set_current_dir(path))
        }),
        NativeDef::none("getcwd", |vm, _| {
            let path = current_directory(vm)?;
            fs_decode(vm, &path)
        }),
        NativeDef::none("getcwdb", |vm, _| {
            let path = current_directory(vm)?;
            Ok(bytes::new(vm, path))
        }),
        NativeDef::none("getpid", |vm, _| Ok(int::from_u64(vm, u64::from(std::process::id())))),
        NativeDef::keywords("listdir", "path=None", listdir),
        NativeDef::keywords("lstat", "path, *, dir_fd=None", |vm, _, bound| {
            stat(vm, Parameter::path("lstat"), bound, |path| fs::symlink_metadata(path))
        }),
        NativeDef::keywords("mkdir", "path, mode=0o777, *, dir_fd=None", mkdir),
        NativeDef::positional("putenv", 2, 2, |vm, _, values| {
            let value = fs_encode(vm, &values[1])?.0;
            change_variable(vm, &values[0], Some(value))
        }),
        NativeDef::one("readlink", readlink),
        NativeDef::keywords("remove", "path, *, dir_fd=None", |vm, _, bound| {
            on_path(vm, Parameter::path("remove"), &first(bound), |path| fs::remove_file(path))
        }),
        NativeDef::positional("rename", 2, 2, |vm, _, values| rename(vm, "rename", values)),
        NativeDef::positional("replace", 2, 2, |vm, _, values| rename(vm, "replace", values)),
        NativeDef::one("rmdir", |vm, _, path| on_path(vm, Parameter::path("rmdir"), path, |path| fs::remove_dir(path))),
        NativeDef::keywords("stat", "path, *, dir_fd=None, follow_symlinks=True", stat_path),
        NativeDef::keywords("unlink", "path, *, dir_fd=None", |vm, _, bound| {
            on_path(vm, Parameter::path("unlink"), &first(bound), |path| fs::remove_file(path))
        }),
        NativeDef::one("unsetenv", |vm, _, name| change_variable(vm, name, None)),
        NativeDef::one("fspath", |vm, _, path| {
            if path.has::<crate::object::Str>() || path.has::<bytes::Bytes>() {
                return Ok(path.clone());
            }
            Ok(fs_encode(vm, path)?.1)
        }),
        NativeDef::one("isatty", is_a_terminal),
        NativeDef::one("urandom", urandom),
    ],
    classes: &[&STAT_RESULT, &TERMINAL_SIZE],
    init: Some(init),
};

fn is_a_terminal(vm: &mut Vm, _: &Value, descriptor: &Value) -> PyResult {
    use std::io::IsTerminal;
    Ok(Value::bool(match protocol::number::int_argument(vm, descriptor)? {
        0 => std::io::stdin().is_terminal(),
        1 => std::io::stdout().is_terminal(),
        2 => std::io::stderr().is_terminal(),
        _ => false,
    }))
}

fn stat_path(vm: &mut Vm, _: &Value, bound: &[Slot]) -> PyResult {
    // Of a descriptor too, but then links are always followed.
    let follow = match bound.get(2).and_then(Option::as_ref) {
        Some(follow) => protocol::is_true(vm, follow)?,
        None => true,
    };
    let parameter = Parameter::path("stat").or(Also::Descriptor);
    stat(vm, parameter, bound, if follow { |path| fs::metadata(path) } else { |path| fs::symlink_metadata(path) })
}

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    let environ = vm.new_dict();
    for (name, value) in std::env::vars_os() {
        let name = bytes::new(vm, name.as_bytes().to_vec());
        let value = bytes::new(vm, value.as_bytes().to_vec());
        drop(environ.set(vm, name, value)?);
    }
    set(vm, namespace, "environ", environ);
    let error = vm.types.os_error.to_value();
    set(vm, namespace, "error", error);
    Ok(())
}

/// What a program has put into the environment or taken out of it. The process's own environment stays as it is:
/// changing it is not sound while another thread may read it.
#[derive(Default)]
struct Changed(HashMap<Vec<u8>, Option<Vec<u8>>>);

fn change_variable(vm: &mut Vm, name: &Value, value: Option<Vec<u8>>) -> PyResult {
    let name = fs_encode(vm, name)?.0;
    vm.states.get_or_default::<Changed>().0.insert(name, value);
    Ok(Value::NONE)
}

/// A variable of the environment as the program has it.
pub fn variable(vm: &Vm, name: &str) -> Option<String> {
    match vm.states.get::<Changed>().and_then(|changed| changed.0.get(name.as_bytes())) {
        Some(value) => value.as_ref().map(|value| String::from_utf8_lossy(value).into_owned()),
        None => std::env::var(name).ok(),
    }
}

fn current_directory(vm: &mut Vm) -> PyResult<Vec<u8>> {
    match std::env::current_dir() {
        Ok(path) => Ok(path.as_os_str().as_bytes().to_vec()),
        Err(error) => Err(super::io::system::raise_io(vm, &error, None)),
    }
}

fn on_path(vm: &mut Vm, parameter: Parameter, path: &Value, call: fn(&Path) -> std::io::Result<()>) -> PyResult {
    let path = parameter.convert(vm, path)?;
    path.check(vm, call(&path.native))?;
    Ok(Value::NONE)
}

fn first(bound: &[Slot]) -> Value {
    bound.first().cloned().flatten().unwrap_or(Value::NONE)
}

fn listdir(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let path = Parameter::path("listdir").or(Also::DescriptorOrNone).convert(vm, &first(bound))?;
    let are_bytes = path.shown.has::<bytes::Bytes>();
    let entries = path.check(vm, fs::read_dir(&path.native))?;
    let mut names = Vec::new();
    for entry in entries {
        let entry = path.check(vm, entry)?;
        let name = entry.file_name().into_vec();
        names.push(if are_bytes { bytes::new(vm, name) } else { fs_decode(vm, &name)? });
    }
    Ok(List::create(vm, names).into_value())
}

fn mkdir(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let path = Parameter::path("mkdir").convert(vm, &first(bound))?;
    let mode = match bound.get(1).and_then(Option::as_ref) {
        Some(mode) => protocol::number::int_argument(vm, mode)? as u32,
        None => 0o777,
    };
    path.check(vm, fs::DirBuilder::new().mode(mode).create(&path.native))?;
    Ok(Value::NONE)
}

fn rename(vm: &mut Vm, function: &'static str, values: &[Value]) -> PyResult {
    let converted = |vm: &mut Vm, name, value| Parameter { function, name, also: Also::Nothing }.convert(vm, value);
    let (from, to) = (converted(vm, "src", &values[0])?, converted(vm, "dst", &values[1])?);
    if let Err(error) = fs::rename(from.native, to.native) {
        let exception = exception::from_io_error(vm, &error, Some(from.shown));
        exception::set_field(vm, &exception, exception::Field::Filename2, to.shown);
        return Err(vm.raise(exception));
    }
    Ok(Value::NONE)
}

fn readlink(vm: &mut Vm, _module: &Value, path: &Value) -> PyResult {
    let path = Parameter::path("readlink").convert(vm, path)?;
    let target = path.check(vm, fs::read_link(&path.native))?.into_os_string().into_vec();
    if path.shown.has::<bytes::Bytes>() { Ok(bytes::new(vm, target)) } else { fs_decode(vm, &target) }
}

fn urandom(vm: &mut Vm, _module: &Value, count: &Value) -> PyResult {
    let count = protocol::number::ssize_argument(vm, count)?;
    let Ok(count) = usize::try_from(count) else { return Err(vm.value_error("negative argument not allowed")) };
    let mut data = vec![0; count];
    let read = fs::File::open("/dev/urandom").and_then(|mut file| std::io::Read::read_exact(&mut file, &mut data));
    match read {
        Ok(()) => Ok(bytes::new(vm, data)),
        Err(error) => Err(super::io::system::raise_io(vm, &error, None)),
    }
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
    Ok(struct_sequence::create(vm, class, values))
}

/// The declaration of `os.terminal_size`.
static TERMINAL_SIZE: NativeClass = NativeClass::derived(
    |types| &types.tuple,
    class("os", "terminal_size", &[field::<0>("columns"), field::<1>("lines")]),
);

/// `stat` and `lstat`.
fn stat(
    vm: &mut Vm,
    parameter: Parameter,
    bound: &[Slot],
    call: fn(&Path) -> std::io::Result<fs::Metadata>,
) -> PyResult {
    let path = parameter.convert(vm, &first(bound))?;
    let found = path.check(vm, call(&path.native))?;
    let numbers = [
        u64::from(found.mode()),
        found.ino(),
        found.dev(),
        found.nlink(),
        u64::from(found.uid()),
        u64::from(found.gid()),
        found.size(),
    ];
    let mut values: Vec<Value> = numbers.iter().map(|&number| int::from_u64(vm, number)).collect();
    let times =
        [(found.atime(), found.atime_nsec()), (found.mtime(), found.mtime_nsec()), (found.ctime(), found.ctime_nsec())];
    values.extend(times.map(|(whole, _)| int::from_i64(vm, whole)));
    values.extend(times.map(|(whole, nanoseconds)| float::new(vm, whole as f64 + 1e-9 * nanoseconds as f64)));
    values.extend(
        times.map(|(whole, nanoseconds)| {
            int::from_big(vm, num_bigint::BigInt::from(whole) * 1_000_000_000 + nanoseconds)
        }),
    );
    values.extend([found.blksize(), found.blocks(), found.rdev()].map(|number| int::from_u64(vm, number)));
    let class = STAT_RESULT.of(vm);
    Ok(struct_sequence::create(vm, &class, values))
}
