//! The places of a code object as Python counts them: `f_lasti`, `tb_lasti`, `co_lines()`, the offsets that tools get.
//!
//! CPython has instructions where ours has none: the RESUME with which every function begins, a NOP for each line that
//! does nothing, what stores the next item of a loop. A program that looks up an offset in `co_lines()` relies on them. So
//! they have places too, and an offset is twice the number of a place.

use std::cell::OnceCell;

use ouropy_compiler::code::{CodeFlags, Effect, Instruction, Opcode, Position};

use super::Code;
use super::location::Location;
use crate::object::Value;

/// One place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Where a call begins.
    Begin,
    /// A line without an instruction, by its number among `passed_lines`.
    Passed(usize),
    /// An instruction.
    Instruction(u32),
    /// Where a loop over an iterator goes on with an item.
    Item(u32),
}

/// The places of a code object, in order.
pub struct Places {
    stops: Box<[Stop]>,
    /// The place of each instruction.
    instructions: Box<[u32]>,
    /// `co_code`, once it was asked for.
    pub(super) shown: OnceCell<Value>,
    /// `co_linetable`, if it was given another one.
    pub(super) line_table: Option<Box<[u8]>>,
}

impl Places {
    pub(super) fn new(code: &Code) -> Places {
        let count = code.unit.instructions.len() as u32;
        let first = first_traceable(code);
        let mut passed = code.unit.passed_lines.iter().enumerate().peekable();
        let (mut stops, mut instructions) = (Vec::new(), Vec::new());
        for index in 0..count {
            if index == first {
                stops.push(Stop::Begin);
            }
            while let Some((number, _)) = passed.next_if(|(_, line)| line.at <= index) {
                stops.push(Stop::Passed(number));
            }
            instructions.push(stops.len() as u32);
            stops.push(Stop::Instruction(index));
            if code.unit.instructions[index as usize].opcode == Opcode::FOR_ITER || gave_item(code, index) {
                stops.push(Stop::Item(index));
            }
        }
        let (stops, instructions) = (stops.into(), instructions.into());
        Places { stops, instructions, shown: OnceCell::new(), line_table: None }
    }

    /// All of them.
    pub fn stops(&self) -> &[Stop] {
        &self.stops
    }

    /// The place with an offset.
    pub fn stop(&self, offset: i64) -> Option<Stop> {
        self.stops.get(usize::try_from(offset / 2).ok()?).copied()
    }

    /// The offset of an instruction.
    pub fn offset(&self, index: u32) -> u32 {
        self.instructions.get(index as usize).map_or(self.stops.len() as u32, |&place| place) * 2
    }

    /// The offset of a place.
    pub fn offset_of(&self, stop: Stop) -> u32 {
        let place = match stop {
            Stop::Instruction(index) => return self.offset(index),
            Stop::Item(index) => self.offset(index) / 2 + 1,
            _ => self.stops.iter().position(|&other| other == stop).unwrap_or_default() as u32,
        };
        place * 2
    }

    /// Where control comes to when it gets from one instruction to another: lines without an instruction come first.
    pub fn arrival(&self, code: &Code, from: u32, to: u32) -> u32 {
        let item = Stop::Item(from);
        if to == from + 1 && self.stop(i64::from(self.offset(from)) + 2) == Some(item) {
            return self.offset_of(item);
        }
        let lines = &code.unit.passed_lines;
        let first = lines.partition_point(|line| line.at < to);
        let mut here = (first..).zip(&lines[first..]).take_while(|(_, line)| line.at == to);
        let passed = here.find(|(_, line)| !line.skipped_by.contains(&from));
        passed.map_or_else(|| self.offset(to), |(number, _)| self.offset_of(Stop::Passed(number)))
    }

    /// The offset that a frame shows which is about to execute an instruction while one of these lines is told.
    pub fn passing(&self, code: &Code, index: u32, line: u32) -> u32 {
        let lines = code.unit.passed_lines.iter().enumerate();
        let passed = lines.skip_while(|(_, passed)| passed.at < index).take_while(|(_, passed)| passed.at == index);
        let passed = passed.filter(|(_, passed)| passed.line == line).map(|(number, _)| Stop::Passed(number)).next();
        match passed {
            _ if index == first_traceable(code) && line == code.line_of_call() => self.offset_of(Stop::Begin),
            Some(passed) => self.offset_of(passed),
            None => self.near(code, index, line),
        }
    }

