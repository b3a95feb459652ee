//! `split`, `partition`, `splitlines` and `join`.

use super::{argument, exact};
use crate::object::{Py, Slot, Str, Value};
use crate::protocol::{self, iterate, number};
use crate::text::str_methods::{self, LineBreaks};
use crate::types::list::{self, List};
use crate::vm::{PyResult, Vm};

/// The list of the parts an algorithm made of `text`.
fn list(vm: &mut Vm, text: &Py<Str>, parts: &[&[u8]]) -> PyResult {
    let mut items = Vec::new();
    for part in parts {
        list::push(&mut items, super::cut(vm, text, part));
        vm.check_memory()?;
    }
    Ok(List::create(vm, items).into_value())
}

/// CPython's MAX_PREALLOC.
const MOST_ROOM: usize = 12;

/// A vector with the room CPython gives a list of parts before it splits, at most `limit` times; `longest` is the
/// number of parts the text could have.
fn room_for_parts(limit: Option<usize>, longest: usize) -> Vec<Value> {
    Vec::with_capacity(limit.unwrap_or(longest).saturating_add(1).min(MOST_ROOM))
}

/// How a str is split.
enum By<'a> {
    Space,
    Separator(&'a [u8]),
}

/// The limit and the separator of `split` and `rsplit`, and a list with room for the parts.
fn arguments<'a>(vm: &mut Vm, text: &Py<Str>, bound: &'a [Slot]) -> PyResult<(By<'a>, Option<usize>, Vec<Value>)> {
    let (separator, limit) = match bound {
        [separator, limit] => (separator, limit),
        _ => (&None, &None),
    };
    let limit = match limit {
        Some(limit) => usize::try_from(number::ssize_argument(vm, limit)?).ok(),
        None => None,
    };
    let separator = match separator {
        Some(separator) if !separator.is_none() => separator,
        _ => return Ok((By::Space, limit, room_for_parts(limit, text.len().saturating_sub(1) / 2 + 1))),
    };
    let Some(separator) = separator.cast::<Str>() else {
        let name = vm.class_name(separator);
        return Err(vm.type_error(format!("must be str or None, not {name}")));
    };
    if separator.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    let room = if text.len() < separator.len() {
        room_for_parts(Some(0), 0)
    } else {
        room_for_parts(limit, text.len() / separator.len() + 1)
    };
    Ok((By::Separator(separator.as_bytes()), limit, room))
}

pub(super) fn split(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let text = this.expect::<Str>();
    let (by, limit, mut items) = arguments(vm, text, bound)?;
    let add = |part| {
        // What is split further when memory has run out is not looked at.
        if !vm.heap.was_refused() {
            list::push(&mut items, super::cut(vm, text, part));
        }
    };
    match by {
        By::Space => str_methods::split_whitespace_each(text.as_bytes(), limit, add),
        By::Separator(separator) => str_methods::split_each(text.as_bytes(), separator, limit, add),
    }
    Ok(List::create(vm, items).into_value())
}

pub(super) fn rsplit(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let text = this.expect::<Str>();
    let (by, limit, mut items) = arguments(vm, text, bound)?;
    let parts = match by {
        By::Space => str_methods::rsplit_whitespace(text.as_bytes(), limit),
        By::Separator(separator) => str_methods::rsplit(text.as_bytes(), separator, limit),
    };
    for part in parts {
        list::push(&mut items, super::cut(vm, text, part));
        vm.check_memory()?;
    }
    Ok(List::create(vm, items).into_value())
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
    if iterate::exact_items(vm, items).is_some() {
        return join_items(vm, this.expect::<Str>(), items);
    }
    let items = iterate::collect_fast(vm, items)?;
    let items = List::create(vm, items).into_value();
    join_items(vm, this.expect::<Str>(), &items)
}

/// [`join`] of an exact list or tuple: measured, then written.
fn join_items(vm: &mut Vm, separator: &Py<Str>, items: &Value) -> PyResult {
    let given = iterate::exact_items(vm, items).unwrap_or_default();
    let (mut bytes, mut chars) = (0usize, 0);
    for (index, item) in given.iter().enumerate() {
        let Some(text) = item.cast::<Str>() else {
            let name = vm.class_name(item);
            return Err(vm.type_error(format!("sequence item {index}: expected str instance, {name} found")));
        };
        bytes = bytes.saturating_add(text.as_bytes().len());
        chars += text.len();
    }
    if let [only] = given {
        let only = only.clone();
        return Ok(exact(vm, only.expect::<Str>()).into_value());
    }
    let gaps = given.len().saturating_sub(1);
    bytes = bytes.saturating_add(separator.as_bytes().len().saturating_mul(gaps));
    if bytes == 0 {
        return Ok(vm.names.empty.to_value());
    }
    let Ok(mut writer) = vm.heap.write_str(&vm.types.str, bytes) else { return Err(vm.memory_error()) };
    let between = separator.as_bytes();
    for (index, item) in iterate::exact_items(vm, items).unwrap_or_default().iter().enumerate() {
        if index > 0 && !between.is_empty() {
            writer.push(between);
        }
        if let Some(text) = item.cast::<Str>() {
            writer.push(text.as_bytes());
        }
    }
    Ok(writer.finish_counted(chars + separator.len() * gaps).into_value())
}

/// The str of an f-string: its pieces, all strs, in a row.
pub fn build(vm: &mut Vm, pieces: &[Value]) -> PyResult {
    let texts = || pieces.iter().filter_map(Value::cast::<Str>);
    let size = texts().fold(0usize, |sum, text| sum.saturating_add(text.as_bytes().len()));
    if size == 0 {
        return Ok(vm.names.empty.to_value());
    }
    let Ok(mut writer) = vm.heap.write_str(&vm.types.str, size) else { return Err(vm.memory_error()) };
    let mut chars = 0;
    for text in texts() {
        writer.push(text.as_bytes());
        chars += text.len();
    }
    Ok(writer.finish_counted(chars).into_value())
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
