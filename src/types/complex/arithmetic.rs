//! The operators of `complex`.

use ouropy_compiler::code::Comparison;

use super::parts::{Parts, product, quotient, quotient_of_real};
use super::{new, of, value_of};
use crate::object::Value;
use crate::text::{float_digits, hash as hashes, int as int_text};
use crate::types::class::Slots;
use crate::types::float;
use crate::types::int::{self, Number};
use crate::vm::{PyResult, Vm};

/// The operations of `complex` but for its constructor.
pub const SLOTS: Slots = Slots {
    repr: Some(|vm, value| {
        let (real, imaginary) = of(value);
        Ok(vm.new_str(float_digits::complex_repr(real, imaginary)).into_value())
    }),
    hash: Some(|_, value| {
        let (real, imaginary) = of(value);
        Ok(hashes::complex(real, imaginary).unwrap_or_else(|| hashes::pointer(value.bits() as usize)))
    }),
    richcompare: Some(compare),
    bool_: Some(|_, value| Ok(of(value) != (0.0, 0.0))),
    negative: Some(|vm, value| {
        let (real, imaginary) = of(value);
        Ok(new(vm, -real, -imaginary))
    }),
    positive: Some(|vm, value| {
        let (real, imaginary) = of(value);
        Ok(if vm.is_exactly(value, &vm.types.complex) { value.clone() } else { new(vm, real, imaginary) })
    }),
    absolute: Some(absolute),
    add: Some(|vm, left, right| {
        apply(vm, left, right, |_, a, b| {
            Ok(match (a, b) {
                (Operand::Complex(a), Operand::Real(b)) | (Operand::Real(b), Operand::Complex(a)) => (a.0 + b, a.1),
                (a, b) => (a.parts().0 + b.parts().0, a.parts().1 + b.parts().1),
            })
        })
    }),
    subtract: Some(|vm, left, right| {
        apply(vm, left, right, |_, a, b| {
            Ok(match (a, b) {
                (Operand::Complex(a), Operand::Real(b)) => (a.0 - b, a.1),
                (Operand::Real(a), Operand::Complex(b)) => (a - b.0, -b.1),
                (a, b) => (a.parts().0 - b.parts().0, a.parts().1 - b.parts().1),
            })
        })
    }),
    multiply: Some(|vm, left, right| {
        apply(vm, left, right, |_, a, b| {
            Ok(match (a, b) {
                (Operand::Complex(a), Operand::Real(b)) | (Operand::Real(b), Operand::Complex(a)) => (a.0 * b, a.1 * b),
                (a, b) => product(a.parts(), b.parts()),
            })
        })
    }),
    true_divide: Some(true_divide),
    power: Some(power),
    ..Slots::EMPTY
};

fn true_divide(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    apply(vm, left, right, |vm, a, b| {
        let result = match (a, b) {
            (Operand::Complex(a), Operand::Real(b)) => (b != 0.0).then(|| (a.0 / b, a.1 / b)),
            (Operand::Real(a), Operand::Complex(b)) => quotient_of_real(a, b),
            (a, b) => quotient(a.parts(), b.parts()),
        };
        result.ok_or_else(|| vm.zero_division_error("division by zero"))
    })
}

/// What an operator works on. A real number is not made complex first: it has no imaginary part whose sign or value
/// could touch the result.
#[derive(Clone, Copy)]
enum Operand {
    Real(f64),
    Complex(Parts),
}

impl Operand {
    const fn parts(self) -> Parts {
        match self {
            Operand::Real(real) => (real, 0.0),
            Operand::Complex(parts) => parts,
        }
    }
}

/// The operand; `None` when it is no number.
fn operand(vm: &mut Vm, value: &Value) -> PyResult<Option<Operand>> {
    if let Some(parts) = value_of(value) {
        return Ok(Some(Operand::Complex(parts)));
    }
    if let Some(real) = float::value_of(value) {
        return Ok(Some(Operand::Real(real)));
    }
    match Number::of(value).map(Number::to_f64) {
        None => Ok(None),
        Some(Ok(real)) => Ok(Some(Operand::Real(real))),
        Some(Err(error)) => Err(int::raise(vm, error)),
    }
}

