//! The message for a text the parser refused.
//!
//! The generated parser only knows which token it could not take. CPython parses such a text a second time with
//! rules for common mistakes, and reports the first mistake that matches; failing that, "invalid syntax" at the
//! token. This module does the same for the logical line with the bad token: a recogniser by recursive descent
//! ([`checker`], [`expression`], [`atom`], [`statement`]) walks the line as CPython's second pass would, with its
//! order of alternatives, and stops at the first mistake it knows.
//!
//! Mistakes that the grammar lets through (assignment targets, the order of arguments and parameters) are found by the
//! parser's actions, not here.

mod atom;
mod checker;
mod expression;
mod parameters;
mod pattern;
pub mod progress;
mod statement;
mod string;
mod target;

use crate::error::{ErrorKind, SyntaxError};
use crate::lexer::Lexed;
use crate::source::Source;
use crate::token::{Position, Span, Spanned, Token};

use self::checker::{Checker, Fail};

const NO_HANDLER: &str = "expected 'except' or 'finally' block";

/// The error for a text whose parse failed at the token of index `failed`.
///
/// Never panics; takes time linear in the length of the text.
pub fn diagnose(source: &Source, lexed: &Lexed, failed: usize) -> SyntaxError {
    let Some((start, token, _)) = lexed.tokens.get(failed) else {
        // The parser had all tokens there are.
        return lexed.error.clone().unwrap_or_else(|| SyntaxError::before(lexed.end, "invalid syntax"));
    };
    let at_end =
        start.is_nowhere() || matches!(token, Token::Dedent | Token::EndOfFile) && start.line > source.line_count();
    let error = if let Some(mistake) = block_mistake(source, lexed, failed) {
        outrank(mistake, lexed, failed)
    } else if matches!(token, Token::Indent | Token::Dedent) {
        // The one error that CPython reports without a look at the rest of the text.
        let what = if *token == Token::Indent { "unexpected indent" } else { "unexpected unindent" };
        indentation(source, lexed, failed, what)
    } else {
        let head = line_start(&lexed.tokens, failed);
        let mut checker = Checker::new(lexed, head, failed);
        let is_expression = matches!(lexed.tokens.first(), Some((_, Token::StartExpression, _)));
        let is_first_line = head == 1;
        let result = if is_expression && is_first_line {
            checker.expressions()
        } else if is_expression || head == failed {
            // Where the first token of the line is the bad one, there is nothing to recognise.
            Ok(())
        } else {
            checker.line()
        };
        match result {
            Err(Fail::Mistake(mistake)) => outrank(*mistake, lexed, checker.furthest()),
            Ok(()) | Err(Fail::NoMatch) => {
                let stop = checker.stop.and_then(|at| lexed.tokens.get(at));
                let (start, token, end) = stop.unwrap_or(&lexed.tokens[failed]);
                let error = if *token == Token::EndOfFile || start.is_nowhere() {
                    SyntaxError::on_line(lexed.end.line, "invalid syntax")
                } else {
                    // To CPython this is two tokens.
                    let is_two = matches!(token, Token::LessGreater);
                    let end = if is_two { Position::new(start.line, start.column + 1) } else { *end };
                    SyntaxError::at(start.to(end), "invalid syntax")
                };
                outrank_plain(error, lexed, checker.furthest())
            }
        }
    };
    if at_end && lexed.error.is_none() { error.incomplete() } else { error }
}

/// The error for a text whose tokens the parser has all taken before the lexer's `error`, an open bracket or another
/// one about the end of the text. CPython's parser may have seen a mistake before it came to the end.
pub fn diagnose_unread(lexed: &Lexed, error: SyntaxError) -> SyntaxError {
    let Some(last) = lexed.tokens.len().checked_sub(1) else {
        return error;
    };
    let mut checker = Checker::new(lexed, line_start(&lexed.tokens, last), last);
    match checker.line() {
        Err(Fail::Mistake(mistake)) => outrank(*mistake, lexed, checker.furthest()),
        Ok(()) | Err(Fail::NoMatch) => error,
    }
}

/// The error to report where an action refused a target of an assignment with `error`, `failed` being the index of the
/// last token read: what CPython tries before it looks at targets may match.
pub fn diagnose_target(lexed: &Lexed, failed: usize, error: SyntaxError) -> SyntaxError {
    let head = line_start(&lexed.tokens, failed);
    match Checker::new(lexed, head, failed).line() {
        Err(Fail::Mistake(mistake)) => *mistake,
        Ok(()) | Err(Fail::NoMatch) => error,
    }
}

