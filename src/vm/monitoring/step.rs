//! What the loop that tells does at each instruction.

use ouropy_compiler::code::{Instruction, Opcode};

use super::PassedPlace;
use super::event::Event;
use super::fire::{Place, fire, tell_line, tells, tells_at, told_value};
use super::instrument::{self, Instrumentation};
use super::jump::has_moved;
use super::layout::{self, Jump, target};
use crate::object::{Slot, Value};
use crate::types::code::Code;
use crate::types::code::places::gave_item;
use crate::types::exception;
use crate::vm::Vm;
use crate::vm::raise::PyResult;
use crate::vm::stack::{Activation, ENTERED, PASSING};

/// How the loop goes on.
pub(in crate::vm) enum Step {
    /// By executing the instruction, which is of this opcode.
    Execute(Opcode),
    /// Where a callback has put the activation.
    Elsewhere,
    /// In the loop that tells nobody.
    Untold,
}

/// Which way a conditional jump goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::vm) enum Branch {
    /// To its target.
    Taken,
    /// On.
    NotTaken,
}

/// Tells of what begins with the next instruction of the innermost activation: the activation itself, a line, the
/// instruction.
pub(in crate::vm) fn step(vm: &mut Vm) -> PyResult<Step> {
    if !vm.monitoring.is_on() {
        return Ok(Step::Untold);
    }
    let Some(innermost) = vm.stack.innermost() else { return Ok(Step::Untold) };
    let (code, index) = (innermost.code().clone(), innermost.current_index());
    instrument::follow(vm, &code);
    let instruction = code.unit.instructions[index as usize];
    let instrumentation = Instrumentation::of(&code);
    let Some(innermost) = vm.stack.innermost() else { return Ok(Step::Untold) };
    if index < instrumentation.first {
        return Ok(Step::Execute(instruction.opcode));
    }
    let before = innermost.told.replace(index);
    let comes_from_jump = matches!(instrumentation.jump(before), Some(Jump::To(_)));
    vm.monitoring.is_jump_told = comes_from_jump
        && target(before, code.unit.instructions[before as usize]) == index
        && layout::leads_to_jump(&code, before);
    let line_before = innermost.told_line.get();
    let line = instrumentation.line(index);
    // A handler without a line begins whatever line comes next, even that of what was raised.
    if line != 0 || instrumentation.is_handler(index) {
        innermost.told_line.set(line);
    }
    if vm.monitoring.silent > 0 || !instrumentation.is_active() {
        return Ok(Step::Execute(instruction.opcode));
    }
    let place = Place::of(&code, index);
    let mut last = (before != ENTERED).then_some(line_before);
    if before == ENTERED && !begun(vm, &place)? {
        return Ok(Step::Elsewhere);
    }
    let is_test = is_bottom_test(instruction) && !asks_for_next(&place.code, target(index, instruction));
    if before != ENTERED && is_test && !jumped_back(vm, &place, before)? {
        return Ok(Step::Elsewhere);
    }
    if index > 0 && before == index - 1 && gave_item(&place.code, before) {
        let from = Place::of(&place.code, before);
        fire(vm, &from, Event::BranchLeft, vec![from.offset(), from.to(index)])?;
        if has_moved(vm) {
            return Ok(Step::Elsewhere);
        }
    }
    if !pass_lines(vm, &place, before, &mut last)? {
        return Ok(Step::Elsewhere);
    }
    if line != 0 && last != Some(line) && Instrumentation::of(&place.code).begins_line(index) {
        tell_line(vm, &place, line, before)?;
        if has_moved(vm) {
            return Ok(Step::Elsewhere);
        }
    }
    if tells(vm, Event::Instruction) {
        fire(vm, &place, Event::Instruction, vec![place.offset()])?;
        if has_moved(vm) {
            return Ok(Step::Elsewhere);
        }
    }
    Ok(Step::Execute(instruction.opcode))
}

/// An `async for` has ended.
pub(in crate::vm) fn ended_async_for(vm: &mut Vm) -> PyResult<()> {
    if tells(vm, Event::BranchRight)
        && let Some(place) = Place::innermost(vm)
    {
        // The branch is that of the step, of which this is the handler.
        let of_step = |index: &u32| {
            let mut rows = place.code.handlers.iter();
            let row = rows.find(|row| row.start <= *index && *index < row.end);
            gave_item(&place.code, *index) && row.is_some_and(|row| row.target == place.index)
        };
        let from = Place::of(&place.code, (0..place.index).find(of_step).unwrap_or(place.index));
        fire(vm, &place, Event::BranchRight, vec![from.offset(), from.to(place.index + 1)])?;
    }
    Ok(())
}

