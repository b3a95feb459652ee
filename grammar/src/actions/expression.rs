//! Expressions other than calls and literals.

use super::{Depth, Fallible, expr, nested, refuse, target, token_span};
use crate::ast::{Arguments, BoolOp, CmpOp, Comprehension, Constant, Expr, ExprKind, Identifier, Operator, UnaryOp};
use crate::token::{Position, Span};

/// A variable.
pub fn name(l: Position, id: Identifier, r: Position) -> Expr {
    leaf(l, ExprKind::Name { id }, r)
}

/// A literal.
pub fn constant(l: Position, value: Constant, r: Position) -> Expr {
    let kind = ExprKind::Constant { value, u_prefix: false };
    leaf(l, kind, r)
}

fn leaf(l: Position, kind: ExprKind, r: Position) -> Expr {
    Expr { span: l.to(r), depth: 1, kind }
}

/// `elts` between commas.
pub fn tuple(l: Position, elts: Vec<Expr>, r: Position) -> Fallible<Expr> {
    let depth = elts.depth();
    expr(l, ExprKind::Tuple { elts }, depth, r)
}

/// `[elts]`
pub fn list(l: Position, elts: Vec<Expr>, r: Position) -> Fallible<Expr> {
    let depth = elts.depth();
    expr(l, ExprKind::List { elts }, depth, r)
}

/// `{elts}`
pub fn set(l: Position, elts: Vec<Expr>, r: Position) -> Fallible<Expr> {
    let depth = elts.depth();
    expr(l, ExprKind::Set { elts }, depth, r)
}

/// A key and its value, or no key and a mapping after `**`. The span is that of the key or of the `**`.
pub type DictItem = (Option<Expr>, Expr, Span);

/// `{key: value, **mapping}`
pub fn dict(l: Position, items: Vec<DictItem>, r: Position) -> Fallible<Expr> {
    let mut keys = Vec::with_capacity(items.len());
    let mut values = Vec::with_capacity(items.len());
    for (key, value, _) in items {
        keys.push(key);
        values.push(value);
    }
    let depth = keys.depth().max(values.depth());
    expr(l, ExprKind::Dict { keys, values }, depth, r)
}

/// What stands in parentheses without a comma. A star alone is refused.
pub fn group(value: Expr) -> Fallible<Expr> {
    if matches!(value.kind, ExprKind::Starred { .. }) {
        return refuse(value.span, "cannot use starred expression here");
    }
    Ok(value)
}

fn element(elt: Expr) -> Fallible<Box<Expr>> {
    if matches!(elt.kind, ExprKind::Starred { .. }) {
        return refuse(elt.span, "iterable unpacking cannot be used in comprehension");
    }
    Ok(Box::new(elt))
}

/// `(elt for ...)`
pub fn generator(l: Position, elt: Expr, generators: Vec<Comprehension>, r: Position) -> Fallible<Expr> {
    let depth = elt.depth.max(generators.depth());
    let elt = element(elt)?;
    expr(l, ExprKind::GeneratorExp { elt, generators }, depth, r)
}

/// `[elt for ...]`
pub fn list_comp(l: Position, elt: Expr, generators: Vec<Comprehension>, r: Position) -> Fallible<Expr> {
    let depth = elt.depth.max(generators.depth());
    let elt = element(elt)?;
    expr(l, ExprKind::ListComp { elt, generators }, depth, r)
}

/// `{elt for ...}`
pub fn set_comp(l: Position, elt: Expr, generators: Vec<Comprehension>, r: Position) -> Fallible<Expr> {
    let depth = elt.depth.max(generators.depth());
    let elt = element(elt)?;
    expr(l, ExprKind::SetComp { elt, generators }, depth, r)
}

/// `{key: value for ...}`
pub fn dict_comp(l: Position, item: DictItem, generators: Vec<Comprehension>, r: Position) -> Fallible<Expr> {
    let (Some(key), value, _) = item else {
        return refuse(item.2, "dict unpacking cannot be used in dict comprehension");
    };
    let depth = key.depth.max(value.depth).max(generators.depth());
    let kind = ExprKind::DictComp { key: Box::new(key), value: Box::new(value), generators };
    expr(l, kind, depth, r)
}

/// `*value`
pub fn starred(l: Position, value: Expr, r: Position) -> Fallible<Expr> {
    let depth = value.depth;
    let value = Box::new(value);
    expr(l, ExprKind::Starred { value }, depth, r)
}

/// `yield value`
pub fn yield_(l: Position, value: Option<Expr>, r: Position) -> Fallible<Expr> {
    let depth = value.depth();
    let value = value.map(Box::new);
    expr(l, ExprKind::Yield { value }, depth, r)
}

/// `yield from value`
pub fn yield_from(l: Position, value: Expr, r: Position) -> Fallible<Expr> {
    let depth = value.depth;
    let value = Box::new(value);
    expr(l, ExprKind::YieldFrom { value }, depth, r)
}

