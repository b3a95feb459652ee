//! `fcntl`: what is asked of open files by number, and locks.

use nix::errno::Errno;
use nix::libc;

use super::posix::arguments::{failed, file_descriptor};
use super::{ModuleSpec, set};
use crate::object::{Py, Str, Value};
use crate::protocol::{self, number};
use crate::types::class::NativeDef;
use crate::types::dict::Dict;
use crate::types::memoryview::buffer;
use crate::types::{bytes, int};
use crate::vm::device::{self, LONGEST, Part};
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of `fcntl`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "fcntl",
    functions: &[
        NativeDef::positional("fcntl", 2, 3, control),
        NativeDef::positional("ioctl", 2, 4, request),
        NativeDef::positional("flock", 2, 2, |vm, _, values| {
            let descriptor = file_descriptor(vm, &values[0])?.number();
            let operation = number::int_argument(vm, &values[1])?;
            repeated(vm, || device::lock(descriptor, operation))?;
            Ok(Value::NONE)
        }),
        NativeDef::positional("lockf", 2, 5, lock_part),
    ],
    classes: &[],
    init: Some(init),
};

/// Calls the system again when a signal has interrupted it and its handler has not raised.
fn repeated<T>(vm: &mut Vm, mut call: impl FnMut() -> nix::Result<T>) -> PyResult<T> {
    loop {
        match call() {
            Err(Errno::EINTR) => vm.check_signals()?,
            result => return result.map_err(|errno| failed(vm, errno)),
        }
    }
}

/// The low bits of an int of whatever size.
pub fn masked(vm: &mut Vm, value: &Value) -> PyResult<u64> {
    let index = number::index(vm, value)?;
    let number = int::number(&index);
    Ok(match number.to_i64() {
        Some(number) => number.cast_unsigned(),
        None => {
            let number = number.to_big();
            let low = number.magnitude().to_u64_digits().first().copied().unwrap_or(0);
            if number.sign() == num_bigint::Sign::Minus { low.wrapping_neg() } else { low }
        }
    })
}

/// What a request is given.
enum Argument {
    Number(i32),
    Data(Vec<u8>),
}

fn argument(vm: &mut Vm, function: &str, value: Option<&Value>) -> PyResult<Argument> {
    let Some(value) = value else { return Ok(Argument::Number(0)) };
    if number::has_index(vm, value) {
        return Ok(Argument::Number(masked(vm, value)? as i32));
    }
    let data = match value.cast::<Str>() {
        Some(text) => Some(text.as_bytes().to_vec()),
        None => bytes::read(vm, value, bytes::Request::Simple)?,
    };
    data.map(Argument::Data).ok_or_else(|| {
        let class = vm.class_name(value);
        vm.type_error(format!(
            "{function}() argument 3 must be an integer, a bytes-like object, or a string, not {class}"
        ))
    })
}

fn too_long(vm: &mut Vm, function: &str) -> Raised {
    vm.value_error(format!("{function} argument 3 is too long"))
}

/// `fcntl(fd, cmd, arg=0)`
fn control(vm: &mut Vm, _: &Value, values: &[Value]) -> PyResult {
    let descriptor = file_descriptor(vm, &values[0])?.number();
    let command = number::int_argument(vm, &values[1])?;
    match argument(vm, "fcntl", values.get(2))? {
        Argument::Number(number) => {
            let result = repeated(vm, || device::control(descriptor, command, number))?;
            Ok(int::from_i64(vm, i64::from(result)))
        }
        Argument::Data(data) if data.len() > LONGEST => Err(too_long(vm, "fcntl")),
        Argument::Data(mut data) => {
            repeated(vm, || device::control_with(descriptor, command, &mut data))?;
            Ok(bytes::new(vm, data))
        }
    }
}

/// `ioctl(fd, request, arg=0, mutate_flag=True)`
fn request(vm: &mut Vm, _: &Value, values: &[Value]) -> PyResult {
    let descriptor = file_descriptor(vm, &values[0])?.number();
    if !number::has_index(vm, &values[1]) {
        let class = vm.class_name(&values[1]);
        return Err(vm.type_error(format!("ioctl() argument 2 must be int, not {class}")));
    }
    let request = masked(vm, &values[1])?;
    let changes = match values.get(3) {
        Some(flag) => protocol::is_true(vm, flag)?,
        None => true,
    };
    let given = argument(vm, "ioctl", values.get(2))?;
    match given {
        Argument::Number(number) => {
            let result = repeated(vm, || device::request(descriptor, request, number))?;
            Ok(int::from_i64(vm, i64::from(result)))
        }
        Argument::Data(mut data) => {
            let target = values.get(2).filter(|value| changes && buffer::writable_length(vm, value).is_some());
            if target.is_none() && data.len() > LONGEST {
                return Err(too_long(vm, "ioctl"));
            }
            let result = repeated(vm, || device::request_with(descriptor, request, &mut data))?;
            match target {
                Some(target) => {
                    buffer::write(vm, target, 0, &data);
                    Ok(int::from_i64(vm, i64::from(result)))
                }
                None => Ok(bytes::new(vm, data)),
            }
        }
    }
}

