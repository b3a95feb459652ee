//! Decimal digits of floats and their layout: what CPython's `PyOS_double_to_string` computes.

use super::float;
use std::fmt::Write as _;

/// No double has more decimal places than this; a longer request is padded with zeros.
const MAX_PLACES: usize = 1100;

/// Decimal digits `0.d1d2d3… * 10**point` of a finite number, without trailing zeros. Zero is the digit "0"
/// with point 1; a number rounded away to nothing has no digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digits {
    /// ASCII digits.
    pub digits: Vec<u8>,
    /// Position of the decimal point relative to the first digit.
    pub point: i64,
}

impl Digits {
    fn zero() -> Self {
        Digits { digits: vec![b'0'], point: 1 }
    }

    fn trim(mut self) -> Self {
        while self.digits.last() == Some(&b'0') {
            self.digits.pop();
        }
        self
    }

    fn from_scientific(text: &str) -> Self {
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let digits = mantissa.bytes().filter(u8::is_ascii_digit).collect();
        Digits { digits, point: exponent.parse::<i64>().unwrap_or(0) + 1 }.trim()
    }
}

/// The fewest digits that read back as `x` (its sign is ignored).
pub fn shortest(x: f64) -> Digits {
    if x == 0.0 {
        return Digits::zero();
    }
    let digits = Digits::from_scientific(&format!("{:e}", x.abs()));
    // Two candidates may lie equally far from `x`: when its exact value has one digit more, a 5. Rust then takes the
    // upper one, Python the even one.
    let count = digits.digits.len();
    let (mantissa, exponent) = float::decompose(x);
    let places = -i64::from(exponent) - i64::from(mantissa.trailing_zeros());
    if places > 0 && places == count as i64 + 1 - digits.point {
        let even = format!("{:.*e}", count - 1, x.abs());
        // Below a power of two the doubles lie closer together, so the lower candidate may read as another one.
        if even.parse() == Ok(x.abs()) {
            return Digits::from_scientific(&even);
        }
    }
    digits
}

/// `x` rounded to `count` significant digits, half to even; `count` is at least 1.
pub fn significant(x: f64, count: usize) -> Digits {
    if x == 0.0 {
        return Digits::zero();
    }
    let places = count.clamp(1, MAX_PLACES) - 1;
    Digits::from_scientific(&format!("{:.*e}", places, x.abs()))
}

/// `x` rounded to `places` digits after the decimal point (negative: before it), half to even.
pub fn fixed(x: f64, places: i64) -> Digits {
    if x == 0.0 {
        return Digits::zero();
    }
    let x = x.abs();
    if places < 0 {
        return fixed_before_point(x, places.unsigned_abs() as usize);
    }
    if let Some(digits) = fixed_in_words(x, places as u64) {
        return digits;
    }
    let text = format!("{:.*}", (places as usize).min(MAX_PLACES), x);
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
    let leading = digits.iter().take_while(|&&digit| digit == b'0').count();
    if leading == digits.len() {
        return Digits { digits: Vec::new(), point: -places };
    }
    Digits { digits: digits[leading..].to_vec(), point: whole.len() as i64 - leading as i64 }.trim()
}

/// As [`fixed`], for positive numbers and few places: where the exact product with a power of ten fits 128 bits.
fn fixed_in_words(x: f64, places: u64) -> Option<Digits> {
    const MOST_PLACES: u64 = 15;
    if places > MOST_PLACES || !x.is_finite() {
        return None;
    }
    // 53 bits times less than 2^50; the exponent adds or takes away.
    let (mantissa, exponent) = float::decompose(x);
    let scaled = u128::from(mantissa) * u128::from(10u64.pow(places as u32));
    let rounded = match exponent {
        0..=20 => scaled << exponent,
        -120..=-1 => {
            let shift = exponent.unsigned_abs();
            let (whole, rest, half) = (scaled >> shift, scaled & ((1 << shift) - 1), 1u128 << (shift - 1));
            whole + u128::from(rest > half || rest == half && whole & 1 == 1)
        }
        _ => return None,
    };
    if rounded == 0 {
        return Some(Digits { digits: Vec::new(), point: -(places as i64) });
    }
    let mut buffer = itoa::Buffer::new();
    let digits = match u64::try_from(rounded) {
        Ok(word) => buffer.format(word),
        Err(_) => buffer.format(rounded),
    };
    Some(Digits { point: digits.len() as i64 - places as i64, digits: digits.into() }.trim())
}

fn fixed_before_point(x: f64, dropped: usize) -> Digits {
    let mut digits = format!("{:.0}", x.trunc()).into_bytes();
    let nothing = Digits { digits: Vec::new(), point: dropped as i64 };
    let Some(kept) = digits.len().checked_sub(dropped) else {
        return nothing;
    };
    let mut point = digits.len() as i64;
    let tail = digits.split_off(kept);
    let exact_half = tail.first() == Some(&b'5') && tail[1..].iter().all(|&digit| digit == b'0') && x.fract() == 0.0;
    let odd = digits.last().is_some_and(|digit| digit % 2 == 1);
    if tail.first().is_some_and(|&digit| digit >= b'5') && (!exact_half || odd) {
        if let Some(at) = digits.iter().rposition(|&digit| digit != b'9') {
            digits[at] += 1;
            digits.truncate(at + 1);
        } else {
            digits = vec![b'1'];
            point += 1;
        }
    }
    if digits.is_empty() { nothing } else { Digits { digits, point }.trim() }
}

