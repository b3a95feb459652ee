//! Raising, handling, `with`.

use std::fmt::Write;

use ouropy_compiler::code::CommonConstant;
use ouropy_compiler::code::Instruction;

use super::arithmetic::finish;
use super::operands::{look, put, take};
use super::unwind::Note;
use crate::object::{Py, Str, Value, with_borrowed};
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
#[inline(always)]
pub(super) fn push_exception(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let exception = look(vm, at.b.register());
    let generator = vm.stack.innermost().and_then(|innermost| innermost.generator());
    let previous = vm.handled.begin(generator, exception.into_value());
    put(vm, at.a.register(), previous.unwrap_or(Value::NONE));
    Ok(())
}

/// POP_EXCEPT.
#[inline(always)]
pub(super) fn pop_exception(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let previous = take(vm, at.a.register());
    let restored = if previous.is_none() { None } else { Some(previous) };
    drop(vm.handled.end(restored));
    vm.run_parked_if_any();
    Ok(())
}

/// CHECK_EXC_MATCH.
#[inline(always)]
pub(super) fn check_match(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let exception = look(vm, at.b.register());
    let class = take(vm, at.c.register());
    let matches = exception::matches(vm, &exception, &class)?;
    drop(exception);
    drop(class);
    finish(vm, at, Value::bool(matches))
}

/// LOAD_COMMON_CONSTANT.
pub(super) fn load_common_constant(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let types = &vm.types;
    let constant = match CommonConstant::ALL.get(usize::from(at.k)) {
        Some(CommonConstant::AssertionError) => types.assertion_error.to_value(),
        Some(CommonConstant::NotImplementedError) => types.not_implemented_error.to_value(),
        Some(CommonConstant::Tuple) => types.tuple.to_value(),
        Some(CommonConstant::All) => vm.common_functions[0].clone(),
        Some(CommonConstant::Any) => vm.common_functions[1].clone(),
        None => Value::NONE,
    };
    put(vm, at.a.register(), constant);
    Ok(())
}

/// BEFORE_WITH: the bound `__exit__` and the result of `__enter__`.
pub(super) fn before_with(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    enter(vm, at, Manager::Synchronous)
}

/// Which context managers a `with` statement is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Manager {
    /// `with`
    Synchronous,
    /// `async with`
    Asynchronous,
}

impl Manager {
    fn methods(self, vm: &Vm) -> [Py<Str>; 2] {
        match self {
            Manager::Synchronous => [vm.names.enter.clone(), vm.names.exit.clone()],
            Manager::Asynchronous => [vm.names.aenter.clone(), vm.names.aexit.clone()],
        }
    }
}

/// Enters a context manager: its bound exit method, and the result of its enter method.
pub(super) fn enter(vm: &mut Vm, at: Instruction, kind: Manager) -> PyResult<()> {
    let manager = take(vm, at.b.register());
    let [enter_name, exit] = kind.methods(vm);
    let exit = method_of_manager(vm, &manager, kind, &exit)?;
    let enter = method_of_manager(vm, &manager, kind, &enter_name)?;
    let entered = if vm.monitoring.is_on() {
        let class = vm.class_of(&manager).clone();
        let function = vm.lookup(&class, &enter_name).unwrap_or(Value::NONE);
        super::telling::call_method_of(vm, &function, &manager, &enter)?
    } else {
        drop(manager);
        protocol::call(vm, &enter, &[])?
    };
    drop(enter);
    put(vm, at.a.register(), exit);
    put(vm, at.a.register().offset(1), entered);
    Ok(())
}

/// A method of a context manager, looked up on its class and bound. TypeError "'int' object does not support the context
/// manager protocol (missed __exit__ method)", with a hint at the other kind of `with` if that would do.
fn method_of_manager(vm: &mut Vm, manager: &Value, kind: Manager, name: &Py<Str>) -> PyResult {
    let class = vm.class_of(manager).clone();
    if let Some(found) = vm.lookup(&class, name) {
        return match vm.class_of(&found).slots(&vm.heap).descr_get {
            Some(get) => get(vm, &found, Some(manager), class.as_value()),
            None => Ok(found),
        };
    }
    let (synchronous, asynchronous) = ("context manager protocol", "asynchronous context manager protocol");
    let (this, other, other_kind, statement) = match kind {
        Manager::Synchronous => (synchronous, asynchronous, Manager::Asynchronous, "async with"),
        Manager::Asynchronous => (asynchronous, synchronous, Manager::Synchronous, "with"),
    };
    let class_name = vm.class_name(manager);
    let missing = name.to_string_lossy().into_owned();
    let mut text = format!("'{class_name}' object does not support the {this} (missed {missing} method)");
    if other_kind.methods(vm).iter().all(|name| vm.lookup(&class, name).is_some()) {
        let _ = write!(text, " but it supports the {other}. Did you mean to use '{statement}'?");
    }
    Err(vm.type_error(text))
}

/// WITH_EXCEPT_START.
pub(super) fn with_except_start(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (exit, exception) = (look(vm, at.b.register()), look(vm, at.c.register()));
    let class = vm.class_of(&exception).to_value();
    let traceback = match exception.cast::<exception::Exception>() {
        Some(payload) => payload.traceback.get(&vm.heap).clone().unwrap_or(Value::NONE),
        None => Value::NONE,
    };
    let value = with_borrowed([&class, &exception, &traceback], |all| protocol::call(vm, &exit, all))?;
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
