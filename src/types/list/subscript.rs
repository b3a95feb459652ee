//! `items[index]` and `items[start:stop:step]` of a list: read, set, deleted.

use super::{List, drop_from_end, reserve, shrink, shrink_or_clear};
use crate::object::{Phantom, Py, References, Value, let_go};
use crate::protocol::{iterate, sequence};
use crate::text::room::{cloned, gathered};
use crate::types::slice::{self, Selection, Slice};
use crate::vm::{PyResult, Raised, Vm};

pub(super) fn get(vm: &mut Vm, this: &Value, key: &Value) -> PyResult {
    let list = this.expect::<List>();
    if let Some(index) = sequence::index_checked(vm, key)? {
        let items = list.items.get(&vm.heap);
        return match sequence::position(index, items.len()) {
            Some(at) => Ok(items[at].clone()),
            None => Err(vm.index_error("list index out of range")),
        };
    }
    let Some(slice) = key.cast::<Slice>() else { return Err(bad_index(vm, key)) };
    let (start, stop, step) = slice::unpack(vm, slice)?;
    let items = list.items.get(&vm.heap);
    let selection = slice::adjust(start, stop, step, items.len());
    let selected: Vec<Value> = if step == 1 {
        cloned(&items[selection.start..selection.start + selection.count])
    } else {
        gathered(selection.positions().map(|at| items[at].clone()))
    };
    Ok(List::create(vm, selected).into_value())
}

#[cold]
fn bad_index(vm: &mut Vm, key: &Value) -> Raised {
    let name = vm.class_name(key);
    vm.type_error(format!("list indices must be integers or slices, not {name}"))
}

pub(super) fn set(vm: &mut Vm, this: &Value, key: &Value, new: Option<&Value>) -> PyResult<()> {
    let list = this.expect::<List>();
    if let Some(index) = sequence::index_checked(vm, key)? {
        let items = list.items.get_mut(&mut vm.heap);
        let Some(at) = sequence::position(index, items.len()) else {
            return Err(vm.index_error("list assignment index out of range"));
        };
        match new {
            // The old item dies once the list is whole again.
            Some(new) => drop(std::mem::replace(&mut items[at], new.clone())),
            None => {
                let old = items.remove(at);
                shrink(items);
                drop(old);
            }
        }
        return Ok(());
    }
    let Some(slice) = key.cast::<Slice>() else { return Err(bad_index(vm, key)) };
    let (start, stop, step) = slice::unpack(vm, slice)?;
    let is_copied =
        |new: &Value| new.is(this) || !vm.is_exactly(new, &vm.types.list) && !vm.is_exactly(new, &vm.types.tuple);
    if new.is_some_and(is_copied) {
        // CPython makes a list of what is none, and copies one that is assigned to a part of itself.
        vm.heap.phantom_passes(Phantom::List);
    }
    if step == 1 {
        let new = match new {
            None => Vec::new(),
            Some(new) => items_to_assign(vm, new)?,
        };
        let length = list.items.get(&vm.heap).len();
        let Selection { start, count, .. } = slice::adjust(start, stop, step, length);
        return replace_range(vm, list, start, count, new);
    }
    match new {
        None => {
            let length = list.items.get(&vm.heap).len();
            delete_selection(vm, list, slice::adjust(start, stop, step, length));
            Ok(())
        }
        Some(new) => {
            let new = items_to_assign(vm, new)?;
            let items = list.items.get_mut(&mut vm.heap);
            let selection = slice::adjust(start, stop, step, items.len());
            if new.len() != selection.count {
                let (given, wanted) = (new.len(), selection.count);
                return Err(vm.value_error(format!(
                    "attempt to assign sequence of size {given} to extended slice of size {wanted}"
                )));
            }
            let old: Vec<Value> =
                selection.positions().zip(new).map(|(at, item)| std::mem::replace(&mut items[at], item)).collect();
            drop(old);
            Ok(())
        }
    }
}

fn items_to_assign(vm: &mut Vm, value: &Value) -> PyResult<Vec<Value>> {
    if !iterate::is_iterable(vm, value) {
        return Err(vm.type_error("must assign iterable to extended slice"));
    }
    iterate::collect_fast(vm, value)
}

/// Puts `new` in the place of `count` items from `start`; the old ones die last to first once the list is whole.
fn replace_range(vm: &mut Vm, list: &Py<List>, start: usize, count: usize, new: Vec<Value>) -> PyResult<()> {
    if count == 0 && new.is_empty() {
        return Ok(());
    }
    let items = list.items.get_mut(&mut vm.heap);
    if new.len() > count && !reserve(items, new.len() - count) {
        return Err(vm.memory_error());
    }
    let old: Vec<Value> = items.splice(start..start + count, new).collect();
    shrink_or_clear(items);
    drop_from_end(old);
    Ok(())
}

fn delete_selection(vm: &mut Vm, list: &Py<List>, selection: Selection) {
    let mut positions: Vec<usize> = selection.positions().collect();
    if selection.step < 0 {
        positions.reverse();
    }
    let mut doomed = positions.into_iter().peekable();
    let items = list.items.get_mut(&mut vm.heap);
    let mut dead = Vec::with_capacity(selection.count);
    let mut kept = Vec::with_capacity(items.len() - selection.count);
    for (at, item) in std::mem::take(items).into_iter().enumerate() {
        if doomed.next_if_eq(&at).is_some() { dead.push(item) } else { kept.push(item) }
    }
    *items = kept;
    let_go(|sink| dead.release(sink));
}
