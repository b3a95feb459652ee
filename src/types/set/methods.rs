//! The methods of set and frozenset.

use super::operations::{
    contains_or_frozen, copy_of, difference, difference_update, elements, hashable, intersection, is_disjoint,
    is_subset, is_superset, size_of, swap_bodies, symmetric_difference, symmetric_difference_update, update,
};
use super::{FrozenSet, add, clear_table, data, discard};
use crate::object::Value;
use crate::protocol;
use crate::types::class::{Arguments, NativeDef};
use crate::types::generic_alias;
use crate::types::list::List;
use crate::vm::{PyResult, Vm};

/// The methods of frozenset.
pub(super) const FROZENSET: &[NativeDef] = &SHARED;

/// The methods of set.
pub(super) const SET: &[NativeDef] = &ALL;

const ALL: [NativeDef; OWN.len() + SHARED.len()] = NativeDef::joined(&OWN, &SHARED);

const SHARED: [NativeDef; 12] = [
    NativeDef::one("__contains__", |vm, this, element| contains_or_frozen(vm, this, element).map(Value::bool)),
    NativeDef::none("copy", copy),
    NativeDef::any("difference", difference_all),
    NativeDef::any("intersection", intersection_all),
    NativeDef::one("isdisjoint", |vm, this, other| is_disjoint(vm, this, other).map(Value::bool)),
    NativeDef::one("issubset", |vm, this, other| is_subset(vm, this, other).map(Value::bool)),
    NativeDef::one("issuperset", |vm, this, other| is_superset(vm, this, other).map(Value::bool)),
    NativeDef::none("__reduce__", reduce),
    NativeDef::none("__sizeof__", size_of),
    NativeDef::one("symmetric_difference", symmetric_difference),
    NativeDef::any("union", union_all),
    generic_alias::CLASS_GETITEM,
];

const OWN: [NativeDef; 9] = [
    NativeDef::one("add", |vm, this, element| {
        add(vm, this, element.clone())?;
        Ok(Value::NONE)
    }),
    NativeDef::none("clear", |vm, this| {
        clear_table(data(this), &mut vm.heap);
        Ok(Value::NONE)
    }),
    NativeDef::one("discard", discard_method),
    NativeDef::one("remove", remove),
    NativeDef::none("pop", pop),
    NativeDef::any("difference_update", |vm, this, arguments| {
        each(vm, this, "difference_update", arguments, difference_update)
    }),
    NativeDef::any("intersection_update", intersection_update),
    NativeDef::one("symmetric_difference_update", |vm, this, other| {
        symmetric_difference_update(vm, this, other)?;
        Ok(Value::NONE)
    }),
    NativeDef::any("update", |vm, this, arguments| each(vm, this, "update", arguments, update)),
];

fn intersection_update(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    refuse_keywords(vm, this, "intersection_update", &arguments)?;
    let result = intersection_all(vm, this, arguments)?;
    swap_bodies(vm, this, &result);
    Ok(Value::NONE)
}

fn pop(vm: &mut Vm, this: &Value) -> PyResult {
    match data(this).table.get_mut(&mut vm.heap).pop() {
        Some(element) => Ok(element),
        None => {
            let text = vm.new_str("pop from an empty set").into_value();
            Err(vm.key_error(&text))
        }
    }
}

fn remove(vm: &mut Vm, this: &Value, element: &Value) -> PyResult {
    let (key, hash) = hashable(vm, element)?;
    if discard(vm, this, &key, hash)? { Ok(Value::NONE) } else { Err(vm.key_error(element)) }
}

fn discard_method(vm: &mut Vm, this: &Value, element: &Value) -> PyResult {
    let (key, hash) = hashable(vm, element)?;
    discard(vm, this, &key, hash)?;
    Ok(Value::NONE)
}

fn refuse_keywords(vm: &mut Vm, this: &Value, name: &str, arguments: &Arguments<'_>) -> PyResult<()> {
    if arguments.names.is_empty() {
        return Ok(());
    }
    let class = if this.has::<FrozenSet>() { "frozenset" } else { "set" };
    Err(vm.type_error(format!("{class}.{name}() takes no keyword arguments")))
}

fn each(
    vm: &mut Vm,
    this: &Value,
    name: &str,
    arguments: Arguments<'_>,
    operation: fn(&mut Vm, &Value, &Value) -> PyResult<()>,
) -> PyResult {
    refuse_keywords(vm, this, name, &arguments)?;
    for other in arguments.values {
        operation(vm, this, other)?;
    }
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, this: &Value) -> PyResult {
    if vm.is_exactly(this, &vm.types.frozenset) {
        return Ok(this.clone());
    }
    copy_of(vm, this)
}

fn difference_all(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    refuse_keywords(vm, this, "difference", &arguments)?;
    let [first, rest @ ..] = arguments.values else { return copy_of(vm, this) };
    let result = difference(vm, this, first)?;
    for other in rest {
        difference_update(vm, &result, other)?;
    }
    Ok(result)
}

fn intersection_all(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    refuse_keywords(vm, this, "intersection", &arguments)?;
    let [first, rest @ ..] = arguments.values else { return copy_of(vm, this) };
    let mut result = intersection(vm, this, first)?;
    for other in rest {
        result = intersection(vm, &result, other)?;
    }
    Ok(result)
}

fn union_all(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    refuse_keywords(vm, this, "union", &arguments)?;
    let result = copy_of(vm, this)?;
    for other in arguments.values {
        if !other.is(this) {
            update(vm, &result, other)?;
        }
    }
    Ok(result)
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let items = elements(vm, this);
    let list = List::create(vm, items).into_value();
    let arguments = vm.new_tuple(vec![list]).into_value();
    let class = vm.class_of(this).to_value();
    let getstate = vm.names.getstate.clone();
    let state = protocol::call_method(vm, this, &getstate, &[])?;
    Ok(vm.new_tuple(vec![class, arguments, state]).into_value())
}
