//! Applies a format specifier to a str, int, float or complex: the `__format__` of those types.

use std::borrow::Cow;

use super::float_digits::{self, Flags};
use super::format_spec::{Defaults, FormatError, Grouping, Spec, parse};
use super::int_text::IntRef;
use super::room::{Room, copied};
use super::wtf8;

fn unknown(code: u32, type_name: &str) -> FormatError {
    FormatError::UnknownType { code, type_name: type_name.to_owned() }
}

fn reserve(out: &mut Vec<u8>, bytes: usize) -> Result<(), FormatError> {
    out.try_reserve(bytes).map_err(|_| FormatError::OutOfMemory)
}

#[inline]
fn pad(out: &mut Vec<u8>, fill: u32, count: usize) -> Result<(), FormatError> {
    if count == 0 { Ok(()) } else { pad_some(out, fill, count) }
}

fn pad_some(out: &mut Vec<u8>, fill: u32, count: usize) -> Result<(), FormatError> {
    if fill < 0x80 {
        reserve(out, count)?;
        out.resize(out.len() + count, fill as u8);
        return Ok(());
    }
    let mut buffer = [0; 4];
    let encoded = wtf8::encode(fill, &mut buffer);
    reserve(out, count.checked_mul(encoded.len()).ok_or(FormatError::OutOfMemory)?)?;
    for _ in 0..count {
        out.put_all(encoded);
    }
    Ok(())
}

/// How much padding goes left and right of `len` characters.
fn padding(spec: &Spec, len: usize) -> (usize, usize) {
    let total = spec.width.unwrap_or(0).saturating_sub(len);
    match spec.align {
        b'>' => (total, 0),
        b'^' => (total / 2, total - total / 2),
        b'<' => (0, total),
        _ => (0, 0),
    }
}

/// `format(value, spec)` of a string.
pub fn format_str(value: &[u8], spec: &[u8], type_name: &str) -> Result<Vec<u8>, FormatError> {
    if spec.is_empty() {
        return Ok(copied(value));
    }
    let spec = parse(spec, Defaults::Str, type_name)?;
    if spec.kind != u32::from(b's') {
        return Err(unknown(spec.kind, type_name));
    }
    let refuse = |message| Err(FormatError::NotAllowed(message));
    match spec.sign {
        0 => {}
        b' ' => return refuse("Space not allowed in string format specifier"),
        _ => return refuse("Sign not allowed in string format specifier"),
    }
    if spec.no_negative_zero {
        return refuse("Negative zero coercion (z) not allowed in string format specifier");
    }
    if spec.alternate {
        return refuse("Alternate form (#) not allowed in string format specifier");
    }
    if spec.align == b'=' {
        return refuse("'=' alignment not allowed in string format specifier");
    }
    let mut text = wtf8::Text::new(value);
    if let Some(precision) = spec.precision {
        text = text.slice(0, precision);
    }
    let (left, right) = padding(&spec, text.len());
    let mut out = Vec::new();
    reserve(&mut out, text.as_bytes().len())?;
    pad(&mut out, spec.fill, left)?;
    out.put_all(text.as_bytes());
    pad(&mut out, spec.fill, right)?;
    Ok(out)
}

/// A number taken apart for the layout `padding sign prefix padding grouped-digits rest padding`.
struct Parts<'a> {
    negative: bool,
    prefix: &'a str,
    digits: &'a str,
    /// Decimal point, fraction and exponent, or `inf`, or the character of `c`.
    rest: &'a str,
}

/// Splits formatted float text.
fn float_parts(text: &str) -> Parts<'_> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(unsigned) => (true, unsigned),
        None => (false, text),
    };
    let end = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    Parts { negative, prefix: "", digits: &unsigned[..end], rest: &unsigned[end..] }
}

/// Digits with separators, filled with zeros to at least `min_width` characters.
fn group(digits: &str, grouping: Grouping, min_width: usize) -> Result<Vec<u8>, FormatError> {
    let mut reversed = Vec::new();
    reserve(&mut reversed, digits.len().max(min_width).saturating_mul(2))?;
    let mut source = digits.bytes().rev();
    let (separator, size) = grouping.parts();
    let (mut left, mut room) = (digits.len(), min_width);
    loop {
        let len = size.min(left.max(room).max(1));
        for _ in 0..len {
            reversed.push(source.next().unwrap_or(b'0'));
        }
        left = left.saturating_sub(len);
        room = room.saturating_sub(len);
        if left == 0 && room == 0 {
            break;
        }
        reversed.push(separator as u8);
        // A separator may stand where the last place to fill was; a digit must still follow it.
        room = room.saturating_sub(1);
    }
    reversed.reverse();
    Ok(reversed)
}

