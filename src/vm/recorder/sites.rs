//! Sites: a number for each instruction of the code that was executed, and what to note before it.

use std::rc::Rc;

use ouropy_compiler::code::{CodeUnit, Effect, Instruction, Local, LocalKind, Opcode, Register};

use super::Follow;
use super::recording::Place;
use super::text::ProgramText;
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
        /// It has no line: it belongs to where control came from, and there are several such places.
        const NOWHERE = 64;
        /// It prepares a generator, which is made where its function is called.
        const PREPARES = 128;
        /// It is the first one of a call that is followed, or leaves one.
        const FOLLOWED = 256;
    }
}

/// What [`super::step`] looks at first of an instruction that does anything: most do little.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Quick {
    /// At most one local is written, and at most two temporaries end, and nothing else.
    Plain,
    /// A call, and at most one local is written.
    Calls,
    /// A step of a loop, and at most one local is written.
    Iterates,
    /// The activation is left.
    Leaves,
    /// Anything else.
    #[default]
    Other,
}

/// What to note before an instruction.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(16))]
pub(super) struct Action {
    /// The instruction's number.
    pub(super) site: Site,
    pub(super) what: What,
    /// What is noted only where the instruction finds that there is something to note: as a rule it finds immediates.
    pub(super) late: What,
    pub(super) quick: Quick,
    /// How many locals are written, from [`Action::first_local`]. If the activation is left, that many of the first ones
    /// end.
    pub(super) locals: u8,
    pub(super) first_local: u16,
    /// How many temporaries end, from [`Action::first_end`]. A call's callable and an iterator stand there too.
    pub(super) first_end: u16,
    pub(super) ends: u8,
}

const _: () = assert!(size_of::<Action>() == Action::PER_INSTRUCTION * size_of::<Instruction>());

impl Action {
    /// How many times as large as an instruction it is: so the place of the one leads to that of the other.
    pub(super) const PER_INSTRUCTION: usize = 2;

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
        action.late = action.what & noted_late(instruction, first_temporary);
        action.what -= action.late;
        action.quick = action.quick_of();
        action
    }

    /// The temporaries that end.
    pub(super) fn ending(&self) -> std::ops::Range<usize> {
        let first = usize::from(self.first_end);
        first..first + usize::from(self.ends)
    }

    /// The last of them, if any end.
    #[inline(always)]
    pub(super) fn last_end(&self) -> u16 {
        (self.first_end + u16::from(self.ends)).wrapping_sub(1)
    }

    fn quick_of(&self) -> Quick {
        let one = self.locals <= 1;
        match self.what {
            What::LEAVES => Quick::Leaves,
            _ if self.what - What::LOCALS == What::CALLS && one => Quick::Calls,
            _ if self.what == What::LOCALS | What::ITERATES && one => Quick::Iterates,
            _ if (What::LOCALS | What::ENDS).contains(self.what) && one && self.ends <= 2 => Quick::Plain,
            _ => Quick::Other,
        }
    }
}