    /// The offset of an instruction that belongs to a line because control came from there: CPython has a copy of it on
    /// each such line. The place of that line in front of it, which has the same source range as the copy would have.
    pub fn near(&self, code: &Code, index: u32, line: u32) -> u32 {
        let locations = code.locations();
        let at = self.offset(index) as usize / 2;
        let is_there = |place: &usize| locations[*place].line == Some(i64::from(line));
        let place = (0..=at.min(locations.len().saturating_sub(1))).rev().find(is_there);
        place.unwrap_or(at) as u32 * 2
    }
}

impl Code {
    /// Its places.
    pub fn places(&self) -> &Places {
        self.places.get_or_init(|| Box::new(Places::new(self)))
    }

    /// The line in which a call begins, 0 for a module.
    pub fn line_of_call(&self) -> u32 {
        if is_module(self) { 0 } else { self.first_line }
    }

    /// The same with another `co_linetable`.
    pub(super) fn with_line_table(self, table: Option<Box<[u8]>>) -> Code {
        let places = Places { line_table: table, ..Places::new(&self) };
        Code { places: OnceCell::from(Box::new(places)), ..self }
    }

    /// The source range of each place.
    pub(super) fn locations(&self) -> Vec<Location> {
        let mut locations: Vec<Location> = Vec::new();
        let mut reaches_next = false;
        let mut known = vec![Location::default(); self.unit.instructions.len()];
        for &stop in self.places().stops() {
            let location = match stop {
                Stop::Begin => begin(self),
                Stop::Passed(number) => Location::of_line(self.unit.passed_lines[number].line),
                Stop::Instruction(index) | Stop::Item(index) => Location::of(self.position(index as usize)),
            };
            // CPython gives an instruction of no line the source range of the one that leads to it: of that in front, or of
            // the first that jumps there.
            let location = match (stop, locations.last()) {
                _ if location.line.is_some() => location,
                (_, Some(&before)) if reaches_next => before,
                (Stop::Instruction(index), _) => known[index as usize],
                _ => location,
            };
            locations.push(location);
            reaches_next = true;
            if let Stop::Instruction(index) = stop {
                let instruction = self.unit.instructions[index as usize];
                reaches_next = falls_through(instruction);
                let target = instruction.distance().and_then(|distance| (index + 1).checked_add_signed(distance.get()));
                if let Some(known) = target.and_then(|target| known.get_mut(target as usize))
                    && known.line.is_none()
                {
                    *known = location;
                }
            }
        }
        locations
    }

    /// The line of the place with an offset; that of the code itself in front of all.
    pub fn line_at(&self, offset: i64) -> Option<u32> {
        match self.places().stop(offset) {
            _ if offset < 0 => Some(self.first_line),
            Some(Stop::Begin) => Some(self.line_of_call()),
            _ => self.position_at(offset).map(|position| position.line),
        }
    }

    /// The source range of the place with an offset, if there is one that has a line.
    pub fn position_at(&self, offset: i64) -> Option<Position> {
        let position = match self.places().stop(offset)? {
            Stop::Instruction(index) | Stop::Item(index) => self.position(index as usize),
            Stop::Begin => begin(self).position(),
            Stop::Passed(number) => Location::of_line(self.unit.passed_lines[number].line).position(),
        };
        (position.line != 0).then_some(position)
    }
}

/// Where a call begins. CPython has a module begin in front of its first line.
fn begin(code: &Code) -> Location {
    let first = i64::from(code.first_line);
    let line = if is_module(code) { first - 1 } else { first };
    Location { line: Some(line), end_line: Some(first), column: Some(0), end_column: Some(0) }
}

fn is_module(code: &Code) -> bool {
    !code.flags.intersects(CodeFlags::NEWLOCALS) && code.name.as_bytes() == b"<module>"
}

/// The first instruction behind those that prepare the frame, where CPython has its RESUME.
pub fn first_traceable(code: &Code) -> u32 {
    let prepares = |instruction: &Instruction| {
        matches!(instruction.opcode, Opcode::MAKE_CELL | Opcode::COPY_FREE_VARS | Opcode::RETURN_GENERATOR)
    };
    code.unit.instructions.iter().take_while(|instruction| prepares(instruction)).count() as u32
}

/// Whether an instruction ends the step of an `async for` with an item.
pub fn gave_item(code: &Code, index: u32) -> bool {
    let opcode = |index: u32| code.unit.instructions.get(index as usize).map(|instruction| instruction.opcode);
    opcode(index) == Some(Opcode::YIELD_FROM) && index >= 2 && opcode(index - 2) == Some(Opcode::GET_ANEXT)
}

/// Whether control gets from an instruction to the next one.
pub fn falls_through(instruction: Instruction) -> bool {
    Effect::of(instruction).is_ok_and(|effect| effect.falls_through)
}
