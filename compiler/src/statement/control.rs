//! `if`, loops, `return`, `assert` and `raise`.

use ouropy_grammar::ast::{Expr, ExprKind, For, Span, Stmt, StmtKind};
use ouropy_grammar::error::SyntaxError;

use super::exception::NOWHERE;
use super::unwind::Until;
use crate::code::CommonConstant;
use crate::code::{Constant, Count, Register, op};
use crate::expression::{Dest, When};
use crate::symbols::ScopeKind;
use crate::unit::{Block, Label};
use crate::{Compiled, Compiler, fold};

/// Stands where RAISE_VARARGS is given no value.
const NO_VALUE: Register = Register::at(0);

/// How a loop is left, or its turn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LoopExit {
    /// For good.
    Break,
    /// For the next turn.
    Continue,
}

impl<'a> Compiler<'a> {
    pub(super) fn if_statement(&mut self, statement: &'a Stmt) -> Compiled {
        let end = self.unit.label();
        let mut current = statement;
        // A chain of `elif` is a loop here, so that its length does not count as depth.
        while let StmtKind::If { test, body, orelse } = &current.kind {
            let otherwise = self.unit.label();
            self.jump_if(test, otherwise, When::False)?;
            self.statements(body)?;
            if !orelse.is_empty() {
                self.jump(op::JUMP, end, NOWHERE);
            }
            self.unit.bind(otherwise);
            match &orelse[..] {
                [next] if matches!(next.kind, StmtKind::If { .. }) => current = next,
                orelse => {
                    self.statements(orelse)?;
                    break;
                }
            }
        }
        self.unit.bind(end);
        Ok(())
    }

    pub(super) fn while_loop(&mut self, test: &'a Expr, body: &'a [Stmt], orelse: &'a [Stmt], span: Span) -> Compiled {
        let (top, next) = (self.unit.label(), self.unit.label());
        let (anchor, exit) = (self.unit.label(), self.unit.label());
        let forever = self.fold(test).is_some_and(|constant| fold::truth(&constant));
        if self.is_comparing_jump(test) {
            // Tested once before the loop and then at its bottom: one instruction for each turn.
            // CPython jumps back to the one test, where `continue` leads too.
            self.unit.mark_label(next);
            self.jump_if(test, anchor, When::False)?;
            self.unit.own_flow_begins();
            self.unit.bind_loop(top);
            self.unit.own_flow_ends();
            self.push_block(Block::While { next, exit }, span)?;
            self.statements(body)?;
            self.unit.blocks.pop();
            self.unit.mark_missing_jump(next);
            self.unit.interrupts();
            self.unit.mark_copy(next);
            self.unit.own_flow_begins();
            self.unit.bind(next);
            self.jump_if(test, top, When::True)?;
            self.unit.own_flow_ends();
        } else {
            self.unit.bind_loop(top);
            if forever {
                self.mark_condition(test, anchor, When::False);
                self.unit.pass_line(test.span.line);
            } else {
                self.jump_if(test, anchor, When::False)?;
            }
            self.push_block(Block::While { next: top, exit }, span)?;
            self.statements(body)?;
            self.unit.blocks.pop();
            self.end_turn(top, body);
        }
        self.unit.bind(anchor);
        self.statements(orelse)?;
        self.unit.bind(exit);
        Ok(())
    }

    pub(super) fn for_loop(&mut self, each: &'a For, span: Span) -> Compiled {
        let mark = self.unit.next;
        let (next, anchor, exit) = (self.unit.label(), self.unit.label(), self.unit.label());
        let iterator = self.iterator(&each.iter)?;
        self.unit.bind_loop(next);
        self.for_iter(iterator, &each.target, anchor, each.iter.span)?;
        self.push_block(Block::For { next, exit, iterator }, span)?;
        self.statements(&each.body)?;
        self.unit.blocks.pop();
        self.end_turn(next, &each.body);
        self.unit.bind(anchor);
        // The end of the iterator.
        self.unit.mark_instruction(0);
        self.unit.next = mark;
        self.statements(&each.orelse)?;
        self.unit.bind(exit);
        Ok(())
    }

    /// Goes back to the head of a loop. An exception that comes here (the handler of a signal may raise one) belongs to
    /// the last statement of the body.
    pub(crate) fn end_turn(&mut self, head: Label, body: &[Stmt]) {
        let position = match body.last() {
            Some(Stmt { kind: StmtKind::Pass, span, .. }) => crate::position(*span),
            _ => self.unit.last_position(),
        };
        self.unit.jump_back(head, position);
    }

    /// `break` and `continue`.
    pub(super) fn leave_loop(&mut self, exit_kind: LoopExit, span: Span) -> Compiled {
        let stops = |block: &Block<'_>| matches!(block, Block::While { .. } | Block::For { .. } | Block::StarHandler);
        if !self.unit.blocks.iter().any(stops) {
            let message = match exit_kind {
                LoopExit::Break => "'break' outside loop",
                LoopExit::Continue => "'continue' not properly in loop",
            };
            return Err(SyntaxError::at(span, message));
        }
        self.unit.bare_line(span.line);
        let (left, span) = self.leave(Until::Loop, None, span)?;
        let label = match self.unit.blocks.last() {
            Some(&Block::While { exit, .. }) if exit_kind == LoopExit::Break => exit,
            Some(&Block::For { exit, iterator, .. }) if exit_kind == LoopExit::Break => {
                self.emit(op::POP_TOP(iterator), span);
                exit
            }
            Some(&(Block::While { next, .. } | Block::For { next, .. })) => next,
            _ => return Ok(()),
        };
        self.jump(op::JUMP, label, span);
        self.unit.interrupts();
        self.enter_again(left);
        Ok(())
    }

