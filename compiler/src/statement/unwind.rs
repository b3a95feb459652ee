//! What `break`, `continue` and `return` undo on their way out of blocks.

use ouropy_grammar::ast::Span;

use super::exception::NOWHERE;
use crate::asynchronous::Awaited;
use crate::code::{Count, Position, Register, op};
use crate::symbols::Color;
use crate::unit::Block;
use crate::{Compiled, Compiler};

/// How many blocks a jump leaves.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// Those up to the nearest loop, not included.
    Loop,
    /// All of the unit's.
    End,
}

impl<'a> Compiler<'a> {
    /// Emits what leaving the blocks around does, from the innermost out. The handlers of a block do not cover the code
    /// that leaves it; code that leaves that in turn drops the temporary `kept`. Returns the blocks left, for
    /// [`enter_again`](Self::enter_again), and where the jump itself stands: behind a `finally` or a `with` it belongs to
    /// no line, as in CPython.
    pub(super) fn leave(
        &mut self,
        until: Until,
        kept: Option<Register>,
        span: Span,
    ) -> Compiled<(Vec<Block<'a>>, Span)> {
        let mut left = Vec::new();
        let mut span = span;
        while let Some(mut block) = self.unit.blocks.pop() {
            if until == Until::Loop && matches!(block, Block::While { .. } | Block::For { .. }) {
                self.unit.blocks.push(block);
                break;
            }
            self.leave_block(&mut block, kept, span)?;
            if matches!(block, Block::Finally(..) | Block::With { .. }) {
                span = NOWHERE;
            }
            left.push(block);
        }
        Ok((left, span))
    }

    /// Goes on inside the blocks that a jump has left.
    pub(super) fn enter_again(&mut self, left: Vec<Block<'a>>) {
        for mut block in left.into_iter().rev() {
            match &mut block {
                Block::Try(region)
                | Block::Finally(region, _)
                | Block::FinallyEnd { region, .. }
                | Block::With { region, .. } => self.unit.resume(region),
                Block::Handler { region, named, .. } => {
                    self.unit.resume(region);
                    if let Some((_, region)) = named {
                        self.unit.resume(region);
                    }
                }
                Block::While { .. }
                | Block::For { .. }
                | Block::StarHandler
                | Block::Value(_)
                | Block::Generator(_) => {}
            }
            self.unit.blocks.push(block);
        }
    }

    fn leave_block(&mut self, block: &mut Block<'a>, kept: Option<Register>, span: Span) -> Compiled {
        match block {
            Block::While { .. } | Block::Generator(_) => {}
            Block::StarHandler => return Err(Self::refuse_leaving_star(span)),
            Block::For { iterator: register, .. } | Block::Value(register) => {
                self.emit(op::POP_TOP(*register), span);
            }
            Block::Try(region) => self.unit.pause(region),
            Block::Finally(region, body) => {
                self.unit.pause(region);
                let body = *body;
                if let Some(value) = kept {
                    self.unit.blocks.push(Block::Value(value));
                }
                self.statements(body)?;
                if kept.is_some() {
                    self.unit.blocks.pop();
                }
            }
            Block::FinallyEnd { region, exception, previous } => {
                self.emit(op::POP_TOP(*exception), span);
                self.unit.pause(region);
                self.emit(op::POP_EXCEPT(*previous), span);
            }
            Block::Handler { region, named, previous } => {
                if let Some((_, region)) = named {
                    self.unit.pause(region);
                }
                self.unit.pause(region);
                self.emit(op::POP_EXCEPT(*previous), span);
                if let Some((name, _)) = named {
                    let name = name.clone();
                    self.unbind_exception(&name, span)?;
                }
            }
            Block::With { color, region, exit, position } => {
                self.unit.pause(region);
                let (color, exit, position) = (*color, *exit, *position);
                self.call_exit(color, exit, position);
            }
        }
        Ok(())
    }

    /// `name = None; del name`, the end of an `except` clause.
    pub(super) fn unbind_exception(&mut self, name: &std::rc::Rc<str>, span: Span) -> Compiled {
        let register = self.none(span);
        self.store_name(name, register, span)?;
        self.unit.next = register;
        self.delete_name(name, span)
    }

    /// Calls the pair of `__exit__` or `__aexit__` that begins at a register with three Nones.
    pub(super) fn call_exit(&mut self, color: Color, exit: Register, position: Position) {
        let span = Span {
            line: position.line,
            column: position.column,
            end_line: position.end_line,
            end_column: position.end_column,
        };
        let mark = self.unit.next;
        let function = if mark == exit.plus(2) {
            exit
        } else {
            let function = self.unit.push();
            self.emit(op::MOVE(function, exit), span);
            let receiver = self.unit.push();
            self.emit(op::MOVE(receiver, exit.plus(1)), span);
            function
        };
        for _ in 0..3 {
            self.none(span);
        }
        self.emit(op::CALL_METHOD(function, Count::of(4), function), span);
        if color == Color::Async {
            self.unit.next = function.plus(1);
            self.await_in_place(function, Awaited::Exit, span);
        }
        self.emit(op::POP_TOP(function), span);
        self.unit.next = mark;
    }
}
