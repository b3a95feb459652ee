//! Conversions of what special methods return.

use super::Class;
use crate::object::{Kind, Py, Str, Value};
use crate::types::Types;
use crate::types::list::List;
use crate::types::native::slot_wrapper::SlotWrapper;
use crate::vm::{PyResult, Vm};

/// Whether the object is an int (a bool is).
pub fn is_int(value: &Value) -> bool {
    value.is_small_int() || value.as_bool().is_some() || value.kind() == Some(Kind::Int)
}

/// The value of an int of 63 bits or a bool.
pub fn small_int(value: &Value) -> Option<i64> {
    value.as_small_int().or_else(|| value.as_bool().map(i64::from))
}

/// `operator.index(value)`; TypeError "'str' object cannot be interpreted as an integer".
pub fn index(vm: &mut Vm, value: &Value) -> PyResult {
    if is_int(value) {
        return Ok(value.clone());
    }
    let Some(convert) = vm.class_of(value).slots(&vm.heap).index else {
        let name = vm.class_name(value);
        return Err(vm.type_error(format!("'{name}' object cannot be interpreted as an integer")));
    };
    let result = convert(vm, value)?;
    crate::protocol::number::checked_int(vm, "__index__", result)
}

/// What `__len__` returned as a length.
pub fn length_from(vm: &mut Vm, result: &Value) -> PyResult<usize> {
    let result = index(vm, result)?;
    match crate::types::int::number(&result).to_i64() {
        Some(length) if length >= 0 => Ok(length as usize),
        Some(_) => Err(vm.value_error("__len__() should return >= 0")),
        None => Err(if crate::types::int::number(&result).is_negative() {
            vm.value_error("__len__() should return >= 0")
        } else {
            vm.overflow_error("cannot fit 'int' into an index-sized integer")
        }),
    }
}

/// What `__hash__` returned as a hash.
pub fn hash_from(vm: &mut Vm, result: &Value) -> PyResult<i64> {
    if !is_int(result) {
        return Err(vm.type_error("__hash__ method should return an integer"));
    }
    let hash = match crate::types::int::number(result).to_i64() {
        Some(hash) => hash,
        None => crate::protocol::hash(vm, result)?,
    };
    Ok(if hash == -1 { -2 } else { hash })
}

/// Whether the value is a slot wrapper of the built-in class itself.
pub fn is_wrapper_of(vm: &Vm, value: &Value, class: impl Fn(&Types) -> &Py<Class>) -> bool {
    value.cast::<SlotWrapper>().is_some_and(|wrapper| wrapper.class.is(class(&vm.types)))
}

/// The int `number`.
pub fn int(vm: &mut Vm, number: i64) -> Value {
    crate::types::int::from_i64(vm, number)
}

/// A list of the values.
pub fn list(vm: &mut Vm, values: Vec<Value>) -> Value {
    List::create(vm, values).into_value()
}

/// The items if the value is a list: the parameters of `Callable[[int], str]`.
pub fn items_of_list(value: &Value, vm: &Vm) -> Option<Vec<Value>> {
    value.cast::<List>().map(|list| list.items.get(&vm.heap).clone())
}

/// The items of any iterable; TypeError "'int' object is not iterable".
pub fn items(vm: &mut Vm, iterable: &Value) -> PyResult<Vec<Value>> {
    crate::protocol::iterate::collect_to_vec(vm, iterable)
}

/// `repr(value)`.
pub fn repr_text(vm: &mut Vm, value: &Value) -> PyResult<Py<Str>> {
    crate::protocol::repr(vm, value)
}
