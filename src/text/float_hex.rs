//! `float.hex` and `float.fromhex`.

use super::float::Tail;
use super::{ErrorKind, float, int_text};
use std::fmt;

/// What `float.fromhex` can raise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HexError {
    /// Not a hexadecimal float.
    Invalid,
    /// Its value is beyond the largest double.
    TooLarge,
}

impl HexError {
    /// The exception class.
    pub fn kind(self) -> ErrorKind {
        match self {
            HexError::Invalid => ErrorKind::Value,
            HexError::TooLarge => ErrorKind::Overflow,
        }
    }
}

impl fmt::Display for HexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            HexError::Invalid => "invalid hexadecimal floating-point string",
            HexError::TooLarge => "hexadecimal value too large to represent as a float",
        })
    }
}

/// `x.hex()`: `0x1.8000000000000p+1`; `inf` and `nan` as `repr` writes them.
pub fn hex(x: f64) -> String {
    if !x.is_finite() {
        return super::float_digits::repr(x);
    }
    let sign = if x.is_sign_negative() { "-" } else { "" };
    if x == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let (mantissa, exponent) = float::decompose(x);
    let (lead, fraction) = (mantissa >> 52, mantissa & ((1 << 52) - 1));
    format!("{sign}0x{lead}.{fraction:013x}p{:+}", exponent + 52)
}

/// `float.fromhex(text)`.
pub fn from_hex(text: &[u8]) -> Result<f64, HexError> {
    let text = int_text::trim_ascii_space(text);
    let (negative, rest) = match text.first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let magnitude = if rest.eq_ignore_ascii_case(b"inf") || rest.eq_ignore_ascii_case(b"infinity") {
        f64::INFINITY
    } else if rest.eq_ignore_ascii_case(b"nan") {
        f64::NAN
    } else {
        magnitude(rest)?
    };
    Ok(if negative { -magnitude } else { magnitude })
}

fn magnitude(text: &[u8]) -> Result<f64, HexError> {
    let text = match text {
        [b'0', b'x' | b'X', rest @ ..] => rest,
        _ => text,
    };
    let (mut mantissa, mut tail, mut shift) = (0u64, Tail::Zero, 0i64);
    let (mut digits, mut point) = (0, false);
    let mut end = 0;
    for &byte in text {
        if byte == b'.' && !point {
            point = true;
        } else if let Some(digit) = char::from(byte).to_digit(16).map(u64::from) {
            digits += 1;
            if mantissa >> 60 == 0 {
                mantissa = mantissa << 4 | digit;
                shift -= i64::from(point) * 4;
            } else {
                if digit != 0 {
                    tail = Tail::Positive;
                }
                shift += i64::from(!point) * 4;
            }
        } else {
            break;
        }
        end += 1;
    }
    if digits == 0 {
        return Err(HexError::Invalid);
    }
    let (exponent, rest) = match &text[end..] {
        [b'p' | b'P', rest @ ..] => parse_exponent(rest).ok_or(HexError::Invalid)?,
        rest => (0, rest),
    };
    let exponent = exponent.saturating_add(shift);
    // A value too large is an error of its own even before trailing rubbish.
    let value = float::compose(mantissa, tail, exponent).ok_or(HexError::TooLarge)?;
    if rest.is_empty() { Ok(value) } else { Err(HexError::Invalid) }
}

/// A signed decimal number at the start of `text`, and what follows it.
fn parse_exponent(text: &[u8]) -> Option<(i64, &[u8])> {
    let (sign, digits) = match text.first() {
        Some(b'-') => (-1, &text[1..]),
        Some(b'+') => (1, &text[1..]),
        _ => (1, text),
    };
    let count = digits.iter().take_while(|digit| digit.is_ascii_digit()).count();
    if count == 0 {
        return None;
    }
    let (digits, rest) = digits.split_at(count);
    let add = |value: i64, digit: &u8| value.saturating_mul(10).saturating_add(i64::from(digit - b'0'));
    // Cut far beyond any double, yet where adding a digit count is safe.
    Some((sign * digits.iter().fold(0, add).min(1 << 60), rest))
}
