//! Tokens of content: what is in and between elements.

use super::fault::{Scanned, Span, Stop};
use super::names;

/// A character that XML allows, or why there is none.
pub fn character(text: &[u8], at: usize) -> Scanned<(char, usize)> {
    let Some(&first) = text.get(at) else { return Err(Stop::Partial) };
    if first < 0x80 {
        return match first {
            b'\t' | b'\n' | b'\r' | 0x20.. => Ok((char::from(first), 1)),
            _ => Err(Stop::Invalid(at)),
        };
    }
    let length = match first {
        0xc2..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0..0xf5 => 4,
        _ => return Err(Stop::Invalid(at)),
    };
    let Some(bytes) = text.get(at..at + length) else {
        let is_right = text[at + 1..].iter().all(|byte| byte & 0xc0 == 0x80);
        return Err(if is_right { Stop::PartialChar } else { Stop::Invalid(at) });
    };
    match std::str::from_utf8(bytes).ok().and_then(|text| text.chars().next()) {
        Some('\u{fffe}' | '\u{ffff}') | None => Err(Stop::Invalid(at)),
        Some(found) => Ok((found, length)),
    }
}

pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Where the white space ends.
pub fn skip_space(text: &[u8], at: usize) -> usize {
    at + text[at..].iter().take_while(|&&byte| is_space(byte)).count()
}

pub fn begins_name(found: char) -> bool {
    matches!(found, 'a'..='z' | 'A'..='Z' | '_' | ':') || names::begins(found)
}

fn continues_name(found: char) -> bool {
    begins_name(found) || matches!(found, '0'..='9' | '-' | '.') || names::continues(found)
}

/// Where the name that begins here ends. What follows it must be there: without, the name may go on.
pub fn name(text: &[u8], at: usize) -> Scanned<usize> {
    let (first, length) = character(text, at)?;
    if !begins_name(first) {
        return Err(Stop::Invalid(at));
    }
    name_token(text, at + length)
}

/// The same, for names that may begin with any of their characters.
pub fn name_token(text: &[u8], mut at: usize) -> Scanned<usize> {
    loop {
        match text.get(at) {
            Some(b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' | b'.' | b':') => at += 1,
            Some(..0x80) => return Ok(at),
            _ => {
                let (next, length) = character(text, at)?;
                if !continues_name(next) {
                    return Err(Stop::Invalid(at));
                }
                at += length;
            }
        }
    }
}

/// An attribute as written: its name and what stands between the quotes.
#[derive(Clone, Debug)]
pub struct Attribute {
    pub name: Span,
    pub value: Span,
}

/// What stands at a place of the content, and where it ends.
#[derive(Clone, Debug)]
pub enum Token {
    Data,
    Newline,
    /// An entity's name.
    Entity(Span),
    /// A character's number; `None` if there is no such character.
    Character(Option<char>),
    /// A tag that begins an element, its name, its attributes.
    Start(Span, Vec<Attribute>),
    /// A tag of an element without content.
    Empty(Span, Vec<Attribute>),
    End(Span),
    Comment(Span),
    Instruction(Span, Span),
    /// `<?xml …?>`: what stands within.
    Declaration(Span),
    Cdata,
}

/// Whether names may have a prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    Plain,
    Prefixed,
}

/// The token at `at`. `Ok(None)` if all that is left may be data or not.
pub fn content(text: &[u8], at: usize, names: Names) -> Scanned<Option<(Token, usize)>> {
    match text.get(at) {
        None => Ok(None),
        Some(b'<') => markup(text, at, names).map(Some),
        Some(b'&') => reference(text, at).map(Some),
        Some(b'\n') => Ok(Some((Token::Newline, at + 1))),
        Some(b'\r') => Ok(match text.get(at + 1) {
            None => None,
            Some(b'\n') => Some((Token::Newline, at + 2)),
            Some(_) => Some((Token::Newline, at + 1)),
        }),
        Some(_) => data(text, at),
    }
}

fn data(text: &[u8], at: usize) -> Scanned<Option<(Token, usize)>> {
    let mut end = at;
    loop {
        match text.get(end) {
            None | Some(b'<' | b'&' | b'\n' | b'\r') => break,
            Some(b']') => match (text.get(end + 1), text.get(end + 2)) {
                (Some(b']'), Some(b'>')) => return Err(Stop::Invalid(end + 2)),
                (None, _) | (Some(b']'), None) => {
                    if end == at {
                        return Ok(None);
                    }
                    break;
                }
                _ => end += 1,
            },
            Some(0x20..0x80) => end += 1,
            Some(_) => match character(text, end) {
                Ok((_, length)) => end += length,
                Err(stop) if end == at => return Err(stop),
                Err(_) => break,
            },
        }
    }
    Ok(Some((Token::Data, end)))
}

