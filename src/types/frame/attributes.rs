//! The attributes and methods of frame objects.

use std::rc::Rc;

use ouropy_compiler::code::LocalKind;

use super::{Frame, FrameBody, Owner};
use crate::object::{Py, Slot, Value};
use crate::types::cell::Cell;
use crate::types::class::{GetSet, NativeDef};
use crate::types::dict::Dict;
use crate::types::function::Function;
use crate::types::generator::{Generator, GeneratorState};
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
    GetSet::new(
        "f_lineno",
        |vm, this| {
            let line = line(vm, of(this));
            Ok(if line == 0 { Value::NONE } else { Value::index(line as usize) })
        },
        |vm, _, new| match new {
            None => Err(vm.attribute_error("cannot delete attribute")),
            Some(new) if !vm.is_exactly(&new, &vm.types.int) => Err(vm.value_error("lineno must be an integer")),
            Some(_) => Err(vm.value_error("f_lineno can only be set in a trace function")),
        },
    ),
    GetSet::read_only("f_lasti", |vm, this| Ok(Value::index(instruction(vm, of(this)) as usize * 2))),
    GetSet::read_only("f_locals", |vm, this| super::locals::of_frame(vm, of(this))),
    GetSet::new(
        "f_trace",
        |vm, this| Ok(of(this).trace_function.get(&vm.heap).clone().unwrap_or(Value::NONE)),
        |vm, this, new| {
            of(this).trace_function.set(&mut vm.heap, new.filter(|new| !new.is_none()));
            Ok(())
        },
    ),
    GetSet::new(
        "f_trace_lines",
        |_, this| Ok(Value::bool(of(this).traces_lines.get())),
        |vm, this, new| {
            let Some(new) = new else { return Err(vm.type_error("can't delete numeric/char attribute")) };
            of(this).traces_lines.set(switch(vm, &new)?);
            Ok(())
        },
    )
    .member(),
    GetSet::new(
        "f_trace_opcodes",
        |_, this| Ok(Value::bool(of(this).traces_opcodes.get())),
        |vm, this, new| {
            of(this).traces_opcodes.set(switch(vm, &new.unwrap_or(Value::NONE))?);
            Ok(())
        },
    ),
];

pub(super) const METHODS: &[NativeDef] = &[NativeDef::none("clear", clear)];

fn switch(vm: &mut Vm, new: &Value) -> PyResult<bool> {
    match new.as_bool() {
        Some(new) => Ok(new),
        None => Err(vm.type_error("attribute value type must be bool")),
    }
}

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
    match frame.owner.get(&vm.heap) {
        Owner::Stack(index) => View::Running(*index),
        Owner::Body(body) => {
            let running = vm.stack.activations().iter().position(|activation| {
                activation.generator().is_some_and(|generator| Rc::ptr_eq(&generator.body, body))
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

/// A variable of a frame.
pub struct Variable {
    /// Its name.
    pub name: Py<crate::object::Str>,
    /// Its kind.
    pub kind: LocalKind,
    /// Its register.
    pub register: usize,
    /// What the register holds.
    slot: Slot,
}

impl Variable {
    /// The value: through the cell if there is one.
    pub fn value(&self, vm: &Vm) -> Slot {
        let value = self.slot.clone()?;
        match value.cast::<Cell>() {
            Some(cell) if self.kind != LocalKind::Fast => cell.contents.get(&vm.heap).clone(),
            _ => Some(value),
        }
    }
}

/// The variables of a frame, each name once: the iteration variable of an inlined comprehension that is running
/// stands for the outer variable of its name. Those of comprehensions that are not running are left out.
pub fn variables(vm: &Vm, frame: &Frame) -> Vec<Variable> {
    let read = |registers: &[Slot]| {
        let mut variables: Vec<Variable> = Vec::new();
        for (register, ((name, kind), slot)) in frame.code.locals.iter().zip(registers).enumerate() {
            let variable = Variable { name: name.clone(), kind: *kind, register, slot: slot.clone() };
            if *kind != LocalKind::Hidden {
                variables.push(variable);
            } else if variable.value(vm).is_some() {
                match variables.iter_mut().find(|known| known.name.as_bytes() == name.as_bytes()) {
                    Some(known) => *known = variable,
                    None => variables.push(variable),
                }
            }
        }
        variables
    };
    match view(vm, frame) {
        View::Running(index) => read(vm.stack.window(&vm.stack.activations()[index])),
        View::Body(body) => read(body.window.get(&vm.heap)),
    }
}

/// Writes a variable, through its cell if it has one.
pub fn set_variable(vm: &mut Vm, frame: &Frame, variable: Variable, new: Slot) {
    if variable.kind != LocalKind::Fast
        && let Some(cell) = variable.slot.as_ref().and_then(Value::cast::<Cell>)
    {
        cell.contents.set(&mut vm.heap, new);
        return;
    }
    let old = match view(vm, frame) {
        View::Running(activation) => vm.stack.replace_register(activation, variable.register, new),
        View::Body(body) => match body.window.get_mut(&mut vm.heap).get_mut(variable.register) {
            Some(register) => std::mem::replace(register, new),
            None => None,
        },
    };
    drop((variable, old));
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
        if generator.state.get() == GeneratorState::Suspended {
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
    frame.code.flags.contains(ouropy_compiler::code::CodeFlags::OPTIMIZED)
}

/// The names and values `f_locals` shows, in order: a function's variables, or those of the inlined comprehension that
/// a module or class body is running; then what was added to the proxy.
pub fn items(vm: &Vm, frame: &Frame) -> Vec<(Value, Value)> {
    let variables = variables(vm, frame).into_iter().filter(|variable| is_shown(frame, variable));
    let mut items: Vec<(Value, Value)> =
        variables.filter_map(|variable| Some((variable.name.to_value(), variable.value(vm)?))).collect();
    if let Some(extra) = frame.extra_locals.get(&vm.heap) {
        items.extend(extra.items(&vm.heap));
    }
    items
}

/// Whether `f_locals` knows the variable. A class body's cells are not shown.
pub fn is_shown(frame: &Frame, variable: &Variable) -> bool {
    is_optimized(frame) || variable.kind == LocalKind::Hidden
}

/// A dict of what `f_locals` shows as of now.
pub fn snapshot(vm: &mut Vm, frame: &Py<Frame>) -> PyResult<Py<Dict>> {
    let dict = vm.new_dict();
    for (key, value) in items(vm, frame) {
        // A running comprehension's variable hides what the proxy was given under its name.
        if dict.get(vm, &key)?.is_none() {
            drop(dict.set(vm, key, value)?);
        }
    }
    Ok(dict)
}

/// Whether the frame's locals are in registers: a function's, or any while it runs an inlined comprehension.
pub fn has_register_locals(vm: &Vm, frame: &Frame) -> bool {
    is_optimized(frame)
        || (frame.code.locals.iter().any(|(_, kind)| *kind == LocalKind::Hidden)
            && variables(vm, frame).iter().any(|variable| variable.kind == LocalKind::Hidden))
}
