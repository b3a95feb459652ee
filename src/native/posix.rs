//! `posix`: the part of the operating system that `os`, `os.path` and `linecache` need.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::time::Duration;

use super::builtins::path_text;
use super::{ModuleSpec, set};
use crate::object::{Py, Slot, Value};
use crate::protocol;
use crate::types::class::NativeDef;
use crate::types::dict::Dict;
use crate::types::list::List;
use crate::types::{bytes, exception, float, int, namespace};
use crate::vm::{PyResult, Vm};

/// The declaration of `posix`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "posix",
    doc: "This module provides access to operating system functionality that is\nstandardized by the C Standard and the \
          POSIX standard.",
    functions: &[
        NativeDef::one("_exit", |vm, _, code| {
            let code = protocol::number::int_argument(vm, code)?;
            std::process::exit(code & 0xff)
        }),
        NativeDef::one("chdir", |vm, _, path| on_path(vm, path, |path| std::env::set_current_dir(path))),
        NativeDef::none("getcwd", |vm, _| {
            let path = current_directory(vm)?;
            Ok(vm.new_str(String::from_utf8_lossy(&path)).into_value())
        }),
        NativeDef::none("getcwdb", |vm, _| {
            let path = current_directory(vm)?;
            Ok(bytes::new(vm, path))
        }),
        NativeDef::none("getpid", |vm, _| Ok(int::from_u64(vm, u64::from(std::process::id())))),
        NativeDef::keywords("listdir", "path=None", listdir),
        NativeDef::keywords("lstat", "path, *, dir_fd=None", |vm, _, bound| {
            stat(vm, bound, |path| fs::symlink_metadata(path))
        }),
        NativeDef::keywords("mkdir", "path, mode=0o777, *, dir_fd=None", mkdir),
        NativeDef::positional("putenv", 2, 2, |_, _, _| Ok(Value::NONE)),
        NativeDef::one("readlink", readlink),
        NativeDef::keywords("remove", "path, *, dir_fd=None", remove),
        NativeDef::positional("rename", 2, 2, rename),
        NativeDef::positional("replace", 2, 2, rename),
        NativeDef::one("rmdir", |vm, _, path| on_path(vm, path, |path| fs::remove_dir(path))),
        NativeDef::keywords("stat", "path, *, dir_fd=None, follow_symlinks=True", |vm, _, bound| {
            stat(vm, bound, |path| fs::metadata(path))
        }),
        NativeDef::keywords("unlink", "path, *, dir_fd=None", remove),
        NativeDef::one("unsetenv", |_, _, _| Ok(Value::NONE)),
        NativeDef::one("fspath", |vm, _, path| {
            if path.has::<crate::object::Str>() || path.has::<bytes::Bytes>() {
                return Ok(path.clone());
            }
            let text = path_text(vm, path, "fspath()")?;
            Ok(vm.new_str(text).into_value())
        }),
        NativeDef::one("isatty", |vm, _, descriptor| {
            use std::io::IsTerminal;
            Ok(Value::bool(match protocol::number::int_argument(vm, descriptor)? {
                0 => std::io::stdin().is_terminal(),
                1 => std::io::stdout().is_terminal(),
                2 => std::io::stderr().is_terminal(),
                _ => false,
            }))
        }),
        NativeDef::one("urandom", urandom),
    ],
    init: Some(init),
};

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

fn current_directory(vm: &mut Vm) -> PyResult<Vec<u8>> {
    match std::env::current_dir() {
        Ok(path) => Ok(path.as_os_str().as_bytes().to_vec()),
        Err(error) => Err(super::io::file::raise_io(vm, &error)),
    }
}

/// The result of a call of the system about `path`; OSError with `filename`.
fn about<T>(vm: &mut Vm, path: &Value, result: std::io::Result<T>) -> PyResult<T> {
    result.map_err(|error| {
        let exception = exception::from_io_error(vm, &error, Some(path.clone()));
        vm.raise(exception)
    })
}