/// Data of a CDATA section; `Ok(None)` at its end.
pub fn cdata(text: &[u8], at: usize) -> Scanned<(Option<Token>, usize)> {
    match text.get(at) {
        None => return Err(Stop::Partial),
        Some(b'\n') => return Ok((Some(Token::Newline), at + 1)),
        Some(b'\r') => {
            return match text.get(at + 1) {
                None => Err(Stop::Partial),
                Some(b'\n') => Ok((Some(Token::Newline), at + 2)),
                Some(_) => Ok((Some(Token::Newline), at + 1)),
            };
        }
        Some(b']') => match (text.get(at + 1), text.get(at + 2)) {
            (None, _) | (Some(b']'), None) => return Err(Stop::Partial),
            (Some(b']'), Some(b'>')) => return Ok((None, at + 3)),
            _ => {}
        },
        Some(_) => {}
    }
    let mut end = at;
    while let Some(&byte) = text.get(end) {
        if matches!(byte, b'\n' | b'\r') || byte == b']' && end > at {
            break;
        }
        match character(text, end) {
            Ok((_, length)) => end += length,
            Err(stop) if end == at => return Err(stop),
            Err(_) => break,
        }
    }
    Ok((Some(Token::Data), end))
}

/// `&name;`, `&#38;`, `&#x26;`.
pub fn reference(text: &[u8], at: usize) -> Scanned<(Token, usize)> {
    if text.get(at + 1) != Some(&b'#') {
        let end = name(text, at + 1)?;
        return match text.get(end) {
            Some(b';') => Ok((Token::Entity(at + 1..end), end + 1)),
            _ => Err(Stop::Invalid(end)),
        };
    }
    let (start, base) = match text.get(at + 2) {
        None => return Err(Stop::Partial),
        Some(b'x') => (at + 3, 16),
        Some(_) => (at + 2, 10),
    };
    let mut number = 0u32;
    let mut end = start;
    loop {
        let Some(&byte) = text.get(end) else { return Err(Stop::Partial) };
        match char::from(byte).to_digit(base) {
            Some(digit) => number = number.saturating_mul(base).saturating_add(digit),
            None if byte == b';' && end > start => break,
            None => return Err(Stop::Invalid(end)),
        }
        end += 1;
    }
    let allowed =
        |found: &char| matches!(found, '\t' | '\n' | '\r' | ' '..) && !matches!(found, '\u{fffe}' | '\u{ffff}');
    Ok((Token::Character(char::from_u32(number).filter(allowed)), end + 1))
}

fn markup(text: &[u8], at: usize, names: Names) -> Scanned<(Token, usize)> {
    match text.get(at + 1) {
        None => Err(Stop::Partial),
        Some(b'/') => end_tag(text, at, names),
        Some(b'?') => instruction(text, at),
        Some(b'!') => match text.get(at + 2) {
            None => Err(Stop::Partial),
            Some(b'-') => comment(text, at),
            Some(b'[') => {
                const OPENING: &[u8] = b"<![CDATA[";
                for (index, expected) in OPENING.iter().enumerate().skip(3) {
                    match text.get(at + index) {
                        None => return Err(Stop::Partial),
                        Some(found) if found == expected => {}
                        Some(_) => return Err(Stop::Invalid(at + index)),
                    }
                }
                Ok((Token::Cdata, at + OPENING.len()))
            }
            Some(_) => Err(Stop::Invalid(at + 2)),
        },
        Some(_) => start_tag(text, at, names),
    }
}

/// A name in which there is at most one colon, between other characters, if names have prefixes.
fn qualified(text: &[u8], at: usize, names: Names) -> Scanned<usize> {
    let end = name(text, at)?;
    if names == Names::Prefixed {
        let mut colons = (at..end).filter(|&place| text[place] == b':');
        if let Some(colon) = colons.next() {
            if colon == at {
                return Err(Stop::Invalid(at));
            }
            let begins =
                colon + 1 < end && character(text, colon + 1).is_ok_and(|(next, _)| next != ':' && begins_name(next));
            if !begins {
                return Err(Stop::Invalid(colon + 1));
            }
            if let Some(second) = colons.next() {
                return Err(Stop::Invalid(second));
            }
        }
    }
    Ok(end)
}

