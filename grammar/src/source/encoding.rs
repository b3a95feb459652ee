//! Which encoding a source file is in, and decoding it.

use std::borrow::Cow;

use super::Origin;
use crate::error::{ErrorKind, SyntaxError};
use crate::token::Position;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// What is behind the byte order mark, if there is one.
pub(super) fn body(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes)
}

/// Decodes `bytes` by their byte order mark or declaration.
pub(super) fn decode<'a>(bytes: &'a [u8], origin: Origin<'_>) -> Result<Cow<'a, str>, SyntaxError> {
    let body = body(bytes);
    let marked = body.len() < bytes.len();
    let declared = declaration(body);
    if let Some(Declaration { name, line }) = &declared
        && marked
        && name != "utf-8"
    {
        return Err(contradiction(body, name, *line));
    }
    match (declared.as_ref().map(|declared| declared.name.as_str()), origin) {
        (None | Some("utf-8"), Origin::Bytes) => undeclared(body, None),
        (None, Origin::File(name)) if !marked => undeclared(body, Some(name)),
        (None | Some("utf-8"), Origin::File(_) | Origin::Typed) => utf8(body),
        (Some("iso-8859-1"), _) => Ok(latin_1(body)),
        (Some(name), _) => foreign(body, name, origin),
    }
}

fn latin_1(body: &[u8]) -> Cow<'static, str> {
    Cow::Owned(body.iter().map(|&byte| char::from(byte)).collect())
}

/// The encoding that bytes declare, if it is none of those that are decoded here, or one of several bytes a character:
/// Python reads some of those otherwise than the Web.
pub(super) fn unknown(bytes: &[u8]) -> Option<String> {
    let Declaration { name, .. } = declaration(bytes)?;
    let folded = fold(&name);
    let is_known = matches!(name.as_str(), "utf-8" | "iso-8859-1")
        || is_utf_8_by_another_name(&folded)
        || is_latin_1_by_another_name(&folded)
        || is_ascii(&folded)
        || web_encoding(&folded).is_some_and(encoding_rs::Encoding::is_single_byte);
    (!is_known).then_some(name)
}

/// A byte order mark in front of a declaration of something else, which is in line `line`. CPython shows the line, and
/// no column.
fn contradiction(body: &[u8], name: &str, line: u32) -> SyntaxError {
    let (first, after) = split_line(body);
    // CPython's range takes in the end of the second line.
    let end = if line == 1 { first.len().saturating_sub(1) } else { split_line(after).0.len() };
    let end = Position::new(line, end as u32);
    SyntaxError::refused(Position::nowhere(line).to(end), format!("encoding problem: {name} with BOM"))
}

/// The first line without its end, and what follows it.
fn split_line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = memchr::memchr2(b'\n', b'\r', bytes).unwrap_or(bytes.len());
    let (line, rest) = bytes.split_at(end);
    (line, rest.strip_prefix(b"\r\n").or_else(|| rest.get(1..)).unwrap_or_default())
}

/// Bytes that are to be UTF-8 because nothing else is declared, or because they are no file's.
fn undeclared<'a>(body: &'a [u8], file: Option<&str>) -> Result<Cow<'a, str>, SyntaxError> {
    let Err(error) = std::str::from_utf8(body) else { return utf8(body) };
    let at = error.valid_up_to();
    let (line, start) = line_of(body, at);
    // A file's second line is read before lines are counted.
    let told = if file.is_some() && line == 2 { 1 } else { line };
    let place = Position::new(told, (at - start) as u32);
    let name = file.map(|name| format!(" in file {name}")).unwrap_or_default();
    let message = format!(
        "Non-UTF-8 code starting with '\\x{:02x}'{name} on line {told}, but no encoding declared; see \
         https://peps.python.org/pep-0263/ for details",
        body[at]
    );
    Err(SyntaxError::at(place.to(place), message))
}

/// Number and beginning of the line in which a byte stands.
fn line_of(bytes: &[u8], at: usize) -> (u32, usize) {
    let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |newline| newline + 1);
    (1 + memchr::memchr_iter(b'\n', &bytes[..at]).count() as u32, start)
}

