//! The attributes and methods of frame objects.

use std::rc::Rc;

use super::{Frame, FrameBody, Place};
use crate::code::LocalKind;
use crate::object::{Py, Slot, Value};
use crate::types::cell::Cell;
use crate::types::class::{GetSet, NativeDef};
use crate::types::dict::Dict;
use crate::types::function::Function;
use crate::types::generator::{Generator, State};
use crate::vm::{PyResult, Vm};

pub(super) const ATTRIBUTES: &[GetSet] = &[
    GetSet::read_only("f_code", |_, this| Ok(of(this).code.to_value())),
    GetSet::read_only("f_globals", |vm, this| Ok(globals(vm, of(this)))),
    GetSet::read_only("f_builtins", |vm, this| {
        Ok(function(vm, of(this)).map_or(Value::NONE, |function| function.builtins.to_value()))
    }),
    GetSet::read_only("f_back", |vm, this| {
        let back = back(vm, of(this));
        Ok(back.map_or(Value::NONE, Py::into_value))
    }),
    GetSet::read_only("f_lineno", |vm, this| {
        let line = line(vm, of(this));
        Ok(if line == 0 { Value::NONE } else { Value::index(line as usize) })
    }),
    GetSet::read_only("f_lasti", |vm, this| Ok(Value::index(instruction(vm, of(this)) as usize * 2))),
    GetSet::read_only("f_locals", |vm, this| crate::types::frame_locals::of_frame(vm, of(this))),
    GetSet::new(
        "f_trace",
        |vm, this| Ok(of(this).trace_function.get(&vm.heap).clone().unwrap_or(Value::NONE)),
        |vm, this, new| {
            of(this).trace_function.set(&mut vm.heap, new.filter(|new| !new.is_none()));
            Ok(())
        },
    ),
    GetSet::new("f_trace_lines", |_, _| Ok(Value::TRUE), |_, _, _| Ok(())).member(),
    GetSet::new("f_trace_opcodes", |_, _| Ok(Value::FALSE), |_, _, _| Ok(())).member(),
];

pub(super) const METHODS: &[NativeDef] = &[NativeDef::none("clear", clear)];

fn of(this: &Value) -> &Py<Frame> {
    this.expect::<Frame>()
}

/// What the frame is at present.
pub enum View {
    /// Activation number.
    Running(usize),
    /// A body that is not being executed.
    Body(Rc<FrameBody>),
}

/// Where the frame's registers are now: a generator's body may be running.
pub fn view(vm: &Vm, frame: &Frame) -> View {
    match frame.place.get(&vm.heap) {
        Place::Running(index) => View::Running(*index),
        Place::Body(body) => {
            let running = vm.stack.activations().iter().position(|activation| {
                activation.generator.as_ref().is_some_and(|generator| Rc::ptr_eq(&generator.body, body))
            });
            match running {
                Some(index) => View::Running(index),
                None => View::Body(Rc::clone(body)),
            }
        }
    }
}

/// The function whose code the frame runs: the activation's or the body's, for the frame object holds none itself.
fn function(vm: &Vm, frame: &Frame) -> Option<Py<Function>> {
    match view(vm, frame) {
        View::Running(index) => Some(vm.stack.activations()[index].function().clone()),
        View::Body(body) => body.function.get(&vm.heap).clone(),
    }
}

/// `f_globals`.
pub fn globals(vm: &Vm, frame: &Frame) -> Value {
    function(vm, frame).map_or(Value::NONE, |function| function.globals.to_value())
}

/// Index of the instruction being executed.
pub fn instruction(vm: &Vm, frame: &Frame) -> u32 {
    match view(vm, frame) {
        View::Running(index) => vm.stack.activations()[index].current_index(),
        View::Body(body) => body.pc.get().saturating_sub(1),
    }
}

/// The current line, 0 when there is none.
pub fn line(vm: &Vm, frame: &Frame) -> u32 {
    let at = instruction(vm, frame) as usize;
    // Instructions without a position belong to the line before them.
    let line = (0..=at).rev().map(|index| frame.code.position(index).line).find(|&line| line != 0);
    line.unwrap_or(if at == 0 { frame.code.first_line } else { 0 })
}

/// The caller's frame object.
pub fn back(vm: &mut Vm, frame: &Py<Frame>) -> Option<Py<Frame>> {
    match view(vm, frame) {
        View::Running(index) => Some(vm.frame_object(index.checked_sub(1)?)),
        View::Body(_) => frame.back.get(&vm.heap).clone(),
    }
}

