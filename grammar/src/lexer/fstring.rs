//! f-strings (PEP 701) and template strings (PEP 750): literal text by hand, replacement fields as ordinary tokens
//! between `FieldOpen` and `FieldClose`. What is said of f-strings here holds for both.
//!
//! An f-string that is open sits on a stack. While its `in_text` is set the lexer reads literal text (or the text of
//! a format specification); otherwise it reads the tokens of the innermost replacement field.

use std::rc::Rc;

use super::raw::Bracket;
use super::string::{self, Opener};
use super::{Lexer, OpenBracket, Result};
use crate::error::SyntaxError;
use crate::token::{Position, Span, Token};

/// Replacement fields may nest in format specifications this deep.
const MAX_FIELDS: usize = 3;

/// f-strings may nest in replacement fields this deep.
const MAX_FSTRINGS: usize = 149;

/// An f-string whose closing quotes have not been reached.
#[derive(Debug)]
pub(super) struct FString {
    opener: Opener,
    start: Position,
    fields: Vec<Field>,
    in_text: bool,
    /// Text is that of a format specification, where doubled braces mean nothing. Closing a nested field ends this
    /// state even though the specification goes on, as in CPython.
    in_format: bool,
    /// What is wrong with an escape that could not be decoded, and the literal text it stands in. CPython decodes when
    /// the whole f-string has been read.
    bad_escape: Option<(String, Span)>,
}

/// A replacement field that is open.
#[derive(Debug)]
struct Field {
    /// Number of open brackets in the field's own expression, its brace included.
    depth: usize,
    /// Byte offset behind the brace.
    expression: usize,
}

impl FString {
    pub(super) fn in_text(&self) -> bool {
        self.in_text
    }

    pub(super) fn opener(&self) -> Opener {
        self.opener
    }
}

