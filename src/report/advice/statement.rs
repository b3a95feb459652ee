//! The statement that a line is part of, and the change of the source by which a function empties a variable when it ends.

use std::rc::Rc;

use ouropy_grammar::ast::{Expr, ExprKind, Module, Stmt, StmtKind};
use ouropy_grammar::{Mode, parse};

use super::super::model::{Patch, Place};

/// What a function does last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// It runs to its end.
    Fallen,
    /// It returns, or an exception leaves it.
    Left,
}

/// The change by which the function whose code stands at line `first` of the file sets `names` to None when it ends at
/// line `last`; none if the statement there shares its lines with others.
pub(super) fn emptied(
    file: &Rc<str>,
    text: &str,
    (first, last): (u32, u32),
    end: End,
    names: &[String],
) -> Option<Patch> {
    let module = parse(text, Mode::File).ok()?.ast;
    let Module::Module { body } = &module else { return None };
    let lines: Vec<&str> = text.lines().collect();
    let function = function(body, first)?;
    let statement = innermost(function, last)?;
    let emptied = format!("{} = None", names.join(" = "));
    if end == End::Fallen && !matches!(statement.kind, StmtKind::Return { .. } | StmtKind::Raise { .. }) {
        let behind = function.last()?;
        let indent = indent(&lines, function.first()?)?;
        let line = behind.span.end_line + 1;
        return Some(Patch {
            file: file.clone(),
            line,
            removed: Vec::new(),
            added: vec![format!("{indent}{emptied}")],
        });
    }
    let indent = indent(&lines, statement)?;
    let old: Vec<String> = lines
        .get(statement.span.line as usize - 1..statement.span.end_line as usize)?
        .iter()
        .map(|line| (*line).to_owned())
        .collect();
    let shares = old.last()?.len() > statement.span.end_column as usize && {
        let rest = old.last()?.get(statement.span.end_column as usize..)?.trim_start();
        !rest.is_empty() && !rest.starts_with('#')
    };
    if shares {
        return None;
    }
    let line = statement.span.line;
    let is_return = matches!(statement.kind, StmtKind::Return { .. });
    if is_return && !names.iter().any(|name| mentions(&old, name)) && is_plain(statement) {
        return Some(Patch {
            file: file.clone(),
            line,
            removed: Vec::new(),
            added: vec![format!("{indent}{emptied}")],
        });
    }
    let step = if indent.contains('\t') { "\t" } else { "    " };
    let mut added = vec![format!("{indent}try:")];
    // Lines of a string that goes on must not move; there, nothing is proposed.
    if old.iter().any(|line| line.contains("\"\"\"") || line.contains("'''")) {
        return None;
    }
    added.extend(old.iter().map(|line| if line.trim().is_empty() { line.clone() } else { format!("{step}{line}") }));
    added.push(format!("{indent}finally:"));
    added.push(format!("{indent}{step}{emptied}"));
    Some(Patch { file: file.clone(), line, removed: old, added })
}

/// Where the variable `name` stands as the target of an assignment whose value is at `value`: an instruction that computes
/// a value into a variable has the position of the value.
pub(in super::super) fn target(text: &str, value: &Place, name: &str) -> Option<Place> {
    let module = parse(text, Mode::File).ok()?.ast;
    let Module::Module { body } = &module else { return None };
    let statement = innermost(body, value.line)?;
    let assigned = match &statement.kind {
        StmtKind::Assign { targets, value: assigned } => {
            targets.iter().find_map(|target| variable(target, name)).zip(Some(assigned))
        }
        StmtKind::AnnAssign { target, value: Some(assigned), .. } => variable(target, name).zip(Some(assigned)),
        _ => None,
    };
    let (found, assigned) = assigned?;
    let (start, end) =
        ((assigned.span.line, assigned.span.column + 1), (assigned.span.end_line, assigned.span.end_column + 1));
    let is_value = start <= (value.line, value.column) && (value.end_line, value.end_column) <= end;
    is_value.then(|| Place {
        line: found.span.line,
        column: found.span.column + 1,
        end_line: found.span.end_line,
        end_column: found.span.end_column + 1,
        ..value.clone()
    })
}

/// The variable of a name in a target.
fn variable<'a>(target: &'a Expr, name: &str) -> Option<&'a Expr> {
    match &target.kind {
        ExprKind::Name { id } => (&**id == name).then_some(target),
        ExprKind::Tuple { elts } | ExprKind::List { elts } => elts.iter().find_map(|target| variable(target, name)),
        ExprKind::Starred { value } => variable(value, name),
        _ => None,
    }
}

/// Whether nothing that a `return` gives can need the variable: a constant, or nothing.
fn is_plain(statement: &Stmt) -> bool {
    match &statement.kind {
        StmtKind::Return { value: None } => true,
        StmtKind::Return { value: Some(value) } => {
            matches!(value.kind, ExprKind::Constant { .. } | ExprKind::Name { .. })
        }
        _ => false,
    }
}

/// Whether a name stands in a text as a word.
fn mentions(lines: &[String], name: &str) -> bool {
    let is_part = |character: char| character == '_' || character.is_alphanumeric();
    lines.iter().any(|line| line.split(|character| !is_part(character)).any(|word| word == name))
}

/// What stands in front of a statement, if that is nothing but blanks.
fn indent(lines: &[&str], statement: &Stmt) -> Option<String> {
    let before = lines.get(statement.span.line as usize - 1)?.get(..statement.span.column as usize)?;
    before.chars().all(|character| matches!(character, ' ' | '\t')).then(|| before.to_owned())
}

/// The body of the function that begins at line `first`, with its decorators or without.
fn function(body: &[Stmt], first: u32) -> Option<&[Stmt]> {
    let mut found = None;
    for statement in body {
        if let StmtKind::FunctionDef(function) | StmtKind::AsyncFunctionDef(function) = &statement.kind {
            let decorated = function.decorator_list.first().map_or(statement.span.line, |first| first.span.line);
            if decorated <= first && first <= statement.span.line {
                return Some(&function.body);
            }
        }
        for block in blocks(statement) {
            found = found.or_else(|| function(block, first));
        }
    }
    found
}

/// The simple statement that a line is part of.
fn innermost(body: &[Stmt], line: u32) -> Option<&Stmt> {
    let statement = body.iter().find(|statement| statement.span.line <= line && line <= statement.span.end_line)?;
    let blocks = blocks(statement);
    if blocks.is_empty() {
        return Some(statement);
    }
    blocks.into_iter().find_map(|block| innermost(block, line))
}

/// The blocks of a compound statement.
fn blocks(statement: &Stmt) -> Vec<&[Stmt]> {
    match &statement.kind {
        StmtKind::FunctionDef(function) | StmtKind::AsyncFunctionDef(function) => vec![&function.body],
        StmtKind::ClassDef(class) => vec![&class.body],
        StmtKind::For(each) | StmtKind::AsyncFor(each) => vec![&each.body, &each.orelse],
        StmtKind::While { body, orelse, .. } | StmtKind::If { body, orelse, .. } => vec![body, orelse],
        StmtKind::With { body, .. } | StmtKind::AsyncWith { body, .. } => vec![body],
        StmtKind::Match { cases, .. } => cases.iter().map(|case| &case.body[..]).collect(),
        StmtKind::Try(attempt) | StmtKind::TryStar(attempt) => {
            let handlers = attempt.handlers.iter().map(|handler| &handler.body[..]);
            [&attempt.body[..]]
                .into_iter()
                .chain(handlers)
                .chain([&attempt.orelse[..], &attempt.finalbody[..]])
                .collect()
        }
        _ => Vec::new(),
    }
}
