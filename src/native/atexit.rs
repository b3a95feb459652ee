//! `atexit`.

use super::ModuleSpec;
use crate::object::{Py, Tuple, Value};
use crate::protocol;
use crate::types::class::{Arguments, NativeDef};
use crate::types::dict::Dict;
use crate::types::int;
use crate::types::list::{List, drop_from_end};
use crate::vm::{PyResult, Vm, uncaught};

/// The functions of an interpreter, newest first: as in CPython a list of tuples, which the collector sees, each of a
/// function, the tuple of its arguments and the dict of its keyword arguments or None.
#[derive(Default)]
struct ExitFunctions(Option<Py<List>>);

impl ExitFunctions {
    fn of(vm: &mut Vm) -> Py<List> {
        if let Some(list) = &vm.states.get_or_default::<ExitFunctions>().0 {
            return list.clone();
        }
        let list = List::create(vm, Vec::new());
        vm.states.get_or_default::<ExitFunctions>().0 = Some(list.clone());
        list
    }
}

/// Makes the list of functions, which is there before a script begins.
pub fn prepare(vm: &mut Vm) {
    drop(ExitFunctions::of(vm));
}

/// Forgets all functions.
pub fn clear(vm: &mut Vm) {
    let functions = ExitFunctions::of(vm);
    let functions = functions.items.take(&mut vm.heap);
    drop_from_end(functions);
}

/// What is registered: the functions and their arguments.
pub fn registered(vm: &mut Vm) -> Vec<Value> {
    let functions = ExitFunctions::of(vm);
    let mut values = Vec::new();
    for entry in functions.items.get(&vm.heap).iter().rev() {
        let [function, positional, named] = entry.expect::<Tuple>().items() else { continue };
        values.push(function.clone());
        values.extend_from_slice(positional.expect::<Tuple>().items());
        if let Some(named) = named.cast::<Dict>() {
            values.extend(named.items(&vm.heap).into_iter().map(|(_, value)| value));
        }
    }
    values
}

/// The declaration of `atexit`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "atexit",
    functions: &[
        NativeDef::packed("register", register),
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
            let count = ExitFunctions::of(vm).items.get(&vm.heap).len();
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
    let mut named = Value::NONE;
    if !arguments.names.is_empty() {
        let dict = vm.new_dict();
        for (name, value) in arguments.keywords() {
            drop(dict.set(vm, name.clone(), value.clone())?);
        }
        named = dict.into_value();
    }
    let positional = if values.is_empty() { vm.empty_tuple.clone() } else { vm.new_tuple(values.to_vec()) };
    let entry = vm.new_tuple_from(&[function.clone(), positional.into_value(), named]).into_value();
    let functions = ExitFunctions::of(vm);
    functions.items.get_mut(&mut vm.heap).insert(0, entry);
    Ok(function.clone())
}

fn unregister(vm: &mut Vm, _module: &Value, function: &Value) -> PyResult {
    // Comparing may register and unregister others.
    let functions = ExitFunctions::of(vm);
    let mut index = 0;
    while let Some(entry) = functions.items.get(&vm.heap).get(index).cloned() {
        index += 1;
        let Some(known) = entry.expect::<Tuple>().items().first().cloned() else { continue };
        if protocol::is_equal(vm, function, &known)? {
            let items = functions.items.get_mut(&mut vm.heap);
            if let Some(at) = items.iter().position(|item| item.is(&entry)) {
                drop(items.remove(at));
                index = at;
            }
        }
    }
    Ok(Value::NONE)
}

/// Runs the exit functions, last registered first. What one raises is reported and the others still run; what is
/// registered meanwhile does not.
pub fn run(vm: &mut Vm) {
    let functions = ExitFunctions::of(vm);
    let due = functions.items.get(&vm.heap).clone();
    for entry in &due {
        let [function, positional, named] = entry.expect::<Tuple>().items() else { continue };
        let mut values = positional.expect::<Tuple>().items().to_vec();
        let mut names = Vec::new();
        for (name, value) in named.cast::<Dict>().map(|named| named.items(&vm.heap)).into_iter().flatten() {
            names.push(name);
            values.push(value);
        }
        let result = protocol::call_args(vm, function, Arguments { values: &values, names: &names });
        drop((values, names));
        // What the call has left behind dies before its exception is reported: an instance whose `__init__` failed.
        vm.run_parked_if_any();
        if let Err(raised) = result {
            let exception = vm.take_raised(raised);
            let message = match protocol::repr(vm, function) {
                Ok(shown) => Some(format!("Exception ignored in atexit callback {}", shown.to_string_lossy())),
                Err(raised) => {
                    drop(vm.take_raised(raised));
                    None
                }
            };
            uncaught::report_unraisable(vm, &exception, message.as_deref(), None);
            drop(exception);
            vm.run_parked_if_any();
        }
    }
    drop_from_end(due);
    vm.run_parked_if_any();
    clear(vm);
}
