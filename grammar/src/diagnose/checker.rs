//! The recogniser's cursor over the tokens, and what it makes of them.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::error::SyntaxError;
use crate::lexer::Lexed;
use crate::token::{Position, Spanned, Token};

/// Rules nest at most this deep before the recogniser gives up and leaves it at "invalid syntax".
const MAX_DEPTH: u32 = 600;

/// Why a rule did not match.
#[derive(Debug)]
pub(super) enum Fail {
    /// The tokens are something else; another alternative may match.
    NoMatch,
    /// A known mistake: the end of the search.
    Mistake(Box<SyntaxError>),
}

pub(super) type Parse<T> = Result<T, Fail>;

/// What an expression is, as far as messages name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Name,
    Attribute,
    Subscript,
    Starred,
    List,
    Tuple,
    Lambda,
    Call,
    Operation,
    Comparison,
    Generator,
    Yield,
    Await,
    ListComprehension,
    SetComprehension,
    DictComprehension,
    Dict,
    Set,
    FString,
    TString,
    None,
    True,
    False,
    Ellipsis,
    Literal,
    Conditional,
    Named,
}

impl Kind {
    /// The word for it in CPython's messages.
    pub(super) const fn describe(self) -> &'static str {
        match self {
            Kind::Name => "name",
            Kind::Attribute => "attribute",
            Kind::Subscript => "subscript",
            Kind::Starred => "starred",
            Kind::List => "list",
            Kind::Tuple => "tuple",
            Kind::Lambda => "lambda",
            Kind::Call => "function call",
            Kind::Operation => "expression",
            Kind::Comparison => "comparison",
            Kind::Generator => "generator expression",
            Kind::Yield => "yield expression",
            Kind::Await => "await expression",
            Kind::ListComprehension => "list comprehension",
            Kind::SetComprehension => "set comprehension",
            Kind::DictComprehension => "dict comprehension",
            Kind::Dict => "dict literal",
            Kind::Set => "set display",
            Kind::FString => "f-string expression",
            Kind::TString => "t-string expression",
            Kind::None => "None",
            Kind::True => "True",
            Kind::False => "False",
            Kind::Ellipsis => "ellipsis",
            Kind::Literal => "literal",
            Kind::Conditional => "conditional expression",
            Kind::Named => "named expression",
        }
    }
}

/// A rule whose results CPython remembers by place, and that looks for mistakes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Rule {
    Strings,
    Primary,
    Disjunction,
}

/// An expression: its first and last token, without the parentheses around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) kind: Kind,
}

/// A recogniser for one logical line.
pub(super) struct Checker<'t> {
    tokens: &'t [Spanned],
    lexical: Option<&'t SyntaxError>,
    /// Index of the next token.
    pub(super) at: usize,
    /// Index of the last token looked at.
    furthest: usize,
    /// While positive, mistakes are no more than mismatches.
    pub(super) quiet: u32,
    /// What [`Checker::without_mistakes`] found, by rule and first token: node and end, or no match.
    known: HashMap<(Rule, usize), Option<(Node, usize)>>,
    /// While positive, results are remembered.
    remembering: u32,
    depth: u32,
    /// The letter of the innermost f-string or template string, for messages.
    pub(super) letter: char,
    /// The token to report as invalid syntax, where it is not the one the parser stopped at.
    pub(super) stop: Option<usize>,
    /// Whether a generator among other arguments was read where mistakes count.
    pub(super) has_seen_generator: bool,
    /// Index of the line's first token.
    start: usize,
    /// How many brackets are open behind each token from `start` on.
    levels: Vec<u32>,
}

impl<'t> Checker<'t> {
    /// A recogniser for the line that begins at token `start`; the parser has read up to token `failed`, in this line.
    pub(super) fn new(lexed: &'t Lexed, start: usize, failed: usize) -> Self {
        let mut level = 0_u32;
        let mut levels = Vec::new();
        for (_, token, _) in &lexed.tokens[start..] {
            match token {
                Token::LeftParen | Token::LeftBracket | Token::LeftBrace | Token::FieldOpen => {
                    level += 1;
                }
                Token::RightParen | Token::RightBracket | Token::RightBrace | Token::FieldClose => {
                    level = level.saturating_sub(1);
                }
                Token::Newline => break,
                _ => {}
            }
            levels.push(level);
        }
        Self {
            tokens: &lexed.tokens,
            lexical: lexed.error.as_ref(),
            at: start,
            furthest: failed,
            quiet: 0,
            known: HashMap::new(),
            remembering: 0,
            depth: 0,
            letter: 'f',
            stop: None,
            has_seen_generator: false,
            start,
            levels,
        }
    }

