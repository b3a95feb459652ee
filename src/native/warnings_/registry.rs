//! What a module's registry remembers of the warnings that have been shown.

use super::state::{Import, Warnings, attribute_of_warnings};
use crate::object::{Py, Value};
use crate::protocol;
use crate::types::dict::Dict;
use crate::types::int;
use crate::types::int::Number;
use crate::vm::{PyResult, Vm};

/// Whether the registry remembers the warning. One of other filters forgets everything.
pub fn has_shown(vm: &mut Vm, registry: &Py<Dict>, key: &Value) -> PyResult<bool> {
    let current = Warnings::of(vm).version;
    let name = vm.intern("version");
    let version = registry.get_str(&vm.heap, &name).cloned();
    let is_current = version.is_some_and(|version| {
        vm.is_exactly(&version, &vm.types.int) && Number::of(&version).and_then(Number::to_i64) == Some(current)
    });
    if !is_current {
        registry.clear_entries(&mut vm.heap);
        let version = int::from_i64(vm, current);
        drop(registry.set_str(vm, &name, version));
        return Ok(false);
    }
    match registry.get(vm, key)? {
        Some(noted) => protocol::is_true(vm, &noted),
        None => Ok(false),
    }
}

/// Remembers a warning; whether it did already.
pub fn note(vm: &mut Vm, registry: &Py<Dict>, key: Value) -> PyResult<bool> {
    if has_shown(vm, registry, &key)? {
        return Ok(true);
    }
    drop(registry.set(vm, key, Value::TRUE)?);
    Ok(false)
}

/// The registry of the action "once".
pub fn of_once(vm: &mut Vm) -> PyResult<Py<Dict>> {
    if let Some(registry) = attribute_of_warnings(vm, "onceregistry", Import::Unwanted)? {
        if !registry.has::<Dict>() {
            let class = vm.class_name(&registry);
            return Err(vm.type_error(format!("_warnings.onceregistry must be a dict, not '{class}'")));
        }
        drop(Warnings::of(vm).once.replace(registry));
    }
    match Warnings::of(vm).once.as_ref().and_then(|registry| registry.cast::<Dict>()).cloned() {
        Some(registry) => Ok(registry),
        None => Ok(vm.new_dict()),
    }
}
