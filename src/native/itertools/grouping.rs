//! `groupby` and the iterators over its groups.

use std::cell::Cell;

use super::iterator;
use crate::native::NativeClass;
use crate::object::{HeapCell, Layout, Lent, Py, Slot, Value, payload};
use crate::protocol::{self, iterate};
use crate::types::class::{Arguments, Class};
use crate::vm::{PyResult, Vm, arguments};

/// `groupby(iterable, key=None)`.
pub struct GroupBy {
    key_function: Value,
    iterator: Lent,
    target_key: HeapCell<Slot>,
    current_key: HeapCell<Slot>,
    current_value: HeapCell<Slot>,
    /// The number of the group given out last; the others have ended.
    group: Cell<u64>,
}

payload! { GroupBy: AtBirth, size 72;
    traverse { iterator, key_function, target_key, current_key, current_value }
    dealloc { key_function, iterator, target_key, current_key, current_value }
}

/// The declaration of `groupby`.
pub static GROUP_BY: NativeClass = iterator("groupby", Layout::of::<GroupBy>(), new_group_by, next_of_groupby);

fn new_group_by(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let bound = arguments::bind(vm, "groupby", "iterable, key=None", arguments)?;
    let [Some(iterable), key] = &bound[..] else { return Ok(Value::NONE) };
    // The object comes first, then the iterator: the order in which the collector sees them.
    let payload = GroupBy {
        key_function: key.clone().unwrap_or(Value::NONE),
        iterator: Lent::default(),
        target_key: HeapCell::new(None),
        current_key: HeapCell::new(None),
        current_value: HeapCell::new(None),
        group: Cell::new(0),
    };
    let groups: Py<GroupBy> = vm.heap.alloc(class, payload);
    let iterator = iterate::iter(vm, iterable)?;
    groups.iterator.begin(iterator);
    Ok(groups.into_value())
}

/// Fetches the next item and its key; false at the end.
fn step(vm: &mut Vm, groups: &GroupBy) -> PyResult<bool> {
    let Some(iterator) = groups.iterator.lend() else { return Ok(false) };
    let Some(value) = iterate::next(vm, &iterator)? else { return Ok(false) };
    let key = if groups.key_function.is_none() {
        value.clone()
    } else {
        protocol::call(vm, &groups.key_function, std::slice::from_ref(&value))?
    };
    groups.current_value.set(&mut vm.heap, Some(value));
    groups.current_key.set(&mut vm.heap, Some(key));
    Ok(true)
}

fn next_of_groupby(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let groups = this.expect::<GroupBy>().clone();
    groups.group.set(groups.group.get() + 1);
    loop {
        let (target, current) = (groups.target_key.get(&vm.heap).clone(), groups.current_key.get(&vm.heap).clone());
        match (target, current) {
            (_, None) => {}
            (None, Some(_)) => break,
            (Some(target), Some(current)) => {
                if !protocol::is_equal(vm, &target, &current)? {
                    break;
                }
            }
        }
        if !step(vm, &groups)? {
            return Ok(None);
        }
    }
    let Some(key) = groups.current_key.get(&vm.heap).clone() else { return Ok(None) };
    groups.target_key.set(&mut vm.heap, Some(key.clone()));
    let group = make_group(vm, groups, key.clone());
    Ok(Some(vm.new_tuple(vec![key, group]).into_value()))
}

fn make_group(vm: &mut Vm, groups: Py<GroupBy>, key: Value) -> Value {
    let number = groups.group.get();
    let class = GROUPER.of(vm);
    vm.heap.alloc(&class, Grouper { groups, key, number }).into_value()
}

/// `itertools._grouper`: the items of one group, fetched from the `groupby` it belongs to.
pub struct Grouper {
    groups: Py<GroupBy>,
    key: Value,
    number: u64,
}

payload! { Grouper: AtBirth, size 32;
    references { groups, key }
}

/// The declaration of `_grouper`.
pub static GROUPER: NativeClass = iterator("_grouper", Layout::of::<Grouper>(), new_grouper, next_of_grouper);

fn new_grouper(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let (groups, key) = super::two(vm, class, "_grouper", arguments)?;
    let Some(groups) = groups.cast::<GroupBy>().cloned() else {
        let name = vm.class_name(groups);
        return Err(vm.type_error(format!("_grouper() argument 1 must be itertools.groupby, not {name}")));
    };
    groups.group.set(groups.group.get() + 1);
    Ok(make_group(vm, groups, key.clone()))
}

fn next_of_grouper(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let group = this.expect::<Grouper>();
    let groups = &group.groups;
    if groups.group.get() != group.number {
        return Ok(None);
    }
    if groups.current_value.get(&vm.heap).is_none() && !step(vm, groups)? {
        return Ok(None);
    }
    let Some(current) = groups.current_key.get(&vm.heap).clone() else { return Ok(None) };
    if !protocol::is_equal(vm, &group.key, &current)? {
        return Ok(None);
    }
    Ok(groups.current_value.replace(&mut vm.heap, None))
}
