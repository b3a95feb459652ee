//! Calling the tools.

use ouropy_compiler::code::Opcode;

use super::event::Event;
use super::instrument::Instrumentation;
use super::{CODE_TOOLS, PROFILE_TOOL, TRACE_TOOL, instrument, legacy};
use crate::object::{Py, Value};
use crate::types::code::Code;
use crate::vm::raise::PyResult;
use crate::vm::stack::{ENTERED, THROWN};
use crate::vm::{Vm, call};

/// What a tool answers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// Nothing.
    GoOn,
    /// It does not want to hear of this again.
    Disable,
}

/// A place that is being executed.
pub(super) struct Place {
    pub(super) code: Py<Code>,
    /// The instruction.
    pub(super) index: u32,
    /// What Python sees as `f_lasti`: where there is no instruction, it is not that of `index`.
    pub(super) offset: u32,
}

impl Place {
    /// The instruction that the innermost activation executes.
    pub(super) fn innermost(vm: &Vm) -> Option<Place> {
        let innermost = vm.stack.innermost()?;
        Some(Place::of(innermost.code(), innermost.current_index()))
    }

    /// An instruction of a code object.
    pub(super) fn of(code: &Py<Code>, index: u32) -> Place {
        Place { code: code.clone(), index, offset: code.places().offset(index) }
    }

    /// Its offset as Python sees it.
    pub(super) fn offset(&self) -> Value {
        Value::index(self.offset as usize)
    }

    /// The offset of where control comes to when it gets to another instruction.
    pub(super) fn to(&self, index: u32) -> Value {
        Value::index(self.code.places().arrival(&self.code, self.index, index) as usize)
    }
}

/// Whether tools are to be told of an event of the innermost activation.
pub(in crate::vm) fn tells(vm: &Vm, event: Event) -> bool {
    vm.monitoring.is_on()
        && vm.monitoring.silent == 0
        && vm.stack.innermost().is_some_and(|innermost| {
            if event.is_local() || event.bit() & super::RETURNS_OF_C != 0 {
                instrument::follow(vm, innermost.code());
            }
            tools(vm, innermost.code(), innermost.code().places().offset(innermost.current_index()), event) != 0
        })
}

/// The same of a place where there is no instruction.
pub(super) fn tells_at(vm: &Vm, place: &Place, event: Event) -> bool {
    vm.monitoring.is_on() && vm.monitoring.silent == 0 && tools(vm, &place.code, place.offset, event) != 0
}

/// The tools that are to be told of an event.
fn tools(vm: &Vm, code: &Code, offset: u32, event: Event) -> u8 {
    // What a C function's call comes to is told to those who are told of the call.
    let asked = if event.bit() & super::RETURNS_OF_C == 0 { event } else { Event::Call };
    if !asked.is_local() {
        return vm.tools_of(event);
    }
    let instrumentation = Instrumentation::of(code);
    instrumentation.tools(asked.bit()) & !instrumentation.disabled(offset, asked as u8)
}

/// Tells the tools of an event, the one of the highest number first. `details` are the arguments behind the code object.
pub(super) fn fire(vm: &mut Vm, place: &Place, event: Event, details: Vec<Value>) -> PyResult<()> {
    if vm.monitoring.silent > 0 {
        return Ok(());
    }
    let tools = tools(vm, &place.code, place.offset, event);
    let mut details = details;
    for tool in (0..super::TOOLS).rev().filter(|tool| tools & 1 << tool != 0) {
        // The last tool gets the values themselves: nobody else is to hold them while it is told.
        let is_last = tools & ((1 << tool) - 1) == 0;
        let details = if is_last { std::mem::take(&mut details) } else { details.clone() };
        let answer = match tool {
            TRACE_TOOL => legacy::trace(vm, event, details)?,
            PROFILE_TOOL => legacy::profile(vm, event, details)?,
            _ => tell(vm, tool, place, event, details)?,
        };
        if answer == Answer::Disable {
            Instrumentation::of(&place.code).disable(place.offset, event as u8, tool);
        }
    }
    Ok(())
}