    // Tokens.

    /// The next token. Behind the last one waits the error the lexer stopped at.
    pub(super) fn peek(&mut self) -> Parse<&'t Token> {
        self.look(0)
    }

    /// The token `ahead` tokens further on.
    pub(super) fn look(&mut self, ahead: usize) -> Parse<&'t Token> {
        let at = self.at + ahead;
        match self.tokens.get(at) {
            Some((_, token, _)) => {
                self.furthest = self.furthest.max(at);
                Ok(token)
            }
            None => Err(self.lexical.map_or(Fail::NoMatch, |error| Fail::Mistake(Box::new(error.clone())))),
        }
    }

    /// Token `at` of all, without counting as read.
    pub(super) fn token(&self, at: usize) -> Option<&'t Token> {
        self.tokens.get(at).map(|(_, token, _)| token)
    }

    /// Takes the next token if it is `token`.
    pub(super) fn eat(&mut self, token: &Token) -> Parse<bool> {
        let found = self.peek()? == token;
        if found {
            self.at += 1;
        }
        Ok(found)
    }

    /// Takes `token` or fails; its index.
    pub(super) fn expect(&mut self, token: &Token) -> Parse<usize> {
        if self.eat(token)? { Ok(self.at - 1) } else { Err(Fail::NoMatch) }
    }

    /// Takes a name or fails; its index.
    pub(super) fn expect_name(&mut self) -> Parse<usize> {
        if matches!(self.peek()?, Token::Name(_)) {
            self.at += 1;
            Ok(self.at - 1)
        } else {
            Err(Fail::NoMatch)
        }
    }

    /// Runs a rule that may fail; the cursor stays where it was if it does.
    pub(super) fn optional<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<Option<T>> {
        let start = self.at;
        match rule(self) {
            Ok(value) => Ok(Some(value)),
            Err(Fail::NoMatch) => {
                self.at = start;
                Ok(None)
            }
            Err(mistake) => Err(mistake),
        }
    }

    /// Like [`Checker::optional`], with mistakes no more than mismatches.
    pub(super) fn quietly<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<Option<T>> {
        self.quiet += 1;
        let result = self.optional(rule);
        self.quiet -= 1;
        result
    }

    /// Reads what follows as CPython's rules without mistakes do. Their results stay known: where CPython has read a
    /// rule of [`Rule`] in this way, it looks for no mistake in it any more.
    pub(super) fn without_mistakes<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<Option<T>> {
        self.remembering += 1;
        let result = self.quietly(rule);
        self.remembering -= 1;
        result
    }

    /// Runs a rule whose results CPython remembers, or answers from memory.
    pub(super) fn remembered(&mut self, rule: Rule, run: impl FnOnce(&mut Self) -> Parse<Node>) -> Parse<Node> {
        let key = (rule, self.at);
        match self.known.get(&key) {
            Some(Some((node, end))) => {
                self.at = *end;
                return Ok(*node);
            }
            Some(None) => return Err(Fail::NoMatch),
            None => {}
        }
        let result = run(self);
        if self.remembering > 0 {
            match &result {
                Ok(node) => drop(self.known.insert(key, Some((*node, self.at)))),
                Err(Fail::NoMatch) => drop(self.known.insert(key, None)),
                Err(Fail::Mistake(_)) => {}
            }
        }
        result
    }

    /// Runs a rule one level deeper.
    pub(super) fn deeper<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        if self.depth >= MAX_DEPTH {
            return Err(Fail::NoMatch);
        }
        self.depth += 1;
        let result = rule(self);
        self.depth -= 1;
        result
    }

    /// The node from token `first` up to the cursor.
    pub(super) fn node(&self, first: usize, kind: Kind) -> Node {
        Node { first, last: self.at.saturating_sub(1).max(first), kind }
    }

    /// Whether the clause before this line is an `except` without a star.
    pub(super) fn follows_plain_except(&self) -> bool {
        let clause = super::last_statement(self.tokens, self.start);
        let token = |ahead: usize| clause.and_then(|at| self.token(at + ahead));
        matches!(token(0), Some(Token::Except)) && !matches!(token(1), Some(Token::Star))
    }

    /// How many brackets are open behind the last token taken.
    pub(super) fn level(&self) -> u32 {
        let at = self.at.saturating_sub(1).saturating_sub(self.start);
        self.levels.get(at).copied().unwrap_or(0)
    }

    /// The last token that was looked at.
    pub(super) fn furthest(&self) -> usize {
        self.furthest
    }

    // Mistakes.

    /// The mistake over tokens `first` to `last`; no match where mistakes do not count.
    pub(super) fn mistake<T>(&self, first: usize, last: usize, message: impl Into<Cow<'static, str>>) -> Parse<T> {
        if self.start_of(first).is_nowhere() {
            return self.raise(SyntaxError::on_line(self.start_of(first).line, message));
        }
        let span = self.start_of(first).to(self.end_of(last));
        self.raise(SyntaxError::at(span, message))
    }

    /// The mistake at token `last` that CPython refuses when it reads it, whether it looks for mistakes or not.
    pub(super) fn refusal<T>(&self, last: usize, message: &'static str) -> Parse<T> {
        let span = self.start_of(last).to(self.end_of(last));
        Err(Fail::Mistake(Box::new(SyntaxError::at_last_token(span, message))))
    }

    /// The mistake at the last token looked at.
    pub(super) fn mistake_here<T>(&self, message: impl Into<Cow<'static, str>>) -> Parse<T> {
        self.mistake_at_last(self.furthest, message)
    }

    /// The mistake at `token`, the last one that CPython has read.
    pub(super) fn mistake_at_last<T>(&self, token: usize, message: impl Into<Cow<'static, str>>) -> Parse<T> {
        let span = self.start_of(token).to(self.end_of(token));
        self.raise(SyntaxError::at_last_token(span, message))
    }

    /// The mistake from token `first` up to where the tokenizer stands. CPython's range ends one column early here.
    pub(super) fn mistake_from<T>(&self, first: usize, message: impl Into<Cow<'static, str>>) -> Parse<T> {
        let end = self.end_of(self.furthest);
        let end = Position::new(end.line, end.column.saturating_sub(1));
        self.raise(SyntaxError::at(self.start_of(first).to(end), message))
    }

    /// The mistake at the last character of a token, with no end.
    pub(super) fn mistake_at_end_of<T>(&self, token: usize, message: impl Into<Cow<'static, str>>) -> Parse<T> {
        let end = self.end_of(token);
        let point = Position::new(self.start_of(token).line, end.column.saturating_sub(1));
        self.raise(SyntaxError::from_position(point, message))
    }

    /// The mistake directly behind a token.
    pub(super) fn mistake_behind<T>(&self, token: usize, message: impl Into<Cow<'static, str>>) -> Parse<T> {
        let end = self.end_of(token);
        self.raise(SyntaxError::at(end.to(end), message))
    }

    /// The mistake at the first character of a token.
    pub(super) fn mistake_at_start_of<T>(&self, token: usize, message: impl Into<Cow<'static, str>>) -> Parse<T> {
        let start = self.start_of(token);
        let end = Position::new(start.line, start.column + 1);
        self.raise(SyntaxError::at(start.to(end), message))
    }

    fn raise<T>(&self, error: SyntaxError) -> Parse<T> {
        if self.quiet > 0 {
            return Err(Fail::NoMatch);
        }
        Err(Fail::Mistake(Box::new(error)))
    }

    fn start_of(&self, token: usize) -> Position {
        self.tokens.get(token).map_or_else(Position::default, |&(start, _, _)| start)
    }

    fn end_of(&self, token: usize) -> Position {
        self.tokens.get(token).map_or_else(Position::default, |&(_, _, end)| end)
    }

    /// Whether two tokens touch.
    pub(super) fn adjacent(&self, first: usize, second: usize) -> bool {
        self.end_of(first) == self.start_of(second)
    }
}
