//! The arithmetic of Python's `float` where it differs from the machine's, and conversions to and from text and int.

use super::{ErrorKind, float_digits, int_text};
use num_bigint::{BigInt, BigUint};
use num_traits::Zero;
use std::borrow::Cow;
use std::fmt;

/// What a float operation can raise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FloatError {
    /// `1.0 / 0.0`
    DivisionByZero,
    /// `1.0 // 0.0`
    FloorDivisionByZero,
    /// `1.0 % 0.0`
    ModuloByZero,
    /// `divmod(1.0, 0.0)`
    DivmodByZero,
    /// `0.0 ** -1`
    ZeroToNegativePower,
    /// A power too large; the exception's arguments are `(34, 'Numerical result out of range')`.
    PowerTooLarge,
    /// `int(inf)`
    InfinityToInteger,
    /// `int(nan)`
    NanToInteger,
    /// `inf.as_integer_ratio()`
    InfinityToRatio,
    /// `nan.as_integer_ratio()`
    NanToRatio,
    /// `round(1.7e308, -308)`
    RoundedTooLarge,
}

impl FloatError {
    /// The exception class.
    pub fn kind(self) -> ErrorKind {
        use FloatError as E;
        match self {
            E::DivisionByZero | E::FloorDivisionByZero | E::ModuloByZero | E::DivmodByZero | E::ZeroToNegativePower => {
                ErrorKind::ZeroDivision
            }
            E::PowerTooLarge | E::InfinityToInteger | E::InfinityToRatio | E::RoundedTooLarge => ErrorKind::Overflow,
            E::NanToInteger | E::NanToRatio => ErrorKind::Value,
        }
    }
}

impl fmt::Display for FloatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            FloatError::DivisionByZero
            | FloatError::FloorDivisionByZero
            | FloatError::ModuloByZero
            | FloatError::DivmodByZero => "division by zero",
            FloatError::ZeroToNegativePower => "zero to a negative power",
            FloatError::PowerTooLarge => "(34, 'Numerical result out of range')",
            FloatError::InfinityToInteger => "cannot convert float infinity to integer",
            FloatError::NanToInteger => "cannot convert float NaN to integer",
            FloatError::InfinityToRatio => "cannot convert Infinity to integer ratio",
            FloatError::NanToRatio => "cannot convert NaN to integer ratio",
            FloatError::RoundedTooLarge => "rounded value too large to represent",
        })
    }
}

/// `x` as `mantissa * 2**exponent`, sign aside; `x` is finite.
pub fn decompose(x: f64) -> (u64, i32) {
    let bits = x.to_bits();
    let exponent = (bits >> 52 & 0x7FF) as i32;
    let fraction = bits & ((1 << 52) - 1);
    if exponent == 0 { (fraction, -1074) } else { (fraction | 1 << 52, exponent - 1075) }
}

/// What was cut off below the last bit of a mantissa: an amount below one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tail {
    /// Nothing: the mantissa is exact.
    Zero,
    /// Something above zero.
    Positive,
}

impl Tail {
    /// The tail that `rest` leaves.
    pub fn of(rest: &impl Zero) -> Tail {
        if rest.is_zero() { Tail::Zero } else { Tail::Positive }
    }
}

/// The double nearest to `(mantissa + tail) * 2**exponent`, ties to even. `None` when it is too large for a double.
pub fn compose(mantissa: u64, tail: Tail, exponent: i64) -> Option<f64> {
    if mantissa == 0 {
        return Some(0.0);
    }
    let shift = mantissa.leading_zeros();
    let (mantissa, exponent) = (u128::from(mantissa) << shift, exponent.saturating_sub(i64::from(shift)));
    if exponent > 1024 {
        return None;
    }
    let mut unit = exponent.saturating_add(11).max(-1074);
    let dropped = unit - exponent;
    if dropped > 64 {
        return Some(0.0);
    }
    let mut kept = (mantissa >> dropped) as u64;
    let rest = mantissa & ((1 << dropped) - 1);
    let half = 1 << (dropped - 1);
    if rest > half || rest == half && (tail == Tail::Positive || kept & 1 == 1) {
        kept += 1;
    }
    if kept == 1 << 53 {
        kept >>= 1;
        unit += 1;
    }
    if kept < 1 << 52 {
        return Some(f64::from_bits(kept));
    }
    let biased = (unit + 1075) as u64;
    (biased < 2047).then(|| f64::from_bits(biased << 52 | (kept & ((1 << 52) - 1))))
}