/// How [`format_double`] writes a number.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flags {
    /// `#`: always a decimal point, and `g` keeps trailing zeros.
    pub alternate: bool,
    /// As `repr` does: a finite number without exponent ends in ".0".
    pub add_dot_zero: bool,
    /// `z`: a zero after rounding loses its minus sign.
    pub no_negative_zero: bool,
}

/// Writes `x` as the conversion `code` (e E f F g G, or r for `repr`, which takes no precision).
///
/// `None` when the result does not fit in memory. Infinities and NaN become `inf`, `nan`, in capitals for the
/// capital codes; NaN has no sign.
pub fn format_double(x: f64, code: u8, precision: usize, flags: Flags) -> Option<String> {
    let mut out = String::new();
    let upper = code.is_ascii_uppercase();
    if !x.is_finite() {
        let text = if x.is_nan() { "nan" } else { "inf" };
        if x == f64::NEG_INFINITY {
            out.push('-');
        }
        out.push_str(text);
        if upper {
            out.make_ascii_uppercase();
        }
        return Some(out);
    }
    let places = i64::try_from(precision).ok()?;
    let (digits, least_end, exponent) = match code.to_ascii_lowercase() {
        b'e' => (significant(x, precision.saturating_add(1)), places + 1, true),
        b'f' => {
            let digits = fixed(x, places);
            let end = digits.point + places;
            (digits, end, false)
        }
        b'g' => {
            let wanted = precision.max(1);
            let digits = significant(x, wanted);
            let limit = wanted as i64 - i64::from(flags.add_dot_zero);
            let exponent = digits.point <= -4 || digits.point > limit;
            let end = if flags.alternate { wanted as i64 } else { digits.digits.len() as i64 };
            (digits, end, exponent)
        }
        _ => {
            let digits = shortest(x);
            let exponent = digits.point <= -4 || digits.point > 16;
            let end = digits.digits.len() as i64;
            (digits, end, exponent)
        }
    };
    let vanished = digits.digits.is_empty() || digits.digits == b"0";
    if x.is_sign_negative() && !(flags.no_negative_zero && vanished) {
        out.push('-');
    }
    let layout = Layout { least_end, exponent, flags };
    layout.write(&mut out, &digits)?;
    if upper {
        out.make_ascii_uppercase();
    }
    Some(out)
}

struct Layout {
    /// Digits are shown at least up to this position; what is missing is zeros.
    least_end: i64,
    exponent: bool,
    flags: Flags,
}

impl Layout {
    fn write(&self, out: &mut String, digits: &Digits) -> Option<()> {
        let point = if self.exponent { 1 } else { digits.point };
        let start = if point <= 0 { point - 1 } else { 0 };
        let dot_zero = self.flags.add_dot_zero && !self.exponent;
        let end = self.least_end.max(if dot_zero { point + 1 } else { point });
        out.try_reserve(usize::try_from(end - start).ok()?.checked_add(8)?).ok()?;
        put_digits(out, &digits.digits, start, point);
        if end > point || self.flags.alternate {
            out.push('.');
        }
        put_digits(out, &digits.digits, point, end);
        if self.exponent {
            let power = digits.point - 1;
            let sign = if power < 0 { '-' } else { '+' };
            let _ = write!(out, "e{sign}{:02}", power.abs());
        }
        Some(())
    }
}

/// Writes positions `start..end` of the number; positions without a digit are zeros.
fn put_digits(out: &mut String, digits: &[u8], start: i64, end: i64) {
    let len = digits.len() as i64;
    let zeros = |out: &mut String, count: i64| out.extend(std::iter::repeat_n('0', count.max(0) as usize));
    zeros(out, end.min(0) - start);
    let (from, to) = (start.clamp(0, len), end.clamp(0, len));
    out.push_str(std::str::from_utf8(&digits[from as usize..to.max(from) as usize]).unwrap_or_default());
    zeros(out, end - start.max(len));
}

/// Python's `repr` and `str` of a float: shortest digits that read back, exponent below 1e-4 and from 1e16.
pub fn repr(x: f64) -> String {
    // A whole number below 2**53 has no shorter form than its digits, when trailing zeros count.
    if x == x.trunc() && x.abs() < 9.0e15 && !(x == 0.0 && x.is_sign_negative()) {
        return format!("{}.0", x as i64);
    }
    let flags = Flags { add_dot_zero: true, ..Flags::default() };
    format_double(x, b'r', 0, flags).unwrap_or_default()
}

/// Python's `repr` of a complex number: `(1+2j)`, or `2j` when the real part is positive zero.
pub fn complex_repr(real: f64, imaginary: f64) -> String {
    let part = |x: f64| format_double(x, b'r', 0, Flags::default()).unwrap_or_default();
    let imag = part(imaginary);
    if real == 0.0 && real.is_sign_positive() {
        return format!("{imag}j");
    }
    let sign = if imag.starts_with('-') { "" } else { "+" };
    format!("({}{sign}{imag}j)", part(real))
}
