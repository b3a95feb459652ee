//! Errors and warnings as text, in the form `record_errors.py` gives CPython's.

use std::fmt::Write as _;

use ouropy_grammar::error::{ErrorKind, SyntaxError, Warning, WarningKind};
use ouropy_grammar::lexer::lex;
use ouropy_grammar::source::Source;
use ouropy_grammar::token::{Mode, Token};

/// The source text a line of a `.cases` file stands for; the line is a Python string literal.
pub fn case(line: &str) -> String {
    let literal = lex(&Source::from_text(line), Mode::Expression);
    match literal.tokens.get(1) {
        Some((_, Token::Str(text), _)) => String::from_utf8(text.to_vec()).expect("cases hold no lone surrogates"),
        other => panic!("not a string literal: {line}: {other:?}"),
    }
}

/// One line: the error and the warnings.
pub fn report(source: &Source, error: Option<&SyntaxError>, warnings: &[Warning]) -> String {
    let mut out = error.map_or_else(|| "ok".to_owned(), |error| describe(source, error));
    for warning in warnings {
        let class = match warning.kind {
            WarningKind::Syntax => "SyntaxWarning",
            WarningKind::Deprecation => "DeprecationWarning",
        };
        let (line, message) = (warning.span.line, show(&warning.message));
        write!(out, " ; {line} {class}: {message}").expect("a string takes everything");
    }
    out
}

fn describe(source: &Source, error: &SyntaxError) -> String {
    let class = match error.kind() {
        ErrorKind::Syntax => "SyntaxError",
        ErrorKind::Indentation => "IndentationError",
        ErrorKind::Tab => "TabError",
        ErrorKind::TooComplex => "MemoryError",
        ErrorKind::Value => "ValueError",
        ErrorKind::Overflow => "OverflowError",
        ErrorKind::Recursion => "RecursionError",
    };
    let message = show(error.message());
    match error.details(source) {
        None => format!("{class}: {message} | None None None None | "),
        Some(details) => format!(
            "{class}: {message} | {} {} {} {} | {}",
            details.line,
            details.offset,
            details.end_line,
            details.end_offset,
            show(details.text.trim_end_matches('\n'))
        ),
    }
}

fn show(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b' '..=b'~' if byte != b'\\' => char::from(byte).to_string(),
            _ => format!("\\x{byte:02x}"),
        })
        .collect()
}
