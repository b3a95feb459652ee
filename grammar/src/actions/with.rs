//! The items of a `with` statement.

use super::{Depth, Fallible, expression, refuse, target, token_span};
use crate::ast::{Expr, ExprKind, WithItem};
use crate::token::{Position, Token};

impl Depth for WithItem {
    fn depth(&self) -> u32 {
        self.context_expr.depth.max(self.optional_vars.depth())
    }
}

/// `context_expr as vars`
pub fn item(context_expr: Expr, vars: Option<Expr>) -> Fallible<WithItem> {
    Ok(WithItem { context_expr, optional_vars: vars.map(target::store).transpose()?.map(Box::new) })
}

/// A single item that is an expression with its parentheses.
pub fn single(value: Expr) -> Fallible<Vec<WithItem>> {
    Ok(vec![item(value, None)?])
}

/// One item between the commas of `with (...):`.
pub struct Parenthesized {
    /// Where it begins, with parentheses of its own.
    pub start: Position,
    /// The context manager, or an element of a tuple.
    pub value: Expr,
    /// The target after `as`.
    pub vars: Option<Expr>,
}

impl Parenthesized {
    fn only_in_tuple(&self) -> bool {
        match self.value.kind {
            ExprKind::Starred { .. } => true,
            // In parentheses of its own it can be an item.
            ExprKind::NamedExpr { .. } => self.value.span.start() == self.start,
            _ => false,
        }
    }
}

/// Everything between the parentheses of `with (...):`, and the comma behind the last item. It is a list of items unless one of them can only be part of
/// a tuple; then it is that tuple, or the one expression in parentheses.
pub fn parenthesized(
    l: Position,
    items: Vec<Parenthesized>,
    comma: Option<Token>,
    r: Position,
) -> Fallible<Vec<WithItem>> {
    let Some(odd) = items.iter().find(|item| item.only_in_tuple()) else {
        return items.into_iter().map(|Parenthesized { value, vars, .. }| item(value, vars)).collect();
    };
    if items.iter().any(|item| item.vars.is_some()) {
        return refuse(token_span(odd.start, 1), "invalid syntax");
    }
    let mut values: Vec<Expr> = items.into_iter().map(|item| item.value).collect();
    if comma.is_none()
        && values.len() == 1
        && let Some(value) = values.pop()
    {
        return single(expression::group(value)?);
    }
    single(expression::tuple(l, values, r)?)
}
