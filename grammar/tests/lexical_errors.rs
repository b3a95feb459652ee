//! What the lexer refuses and warns about, against CPython as recorded by `tests/record_errors.py`.

use ouropy_grammar::lexer::lex;
use ouropy_grammar::source::Source;
use ouropy_grammar::token::Mode;

#[path = "support/report.rs"]
mod report;

#[test]
fn lexical_errors_are_cpythons() {
    let cases = include_str!("errors/lexical.cases").lines();
    let expected: Vec<&str> = include_str!("errors/lexical.expected").lines().collect();
    let mut wrong = Vec::new();
    let mut count = 0;
    for (line, expected) in cases.zip(&expected) {
        let source = Source::from_text(&report::case(line));
        let lexed = lex(&source, Mode::File);
        let error = lexed.bad_literal.map(|(_, error)| error).or(lexed.error);
        let ours = report::report(&source, error.as_ref(), &lexed.warnings);
        if ours != *expected {
            wrong.push(format!("{line:.200}\n  ours:   {ours:.300}\n  theirs: {expected:.300}"));
        }
        count += 1;
    }
    assert_eq!(count, expected.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
