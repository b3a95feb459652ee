//! Functions on objects' attributes and classes.

use crate::object::{Phantom, Py, Slot, Str, Value};
use crate::protocol::{self, attribute};
use crate::types::class::{Arguments, methods};
use crate::types::dict::Dict;
use crate::types::list::List;
use crate::types::list::sort::{Order, sort_items};
use crate::vm::arguments::with_packed;
use crate::vm::{PyResult, Vm};

fn attribute_name(vm: &mut Vm, name: &Value) -> PyResult<Py<Str>> {
    match name.cast::<Str>() {
        Some(text) => {
            let text = text.clone();
            // An instance of a subclass of str stays what it is: a `__dict__` asks its `__eq__`.
            if vm.is_exactly(name, &vm.types.str) { Ok(vm.intern_str(&text)) } else { Ok(text) }
        }
        None => {
            let class = vm.class_name(name);
            Err(vm.type_error(format!("attribute name must be string, not '{class}'")))
        }
    }
}

pub fn getattr(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let name = attribute_name(vm, &values[1])?;
    match values.get(2) {
        None => attribute::get(vm, &values[0], &name),
        Some(default) => Ok(attribute::get_optional(vm, &values[0], &name)?.unwrap_or_else(|| default.clone())),
    }
}

pub fn hasattr(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let name = attribute_name(vm, &values[1])?;
    Ok(Value::bool(attribute::get_optional(vm, &values[0], &name)?.is_some()))
}

pub fn setattr(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let name = attribute_name(vm, &values[1])?;
    attribute::set(vm, &values[0], &name, Some(&values[2]))?;
    Ok(Value::NONE)
}

pub fn delattr(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let name = attribute_name(vm, &values[1])?;
    attribute::set(vm, &values[0], &name, None)?;
    Ok(Value::NONE)
}

pub fn isinstance(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    Ok(Value::bool(methods::isinstance(vm, &values[0], &values[1])?))
}

pub fn issubclass(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    Ok(Value::bool(methods::issubclass(vm, &values[0], &values[1])?))
}

pub fn callable(vm: &mut Vm, _module: &Value, value: &Value) -> PyResult {
    Ok(Value::bool(vm.class_of(value).slots(&vm.heap).call.is_some()))
}

/// `vars()`: the locals, or an object's `__dict__`.
pub fn vars(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    with_packed(vm, Arguments::positional_only(values), |vm| {
        let Some(value) = values.first() else { return super::current_locals(vm) };
        let name = vm.names.dict.clone();
        match attribute::get_optional(vm, value, &name)? {
            Some(dict) => Ok(dict),
            None => Err(vm.type_error("vars() argument must have __dict__ attribute")),
        }
    })
}

/// `dir()`: the sorted names of the locals, or what an object's `__dir__` lists.
pub fn dir(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    with_packed(vm, Arguments::positional_only(values), |vm| list_names(vm, values))
}

fn list_names(vm: &mut Vm, values: &[Value]) -> PyResult {
    let names = match values.first() {
        None => {
            let locals = super::current_locals(vm)?;
            match locals.cast::<Dict>().filter(|_| vm.is_exactly(&locals, &vm.types.dict)) {
                Some(dict) => dict.items(&vm.heap).into_iter().map(|(key, _)| key).collect(),
                None => {
                    let keys = vm.names.keys.clone();
                    let keys = protocol::call_method(vm, &locals, &keys, &[])?;
                    protocol::iterate::collect_to_vec(vm, &keys)?
                }
            }
        }
        Some(value) => {
            let name = vm.names.dir.clone();
            match protocol::call::call_special(vm, value, &name, &[])? {
                Some(names) => protocol::iterate::collect_to_vec(vm, &names)?,
                None => return Err(vm.type_error("object does not provide __dir__")),
            }
        }
    };
    let mut names = names;
    sort_items(vm, &mut names, None, Order::Ascending)?;
    // CPython sorts a copy of what `__dir__` returned, which is itself a copy.
    let copied = std::iter::repeat_n(Phantom::List, 2 * values.len());
    copied.clone().for_each(|list| vm.heap.phantom_made(list));
    let sorted = List::create(vm, names).into_value();
    copied.for_each(Phantom::freed);
    Ok(sorted)
}

/// `__import__`.
pub fn import(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [name, globals, _, fromlist, level] = bound else { return Ok(Value::NONE) };
    let name = name.clone().unwrap_or(Value::NONE);
    let Some(name) = name.cast::<Str>() else { return Err(vm.type_error("module name must be a string")) };
    let level = match level {
        None => 0,
        Some(level) => protocol::number::int_argument(vm, level)?,
    };
    let Ok(level) = usize::try_from(level) else { return Err(vm.value_error("level must be >= 0")) };
    let name = vm.intern_str(&name.clone());
    let globals = globals.as_ref().and_then(Value::cast::<Dict>).cloned();
    let fromlist = fromlist.clone().unwrap_or(Value::NONE);
    crate::import::import(vm, &name, globals.as_ref(), &fromlist, level)
}
