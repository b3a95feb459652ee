//! What operators do to dicts.

use ouropy_compiler::code::Comparison;

use super::update::update_from_arguments;
use super::{Dict, DictExtra, update};
use crate::object::{Py, Value};
use crate::protocol::{self, call, sequence};
use crate::text::room::Room;
use crate::types::class::{Arguments, Class};
use crate::vm::{PyResult, Vm};

/// A new empty dict of `class`.
pub fn new_of_class(vm: &mut Vm, class: &Py<Class>, extra: Option<Box<DictExtra>>) -> Py<Dict> {
    let dict = vm.heap.alloc_generic(class, Dict::new());
    dict.extra.set(&mut vm.heap, extra);
    dict
}

pub(super) fn new(vm: &mut Vm, class: &Py<Class>, _arguments: Arguments<'_>) -> PyResult {
    Ok(new_of_class(vm, class, None).into_value())
}

pub(super) fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    update_from_arguments(vm, this, "dict", arguments)
}

pub(super) fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    repr_of(vm, this)
}

/// `{key: value, …}`.
pub fn repr_of(vm: &mut Vm, this: &Value) -> PyResult {
    let dict = this.expect::<Dict>();
    if dict.is_empty(&vm.heap) {
        return Ok(vm.new_str("{}").into_value());
    }
    sequence::guarded_repr(vm, this, "{...}", |vm| {
        let mut text = b"{".to_vec();
        let mut position = 0;
        while let Some((at, key, value)) = entry_from(vm, dict, position) {
            if text.len() > 1 {
                text.put_all(b", ");
            }
            sequence::push_repr(vm, &mut text, &key)?;
            text.put_all(b": ");
            sequence::push_repr(vm, &mut text, &value)?;
            position = at + 1;
        }
        text.push(b'}');
        Ok(text)
    })
}

fn entry_from(vm: &Vm, dict: &Py<Dict>, position: usize) -> Option<(usize, Value, Value)> {
    let (at, entry) = dict.table.get(&vm.heap).entry_from(position)?;
    Some((at, entry.key.clone(), entry.value.clone()))
}

pub(super) fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    let (Some(left), Some(right)) = (left.cast::<Dict>(), right.cast::<Dict>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    match op {
        Comparison::Equal => equal(vm, left, right).map(Value::bool),
        Comparison::NotEqual => equal(vm, left, right).map(|equal| Value::bool(!equal)),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn equal(vm: &mut Vm, left: &Py<Dict>, right: &Py<Dict>) -> PyResult<bool> {
    if left.len(&vm.heap) != right.len(&vm.heap) {
        return Ok(false);
    }
    let mut position = 0;
    loop {
        let Some((at, entry)) = left.table.get(&vm.heap).entry_from(position) else { return Ok(true) };
        let (hash, key, value) = (entry.hash, entry.key.clone(), entry.value.clone());
        let Some(other) = right.get_hashed(vm, &key, hash)? else { return Ok(false) };
        if !protocol::is_equal(vm, &value, &other)? {
            return Ok(false);
        }
        position = at + 1;
    }
}

/// `dict.setdefault(key, default)`, whatever a subclass makes of it.
pub fn set_default(vm: &mut Vm, dict: &Py<Dict>, key: &Value, default: Value) -> PyResult {
    let dict = dict.clone();
    let hash = protocol::hash_key(vm, key)?;
    if let Some(value) = dict.get_hashed(vm, key, hash)? {
        return Ok(value);
    }
    dict.add_absent(vm, key.clone(), hash, default.clone())?;
    Ok(default)
}

/// `dict[key]`; a subclass's `__missing__` is asked before KeyError is raised.
pub(super) fn subscript(vm: &mut Vm, this: &Value, key: &Value) -> PyResult {
    let dict = this.expect::<Dict>();
    if let Some(value) = dict.get(vm, key)? {
        return Ok(value);
    }
    if !vm.is_exactly(this, &vm.types.dict) {
        let missing = vm.names.missing.clone();
        if let Some(value) = call::call_special_unbound(vm, this, &missing, std::slice::from_ref(key))? {
            return Ok(value);
        }
    }
    Err(vm.key_error(key))
}

pub(super) fn assign(vm: &mut Vm, this: &Value, key: &Value, value: Option<&Value>) -> PyResult<()> {
    let dict = this.expect::<Dict>();
    match value {
        Some(value) => {
            let old = dict.set(vm, key.clone(), value.clone())?;
            drop(old);
            Ok(())
        }
        None => match dict.remove(vm, key)? {
            Some(old) => {
                drop(old);
                Ok(())
            }
            None => Err(vm.key_error(key)),
        },
    }
}

pub(super) fn contains(vm: &mut Vm, this: &Value, key: &Value) -> PyResult<bool> {
    let hash = protocol::hash_key(vm, key)?;
    Ok(this.expect::<Dict>().find(vm, key, hash)?.is_some())
}

/// `left | right` of two dicts: an exact dict.
pub fn or(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    if !left.has::<Dict>() || !right.has::<Dict>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let result = left.expect::<Dict>().copy(vm).into_value();
    update(vm, &result, right)?;
    Ok(result)
}

pub(super) fn inplace_or(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    update(vm, left, right)?;
    Ok(left.clone())
}
