//! The methods of generators, and what they share with those of coroutines and asynchronous generators.

use super::attributes::delegate;
use super::{Flavour, Generator, GeneratorState};
use crate::object::{Py, Value};
use crate::protocol;
use crate::types::class::{Class, NativeDef};
use crate::types::exception::{self, Field};
use crate::vm::interpreter::{Outcome, generators};
use crate::vm::{PyResult, Raised, Vm};

pub(super) const METHODS: &[NativeDef] = &[
    NativeDef::one("send", send),
    NativeDef::positional("throw", 1, 3, throw),
    NativeDef::none("close", |vm, this| close(vm, of(this))),
    NativeDef::none("__sizeof__", |vm, this| Ok(Value::index(vm.heap.size_of(this)))),
    NativeDef::one("__class_getitem__", crate::types::generic_alias::class_getitem).class_method(),
];

/// The generator, coroutine or asynchronous generator behind a method's receiver.
pub fn of(this: &Value) -> &Py<Generator> {
    this.expect::<Generator>()
}

/// Checks that the generator can be resumed; `Ok(false)` when it has ended.
fn may_resume(vm: &mut Vm, generator: &Py<Generator>) -> PyResult<bool> {
    match generator.state() {
        GeneratorState::Running => Err(already_executing(vm, generator)),
        GeneratorState::Finished => Ok(false),
        GeneratorState::Created | GeneratorState::Suspended => Ok(true),
    }
}

#[cold]
fn already_executing(vm: &mut Vm, generator: &Generator) -> Raised {
    vm.value_error(format!("{} already executing", generator.flavour().noun()))
}

/// `next(generator)`.
pub fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let generator = of(this);
    if !may_resume(vm, generator)? {
        return if generator.flavour() == Flavour::Coroutine { Err(already_awaited(vm)) } else { Ok(None) };
    }
    match generators::resume(vm, generator, Value::NONE)? {
        Outcome::Yielded(value) => Ok(Some(value)),
        Outcome::Returned(value) if value.is_none() => Ok(None),
        Outcome::Returned(value) => Err(stop_with(vm, value)),
    }
}

/// StopIteration whose value is exactly `value` (a tuple or an exception is not taken apart).
fn stop_with(vm: &mut Vm, value: Value) -> Raised {
    vm.stop_iteration(value)
}

/// The value yielded; what was returned is that of a StopIteration, the end of an asynchronous generator a
/// StopAsyncIteration.
fn outcome(vm: &mut Vm, generator: &Generator, outcome: Outcome) -> PyResult {
    match outcome {
        Outcome::Yielded(value) => Ok(value),
        Outcome::Returned(_) if generator.flavour() == Flavour::AsyncGenerator => Err(vm.stop_async_iteration()),
        Outcome::Returned(value) => Err(stop_with(vm, value)),
    }
}

/// `generator.send(value)`, of all three flavours.
pub fn send(vm: &mut Vm, this: &Value, value: &Value) -> PyResult {
    let generator = of(this);
    if !may_resume(vm, generator)? {
        return Err(match generator.flavour() {
            Flavour::Generator => stop_with(vm, Value::NONE),
            Flavour::Coroutine => already_awaited(vm),
            Flavour::AsyncGenerator => vm.stop_async_iteration(),
        });
    }
    if generator.state() == GeneratorState::Created && !value.is_none() {
        let noun = generator.flavour().noun();
        return Err(vm.type_error(format!("can't send non-None value to a just-started {noun}")));
    }
    let result = generators::resume(vm, generator, value.clone())?;
    outcome(vm, generator, result)
}

#[cold]
fn already_awaited(vm: &mut Vm) -> Raised {
    vm.runtime_error("cannot reuse already awaited coroutine")
}

/// Whether a GeneratorExit closes what a generator delegates to, or is thrown into it like anything else: an asynchronous
/// generator that is being closed may go on awaiting.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// It closes.
    Closes,
    /// It is thrown.
    Thrown,
}

/// `generator.throw(…)`, of all three flavours.
pub fn throw(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let generator = of(this).clone();
    warn_of_signature(vm, "throw", values)?;
    throw_values(vm, &generator, values, Exit::Closes)
}

/// Warns about more than one argument of `throw` or `athrow`.
pub fn warn_of_signature(vm: &mut Vm, method: &str, values: &[Value]) -> PyResult<()> {
    if values.len() > 1 {
        let category = vm.types.deprecation_warning.clone();
        let text =
            format!("the (type, exc, tb) signature of {method}() is deprecated, use the single-arg signature instead.");
        (vm.hooks.warn)(vm, &category, &text)?;
    }
    Ok(())
}

