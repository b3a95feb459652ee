//! Which temporaries CPython 3.14 would not count: it pushes a local without a reference of its own (LOAD_FAST_BORROW)
//! if the value is used up in the same basic block, before the local is bound again or unbound. Blocks that its search
//! does not come to are left out (`flow`).
//!
//! Here an operand that is a local is never counted; `load` tells where CPython does. A local that has to stand in a row of temporaries (an argument, an
//! item of a display) is copied, and counted; `sys.getrefcount` takes such copies off again.

use foldhash::HashSet;

use super::effect::Effect;
use super::flow::{self, Searched};
use super::load::{Counted, LocalLoad, PAIRED_LOCALS};
use super::opcode::Opcode;
use super::operand::Register;
use super::operator::KEEPS;
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

/// How CPython counts the locals of a unit.
pub struct CountedLoads {
    /// The copies that it would not count.
    pub borrows: Box<[Borrow]>,
    /// What it counts of which there is no copy.
    pub counted: Box<[Counted]>,
}

impl CountedLoads {
    /// Of a unit, all of whose instructions are looked at: to be kept.
    pub fn of(unit: &CodeUnit) -> CountedLoads {
        let loads = Loads::of(unit);
        let mut borrows = loads.borrows();
        let counted = loads.counted(&mut borrows);
        CountedLoads { borrows: borrows.into(), counted: counted.into() }
    }
}

/// What decides how CPython loads the locals of a unit.
pub(super) struct Loads<'a> {
    pub(super) unit: &'a CodeUnit,
    pub(super) first_temporary: Register,
    /// For each instruction, whether CPython's search reaches it.
    pub(super) reached: Vec<bool>,
    /// For each instruction and the end, whether a block begins there.
    pub(super) begins: Vec<bool>,
    /// For each instruction that asks whether a local is bound, whether CPython's does.
    pub(super) asks: Vec<bool>,
    /// Where CPython pushes locals.
    pub(super) pushed: Vec<LocalLoad>,
}