/// The error to report where an action refused a generator among other arguments with `error`: CPython says so only
/// where it had not read the call before without regard for mistakes.
pub fn diagnose_generator(lexed: &Lexed, failed: usize, error: SyntaxError) -> SyntaxError {
    let head = line_start(&lexed.tokens, failed);
    let mut checker = Checker::new(lexed, head, failed);
    let is_expression = matches!(lexed.tokens.first(), Some((_, Token::StartExpression, _)));
    let result = if is_expression { checker.expressions() } else { checker.line() };
    let Some(start) = error.span().map(Span::start) else { return error };
    if checker.has_seen_generator || matches!(result, Err(Fail::Mistake(_))) {
        return error;
    }
    match end_of_generator(lexed, start) {
        Some((start, _, end)) => SyntaxError::at(start.to(*end), "invalid syntax"),
        None => error,
    }
}

/// Where CPython stops that reads a call with a generator at `start`: at its `for`, or behind it if it comes first.
fn end_of_generator(lexed: &Lexed, start: Position) -> Option<&Spanned> {
    let first = lexed.tokens.iter().position(|(place, ..)| *place == start)?;
    let is_first = matches!(lexed.tokens[..first].last(), Some((_, Token::LeftParen, _)));
    let mut depth = 0_u32;
    lexed.tokens[first..].iter().find(|(_, token, _)| {
        let is_end = match token {
            Token::Comma | Token::RightParen => is_first,
            Token::For | Token::Async => !is_first,
            _ => false,
        };
        if is_end && depth == 0 {
            return true;
        }
        match token {
            Token::LeftParen | Token::LeftBracket | Token::LeftBrace | Token::FieldOpen => depth += 1,
            Token::RightParen | Token::RightBracket | Token::RightBrace | Token::FieldClose => {
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
        false
    })
}

/// The error to report when the parser or its actions raised `error` after they read token `last`, and the lexer may
/// have stopped further on.
///
/// CPython tokenizes the rest of the text before it reports an error of the parser. What the tokenizer refuses wins
/// unless it lies in an f-string; a bracket that was never closed wins if it was opened in an earlier line, unless an
/// f-string was not closed either.
pub fn outrank(error: SyntaxError, lexed: &Lexed, last: usize) -> SyntaxError {
    // CPython looks no further where the tokenizer has met the end of the text behind that token. It reads no character
    // behind a string.
    let meets_end = matches!(
        lexed.tokens.get(last),
        Some((_, token, end)) if *end == lexed.end && !matches!(token, Token::Str(_) | Token::Bytes(_) | Token::FStringEnd)
    );
    if meets_end { error } else { outrank_plain(error, lexed, last) }
}

/// As [`outrank`], for a plain "invalid syntax".
fn outrank_plain(error: SyntaxError, lexed: &Lexed, last: usize) -> SyntaxError {
    let line = lexed.tokens.get(last).map_or(0, |(start, _, _)| start.line);
    match &lexed.error {
        Some(lexical) if lexical.is_refusal() && !lexed.stopped_in_fstring => lexical.clone(),
        Some(lexical)
            if lexical.is_unclosed()
                && !lexed.stopped_in_fstring
                && lexical.span().is_some_and(|span| span.line < line) =>
        {
            lexical.clone()
        }
        _ => error,
    }
}

/// An `IndentationError` or such at a token: tokens without text are reported by how far the tokenizer has come.
fn indentation(
    source: &Source,
    lexed: &Lexed,
    at: usize,
    message: impl Into<std::borrow::Cow<'static, str>>,
) -> SyntaxError {
    at_token(source, lexed, at, message).with_kind(ErrorKind::Indentation)
}

/// A `SyntaxError` at the last token read.
fn at_token(
    source: &Source,
    lexed: &Lexed,
    at: usize,
    message: impl Into<std::borrow::Cow<'static, str>>,
) -> SyntaxError {
    match lexed.tokens.get(at) {
        Some((start, Token::Indent | Token::Dedent | Token::EndOfFile, end)) => {
            let reached = if start.line > source.line_count() { lexed.end } else { *end };
            SyntaxError::before(reached, message)
        }
        Some((start, _, end)) => SyntaxError::at_last_token(start.to(*end), message),
        None => SyntaxError::before(lexed.end, message),
    }
}

/// A mistake that lies between lines: a block that is missing, a `try` that has no handler.
fn block_mistake(source: &Source, lexed: &Lexed, failed: usize) -> Option<SyntaxError> {
    let tokens = &lexed.tokens;
    let before = &tokens[..failed];
    match before {
        [.., (_, Token::Colon, _), (_, Token::Newline, _)] if !matches!(tokens[failed].1, Token::Indent) => {
            let head = line_start(&lexed.tokens, failed - 1);
            let (what, keyword) = block_name(lexed, head)?;
            let line = tokens.get(keyword)?.0.line;
            let message = if what.contains("except") && has_comma(&tokens[keyword..failed]) {
                "expected an indented block".to_owned()
            } else {
                format!("expected an indented block after {what} on line {line}")
            };
            Some(indentation(source, lexed, failed, message))
        }
        [.., (_, Token::Newline, _)] if matches!(tokens[failed].1, Token::Indent) => {
            let head = line_start(&lexed.tokens, failed - 1);
            if matches!(tokens[head].1, Token::Try) {
                return Some(at_token(source, lexed, failed, NO_HANDLER));
            }
            let mut checker = Checker::new(lexed, head, failed);
            checker.match_without_colon().is_ok().then(|| at_token(source, lexed, failed, "expected ':'"))
        }
        [.., (_, Token::Newline | Token::Dedent, _)] => {
            let head = last_statement(&lexed.tokens, failed)?;
            let message = match (&tokens.get(head)?.1, &tokens[failed].1) {
                (Token::Try, _) => NO_HANDLER,
                (Token::Else, Token::Elif) => "'elif' block follows an 'else' block",
                _ => return None,
            };
            Some(at_token(source, lexed, failed, message))
        }
        _ => None,
    }
}

/// The index of the first token of the logical line that holds token `at`.
fn line_start(tokens: &[Spanned], at: usize) -> usize {
    tokens[..at]
        .iter()
        .rposition(|(_, token, _)| {
            matches!(
                token,
                Token::Newline
                    | Token::Indent
                    | Token::Dedent
                    | Token::StartFile
                    | Token::StartInteractive
                    | Token::StartExpression
            )
        })
        .map_or(0, |at| at + 1)
}

/// The index of the first token of the clause that ends directly before token `at`: of the last line, or of the head
/// of the block that was closed last.
fn last_statement(tokens: &[Spanned], at: usize) -> Option<usize> {
    let mut last = at.checked_sub(1)?;
    if matches!(tokens[last].1, Token::Dedent) {
        let mut depth = 0_u32;
        loop {
            match tokens[last].1 {
                Token::Dedent => depth += 1,
                Token::Indent => depth -= 1,
                _ => {}
            }
            last = last.checked_sub(1)?;
            if depth == 0 {
                break;
            }
        }
    }
    Some(line_start(tokens, last))
}

/// Whether a comma stands outside of brackets.
fn has_comma(tokens: &[(Position, Token, Position)]) -> bool {
    let mut depth = 0_u32;
    tokens.iter().any(|(_, token, _)| {
        match token {
            Token::LeftParen | Token::LeftBracket | Token::LeftBrace => depth += 1,
            Token::RightParen | Token::RightBracket | Token::RightBrace => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(token, Token::Comma)
    })
}

/// What the head of a block that begins at token `head` calls its block, and where its keyword is.
fn block_name(lexed: &Lexed, head: usize) -> Option<(&'static str, usize)> {
    let token = |at: usize| lexed.tokens.get(at).map(|(_, token, _)| token);
    let keyword = if matches!(token(head)?, Token::Async) { head + 1 } else { head };
    let name = match token(keyword)? {
        Token::If => "'if' statement",
        Token::Elif => "'elif' statement",
        Token::Else => "'else' statement",
        Token::For => "'for' statement",
        Token::While => "'while' statement",
        Token::With => "'with' statement",
        Token::Try => "'try' statement",
        Token::Except if matches!(token(keyword + 1), Some(Token::Star)) => "'except*' statement",
        Token::Except => "'except' statement",
        Token::Finally => "'finally' statement",
        Token::Match => "'match' statement",
        Token::Case => "'case' statement",
        Token::Def => "function definition",
        Token::Class => "class definition",
        _ => return None,
    };
    Some((name, keyword))
}