/// `lockf(fd, cmd, len=0, start=0, whence=0)`
fn lock_part(vm: &mut Vm, _: &Value, values: &[Value]) -> PyResult {
    let descriptor = file_descriptor(vm, &values[0])?.number();
    let operation = number::int_argument(vm, &values[1])?;
    let whence = match values.get(4) {
        Some(whence) => number::int_argument(vm, whence)?,
        None => 0,
    };
    let kind = if operation == libc::LOCK_UN {
        i32::from(libc::F_UNLCK as i16)
    } else if operation & libc::LOCK_SH != 0 {
        i32::from(libc::F_RDLCK as i16)
    } else if operation & libc::LOCK_EX != 0 {
        i32::from(libc::F_WRLCK as i16)
    } else {
        return Err(vm.value_error("unrecognized lockf argument"));
    };
    let [mut length, mut start] = [0, 0];
    for (place, value) in [&mut length, &mut start].into_iter().zip(values.iter().skip(2)) {
        let value = number::index(vm, value)?;
        let Some(value) = int::number(&value).to_i64() else {
            return Err(vm.overflow_error("int too big to convert"));
        };
        *place = value;
    }
    let command = if operation & libc::LOCK_NB == 0 { libc::F_SETLKW } else { libc::F_SETLK };
    repeated(vm, || device::lock_part(descriptor, command, Part { kind, start, length, whence }))?;
    Ok(Value::NONE)
}

/// Names that the system gives numbers, with their values on Linux.
#[rustfmt::skip]
const NAMES: &[(&str, u32)] = &[
    ("LOCK_SH", 1), ("LOCK_EX", 2), ("LOCK_NB", 4), ("LOCK_UN", 8), ("LOCK_MAND", 32), ("LOCK_READ", 64),
    ("LOCK_WRITE", 128), ("LOCK_RW", 192), ("F_DUPFD", 0), ("F_DUPFD_CLOEXEC", 1030), ("F_GETFD", 1), ("F_SETFD", 2),
    ("F_GETFL", 3), ("F_SETFL", 4), ("F_GETLK", 5), ("F_SETLK", 6), ("F_SETLKW", 7), ("F_OFD_GETLK", 36),
    ("F_OFD_SETLK", 37), ("F_OFD_SETLKW", 38), ("F_GETOWN", 9), ("F_SETOWN", 8), ("F_GETSIG", 11), ("F_SETSIG", 10),
    ("F_RDLCK", 0), ("F_WRLCK", 1), ("F_UNLCK", 2), ("F_GETLK64", 5), ("F_SETLK64", 6), ("F_SETLKW64", 7),
    ("FASYNC", 8192), ("F_SETLEASE", 1024), ("F_GETLEASE", 1025), ("F_NOTIFY", 1026), ("F_DUPFD_QUERY", 1027),
    ("F_EXLCK", 4), ("F_SHLCK", 8), ("F_SETPIPE_SZ", 1031), ("F_GETPIPE_SZ", 1032), ("FICLONE", 1_074_041_865),
    ("FICLONERANGE", 1_075_876_877), ("F_GETOWN_EX", 16), ("F_SETOWN_EX", 15), ("F_OWNER_TID", 0), ("F_OWNER_PID", 1),
    ("F_OWNER_PGRP", 2), ("F_GET_RW_HINT", 1035), ("F_SET_RW_HINT", 1036), ("F_GET_FILE_RW_HINT", 1037),
    ("F_SET_FILE_RW_HINT", 1038), ("RWH_WRITE_LIFE_NOT_SET", 0), ("RWH_WRITE_LIFE_NONE", 1),
    ("RWH_WRITE_LIFE_SHORT", 2), ("RWH_WRITE_LIFE_MEDIUM", 3), ("RWH_WRITE_LIFE_LONG", 4),
    ("RWH_WRITE_LIFE_EXTREME", 5), ("FD_CLOEXEC", 1), ("DN_ACCESS", 1), ("DN_MODIFY", 2), ("DN_CREATE", 4),
    ("DN_DELETE", 8), ("DN_RENAME", 16), ("DN_ATTRIB", 32), ("DN_MULTISHOT", 2_147_483_648), ("F_ADD_SEALS", 1033),
    ("F_GET_SEALS", 1034), ("F_SEAL_SEAL", 1), ("F_SEAL_SHRINK", 2), ("F_SEAL_GROW", 4), ("F_SEAL_WRITE", 8),
    ("F_SEAL_FUTURE_WRITE", 16),
];

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    for &(name, number) in NAMES {
        set(vm, namespace, name, Value::index(number as usize));
    }
    Ok(())
}
