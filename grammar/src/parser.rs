//! From text to tree: lexer, generated parser and, when they fail, the search for the message.

use lalrpop_util::ParseError;

use crate::actions::{Context, Failure, argument};
use crate::ast::{Module, StmtKind};
use crate::diagnose;
use crate::error::{SyntaxError, Warning};
use crate::lexer;
use crate::python::StartParser;
use crate::source::{Origin, Source};
use crate::token::{Mode, Position, Spanned, Token};

/// A source text that is Python.
#[derive(Debug)]
pub struct Parsed {
    /// Its tree.
    pub ast: Module,
    /// Doubtful but valid things, in the order of the text.
    pub warnings: Vec<Warning>,
    /// Whether the last logical line stands in a block. A read-eval-print loop that sees this waits for an empty
    /// line.
    pub ends_in_block: bool,
    /// The text, for tracebacks.
    pub source: Source,
}

/// A source text that is not Python.
#[derive(Debug)]
pub struct Refused {
    /// Why.
    pub error: SyntaxError,
    /// What was doubtful before the error.
    pub warnings: Vec<Warning>,
    /// The text, for the error's report.
    pub source: Source,
    /// What the parser has taken, if the error is its own or the lexer's: where the complete compound statement begins
    /// that begins last; line 0 if there is none.
    pub last_compound: Option<Position>,
}

/// Parses decoded text, such as a `str` given to `compile`.
///
/// Never panics. Takes time linear in the length of the text; the depth of the tree is bounded by
/// [`MAX_DEPTH`](crate::MAX_DEPTH), so that it can be walked and dropped recursively.
pub fn parse(text: &str, mode: Mode) -> Result<Parsed, Box<Refused>> {
    parse_source(Source::from_text(text), mode)
}

/// Decodes and parses bytes.
pub fn parse_bytes(bytes: &[u8], origin: Origin<'_>, mode: Mode) -> Result<Parsed, Box<Refused>> {
    parse_source(read_bytes(bytes, origin)?, mode)
}

/// Decodes bytes, to be parsed.
pub fn read_bytes(bytes: &[u8], origin: Origin<'_>) -> Result<Source, Box<Refused>> {
    Source::from_bytes(bytes, origin).map_err(|unreadable| {
        Box::new(Refused {
            error: unreadable.error,
            warnings: Vec::new(),
            source: unreadable.source,
            last_compound: None,
        })
    })
}

/// Parses a source text.
pub fn parse_source(source: Source, mode: Mode) -> Result<Parsed, Box<Refused>> {
    let mut lexed = lexer::lex_statement(&source, mode);
    let more = lexed.more;
    if let Some((last, error)) = lexed.bad_literal {
        lexed.tokens.truncate(last + 1);
        lexed.error = Some(error);
    }
    mark_with_parentheses(&mut lexed.tokens);
    let context = Context::new(&source);
    let tokens = lexed
        .tokens
        .into_iter()
        .inspect(|(start, _, end)| context.note(start.to(*end)))
        .map(Ok)
        .chain(lexed.error.map(Err));
    match StartParser::new().parse(&context, tokens) {
        Ok(_) if let Some(end) = more => {
            let error = SyntaxError::at(end, "multiple statements found while compiling a single statement");
            Err(Box::new(Refused { error, warnings: lexed.warnings, source, last_compound: None }))
        }
        Ok(ast) => Ok(Parsed { ast, warnings: lexed.warnings, ends_in_block: lexed.ends_in_block, source }),
        Err(failure) => {
            let (error, last_compound) = explain(&context, mode, failure);
            Err(Box::new(Refused { error, warnings: lexed.warnings, source, last_compound: Some(last_compound) }))
        }
    }
}

impl StmtKind {
    /// Whether it is a compound statement: one that has a block.
    pub const fn is_compound(&self) -> bool {
        matches!(
            self,
            StmtKind::FunctionDef(_)
                | StmtKind::AsyncFunctionDef(_)
                | StmtKind::ClassDef(_)
                | StmtKind::For(_)
                | StmtKind::AsyncFor(_)
                | StmtKind::While { .. }
                | StmtKind::If { .. }
                | StmtKind::With { .. }
                | StmtKind::AsyncWith { .. }
                | StmtKind::Match { .. }
                | StmtKind::Try(_)
                | StmtKind::TryStar(_)
        )
    }
}

/// The error to report for a failed parse. The tokens are gone by then and are made once more.
fn explain(context: &Context<'_>, mode: Mode, failure: Failure) -> (SyntaxError, Position) {
    let lexed = lexer::lex(context.source, mode);
    let taken = context.tokens_read().saturating_sub(1);
    let last_compound = diagnose::progress::last_compound(lexed.tokens.get(..taken).unwrap_or_default());
    let error = match failure {
        ParseError::User { error } if lexed.error.as_ref() == Some(&error) && !error.is_refusal() => {
            diagnose::diagnose_unread(&lexed, error)
        }
        // Of the lexer or of an action.
        ParseError::User { error } if error.span().is_some() => {
            let is_target =
                ["cannot assign to", "assignment to"].iter().any(|begin| error.message().starts_with(begin));
            let error = if is_target {
                diagnose::diagnose_target(&lexed, taken, error)
            } else if error.message() == argument::GENERATOR {
                diagnose::diagnose_generator(&lexed, taken, error)
            } else {
                error
            };
            diagnose::outrank(error, &lexed, taken)
        }
        ParseError::User { error } => error,
        _ => diagnose::diagnose(context.source, &lexed, taken),
    };
    (error, last_compound)
}

/// Makes [`Token::WithParen`] of each `(` after `with` whose closing bracket stands before the colon.
///
/// `with (a, b):` is two items, `with (a, b) as c:` is one tuple; only what follows the bracket tells.
fn mark_with_parentheses(tokens: &mut [Spanned]) {
    for at in 1..tokens.len() {
        if matches!(tokens[at - 1].1, Token::With)
            && matches!(tokens[at].1, Token::LeftParen)
            && let Some(close) = closing_bracket(tokens, at)
            && matches!(tokens.get(close + 1), Some((_, Token::Colon, _)))
        {
            tokens[at].1 = Token::WithParen;
        }
    }
}

/// The index of the bracket that closes the one at `open`.
fn closing_bracket(tokens: &[Spanned], open: usize) -> Option<usize> {
    let mut level = 0_usize;
    for (index, (_, token, _)) in tokens.iter().enumerate().skip(open) {
        match token {
            Token::LeftParen | Token::LeftBracket | Token::LeftBrace | Token::FieldOpen => {
                level += 1;
            }
            Token::RightParen | Token::RightBracket | Token::RightBrace | Token::FieldClose => {
                level -= 1;
                if level == 0 {
                    return Some(index);
                }
            }
            _ => {}
        }
    }
    None
}
