//! What the functions of `posix` have in common: their arguments, and errors of the system.

use std::os::fd::{AsFd, BorrowedFd};

use nix::errno::Errno;

use crate::object::{Py, Slot, Value};
use crate::program::path::{Also, Converted, Parameter, descriptor_argument, warn_of_bool};
use crate::protocol::{self, attribute, number};
use crate::types::class::Class;
use crate::types::{exception, int};
use crate::vm::descriptor::Descriptor;
use crate::vm::{PyResult, Raised, Vm};

/// The argument, or None.
pub fn argument(bound: &[Slot], index: usize) -> Value {
    bound.get(index).cloned().flatten().unwrap_or(Value::NONE)
}

/// The argument as a path.
pub fn path(vm: &mut Vm, function: &'static str, bound: &[Slot]) -> PyResult<Converted> {
    Parameter::path(function).convert(vm, &argument(bound, 0))
}

/// The argument as a path with that parameter's name.
pub fn named_path(vm: &mut Vm, function: &'static str, name: &'static str, value: &Value) -> PyResult<Converted> {
    Parameter { function, name, also: Also::Nothing }.convert(vm, value)
}

/// The argument as a C int, or the default.
pub fn int_or(vm: &mut Vm, bound: &[Slot], index: usize, default: i32) -> PyResult<i32> {
    match bound.get(index).and_then(Option::as_ref) {
        Some(value) => number::int_argument(vm, value),
        None => Ok(default),
    }
}

/// The argument as a C long; OverflowError.
pub fn long(vm: &mut Vm, value: &Value) -> PyResult<i64> {
    let value = number::index(vm, value)?;
    int::number(&value).to_i64().ok_or_else(|| vm.overflow_error("Python int too large to convert to C long"))
}

/// The argument as a C unsigned int; ValueError, OverflowError.
pub fn unsigned(vm: &mut Vm, value: &Value) -> PyResult<u32> {
    let value = number::unsigned_argument(vm, value)?.and_then(|value| u32::try_from(value).ok());
    value.ok_or_else(|| vm.overflow_error("Python int too large for C unsigned int"))
}

/// The number of a device, -1 for none; OverflowError.
pub fn device(vm: &mut Vm, value: &Value) -> PyResult<u64> {
    let value = number::index(vm, value)?;
    let value = int::number(&value);
    if value.to_i64() == Some(-1) {
        return Ok(u64::MAX);
    }
    if value.is_negative() {
        return Err(vm.overflow_error("can't convert negative int to unsigned"));
    }
    u64::try_from(value.to_big()).map_err(|_| vm.overflow_error("int too big to convert"))
}

/// Whether links are followed or what else a parameter decides.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// It is true.
    On,
    /// It is false.
    Off,
}

/// The argument's truth, or the default.
pub fn switch(vm: &mut Vm, bound: &[Slot], index: usize, default: Switch) -> PyResult<Switch> {
    Ok(match bound.get(index).and_then(Option::as_ref) {
        None => default,
        Some(value) if protocol::is_true(vm, value)? => Switch::On,
        Some(_) => Switch::Off,
    })
}

/// The folder that a relative path is looked up in.
#[derive(Clone, Copy)]
pub enum Folder {
    /// The current one.
    Current,
    /// An open one.
    Open(Descriptor),
}

impl Folder {
    /// `dir_fd`.
    pub fn of(vm: &mut Vm, bound: &[Slot], index: usize) -> PyResult<Folder> {
        let value = argument(bound, index);
        if value.is_none() {
            return Ok(Folder::Current);
        }
        if !number::has_index(vm, &value) {
            let class = vm.class_name(&value);
            return Err(vm.type_error(format!("argument should be integer or None, not {class}")));
        }
        let number = descriptor_argument(vm, &value)?;
        // An absolute path does not ask for the folder, so a number that cannot be one is refused by the system only: the
        // largest number, which is never open, stands for it.
        Ok(Descriptor::new(if number < 0 { i32::MAX } else { number }).map_or(Folder::Current, Folder::Open))
    }