/// Reads what `float(text)` reads: surrounding whitespace, digits of any script, underscores between digits, `inf`,
/// `infinity` and `nan` in any case. `None` stands for "could not convert string to float: …".
pub fn parse(text: &[u8]) -> Option<f64> {
    let ascii = int_text::to_ascii_digits(text);
    parse_bytes(&ascii)
}

/// The same for `float(bytes)`, where only ASCII counts.
pub fn parse_bytes(text: &[u8]) -> Option<f64> {
    let text = int_text::trim_ascii_space(text);
    let digits = strip_underscores(text)?;
    // Rust's grammar for floats is C's without hexadecimals; it rounds correctly.
    std::str::from_utf8(&digits).ok()?.parse().ok()
}

fn strip_underscores(text: &[u8]) -> Option<Cow<'_, [u8]>> {
    if memchr::memchr(b'_', text).is_none() {
        return Some(Cow::Borrowed(text));
    }
    let mut out = Vec::with_capacity(text.len());
    let mut previous = 0u8;
    for &byte in text {
        if byte == b'_' {
            if !previous.is_ascii_digit() {
                return None;
            }
        } else {
            if previous == b'_' && !byte.is_ascii_digit() {
                return None;
            }
            out.push(byte);
        }
        previous = byte;
    }
    (previous != b'_').then_some(Cow::Owned(out))
}

/// Python's hash of a float: the value modulo 2**61 - 1, ±314159 for the infinities. `None` for NaN, which hashes by
/// identity.
pub fn hash(x: f64) -> Option<i64> {
    if x.is_nan() {
        return None;
    }
    if x.is_infinite() {
        return Some(if x > 0.0 { 314_159 } else { -314_159 });
    }
    let (mantissa, exponent) = decompose(x);
    // Multiplying by two modulo 2**61 - 1 rotates 61 bits.
    let turn = exponent.rem_euclid(61);
    let modulus = (1u64 << 61) - 1;
    let hash = ((mantissa << turn) & modulus | mantissa >> (61 - turn)) as i64;
    let hash = if x < 0.0 { -hash } else { hash };
    Some(if hash == -1 { -2 } else { hash })
}

/// `float.is_integer`.
pub fn is_integer(x: f64) -> bool {
    x.is_finite() && x == x.trunc()
}

/// `int(x)`: truncation towards zero, exact.
pub fn to_int(x: f64) -> Result<BigInt, FloatError> {
    if x.is_nan() {
        return Err(FloatError::NanToInteger);
    }
    if x.is_infinite() {
        return Err(FloatError::InfinityToInteger);
    }
    let (mantissa, exponent) = decompose(x);
    let magnitude = if exponent >= 0 {
        BigUint::from(mantissa) << exponent
    } else {
        BigUint::from(mantissa.checked_shr(exponent.unsigned_abs()).unwrap_or(0))
    };
    let value = BigInt::from(magnitude);
    Ok(if x < 0.0 { -value } else { value })
}

/// `round(x)` without digits: the nearest integer, ties to even.
pub fn round_to_int(x: f64) -> Result<BigInt, FloatError> {
    to_int(x.round_ties_even())
}

/// `round(x, places)`: correctly rounded in decimal, ties to even.
pub fn round(x: f64, places: i64) -> Result<f64, FloatError> {
    // Beyond these bounds nothing changes, or nothing is left.
    if !x.is_finite() || x == 0.0 || places > 323 {
        return Ok(x);
    }
    if places < -308 {
        return Ok(0.0 * x);
    }
    let digits = float_digits::fixed(x, places);
    if digits.digits.is_empty() {
        return Ok(0.0f64.copysign(x));
    }
    let text = format!("0.{}e{}", String::from_utf8_lossy(&digits.digits), digits.point);
    let rounded = text.parse().unwrap_or(x.abs());
    if f64::is_infinite(rounded) { Err(FloatError::RoundedTooLarge) } else { Ok(rounded.copysign(x)) }
}

