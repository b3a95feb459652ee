//! Frames of `sys`.

use crate::object::{Slot, Str, Value};
use crate::protocol;
use crate::types::int;
use crate::vm::{PyResult, Vm};

/// The activation `depth` levels above the caller.
fn index_at(vm: &mut Vm, depth: i32) -> Option<usize> {
    let depth = usize::try_from(depth.max(0)).unwrap_or(0);
    vm.stack.depth().checked_sub(depth + 1)
}

/// `sys._getframe(depth=0)`; ValueError "call stack is not deep enough".
pub fn getframe(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let depth = match values.first() {
        Some(depth) => protocol::number::int_argument(vm, depth)?,
        None => 0,
    };
    match index_at(vm, depth) {
        Some(index) => Ok(vm.frame_object(index).into_value()),
        None => Err(vm.value_error("call stack is not deep enough")),
    }
}

/// `sys._getframemodulename(depth=0)`: the `__module__` of the function running there, or None.
pub fn module_name(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let depth = match bound.first().and_then(Option::as_ref) {
        Some(depth) => protocol::number::int_argument(vm, depth)?,
        None => 0,
    };
    let Some(index) = index_at(vm, depth) else { return Ok(Value::NONE) };
    let function = vm.stack.activations()[index].function().clone();
    let module = function.module.get(&vm.heap).clone();
    Ok(module.filter(Value::has::<Str>).unwrap_or(Value::NONE))
}

/// `sys._current_frames()`: the one thread's innermost frame.
pub fn current(vm: &mut Vm, _module: &Value) -> PyResult {
    let dict = vm.new_dict();
    if let Some(index) = index_at(vm, 0) {
        let frame = vm.frame_object(index).into_value();
        let thread = int::from_u64(vm, crate::native::thread::identity());
        drop(dict.set(vm, thread, frame)?);
    }
    Ok(dict.into_value())
}