/// `throw` with one argument, or more as the deprecated form has them: into the iterator of a `yield from` if there is
/// one, as CPython's `_gen_throw`.
pub fn throw_values(vm: &mut Vm, generator: &Py<Generator>, values: &[Value], exit: Exit) -> PyResult {
    if generator.state() == GeneratorState::Running {
        return Err(already_executing(vm, generator));
    }
    protocol::recursion::check(vm, "")?;
    if let Some(iterator) = delegate(vm, generator) {
        if exit == Exit::Closes && is_exit(vm, &values[0]) {
            generator.body.state.set(GeneratorState::Running);
            let closed = close_iterator(vm, &iterator);
            generator.body.state.set(GeneratorState::Suspended);
            drop(iterator);
            if let Err(raised) = closed {
                let exception = vm.take_raised(raised);
                let result = generators::throw_into(vm, generator, exception)?;
                return outcome(vm, generator, result);
            }
        } else if let Some(inner) = iterator.cast::<Generator>() {
            generators::enter_delegation(vm, generator)?;
            let inner = inner.clone();
            drop(iterator);
            let result = throw_values(vm, &inner, values, exit);
            drop(inner);
            return after_throw(vm, generator, result);
        } else {
            let name = vm.names.throw.clone();
            if let Some(method) = protocol::attribute::get_optional(vm, &iterator, &name)? {
                generators::enter_delegation(vm, generator)?;
                drop(iterator);
                let result = protocol::call(vm, &method, values);
                drop(method);
                return after_throw(vm, generator, result);
            }
        }
    }
    let traceback = values.get(2).filter(|traceback| !traceback.is_none());
    if traceback.is_some_and(|traceback| traceback.kind() != Some(crate::object::Kind::Traceback)) {
        return Err(vm.type_error("throw() third argument must be a traceback object"));
    }
    let exception = exception::normalize(vm, &values[0], values.get(1).unwrap_or(&Value::NONE))?;
    if let Some(traceback) = traceback
        && let Some(payload) = exception.cast::<exception::Exception>()
    {
        payload.traceback.set(&mut vm.heap, Some(traceback.clone()));
    }
    match generator.state() {
        GeneratorState::Finished if generator.flavour() == Flavour::Coroutine => return Err(already_awaited(vm)),
        GeneratorState::Finished => return Err(vm.raise_as_is(exception)),
        _ => {}
    }
    let result = generators::throw_into(vm, generator, exception)?;
    outcome(vm, generator, result)
}

/// Whether what is thrown is a GeneratorExit, or its class.
fn is_exit(vm: &Vm, kind: &Value) -> bool {
    match kind.cast::<Class>() {
        Some(class) => class.is_subclass_of(&vm.heap, &vm.types.generator_exit),
        None => vm.is_instance_of(kind, &vm.types.generator_exit),
    }
}

/// Goes on with a generator whose iterator something was thrown into.
fn after_throw(vm: &mut Vm, generator: &Py<Generator>, result: PyResult) -> PyResult {
    match result {
        Ok(value) => {
            generators::yield_again(vm, generator);
            Ok(value)
        }
        Err(raised) => {
            let exception = vm.take_raised(raised);
            let result = generators::end_delegation(vm, generator, exception)?;
            outcome(vm, generator, result)
        }
    }
}

/// `close()` of whatever a generator delegates to.
fn close_iterator(vm: &mut Vm, iterator: &Value) -> PyResult<()> {
    if let Some(generator) = iterator.cast::<Generator>() {
        let generator = generator.clone();
        return close(vm, &generator).map(drop);
    }
    let name = vm.names.close.clone();
    match protocol::attribute::get_optional(vm, iterator, &name) {
        Ok(Some(method)) => protocol::call(vm, &method, &[]).map(drop),
        Ok(None) => Ok(()),
        Err(raised) => {
            let exception = vm.take_raised(raised);
            vm.unraisable(&exception, iterator);
            Ok(())
        }
    }
}

/// `generator.close()`: the returned value, or None.
pub fn close(vm: &mut Vm, generator: &Py<Generator>) -> PyResult {
    match generator.state() {
        GeneratorState::Running => return Err(already_executing(vm, generator)),
        GeneratorState::Finished => return Ok(Value::NONE),
        // CPython runs a generator that it closes while tools are told of what happens.
        GeneratorState::Suspended if generator.has_handlers() || vm.monitoring.is_on() => {}
        GeneratorState::Created | GeneratorState::Suspended => {
            generators::discard(vm, generator);
            return Ok(Value::NONE);
        }
    }
    let class = vm.types.generator_exit.clone();
    let exit = exception::new(vm, &class, Vec::new());
    exception::set_context(vm, &exit);
    match throw_values(vm, generator, &[exit], Exit::Closes) {
        Ok(_) => Err(vm.runtime_error(format!("{} ignored GeneratorExit", generator.flavour().noun()))),
        Err(raised) => {
            let exception = vm.take_raised(raised);
            if vm.is_instance_of(&exception, &vm.types.generator_exit) {
                return Ok(Value::NONE);
            }
            if vm.is_instance_of(&exception, &vm.types.stop_iteration) {
                return Ok(exception::get_field(vm, &exception, Field::Value).unwrap_or(Value::NONE));
            }
            Err(vm.raise_as_is(exception))
        }
    }
}

/// Sorts the result of a `send` or `throw`: a value yielded, or (`Err` inside) the value of a StopIteration.
pub fn stop_value(vm: &mut Vm, result: PyResult) -> PyResult<Result<Value, Value>> {
    match result {
        Ok(value) => Ok(Ok(value)),
        Err(raised) if vm.raised_is(&raised, |types| &types.stop_iteration) => {
            let exception = vm.take_raised(raised);
            let value = exception::get_field(vm, &exception, Field::Value).unwrap_or(Value::NONE);
            Ok(Err(value))
        }
        Err(raised) => Err(raised),
    }
}

/// The text form of a generator, for messages.
pub fn shown(vm: &mut Vm, this: &Value) -> String {
    let name = of(this).qualname.get(&vm.heap).to_string_lossy().into_owned();
    let class = vm.class_name(this);
    format!("<{class} object {name} at {:#x}>", this.bits())
}

/// `<generator object name at 0x…>`, of all three flavours.
pub fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let text = shown(vm, this);
    Ok(vm.new_str(text).into_value())
}