/// Where the text begins that the error of undecodable bytes shows: at the line that it counts as the first.
pub(super) fn shown_from(bytes: &[u8], origin: Origin<'_>) -> usize {
    let body = body(bytes);
    if !matches!(origin, Origin::File(_)) || body.len() < bytes.len() || declaration(body).is_some() {
        return 0;
    }
    match std::str::from_utf8(body) {
        Err(error) => match line_of(body, error.valid_up_to()) {
            (2, start) => start,
            _ => 0,
        },
        Ok(_) => 0,
    }
}

/// Where positions in codecs' messages are counted from: of a file, the end of the line with the declaration.
fn counted_from(bytes: &[u8], origin: Origin<'_>) -> usize {
    if matches!(origin, Origin::Bytes) {
        return 0;
    }
    let mut ends = memchr::memchr_iter(b'\n', bytes);
    let first = ends.next().unwrap_or_default();
    if declaration(&bytes[..first]).is_some() { first } else { ends.next().unwrap_or_default() }
}

fn problem(name: &str) -> SyntaxError {
    SyntaxError::without_place(ErrorKind::Syntax, format!("encoding problem: {name}"))
}

/// A declared encoding, under its usual name.
struct Declaration {
    name: String,
    line: u32,
}

/// The encoding declared in a comment of the first two lines.
fn declaration(bytes: &[u8]) -> Option<Declaration> {
    let mut rest = bytes;
    for number in 1..=2 {
        let (line, after) = split_line(rest);
        rest = after;
        let blank = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\x0c')).count();
        match line.get(blank) {
            None => {}
            Some(b'#') => {
                if let Some(name) = declared_in(&line[blank..]) {
                    return Some(Declaration { name, line: number });
                }
            }
            // Code ends the search.
            Some(_) => return None,
        }
    }
    None
}

/// The name behind `coding:` or `coding=` in a comment.
fn declared_in(comment: &[u8]) -> Option<String> {
    memchr::memmem::find_iter(comment, b"coding").find_map(|at| {
        let rest = comment[at + b"coding".len()..]
            .strip_prefix(b":")
            .or_else(|| comment[at + b"coding".len()..].strip_prefix(b"="))?;
        let name: String = rest
            .iter()
            .map(|&byte| char::from(byte))
            .skip_while(|c| matches!(c, ' ' | '\t'))
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
            .collect();
        (!name.is_empty()).then(|| usual_name(name))
    })
}

/// Folds the spellings of the two encodings CPython treats by itself; other names stay as they are.
fn usual_name(name: String) -> String {
    let folded: String = fold(&name).chars().take(12).collect();
    let is_or_continues = |base: &str| folded == base || folded.starts_with(&format!("{base}-"));
    if is_or_continues("utf-8") {
        "utf-8".to_owned()
    } else if ["latin-1", "iso-8859-1", "iso-latin-1"].iter().any(|base| is_or_continues(base)) {
        "iso-8859-1".to_owned()
    } else {
        name
    }
}

fn fold(name: &str) -> String {
    name.to_ascii_lowercase().replace('_', "-")
}

/// Spellings that CPython asks its codecs about.
fn is_utf_8_by_another_name(folded: &str) -> bool {
    matches!(folded, "u8" | "utf8" | "utf" | "cp65001")
}

fn is_latin_1_by_another_name(folded: &str) -> bool {
    matches!(folded, "latin1" | "l1" | "latin" | "iso8859-1" | "8859" | "cp819")
}

fn is_ascii(folded: &str) -> bool {
    matches!(folded, "ascii" | "us-ascii" | "646")
}

fn web_encoding(folded: &str) -> Option<&'static encoding_rs::Encoding> {
    let label = match folded {
        "cp932" | "ms932" => "shift_jis",
        "cp936" | "ms936" => "gbk",
        "cp949" => "euc-kr",
        "cp950" => "big5",
        "latin9" | "latin-9" => "iso-8859-15",
        "mac-roman" => "macintosh",
        other => other,
    };
    // The tokenizer reads bytes that agree with ASCII; two-byte encodings do not.
    if label.starts_with("utf-16") {
        return None;
    }
    encoding_rs::Encoding::for_label_no_replacement(label.as_bytes())
}

