//! `list(…)`, and filling a list from an iterable.

use super::{List, drop_from_end, reserve, shrink, try_push};
use crate::object::{HeapCell, Phantom, Py, Value};
use crate::protocol::{iterate, sequence};
use crate::text::room::cloned;
use crate::types::class::slots::SlotId;
use crate::types::class::{Arguments, Class};
use crate::vm::{PyResult, Vm, arguments};

pub(super) fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    // CPython's list() goes straight to its vectorcall; a subclass is filled by `__init__`.
    let _ = arguments;
    Ok(vm.heap.alloc_generic(class, List { items: HeapCell::new(Vec::new()) }).into_value())
}

pub(super) fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    if !arguments.names.is_empty() && !vm.class_of(this).is_dispatched(SlotId::new) {
        return Err(sequence::no_keywords(vm, "list"));
    }
    let list = this.expect::<List>().clone();
    drop_from_end(list.items.take(&mut vm.heap));
    match arguments.positional() {
        [] => Ok(()),
        [iterable] => extend(vm, &list, iterable),
        other => Err(arguments::wrong_count(vm, "list", 0, 1, other.len())),
    }
}

/// More items than any list has: a hint that comes to more is not believed.
const MOST: usize = isize::MAX as usize;

/// `list.extend`, also behind `+=` and `[*iterable]`.
pub fn extend(vm: &mut Vm, list: &Py<List>, iterable: &Value) -> PyResult<()> {
    if let Some(more) = iterate::exact_items(vm, iterable) {
        let more = cloned(more);
        return append_all(vm, list, more);
    }
    if vm.is_exactly(iterable, &vm.types.dict_items) {
        // CPython has no iterator here, which would hold a tuple.
        vm.heap.phantom_freed(Phantom::Tuple(2));
        let result = extend_from(vm, list, iterable);
        vm.heap.phantom_made(Phantom::Tuple(2));
        return result;
    }
    extend_from(vm, list, iterable)
}

fn extend_from(vm: &mut Vm, list: &Py<List>, iterable: &Value) -> PyResult<()> {
    let iterator = iterate::iter(vm, iterable)?;
    let hint = iterate::length_hint(vm, iterable, 8)?;
    let items = list.items.get_mut(&mut vm.heap);
    if items.is_empty() && hint != 0 {
        // A hint that cannot be met is only a hint.
        let room = if hint < 1 << 40 { hint } else { return Err(vm.memory_error()) };
        if items.try_reserve_exact(room.next_multiple_of(2)).is_err() {
            return Err(vm.memory_error());
        }
    } else if items.capacity() - items.len() < hint && hint <= MOST - items.len() && !reserve(items, hint) {
        return Err(vm.memory_error());
    }
    while let Some(item) = iterate::next(vm, &iterator)? {
        if !try_push(list.items.get_mut(&mut vm.heap), item) {
            return Err(vm.memory_error());
        }
    }
    shrink(list.items.get_mut(&mut vm.heap));
    Ok(())
}

fn append_all(vm: &mut Vm, list: &Py<List>, more: Vec<Value>) -> PyResult<()> {
    let items = list.items.get_mut(&mut vm.heap);
    let fits = if items.capacity() == 0 {
        // CPython's list_prealloc rounds a first allocation up to an even number.
        items.try_reserve_exact(more.len().next_multiple_of(2)).is_ok()
    } else {
        reserve(items, more.len())
    };
    if !fits {
        return Err(vm.memory_error());
    }
    items.extend(more);
    Ok(())
}
