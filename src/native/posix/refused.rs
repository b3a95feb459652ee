//! What would start processes beside this one: refused. Also what belongs to it.

use super::arguments::named_path;
use crate::object::{Slot, Value};
use crate::protocol;
use crate::types::class::{Arguments, NativeDef};
use crate::vm::{PyResult, Raised, Vm};

/// The functions.
pub const FUNCTIONS: &[NativeDef] = &[
    NativeDef::none("fork", |vm, _| refuse(vm, "fork")),
    NativeDef::none("forkpty", |vm, _| refuse(vm, "forkpty")),
    NativeDef::any("posix_spawn", posix_spawn),
    NativeDef::any("posix_spawnp", |vm, _, _: Arguments<'_>| refuse(vm, "posix_spawnp")),
    NativeDef::keywords(
        "register_at_fork",
        "*, before=None, after_in_child=None, after_in_parent=None",
        register_at_fork,
    ),
];

/// A program that is not there is a FileNotFoundError, as when it were started: so it is asked for.
fn posix_spawn(vm: &mut Vm, _: &Value, arguments: Arguments<'_>) -> PyResult {
    if let Some(program) = arguments.positional().first() {
        let path = named_path(vm, "posix_spawn", "path", program)?;
        path.check(vm, path.native.metadata())?;
    }
    refuse(vm, "posix_spawn")
}

fn refuse(vm: &mut Vm, function: &str) -> PyResult {
    Err(no_processes(vm, &format!("os.{function}")))
}

/// OSError with ENOSYS: programs that can do without another process expect one when it cannot be started.
pub fn no_processes(vm: &mut Vm, what: &str) -> Raised {
    not_offered(vm, format!("{what}: ouropy does not start processes"))
}

/// OSError with ENOSYS and this text.
pub fn not_offered(vm: &mut Vm, text: String) -> Raised {
    let number = Value::index(nix::errno::Errno::ENOSYS as usize);
    let text = vm.new_str(text).into_value();
    let class = vm.types.os_error.to_value();
    match protocol::call(vm, &class, &[number, text]) {
        Ok(exception) => vm.raise(exception),
        Err(raised) => raised,
    }
}

/// What is to be called around a fork. The interpreter keeps it to its end, as CPython does.
#[derive(Default)]
struct AroundFork(Vec<Value>);

fn register_at_fork(vm: &mut Vm, _: &Value, bound: &[Slot]) -> PyResult {
    if bound.iter().all(Option::is_none) {
        return Err(vm.type_error("At least one argument is required."));
    }
    for (function, name) in bound.iter().zip(["before", "after_in_child", "after_in_parent"]) {
        let Some(function) = function else { continue };
        if vm.class_of(function).slots(&vm.heap).call.is_none() {
            let class = vm.class_name(function);
            return Err(vm.type_error(format!("'{name}' must be callable, not {class}")));
        }
    }
    let functions: Vec<Value> = bound.iter().flatten().cloned().collect();
    vm.states.get_or_default::<AroundFork>().0.extend(functions);
    Ok(Value::NONE)
}

/// Lets go of the functions, at the end of an interpreter.
pub fn clear(vm: &mut Vm) {
    let functions = std::mem::take(&mut vm.states.get_or_default::<AroundFork>().0);
    drop(functions);
}