impl Loads<'_> {
    fn of(unit: &CodeUnit) -> Loads<'_> {
        let code = &unit.instructions;
        let Searched { reached, mut begins, asks } = flow::search(unit);
        for handler in &unit.handlers {
            if let Some(begins) = begins.get_mut(handler.target as usize) {
                *begins = true;
            }
        }
        for (index, instruction) in code.iter().enumerate() {
            if instruction.opcode == Opcode::YIELD_FROM {
                // A loop in CPython.
                begins[index] = true;
                begins[index + 1] = true;
            }
            if let Some(distance) = instruction.distance() {
                begins[index + 1] = true;
                let target = (index as i64 + 1) + i64::from(distance.get());
                if let Some(begins) = usize::try_from(target).ok().and_then(|target| begins.get_mut(target)) {
                    *begins = true;
                }
            }
        }
        Loads {
            unit,
            first_temporary: Register::at(unit.locals.len()),
            reached,
            begins,
            asks,
            pushed: unit.loads.unpacked(),
        }
    }

    /// The borrowed copies in the instructions.
    fn borrows(&self) -> Vec<Borrow> {
        let mut found = Vec::new();
        let mut pending: Vec<Borrow> = Vec::new();
        for (index, &instruction) in self.unit.instructions.iter().enumerate() {
            if self.begins[index] {
                pending.clear();
            }
            if !self.reached[index] {
                continue;
            }
            let copied = self.copied(index);
            if pending.is_empty() && copied.is_none() {
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
                let moved = (instruction.opcode == Opcode::MOVE).then(|| instruction.a.register());
                // What becomes another local's value is counted.
                if moved.is_none_or(|to| to >= self.first_temporary) {
                    found.push(Borrow { end: at, ..borrow });
                    found.extend(self.in_handler(&Borrow { end: at, ..borrow }));
                }
                if let Some(temporary) = moved.filter(|&to| to >= self.first_temporary) {
                    pending.push(Borrow { temporary, start: at, end: at, ..borrow });
                }
            }
            if instruction.opcode == Opcode::COPY && instruction.a.register() < self.first_temporary {
                let stored = instruction.b.register();
                pending.retain(|borrow| borrow.temporary != stored);
            }
            let written = effect.written.iter().map(|&(register, _)| register);
            for register in written.chain(effect.emptied.iter().copied()) {
                pending.retain(|borrow| borrow.local != register);
            }
            if let Some((local, temporary)) = copied {
                pending.push(Borrow { local, temporary, start: at, end: at });
            }
        }
        // A context manager is loaded once for both of its methods: used up in the block or not.
        let exits: HashSet<u32> = found.iter().map(|borrow| borrow.start).collect();
        found.retain(|borrow| {
            let load = self.unit.instructions[borrow.start as usize];
            load.opcode != Opcode::LOAD_SPECIAL || load.k & KEEPS != 0 || exits.contains(&(borrow.start - 1))
        });
        found
    }

    /// The local that an instruction puts into a temporary as it is, not counted: an operand, or the receiver of a method.
    fn copied(&self, index: usize) -> Option<(Register, Register)> {
        let instruction = self.unit.instructions[index];
        let (local, temporary) = match instruction.opcode {
            Opcode::COPY => (instruction.b.register(), instruction.a.register()),
            Opcode::LOAD_METHOD | Opcode::LOAD_METHOD_CACHED | Opcode::LOAD_SPECIAL => {
                (instruction.b.register(), instruction.a.register().plus(1))
            }
            _ => return None,
        };
        let first = self.pushed.partition_point(|load| (load.at as usize) < index);
        let is_only = self.pushed.get(first + 1).is_none_or(|load| load.at as usize != index);
        let line = self.unit.position(index).line;
        let is_counted = self.is_checked(index, local) || is_only && self.follows_store(index, line, local);
        (local < self.first_temporary && temporary >= self.first_temporary && !is_counted).then_some((local, temporary))
    }

    /// Whether the local might be unbound: it is loaded by an instruction that counts.
    pub(super) fn is_checked(&self, index: usize, local: Register) -> bool {
        let Some(before) = index.checked_sub(1) else { return false };
        self.asks[before] && self.unit.instructions[before].a.register() == local
    }

    /// Whether the load of a local comes right behind a store to one in the same line: CPython makes one instruction of
    /// both, which counts. A row of stores is paired from its beginning.
    pub(super) fn follows_store(&self, index: usize, line: u32, local: Register) -> bool {
        let mut stores = 0;
        let mut at = index;
        while local.index() < PAIRED_LOCALS && at > 0 && self.unit.position(at - 1).line == line {
            let before = self.unit.instructions[at - 1];
            let is_item = before.opcode == Opcode::FOR_ITER && at == index;
            if self.begins[at] && !is_item {
                break;
            }
            let written =
                Effect::of(before).ok().and_then(|effect| effect.written.last().map(|&(register, _)| register));
            let is_cell = matches!(before.opcode, Opcode::MAKE_CELL | Opcode::COPY_FREE_VARS);
            if is_cell
                || !written.is_some_and(|register| register.index() < PAIRED_LOCALS && register < self.first_temporary)
            {
                break;
            }
            stores += 1;
            // Anything else than a move has other instructions in front of its store.
            if before.opcode != Opcode::MOVE {
                break;
            }
            at -= 1;
        }
        stores % 2 == 1
    }

    /// The receiver of a method that is still held where an exception leads to: a context manager's.
    fn in_handler(&self, borrow: &Borrow) -> Option<Borrow> {
        let code = &self.unit.instructions;
        if code[borrow.start as usize].opcode != Opcode::LOAD_SPECIAL {
            return None;
        }
        let inside = |at: u32| borrow.start < at && at <= borrow.end;
        let row = self.unit.handlers.iter().find(|row| inside(row.start) && row.register > borrow.temporary)?;
        let rest = code.get(row.target as usize..)?;
        let dropped =
            rest.iter().position(|last| last.opcode == Opcode::POP_TOP && last.a.register() == borrow.temporary)?;
        Some(Borrow { start: row.target.saturating_sub(1), end: row.target + dropped as u32, ..*borrow })
    }
}
