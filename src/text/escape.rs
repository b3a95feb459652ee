//! `unicode_escape` and `raw_unicode_escape`: text as the inside of a literal.

use super::codec_fault::{Ending, Fault};
use super::room::Room;
use super::wtf8;

/// Whether all escapes of literals are known, or `\u` and `\U` alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escapes {
    /// `unicode_escape`
    All,
    /// `raw_unicode_escape`
    Unicode,
}

/// Writes one character.
pub fn put(out: &mut Vec<u8>, escapes: Escapes, code: u32) {
    let short = match (escapes, code) {
        (Escapes::All, 0x09) => "\\t".to_owned(),
        (Escapes::All, 0x0a) => "\\n".to_owned(),
        (Escapes::All, 0x0d) => "\\r".to_owned(),
        (Escapes::All, 0x5c) => "\\\\".to_owned(),
        (Escapes::All, 0x20..0x7f) | (Escapes::Unicode, 0..0x100) => {
            out.put(code as u8);
            return;
        }
        (Escapes::All, 0..0x100) => format!("\\x{code:02x}"),
        (_, 0..0x1_0000) => format!("\\u{code:04x}"),
        _ => format!("\\U{code:08x}"),
    };
    out.put_all(short.as_bytes());
}

/// Decodes from the start of `rest`, which is at position `at` of the whole, up to the next fault.
pub fn decode(
    escapes: Escapes,
    rest: &[u8],
    at: usize,
    out: &mut Vec<u8>,
    invalid: &mut Option<String>,
    ending: Ending,
) -> Option<Fault> {
    let mut index = 0;
    while let Some(&byte) = rest.get(index) {
        if byte != b'\\' {
            wtf8::push(out, u32::from(byte));
            index += 1;
            continue;
        }
        let fault =
            |end: usize, reason| Some(Fault { start: at + index, end: at + end, reason, is_open: end == rest.len() });
        let Some(&kind) = rest.get(index + 1) else {
            if escapes == Escapes::Unicode && ending == Ending::Final {
                out.put(b'\\');
                return None;
            }
            return fault(index + 1, "\\ at end of string");
        };
        let after = index + 2;
        let digits = match (kind, escapes) {
            (b'x', Escapes::All) => 2,
            (b'u', _) => 4,
            (b'U', _) => 8,
            (_, Escapes::Unicode) => {
                out.put(b'\\');
                index += 1;
                continue;
            }
            _ => 0,
        };
        if digits > 0 {
            let found = rest[after..].iter().take(digits).take_while(|byte| byte.is_ascii_hexdigit()).count();
            if found < digits {
                let reason = match digits {
                    2 => "truncated \\xXX escape",
                    4 => "truncated \\uXXXX escape",
                    _ => "truncated \\UXXXXXXXX escape",
                };
                return fault(after + found, reason);
            }
            let code = number(&rest[after..after + digits], 16);
            if code > 0x10_ffff {
                let reason = match escapes {
                    Escapes::All => "illegal Unicode character",
                    Escapes::Unicode => "\\Uxxxxxxxx out of range",
                };
                return Some(Fault::new(at + index, at + after + digits, reason));
            }
            wtf8::push(out, code);
            index = after + digits;
            continue;
        }
        index = match kind {
            b'0'..=b'7' => {
                let count = rest[index + 1..].iter().take(3).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
                let octal = &rest[index + 1..index + 1 + count];
                let code = number(octal, 8);
                if code > 0o377 {
                    let octal = String::from_utf8_lossy(octal);
                    invalid.get_or_insert(format!("\"\\{octal}\" is an invalid octal escape sequence. "));
                }
                wtf8::push(out, code);
                index + 1 + count
            }
            b'N' => match named(&rest[after..]) {
                Ok((character, length)) => {
                    wtf8::push(out, u32::from(character));
                    after + length
                }
                Err((length, reason)) if rest[after..].contains(&b'}') => {
                    return Some(Fault::new(at + index, at + after + length, reason));
                }
                Err((length, reason)) => return fault(after + length, reason),
            },
            _ => {
                match simple(kind) {
                    Some(text) => out.put_all(text),
                    None => {
                        out.put(b'\\');
                        wtf8::push(out, u32::from(kind));
                        let shown = char::from(kind);
                        invalid.get_or_insert(format!("\"\\{shown}\" is an invalid escape sequence. "));
                    }
                }
                after
            }
        };
    }
    None
}

fn number(digits: &[u8], radix: u32) -> u32 {
    digits
        .iter()
        .filter_map(|&digit| char::from(digit).to_digit(radix))
        .fold(0, |sum, digit| sum.saturating_mul(radix).saturating_add(digit))
}

fn simple(kind: u8) -> Option<&'static [u8]> {
    Some(match kind {
        b'\n' => b"",
        b'\\' => b"\\",
        b'\'' => b"'",
        b'"' => b"\"",
        b'a' => b"\x07",
        b'b' => b"\x08",
        b'f' => b"\x0c",
        b'n' => b"\n",
        b'r' => b"\r",
        b't' => b"\t",
        b'v' => b"\x0b",
        _ => return None,
    })
}

/// The character of a `{NAME}` and its length, or how much of it is wrong and why.
fn named(rest: &[u8]) -> Result<(char, usize), (usize, &'static str)> {
    let malformed = "malformed \\N character escape";
    if rest.first() != Some(&b'{') {
        return Err((0, malformed));
    }
    let Some(end) = rest.iter().position(|&byte| byte == b'}').filter(|&end| end > 1) else {
        let length = if rest.get(1) == Some(&b'}') { 1 } else { rest.len() };
        return Err((length, malformed));
    };
    let character = std::str::from_utf8(&rest[1..end]).ok().and_then(ouropy_grammar::names::find);
    character.map(|character| (character, end + 1)).ok_or((end + 1, "unknown Unicode character name"))
}
