//! What the parser refuses, against CPython as recorded by `tests/record_errors.py`.

use ouropy_grammar::{Mode, parse};

#[path = "support/report.rs"]
mod report;

#[test]
fn syntax_errors_are_cpythons() {
    compare(include_str!("errors/syntax.cases"), include_str!("errors/syntax.expected"));
}

#[test]
fn errors_in_template_strings_are_cpythons() {
    compare(include_str!("errors/templates.cases"), include_str!("errors/templates.expected"));
}

#[test]
fn of_several_mistakes_cpythons_is_named() {
    compare(include_str!("errors/order.cases"), include_str!("errors/order.expected"));
}

fn compare(cases: &str, expected: &str) {
    let cases = cases.lines();
    let expected: Vec<&str> = expected.lines().collect();
    let mut wrong = Vec::new();
    let mut count = 0;
    for (line, expected) in cases.zip(&expected) {
        let ours = match parse(&report::case(line), Mode::File) {
            Ok(parsed) => report::report(&parsed.source, None, &parsed.warnings),
            Err(refused) => report::report(&refused.source, Some(&refused.error), &refused.warnings),
        };
        if ours != *expected {
            wrong.push(format!("{line}\n  ours:   {ours}\n  theirs: {expected}"));
        }
        count += 1;
    }
    assert_eq!(count, expected.len());
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}
