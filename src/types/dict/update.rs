//! Filling dicts from mappings, from sequences of pairs, and from keywords.

use super::Dict;
use crate::object::{Py, Slot, Value};
use crate::protocol::{self, iterate, subscript};
use crate::types::class::Arguments;
use crate::types::class::slots::SlotId;
use crate::types::{exception, set};
use crate::vm::{PyResult, Raised, Vm, arguments};

/// `dict.update(*arguments, **keywords)`, also `dict(…)`.
pub fn update_from_arguments(vm: &mut Vm, dict: &Value, name: &str, arguments: Arguments<'_>) -> PyResult<()> {
    match arguments.positional() {
        [] => {}
        [source] => update(vm, dict, source)?,
        other => return Err(arguments::wrong_count(vm, name, 0, 1, other.len())),
    }
    let dict = dict.expect::<Dict>();
    for (name, value) in arguments.keywords() {
        let old = dict.set(vm, name.clone(), value.clone())?;
        end_replaced(vm, old);
    }
    Ok(())
}

/// `dict.update(source)`: a mapping (anything with `keys`) or an iterable of pairs.
pub fn update(vm: &mut Vm, dict: &Value, source: &Value) -> PyResult<()> {
    if vm.is_exactly(source, &vm.types.dict) {
        return merge(vm, dict, source);
    }
    let name = vm.names.keys.clone();
    if protocol::attribute::get_optional(vm, source, &name)?.is_some() {
        merge(vm, dict, source)
    } else {
        merge_pairs(vm, dict, source)
    }
}

/// Sets the items of a mapping. RuntimeError "dict mutated during update".
pub fn merge(vm: &mut Vm, dict: &Value, mapping: &Value) -> PyResult<()> {
    let target = dict.expect::<Dict>();
    if let Some(source) = mapping.cast::<Dict>()
        && iterates_as_dict(vm, mapping)
    {
        return if source.is(target) { Ok(()) } else { merge_dict(vm, target, source) };
    }
    for key in keys_of(vm, mapping)? {
        let value = subscript::get(vm, mapping, &key)?;
        let old = target.set(vm, key, value)?;
        end_replaced(vm, old);
    }
    Ok(())
}

/// What a mapping's `keys()` gives, all of it before anything else is asked of the mapping. TypeError "… returned a
/// non-iterable".
pub fn keys_of(vm: &mut Vm, mapping: &Value) -> PyResult<Vec<Value>> {
    let name = vm.names.keys.clone();
    let keys = protocol::call_method(vm, mapping, &name, &[])?;
    if !iterate::is_iterable(vm, &keys) {
        let (class, kind) = (vm.class_name(mapping), vm.class_name(&keys));
        return Err(vm.type_error(format!("{class}.keys() returned a non-iterable (type {kind})")));
    }
    iterate::collect_to_vec(vm, &keys)
}

/// A value that was replaced is gone before the next one is.
fn end_replaced(vm: &mut Vm, old: Slot) {
    drop(old);
    vm.run_parked_if_any();
}

/// Whether a dict's class has dict's own `__iter__`.
pub fn iterates_as_dict(vm: &Vm, dict: &Value) -> bool {
    vm.class_of(dict).origin(SlotId::iter) == vm.types.dict.origin(SlotId::iter)
}

/// Copies a dict's table into a dict that has had no items yet, if `source` is a dict that iterates as one.
pub(crate) fn copy_table(vm: &mut Vm, target: &Py<Dict>, source: &Value) -> bool {
    if target.table.get(&vm.heap).entry_count() != 0 || !iterates_as_dict(vm, source) {
        return false;
    }
    let Some(source) = source.cast::<Dict>() else { return false };
    let table = source.table.get(&vm.heap);
    if table.is_shared() {
        return false;
    }
    let copy = table.clone().succeeding(target.table.get(&vm.heap));
    target.notify(vm);
    target.keys_version.set(0);
    drop(target.table.replace(&mut vm.heap, copy));
    true
}

