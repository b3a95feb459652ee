//! Questions about an expression without compiling it.

use ouropy_grammar::ast::{Expr, ExprKind};

/// Whether a `:=` stands in the expression. One in a nested function does not count against it, but is rare enough
/// to be told apart.
pub(super) fn has_named_expression(expression: &Expr) -> bool {
    matches!(expression.kind, ExprKind::NamedExpr { .. }) || any_child(expression, &mut has_named_expression)
}

/// Whether the function around may be suspended in the expression by what it waits for.
pub(super) fn waits(expression: &Expr) -> bool {
    match &expression.kind {
        ExprKind::Await { .. } | ExprKind::YieldFrom { .. } => true,
        ExprKind::ListComp { generators, .. }
        | ExprKind::SetComp { generators, .. }
        | ExprKind::DictComp { generators, .. }
            if generators.iter().any(|clause| clause.is_async) =>
        {
            true
        }
        _ => any_child(expression, &mut waits),
    }
}

/// Whether the expression is made of names, constants, operators, attributes, subscripts and calls only: code that
/// may stand twice in a unit.
pub(crate) fn is_plain(expression: &Expr) -> bool {
    match &expression.kind {
        ExprKind::Name { .. } | ExprKind::Constant { .. } => true,
        ExprKind::BinOp { .. }
        | ExprKind::UnaryOp { .. }
        | ExprKind::Attribute { .. }
        | ExprKind::Subscript { .. }
        | ExprKind::Call { .. } => !any_child(expression, &mut |child| !is_plain(child)),
        _ => false,
    }
}

/// Whether `test` holds for any expression directly in this one.
pub(crate) fn any_child(expression: &Expr, test: &mut dyn FnMut(&Expr) -> bool) -> bool {
    match &expression.kind {
        ExprKind::BoolOp { values, .. } | ExprKind::JoinedStr { values } | ExprKind::TemplateStr { values } => {
            values.iter().any(test)
        }
        ExprKind::NamedExpr { value, .. }
        | ExprKind::UnaryOp { operand: value, .. }
        | ExprKind::Attribute { value, .. }
        | ExprKind::Starred { value }
        | ExprKind::Await { value }
        | ExprKind::YieldFrom { value } => test(value),
        ExprKind::Yield { value } => value.as_deref().is_some_and(test),
        ExprKind::BinOp { left, right, .. } => test(left) || test(right),
        ExprKind::Lambda { args, body } => {
            test(body) || args.defaults.iter().any(&mut *test) || args.kw_defaults.iter().flatten().any(test)
        }
        ExprKind::IfExp { test: condition, body, orelse } => test(condition) || test(body) || test(orelse),
        ExprKind::Dict { keys, values } => keys.iter().flatten().any(&mut *test) || values.iter().any(test),
        ExprKind::Set { elts } | ExprKind::List { elts } | ExprKind::Tuple { elts } => elts.iter().any(test),
        ExprKind::ListComp { elt, generators }
        | ExprKind::SetComp { elt, generators }
        | ExprKind::GeneratorExp { elt, generators } => {
            test(elt) || generators.iter().any(|clause| test(&clause.iter) || clause.ifs.iter().any(&mut *test))
        }
        ExprKind::DictComp { key, value, generators } => {
            test(key)
                || test(value)
                || generators.iter().any(|clause| test(&clause.iter) || clause.ifs.iter().any(&mut *test))
        }
        ExprKind::Compare { left, comparators, .. } => test(left) || comparators.iter().any(test),
        ExprKind::Call { func, args, keywords } => {
            test(func) || args.iter().any(&mut *test) || keywords.iter().any(|keyword| test(&keyword.value))
        }
        ExprKind::FormattedValue { value, format_spec, .. } | ExprKind::Interpolation { value, format_spec, .. } => {
            test(value) || format_spec.as_deref().is_some_and(test)
        }
        ExprKind::Subscript { value, slice } => test(value) || test(slice),
        ExprKind::Slice { lower, upper, step } => [lower, upper, step].into_iter().flatten().any(|bound| test(bound)),
        ExprKind::Constant { .. } | ExprKind::Name { .. } => false,
    }
}
