//! Seconds as arguments: CPython's `_PyTime_FromSecondsObject`.

use std::time::Duration;

use crate::object::Value;
use crate::protocol::number;
use crate::types::{float, int};
use crate::vm::{PyResult, Vm};

/// Milliseconds as nanoseconds: CPython's `_PyTime_FromMillisecondsObject`.
pub fn milliseconds(vm: &mut Vm, value: &Value) -> PyResult<i64> {
    scaled(vm, value, 1_000_000)
}

/// Seconds as nanoseconds, rounded away from zero where a float has parts of one: nobody waits less than was asked for.
pub fn nanoseconds(vm: &mut Vm, value: &Value) -> PyResult<i64> {
    scaled(vm, value, 1_000_000_000)
}

fn scaled(vm: &mut Vm, value: &Value, unit: i64) -> PyResult<i64> {
    let found = match float::value_of(value) {
        Some(seconds) if seconds.is_nan() => return Err(vm.value_error("Invalid value NaN (not a number)")),
        Some(seconds) => {
            let nanos = seconds * unit as f64;
            let nanos = if nanos < 0.0 { nanos.floor() } else { nanos.ceil() };
            (nanos.abs() < 9.223_372_036_854_775e18).then_some(nanos as i64)
        }
        None if number::has_index(vm, value) => {
            let seconds = number::index(vm, value)?;
            int::number(&seconds).to_i64().and_then(|seconds| seconds.checked_mul(unit))
        }
        None => {
            let class = vm.class_name(value);
            let text = format!("'{class}' object cannot be interpreted as an integer or float");
            return Err(vm.type_error(text));
        }
    };
    found.ok_or_else(|| vm.overflow_error("timestamp out of range for C PyTime_t"))
}

/// Seconds as nanoseconds, rounded down; OverflowError.
pub fn rounded_down(vm: &mut Vm, seconds: f64) -> PyResult<i64> {
    let nanos = (seconds * 1e9).floor();
    // What an i64 holds; no comparison holds of NaN.
    if (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&nanos) {
        return Ok(nanos as i64);
    }
    Err(vm.overflow_error("timestamp out of range for C PyTime_t"))
}

/// A time to wait for; ValueError with that text if it is negative.
pub fn timeout(vm: &mut Vm, value: &Value, negative: &str) -> PyResult<Duration> {
    match u64::try_from(nanoseconds(vm, value)?) {
        Ok(nanos) => Ok(Duration::from_nanos(nanos)),
        Err(_) => Err(vm.value_error(negative)),
    }
}
