//! Which temporaries CPython 3.14 would not count: it pushes a local without a reference of its own (LOAD_FAST_BORROW)
//! if the value is used up in the same basic block, before the local is bound again or unbound. Blocks that its search
//! does not come to are left out (`flow`).
//!
//! Here an operand that is a local is never counted. A local that has to stand in a row of temporaries (an argument, an
//! item of a display) is copied, and counted; `sys.getrefcount` takes such copies off again.

use super::effect::Effect;
use super::flow::{self, Searched};
use super::instruction::Instruction;
use super::opcode::Opcode;
use super::operand::Register;
use super::unit::CodeUnit;

/// A copy of a local that CPython would not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Borrow {
    /// The local.
    pub local: Register,
    /// The temporary.
    pub temporary: Register,
    /// The instruction that makes the copy.
    pub start: u32,
    /// The instruction that uses it up.
    pub end: u32,
}

/// The borrowed copies in a unit's instructions.
pub fn borrows(unit: &CodeUnit) -> Vec<Borrow> {
    let code = &unit.instructions;
    let first_temporary = Register::at(unit.locals.len());
    let Searched { reached, begins: mut begins_block } = flow::search(unit);
    for handler in &unit.handlers {
        if let Some(begins) = begins_block.get_mut(handler.target as usize) {
            *begins = true;
        }
    }
    for (index, instruction) in code.iter().enumerate() {
        if let Some(distance) = instruction.distance() {
            begins_block[index + 1] = true;
            let target = (index as i64 + 1) + i64::from(distance.get());
            if let Some(begins) = usize::try_from(target).ok().and_then(|target| begins_block.get_mut(target)) {
                *begins = true;
            }
        }
    }
    let mut found = Vec::new();
    let mut pending: Vec<Borrow> = Vec::new();
    for (index, &instruction) in code.iter().enumerate() {
        if begins_block[index] {
            pending.clear();
        }
        if !reached[index] {
            continue;
        }
        let loads = copied_local(code, index, first_temporary);
        if pending.is_empty() && loads.is_none() {
            continue;
        }
        let Ok(effect) = Effect::of(instruction) else {
            pending.clear();
            continue;
        };
        let at = index as u32;
        for &(register, _) in &effect.consumed {
            let Some(place) = pending.iter().position(|borrow| borrow.temporary == register) else { continue };
            let borrow = pending.remove(place);
            // What becomes another local's value is counted.
            let is_stored = instruction.opcode == Opcode::MOVE && instruction.a.register() < first_temporary;
            if !is_stored {
                found.push(Borrow { end: at, ..borrow });
            }
        }
        if instruction.opcode == Opcode::COPY && instruction.a.register() < first_temporary {
            let copied = instruction.b.register();
            pending.retain(|borrow| borrow.temporary != copied);
        }
        let written = effect.written.iter().map(|&(register, _)| register);
        for register in written.chain(effect.emptied.iter().copied()) {
            pending.retain(|borrow| borrow.local != register);
        }
        if let Some((local, temporary)) = loads {
            pending.push(Borrow { local, temporary, start: at, end: at });
        }
    }
    found
}

/// The local that an instruction puts into a temporary as it is: an operand, or the receiver of a method.
fn copied_local(code: &[Instruction], index: usize, first_temporary: Register) -> Option<(Register, Register)> {
    let instruction = code[index];
    let (local, temporary) = match instruction.opcode {
        Opcode::COPY => (instruction.b.register(), instruction.a.register()),
        Opcode::LOAD_METHOD | Opcode::LOAD_METHOD_CACHED => {
            (instruction.b.register(), instruction.a.register().plus(1))
        }
        _ => return None,
    };
    // A local that might be unbound is loaded by an instruction that counts.
    let is_checked = index
        .checked_sub(1)
        .is_some_and(|before| code[before].opcode == Opcode::LOAD_FAST_CHECK && code[before].a.register() == local);
    (local < first_temporary && temporary >= first_temporary && !is_checked).then_some((local, temporary))
}
