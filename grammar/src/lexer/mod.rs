//! The lexer: source text to tokens.
//!
//! [`raw`] finds the shapes, [`Lexer`] knows the context: where a logical line ends, which brackets and blocks are
//! open, which f-string the cursor is in. The whole text is read at once, so that soft keywords can be decided with
//! their logical line in view and a syntax error found by the parser can be weighed against one found further on by
//! the lexer, as CPython does.

mod fstring;
mod indent;
mod inequality;
mod keyword;
mod number;
mod raw;
mod string;
mod trivia;

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use logos::Logos as _;
use unicode_normalization::UnicodeNormalization as _;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory as _};

use self::fstring::FString;
pub(crate) use self::fstring::shown_text;
use self::indent::{BlockKind, Blocks, Change, IndentError, Width};
use self::raw::{Bracket, Raw};
use self::string::{BodyEnd, Opener};
pub use self::trivia::{Trivia, TriviaKind};
use crate::error::{ErrorKind, SyntaxError, Warning, WarningKind};
use crate::source::{Inequality, Source};
use crate::token::{Mode, Position, Span, Spanned, Token};

/// More open brackets than this are refused.
const MAX_BRACKETS: usize = 200;

const CONTINUATION: &str = "unexpected character after line continuation character";

type Result<T> = std::result::Result<T, SyntaxError>;

/// What became of a source text.
#[derive(Debug)]
pub struct Lexed {
    /// All tokens up to the end of the text, or up to the error.
    pub tokens: Vec<Spanned>,
    /// The first literal whose value is no good, by the index of its last token, and why. CPython decodes literals
    /// when the parser has taken them, so this is no error if the parser refuses the text before.
    pub bad_literal: Option<(usize, SyntaxError)>,
    /// What stopped the lexer.
    pub error: Option<SyntaxError>,
    /// Doubtful but valid things, in the order of the text.
    pub warnings: Vec<Warning>,
    /// Whether the last logical line stands in a block. A read-eval-print loop that sees this waits for an empty
    /// line.
    pub ends_in_block: bool,
    /// Whether the error lies in an f-string.
    pub stopped_in_fstring: bool,
    /// The end of the line of an interactive text's simple statement, if more than blank lines and comments follow it.
    pub more: Option<Span>,
    /// How far CPython's tokenizer has come at the end of the text.
    pub end: Position,
}

/// How much of a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// What the parser needs: of an interactive text no more than a simple statement, if it begins with one.
    Needed,
    /// All of it.
    All,
}

/// Cuts `source` into tokens for the entry point `mode`. Never panics; time is linear in the length of the text.
pub fn lex(source: &Source, mode: Mode) -> Lexed {
    read(source, mode, Extent::All)
}

/// As [`lex`], but stops behind a simple statement of an interactive text: CPython's parser asks for no more tokens.
pub fn lex_statement(source: &Source, mode: Mode) -> Lexed {
    read(source, mode, Extent::Needed)
}

/// As [`lex`] of a file, with what the parser does not see, and as tolerant as CPython's tokenizer is for `tokenize`:
/// brackets need not match, a number may end in a name, and any character can stand in a name.
pub fn lex_all(source: &Source) -> (Lexed, Vec<Trivia>) {
    let mut trivia = Vec::new();
    let lexed = read_into(source, Mode::File, Extent::All, Some(&mut trivia));
    (lexed, trivia)
}

fn read(source: &Source, mode: Mode, extent: Extent) -> Lexed {
    read_into(source, mode, extent, None)
}