fn on_path(vm: &mut Vm, path: &Value, call: fn(&str) -> std::io::Result<()>) -> PyResult {
    let text = checked_path(vm, path)?;
    about(vm, path, call(&text))?;
    Ok(Value::NONE)
}

fn checked_path(vm: &mut Vm, path: &Value) -> PyResult<String> {
    let text = path_text(vm, path, "path")?;
    if text.contains('\0') {
        return Err(vm.value_error("embedded null byte"));
    }
    Ok(text)
}

fn first(bound: &[Slot]) -> Value {
    bound.first().cloned().flatten().unwrap_or(Value::NONE)
}

fn listdir(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let path = first(bound);
    let text = if path.is_none() { ".".to_owned() } else { checked_path(vm, &path)? };
    let entries = about(vm, &path, fs::read_dir(text))?;
    let mut names = Vec::new();
    for entry in entries {
        let entry = about(vm, &path, entry)?;
        names.push(vm.new_str(entry.file_name().to_string_lossy()).into_value());
    }
    Ok(List::create(vm, names).into_value())
}

fn mkdir(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let path = first(bound);
    let text = checked_path(vm, &path)?;
    let mode = match bound.get(1).and_then(Option::as_ref) {
        Some(mode) => protocol::number::int_argument(vm, mode)? as u32,
        None => 0o777,
    };
    about(vm, &path, fs::DirBuilder::new().mode(mode).create(text))?;
    Ok(Value::NONE)
}

fn remove(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    on_path(vm, &first(bound), |path| fs::remove_file(path))
}

fn rename(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let (from, to) = (checked_path(vm, &values[0])?, checked_path(vm, &values[1])?);
    about(vm, &values[0], fs::rename(from, to))?;
    Ok(Value::NONE)
}

fn readlink(vm: &mut Vm, _module: &Value, path: &Value) -> PyResult {
    let text = checked_path(vm, path)?;
    let target = about(vm, path, fs::read_link(text))?;
    Ok(vm.new_str(target.to_string_lossy()).into_value())
}

fn urandom(vm: &mut Vm, _module: &Value, count: &Value) -> PyResult {
    let count = protocol::number::ssize_argument(vm, count)?;
    let Ok(count) = usize::try_from(count) else { return Err(vm.value_error("negative argument not allowed")) };
    let mut data = vec![0; count];
    let read = fs::File::open("/dev/urandom").and_then(|mut file| std::io::Read::read_exact(&mut file, &mut data));
    match read {
        Ok(()) => Ok(bytes::new(vm, data)),
        Err(error) => Err(super::io::file::raise_io(vm, &error)),
    }
}

/// `stat` and `lstat`: an object with the `st_` attributes.
fn stat(vm: &mut Vm, bound: &[Slot], call: fn(&str) -> std::io::Result<fs::Metadata>) -> PyResult {
    let path = first(bound);
    let text = checked_path(vm, &path)?;
    let found = about(vm, &path, call(&text))?;
    let seconds =
        |whole: i64, nanoseconds: i64| Duration::from_nanos(nanoseconds.unsigned_abs()).as_secs_f64() + whole as f64;
    let times = [
        ("st_atime", seconds(found.atime(), found.atime_nsec())),
        ("st_mtime", seconds(found.mtime(), found.mtime_nsec())),
        ("st_ctime", seconds(found.ctime(), found.ctime_nsec())),
    ];
    let numbers = [
        ("st_mode", u64::from(found.mode())),
        ("st_ino", found.ino()),
        ("st_dev", found.dev()),
        ("st_nlink", found.nlink()),
        ("st_uid", u64::from(found.uid())),
        ("st_gid", u64::from(found.gid())),
        ("st_size", found.size()),
    ];
    let mut attributes = Vec::new();
    for (name, number) in numbers {
        attributes.push((vm.intern(name), int::from_u64(vm, number)));
    }
    for (name, time) in times {
        attributes.push((vm.intern(name), float::new(vm, time)));
    }
    Ok(namespace::create(vm, attributes))
}
