//! What is wrong with a piece of source text, and where.
//!
//! The lexer, the parser's actions and the diagnosis of a failed parse all raise a [`SyntaxError`]; the message is
//! complete, in CPython's spelling, at the place that raises it.

use std::borrow::Cow;
use std::fmt;

use crate::source::Source;
use crate::token::{Position, Span};

/// The Python exception a [`SyntaxError`] becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// `SyntaxError`
    Syntax,
    /// `IndentationError`
    Indentation,
    /// `TabError`
    Tab,
    /// `MemoryError`: the source is nested too deeply for the parser.
    TooComplex,
    /// `RecursionError`: the tree of the source is too deep for the compiler.
    Recursion,
    /// `ValueError`, without a position.
    Value,
    /// `OverflowError`, without a position.
    Overflow,
}

/// How much of the place of an error is known. `SyntaxError.end_lineno`, `end_offset` and `text` differ by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Nothing: the exception has no position at all.
    None,
    /// Only the line: `offset` is 0.
    Line(u32),
    /// The start only: `end_offset` is 0.
    Start(Position),
    /// How far the tokenizer had come: `end_offset` is -1.
    Before(Position),
    /// A range the tokenizer refused: `text` comes without its newline.
    Refused(Span),
    /// Start and end.
    Range(Span),
}

/// A refusal of source text, with what CPython's `SyntaxError` object carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    kind: ErrorKind,
    message: Cow<'static, str>,
    place: Place,
    incomplete: bool,
}

