//! The attributes of frame objects.

use super::view::{View, back, function, globals, instruction, line, view};
use super::{Frame, locals};
use crate::object::{Py, Slot, Value};
use crate::types::class::GetSet;
use crate::vm::{PyResult, Vm, monitoring};

pub(super) const ATTRIBUTES: &[GetSet] = &[
    GetSet::new("f_trace_lines", |_, this| Ok(Value::bool(of(this).traces_lines.get())), set_trace_lines).member(),
    GetSet::read_only("f_back", |vm, this| {
        let back = back(vm, of(this));
        Ok(back.map_or(Value::NONE, Py::into_value))
    }),
    GetSet::read_only("f_locals", |vm, this| locals::of_frame(vm, of(this))),
    GetSet::new("f_lineno", get_line, set_line),
    GetSet::new("f_trace", get_trace, set_trace),
    GetSet::read_only("f_lasti", get_last_instruction),
    GetSet::read_only("f_globals", |vm, this| Ok(globals(vm, of(this)))),
    GetSet::read_only("f_builtins", |vm, this| {
        Ok(function(vm, of(this)).map_or(Value::NONE, |function| function.builtins.to_value()))
    }),
    GetSet::read_only("f_generator", |vm, this| Ok(of(this).generator(&vm.heap).map_or(Value::NONE, Py::into_value))),
    GetSet::read_only("f_code", |_, this| Ok(of(this).code.to_value())),
    GetSet::new("f_trace_opcodes", |_, this| Ok(Value::bool(of(this).traces_opcodes.get())), set_trace_opcodes),
];

fn get_line(vm: &mut Vm, this: &Value) -> PyResult {
    if let View::Running(index) = view(vm, of(this))
        && let Some(line) = monitoring::line_shown(&vm.stack.activations()[index])
    {
        return Ok(Value::index(line as usize));
    }
    let line = line(vm, of(this));
    Ok(if line == 0 { Value::NONE } else { Value::index(line as usize) })
}

fn get_last_instruction(vm: &mut Vm, this: &Value) -> PyResult {
    let code = &of(this).code;
    let offset = match view(vm, of(this)) {
        View::Running(index) => monitoring::offset_shown(&vm.stack.activations()[index]),
        View::Body(_) => code.places().offset(instruction(vm, of(this))),
    };
    Ok(Value::index(offset as usize))
}

fn set_line(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    match new {
        None => Err(vm.attribute_error("attribute 'f_lineno' of 'frame' objects cannot be deleted")),
        Some(new) if !vm.is_exactly(&new, &vm.types.int) => Err(vm.value_error("lineno must be an integer")),
        Some(new) => {
            let activation = match view(vm, of(this)) {
                View::Running(index) => Some(index),
                View::Body(_) => None,
            };
            // A line out of range is refused after what cannot jump at all.
            let line = new.as_small_int().unwrap_or(i64::MAX);
            monitoring::set_line(vm, activation, line)
        }
    }
}

fn get_trace(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(of(this).trace_function.get(&vm.heap).clone().unwrap_or(Value::NONE))
}

fn set_trace(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    of(this).trace_function.set(&mut vm.heap, new.filter(|new| !new.is_none()));
    Ok(())
}

fn set_trace_lines(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let Some(new) = new else { return Err(vm.type_error("can't delete numeric/char attribute")) };
    of(this).traces_lines.set(switch(vm, &new)?);
    Ok(())
}

fn set_trace_opcodes(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let Some(new) = new else {
        return Err(vm.attribute_error("attribute 'f_trace_opcodes' of 'frame' objects cannot be deleted"));
    };
    of(this).traces_opcodes.set(switch(vm, &new)?);
    Ok(())
}

fn switch(vm: &mut Vm, new: &Value) -> PyResult<bool> {
    match new.as_bool() {
        Some(new) => Ok(new),
        None => Err(vm.type_error("attribute value type must be bool")),
    }
}

pub(super) fn of(this: &Value) -> &Py<Frame> {
    this.expect::<Frame>()
}