fn read_into(source: &Source, mode: Mode, extent: Extent, trivia: Option<&mut Vec<Trivia>>) -> Lexed {
    if memchr::memchr(0, source.text().as_bytes()).is_some() {
        return Lexed {
            tokens: Vec::new(),
            bad_literal: None,
            error: Some(SyntaxError::without_place(ErrorKind::Syntax, "source code string cannot contain null bytes")),
            warnings: Vec::new(),
            ends_in_block: false,
            stopped_in_fstring: false,
            more: None,
            end: Position::default(),
        };
    }
    let mut lexer = Lexer::new(source.text());
    lexer.most_digits = source.most_digits();
    lexer.mode = mode;
    lexer.is_unfinished = mode != Mode::File && source.is_unfinished();
    lexer.extent = extent;
    lexer.trivia = trivia.is_some().then(Vec::new);
    lexer.push(mode.start_token(), Position::new(1, 0));
    lexer.logical_line = lexer.tokens.len();
    let error = lexer.run().err();
    if error.is_some() {
        lexer.resolve_soft_keywords();
    }
    let imports_spelling = || memchr::memmem::find(source.text().as_bytes(), inequality::FEATURE.as_bytes()).is_some();
    if source.inequality() == Inequality::LessGreater || imports_spelling() {
        inequality::respell(&mut lexer.tokens, source.inequality());
    }
    let end = lexer.end_of_text();
    if let (Some(wanted), Some(found)) = (trivia, lexer.trivia) {
        *wanted = found;
    }
    Lexed {
        tokens: lexer.tokens,
        bad_literal: lexer.bad_literal,
        error,
        warnings: lexer.warnings,
        ends_in_block: lexer.ends_in_block,
        stopped_in_fstring: !lexer.fstrings.is_empty(),
        more: lexer.more,
        end,
    }
}

/// A bracket that waits for its partner.
#[derive(Debug)]
struct OpenBracket {
    bracket: Bracket,
    position: Position,
}

#[derive(Debug)]
struct Lexer<'s> {
    text: &'s str,
    mode: Mode,
    /// Whether the last newline was added to the text, and counts as none here.
    is_unfinished: bool,
    extent: Extent,
    more: Option<Span>,
    raw: logos::Lexer<'s, Raw>,
    /// Number of the line the cursor is in, from 1.
    line: u32,
    /// Byte offset of the start of that line.
    line_start: usize,
    /// Byte offset of the start of what CPython's tokenizer holds in its buffer: this line and those before it that are
    /// joined to it by a backslash or in a string.
    buffer_start: usize,
    at_line_start: bool,
    /// Index of the first token of the current logical line.
    logical_line: usize,
    /// The kind of block that may follow the last logical line.
    next_block: BlockKind,
    /// Comments and line ends between tokens, if they are wanted.
    trivia: Option<Vec<Trivia>>,
    /// Where the comment begins that has just been read.
    comment: Option<Position>,
    ends_in_block: bool,
    brackets: Vec<OpenBracket>,
    blocks: Blocks,
    fstrings: Vec<FString>,
    names: HashMap<&'s str, Rc<str>>,
    tokens: Vec<Spanned>,
    warnings: Vec<Warning>,
    bad_literal: Option<(usize, SyntaxError)>,
    /// Digits of the longest decimal integer; 0 for no limit.
    most_digits: usize,
    /// Offset and position of the last escape warned about.
    last_warning: Option<(usize, Position)>,
}

impl<'s> Lexer<'s> {
    fn new(text: &'s str) -> Self {
        Self {
            text,
            mode: Mode::File,
            is_unfinished: false,
            extent: Extent::All,
            more: None,
            raw: Raw::lexer(text),
            line: 1,
            line_start: 0,
            buffer_start: 0,
            at_line_start: true,
            logical_line: 0,
            next_block: BlockKind::Plain,
            trivia: None,
            comment: None,
            ends_in_block: false,
            brackets: Vec::new(),
            blocks: Blocks::new(),
            fstrings: Vec::new(),
            names: HashMap::new(),
            tokens: Vec::with_capacity(text.len() / 4 + 8),
            warnings: Vec::new(),
            bad_literal: None,
            most_digits: 0,
            last_warning: None,
        }
    }

    fn run(&mut self) -> Result<()> {
        loop {
            if self.fstrings.last().is_some_and(FString::in_text) {
                self.fstring_text()?;
                continue;
            }
            if self.at_line_start {
                self.at_line_start = false;
                if self.brackets.is_empty() {
                    self.enter_line()?;
                }
            }
            if self.at_field_level() && self.field_punctuation() {
                continue;
            }
            let Some(raw) = self.raw.next() else {
                return self.finish();
            };
            self.token(raw.unwrap_or(Raw::Other))?;
        }
    }

