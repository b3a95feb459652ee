//! The inside of string and bytes literals: where they end, and what their escapes stand for.

use crate::names;
use std::fmt::Write as _;

/// The first escape of a literal that Python accepts for now, with a warning.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct DoubtfulEscape {
    /// Offset of the backslash in the literal's body.
    pub(super) offset: usize,
    /// The text of the `SyntaxWarning`.
    pub(super) message: String,
}

/// A literal's quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quotes {
    /// `'` or `"`.
    pub(super) byte: u8,
    /// Three of them rather than one.
    pub(super) triple: bool,
}

/// What an opener such as `rb"""` says about the literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Opener {
    pub(super) quotes: Quotes,
    pub(super) raw: bool,
    pub(super) bytes: bool,
    /// A template string.
    pub(super) template: bool,
}

impl Opener {
    /// Reads prefix and quotes.
    pub(super) fn new(text: &str) -> Self {
        let text = text.as_bytes();
        Self {
            quotes: Quotes {
                byte: text.last().copied().unwrap_or(b'"'),
                triple: text.len() >= 3 && text[text.len() - 3] == text[text.len() - 1],
            },
            raw: text.iter().any(|byte| matches!(byte, b'r' | b'R')),
            bytes: text.iter().any(|byte| matches!(byte, b'b' | b'B')),
            template: text.iter().any(|byte| matches!(byte, b't' | b'T')),
        }
    }

    /// The letter by which messages tell f-strings from template strings.
    pub(super) const fn letter(self) -> char {
        if self.template { 't' } else { 'f' }
    }
}

/// Letters that no prefix has together, in the order in which CPython looks for them.
const CLASHES: [(char, char); 7] = [('u', 'b'), ('u', 'r'), ('u', 'f'), ('u', 't'), ('b', 'f'), ('b', 't'), ('f', 't')];

/// The two letters that keep `name` from being the prefix of the quotes behind it; none if it does not look like one.
pub(super) fn clashing_prefixes(name: &str) -> Option<(char, char)> {
    let name = name.to_ascii_lowercase();
    let is_prefix = name.char_indices().all(|(at, letter)| "burft".contains(letter) && !name[..at].contains(letter));
    if !is_prefix {
        return None;
    }
    CLASHES.into_iter().find(|&(first, second)| name.contains(first) && name.contains(second))
}

/// Where the body of a literal stops.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum BodyEnd {
    /// The closing quotes begin at this offset.
    Closed(usize),
    /// The text or the line ended at this offset first.
    Unterminated {
        at: usize,
        /// A backslash took the quote that might have closed the literal.
        escaped_quote: bool,
    },
}

impl Quotes {
    pub(super) const fn len(self) -> usize {
        if self.triple { 3 } else { 1 }
    }

    /// Whether the closing quotes stand at `at`.
    pub(super) fn close_at(self, text: &[u8], at: usize) -> bool {
        text.len() >= at + self.len() && text[at..at + self.len()].iter().all(|&b| b == self.byte)
    }

    /// Scans the body of a literal (not an f-string) from the start of `text`.
    pub(super) fn find_end(self, text: &str) -> BodyEnd {
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut escaped_quote = false;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'\\' => {
                    escaped_quote |= bytes.get(at + 1) == Some(&self.byte);
                    at += 1;
                }
                b'\n' if !self.triple => break,
                _ if byte == self.byte && self.close_at(bytes, at) => return BodyEnd::Closed(at),
                _ => {}
            }
            at += 1;
        }
        BodyEnd::Unterminated { at: at.min(bytes.len()), escaped_quote }
    }
}

/// Appends a code point in UTF-8, surrogates like any other.
fn push_code_point(out: &mut Vec<u8>, code: u32) {
    if let Some(character) = char::from_u32(code) {
        out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    } else {
        out.extend_from_slice(&[
            0xE0 | (code >> 12) as u8,
            0x80 | (code >> 6 & 0x3F) as u8,
            0x80 | (code & 0x3F) as u8,
        ]);
    }
}

/// Up to `most` hexadecimal digits at the start of `bytes`: their value and number.
fn hexadecimal(bytes: &[u8], most: usize) -> (u32, usize) {
    let mut value = 0;
    let mut count = 0;
    while count < most
        && let Some(digit) = bytes.get(count).and_then(|&byte| char::from(byte).to_digit(16))
    {
        value = value << 4 | digit;
        count += 1;
    }
    (value, count)
}

/// Up to three octal digits at the start of `bytes`: their value and number.
fn octal(bytes: &[u8]) -> (u32, usize) {
    let mut value = 0;
    let mut count = 0;
    while count < 3
        && let Some(digit) = bytes.get(count).and_then(|&byte| char::from(byte).to_digit(8))
    {
        value = value << 3 | digit;
        count += 1;
    }
    (value, count)
}

/// The single characters that an escape of one letter stands for.
const fn simple_escape(letter: u8) -> Option<u8> {
    Some(match letter {
        b'\\' | b'\'' | b'"' => letter,
        b'a' => 0x07,
        b'b' => 0x08,
        b'f' => 0x0C,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 0x0B,
        _ => return None,
    })
}

fn doubtful_octal(offset: usize, digits: &str) -> DoubtfulEscape {
    DoubtfulEscape { offset, message: doubtful(digits, "invalid octal escape sequence") }
}

/// The warning about `\` before `letter` at `offset`.
pub(super) fn doubtful_letter(offset: usize, letter: char) -> DoubtfulEscape {
    DoubtfulEscape { offset, message: doubtful(letter, "invalid escape sequence") }
}

fn doubtful(escape: impl std::fmt::Display, what: &str) -> String {
    format!(
        "\"\\{escape}\" is an {what}. Such sequences will not work in the future. Did you mean \"\\\\{escape}\"? \
         A raw string is also an option."
    )
}

