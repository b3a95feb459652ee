//! Assignments of every kind, and `del`.

use ouropy_grammar::ast::{Expr, ExprKind, Operator, Span};
use ouropy_grammar::error::SyntaxError;

use crate::code::{Constant, Count, Register, op};
use crate::expression::{Dest, Form, attribute_span, binary_operator};
use crate::names::Access;
use crate::{Compiled, Compiler};

impl Compiler<'_> {
    pub(super) fn assignment(&mut self, targets: &[Expr], value: &Expr, span: Span) -> Compiled {
        if let [target] = targets {
            return self.assign(target, value);
        }
        let Some((last, others)) = targets.split_last() else { return Ok(()) };
        let later: Vec<&Expr> = targets.iter().collect();
        let register = self.operand_before(value, &later)?;
        // A local read for several targets may be one of them.
        let register = if self.unit.is_temporary(register) {
            register
        } else {
            let copy = self.unit.push();
            self.emit(op::COPY(copy, register), span);
            copy
        };
        for target in others {
            let copy = self.unit.push();
            self.emit(op::COPY(copy, register), span);
            self.store(target, copy)?;
            self.unit.next = register.plus(1);
        }
        self.store(last, register)
    }

    /// `target = value`
    pub(crate) fn assign(&mut self, target: &Expr, value: &Expr) -> Compiled {
        let mark = self.unit.next;
        if let ExprKind::Name { id } = &target.kind {
            let dest = self.store_dest(id);
            let register = self.value(value, dest)?;
            self.store_name(id, register, target.span)?;
        } else if !self.assign_in_parallel(target, value)? {
            let register = self.operand_before(value, &[target])?;
            self.store(target, register)?;
        }
        self.unit.next = mark;
        Ok(())
    }

    /// `a, b = x, y` without a tuple, for up to three; false if the assignment is no such one.
    fn assign_in_parallel(&mut self, target: &Expr, value: &Expr) -> Compiled<bool> {
        let (ExprKind::Tuple { elts: targets } | ExprKind::List { elts: targets }) = &target.kind else {
            return Ok(false);
        };
        let ExprKind::Tuple { elts: values } = &value.kind else { return Ok(false) };
        let starred = |expression: &Expr| matches!(expression.kind, ExprKind::Starred { .. });
        if targets.len() != values.len()
            || targets.is_empty()
            || targets.len() > 3
            || targets.iter().chain(values).any(starred)
            || self.fold(value).is_some()
        {
            return Ok(false);
        }
        let base = self.unit.next;
        let locals = self.distinct_locals(targets);
        // Local variables are stored from right to left there, everything else from left to right.
        if let Some(locals) = locals {
            let (last, others) = (values.len() - 1, &values[..values.len() - 1]);
            for value in others {
                self.temporary(value)?;
            }
            self.value(&values[last], Dest::Local(locals[last]))?;
            for &register in &locals {
                self.unit.appear(register);
            }
            self.unit.bound.insert(locals[last]);
            for index in (0..last).rev() {
                self.emit(op::MOVE(locals[index], base.plus(index)), targets[index].span);
                self.unit.bound.insert(locals[index]);
            }
            return Ok(true);
        }
        for value in values {
            self.temporary(value)?;
        }
        for (index, target) in targets.iter().enumerate() {
            self.store(target, base.plus(index))?;
        }
        Ok(true)
    }

    /// The registers of targets that are different locals on one line.
    fn distinct_locals(&mut self, targets: &[Expr]) -> Option<Vec<Register>> {
        let mut registers = Vec::new();
        for target in targets {
            let ExprKind::Name { id } = &target.kind else { return None };
            let name = self.mangled(id);
            match self.access(&name) {
                Access::Fast(register) if !registers.contains(&register) => registers.push(register),
                _ => return None,
            }
            if target.span.line != targets[0].span.line {
                return None;
            }
        }
        Some(registers)
    }

    /// Stores a register to a target. A temporary is consumed.
    pub(crate) fn store(&mut self, target: &Expr, register: Register) -> Compiled {
        let span = target.span;
        let mark = self.unit.next;
        match &target.kind {
            ExprKind::Name { id } => self.store_name(id, register, span)?,
            ExprKind::Attribute { value, attr } => {
                self.note_static_attribute(value, attr);
                let name = self.mangled(attr);
                let object = self.expression(value)?;
                let span = attribute_span(span, target, attr);
                let cache = self.unit.cache(&name);
                self.emit(op::STORE_ATTR(object, register, cache), span);
            }
            ExprKind::Subscript { value, slice } => {
                let object = self.operand_before(value, &[slice])?;
                if let Some(bounds) = self.two_bounds(slice)? {
                    self.emit(op::STORE_SLICE(object, register, bounds), span);
                } else {
                    let index = self.expression(slice)?;
                    self.emit(op::STORE_SUBSCR(object, index, register), span);
                }
            }
            ExprKind::Tuple { elts } | ExprKind::List { elts } => self.unpack(elts, register, span)?,
            ExprKind::Starred { .. } => {
                return Err(SyntaxError::at(span, "starred assignment target must be in a list or tuple"));
            }
            _ => return Err(SyntaxError::at(span, "cannot assign to expression")),
        }
        self.unit.next = mark;
        Ok(())
    }

    fn unpack(&mut self, elts: &[Expr], register: Register, span: Span) -> Compiled {
        let starred = |elt: &Expr| matches!(elt.kind, ExprKind::Starred { .. });
        let star = elts.iter().position(starred);
        let top = register.plus(1) == self.unit.next && self.unit.is_temporary(register);
        let base = if top { register } else { self.unit.next };
        self.unit.next = base;
        for _ in elts {
            self.unit.push();
        }
        match star {
            None => {
                self.emit(op::UNPACK_SEQUENCE(base, register, Count::of(elts.len())), span);
            }
            Some(before) => {
                let after = elts.len() - before - 1;
                if elts[before + 1..].iter().any(starred) {
                    return Err(SyntaxError::at(span, "multiple starred expressions in assignment"));
                }
                let (Ok(_), Ok(after)) = (u8::try_from(before), u8::try_from(after)) else {
                    return Err(SyntaxError::at(span, "too many expressions in star-unpacking assignment"));
                };
                self.emit(op::UNPACK_EX(base, register, Count::of(before), after), span);
            }
        }
        for (index, elt) in elts.iter().enumerate() {
            let target = match &elt.kind {
                ExprKind::Starred { value } => value,
                _ => elt,
            };
            self.store(target, base.plus(index))?;
        }
        Ok(())
    }

    pub(super) fn augmented_assignment(&mut self, target: &Expr, op: Operator, value: &Expr, span: Span) -> Compiled {
        let op = binary_operator(op);
        let mark = self.unit.next;
        match &target.kind {
            ExprKind::Name { id } => {
                let left = self.operand_before(target, &[value])?;
                let dest = self.store_dest(id);
                let result = self.binary_with(left, op, value, Form::InPlace, mark, dest, span)?;
                self.store_name(id, result, target.span)
            }
            ExprKind::Attribute { value: object, attr } => {
                let name = self.mangled(attr);
                let object = self.operand_before(object, &[value])?;
                let operand = self.copied(object, target.span);
                let inner = self.unit.next;
                let attr_span = attribute_span(target.span, target, attr);
                let left = if operand == object { self.unit.push() } else { operand };
                let cache = self.unit.cache(&name);
                self.emit(op::LOAD_ATTR(left, operand, cache), attr_span);
                let base = if operand == object { inner } else { operand };
                let result = self.binary_with(left, op, value, Form::InPlace, base, Dest::Temporary, span)?;
                let cache = self.unit.cache(&name);
                self.emit(op::STORE_ATTR(object, result, cache), attr_span);
                Ok(())
            }
            ExprKind::Subscript { value: object, slice } => {
                let object = self.operand_before(object, &[slice, value])?;
                if let Some(bounds) = self.two_bounds(slice)? {
                    let base = self.unit.next;
                    let operand = self.copied(object, target.span);
                    let copies = self.unit.next;
                    for index in 0..2 {
                        let copy = self.unit.push();
                        self.emit(op::COPY(copy, bounds.plus(index)), target.span);
                    }
                    let left = self.target(base, Dest::Temporary);
                    self.emit(op::BINARY_SLICE(left, operand, copies), target.span);
                    let result = self.binary_with(left, op, value, Form::InPlace, base, Dest::Temporary, span)?;
                    self.emit(op::STORE_SLICE(object, result, bounds), target.span);
                    return Ok(());
                }
                let index = self.operand_before(slice, &[value])?;
                let base = self.unit.next;
                let (operand, operand_index) = (self.copied(object, target.span), self.copied(index, target.span));
                let left = self.target(base, Dest::Temporary);
                self.emit(op::BINARY_SUBSCR(left, operand, operand_index), target.span);
                let result = self.binary_with(left, op, value, Form::InPlace, base, Dest::Temporary, span)?;
                self.emit(op::STORE_SUBSCR(object, index, result), target.span);
                Ok(())
            }
            _ => Err(SyntaxError::at(target.span, "illegal expression for augmented assignment")),
        }
    }

    /// A local as it is, a temporary as a copy that may be consumed.
    fn copied(&mut self, register: Register, span: Span) -> Register {
        if !self.unit.is_temporary(register) {
            self.unit.note_copy(register);
            return register;
        }
        let copy = self.unit.push();
        self.emit(op::COPY(copy, register), span);
        copy
    }

    pub(crate) fn evaluate_and_drop(&mut self, expression: &Expr) -> Compiled {
        let mark = self.unit.next;
        let register = self.expression(expression)?;
        if self.unit.is_temporary(register) {
            self.emit(op::POP_TOP(register), expression.span);
        }
        self.unit.next = mark;
        Ok(())
    }

    pub(super) fn delete(&mut self, target: &Expr) -> Compiled {
        let span = target.span;
        let mark = self.unit.next;
        match &target.kind {
            ExprKind::Name { id } => self.delete_name(id, span)?,
            ExprKind::Attribute { value, attr } => {
                let name = self.mangled(attr);
                let object = self.expression(value)?;
                let index = self.unit.name_index(&name);
                let span = attribute_span(span, target, attr);
                self.emit(op::DELETE_ATTR(object, index), span);
            }
            ExprKind::Subscript { value, slice } => {
                let object = self.operand_before(value, &[slice])?;
                let index = if let Some(bounds) = self.two_bounds(slice)? {
                    let slice = self.target(bounds, Dest::Temporary);
                    self.emit(op::BUILD_SLICE(slice, bounds, Count::of(2)), span);
                    slice
                } else {
                    self.expression(slice)?
                };
                self.emit(op::DELETE_SUBSCR(object, index), span);
            }
            ExprKind::Tuple { elts } | ExprKind::List { elts } => {
                elts.iter().try_for_each(|elt| self.delete(elt))?;
            }
            _ => return Err(SyntaxError::at(span, "cannot delete expression")),
        }
        self.unit.next = mark;
        Ok(())
    }

    /// `None` in the next temporary.
    pub(super) fn none(&mut self, span: Span) -> Register {
        self.constant(Constant::None, Dest::Temporary, span)
    }
}
