//! Raising, handling, `with`.

use ouropy_compiler::code::Instruction;

use super::arithmetic::finish;
use super::operands::{kept, put, take};
use super::unwind::Note;
use crate::object::{Py, Slot, Str, Value};
use crate::protocol;
use crate::types::exception;
use crate::vm::Vm;
use crate::vm::raise::{PyResult, Raised};

/// RAISE_VARARGS: `raise`, `raise exception`, `raise exception from cause`. An exception that is raised for the first
/// time gets an entry in its traceback.
#[cold]
pub(super) fn raise(vm: &mut Vm, at: Instruction) -> (Raised, Note) {
    if at.k == 0 {
        return match vm.handled_exception().cloned() {
            Some(handled) => (vm.raise_as_is(handled), Note::No),
            None => (vm.runtime_error("No active exception to reraise"), Note::Yes),
        };
    }
    let exception = take(vm, at.a.register());
    let cause = if at.k >= 2 { Some(take(vm, at.b.register())) } else { None };
    match exception::instantiate(vm, &exception, cause.as_ref()) {
        Ok(exception) => (vm.raise(exception), Note::Yes),
        Err(raised) => (raised, Note::Yes),
    }
}

/// PUSH_EXC_INFO.
pub(super) fn push_exception(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let exception = kept(vm, at.b.register());
    let generator = vm.stack.innermost().and_then(|innermost| innermost.generator());
    let previous = vm.handled.begin(generator, exception);
    put(vm, at.a.register(), previous.unwrap_or(Value::NONE));
    Ok(())
}

/// POP_EXCEPT.
pub(super) fn pop_exception(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let previous = take(vm, at.a.register());
    let restored = if previous.is_none() { None } else { Some(previous) };
    drop(vm.handled.end(restored));
    vm.run_parked_if_any();
    Ok(())
}

/// CHECK_EXC_MATCH.
pub(super) fn check_match(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let exception = kept(vm, at.b.register());
    let class = take(vm, at.c.register());
    let matches = exception::matches(vm, &exception, &class)?;
    drop(exception);
    drop(class);
    finish(vm, at, Value::bool(matches))
}

/// LOAD_ASSERTION_ERROR.
pub(super) fn load_assertion_error(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let class = vm.types.assertion_error.to_value();
    put(vm, at.a.register(), class);
    Ok(())
}

/// BEFORE_WITH: the bound `__exit__` and the result of `__enter__`.
pub(super) fn before_with(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let manager = take(vm, at.b.register());
    let class = vm.class_of(&manager).clone();
    let (enter_name, exit_name) = (vm.names.enter.clone(), vm.names.exit.clone());
    let lookup = |vm: &mut Vm, name: &Py<Str>| -> PyResult<Slot> {
        let Some(found) = vm.lookup(&class, name) else { return Ok(None) };
        match vm.class_of(&found).slots(&vm.heap).descr_get {
            Some(get) => get(vm, &found, Some(&manager), class.as_value()).map(Some),
            None => Ok(Some(found)),
        }
    };
    let missing = |vm: &mut Vm, what: &str| {
        let class = vm.class_name(&manager);
        vm.type_error(format!("'{class}' object does not support the context manager protocol{what}"))
    };
    let Some(enter) = lookup(vm, &enter_name)? else { return Err(missing(vm, "")) };
    let Some(exit) = lookup(vm, &exit_name)? else { return Err(missing(vm, " (missed __exit__ method)")) };
    drop(manager);
    let entered = protocol::call(vm, &enter, &[])?;
    drop(enter);
    put(vm, at.a.register(), exit);
    put(vm, at.a.register().offset(1), entered);
    Ok(())
}

/// WITH_EXCEPT_START.
pub(super) fn with_except_start(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (exit, exception) = (kept(vm, at.b.register()), kept(vm, at.c.register()));
    let class = vm.class_of(&exception).to_value();
    let traceback = match exception.cast::<exception::Exception>() {
        Some(payload) => payload.traceback.get(&vm.heap).clone().unwrap_or(Value::NONE),
        None => Value::NONE,
    };
    let value = protocol::call(vm, &exit, &[class, exception, traceback])?;
    drop(exit);
    finish(vm, at, value)
}

/// PRINT_EXPR.
pub(super) fn print_expression(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let value = take(vm, at.a.register());
    let name = vm.names.displayhook.clone();
    let Some(hook) = vm.sys.get_str(&vm.heap, &name).cloned() else {
        return Err(vm.runtime_error("lost sys.displayhook"));
    };
    drop(protocol::call(vm, &hook, &[value])?);
    vm.run_parked_if_any();
    Ok(())
}