    /// Turns the raw token just read into what it means here.
    fn token(&mut self, raw: Raw) -> Result<()> {
        let start = self.position_of(self.raw.span().start);
        match raw {
            Raw::Space => {}
            Raw::Comment => {
                self.comment = Some(start);
                self.note_trivia(TriviaKind::Comment, start);
            }
            Raw::Newline => {
                // The end of a line begins with the comment before it.
                let begin = self.comment.take().unwrap_or(start);
                self.newline(begin, start);
            }
            Raw::Continuation => {
                self.next_line();
                self.check_continued()?;
            }
            Raw::Backslash => return Err(self.bad_continuation()),
            Raw::Name => self.name(start)?,
            Raw::Number(form) => self.number(start, form)?,
            Raw::StringOpener => self.string(start)?,
            Raw::FStringOpener => self.open_fstring(start)?,
            Raw::Open(bracket) => self.open(bracket, start)?,
            Raw::Close(bracket) => self.close(bracket, start)?,
            Raw::Operator(Token::Equal) if self.at_field_level() => {
                let token = self.field_equal();
                self.push(token, start);
            }
            Raw::Operator(token) => self.push(token, start),
            Raw::Other => self.other(start)?,
        }
        Ok(())
    }

    // The cursor.

    /// Byte offset of the cursor.
    fn offset(&self) -> usize {
        self.raw.span().end
    }

    fn position(&self) -> Position {
        self.position_of(self.offset())
    }

    /// The position of an offset in the current line.
    fn position_of(&self, offset: usize) -> Position {
        Position::new(self.line, offset.saturating_sub(self.line_start) as u32)
    }

    /// Moves the cursor forward, over line ends too.
    fn advance_to(&mut self, offset: usize) {
        let from = self.offset();
        let Some(skipped) = self.text.as_bytes().get(from..offset) else {
            return;
        };
        for at in memchr::memchr_iter(b'\n', skipped) {
            self.line += 1;
            self.line_start = from + at + 1;
        }
        self.raw.bump(offset - from);
    }

    /// A newline has just been read.
    fn next_line(&mut self) {
        self.line += 1;
        self.line_start = self.offset();
    }

    /// The number of the line that holds the byte before `offset`, which lies at or behind the cursor.
    fn line_reached(&self, offset: usize) -> u32 {
        let begin = self.offset();
        let end = if offset == self.text.len() { offset.saturating_sub(1) } else { offset };
        let passed = self.text.as_bytes().get(begin..end).unwrap_or_default();
        self.line + memchr::memchr_iter(b'\n', passed).count() as u32
    }

    /// Appends a token that ends at the cursor.
    fn push(&mut self, token: Token, start: Position) {
        self.tokens.push((start, token, self.position()));
    }

    // Errors and warnings.

    /// A refusal that points at the character before `offset`, which is in the current line.
    fn refuse_before(&self, offset: usize, message: impl Into<Cow<'static, str>>) -> SyntaxError {
        let before = self.text.get(self.line_start..offset).unwrap_or_default();
        let last = before.chars().next_back().map_or(0, char::len_utf8);
        let point = self.position_of(offset - last);
        SyntaxError::refused(point.to(point), message)
    }

    fn warn(&mut self, span: Span, message: String) {
        self.warnings.push(Warning { kind: WarningKind::Syntax, message: message.into(), span });
    }

