//! Truth.

use crate::object::Value;
use crate::vm::{PyResult, Vm};

/// `bool(value)` as a Rust bool: `__bool__`, else `__len__`, else true.
#[inline]
pub fn is_true(vm: &mut Vm, value: &Value) -> PyResult<bool> {
    if let Some(truth) = value.as_bool() {
        return Ok(truth);
    }
    if let Some(number) = value.as_small_int() {
        return Ok(number != 0);
    }
    if value.is_none() {
        return Ok(false);
    }
    if value.is_not_implemented() {
        return Err(vm.type_error("NotImplemented should not be used in a boolean context"));
    }
    let slots = vm.class_of(value).slots(&vm.heap);
    if let Some(truth) = slots.bool_ {
        return truth(vm, value);
    }
    match slots.length {
        Some(length) => Ok(length(vm, value)? != 0),
        None => Ok(true),
    }
}
