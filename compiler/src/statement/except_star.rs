//! `try` with `except*` clauses.
//!
//! Four temporaries as on CPython's stack: the exception as it came, the one handled before, a list of what the clauses
//! raise, and the part that no clause has taken yet. The end makes one exception of list and rest.

use ouropy_grammar::ast::{ExceptHandler, Span, Try};
use ouropy_grammar::error::SyntaxError;

use super::exception::NOWHERE;
use crate::code::{Count, Register, op};
use crate::expression::KEEP;
use crate::unit::Block;
use crate::{Compiled, Compiler};

impl<'a> Compiler<'a> {
    pub(super) fn try_except_star(&mut self, attempt: &'a Try, span: Span) -> Compiled {
        self.unit.bare_line(span.line);
        let base = self.unit.next;
        let end = self.unit.label();
        let region = self.unit.open_region(base);
        self.push_block(Block::Try(region), span)?;
        self.statements(&attempt.body)?;
        let Some(Block::Try(mut region)) = self.unit.blocks.pop() else { return Ok(()) };
        self.unit.pause(&mut region);
        let otherwise = self.unit.label();
        self.jump(op::JUMP, otherwise, NOWHERE);

        self.unit.bind_handler(&region);
        let (exception, previous) = self.begin_handler(base);
        let cleanup = self.unit.open_region(base.plus(2));
        self.push_block(Block::StarHandler, span)?;
        let (raised, rest) = (self.unit.push(), self.unit.push());
        let first = attempt.handlers.first().map_or(span, |handler| handler.span);
        self.emit(op::BUILD_LIST(raised, raised, Count::of(0)), first);
        self.emit(op::COPY(rest, exception), first);
        for handler in &attempt.handlers {
            self.star_handler(handler, raised, rest, span)?;
        }
        self.emit(op::LIST_APPEND(raised, rest), NOWHERE);
        self.emit(op::PREP_RERAISE_STAR(exception, exception, raised), NOWHERE);
        let reraise = self.unit.label();
        self.jump(|to| op::POP_JUMP_IF_NOT_NONE(exception, to, KEEP), reraise, NOWHERE);
        self.emit(op::POP_TOP(exception), NOWHERE);
        let mut cleanup = cleanup;
        self.unit.pause(&mut cleanup);
        self.emit(op::POP_EXCEPT(previous), NOWHERE);
        self.jump(op::JUMP, end, NOWHERE);
        self.unit.bind(reraise);
        self.emit(op::POP_EXCEPT(previous), NOWHERE);
        self.emit(op::RERAISE(exception), NOWHERE);
        self.unit.blocks.pop();
        self.end_handler(cleanup, previous);

        self.unit.next = base;
        self.unit.bind(otherwise);
        self.statements(&attempt.orelse)?;
        self.unit.bind(end);
        Ok(())
    }

    /// One clause: what matches is taken from `rest`, what the body raises goes to the list `raised`.
    fn star_handler(&mut self, handler: &'a ExceptHandler, raised: Register, rest: Register, block: Span) -> Compiled {
        let span = handler.span;
        let next = self.unit.label();
        self.unit.next = rest.plus(1);
        let matched = rest.plus(1);
        if let Some(class) = &handler.typ {
            let class = self.expression(class)?;
            self.unit.next = matched;
            self.unit.push();
            self.emit(op::CHECK_EG_MATCH(rest, class), span);
        }
        let unmatched = self.unit.label();
        self.jump(|to| op::POP_JUMP_IF_NONE(matched, to, KEEP), unmatched, span);
        if let Some(name) = &handler.name {
            self.store_name(name, matched, span)?;
        } else {
            self.emit(op::POP_TOP(matched), span);
        }
        self.unit.next = matched;
        let region = self.unit.open_region(matched);
        self.push_block(Block::Try(region), block)?;
        self.statements(&handler.body)?;
        let Some(Block::Try(mut region)) = self.unit.blocks.pop() else { return Ok(()) };
        self.unit.pause(&mut region);
        if let Some(name) = &handler.name {
            self.unbind_exception(name, NOWHERE)?;
        }
        self.jump(op::JUMP, next, NOWHERE);
        if self.unit.bind_handler(&region) {
            let exception = self.unit.push();
            if let Some(name) = &handler.name {
                self.unbind_exception(name, NOWHERE)?;
            }
            self.emit(op::LIST_APPEND(raised, exception), NOWHERE);
            self.jump(op::JUMP, next, NOWHERE);
        }
        self.unit.next = matched;
        self.unit.bind(unmatched);
        self.emit(op::POP_TOP(matched), span);
        self.unit.bind(next);
        Ok(())
    }

    /// Refuses a jump out of an `except*` clause.
    pub(super) fn refuse_leaving_star(span: Span) -> SyntaxError {
        SyntaxError::at(span, "'break', 'continue' and 'return' cannot appear in an except* block")
    }
}
