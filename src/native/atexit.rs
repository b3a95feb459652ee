//! `atexit`.

use super::ModuleSpec;
use crate::object::Value;
use crate::program::state::ExitFunction;
use crate::protocol;
use crate::types::class::{Arguments, NativeDef};
use crate::types::int;
use crate::vm::{PyResult, Vm, uncaught};

/// The declaration of `atexit`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "atexit",
    doc: "allow programmer to define multiple exit functions to be executed\nupon normal program termination.\n\n\
          Two public functions, register and unregister, are defined.\n",
    functions: &[
        NativeDef::any("register", register),
        NativeDef::one("unregister", unregister),
        NativeDef::none("_clear", |vm, _| {
            drop(std::mem::take(&mut vm.native.exit_functions));
            Ok(Value::NONE)
        }),
        NativeDef::none("_run_exitfuncs", |vm, _| {
            run(vm);
            Ok(Value::NONE)
        }),
        NativeDef::none("_ncallbacks", |vm, _| {
            let count = vm.native.exit_functions.len();
            Ok(int::from_usize(vm, count))
        }),
    ],
    init: None,
};

fn register(vm: &mut Vm, _module: &Value, arguments: Arguments<'_>) -> PyResult {
    let Some((function, values)) = arguments.positional().split_first() else {
        return Err(vm.type_error("register() takes at least 1 argument (0 given)"));
    };
    if vm.class_of(function).slots(&vm.heap).call.is_none() {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let mut values = values.to_vec();
    values.extend(arguments.keywords().map(|(_, value)| value.clone()));
    let names = arguments.names.to_vec();
    vm.native.exit_functions.push(Some(ExitFunction { function: function.clone(), values, names }));
    Ok(function.clone())
}

fn unregister(vm: &mut Vm, _module: &Value, function: &Value) -> PyResult {
    let mut index = 0;
    while let Some(entry) = vm.native.exit_functions.get(index) {
        if let Some(known) = entry.as_ref().map(|entry| entry.function.clone())
            && protocol::is_equal(vm, &known, function)?
            && let Some(place) = vm.native.exit_functions.get_mut(index)
        {
            // The place stays, so that a run that is under way finds the others where they were.
            drop(place.take());
        }
        index += 1;
    }
    Ok(Value::NONE)
}

/// Runs the exit functions, last registered first. What one raises is reported and the others still run; what is
/// registered meanwhile does not.
pub fn run(vm: &mut Vm) {
    for index in (0..vm.native.exit_functions.len()).rev() {
        let Some(next) = vm.native.exit_functions.get_mut(index).and_then(Option::take) else { continue };
        let arguments = Arguments { values: &next.values, names: &next.names };
        if let Err(raised) = protocol::call_args(vm, &next.function, arguments) {
            let exception = vm.take_raised(raised);
            let message = match protocol::repr(vm, &next.function) {
                Ok(shown) => Some(format!("Exception ignored in atexit callback {}", shown.to_string_lossy())),
                Err(raised) => {
                    drop(vm.take_raised(raised));
                    None
                }
            };
            uncaught::report_unraisable(vm, &exception, message.as_deref(), None);
        }
        drop(next);
        vm.run_parked_if_any();
    }
    drop(std::mem::take(&mut vm.native.exit_functions));
}