/// What the loop has noted of an instruction only if the instruction finds no immediates.
fn noted_late(instruction: Instruction, first_temporary: Register) -> What {
    use Opcode as O;
    match instruction.opcode {
        O::BINARY_ADD
        | O::BINARY_SUBTRACT
        | O::BINARY_MULTIPLY
        | O::BINARY_ADD_INT
        | O::BINARY_SUBTRACT_INT
        | O::BINARY_OP
        | O::BINARY_OP_INT
        | O::UNARY_NEGATIVE
        | O::UNARY_NOT
        | O::COMPARE_OP
        | O::COMPARE_JUMP
        | O::COMPARE_INT_JUMP
        | O::POP_JUMP_IF_TRUE
        | O::POP_JUMP_IF_FALSE
        | O::POP_TOP => What::ENDS,
        // A receiver that is a temporary ends.
        O::STORE_ATTR if instruction.a.register() < first_temporary => What::STORES | What::ENDS,
        O::STORE_DEREF => What::STORES | What::ENDS,
        _ => What::empty(),
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

/// Which instructions control reaches not only from the one before.
fn reached_from_far(unit: &CodeUnit) -> Vec<bool> {
    let mut reached = vec![false; unit.instructions.len()];
    let jumps = unit
        .instructions
        .iter()
        .enumerate()
        .filter_map(|(index, instruction)| (index + 1).checked_add_signed(instruction.distance()?.get() as isize));
    for target in jumps.chain(unit.handlers.iter().map(|handler| handler.target as usize)) {
        if let Some(reached) = reached.get_mut(target) {
            *reached = true;
        }
    }
    reached
}

/// The instructions of one code object.
#[derive(Clone)]
pub(super) struct Row {
    /// The number of the first.
    pub(super) first: u32,
    pub(super) unit: Rc<CodeUnit>,
    /// The file, as the code object named it when it was first executed.
    pub(super) file: Rc<str>,
    /// What to note before each. It keeps its place.
    pub(super) actions: Rc<[Action]>,
}

impl Row {
    fn has(&self, site: Site) -> bool {
        (self.first..self.end()).contains(&site.0)
    }

    /// The number behind the last one.
    fn end(&self) -> u32 {
        self.first + self.unit.instructions.len() as u32
    }

    /// The place of an instruction.
    pub(super) fn place(&self, index: usize) -> Place {
        Place::new(&self.file, &self.unit, self.unit.position(index))
    }

    /// The site that stands for an instruction when control came from `before`: its own, unless it has no line.
    pub(super) fn shown(&self, site: Site, before: Site) -> Site {
        if self.has(before) {
            return before;
        }
        let index = (site.0 - self.first) as usize;
        let has_line = |index: &usize| self.unit.position(*index).line != 0;
        let known = (0..index).rev().find(has_line);
        known.map_or(site, |index| Site(self.first + index as u32))
    }

    /// Where the function begins.
    pub(super) fn definition(&self) -> Place {
        Place::new(&self.file, &self.unit, ouropy_compiler::code::Position::default())
    }
}

/// Numbers for instructions. Each code object gets its own when it is first executed, and keeps them for good.
#[derive(Default)]
pub(super) struct Sites {
    rows: Vec<Row>,
    /// Which calls are followed.
    pub(super) follow: Option<Follow>,
    /// The text of the program, if it is in no file.
    pub(super) text: Option<ProgramText>,
}

impl Sites {
    /// The row of a code object; `None` when there are no numbers left.
    #[inline]
    pub(super) fn of(&mut self, code: &Code) -> Option<&Row> {
        let mut number = code.row.get();
        if number == 0 {
            number = self.add(code)?;
        }
        self.rows.get(number as usize - 1)
    }

    /// As [`Sites::of`], without giving it one.
    #[inline(always)]
    pub(super) fn known(&self, code: &Code) -> Option<&Row> {
        self.rows.get((code.row.get() as usize).wrapping_sub(1))
    }

    #[cold]
    #[inline(never)]
    fn add(&mut self, code: &Code) -> Option<u32> {
        // Number 0 is no place.
        let first = self.rows.last().map_or(1, Row::end);
        let instructions = &code.unit.instructions;
        if first as usize + instructions.len() >= Site::LIMIT as usize {
            return None;
        }
        let is_followed = self.follow.is_some_and(|follow| (follow.is_followed)(code));
        // Free variables are the last ones. The function, which is noted, refers to them too.
        let is_own = |local: &&Local| !matches!(local.kind, LocalKind::Free);
        let own_locals = code.unit.locals.iter().take_while(is_own).count();
        let makes = instructions.iter().position(|instruction| instruction.opcode == Opcode::RETURN_GENERATOR);
        let is_reached_from_far = reached_from_far(&code.unit);
        // The site before, if control goes on from there.
        let mut before = None;
        let action = |(index, &instruction): (usize, &Instruction)| {
            let mut action = Action::of(instruction, code.first_temporary);
            action.site = Site(first + index as u32);
            if action.what.contains(What::LEAVES) {
                action.first_local = own_locals as u16;
            }
            if makes.is_some_and(|makes| index <= makes) {
                action.what |= What::PREPARES;
                action.quick = Quick::Other;
            }
            if code.unit.position(index).line == 0 {
                match before.take().filter(|_| !is_reached_from_far[index]) {
                    Some(site) => action.site = site,
                    None => {
                        action.what |= What::NOWHERE;
                        action.quick = Quick::Other;
                    }
                }
            }
            let goes_on = Effect::of(instruction).is_ok_and(|effect| effect.falls_through);
            before = (goes_on && !action.what.contains(What::NOWHERE)).then_some(action.site);
            if is_followed && (index == 0 || action.what.contains(What::LEAVES)) {
                action.what |= What::FOLLOWED;
                action.quick = Quick::Other;
            }
            action
        };
        let actions: Rc<[Action]> = instructions.iter().enumerate().map(action).collect();
        let name = code.filename();
        let file = name.to_string_lossy();
        let file = match &self.text {
            Some(text) => text.name_of(&code.unit, &file),
            None => Rc::from(&*file),
        };
        let start = (code.instructions.as_ptr() as usize).wrapping_mul(Action::PER_INSTRUCTION);
        code.way.set((actions.as_ptr() as usize).wrapping_sub(start));
        self.rows.push(Row { first, unit: Rc::clone(&code.unit), file, actions });
        code.row.set(self.rows.len() as u32);
        Some(code.row.get())
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
