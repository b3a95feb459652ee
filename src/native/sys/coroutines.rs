//! What `sys` sets for coroutines and asynchronous generators.

use crate::native::NativeClass;
use crate::object::{Phantom, Slot, Value};
use crate::protocol;
use crate::types::int;
use crate::types::struct_sequence::{self, class, field};
use crate::vm::{PyResult, Vm};

static HOOKS: NativeClass = NativeClass::derived(
    |types| &types.tuple,
    class("builtins", "asyncgen_hooks", &[field::<0>("firstiter"), field::<1>("finalizer")]),
);

/// `sys.set_coroutine_origin_tracking_depth(depth)`. ValueError "depth must be >= 0".
pub(super) fn set_origin_depth(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [Some(depth)] = bound else { return Ok(Value::NONE) };
    let depth = protocol::number::int_argument(vm, depth)?;
    let Ok(depth) = usize::try_from(depth) else { return Err(vm.value_error("depth must be >= 0")) };
    vm.async_hooks.origin_depth = depth;
    Ok(Value::NONE)
}

/// `sys.get_coroutine_origin_tracking_depth()`
pub(super) fn get_origin_depth(vm: &mut Vm, _module: &Value) -> PyResult {
    let depth = vm.async_hooks.origin_depth;
    Ok(int::from_usize(vm, depth))
}

/// `sys.set_asyncgen_hooks(firstiter, finalizer)`: None takes a hook away, an argument left out leaves it. TypeError
/// "callable firstiter expected, got int".
pub(super) fn set_hooks(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    // CPython's gets its arguments in a tuple.
    vm.heap.phantom_passes(Phantom::Tuple(bound.iter().flatten().count()));
    let [first_iteration, finalizer] = bound else { return Ok(Value::NONE) };
    for (name, hook) in [("finalizer", finalizer), ("firstiter", first_iteration)] {
        if let Some(hook) = hook
            && !hook.is_none()
            && vm.class_of(hook).slots(&vm.heap).call.is_none()
        {
            let class = vm.class_name(hook);
            return Err(vm.type_error(format!("callable {name} expected, got {class}")));
        }
    }
    let mut replaced = Vec::new();
    for (new, place) in
        [(finalizer, &mut vm.async_hooks.finalizer), (first_iteration, &mut vm.async_hooks.first_iteration)]
    {
        if let Some(new) = new {
            let new = if new.is_none() { None } else { Some(new.clone()) };
            replaced.push(std::mem::replace(place, new));
        }
    }
    drop(replaced);
    Ok(Value::NONE)
}

/// `sys.get_asyncgen_hooks()`
pub(super) fn get_hooks(vm: &mut Vm, _module: &Value) -> PyResult {
    let hooks = [vm.async_hooks.first_iteration.clone(), vm.async_hooks.finalizer.clone()];
    let class = HOOKS.of(vm);
    Ok(struct_sequence::create(vm, &class, hooks.map(|hook| hook.unwrap_or(Value::NONE)).into()))
}
