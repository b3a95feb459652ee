//! The patterns of `case`.

use super::{Depth, Fallible, Suite, expr, pattern_node, refuse, token_span};
use crate::ast::{Constant, Expr, ExprKind, Identifier, MatchCase, Operator, Pattern, PatternKind, UnaryOp};
use crate::token::{Position, Span};

/// One item of a mapping pattern.
pub enum MappingItem {
    /// `key: pattern`
    Entry(Expr, Pattern),
    /// `**name`; the span is that of the whole item.
    Rest(Span, Identifier),
}

/// One item of a class pattern.
pub enum ClassItem {
    /// A positional pattern.
    Positional(Pattern),
    /// `name=pattern`
    Keyword(Identifier, Pattern),
}

/// `case pattern if guard: body`, with its end.
pub fn case(pattern: Pattern, guard: Option<Expr>, suite: Suite) -> (MatchCase, Position) {
    let case = MatchCase { pattern, guard: guard.map(Box::new), body: suite.body };
    (case, suite.end)
}

/// A pattern that stands alone, where `*name` cannot.
pub fn not_starred(pattern: Pattern) -> Fallible<Pattern> {
    if matches!(pattern.kind, PatternKind::MatchStar { .. }) {
        return refuse(token_span(pattern.span.end(), 1), "invalid syntax");
    }
    Ok(pattern)
}

/// `_` or a name.
fn capture(name: Identifier) -> Option<Identifier> {
    (&*name != "_").then_some(name)
}

/// `*name`
pub fn star(l: Position, name: Identifier, r: Position) -> Pattern {
    Pattern { span: l.to(r), depth: 1, kind: PatternKind::MatchStar { name: capture(name) } }
}

/// Patterns between commas.
pub fn sequence(l: Position, patterns: Vec<Pattern>, r: Position) -> Fallible<Pattern> {
    let depth = patterns.depth();
    pattern_node(l, PatternKind::MatchSequence { patterns }, depth, r)
}

/// `pattern as name`; the name begins at `start`.
pub fn as_(l: Position, pattern: Pattern, start: Position, name: Identifier, r: Position) -> Fallible<Pattern> {
    if &*name == "_" {
        return refuse(start.to(r), "cannot use '_' as a target");
    }
    let depth = pattern.depth;
    let kind = PatternKind::MatchAs { pattern: Some(Box::new(pattern)), name: Some(name) };
    pattern_node(l, kind, depth, r)
}

/// `a | b`
pub fn or(l: Position, patterns: Vec<Pattern>, r: Position) -> Fallible<Pattern> {
    let depth = patterns.depth();
    pattern_node(l, PatternKind::MatchOr { patterns }, depth, r)
}

/// A number, string or singleton.
pub fn literal(value: Expr) -> Fallible<Pattern> {
    let (l, r) = (value.span.start(), value.span.end());
    match value.kind {
        ExprKind::Constant { value: value @ (Constant::None | Constant::True | Constant::False), .. } => {
            pattern_node(l, PatternKind::MatchSingleton { value }, 0, r)
        }
        _ => match_value(value),
    }
}

fn match_value(value: Expr) -> Fallible<Pattern> {
    let (l, r, depth) = (value.span.start(), value.span.end(), value.depth);
    let value = Box::new(value);
    pattern_node(l, PatternKind::MatchValue { value }, depth, r)
}

/// A capture, the wildcard, or a dotted name that is looked up.
pub fn name(value: Expr) -> Fallible<Pattern> {
    let (l, r) = (value.span.start(), value.span.end());
    match value.kind {
        ExprKind::Name { id } => {
            let kind = PatternKind::MatchAs { pattern: None, name: capture(id) };
            pattern_node(l, kind, 0, r)
        }
        _ => match_value(value),
    }
}

/// `left + right`, a complex number: real and imaginary part.
pub fn complex(l: Position, left: Expr, op: Operator, right: Expr, r: Position) -> Fallible<Expr> {
    let number = match &left.kind {
        ExprKind::UnaryOp { op: UnaryOp::USub, operand } => operand,
        _ => &left,
    };
    if is_imaginary(number) {
        return refuse(number.span, "real number required in complex literal");
    }
    if !is_imaginary(&right) {
        return refuse(right.span, "imaginary number required in complex literal");
    }
    let depth = left.depth.max(right.depth);
    let kind = ExprKind::BinOp { left: Box::new(left), op, right: Box::new(right) };
    expr(l, kind, depth, r)
}

fn is_imaginary(value: &Expr) -> bool {
    matches!(value.kind, ExprKind::Constant { value: Constant::Complex(..), .. })
}

/// `{key: pattern, **rest}`
pub fn mapping(l: Position, items: Vec<MappingItem>, r: Position) -> Fallible<Pattern> {
    let mut keys = Vec::with_capacity(items.len());
    let mut patterns = Vec::with_capacity(items.len());
    let mut rest = None;
    for item in items {
        match item {
            MappingItem::Entry(key, _) if rest.is_some() => {
                return refuse(key.span, "invalid syntax");
            }
            MappingItem::Rest(span, _) if rest.is_some() => {
                return refuse(token_span(span.start(), 2), "invalid syntax");
            }
            MappingItem::Rest(span, name) if &*name == "_" => {
                return refuse(name_after_stars(span), "invalid syntax");
            }
            MappingItem::Entry(key, pattern) => {
                if matches!(key.kind, ExprKind::Name { .. }) {
                    return refuse(token_span(key.span.end(), 1), "invalid syntax");
                }
                keys.push(key);
                patterns.push(pattern);
            }
            MappingItem::Rest(_, name) => rest = Some(name),
        }
    }
    let depth = keys.depth().max(patterns.depth());
    let kind = PatternKind::MatchMapping { keys, patterns, rest };
    pattern_node(l, kind, depth, r)
}

/// The `_` at the end of `**_`.
fn name_after_stars(item: Span) -> Span {
    let end = item.end();
    Position::new(end.line, end.column.saturating_sub(1)).to(end)
}

/// `cls(pattern, name=pattern)`
pub fn class(l: Position, cls: Expr, items: Vec<ClassItem>, r: Position) -> Fallible<Pattern> {
    let mut patterns = Vec::new();
    let mut kwd_attrs = Vec::new();
    let mut kwd_patterns = Vec::new();
    // The first run of positional patterns after a keyword pattern.
    let mut late: Option<Span> = None;
    for item in items {
        match item {
            ClassItem::Positional(pattern) if kwd_attrs.is_empty() => patterns.push(pattern),
            ClassItem::Positional(pattern) => {
                late = Some(late.map_or(pattern.span, |span| span.to(pattern.span)));
            }
            ClassItem::Keyword(name, pattern) => {
                if late.is_some() {
                    break;
                }
                kwd_attrs.push(name);
                kwd_patterns.push(pattern);
            }
        }
    }
    if let Some(span) = late {
        return refuse(span, "positional patterns follow keyword patterns");
    }
    let depth = cls.depth.max(patterns.depth()).max(kwd_patterns.depth());
    let kind = PatternKind::MatchClass { cls: Box::new(cls), patterns, kwd_attrs, kwd_patterns };
    pattern_node(l, kind, depth, r)
}
