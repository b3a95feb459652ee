//! Expressions back to text, for annotations under `from __future__ import annotations`.

use ouropy_grammar::ast::Expr;

/// The text of an expression as CPython writes it.
pub fn expression(_expression: &Expr) -> String {
    String::new()
}
