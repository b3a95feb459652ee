//! `%`-formatting: what a conversion makes of its argument.

use super::float_digits::{self, Flags as FloatFlags};
use super::int_text::IntRef;
use super::percent::{Conversion, Flags, PercentError};
use super::room::Room;
use super::wtf8;

/// Appends a string argument (`%s`, `%r`, `%a`, `%c`), cut to the precision and padded to the width.
pub fn write_str(out: &mut Vec<u8>, text: &[u8], conversion: &Conversion) -> Result<(), PercentError> {
    if conversion.width.is_none() && conversion.precision.is_none() {
        out.put_all(text);
        return Ok(());
    }
    let mut text = wtf8::Text::new(text);
    if let (Some(precision), true) = (conversion.precision, conversion.code != u32::from(b'c')) {
        text = text.slice(0, precision);
    }
    let padding = conversion.width.unwrap_or(0).saturating_sub(text.len());
    let left = conversion.flags.contains(Flags::LEFT);
    fill(out, b' ', if left { 0 } else { padding })?;
    out.put_all(text.as_bytes());
    fill(out, b' ', if left { padding } else { 0 })
}

/// Appends `%c` of an int.
pub fn write_char(out: &mut Vec<u8>, code: i64, conversion: &Conversion) -> Result<(), PercentError> {
    let code = u32::try_from(code).ok().filter(|&code| code < 0x11_0000).ok_or(PercentError::NotACodePoint)?;
    write_str(out, wtf8::encode(code, &mut [0; 4]), conversion)
}

/// Appends `%d`, `%i`, `%u`, `%o`, `%x` or `%X` of an int. `limit` is the most decimal digits allowed (0: none).
pub fn write_int<'a>(
    out: &mut Vec<u8>,
    value: impl Into<IntRef<'a>>,
    conversion: &Conversion,
    limit: usize,
) -> Result<(), PercentError> {
    let value = value.into();
    let (mut text, prefix) = match conversion.code as u8 {
        b'o' => (value.to_radix(8), "0o"),
        b'x' => (value.to_radix(16), "0x"),
        b'X' => (value.to_radix(16), "0X"),
        _ => (value.to_decimal(limit).map_err(PercentError::IntTooLong)?, ""),
    };
    if conversion.code == u32::from(b'X') {
        text.make_ascii_uppercase();
    }
    let prefix = if conversion.flags.contains(Flags::ALTERNATE) { prefix } else { "" };
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.as_str()),
    };
    let zeros = conversion.precision.unwrap_or(0).saturating_sub(digits.len());
    write_number(out, sign, prefix, zeros, digits, conversion)
}

/// Appends `%e`, `%f`, `%g` or a capital form of a float.
pub fn write_float(out: &mut Vec<u8>, value: f64, conversion: &Conversion) -> Result<(), PercentError> {
    let flags = FloatFlags { alternate: conversion.flags.contains(Flags::ALTERNATE), ..FloatFlags::default() };
    let precision = conversion.precision.unwrap_or(6);
    let text = float_digits::format_double(value, conversion.code as u8, precision, flags);
    let text = text.ok_or(PercentError::OutOfMemory)?;
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.as_str()),
    };
    write_number(out, sign, "", 0, digits, conversion)
}

fn write_number(
    out: &mut Vec<u8>,
    sign: &str,
    prefix: &str,
    zeros: usize,
    digits: &str,
    conversion: &Conversion,
) -> Result<(), PercentError> {
    let flags = conversion.flags;
    let sign = match sign {
        "" if flags.contains(Flags::SIGN) => "+",
        "" if flags.contains(Flags::BLANK) => " ",
        sign => sign,
    };
    let len = (sign.len() + prefix.len() + digits.len()).saturating_add(zeros);
    let padding = conversion.width.unwrap_or(0).saturating_sub(len);
    let (left, inner, right) = if flags.contains(Flags::LEFT) {
        (0, 0, padding)
    } else if flags.contains(Flags::ZERO) {
        (0, padding, 0)
    } else {
        (padding, 0, 0)
    };
    fill(out, b' ', left)?;
    out.put_all(sign.as_bytes());
    out.put_all(prefix.as_bytes());
    fill(out, b'0', inner)?;
    fill(out, b'0', zeros)?;
    out.put_all(digits.as_bytes());
    fill(out, b' ', right)
}

#[inline]
fn fill(out: &mut Vec<u8>, byte: u8, count: usize) -> Result<(), PercentError> {
    if count == 0 {
        return Ok(());
    }
    out.try_reserve(count).map_err(|_| PercentError::OutOfMemory)?;
    out.resize(out.len() + count, byte);
    Ok(())
}
