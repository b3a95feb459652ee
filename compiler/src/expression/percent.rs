//! `"…" % (a, b)` as an f-string, where the format has nothing but `%s`, `%r` and `%a`.

use ouropy_grammar::ast::{Constant as Literal, Conversion, Expr, ExprKind, Span};

use super::Dest;
use crate::code::{Constant, Count, Register, op};
use crate::{Compiled, Compiler};

/// Most digits of a width or precision that CPython rewrites.
const MAX_DIGITS: usize = 2;

/// A part of the f-string.
#[derive(Debug)]
pub enum Part {
    /// What stands between the fields.
    Text(Vec<u8>),
    /// A field.
    Field {
        /// How its value is made a text.
        conversion: Conversion,
        /// The format specification.
        spec: Vec<u8>,
    },
}

impl Compiler<'_> {
    /// Compiles the formatting of a tuple display by a literal; none if it is no such one.
    pub(super) fn percent(&mut self, left: &Expr, right: &Expr, dest: Dest, span: Span) -> Compiled<Option<Register>> {
        let ExprKind::Constant { value: Literal::Str(format), .. } = &left.kind else { return Ok(None) };
        let ExprKind::Tuple { elts } = &right.kind else { return Ok(None) };
        if elts.iter().any(|elt| matches!(elt.kind, ExprKind::Starred { .. })) || self.fold(right).is_some() {
            return Ok(None);
        }
        let Some(parts) = parts(format) else { return Ok(None) };
        let fields = parts.iter().filter(|part| matches!(part, Part::Field { .. })).count();
        if fields != elts.len() || parts.len() > super::text::AT_ONCE {
            return Ok(None);
        }
        let mark = self.unit.next;
        let mut arguments = elts.iter();
        let count = parts.len();
        let mut result = mark;
        for part in parts {
            let dest = if count == 1 { dest } else { Dest::Temporary };
            match part {
                Part::Text(text) => {
                    self.constant(Constant::Str(text.into()), dest, left.span);
                }
                Part::Field { conversion, spec } => {
                    if let Some(argument) = arguments.next() {
                        result = self.percent_field(argument, conversion, spec, dest)?;
                    }
                }
            }
        }
        if count == 1 {
            return Ok(Some(result));
        }
        let target = self.target(mark, dest);
        self.emit(op::BUILD_STRING(target, mark, Count::of(count)), span);
        Ok(Some(target))
    }

    fn percent_field(
        &mut self,
        argument: &Expr,
        conversion: Conversion,
        spec: Vec<u8>,
        dest: Dest,
    ) -> Compiled<Register> {
        let span = argument.span;
        let mark = self.unit.next;
        let operand = self.expression(argument)?;
        let converted = self.target(mark, Dest::Temporary);
        self.emit(op::CONVERT_VALUE(converted, operand, super::text::number(conversion)), span);
        if spec.is_empty() {
            let target = self.target(mark, dest);
            self.emit(op::FORMAT_SIMPLE(target, converted), span);
            return Ok(target);
        }
        let spec = self.constant(Constant::Str(spec.into()), Dest::Temporary, span);
        let target = self.target(mark, dest);
        self.emit(op::FORMAT_WITH_SPEC(target, converted, spec), span);
        Ok(target)
    }
}

/// The parts of a format; none if it has others than the three conversions.
pub fn parts(format: &[u8]) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut text = Vec::new();
    let mut rest = format;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'%' {
            text.push(byte);
            continue;
        }
        if rest.first() == Some(&b'%') {
            text.push(b'%');
            rest = &rest[1..];
            continue;
        }
        if !text.is_empty() {
            parts.push(Part::Text(std::mem::take(&mut text)));
        }
        let flags = rest.iter().take_while(|byte| b"-+ #0".contains(byte)).count();
        let is_left = rest[..flags].contains(&b'-');
        rest = &rest[flags..];
        let width = number(&mut rest)?;
        let mut spec = Vec::new();
        if !is_left && width.is_some_and(|width| width > 0) {
            spec.push(b'>');
        }
        if let Some(width) = width {
            spec.extend(width.to_string().bytes());
        }
        if rest.first() == Some(&b'.') {
            rest = &rest[1..];
            let precision = number(&mut rest)?.unwrap_or(0);
            spec.extend(format!(".{precision}").bytes());
        }
        let (&kind, after) = rest.split_first()?;
        rest = after;
        let conversion = match kind {
            b's' => Conversion::Str,
            b'r' => Conversion::Repr,
            b'a' => Conversion::Ascii,
            _ => return None,
        };
        parts.push(Part::Field { conversion, spec });
    }
    if !text.is_empty() {
        parts.push(Part::Text(text));
    }
    Some(parts)
}

/// A number at the beginning of `rest`, taken off it; the outer none if it is too long.
#[expect(clippy::option_option, reason = "no number is no failure")]
fn number(rest: &mut &[u8]) -> Option<Option<u32>> {
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits > MAX_DIGITS {
        return None;
    }
    let (number, after) = rest.split_at(digits);
    *rest = after;
    if digits == 0 {
        return Some(None);
    }
    Some(Some(number.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0'))))
}
