//! Arithmetic and comparisons.

use ouropy_grammar::ast::{CmpOp, Expr, ExprKind, Operator, Span, UnaryOp};

use super::Dest;
use super::condition::KEEP;
use crate::code::{BinaryOperator, Comparison, Constant, INPLACE, Register, op};
use crate::statement::NOWHERE;
use crate::{Compiled, Compiler};

/// How an operator is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `left OP right`.
    Plain,
    /// `left OP= right`.
    InPlace,
}

/// The operator's number in the bytecode.
pub(crate) fn binary_operator(op: Operator) -> BinaryOperator {
    match op {
        Operator::Add => BinaryOperator::Add,
        Operator::Sub => BinaryOperator::Subtract,
        Operator::Mult => BinaryOperator::Multiply,
        Operator::MatMult => BinaryOperator::MatrixMultiply,
        Operator::Div => BinaryOperator::TrueDivide,
        Operator::Mod => BinaryOperator::Remainder,
        Operator::Pow => BinaryOperator::Power,
        Operator::LShift => BinaryOperator::LeftShift,
        Operator::RShift => BinaryOperator::RightShift,
        Operator::BitOr => BinaryOperator::Or,
        Operator::BitXor => BinaryOperator::Xor,
        Operator::BitAnd => BinaryOperator::And,
        Operator::FloorDiv => BinaryOperator::FloorDivide,
    }
}

/// The comparison's number; none for identity and membership.
pub(super) fn comparison(op: CmpOp) -> Option<Comparison> {
    Some(match op {
        CmpOp::Eq => Comparison::Equal,
        CmpOp::NotEq => Comparison::NotEqual,
        CmpOp::Lt => Comparison::Less,
        CmpOp::LtE => Comparison::LessEqual,
        CmpOp::Gt => Comparison::Greater,
        CmpOp::GtE => Comparison::GreaterEqual,
        CmpOp::Is | CmpOp::IsNot | CmpOp::In | CmpOp::NotIn => return None,
    })
}

/// The opposite of an identity or membership test.
pub(super) fn inverted(op: CmpOp) -> Option<CmpOp> {
    Some(match op {
        CmpOp::Is => CmpOp::IsNot,
        CmpOp::IsNot => CmpOp::Is,
        CmpOp::In => CmpOp::NotIn,
        CmpOp::NotIn => CmpOp::In,
        _ => return None,
    })
}

