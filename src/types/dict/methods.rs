//! The methods of dict.

use super::operations::{self, contains, subscript};
use super::update::{from_keys, size_of, update_from_arguments};
use super::{Dict, DictIterator, DictView, Walk};
use crate::object::Value;
use crate::types::class::NativeDef;
use crate::vm::{PyResult, Vm};

pub(super) const METHODS: &[NativeDef] = &[
    NativeDef::one("__getitem__", subscript),
    NativeDef::one("__contains__", |vm, this, key| contains(vm, this, key).map(Value::bool)),
    NativeDef::none("__sizeof__", size_of),
    NativeDef::positional("get", 1, 2, get),
    NativeDef::positional("setdefault", 1, 2, set_default),
    NativeDef::positional("pop", 1, 2, pop),
    NativeDef::none("popitem", pop_item),
    NativeDef::none("keys", |vm, this| Ok(DictView::create(vm, this.expect::<Dict>(), Walk::Keys))),
    NativeDef::none("items", |vm, this| Ok(DictView::create(vm, this.expect::<Dict>(), Walk::Items))),
    NativeDef::none("values", |vm, this| Ok(DictView::create(vm, this.expect::<Dict>(), Walk::Values))),
    NativeDef::packed("update", |vm, this, arguments| {
        update_from_arguments(vm, this, "update", arguments)?;
        Ok(Value::NONE)
    }),
    NativeDef::positional("fromkeys", 1, 2, from_keys).class_method(),
    NativeDef::none("clear", clear),
    NativeDef::none("copy", |vm, this| Ok(this.expect::<Dict>().copy(vm).into_value())),
    NativeDef::none("__reversed__", |vm, this| Ok(DictIterator::reversed(vm, this.expect::<Dict>(), Walk::Keys))),
    NativeDef::one("__class_getitem__", crate::types::generic_alias::class_getitem).class_method(),
];

fn clear(vm: &mut Vm, this: &Value) -> PyResult {
    this.expect::<Dict>().notify(vm);
    this.expect::<Dict>().clear_entries(&mut vm.heap);
    Ok(Value::NONE)
}

fn get(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    match this.expect::<Dict>().get(vm, &arguments[0])? {
        Some(value) => Ok(value),
        None => Ok(arguments.get(1).cloned().unwrap_or(Value::NONE)),
    }
}

fn set_default(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let default = arguments.get(1).cloned().unwrap_or(Value::NONE);
    operations::set_default(vm, this.expect::<Dict>(), &arguments[0], default)
}

fn pop(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let dict = this.expect::<Dict>();
    let key = &arguments[0];
    if !dict.is_empty(&vm.heap)
        && let Some(value) = dict.remove(vm, key)?
    {
        return Ok(value);
    }
    match arguments.get(1) {
        Some(default) => Ok(default.clone()),
        None => Err(vm.key_error(key)),
    }
}

fn pop_item(vm: &mut Vm, this: &Value) -> PyResult {
    let dict = this.expect::<Dict>();
    dict.notify(vm);
    dict.keys_version.set(0);
    match dict.table.get_mut(&mut vm.heap).pop() {
        Some((key, value)) => Ok(vm.new_tuple(vec![key, value]).into_value()),
        None => {
            let text = vm.new_str("popitem(): dictionary is empty").into_value();
            Err(vm.key_error(&text))
        }
    }
}
