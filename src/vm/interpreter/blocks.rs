//! Raising, handling, `with`.

use std::fmt::Write;

use ouropy_compiler::code::{CommonConstant, Instruction, KEEPS, SpecialMethod};

use super::arithmetic::finish;
use super::operands::{empty, fill, held, look, operand, put, take};
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

/// LOAD_SPECIAL: a method of a context manager, looked up on its class. TypeError "'int' object does not support the context
/// manager protocol (missed __exit__ method)", with a hint at the other kind of `with` if that would do.
pub(super) fn load_special(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let manager = if at.k & KEEPS == 0 { operand(vm, at.b.register()) } else { look(vm, at.b.register()) };
    let Some(&method) = SpecialMethod::ALL.get(usize::from(at.k & !KEEPS)) else {
        return Err(vm.system_error("no such special method"));
    };
    let class = vm.class_of(&manager).clone();
    let Some(found) = vm.lookup(&class, &name_of(vm, method)) else {
        return Err(missed(vm, &manager, method));
    };
    let (method, receiver) = if protocol::call::binds_like_a_function(vm, &found) {
        (found, Some(manager.into_value()))
    } else {
        match vm.class_of(&found).slots(&vm.heap).descr_get {
            Some(get) => (get(vm, &found, Some(&manager), class.as_value())?, None),
            None => (found, None),
        }
    };
    put(vm, at.a.register(), method);
    drop(empty(vm, at.a.register().plus(1)));
    if let Some(receiver) = receiver {
        fill(vm, at.a.register().plus(1), receiver);
    }
    Ok(())
}

fn name_of(vm: &Vm, method: SpecialMethod) -> Py<Str> {
    let name = match method {
        SpecialMethod::Enter => &vm.names.enter,
        SpecialMethod::Exit => &vm.names.exit,
        SpecialMethod::AsyncEnter => &vm.names.aenter,
        SpecialMethod::AsyncExit => &vm.names.aexit,
    };
    name.clone()
}

/// The error about a context manager that lacks a method.
#[cold]
fn missed(vm: &mut Vm, manager: &Value, method: SpecialMethod) -> Raised {
    let (plain, asynchronous) = ("context manager protocol", "asynchronous context manager protocol");
    let is_plain = matches!(method, SpecialMethod::Enter | SpecialMethod::Exit);
    let (this, other, others, statement) = if is_plain {
        (plain, asynchronous, [SpecialMethod::AsyncEnter, SpecialMethod::AsyncExit], "async with")
    } else {
        (asynchronous, plain, [SpecialMethod::Enter, SpecialMethod::Exit], "with")
    };
    let class = vm.class_of(manager).clone();
    let class_name = vm.class_name(manager);
    let missing = name_of(vm, method).to_string_lossy().into_owned();
    let mut text = format!("'{class_name}' object does not support the {this} (missed {missing} method)");
    if others.iter().all(|&other| vm.lookup(&class, &name_of(vm, other)).is_some()) {
        let _ = write!(text, " but it supports the {other}. Did you mean to use '{statement}'?");
    }
    vm.type_error(text)
}

/// WITH_EXCEPT_START.
pub(super) fn with_except_start(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (exit, exception) = (look(vm, at.b.register()), look(vm, at.c.register()));
    let receiver = held(vm, at.b.register().plus(1)).is_some().then(|| look(vm, at.b.register().plus(1)));
    let class = vm.class_of(&exception).to_value();
    let traceback = match exception.cast::<exception::Exception>() {
        Some(payload) => payload.traceback.get(&vm.heap).clone().unwrap_or(Value::NONE),
        None => Value::NONE,
    };
    let value = match &receiver {
        Some(receiver) => {
            with_borrowed([receiver, &class, &exception, &traceback], |all| protocol::call(vm, &exit, all))
        }
        None => with_borrowed([&class, &exception, &traceback], |all| protocol::call(vm, &exit, all)),
    }?;
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
