//! `str.format`: reading templates and field names.

use super::{ErrorKind, unicode, wtf8};
use std::fmt;

/// What a template can raise by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateError {
    /// A lone `}`.
    SingleClose,
    /// A `{` at the end.
    SingleOpen,
    /// A field without its `}`.
    ExpectedClose,
    /// A `{` inside a field's name.
    OpenInName,
    /// A specifier without its `}`.
    UnmatchedOpen,
    /// `!` at the end.
    MissingConversion,
    /// Something else than `:` or `}` after the conversion.
    ExpectedColon,
    /// A conversion that does not exist; its code point.
    UnknownConversion(u32),
    /// An empty part of a field name.
    EmptyAttribute,
    /// `[` without `]`.
    MissingBracket,
    /// Something else than `.` or `[` after `]`.
    AfterBracket,
    /// An index beyond the machine word.
    TooManyDigits,
    /// `{}` after `{0}`.
    ManualToAutomatic,
    /// `{0}` after `{}`.
    AutomaticToManual,
    /// Fields nested more than two deep.
    TooDeep,
    /// A positional field in `format_map`.
    PositionalInMap,
}

impl TemplateError {
    /// The exception class.
    pub fn kind(self) -> ErrorKind {
        ErrorKind::Value
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TemplateError::SingleClose => "Single '}' encountered in format string",
            TemplateError::SingleOpen => "Single '{' encountered in format string",
            TemplateError::ExpectedClose => "expected '}' before end of string",
            TemplateError::OpenInName => "unexpected '{' in field name",
            TemplateError::UnmatchedOpen => "unmatched '{' in format spec",
            TemplateError::MissingConversion => "end of string while looking for conversion specifier",
            TemplateError::ExpectedColon => "expected ':' after conversion specifier",
            TemplateError::UnknownConversion(code) => {
                return match char::from_u32(*code) {
                    Some(c @ '!'..='~') => write!(f, "Unknown conversion specifier {c}"),
                    _ => write!(f, "Unknown conversion specifier \\x{code:x}"),
                };
            }
            TemplateError::EmptyAttribute => "Empty attribute in format string",
            TemplateError::MissingBracket => "Missing ']' in format string",
            TemplateError::AfterBracket => "Only '.' or '[' may follow ']' in format field specifier",
            TemplateError::TooManyDigits => "Too many decimal digits in format string",
            TemplateError::ManualToAutomatic => {
                "cannot switch from manual field specification to automatic field numbering"
            }
            TemplateError::AutomaticToManual => {
                "cannot switch from automatic field numbering to manual field specification"
            }
            TemplateError::TooDeep => "Max string recursion exceeded",
            TemplateError::PositionalInMap => "Format string contains positional fields",
        })
    }
}

/// A replacement field, its name not yet split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// Everything before `!` or `:`.
    pub name: &'a [u8],
    /// The code point after `!`.
    pub conversion: Option<u32>,
    /// Everything after `:`; empty when absent.
    pub spec: &'a [u8],
    /// Whether `spec` holds fields itself and must be formatted first.
    pub nested: bool,
}

/// A piece of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text to copy; doubled braces are already one.
    Literal(&'a [u8]),
    /// A field to replace.
    Field(Field<'a>),
}

/// Reads a template piece by piece. Errors come where CPython raises them: after the pieces before them.
#[derive(Clone, Debug)]
pub struct Template<'a> {
    rest: &'a [u8],
    /// A field whose text begins here, when the literal before it has just been handed out.
    field_next: bool,
}

/// How deep templates may nest: `"{0:{1}}"`, but no deeper.
pub const MAX_DEPTH: usize = 2;

impl<'a> Template<'a> {
    /// Begins to read `template`.
    pub fn new(template: &'a [u8]) -> Self {
        Template { rest: template, field_next: false }
    }