    pub(super) fn return_statement(&mut self, value: Option<&Expr>, span: Span) -> Compiled {
        if self.unit.kind != ScopeKind::Function {
            return Err(SyntaxError::at(span, "'return' outside function"));
        }
        if value.is_some() && self.symbols[self.unit.scope].is_async_generator() {
            return Err(SyntaxError::at(span, "'return' with value in async generator"));
        }
        if let Some(value) = value
            && self.unit.blocks.iter().all(|block| matches!(block, Block::While { .. }))
        {
            return self.return_expression(value, span);
        }
        let constant = value.and_then(|value| self.fold(value));
        let kept = match value {
            Some(value) if constant.is_none() => {
                // Code that runs on the way out may rebind the local.
                let needs_copy = self.unit.blocks.iter().any(Block::runs_code);
                let dest = if needs_copy { Dest::Temporary } else { Dest::Operand };
                Some(self.value(value, dest)?)
            }
            _ => None,
        };
        let place = match value {
            Some(value) if matches!(value.kind, ExprKind::Constant { .. }) && value.span.line == span.line => {
                value.span
            }
            _ => span,
        };
        if place.line != span.line || value.is_none() || constant.is_some() {
            self.unit.bare_line(place.line);
        }
        let temporary = kept.filter(|&register| self.unit.is_temporary(register));
        let (left, way) = self.leave(Until::End, temporary, place)?;
        let span = if way == NOWHERE && !left.is_empty() { NOWHERE } else { span };
        match (kept, constant) {
            (Some(register), _) => {
                self.emit(op::RETURN_VALUE(register), span);
            }
            (None, constant) => {
                let value = value.filter(|_| span != NOWHERE);
                self.return_constant(constant.unwrap_or(Constant::None), value, span);
            }
        }
        self.unit.reachable = false;
        self.enter_again(left);
        Ok(())
    }

    fn return_constant(&mut self, constant: Constant, value: Option<&Expr>, span: Span) {
        if matches!(constant, Constant::None) {
            self.emit(op::RETURN_NONE(), span);
        } else {
            let register = self.constant(constant, Dest::Temporary, value.map_or(span, |value| value.span));
            self.emit(op::RETURN_VALUE(register), span);
        }
    }

    /// Returns the value of an expression where nothing is to be left; each arm of a conditional expression returns its
    /// own.
    pub(crate) fn return_expression(&mut self, value: &Expr, span: Span) -> Compiled {
        let mark = self.unit.next;
        let mut value = value;
        loop {
            if let Some(constant) = self.fold(value) {
                self.return_constant(constant, Some(value), span);
                break;
            }
            let ExprKind::IfExp { test, body, orelse } = &value.kind else {
                let register = self.value(value, Dest::Operand)?;
                self.emit(op::RETURN_VALUE(register), span);
                break;
            };
            let otherwise = self.unit.label();
            self.jump_if(test, otherwise, When::False)?;
            let register = self.value(body, Dest::Operand)?;
            self.emit(op::RETURN_VALUE(register), span);
            self.unit.next = mark;
            self.unit.reachable = false;
            self.unit.bind(otherwise);
            value = orelse;
        }
        self.unit.next = mark;
        self.unit.reachable = false;
        Ok(())
    }

    pub(super) fn raise(&mut self, exc: Option<&Expr>, cause: Option<&Expr>, span: Span) -> Compiled {
        let mut registers = [NO_VALUE; 2];
        let mut count = 0;
        if let Some(exc) = exc {
            let later: Vec<&Expr> = cause.into_iter().collect();
            registers[0] = self.operand_before(exc, &later)?;
            count = 1;
            if let Some(cause) = cause {
                registers[1] = self.expression(cause)?;
                count = 2;
            }
        }
        self.emit(op::RAISE_VARARGS(registers[0], registers[1], count), span);
        self.unit.reachable = false;
        Ok(())
    }

    pub(super) fn assertion(&mut self, test: &Expr, msg: Option<&Expr>, span: Span) -> Compiled {
        self.check_assertion(test, span);
        if self.options.optimize > 0 {
            return Ok(());
        }
        let end = self.unit.label();
        self.jump_if(test, end, When::True)?;
        let error = self.unit.push();
        self.emit(op::LOAD_COMMON_CONSTANT(error, CommonConstant::AssertionError as u8), span);
        if let Some(msg) = msg {
            self.temporary(msg)?;
            self.emit(op::CALL(error, Count::of(1), error), span);
        }
        self.emit(op::RAISE_VARARGS(error, NO_VALUE, 1), test.span);
        self.unit.reachable = false;
        self.unit.bind(end);
        Ok(())
    }
}