fn end_tag(text: &[u8], at: usize, names: Names) -> Scanned<(Token, usize)> {
    let end = qualified(text, at + 2, names)?;
    let close = skip_space(text, end);
    match text.get(close) {
        None => Err(Stop::Partial),
        Some(b'>') => Ok((Token::End(at + 2..end), close + 1)),
        Some(_) => Err(Stop::Invalid(close)),
    }
}

fn start_tag(text: &[u8], at: usize, names: Names) -> Scanned<(Token, usize)> {
    let end = qualified(text, at + 1, names)?;
    let tag = at + 1..end;
    let mut attributes = Vec::new();
    let mut at = end;
    loop {
        let start = skip_space(text, at);
        match text.get(start) {
            None => return Err(Stop::Partial),
            Some(b'>') => return Ok((Token::Start(tag, attributes), start + 1)),
            Some(b'/') => {
                return match text.get(start + 1) {
                    None => Err(Stop::Partial),
                    Some(b'>') => Ok((Token::Empty(tag, attributes), start + 2)),
                    Some(_) => Err(Stop::Invalid(start + 1)),
                };
            }
            Some(_) if start == at => return Err(Stop::Invalid(start)),
            Some(_) => {}
        }
        let end = qualified(text, start, names)?;
        let equals = skip_space(text, end);
        match text.get(equals) {
            None => return Err(Stop::Partial),
            Some(b'=') => {}
            Some(_) => return Err(Stop::Invalid(equals)),
        }
        let open = skip_space(text, equals + 1);
        let quote = match text.get(open) {
            None => return Err(Stop::Partial),
            Some(quote @ (b'"' | b'\'')) => *quote,
            Some(_) => return Err(Stop::Invalid(open)),
        };
        let close = value_end(text, open + 1, quote)?;
        attributes.push(Attribute { name: start..end, value: open + 1..close });
        at = close + 1;
    }
}

/// Where the quote is that ends an attribute's value.
fn value_end(text: &[u8], mut at: usize, quote: u8) -> Scanned<usize> {
    loop {
        match text.get(at) {
            None => return Err(Stop::Partial),
            Some(b'<') => return Err(Stop::Invalid(at)),
            Some(b'&') => at = reference(text, at)?.1,
            Some(&byte) if byte == quote => return Ok(at),
            Some(0x20..0x80) => at += 1,
            Some(_) => at += character(text, at)?.1,
        }
    }
}

/// `<!-- … -->`.
pub fn comment(text: &[u8], at: usize) -> Scanned<(Token, usize)> {
    match text.get(at + 3) {
        None => return Err(Stop::Partial),
        Some(b'-') => {}
        Some(_) => return Err(Stop::Invalid(at + 3)),
    }
    let start = at + 4;
    let mut end = start;
    loop {
        match (text.get(end), text.get(end + 1)) {
            (Some(b'-'), None) => return Err(Stop::Partial),
            (Some(b'-'), Some(b'-')) => {
                return match text.get(end + 2) {
                    None => Err(Stop::Partial),
                    Some(b'>') => Ok((Token::Comment(start..end), end + 3)),
                    Some(_) => Err(Stop::Invalid(end + 2)),
                };
            }
            _ => end += character(text, end)?.1,
        }
    }
}

/// `<?target data?>`.
pub fn instruction(text: &[u8], at: usize) -> Scanned<(Token, usize)> {
    let start = at + 2;
    let end = name(text, start)?;
    let target = &text[start..end];
    let is_declaration = target == b"xml";
    if target.eq_ignore_ascii_case(b"xml") && !is_declaration {
        return Err(Stop::Invalid(end));
    }
    let data = skip_space(text, end);
    if data == end && text.get(end) != Some(&b'?') {
        return Err(Stop::Invalid(end));
    }
    let mut close = data;
    loop {
        match (text.get(close), text.get(close + 1)) {
            (Some(b'?'), None) => return Err(Stop::Partial),
            (Some(b'?'), Some(b'>')) => break,
            (Some(b'?'), Some(_)) if data == end => return Err(Stop::Invalid(close + 1)),
            _ => close += character(text, close)?.1,
        }
    }
    let token =
        if is_declaration { Token::Declaration(end..close) } else { Token::Instruction(start..end, data..close) };
    Ok((token, close + 2))
}

/// Text with each line end as one line feed.
pub fn with_newlines(text: &[u8]) -> Vec<u8> {
    let mut result = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\r', rest) {
        result.extend(&rest[..at]);
        result.push(b'\n');
        rest = &rest[at + 1..];
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    result.extend(rest);
    result
}
