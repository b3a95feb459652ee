//! Integer arithmetic with Python's rounding, limits and errors, on big integers and machine words.

use super::float::Tail;
use super::{ErrorKind, float};
use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};
use std::cmp::Ordering;
use std::fmt;

/// The hash modulus of all numbers, 2**61 - 1.
pub const HASH_MODULUS: u64 = (1 << 61) - 1;

/// What an integer operation can raise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntError {
    /// `1 / 0`
    DivisionByZero,
    /// `1 // 0` and `divmod(1, 0)`
    FloorDivisionByZero,
    /// `1 % 0`
    ModuloByZero,
    /// `10**400 / 3`
    QuotientTooLarge,
    /// `float(10**400)`
    TooLargeForFloat,
    /// `1 << -1`
    NegativeShift,
    /// A shift or power whose result no machine holds.
    TooManyDigits,
    /// The same, where CPython runs out of memory instead.
    OutOfMemory,
    /// `pow(2, -1, 4)`
    NotInvertible,
    /// `pow(2, 1, 0)`
    ZeroModulus,
    /// `(256).to_bytes(1)`
    TooBigForBytes,
    /// `(-1).to_bytes(1)`
    NegativeToUnsigned,
    /// `math.isqrt(-1)`
    NegativeSquareRoot,
    /// `math.factorial(-1)`
    NegativeFactorial,
    /// `math.comb(-1, 1)`
    NegativeN,
    /// `math.comb(1, -1)`
    NegativeK,
}

impl IntError {
    /// The exception class.
    pub fn kind(self) -> ErrorKind {
        use IntError as E;
        match self {
            E::DivisionByZero | E::FloorDivisionByZero | E::ModuloByZero => ErrorKind::ZeroDivision,
            E::QuotientTooLarge
            | E::TooLargeForFloat
            | E::TooManyDigits
            | E::TooBigForBytes
            | E::NegativeToUnsigned => ErrorKind::Overflow,
            E::OutOfMemory => ErrorKind::Memory,
            E::NegativeShift
            | E::NotInvertible
            | E::ZeroModulus
            | E::NegativeSquareRoot
            | E::NegativeFactorial
            | E::NegativeN
            | E::NegativeK => ErrorKind::Value,
        }
    }
}

impl fmt::Display for IntError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            IntError::DivisionByZero | IntError::FloorDivisionByZero | IntError::ModuloByZero => "division by zero",
            IntError::QuotientTooLarge => "integer division result too large for a float",
            IntError::TooLargeForFloat => "int too large to convert to float",
            IntError::NegativeShift => "negative shift count",
            IntError::TooManyDigits => "too many digits in integer",
            IntError::OutOfMemory => "",
            IntError::NotInvertible => "base is not invertible for the given modulus",
            IntError::ZeroModulus => "pow() 3rd argument cannot be 0",
            IntError::TooBigForBytes => "int too big to convert",
            IntError::NegativeToUnsigned => "can't convert negative int to unsigned",
            IntError::NegativeSquareRoot => "isqrt() argument must be nonnegative",
            IntError::NegativeFactorial => "factorial() not defined for negative values",
            IntError::NegativeN => "n must be a non-negative integer",
            IntError::NegativeK => "k must be a non-negative integer",
        })
    }
}

/// Hash of a machine-word integer.
#[inline]
pub fn hash_i64(value: i64) -> i64 {
    let magnitude = (value.unsigned_abs() % HASH_MODULUS) as i64;
    avoid_minus_one(if value < 0 { -magnitude } else { magnitude })
}

/// Hash of an integer of any size: the value modulo 2**61 - 1 with its sign, -2 instead of -1.
pub fn hash(value: &BigInt) -> i64 {
    // 2**64 is 8 modulo 2**61 - 1, so the words fold by a three-bit rotation.
    let fold = |hash: u64, word: u64| {
        let turned = (hash << 3) & HASH_MODULUS | hash >> 58;
        ((u128::from(turned) + u128::from(word)) % u128::from(HASH_MODULUS)) as u64
    };
    let magnitude = value.magnitude().iter_u64_digits().rev().fold(0, fold) as i64;
    avoid_minus_one(if value.sign() == Sign::Minus { -magnitude } else { magnitude })
}

