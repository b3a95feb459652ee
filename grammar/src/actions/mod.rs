//! What the parser does when it has recognised a rule: build a node, or refuse what the rule lets through and the
//! language does not.
//!
//! Every function here is called from one place of `python.lalrpop`. Positions come first and last, in the order of
//! the text. A function that can refuse returns [`Fallible`].

use std::cell::Cell;
use std::rc::Rc;

use lalrpop_util::ParseError;

use crate::ast::{Arg, Comprehension, Expr, ExprKind, MatchCase, Pattern, PatternKind, Stmt, StmtKind};
use crate::error::{ErrorKind, SyntaxError};
use crate::source::Source;
use crate::token::{Position, Span, Token};

pub mod argument;
pub mod expression;
pub mod literal;
pub mod parameter;
pub mod pattern;
pub mod statement;
pub mod target;
pub mod with;

/// The most levels a tree may have, so that a recursive walk stays within a stack of 64 MB if it uses less than 10 kB
/// for a level.
///
/// CPython's parser gives up at 5968 nested prefix operators, conditional expressions or `elif`s, and at 2984 nested
/// lambdas or powers, which count double here. Its compiler gives up at 9996 levels of tree.
pub const MAX_DEPTH: u32 = 5970;

/// What actions can look up.
pub struct Context<'a> {
    /// The text that is parsed.
    pub source: &'a Source,
    /// How many tokens the parser has read, and where the last of them is.
    read: Cell<(usize, Span)>,
}

impl<'a> Context<'a> {
    /// The context of a parse that has not begun.
    pub fn new(source: &'a Source) -> Self {
        Self { source, read: Cell::default() }
    }

    /// Notes where a token is that the parser is about to read.
    pub fn note(&self, token: Span) {
        self.read.set((self.read.get().0 + 1, token));
    }

    /// How many tokens the parser has read.
    pub fn tokens_read(&self) -> usize {
        self.read.get().0
    }

    /// The token after the rule that is being reduced. CPython reports an error without a place of its own there.
    pub fn lookahead(&self) -> Span {
        self.read.get().1
    }
}

/// How the generated parser fails.
pub type Failure = ParseError<Position, Token, SyntaxError>;

/// A node, or the refusal of the text it would stand for.
pub type Fallible<T> = Result<T, Failure>;

/// Refuses `span` with `message`.
pub fn refuse<T>(span: Span, message: impl Into<std::borrow::Cow<'static, str>>) -> Fallible<T> {
    Err(SyntaxError::at(span, message).into_failure())
}

/// Refuses at the token behind what was matched, the last one read.
pub fn refuse_next<T>(context: &Context<'_>, message: &'static str) -> Fallible<T> {
    Err(SyntaxError::at_last_token(context.lookahead(), message).into_failure())
}

impl SyntaxError {
    fn into_failure(self) -> Failure {
        ParseError::User { error: self }
    }
}

/// The span of a token of `length` bytes at `start`.
pub fn token_span(start: Position, length: u32) -> Span {
    start.to(Position::new(start.line, start.column + length))
}

/// Refuses a tree whose children reach `depth` levels if one more is too many, else counts that one more. For what
/// CPython's parser reads in a loop: its compiler refuses such a tree.
pub fn deeper(depth: u32) -> Fallible<u32> {
    if depth >= MAX_DEPTH {
        return Err(SyntaxError::without_place(
            ErrorKind::Recursion,
            "maximum recursion depth exceeded during compilation",
        )
        .into_failure());
    }
    Ok(depth + 1)
}

/// Like [`deeper`], for what CPython's parser reads by recursion. Returns `depth`, to be counted by the node.
pub fn nested(depth: u32) -> Fallible<u32> {
    if depth >= MAX_DEPTH {
        return Err(SyntaxError::without_place(
            ErrorKind::TooComplex,
            "Parser stack overflowed - Python source too complex to parse",
        )
        .into_failure());
    }
    Ok(depth)
}

/// Levels of a part of the tree that has no counter of its own.
pub trait Depth {
    /// Levels to the deepest leaf; 0 for an empty list.
    fn depth(&self) -> u32;
}

impl Depth for Expr {
    fn depth(&self) -> u32 {
        self.depth
    }
}

impl Depth for Stmt {
    fn depth(&self) -> u32 {
        self.depth
    }
}

impl Depth for Pattern {
    fn depth(&self) -> u32 {
        self.depth
    }
}

impl Depth for Comprehension {
    fn depth(&self) -> u32 {
        self.target.depth.max(self.iter.depth).max(self.ifs.depth())
    }
}

