//! The gamma function and its logarithm by Lanczos' approximation (thirteen terms, g = 6.0247), with the reflection
//! formula for negative arguments.

use std::f64::consts::PI;

use super::real::{range, unexpected};
use crate::object::Value;
use crate::protocol::number;
use crate::types::float;
use crate::vm::{PyResult, Vm};

const G: f64 = 6.024_680_040_776_73;
const G_MINUS_HALF: f64 = 5.524_680_040_776_73;

/// Coefficients of the numerator, of the lowest power first.
const NUMERATOR: [f64; 13] = [
    23_531_376_880.410_76,
    42_919_803_642.649_1,
    35_711_959_237.355_67,
    17_921_034_426.037_21,
    6_039_542_586.352_028,
    1_439_720_407.311_721_6,
    248_874_557.862_054_17,
    31_426_415.585_400_194,
    2_876_370.628_935_372_5,
    186_056.265_395_223_5,
    8_071.672_002_365_816,
    210.824_277_751_579_34,
    2.506_628_274_631_000_3,
];

/// Those of the denominator, `x (x + 1) … (x + 11)`.
const DENOMINATOR: [f64; 13] = [
    0.0,
    39_916_800.0,
    120_543_840.0,
    150_917_976.0,
    105_258_076.0,
    45_995_730.0,
    13_339_535.0,
    2_637_558.0,
    357_423.0,
    32_670.0,
    1_925.0,
    66.0,
    1.0,
];

/// The rational function; evaluated from the end that does not overflow.
fn lanczos(x: f64) -> f64 {
    let (mut above, mut below) = (0.0, 0.0);
    let terms = NUMERATOR.iter().zip(&DENOMINATOR);
    if x < 5.0 {
        for (numerator, denominator) in terms.rev() {
            above = above * x + numerator;
            below = below * x + denominator;
        }
    } else {
        for (numerator, denominator) in terms {
            above = above / x + numerator;
            below = below / x + denominator;
        }
    }
    above / below
}

/// `sin(pi * x)`, exact at half-integers.
fn sin_pi(x: f64) -> f64 {
    let y = x.abs() % 2.0;
    let size = match (2.0 * y).round() as i32 {
        0 => (PI * y).sin(),
        1 => (PI * (y - 0.5)).cos(),
        2 => (PI * (1.0 - y)).sin(),
        3 => -(PI * (y - 1.5)).cos(),
        _ => (PI * (y - 2.0)).sin(),
    };
    1.0f64.copysign(x) * size
}

/// What stops a computation.
enum Fault {
    Domain,
    Range,
}

fn finish(vm: &mut Vm, x: f64, result: Result<f64, Fault>) -> PyResult {
    match result {
        Ok(result) => Ok(float::new(vm, result)),
        Err(Fault::Domain) => Err(unexpected(vm, "a noninteger or positive integer", x)),
        Err(Fault::Range) => Err(range(vm)),
    }
}

pub(super) fn gamma(vm: &mut Vm, _module: &Value, x: &Value) -> PyResult {
    let x = number::as_f64(vm, x)?;
    finish(vm, x, gamma_of(x))
}

pub(super) fn lgamma(vm: &mut Vm, _module: &Value, x: &Value) -> PyResult {
    let x = number::as_f64(vm, x)?;
    finish(vm, x, lgamma_of(x))
}

fn gamma_of(x: f64) -> Result<f64, Fault> {
    if x.is_nan() || x == f64::INFINITY {
        return Ok(x);
    }
    if x == f64::NEG_INFINITY || x == 0.0 {
        return Err(Fault::Domain);
    }
    if x == x.floor() {
        if x < 0.0 {
            return Err(Fault::Domain);
        }
        // Factorials up to 22 are exact.
        if x <= 23.0 {
            return Ok((1..x as u64).map(|factor| factor as f64).product());
        }
    }
    let size = x.abs();
    if size < 1e-20 {
        let result = 1.0 / x;
        return if result.is_infinite() { Err(Fault::Range) } else { Ok(result) };
    }
    if size > 200.0 {
        return if x < 0.0 { Ok(0.0 / sin_pi(x)) } else { Err(Fault::Range) };
    }
    let y = size + G_MINUS_HALF;
    // What rounding the sum lost, to correct the power for.
    let lost = if size > G_MINUS_HALF { (y - size) - G_MINUS_HALF } else { (y - G_MINUS_HALF) - size };
    let correction = lost * G / y;
    let small = size < 140.0;
    let power = if small { y.powf(size - 0.5) } else { y.powf(size / 2.0 - 0.25) };
    let mut result;
    if x < 0.0 {
        result = -PI / sin_pi(size) / size * y.exp() / lanczos(size);
        result -= correction * result;
        result /= power;
        if !small {
            result /= power;
        }
    } else {
        result = lanczos(size) / y.exp();
        result += correction * result;
        result *= power;
        if !small {
            result *= power;
        }
    }
    if result.is_infinite() { Err(Fault::Range) } else { Ok(result) }
}

fn lgamma_of(x: f64) -> Result<f64, Fault> {
    if !x.is_finite() {
        return Ok(x.abs());
    }
    if x == x.floor() && x <= 2.0 {
        return if x <= 0.0 { Err(Fault::Domain) } else { Ok(0.0) };
    }
    let size = x.abs();
    if size < 1e-20 {
        return Ok(-size.ln());
    }
    let mut result = lanczos(size).ln() - G;
    result += (size - 0.5) * ((size + G - 0.5).ln() - 1.0);
    if x < 0.0 {
        result = PI.ln() - sin_pi(size).abs().ln() - size.ln() - result;
    }
    if result.is_infinite() { Err(Fault::Range) } else { Ok(result) }
}