    /// Warns about an escape at `offset`, at or behind the cursor. Offsets come in rising order, so the search for
    /// line ends goes on from the last one. The warning's line is `shift` lines further on.
    fn warn_at_offset(&mut self, offset: usize, shift: u32, message: String) {
        let (mut line, mut line_start, from) = (self.line, self.line_start, self.offset());
        let from = match self.last_warning {
            Some((known, at)) if known >= from => {
                line = at.line;
                line_start = known - at.column as usize;
                known
            }
            _ => from,
        };
        let passed = self.text.as_bytes().get(from..offset).unwrap_or_default();
        for at in memchr::memchr_iter(b'\n', passed) {
            line += 1;
            line_start = from + at + 1;
        }
        let start = Position::new(line, (offset - line_start) as u32);
        self.last_warning = Some((offset, start));
        let start = Position::new(line + shift, start.column);
        self.warn(start.to(Position::new(start.line, start.column + 2)), message);
    }

    // Lines and blocks.

    /// Measures the indentation of the line the cursor is at, and opens or closes blocks.
    fn enter_line(&mut self) -> Result<()> {
        let bytes = self.text.as_bytes();
        let mut width = Width::default();
        // A backslash in the indentation: what stands before the first one counts, whatever the next lines have.
        let mut continued = None;
        let mut at = self.offset();
        loop {
            match bytes.get(at).copied() {
                Some(byte @ (b' ' | b'\t' | b'\x0c')) => {
                    width.advance(byte);
                    at += 1;
                }
                Some(b'\\') => {
                    if continued.is_none() && width.column() > 0 {
                        continued = Some(Width::spaces(width.column()));
                    }
                    if bytes.get(at + 1) != Some(&b'\n') {
                        self.advance_to(at + 1);
                        return Err(self.bad_continuation());
                    }
                    at += 2;
                    self.advance_to(at);
                    self.check_continued()?;
                    self.buffer_start = self.line_start;
                }
                _ => break,
            }
        }
        self.advance_to(at);
        let ends_here = self.is_unfinished && at + 1 == bytes.len();
        if matches!(bytes.get(at), None | Some(b'#' | b'\n')) && !(ends_here && at > self.line_start) {
            return Ok(());
        }
        let kind = std::mem::take(&mut self.next_block);
        match self.blocks.enter_line(continued.unwrap_or(width), kind) {
            Ok(Change::Same) => {}
            Ok(Change::Indent) => self.push(Token::Indent, Position::new(self.line, 0)),
            Ok(Change::Dedent(blocks)) => {
                for _ in 0..blocks {
                    self.push(Token::Dedent, self.position());
                }
            }
            Err(error) => return Err(self.bad_indentation(error)),
        }
        self.logical_line = self.tokens.len();
        Ok(())
    }

    fn bad_indentation(&self, error: IndentError) -> SyntaxError {
        let start = Position::new(self.line, 0);
        match error {
            IndentError::Tabs => {
                SyntaxError::from_position(start, "inconsistent use of tabs and spaces in indentation")
                    .with_kind(ErrorKind::Tab)
            }
            IndentError::TooDeep => {
                SyntaxError::from_position(start, "too many levels of indentation").with_kind(ErrorKind::Indentation)
            }
            IndentError::NoMatch => {
                let rest = &self.text[self.offset()..];
                let end = self.offset() + rest.find('\n').map_or(rest.len(), |at| at + 1);
                let end = if self.is_unfinished { end.min(self.text.len() - 1) } else { end };
                SyntaxError::before(self.position_of(end), "unindent does not match any outer indentation level")
                    .with_kind(ErrorKind::Indentation)
            }
        }
    }

    /// Notes what ends at the cursor and is no token.
    fn note_trivia(&mut self, kind: TriviaKind, start: Position) {
        let (before, span) = (self.tokens.len(), start.to(self.position()));
        if let Some(trivia) = &mut self.trivia {
            trivia.push(Trivia { kind, before, span });
        }
    }