impl Depth for Arg {
    fn depth(&self) -> u32 {
        self.annotation.depth()
    }
}

impl Depth for MatchCase {
    fn depth(&self) -> u32 {
        self.pattern.depth.max(self.guard.depth()).max(self.body.depth())
    }
}

impl<T: Depth> Depth for Vec<T> {
    fn depth(&self) -> u32 {
        self.iter().map(Depth::depth).max().unwrap_or(0)
    }
}

impl<T: Depth> Depth for Option<T> {
    fn depth(&self) -> u32 {
        self.as_ref().map_or(0, Depth::depth)
    }
}

impl<T: Depth> Depth for Box<T> {
    fn depth(&self) -> u32 {
        (**self).depth()
    }
}

/// An expression over children that reach `depth` levels.
pub fn expr(l: Position, kind: ExprKind, depth: u32, r: Position) -> Fallible<Expr> {
    Ok(Expr { span: l.to(r), depth: deeper(depth)?, kind })
}

/// A statement over children that reach `depth` levels.
pub fn stmt(l: Position, kind: StmtKind, depth: u32, r: Position) -> Fallible<Stmt> {
    Ok(Stmt { span: l.to(r), depth: deeper(depth)?, kind })
}

/// A statement without expressions.
pub fn leaf_statement(l: Position, kind: StmtKind, r: Position) -> Stmt {
    Stmt { span: l.to(r), depth: 1, kind }
}

/// A pattern over children that reach `depth` levels.
pub fn pattern_node(l: Position, kind: PatternKind, depth: u32, r: Position) -> Fallible<Pattern> {
    Ok(Pattern { span: l.to(r), depth: deeper(depth)?, kind })
}

/// Statements of one line or one block.
pub struct Suite {
    /// The statements.
    pub body: Vec<Stmt>,
    /// Where the last of them ends, with a semicolon after it. The statement around the block ends there too.
    pub end: Position,
}

impl Suite {
    /// These statements and then those of `more`.
    #[must_use]
    pub fn append(mut self, mut more: Suite) -> Suite {
        self.body.append(&mut more.body);
        self.end = more.end;
        self
    }
}

impl From<Stmt> for Suite {
    fn from(statement: Stmt) -> Self {
        Suite { end: statement.span.end(), body: vec![statement] }
    }
}

/// The statements of an optional suite.
pub fn body(suite: Option<Suite>) -> Vec<Stmt> {
    suite.map_or_else(Vec::new, |suite| suite.body)
}

/// One item between the commas of a call.
pub enum CallArgument {
    /// `value`
    Positional(Expr),
    /// `*value`, already an [`ExprKind::Starred`].
    Starred(Expr),
    /// `name=value`
    Keyword(Span, crate::ast::Identifier, Expr),
    /// `**value`
    DoubleStarred(Span, Expr),
    /// `value for ...` without parentheses of its own.
    Generator(Span, Expr, Vec<Comprehension>),
}

/// One item between the commas of a parameter list.
pub enum Parameter {
    /// `name`, `name: annotation`, `name=default`
    Plain(Arg, Option<Expr>),
    /// `name=` without a default: where that is refused, and how.
    Unfinished(Span, &'static str),
    /// `/`
    Slash(Span),
    /// `*`
    Star(Span),
    /// `*args`: the star, the parameter, and the `=` of a default it must not have.
    Args(Span, Arg, Option<Span>),
    /// `**kwargs`: the stars, the parameter, and the `=` of a default it must not have.
    Kwargs(Span, Arg, Option<Span>),
}

/// One of several string literals that stand side by side.
pub enum StringPiece {
    /// A plain string: its value, and whether its prefix is `u`.
    Str(Span, Box<[u8]>, bool),
    /// A bytes literal.
    Bytes(Span, Box<[u8]>),
    /// An f-string: its constants and fields.
    Format(Span, Vec<Expr>),
}

/// A piece of an f-string, a template string or a format specification.
pub enum FormatPart {
    /// Literal text, a str constant.
    Text(Expr),
    /// A replacement field.
    Field(Field),
}

/// A replacement field as it was read: `{value=!conversion:spec}`.
pub struct Field {
    /// The ends of the opening brace.
    pub open: (Position, Position),
    /// The expression.
    pub value: Expr,
    /// The text that `=` asks for.
    pub debug: Option<Rc<str>>,
    /// Where the conversion stands, and its letter.
    pub conversion: Option<(Position, char)>,
    /// The format specification, an f-string without quotes.
    pub spec: Option<Expr>,
    /// The ends of the closing brace.
    pub close: (Position, Position),
}
