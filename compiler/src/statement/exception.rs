//! `try` and `with`.

use ouropy_grammar::ast::{ExceptHandler, Span, Stmt, Try, WithItem};
use ouropy_grammar::error::SyntaxError;

use crate::asynchronous::Awaited;
use crate::code::{Count, KEEPS, Register, SpecialMethod, op};
use crate::expression::When;
use crate::symbols::Color;
use crate::unit::{Block, Label, Region};
use crate::{Compiled, Compiler, position};

/// Code that belongs to no line.
pub(crate) const NOWHERE: Span = Span { line: 0, column: 0, end_line: 0, end_column: 0 };

/// The clauses of a `try` statement.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Clauses {
    /// `except`, or none.
    Plain,
    /// `except*`.
    Star,
}

impl<'a> Compiler<'a> {
    pub(super) fn try_statement(&mut self, attempt: &'a Try, clauses: Clauses, span: Span) -> Compiled {
        match clauses {
            _ if !attempt.finalbody.is_empty() => self.try_finally(attempt, clauses, span),
            Clauses::Plain => self.try_except(attempt, span),
            Clauses::Star => self.try_except_star(attempt, span),
        }
    }

    fn try_finally(&mut self, attempt: &'a Try, clauses: Clauses, span: Span) -> Compiled {
        let base = self.unit.next;
        let exit = self.unit.label();
        self.unit.bare_line(span.line);
        let region = self.unit.open_region(base);
        self.push_block(Block::Finally(region, &attempt.finalbody), span)?;
        match clauses {
            _ if attempt.handlers.is_empty() => self.statements(&attempt.body)?,
            Clauses::Plain => self.try_except(attempt, span)?,
            Clauses::Star => self.try_except_star(attempt, span)?,
        }
        let Some(Block::Finally(mut region, _)) = self.unit.blocks.pop() else { return Ok(()) };
        self.unit.pause(&mut region);
        self.unit.mark_region_end();
        self.statements(&attempt.finalbody)?;
        self.jump(op::JUMP, exit, NOWHERE);

        if self.unit.bind_handler(&region) {
            let (exception, previous) = self.begin_handler(base);
            let region = self.unit.open_region(base.plus(2));
            self.push_block(Block::FinallyEnd { region, exception, previous }, span)?;
            self.silent += 1;
            self.statements(&attempt.finalbody)?;
            self.silent -= 1;
            let Some(Block::FinallyEnd { region, .. }) = self.unit.blocks.pop() else { return Ok(()) };
            self.emit(op::RERAISE(exception), NOWHERE);
            self.end_handler(region, previous);
        } else {
            self.unit.mark_exit();
        }
        self.unit.next = base;
        self.unit.bind(exit);
        Ok(())
    }

    /// The beginning of a handler: the exception is in `base`, the one handled before goes to the next register.
    pub(super) fn begin_handler(&mut self, base: Register) -> (Register, Register) {
        self.unit.next = base;
        let (exception, previous) = (self.unit.push(), self.unit.push());
        self.emit(op::PUSH_EXC_INFO(previous, exception), NOWHERE);
        (exception, previous)
    }

    /// What happens to an exception raised in a handler: the one handled before is restored, it goes on.
    pub(super) fn end_handler(&mut self, mut region: Region, previous: Register) {
        self.unit.pause(&mut region);
        self.unit.reachable = false;
        self.unit.bind_handler(&region);
        self.emit(op::POP_EXCEPT(previous), NOWHERE);
        self.emit(op::RERAISE(region.register), NOWHERE);
        self.unit.reachable = false;
    }

    fn try_except(&mut self, attempt: &'a Try, span: Span) -> Compiled {
        let base = self.unit.next;
        let end = self.unit.label();
        self.unit.bare_line(span.line);
        let region = self.unit.open_region(base);
        self.push_block(Block::Try(region), span)?;
        self.statements(&attempt.body)?;
        let Some(Block::Try(mut region)) = self.unit.blocks.pop() else { return Ok(()) };
        self.unit.pause(&mut region);
        self.unit.mark_region_end();
        self.statements(&attempt.orelse)?;
        self.jump(op::JUMP, end, NOWHERE);

        self.unit.bind_handler(&region);
        let (exception, previous) = self.begin_handler(base);
        let mut cleanup = self.unit.open_region(base.plus(2));
        for (index, handler) in attempt.handlers.iter().enumerate() {
            if handler.typ.is_none() && index + 1 < attempt.handlers.len() {
                return Err(SyntaxError::at(handler.span, "default 'except:' must be last"));
            }
            self.handler(handler, &mut cleanup, exception, previous, end)?;
        }
        self.emit(op::RERAISE(exception), NOWHERE);
        self.end_handler(cleanup, previous);
        self.unit.next = base;
        self.unit.bind(end);
        Ok(())
    }

