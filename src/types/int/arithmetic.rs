//! The operators of `int`.

use num_bigint::BigInt;
use ouropy_compiler::code::Comparison;

use super::{Number, from_big, from_i64, from_i128, number, raise};
use crate::object::Value;
use crate::protocol::number::holds;
use crate::text::int;
use crate::types::class::Slots;
use crate::types::float;
use crate::vm::{PyResult, Vm};

/// The operations of `int` but for its constructor.
pub const SLOTS: Slots = Slots {
    repr: Some(repr),
    hash: Some(hash),
    richcompare: Some(compare),
    bool_: Some(|_, value| Ok(super::is_true(value))),
    int: Some(to_exact),
    float: Some(to_float),
    index: Some(to_exact),
    negative: Some(negative),
    positive: Some(to_exact),
    absolute: Some(absolute),
    invert: Some(invert),
    add: Some(add),
    subtract: Some(subtract),
    multiply: Some(multiply),
    remainder: Some(remainder),
    divmod: Some(divmod),
    power: Some(power),
    lshift: Some(left_shift),
    rshift: Some(right_shift),
    and: Some(and),
    xor: Some(xor),
    or: Some(or),
    floor_divide: Some(floor_divide),
    true_divide: Some(true_divide),
    ..Slots::EMPTY
};

fn repr(vm: &mut Vm, value: &Value) -> PyResult {
    let text = super::to_decimal(vm, number(value))?;
    Ok(vm.new_str(text).into_value())
}

fn hash(_vm: &mut Vm, value: &Value) -> PyResult<i64> {
    Ok(match number(value) {
        Number::Small(small) => int::hash_i64(small),
        Number::Big(big) => int::hash(big),
    })
}

fn compare(_vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    let (Some(left), Some(right)) = (Number::of(left), Number::of(right)) else { return Ok(Value::NOT_IMPLEMENTED) };
    let order = match (left, right) {
        (Number::Small(left), Number::Small(right)) => left.cmp(&right),
        (Number::Big(left), Number::Big(right)) => left.cmp(right),
        // A big one lies beyond every machine word on the side of its sign.
        (Number::Small(_), big) if big.is_negative() => std::cmp::Ordering::Greater,
        (Number::Small(_), _) => std::cmp::Ordering::Less,
        (big, Number::Small(_)) if big.is_negative() => std::cmp::Ordering::Less,
        (_, Number::Small(_)) => std::cmp::Ordering::Greater,
    };
    Ok(Value::bool(holds(op, order)))
}

fn to_exact(vm: &mut Vm, value: &Value) -> PyResult {
    Ok(super::exact(vm, value))
}

fn to_float(vm: &mut Vm, value: &Value) -> PyResult {
    match number(value).to_f64() {
        Ok(number) => Ok(float::new(vm, number)),
        Err(error) => Err(raise(vm, error)),
    }
}

fn negative(vm: &mut Vm, value: &Value) -> PyResult {
    Ok(match number(value) {
        Number::Small(small) => from_i128(vm, -i128::from(small)),
        Number::Big(big) => from_big(vm, -big),
    })
}

fn absolute(vm: &mut Vm, value: &Value) -> PyResult {
    if number(value).is_negative() { negative(vm, value) } else { to_exact(vm, value) }
}

fn invert(vm: &mut Vm, value: &Value) -> PyResult {
    Ok(match number(value) {
        Number::Small(small) => from_i64(vm, !small),
        Number::Big(big) => from_big(vm, !big),
    })
}

/// Applies `small` to machine words and `big` where that has no answer or an operand is longer.
#[inline]
fn apply(
    vm: &mut Vm,
    left: &Value,
    right: &Value,
    small: impl FnOnce(i64, i64) -> Option<i64>,
    big: impl FnOnce(&BigInt, &BigInt) -> BigInt,
) -> PyResult {
    let (Some(left), Some(right)) = (Number::of(left), Number::of(right)) else { return Ok(Value::NOT_IMPLEMENTED) };
    if let (Number::Small(left), Number::Small(right)) = (left, right)
        && let Some(result) = small(left, right)
    {
        return Ok(from_i64(vm, result));
    }
    if with_big(left, right, |left, right| !int::is_room_for(left.bits().saturating_add(right.bits()))) {
        return Err(vm.memory_error());
    }
    let result = with_big(left, right, big);
    Ok(from_big(vm, result))
}

fn with_big<R>(left: Number<'_>, right: Number<'_>, apply: impl FnOnce(&BigInt, &BigInt) -> R) -> R {
    match (left, right) {
        (Number::Big(left), Number::Big(right)) => apply(left, right),
        (Number::Big(left), Number::Small(right)) => apply(left, &BigInt::from(right)),
        (Number::Small(left), Number::Big(right)) => apply(&BigInt::from(left), right),
        (Number::Small(left), Number::Small(right)) => apply(&BigInt::from(left), &BigInt::from(right)),
    }
}

/// `left + right`.
pub fn add(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    apply(vm, left, right, i64::checked_add, |left, right| left + right)
}

/// `left - right`.
pub fn subtract(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    apply(vm, left, right, i64::checked_sub, |left, right| left - right)
}

/// `left * right`.
pub fn multiply(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    apply(vm, left, right, i64::checked_mul, |left, right| left * right)
}