/// Point and fraction with separators between groups of three digits, counted from the point.
fn group_fraction(rest: &str, grouping: Grouping) -> String {
    let Some(fraction) = rest.strip_prefix('.') else { return rest.to_owned() };
    let end = fraction.bytes().take_while(u8::is_ascii_digit).count();
    let (separator, size) = grouping.parts();
    let mut out = String::from(".");
    for (index, digit) in fraction[..end].chars().enumerate() {
        if index > 0 && index % size == 0 {
            out.push(separator);
        }
        out.push(digit);
    }
    out.push_str(&fraction[end..]);
    out
}

fn write_number(out: &mut Vec<u8>, parts: &Parts<'_>, spec: &Spec) -> Result<(), FormatError> {
    let sign = match (spec.sign, parts.negative) {
        (_, true) => "-",
        (b'+', _) => "+",
        (b' ', _) => " ",
        _ => "",
    };
    let rest = match spec.fraction {
        Some(fraction) => Cow::Owned(group_fraction(parts.rest, fraction)),
        None => Cow::Borrowed(parts.rest),
    };
    let rest_len = rest.chars().count();
    let around = sign.len() + parts.prefix.len() + rest_len;
    let min_width = if spec.fill == u32::from(b'0') && spec.align == b'=' {
        spec.width.unwrap_or(0).saturating_sub(around)
    } else {
        0
    };
    let grouped;
    let (mut digits, mut zeros) = (parts.digits.as_bytes(), 0);
    match spec.grouping {
        _ if digits.is_empty() => {}
        Some(grouping) => {
            grouped = group(parts.digits, grouping, min_width)?;
            digits = &grouped;
        }
        None => zeros = min_width.saturating_sub(digits.len()),
    }
    let len = around + zeros + digits.len();
    let (left, right) = padding(spec, len);
    let inner = if spec.align == b'=' { spec.width.unwrap_or(0).saturating_sub(len) } else { 0 };
    reserve(out, left.saturating_add(inner).saturating_add(right).saturating_add(len))?;
    pad(out, spec.fill, left)?;
    out.put_all(sign.as_bytes());
    out.put_all(parts.prefix.as_bytes());
    pad(out, spec.fill, inner)?;
    pad(out, u32::from(b'0'), zeros)?;
    out.put_all(digits);
    out.put_all(rest.as_bytes());
    pad(out, spec.fill, right)
}

