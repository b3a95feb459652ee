//! `frame.f_lineno = line` in a trace function: the activation goes on elsewhere.
//!
//! CPython works out what the evaluation stack holds in front of each instruction. Here that is which temporaries are
//! bound, and as what. A jump leads only to where no more is bound; what is bound there no longer is dropped.
#![expect(unsafe_code, reason = "the activation goes on elsewhere, and its temporaries are emptied")]

use std::collections::BTreeMap;

use ouropy_compiler::code::{Effect, KEEPS, LocalKind, Opcode, Register, Written};

use super::event::Event;
use super::instrument::Instrumentation;
use crate::object::Value;
use crate::types::code::Code;
use crate::vm::Vm;
use crate::vm::raise::PyResult;
use crate::vm::stack::Activation;

/// What a register is bound to, as far as a jump matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    /// A value that only the instruction of this number makes: in the middle of another expression there is another.
    Object(u32),
    /// The method that ends a `with`.
    Exit,
    /// The iterator of a loop.
    Iterator,
    /// The exception that a handler handles.
    Exception,
    /// What was being handled when the handler began.
    Previous,
    /// The cell of a variable, which no jump drops.
    Cell,
}

/// The registers that are bound in front of an instruction: the temporaries, and the variables that are cells.
type Bound = BTreeMap<Register, Holds>;

/// Makes activation number `activation` go on at the first instruction of a line, or of the first line behind that has one.
///
/// # Errors
/// ValueError when no event of that activation is being told, or when there is no way to that line.
pub fn set_line(vm: &mut Vm, activation: Option<usize>, line: i64) -> PyResult<()> {
    let event = vm.monitoring.event;
    let is_told = activation.is_some_and(|activation| vm.monitoring.told_depth == activation + 1);
    match event {
        Some(
            Event::PyResume
            | Event::Jump
            | Event::Branch
            | Event::BranchLeft
            | Event::BranchRight
            | Event::Line
            | Event::PyYield,
        ) if is_told => {}
        None => return Err(vm.value_error("f_lineno can only be set in a trace function")),
        Some(Event::PyStart) => {
            return Err(vm.value_error("can't jump from the 'call' trace event of a new frame"));
        }
        Some(Event::Call | Event::CReturn) => return Err(vm.value_error("can't jump during a call")),
        Some(
            Event::PyReturn
            | Event::PyThrow
            | Event::PyUnwind
            | Event::CRaise
            | Event::Raise
            | Event::Reraise
            | Event::ExceptionHandled
            | Event::Instruction
            | Event::StopIteration,
        ) => return Err(vm.value_error("can only jump from a 'line' trace event")),
        // The activation waits for others, which would come back to where it no longer is.
        Some(_) => return Err(vm.value_error("f_lineno can only be set in a trace function")),
    }
    let Some(innermost) = activation.and_then(|activation| vm.stack.activations().get(activation)) else {
        return Ok(());
    };
    let (code, index) = (innermost.code().clone(), innermost.current_index());
    // One that passes a value on has been left by the iterator that gave it.
    if event == Some(Event::PyYield) && code.unit.instructions[index as usize].opcode != Opcode::YIELD_VALUE {
        return Err(vm.value_error("can only jump from a 'line' trace event"));
    }
    let Ok(wanted) = i32::try_from(line) else { return Err(vm.value_error("lineno out of range")) };
    if i64::from(wanted) < i64::from(code.first_line) {
        return Err(vm.value_error(format!("line {wanted} comes before the current code block")));
    }
    let first = Instrumentation::of(&code).first;
    let behind = (first as usize..code.positions.len()).map(|index| code.position(index).line);
    let passed = code.unit.passed_lines.iter().map(|passed| passed.line);
    let Some(line) = behind.chain(passed).filter(|&line| i64::from(line) >= i64::from(wanted)).min() else {
        return Err(vm.value_error(format!("line {wanted} comes after the current code block")));
    };
    let bound = bound_registers(&code);
    let depth = vm.stack.depth();
    let Some(activation) = activation.filter(|activation| *activation < depth) else { return Ok(()) };
    let window = vm.stack.window(activation);
    let mut from = bound.get(index as usize).cloned().flatten();
    if let Some(from) = &mut from {
        // What the instruction has used up already.
        from.retain(|register, _| window[register.index()].is_some());
    }
    let to = match destination(&code, first, line, from.as_ref(), &bound) {
        Ok(to) => to,
        Err(message) => return Err(vm.value_error(message)),
    };
    bind_locals(vm, &code, activation)?;
    let (Some(from), Some(kept)) = (from, bound[to].as_ref()) else { return Ok(()) };
    for (&register, &holds) in from.iter().rev().filter(|(register, _)| !kept.contains_key(register)) {
        let value = vm.stack.unbind_temporary(activation, register);
        if holds == Holds::Previous {
            let handled = vm.handled.end(value.filter(|value| !value.is_none()));
            drop(handled);
        } else {
            drop(value);
        }
    }
    vm.run_parked_if_any();
    // SAFETY: what is read from there on is bound: the temporaries have been compared, and every local is.
    unsafe { vm.stack.go_on_at(activation, to) };
    vm.monitoring.moved = activation + 1;
    Ok(())
}