/// The ways of each conditional jump of a code object, as offsets: from, to the left, to the right.
pub fn branches(code: &Code) -> Vec<[u32; 3]> {
    let mut branches = Vec::new();
    for (index, &instruction) in (0_u32..).zip(&code.unit.instructions) {
        let (behind, target) = (index + 1, target(index, instruction));
        let ways = match instruction.opcode {
            Opcode::FOR_ITER => [behind, target],
            opcode if is_conditional(opcode) && is_turned(code, instruction, target) => [target, behind],
            opcode if is_conditional(opcode) => [behind, target],
            Opcode::YIELD_FROM if gave_item(code, index) => {
                let end = code.handlers.iter().find(|row| row.start <= index && index < row.end);
                [behind, end.map_or(behind, |row| row.target + 1)]
            }
            _ => continue,
        };
        let places = code.places();
        let [left, right] = ways.map(|to| places.arrival(code, index, to));
        branches.push([places.offset(index), left, right]);
    }
    branches
}

/// Whether CPython has a condition the other way around: at a loop's bottom, where it has it at the top, and where its
/// jump would lead to a jump back.
fn is_turned(code: &Code, instruction: Instruction, target: u32) -> bool {
    let next = code.unit.instructions.get(target as usize).map(|instruction| instruction.opcode);
    is_bottom_test(instruction) || (is_conditional(instruction.opcode) && next == Some(Opcode::JUMP_BACKWARD))
}

/// Tells of the lines in front of an instruction that have none. `last` is the line before, if there is one.
fn pass_lines(vm: &mut Vm, place: &Place, before: u32, last: &mut Option<u32>) -> PyResult<bool> {
    let lines = &place.code.unit.passed_lines;
    let first = lines.partition_point(|line| line.at < place.index);
    for passed in lines[first..].iter().take_while(|line| line.at == place.index) {
        if *last == Some(passed.line) || passed.skipped_by.contains(&before) {
            continue;
        }
        *last = Some(passed.line);
        let here = Place {
            code: place.code.clone(),
            index: place.index,
            offset: place.code.places().passing(&place.code, place.index, passed.line),
        };
        if !tells_at(vm, &here, Event::Line) {
            continue;
        }
        let told_line = show_line(vm, passed.line);
        let result = tell_line(vm, &here, passed.line, before);
        if has_moved(vm) {
            return result.map(|()| false);
        }
        show_instruction(vm, place.index, told_line);
        if result.is_err() {
            vm.monitoring.raised_at = Some(PassedPlace { offset: here.offset, outside: passed.outside as usize });
        }
        result?;
    }
    if let (Some(innermost), Some(line)) = (vm.stack.innermost(), *last)
        && Instrumentation::of(&place.code).line(place.index) == 0
    {
        innermost.told_line.set(line);
    }
    Ok(true)
}

/// Makes the innermost activation show a line that no instruction stands for; gives back the one it showed.
fn show_line(vm: &Vm, line: u32) -> u32 {
    let Some(innermost) = vm.stack.innermost() else { return 0 };
    innermost.told.set(PASSING);
    innermost.told_line.replace(line)
}

/// Makes the innermost activation show the line of its instruction again.
fn show_instruction(vm: &Vm, index: u32, line: u32) {
    if let Some(innermost) = vm.stack.innermost() {
        innermost.told.set(index);
        innermost.told_line.set(line);
    }
}

/// The activation begins, or a generator goes on. Whether it still does so at that place.
fn begun(vm: &mut Vm, place: &Place) -> PyResult<bool> {
    let code = &place.code;
    let begins = place.index == Instrumentation::of(code).first;
    let (event, line) = match code.unit.instructions[place.index as usize].opcode {
        _ if begins => (Event::PyStart, code.line_of_call()),
        Opcode::YIELD_FROM => (Event::PyResume, code.position(place.index as usize).line),
        _ => (Event::PyResume, code.position(place.index.saturating_sub(1) as usize).line),
    };
    let offset = code.places().passing(code, place.index, line);
    let here = Place { code: code.clone(), index: place.index, offset };
    let told_line = show_line(vm, line);
    let result = fire(vm, &here, event, vec![here.offset()]);
    if has_moved(vm) {
        return result.map(|()| false);
    }
    show_instruction(vm, place.index, told_line);
    result.map(|()| true)
}

/// Whether an instruction is a loop's condition at its bottom, where CPython jumps back to the one at the top.
fn is_bottom_test(instruction: Instruction) -> bool {
    is_conditional(instruction.opcode) && instruction.distance().is_some_and(|distance| distance.get() < 0)
}

/// Whether a conditional jump leads to an instruction that only asks for the next item, as those of comprehensions do: it
/// is no loop's condition.
fn asks_for_next(code: &Code, target: u32) -> bool {
    let opcode = code.unit.instructions.get(target as usize).map(|instruction| instruction.opcode);
    matches!(opcode, Some(Opcode::FOR_ITER | Opcode::GET_ANEXT))
}

fn is_conditional(opcode: Opcode) -> bool {
    matches!(
        opcode,
        Opcode::POP_JUMP_IF_TRUE
            | Opcode::POP_JUMP_IF_FALSE
            | Opcode::POP_JUMP_IF_NONE
            | Opcode::POP_JUMP_IF_NOT_NONE
            | Opcode::COMPARE_JUMP
            | Opcode::COMPARE_INT_JUMP
    )
}

