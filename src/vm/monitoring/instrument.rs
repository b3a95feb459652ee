//! Code objects that somebody is told about: CPython's instrumentation.
//!
//! The opcode of every instruction is replaced by `INSTRUMENTED`, which costs nothing where nobody asks: the loop that
//! tells nobody finds it and leaves to the one that tells. What the instruction was stands in the code unit.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use ouropy_compiler::code::{Instruction, Opcode};

use super::layout::{self, Jump};
use super::{CODE_TOOLS, TOOLS};
use crate::types::code::Code;
use crate::types::code::places::{falls_through, first_traceable};
use crate::vm::Vm;

/// What a code object knows of the tools.
pub struct Instrumentation {
    /// The version of the interpreter's settings that the rest goes by.
    version: Cell<u32>,
    /// The number of `restart_events()` calls that it goes by.
    restarts: Cell<u32>,
    /// The events each tool is told of here.
    active: [Cell<u32>; TOOLS],
    /// The events each tool has asked for in this code object alone.
    local: [Cell<u32>; CODE_TOOLS],
    /// The reign of each tool that has asked.
    reigns: [Cell<u32>; CODE_TOOLS],
    /// Counts this code object among those with events of their own.
    counted: RefCell<Option<Counted>>,
    /// The line of each instruction: of one without a position that of the instruction before it, if control comes to it
    /// from there only; else 0.
    lines: Box<[u32]>,
    /// Which instructions begin a line.
    begins_line: Box<[bool]>,
    /// The instructions that exceptions lead to, in order.
    handlers: Box<[u32]>,
    /// The unconditional jumps.
    jumps: Box<[Option<Jump>]>,
    /// The first instruction behind those that prepare the frame.
    pub(super) first: u32,
    /// Tools that have disabled an event, by offset and event.
    disabled: RefCell<HashMap<(u32, u8), u8>>,
}

/// One in a number of code objects.
struct Counted(Rc<Cell<u32>>);

