//! Functions of one or two floats.

use crate::object::{Slot, Value};
use crate::protocol::binary::Form;
use crate::protocol::{self, number};
use crate::text::float::compose;
use crate::text::int::top_bits;
use crate::types::float;
use crate::types::int::Number;
use crate::vm::{PyResult, Raised, Vm};

/// What an infinite result of a finite argument means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Infinite {
    /// A pole: ValueError.
    Domain,
    /// Too large: OverflowError.
    Range,
}

/// ValueError "math domain error".
#[cold]
pub(super) fn domain(vm: &mut Vm) -> Raised {
    vm.value_error("math domain error")
}

/// ValueError "expected a positive input, got -1.0".
#[cold]
pub(super) fn unexpected(vm: &mut Vm, expected: &str, given: f64) -> Raised {
    let given = crate::text::float_digits::repr(given);
    vm.value_error(format!("expected {expected}, got {given}"))
}

/// OverflowError "math range error".
#[cold]
pub(super) fn range(vm: &mut Vm) -> Raised {
    vm.overflow_error("math range error")
}

/// `function(x)`, with errors where the result is no number although the argument is one: ValueError says what is
/// `expected`.
#[inline]
pub(super) fn check(vm: &mut Vm, x: &Value, function: fn(f64) -> f64, infinite: Infinite, expected: &str) -> PyResult {
    let x = number::as_f64(vm, x)?;
    let result = function(x);
    if result.is_nan() && !x.is_nan() {
        return Err(unexpected(vm, expected, x));
    }
    if result.is_infinite() && x.is_finite() {
        return Err(if infinite == Infinite::Range { range(vm) } else { unexpected(vm, expected, x) });
    }
    Ok(float::new(vm, result))
}

/// `function(x)`, which cannot fail.
pub(super) fn plain(vm: &mut Vm, x: &Value, function: fn(f64) -> f64) -> PyResult {
    let x = number::as_f64(vm, x)?;
    Ok(float::new(vm, function(x)))
}

pub(super) fn test(vm: &mut Vm, x: &Value, function: fn(f64) -> bool) -> PyResult {
    Ok(Value::bool(function(number::as_f64(vm, x)?)))
}

/// Both arguments as floats.
fn pair(vm: &mut Vm, arguments: &[Value]) -> PyResult<(f64, f64)> {
    Ok((number::as_f64(vm, &arguments[0])?, number::as_f64(vm, &arguments[1])?))
}

pub(super) fn atan2(vm: &mut Vm, _module: &Value, arguments: &[Value]) -> PyResult {
    let (y, x) = pair(vm, arguments)?;
    Ok(float::new(vm, y.atan2(x)))
}

pub(super) fn copysign(vm: &mut Vm, _module: &Value, arguments: &[Value]) -> PyResult {
    let (x, y) = pair(vm, arguments)?;
    Ok(float::new(vm, x.copysign(y)))
}

pub(super) fn fmod(vm: &mut Vm, _module: &Value, arguments: &[Value]) -> PyResult {
    let (x, y) = pair(vm, arguments)?;
    let result = x % y;
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain(vm));
    }
    Ok(float::new(vm, result))
}

pub(super) fn remainder(vm: &mut Vm, _module: &Value, arguments: &[Value]) -> PyResult {
    let (x, y) = pair(vm, arguments)?;
    if !x.is_nan() && !y.is_nan() && (x.is_infinite() || y == 0.0) {
        return Err(domain(vm));
    }
    let result = if y.is_infinite() && x.is_finite() { x } else { libm::remainder(x, y) };
    Ok(float::new(vm, result))
}

pub(super) fn pow(vm: &mut Vm, _module: &Value, arguments: &[Value]) -> PyResult {
    let (x, y) = pair(vm, arguments)?;
    let result = x.powf(y);
    if x.is_finite() && y.is_finite() && !result.is_finite() {
        return Err(if result.is_nan() || x == 0.0 { domain(vm) } else { range(vm) });
    }
    Ok(float::new(vm, result))
}

/// A logarithm of any real number; ints may be larger than the largest float.
pub(super) fn logarithm(vm: &mut Vm, x: &Value, function: fn(f64) -> f64) -> PyResult {
    let result = logarithm_of(vm, x, function)?;
    Ok(float::new(vm, result))
}

fn logarithm_of(vm: &mut Vm, x: &Value, function: fn(f64) -> f64) -> PyResult<f64> {
    if let Some(Number::Big(big)) = Number::of(x)
        && Number::Big(big).to_f64().is_err()
        && big.sign() == num_bigint::Sign::Plus
    {
        // x = fraction * 2**bits with the fraction in [0.5, 1).
        let bits = big.bits();
        let (top, tail, _) = top_bits(big.magnitude());
        let fraction = compose(top, tail, -64).unwrap_or(1.0);
        return Ok(function(fraction) + function(2.0) * bits as f64);
    }
    if Number::of(x).is_some_and(|number| number.is_negative() || number.is_zero()) {
        return Err(vm.value_error("expected a positive input"));
    }
    let x = number::as_f64(vm, x)?;
    if x <= 0.0 { Err(unexpected(vm, "a positive input", x)) } else { Ok(function(x)) }
}

pub(super) fn log(vm: &mut Vm, _module: &Value, arguments: &[Value]) -> PyResult {
    let numerator = logarithm_of(vm, &arguments[0], f64::ln)?;
    let Some(base) = arguments.get(1) else { return Ok(float::new(vm, numerator)) };
    let denominator = logarithm_of(vm, base, f64::ln)?;
    let (numerator, denominator) = (float::new(vm, numerator), float::new(vm, denominator));
    protocol::binary(vm, ouropy_compiler::code::BinaryOperator::TrueDivide, Form::Plain, &numerator, &denominator)
}

/// The relative and the absolute tolerance of `isclose`. ValueError "tolerances must be non-negative".
pub fn tolerances(vm: &mut Vm, relative: Option<&Value>, absolute: Option<&Value>) -> PyResult<(f64, f64)> {
    let mut tolerances = [1e-9, 0.0];
    for (tolerance, given) in tolerances.iter_mut().zip([relative, absolute]) {
        if let Some(given) = given {
            *tolerance = number::as_f64(vm, given)?;
        }
    }
    let [relative, absolute] = tolerances;
    if relative < 0.0 || absolute < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    Ok((relative, absolute))
}

pub(super) fn is_close(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [Some(a), Some(b), relative, absolute] = bound else { return Ok(Value::FALSE) };
    let (a, b) = (number::as_f64(vm, a)?, number::as_f64(vm, b)?);
    let (relative, absolute) = tolerances(vm, relative.as_ref(), absolute.as_ref())?;
    if a == b {
        return Ok(Value::TRUE);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(Value::FALSE);
    }
    let apart = (b - a).abs();
    Ok(Value::bool(apart <= (relative * b).abs() || apart <= (relative * a).abs() || apart <= absolute))
}
