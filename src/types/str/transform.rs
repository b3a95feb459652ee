//! `strip`, `replace`, padding and tabs.

use super::{argument, cut, exact, made};
use crate::object::{Py, Slot, Str, Value};
use crate::protocol::number;
use crate::text::search;
use crate::text::str_methods::{self, Side};
use crate::vm::{PyResult, Vm};

fn strip_with(vm: &mut Vm, this: &Value, arguments: &[Value], function: &str, side: Side) -> PyResult {
    let text = this.expect::<Str>();
    let stripped = match arguments {
        [chars] if !chars.is_none() => {
            let Some(chars) = chars.cast::<Str>() else {
                return Err(vm.type_error(format!("{function} arg must be None or str")));
            };
            str_methods::strip_chars(text.as_bytes(), chars.as_bytes(), side)
        }
        _ => str_methods::strip(text.as_bytes(), side),
    };
    Ok(cut(vm, text, stripped))
}

pub(super) fn strip(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    strip_with(vm, this, arguments, "strip", Side::Both)
}

pub(super) fn lstrip(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    strip_with(vm, this, arguments, "lstrip", Side::Left)
}

pub(super) fn rstrip(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    strip_with(vm, this, arguments, "rstrip", Side::Right)
}

pub(super) fn replace(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let [Some(old), Some(new), count] = bound else { return Ok(Value::NONE) };
    let old = argument(vm, "replace", "argument 1", old)?;
    let new = argument(vm, "replace", "argument 2", new)?;
    let limit = match count {
        Some(count) => usize::try_from(number::ssize_argument(vm, count)?).ok(),
        None => None,
    };
    let text = this.expect::<Str>();
    let (whole, old, new) = (text.as_bytes(), old.as_bytes(), new.as_bytes());
    if limit == Some(0) || old == new {
        return Ok(exact(vm, text).into_value());
    }
    if old.is_empty() {
        return made(vm, str_methods::replace(whole, old, new, limit));
    }
    if old.len() > whole.len() {
        return Ok(exact(vm, text).into_value());
    }
    let count = search::occurrences(whole, old).min(limit.unwrap_or(usize::MAX));
    if count == 0 {
        return Ok(exact(vm, text).into_value());
    }
    let size = count.checked_mul(new.len()).and_then(|more| more.checked_add(whole.len() - count * old.len()));
    let Some(size) = size else { return Err(vm.memory_error()) };
    super::write(vm, size, |writer| {
        str_methods::replace_each(whole, old, new, count, |piece| writer.push(piece));
    })
}

type Pad = fn(&[u8], usize, usize, &[u8]) -> Option<Vec<u8>>;

fn pad(vm: &mut Vm, this: &Value, arguments: &[Value], pad: Pad) -> PyResult {
    let width = number::ssize_argument(vm, &arguments[0])?;
    let fill: Option<&Py<Str>> = match arguments.get(1) {
        None => None,
        Some(fill) => match fill.cast::<Str>() {
            Some(fill) if fill.len() == 1 => Some(fill),
            Some(_) => return Err(vm.type_error("The fill character must be exactly one character long")),
            None => {
                let name = vm.class_name(fill);
                return Err(vm.type_error(format!("The fill character must be a unicode character, not {name}")));
            }
        },
    };
    let text = this.expect::<Str>();
    match usize::try_from(width) {
        Ok(width) if width > text.len() => {
            let fill = fill.map_or(&b" "[..], |fill| fill.as_bytes());
            made(vm, pad(text.as_bytes(), text.len(), width, fill))
        }
        _ => Ok(exact(vm, text).into_value()),
    }
}

pub(super) fn center(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    pad(vm, this, arguments, str_methods::center)
}

pub(super) fn ljust(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    pad(vm, this, arguments, str_methods::ljust)
}

pub(super) fn rjust(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    pad(vm, this, arguments, str_methods::rjust)
}

pub(super) fn zfill(vm: &mut Vm, this: &Value, width: &Value) -> PyResult {
    let width = number::ssize_argument(vm, width)?;
    let text = this.expect::<Str>();
    match usize::try_from(width) {
        Ok(width) if width > text.len() => made(vm, str_methods::zfill(text.as_bytes(), text.len(), width)),
        _ => Ok(exact(vm, text).into_value()),
    }
}

pub(super) fn expand_tabs(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let size = match bound {
        [Some(size)] => i64::from(number::int_argument(vm, size)?),
        _ => 8,
    };
    if vm.is_exactly(this, &vm.types.str) && !this.expect::<Str>().as_bytes().contains(&b'\t') {
        return Ok(this.clone());
    }
    match str_methods::expand_tabs(this.expect::<Str>().as_bytes(), size) {
        Some(text) => Ok(vm.new_str_bytes(&text).into_value()),
        None => Err(vm.overflow_error("new string is too long")),
    }
}
