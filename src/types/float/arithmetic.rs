//! The operators of `float`.

use ouropy_compiler::code::Comparison;

use super::{new, raise, value_of};
use crate::object::Value;
use crate::protocol::number::holds;
use crate::text::float::{self, Power};
use crate::text::{float_digits, hash as hashes, int as int_text};
use crate::types::class::Slots;
use crate::types::complex;
use crate::types::int::{self, Number};
use crate::vm::{PyResult, Vm};

/// The operations of `float` but for its constructor.
pub const SLOTS: Slots = Slots {
    repr: Some(repr),
    hash: Some(hash),
    richcompare: Some(compare),
    bool_: Some(|_, value| Ok(value_of(value) != Some(0.0))),
    int: Some(truncate),
    float: Some(exact),
    negative: Some(|vm, value| Ok(new(vm, -of(value)))),
    positive: Some(exact),
    absolute: Some(|vm, value| Ok(new(vm, of(value).abs()))),
    add: Some(|vm, left, right| apply(vm, left, right, |left, right| Ok(left + right))),
    subtract: Some(|vm, left, right| apply(vm, left, right, |left, right| Ok(left - right))),
    multiply: Some(|vm, left, right| apply(vm, left, right, |left, right| Ok(left * right))),
    remainder: Some(|vm, left, right| apply(vm, left, right, float::modulo)),
    divmod: Some(divmod),
    power: Some(power),
    floor_divide: Some(|vm, left, right| apply(vm, left, right, float::floor_div)),
    true_divide: Some(|vm, left, right| apply(vm, left, right, float::true_div)),
    ..Slots::EMPTY
};

/// The number of a receiver, which is a float.
pub(super) fn of(value: &Value) -> f64 {
    value_of(value).unwrap_or_default()
}

fn repr(vm: &mut Vm, value: &Value) -> PyResult {
    Ok(vm.new_str(float_digits::repr(of(value))).into_value())
}

fn hash(_vm: &mut Vm, value: &Value) -> PyResult<i64> {
    Ok(float::hash(of(value)).unwrap_or_else(|| hashes::pointer(value.bits() as usize)))
}

fn compare(_vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    let number = of(left);
    let order = if let Some(other) = value_of(right) {
        number.partial_cmp(&other)
    } else {
        match Number::of(right) {
            Some(Number::Small(other)) => int_text::compare_i64_f64(other, number).map(std::cmp::Ordering::reverse),
            Some(Number::Big(other)) => int_text::compare_f64(other, number).map(std::cmp::Ordering::reverse),
            None => return Ok(Value::NOT_IMPLEMENTED),
        }
    };
    Ok(Value::bool(order.map_or(op == Comparison::NotEqual, |order| holds(op, order))))
}

fn exact(vm: &mut Vm, value: &Value) -> PyResult {
    if vm.is_exactly(value, &vm.types.float) { Ok(value.clone()) } else { Ok(new(vm, of(value))) }
}

/// `int(value)`.
pub(super) fn truncate(vm: &mut Vm, value: &Value) -> PyResult {
    integer(vm, of(value).trunc())
}

/// A float without fraction as an int; OverflowError and ValueError for infinities and NaN.
pub fn integer(vm: &mut Vm, whole: f64) -> PyResult {
    if whole.abs() < 9.0e18 {
        return Ok(int::from_i64(vm, whole as i64));
    }
    match float::to_int(whole) {
        Ok(big) => Ok(int::from_big(vm, big)),
        Err(error) => Err(raise(vm, error)),
    }
}

/// The operand as a float; `None` when it is no number float works with.
fn operand(vm: &mut Vm, value: &Value) -> PyResult<Option<f64>> {
    if let Some(number) = value_of(value) {
        return Ok(Some(number));
    }
    match Number::of(value).map(Number::to_f64) {
        None => Ok(None),
        Some(Ok(number)) => Ok(Some(number)),
        Some(Err(error)) => Err(int::raise(vm, error)),
    }
}

#[inline]
fn apply(
    vm: &mut Vm,
    left: &Value,
    right: &Value,
    operation: impl FnOnce(f64, f64) -> Result<f64, float::FloatError>,
) -> PyResult {
    let (Some(left), Some(right)) = (operand(vm, left)?, operand(vm, right)?) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    match operation(left, right) {
        Ok(result) => Ok(new(vm, result)),
        Err(error) => Err(raise(vm, error)),
    }
}

fn divmod(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let (Some(left), Some(right)) = (operand(vm, left)?, operand(vm, right)?) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    match float::divmod(left, right) {
        Ok((quotient, rest)) => {
            let pair = vec![new(vm, quotient), new(vm, rest)];
            Ok(vm.new_tuple(pair).into_value())
        }
        Err(error) => Err(raise(vm, error)),
    }
}

/// `base ** exponent`: complex for a negative base with a fractional exponent.
pub fn power(vm: &mut Vm, base: &Value, exponent: &Value, modulus: &Value) -> PyResult {
    if !modulus.is_none() {
        return Err(vm.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    }
    let (Some(base), Some(exponent)) = (operand(vm, base)?, operand(vm, exponent)?) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    match float::pow(base, exponent) {
        Ok(Power::Real(result)) => Ok(new(vm, result)),
        Ok(Power::Complex) => complex::power_of(vm, (base, 0.0), (exponent, 0.0)),
        Err(error) => Err(raise(vm, error)),
    }
}
