//! Operators of `timedelta`, computed in microseconds. Numbers may be of subclasses of `int` and `float` with operators
//! of their own, which are called.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use ouropy_compiler::code::BinaryOperator as Op;

use super::delta::{self, checked, make, of, span};
use super::span::{Span, TooLong};
use crate::object::{Tuple, Value};
use crate::protocol::{self, binary::Form};
use crate::text::int as text_int;
use crate::types::class::Slots;
use crate::types::float;
use crate::types::int::{self, Number};
use crate::vm::{PyResult, Vm};

/// The operators.
pub const SLOTS: Slots = Slots {
    add: Some(|vm, left, right| combine(vm, left, right, Span::plus)),
    subtract: Some(|vm, left, right| combine(vm, left, right, Span::minus)),
    multiply: Some(times),
    remainder: Some(|vm, left, right| {
        let (Some(left), Some(right)) = (of(left), of(right)) else { return Ok(Value::NOT_IMPLEMENTED) };
        let (left, right) = (microseconds(vm, left), microseconds(vm, right));
        let rest = operate(vm, Op::Remainder, &left, &right)?;
        of_microseconds(vm, &rest)
    }),
    divmod: Some(|vm, left, right| {
        let (Some(left), Some(right)) = (of(left), of(right)) else { return Ok(Value::NOT_IMPLEMENTED) };
        let (left, right) = (microseconds(vm, left), microseconds(vm, right));
        let (quotient, rest) =
            (operate(vm, Op::FloorDivide, &left, &right)?, operate(vm, Op::Remainder, &left, &right)?);
        let rest = of_microseconds(vm, &rest)?;
        Ok(vm.pack_tuple(vec![quotient, rest]).into_value())
    }),
    negative: Some(|vm, this| checked(vm, Span::ZERO.minus(span(this)))),
    positive: Some(|vm, this| Ok(make(vm, span(this)))),
    absolute: Some(|vm, this| {
        let span = span(this);
        if span.is_negative() { checked(vm, Span::ZERO.minus(span)) } else { Ok(make(vm, span)) }
    }),
    floor_divide: Some(|vm, left, right| {
        let Some(left) = of(left) else { return Ok(Value::NOT_IMPLEMENTED) };
        let left = microseconds(vm, left);
        if let Some(right) = of(right) {
            let right = microseconds(vm, right);
            return operate(vm, Op::FloorDivide, &left, &right);
        }
        if Number::of(right).is_none() {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        let quotient = operate(vm, Op::FloorDivide, &left, right)?;
        of_microseconds(vm, &quotient)
    }),
    true_divide: Some(|vm, left, right| {
        let Some(left) = of(left) else { return Ok(Value::NOT_IMPLEMENTED) };
        let left = microseconds(vm, left);
        if let Some(right) = of(right) {
            let right = microseconds(vm, right);
            return operate(vm, Op::TrueDivide, &left, &right);
        }
        if float::value_of(right).is_some() {
            let [above, below] = ratio(vm, right)?;
            return scaled(vm, &left, &below, &above);
        }
        if Number::of(right).is_none() {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        let quotient = nearest(vm, &left, right)?;
        of_microseconds(vm, &quotient)
    }),
    ..Slots::EMPTY
};

fn microseconds(vm: &mut Vm, span: Span) -> Value {
    int::from_i128(vm, span.microseconds())
}

fn of_microseconds(vm: &mut Vm, total: &Value) -> PyResult {
    let span = span_of_microseconds(vm, total)?;
    Ok(make(vm, span))
}

fn combine(vm: &mut Vm, left: &Value, right: &Value, f: fn(Span, Span) -> Result<Span, TooLong>) -> PyResult {
    match (of(left), of(right)) {
        (Some(left), Some(right)) => checked(vm, f(left, right)),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// `delta * number`, `number * delta`.
fn times(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let (span, number) = match (of(left), of(right)) {
        (Some(span), _) => (span, right),
        (_, Some(span)) => (span, left),
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    let total = microseconds(vm, span);
    if Number::of(number).is_some() {
        let product = multiply(vm, number, &total)?;
        return of_microseconds(vm, &product);
    }
    if float::value_of(number).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let [above, below] = ratio(vm, number)?;
    scaled(vm, &total, &above, &below)
}

/// `total * above / below`, rounded.
fn scaled(vm: &mut Vm, total: &Value, above: &Value, below: &Value) -> PyResult {
    let product = multiply(vm, total, above)?;
    let quotient = nearest(vm, &product, below)?;
    of_microseconds(vm, &quotient)
}

/// What `as_integer_ratio` of a float gives.
fn ratio(vm: &mut Vm, number: &Value) -> PyResult<[Value; 2]> {
    let name = vm.intern("as_integer_ratio");
    let ratio = protocol::call_method(vm, number, &name, &[])?;
    let Some(pair) = ratio.cast::<Tuple>() else {
        let class = vm.class_name(&ratio);
        let text = format!("unexpected return type from as_integer_ratio(): expected tuple, not '{class}'");
        return Err(vm.type_error(text));
    };
    match pair.items() {
        [above, below] => Ok([above.clone(), below.clone()]),
        _ => Err(vm.value_error("as_integer_ratio() must return a 2-tuple")),
    }
}

/// The int nearest to the quotient, of two the even one; ZeroDivisionError "division by zero".
fn nearest(vm: &mut Vm, above: &Value, below: &Value) -> PyResult {
    let (Some(above), Some(below)) = (Number::of(above), Number::of(below)) else {
        return Err(vm.type_error("non-integer arguments in division"));
    };
    let (above, below): (BigInt, BigInt) = (above.to_big(), below.to_big());
    let (mut quotient, rest) = match text_int::divmod(&above, &below) {
        Ok(parts) => parts,
        Err(error) => return Err(int::raise(vm, error)),
    };
    let is_above_half = match (rest.abs() * 2_u32).cmp(&below.abs()) {
        Ordering::Less => false,
        Ordering::Equal => quotient.bit(0),
        Ordering::Greater => true,
    };
    if is_above_half {
        quotient += 1;
    }
    Ok(int::from_big(vm, quotient))
}

fn operate(vm: &mut Vm, op: Op, left: &Value, right: &Value) -> PyResult {
    protocol::binary(vm, op, Form::Plain, left, right)
}

/// The seconds of a length, as a float.
pub fn total_seconds(vm: &mut Vm, span: Span) -> PyResult {
    let total = microseconds(vm, span);
    operate(vm, Op::TrueDivide, &total, &Value::index(1_000_000))
}

/// `left + right` of ints or instances of subclasses.
pub fn add(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    operate(vm, Op::Add, left, right)
}

/// `left * right` of ints or instances of subclasses.
pub fn multiply(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    operate(vm, Op::Multiply, left, right)
}

/// Whether `number & 1` is true.
pub fn is_odd(vm: &mut Vm, number: &Value) -> PyResult<bool> {
    let bit = operate(vm, Op::And, number, &Value::index(1))?;
    protocol::is_true(vm, &bit)
}

/// The span of so many microseconds.
pub fn span_of_microseconds(vm: &mut Vm, total: &Value) -> PyResult<Span> {
    if vm.is_exactly(total, &vm.types.int) {
        let total = match int::number(total) {
            Number::Small(total) => Some(i128::from(total)),
            Number::Big(total) => total.to_i128(),
        };
        let span = total.map_or(Err(TooLong::Int), Span::of_microseconds);
        return span.map_err(|error| delta::too_long(vm, error));
    }
    // A subclass has its own idea of division.
    let [seconds, rest] = divide(vm, total, 1_000_000)?;
    let microseconds = field(vm, &rest, 1_000_000)?;
    let [days, rest] = divide(vm, &seconds, 86_400)?;
    let seconds = field(vm, &rest, 86_400)?;
    let days = i64::from(protocol::number::int_argument(vm, &days)?);
    Span::of_parts(days, seconds, microseconds).map_err(|error| delta::too_long(vm, error))
}

/// `divmod`; TypeErrors "divmod() returned non-tuple (type int)", "divmod() returned a tuple of size 3".
fn divide(vm: &mut Vm, number: &Value, by: usize) -> PyResult<[Value; 2]> {
    let parts = protocol::divmod(vm, number, &Value::index(by))?;
    let Some(pair) = parts.cast::<Tuple>() else {
        let class = vm.class_name(&parts);
        return Err(vm.type_error(format!("divmod() returned non-tuple (type {class})")));
    };
    match pair.items() {
        [quotient, rest] => Ok([quotient.clone(), rest.clone()]),
        other => {
            let size = other.len();
            Err(vm.type_error(format!("divmod() returned a tuple of size {size}")))
        }
    }
}

/// A rest of a division; TypeError "divmod() returned a value out of range".
fn field(vm: &mut Vm, rest: &Value, limit: i32) -> PyResult<i64> {
    let rest = protocol::number::int_argument(vm, rest)?;
    if !(0..limit).contains(&rest) {
        return Err(vm.type_error("divmod() returned a value out of range"));
    }
    Ok(i64::from(rest))
}
