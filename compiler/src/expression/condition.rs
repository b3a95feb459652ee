//! Expressions whose truth decides a jump: no bool object is made.

use ouropy_grammar::ast::{BoolOp, CmpOp, Expr, ExprKind, Span, UnaryOp};

use super::operation::comparison;
use crate::code::{Comparison, Constant, Register, op};
use crate::statement::NOWHERE;
use crate::unit::Label;
use crate::{Compiled, Compiler, fold};

/// The small operand of a jump that consumes the temporary it tests.
pub(crate) const CONSUME: u8 = 0;
/// The small operand of a jump that keeps it.
pub(crate) const KEEP: u8 = 1;

/// Which truth of a condition makes a jump.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// The condition is true.
    True,
    /// The condition is false.
    False,
}

impl When {
    pub(crate) fn opposite(self) -> When {
        match self {
            When::True => When::False,
            When::False => When::True,
        }
    }
}

/// The small operand of a comparing jump.
fn comparing_operand(comparison: Comparison, when: When) -> u8 {
    match when {
        When::True => comparison.operand(),
        When::False => comparison.operand() ^ Comparison::INVERT,
    }
}

impl Compiler<'_> {
    /// Jumps to `label` if the truth of `expression` is `when`; else goes on.
    pub(crate) fn jump_if(&mut self, expression: &Expr, label: Label, when: When) -> Compiled {
        self.deeper()?;
        self.one_jump_if(expression, label, when)?;
        self.depth -= 1;
        Ok(())
    }

    fn one_jump_if(&mut self, expression: &Expr, label: Label, when: When) -> Compiled {
        let span = expression.span;
        if let Some(constant) = self.fold(expression) {
            self.mark_condition(expression, label, when);
            self.unit.pass_line(span.line);
            if fold::truth(&constant) == (when == When::True) {
                self.unit.own_flow_begins();
                self.jump(op::JUMP, label, NOWHERE);
                self.unit.own_flow_ends();
            }
            return Ok(());
        }
        match &expression.kind {
            ExprKind::UnaryOp { op: UnaryOp::Not, operand } => {
                // `not a is b` is one comparison, inverted.
                if let ExprKind::Compare { left, ops, comparators } = &operand.kind
                    && let [only] = ops[..]
                    && let Some(inverted) = super::operation::inverted(only)
                {
                    return self.jump_if_compares(left, &[inverted], comparators, label, when, operand.span);
                }
                return self.jump_if(operand, label, when.opposite());
            }
            ExprKind::BoolOp { op, values } => {
                let stop = match op {
                    BoolOp::And => When::False,
                    BoolOp::Or => When::True,
                };
                let Some((last, values)) = values.split_last() else { return Ok(()) };
                let inside = if stop == when { label } else { self.unit.label() };
                for value in values {
                    self.jump_if(value, inside, stop)?;
                }
                self.jump_if(last, label, when)?;
                if inside != label {
                    self.unit.bind(inside);
                }
                return Ok(());
            }
            ExprKind::IfExp { test, body, orelse } => {
                let (otherwise, end) = (self.unit.label(), self.unit.label());
                self.jump_if(test, otherwise, When::False)?;
                self.jump_if(body, label, when)?;
                self.jump(op::JUMP, end, NOWHERE);
                self.unit.bind(otherwise);
                self.jump_if(orelse, label, when)?;
                self.unit.bind(end);
                return Ok(());
            }
            ExprKind::Compare { left, ops, comparators } => {
                return self.jump_if_compares(left, ops, comparators, label, when, span);
            }
            _ => {}
        }
        let mark = self.unit.next;
        let operand = self.expression(expression)?;
        self.unit.next = mark;
        self.jump_if_truth(operand, label, when, span);
        Ok(())
    }

    /// Jumps if the truth of an operand is `when`; a temporary is consumed.
    pub(crate) fn jump_if_truth(&mut self, operand: Register, label: Label, when: When, span: Span) {
        let jump = if when == When::True { op::POP_JUMP_IF_TRUE } else { op::POP_JUMP_IF_FALSE };
        self.jump(|to| jump(operand, to, CONSUME), label, span);
    }

    fn jump_if_compares(
        &mut self,
        left: &Expr,
        ops: &[CmpOp],
        comparators: &[Expr],
        label: Label,
        when: When,
        span: Span,
    ) -> Compiled {
        self.check_comparison(left, ops, comparators, span);
        let mark = self.unit.next;
        if let ([op], [right]) = (ops, comparators) {
            let left = self.operand_before(left, &[right])?;
            self.compare_and_jump(left, *op, right, label, when, mark, span)?;
            return Ok(());
        }
        let later: Vec<&Expr> = comparators.iter().collect();
        let mut left = self.operand_before(left, &later)?;
        let (end, cleanup) = (self.unit.label(), self.unit.label());
        let mut exits = Vec::new();
        for (index, (op, comparator)) in ops.iter().zip(comparators).enumerate() {
            if index + 1 == ops.len() {
                self.compare_and_jump(left, *op, comparator, label, when, mark, span)?;
                break;
            }
            let (middle, copy) = self.middle_operand(comparator, &later[index + 1..], span)?;
            let exit = if self.unit.is_temporary(middle) {
                let exit = self.unit.label();
                exits.push((exit, middle));
                exit
            } else if when == When::True {
                end
            } else {
                label
            };
            self.unit.own_flow_begins();
            self.compare_jump(left, *op, copy, exit, When::False, span);
            self.unit.own_flow_ends();
            self.unit.mark_missing_branch(cleanup, span.line);
            if self.unit.is_temporary(middle) {
                self.unit.next = middle.plus(1);
            }
            left = middle;
        }
        self.unit.mark_cleanup(cleanup, end, span.line);
        self.unit.own_flow_begins();
        if !exits.is_empty() {
            self.jump(op::JUMP, end, NOWHERE);
        }
        for (exit, middle) in exits {
            self.unit.bind(exit);
            self.emit(op::POP_TOP(middle), span);
            self.jump(op::JUMP, if when == When::True { end } else { label }, NOWHERE);
        }
        self.unit.own_flow_ends();
        if when == When::False {
            self.unit.mark_missing_jump(label);
        }
        self.unit.bind(end);
        self.unit.next = mark;
        Ok(())
    }

    /// Compares `left` with an expression and jumps.
    #[expect(clippy::too_many_arguments, reason = "both operands, the comparison and the jump")]
    fn compare_and_jump(
        &mut self,
        left: Register,
        op: CmpOp,
        right: &Expr,
        label: Label,
        when: When,
        mark: Register,
        span: Span,
    ) -> Compiled {
        if let Some(comparison) = comparison(op)
            && let Some(value) = self.small_int(right)
        {
            let k = comparing_operand(comparison, when);
            self.unit.next = mark;
            self.unit.pass_line(right.span.line);
            self.jump(|to| op::COMPARE_INT_JUMP(left, value, to, k), label, span);
            return Ok(());
        }
        if matches!(op, CmpOp::Is | CmpOp::IsNot)
            && let Some(Constant::None) = self.fold(right)
        {
            let none = (op == CmpOp::Is) == (when == When::True);
            let jump = if none { op::POP_JUMP_IF_NONE } else { op::POP_JUMP_IF_NOT_NONE };
            self.unit.next = mark;
            self.jump(|to| jump(left, to, CONSUME), label, span);
            return Ok(());
        }
        let right = self.comparator(op, right, super::Dest::Operand)?;
        self.unit.next = mark;
        self.compare_jump(left, op, right, label, when, span);
        Ok(())
    }

    fn compare_jump(&mut self, left: Register, op: CmpOp, right: Register, label: Label, when: When, span: Span) {
        let Some(comparison) = comparison(op) else {
            let saved = self.unit.next;
            let result = if self.unit.is_temporary(left) { left } else { self.unit.push() };
            self.compare_into(result, op, left, right, span);
            self.unit.next = saved;
            self.jump_if_truth(result, label, when, span);
            return;
        };
        let k = comparing_operand(comparison, when);
        self.jump(|to| op::COMPARE_JUMP(left, right, to, k), label, span);
    }

    /// Whether a loop's test can stand at its bottom as one comparing jump.
    pub(crate) fn is_comparing_jump(&self, test: &Expr) -> bool {
        let ExprKind::Compare { left, ops, comparators } = &test.kind else { return false };
        let ([op], [right]) = (&ops[..], &comparators[..]) else { return false };
        comparison(*op).is_some_and(|_: Comparison| true)
            && super::search::is_plain(left)
            && super::search::is_plain(right)
            && self.fold(test).is_none()
    }
}
