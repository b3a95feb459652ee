//! `await`, `async for`, and what asynchronous generators yield. `async with` is with `with`.

use ouropy_grammar::ast::{Expr, For, Span};

use super::expression::Dest;
use super::unit::{Block, Region};
use super::{Compiled, Compiler};
use crate::code::{Constant, Register, op};

/// Where an awaited object comes from: GET_AWAITABLE's numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Awaited {
    /// From the program.
    Expression = 0,
    /// From `__aenter__`.
    Enter = 1,
    /// From `__aexit__`.
    Exit = 2,
}

impl<'a> Compiler<'a> {
    /// Awaits the operand `source`, the last one from `mark` on.
    pub(super) fn await_value(
        &mut self,
        source: Register,
        awaited: Awaited,
        mark: Register,
        dest: Dest,
        span: Span,
    ) -> Compiled<Register> {
        let iterator = self.target(mark, Dest::Temporary);
        self.emit(op::GET_AWAITABLE(iterator, source, awaited as u8), span);
        Ok(self.delegate(iterator, dest, span))
    }

    /// Awaits what the last temporary, `register`, holds; the result takes its place.
    pub(super) fn await_in_place(&mut self, register: Register, awaited: Awaited, span: Span) {
        self.emit(op::GET_AWAITABLE(register, register, awaited as u8), span);
        self.delegate(register, Dest::Temporary, span);
    }

    /// Delegates to the iterator in the last temporary; its value takes its place, or goes where it is wanted.
    pub(super) fn delegate(&mut self, iterator: Register, dest: Dest, span: Span) -> Register {
        let result = self.constant(Constant::None, Dest::Temporary, span);
        self.emit(op::YIELD_FROM(result, iterator), span);
        self.deliver(result, iterator, dest, span)
    }

    /// What `yield` gives to YIELD_VALUE: an asynchronous generator wraps it.
    pub(super) fn wrapped_for_yield(&mut self, source: Register, mark: Register, span: Span) -> Register {
        if !self.symbols[self.unit.scope].is_async_generator() {
            return source;
        }
        let wrapped = self.target(mark, Dest::Temporary);
        self.emit(op::ASYNC_GEN_WRAP(wrapped, source), span);
        wrapped
    }

    pub(super) fn async_for(&mut self, each: &'a For, span: Span) -> Compiled {
        let mark = self.unit.next;
        let (next, exit) = (self.unit.label(), self.unit.label());
        let place = each.iter.span;
        let iterator = self.async_iterator(&each.iter)?;
        self.unit.bind_loop(next);
        let region = self.async_next(iterator, &each.target, span)?;
        self.push_block(Block::For { next, exit, iterator }, span)?;
        self.statements(&each.body)?;
        self.unit.blocks.pop();
        self.end_turn(next, &each.body);
        self.end_async_for(iterator, region, place);
        self.unit.next = mark;
        self.statements(&each.orelse)?;
        self.unit.bind(exit);
        Ok(())
    }

    /// `aiter(expression)` in the next temporary.
    pub(super) fn async_iterator(&mut self, iterable: &Expr) -> Compiled<Register> {
        let mark = self.unit.next;
        let operand = self.expression(iterable)?;
        let iterator = self.target(mark, Dest::Temporary);
        self.emit(op::GET_AITER(iterator, operand), iterable.span);
        Ok(iterator)
    }

    /// One step of an asynchronous iteration: the next item into the target. Its end is an exception, as all that the
    /// step may raise: the region given back is for [`end_async_for`](Self::end_async_for). As in CPython, `span` is that of
    /// the whole loop. `next` of the registers is as before.
    pub(super) fn async_next(&mut self, iterator: Register, target: &Expr, span: Span) -> Compiled<Region> {
        let mark = self.unit.next;
        let mut region = self.unit.open_region(mark);
        let item = self.unit.push();
        self.emit(op::GET_ANEXT(item, iterator), span);
        self.delegate(item, Dest::Temporary, span);
        self.unit.pause(&mut region);
        self.store(target, item)?;
        self.unit.next = mark;
        Ok(region)
    }

    /// The end of an asynchronous iteration, by the exception of a step.
    pub(super) fn end_async_for(&mut self, iterator: Register, region: Region, span: Span) {
        self.unit.reachable = false;
        if self.unit.bind_handler(&region) {
            self.emit(op::END_ASYNC_FOR(region.register, iterator), span);
        }
    }
}
