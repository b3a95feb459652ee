//! The attributes of generators, and of coroutines and asynchronous generators, where they have other names.

use ouropy_compiler::code::Opcode;

use super::methods::of;
use super::{Generator, GeneratorState};
use crate::object::{Py, Slot, Str, Value};
use crate::types::class::GetSet;
use crate::types::frame::Frame;
use crate::vm::{PyResult, Vm};

pub(super) const ATTRIBUTES: &[GetSet] = &[
    NAME,
    QUALNAME,
    GetSet::read_only("gi_yieldfrom", delegate_or_none),
    GetSet::read_only("gi_running", is_running),
    GetSet::read_only("gi_frame", frame_or_none),
    GetSet::read_only("gi_suspended", is_suspended),
    GetSet::read_only("gi_code", code),
];

/// `__name__`
pub const NAME: GetSet = GetSet::new("__name__", |vm, this| Ok(of(this).name.get(&vm.heap).to_value()), set_name);

/// `__qualname__`
pub const QUALNAME: GetSet =
    GetSet::new("__qualname__", |vm, this| Ok(of(this).qualname.get(&vm.heap).to_value()), set_qualname);

/// `gi_code`
pub fn code(_vm: &mut Vm, this: &Value) -> PyResult {
    Ok(of(this).body.code.to_value())
}

/// `gi_frame`
pub fn frame_or_none(vm: &mut Vm, this: &Value) -> PyResult {
    let generator = of(this).clone();
    Ok(frame(vm, &generator).map_or(Value::NONE, Py::into_value))
}

/// `gi_running`
pub fn is_running(_vm: &mut Vm, this: &Value) -> PyResult {
    Ok(Value::bool(of(this).state() == GeneratorState::Running))
}

/// `gi_suspended`
pub fn is_suspended(_vm: &mut Vm, this: &Value) -> PyResult {
    Ok(Value::bool(of(this).state() == GeneratorState::Suspended))
}

/// `gi_yieldfrom`
pub fn delegate_or_none(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(delegate(vm, of(this)).unwrap_or(Value::NONE))
}

fn set_name(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let name = text(vm, "__name__", new)?;
    of(this).name.set(&mut vm.heap, name);
    Ok(())
}

fn set_qualname(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let name = text(vm, "__qualname__", new)?;
    of(this).qualname.set(&mut vm.heap, name);
    Ok(())
}

fn text(vm: &mut Vm, what: &str, new: Slot) -> PyResult<Py<Str>> {
    match new.map(Value::cast_into::<Str>) {
        Some(Ok(name)) => Ok(name),
        _ => Err(vm.type_error(format!("{what} must be set to a string object"))),
    }
}

/// `gi_frame`: none once the generator has ended.
pub fn frame(vm: &mut Vm, generator: &Py<Generator>) -> Option<Py<Frame>> {
    match generator.state() {
        GeneratorState::Finished => None,
        GeneratorState::Running => {
            let index = vm
                .stack
                .activations()
                .iter()
                .position(|activation| activation.generator().is_some_and(|running| running.is(generator)))?;
            Some(vm.frame_object(index))
        }
        GeneratorState::Created | GeneratorState::Suspended => {
            if let Some(frame) = generator.body.frame_object() {
                return Some(frame);
            }
            let frame = vm.frame_of_generator(generator);
            generator.body.frame.set(Some(frame.clone()));
            Some(frame)
        }
    }
}

/// The register of the iterator a suspended generator delegates to.
pub(super) fn delegate_register(generator: &Generator) -> Option<usize> {
    if generator.state() != GeneratorState::Suspended {
        return None;
    }
    let next = generator.body.code.unit.instructions.get(generator.body.pc.get() as usize)?;
    (next.opcode == Opcode::YIELD_FROM).then(|| next.b.register().index())
}

/// Whether the generator is suspended in a `yield from` or `await`.
pub fn delegates(generator: &Generator) -> bool {
    delegate_register(generator).is_some()
}

/// The iterator a suspended generator delegates to.
pub fn delegate(vm: &Vm, generator: &Generator) -> Slot {
    generator.body.window.get(&vm.heap).get(delegate_register(generator)?)?.clone()
}
