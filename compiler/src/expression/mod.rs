//! Expressions.

mod attribute;
mod condition;
mod display;
mod operation;
pub mod percent;
mod search;
mod text;

use ouropy_grammar::ast::{BoolOp, Expr, ExprKind, Span};
use ouropy_grammar::error::SyntaxError;

use super::asynchronous::Awaited;
use super::names::Access;
use super::statement::NOWHERE;
use super::unit::Label;
use super::{Compiled, Compiler};
use crate::code::{Constant, Count, Distance, Instruction, Register, op};

pub(super) use attribute::attribute_span;
pub(super) use condition::{CONSUME, KEEP, When};
pub(super) use operation::{Form, binary_operator};
pub(super) use search::any_child;

/// Where the value of an expression is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dest {
    /// Anywhere an instruction can read it: a local, borrowed, or the next temporary.
    Operand,
    /// In the next temporary.
    Temporary,
    /// In this local, written by the last instruction.
    Local(Register),
}

/// An `and` or `or` whose value is wanted.
struct BoolChain {
    op: BoolOp,
    dest: Dest,
    span: Span,
    /// The temporary of each operand in turn.
    mark: Register,
    /// Behind the whole.
    end: Label,
    /// Where a temporary is the result.
    moved: Label,
    any_moved: bool,
}