impl Compiler<'_> {
    /// The value of `expression` if it is an int constant of 16 bits.
    pub(crate) fn small_int(&self, expression: &Expr) -> Option<i16> {
        if !matches!(expression.kind, ExprKind::Constant { .. } | ExprKind::UnaryOp { .. } | ExprKind::BinOp { .. }) {
            return None;
        }
        match self.fold(expression) {
            Some(Constant::Int(value)) => i16::try_from(value).ok(),
            _ => None,
        }
    }

    pub(super) fn binary(
        &mut self,
        left: &Expr,
        op: Operator,
        right: &Expr,
        dest: Dest,
        span: Span,
    ) -> Compiled<Register> {
        let mark = self.unit.next;
        if op == Operator::Mod
            && let Some(register) = self.percent(left, right, dest, span)?
        {
            return Ok(register);
        }
        let operand = self.operand_before(left, &[right])?;
        self.binary_with(operand, binary_operator(op), right, Form::Plain, mark, dest, span)
    }

    /// `left` op `right`, the left operand evaluated already.
    #[expect(clippy::too_many_arguments, reason = "each is one field of the instruction or where it goes")]
    pub(crate) fn binary_with(
        &mut self,
        left: Register,
        op: BinaryOperator,
        right: &Expr,
        form: Form,
        mark: Register,
        dest: Dest,
        span: Span,
    ) -> Compiled<Register> {
        let (place, number) = match form {
            Form::Plain => (0, op as u8),
            Form::InPlace => (1, op as u8 + INPLACE),
        };
        if let Some(value) = self.small_int(right) {
            self.unit.pass_line(right.span.line);
            let target = self.target(mark, dest);
            match op {
                BinaryOperator::Add => self.emit(op::BINARY_ADD_INT(target, left, value, place), span),
                BinaryOperator::Subtract => {
                    self.emit(op::BINARY_SUBTRACT_INT(target, left, value, place), span);
                }
                _ => self.emit(op::BINARY_OP_INT(target, left, value, number), span),
            }
            return Ok(target);
        }
        let right = self.expression(right)?;
        let target = self.target(mark, dest);
        match op {
            BinaryOperator::Add => self.emit(op::BINARY_ADD(target, left, right, place), span),
            BinaryOperator::Subtract => self.emit(op::BINARY_SUBTRACT(target, left, right, place), span),
            BinaryOperator::Multiply => self.emit(op::BINARY_MULTIPLY(target, left, right, place), span),
            _ => self.emit(op::BINARY_OP(target, left, right, number), span),
        }
        Ok(target)
    }

    pub(super) fn unary(&mut self, op: UnaryOp, operand: &Expr, dest: Dest, span: Span) -> Compiled<Register> {
        let mark = self.unit.next;
        // `not a is b` is one comparison, inverted.
        if op == UnaryOp::Not
            && let ExprKind::Compare { left, ops, comparators } = &operand.kind
            && let [only] = ops[..]
            && let Some(inverted) = inverted(only)
        {
            return self.compare(left, &[inverted], comparators, dest, operand.span);
        }
        let source = self.expression(operand)?;
        let target = self.target(mark, dest);
        let unary = match op {
            UnaryOp::Invert => op::UNARY_INVERT,
            UnaryOp::Not => op::UNARY_NOT,
            UnaryOp::UAdd => op::UNARY_POSITIVE,
            UnaryOp::USub => op::UNARY_NEGATIVE,
        };
        self.emit(unary(target, source), span);
        Ok(target)
    }

    /// `target` = `left` op `right`.
    pub(super) fn compare_into(&mut self, target: Register, op: CmpOp, left: Register, right: Register, span: Span) {
        if let Some(comparison) = comparison(op) {
            self.emit(op::COMPARE_OP(target, left, right, comparison.operand()), span);
        } else {
            let test = if matches!(op, CmpOp::Is | CmpOp::IsNot) { op::IS_OP } else { op::CONTAINS_OP };
            let inverted = u8::from(matches!(op, CmpOp::IsNot | CmpOp::NotIn));
            self.emit(test(target, left, right, inverted), span);
        }
    }

    /// The last operand of a comparison: a display may be only searched there.
    pub(super) fn comparator(&mut self, op: CmpOp, comparator: &Expr, dest: Dest) -> Compiled<Register> {
        match op {
            CmpOp::In | CmpOp::NotIn => self.iterated(comparator, dest),
            _ => self.value(comparator, dest),
        }
    }

    pub(super) fn compare(
        &mut self,
        left: &Expr,
        ops: &[CmpOp],
        comparators: &[Expr],
        dest: Dest,
        span: Span,
    ) -> Compiled<Register> {
        self.check_comparison(left, ops, comparators, span);
        let mark = self.unit.next;
        if let ([op], [right]) = (ops, comparators) {
            let left = self.operand_before(left, &[right])?;
            let right = self.comparator(*op, right, Dest::Operand)?;
            let target = self.target(mark, dest);
            self.compare_into(target, *op, left, right, span);
            return Ok(target);
        }
        let result = self.unit.push();
        let later: Vec<&Expr> = comparators.iter().collect();
        let mut left = self.operand_before(left, &later)?;
        let (end, cleanup) = (self.unit.label(), self.unit.label());
        let mut exits = Vec::new();
        for (index, (op, comparator)) in ops.iter().zip(comparators).enumerate() {
            if index + 1 == ops.len() {
                let right = self.comparator(*op, comparator, Dest::Operand)?;
                self.compare_into(result, *op, left, right, span);
                break;
            }
            let (middle, copy) = self.middle_operand(comparator, &later[index + 1..], span)?;
            self.compare_into(result, *op, left, copy, span);
            let exit = if self.unit.is_temporary(middle) {
                let exit = self.unit.label();
                exits.push((exit, middle));
                exit
            } else {
                end
            };
            self.unit.own_flow_begins();
            self.jump(|to| op::POP_JUMP_IF_FALSE(result, to, KEEP), exit, span);
            self.unit.own_flow_ends();
            self.unit.mark_missing_branch(cleanup, span.line);
            self.emit(op::POP_TOP(result), span);
            self.unit.next = self.unit.next.min(middle.max(result).plus(1));
            left = middle;
        }
        self.unit.mark_cleanup(cleanup, end, span.line);
        self.unit.own_flow_begins();
        for (index, (exit, middle)) in exits.into_iter().enumerate() {
            if index == 0 {
                self.jump(op::JUMP, end, NOWHERE);
            }
            self.unit.bind(exit);
            self.emit(op::POP_TOP(middle), span);
            self.jump(op::JUMP, end, NOWHERE);
        }
        self.unit.own_flow_ends();
        self.unit.bind(end);
        Ok(self.deliver(result, mark, dest, span))
    }

    /// A middle operand of a comparison chain, and what its first comparison reads: a copy of a temporary.
    pub(super) fn middle_operand(
        &mut self,
        comparator: &Expr,
        later: &[&Expr],
        span: Span,
    ) -> Compiled<(Register, Register)> {
        let middle = self.operand_before(comparator, later)?;
        if !self.unit.is_temporary(middle) {
            self.unit.note_copy(middle);
            return Ok((middle, middle));
        }
        let copy = self.unit.push();
        self.emit(op::COPY(copy, middle), span);
        Ok((middle, copy))
    }
}