/// UTF-8 that was promised. CPython trips over a bad byte when it decodes the string literal or the name around it, and
/// counts from where that starts.
fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, SyntaxError> {
    let Err(error) = std::str::from_utf8(bytes) else {
        return Ok(String::from_utf8_lossy(bytes));
    };
    let at = error.valid_up_to();
    let (line, start) = line_of(bytes, at);
    let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |newline| at + newline + 1);
    let place = Position::new(line, (at - start) as u32);
    let message = format!("(unicode error) {}", cannot_decode(&bytes[start..end]));
    Err(SyntaxError::refused(place.to(place), message))
}

/// What the UTF-8 codec says of bytes that are no text.
fn cannot_decode(bytes: &[u8]) -> String {
    let Err(error) = std::str::from_utf8(bytes) else { return String::new() };
    let position = error.valid_up_to();
    let (length, reason) = match error.error_len() {
        None => (bytes.len() - position, "unexpected end of data"),
        Some(length) if matches!(bytes[position], 0x80..=0xC1 | 0xF5..) => (length, "invalid start byte"),
        Some(length) => (length, "invalid continuation byte"),
    };
    let what = if length == 1 {
        format!("byte 0x{:02x} in position {position}", bytes[position])
    } else {
        format!("bytes in position {position}-{}", position + length - 1)
    };
    format!("'utf-8' codec can't decode {what}: {reason}")
}

/// Any other encoding, by its Python or its web name.
fn foreign<'a>(bytes: &'a [u8], name: &str, origin: Origin<'_>) -> Result<Cow<'a, str>, SyntaxError> {
    let folded = fold(name);
    if is_latin_1_by_another_name(&folded) {
        return Ok(latin_1(bytes));
    }
    if is_utf_8_by_another_name(&folded) {
        return std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| {
            let counted = &bytes[counted_from(bytes, origin)..];
            SyntaxError::without_place(ErrorKind::Syntax, cannot_decode(counted))
        });
    }
    if is_ascii(&folded) {
        return match bytes.iter().position(|byte| !byte.is_ascii()) {
            None => Ok(String::from_utf8_lossy(bytes)),
            Some(at) => Err(SyntaxError::without_place(
                ErrorKind::Syntax,
                format!(
                    "'ascii' codec can't decode byte 0x{:02x} in position {}: ordinal not in range(128)",
                    bytes[at],
                    at - counted_from(bytes, origin)
                ),
            )),
        };
    }
    let unknown = || {
        let message = match folded.as_str() {
            "hex" | "base64" | "bz2" | "zip" | "zlib" | "quopri" | "uu" | "rot13" | "rot-13" => {
                format!("'{name}' is not a text encoding")
            }
            _ => format!("unknown encoding: {name}"),
        };
        SyntaxError::without_place(ErrorKind::Syntax, message)
    };
    // The tokenizer reads bytes that agree with ASCII; two-byte encodings do not.
    if folded.starts_with("utf-16") || folded.starts_with("utf-32") {
        return Err(problem(name));
    }
    let encoding = web_encoding(&folded).ok_or_else(unknown)?;
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    // The web's tables give the holes of Windows code pages to control characters; Python refuses the bytes.
    let fills_holes = encoding.name().starts_with("windows-");
    let is_hole = |c| matches!(c, '\u{80}'..='\u{9f}');
    if fills_holes && let Some(hole) = text.chars().position(is_hole) {
        let byte = bytes.get(hole).copied().unwrap_or_default();
        let at = hole.saturating_sub(counted_from(bytes, origin));
        let message =
            format!("'charmap' codec can't decode byte 0x{byte:02x} in position {at}: character maps to <undefined>");
        return Err(SyntaxError::without_place(ErrorKind::Syntax, message));
    }
    if malformed {
        return Err(problem(name));
    }
    Ok(text)
}
