//! `atexit`.

use super::ModuleSpec;
use super::state::ExitFunction;
use crate::object::Value;
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
    vm.native.exit_functions.push(ExitFunction { function: function.clone(), values, names });
    Ok(function.clone())
}

fn unregister(vm: &mut Vm, _module: &Value, function: &Value) -> PyResult {
    let mut index = 0;
    while let Some(known) = vm.native.exit_functions.get(index).map(|known| known.function.clone()) {
        if protocol::is_equal(vm, &known, function)? && index < vm.native.exit_functions.len() {
            drop(vm.native.exit_functions.remove(index));
        } else {
            index += 1;
        }
    }
    Ok(Value::NONE)
}

/// Runs the exit functions, last registered first. What one raises is reported and the others still run.
pub fn run(vm: &mut Vm) {
    while let Some(next) = vm.native.exit_functions.pop() {
        let arguments = Arguments { values: &next.values, names: &next.names };
        if let Err(raised) = protocol::call_args(vm, &next.function, arguments) {
            let exception = vm.take_raised(raised);
            uncaught::report_unraisable(
                vm,
                &exception,
                Some("Exception ignored in atexit callback"),
                Some(&next.function),
            );
        }
        drop(next);
        vm.run_parked_if_any();
    }
}
