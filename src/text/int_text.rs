//! Integers from and to text in any base.

use super::room::{Room, with_room};
use super::{ErrorKind, unicode, wtf8};
use num_bigint::{BigInt, BigUint, Sign};
use num_traits::ToPrimitive;
use std::borrow::Cow;
use std::fmt;

/// CPython's default for `sys.get_int_max_str_digits()`.
pub const DEFAULT_MAX_STR_DIGITS: usize = 4300;

/// Conversions of at most this many digits are never refused: the smallest limit there can be, besides none (0).
pub const LIMIT_THRESHOLD: usize = 640;

/// An integer of either size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Int {
    /// Fits a machine word.
    Small(i64),
    /// Does not.
    Big(BigInt),
}

impl From<BigInt> for Int {
    fn from(value: BigInt) -> Self {
        match i64::try_from(&value) {
            Ok(small) => Int::Small(small),
            Err(_) => Int::Big(value),
        }
    }
}

impl From<Int> for BigInt {
    fn from(value: Int) -> Self {
        match value {
            Int::Small(small) => BigInt::from(small),
            Int::Big(big) => big,
        }
    }
}

/// A borrowed integer of either size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntRef<'a> {
    /// Fits a machine word.
    Small(i64),
    /// Does not.
    Big(&'a BigInt),
}

impl<'a> From<&'a BigInt> for IntRef<'a> {
    fn from(value: &'a BigInt) -> Self {
        value.to_i64().map_or(IntRef::Big(value), IntRef::Small)
    }
}

impl IntRef<'_> {
    /// `str(value)`; see [`to_decimal`].
    pub fn to_decimal(self, limit: usize) -> Result<String, IntTextError> {
        match self {
            IntRef::Small(small) => Ok(itoa::Buffer::new().format(small).to_owned()),
            IntRef::Big(big) => to_decimal(big, limit),
        }
    }

    /// See [`to_radix`].
    pub fn to_radix(self, radix: u32) -> String {
        match self {
            IntRef::Small(small) => match radix {
                2 => signed(small, format_args!("{:b}", small.unsigned_abs())),
                8 => signed(small, format_args!("{:o}", small.unsigned_abs())),
                16 => signed(small, format_args!("{:x}", small.unsigned_abs())),
                _ => to_radix(&BigInt::from(small), radix),
            },
            IntRef::Big(big) => to_radix(big, radix),
        }
    }

    /// The nearest float; "int too large to convert to float".
    pub fn to_f64(self) -> Result<f64, super::int::IntError> {
        match self {
            IntRef::Small(small) => Ok(small as f64),
            IntRef::Big(big) => super::int::to_f64(big),
        }
    }

    /// The number as a machine word, if it fits.
    pub fn to_i64(self) -> Option<i64> {
        match self {
            IntRef::Small(small) => Some(small),
            IntRef::Big(_) => None,
        }
    }
}

fn signed(number: i64, digits: fmt::Arguments<'_>) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{digits}")
}

/// Why text is no integer, or an integer cannot become text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntTextError {
    /// The caller words it: "invalid literal for `int()` with base 10: 'x'".
    InvalidLiteral,
    /// A base other than 0 and 2..=36.
    InvalidBase,
    /// Text with more decimal digits than the limit.
    TooManyDigitsToParse {
        /// `sys.get_int_max_str_digits()`
        limit: usize,
        /// Digits found.
        digits: usize,
    },
    /// A number with more decimal digits than the limit.
    TooManyDigitsToShow {
        /// `sys.get_int_max_str_digits()`
        limit: usize,
    },
}

impl IntTextError {
    /// The exception class.
    pub fn kind(self) -> ErrorKind {
        ErrorKind::Value
    }
}