fn apply(
    vm: &mut Vm,
    left: &Value,
    right: &Value,
    operation: impl FnOnce(&mut Vm, Operand, Operand) -> PyResult<Parts>,
) -> PyResult {
    let (Some(left), Some(right)) = (operand(vm, left)?, operand(vm, right)?) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let (real, imaginary) = operation(vm, left, right)?;
    Ok(new(vm, real, imaginary))
}

fn compare(_vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    if !matches!(op, Comparison::Equal | Comparison::NotEqual) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (real, imaginary) = of(left);
    let equal = if let Some(other) = value_of(right) {
        (real, imaginary) == other
    } else if let Some(other) = float::value_of(right) {
        real == other && imaginary == 0.0
    } else {
        let order = match Number::of(right) {
            Some(Number::Small(other)) => int_text::compare_i64_f64(other, real),
            Some(Number::Big(other)) => int_text::compare_f64(other, real),
            None => return Ok(Value::NOT_IMPLEMENTED),
        };
        imaginary == 0.0 && order == Some(std::cmp::Ordering::Equal)
    };
    Ok(Value::bool(equal == (op == Comparison::Equal)))
}

fn absolute(vm: &mut Vm, value: &Value) -> PyResult {
    let (real, imaginary) = of(value);
    let size = real.hypot(imaginary);
    if size.is_infinite() && real.is_finite() && imaginary.is_finite() {
        return Err(vm.overflow_error("absolute value too large"));
    }
    Ok(float::new(vm, size))
}

fn power(vm: &mut Vm, base: &Value, exponent: &Value, modulus: &Value) -> PyResult {
    let (Some(base), Some(exponent)) = (operand(vm, base)?, operand(vm, exponent)?) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !modulus.is_none() {
        return Err(vm.value_error("complex modulo"));
    }
    power_of(vm, base.parts(), exponent.parts())
}

/// `base ** exponent`: by repeated multiplication for whole exponents up to 100, else by polar coordinates.
pub fn power_of(vm: &mut Vm, base: Parts, exponent: Parts) -> PyResult {
    let whole = exponent.1 == 0.0 && exponent.0 == exponent.0.floor() && exponent.0.abs() <= 100.0;
    let result = if whole { whole_power(base, exponent.0 as i32) } else { polar_power(base, exponent) };
    let Some((real, imaginary)) = result else {
        return Err(vm.zero_division_error("zero to a negative or complex power"));
    };
    if real.is_infinite() || imaginary.is_infinite() {
        return Err(vm.overflow_error("complex exponentiation"));
    }
    Ok(new(vm, real, imaginary))
}

fn whole_power(base: Parts, exponent: i32) -> Option<Parts> {
    let (mut result, mut square, mut left) = ((1.0, 0.0), base, exponent.unsigned_abs());
    while left > 0 {
        if left & 1 == 1 {
            result = product(result, square);
        }
        square = product(square, square);
        left >>= 1;
    }
    if exponent < 0 { quotient((1.0, 0.0), result) } else { Some(result) }
}

fn polar_power(base: Parts, exponent: Parts) -> Option<Parts> {
    if exponent == (0.0, 0.0) {
        return Some((1.0, 0.0));
    }
    if base == (0.0, 0.0) {
        return (exponent.1 == 0.0 && exponent.0 >= 0.0).then_some((0.0, 0.0));
    }
    let size = base.0.hypot(base.1);
    let mut length = size.powf(exponent.0);
    let angle = base.1.atan2(base.0);
    let mut phase = angle * exponent.0;
    if exponent.1 != 0.0 {
        length *= (-angle * exponent.1).exp();
        phase += exponent.1 * size.ln();
    }
    if phase.is_infinite() {
        // Cosine and sine have no value there, which CPython takes for this error.
        return None;
    }
    Some((length * phase.cos(), length * phase.sin()))
}
