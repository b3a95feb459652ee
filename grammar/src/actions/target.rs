//! What may be stored to or deleted, and what it is called when it may not.

use super::{Fallible, refuse};
use crate::ast::{Constant, Expr, ExprKind};

/// What a message calls an expression.
pub fn describe(value: &Expr) -> &'static str {
    match &value.kind {
        ExprKind::BoolOp { .. } | ExprKind::BinOp { .. } | ExprKind::UnaryOp { .. } => "expression",
        ExprKind::NamedExpr { .. } => "named expression",
        ExprKind::Lambda { .. } => "lambda",
        ExprKind::IfExp { .. } => "conditional expression",
        ExprKind::Dict { .. } => "dict literal",
        ExprKind::Set { .. } => "set display",
        ExprKind::ListComp { .. } => "list comprehension",
        ExprKind::SetComp { .. } => "set comprehension",
        ExprKind::DictComp { .. } => "dict comprehension",
        ExprKind::GeneratorExp { .. } => "generator expression",
        ExprKind::Await { .. } => "await expression",
        ExprKind::Yield { .. } | ExprKind::YieldFrom { .. } => "yield expression",
        ExprKind::Compare { .. } => "comparison",
        ExprKind::Call { .. } => "function call",
        ExprKind::FormattedValue { .. } | ExprKind::JoinedStr { .. } => "f-string expression",
        ExprKind::Interpolation { .. } | ExprKind::TemplateStr { .. } => "t-string expression",
        ExprKind::Constant { value, .. } => match value {
            Constant::None => "None",
            Constant::True => "True",
            Constant::False => "False",
            Constant::Ellipsis => "ellipsis",
            _ => "literal",
        },
        ExprKind::Attribute { .. } => "attribute",
        ExprKind::Subscript { .. } => "subscript",
        ExprKind::Starred { .. } => "starred",
        ExprKind::Name { .. } => "name",
        ExprKind::List { .. } => "list",
        ExprKind::Tuple { .. } => "tuple",
        ExprKind::Slice { .. } => "slice",
    }
}

/// The first part of `value` that cannot be stored to.
pub fn invalid(value: &Expr) -> Option<&Expr> {
    match &value.kind {
        ExprKind::List { elts } | ExprKind::Tuple { elts } => elts.iter().find_map(invalid),
        ExprKind::Starred { value } => invalid(value),
        ExprKind::Name { .. } | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => None,
        _ => Some(value),
    }
}

/// The first part of `value` that cannot be deleted.
fn invalid_to_delete(value: &Expr) -> Option<&Expr> {
    match &value.kind {
        ExprKind::List { elts } | ExprKind::Tuple { elts } => elts.iter().find_map(invalid_to_delete),
        ExprKind::Name { .. } | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => None,
        _ => Some(value),
    }
}

/// A target of `for`, `with` or an assignment.
pub fn store(value: Expr) -> Fallible<Expr> {
    match invalid(&value) {
        None => Ok(value),
        Some(part) => refuse(part.span, format!("cannot assign to {}", describe(part))),
    }
}

/// A target of `del`.
pub fn delete(value: Expr) -> Fallible<Expr> {
    match invalid_to_delete(&value) {
        None => Ok(value),
        Some(part) => refuse(part.span, format!("cannot delete {}", describe(part))),
    }
}