    /// The next piece; `None` at the end.
    pub fn next_piece(&mut self) -> Result<Option<Piece<'a>>, TemplateError> {
        if self.field_next {
            self.field_next = false;
            return self.field().map(|field| Some(Piece::Field(field)));
        }
        if self.rest.is_empty() {
            return Ok(None);
        }
        let text = self.rest;
        let Some(at) = memchr::memchr2(b'{', b'}', text) else {
            self.rest = &[];
            return Ok(Some(Piece::Literal(text)));
        };
        let brace = text[at];
        match text.get(at + 1) {
            Some(&next) if next == brace => {
                self.rest = &text[at + 2..];
                return Ok(Some(Piece::Literal(&text[..=at])));
            }
            _ if brace == b'}' => return Err(TemplateError::SingleClose),
            None => return Err(TemplateError::SingleOpen),
            Some(_) => {}
        }
        self.rest = &text[at + 1..];
        // The field's own errors come before the text in front of it is written.
        let mut ahead = self.clone();
        ahead.field()?;
        if at > 0 {
            self.field_next = true;
            return Ok(Some(Piece::Literal(&text[..at])));
        }
        self.field().map(|field| Some(Piece::Field(field)))
    }

    /// Reads a field; `rest` begins after its `{`.
    fn field(&mut self) -> Result<Field<'a>, TemplateError> {
        let text = self.rest;
        let mut at = 0;
        let end = loop {
            match text.get(at) {
                None => return Err(TemplateError::ExpectedClose),
                Some(b'{') => return Err(TemplateError::OpenInName),
                Some(b'[') => {
                    // Braces and colons inside an index are part of it.
                    at += 1;
                    while at < text.len() && text[at] != b']' {
                        at += 1;
                    }
                }
                Some(&end @ (b'}' | b':' | b'!')) => break end,
                Some(_) => at += 1,
            }
        };
        let mut field = Field { name: &text[..at], conversion: None, spec: &[], nested: false };
        let mut rest = &text[at + 1..];
        if end == b'}' {
            self.rest = rest;
            return Ok(field);
        }
        if end == b'!' {
            let (code, size) = wtf8::decode_first(rest).ok_or(TemplateError::MissingConversion)?;
            field.conversion = Some(code);
            rest = &rest[size..];
            match rest.first() {
                Some(b'}') => {
                    self.rest = &rest[1..];
                    return Ok(field);
                }
                Some(b':') => rest = &rest[1..],
                Some(_) => return Err(TemplateError::ExpectedColon),
                None => {}
            }
        }
        let mut depth = 1;
        for (at, byte) in rest.iter().enumerate() {
            match byte {
                b'{' => {
                    field.nested = true;
                    depth += 1;
                }
                b'}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                field.spec = &rest[..at];
                self.rest = &rest[at + 1..];
                return Ok(field);
            }
        }
        Err(TemplateError::UnmatchedOpen)
    }
}

/// Checks the character after `!`.
pub fn check_conversion(code: u32) -> Result<u8, TemplateError> {
    match u8::try_from(code) {
        Ok(code @ (b'r' | b's' | b'a')) => Ok(code),
        _ => Err(TemplateError::UnknownConversion(code)),
    }
}

/// Which argument a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First<'a> {
    /// A positional argument.
    Index(usize),
    /// A keyword argument.
    Key(&'a [u8]),
}

/// How fields have been numbered so far; one for a whole `format` call, nested specifiers included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbering {
    /// No positional field yet.
    #[default]
    Undecided,
    /// `{}`: the index of the next.
    Automatic(usize),
    /// `{0}`
    Manual,
}

/// An integer, when `text` is decimal digits only.
fn integer(text: &[u8]) -> Result<Option<usize>, TemplateError> {
    let mut value = None;
    for code in wtf8::code_points(text) {
        let Some(digit) = unicode::decimal_value(code) else {
            return Ok(None);
        };
        let next = value.unwrap_or(0i64).checked_mul(10).and_then(|ten| ten.checked_add(i64::from(digit)));
        value = Some(next.ok_or(TemplateError::TooManyDigits)?);
    }
    Ok(value.map(|value| value as usize))
}

/// Splits a field name into its argument and the path behind it, and numbers it.
pub fn split_name<'a>(name: &'a [u8], numbering: &mut Numbering) -> Result<(First<'a>, Path<'a>), TemplateError> {
    let end = memchr::memchr2(b'.', b'[', name).unwrap_or(name.len());
    let (first, rest) = name.split_at(end);
    let path = Path { rest };
    if first.is_empty() {
        let index = match *numbering {
            Numbering::Undecided => 0,
            Numbering::Automatic(next) => next,
            Numbering::Manual => return Err(TemplateError::ManualToAutomatic),
        };
        *numbering = Numbering::Automatic(index + 1);
        return Ok((First::Index(index), path));
    }
    let Some(index) = integer(first)? else {
        return Ok((First::Key(first), path));
    };
    if matches!(numbering, Numbering::Automatic(_)) {
        return Err(TemplateError::AutomaticToManual);
    }
    *numbering = Numbering::Manual;
    Ok((First::Index(index), path))
}

/// One step from an object to a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// `.name`
    Attribute(&'a [u8]),
    /// `[12]`
    Index(usize),
    /// `[key]`
    Key(&'a [u8]),
}

/// The attributes and indices of a field name, step by step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Path<'a> {
    rest: &'a [u8],
}

impl<'a> Path<'a> {
    /// The next step; `None` at the end.
    pub fn next_step(&mut self) -> Result<Option<Step<'a>>, TemplateError> {
        let Some((&first, rest)) = self.rest.split_first() else {
            return Ok(None);
        };
        let step = match first {
            b'.' => {
                let end = memchr::memchr2(b'.', b'[', rest).unwrap_or(rest.len());
                self.rest = &rest[end..];
                Step::Attribute(&rest[..end])
            }
            b'[' => {
                let end = memchr::memchr(b']', rest).ok_or(TemplateError::MissingBracket)?;
                self.rest = &rest[end + 1..];
                let key = &rest[..end];
                match integer(key)? {
                    Some(index) => Step::Index(index),
                    None => Step::Key(key),
                }
            }
            _ => return Err(TemplateError::AfterBracket),
        };
        match step {
            Step::Attribute(b"") | Step::Key(b"") => Err(TemplateError::EmptyAttribute),
            _ => Ok(Some(step)),
        }
    }
}
