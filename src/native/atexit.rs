//! `atexit`.

use super::ModuleSpec;
use crate::object::{Phantom, Value};
use crate::protocol;
use crate::types::class::{Arguments, NativeDef};
use crate::types::int;
use crate::vm::arguments::with_packed;
use crate::vm::{PyResult, Vm, uncaught};

/// A registered function.
#[derive(Clone)]
struct ExitFunction {
    function: Value,
    /// Positional arguments, then keyword values.
    values: Vec<Value>,
    /// Keyword names.
    names: Vec<Value>,
}

/// The functions of an interpreter, oldest first.
#[derive(Default)]
struct ExitFunctions(Vec<ExitFunction>);

impl ExitFunctions {
    fn of(vm: &mut Vm) -> &mut Vec<ExitFunction> {
        &mut vm.states.get_or_default::<ExitFunctions>().0
    }
}

impl ExitFunction {
    /// What CPython keeps it in.
    fn containers(&self) -> [Option<Phantom>; 3] {
        let positional = self.values.len() - self.names.len();
        let keywords = (!self.names.is_empty()).then_some(Phantom::Dict);
        [Some(Phantom::Tuple(3)), Some(Phantom::Tuple(positional)), keywords]
    }
}

/// Forgets all functions.
pub fn clear(vm: &mut Vm) {
    let functions = std::mem::take(ExitFunctions::of(vm));
    functions.iter().flat_map(ExitFunction::containers).flatten().for_each(Phantom::freed);
    drop(functions);
}

/// What is registered: the functions and their arguments.
pub fn registered(vm: &mut Vm) -> Vec<Value> {
    let functions = ExitFunctions::of(vm).iter();
    functions.flat_map(|entry| std::iter::once(&entry.function).chain(&entry.values).cloned()).collect()
}

/// The declaration of `atexit`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "atexit",
    functions: &[
        NativeDef::any("register", |vm, this, arguments| {
            // The dict of those with names is kept.
            let positional = Arguments::positional_only(arguments.positional());
            with_packed(vm, positional, |vm| register(vm, this, arguments))
        }),
        NativeDef::one("unregister", unregister),
        NativeDef::none("_clear", |vm, _| {
            clear(vm);
            Ok(Value::NONE)
        }),
        NativeDef::none("_run_exitfuncs", |vm, _| {
            run(vm);
            Ok(Value::NONE)
        }),
        NativeDef::none("_ncallbacks", |vm, _| {
            let count = ExitFunctions::of(vm).len();
            Ok(int::from_usize(vm, count))
        }),
    ],
    classes: &[],
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
    let entry = ExitFunction { function: function.clone(), values, names };
    entry.containers().into_iter().flatten().for_each(|phantom| vm.heap.phantom_made(phantom));
    ExitFunctions::of(vm).push(entry);
    Ok(function.clone())
}

fn unregister(vm: &mut Vm, _module: &Value, function: &Value) -> PyResult {
    // From the last registered on, as CPython walks its list; comparing may register and unregister others.
    let mut index = ExitFunctions::of(vm).len();
    while let Some(before) = index.checked_sub(1) {
        index = before;
        let Some(known) = ExitFunctions::of(vm).get(index).map(|entry| entry.function.clone()) else { continue };
        if protocol::is_equal(vm, &known, function)?
            && ExitFunctions::of(vm).get(index).is_some_and(|entry| entry.function.is(&known))
        {
            let entry = ExitFunctions::of(vm).remove(index);
            entry.containers().into_iter().flatten().for_each(Phantom::freed);
            drop(entry);
        }
    }
    Ok(Value::NONE)
}

/// Runs the exit functions, last registered first. What one raises is reported and the others still run; what is
/// registered meanwhile does not.
pub fn run(vm: &mut Vm) {
    let due = ExitFunctions::of(vm).clone();
    for next in due.into_iter().rev() {
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
    clear(vm);
}
