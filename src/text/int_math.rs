//! The integer functions of `math`: `isqrt`, `gcd`, `lcm`, `factorial`, `comb`, `perm`.

use super::int::IntError;
use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};

/// `math.isqrt(value)`.
pub fn isqrt(value: &BigInt) -> Result<BigInt, IntError> {
    if value.sign() == Sign::Minus { Err(IntError::NegativeSquareRoot) } else { Ok(value.sqrt()) }
}

/// `math.gcd(a, b)`, never negative.
pub fn gcd(a: &BigInt, b: &BigInt) -> BigInt {
    a.gcd(b)
}

/// `math.lcm(a, b)`, never negative.
pub fn lcm(a: &BigInt, b: &BigInt) -> BigInt {
    BigInt::from(a.lcm(b).magnitude().clone())
}

/// The product `first * (first + 1) * … * last`, by halves so that the factors stay of equal size.
fn product(first: u64, last: u64) -> BigUint {
    if first > last {
        return BigUint::one();
    }
    if last - first < 8 {
        return (first..=last).map(BigUint::from).product();
    }
    let middle = first + (last - first) / 2;
    product(first, middle) * product(middle + 1, last)
}

/// `math.factorial(n)`. An `n` of more than 32 bits is refused as out of memory.
pub fn factorial(n: &BigInt) -> Result<BigInt, IntError> {
    if n.sign() == Sign::Minus {
        return Err(IntError::NegativeFactorial);
    }
    let n = n.to_u32().ok_or(IntError::OutOfMemory)?;
    Ok(BigInt::from(product(1, u64::from(n))))
}

/// `n * (n - 1) * …`, `count` factors, by halves.
fn falling(n: &BigUint, count: u64) -> BigUint {
    if let Some(small) = n.to_u64() {
        return if count > small { BigUint::zero() } else { product(small - count + 1, small) };
    }
    (0..count).map(|step| n - step).product()
}

fn checked_arguments(n: &BigInt, k: &BigInt) -> Result<(), IntError> {
    if n.sign() == Sign::Minus {
        return Err(IntError::NegativeN);
    }
    if k.sign() == Sign::Minus { Err(IntError::NegativeK) } else { Ok(()) }
}

/// `math.perm(n, k)`.
pub fn perm(n: &BigInt, k: &BigInt) -> Result<BigInt, IntError> {
    checked_arguments(n, k)?;
    if k > n {
        return Ok(BigInt::zero());
    }
    let count = k.to_u64().ok_or(IntError::OutOfMemory)?;
    Ok(BigInt::from(falling(n.magnitude(), count)))
}

/// `math.comb(n, k)`.
pub fn comb(n: &BigInt, k: &BigInt) -> Result<BigInt, IntError> {
    checked_arguments(n, k)?;
    if k > n {
        return Ok(BigInt::zero());
    }
    let other = n - k;
    let count = other.min(k.clone()).to_u64().ok_or(IntError::OutOfMemory)?;
    Ok(BigInt::from(falling(n.magnitude(), count) / product(1, count)))
}
