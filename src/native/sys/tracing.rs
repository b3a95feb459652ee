//! Trace and profile functions, and `breakpoint()`.

use crate::native::posix;
use crate::object::{Slot, Tuple, Value};
use crate::program::state::State;
use crate::protocol;
use crate::types::class::Arguments;
use crate::types::exception;
use crate::vm::{PyResult, Vm};

/// A function, or nothing for None.
fn function(value: &Value) -> Slot {
    (!value.is_none()).then(|| value.clone())
}

/// `sys.settrace(function)`, and for all threads: there is one.
pub fn set_trace(vm: &mut Vm, _module: &Value, value: &Value) -> PyResult {
    vm.set_trace_function(function(value));
    Ok(Value::NONE)
}

/// `sys.setprofile(function)`, and for all threads.
pub fn set_profile(vm: &mut Vm, _module: &Value, value: &Value) -> PyResult {
    vm.set_profile_function(function(value));
    Ok(Value::NONE)
}

/// `sys.call_tracing(func, args)`: the call is told of, even inside a trace function.
pub fn call_tracing(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let [callable, arguments] = values else { return Ok(Value::NONE) };
    let Some(arguments) = arguments.cast::<Tuple>().map(|arguments| arguments.items().to_vec()) else {
        let class = exception::class_or_none(vm, arguments);
        return Err(vm.type_error(format!("call_tracing() argument 2 must be tuple, not {class}")));
    };
    vm.call_told(|vm| protocol::call(vm, callable, &arguments))
}

/// What the environment variable `PYTHONBREAKPOINT` names when it is not set.
const DEBUGGER: &str = "pdb.set_trace";

/// `sys.breakpointhook(*args, **kws)`: calls what `PYTHONBREAKPOINT` names.
pub fn breakpoint_hook(vm: &mut Vm, _module: &Value, arguments: Arguments<'_>) -> PyResult {
    let is_ignored = State::of(vm).options.ignore_environment;
    let set = if is_ignored { None } else { posix::variable(vm, "PYTHONBREAKPOINT") };
    let name = set.filter(|name| !name.is_empty()).unwrap_or_else(|| DEBUGGER.to_owned());
    if name == "0" {
        return Ok(Value::NONE);
    }
    match find(vm, &name)? {
        Some(hook) => protocol::call_args(vm, &hook, arguments),
        None => {
            let category = vm.types.runtime_warning.clone();
            let text = format!("Ignoring unimportable $PYTHONBREAKPOINT: \"{name}\"");
            (vm.hooks.warn)(vm, &category, &text)?;
            Ok(Value::NONE)
        }
    }
}

/// The object of a dotted name; a name without a dot is a builtin's. Nothing if there is no such module or attribute.
fn find(vm: &mut Vm, name: &str) -> PyResult<Slot> {
    let (module, attribute) = match name.rsplit_once('.') {
        Some(("", _)) => return Ok(None),
        Some(parts) => parts,
        None => ("builtins", name),
    };
    let (module, attribute) = (vm.intern(module), vm.intern(attribute));
    // Any name makes `import` give the module itself and not its package.
    let wanted = vm.new_tuple(vec![attribute.to_value()]).into_value();
    let imported = crate::import::import(vm, &module, None, &wanted, 0);
    let Some(module) = vm.catch(imported, |types| &types.import_error)? else { return Ok(None) };
    let found = protocol::attribute::get(vm, &module, &attribute);
    vm.catch(found, |types| &types.attribute_error)
}

/// `breakpoint(*args, **kws)`: calls `sys.breakpointhook`.
pub fn breakpoint(vm: &mut Vm, _module: &Value, arguments: Arguments<'_>) -> PyResult {
    let name = vm.intern("breakpointhook");
    let Some(hook) = vm.sys.get_str(&vm.heap, &name).cloned() else {
        return Err(vm.runtime_error("lost sys.breakpointhook"));
    };
    protocol::call_args(vm, &hook, arguments)
}
