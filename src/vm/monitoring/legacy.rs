//! The functions of `sys.settrace` and `sys.setprofile`: tools that are called with a frame, a word and a value.

use super::event::Event;
use super::fire::{Answer, silently};
use super::instrument::Instrumentation;
use crate::object::{Py, Value};
use crate::types::code::places::Stop;
use crate::types::exception;
use crate::types::frame::Frame;
use crate::types::native::{MethodDescriptor, NativeFunction};
use crate::vm::raise::PyResult;
use crate::vm::{Vm, call};

fn frame(vm: &mut Vm) -> Option<Py<Frame>> {
    let innermost = vm.stack.depth().checked_sub(1)?;
    Some(vm.frame_object(innermost))
}

/// The last of the details.
fn last(details: Vec<Value>) -> Value {
    details.into_iter().next_back().unwrap_or(Value::NONE)
}

/// What the trace function is told.
pub(super) fn trace(vm: &mut Vm, event: Event, details: Vec<Value>) -> PyResult<Answer> {
    let Some(frame) = frame(vm) else { return Ok(Answer::GoOn) };
    let (word, value) = match event {
        Event::PyStart | Event::PyResume | Event::PyThrow => ("call", Value::NONE),
        Event::PyReturn | Event::PyYield => ("return", last(details)),
        Event::PyUnwind => ("return", Value::NONE),
        Event::Raise | Event::StopIteration => ("exception", last(details)),
        Event::Line if frame.traces_lines.get() => ("line", Value::NONE),
        Event::Instruction if frame.traces_opcodes.get() => ("opcode", Value::NONE),
        // A jump back within a line begins it again. Nothing else is told of jumps.
        Event::Jump => return jump(vm, frame, &details),
        _ => return Ok(Answer::GoOn),
    };
    let function = match word {
        "call" => vm.monitoring.trace_function.clone(),
        _ => frame.trace_function.get(&vm.heap).clone(),
    };
    let Some(function) = function else { return Ok(Answer::GoOn) };
    let value = if word == "exception" { description(vm, &value) } else { value };
    call_trace(vm, event, frame, &function, word, value)?;
    Ok(Answer::GoOn)
}

/// The type, value and traceback of an exception.
fn description(vm: &mut Vm, error: &Value) -> Value {
    let class = vm.class_of(error).to_value();
    let entries = error.cast::<exception::Exception>().and_then(|error| error.traceback.get(&vm.heap).clone());
    vm.new_tuple(vec![class, error.clone(), entries.unwrap_or(Value::NONE)]).into_value()
}

fn jump(vm: &mut Vm, frame: Py<Frame>, details: &[Value]) -> PyResult<Answer> {
    let [from, to] = details else { return Ok(Answer::GoOn) };
    let (Some(from), Some(to)) = (from.as_small_int(), to.as_small_int()) else { return Ok(Answer::GoOn) };
    let line = |offset: i64| match frame.code.places().stop(offset) {
        Some(Stop::Passed(number)) => frame.code.unit.passed_lines[number].line,
        Some(Stop::Instruction(index) | Stop::Item(index)) => Instrumentation::of(&frame.code).line(index),
        Some(Stop::Begin) | None => 0,
    };
    let shown = vm.stack.innermost().map_or(0, |innermost| innermost.told_line.get());
    let line_from = if line(from) == 0 { shown } else { line(from) };
    // Another line, be it one without an instruction, is told of when it comes.
    if to >= from || line(to) != line_from {
        return Ok(Answer::GoOn);
    }
    let function = frame.trace_function.get(&vm.heap).clone().filter(|_| frame.traces_lines.get());
    if let Some(function) = function {
        call_trace(vm, Event::Jump, frame, &function, "line", Value::NONE)?;
    }
    Ok(Answer::GoOn)
}

/// Calls a trace function. What it returns is the frame's from now on; if it raises, nobody is any longer.
fn call_trace(vm: &mut Vm, event: Event, frame: Py<Frame>, function: &Value, word: &str, value: Value) -> PyResult<()> {
    let result = tell(vm, event, frame, function, word, value);
    let Some(frame) = self::frame(vm) else { return result.map(drop) };
    match result {
        Ok(next) => {
            if !next.is_none() {
                let old = frame.trace_function.replace(&mut vm.heap, Some(next));
                drop(old);
                vm.run_parked_if_any();
            }
            Ok(())
        }
        Err(raised) => {
            let error = vm.take_raised(raised);
            vm.set_trace_function(None);
            frame.trace_function.set(&mut vm.heap, None);
            Err(vm.raise_as_is(error))
        }
    }
}

/// Calls a function with a frame, a word and a value.
fn tell(vm: &mut Vm, event: Event, frame: Py<Frame>, function: &Value, word: &str, value: Value) -> PyResult {
    let arguments = vec![frame.into_value(), vm.intern(word).into_value(), value];
    // CPython holds the frame for as long as the function is called.
    let held = arguments[0].clone();
    let result = silently(vm, event, |vm| call::call_giving(vm, function, arguments));
    drop(held);
    result
}

/// What the profile function is told.
pub(super) fn profile(vm: &mut Vm, event: Event, details: Vec<Value>) -> PyResult<Answer> {
    let (word, value) = match event {
        Event::PyStart | Event::PyResume | Event::PyThrow => ("call", Value::NONE),
        Event::PyReturn | Event::PyYield => ("return", last(details)),
        Event::PyUnwind => ("return", Value::NONE),
        Event::Call | Event::CReturn | Event::CRaise => {
            let [_, callable, first] = &details[..] else { return Ok(Answer::GoOn) };
            let Some(function) = native_function(vm, callable, first)? else { return Ok(Answer::GoOn) };
            let word = match event {
                Event::Call => "c_call",
                Event::CReturn => "c_return",
                _ => "c_exception",
            };
            (word, function)
        }
        _ => return Ok(Answer::GoOn),
    };
    let (Some(frame), Some(function)) = (frame(vm), vm.monitoring.profile_function.clone()) else {
        return Ok(Answer::GoOn);
    };
    match tell(vm, event, frame, &function, word, value) {
        Ok(answer) => {
            drop(answer);
            Ok(Answer::GoOn)
        }
        Err(raised) => {
            let error = vm.take_raised(raised);
            vm.set_profile_function(None);
            Err(vm.raise_as_is(error))
        }
    }
}

/// The built-in function that a call calls, a method bound to its receiver; nothing for what is none.
fn native_function(vm: &mut Vm, callable: &Value, first: &Value) -> PyResult<Option<Value>> {
    if callable.has::<NativeFunction>() {
        return Ok(Some(callable.clone()));
    }
    let is_method = callable.has::<MethodDescriptor>() && vm.is_exactly(callable, &vm.types.method_descriptor);
    let is_missing = vm.monitoring.missing.as_ref().is_some_and(|missing| first.is(missing));
    if !is_method || is_missing {
        return Ok(None);
    }
    let class = vm.class_of(first).to_value();
    match vm.class_of(callable).slots(&vm.heap).descr_get {
        Some(get) => get(vm, callable, Some(first), &class).map(Some),
        None => Ok(None),
    }
}