impl Counted {
    fn new(number: &Rc<Cell<u32>>) -> Counted {
        number.set(number.get() + 1);
        Counted(Rc::clone(number))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

impl Instrumentation {
    fn new(code: &Code) -> Instrumentation {
        let first = first_traceable(code);
        let is_target = targets(code);
        let lines = effective_lines(code, &is_target);
        Instrumentation {
            version: Cell::new(0),
            restarts: Cell::new(0),
            active: Default::default(),
            local: Default::default(),
            reigns: Default::default(),
            counted: RefCell::default(),
            handlers: handlers(code),
            jumps: layout::jumps(code),
            begins_line: line_beginnings(code, &lines, &is_target, first as usize),
            lines,
            first,
            disabled: RefCell::default(),
        }
    }

    /// The instrumentation of a code object, made now if need be.
    pub(super) fn of(code: &Code) -> &Instrumentation {
        code.instrumentation.get_or_init(|| Box::new(Instrumentation::new(code)))
    }

    /// Whether anybody is told of anything here.
    pub(super) fn is_active(&self) -> bool {
        self.active.iter().any(|events| events.get() != 0)
    }

    /// The line of an instruction; 0 if that depends on the way there.
    pub(super) fn line(&self, index: u32) -> u32 {
        self.lines.get(index as usize).copied().unwrap_or_default()
    }

    /// Whether exceptions lead to an instruction.
    pub(super) fn is_handler(&self, index: u32) -> bool {
        self.handlers.binary_search(&index).is_ok()
    }

    /// The jump that CPython has in the place of instruction `index`, if that is an unconditional one.
    pub(super) fn jump(&self, index: u32) -> Option<Jump> {
        self.jumps.get(index as usize).copied().flatten()
    }

    /// Whether instruction `index` begins a line.
    pub(super) fn begins_line(&self, index: u32) -> bool {
        self.begins_line.get(index as usize).copied().unwrap_or_default()
    }

    /// The tools that are told of an event anywhere in the code, one bit each.
    pub(super) fn tools(&self, bit: u32) -> u8 {
        (0..TOOLS).filter(|&tool| self.active[tool].get() & bit != 0).fold(0, |tools, tool| tools | 1 << tool)
    }

    /// The tools that have disabled an event at an offset.
    pub(super) fn disabled(&self, offset: u32, event: u8) -> u8 {
        self.disabled.borrow().get(&(offset, event)).copied().unwrap_or_default()
    }

    /// A tool does not want to hear of an event at an offset again.
    pub(super) fn disable(&self, offset: u32, event: u8, tool: usize) {
        *self.disabled.borrow_mut().entry((offset, event)).or_default() |= 1 << tool;
    }

    /// The events that a tool has asked for in this code object alone.
    pub(super) fn local_events(&self, tool: usize) -> u32 {
        self.local[tool].get()
    }

    /// A tool asks for events in this code object alone.
    pub(super) fn set_local_events(&self, tool: usize, reign: u32, events: u32, number: &Rc<Cell<u32>>) {
        self.reigns[tool].set(reign);
        self.local[tool].set(events);
        let has_some = self.local.iter().any(|events| events.get() != 0);
        let mut counted = self.counted.borrow_mut();
        if has_some != counted.is_some() {
            *counted = has_some.then(|| Counted::new(number));
        }
    }
}

/// Makes a code object follow the interpreter's settings.
pub(super) fn follow(vm: &Vm, code: &Code) {
    let (this, settings) = (Instrumentation::of(code), &vm.monitoring);
    if this.version.get() == settings.version {
        return;
    }
    let mut disabled = this.disabled.borrow_mut();
    if this.restarts.replace(settings.restarts) != settings.restarts {
        disabled.clear();
    }
    for tool in 0..TOOLS {
        let mut events = settings.global[tool];
        if tool < CODE_TOOLS {
            let reign = settings.reigns[tool];
            if this.reigns[tool].get() != reign && this.local[tool].get() != 0 {
                this.set_local_events(tool, reign, 0, &settings.codes);
            }
            events |= this.local[tool].get();
        }
        // Who asks for an event anew is told of it everywhere.
        let added = events & !this.active[tool].replace(events);
        if added != 0 {
            disabled.retain(|&(_, event), tools| {
                if added & 1 << event != 0 {
                    *tools &= !(1 << tool);
                }
                *tools != 0
            });
        }
    }
    drop(disabled);
    this.version.set(settings.version);
    if this.is_active() {
        replace(vm, code, |instruction| Instruction { opcode: Opcode::INSTRUMENTED, ..instruction });
    } else {
        replace(vm, code, |instruction| instruction);
    }
}

/// Makes a loop leave the code to another one, which gives the instructions their opcodes back if nobody is told.
pub(super) fn interrupt(vm: &Vm, code: &Code) {
    replace(vm, code, |instruction| Instruction { opcode: Opcode::INSTRUMENTED, ..instruction });
}

/// Gives the next instruction of an activation back its opcode if nobody is told of it: it was left as it was because it
/// was being executed.
pub(super) fn restore(vm: &Vm, activation: &crate::vm::stack::Activation) {
    let (code, next) = (activation.code(), activation.next_index());
    let is_told = vm.monitoring.is_on() && Instrumentation::of(code).is_active();
    if let Some(place) = code.instructions.get(next).filter(|_| !is_told) {
        place.set(code.unit.instructions[next]);
    }
}

/// Writes every instruction anew but those that are being executed: a loop may read its instruction again. It finds the
/// next one replaced.
fn replace(vm: &Vm, code: &Code, new: impl Fn(Instruction) -> Instruction) {
    let activations = vm.stack.activations().iter();
    let executed: Vec<u32> = activations
        .filter(|activation| std::ptr::eq(&raw const **activation.code(), code))
        .map(crate::vm::stack::Activation::current_index)
        .collect();
    for (index, (place, &original)) in code.instructions.iter().zip(&code.unit.instructions).enumerate() {
        let is_replaced = place.get().opcode == Opcode::INSTRUMENTED;
        let wanted = new(original);
        if is_replaced != (wanted.opcode == Opcode::INSTRUMENTED) && !executed.contains(&(index as u32)) {
            place.set(wanted);
        }
    }
}

/// The instructions that jumps and handlers lead to.
fn targets(code: &Code) -> Vec<bool> {
    let instructions = &code.unit.instructions;
    let mut is_target = vec![false; instructions.len()];
    let jumps = instructions
        .iter()
        .enumerate()
        .filter_map(|(index, instruction)| (index + 1).checked_add_signed(instruction.distance()?.get() as isize));
    for target in jumps.chain(code.handlers.iter().map(|row| row.target as usize)) {
        if let Some(is_target) = is_target.get_mut(target) {
            *is_target = true;
        }
    }
    is_target
}

fn handlers(code: &Code) -> Box<[u32]> {
    let mut handlers: Vec<u32> = code.handlers.iter().map(|row| row.target).collect();
    handlers.sort_unstable();
    handlers.into()
}

fn effective_lines(code: &Code, is_target: &[bool]) -> Box<[u32]> {
    let mut lines = Vec::with_capacity(is_target.len());
    let mut before = 0;
    let mut passed = code.unit.passed_lines.iter().peekable();
    for (index, (&instruction, &is_target)) in code.unit.instructions.iter().zip(is_target).enumerate() {
        if is_target {
            before = 0;
        }
        while let Some(line) = passed.next_if(|line| line.at as usize <= index) {
            before = if is_target { 0 } else { line.line };
        }
        // The jump at the end of a loop's body has the place of the last statement. Where that is not the only way to it,
        // its line depends on the way.
        let ends_loop = is_target
            && instruction.opcode == Opcode::JUMP_BACKWARD
            && index.checked_sub(1).is_some_and(|before| code.position(before) == code.position(index));
        let line = match code.position(index).line {
            0 => before,
            _ if ends_loop => 0,
            line => line,
        };
        lines.push(line);
        before = if falls_through(instruction) { line } else { 0 };
    }
    lines.into()
}

/// Which instructions begin a line: those of another line than the instruction before them, and those that jumps and
/// handlers lead to.
fn line_beginnings(code: &Code, lines: &[u32], is_target: &[bool], first: usize) -> Box<[bool]> {
    let mut begins = vec![false; lines.len()];
    let mut current = 0;
    for (index, begins) in begins.iter_mut().enumerate().skip(first) {
        let is_end = code.unit.instructions[index].opcode == Opcode::END_ASYNC_FOR;
        *begins = lines[index] != 0 && !is_end && (lines[index] != current || is_target[index]);
        current = lines[index];
    }
    for line in &code.unit.passed_lines {
        if let Some(begins) = begins.get_mut(line.at as usize) {
            *begins = true;
        }
    }
    begins.into()
}
