//! `-x`, `+x`, `~x` and `abs(x)`.

use crate::object::Value;
use crate::types::class::Slots;
use crate::types::class::slots::UnaryFn;
use crate::vm::{PyResult, Vm};

#[inline]
fn apply(vm: &mut Vm, value: &Value, slot: fn(&Slots) -> Option<UnaryFn>, symbol: &str) -> PyResult {
    match slot(vm.class_of(value).slots(&vm.heap)) {
        Some(function) => function(vm, value),
        None => {
            let name = vm.class_name(value);
            Err(vm.type_error(format!("bad operand type for {symbol}: '{name}'")))
        }
    }
}

/// `-value`; TypeError "bad operand type for unary -: 'str'".
#[inline]
pub fn negative(vm: &mut Vm, value: &Value) -> PyResult {
    if let Some(result) = value.as_small_int().and_then(|small| Value::small_int(-small)) {
        return Ok(result);
    }
    if let Some(result) = value.as_small_float().and_then(|small| Value::small_float(-small)) {
        return Ok(result);
    }
    apply(vm, value, |slots| slots.negative, "unary -")
}

/// `+value`.
pub fn positive(vm: &mut Vm, value: &Value) -> PyResult {
    apply(vm, value, |slots| slots.positive, "unary +")
}

/// `~value`.
pub fn invert(vm: &mut Vm, value: &Value) -> PyResult {
    apply(vm, value, |slots| slots.invert, "unary ~")
}

/// `abs(value)`.
pub fn absolute(vm: &mut Vm, value: &Value) -> PyResult {
    apply(vm, value, |slots| slots.absolute, "abs()")
}