    /// A newline at `place`; it, or the comment before it, begins at `start`.
    fn newline(&mut self, start: Position, place: Position) {
        if self.is_unfinished && self.offset() == self.text.len() {
            // There is none.
            return;
        }
        if self.brackets.is_empty() && self.tokens.len() > self.logical_line {
            self.push(Token::Newline, start);
            self.resolve_soft_keywords();
            if self.mode == Mode::Interactive && self.extent == Extent::Needed && self.is_whole_statement() {
                let rest = &self.text[self.offset()..];
                let is_more = rest.lines().any(|line| !matches!(line.trim_start().bytes().next(), None | Some(b'#')));
                self.more = is_more.then_some(start.to(self.position()));
                self.raw.bump(rest.len());
            }
        } else {
            self.note_trivia(TriviaKind::LineEnd, place);
        }
        self.next_line();
        self.buffer_start = self.line_start;
        self.at_line_start = true;
    }

    /// Whether the first logical line, which has just ended, is a simple statement.
    fn is_whole_statement(&self) -> bool {
        let first = self.tokens.get(1).map(|(_, token, _)| token);
        !matches!(
            first,
            None | Some(
                Token::If
                    | Token::While
                    | Token::For
                    | Token::Try
                    | Token::With
                    | Token::Def
                    | Token::Class
                    | Token::At
                    | Token::Async
                    | Token::Match
                    | Token::Indent
                    | Token::Dedent
            )
        ) && !self.tokens[1..self.tokens.len() - 1].iter().any(|(_, token, _)| matches!(token, Token::Newline))
    }

    /// Decides the soft keywords of the logical line that ends with the last token, and begins a new one.
    fn resolve_soft_keywords(&mut self) {
        // An expression has none.
        if self.mode != Mode::Expression {
            let line = &mut self.tokens[self.logical_line..];
            self.next_block = keyword::resolve(line, self.blocks.kind());
        }
        self.logical_line = self.tokens.len();
    }

    /// A backslash has joined two lines; there must be a second one.
    fn check_continued(&mut self) -> Result<()> {
        if self.offset() < self.text.len() {
            return Ok(());
        }
        if self.is_unfinished {
            return Err(self.bad_continuation_at(self.text.len() - 1));
        }
        if let Some(error) = self.never_closed() {
            return Err(error);
        }
        let last = self.text.trim_end_matches('\n').rfind('\n');
        let column = self.text.len() - last.map_or(0, |at| at + 1);
        let end = Position::new(self.line - 1, column as u32);
        Err(SyntaxError::before(end, "unexpected EOF while parsing").incomplete())
    }

    /// The cursor is behind a backslash that no newline follows.
    fn bad_continuation(&self) -> SyntaxError {
        self.bad_continuation_at(self.offset() + 1)
    }

    /// What follows a backslash ends at `end`. CPython counts the column from the start of its buffer, and stops at the
    /// end of the line.
    fn bad_continuation_at(&self, end: usize) -> SyntaxError {
        let text = if self.is_unfinished { &self.text[..self.text.len() - 1] } else { self.text };
        let start = text[..end - 1].rfind('\n').map_or(0, |at| at + 1);
        let length = text[start..].find('\n').map_or(text.len() - start, |at| at + 1);
        let line = if start < self.line_start { self.line - 1 } else { self.line };
        let column = (end - self.buffer_start - 1).min(length);
        SyntaxError::from_position(Position::new(line, column as u32), CONTINUATION)
    }

    fn finish(&mut self) -> Result<()> {
        if let Some(error) = self.never_closed() {
            return Err(error);
        }
        let end = self.end_of_text();
        let place = if self.mode == Mode::File {
            (self.position(), self.position())
        } else {
            (Position::nowhere(end.line), end)
        };
        // CPython's parser takes the end of an interactive text for a newline, if there was a token since the last time
        // it did. A text that ends in a newline has left its blocks by then.
        let is_begun = self.mode == Mode::Interactive && self.tokens.len() > 1;
        if is_begun && self.is_unfinished {
            self.tokens.push((place.0, Token::Newline, place.1));
            self.resolve_soft_keywords();
        }
        let open = self.blocks.close_all();
        self.ends_in_block = open > 0 || self.next_block == BlockKind::Match;
        for _ in 0..open {
            self.tokens.push((place.0, Token::Dedent, place.1));
        }
        if is_begun && (open > 0 || !self.is_unfinished) {
            self.tokens.push((place.0, Token::Newline, place.1));
        }
        self.tokens.push((place.0, Token::EndOfFile, place.1));
        Ok(())
    }

