//! Marks for what only CPython's code has: see [`FlowMark`].

use super::Compiler;
use super::fold;
use super::unit::{Label, Unit};
use crate::code::{Flow, FlowMark, Instruction, Opcode, falls_through};
use crate::expression::When;
use ouropy_grammar::ast::{Expr, ExprKind, UnaryOp};

/// The marks of a unit while it is written.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) list: Vec<FlowMark>,
    /// Jumps and labels are this compiler's own: how many parts of the code say so.
    own: u32,
}

const NO_LABEL: Label = Label(0);

impl Unit<'_> {
    fn mark(&mut self, flow: Flow, label: Label, line: u32, width: u8) {
        // Without locals there is nothing to find out.
        if self.marks.own == 0 && !self.fast.is_empty() {
            self.marks.list.push(FlowMark { at: self.code.len() as u32, line, label: label.0, flow, width });
        }
    }

    /// Notes a label's place.
    pub(super) fn mark_label(&mut self, label: Label) {
        self.mark(Flow::Label, label, 0, 0);
    }

    /// Notes a jump that comes next, if control gets here. Those that go on and have no line take no interrupts.
    pub(super) fn mark_jump(&mut self, opcode: Opcode, label: Label, line: u32) {
        let flow = match opcode {
            Opcode::JUMP if line == 0 && !self.is_bound(label) => Flow::Onward,
            Opcode::JUMP | Opcode::JUMP_BACKWARD => Flow::Jump,
            _ => Flow::Branch,
        };
        self.mark(flow, label, line, u8::from(self.reachable));
    }

    /// The jump just noted does take interrupts.
    pub(super) fn interrupts(&mut self) {
        if let Some(FlowMark { flow: flow @ Flow::Onward, .. }) = self.marks.list.last_mut() {
            *flow = Flow::Jump;
        }
    }

    /// Notes the end of a region, which is nothing in the end, but stands in the way of joining jumps.
    pub(super) fn mark_region_end(&mut self) {
        self.mark(Flow::Line, NO_LABEL, 0, 0);
    }

    /// Notes the beginning of a region.
    pub(super) fn mark_guard(&mut self, handler: Label) {
        self.mark(Flow::Guard, handler, 0, 0);
    }

    /// Notes an instruction where control does not get to.
    pub(super) fn mark_unreached(&mut self, instruction: Instruction, line: u32) {
        match instruction.opcode {
            Opcode::NOP => {}
            opcode if falls_through(opcode) => self.mark_instruction(line),
            _ => self.mark_exit(),
        }
    }

    /// The instruction just written is nothing but a line in CPython's code.
    fn mark_last_as_line(&mut self, line: u32) {
        let width = u8::from(self.reachable);
        self.mark(Flow::Line, NO_LABEL, line, width);
        if let Some(mark) = self.marks.list.last_mut().filter(|mark| mark.flow == Flow::Line) {
            mark.at = mark.at.saturating_sub(u32::from(width));
        }
    }

    /// Notes the end of code that only CPython has.
    pub(super) fn mark_exit(&mut self) {
        self.mark(Flow::Exit, NO_LABEL, 0, 0);
    }

    /// Notes an instruction that only CPython has. One in a place is enough.
    pub(super) fn mark_instruction(&mut self, line: u32) {
        let here = self.code.len() as u32;
        let is_bare = self.marks.list.last().is_some_and(|mark| {
            mark.at + u32::from(mark.width) == here && !matches!(mark.flow, Flow::Instruction | Flow::Exit)
        });
        if is_bare {
            self.mark(Flow::Instruction, NO_LABEL, line, 0);
        }
    }

    /// A line that nothing else stands for: `pass`, `try`, `break`. Control passes it.
    pub(super) fn bare_line(&mut self, line: u32) {
        self.mark(Flow::Line, NO_LABEL, line, 0);
        self.pass_line(line);
    }

    /// The same instructions once more, of the block at `label`; up to the next mark.
    pub(super) fn mark_copy(&mut self, label: Label) {
        self.mark(Flow::Copy, label, 0, 0);
    }

    /// A jump that CPython has, and this code has not.
    pub(super) fn mark_missing_jump(&mut self, label: Label) {
        let flow = if self.is_bound(label) { Flow::Jump } else { Flow::Onward };
        self.mark(flow, label, 0, 0);
    }

    /// As [`mark_missing_jump`](Self::mark_missing_jump), of one that depends on something.
    pub(super) fn mark_missing_branch(&mut self, label: Label, line: u32) {
        self.mark(Flow::Branch, label, line, 0);
    }

    /// Where a comparison of several ends: on to `end`, and the way from those that stop it, which drops an operand.
    pub(super) fn mark_cleanup(&mut self, cleanup: Label, end: Label, line: u32) {
        self.mark_missing_jump(end);
        self.mark_label(cleanup);
        self.mark_instruction(line);
    }

    /// Until [`own_flow_ends`](Self::own_flow_ends), jumps and labels are not CPython's.
    pub(super) fn own_flow_begins(&mut self) {
        self.marks.own += 1;
    }

    /// See [`own_flow_begins`](Self::own_flow_begins).
    pub(super) fn own_flow_ends(&mut self) {
        self.marks.own = self.marks.own.saturating_sub(1);
    }
}

impl Compiler<'_> {
    /// Notes a jump to `label`, taken if the truth of `condition` is `when`, of which this code knows the outcome. CPython
    /// knows it of literals only: it folds operators when the jumps are settled.
    pub(super) fn mark_condition(&mut self, condition: &Expr, label: Label, when: When) {
        let (mut condition, mut when) = (condition, when);
        while let ExprKind::UnaryOp { op: UnaryOp::Not, operand } = &condition.kind {
            (condition, when) = (operand, when.opposite());
        }
        let line = condition.span.line;
        let constant = self.fold(condition).filter(|_| is_literal(condition));
        let flow = match constant {
            Some(constant) if fold::truth(&constant) == (when == When::True) => Flow::Always,
            Some(_) => Flow::Never,
            None => Flow::Branch,
        };
        if flow != Flow::Branch {
            self.unit.mark(Flow::Line, NO_LABEL, line, 0);
        }
        self.unit.mark(flow, label, line, 0);
    }

    /// Notes a jump of `and` or `or` from one value to `label`, which CPython makes without taking the value off its stack,
    /// and the instruction behind it that does.
    pub(super) fn mark_value_of_bool_op(&mut self, value: &Expr, label: Label, stop: When) {
        let line = value.span.line;
        let constant = self.fold(value).filter(|_| is_literal(value));
        let flow = match constant {
            Some(constant) if fold::truth(&constant) == (stop == When::True) => Flow::Always,
            Some(_) => Flow::Never,
            None => Flow::Branch,
        };
        if flow == Flow::Never {
            // A constant that goes on and what takes it off are no instructions.
            self.unit.mark_last_as_line(line);
            self.unit.mark(flow, label, line, 0);
        } else {
            self.unit.mark_instruction(line);
            self.unit.mark(flow, label, line, 0);
            self.unit.mark_instruction(0);
        }
    }
}

/// Whether CPython has the expression as one constant from the beginning.
fn is_literal(expression: &Expr) -> bool {
    matches!(expression.kind, ExprKind::Constant { .. } | ExprKind::Name { .. })
}
