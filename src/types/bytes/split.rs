//! `split`, `partition`, `splitlines` and `join` of bytes.

use super::{cut, data, like, read_if_any, required};
use crate::object::{Slot, Tuple, Value};
use crate::protocol::{self, iterate, number};
use crate::text::bytes_methods;
use crate::text::room::{Room, copied, gathered, owned, with_room};
use crate::text::str_methods::{self, LineBreaks};
use crate::types::list::List;
use crate::types::memoryview::view::hold;
use crate::vm::{PyResult, Vm};

/// The list of the parts of `this` that `split` finds.
fn list(vm: &mut Vm, this: &Value, split: impl for<'a> FnOnce(&'a [u8]) -> Vec<&'a [u8]>) -> PyResult {
    let whole = data(vm, this);
    let start = whole.as_ptr().addr();
    let ranges = split(&whole).into_iter().map(|part| (part.as_ptr().addr() - start, part.len()));
    let ranges: Vec<(usize, usize)> = gathered(ranges);
    drop(whole);
    let mut parts = with_room(ranges.len());
    for (start, length) in ranges {
        let part = copied(&data(vm, this)[start..start + length]);
        parts.put(cut(vm, this, part));
        vm.check_memory()?;
    }
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
    let hold = hold(this);
    let list = match separator {
        Some(separator) if !separator.is_none() => {
            let separator = required(vm, separator)?;
            if separator.is_empty() {
                return Err(vm.value_error("empty separator"));
            }
            list(vm, this, |whole| split(whole, &separator, limit))
        }
        _ => list(vm, this, |whole| split_space(whole, limit)),
    };
    drop(hold);
    list
}

pub(super) fn split(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    split_with(vm, this, bound, str_methods::split, bytes_methods::split_whitespace)
}

pub(super) fn rsplit(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    split_with(vm, this, bound, str_methods::rsplit, bytes_methods::rsplit_whitespace)
}

pub(super) fn splitlines(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let keep = match bound {
        [Some(keep)] => protocol::is_true(vm, keep)?,
        _ => false,
    };
    let breaks = if keep { LineBreaks::Keep } else { LineBreaks::Drop };
    list(vm, this, |whole| bytes_methods::splitlines(whole, breaks))
}

fn separator(vm: &mut Vm, value: &Value) -> PyResult<Vec<u8>> {
    let separator = required(vm, value)?;
    if separator.is_empty() { Err(vm.value_error("empty separator")) } else { Ok(separator) }
}

/// The separator as it stands in the result: bytes give the argument itself, a bytearray a copy.
fn shown_separator(vm: &mut Vm, this: &Value, value: &Value, separator: Vec<u8>) -> Value {
    if this.has::<super::Bytes>() { value.clone() } else { like(vm, this, separator) }
}

pub(super) fn partition(vm: &mut Vm, this: &Value, value: &Value) -> PyResult {
    let separator = separator(vm, value)?;
    let whole = owned(data(vm, this));
    let parts = match str_methods::partition(&whole, &separator) {
        Some((before, after)) => {
            let middle = shown_separator(vm, this, value, separator.clone());
            vec![like(vm, this, copied(before)), middle, like(vm, this, copied(after))]
        }
        None => {
            let rest = (like(vm, this, Vec::new()), like(vm, this, Vec::new()));
            vec![cut(vm, this, whole), rest.0, rest.1]
        }
    };
    Ok(vm.new_tuple(parts).into_value())
}

pub(super) fn rpartition(vm: &mut Vm, this: &Value, value: &Value) -> PyResult {
    let separator = separator(vm, value)?;
    let whole = owned(data(vm, this));
    let parts = match str_methods::rpartition(&whole, &separator) {
        Some((before, after)) => {
            let middle = shown_separator(vm, this, value, separator.clone());
            vec![like(vm, this, copied(before)), middle, like(vm, this, copied(after))]
        }
        None => {
            let rest = (like(vm, this, Vec::new()), like(vm, this, Vec::new()));
            vec![rest.0, rest.1, cut(vm, this, whole)]
        }
    };
    Ok(vm.new_tuple(parts).into_value())
}

/// `separator.join(items)`; TypeError "sequence item 0: expected a bytes-like object, str found".
pub(super) fn join(vm: &mut Vm, this: &Value, items: &Value) -> PyResult {
    if !iterate::is_iterable(vm, items) {
        return Err(vm.type_error("can only join an iterable"));
    }
    let hold = hold(this);
    // A list or a tuple is read as it is: asking an item for its bytes may change the list.
    let items = if items.has::<List>() || items.has::<Tuple>() {
        items.clone()
    } else {
        let items = iterate::collect_fast(vm, items)?;
        List::create(vm, items).into_value()
    };
    let count = items_of(vm, &items).len();
    let mut joined = Vec::new();
    for index in 0..count {
        let item = items_of(vm, &items)[index].clone();
        if count == 1 && this.has::<super::Bytes>() && vm.is_exactly(&item, &vm.types.bytes) {
            return Ok(item);
        }
        if index > 0 {
            joined.put_all(&data(vm, this));
        }
        let Some(part) = read_if_any(vm, &item) else {
            let name = vm.class_name(&item);
            return Err(vm.type_error(format!("sequence item {index}: expected a bytes-like object, {name} found")));
        };
        joined.put_all(&part);
        if items_of(vm, &items).len() != count {
            return Err(vm.runtime_error("sequence changed size during iteration"));
        }
    }
    drop(hold);
    Ok(like(vm, this, joined))
}

fn items_of<'a>(vm: &'a Vm, items: &'a Value) -> &'a [Value] {
    match items.cast::<Tuple>() {
        Some(tuple) => tuple.items(),
        None => items.expect::<List>().items.get(&vm.heap),
    }
}

pub(super) fn remove_prefix(vm: &mut Vm, this: &Value, prefix: &Value) -> PyResult {
    let prefix = required(vm, prefix)?;
    let whole = data(vm, this);
    let rest = copied(whole.strip_prefix(prefix.as_slice()).unwrap_or(&whole));
    Ok(cut(vm, this, rest))
}

pub(super) fn remove_suffix(vm: &mut Vm, this: &Value, suffix: &Value) -> PyResult {
    let suffix = required(vm, suffix)?;
    let whole = data(vm, this);
    let rest = copied(whole.strip_suffix(suffix.as_slice()).unwrap_or(&whole));
    Ok(cut(vm, this, rest))
}
