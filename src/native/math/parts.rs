//! Rounding to ints, taking floats apart, and the spacing of floats.

use std::cmp::Ordering;

use super::real::range;
use crate::object::{Slot, Value};
use crate::protocol::call::call_special_unbound;
use crate::protocol::number;
use crate::types::float;
use crate::types::int::{self, Number};
use crate::vm::{PyResult, Vm};

pub(super) fn floor(vm: &mut Vm, _module: &Value, x: &Value) -> PyResult {
    let name = vm.names.floor.clone();
    rounded(vm, x, &name, f64::floor)
}

pub(super) fn ceil(vm: &mut Vm, _module: &Value, x: &Value) -> PyResult {
    let name = vm.names.ceil.clone();
    rounded(vm, x, &name, f64::ceil)
}

fn rounded(vm: &mut Vm, x: &Value, method: &crate::object::Py<crate::object::Str>, round: fn(f64) -> f64) -> PyResult {
    if x.is_small_int() {
        return Ok(x.clone());
    }
    if !vm.is_exactly(x, &vm.types.float)
        && let Some(result) = call_special_unbound(vm, x, method, &[])?
    {
        return Ok(result);
    }
    let x = number::as_f64(vm, x)?;
    float::to_int(vm, round(x))
}

pub(super) fn trunc(vm: &mut Vm, _module: &Value, x: &Value) -> PyResult {
    if let Some(number) = float::value_of(x)
        && vm.is_exactly(x, &vm.types.float)
    {
        return float::to_int(vm, number.trunc());
    }
    let name = vm.names.trunc.clone();
    match call_special_unbound(vm, x, &name, &[])? {
        Some(result) => Ok(result),
        None => {
            let name = vm.class_name(x);
            Err(vm.type_error(format!("type {name} doesn't define __trunc__ method")))
        }
    }
}

pub(super) fn modf(vm: &mut Vm, _module: &Value, x: &Value) -> PyResult {
    let x = number::as_f64(vm, x)?;
    let whole = x.trunc();
    let fraction = if x.is_infinite() { 0.0f64.copysign(x) } else { (x - whole).copysign(x) };
    let pair = vec![float::new(vm, fraction), float::new(vm, whole)];
    Ok(vm.new_tuple(pair).into_value())
}

pub(super) fn frexp(vm: &mut Vm, _module: &Value, x: &Value) -> PyResult {
    let x = number::as_f64(vm, x)?;
    let (mantissa, exponent) = if x.is_finite() { libm::frexp(x) } else { (x, 0) };
    let pair = vec![float::new(vm, mantissa), int::from_i64(vm, i64::from(exponent))];
    Ok(vm.new_tuple(pair).into_value())
}

pub(super) fn ldexp(vm: &mut Vm, _module: &Value, arguments: &[Value]) -> PyResult {
    let x = number::as_f64(vm, &arguments[0])?;
    let Some(exponent) = Number::of(&arguments[1]) else {
        return Err(vm.type_error("Expected an int as second argument to ldexp."));
    };
    if x == 0.0 || !x.is_finite() {
        return Ok(float::new(vm, x));
    }
    // No float survives a shift by more than this.
    let exponent = number::saturating_i64(exponent).clamp(-10_000, 10_000);
    let result = libm::ldexp(x, exponent as i32);
    if result.is_infinite() { Err(range(vm)) } else { Ok(float::new(vm, result)) }
}

pub(super) fn fma(vm: &mut Vm, _module: &Value, arguments: &[Value]) -> PyResult {
    let x = number::as_f64(vm, &arguments[0])?;
    let y = number::as_f64(vm, &arguments[1])?;
    let z = number::as_f64(vm, &arguments[2])?;
    let result = x.mul_add(y, z);
    if result.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
        return Err(vm.value_error("invalid operation in fma"));
    }
    if result.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
        return Err(vm.overflow_error("overflow in fma"));
    }
    Ok(float::new(vm, result))
}

/// The distance to the next larger float in magnitude.
pub(super) fn ulp(x: f64) -> f64 {
    let x = x.abs();
    if !x.is_finite() {
        return x;
    }
    let next = x.next_up();
    if next.is_infinite() { x - x.next_down() } else { next - x }
}

pub(super) fn next_after(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [Some(x), Some(y), steps] = bound else { return Ok(Value::NONE) };
    let (x, y) = (number::as_f64(vm, x)?, number::as_f64(vm, y)?);
    let steps = match steps {
        Some(steps) if !steps.is_none() => {
            let steps = number::index(vm, steps)?;
            let steps = int::number(&steps);
            if steps.is_negative() {
                return Err(vm.value_error("steps must be a non-negative integer"));
            }
            match steps {
                Number::Small(steps) => steps as u64,
                Number::Big(steps) => u64::try_from(steps).unwrap_or(u64::MAX),
            }
        }
        _ => return Ok(float::new(vm, neighbour(x, y))),
    };
    Ok(float::new(vm, step(x, y, steps)))
}

/// The float next to `x` towards `y`. A zero has the sign of `x`.
fn neighbour(x: f64, y: f64) -> f64 {
    match x.partial_cmp(&y) {
        None => x + y,
        Some(Ordering::Equal) => y,
        Some(Ordering::Less) => x.next_up(),
        Some(Ordering::Greater) => x.next_down(),
    }
}

/// The float `steps` places from `x` towards `y`.
fn step(x: f64, y: f64, steps: u64) -> f64 {
    if steps == 0 {
        return x;
    }
    if x.is_nan() || y.is_nan() {
        return x + y;
    }
    if x == y {
        return y;
    }
    // Floats numbered in order: negative ones count down from zero.
    let place = |x: f64| {
        let size = i128::from(x.abs().to_bits());
        if x.is_sign_negative() { -size } else { size }
    };
    let (from, to) = (place(x), place(y));
    let at = if from < to { (from + i128::from(steps)).min(to) } else { (from - i128::from(steps)).max(to) };
    if at == to {
        return y;
    }
    let size = f64::from_bits(at.unsigned_abs() as u64);
    if at < 0 || (at == 0 && x < 0.0) { -size } else { size }
}