impl fmt::Display for IntTextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let advice = "use sys.set_int_max_str_digits() to increase the limit";
        match self {
            IntTextError::InvalidLiteral => f.write_str("invalid literal for int()"),
            IntTextError::InvalidBase => f.write_str("int() base must be >= 2 and <= 36, or 0"),
            IntTextError::TooManyDigitsToParse { limit, digits } => write!(
                f,
                "Exceeds the limit ({limit} digits) for integer string conversion: value has {digits} digits; {advice}"
            ),
            IntTextError::TooManyDigitsToShow { limit } => {
                write!(f, "Exceeds the limit ({limit} digits) for integer string conversion; {advice}")
            }
        }
    }
}

/// The message of [`IntTextError::InvalidLiteral`] for the `repr` of what was to be read, of which it shows the
/// first 200 characters.
pub fn invalid_literal(repr: &[u8], base: u32) -> Vec<u8> {
    let lead = format!("invalid literal for int() with base {base}: ");
    [lead.as_bytes(), wtf8::slice(repr, 0, 200)].concat()
}

/// C's `isspace`.
pub(super) fn is_ascii_space(byte: u8) -> bool {
    matches!(byte, b' ' | 0x09..=0x0D)
}

/// `text` without the ASCII whitespace around it.
pub fn trim_ascii_space(text: &[u8]) -> &[u8] {
    let start = text.iter().position(|&byte| !is_ascii_space(byte)).unwrap_or(text.len());
    let end = text.iter().rposition(|&byte| !is_ascii_space(byte)).map_or(start, |at| at + 1);
    &text[start..end]
}

/// Text as the number parsers read it: decimal digits of any script become ASCII digits, other whitespace a space,
/// everything else outside ASCII a question mark.
pub fn to_ascii_digits(text: &[u8]) -> Cow<'_, [u8]> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let convert = |code| match code {
        0..0x7F => code as u8,
        _ if unicode::is_space(code) => b' ',
        _ => unicode::decimal_value(code).map_or(b'?', |value| b'0' + value),
    };
    Cow::Owned(wtf8::code_points(text).map(convert).collect())
}

/// `int(text, base)`. Base 0 reads the prefix as a literal does. `limit` is the most decimal digits allowed, 0 for
/// no limit; bases that are powers of two have none.
pub fn parse(text: &[u8], base: u32, limit: usize) -> Result<Int, IntTextError> {
    parse_bytes(&to_ascii_digits(text), base, limit)
}

/// The same for bytes, where only ASCII counts.
pub fn parse_bytes(text: &[u8], base: u32, limit: usize) -> Result<Int, IntTextError> {
    if base == 1 || base > 36 {
        return Err(IntTextError::InvalidBase);
    }
    let start = text.iter().position(|&byte| !is_ascii_space(byte)).unwrap_or(text.len());
    let mut rest = &text[start..];
    let sign = if rest.first() == Some(&b'-') { Sign::Minus } else { Sign::Plus };
    if matches!(rest.first(), Some(b'-' | b'+')) {
        rest = &rest[1..];
    }
    let prefixed = match rest {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 0,
    };
    let old_octal = base == 0 && prefixed == 0 && rest.first() == Some(&b'0');
    let radix = match base {
        0 if prefixed == 0 => 10,
        0 => prefixed,
        given => given,
    };
    if prefixed == radix {
        rest = &rest[2..];
        if rest.first() == Some(&b'_') {
            rest = &rest[1..];
        }
    }
    let (digits, rest) = scan_digits(rest, radix).ok_or(IntTextError::InvalidLiteral)?;
    if !rest.iter().all(|&byte| is_ascii_space(byte)) {
        return Err(IntTextError::InvalidLiteral);
    }
    if limit > 0 && !radix.is_power_of_two() && digits.len() > LIMIT_THRESHOLD && digits.len() > limit {
        return Err(IntTextError::TooManyDigitsToParse { limit, digits: digits.len() });
    }
    let value = from_digits(&digits, radix, sign);
    if old_octal && value != Int::Small(0) {
        return Err(IntTextError::InvalidLiteral);
    }
    Ok(value)
}