/// `x.as_integer_ratio()`: numerator and positive denominator in lowest terms.
pub fn as_integer_ratio(x: f64) -> Result<(BigInt, BigInt), FloatError> {
    if x.is_nan() {
        return Err(FloatError::NanToRatio);
    }
    if x.is_infinite() {
        return Err(FloatError::InfinityToRatio);
    }
    let (mut mantissa, mut exponent) = decompose(x);
    if mantissa.is_zero() {
        return Ok((BigInt::zero(), BigInt::from(1)));
    }
    let zeros = mantissa.trailing_zeros();
    mantissa >>= zeros;
    exponent += zeros as i32;
    let numerator = BigInt::from(mantissa) << exponent.max(0);
    let denominator = BigInt::from(1) << (-exponent).max(0);
    Ok((if x < 0.0 { -numerator } else { numerator }, denominator))
}

/// `x / y`.
pub fn true_div(x: f64, y: f64) -> Result<f64, FloatError> {
    if y == 0.0 { Err(FloatError::DivisionByZero) } else { Ok(x / y) }
}

/// `x % y`: the sign of `y`.
pub fn modulo(x: f64, y: f64) -> Result<f64, FloatError> {
    if y == 0.0 {
        return Err(FloatError::ModuloByZero);
    }
    let rest = x % y;
    if rest == 0.0 {
        return Ok(0.0f64.copysign(y));
    }
    Ok(if (y < 0.0) == (rest < 0.0) { rest } else { rest + y })
}

/// `x // y`.
pub fn floor_div(x: f64, y: f64) -> Result<f64, FloatError> {
    divmod(x, y).map(|pair| pair.0).map_err(|_| FloatError::FloorDivisionByZero)
}

/// `divmod(x, y)`.
pub fn divmod(x: f64, y: f64) -> Result<(f64, f64), FloatError> {
    if y == 0.0 {
        return Err(FloatError::DivmodByZero);
    }
    let mut rest = x % y;
    // x - rest is close to a multiple of y, so this quotient is close to an integer.
    let mut quotient = (x - rest) / y;
    if rest == 0.0 {
        rest = 0.0f64.copysign(y);
    } else if (y < 0.0) != (rest < 0.0) {
        rest += y;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return Ok((0.0f64.copysign(x / y), rest));
    }
    let floor = quotient.floor();
    Ok((if quotient - floor > 0.5 { floor + 1.0 } else { floor }, rest))
}

/// What `x ** y` on floats comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Power {
    /// A float.
    Real(f64),
    /// A negative base with a fractional exponent: the result is complex.
    Complex,
}

/// `x ** y`.
pub fn pow(x: f64, y: f64) -> Result<Power, FloatError> {
    let odd = || (y.abs() % 2.0) == 1.0;
    let real = |value| Ok(Power::Real(value));
    if y == 0.0 || x == 1.0 {
        return real(1.0);
    }
    if x.is_nan() || y.is_nan() {
        return real(x + y);
    }
    if y.is_infinite() {
        let size = x.abs();
        return real(match size {
            1.0 => 1.0,
            _ if (y > 0.0) == (size > 1.0) => f64::INFINITY,
            _ => 0.0,
        });
    }
    if x.is_infinite() {
        let sign = if odd() { x } else { 1.0 };
        return real(if y > 0.0 { f64::INFINITY.copysign(sign) } else { 0.0f64.copysign(sign) });
    }
    if x == 0.0 {
        return if y < 0.0 { Err(FloatError::ZeroToNegativePower) } else { real(if odd() { x } else { 0.0 }) };
    }
    if x < 0.0 && y != y.floor() {
        return Ok(Power::Complex);
    }
    let size = x.abs().powf(y);
    if size.is_infinite() {
        return Err(FloatError::PowerTooLarge);
    }
    real(if x < 0.0 && odd() { -size } else { size })
}
