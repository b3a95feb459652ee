//! What operators and calls do to an OrderedDict.

use ouropy_compiler::code::Comparison;

use super::{keys, mutated, state};
use crate::object::{Phantom, Value};
use crate::protocol::{self, iterate, sequence, subscript};
use crate::types::class::Arguments;
use crate::types::dict::{Dict, merge};
use crate::vm::{PyResult, Vm};

/// `update`, through the `__setitem__` of a subclass.
pub(super) fn update(vm: &mut Vm, this: &Value, name: Option<&str>, arguments: Arguments<'_>) -> PyResult<()> {
    match arguments.positional() {
        [] => {}
        [source] => update_from(vm, this, source)?,
        other => {
            let given = other.len();
            return Err(vm.type_error(match name {
                None => format!("expected at most 1 argument, got {given}"),
                Some(name) => format!("{name}() takes at most 1 positional argument ({given} given)"),
            }));
        }
    }
    if !arguments.names.is_empty() {
        count_items(vm, arguments.names.len());
    }
    for (name, value) in arguments.keywords() {
        subscript::set(vm, this, name, value)?;
    }
    Ok(())
}

/// Counts the list of the items of a dict, and the iterators that CPython takes it and its tuples apart with.
fn count_items(vm: &mut Vm, length: usize) {
    let passing =
        [Phantom::List, Phantom::ListIterator].into_iter().chain((length != 0).then_some(Phantom::TupleIterator));
    passing.for_each(|phantom| vm.heap.phantom_passes(phantom));
    (0..length).for_each(|_| vm.heap.phantom_made(Phantom::Tuple(2)));
    (0..length).for_each(|_| vm.heap.phantom_freed(Phantom::Tuple(2)));
}

/// Sets what a mapping or an iterable of pairs gives, one item after the other, as CPython's `mutablemapping_update`.
pub(super) fn update_from(vm: &mut Vm, this: &Value, source: &Value) -> PyResult<()> {
    if vm.is_exactly(source, &vm.types.dict) {
        let items = source.expect::<Dict>().items(&vm.heap);
        count_items(vm, items.len());
        for (key, value) in items {
            subscript::set(vm, this, &key, &value)?;
        }
        return Ok(());
    }
    let (keys, items) = (vm.names.keys.clone(), vm.names.items.clone());
    if let Some(keys) = protocol::attribute::get_optional(vm, source, &keys)? {
        let keys = protocol::call(vm, &keys, &[])?;
        return iterate::for_each(vm, &keys, |vm, key| {
            let value = subscript::get(vm, source, &key)?;
            subscript::set(vm, this, &key, &value)
        });
    }
    let pairs = match protocol::attribute::get_optional(vm, source, &items)? {
        Some(items) => protocol::call(vm, &items, &[])?,
        None => source.clone(),
    };
    iterate::for_each(vm, &pairs, |vm, pair| {
        if vm.is_exactly(&pair, &vm.types.tuple) {
            vm.heap.phantom_passes(Phantom::TupleIterator);
        } else if vm.is_exactly(&pair, &vm.types.list) {
            vm.heap.phantom_passes(Phantom::ListIterator);
        }
        let items = iterate::collect_to_vec(vm, &pair)?;
        let [key, value] = &items[..] else {
            return Err(match items.len() {
                0 => vm.value_error("need more than 0 values to unpack"),
                1 => vm.value_error("need more than 1 value to unpack"),
                _ => vm.value_error("too many values to unpack (expected 2)"),
            });
        };
        subscript::set(vm, this, key, value)
    })
}

pub(super) fn show(vm: &mut Vm, this: &Value) -> PyResult {
    let name = vm.class_own_name(this);
    if this.expect::<Dict>().is_empty(&vm.heap) {
        return Ok(vm.new_str(format!("{name}()")).into_value());
    }
    sequence::guarded_repr(vm, this, "...", |vm| {
        // A copy that the keys as the class gives them are asked for.
        let copy = vm.new_dict().into_value();
        merge(vm, &copy, this)?;
        let mut text = format!("{name}(").into_bytes();
        sequence::push_repr(vm, &mut text, &copy)?;
        text.push(b')');
        Ok(text)
    })
}

pub(super) fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    if !left.has::<Dict>() || !right.has::<Dict>() || !matches!(op, Comparison::Equal | Comparison::NotEqual) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let plain = vm.types.dict.slots(&vm.heap).richcompare;
    let equal = match plain {
        Some(compare) => compare(vm, left, right, Comparison::Equal)?.is_true(),
        None => false,
    };
    let both_ordered =
        vm.is_instance_of(left, &vm.types.ordered_dict) && vm.is_instance_of(right, &vm.types.ordered_dict);
    let same = equal && (!both_ordered || same_order(vm, left, right)?);
    Ok(Value::bool(same == (op == Comparison::Equal)))
}

/// Whether two orders have equal keys. RuntimeError "OrderedDict mutated during iteration".
fn same_order(vm: &mut Vm, left: &Value, right: &Value) -> PyResult<bool> {
    let (left, right) = (left.expect::<Dict>().clone(), right.expect::<Dict>().clone());
    let states = (state(vm, &left), state(vm, &right));
    let keys = (keys(vm, &left), keys(vm, &right));
    for ((left_key, _), (right_key, _)) in keys.0.iter().zip(&keys.1) {
        let equal = protocol::is_equal(vm, left_key, right_key)?;
        if (state(vm, &left), state(vm, &right)) != states {
            return Err(mutated(vm));
        }
        if !equal {
            return Ok(false);
        }
    }
    Ok(keys.0.len() == keys.1.len())
}

pub(super) fn or(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    if !left.has::<Dict>() || !right.has::<Dict>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let model = if vm.is_instance_of(left, &vm.types.ordered_dict) { left } else { right };
    let class = vm.class_of(model).to_value();
    let new = protocol::call(vm, &class, std::slice::from_ref(left))?;
    update_from(vm, &new, right)?;
    Ok(new)
}
