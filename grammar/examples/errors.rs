//! Prints what the parser says to the cases of a file, one a line, as `tests/record_errors.py` writes down CPython's.

use std::process::ExitCode;

use ouropy_grammar::{Mode, parse};

#[path = "../tests/support/report.rs"]
mod report;

fn main() -> ExitCode {
    for path in std::env::args().skip(1) {
        let cases = match std::fs::read_to_string(&path) {
            Ok(cases) => cases,
            Err(error) => {
                eprintln!("{path}: {error}");
                return ExitCode::FAILURE;
            }
        };
        for line in cases.lines() {
            let answer = match parse(&report::case(line), Mode::File) {
                Ok(parsed) => report::report(&parsed.source, None, &parsed.warnings),
                Err(refused) => report::report(&refused.source, Some(&refused.error), &refused.warnings),
            };
            println!("{answer}");
        }
    }
    ExitCode::SUCCESS
}