/// `format(value, spec)` of an int of any size. `limit` is the most decimal digits allowed (0: no limit).
pub fn format_int<'a>(
    value: impl Into<IntRef<'a>>,
    spec: &[u8],
    type_name: &str,
    limit: usize,
) -> Result<Vec<u8>, FormatError> {
    let value = value.into();
    let decimal = || value.to_decimal(limit).map_err(FormatError::IntTooLong);
    if spec.is_empty() {
        return decimal().map(String::into_bytes);
    }
    let spec = parse(spec, Defaults::Int, type_name)?;
    let kind = u8::try_from(spec.kind).map_err(|_| unknown(spec.kind, type_name))?;
    let (radix, prefix) = match kind {
        b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'%' => {
            let value = value.to_f64().map_err(|_| FormatError::TooLargeForFloat)?;
            return apply_float(value, &spec);
        }
        b'b' => (2, "0b"),
        b'o' => (8, "0o"),
        b'x' => (16, "0x"),
        b'X' => (16, "0X"),
        b'c' | b'd' | b'n' => (10, ""),
        _ => return Err(unknown(spec.kind, type_name)),
    };
    if spec.precision.is_some() {
        return Err(FormatError::NotAllowed("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        return Err(FormatError::NotAllowed("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    let mut out = Vec::new();
    if kind == b'c' {
        write_character(&mut out, value, &spec)?;
        return Ok(out);
    }
    let mut text = if radix == 10 { decimal()? } else { value.to_radix(radix) };
    if kind == b'X' {
        text.make_ascii_uppercase();
    }
    let unsigned = text.strip_prefix('-');
    let parts = Parts {
        negative: unsigned.is_some(),
        prefix: if spec.alternate { prefix } else { "" },
        digits: unsigned.unwrap_or(&text),
        rest: "",
    };
    write_number(&mut out, &parts, &spec)?;
    Ok(out)
}

fn write_character(out: &mut Vec<u8>, value: IntRef<'_>, spec: &Spec) -> Result<(), FormatError> {
    if spec.sign != 0 {
        return Err(FormatError::NotAllowed("Sign not allowed with integer format specifier 'c'"));
    }
    if spec.alternate {
        return Err(FormatError::NotAllowed("Alternate form (#) not allowed with integer format specifier 'c'"));
    }
    let word = value.to_i64().ok_or(FormatError::TooLargeForLong)?;
    let code = u32::try_from(word).ok().filter(|&code| code < 0x11_0000).ok_or(FormatError::NotACodePoint)?;
    let (left, right) = padding(spec, 1);
    let inner = if spec.align == b'=' { spec.width.unwrap_or(0).saturating_sub(1) } else { 0 };
    pad(out, spec.fill, left + inner)?;
    wtf8::push(out, code);
    pad(out, spec.fill, right)
}

/// `format(value, spec)` of a float.
pub fn format_float(value: f64, spec: &[u8], type_name: &str) -> Result<Vec<u8>, FormatError> {
    if spec.is_empty() {
        return Ok(float_digits::repr(value).into_bytes());
    }
    let spec = parse(spec, Defaults::Float, type_name)?;
    match u8::try_from(spec.kind) {
        Ok(0 | b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'n' | b'%') => apply_float(value, &spec),
        _ => Err(unknown(spec.kind, type_name)),
    }
}

fn checked_precision(spec: &Spec) -> Result<Option<usize>, FormatError> {
    if spec.precision.is_some_and(|precision| precision > i32::MAX as usize) {
        return Err(FormatError::PrecisionTooBig);
    }
    Ok(spec.precision)
}

fn apply_float(value: f64, spec: &Spec) -> Result<Vec<u8>, FormatError> {
    let precision = checked_precision(spec)?;
    let kind = spec.kind as u8;
    let flags = Flags { alternate: spec.alternate, add_dot_zero: kind == 0, no_negative_zero: spec.no_negative_zero };
    let (value, code, precision) = match kind {
        0 => match precision {
            Some(precision) => (value, b'g', precision),
            None => (value, b'r', 0),
        },
        b'n' => (value, b'g', precision.unwrap_or(6)),
        b'%' => (value * 100.0, b'f', precision.unwrap_or(6)),
        _ => (value, kind, precision.unwrap_or(6)),
    };
    let mut text = float_digits::format_double(value, code, precision, flags).ok_or(FormatError::OutOfMemory)?;
    if kind == b'%' {
        text.push('%');
    }
    let mut out = Vec::new();
    write_number(&mut out, &float_parts(&text), spec)?;
    Ok(out)
}

/// `format(value, spec)` of a complex number.
pub fn format_complex(real: f64, imaginary: f64, spec: &[u8], type_name: &str) -> Result<Vec<u8>, FormatError> {
    if spec.is_empty() {
        return Ok(float_digits::complex_repr(real, imaginary).into_bytes());
    }
    let spec = parse(spec, Defaults::Float, type_name)?;
    let Ok(kind @ (0 | b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'n')) = u8::try_from(spec.kind) else {
        return Err(unknown(spec.kind, type_name));
    };
    let precision = checked_precision(&spec)?;
    if spec.fill == u32::from(b'0') {
        return Err(FormatError::NotAllowed("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == b'=' {
        return Err(FormatError::NotAllowed("'=' alignment flag is not allowed in complex format specifier"));
    }
    let (code, places) = match (kind, precision) {
        (0, None) => (b'r', 0),
        (0, Some(precision)) => (b'g', precision),
        (b'n', precision) => (b'g', precision.unwrap_or(6)),
        (kind, precision) => (kind, precision.unwrap_or(6)),
    };
    let flags = Flags { alternate: spec.alternate, add_dot_zero: false, no_negative_zero: spec.no_negative_zero };
    let text = |x| float_digits::format_double(x, code, places, flags).ok_or(FormatError::OutOfMemory);
    let skip_real = kind == 0 && real == 0.0 && real.is_sign_positive();
    let parentheses = kind == 0 && !skip_real;
    let plain = Spec { fill: 0, align: b'<', width: None, ..spec };
    let mut number = Vec::new();
    if parentheses {
        number.push(b'(');
    }
    if !skip_real {
        write_number(&mut number, &float_parts(&text(real)?), &plain)?;
    }
    // The imaginary part shows its sign unless it stands alone.
    let sign = if skip_real { spec.sign } else { b'+' };
    write_number(&mut number, &float_parts(&text(imaginary)?), &Spec { sign, ..plain })?;
    number.push(b'j');
    if parentheses {
        number.push(b')');
    }
    let (left, right) = padding(&spec, number.len());
    let mut out = Vec::new();
    pad(&mut out, spec.fill, left)?;
    out.put_all(&number);
    pad(&mut out, spec.fill, right)?;
    Ok(out)
}
