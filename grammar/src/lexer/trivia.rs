//! What stands between tokens: comments, and line ends that end no logical line.

use crate::token::Span;

/// What the parser does not see of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TriviaKind {
    /// A comment.
    Comment,
    /// The end of a line that is not the end of a logical line.
    LineEnd,
}

/// A comment or line end between tokens.
#[derive(Clone, Copy, Debug)]
pub struct Trivia {
    /// What it is.
    pub kind: TriviaKind,
    /// The index of the token it stands in front of.
    pub before: usize,
    /// Where it stands.
    pub span: Span,
}
