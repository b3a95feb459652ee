//! The tokens of a text as `tokenize` has them: type, text, place, line.

use std::ops::Range;

use ouropy_grammar::error::SyntaxError;
use ouropy_grammar::lexer::{Lexed, Trivia, TriviaKind, lex, lex_all};
use ouropy_grammar::source::Source;
use ouropy_grammar::token::{Mode, Position, Spanned, Token};

const END_MARKER: u8 = 0;
const NAME: u8 = 1;
const NUMBER: u8 = 2;
const STRING: u8 = 3;
const NEWLINE: u8 = 4;
const INDENT: u8 = 5;
const DEDENT: u8 = 6;
const OPERATOR: u8 = 55;
const FSTRING_START: u8 = 59;
const TSTRING_START: u8 = 62;
const COMMENT: u8 = 65;
const LINE_END: u8 = 66;

const CONTINUATION: &str = "unexpected character after line continuation character";

/// Operators by their types, from 7 on.
const OPERATORS: [&str; 48] = [
    "(", ")", "[", "]", ":", ",", ";", "+", "-", "*", "/", "|", "&", "<", ">", "=", ".", "%", "{", "}", "==", "!=",
    "<=", ">=", "~", "^", "<<", ">>", "**", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "**=", "//",
    "//=", "@", "@=", "->", "...", ":=", "!",
];

/// Whether comments and blank lines are tokens too, and operators all of one type.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Extra {
    /// They are: for `tokenize`.
    Tokens,
    /// They are not: as the parser sees the text.
    None,
}

/// A token.
pub struct Row {
    /// Its number in `token`.
    pub kind: u8,
    /// Its text.
    pub text: String,
    /// Line and column of its first character; columns in characters.
    pub start: (u32, i64),
    /// Line and column behind its last one.
    pub end: (u32, i64),
    /// The lines it stands in.
    pub lines: Range<u32>,
}

/// Why the tokens end before the text does.
pub enum Stop {
    /// The text is refused.
    Error(SyntaxError),
    /// Another one: what is said, and the line and column of that.
    Message(&'static str, u32, i64),
}

/// The tokens of a text.
pub struct Rows {
    /// The text.
    pub source: Source,
    /// The tokens.
    pub list: Vec<Row>,
    /// What stops them.
    pub stop: Option<Stop>,
    /// Which lines ended in a carriage return and a newline.
    carriage_returns: Vec<bool>,
}

impl Stop {
    fn of(lexed: Lexed, source: &Source) -> Option<Stop> {
        let error = lexed.error?;
        let last = source.line_count();
        let length = |line: u32| source.line(line).chars().count() as i64;
        let is_joined = error.message() == "unexpected EOF while parsing";
        if is_joined || error.is_unclosed() && !error.is_refusal() {
            // A backslash in the indentation begins no token: nothing is kept of its line.
            let is_indentation = source.line(last).trim_start().starts_with('\\');
            let column = if lexed.stopped_in_fstring || is_joined && !is_indentation { length(last) } else { 0 };
            return Some(Stop::Message("unexpected EOF in multi-line statement", last, column));
        }
        Some(match error.details(source) {
            Some(details) if error.message() == CONTINUATION => {
                Stop::Message(CONTINUATION, details.line, length(details.line))
            }
            _ => Stop::Error(error),
        })
    }
}

/// Makes rows of tokens.
struct Maker<'a> {
    source: &'a Source,
    extra: Extra,
    rows: Vec<Row>,
    /// For each string with fields that is open whether it is a template.
    open: Vec<u8>,
    /// Whether the last token may stand directly before the text of a format specification.
    is_format: bool,
}

impl Rows {
    /// The tokens of `text`.
    pub fn new(text: &str, extra: Extra) -> Rows {
        let nul = text.find('\0').map(|at| text[..at].rfind('\n').map_or(0, |newline| newline + 1));
        let text = &text[..nul.unwrap_or(text.len())];
        let source = Source::from_text(text);
        let carriage_returns: Vec<bool> = text.split_inclusive('\n').map(|line| line.ends_with("\r\n")).collect();
        let (lexed, trivia) = match extra {
            Extra::Tokens => lex_all(&source),
            Extra::None => (lex(&source, Mode::File), Vec::new()),
        };
        let mut maker = Maker { source: &source, extra, rows: Vec::new(), open: Vec::new(), is_format: false };
        let mut trivia = trivia.into_iter().peekable();
        // The first token only says what kind of text it is.
        for (index, token) in lexed.tokens.iter().enumerate().skip(1) {
            if nul.is_some() && matches!(token.1, Token::Dedent | Token::EndOfFile) {
                // What comes behind these lines is not known.
                break;
            }
            while let Some(between) = trivia.next_if(|between| between.before <= index) {
                maker.between(&between);
            }
            maker.token(token, lexed.tokens.get(index + 1..).unwrap_or_default());
        }
        trivia.for_each(|between| maker.between(&between));
        let mut list = maker.rows;
        for row in list.iter_mut().filter(|row| matches!(row.kind, NEWLINE | LINE_END) && !row.text.is_empty()) {
            row.end.1 += i64::from(carriage_returns.get(row.start.0 as usize - 1) == Some(&true));
        }
        let stop = Stop::of(lexed, &source);
        let nul = nul.map(|at| 1 + text[..at].matches('\n').count() as u32);
        let stop = stop.or(nul.map(|line| Stop::Message("source code cannot contain null bytes", line, 0)));
        Rows { source, list, stop, carriage_returns }
    }

