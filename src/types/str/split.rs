//! `split`, `partition`, `splitlines` and `join`.

use super::{argument, exact};
use crate::object::{Py, Slot, Str, Value};
use crate::protocol::{self, iterate, number};
use crate::text::str_methods::{self, LineBreaks};
use crate::types::list::List;
use crate::vm::{PyResult, Vm};

/// The list of the parts an algorithm made of `text`.
fn list(vm: &mut Vm, text: &Py<Str>, parts: &[&[u8]]) -> PyResult {
    let parts = parts.iter().map(|part| super::cut(vm, text, part)).collect();
    Ok(List::create(vm, parts).into_value())
}

type Split = for<'a> fn(&'a [u8], &[u8], Option<usize>) -> Vec<&'a [u8]>;
type SplitSpace = for<'a> fn(&'a [u8], Option<usize>) -> Vec<&'a [u8]>;

fn split_with(vm: &mut Vm, this: &Value, bound: &[Slot], split: Split, split_space: SplitSpace) -> PyResult {
    let [separator, limit] = bound else { return Ok(Value::NONE) };
    let limit = match limit {
        Some(limit) => usize::try_from(number::ssize_argument(vm, limit)?).ok(),
        None => None,
    };
    let text = this.expect::<Str>();
    let separator = match separator {
        Some(separator) if !separator.is_none() => separator,
        _ => return list(vm, text, &split_space(text.as_bytes(), limit)),
    };
    let Some(separator) = separator.cast::<Str>() else {
        let name = vm.class_name(separator);
        return Err(vm.type_error(format!("must be str or None, not {name}")));
    };
    if separator.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    list(vm, text, &split(text.as_bytes(), separator.as_bytes(), limit))
}

pub(super) fn split(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    split_with(vm, this, bound, str_methods::split, str_methods::split_whitespace)
}

pub(super) fn rsplit(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    split_with(vm, this, bound, str_methods::rsplit, str_methods::rsplit_whitespace)
}

pub(super) fn splitlines(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let keep = match bound {
        [Some(keep)] => protocol::is_true(vm, keep)?,
        _ => false,
    };
    let breaks = if keep { LineBreaks::Keep } else { LineBreaks::Drop };
    let text = this.expect::<Str>();
    list(vm, text, &str_methods::splitlines(text.as_bytes(), breaks))
}

fn separator<'a>(vm: &mut Vm, value: &'a Value) -> PyResult<&'a Py<Str>> {
    let Some(separator) = value.cast::<Str>() else {
        let name = vm.class_name(value);
        return Err(vm.type_error(format!("must be str, not {name}")));
    };
    if separator.is_empty() { Err(vm.value_error("empty separator")) } else { Ok(separator) }
}

pub(super) fn partition(vm: &mut Vm, this: &Value, value: &Value) -> PyResult {
    let separator = separator(vm, value)?;
    let text = this.expect::<Str>();
    let empty = vm.names.empty.to_value();
    let parts = match str_methods::partition(text.as_bytes(), separator.as_bytes()) {
        Some((before, after)) => {
            let (before, after) = (vm.new_str_bytes(before).into_value(), vm.new_str_bytes(after).into_value());
            vec![before, separator.to_value(), after]
        }
        None => vec![exact(vm, text).into_value(), empty.clone(), empty],
    };
    Ok(vm.new_tuple(parts).into_value())
}

pub(super) fn rpartition(vm: &mut Vm, this: &Value, value: &Value) -> PyResult {
    let separator = separator(vm, value)?;
    let text = this.expect::<Str>();
    let empty = vm.names.empty.to_value();
    let parts = match str_methods::rpartition(text.as_bytes(), separator.as_bytes()) {
        Some((before, after)) => {
            let (before, after) = (vm.new_str_bytes(before).into_value(), vm.new_str_bytes(after).into_value());
            vec![before, separator.to_value(), after]
        }
        None => vec![empty.clone(), empty, exact(vm, text).into_value()],
    };
    Ok(vm.new_tuple(parts).into_value())
}

/// `separator.join(items)`; TypeError "sequence item 1: expected str instance, int found".
pub(super) fn join(vm: &mut Vm, this: &Value, items: &Value) -> PyResult {
    if !iterate::is_iterable(vm, items) {
        return Err(vm.type_error("can only join an iterable"));
    }
    let items = iterate::collect_to_vec(vm, items)?;
    let mut parts = Vec::with_capacity(items.len() * 2);
    let separator = this.expect::<Str>();
    for (index, item) in items.iter().enumerate() {
        let Some(text) = item.cast::<Str>() else {
            let name = vm.class_name(item);
            return Err(vm.type_error(format!("sequence item {index}: expected str instance, {name} found")));
        };
        if index > 0 && !separator.is_empty() {
            parts.push(separator.as_bytes());
        }
        parts.push(text.as_bytes());
    }
    match parts.as_slice() {
        [] => Ok(vm.names.empty.to_value()),
        [_] => Ok(exact(vm, items[0].expect::<Str>()).into_value()),
        parts => match vm.heap.join_str(&vm.types.str, parts) {
            // Short results are the shared ones.
            Ok(joined) if joined.as_bytes().len() <= 2 => Ok(vm.new_str_bytes(joined.as_bytes()).into_value()),
            Ok(joined) => Ok(joined.into_value()),
            Err(_) => Err(vm.memory_error()),
        },
    }
}

pub(super) fn remove_prefix(vm: &mut Vm, this: &Value, prefix: &Value) -> PyResult {
    let prefix = argument(vm, "removeprefix", "argument", prefix)?;
    let text = this.expect::<Str>();
    let rest = text.as_bytes().strip_prefix(prefix.as_bytes()).unwrap_or(text.as_bytes());
    Ok(super::cut(vm, text, rest))
}

pub(super) fn remove_suffix(vm: &mut Vm, this: &Value, suffix: &Value) -> PyResult {
    let suffix = argument(vm, "removesuffix", "argument", suffix)?;
    let text = this.expect::<Str>();
    let rest = text.as_bytes().strip_suffix(suffix.as_bytes()).unwrap_or(text.as_bytes());
    Ok(super::cut(vm, text, rest))
}
