//! `return`, `break` and `continue` that leave a `finally` block, where they swallow the exception in flight: a warning
//! since PEP 765. CPython gives these warnings before all others, from the tree as it was parsed.

use ouropy_grammar::ast::{Module, Stmt, StmtKind};
use ouropy_grammar::error::{Warning, WarningKind};

/// What a jump leaves first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// Nothing that matters.
    Body,
    Finally,
    Function,
    Loop,
}

/// Adds the warnings about a tree.
pub(super) fn check(module: &Module, warnings: &mut Vec<Warning>) {
    if let Module::Module { body } | Module::Interactive { body } = module {
        statements(body, Inside::Body, warnings);
    }
}

fn statements(body: &[Stmt], inside: Inside, warnings: &mut Vec<Warning>) {
    for each in body {
        statement(each, inside, warnings);
    }
}

fn statement(statement: &Stmt, inside: Inside, warnings: &mut Vec<Warning>) {
    let mut doubtful = |word: &str| {
        if inside == Inside::Finally {
            let message = format!("'{word}' in a 'finally' block").into();
            warnings.push(Warning { kind: WarningKind::Syntax, message, span: statement.span });
        }
    };
    match &statement.kind {
        StmtKind::Return { .. } => doubtful("return"),
        StmtKind::Break => doubtful("break"),
        StmtKind::Continue => doubtful("continue"),
        StmtKind::FunctionDef(function) | StmtKind::AsyncFunctionDef(function) => {
            statements(&function.body, Inside::Function, warnings);
        }
        StmtKind::ClassDef(class) => statements(&class.body, inside, warnings),
        StmtKind::For(each) | StmtKind::AsyncFor(each) => {
            statements(&each.body, Inside::Loop, warnings);
            statements(&each.orelse, inside, warnings);
        }
        StmtKind::While { body, orelse, .. } => {
            statements(body, Inside::Loop, warnings);
            statements(orelse, inside, warnings);
        }
        StmtKind::If { .. } => {
            // A chain of `elif` is a loop here, however long.
            let mut current = statement;
            while let StmtKind::If { body, orelse, .. } = &current.kind {
                statements(body, inside, warnings);
                match &orelse[..] {
                    [next] if matches!(next.kind, StmtKind::If { .. }) => current = next,
                    orelse => {
                        statements(orelse, inside, warnings);
                        break;
                    }
                }
            }
        }
        StmtKind::With { body, .. } | StmtKind::AsyncWith { body, .. } => statements(body, inside, warnings),
        StmtKind::Match { cases, .. } => {
            for case in cases {
                statements(&case.body, inside, warnings);
            }
        }
        StmtKind::Try(attempt) | StmtKind::TryStar(attempt) => {
            statements(&attempt.body, inside, warnings);
            for handler in &attempt.handlers {
                statements(&handler.body, inside, warnings);
            }
            statements(&attempt.orelse, inside, warnings);
            statements(&attempt.finalbody, Inside::Finally, warnings);
        }
        _ => {}
    }
}
