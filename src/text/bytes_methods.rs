//! The methods of bytes that differ from those of strings: only ASCII has case and whitespace.
//!
//! `split`, `rsplit`, `partition`, `rpartition`, `expand_tabs`, `center`, `ljust`, `rjust`, `zfill`, `join` and
//! `repeat` of [`super::str_methods`] serve bytes as they are.

use super::int_text::is_ascii_space;
use super::room::{Room, copied, gathered, with_room};
use super::str_methods::{self, LineBreaks, Side, interleave};
use super::wtf8::clamp_range;
use memchr::memmem;

/// `bytes.title`.
pub fn title(data: &[u8]) -> Vec<u8> {
    let mut in_word = false;
    let map = |byte: &u8| {
        let mapped = if in_word { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() };
        in_word = byte.is_ascii_alphabetic();
        mapped
    };
    gathered(data.iter().map(map))
}

/// `bytes.lower`.
pub fn lower(data: &[u8]) -> Vec<u8> {
    gathered(data.iter().map(u8::to_ascii_lowercase))
}

/// `bytes.upper`.
pub fn upper(data: &[u8]) -> Vec<u8> {
    gathered(data.iter().map(u8::to_ascii_uppercase))
}

/// `bytes.capitalize`.
pub fn capitalize(data: &[u8]) -> Vec<u8> {
    let mut out = copied(data);
    out.make_ascii_lowercase();
    if let Some(first) = out.first_mut() {
        first.make_ascii_uppercase();
    }
    out
}

/// `bytes.swapcase`.
pub fn swapcase(data: &[u8]) -> Vec<u8> {
    gathered(data.iter().map(|&byte| if byte.is_ascii_alphabetic() { byte ^ 0x20 } else { byte }))
}

fn all(data: &[u8], test: impl Fn(&u8) -> bool) -> bool {
    !data.is_empty() && data.iter().all(test)
}

/// `bytes.isalpha`.
pub fn is_alpha(data: &[u8]) -> bool {
    all(data, u8::is_ascii_alphabetic)
}

/// `bytes.isalnum`.
pub fn is_alnum(data: &[u8]) -> bool {
    all(data, u8::is_ascii_alphanumeric)
}

/// `bytes.isdigit`.
pub fn is_digit(data: &[u8]) -> bool {
    all(data, u8::is_ascii_digit)
}

/// `bytes.isspace`.
pub fn is_space(data: &[u8]) -> bool {
    all(data, |&byte| is_ascii_space(byte))
}

/// `bytes.islower`.
pub fn is_lower(data: &[u8]) -> bool {
    data.iter().any(u8::is_ascii_lowercase) && !data.iter().any(u8::is_ascii_uppercase)
}

/// `bytes.isupper`.
pub fn is_upper(data: &[u8]) -> bool {
    data.iter().any(u8::is_ascii_uppercase) && !data.iter().any(u8::is_ascii_lowercase)
}

/// `bytes.istitle`.
pub fn is_title(data: &[u8]) -> bool {
    let mut in_word = false;
    for byte in data {
        if byte.is_ascii_uppercase() && in_word || byte.is_ascii_lowercase() && !in_word {
            return false;
        }
        in_word = byte.is_ascii_alphabetic();
    }
    data.iter().any(u8::is_ascii_alphabetic)
}

fn trim(data: &[u8], side: Side, drop: impl Fn(&u8) -> bool) -> &[u8] {
    let start = if side == Side::Right { 0 } else { data.iter().take_while(|&byte| drop(byte)).count() };
    let data = &data[start..];
    let dropped = if side == Side::Left { 0 } else { data.iter().rev().take_while(|&byte| drop(byte)).count() };
    &data[..data.len() - dropped]
}

/// `strip()`, `lstrip()` or `rstrip()`: whitespace.
pub fn strip(data: &[u8], side: Side) -> &[u8] {
    trim(data, side, |&byte| is_ascii_space(byte))
}

/// The same with the bytes to remove.
pub fn strip_bytes<'a>(data: &'a [u8], bytes: &[u8], side: Side) -> &'a [u8] {
    trim(data, side, |byte| bytes.contains(byte))
}

/// `split()`: words between whitespace.
pub fn split_whitespace(data: &[u8], limit: Option<usize>) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = strip(data, Side::Left);
    while !rest.is_empty() {
        if limit == Some(parts.len()) {
            parts.put(rest);
            break;
        }
        let end = rest.iter().position(|&byte| is_ascii_space(byte)).unwrap_or(rest.len());
        parts.put(&rest[..end]);
        rest = strip(&rest[end..], Side::Left);
    }
    parts
}

/// `rsplit()`: the same from the end.
pub fn rsplit_whitespace(data: &[u8], limit: Option<usize>) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = strip(data, Side::Right);
    while !rest.is_empty() {
        if limit == Some(parts.len()) {
            parts.put(rest);
            break;
        }
        let start = rest.iter().rposition(|&byte| is_ascii_space(byte)).map_or(0, |at| at + 1);
        parts.put(&rest[start..]);
        rest = strip(&rest[..start], Side::Right);
    }
    parts.reverse();
    parts
}

