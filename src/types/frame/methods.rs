//! The methods of frame objects, and their text form.

use std::rc::Rc;

use super::FrameBody;
use super::attributes::of;
use super::view::{View, line, view};
use crate::object::{GENERATIONS, Py, Value};
use crate::types::class::NativeDef;
use crate::types::generator::{Generator, GeneratorState};
use crate::vm::interpreter::generators::discard;
use crate::vm::{PyResult, Vm};

pub(super) const METHODS: &[NativeDef] = &[NativeDef::none("clear", clear)];

fn clear(vm: &mut Vm, this: &Value) -> PyResult {
    let frame = of(this);
    let body = match view(vm, frame) {
        View::Running(_) => return Err(vm.runtime_error("cannot clear an executing frame")),
        View::Body(body) => body,
    };
    if !body.owned_by_frame.get()
        && let Some(generator) = generator_of(vm, &body)
    {
        match generator.state.get() {
            GeneratorState::Suspended => return Err(vm.runtime_error("cannot clear a suspended frame")),
            // What it delegates to is being thrown into.
            GeneratorState::Running => return Err(vm.runtime_error("cannot clear an executing frame")),
            GeneratorState::Created | GeneratorState::Finished => discard(vm, &generator),
        }
        return Ok(Value::NONE);
    }
    body.clear(&mut vm.heap);
    Ok(Value::NONE)
}

/// The generator that owns a body, found among the tracked objects: only `frame.clear()` asks.
fn generator_of(vm: &Vm, body: &Rc<FrameBody>) -> Option<Py<Generator>> {
    (0..GENERATIONS)
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