    /// Whether one was given.
    pub fn is_given(self) -> bool {
        matches!(self, Folder::Open(_))
    }
}

impl AsFd for Folder {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Folder::Current => nix::fcntl::AT_FDCWD,
            Folder::Open(descriptor) => descriptor.as_fd(),
        }
    }
}

/// The descriptor of that number; OSError if it cannot be one.
pub fn descriptor(vm: &mut Vm, value: &Value) -> PyResult<Descriptor> {
    let number = number::int_argument(vm, value)?;
    known(vm, number)
}

/// The same of a number.
pub fn known(vm: &mut Vm, number: i32) -> PyResult<Descriptor> {
    match Descriptor::new(number) {
        Some(descriptor) => Ok(descriptor),
        None => Err(failed(vm, Errno::EBADF)),
    }
}

/// A descriptor, or that of an object with `fileno()`.
pub fn file_descriptor(vm: &mut Vm, value: &Value) -> PyResult<Descriptor> {
    let found = if int::Number::of(value).is_some() {
        warn_of_bool(vm, value)?;
        value.clone()
    } else {
        let name = vm.intern("fileno");
        let Some(fileno) = attribute::get_optional(vm, value, &name)? else {
            return Err(vm.type_error("argument must be an int, or have a fileno() method."));
        };
        let found = protocol::call(vm, &fileno, &[])?;
        if int::Number::of(&found).is_none() {
            return Err(vm.type_error("fileno() returned a non-integer"));
        }
        found
    };
    let number = number::int_argument(vm, &found)?;
    Descriptor::new(number)
        .ok_or_else(|| vm.value_error(format!("file descriptor cannot be a negative integer ({number})")))
}

/// OSError.
#[cold]
pub fn failed(vm: &mut Vm, errno: Errno) -> Raised {
    let exception = exception::from_io_error(vm, &errno.into(), None);
    vm.raise(exception)
}

/// As [`failed`], of another class that takes a number and a text.
#[cold]
pub fn failed_as(vm: &mut Vm, class: &Py<Class>, errno: i32) -> Raised {
    let text = std::io::Error::from_raw_os_error(errno).to_string();
    let text = text.rsplit_once(" (os error").map_or(text.as_str(), |(text, _)| text);
    let arguments = [int::from_i64(vm, i64::from(errno)), vm.new_str(text).into_value()];
    match protocol::call(vm, class.as_value(), &arguments) {
        Ok(exception) => vm.raise(exception),
        Err(raised) => raised,
    }
}

/// The result of a call of the system; OSError.
pub fn done<T>(vm: &mut Vm, result: nix::Result<T>) -> PyResult<T> {
    result.map_err(|errno| failed(vm, errno))
}

/// As [`done`], of Rust's library.
pub fn finished<T>(vm: &mut Vm, result: std::io::Result<T>) -> PyResult<T> {
    result.map_err(|error| {
        let exception = exception::from_io_error(vm, &error, None);
        vm.raise(exception)
    })
}

/// The result of a call about a path; OSError with `filename`.
pub fn about<T>(vm: &mut Vm, path: &Converted, result: nix::Result<T>) -> PyResult<T> {
    path.check(vm, result.map_err(Into::into))
}

/// The result of a call about two paths; OSError with `filename` and `filename2`.
pub fn about_both<T>(vm: &mut Vm, from: &Converted, to: &Converted, result: nix::Result<T>) -> PyResult<T> {
    result.map_err(|errno| {
        let exception = exception::from_io_error(vm, &errno.into(), Some(from.shown.clone()));
        exception::set_field(vm, &exception, exception::Field::Filename2, to.shown.clone());
        vm.raise(exception)
    })
}

/// Calls the system again when a signal has interrupted it and its handler has not raised.
pub fn uninterrupted<T>(vm: &mut Vm, mut call: impl FnMut() -> nix::Result<T>) -> PyResult<nix::Result<T>> {
    loop {
        match call() {
            Err(Errno::EINTR) => vm.check_signals()?,
            result => return Ok(result),
        }
    }
}