fn merge_dict(vm: &mut Vm, target: &Py<Dict>, source: &Py<Dict>) -> PyResult<()> {
    let length = source.len(&vm.heap);
    if length == 0 || copy_table(vm, target, source.as_value()) {
        return Ok(());
    }
    let mut position = 0;
    loop {
        let Some((at, entry)) = source.table.get(&vm.heap).entry_from(position) else { return Ok(()) };
        let (hash, key, value) = (entry.hash, entry.key.clone(), entry.value.clone());
        let old = target.set_hashed(vm, key, hash, value)?;
        end_replaced(vm, old);
        if source.len(&vm.heap) != length {
            return Err(vm.runtime_error("dict mutated during update"));
        }
        position = at + 1;
    }
}

fn merge_pairs(vm: &mut Vm, dict: &Value, source: &Value) -> PyResult<()> {
    let target = dict.expect::<Dict>();
    let iterator = iterate::iter(vm, source)?;
    let mut number = 0;
    while let Some(pair) = iterate::next(vm, &iterator)? {
        let items = match iterate::collect_to_vec(vm, &pair) {
            Ok(items) => items,
            Err(raised) if vm.raised_is(&raised, |types| &types.type_error) => {
                return Err(no_sequence(vm, raised, &pair, number));
            }
            Err(raised) => return Err(raised),
        };
        let [key, value] = &items[..] else {
            let length = items.len();
            return Err(vm.value_error(format!(
                "dictionary update sequence element #{number} has length {length}; 2 is required"
            )));
        };
        let old = target.set(vm, key.clone(), value.clone())?;
        end_replaced(vm, old);
        number += 1;
    }
    Ok(())
}

/// `dict.fromkeys(iterable, value)` on any class.
pub fn from_keys(vm: &mut Vm, class: &Value, arguments: &[Value]) -> PyResult {
    let value = arguments.get(1).cloned().unwrap_or(Value::NONE);
    let result = protocol::call(vm, class, &[])?;
    let plain = vm.is_exactly(&result, &vm.types.dict);
    if plain && vm.is_exactly(&arguments[0], &vm.types.dict) {
        // CPython walks the table and does not mind changes.
        let (target, source) = (result.expect::<Dict>().clone(), arguments[0].expect::<Dict>().clone());
        let mut position = 0;
        while let Some((at, entry)) = source.table.get(&vm.heap).entry_from(position) {
            let (key, hash) = (entry.key.clone(), entry.hash);
            drop(target.set_hashed(vm, key, hash, value.clone())?);
            position = at + 1;
        }
        return Ok(result);
    }
    if plain && (vm.is_exactly(&arguments[0], &vm.types.set) || vm.is_exactly(&arguments[0], &vm.types.frozenset)) {
        let target = result.expect::<Dict>().clone();
        for (hash, key) in set::snapshot(vm, &arguments[0]) {
            drop(target.set_hashed(vm, key, hash, value.clone())?);
        }
        return Ok(result);
    }
    iterate::for_each(vm, &arguments[0], |vm, key| {
        if plain {
            let old = result.expect::<Dict>().clone().set(vm, key, value.clone())?;
            drop(old);
            return Ok(());
        }
        subscript::set(vm, &result, &key, &value)
    })?;
    Ok(result)
}

/// `__sizeof__`.
pub fn size_of(vm: &mut Vm, this: &Value) -> PyResult {
    crate::types::object::size::counted(vm, this)
}

/// The TypeError of an element that is no pair; a note tells its number.
#[cold]
fn no_sequence(vm: &mut Vm, raised: Raised, pair: &Value, number: usize) -> Raised {
    let raised = if iterate::is_iterable(vm, pair) {
        raised
    } else {
        drop(vm.take_raised(raised));
        vm.type_error("object is not iterable")
    };
    let note = format!("Cannot convert dictionary update sequence element #{number} to a sequence");
    exception::noted(vm, raised, note)
}