/// Tells of the jump back in front of a loop's condition.
fn jumped_back(vm: &mut Vm, place: &Place, before: u32) -> PyResult<bool> {
    let from = Place::of(&place.code, before);
    let target = target(place.index, place.code.unit.instructions[place.index as usize]);
    // Where the condition of the same line stands at the top, as far as can be told.
    let line = place.code.position(place.index as usize).line;
    let top = (0..target).rev().take_while(|&at| place.code.position(at as usize).line == line).last();
    fire(vm, &from, Event::Jump, vec![from.offset(), from.to(top.unwrap_or(target))])?;
    Ok(!has_moved(vm))
}

/// A jump is made: where the loop goes on if not there.
pub(in crate::vm) fn jumped(vm: &mut Vm) -> PyResult<()> {
    if !vm.monitoring.is_jump_told
        && tells(vm, Event::Jump)
        && let Some(place) = Place::innermost(vm)
        && let Some(Jump::To(to)) = Instrumentation::of(&place.code).jump(place.index)
    {
        fire(vm, &place, Event::Jump, vec![place.offset(), place.to(to)])?;
    }
    Ok(())
}

/// A conditional jump, or the next turn or the end of a loop: LEFT is the way that goes on, or the loop's next turn.
pub(in crate::vm) fn branched(vm: &mut Vm, at: Instruction, branch: Branch) -> PyResult<()> {
    let is_taken = branch == Branch::Taken;
    let Some(place) = Place::innermost(vm).filter(|_| vm.monitoring.is_on()) else { return Ok(()) };
    let target = target(place.index, at);
    let asks = is_bottom_test(at) && asks_for_next(&place.code, target);
    let event = if is_taken == is_turned(&place.code, at, target) { Event::BranchLeft } else { Event::BranchRight };
    if tells(vm, event) {
        let to = if is_taken { target } else { place.index + 1 };
        fire(vm, &place, event, vec![place.offset(), place.to(to)])?;
    }
    if asks && is_taken && tells(vm, Event::Jump) {
        fire(vm, &place, Event::Jump, vec![place.offset(), place.to(target)])?;
    }
    Ok(())
}

/// The innermost activation returns.
pub(in crate::vm) fn returns(vm: &mut Vm, value: &Value) -> PyResult<()> {
    told_value(vm, Event::PyReturn, value)
}

/// A call is about to be made, `first` its first argument.
pub(in crate::vm) fn calls(vm: &mut Vm, callable: Value, first: Slot) -> PyResult<()> {
    told_call(vm, Event::Call, callable, first)
}

/// A call of what is no Python function has given `result`.
pub(in crate::vm) fn called(vm: &mut Vm, callable: Value, first: Slot, result: PyResult) -> PyResult {
    match result {
        Ok(value) => {
            told_call(vm, Event::CReturn, callable, first)?;
            Ok(value)
        }
        Err(raised) => {
            let exception = vm.take_raised(raised);
            match told_call(vm, Event::CRaise, callable, first) {
                Ok(()) => Err(vm.raise_as_is(exception)),
                Err(raised) => Err(raised),
            }
        }
    }
}

fn told_call(vm: &mut Vm, event: Event, callable: Value, first: Slot) -> PyResult<()> {
    if !tells(vm, event) {
        return Ok(());
    }
    let Some(place) = Place::innermost(vm) else { return Ok(()) };
    let first = first.or_else(|| vm.monitoring.missing.clone()).unwrap_or(Value::NONE);
    fire(vm, &place, event, vec![place.offset(), callable, first])
}

/// An iterator has ended with StopIteration, which the innermost activation keeps to itself.
pub(in crate::vm) fn ended_by_stop(vm: &mut Vm, exception: Value) -> PyResult<()> {
    let before = exception.clone();
    let after = super::raised(vm, exception);
    if after.is(&before) { Ok(()) } else { Err(vm.raise_as_is(after)) }
}

/// A generator that the innermost activation delegates to has returned `value`: nobody has raised the StopIteration that
/// is told of.
pub(in crate::vm) fn stopped(vm: &mut Vm, value: &Value) -> PyResult<()> {
    if !tells(vm, Event::StopIteration) {
        return Ok(());
    }
    let Some(place) = Place::innermost(vm) else { return Ok(()) };
    let class = vm.types.stop_iteration.clone();
    let arguments = if value.is_none() { Vec::new() } else { vec![value.clone()] };
    let exception = exception::new(vm, &class, arguments);
    fire(vm, &place, Event::StopIteration, vec![place.offset(), exception])
}

/// The line that an activation shows if its instruction does not say it: while tools are told of one that has no
/// instruction, or where the line depends on the way. 0 is a module's beginning.
pub fn line_shown(activation: &Activation) -> Option<u32> {
    let told = activation.told.get();
    let is_told = || told == activation.current_index();
    (told == PASSING || (told != ENTERED && is_told())).then(|| activation.told_line.get())
}

/// `f_lasti` of an activation: while a line is told that its instruction is not of, a place of that line.
pub fn offset_shown(activation: &Activation) -> u32 {
    let (code, index) = (activation.code(), activation.current_index());
    match line_shown(activation) {
        Some(line) if activation.told.get() == PASSING => code.places().passing(code, index, line),
        Some(line) if line != code.position(index as usize).line => code.places().near(code, index, line),
        _ => code.places().offset(index),
    }
}
