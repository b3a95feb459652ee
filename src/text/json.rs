//! JSON's strings and numbers: written, and found in a text.

use std::borrow::Cow;

use super::room::Room;
use super::wtf8;

/// Which characters of a string are written as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// Those of ASCII that can be printed.
    Ascii,
    /// All but control characters.
    Unicode,
}

/// The text as a string of JSON, in quotes.
pub fn push_quoted(out: &mut Vec<u8>, text: &[u8], plain: Plain) {
    out.put(b'"');
    let mut rest = text;
    loop {
        let is_special = |&byte: &u8| match byte {
            b'"' | b'\\' | 0..0x20 => true,
            0x7f.. => plain == Plain::Ascii,
            _ => false,
        };
        let length = rest.iter().position(is_special).unwrap_or(rest.len());
        out.put_all(&rest[..length]);
        rest = &rest[length..];
        let Some((code, size)) = wtf8::decode_first(rest) else { break };
        rest = &rest[size..];
        push_escape(out, code);
    }
    out.put(b'"');
}

fn push_escape(out: &mut Vec<u8>, code: u32) {
    let short = match code {
        0x22 => b'"',
        0x5c => b'\\',
        0x08 => b'b',
        0x09 => b't',
        0x0a => b'n',
        0x0c => b'f',
        0x0d => b'r',
        0x1_0000.. => {
            let high = code - 0x1_0000;
            push_unit(out, 0xd800 + (high >> 10));
            return push_unit(out, 0xdc00 + (high & 0x3ff));
        }
        _ => return push_unit(out, code),
    };
    out.put_all(&[b'\\', short]);
}

fn push_unit(out: &mut Vec<u8>, unit: u32) {
    out.put_all(b"\\u");
    for shift in [12, 8, 4, 0] {
        out.put(b"0123456789abcdef"[(unit >> shift & 0xf) as usize]);
    }
}

/// Which characters a string may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Controls {
    /// No control characters.
    Refused,
    /// Any.
    Accepted,
}

/// What is wrong with a string: the message, and the offset in bytes, none for the string's beginning.
pub type Fault = (&'static str, Option<usize>);

/// The string whose opening quote stands before `start`, and where what follows it begins (both count bytes).
pub fn scan_string(text: &[u8], start: usize, controls: Controls) -> Result<(Cow<'_, [u8]>, usize), Fault> {
    const UNTERMINATED: Fault = ("Unterminated string starting at", None);
    let mut pieces = Vec::new();
    let mut at = start;
    loop {
        let is_end = |&byte: &u8| byte == b'"' || byte == b'\\' || (byte < 0x20 && controls == Controls::Refused);
        let end = text[at..].iter().position(is_end).map_or(text.len(), |length| at + length);
        let run = &text[at..end];
        match text.get(end) {
            None => return Err(UNTERMINATED),
            Some(b'"') if pieces.is_empty() => return Ok((Cow::Borrowed(run), end + 1)),
            Some(b'"') => {
                pieces.put_all(run);
                return Ok((Cow::Owned(pieces), end + 1));
            }
            Some(b'\\') => pieces.put_all(run),
            Some(_) => return Err(("Invalid control character at", Some(end))),
        }
        let Some(&kind) = text.get(end + 1) else { return Err(UNTERMINATED) };
        at = end + 2;
        let code = match kind {
            b'"' | b'\\' | b'/' => u32::from(kind),
            b'b' => 0x08,
            b'f' => 0x0c,
            b'n' => 0x0a,
            b'r' => 0x0d,
            b't' => 0x09,
            b'u' => {
                let mut code = unit(text, at)?;
                at += 4;
                if (0xd800..0xdc00).contains(&code) && text[at..].starts_with(b"\\u") {
                    let low = unit(text, at + 2)?;
                    if (0xdc00..0xe000).contains(&low) {
                        code = 0x1_0000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                        at += 6;
                    }
                }
                code
            }
            _ => return Err(("Invalid \\escape", Some(end))),
        };
        wtf8::push(&mut pieces, code);
    }
}

/// The four hexadecimal digits at `at`.
fn unit(text: &[u8], at: usize) -> Result<u32, Fault> {
    let fault = ("Invalid \\uXXXX escape", Some(at - 1));
    let digits = text.get(at..at + 4).ok_or(fault)?;
    digits.iter().try_fold(0, |code, &digit| Ok(code << 4 | char::from(digit).to_digit(16).ok_or(fault)?))
}

/// A number found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// Its length in bytes.
    pub length: usize,
    /// Whether it has a fraction or an exponent.
    pub is_float: bool,
}

/// The number at the beginning of the text.
pub fn scan_number(text: &[u8]) -> Option<Number> {
    let digits = |at: usize| text[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let sign = usize::from(text.first() == Some(&b'-'));
    let mut length = match text.get(sign) {
        Some(b'0') => sign + 1,
        Some(b'1'..=b'9') => sign + digits(sign),
        _ => return None,
    };
    let mut is_float = false;
    if text.get(length) == Some(&b'.') && digits(length + 1) > 0 {
        length += 1 + digits(length + 1);
        is_float = true;
    }
    if let Some(b'e' | b'E') = text.get(length) {
        let sign = usize::from(matches!(text.get(length + 1), Some(b'+' | b'-')));
        let count = digits(length + 1 + sign);
        if count > 0 {
            length += 1 + sign + count;
            is_float = true;
        }
    }
    Some(Number { length, is_float })
}
