//! Source text: decoded, newlines normalised, cut into lines.

mod encoding;

use std::fmt;

use crate::error::SyntaxError;
use crate::token::Position;

/// Decoded source text with an index of its lines.
///
/// Line ends are `\n` and the last line has one, as CPython's tokenizer arranges them; an empty text stays empty.
#[derive(Clone, Debug)]
pub struct Source {
    text: String,
    line_starts: Vec<usize>,
    /// Digits of the longest decimal integer that a literal may have; 0 for no limit.
    most_digits: usize,
    is_unfinished: bool,
    inequality: Inequality,
}

/// How a text spells that two values are not equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Inequality {
    /// `!=`
    #[default]
    NotEqual,
    /// `<>`, as behind `from __future__ import barry_as_FLUFL`.
    LessGreater,
}

/// CPython's default for `sys.int_info.default_max_str_digits`.
const DEFAULT_MOST_DIGITS: usize = 4300;

/// Where the bytes of a source text come from. CPython words some errors differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin<'a> {
    /// A file of this name.
    File(&'a str),
    /// A bytes object given to `compile`, `exec` or `eval`.
    Bytes,
    /// Lines typed at a prompt.
    Typed,
}

/// Bytes that are no source text: the error, and as much of the text as the error's report needs.
#[derive(Clone, Debug)]
pub struct Unreadable {
    /// The error to raise.
    pub error: SyntaxError,
    /// The text with what could not be decoded replaced.
    pub source: Source,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl std::error::Error for Unreadable {}

impl Source {
    /// The source in a decoded text, such as a `str` given to `compile`. An encoding declaration in it means
    /// nothing.
    pub fn from_text(text: &str) -> Self {
        let mut text = if memchr::memchr(b'\r', text.as_bytes()).is_some() {
            text.replace("\r\n", "\n").replace('\r', "\n")
        } else {
            text.to_owned()
        };
        let is_unfinished = !text.ends_with('\n');
        if is_unfinished && !text.is_empty() {
            text.push('\n');
        }
        let mut line_starts = vec![0];
        line_starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
        Self { text, line_starts, most_digits: DEFAULT_MOST_DIGITS, is_unfinished, inequality: Inequality::default() }
    }

    /// The same source, in which decimal integers may have so many digits, or any number if that is 0: CPython's
    /// `sys.set_int_max_str_digits`.
    #[must_use]
    pub fn with_most_digits(self, most_digits: usize) -> Self {
        Self { most_digits, ..self }
    }

    /// Digits of the longest decimal integer; 0 for no limit.
    pub fn most_digits(&self) -> usize {
        self.most_digits
    }

    /// The same source, in which inequality is spelled so from the first line on.
    #[must_use]
    pub fn with_inequality(self, inequality: Inequality) -> Self {
        Self { inequality, ..self }
    }

    /// How inequality is spelled where no import has changed it.
    pub fn inequality(&self) -> Inequality {
        self.inequality
    }

    /// The encoding that bytes declare, if [`Source::from_bytes`] does not know it, or knows it as the Web does and not as
    /// Python: those of East Asia. Who knows better can decode them and use [`Source::from_text`].
    pub fn unknown_encoding(bytes: &[u8]) -> Option<String> {
        encoding::unknown(bytes)
    }

    /// Decodes source bytes: UTF-8, or what a byte order mark or a declaration in the first two lines says (PEP
    /// 263).
    ///
    /// Raises CPython's `SyntaxError` for an unknown encoding, for bytes outside the encoding and, in a file, for
    /// null bytes.
    pub fn from_bytes(bytes: &[u8], origin: Origin<'_>) -> Result<Self, Box<Unreadable>> {
        let refuse = |error, text: &str| Err(Box::new(Unreadable { error, source: Self::from_text(text) }));
        if let Some(at) = memchr::memchr(0, bytes)
            && matches!(origin, Origin::File(_))
        {
            let before = String::from_utf8_lossy(&bytes[..at]);
            let line = 1 + memchr::memchr_iter(b'\n', before.as_bytes()).count() as u32;
            let error = SyntaxError::on_line(line, "source code cannot contain null bytes");
            return match encoding::decode(&bytes[..at], origin) {
                // What makes no text at all is the first complaint.
                Err(earlier) if earlier.span().is_none() => refuse(earlier, &before),
                _ => refuse(error, &before),
            };
        }
        match encoding::decode(bytes, origin) {
            Ok(text) => Ok(Self::from_text(&text)),
            Err(error) => {
                let shown = &encoding::body(bytes)[encoding::shown_from(bytes, origin)..];
                refuse(error, &String::from_utf8_lossy(shown))
            }
        }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line `number` (from 1) with its newline; empty past the end.
    pub fn line(&self, number: u32) -> &str {
        let index = (number as usize).wrapping_sub(1);
        let Some(&start) = self.line_starts.get(index) else {
            return "";
        };
        let end = self.line_starts.get(index + 1).copied().unwrap_or(self.text.len());
        &self.text[start..end]
    }

    /// The text from `start` to `end`; empty for places that are none.
    pub fn between(&self, start: Position, end: Position) -> &str {
        let offset = |place: Position| {
            let line = self.line_starts.get((place.line as usize).wrapping_sub(1))?;
            Some(line + place.column as usize)
        };
        offset(start).zip(offset(end)).and_then(|(from, to)| self.text.get(from..to)).unwrap_or_default()
    }

    /// Whether the last line had no newline. CPython's tokenizer adds one to a file only, not to an expression or an
    /// interactive statement.
    pub fn is_unfinished(&self) -> bool {
        self.is_unfinished
    }

    /// How many lines the text has.
    pub fn line_count(&self) -> u32 {
        self.line_starts.len() as u32 - 1
    }
}
