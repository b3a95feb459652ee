//! `find`, `index`, `count`, `startswith` and their kin.

use super::{argument, view};
use crate::object::{Py, Str, Tuple, Value};
use crate::protocol::number::slice_bound;
use crate::types::int;
use crate::vm::{PyResult, Vm};

/// The bounds behind the first argument.
fn bounds(vm: &mut Vm, arguments: &[Value]) -> PyResult<(isize, isize)> {
    let start = slice_bound(vm, arguments.get(1), 0)?;
    let end = slice_bound(vm, arguments.get(2), isize::MAX)?;
    Ok((start, end))
}

fn position(vm: &mut Vm, found: Option<usize>) -> PyResult {
    Ok(match found {
        Some(at) => int::from_usize(vm, at),
        None => int::from_i64(vm, -1),
    })
}

pub(super) fn find(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let needle = argument(vm, "find", "argument 1", &arguments[0])?;
    let (start, end) = bounds(vm, arguments)?;
    position(vm, view(this.expect::<Str>()).find(needle.as_bytes(), start, end))
}

pub(super) fn rfind(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let needle = argument(vm, "rfind", "argument 1", &arguments[0])?;
    let (start, end) = bounds(vm, arguments)?;
    position(vm, view(this.expect::<Str>()).rfind(needle.as_bytes(), start, end))
}

pub(super) fn index(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let needle = argument(vm, "index", "argument 1", &arguments[0])?;
    let (start, end) = bounds(vm, arguments)?;
    match view(this.expect::<Str>()).find(needle.as_bytes(), start, end) {
        Some(at) => Ok(int::from_usize(vm, at)),
        None => Err(vm.value_error("substring not found")),
    }
}

pub(super) fn rindex(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let needle = argument(vm, "rindex", "argument 1", &arguments[0])?;
    let (start, end) = bounds(vm, arguments)?;
    match view(this.expect::<Str>()).rfind(needle.as_bytes(), start, end) {
        Some(at) => Ok(int::from_usize(vm, at)),
        None => Err(vm.value_error("substring not found")),
    }
}

pub(super) fn count(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let needle = argument(vm, "count", "argument 1", &arguments[0])?;
    let (start, end) = bounds(vm, arguments)?;
    let count = view(this.expect::<Str>()).count_of(view(needle), start, end);
    Ok(int::from_usize(vm, count))
}

pub(super) fn starts_with(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    affix(vm, this, arguments, "startswith", |text, affix, (start, end)| view(text).starts_with(affix, start, end))
}

pub(super) fn ends_with(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    affix(vm, this, arguments, "endswith", |text, affix, (start, end)| view(text).ends_with(affix, start, end))
}

/// Whether a text has the affix within the bounds.
type Holds = fn(&Py<Str>, &[u8], (isize, isize)) -> bool;

fn affix(vm: &mut Vm, this: &Value, arguments: &[Value], function: &str, holds: Holds) -> PyResult {
    let bounds = bounds(vm, arguments)?;
    let text = this.expect::<Str>();
    if let Some(affix) = arguments[0].cast::<Str>() {
        return Ok(Value::bool(holds(text, affix.as_bytes(), bounds)));
    }
    let Some(choices) = arguments[0].cast::<Tuple>() else {
        let name = vm.class_name(&arguments[0]);
        return Err(vm.type_error(format!("{function} first arg must be str or a tuple of str, not {name}")));
    };
    for choice in choices.items() {
        let Some(affix) = choice.cast::<Str>() else {
            let name = vm.class_name(choice);
            return Err(vm.type_error(format!("tuple for {function} must only contain str, not {name}")));
        };
        if holds(text, affix.as_bytes(), bounds) {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}
