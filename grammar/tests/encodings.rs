//! Source files in many encodings, against CPython as recorded by `tests/record_encodings.py`.

use ouropy_grammar::ast::{Constant, Expr, ExprKind, Module, StmtKind};
use ouropy_grammar::lexer::lex;
use ouropy_grammar::source::{Origin, Source};
use ouropy_grammar::token::Token;
use ouropy_grammar::{Mode, parse_bytes};

/// The bytes a line of a `.cases` file stands for; the line is a Python bytes literal.
fn case(line: &str) -> Vec<u8> {
    let literal = lex(&Source::from_text(line), Mode::Expression);
    match literal.tokens.get(1) {
        Some((_, Token::Bytes(bytes), _)) => bytes.to_vec(),
        other => panic!("not a bytes literal: {line}: {other:?}"),
    }
}

/// What the file prints, if it ends in `print(ascii(x))`: its first assignment's string as Python shows it.
fn output(module: &Module) -> String {
    let Module::Module { body } = module else {
        panic!("a file is a module");
    };
    let prints = body.len() > 1 && matches!(body[body.len() - 1].kind, StmtKind::Expr { .. });
    match &body.first().map(|statement| &statement.kind) {
        Some(StmtKind::Assign { value, .. }) if prints => show(value),
        _ => String::new(),
    }
}

fn show(value: &Expr) -> String {
    let ExprKind::Constant { value, .. } = &value.kind else {
        panic!("a literal was assigned");
    };
    match value {
        Constant::Str(text) => {
            let text = std::str::from_utf8(text).expect("no surrogates");
            let shown: String = text
                .chars()
                .map(|character| match u32::from(character) {
                    0x20..0x7F => character.to_string(),
                    code @ ..0x100 => format!("\\x{code:02x}"),
                    code => format!("\\u{code:04x}"),
                })
                .collect();
            format!("'{shown}'")
        }
        Constant::Int(value) => value.to_string(),
        other => panic!("unexpected literal {other:?}"),
    }
}

#[test]
fn encodings_are_cpythons() {
    let cases = include_str!("errors/encodings.cases").lines();
    let expected: Vec<&str> = include_str!("errors/encodings.expected").lines().collect();
    let mut wrong = Vec::new();
    let mut count = 0;
    for (line, expected) in cases.zip(&expected) {
        let ours = match parse_bytes(&case(line), Origin::File("case.py"), Mode::File) {
            Ok(parsed) => format!("ok {}", output(&parsed.ast)),
            Err(refused) => format!("SyntaxError: {}", refused.error.message()),
        };
        if ours.trim() != expected.trim() {
            wrong.push(format!("{line}\n  ours:   {ours}\n  theirs: {expected}"));
        }
        count += 1;
    }
    assert_eq!(count, expected.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
