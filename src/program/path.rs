//! Paths as Python gives them: str, bytes, objects with `__fspath__`, and descriptors where a function takes them.
//!
//! Names that are no UTF-8 come and go with lone surrogates (PEP 383), as CPython's file system encoding does it.

use std::ffi::OsString;
use std::io;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;

use crate::object::{Str, Value};
use crate::protocol;
use crate::text::room::copied;
use crate::types::bytes::{self, Bytes};
use crate::types::{codec, exception, int};
use crate::vm::{PyResult, Vm};

/// A parameter that is a path, for the message that refuses something else.
#[derive(Clone, Copy)]
pub struct Parameter {
    /// The function's name.
    pub function: &'static str,
    /// The parameter's name.
    pub name: &'static str,
    /// What it may be instead of a path.
    pub also: Also,
}

/// A path that was converted.
pub struct Converted {
    /// For the system.
    pub native: PathBuf,
    /// For the `filename` of an OSError: what was given, or what its `__fspath__` gave.
    pub shown: Value,
    /// The descriptor, if one was given.
    pub descriptor: Option<i32>,
}

impl Converted {
    fn new(native: PathBuf, shown: &Value) -> Converted {
        Converted { native, shown: shown.clone(), descriptor: None }
    }

    /// The result of a call of the system about the path; OSError with `filename`.
    pub fn check<T>(&self, vm: &mut Vm, result: io::Result<T>) -> PyResult<T> {
        result.map_err(|error| {
            let error = match error.kind() {
                io::ErrorKind::NotFound if self.descriptor.is_some() => io::Error::from_raw_os_error(9),
                _ => error,
            };
            let shown = (!self.shown.is_none()).then(|| self.shown.clone());
            let exception = exception::from_io_error(vm, &error, shown);
            vm.raise(exception)
        })
    }
}

/// What a path may be instead.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Also {
    /// Nothing.
    Nothing,
    /// An open descriptor.
    Descriptor,
    /// An open descriptor, or None for the current folder.
    DescriptorOrNone,
}

impl Parameter {
    /// The parameter `path` of a function.
    pub const fn path(function: &'static str) -> Parameter {
        Parameter { function, name: "path", also: Also::Nothing }
    }

    /// The same one, which may be something else too.
    pub const fn or(self, also: Also) -> Parameter {
        Parameter { also, ..self }
    }

    /// The path; TypeError "f: path should be string, …", ValueError for a NUL.
    pub fn convert(self, vm: &mut Vm, value: &Value) -> PyResult<Converted> {
        if value.is_none() && self.also == Also::DescriptorOrNone {
            return Ok(Converted::new(PathBuf::from("."), value));
        }
        if self.also != Also::Nothing && protocol::number::has_index(vm, value) {
            let descriptor = descriptor_argument(vm, value)?;
            let native = PathBuf::from(format!("/proc/self/fd/{descriptor}"));
            return Ok(Converted { native, shown: value.clone(), descriptor: Some(descriptor) });
        }
        let Some((data, shown)) = encode(vm, value)? else {
            let wanted = match self.also {
                Also::Nothing => "string, bytes or os.PathLike",
                Also::Descriptor => "string, bytes, os.PathLike or integer",
                Also::DescriptorOrNone => "string, bytes, os.PathLike, integer or None",
            };
            let (Parameter { function, name, .. }, class) = (self, vm.class_name(value));
            return Err(vm.type_error(format!("{function}: {name} should be {wanted}, not {class}")));
        };
        if data.contains(&0) {
            let function = self.function;
            return Err(vm.value_error(format!("{function}: embedded null character in {}", self.name)));
        }
        Ok(Converted::new(PathBuf::from(OsString::from_vec(data)), &shown))
    }
}

/// RuntimeWarning for a descriptor that is True or False.
pub fn warn_of_bool(vm: &mut Vm, value: &Value) -> PyResult<()> {
    if !value.is(&Value::TRUE) && !value.is(&Value::FALSE) {
        return Ok(());
    }
    let category = vm.types.runtime_warning.clone();
    (vm.hooks.warn)(vm, &category, "bool is used as a file descriptor")
}

/// The number of a descriptor where a path or folder is meant; OverflowError "fd is greater than maximum".
pub fn descriptor_argument(vm: &mut Vm, value: &Value) -> PyResult<i32> {
    warn_of_bool(vm, value)?;
    let value = protocol::number::index(vm, value)?;
    let value = int::number(&value);
    match value.to_i64().map(i32::try_from) {
        Some(Ok(number)) => Ok(number),
        _ if value.is_negative() => Err(vm.overflow_error("fd is less than minimum")),
        _ => Err(vm.overflow_error("fd is greater than maximum")),
    }
}

/// The bytes of a path, and the str or bytes object it is; `None` when it is none.
fn encode(vm: &mut Vm, value: &Value) -> PyResult<Option<(Vec<u8>, Value)>> {
    let Some(path) = as_text_or_bytes(vm, value)? else { return Ok(None) };
    Ok(text_or_bytes(vm, &path)?.map(|data| (data, path)))
}

/// The str or bytes object that a path is; `None` when it is none.
fn as_text_or_bytes(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let is_either = |value: &Value| value.has::<Str>() || value.has::<Bytes>();
    if is_either(value) {
        return Ok(Some(value.clone()));
    }
    let name = vm.names.fspath.clone();
    // None in the place of the method says that there is none.
    let class = vm.class_of(value).clone();
    if vm.lookup(&class, &name).is_none_or(|method| method.is_none()) {
        return Ok(None);
    }
    match protocol::call::call_special(vm, value, &name, &[])? {
        Some(path) if !is_either(&path) => {
            let (class, given) = (vm.class_name(value), vm.class_name(&path));
            Err(vm.type_error(format!("expected {class}.__fspath__() to return str or bytes, not {given}")))
        }
        path => Ok(path),
    }
}

fn text_or_bytes(vm: &mut Vm, value: &Value) -> PyResult<Option<Vec<u8>>> {
    if let Some(text) = value.cast::<Str>() {
        if text.as_str().is_some() {
            return Ok(Some(copied(text.as_bytes())));
        }
        let text = text.clone();
        return Ok(Some(codec::encode(vm, &text, None, Some("surrogateescape"))?));
    }
    Ok(value.cast::<Bytes>().map(|bytes| copied(&bytes.data)))
}

/// `os.fspath`: TypeError "expected str, bytes or os.PathLike object, not int".
pub fn fs_path(vm: &mut Vm, value: &Value) -> PyResult {
    match as_text_or_bytes(vm, value)? {
        Some(path) => Ok(path),
        None => {
            let class = vm.class_name(value);
            Err(vm.type_error(format!("expected str, bytes or os.PathLike object, not {class}")))
        }
    }
}

/// `os.fsencode`: the bytes of a path and the object it is. Errors as of [`fs_path`], and UnicodeEncodeError.
pub fn fs_encode(vm: &mut Vm, value: &Value) -> PyResult<(Vec<u8>, Value)> {
    let path = fs_path(vm, value)?;
    let data = text_or_bytes(vm, &path)?.unwrap_or_default();
    Ok((data, path))
}

/// `os.fsdecode`: the str of a name in the file system.
pub fn fs_decode(vm: &mut Vm, name: &[u8]) -> PyResult {
    if let Ok(text) = std::str::from_utf8(name) {
        return Ok(vm.new_str(text).into_value());
    }
    let object = bytes::new(vm, name);
    Ok(codec::decode(vm, &object, name, None, Some("surrogateescape"))?.into_value())
}
