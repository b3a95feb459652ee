//! Literals: integers, strings, f-strings, template strings.

use std::rc::Rc;

use super::{Context, Depth, Fallible, Field, FormatPart, StringPiece, expr, refuse_next};
use crate::ast::{Constant, Conversion, Expr, ExprKind};
use crate::lexer::shown_text;
use crate::token::{IntLiteral, Position, Span};

/// The value of an integer literal.
pub fn integer(value: IntLiteral) -> Constant {
    match value {
        IntLiteral::Small(value) => Constant::Int(value),
        IntLiteral::Big(value) => Constant::BigInt(value),
    }
}

/// A string literal. Whether it has the prefix `u` is only seen in its source.
pub fn string(context: &Context<'_>, l: Position, value: Box<[u8]>, r: Position) -> StringPiece {
    let line = context.source.line(l.line).as_bytes();
    let u_prefix = matches!(line.get(l.column as usize), Some(b'u' | b'U'));
    StringPiece::Str(l.to(r), value, u_prefix)
}

/// String literals side by side, as one constant or one f-string.
pub fn concatenate(context: &Context<'_>, mut pieces: Vec<StringPiece>) -> Fallible<Expr> {
    let span = match (pieces.first(), pieces.last()) {
        (Some(first), Some(last)) => first.span().to(last.span()),
        _ => Span::default(),
    };
    if pieces.len() == 1
        && let Some(StringPiece::Str(..)) = pieces.first()
        && let Some(StringPiece::Str(span, value, u_prefix)) = pieces.pop()
    {
        return Ok(Run { span, value: value.into(), u_prefix }.into_constant());
    }
    let bytes = pieces.iter().filter(|piece| matches!(piece, StringPiece::Bytes(..))).count();
    if bytes == pieces.len() {
        return Ok(concatenate_bytes(span, pieces));
    }
    if bytes > 0 {
        return refuse_next(context, "cannot mix bytes and nonbytes literals");
    }
    let is_format = pieces.iter().any(|piece| matches!(piece, StringPiece::Format(..)));
    let mut parts = Vec::new();
    for piece in pieces {
        match piece {
            StringPiece::Str(span, value, u_prefix) => {
                parts.push(Run { span, value: value.into(), u_prefix }.into_constant());
            }
            StringPiece::Format(_, more) => parts.extend(more),
            StringPiece::Bytes(..) => {}
        }
    }
    let mut values = merge(parts);
    if is_format {
        values.retain(|value| !is_empty_text(value));
    }
    if !is_format && let Some(mut value) = values.pop() {
        value.span = span;
        return Ok(value);
    }
    joined(span, values)
}

fn joined(span: Span, values: Vec<Expr>) -> Fallible<Expr> {
    let depth = values.depth();
    expr(span.start(), ExprKind::JoinedStr { values }, depth, span.end())
}

fn concatenate_bytes(span: Span, pieces: Vec<StringPiece>) -> Expr {
    let mut whole = Vec::new();
    for piece in pieces {
        if let StringPiece::Bytes(_, value) = piece {
            whole.extend_from_slice(&value);
        }
    }
    Expr { span, depth: 1, kind: ExprKind::Constant { value: Constant::Bytes(whole.into()), u_prefix: false } }
}

impl StringPiece {
    fn span(&self) -> Span {
        match self {
            StringPiece::Str(span, ..) | StringPiece::Bytes(span, _) | StringPiece::Format(span, _) => *span,
        }
    }
}

/// Runs of constants become one each, which has the prefix of the first and reaches from the first to the last.
fn merge(parts: Vec<Expr>) -> Vec<Expr> {
    let mut merged = Vec::with_capacity(parts.len());
    let mut run: Option<Run> = None;
    for part in parts {
        if let ExprKind::Constant { value: Constant::Str(value), u_prefix } = part.kind {
            match &mut run {
                None => {
                    run = Some(Run { span: part.span, value: value.into_vec(), u_prefix });
                }
                Some(run) => {
                    run.span = run.span.to(part.span);
                    push_wtf8(&mut run.value, &value);
                }
            }
        } else {
            merged.extend(run.take().map(Run::into_constant));
            merged.push(part);
        }
    }
    merged.extend(run.map(Run::into_constant));
    merged
}

/// Whether a part of an f-string is a constant without text, which an f-string does not have.
fn is_empty_text(part: &Expr) -> bool {
    matches!(&part.kind, ExprKind::Constant { value: Constant::Str(value), .. } if value.is_empty())
}