/// `await value`
pub fn await_(l: Position, value: Expr, r: Position) -> Fallible<Expr> {
    let depth = value.depth;
    let value = Box::new(value);
    expr(l, ExprKind::Await { value }, depth, r)
}

/// `target := value`. Only a name without parentheses can be the target.
pub fn named(l: Position, target: Expr, value: Expr, r: Position) -> Fallible<Expr> {
    if !is_bare_name(l, &target) {
        let what = target::describe(&target);
        return refuse(target.span, format!("cannot use assignment expressions with {what}"));
    }
    let depth = value.depth;
    let kind = ExprKind::NamedExpr { target: Box::new(target), value: Box::new(value) };
    expr(l, kind, depth, r)
}

/// `target := value` as an argument. CPython has no message of its own for another target there and stops at the
/// operator.
pub fn named_argument(l: Position, target: Expr, operator: Position, value: Expr, r: Position) -> Fallible<Expr> {
    if !is_bare_name(l, &target) {
        return refuse(token_span(operator, 2), "invalid syntax");
    }
    named(l, target, value, r)
}

fn is_bare_name(l: Position, target: &Expr) -> bool {
    matches!(target.kind, ExprKind::Name { .. }) && target.span.start() == l
}

/// `body if test else orelse`
pub fn conditional(l: Position, body: Expr, test: Expr, orelse: Expr, r: Position) -> Fallible<Expr> {
    let depth = nested(body.depth.max(test.depth).max(orelse.depth))?;
    let kind = ExprKind::IfExp { test: Box::new(test), body: Box::new(body), orelse: Box::new(orelse) };
    expr(l, kind, depth, r)
}

/// `lambda args: body`
pub fn lambda(l: Position, args: Arguments, body: Expr, r: Position) -> Fallible<Expr> {
    let depth = nested(args.depth().max(body.depth) + 1)?;
    let kind = ExprKind::Lambda { args: Box::new(args), body: Box::new(body) };
    expr(l, kind, depth, r)
}

/// `a and b and c`, `a or b or c`
pub fn bool_op(l: Position, op: BoolOp, values: Vec<Expr>, r: Position) -> Fallible<Expr> {
    let depth = values.depth();
    expr(l, ExprKind::BoolOp { op, values }, depth, r)
}

/// `left < b <= c`
pub fn compare(l: Position, left: Expr, rest: (Vec<CmpOp>, Vec<Expr>), r: Position) -> Fallible<Expr> {
    let (ops, comparators) = rest;
    let depth = left.depth.max(comparators.depth());
    let kind = ExprKind::Compare { left: Box::new(left), ops, comparators };
    expr(l, kind, depth, r)
}

/// `left + right`
pub fn binary(l: Position, left: Expr, op: Operator, right: Expr, r: Position) -> Fallible<Expr> {
    let depth = match op {
        Operator::Pow => nested(left.depth.max(right.depth) + 1)?,
        _ => left.depth.max(right.depth),
    };
    let kind = ExprKind::BinOp { left: Box::new(left), op, right: Box::new(right) };
    expr(l, kind, depth, r)
}

/// `-operand`
pub fn unary(l: Position, op: UnaryOp, operand: Expr, r: Position) -> Fallible<Expr> {
    let depth = nested(operand.depth)?;
    let operand = Box::new(operand);
    expr(l, ExprKind::UnaryOp { op, operand }, depth, r)
}

/// `value.attr`
pub fn attribute(l: Position, value: Expr, attr: Identifier, r: Position) -> Fallible<Expr> {
    let depth = value.depth;
    let value = Box::new(value);
    expr(l, ExprKind::Attribute { value, attr }, depth, r)
}

/// `value[slice]`
pub fn subscript(l: Position, value: Expr, slice: Expr, r: Position) -> Fallible<Expr> {
    let depth = value.depth.max(slice.depth);
    let kind = ExprKind::Subscript { value: Box::new(value), slice: Box::new(slice) };
    expr(l, kind, depth, r)
}

/// The only item of a subscript. A star alone makes a tuple: `a[*b]` is `a[*b,]`.
pub fn single_slice(l: Position, item: Expr, r: Position) -> Fallible<Expr> {
    if matches!(item.kind, ExprKind::Starred { .. }) {
        return tuple(l, vec![item], r);
    }
    Ok(item)
}

/// `lower:upper:step`
pub fn slice(l: Position, lower: Option<Expr>, upper: Option<Expr>, step: Option<Expr>, r: Position) -> Fallible<Expr> {
    let depth = lower.depth().max(upper.depth()).max(step.depth());
    let kind = ExprKind::Slice { lower: lower.map(Box::new), upper: upper.map(Box::new), step: step.map(Box::new) };
    expr(l, kind, depth, r)
}