    /// How far CPython's tokenizer has come at the end of the text: behind the last line's newline, if it has one.
    fn end_of_text(&self) -> Position {
        let text = if self.is_unfinished { &self.text[..self.text.len().saturating_sub(1)] } else { self.text };
        let start = text.strip_suffix('\n').unwrap_or(text).rfind('\n').map_or(0, |at| at + 1);
        let line = 1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..start]).count();
        Position::new(line as u32, (text.len() - start) as u32)
    }

    // Brackets.

    fn never_closed(&self) -> Option<SyntaxError> {
        let open = self.brackets.last()?;
        let message = format!("'{}' was never closed", open.bracket.opening());
        Some(SyntaxError::from_position(open.position, message).incomplete())
    }

    /// The cursor is behind an opening bracket not on the stack yet.
    fn check_bracket_depth(&self) -> Result<()> {
        if self.brackets.len() >= MAX_BRACKETS {
            return Err(self.refuse_before(self.offset(), "too many nested parentheses"));
        }
        Ok(())
    }

    fn open(&mut self, bracket: Bracket, start: Position) -> Result<()> {
        self.check_bracket_depth()?;
        self.brackets.push(OpenBracket { bracket, position: start });
        let token = match bracket {
            Bracket::Paren => Token::LeftParen,
            Bracket::Square => Token::LeftBracket,
            Bracket::Brace => Token::LeftBrace,
        };
        self.push(token, start);
        Ok(())
    }

    fn close(&mut self, bracket: Bracket, start: Position) -> Result<()> {
        let closes_field = self.at_field_level();
        let closing = bracket.closing();
        let open = self.brackets.pop();
        if open.is_none() && self.trivia.is_none() {
            return Err(self.refuse_before(self.offset(), format!("unmatched '{closing}'")));
        }
        if let Some(open) = open
            && open.bracket != bracket
            && self.trivia.is_none()
        {
            let opening = open.bracket.opening();
            let message = if closes_field {
                self.in_fstring(&format!("unmatched '{closing}'"))
            } else if open.position.line == self.line {
                format!("closing parenthesis '{closing}' does not match opening parenthesis '{opening}'")
            } else {
                format!(
                    "closing parenthesis '{closing}' does not match opening parenthesis '{opening}' on line {}",
                    open.position.line
                )
            };
            return Err(self.refuse_before(self.offset(), message));
        }
        if closes_field {
            self.close_field(start);
            return Ok(());
        }
        let token = match bracket {
            Bracket::Paren => Token::RightParen,
            Bracket::Square => Token::RightBracket,
            Bracket::Brace => Token::RightBrace,
        };
        self.push(token, start);
        Ok(())
    }

    // Names.

    /// An ASCII name, or the ASCII beginning of a longer one.
    fn name(&mut self, start: Position) -> Result<()> {
        if self.text.as_bytes().get(self.offset()) >= Some(&0x80) {
            return self.wide_name(start);
        }
        let name = self.raw.slice();
        if matches!(self.text.as_bytes().get(self.offset()), Some(b'\'' | b'"'))
            && let Some((first, second)) = string::clashing_prefixes(name)
        {
            let message = format!("'{first}' and '{second}' prefixes are incompatible");
            return Err(SyntaxError::refused(start.to(self.position()), message));
        }
        let token = match keyword::hard_keyword(name) {
            Some(keyword) => keyword,
            None => Token::Name(self.intern(name)),
        };
        self.push(token, start);
        Ok(())
    }

    fn intern(&mut self, name: &'s str) -> Rc<str> {
        Rc::clone(self.names.entry(name).or_insert_with(|| name.into()))
    }

    /// A name with characters beyond ASCII (PEP 3131). The raw token is its beginning.
    fn wide_name(&mut self, start: Position) -> Result<()> {
        let begin = self.raw.span().start;
        let rest = &self.text[begin..];
        let length = rest.find(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        let name = &rest[..length];
        for (at, character) in name.char_indices() {
            let valid = match at {
                0 => character == '_' || unicode_ident::is_xid_start(character),
                _ => unicode_ident::is_xid_continue(character),
            };
            if !valid && self.trivia.is_none() {
                let end = begin + at + character.len_utf8();
                return Err(self.refuse_before(end, bad_character(character)));
            }
        }
        self.advance_to(begin + length);
        let normalized: String = name.nfkc().collect();
        if matches!(&*normalized, "None" | "True" | "False") && self.trivia.is_none() {
            let message = format!("identifier field can't represent '{normalized}' constant");
            return Err(SyntaxError::without_place(ErrorKind::Value, message));
        }
        self.push(Token::Name(normalized.into()), start);
        Ok(())
    }

    /// A character that begins no ASCII token.
    fn other(&mut self, start: Position) -> Result<()> {
        match self.raw.slice().chars().next() {
            Some(character) if character.is_ascii() => Err(self.refuse_before(self.offset(), bad_character(character))),
            _ => self.wide_name(start),
        }
    }

    // Literals.

    /// Keeps the first error about the value of a literal, which is the last token.
    fn note_bad_literal(&mut self, error: SyntaxError) {
        let last = self.tokens.len() - 1;
        self.bad_literal.get_or_insert((last, error));
    }

    fn string(&mut self, start: Position) -> Result<()> {
        let opener = Opener::new(self.raw.slice());
        let begin = self.offset();
        let body = match opener.quotes.find_end(&self.text[begin..]) {
            BodyEnd::Closed(length) => &self.text[begin..begin + length],
            BodyEnd::Unterminated { at, escaped_quote } => {
                let hint = if escaped_quote { "; perhaps you escaped the end quote?" } else { "" };
                return Err(self.unterminated_string(start, opener, begin + at, hint));
            }
        };
        let end = begin + body.len() + opener.quotes.len();
        let mut value = Vec::new();
        let is_ascii = body.is_ascii();
        let decoded = if opener.bytes && !is_ascii {
            Err("bytes can only contain ASCII literal characters".to_owned())
        } else if opener.raw || !body.contains('\\') {
            value.extend_from_slice(body.as_bytes());
            Ok(None)
        } else if opener.bytes {
            string::decode_bytes(body, &mut value)
        } else {
            string::decode_str(body, &mut value)
        };
        if let Ok(Some(escape)) = &decoded {
            self.warn_at_offset(begin + escape.offset, 0, escape.message.clone());
        }
        self.advance_to(end);
        let value = value.into_boxed_slice();
        let token = if opener.bytes { Token::Bytes(value) } else { Token::Str(value) };
        self.push(token, start);
        if let Err(message) = decoded {
            self.note_bad_literal(SyntaxError::at(start.to(self.position()), message));
        }
        Ok(())
    }

    fn unterminated_string(&self, start: Position, opener: Opener, at: usize, hint: &str) -> SyntaxError {
        let point = start.to(start);
        // The quotes that should have closed the f-string around this field.
        if self.fstrings.last().is_some_and(|fstring| fstring.opener().quotes == opener.quotes) {
            return SyntaxError::refused(point, self.in_fstring("expecting '}'"));
        }
        let line = self.line_reached(at);
        let message = if opener.quotes.triple {
            format!("unterminated triple-quoted string literal (detected at line {line})")
        } else {
            format!("unterminated string literal (detected at line {line}){hint}")
        };
        let error = SyntaxError::refused(point, message);
        if at == self.text.len() { error.incomplete() } else { error }
    }
}

fn is_unprintable(character: char) -> bool {
    matches!(character.general_category_group(), GeneralCategoryGroup::Other | GeneralCategoryGroup::Separator)
}

/// The message for a character that can stand in no token.
fn bad_character(character: char) -> String {
    let code = u32::from(character);
    if is_unprintable(character) {
        format!("invalid non-printable character U+{code:04X}")
    } else {
        format!("invalid character '{character}' (U+{code:04X})")
    }
}