/// Tells of a line that control came to from the instruction `before`. CPython does not tell of the one in which the call
/// began if nobody was told of the call.
pub(super) fn tell_line(vm: &mut Vm, place: &Place, line: u32, before: u32) -> PyResult<()> {
    let code = &place.code;
    if before == ENTERED && code.line_of_call() == line {
        let begin = code.places().passing(code, place.index, line);
        if tools(vm, code, begin, Event::PyStart) == 0 {
            return Ok(());
        }
    }
    fire(vm, place, Event::Line, vec![Value::index(line as usize)])
}
/// Calls the callback of a program's tool.
fn tell(vm: &mut Vm, tool: usize, place: &Place, event: Event, details: Vec<Value>) -> PyResult<Answer> {
    debug_assert!(tool < CODE_TOOLS);
    let callbacks = &vm.monitoring.callbacks[tool];
    let is_branch = event.bit() & super::BRANCHES != 0;
    let Some(callback) = callbacks[event as usize].clone() else { return Ok(Answer::GoOn) };
    let both = callbacks[Event::Branch as usize].as_ref();
    let tells_both = is_branch && both.is_some_and(|both| both.is(&callback));
    let mut arguments = vec![place.code.to_value()];
    arguments.extend(details);
    let answer = silently(vm, event, |vm| call::call_giving(vm, &callback, arguments))?;
    drop(callback);
    if !vm.monitoring.disable.as_ref().is_some_and(|disable| answer.is(disable)) {
        return Ok(Answer::GoOn);
    }
    if !event.is_local() {
        drop(vm.set_callback(tool, event, None));
        let name = event.name();
        return Err(vm.value_error(format!("Cannot disable {name} events. Callback removed.")));
    }
    if tells_both {
        let other = if event == Event::BranchLeft { Event::BranchRight } else { Event::BranchLeft };
        Instrumentation::of(&place.code).disable(place.offset, other as u8, tool);
    }
    Ok(Answer::Disable)
}

/// Does what is told of an event, of which nothing is told in turn.
pub(super) fn silently<T>(vm: &mut Vm, event: Event, act: impl FnOnce(&mut Vm) -> T) -> T {
    let outer = vm.monitoring.event.replace(event);
    let outer_depth = std::mem::replace(&mut vm.monitoring.told_depth, vm.stack.depth());
    vm.monitoring.silent += 1;
    let result = act(vm);
    vm.monitoring.silent -= 1;
    vm.monitoring.event = outer;
    vm.monitoring.told_depth = outer_depth;
    result
}

/// Tells of an exception; what the tools raise takes its place.
fn told_of(vm: &mut Vm, event: Event, exception: Value) -> Value {
    if !tells(vm, event) {
        return exception;
    }
    let Some(place) = Place::innermost(vm) else { return exception };
    let details = vec![place.offset(), exception.clone()];
    match fire(vm, &place, event, details) {
        Ok(()) => exception,
        Err(raised) => vm.take_raised(raised),
    }
}

/// An exception was raised in, or arrived at, the innermost activation.
pub(in crate::vm) fn raised(vm: &mut Vm, exception: Value) -> Value {
    let exception = told_of(vm, Event::Raise, exception);
    let was_thrown = vm.stack.innermost().is_some_and(|innermost| innermost.told.get() == THROWN);
    if was_thrown { after_throw(vm, exception) } else { exception }
}

/// What was thrown into a generator that delegates begins the line again: there CPython has a handler of that line.
fn after_throw(vm: &mut Vm, exception: Value) -> Value {
    let Some(place) = Place::innermost(vm) else { return exception };
    if let Some(innermost) = vm.stack.innermost() {
        innermost.told.set(place.index);
    }
    let instruction = place.code.unit.instructions[place.index as usize];
    if instruction.opcode != Opcode::YIELD_FROM || !tells(vm, Event::Line) {
        return exception;
    }
    let line = place.code.position(place.index as usize).line;
    match fire(vm, &place, Event::Line, vec![Value::index(line as usize)]) {
        Ok(()) => exception,
        Err(raised) => vm.take_raised(raised),
    }
}

/// An exception is raised again.
pub(in crate::vm) fn reraised(vm: &mut Vm, exception: Value) -> Value {
    told_of(vm, Event::Reraise, exception)
}

/// An exception leaves the innermost activation.
pub(in crate::vm) fn unwound(vm: &mut Vm, exception: Value) -> Value {
    told_of(vm, Event::PyUnwind, exception)
}

/// An exception was thrown into the innermost activation, a generator's.
pub(in crate::vm) fn thrown(vm: &mut Vm, exception: Value) -> Value {
    if let Some(innermost) = vm.stack.innermost() {
        innermost.told.set(THROWN);
        innermost.told_line.set(innermost.code().position(innermost.current_index() as usize).line);
    }
    told_of(vm, Event::PyThrow, exception)
}

/// The innermost activation goes on with a handler of its own.
pub(in crate::vm) fn handled(vm: &mut Vm, exception: &Value) -> PyResult<()> {
    if !tells(vm, Event::ExceptionHandled) {
        return Ok(());
    }
    let Some(place) = Place::innermost(vm) else { return Ok(()) };
    // The handler's first instruction is the next one.
    let next = vm.stack.innermost().map_or(0, crate::vm::stack::Activation::next_index);
    let details = vec![place.to(next as u32), exception.clone()];
    fire(vm, &place, Event::ExceptionHandled, details)
}

/// The innermost activation yields.
pub(in crate::vm) fn yields(vm: &mut Vm, value: &Value) -> PyResult<()> {
    told_value(vm, Event::PyYield, value)
}

pub(super) fn told_value(vm: &mut Vm, event: Event, value: &Value) -> PyResult<()> {
    if !tells(vm, event) {
        return Ok(());
    }
    let Some(place) = Place::innermost(vm) else { return Ok(()) };
    let details = vec![place.offset(), value.clone()];
    fire(vm, &place, event, details)
}