/// The variables of a function's frame: name, kind and what the register holds.
pub fn variables(vm: &Vm, frame: &Frame) -> Vec<(Py<crate::object::Str>, LocalKind, Slot)> {
    let read = |registers: &[Slot]| {
        let named = frame.code.locals.iter().zip(registers);
        named.map(|((name, kind), slot)| (name.clone(), *kind, slot.clone())).collect()
    };
    match view(vm, frame) {
        View::Running(index) => read(vm.stack.window(&vm.stack.activations()[index])),
        View::Body(body) => read(body.window.get(&vm.heap)),
    }
}

/// The value of a variable: through its cell if it has one.
pub fn variable_value(vm: &Vm, slot: Slot) -> Slot {
    let value = slot?;
    match value.cast::<Cell>() {
        Some(cell) => cell.contents.get(&vm.heap).clone(),
        None => Some(value),
    }
}

/// Writes variable number `index` through its cell if it has one.
pub fn set_variable(vm: &mut Vm, frame: &Frame, index: usize, new: Slot) {
    let variables = variables(vm, frame);
    let Some((_, kind, slot)) = variables.into_iter().nth(index) else { return };
    if kind != LocalKind::Fast
        && kind != LocalKind::Hidden
        && let Some(cell) = slot.as_ref().and_then(Value::cast::<Cell>)
    {
        cell.contents.set(&mut vm.heap, new);
        return;
    }
    let old = match view(vm, frame) {
        View::Running(activation) => vm.stack.replace_register(activation, index, new),
        View::Body(body) => match body.window.get_mut(&mut vm.heap).get_mut(index) {
            Some(register) => std::mem::replace(register, new),
            None => None,
        },
    };
    drop(old);
}

/// The namespace of a module's or class body's frame.
pub fn namespace(vm: &Vm, frame: &Frame) -> Slot {
    match view(vm, frame) {
        View::Running(index) => vm.stack.activations()[index].namespace.clone(),
        View::Body(body) => body.namespace.get(&vm.heap).clone(),
    }
}

fn clear(vm: &mut Vm, this: &Value) -> PyResult {
    let frame = of(this);
    let body = match view(vm, frame) {
        View::Running(_) => return Err(vm.runtime_error("cannot clear an executing frame")),
        View::Body(body) => body,
    };
    if !body.owned_by_frame.get()
        && let Some(generator) = generator_of(vm, &body)
    {
        if generator.state.get() == State::Suspended {
            return Err(vm.runtime_error("cannot clear a suspended frame"));
        }
        crate::vm::interpreter::generators::discard(vm, &generator);
        return Ok(Value::NONE);
    }
    body.clear(&mut vm.heap);
    Ok(Value::NONE)
}

/// The generator that owns a body, found among the tracked objects: only `frame.clear()` asks.
fn generator_of(vm: &Vm, body: &Rc<FrameBody>) -> Option<Py<Generator>> {
    (0..crate::object::GENERATIONS)
        .flat_map(|generation| vm.heap.generation_objects(generation))
        .filter_map(|object| object.cast_into::<Generator>().ok())
        .find(|generator| Rc::ptr_eq(&generator.body, body))
}

pub(super) fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let frame = of(this);
    let line = line(vm, frame);
    let text = format!(
        "<frame at {:#x}, file '{}', line {line}, code {}>",
        this.bits(),
        frame.code.filename.to_string_lossy(),
        frame.code.name.to_string_lossy()
    );
    Ok(vm.new_str(text).into_value())
}

/// Whether locals are registers (functions) rather than a namespace (modules, class bodies).
pub fn is_optimized(frame: &Frame) -> bool {
    frame.code.flags.contains(crate::code::CodeFlags::OPTIMIZED)
}

/// A dict of the frame's variables as of now.
pub fn snapshot(vm: &mut Vm, frame: &Py<Frame>) -> PyResult<Py<Dict>> {
    let dict = vm.new_dict();
    for (name, _, slot) in variables(vm, frame) {
        if let Some(value) = variable_value(vm, slot) {
            dict.set_str(vm, &name, value);
        }
    }
    if let Some(extra) = frame.extra_locals.get(&vm.heap).clone() {
        for (key, value) in extra.items(&vm.heap) {
            let old = dict.set(vm, key, value)?;
            drop(old);
        }
    }
    Ok(dict)
}
