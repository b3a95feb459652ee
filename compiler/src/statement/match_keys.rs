//! The literal keys of a mapping pattern: which are equal, and how they are written in the error that says so.

use std::collections::HashSet;

use num_bigint::BigInt;
use num_traits::FromPrimitive;

use crate::code::Constant;
use crate::unparse;

/// The keys so far.
#[derive(Default)]
pub(super) struct Seen(HashSet<Key>);

/// A key as far as equality goes: `1`, `1.0` and `True` are one.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    None,
    Int(BigInt),
    /// The bits of a float that is no whole number.
    Float(u64),
    Complex(u64, u64),
    Str(Box<[u8]>),
    Bytes(Box<[u8]>),
}

impl Seen {
    /// Adds a key. The text of one that was there already.
    pub(super) fn insert(&mut self, constant: Constant) -> Option<String> {
        let text = repr(&constant);
        let is_new = key(constant).is_none_or(|key| self.0.insert(key));
        if is_new { None } else { Some(text) }
    }
}

/// None for what is no literal of a pattern.
fn key(constant: Constant) -> Option<Key> {
    Some(match constant {
        Constant::None => Key::None,
        Constant::Bool(value) => Key::Int(i64::from(value).into()),
        Constant::Int(value) => Key::Int(value.into()),
        Constant::BigInt(value) => Key::Int(*value),
        Constant::Float(value) => float(value),
        Constant::Complex(real, 0.0) => float(real),
        Constant::Complex(real, imaginary) => Key::Complex((real + 0.0).to_bits(), imaginary.to_bits()),
        Constant::Str(text) => Key::Str(text),
        Constant::Bytes(bytes) => Key::Bytes(bytes),
        Constant::Ellipsis | Constant::Tuple(_) | Constant::FrozenSet(_) | Constant::Slice(_) | Constant::Code(_) => {
            return None;
        }
    })
}

fn float(value: f64) -> Key {
    match BigInt::from_f64(value) {
        Some(whole) if value.fract() == 0.0 => Key::Int(whole),
        _ => Key::Float(value.to_bits()),
    }
}

fn repr(constant: &Constant) -> String {
    match constant {
        Constant::None => "None".to_owned(),
        Constant::Bool(true) => "True".to_owned(),
        Constant::Bool(false) => "False".to_owned(),
        Constant::Int(value) => value.to_string(),
        Constant::BigInt(value) => value.to_string(),
        Constant::Float(value) => float_text(*value),
        Constant::Complex(real, imaginary) => {
            let part = |value: f64| float_text(value).trim_end_matches(".0").to_owned();
            if *real == 0.0 && real.is_sign_positive() {
                return format!("{}j", part(*imaginary));
            }
            let sign = if imaginary.is_sign_negative() { "" } else { "+" };
            format!("({}{sign}{}j)", part(*real), part(*imaginary))
        }
        Constant::Str(text) => String::from_utf8_lossy(&unparse::quoted(text, "")).into_owned(),
        Constant::Bytes(bytes) => String::from_utf8_lossy(&unparse::quoted(bytes, "b")).into_owned(),
        Constant::Ellipsis | Constant::Tuple(_) | Constant::FrozenSet(_) | Constant::Slice(_) | Constant::Code(_) => {
            String::new()
        }
    }
}

fn float_text(value: f64) -> String {
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    unparse::float(value)
}
