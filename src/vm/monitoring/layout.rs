//! Which jumps CPython has: it lays code out otherwise.
//!
//! What only exceptions lead to stands behind everything else there, so there is no jump over a handler, and none back from
//! its end that counts. A jump to a jump leads to where that one does. A few instructions that end with a return are copied
//! to each place that jumps to them.

use ouropy_compiler::code::{Distance, Effect, Instruction, Opcode, Register};

use crate::types::code::Code;

/// The longest code that CPython copies, in its instructions.
const MOST_COPIED: u32 = 4;

/// The jump that CPython has in the place of an unconditional one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Jump {
    /// None.
    Silent,
    /// One to this instruction.
    To(u32),
}

/// The unconditional jumps of a code object, by instruction.
pub(super) fn jumps(code: &Code) -> Box<[Option<Jump>]> {
    let is_cold = cold(code);
    let instructions = &code.unit.instructions;
    let jump = |(index, &instruction): (u32, &Instruction)| match instruction.opcode {
        Opcode::JUMP_BACKWARD => Some(Jump::To(target(index, instruction))),
        Opcode::JUMP => Some(forward(code, &is_cold, index)),
        _ => None,
    };
    (0..).zip(instructions).map(jump).collect()
}

/// Whether a jump leads to another one with no line between them.
pub(super) fn leads_to_jump(code: &Code, from: u32) -> bool {
    let instructions = &code.unit.instructions;
    let to = target(from, instructions[from as usize]);
    let is_jump = |instruction: &Instruction| matches!(instruction.opcode, Opcode::JUMP | Opcode::JUMP_BACKWARD);
    instructions.get(to as usize).is_some_and(is_jump)
        && code.places().arrival(code, from, to) == code.places().offset(to)
}

fn forward(code: &Code, is_cold: &[bool], index: u32) -> Jump {
    let instructions = &code.unit.instructions;
    let mut to = target(index, instructions[index as usize]);
    let Some(next) = instructions.get(to as usize) else { return Jump::Silent };
    let leaves_handler = is_cold[index as usize] && !is_cold[to as usize];
    let over = is_cold.get(index as usize + 1..to as usize).unwrap_or_default();
    let is_over_handlers = !is_cold[index as usize] && over.iter().all(|is_cold| *is_cold);
    // In front of a condition at a loop's bottom, the jump to its top is told of.
    let is_bottom = next.distance().is_some_and(|distance| distance.get() < 0) && next.opcode != Opcode::JUMP_BACKWARD;
    if leaves_handler || is_over_handlers || is_bottom {
        return Jump::Silent;
    }
    let mut from = index;
    // As often as there are jumps: they may lead to each other for ever.
    for _ in instructions {
        if !leads_to_jump(code, from) {
            break;
        }
        from = to;
        to = target(from, instructions[from as usize]);
    }
    if is_copied(code, to) { Jump::Silent } else { Jump::To(to) }
}

/// Whether CPython copies what begins with an instruction: it ends with a return and is at most four instructions long
/// there. What loads and stores is counted, anything else is taken for longer.
fn is_copied(code: &Code, from: u32) -> bool {
    let is_local = |register: Register| u32::from(register < code.first_temporary);
    let mut length = 0;
    for instruction in &code.unit.instructions[from as usize..] {
        length += match instruction.opcode {
            Opcode::LOAD_INT | Opcode::LOAD_CONST | Opcode::LOAD_GLOBAL => 1 + is_local(instruction.a.register()),
            Opcode::COPY | Opcode::MOVE => is_local(instruction.a.register()) + is_local(instruction.b.register()),
            Opcode::RETURN_VALUE => return length + 1 + is_local(instruction.a.register()) <= MOST_COPIED,
            Opcode::RETURN_NONE => return length + 2 <= MOST_COPIED,
            _ => return false,
        };
    }
    false
}

/// Which instructions only exceptions lead to.
fn cold(code: &Code) -> Vec<bool> {
    let instructions = &code.unit.instructions;
    let mut is_cold = vec![true; instructions.len()];
    let mut waiting = vec![0];
    while let Some(index) = waiting.pop() {
        match is_cold.get_mut(index as usize) {
            Some(place) if *place => *place = false,
            _ => continue,
        }
        let instruction = instructions[index as usize];
        if instruction.distance().is_some() {
            waiting.push(target(index, instruction));
        }
        if Effect::of(instruction).is_ok_and(|effect| effect.falls_through) {
            waiting.push(index + 1);
        }
    }
    is_cold
}

/// Where an instruction jumps to.
pub(super) fn target(index: u32, instruction: Instruction) -> u32 {
    (index + 1).saturating_add_signed(instruction.distance().map_or(0, Distance::get))
}