    /// One `except` clause; control goes on behind it if it does not match.
    fn handler(
        &mut self,
        handler: &'a ExceptHandler,
        cleanup: &mut Region,
        exception: Register,
        previous: Register,
        end: Label,
    ) -> Compiled {
        let span = handler.span;
        let mark = self.unit.next;
        let next = self.unit.label();
        if let Some(class) = &handler.typ {
            let class = self.expression(class)?;
            self.unit.next = mark;
            let matches = self.unit.push();
            self.emit(op::CHECK_EXC_MATCH(matches, exception, class), span);
            self.unit.next = mark;
            self.jump_if_truth(matches, next, When::False, span);
        }
        let named = if let Some(name) = &handler.name {
            self.store_name(name, exception, span)?;
            Some((name.clone(), self.unit.open_region(mark)))
        } else {
            self.emit(op::POP_TOP(exception), span);
            None
        };
        self.push_block(Block::Handler { region: *cleanup, named, previous }, span)?;
        self.statements(&handler.body)?;
        let Some(Block::Handler { region, mut named, .. }) = self.unit.blocks.pop() else { return Ok(()) };
        *cleanup = region;
        if let Some((_, region)) = &mut named {
            self.unit.pause(region);
        }
        self.unit.pause(cleanup);
        self.emit(op::POP_EXCEPT(previous), NOWHERE);
        if let Some((name, _)) = &named {
            self.unbind_exception(name, NOWHERE)?;
        }
        self.jump(op::JUMP, end, NOWHERE);
        self.unit.resume(cleanup);
        if let Some((name, region)) = &named {
            self.unit.bind_handler(region);
            let raised = self.unit.push();
            self.unbind_exception(name, NOWHERE)?;
            self.emit(op::RERAISE(raised), NOWHERE);
            self.unit.reachable = false;
        }
        self.unit.next = mark;
        self.unit.bind(next);
        Ok(())
    }

    /// `with` and `async with`.
    pub(super) fn with_statement(
        &mut self,
        color: Color,
        items: &'a [WithItem],
        body: &'a [Stmt],
        span: Span,
    ) -> Compiled {
        let Some((item, rest)) = items.split_first() else { return self.statements(body) };
        self.deeper()?;
        let base = self.unit.next;
        let context = item.context_expr.span;
        // The pair to be called in the end, and a window for what is called first.
        let exit = self.unit.push();
        self.unit.push();
        let manager = self.expression(&item.context_expr)?;
        self.unit.next = exit.plus(2);
        let entered = self.unit.push();
        let [enters, exits] = match color {
            Color::Plain => [SpecialMethod::Enter, SpecialMethod::Exit],
            Color::Async => [SpecialMethod::AsyncEnter, SpecialMethod::AsyncExit],
        };
        self.emit(op::LOAD_SPECIAL(exit, manager, exits as u8 | KEEPS), context);
        self.unit.push();
        self.emit(op::LOAD_SPECIAL(entered, manager, enters as u8), context);
        self.emit(op::CALL_METHOD(entered, Count::of(1), entered), context);
        self.unit.next = entered.plus(1);
        if color == Color::Async {
            self.await_in_place(entered, Awaited::Enter, context);
        }
        let region = self.unit.open_region(exit.plus(2));
        self.push_block(Block::With { color, region, exit, position: position(context) }, span)?;
        match &item.optional_vars {
            Some(target) => self.store(target, entered)?,
            None => {
                self.emit(op::POP_TOP(entered), context);
            }
        }
        self.unit.next = exit.plus(2);
        self.with_statement(color, rest, body, span)?;
        let Some(Block::With { mut region, .. }) = self.unit.blocks.pop() else { return Ok(()) };
        self.unit.pause(&mut region);
        self.unit.mark_region_end();
        self.call_exit(color, exit, position(context));
        let end = self.unit.label();
        self.jump(op::JUMP, end, context);

        if self.unit.bind_handler(&region) {
            let (exception, previous) = self.begin_handler(exit.plus(2));
            let cleanup = self.unit.open_region(exit.plus(4));
            let result = self.unit.push();
            let suppressed = self.unit.label();
            self.emit(op::WITH_EXCEPT_START(result, exit, exception), context);
            if color == Color::Async {
                self.await_in_place(result, Awaited::Exit, context);
            }
            self.jump_if_truth(result, suppressed, When::True, context);
            self.emit(op::RERAISE(exception), NOWHERE);
            self.unit.reachable = false;
            self.unit.bind(suppressed);
            self.emit(op::POP_TOP(exception), NOWHERE);
            let mut cleanup = cleanup;
            self.unit.pause(&mut cleanup);
            self.emit(op::POP_EXCEPT(previous), NOWHERE);
            self.emit(op::POP_TOP(exit.plus(1)), NOWHERE);
            self.emit(op::POP_TOP(exit), NOWHERE);
            self.jump(op::JUMP, end, NOWHERE);
            self.end_handler(cleanup, previous);
        } else {
            self.unit.mark_exit();
        }
        self.unit.next = base;
        self.unit.bind(end);
        self.depth -= 1;
        Ok(())
    }
}
