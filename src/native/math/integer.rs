//! Functions of ints.

use num_bigint::BigInt;
use num_traits::{One, Zero};

use crate::object::Value;
use crate::protocol::number;
use crate::text::int::IntError;
use crate::text::int_math;
use crate::types::int::{self, Number};
use crate::vm::{PyResult, Vm};

fn argument(vm: &mut Vm, value: &Value) -> PyResult<BigInt> {
    let value = number::index(vm, value)?;
    Ok(int::number(&value).to_big())
}

fn made(vm: &mut Vm, result: Result<BigInt, IntError>) -> PyResult {
    match result {
        Ok(result) => Ok(int::from_big(vm, result)),
        Err(error) => Err(int::raise(vm, error)),
    }
}

pub(super) fn isqrt(vm: &mut Vm, _module: &Value, n: &Value) -> PyResult {
    let n = argument(vm, n)?;
    made(vm, int_math::isqrt(&n))
}

pub(super) fn factorial(vm: &mut Vm, _module: &Value, n: &Value) -> PyResult {
    let n = number::index(vm, n)?;
    match int::number(&n) {
        Number::Small(_) => {}
        big if big.is_negative() => {}
        Number::Big(_) => {
            return Err(vm.overflow_error("factorial() argument should not exceed 9223372036854775807"));
        }
    }
    made(vm, int_math::factorial(&int::number(&n).to_big()))
}

pub(super) fn comb(vm: &mut Vm, _module: &Value, arguments: &[Value]) -> PyResult {
    let (n, k) = (argument(vm, &arguments[0])?, argument(vm, &arguments[1])?);
    made(vm, int_math::comb(&n, &k))
}

pub(super) fn perm(vm: &mut Vm, module: &Value, arguments: &[Value]) -> PyResult {
    match arguments {
        [n, k] if !k.is_none() => {
            let (n, k) = (argument(vm, n)?, argument(vm, k)?);
            made(vm, int_math::perm(&n, &k))
        }
        _ => factorial(vm, module, &arguments[0]),
    }
}

pub(super) fn gcd(vm: &mut Vm, _module: &Value, arguments: &[Value]) -> PyResult {
    let mut result = BigInt::zero();
    for value in arguments {
        let value = argument(vm, value)?;
        result = int_math::gcd(&result, &value);
    }
    Ok(int::from_big(vm, result))
}

pub(super) fn lcm(vm: &mut Vm, _module: &Value, arguments: &[Value]) -> PyResult {
    let mut result = BigInt::one();
    for value in arguments {
        let value = argument(vm, value)?;
        result = int_math::lcm(&result, &value);
    }
    Ok(int::from_big(vm, result))
}