/// The instruction to go on with: of those of the line that bind no more than is bound, the one that keeps the most.
fn destination(
    code: &Code,
    first: u32,
    line: u32,
    from: Option<&Bound>,
    bound: &[Option<Bound>],
) -> Result<usize, &'static str> {
    let mut best: Option<(usize, usize)> = None;
    let mut why = "cannot find bytecode for specified line";
    let mut is_explained = false;
    for (index, to) in bound.iter().enumerate().skip(first as usize) {
        let begins = index == first as usize || code.position(index) != code.position(index - 1);
        let is_passed = code.unit.passed_lines.iter().any(|passed| (passed.at as usize, passed.line) == (index, line));
        if !(is_passed || (begins && code.position(index).line == line)) {
            continue;
        }
        let Some(from) = from else {
            why = "can't jump from unreachable code";
            continue;
        };
        let Some(to) = to else {
            why = "can't jump into an exception handler, or code may be unreachable";
            continue;
        };
        let is_compatible = |(register, holds): (&Register, &Holds)| from.get(register) == Some(holds);
        if to.iter().all(is_compatible) {
            if best.is_none_or(|(_, kept)| to.len() > kept) {
                best = Some((index, to.len()));
            }
        } else if best.is_none() && !is_explained {
            is_explained = true;
            why = match to.iter().rev().find(|(_, holds)| **holds != Holds::Cell) {
                Some((_, Holds::Iterator)) => "can't jump into the body of a for loop",
                Some((_, Holds::Exception | Holds::Previous)) => {
                    "can't jump into an 'except' block as there's no exception"
                }
                _ => "incompatible stacks",
            };
        }
    }
    best.map(|(index, _)| index).ok_or(why)
}

/// Code that the compiler proved to have a local bound may be reached without: such a local is None.
fn bind_locals(vm: &mut Vm, code: &Code, activation: usize) -> PyResult<()> {
    let cells: Vec<Register> = code
        .unit
        .instructions
        .iter()
        .filter(|instruction| instruction.opcode == Opcode::MAKE_CELL)
        .map(|instruction| instruction.a.register())
        .collect();
    let may_be_unbound = |register: &Register| {
        let kind = code.locals.get(register.index()).map(|(_, kind)| *kind);
        matches!(kind, Some(LocalKind::Fast | LocalKind::Hidden)) && !cells.contains(register)
    };
    let window = vm.stack.window(activation);
    let locals = (0..code.first_temporary.index()).map(Register::at).filter(may_be_unbound);
    let unbound: Vec<Register> = locals.filter(|register| window[register.index()].is_none()).collect();
    if unbound.is_empty() {
        return Ok(());
    }
    let ending = if unbound.len() == 1 { "" } else { "s" };
    let class = vm.types.runtime_warning.clone();
    (vm.hooks.warn)(vm, &class, &format!("assigning None to {} unbound local{ending}", unbound.len()))?;
    for register in unbound {
        drop(vm.stack.bind_register(activation, register, Value::NONE));
    }
    Ok(())
}

/// The registers that are bound in front of each instruction; `None` where control does not get.
fn bound_registers(code: &Code) -> Vec<Option<Bound>> {
    let instructions = &code.unit.instructions;
    let mut bound: Vec<Option<Bound>> = vec![None; instructions.len()];
    let mut waiting = vec![(0, Bound::new())];
    while let Some((index, before)) = waiting.pop() {
        match bound.get_mut(index) {
            Some(place) if place.is_none() => *place = Some(before.clone()),
            _ => continue,
        }
        let instruction = instructions[index];
        let Ok(effect) = Effect::of(instruction) else { continue };
        if let Some(row) = code.handlers.iter().find(|row| row.start as usize <= index && index < row.end as usize) {
            let mut caught: Bound = before.range(..row.register).map(|(register, holds)| (*register, *holds)).collect();
            caught.insert(row.register, Holds::Exception);
            waiting.push((row.target as usize, caught));
        }
        let mut after = before.clone();
        for register in effect.consumed.iter().map(|(register, _)| register).chain(&effect.emptied) {
            after.remove(register);
        }
        if let Some(distance) = effect.jump
            && let Some(target) = (index + 1).checked_add_signed(distance.get() as isize)
        {
            let mut jumped = after.clone();
            match effect.dropped_by_jump {
                Some(dropped) => drop(jumped.remove(&dropped)),
                None => write(&mut jumped, code, index, &before, &effect),
            }
            waiting.push((target, jumped));
        }
        write(&mut after, code, index, &before, &effect);
        if effect.falls_through {
            waiting.push((index + 1, after));
        }
    }
    bound
}

/// Notes what an instruction writes.
fn write(bound: &mut Bound, code: &Code, index: usize, before: &Bound, effect: &Effect) {
    let instruction = code.unit.instructions[index];
    for &(register, written) in &effect.written {
        let holds = match (written, instruction.opcode) {
            (Written::Cell, _) => Holds::Cell,
            (Written::Same, _) => before.get(&instruction.b.register()).copied().unwrap_or(Holds::Object(index as u32)),
            (_, Opcode::GET_ITER | Opcode::GET_AITER) => Holds::Iterator,
            (_, Opcode::PUSH_EXC_INFO) => Holds::Previous,
            (_, Opcode::LOAD_SPECIAL) if instruction.k & KEEPS != 0 => Holds::Exit,
            _ => Holds::Object(index as u32),
        };
        if register >= code.first_temporary || holds == Holds::Cell {
            bound.insert(register, holds);
        }
    }
}

/// Whether a callback has made the innermost activation go on elsewhere, asked once.
pub(in crate::vm) fn has_moved(vm: &mut Vm) -> bool {
    let moved = vm.monitoring.moved != 0 && vm.monitoring.moved == vm.stack.depth();
    if moved {
        vm.monitoring.moved = 0;
    }
    if moved && let Some(innermost) = vm.stack.innermost() {
        // The line it goes on with is not told of.
        let next = Activation::next_index(innermost);
        innermost.told.set(next as u32);
        innermost.told_line.set(innermost.code().position(next).line);
    }
    moved
}