/// A str constant, of literals that stand side by side.
struct Run {
    span: Span,
    value: Vec<u8>,
    u_prefix: bool,
}

impl Run {
    fn into_constant(self) -> Expr {
        let value = Constant::Str(self.value.into());
        Expr { span: self.span, depth: 1, kind: ExprKind::Constant { value, u_prefix: self.u_prefix } }
    }
}

/// Appends WTF-8 to WTF-8. Python keeps a high and a low surrogate that meet as two code points, so the bytes are
/// simply joined.
fn push_wtf8(whole: &mut Vec<u8>, more: &[u8]) {
    whole.extend_from_slice(more);
}

/// One f-string.
pub fn fstring(l: Position, parts: Vec<FormatPart>, r: Position) -> Fallible<StringPiece> {
    Ok(StringPiece::Format(l.to(r), formatted(parts)?))
}

/// One template string.
pub fn template(
    context: &Context<'_>,
    l: Position,
    parts: Vec<FormatPart>,
    r: Position,
) -> Fallible<(Span, Vec<Expr>)> {
    let values = each_part(parts, |field| {
        let conversion = field.conversion();
        let str = field.expression_text(context);
        let format_spec = field.spec.map(Box::new);
        ExprKind::Interpolation { value: Box::new(field.value), str, conversion, format_spec }
    })?;
    Ok((l.to(r), values))
}

/// Template strings side by side.
pub fn concatenate_templates(pieces: Vec<(Span, Vec<Expr>)>) -> Fallible<Expr> {
    let span = match (pieces.first(), pieces.last()) {
        (Some((first, _)), Some((last, _))) => first.to(*last),
        _ => Span::default(),
    };
    let mut values = merge(pieces.into_iter().flat_map(|(_, parts)| parts).collect());
    values.retain(|value| !is_empty_text(value));
    let depth = values.depth();
    expr(span.start(), ExprKind::TemplateStr { values }, depth, span.end())
}

/// The format specification of a field, an f-string without quotes.
pub fn format_spec(l: Position, parts: Vec<FormatPart>, r: Position) -> Fallible<Expr> {
    let mut values = merge(formatted(parts)?);
    values.retain(|value| !is_empty_text(value));
    joined(l.to(r), values)
}

/// The parts of an f-string, whose fields are formatted.
fn formatted(parts: Vec<FormatPart>) -> Fallible<Vec<Expr>> {
    each_part(parts, |field| {
        let conversion = field.conversion();
        let format_spec = field.spec.map(Box::new);
        ExprKind::FormattedValue { value: Box::new(field.value), conversion, format_spec }
    })
}

/// The nodes of `parts`: constants and what `make` makes of fields, each behind the text that its `=` asks for.
fn each_part(parts: Vec<FormatPart>, make: impl Fn(Field) -> ExprKind) -> Fallible<Vec<Expr>> {
    let mut values = Vec::with_capacity(parts.len());
    for part in parts {
        match part {
            FormatPart::Text(text) => values.push(text),
            FormatPart::Field(field) => {
                values.extend(field.debug_text());
                let (l, r) = (field.open.0, field.close.1);
                let depth = field.value.depth.max(field.spec.depth());
                values.push(expr(l, make(field), depth, r)?);
            }
        }
    }
    Ok(values)
}

impl Field {
    /// Where the next token behind the expression and its `=` begins.
    fn end_of_expression(&self) -> Position {
        match (&self.conversion, &self.spec) {
            (Some((start, _)), _) => *start,
            (None, Some(spec)) => spec.span.start(),
            (None, None) => self.close.0,
        }
    }

    /// The constant before a debug field. It counts the spaces behind the `=`, so it ends where the next token begins.
    fn debug_text(&self) -> Option<Expr> {
        let shown = self.debug.as_ref()?;
        let span = self.open.1.to(self.end_of_expression());
        Some(Run { span, value: shown.as_bytes().into(), u_prefix: false }.into_constant())
    }

    fn conversion(&self) -> Conversion {
        match self.conversion {
            Some((_, 's')) => Conversion::Str,
            Some((_, 'a')) => Conversion::Ascii,
            Some(_) => Conversion::Repr,
            None if self.debug.is_some() && self.spec.is_none() => Conversion::Repr,
            None => Conversion::None,
        }
    }

    /// The text of the expression, with the spaces around it.
    fn expression_text(&self, context: &Context<'_>) -> Rc<str> {
        match &self.debug {
            Some(shown) => shown.rsplit_once('=').map_or("", |(text, _)| text).into(),
            None => shown_text(context.source.between(self.open.1, self.end_of_expression())),
        }
    }
}