/// How long the first `to` bytes of `body` are in the form CPython's codec sees, where every character that is not
/// ASCII is spelled `\UXXXXXXXX` and a backslash before such a character `\u005c`.
fn codec_position(body: &str, to: usize) -> usize {
    let mut length = 0;
    let mut characters = body.char_indices().peekable();
    let mut escaped = false;
    while let Some((at, character)) = characters.next() {
        if at >= to {
            break;
        }
        let before_wide = characters.peek().is_some_and(|(_, next)| !next.is_ascii());
        length += match character {
            '\\' if !escaped && before_wide => 6,
            _ if character.is_ascii() => 1,
            _ => 10,
        };
        escaped = character == '\\' && !escaped;
    }
    length
}

/// The message of CPython's `unicodeescape` codec for `body[start..end]`.
fn codec_error(body: &str, start: usize, end: usize, reason: &str) -> String {
    let from = codec_position(body, start);
    let to = codec_position(body, end);
    let mut message = String::from("(unicode error) 'unicodeescape' codec can't decode byte");
    // Writing to a string cannot fail.
    let _ = if to - from > 1 {
        write!(message, "s in position {from}-{}: {reason}", to - 1)
    } else {
        write!(message, " 0x5c in position {from}: {reason}")
    };
    message
}

/// Decodes the body of a string literal that is not raw, appending WTF-8 to `out`. Returns the first doubtful
/// escape, or the message of the `SyntaxError`.
pub(super) fn decode_str(body: &str, out: &mut Vec<u8>) -> Result<Option<DoubtfulEscape>, String> {
    let bytes = body.as_bytes();
    let mut doubtful = None;
    let mut copied = 0;
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        let start = at;
        out.extend_from_slice(&bytes[copied..start]);
        let Some(&letter) = bytes.get(start + 1) else {
            copied = start;
            break;
        };
        at = start + 2;
        copied = at;
        match letter {
            b'\n' => {}
            b'0'..=b'7' => {
                let (value, count) = octal(&bytes[start + 1..]);
                at = start + 1 + count;
                copied = at;
                if value > 0o377 && doubtful.is_none() {
                    doubtful = Some(doubtful_octal(start, &body[start + 1..at]));
                }
                push_code_point(out, value);
            }
            b'x' | b'u' | b'U' => {
                let (digits, reason) = match letter {
                    b'x' => (2, "truncated \\xXX escape"),
                    b'u' => (4, "truncated \\uXXXX escape"),
                    _ => (8, "truncated \\UXXXXXXXX escape"),
                };
                let (value, count) = hexadecimal(&bytes[at..], digits);
                at += count;
                copied = at;
                if count < digits {
                    return Err(codec_error(body, start, at, reason));
                }
                if value > 0x10_FFFF {
                    return Err(codec_error(body, start, at, "illegal Unicode character"));
                }
                push_code_point(out, value);
            }
            b'N' => {
                at = decode_name(body, start, out)?;
                copied = at;
            }
            _ => {
                if let Some(value) = simple_escape(letter) {
                    out.push(value);
                } else {
                    // The backslash stays, and so does what follows it.
                    copied = start;
                    at = start + 1;
                    if letter.is_ascii() && doubtful.is_none() {
                        doubtful = Some(doubtful_letter(start, char::from(letter)));
                    }
                }
            }
        }
    }
    out.extend_from_slice(&bytes[copied..]);
    Ok(doubtful)
}

/// Decodes `\N{name}` at `start`; returns the offset behind it.
fn decode_name(body: &str, start: usize, out: &mut Vec<u8>) -> Result<usize, String> {
    let malformed = |end: usize| Err(codec_error(body, start, end, "malformed \\N character escape"));
    let rest = &body[start + 2..];
    if !rest.starts_with('{') {
        return malformed(start + 2);
    }
    let Some(close) = rest.find('}') else {
        return malformed(body.len());
    };
    if close == 1 {
        return malformed(start + 3);
    }
    let end = start + 2 + close + 1;
    match names::find(&rest[1..close]) {
        Some(character) => {
            push_code_point(out, u32::from(character));
            Ok(end)
        }
        None => Err(codec_error(body, start, end, "unknown Unicode character name")),
    }
}

/// Decodes the body of a bytes literal that is not raw, appending to `out`. The body must be ASCII. Returns the
/// first doubtful escape, or the message of the `SyntaxError`.
pub(super) fn decode_bytes(body: &str, out: &mut Vec<u8>) -> Result<Option<DoubtfulEscape>, String> {
    let bytes = body.as_bytes();
    let mut doubtful = None;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        at += 1;
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        let Some(&letter) = bytes.get(at) else {
            out.push(byte);
            break;
        };
        at += 1;
        match letter {
            b'\n' => {}
            b'0'..=b'7' => {
                let (value, count) = octal(&bytes[start + 1..]);
                at = start + 1 + count;
                if value > 0o377 && doubtful.is_none() {
                    doubtful = Some(doubtful_octal(start, &body[start + 1..at]));
                }
                out.push(value as u8);
            }
            b'x' => {
                let (value, count) = hexadecimal(&bytes[at..], 2);
                if count < 2 {
                    return Err(format!("(value error) invalid \\x escape at position {start}"));
                }
                at += count;
                out.push(value as u8);
            }
            _ => {
                if let Some(value) = simple_escape(letter) {
                    out.push(value);
                } else {
                    out.extend_from_slice(&[b'\\', letter]);
                    doubtful = doubtful.or_else(|| Some(doubtful_letter(start, char::from(letter))));
                }
            }
        }
    }
    Ok(doubtful)
}
