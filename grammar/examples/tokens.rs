//! Prints the tokens of a Python file, one a line, as `tests/record_tokens.py` writes down CPython's.

use std::process::ExitCode;

use ouropy_grammar::lexer::lex;
use ouropy_grammar::source::{Origin, Source};
use ouropy_grammar::token::Mode;

#[path = "../tests/support/dump.rs"]
mod dump;

fn main() -> ExitCode {
    let mut failed = false;
    for path in std::env::args().skip(1) {
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("{path}: {error}");
                return ExitCode::FAILURE;
            }
        };
        let source = match Source::from_bytes(&bytes, Origin::File(&path)) {
            Ok(source) => source,
            Err(unreadable) => {
                eprintln!("{path}: {unreadable}");
                failed = true;
                continue;
            }
        };
        let lexed = lex(&source, Mode::File);
        print!("{}", dump::tokens(&lexed.tokens));
        if let Some(error) = lexed.error {
            eprintln!("{path}: {error}: {:?}", error.details(&source));
            failed = true;
        }
    }
    ExitCode::from(u8::from(failed))
}
