//! f-strings and template strings.

use ouropy_grammar::ast::{self, Conversion, Expr, ExprKind, Span};

use super::Dest;
use crate::code::{Constant, Count, FORMAT_SPEC, Register, op};
use crate::{Compiled, Compiler};

/// How many parts are joined at once; longer f-strings are joined in several steps.
pub(super) const AT_ONCE: usize = 255;

/// CONVERT_VALUE's number.
pub(super) fn number(conversion: Conversion) -> u8 {
    match conversion {
        Conversion::None => 0,
        Conversion::Str => 1,
        Conversion::Repr => 2,
        Conversion::Ascii => 3,
    }
}

impl Compiler<'_> {
    pub(super) fn joined_string(&mut self, values: &[Expr], dest: Dest, span: Span) -> Compiled<Register> {
        let mark = self.unit.next;
        match values {
            [] => return Ok(self.constant(Constant::Str(Box::default()), dest, span)),
            [only] => return self.value(only, dest),
            _ => {}
        }
        for value in values {
            if self.unit.next == mark.plus(AT_ONCE) {
                self.unit.next = mark;
                self.emit(op::BUILD_STRING(mark, mark, Count::of(AT_ONCE)), span);
                self.unit.push();
            }
            self.temporary(value)?;
        }
        let count = self.unit.count_from(mark);
        let target = self.target(mark, dest);
        self.emit(op::BUILD_STRING(target, mark, count), span);
        Ok(target)
    }

    pub(super) fn formatted_value(&mut self, field: &Expr, dest: Dest) -> Compiled<Register> {
        let span = field.span;
        let ExprKind::FormattedValue { value, conversion, format_spec } = &field.kind else {
            return self.value(field, dest);
        };
        let mark = self.unit.next;
        let mut operand = match format_spec {
            Some(spec) => self.operand_before(value, &[spec])?,
            None => self.expression(value)?,
        };
        let kind = number(*conversion);
        if kind != 0 {
            let converted = self.target(mark, Dest::Temporary);
            self.emit(op::CONVERT_VALUE(converted, operand, kind), span);
            operand = converted;
        }
        if let Some(spec) = format_spec {
            let spec = self.expression(spec)?;
            let target = self.target(mark, dest);
            self.emit(op::FORMAT_WITH_SPEC(target, operand, spec), span);
            Ok(target)
        } else {
            let target = self.target(mark, dest);
            self.emit(op::FORMAT_SIMPLE(target, operand), span);
            Ok(target)
        }
    }

    /// The texts are one constant, with an empty one wherever two interpolations meet and at the ends.
    pub(super) fn template(&mut self, values: &[Expr], dest: Dest, span: Span) -> Compiled<Register> {
        let mark = self.unit.next;
        let mut texts = Vec::new();
        let mut interpolations = Vec::new();
        for value in values {
            match &value.kind {
                ExprKind::Constant { value: ast::Constant::Str(text), .. } => texts.push(Constant::Str(text.clone())),
                _ => {
                    if texts.len() == interpolations.len() {
                        texts.push(Constant::Str(Box::default()));
                    }
                    interpolations.push(value);
                }
            }
        }
        if texts.len() == interpolations.len() {
            texts.push(Constant::Str(Box::default()));
        }
        let texts = self.constant(Constant::Tuple(texts), Dest::Temporary, span);
        let tuple = self.unit.next;
        if interpolations.is_empty() {
            self.constant(Constant::Tuple(Vec::new()), Dest::Temporary, span);
        } else {
            for interpolation in interpolations {
                self.temporary(interpolation)?;
            }
            let count = self.unit.count_from(tuple);
            self.unit.next = tuple;
            let tuple = self.unit.push();
            self.emit(op::BUILD_TUPLE(tuple, tuple, count), span);
        }
        let target = self.target(mark, dest);
        self.emit(op::BUILD_TEMPLATE(target, texts, tuple), span);
        Ok(target)
    }

    pub(super) fn interpolation(&mut self, field: &Expr, dest: Dest) -> Compiled<Register> {
        let span = field.span;
        let ExprKind::Interpolation { value, str, conversion, format_spec } = &field.kind else {
            return self.value(field, dest);
        };
        let mark = self.unit.next;
        self.temporary(value)?;
        self.constant(Constant::Str(str.as_bytes().into()), Dest::Temporary, span);
        let mut form = number(*conversion);
        if let Some(spec) = format_spec {
            self.temporary(spec)?;
            form |= FORMAT_SPEC;
        }
        let target = self.target(mark, dest);
        self.emit(op::BUILD_INTERPOLATION(target, mark, form), span);
        Ok(target)
    }
}
