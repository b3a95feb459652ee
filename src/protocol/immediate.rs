//! Operators on numbers that are held in a word: written here once, for the loop and for the protocols.

use ouropy_compiler::code::BinaryOperator;

use crate::object::Value;

/// What an operator gives of two ints or floats held in words, if it is held in a word again. The general operation is
/// asked when there is none.
#[inline(always)]
pub fn binary(operator: BinaryOperator, left: &Value, right: &Value) -> Option<Value> {
    // Out of line but the question of which, so that objects pass by with no call.
    if let Some(words) = left.small_int_words(right) {
        int_words(operator, words)
    } else if left.is_heap() {
        None
    } else {
        numbers(operator, left, right)
    }
}

/// As [`ints`] of words.
#[inline(never)]
fn int_words(operator: BinaryOperator, (x, y): (i64, i64)) -> Option<Value> {
    ints(operator, x >> 1, y >> 1)
}

/// What an operator gives of two numbers held in words of which one at least is a float.
#[inline(never)]
fn numbers(operator: BinaryOperator, left: &Value, right: &Value) -> Option<Value> {
    floats(operator, number(left)?, number(right)?)
}

/// What an operator gives of two ints of 63 bits. For a constant operator this is its operation and nothing else.
#[inline(always)]
pub fn ints(operator: BinaryOperator, x: i64, y: i64) -> Option<Value> {
    match operator {
        BinaryOperator::Add => Value::small_int(x + y),
        BinaryOperator::Subtract => Value::small_int(x - y),
        BinaryOperator::Multiply => Value::small_int(x.checked_mul(y)?),
        BinaryOperator::And => Value::small_int(word(x & y)),
        BinaryOperator::Or => Value::small_int(word(x | y)),
        BinaryOperator::Xor => Value::small_int(word(x ^ y)),
        BinaryOperator::FloorDivide if y > 0 => Value::small_int(x.div_euclid(y)),
        BinaryOperator::Remainder if y > 0 => Value::small_int(x.rem_euclid(y)),
        BinaryOperator::RightShift if (0..64).contains(&y) => Value::small_int(word(x >> y)),
        BinaryOperator::LeftShift if (0..62).contains(&y) && x.unsigned_abs() < (1 << (62 - y)) => {
            Value::small_int(x << y)
        }
        BinaryOperator::TrueDivide if y != 0 && is_exact(x) && is_exact(y) => Value::small_float(x as f64 / y as f64),
        _ => None,
    }
}

/// An int known to have 63 bits: said so that nobody looks.
#[inline(always)]
fn word(int: i64) -> i64 {
    int << 1 >> 1
}

/// What an operator gives of two floats. For a constant operator this is its operation and nothing else.
#[inline(always)]
pub fn floats(operator: BinaryOperator, x: f64, y: f64) -> Option<Value> {
    match operator {
        BinaryOperator::Add => Value::small_float(x + y),
        BinaryOperator::Subtract => Value::small_float(x - y),
        BinaryOperator::Multiply => Value::small_float(x * y),
        BinaryOperator::TrueDivide if y != 0.0 => Value::small_float(x / y),
        _ => None,
    }
}

/// A number as a float that is equal to it.
fn number(value: &Value) -> Option<f64> {
    value.as_small_float().or_else(|| value.as_small_int().filter(|&int| is_exact(int)).map(|int| int as f64))
}

/// Whether a float can be equal to every int up to this one.
fn is_exact(int: i64) -> bool {
    int.unsigned_abs() < 1 << 53
}
