//! `cmath`: functions of complex numbers.

mod functions;

use self::functions::{Failure, Number, Outcome};
use super::{ModuleSpec, math, set};
use crate::object::{Py, Slot, Value};
use crate::protocol::number;
use crate::types::class::NativeDef;
use crate::types::dict::Dict;
use crate::types::{complex, float};
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of the module.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "cmath",
    functions: &[
        NativeDef::one("acos", |vm, _, z| apply(vm, z, functions::acos)),
        NativeDef::one("acosh", |vm, _, z| apply(vm, z, functions::acosh)),
        NativeDef::one("asin", |vm, _, z| apply(vm, z, functions::asin)),
        NativeDef::one("asinh", |vm, _, z| apply(vm, z, functions::asinh)),
        NativeDef::one("atan", |vm, _, z| apply(vm, z, functions::atan)),
        NativeDef::one("atanh", |vm, _, z| apply(vm, z, functions::atanh)),
        NativeDef::one("cos", |vm, _, z| apply(vm, z, functions::cos)),
        NativeDef::one("cosh", |vm, _, z| apply(vm, z, functions::cosh)),
        NativeDef::one("exp", |vm, _, z| apply(vm, z, functions::exp)),
        NativeDef::keywords("isclose", "a, b, *, rel_tol=1e-09, abs_tol=0.0", is_close),
        NativeDef::one("isfinite", |vm, _, z| Ok(Value::bool(parts(vm, z, f64::is_finite)?.iter().all(|is| *is)))),
        NativeDef::one("isinf", |vm, _, z| Ok(Value::bool(parts(vm, z, f64::is_infinite)?.iter().any(|is| *is)))),
        NativeDef::one("isnan", |vm, _, z| Ok(Value::bool(parts(vm, z, f64::is_nan)?.iter().any(|is| *is)))),
        NativeDef::positional("log", 1, 2, log),
        NativeDef::one("log10", |vm, _, z| apply(vm, z, functions::log10)),
        NativeDef::one("phase", |vm, _, z| {
            let z = argument(vm, z)?;
            Ok(float::new(vm, z.im.atan2(z.re)))
        }),
        NativeDef::one("polar", polar),
        NativeDef::positional("rect", 2, 2, |vm, _, values| {
            let (size, angle) = (number::as_f64(vm, &values[0])?, number::as_f64(vm, &values[1])?);
            finish(vm, functions::rect(size, angle))
        }),
        NativeDef::one("sin", |vm, _, z| apply(vm, z, functions::sin)),
        NativeDef::one("sinh", |vm, _, z| apply(vm, z, functions::sinh)),
        NativeDef::one("sqrt", |vm, _, z| apply(vm, z, functions::sqrt)),
        NativeDef::one("tan", |vm, _, z| apply(vm, z, functions::tan)),
        NativeDef::one("tanh", |vm, _, z| apply(vm, z, functions::tanh)),
    ],
    classes: &[],
    init: Some(init),
};

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    let real = [
        ("e", std::f64::consts::E),
        ("pi", std::f64::consts::PI),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ];
    for (name, value) in real {
        let value: Value = float::new(vm, value);
        set(vm, namespace, name, value);
    }
    for (name, value) in [("infj", f64::INFINITY), ("nanj", f64::NAN)] {
        let value: Value = complex::new(vm, 0.0, value);
        set(vm, namespace, name, value);
    }
    Ok(())
}

/// An argument. TypeError "must be real number, not …".
fn argument(vm: &mut Vm, value: &Value) -> PyResult<Number> {
    let (re, im) = complex::argument(vm, value)?;
    Ok(Number { re, im })
}

fn parts(vm: &mut Vm, value: &Value, test: fn(f64) -> bool) -> PyResult<[bool; 2]> {
    let z = argument(vm, value)?;
    Ok([test(z.re), test(z.im)])
}

fn apply(vm: &mut Vm, value: &Value, function: fn(Number) -> Outcome) -> PyResult {
    let z = argument(vm, value)?;
    finish(vm, function(z))
}

fn finish(vm: &mut Vm, outcome: Outcome) -> PyResult {
    match outcome {
        Ok(z) => Ok(complex::new(vm, z.re, z.im)),
        Err(failure) => Err(failed(vm, failure)),
    }
}

/// ValueError "math domain error" or OverflowError "math range error".
#[cold]
fn failed(vm: &mut Vm, failure: Failure) -> Raised {
    match failure {
        Failure::Domain => vm.value_error("math domain error"),
        Failure::Range => vm.overflow_error("math range error"),
    }
}

fn log(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let z = argument(vm, &values[0])?;
    let base = match values.get(1) {
        Some(base) => Some(argument(vm, base)?),
        None => None,
    };
    let made = functions::log(z);
    let Some(base) = base else { return finish(vm, made) };
    // As in CPython, a zero is no error when there is a base.
    let above = made.unwrap_or(Number { re: f64::NEG_INFINITY, im: z.im.atan2(z.re) });
    let below = match functions::log(base) {
        Ok(below) => below,
        Err(failure) => return Err(failed(vm, failure)),
    };
    match complex::quotient((above.re, above.im), (below.re, below.im)) {
        Some((re, im)) => Ok(complex::new(vm, re, im)),
        None => Err(failed(vm, Failure::Domain)),
    }
}

fn polar(vm: &mut Vm, _module: &Value, z: &Value) -> PyResult {
    let z = argument(vm, z)?;
    match functions::polar(z) {
        Ok((size, angle)) => {
            let both = vec![float::new(vm, size), float::new(vm, angle)];
            Ok(vm.new_tuple(both).into_value())
        }
        Err(failure) => Err(failed(vm, failure)),
    }
}

fn is_close(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [Some(a), Some(b), relative, absolute] = bound else { return Ok(Value::FALSE) };
    let (a, b) = (argument(vm, a)?, argument(vm, b)?);
    let (relative, absolute) = math::tolerances(vm, relative.as_ref(), absolute.as_ref())?;
    if a.re == b.re && a.im == b.im {
        return Ok(Value::TRUE);
    }
    if [a.re, a.im, b.re, b.im].into_iter().any(f64::is_infinite) {
        return Ok(Value::FALSE);
    }
    let size = |re: f64, im: f64| re.hypot(im);
    let apart = size(a.re - b.re, a.im - b.im);
    let near = apart <= relative * size(b.re, b.im) || apart <= relative * size(a.re, a.im) || apart <= absolute;
    Ok(Value::bool(near))
}
