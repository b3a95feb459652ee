//! `from __future__ import …`.

use ouropy_grammar::ast::{Constant, ExprKind, Module, Stmt, StmtKind};
use ouropy_grammar::error::SyntaxError;

/// What a program imports from `__future__`, and how far such imports may stand.
#[derive(Clone, Debug, Default)]
pub struct Futures {
    /// `annotations`: they are kept as text.
    pub annotations: bool,
    /// `barry_as_FLUFL`: inequality is spelled `<>`, which the parser has seen to.
    pub barry: bool,
    /// `await` may stand outside of functions: no import says so, but `compile` can.
    pub top_level_await: bool,
    /// Number of statements at the beginning among which future imports are allowed.
    allowed: usize,
}

/// Features that every 3.14 program has.
const ALWAYS: [&str; 8] = [
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "generator_stop",
];

impl Futures {
    /// Reads the future imports of a tree. Raises SyntaxError for an unknown feature.
    pub fn of(module: &Module) -> Result<Futures, SyntaxError> {
        let (Module::Module { body } | Module::Interactive { body }) = module else {
            return Ok(Futures::default());
        };
        let mut futures = Futures::default();
        for (index, statement) in body.iter().enumerate() {
            let docstring = index == 0 && is_string(statement);
            if !docstring && !futures.import(statement)? {
                break;
            }
            futures.allowed = index + 1;
        }
        Ok(futures)
    }

    /// Whether a future import may be the statement `index` of the module.
    pub fn allows(&self, index: usize) -> bool {
        index < self.allowed
    }

    fn import(&mut self, statement: &Stmt) -> Result<bool, SyntaxError> {
        let StmtKind::ImportFrom { module: Some(module), names, level: 0 } = &statement.kind else {
            return Ok(false);
        };
        if &**module != "__future__" {
            return Ok(false);
        }
        for alias in names {
            match &*alias.name {
                "annotations" => self.annotations = true,
                "barry_as_FLUFL" => self.barry = true,
                "braces" => return Err(SyntaxError::at(alias.span, "not a chance")),
                name if ALWAYS.contains(&name) => {}
                name => {
                    let message = format!("future feature {name} is not defined");
                    return Err(SyntaxError::at(alias.span, message));
                }
            }
        }
        Ok(true)
    }
}

fn is_string(statement: &Stmt) -> bool {
    match &statement.kind {
        StmtKind::Expr { value } => matches!(value.kind, ExprKind::Constant { value: Constant::Str(_), .. }),
        _ => false,
    }
}
