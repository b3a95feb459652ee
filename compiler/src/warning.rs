//! What the compiler finds doubtful: comparing literals by identity, assertions that cannot fail, calls and
//! subscripts of literals. CPython's `SyntaxWarning`s, found in the same order.

use std::borrow::Cow;

use ouropy_grammar::ast::{CmpOp, Expr, ExprKind, Span};
use ouropy_grammar::error::{Warning, WarningKind};

use super::Compiler;
use crate::code::Constant;

impl Compiler<'_> {
    fn warn(&mut self, span: Span, message: impl Into<Cow<'static, str>>) {
        if self.silent == 0 {
            self.warnings.push(Warning { kind: WarningKind::Syntax, message: message.into(), span });
        }
    }

    /// Warns about `x is 5`, once for a chain.
    pub(super) fn check_comparison(&mut self, left: &Expr, ops: &[CmpOp], comparators: &[Expr], span: Span) {
        if !ops.iter().any(|op| matches!(op, CmpOp::Is | CmpOp::IsNot)) {
            return;
        }
        let mut left = self.literal_type(left);
        for (op, right) in ops.iter().zip(comparators) {
            let right = self.literal_type(right);
            let (name, instead) = match op {
                CmpOp::Is => ("is", "=="),
                CmpOp::IsNot => ("is not", "!="),
                _ => {
                    left = right;
                    continue;
                }
            };
            if let Some(class) = left.or(right) {
                self.warn(span, format!("\"{name}\" with '{class}' literal. Did you mean \"{instead}\"?"));
                return;
            }
            left = right;
        }
    }

    /// The type of a constant whose identity means nothing.
    fn literal_type(&self, expression: &Expr) -> Option<&'static str> {
        match self.fold(expression)? {
            Constant::None | Constant::Bool(_) | Constant::Ellipsis => None,
            constant => Some(type_name(&constant)),
        }
    }

    /// Warns about `assert (condition, message)`.
    pub(super) fn check_assertion(&mut self, test: &Expr, span: Span) {
        let is_tuple = match &test.kind {
            ExprKind::Tuple { elts } => !elts.is_empty(),
            _ => matches!(self.fold(test), Some(Constant::Tuple(items)) if !items.is_empty()),
        };
        if is_tuple {
            self.warn(span, "assertion is always true, perhaps remove parentheses?");
        }
    }

    /// Warns about `"text" (…)`.
    pub(super) fn check_callee(&mut self, function: &Expr) {
        if matches!(function.kind, ExprKind::Lambda { .. }) {
            return;
        }
        if let Some(class) = self.known_type(function) {
            let message = format!("'{class}' object is not callable; perhaps you missed a comma?");
            self.warn(function.span, message);
        }
    }

    /// Warns about `1[…]` and `[1, 2]["key"]`.
    pub(super) fn check_subscript(&mut self, value: &Expr, index: &Expr) {
        let Some(class) = self.known_type(value) else { return };
        match class {
            "str" | "bytes" | "tuple" | "list" => {
                if let Some(index) = self.known_type(index)
                    && !matches!(index, "int" | "bool" | "slice")
                {
                    let message =
                        format!("{class} indices must be integers or slices, not {index}; perhaps you missed a comma?");
                    self.warn(value.span, message);
                }
            }
            "dict" => {}
            _ => {
                let message = format!("'{class}' object is not subscriptable; perhaps you missed a comma?");
                self.warn(value.span, message);
            }
        }
    }

    /// The type of what an expression makes, where its form tells.
    fn known_type(&self, expression: &Expr) -> Option<&'static str> {
        if let Some(constant) = self.fold(expression) {
            return Some(type_name(&constant));
        }
        Some(match &expression.kind {
            ExprKind::Tuple { .. } => "tuple",
            ExprKind::List { .. } | ExprKind::ListComp { .. } => "list",
            ExprKind::Dict { .. } | ExprKind::DictComp { .. } => "dict",
            ExprKind::Set { .. } | ExprKind::SetComp { .. } => "set",
            ExprKind::GeneratorExp { .. } => "generator",
            ExprKind::Lambda { .. } => "function",
            ExprKind::JoinedStr { .. } | ExprKind::FormattedValue { .. } => "str",
            ExprKind::TemplateStr { .. } => "string.templatelib.Template",
            _ => return None,
        })
    }
}

fn type_name(constant: &Constant) -> &'static str {
    match constant {
        Constant::None => "NoneType",
        Constant::Bool(_) => "bool",
        Constant::Ellipsis => "ellipsis",
        Constant::Int(_) | Constant::BigInt(_) => "int",
        Constant::Float(_) => "float",
        Constant::Complex(..) => "complex",
        Constant::Str(_) => "str",
        Constant::Bytes(_) => "bytes",
        Constant::Tuple(_) => "tuple",
        Constant::FrozenSet(_) => "frozenset",
        Constant::Slice(_) => "slice",
        Constant::Code(_) => "code",
    }
}