impl SyntaxError {
    /// An error of `kind` over `span`.
    pub fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>, span: Span) -> Self {
        Self::placed(Place::Range(span), message).with_kind(kind)
    }

    /// A plain `SyntaxError` over `span`.
    pub fn at(span: Span, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Syntax, message, span)
    }

    /// A plain `SyntaxError` at the token of `span`, the last one read. Where that has no text, CPython shows how far
    /// its tokenizer had come.
    pub fn at_last_token(span: Span, message: impl Into<Cow<'static, str>>) -> Self {
        if span.start().is_nowhere() { Self::before(span.end(), message) } else { Self::at(span, message) }
    }

    /// A plain `SyntaxError` from `start` to an end that is not known (`end_offset` is 0 in Python).
    pub fn from_position(start: Position, message: impl Into<Cow<'static, str>>) -> Self {
        Self::placed(Place::Start(start), message)
    }

    /// A plain `SyntaxError` at the character before `end`, the place the tokenizer had read up to (`end_offset` is
    /// -1 in Python).
    pub fn before(end: Position, message: impl Into<Cow<'static, str>>) -> Self {
        Self::placed(Place::Before(end), message)
    }

    /// A plain `SyntaxError` of the tokenizer over `span`. Such an error wins over a generic "invalid syntax"
    /// earlier in the text; see [`SyntaxError::is_refusal`].
    pub fn refused(span: Span, message: impl Into<Cow<'static, str>>) -> Self {
        Self::placed(Place::Refused(span), message)
    }

    /// A plain `SyntaxError` that knows only its line (`offset` is 0 in Python).
    pub fn on_line(line: u32, message: impl Into<Cow<'static, str>>) -> Self {
        Self::placed(Place::Line(line), message)
    }

    /// An error that has no position in the text.
    pub fn without_place(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self::placed(Place::None, message).with_kind(kind)
    }

    fn placed(place: Place, message: impl Into<Cow<'static, str>>) -> Self {
        Self { kind: ErrorKind::Syntax, message: message.into(), place, incomplete: false }
    }

    /// The same error as another exception class.
    #[must_use]
    pub fn with_kind(mut self, kind: ErrorKind) -> Self {
        self.kind = kind;
        self
    }

    /// Marks the error as one that more input could cure; see [`SyntaxError::is_incomplete`].
    #[must_use]
    pub fn incomplete(mut self) -> Self {
        self.incomplete = true;
        self
    }

    /// The exception class to raise.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The message, `SyntaxError.msg` in Python.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Whether the text ended too early: an open bracket, an open block, an unterminated triple-quoted string. A
    /// read-eval-print loop reads another line instead of reporting the error.
    pub fn is_incomplete(&self) -> bool {
        self.incomplete
    }

    /// Whether the tokenizer itself refused the text. CPython reads on to the end after a generic "invalid syntax"
    /// and reports such an error instead.
    pub fn is_refusal(&self) -> bool {
        matches!(self.place, Place::Refused(_))
    }

    /// Whether a bracket was never closed. Such an error wins over one of the parser in a later line.
    pub fn is_unclosed(&self) -> bool {
        matches!(self.place, Place::Start(_)) && self.incomplete
    }

    /// Whether nothing is known of where the error is.
    pub fn has_no_place(&self) -> bool {
        matches!(self.place, Place::None)
    }

    /// The range of the error in bytes, if it has one; an unknown end equals the start.
    pub fn span(&self) -> Option<Span> {
        match self.place {
            Place::None | Place::Line(_) => None,
            Place::Start(start) | Place::Before(start) => Some(start.to(start)),
            Place::Range(span) | Place::Refused(span) => Some(span),
        }
    }

    /// The attributes of the Python exception: `lineno`, `offset`, `text`, `end_lineno`, `end_offset`. `None` for
    /// an error without a place.
    pub fn details(&self, source: &Source) -> Option<ErrorDetails> {
        let offset = |line: u32, column: u32| match Position::new(line, column) {
            token if token.is_nowhere() => 0,
            _ => character_column(source.line(line), column) + 1,
        };
        let (line, from, end_line, to) = match self.place {
            Place::None => return None,
            Place::Line(line) => (line, 0, line, 0),
            Place::Start(start) => (start.line, offset(start.line, start.column), start.line, 0),
            Place::Before(end) => (end.line, offset(end.line, end.column) - 1, end.line, -1),
            Place::Range(span) | Place::Refused(span) => (
                span.line,
                offset(span.line, span.column),
                span.end_line,
                if span.end_line == span.line {
                    offset(span.line, span.end_column)
                } else {
                    // CPython looks the end up in the first line, and stays in it.
                    let first = source.line(span.line).trim_end_matches('\n');
                    let column = (span.end_column as usize).min(first.len());
                    character_column(first, column as u32) + 1
                },
            ),
        };
        let mut text = source.line(line);
        if self.is_refusal() {
            text = text.trim_end_matches('\n');
        }
        Some(ErrorDetails { line, offset: from, text: text.to_owned(), end_line, end_offset: to })
    }
}

/// How many characters the first `column` bytes of `line` are. Counts on past the end of the line.
fn character_column(line: &str, column: u32) -> i32 {
    let column = column as usize;
    let bytes = line.as_bytes();
    let known = column.min(bytes.len());
    let characters = bytes[..known].iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
    (characters + (column - known)) as i32
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SyntaxError {}

/// The attributes of Python's `SyntaxError` object beside its message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorDetails {
    /// `lineno`, from 1.
    pub line: u32,
    /// `offset`, in characters from 1; 0 when only the line is known.
    pub offset: i32,
    /// `text`: the source line, with its newline unless the tokenizer refused it.
    pub text: String,
    /// `end_lineno`, from 1.
    pub end_line: u32,
    /// `end_offset`, in characters from 1; 0 or -1 when the end is not known.
    pub end_offset: i32,
}

/// The class of a [`Warning`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarningKind {
    /// `SyntaxWarning`
    Syntax,
    /// `DeprecationWarning`, not shown by default.
    Deprecation,
}

/// Something doubtful in source text that is valid all the same, such as `'\d'`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The Python class of the warning.
    pub kind: WarningKind,
    /// The message in CPython's spelling.
    pub message: Cow<'static, str>,
    /// Where; a filter that turns warnings into errors reports this range.
    pub span: Span,
}
