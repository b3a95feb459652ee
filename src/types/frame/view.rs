//! What a frame object shows of the activation it stands for.

use std::rc::Rc;

use ouropy_compiler::code::{CodeUnit, Opcode};

use super::{Frame, FrameBody, Owner};
use crate::object::{Py, Slot, Value};
use crate::types::code::Code;
use crate::types::function::Function;
use crate::vm::Vm;

/// What the frame is at present.
pub enum View {
    /// Activation number.
    Running(usize),
    /// A body that is not being executed.
    Body(Rc<FrameBody>),
}

/// Where the frame's registers are now: a generator's body may be running.
pub fn view(vm: &Vm, frame: &Frame) -> View {
    match frame.owner.get(&vm.heap) {
        Owner::Stack(index) => View::Running(*index),
        Owner::Body(body) => {
            let running = vm.stack.activations().iter().position(|activation| {
                activation.generator().is_some_and(|generator| Rc::ptr_eq(&generator.body, body))
            });
            match running {
                Some(index) => View::Running(index),
                None => View::Body(Rc::clone(body)),
            }
        }
    }
}

/// The function whose code the frame runs: the activation's or the body's, for the frame object holds none itself.
pub(super) fn function(vm: &Vm, frame: &Frame) -> Option<Py<Function>> {
    match view(vm, frame) {
        View::Running(index) => Some(vm.stack.activations()[index].function().clone()),
        View::Body(body) => body.function.get(&vm.heap).clone(),
    }
}

/// `f_globals`.
pub fn globals(vm: &Vm, frame: &Frame) -> Value {
    function(vm, frame).map_or(Value::NONE, |function| function.globals.to_value())
}

/// The namespace of a module's or class body's frame.
pub fn namespace(vm: &Vm, frame: &Frame) -> Slot {
    match view(vm, frame) {
        View::Running(index) => vm.stack.activations()[index].own_namespace(&vm.heap),
        View::Body(body) => body.namespace.get(&vm.heap).clone(),
    }
}

/// Index of the instruction being executed.
pub fn instruction(vm: &Vm, frame: &Frame) -> u32 {
    match view(vm, frame) {
        View::Running(index) => vm.stack.activations()[index].current_index(),
        View::Body(body) => body.pc.get().saturating_sub(1),
    }
}

/// The current line, 0 when there is none.
pub fn line(vm: &Vm, frame: &Frame) -> u32 {
    line_at(&frame.code, instruction(vm, frame) as usize)
}

/// The line of an instruction, 0 when there is none.
pub fn line_at(code: &Code, at: usize) -> u32 {
    let at = failed_clause(&code.unit, at).unwrap_or(at);
    // Instructions without a position belong to the line before them.
    let before = (0..=at).rev().find(|&index| code.position(index).line != 0);
    let passed = code.unit.passed_lines.iter().rev().find(|passed| passed.at as usize <= at);
    let line = match (before, passed) {
        (before, Some(passed)) if before.is_none_or(|before| passed.at as usize > before) => Some(passed.line),
        (before, _) => before.map(|before| code.position(before).line),
    };
    line.unwrap_or(if at == 0 { code.first_line } else { 0 })
}

/// The last `except` clause, if the instruction at `at` raises an exception again that no clause has matched.
fn failed_clause(unit: &CodeUnit, at: usize) -> Option<usize> {
    let instructions = &unit.instructions;
    if instructions.get(at)?.opcode != Opcode::RERAISE {
        return None;
    }
    let leads_here = |jump: usize| {
        let distance = instructions[jump].distance().map_or(0, |distance| distance.get() as isize);
        (jump + 1).checked_add_signed(distance) == Some(at)
    };
    (0..at).rev().find(|&check| instructions[check].opcode == Opcode::CHECK_EXC_MATCH && leads_here(check + 1))
}

/// The caller's frame object.
pub fn back(vm: &mut Vm, frame: &Py<Frame>) -> Option<Py<Frame>> {
    match view(vm, frame) {
        View::Running(index) => Some(vm.frame_object(index.checked_sub(1)?)),
        View::Body(_) => frame.back.get(&vm.heap).clone(),
    }
}
