//! Equality of keys and elements as far as it cannot run Python code.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use crate::object::{ClassFlags, Kind, Str, Tuple, Value};
use crate::text::int::{compare_f64, compare_i64_f64};
use crate::types::bytes::Bytes;
use crate::types::float::Float;
use crate::types::int::Int;

/// Whether the keys are the same object or equal, as far as that can be told without running Python code.
#[inline]
pub fn natively_equal(left: &Value, right: &Value) -> Option<bool> {
    if left.is(right) {
        return Some(true);
    }
    equal_to_depth(left, right, TUPLE_DEPTH)
}

/// Whether the value is a str of the built-in class.
#[inline]
pub fn is_plain_str(value: &Value) -> bool {
    matches!(native(value), Some(Native::Str(_)))
}

/// A key of a built-in type whose equality never runs Python code.
enum Native<'a> {
    Int(i64),
    Big(&'a BigInt),
    Float(f64),
    Str(&'a [u8]),
    Bytes(&'a [u8]),
    Tuple(&'a [Value]),
    /// None, Ellipsis, NotImplemented and the like: equal to themselves only.
    Constant,
}

#[inline]
fn native(value: &Value) -> Option<Native<'_>> {
    if let Some(number) = value.as_small_int() {
        return Some(Native::Int(number));
    }
    let Some(header) = value.header() else {
        return Some(match (value.as_small_float(), value.as_bool()) {
            (Some(number), _) => Native::Float(number),
            (None, Some(truth)) => Native::Int(i64::from(truth)),
            _ => Native::Constant,
        });
    };
    if header.class_flags().contains(ClassFlags::HEAP_TYPE) {
        return None;
    }
    Some(match header.kind() {
        Kind::Str => Native::Str(value.cast::<Str>()?.as_bytes()),
        Kind::Bytes => Native::Bytes(&value.cast::<Bytes>()?.data),
        Kind::Int => {
            let number = &value.cast::<Int>()?.value;
            number.to_i64().map_or(Native::Big(number), Native::Int)
        }
        Kind::Float => Native::Float(value.cast::<Float>()?.value),
        Kind::Tuple => Native::Tuple(value.cast::<Tuple>()?.items()),
        _ => return None,
    })
}

/// Whether comparing the key with another such key never runs Python code.
#[inline]
fn is_native(key: &Value, depth: u32) -> bool {
    match native(key) {
        Some(Native::Tuple(items)) => depth > 0 && items.iter().all(|item| is_native(item, depth - 1)),
        known => known.is_some(),
    }
}

/// How deep tuples within tuples are compared natively.
const TUPLE_DEPTH: u32 = 4;

fn equal_to_depth(left: &Value, right: &Value, depth: u32) -> Option<bool> {
    if left.is_small_int() && right.is_small_int() {
        return Some(left.is(right));
    }
    Some(match (native(left)?, native(right)?) {
        (Native::Str(a), Native::Str(b)) | (Native::Bytes(a), Native::Bytes(b)) => a == b,
        (Native::Int(a), Native::Int(b)) => a == b,
        (Native::Big(a), Native::Big(b)) => a == b,
        (Native::Float(a), Native::Float(b)) => a == b,
        (Native::Int(a), Native::Float(b)) | (Native::Float(b), Native::Int(a)) => {
            compare_i64_f64(a, b).is_some_and(std::cmp::Ordering::is_eq)
        }
        (Native::Big(a), Native::Float(b)) | (Native::Float(b), Native::Big(a)) => {
            compare_f64(a, b).is_some_and(std::cmp::Ordering::is_eq)
        }
        (Native::Tuple(a), Native::Tuple(b)) => {
            if depth == 0 {
                return None;
            }
            if a.len() != b.len() {
                // CPython compares the items first; only code in them could tell.
                return a.iter().chain(b).all(|item| is_native(item, depth - 1)).then_some(false);
            }
            for (a, b) in a.iter().zip(b) {
                if !a.is(b) && !equal_to_depth(a, b, depth - 1)? {
                    return Some(false);
                }
            }
            true
        }
        _ => false,
    })
}
