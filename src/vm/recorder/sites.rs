//! Sites: a number for each instruction of the code that was executed, and what to note before it.

use std::rc::Rc;

use ouropy_compiler::code::{CodeUnit, Effect, Instruction, Opcode, Register};

use super::recording::Place;
use crate::object::Site;
use crate::types::code::Code;

bitflags::bitflags! {
    /// What an instruction does that is noted.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub(super) struct What: u16 {
        /// It writes or empties locals.
        const LOCALS = 1;
        /// References from temporaries end.
        const ENDS = 2;
        /// It stores a reference in an object, or deletes one there.
        const STORES = 4;
        /// It calls.
        const CALLS = 8;
        /// It leaves the activation.
        const LEAVES = 16;
        /// It asks an iterator, which it drops at the end.
        const ITERATES = 32;
        /// It has no line: it belongs to where control came from.
        const NOWHERE = 64;
        /// Nothing but at most one local, two temporaries that end and an iterator: unless one of them holds an object,
        /// there is little to do.
        const FEW = 128;
        /// It prepares a generator, which is made where its function is called.
        const PREPARES = 256;
    }
}

/// What to note before an instruction.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Action {
    pub(super) what: What,
    /// How many locals are written, from [`Action::first_local`].
    pub(super) locals: u8,
    pub(super) first_local: u16,
    /// How many temporaries end, from [`Action::first_end`]. A call's callable and an iterator stand there too.
    pub(super) ends: u8,
    pub(super) first_end: u16,
}

const _: () = assert!(size_of::<Action>() == 8);

impl Action {
    /// What to note before `instruction`, in a window whose temporaries begin at `first_temporary`.
    fn of(instruction: Instruction, first_temporary: Register) -> Action {
        use Opcode as O;
        let opcode = instruction.opcode;
        let Ok(effect) = Effect::of(instruction) else { return Action::default() };
        let mut action = Action::default();
        let written = effect.written.iter().map(|&(register, _)| register).chain(effect.emptied.iter().copied());
        // What prepares a frame gives parameters no other value.
        if !matches!(opcode, O::MAKE_CELL | O::COPY_FREE_VARS)
            && let Some((first, count)) = span(written.filter(|&register| register < first_temporary))
        {
            action.what |= What::LOCALS;
            (action.first_local, action.locals) = (first, u8::try_from(count).unwrap_or(u8::MAX));
        }
        let consumed = effect.consumed.iter().map(|&(register, _)| register);
        if !moves(opcode)
            && let Some((first, count)) = span(consumed.filter(|&register| register >= first_temporary))
        {
            action.what |= What::ENDS;
            (action.first_end, action.ends) = (first, u8::try_from(count).unwrap_or(u8::MAX));
        }
        action.what |= match opcode {
            O::STORE_ATTR
            | O::DELETE_ATTR
            | O::STORE_SUBSCR
            | O::DELETE_SUBSCR
            | O::STORE_SLICE
            | O::STORE_DEREF
            | O::DELETE_DEREF
            | O::STORE_GLOBAL
            | O::DELETE_GLOBAL
            | O::STORE_NAME
            | O::DELETE_NAME
            | O::LIST_APPEND
            | O::SET_ADD
            | O::MAP_ADD
            | O::LIST_EXTEND
            | O::SET_UPDATE
            | O::DICT_UPDATE
            | O::DICT_MERGE
            | O::SET_FUNCTION_ATTRIBUTE
            | O::POP_EXCEPT => What::STORES,
            O::CALL | O::CALL_METHOD | O::CALL_KW => What::CALLS,
            O::RETURN_VALUE | O::RETURN_NONE => What::LEAVES,
            O::FOR_ITER => What::ITERATES,
            _ => What::empty(),
        };
        if action.what.intersects(What::CALLS | What::ITERATES) {
            (action.first_end, action.ends) = (instruction.a.register().index() as u16, 1);
        }
        let few = What::LOCALS | What::ENDS | What::ITERATES;
        if !action.what.is_empty() && few.contains(action.what) && action.locals <= 1 && action.ends <= 2 {
            action.what |= What::FEW;
        }
        action
    }
}

/// The first of some registers, and how many there are up to the last one.
fn span(registers: impl Iterator<Item = Register> + Clone) -> Option<(u16, u16)> {
    let first = registers.clone().map(Register::index).min()?;
    let last = registers.map(Register::index).max()?;
    Some((first as u16, (last + 1 - first) as u16))
}

