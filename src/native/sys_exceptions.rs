//! The part of `sys` that is about exceptions: hooks, and the exception being handled.

use crate::object::{Py, Value};
use crate::types::class::NativeDef;
use crate::types::dict::Dict;
use crate::types::exception::Exception;
use crate::types::native::NativeFunction;
use crate::vm::{PyResult, Vm, uncaught};

static EXCEPTHOOK: NativeDef = NativeDef::positional("excepthook", 3, 3, excepthook);
static UNRAISABLEHOOK: NativeDef = NativeDef::one("unraisablehook", unraisablehook);
static EXC_INFO: NativeDef = NativeDef::none("exc_info", exc_info);
static EXCEPTION: NativeDef = NativeDef::none("exception", handled_exception);

/// Adds the functions to the namespace of `sys`; the hooks under their dunder names too.
pub fn add_to(vm: &mut Vm, module: &Value, namespace: &Py<Dict>) {
    for (def, kept_as) in [
        (&EXCEPTHOOK, Some("__excepthook__")),
        (&UNRAISABLEHOOK, Some("__unraisablehook__")),
        (&EXC_INFO, None),
        (&EXCEPTION, None),
    ] {
        let owner = vm.intern("sys").into_value();
        let function = NativeFunction::create(vm, def, Some(module.clone()), Some(owner));
        for name in [Some(def.name), kept_as].into_iter().flatten() {
            let name = vm.intern(name);
            drop(namespace.set_str(vm, &name, function.clone()));
        }
    }
}

/// `sys.excepthook(type, value, traceback)`: prints the report of the exception.
fn excepthook(vm: &mut Vm, _module: &Value, arguments: &[Value]) -> PyResult {
    let [_, value, traceback] = arguments else { return Ok(Value::NONE) };
    uncaught::give_traceback(vm, value, traceback);
    uncaught::print_exception(vm, value);
    Ok(Value::NONE)
}

/// `sys.unraisablehook(unraisable)`: prints "Exception ignored in" and the traceback.
fn unraisablehook(vm: &mut Vm, _module: &Value, unraisable: &Value) -> PyResult {
    let (exception, message, object) = uncaught::read_hook_arguments(vm, unraisable);
    match exception {
        Some(exception) if exception.has::<Exception>() => {
            uncaught::write_unraisable(vm, &exception, message.as_deref(), object.as_ref());
            Ok(Value::NONE)
        }
        _ => Err(vm.type_error("sys.unraisablehook argument type must be UnraisableHookArgs")),
    }
}

/// `sys.exc_info()`: class, exception and traceback of what is being handled, or three times None.
fn exc_info(vm: &mut Vm, _module: &Value) -> PyResult {
    let items = match vm.handled_exception().cloned() {
        None => vec![Value::NONE, Value::NONE, Value::NONE],
        Some(exception) => {
            let traceback = exception.cast::<Exception>().and_then(|e| e.traceback.get(&vm.heap).clone());
            let class = vm.class_of(&exception).to_value();
            vec![class, exception, traceback.unwrap_or(Value::NONE)]
        }
    };
    Ok(vm.new_tuple(items).into_value())
}

/// `sys.exception()`: what is being handled, or None.
fn handled_exception(vm: &mut Vm, _module: &Value) -> PyResult {
    Ok(vm.handled_exception().cloned().unwrap_or(Value::NONE))
}