fn and(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    apply(vm, left, right, |left, right| Some(left & right), |left, right| left & right)
}

fn or(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    apply(vm, left, right, |left, right| Some(left | right), |left, right| left | right)
}

fn xor(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    apply(vm, left, right, |left, right| Some(left ^ right), |left, right| left ^ right)
}

/// `left // right`; ZeroDivisionError "division by zero".
pub fn floor_divide(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let (Some(left), Some(right)) = (Number::of(left), Number::of(right)) else { return Ok(Value::NOT_IMPLEMENTED) };
    if let (Number::Small(left), Number::Small(right)) = (left, right)
        && right != 0
        && let Some(quotient) = int::floor_div_i64(left, right)
    {
        return Ok(from_i64(vm, quotient));
    }
    match with_big(left, right, int::floor_div) {
        Ok(quotient) => Ok(from_big(vm, quotient)),
        Err(error) => Err(raise(vm, error)),
    }
}

/// `left % right`; ZeroDivisionError "division by zero".
pub fn remainder(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let (Some(left), Some(right)) = (Number::of(left), Number::of(right)) else { return Ok(Value::NOT_IMPLEMENTED) };
    if let (Number::Small(left), Number::Small(right)) = (left, right)
        && right != 0
    {
        return Ok(from_i64(vm, int::modulo_i64(left, right)));
    }
    match with_big(left, right, int::modulo) {
        Ok(rest) => Ok(from_big(vm, rest)),
        Err(error) => Err(raise(vm, error)),
    }
}

fn divmod(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let (Some(left), Some(right)) = (Number::of(left), Number::of(right)) else { return Ok(Value::NOT_IMPLEMENTED) };
    let (quotient, rest) = match (left, right) {
        (Number::Small(left), Number::Small(right)) if right != 0 && (left, right) != (i64::MIN, -1) => {
            let quotient = int::floor_div_i64(left, right).unwrap_or(0);
            (from_i64(vm, quotient), from_i64(vm, int::modulo_i64(left, right)))
        }
        _ => match with_big(left, right, int::divmod) {
            Ok((quotient, rest)) => (from_big(vm, quotient), from_big(vm, rest)),
            Err(error) => return Err(raise(vm, error)),
        },
    };
    Ok(vm.new_tuple(vec![quotient, rest]).into_value())
}

/// `left / right`; ZeroDivisionError "division by zero".
pub fn true_divide(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let (Some(left), Some(right)) = (Number::of(left), Number::of(right)) else { return Ok(Value::NOT_IMPLEMENTED) };
    let quotient = match (left, right) {
        (Number::Small(left), Number::Small(right)) => int::true_div_i64(left, right),
        _ => with_big(left, right, int::true_div),
    };
    match quotient {
        Ok(quotient) => Ok(float::new(vm, quotient)),
        Err(error) => Err(raise(vm, error)),
    }
}

fn left_shift(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let (Some(left), Some(right)) = (Number::of(left), Number::of(right)) else { return Ok(Value::NOT_IMPLEMENTED) };
    if let (Number::Small(left), Number::Small(right @ 0..64)) = (left, right)
        && (left << right) >> right == left
    {
        return Ok(from_i64(vm, left << right));
    }
    match with_big(left, right, int::shift_left) {
        Ok(result) => Ok(from_big(vm, result)),
        Err(error) => Err(raise(vm, error)),
    }
}

fn right_shift(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let (Some(left), Some(right)) = (Number::of(left), Number::of(right)) else { return Ok(Value::NOT_IMPLEMENTED) };
    if let (Number::Small(left), Number::Small(right @ 0..)) = (left, right) {
        return Ok(from_i64(vm, left >> right.min(63)));
    }
    match with_big(left, right, int::shift_right) {
        Ok(result) => Ok(from_big(vm, result)),
        Err(error) => Err(raise(vm, error)),
    }
}

/// `pow(base, exponent)` and, with a modulus that is not None, `pow(base, exponent, modulus)`.
pub fn power(vm: &mut Vm, base: &Value, exponent: &Value, modulus: &Value) -> PyResult {
    let (Some(base_number), Some(exponent_number)) = (Number::of(base), Number::of(exponent)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !modulus.is_none() {
        let Some(modulus) = Number::of(modulus) else { return Ok(Value::NOT_IMPLEMENTED) };
        let result = int::pow_mod(&base_number.to_big(), &exponent_number.to_big(), &modulus.to_big());
        return match result {
            Ok(result) => Ok(from_big(vm, result)),
            Err(error) => Err(raise(vm, error)),
        };
    }
    if exponent_number.is_negative() {
        let (base, exponent) = (to_float(vm, base)?, to_float(vm, exponent)?);
        return float::power(vm, &base, &exponent, &Value::NONE);
    }
    if let (Number::Small(base), Number::Small(exponent)) = (base_number, exponent_number)
        && let Ok(exponent) = u32::try_from(exponent)
        && let Some(result) = base.checked_pow(exponent)
    {
        return Ok(from_i64(vm, result));
    }
    match with_big(base_number, exponent_number, int::pow) {
        Ok(result) => Ok(from_big(vm, result)),
        Err(error) => Err(raise(vm, error)),
    }
}
