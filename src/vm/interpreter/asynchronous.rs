//! `await`, `async for`, `async with`.

use ouropy_compiler::code::Instruction;

use super::arithmetic::finish;
use super::operands::{empty, look, operand, put, take};
use crate::protocol::awaitable;
use crate::types::async_generator::wrapped::Wrapped;
use crate::types::exception;
use crate::types::generator::attributes::delegates;
use crate::types::generator::{Flavour, Generator};
use crate::vm::Vm;
use crate::vm::raise::PyResult;

/// GET_AWAITABLE.
pub(super) fn get_awaitable(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let value = operand(vm, at.b.register());
    let has_await = vm.class_of(&value).slots(&vm.heap).await_.is_some();
    let from = match at.k {
        1 if !has_await => Some("__aenter__"),
        2 if !has_await => Some("__aexit__"),
        _ => None,
    };
    let iterator = match awaitable::iterator(vm, &value) {
        Err(raised) if let Some(method) = from => {
            drop(vm.take_raised(raised));
            let class = vm.class_name(&value);
            let text =
                format!("'async with' received an object from {method} that does not implement __await__: {class}");
            return Err(vm.type_error(text));
        }
        result => result?,
    };
    if let Some(coroutine) = iterator.cast::<Generator>()
        && coroutine.flavour() == Flavour::Coroutine
        && delegates(coroutine)
    {
        return Err(vm.runtime_error("coroutine is being awaited already"));
    }
    drop(value);
    finish(vm, at, iterator)
}

/// GET_AITER.
pub(super) fn get_aiter(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let value = operand(vm, at.b.register());
    let Some(aiter) = vm.class_of(&value).slots(&vm.heap).aiter else {
        let class = vm.class_name(&value);
        return Err(vm.type_error(format!("'async for' requires an object with __aiter__ method, got {class}")));
    };
    let iterator = aiter(vm, &value)?;
    drop(value);
    if !awaitable::is_async_iterator(vm, &iterator) {
        let class = vm.class_name(&iterator);
        return Err(vm.type_error(format!(
            "'async for' received an object from __aiter__ that does not implement __anext__: {class}"
        )));
    }
    finish(vm, at, iterator)
}

/// GET_ANEXT.
pub(super) fn get_anext(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let iterator = look(vm, at.b.register());
    let Some(anext) = vm.class_of(&iterator).slots(&vm.heap).anext else {
        let class = vm.class_name(&iterator);
        return Err(vm.type_error(format!("'async for' requires an iterator with __anext__ method, got {class}")));
    };
    let next = anext(vm, &iterator)?;
    if iterator.cast::<Generator>().is_some_and(|generator| generator.flavour() == Flavour::AsyncGenerator) {
        drop(iterator);
        return finish(vm, at, next);
    }
    drop(iterator);
    match awaitable::iterator(vm, &next) {
        Ok(awaited) => {
            drop(next);
            finish(vm, at, awaited)
        }
        Err(raised) => {
            let cause = vm.take_raised(raised);
            let class = vm.class_name(&next);
            let raised = vm.type_error(format!("'async for' received an invalid object from __anext__: {class}"));
            let error = vm.take_raised(raised);
            exception::set_cause(vm, &error, Some(cause.clone()));
            if let Some(error) = error.cast::<exception::Exception>() {
                error.context.set(&mut vm.heap, Some(cause));
            }
            Err(vm.raise_as_is(error))
        }
    }
}

/// END_ASYNC_FOR. The iterator of a loop that goes on failing is left to whoever empties the registers.
pub(super) fn end_async_for(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let exception = take(vm, at.a.register());
    if !vm.is_instance_of(&exception, &vm.types.stop_async_iteration) {
        return Err(vm.raise_as_is(exception));
    }
    drop(exception);
    drop(empty(vm, at.b.register()));
    vm.run_parked_if_any();
    Ok(())
}

/// ASYNC_GEN_WRAP.
pub(super) fn wrap(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let value = take(vm, at.b.register());
    let wrapped = Wrapped::create(vm, value);
    put(vm, at.a.register(), wrapped);
    Ok(())
}
