//! The methods of frame objects, and their text form.

use std::rc::Rc;

use super::Owner;
use super::attributes::of;
use super::view::line;
use crate::object::Value;
use crate::types::class::NativeDef;
use crate::types::generator::{Generator, GeneratorState};
use crate::vm::{PyResult, Vm};

pub(super) const METHODS: &[NativeDef] = &[
    NativeDef::none("clear", clear),
    NativeDef::none("__sizeof__", |vm, this| Ok(Value::index(vm.heap.size_of(this)))),
];

fn clear(vm: &mut Vm, this: &Value) -> PyResult {
    let frame = of(this);
    let body = match frame.owner.get(&vm.heap) {
        Owner::Stack(_) => return Err(vm.runtime_error("cannot clear an executing frame")),
        Owner::Body(body) => Rc::clone(body),
    };
    if body.owned_by_frame.get() {
        frame.clear(&mut vm.heap);
    } else {
        match body.state.get() {
            GeneratorState::Running => return Err(vm.runtime_error("cannot clear an executing frame")),
            GeneratorState::Suspended => return Err(vm.runtime_error("cannot clear a suspended frame")),
            GeneratorState::Created => {
                if let Some(generator) = frame.generator(&vm.heap) {
                    // A coroutine is warned about and stays as it is.
                    Generator::finalize(vm, &generator);
                }
            }
            GeneratorState::Finished => {}
        }
    }
    drop(body);
    vm.run_parked_if_any();
    Ok(Value::NONE)
}

pub(super) fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let frame = of(this);
    let line = line(vm, frame);
    let text = format!(
        "<frame at {:#x}, file '{}', line {line}, code {}>",
        this.bits(),
        frame.code.filename().to_string_lossy(),
        frame.code.name.to_string_lossy()
    );
    Ok(vm.new_str(text).into_value())
}
