//! `find`, `index`, `count`, `startswith` and `in` of bytes.

use super::{Request, byte, data, read, required};
use crate::object::{Tuple, Value};
use crate::protocol::number::{self, slice_bound};
use crate::text::bytes_methods;
use crate::types::int;
use crate::types::memoryview::view::{MemoryView, hold};
use crate::vm::{PyResult, Vm};

/// What to search for: bytes, or one byte given as an int.
fn needle(vm: &mut Vm, value: &Value) -> PyResult<Vec<u8>> {
    if let Some(data) = read(vm, value, Request::Simple)? {
        return Ok(data);
    }
    if value.has::<MemoryView>() {
        return required(vm, value);
    }
    if number::has_index(vm, value) {
        return Ok(vec![byte(vm, value, "byte")?]);
    }
    let name = vm.class_name(value);
    Err(vm.type_error(format!("argument should be integer or bytes-like object, not '{name}'")))
}

pub(super) fn contains(vm: &mut Vm, this: &Value, item: &Value) -> PyResult<bool> {
    let _hold = hold(this);
    let needle = if number::has_index(vm, item) { vec![byte(vm, item, "byte")?] } else { required(vm, item)? };
    Ok(memchr::memmem::find(&data(vm, this), &needle).is_some())
}

type Search = fn(&[u8], &[u8], isize, isize) -> Option<usize>;

fn search(vm: &mut Vm, this: &Value, arguments: &[Value], search: Search) -> PyResult<Option<usize>> {
    let start = slice_bound(vm, arguments.get(1), 0)?;
    let end = slice_bound(vm, arguments.get(2), isize::MAX)?;
    let _hold = hold(this);
    let needle = needle(vm, &arguments[0])?;
    Ok(search(&data(vm, this), &needle, start, end))
}

fn position_or_minus_one(vm: &mut Vm, found: Option<usize>) -> PyResult {
    Ok(match found {
        Some(at) => int::from_usize(vm, at),
        None => int::from_i64(vm, -1),
    })
}

fn position_or_error(vm: &mut Vm, found: Option<usize>) -> PyResult {
    match found {
        Some(at) => Ok(int::from_usize(vm, at)),
        None => Err(vm.value_error("subsection not found")),
    }
}

pub(super) fn find(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let found = search(vm, this, arguments, bytes_methods::find)?;
    position_or_minus_one(vm, found)
}

pub(super) fn rfind(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let found = search(vm, this, arguments, bytes_methods::rfind)?;
    position_or_minus_one(vm, found)
}

pub(super) fn index(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let found = search(vm, this, arguments, bytes_methods::find)?;
    position_or_error(vm, found)
}

pub(super) fn rindex(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let found = search(vm, this, arguments, bytes_methods::rfind)?;
    position_or_error(vm, found)
}

pub(super) fn count(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let count =
        search(vm, this, arguments, |data, needle, start, end| Some(bytes_methods::count(data, needle, start, end)))?;
    Ok(int::from_usize(vm, count.unwrap_or(0)))
}

type Holds = fn(&[u8], &[u8], isize, isize) -> bool;

fn affix(vm: &mut Vm, this: &Value, arguments: &[Value], function: &str, holds: Holds) -> PyResult {
    let start = slice_bound(vm, arguments.get(1), 0)?;
    let end = slice_bound(vm, arguments.get(2), isize::MAX)?;
    let _hold = hold(this);
    if let Some(choices) = arguments[0].cast::<Tuple>() {
        for choice in choices.items() {
            let affix = required(vm, choice)?;
            if holds(&data(vm, this), &affix, start, end) {
                return Ok(Value::TRUE);
            }
        }
        return Ok(Value::FALSE);
    }
    if let Some(affix) = read(vm, &arguments[0], Request::Simple)? {
        return Ok(Value::bool(holds(&data(vm, this), &affix, start, end)));
    }
    let name = vm.class_name(&arguments[0]);
    Err(vm.type_error(format!("{function} first arg must be bytes or a tuple of bytes, not {name}")))
}

pub(super) fn starts_with(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    affix(vm, this, arguments, "startswith", bytes_methods::starts_with)
}

pub(super) fn ends_with(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    affix(vm, this, arguments, "endswith", bytes_methods::ends_with)
}