/// Whether what an instruction consumes goes to another register, into the object it makes, or on its way up: it does
/// not end here. Calls see to their arguments themselves.
fn moves(opcode: Opcode) -> bool {
    use Opcode as O;
    matches!(
        opcode,
        O::MOVE
            | O::REVERSE
            | O::RETURN_VALUE
            | O::YIELD_VALUE
            | O::YIELD_FROM
            | O::BUILD_TUPLE
            | O::BUILD_LIST
            | O::BUILD_SET
            | O::BUILD_MAP
            | O::BUILD_SLICE
            | O::LIST_APPEND
            | O::SET_ADD
            | O::MAP_ADD
            | O::CALL
            | O::CALL_METHOD
            | O::CALL_KW
            | O::LOAD_METHOD
            | O::LOAD_SUPER_ATTR
            | O::GET_ITER
            | O::GET_YIELD_FROM_ITER
            | O::GET_AWAITABLE
            | O::RAISE_VARARGS
            | O::RERAISE
            | O::SET_FUNCTION_ATTRIBUTE
    )
}

/// The instructions of one code object.
#[derive(Clone)]
pub(super) struct Row {
    /// The number of the first.
    pub(super) first: u32,
    pub(super) unit: Rc<CodeUnit>,
    /// The file, as the code object named it when it was first executed.
    pub(super) file: Rc<str>,
}

impl Row {
    fn has(&self, site: Site) -> bool {
        (self.first..self.first + self.unit.instructions.len() as u32).contains(&site.0)
    }

    /// The place of an instruction.
    pub(super) fn place(&self, index: usize) -> Place {
        Place::new(&self.file, &self.unit, self.unit.position(index))
    }

    /// Where the function begins.
    pub(super) fn definition(&self) -> Place {
        Place::new(&self.file, &self.unit, ouropy_compiler::code::Position::default())
    }
}

/// Numbers for instructions. Each code object gets its own when it is first executed, and keeps them for good.
pub(super) struct Sites {
    rows: Vec<Row>,
    actions: Vec<Action>,
}

impl Default for Sites {
    fn default() -> Sites {
        // Number 0 is no place.
        Sites { rows: Vec::new(), actions: vec![Action::default()] }
    }
}

impl Sites {
    /// What to note before an instruction.
    #[inline(always)]
    pub(super) fn action(&self, site: Site) -> Action {
        self.actions.get(site.0 as usize).copied().unwrap_or_default()
    }

    /// The number of a code object's first instruction; `None` when there are no numbers left.
    #[inline]
    pub(super) fn first_of(&mut self, code: &Code) -> Option<u32> {
        match code.first_site.get() {
            0 => self.add(code),
            first => Some(first),
        }
    }

    #[cold]
    #[inline(never)]
    fn add(&mut self, code: &Code) -> Option<u32> {
        let (first, count) = (self.actions.len(), code.unit.instructions.len());
        if first + count >= Site::LIMIT as usize {
            return None;
        }
        let instructions = &code.unit.instructions;
        let makes = instructions.iter().position(|instruction| instruction.opcode == Opcode::RETURN_GENERATOR);
        for (index, &instruction) in instructions.iter().enumerate() {
            let mut action = Action::of(instruction, code.first_temporary);
            if makes.is_some_and(|makes| index <= makes) {
                action.what |= What::PREPARES;
            }
            if code.unit.position(index).line == 0 {
                action.what = (action.what - What::FEW) | What::NOWHERE;
            }
            self.actions.push(action);
        }
        let file = Rc::from(&*code.filename().to_string_lossy());
        code.row.set(self.rows.len() as u32);
        self.rows.push(Row { first: first as u32, unit: Rc::clone(&code.unit), file });
        code.first_site.set(first as u32);
        Some(first as u32)
    }

    /// The site that stands for an instruction when control came from `before`: its own, unless it has no line.
    pub(super) fn shown(&self, site: Site, before: Site, row: u32) -> Site {
        let Some(row) = self.rows.get(row as usize) else { return site };
        if row.has(before) {
            return before;
        }
        let index = (site.0 - row.first) as usize;
        let has_line = |index: &usize| row.unit.position(*index).line != 0;
        let known = (0..index).rev().find(has_line);
        known.map_or(site, |index| Site(row.first + index as u32))
    }

    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }
}

/// The row among `rows` that has an instruction, and its number there.
pub(super) fn find(rows: &[Row], site: Site) -> Option<(&Row, usize)> {
    let row = &rows[rows.partition_point(|row| row.first <= site.0).checked_sub(1)?];
    row.has(site).then(|| (row, (site.0 - row.first) as usize))
}
