//! The built-in names that the running code sees.

use super::{PyResult, Vm};
use crate::object::{Py, Slot, Str};
use crate::protocol;
use crate::types::dict::Dict;
use crate::types::module;

/// The `__builtins__` of the running code, those of the interpreter when none runs.
pub fn here(vm: &Vm) -> Py<Dict> {
    vm.stack.innermost().map_or(&vm.builtins, |innermost| &innermost.function().builtins).clone()
}

/// A built-in name of the running code. Where its `__builtins__` is neither a dict nor a module, that object is asked.
pub fn look_up(vm: &mut Vm, name: &Py<Str>) -> PyResult<Slot> {
    let found = here(vm).get(vm, name.as_value())?;
    if found.is_some() {
        return Ok(found);
    }
    let Some(globals) = vm.stack.innermost().map(|innermost| innermost.function().globals.clone()) else {
        return Ok(None);
    };
    let key = vm.names.builtins.clone();
    match globals.get_str(&vm.heap, &key).cloned() {
        Some(odd) if !odd.has::<Dict>() && module::namespace_of(&vm.heap, &odd).is_none() => {
            let result = protocol::subscript::get(vm, &odd, name.as_value());
            vm.catch(result, |types| &types.key_error)
        }
        _ => Ok(None),
    }
}