impl Lexer<'_> {
    /// Whether the next token belongs to a replacement field itself, not to a bracket inside it.
    pub(super) fn at_field_level(&self) -> bool {
        self.fstrings
            .last()
            .and_then(|fstring| fstring.fields.last())
            .is_some_and(|field| field.depth == self.brackets.len())
    }

    /// Opens the f-string whose prefix and quotes have just been read.
    pub(super) fn open_fstring(&mut self, start: Position) -> Result<()> {
        if self.fstrings.len() >= MAX_FSTRINGS {
            return Err(self.refuse_before(self.offset(), "too many nested f-strings or t-strings"));
        }
        let opener = Opener::new(self.raw.slice());
        self.push(if opener.template { Token::TStringStart } else { Token::FStringStart }, start);
        self.fstrings.push(FString {
            opener,
            start,
            fields: Vec::new(),
            in_text: true,
            in_format: false,
            bad_escape: None,
        });
        Ok(())
    }

    /// Reads literal text up to the next replacement field, the end of a field's format specification or the end of
    /// the f-string.
    pub(super) fn fstring_text(&mut self) -> Result<()> {
        let Some(fstring) = self.fstrings.last() else {
            return Ok(());
        };
        let (opener, in_format, nested) = (fstring.opener, fstring.in_format, !fstring.fields.is_empty());
        let text = self.text;
        let bytes = text.as_bytes();
        let begin = self.offset();
        let mut at = begin;
        let mut piece = begin;
        let mut in_name = false;
        let mut value = Vec::new();
        loop {
            let next = bytes.get(at + 1).copied();
            match bytes.get(at) {
                None => return Err(self.unterminated_fstring(at)),
                Some(b'\n') if self.is_unfinished && at + 1 == bytes.len() => {
                    return Err(self.unterminated_fstring(at));
                }
                Some(b'\n') if !opener.quotes.triple => {
                    if in_format {
                        self.advance_to(at);
                        let point = self.position();
                        let letter = opener.letter();
                        return Err(SyntaxError::refused(
                            point.to(point),
                            format!(
                                "{letter}-string: newlines are not allowed in format specifiers for single quoted \
                                 {letter}-strings"
                            ),
                        ));
                    }
                    return Err(self.unterminated_fstring(at));
                }
                Some(&byte) if byte == opener.quotes.byte && opener.quotes.close_at(bytes, at) => {
                    break;
                }
                Some(b'{') if next == Some(b'{') && !in_format => {
                    self.decode_text(&text[piece..=at], opener, &mut value);
                    at += 2;
                    piece = at;
                }
                Some(b'}') if in_name => {
                    in_name = false;
                    at += 1;
                }
                Some(b'}') if next == Some(b'}') && !in_format && !nested => {
                    self.decode_text(&text[piece..=at], opener, &mut value);
                    at += 2;
                    piece = at;
                }
                Some(b'{' | b'}') => break,
                Some(b'\\') => match next {
                    Some(brace @ (b'{' | b'}')) => {
                        if !opener.raw {
                            let escape = string::doubtful_letter(at, char::from(brace));
                            self.warn_at_offset(escape.offset, 0, escape.message);
                        }
                        at += 1;
                    }
                    Some(b'N') if !opener.raw && bytes.get(at + 2) == Some(&b'{') => {
                        in_name = true;
                        at += 3;
                    }
                    Some(_) => at += 2,
                    None => at += 1,
                },
                Some(_) => at += 1,
            }
        }
        self.decode_text(&text[piece..at], opener, &mut value);
        let start = self.position();
        self.advance_to(at);
        if at > begin {
            self.push(Token::FStringMiddle(value.into_boxed_slice()), start);
        }
        match bytes[at] {
            b'{' => self.open_field(),
            b'}' => self.close_field_from_text(),
            _ => self.close_fstring(),
        }
    }

    /// Decodes one stretch of literal text onto `value`.
    fn decode_text(&mut self, piece: &str, opener: Opener, value: &mut Vec<u8>) {
        if opener.raw || !piece.contains('\\') {
            value.extend_from_slice(piece.as_bytes());
            return;
        }
        let offset = piece.as_ptr() as usize - self.text.as_ptr() as usize;
        match string::decode_str(piece, value) {
            // The scan has already warned about a backslash before a brace.
            Ok(Some(escape)) if !piece[escape.offset + 1..].starts_with(['{', '}']) => {
                // CPython counts the lines of the literal text before the escape from where the text ends; only in
                // a format specification does it count from where it begins.
                let in_format = self.fstrings.last().is_some_and(|f| !f.fields.is_empty());
                let shift = if in_format { 0 } else { memchr::memchr_iter(b'\n', piece.as_bytes()).count() };
                self.warn_at_offset(offset + escape.offset, shift as u32, escape.message);
            }
            Ok(_) => {}
            Err(message) => {
                let place = self.place_of(offset).to(self.place_of(offset + piece.len()));
                if let Some(fstring) = self.fstrings.last_mut() {
                    fstring.bad_escape.get_or_insert((message, place));
                }
            }
        }
    }

    /// A message about the innermost f-string.
    pub(super) fn in_fstring(&self, message: &str) -> String {
        let letter = self.fstrings.last().map_or('f', |fstring| fstring.opener.letter());
        format!("{letter}-string: {message}")
    }

    /// The position of any offset in the text.
    fn place_of(&self, offset: usize) -> Position {
        let before = &self.text.as_bytes()[..offset];
        let start = memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
        Position::new(1 + memchr::memchr_iter(b'\n', before).count() as u32, (offset - start) as u32)
    }

    fn unterminated_fstring(&mut self, at: usize) -> SyntaxError {
        let Some(fstring) = self.fstrings.last() else {
            return self.refuse_before(at, "unterminated f-string literal");
        };
        let (start, opener) = (fstring.start, fstring.opener);
        let kind = if opener.quotes.triple { "triple-quoted " } else { "" };
        let letter = opener.letter();
        let line = self.line_reached(at);
        let error = SyntaxError::refused(
            start.to(start),
            format!("unterminated {kind}{letter}-string literal (detected at line {line})"),
        );
        if at == self.text.len() { error.incomplete() } else { error }
    }

    /// The cursor stands at the `{` of a replacement field.
    fn open_field(&mut self) -> Result<()> {
        let begin = self.offset();
        let start = self.position();
        let depth = self.brackets.len() + 1;
        let nested_too_deep = self.fstrings.last().is_some_and(|fstring| fstring.fields.len() >= MAX_FIELDS);
        if nested_too_deep {
            return Err(self.refuse_before(begin, self.in_fstring("expressions nested too deeply")));
        }
        self.advance_to(begin + 1);
        self.check_bracket_depth()?;
        self.brackets.push(OpenBracket { bracket: Bracket::Brace, position: start });
        if let Some(fstring) = self.fstrings.last_mut() {
            fstring.fields.push(Field { depth, expression: begin + 1 });
            fstring.in_text = false;
            fstring.in_format = false;
        }
        self.push(Token::FieldOpen, start);
        Ok(())
    }

    /// The cursor stands at a `}` that ends literal text.
    fn close_field_from_text(&mut self) -> Result<()> {
        let start = self.position();
        self.advance_to(self.offset() + 1);
        let single = self.fstrings.last().is_none_or(|fstring| fstring.fields.is_empty());
        if single {
            return Err(self.refuse_before(self.offset(), self.in_fstring("single '}' is not allowed")));
        }
        self.brackets.pop();
        self.close_field(start);
        Ok(())
    }

    /// Ends the innermost field; its brace is off the bracket stack and behind the cursor.
    pub(super) fn close_field(&mut self, start: Position) {
        if let Some(fstring) = self.fstrings.last_mut() {
            fstring.fields.pop();
            fstring.in_text = true;
            fstring.in_format = false;
        }
        self.push(Token::FieldClose, start);
    }

    /// The cursor stands at the closing quotes.
    fn close_fstring(&mut self) -> Result<()> {
        let start = self.position();
        let Some(fstring) = self.fstrings.pop() else {
            return Ok(());
        };
        self.advance_to(self.offset() + fstring.opener.quotes.len());
        self.push(Token::FStringEnd, start);
        if let Some((message, place)) = fstring.bad_escape {
            self.note_bad_literal(SyntaxError::at(place, message));
        }
        Ok(())
    }

    /// At the level of a replacement field, `:` begins the format specification and `!` a conversion. Returns whether
    /// it took one of them.
    pub(super) fn field_punctuation(&mut self) -> bool {
        let begin = self.offset();
        let rest = &self.text.as_bytes()[begin..];
        let start = self.position();
        match rest {
            [b':', ..] => {
                self.advance_to(begin + 1);
                self.push(Token::FieldColon, start);
                if let Some(fstring) = self.fstrings.last_mut() {
                    fstring.in_text = true;
                    fstring.in_format = true;
                }
                true
            }
            [b'!', letter @ (b'r' | b's' | b'a'), after, ..]
                if !after.is_ascii_alphanumeric() && !matches!(after, b'_' | b'\'' | b'"' | 0x80..) =>
            {
                self.advance_to(begin + 2);
                self.push(Token::FieldConversion(char::from(*letter)), start);
                true
            }
            _ => false,
        }
    }

    /// The `=` just read, at the level of a replacement field: the debug form if the field's end, a conversion or a
    /// format specification comes next.
    pub(super) fn field_equal(&self) -> Token {
        let Some(field) = self.fstrings.last().and_then(|f| f.fields.last()) else {
            return Token::Equal;
        };
        let bytes = self.text.as_bytes();
        let mut at = self.offset();
        loop {
            match bytes.get(at..).unwrap_or_default() {
                [b' ' | b'\t' | b'\x0c' | b'\n', ..] => at += 1,
                [b'\\', b'\n', ..] => at += 2,
                [b'#', rest @ ..] => {
                    at += 1 + rest.iter().take_while(|&&byte| byte != b'\n').count();
                }
                [b'!', b'=', ..] => return Token::Equal,
                [b'}' | b'!' | b':', ..] => break,
                _ => return Token::Equal,
            }
        }
        Token::FieldDebug(shown_text(&self.text[field.expression..at]))
    }
}

/// The source text of a field as a debug field or an interpolation shows it: without comments. CPython finds strings,
/// in which `#` means nothing, by counting quotes, and takes a quote inside of triple quotes for the end.
pub(crate) fn shown_text(text: &str) -> Rc<str> {
    if !text.contains('#') {
        return text.into();
    }
    let mut shown = String::with_capacity(text.len());
    let mut open = None;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '#' if open.is_none() => {
                if characters.any(|skipped| skipped == '\n') {
                    shown.push('\n');
                }
                continue;
            }
            '\'' | '"' if open.is_none() => open = Some(character),
            '\'' | '"' if open == Some(character) => open = None,
            _ => {}
        }
        shown.push(character);
        if character == '\\' {
            shown.extend(characters.next());
        }
    }
    shown.into()
}