impl Compiler<'_> {
    /// Compiles an expression to an operand.
    pub(super) fn expression(&mut self, expression: &Expr) -> Compiled<Register> {
        self.value(expression, Dest::Operand)
    }

    /// Compiles an expression into the next temporary.
    pub(super) fn temporary(&mut self, expression: &Expr) -> Compiled<Register> {
        self.value(expression, Dest::Temporary)
    }

    /// Compiles an expression to an operand that stays what it is while those of `later` are evaluated: a local is
    /// copied if a `:=` among them might rebind it, or if the function waits in them, where CPython counts it.
    pub(super) fn operand_before(&mut self, expression: &Expr, later: &[&Expr]) -> Compiled<Register> {
        let register = self.value(expression, Dest::Operand)?;
        if !self.unit.is_temporary(register)
            && (self.unit.has_named_expression && later.iter().any(|later| search::has_named_expression(later))
                || self.symbols[self.unit.scope].is_suspendable() && later.iter().any(|later| search::waits(later)))
        {
            let copy = self.unit.push();
            self.emit(op::COPY(copy, register), expression.span);
            return Ok(copy);
        }
        Ok(register)
    }

    /// Frees the temporaries from `mark` on and returns the register for a result.
    pub(super) fn target(&mut self, mark: Register, dest: Dest) -> Register {
        self.unit.next = mark;
        match dest {
            Dest::Local(register) => register,
            Dest::Operand | Dest::Temporary => self.unit.push(),
        }
    }

    /// Brings the temporary `register`, the lowest from `mark` on, to where it is wanted.
    pub(super) fn deliver(&mut self, register: Register, mark: Register, dest: Dest, span: Span) -> Register {
        let target = self.target(mark, dest);
        if target != register {
            self.emit(op::MOVE(target, register), span);
        }
        target
    }

    /// Compiles an expression to where it is wanted; returns the register it is in.
    pub(super) fn value(&mut self, expression: &Expr, dest: Dest) -> Compiled<Register> {
        self.deeper()?;
        let register = self.one_value(expression, dest)?;
        self.depth -= 1;
        Ok(register)
    }

    pub(super) fn constant(&mut self, constant: Constant, dest: Dest, span: Span) -> Register {
        let mark = self.unit.next;
        let target = self.target(mark, dest);
        self.load_constant(target, constant, span);
        target
    }

    fn one_value(&mut self, expression: &Expr, dest: Dest) -> Compiled<Register> {
        let span = expression.span;
        let mark = self.unit.next;
        if let Some(constant) = self.fold(expression) {
            return Ok(self.constant(constant, dest, span));
        }
        match &expression.kind {
            ExprKind::Name { id } => Ok(self.name(id, dest, span)),
            ExprKind::BoolOp { op, values } => self.bool_op(*op, values, dest, span),
            ExprKind::NamedExpr { target, value } => self.named_expression(target, value, dest, span),
            ExprKind::BinOp { left, op, right } => self.binary(left, *op, right, dest, span),
            ExprKind::UnaryOp { op, operand } => self.unary(*op, operand, dest, span),
            ExprKind::Lambda { args, body } => self.lambda(expression, args, body, dest),
            ExprKind::IfExp { test, body, orelse } => {
                let (otherwise, end) = (self.unit.label(), self.unit.label());
                self.jump_if(test, otherwise, When::False)?;
                let dest = if dest == Dest::Operand { Dest::Temporary } else { dest };
                self.value(body, dest)?;
                self.jump(op::JUMP, end, NOWHERE);
                self.unit.bind(otherwise);
                self.unit.next = mark;
                let register = self.value(orelse, dest)?;
                self.unit.bind(end);
                Ok(register)
            }
            ExprKind::Dict { keys, values } => self.dict_display(keys, values, dest, span),
            ExprKind::Set { elts } => self.set_display(elts, dest, span),
            ExprKind::List { elts } => self.list_display(elts, dest, span),
            ExprKind::Tuple { elts } => self.tuple_display(elts, dest, span),
            ExprKind::ListComp { .. }
            | ExprKind::SetComp { .. }
            | ExprKind::DictComp { .. }
            | ExprKind::GeneratorExp { .. } => self.comprehension(expression, dest),
            ExprKind::Await { value } => {
                let source = self.expression(value)?;
                self.await_value(source, Awaited::Expression, mark, dest, span)
            }
            ExprKind::Yield { value } => {
                let source = match value {
                    Some(value) => self.expression(value)?,
                    None => self.constant(Constant::None, Dest::Temporary, span),
                };
                let source = self.wrapped_for_yield(source, mark, span);
                let target = self.target(mark, dest);
                self.emit(op::YIELD_VALUE(target, source), span);
                Ok(target)
            }
            ExprKind::YieldFrom { value } => {
                if self.symbols[self.unit.scope].is_coroutine {
                    return Err(SyntaxError::at(span, "'yield from' inside async function"));
                }
                let source = self.expression(value)?;
                let iterator = self.target(mark, Dest::Temporary);
                self.emit(op::GET_YIELD_FROM_ITER(iterator, source), span);
                Ok(self.delegate(iterator, dest, span))
            }
            ExprKind::Compare { left, ops, comparators } => self.compare(left, ops, comparators, dest, span),
            ExprKind::Call { func, args, keywords } => self.call(func, args, keywords, dest, span),
            ExprKind::FormattedValue { .. } => self.formatted_value(expression, dest),
            ExprKind::JoinedStr { values } => self.joined_string(values, dest, span),
            ExprKind::Interpolation { .. } => self.interpolation(expression, dest),
            ExprKind::TemplateStr { values } => self.template(values, dest, span),
            // Constants fold.
            ExprKind::Constant { .. } => Ok(self.constant(Constant::None, dest, span)),
            ExprKind::Attribute { value, attr } => self.attribute(expression, value, attr, dest),
            ExprKind::Subscript { value, slice } => self.subscript(value, slice, dest, span),
            ExprKind::Starred { .. } => Err(SyntaxError::at(span, "can't use starred expression here")),
            ExprKind::Slice { lower, upper, step } => {
                let bounds = [lower, upper, step];
                let count = if step.is_some() { 3 } else { 2 };
                for bound in &bounds[..count] {
                    match bound {
                        Some(bound) => self.temporary(bound)?,
                        None => self.constant(Constant::None, Dest::Temporary, span),
                    };
                }
                let target = self.target(mark, dest);
                self.emit(op::BUILD_SLICE(target, mark, Count::of(count)), span);
                Ok(target)
            }
        }
    }

    fn name(&mut self, id: &std::rc::Rc<str>, dest: Dest, span: Span) -> Register {
        let name = self.mangled(id);
        let access = self.access(&name);
        let mark = self.unit.next;
        if let Access::Fast(register) = access {
            self.checked_local(register, span);
            return match dest {
                Dest::Operand => {
                    self.unit.mark_instruction(span.line);
                    self.unit.pass_line(span.line);
                    register
                }
                Dest::Local(target) if target == register => {
                    self.unit.mark_instruction(span.line);
                    self.unit.pass_line(span.line);
                    register
                }
                Dest::Local(_) | Dest::Temporary => {
                    let target = self.target(mark, dest);
                    self.emit(op::COPY(target, register), span);
                    target
                }
            };
        }
        let target = self.target(mark, dest);
        self.load(access, &name, target, span);
        target
    }

    /// Appends a jump to `label`; the distance comes when it is known.
    pub(super) fn jump(&mut self, jump: impl FnOnce(Distance) -> Instruction, label: Label, span: Span) {
        self.unit.jump(jump, label, super::position(span));
    }

    fn bool_op(&mut self, op: BoolOp, values: &[Expr], dest: Dest, span: Span) -> Compiled<Register> {
        let mark = self.unit.next;
        let dest = if dest == Dest::Operand { Dest::Temporary } else { dest };
        let end = self.unit.label();
        // Temporaries are tested in place and moved at the end; locals are only copied when they are the result.
        let moved = self.unit.label();
        let Some((last, values)) = values.split_last() else { return Ok(mark) };
        let mut chain = BoolChain { op, dest, span, mark, end, moved, any_moved: false };
        for value in values {
            self.operand_of_bool_op(value, &mut chain)?;
        }
        let any_moved = chain.any_moved;
        let register = self.value(last, dest)?;
        self.unit.mark_label(end);
        self.unit.own_flow_begins();
        if any_moved {
            if let Dest::Local(target) = dest {
                self.jump(op::JUMP, end, NOWHERE);
                self.unit.bind(moved);
                self.emit(op::MOVE(target, mark), span);
            } else {
                self.unit.bind(moved);
            }
        }
        self.unit.bind(end);
        self.unit.own_flow_ends();
        Ok(register)
    }

    /// An operand that is not the last: a jump to the end with its value, or on without it. The operands of another `and`
    /// or `or` in it are tested once, as in CPython: what decides there decides here, or goes on here.
    fn operand_of_bool_op(&mut self, value: &Expr, chain: &mut BoolChain) -> Compiled {
        let stop = if chain.op == BoolOp::Or { When::True } else { When::False };
        if let ExprKind::BoolOp { op, values } = &value.kind
            && let Some((last, values)) = values.split_last()
            && self.fold(value).is_none()
        {
            if *op == chain.op {
                for value in values {
                    self.operand_of_bool_op(value, chain)?;
                }
                return self.operand_of_bool_op(last, chain);
            }
            let next = self.unit.label();
            for value in values {
                self.jump_if(value, next, stop.opposite())?;
            }
            self.operand_of_bool_op(last, chain)?;
            self.unit.bind(next);
            return Ok(());
        }
        let &mut BoolChain { dest, span, mark, end, moved, .. } = chain;
        let operand = self.expression(value)?;
        self.unit.note_copy(operand);
        self.mark_value_of_bool_op(value, end, stop);
        self.unit.own_flow_begins();
        if self.unit.is_temporary(operand) {
            let jump = if stop == When::True { op::POP_JUMP_IF_TRUE } else { op::POP_JUMP_IF_FALSE };
            self.jump(|to| jump(operand, to, KEEP), moved, span);
            self.emit(op::POP_TOP(operand), span);
            chain.any_moved = true;
        } else {
            let next = self.unit.label();
            let jump = if stop == When::True { op::POP_JUMP_IF_FALSE } else { op::POP_JUMP_IF_TRUE };
            self.jump(|to| jump(operand, to, CONSUME), next, span);
            let target = self.target(mark, dest);
            if target != operand {
                self.emit(op::COPY(target, operand), span);
            }
            self.jump(op::JUMP, end, NOWHERE);
            self.unit.bind(next);
        }
        self.unit.own_flow_ends();
        self.unit.next = mark;
        Ok(())
    }

    fn named_expression(&mut self, target: &Expr, value: &Expr, dest: Dest, span: Span) -> Compiled<Register> {
        let ExprKind::Name { id } = &target.kind else {
            return Err(SyntaxError::at(span, "cannot use assignment expressions with expression"));
        };
        let name = self.mangled(id);
        let mark = self.unit.next;
        if let Access::Fast(register) = self.access(&name) {
            if dest == Dest::Temporary {
                // What stays is the value, which is counted, not a copy of the local, which may not be.
                let result = self.temporary(value)?;
                self.emit(op::COPY(register, result), target.span);
                self.unit.appear(register);
                self.unit.bound.insert(register);
                return Ok(result);
            }
            self.value(value, Dest::Local(register))?;
            self.unit.mark_instruction(target.span.line);
            self.unit.appear(register);
            self.unit.bound.insert(register);
            if dest == Dest::Operand || dest == Dest::Local(register) {
                return Ok(register);
            }
            let target = self.target(mark, dest);
            self.emit(op::COPY(target, register), span);
            return Ok(target);
        }
        let result = self.temporary(value)?;
        let copy = self.unit.push();
        self.emit(op::COPY(copy, result), span);
        self.store_name(id, copy, target.span)?;
        Ok(self.deliver(result, mark, dest, span))
    }
}