#[inline]
fn avoid_minus_one(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

/// The top 64 bits of `value` (fewer when it is shorter), what is below them, and their exponent.
pub fn top_bits(value: &BigUint) -> (u64, Tail, u64) {
    let bits = value.bits();
    if bits <= 64 {
        return (value.to_u64().unwrap_or(0), Tail::Zero, 0);
    }
    let shift = bits - 64;
    let tail = if value.trailing_zeros().unwrap_or(0) < shift { Tail::Positive } else { Tail::Zero };
    ((value >> shift).to_u64().unwrap_or(0), tail, shift)
}

/// `float(value)`: correctly rounded.
pub fn to_f64(value: &BigInt) -> Result<f64, IntError> {
    let (top, tail, exponent) = top_bits(value.magnitude());
    let size = float::compose(top, tail, exponent as i64).ok_or(IntError::TooLargeForFloat)?;
    Ok(if value.sign() == Sign::Minus { -size } else { size })
}

/// `a / b`: the double nearest to the exact quotient.
pub fn true_div(a: &BigInt, b: &BigInt) -> Result<f64, IntError> {
    if b.is_zero() {
        return Err(IntError::DivisionByZero);
    }
    let (x, y) = (a.magnitude(), b.magnitude());
    // A zero divided by a negative number is a negative zero, as with floats.
    let negative = (a.sign() == Sign::Minus) != (b.sign() == Sign::Minus);
    // Scale so that the quotient has 63 or 64 bits; what the division leaves only breaks ties.
    let shift = 63 - (x.bits() as i64 - y.bits() as i64);
    if shift < -2000 {
        return Err(IntError::QuotientTooLarge);
    }
    if shift > 4000 {
        return Ok(if negative { -0.0 } else { 0.0 });
    }
    let (quotient, rest) = if shift >= 0 { (x << shift).div_rem(y) } else { x.div_rem(&(y << -shift)) };
    let top = quotient.to_u64().unwrap_or(u64::MAX);
    let size = float::compose(top, Tail::of(&rest), -shift).ok_or(IntError::QuotientTooLarge)?;
    Ok(if negative { -size } else { size })
}

/// `a / b` of machine words.
pub fn true_div_i64(a: i64, b: i64) -> Result<f64, IntError> {
    const EXACT: u64 = 1 << 53;
    if b != 0 && a.unsigned_abs() <= EXACT && b.unsigned_abs() <= EXACT {
        return Ok(a as f64 / b as f64);
    }
    true_div(&BigInt::from(a), &BigInt::from(b))
}

/// Compares an integer with a float exactly; `None` for NaN.
pub fn compare_f64(a: &BigInt, b: f64) -> Option<Ordering> {
    if b.is_nan() {
        return None;
    }
    if b.is_infinite() {
        return Some(if b > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    let whole = float::to_int(b).ok()?;
    Some(a.cmp(&whole).then_with(|| 0.0f64.total_cmp(&(b.fract() + 0.0))))
}

/// Compares a machine word with a float exactly; `None` for NaN.
pub fn compare_i64_f64(a: i64, b: f64) -> Option<Ordering> {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if b >= LIMIT {
        return Some(Ordering::Less);
    }
    if b < -LIMIT {
        return Some(Ordering::Greater);
    }
    let whole = b.trunc();
    (whole as i64 as f64).partial_cmp(&b)?;
    Some(a.cmp(&(whole as i64)).then_with(|| whole.partial_cmp(&b).unwrap_or(Ordering::Equal)))
}

/// `a // b`.
pub fn floor_div(a: &BigInt, b: &BigInt) -> Result<BigInt, IntError> {
    if b.is_zero() { Err(IntError::FloorDivisionByZero) } else { Ok(a.div_floor(b)) }
}

/// `a % b`: the sign of `b`.
pub fn modulo(a: &BigInt, b: &BigInt) -> Result<BigInt, IntError> {
    if b.is_zero() { Err(IntError::ModuloByZero) } else { Ok(a.mod_floor(b)) }
}

/// `divmod(a, b)`.
pub fn divmod(a: &BigInt, b: &BigInt) -> Result<(BigInt, BigInt), IntError> {
    if b.is_zero() { Err(IntError::FloorDivisionByZero) } else { Ok(a.div_mod_floor(b)) }
}

/// `a // b` of machine words; `None` when the result (2**63) does not fit. `b` is not zero.
#[inline]
pub fn floor_div_i64(a: i64, b: i64) -> Option<i64> {
    let quotient = a.checked_div(b)?;
    Some(if a % b != 0 && (a < 0) != (b < 0) { quotient - 1 } else { quotient })
}

/// `a % b` of machine words. `b` is not zero.
#[inline]
pub fn modulo_i64(a: i64, b: i64) -> i64 {
    let rest = a.wrapping_rem(b);
    if rest != 0 && (rest < 0) != (b < 0) { rest + b } else { rest }
}

/// A result of more bits than this is refused as out of memory: two gigabytes.
const MAX_BITS: u64 = 1 << 34;

/// `base ** exponent` for an exponent that is not negative.
pub fn pow(base: &BigInt, exponent: &BigInt) -> Result<BigInt, IntError> {
    if exponent.is_zero() || base.is_one() {
        return Ok(BigInt::one());
    }
    if base.is_zero() {
        return Ok(BigInt::zero());
    }
    if base.magnitude().is_one() {
        return Ok(if exponent.is_odd() { base.clone() } else { BigInt::one() });
    }
    let small = exponent.to_u32().ok_or(IntError::OutOfMemory)?;
    let bits = (base.bits() - 1).saturating_mul(u64::from(small));
    if bits > MAX_BITS || !is_room_for(bits) {
        return Err(IntError::OutOfMemory);
    }
    Ok(base.pow(small))
}

/// `pow(base, exponent, modulus)`: the result has the modulus's sign; a negative exponent inverts the base.
pub fn pow_mod(base: &BigInt, exponent: &BigInt, modulus: &BigInt) -> Result<BigInt, IntError> {
    if modulus.is_zero() {
        return Err(IntError::ZeroModulus);
    }
    let size = BigInt::from(modulus.magnitude().clone());
    let result = if exponent.sign() == Sign::Minus {
        base.mod_floor(&size).modinv(&size).ok_or(IntError::NotInvertible)?.modpow(&-exponent, &size)
    } else {
        base.modpow(exponent, &size)
    };
    Ok(result.mod_floor(modulus))
}

/// Whether there is memory for a result of so many bits, and for what it is computed with: arithmetic itself does not
/// ask.
pub fn is_room_for(bits: u64) -> bool {
    /// Results of fewer bits are always made.
    const SMALL: u64 = 1 << 22;
    bits < SMALL || Vec::<u8>::new().try_reserve_exact(usize::try_from(bits / 2).unwrap_or(usize::MAX)).is_ok()
}

/// `value << count`.
pub fn shift_left(value: &BigInt, count: &BigInt) -> Result<BigInt, IntError> {
    if count.sign() == Sign::Minus {
        return Err(IntError::NegativeShift);
    }
    if value.is_zero() {
        return Ok(BigInt::zero());
    }
    match count.to_u64() {
        Some(count) if count <= MAX_BITS && is_room_for(count.saturating_add(value.bits())) => Ok(value << count),
        Some(count) if count < 1 << 63 => Err(IntError::OutOfMemory),
        _ => Err(IntError::TooManyDigits),
    }
}

/// `value >> count`, rounding down.
pub fn shift_right(value: &BigInt, count: &BigInt) -> Result<BigInt, IntError> {
    if count.sign() == Sign::Minus {
        return Err(IntError::NegativeShift);
    }
    match count.to_u64() {
        Some(count) if count < value.bits() => Ok(value >> count),
        _ => Ok(if value.sign() == Sign::Minus { -BigInt::one() } else { BigInt::zero() }),
    }
}

/// `value.bit_length()`.
pub fn bit_length(value: &BigInt) -> u64 {
    value.bits()
}

/// `value.bit_count()`: ones in the absolute value.
pub fn bit_count(value: &BigInt) -> u64 {
    value.magnitude().count_ones()
}

/// `round(value, places)` for an integer: to a multiple of `10**-places`, ties to even; unchanged for places ≥ 0.
pub fn round(value: &BigInt, places: i64) -> BigInt {
    if places >= 0 {
        return value.clone();
    }
    let places = places.unsigned_abs();
    // Ten to that power is more than twice the value: nothing is left.
    if places > value.bits() {
        return BigInt::zero();
    }
    let unit = BigInt::from(10).pow(places as u32);
    let (quotient, rest) = value.div_mod_floor(&unit);
    let twice: BigInt = rest << 1;
    let up = match twice.cmp(&unit) {
        Ordering::Less => false,
        Ordering::Equal => quotient.is_odd(),
        Ordering::Greater => true,
    };
    (if up { quotient + 1 } else { quotient }) * unit
}