/// Splits the digits off the front, as values 0..radix, single underscores between them skipped.
fn scan_digits(text: &[u8], radix: u32) -> Option<(Vec<u8>, &[u8])> {
    let mut digits = with_room(text.len());
    let mut previous = b'_';
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        if byte == b'_' {
            if previous == b'_' {
                return None;
            }
        } else {
            let Some(digit) = char::from(byte).to_digit(36).filter(|&digit| digit < radix) else {
                break;
            };
            digits.put(digit as u8);
        }
        previous = byte;
        at += 1;
    }
    (previous != b'_').then_some((digits, &text[at..]))
}

fn from_digits(digits: &[u8], radix: u32, sign: Sign) -> Int {
    let mut small = Some(0i64);
    for &digit in digits.iter().take(64) {
        small = small.and_then(|value| value.checked_mul(i64::from(radix))?.checked_add(i64::from(digit)));
    }
    if let (Some(value), true) = (small, digits.len() <= 64) {
        return Int::Small(if sign == Sign::Minus { -value } else { value });
    }
    Int::from(BigInt::from_biguint(sign, digits_to_big(digits, radix)))
}

/// Digits per leaf of the divide-and-conquer conversion from text; `num-bigint`'s own is quadratic, but faster below
/// that.
const LEAF: usize = 400;

fn digits_to_big(digits: &[u8], radix: u32) -> BigUint {
    if digits.len() <= LEAF || radix.is_power_of_two() {
        return BigUint::from_radix_be(digits, radix).unwrap_or_default();
    }
    // Powers radix**(LEAF * 2**k), each the square of the one before.
    let mut powers = vec![BigUint::from(radix).pow(LEAF as u32)];
    while (LEAF << powers.len()) < digits.len() {
        let last = &powers[powers.len() - 1];
        powers.push(last * last);
    }
    join_digits(digits, radix, &powers)
}

fn join_digits(digits: &[u8], radix: u32, powers: &[BigUint]) -> BigUint {
    let Some((power, smaller)) = powers.split_last() else {
        return BigUint::from_radix_be(digits, radix).unwrap_or_default();
    };
    let low_len = LEAF << smaller.len();
    if digits.len() <= low_len {
        return join_digits(digits, radix, smaller);
    }
    let (high, low) = digits.split_at(digits.len() - low_len);
    join_digits(high, radix, smaller) * power + join_digits(low, radix, smaller)
}

/// `str(value)`. `limit` is the most digits allowed, 0 for no limit.
pub fn to_decimal(value: &BigInt, limit: usize) -> Result<String, IntTextError> {
    if limit > 0 {
        // log10(2) from below: certain to have too many digits, so do not even convert.
        let at_least = value.bits().saturating_sub(1) as f64 * 0.301;
        if at_least as usize > limit.max(LIMIT_THRESHOLD) {
            return Err(IntTextError::TooManyDigitsToShow { limit });
        }
    }
    let text = to_radix(value, 10);
    let digits = text.len() - usize::from(value.sign() == Sign::Minus);
    if limit > 0 && digits > limit.max(LIMIT_THRESHOLD) {
        return Err(IntTextError::TooManyDigitsToShow { limit });
    }
    Ok(text)
}

/// `value` in a base from 2 to 36, lower-case digits, no prefix, a minus sign where needed.
pub fn to_radix(value: &BigInt, radix: u32) -> String {
    value.to_str_radix(radix)
}

/// `value` as `bin`, `oct` and `hex` write it: sign, prefix, digits.
pub fn to_prefixed(value: &BigInt, radix: u32) -> String {
    let prefix = match radix {
        2 => "0b",
        8 => "0o",
        16 => "0x",
        _ => "",
    };
    let digits = to_radix(value, radix);
    match digits.strip_prefix('-') {
        Some(digits) => format!("-{prefix}{digits}"),
        None => format!("{prefix}{digits}"),
    }
}