    /// The text of some lines.
    pub fn lines(&self, lines: &Range<u32>) -> String {
        let mut text: String = lines.clone().map(|line| self.restored(self.source.line(line), line)).collect();
        if self.source.is_unfinished() && lines.end > self.source.line_count() && text.ends_with('\n') {
            text.pop();
        }
        text
    }

    /// The text of a token with the line ends it had.
    pub fn text(&self, row: &Row) -> String {
        if !row.text.contains('\n') {
            return row.text.clone();
        }
        row.text.split_inclusive('\n').zip(row.start.0..).map(|(part, line)| self.restored(part, line)).collect()
    }

    fn restored(&self, part: &str, line: u32) -> String {
        match part.strip_suffix('\n') {
            Some(body) if self.carriage_returns.get(line as usize - 1) == Some(&true) => format!("{body}\r\n"),
            _ => part.to_owned(),
        }
    }
}

impl Maker<'_> {
    /// The column of a place in characters.
    fn place(&self, position: Position) -> (u32, i64) {
        let before = self.source.line(position.line).get(..position.column as usize).unwrap_or_default();
        (position.line, before.chars().count() as i64)
    }

    fn push(&mut self, kind: u8, start: Position, end: Position) {
        let text = self.source.between(start, end).to_owned();
        let (start, end) = (self.place(start), self.place(end));
        self.rows.push(Row { kind, text, start, end, lines: end.0..end.0 + 1 });
    }

    /// A part of a string: its lines are all that it stands in.
    fn push_string(&mut self, kind: u8, start: Position, end: Position) {
        self.push(kind, start, end);
        if let Some(row) = self.rows.last_mut() {
            row.lines.start = start.line;
        }
    }

    fn push_operator(&mut self, start: Position, end: Position) {
        let text = self.source.between(start, end);
        if text == "<>" {
            let middle = Position::new(start.line, start.column + 1);
            self.push_operator(start, middle);
            return self.push_operator(middle, end);
        }
        let known = OPERATORS.iter().position(|known| *known == text).and_then(|index| u8::try_from(index + 7).ok());
        let kind = match (self.extra, known) {
            (Extra::None, Some(kind)) => kind,
            _ => OPERATOR,
        };
        self.push(kind, start, end);
    }

    fn between(&mut self, trivia: &Trivia) {
        if self.extra == Extra::None {
            return;
        }
        match trivia.kind {
            TriviaKind::Comment => self.push(COMMENT, trivia.span.start(), trivia.span.end()),
            TriviaKind::LineEnd => self.push_line_end(LINE_END, trivia.span.end()),
        }
    }

    /// A newline that ends at `end`, or that the last line lacks.
    fn push_line_end(&mut self, kind: u8, end: Position) {
        let start = Position::new(end.line, end.column.saturating_sub(1));
        let is_missing = self.source.is_unfinished() && end.line >= self.source.line_count();
        self.push(kind, start, end);
        let Some(row) = self.rows.last_mut() else { return };
        if is_missing || self.extra == Extra::None {
            row.text.clear();
        }
        if self.extra == Extra::None {
            row.end = row.start;
        }
    }

    /// A token without a text where the tokens before `place` have ended. The parser does not know a column of it.
    fn push_between(&mut self, kind: u8, place: (u32, i64), lines: Range<u32>) {
        let column = if self.extra == Extra::None { -1 } else { place.1 };
        self.push_empty(kind, (place.0, column), lines);
    }

    /// The same behind the last token of the text.
    fn push_at_end(&mut self, kind: u8) {
        let count = self.source.line_count();
        if self.extra == Extra::Tokens {
            let line = if self.source.text().is_empty() { 1 } else { count + 1 };
            return self.push_empty(kind, (line, 0), 0..0);
        }
        // The last line, if it is not empty.
        let is_last = self.rows.iter().rev().find(|row| row.kind != DEDENT).is_some_and(|row| row.end.0 == count);
        self.push_between(kind, (count, 0), if is_last { count..count + 1 } else { 0..0 });
    }

    fn push_empty(&mut self, kind: u8, place: (u32, i64), lines: Range<u32>) {
        self.rows.push(Row { kind, text: String::new(), start: place, end: place, lines });
    }

    fn token(&mut self, (start, token, end): &Spanned, rest: &[Spanned]) {
        let (start, end) = (*start, *end);
        self.empty_middle(token, start);
        match token {
            Token::EndOfFile if self.extra == Extra::None && self.source.text().is_empty() => {}
            Token::EndOfFile => self.push_at_end(END_MARKER),
            Token::Newline => self.push_line_end(NEWLINE, end),
            Token::Indent => {
                let first = rest.first().map_or(end, |(first, ..)| *first);
                match self.extra {
                    Extra::Tokens => self.push(INDENT, Position::new(first.line, 0), first),
                    Extra::None => self.push_between(INDENT, (first.line, 0), first.line..first.line + 1),
                }
            }
            Token::Dedent => {
                let next = rest.iter().find(|(_, token, _)| !matches!(token, Token::Dedent));
                match next {
                    Some((place, token, _)) if !matches!(token, Token::EndOfFile) => {
                        let place = self.place(*place);
                        self.push_between(DEDENT, place, place.0..place.0 + 1);
                    }
                    _ => self.push_at_end(DEDENT),
                }
            }
            Token::Int(_) | Token::Float(_) | Token::Imaginary(_) => self.push(NUMBER, start, end),
            Token::Str(_) | Token::Bytes(_) => self.push_string(STRING, start, end),
            Token::FStringStart | Token::TStringStart => {
                let kind = if matches!(token, Token::FStringStart) { FSTRING_START } else { TSTRING_START };
                self.open.push(kind);
                self.push_string(kind, start, end);
            }
            Token::FStringMiddle(_) => self.middle(start, end),
            Token::FStringEnd => {
                let kind = self.open.pop().unwrap_or(FSTRING_START);
                self.push_string(kind + 2, start, end);
            }
            Token::FieldConversion(_) => {
                let letter = Position::new(end.line, end.column.saturating_sub(1));
                self.push_operator(start, letter);
                self.push(NAME, letter, end);
            }
            _ => {
                let is_name = self.source.between(start, end).starts_with(|c: char| c == '_' || c.is_alphanumeric());
                let is_operator = self.source.between(start, end).starts_with(|c: char| c.is_ascii_punctuation());
                if is_name || !is_operator { self.push(NAME, start, end) } else { self.push_operator(start, end) }
            }
        }
    }

    /// A format specification has a text, maybe an empty one, before the `}` that ends it and before `{{`.
    fn empty_middle(&mut self, token: &Token, start: Position) {
        let is_due = match token {
            Token::FieldClose => self.is_format,
            Token::FieldOpen => {
                let behind = Position::new(start.line, start.column + 2);
                self.is_format && self.source.between(start, behind) == "{{"
            }
            _ => false,
        };
        if is_due {
            let kind = self.open.last().copied().unwrap_or(FSTRING_START) + 1;
            self.push_string(kind, start, start);
        }
        self.is_format = matches!(token, Token::FieldColon | Token::FieldClose);
    }

    /// Literal text of an f-string: in pieces, for of a doubled brace only the first is shown.
    fn middle(&mut self, start: Position, end: Position) {
        let kind = self.open.last().copied().unwrap_or(FSTRING_START) + 1;
        let text = self.source.between(start, end).to_owned();
        let bytes = text.as_bytes();
        let (mut from, mut place, mut in_name) = (0, start, false);
        let mut at = 0;
        let mut here = start;
        while at < bytes.len() {
            let step = |here: Position, byte: u8| match byte {
                b'\n' => Position::new(here.line + 1, 0),
                _ => Position::new(here.line, here.column + 1),
            };
            let (byte, next) = (bytes[at], bytes.get(at + 1).copied());
            here = step(here, byte);
            at += 1;
            match byte {
                b'\\' if next == Some(b'N') && bytes.get(at + 1) == Some(&b'{') => in_name = true,
                b'{' if in_name => {}
                b'}' if in_name => in_name = false,
                b'{' | b'}' if next == Some(byte) => {
                    self.push_string(kind, place, here);
                    here = step(here, byte);
                    at += 1;
                    (from, place) = (at, here);
                }
                _ => {}
            }
        }
        if from < bytes.len() {
            self.push_string(kind, place, end);
        }
    }
}