/// `splitlines`: at `\n`, `\r` and `\r\n` only.
pub fn splitlines(data: &[u8], breaks: LineBreaks) -> Vec<&[u8]> {
    let mut lines = Vec::new();
    let mut rest = data;
    while !rest.is_empty() {
        let body = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let size = if rest[body..].starts_with(b"\r\n") { 2 } else { usize::from(body < rest.len()) };
        lines.put(&rest[..if breaks == LineBreaks::Keep { body + size } else { body }]);
        rest = &rest[body + size..];
    }
    lines
}

/// `replace`. `None` when the result does not fit in memory.
pub fn replace(data: &[u8], old: &[u8], new: &[u8], limit: Option<usize>) -> Option<Vec<u8>> {
    if old.is_empty() { interleave(data, new, limit, |_| 1) } else { str_methods::replace(data, old, new, limit) }
}

/// `translate(table, delete)`; `None` stands for the identity table.
pub fn translate(data: &[u8], table: Option<&[u8; 256]>, delete: &[u8]) -> Vec<u8> {
    let kept = data.iter().filter(|byte| !delete.contains(byte));
    match table {
        Some(table) => gathered(kept.map(|&byte| table[usize::from(byte)])),
        None => gathered(kept.copied()),
    }
}

/// `find(needle, start, end)`; negative bounds count from the end.
pub fn find(data: &[u8], needle: &[u8], start: isize, end: isize) -> Option<usize> {
    let window = clamp_range(data.len(), start, end)?;
    memmem::find(&data[window.clone()], needle).map(|at| window.start + at)
}

/// `rfind(needle, start, end)`.
pub fn rfind(data: &[u8], needle: &[u8], start: isize, end: isize) -> Option<usize> {
    let window = clamp_range(data.len(), start, end)?;
    memmem::rfind(&data[window.clone()], needle).map(|at| window.start + at)
}

/// `count(needle, start, end)`: occurrences that do not overlap.
pub fn count(data: &[u8], needle: &[u8], start: isize, end: isize) -> usize {
    match clamp_range(data.len(), start, end) {
        None => 0,
        Some(window) if needle.is_empty() => window.len() + 1,
        Some(window) => memmem::find_iter(&data[window], needle).count(),
    }
}

/// `startswith(prefix, start, end)` for one prefix.
pub fn starts_with(data: &[u8], prefix: &[u8], start: isize, end: isize) -> bool {
    clamp_range(data.len(), start, end).is_some_and(|window| data[window].starts_with(prefix))
}

/// `endswith(suffix, start, end)` for one suffix.
pub fn ends_with(data: &[u8], suffix: &[u8], start: isize, end: isize) -> bool {
    clamp_range(data.len(), start, end).is_some_and(|window| data[window].ends_with(suffix))
}

/// `hex()`, or `hex(separator, group)`: a positive group size counts from the right, a negative one from the left.
pub fn hex(data: &[u8], separator: Option<(u8, i64)>) -> Vec<u8> {
    let digit = |nibble: u8| b"0123456789abcdef"[usize::from(nibble & 15)];
    let mut out = with_room(data.len().saturating_mul(2));
    for (index, &byte) in data.iter().enumerate() {
        if let Some((separator, group)) = separator.filter(|&(_, group)| group != 0 && index > 0) {
            let place = if group > 0 { data.len() - index } else { index };
            if (place as u64).is_multiple_of(group.unsigned_abs()) {
                out.put(separator);
            }
        }
        out.put(digit(byte >> 4));
        out.put(digit(byte));
    }
    out
}

/// Why a text is no hexadecimal spelling of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HexError {
    /// "non-hexadecimal number found in `fromhex()` arg at position N", in code points.
    NotADigit(usize),
    /// The text ends in the middle of a byte.
    Odd,
}

impl std::fmt::Display for HexError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            HexError::NotADigit(at) => write!(f, "non-hexadecimal number found in fromhex() arg at position {at}"),
            HexError::Odd => f.write_str("fromhex() arg must contain an even number of hexadecimal digits"),
        }
    }
}

/// `bytes.fromhex(text)`.
pub fn from_hex(text: &[u8]) -> Result<Vec<u8>, HexError> {
    // A character outside ASCII is found before anything else; all before it are one byte each.
    if let Some(at) = text.iter().position(|byte| !byte.is_ascii()) {
        return Err(HexError::NotADigit(at));
    }
    let digit = |at: usize| text.get(at).and_then(|&byte| char::from(byte).to_digit(16));
    let mut out = with_room(text.len() / 2);
    let mut at = 0;
    while at < text.len() {
        if is_ascii_space(text[at]) {
            at += 1;
            continue;
        }
        let high = digit(at).ok_or(HexError::NotADigit(at))?;
        let missing = if at + 1 < text.len() { HexError::NotADigit(at + 1) } else { HexError::Odd };
        let low = digit(at + 1).ok_or(missing)?;
        out.put((high << 4 | low) as u8);
        at += 2;
    }
    Ok(out)
}
