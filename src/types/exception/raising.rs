//! What `raise` and `except` do with exceptions before and after they travel.

use super::{Exception, convert};
use crate::object::{ClassFlags, Py, Slot, Tuple, Value};
use crate::protocol;
use crate::types::class::Class;
use crate::types::generator::Generator;
use crate::vm::{PyResult, Raised, Vm};

/// Sets `__context__` of an exception about to be raised to the one being handled, as CPython's `_PyErr_SetObject`:
/// not to itself, and so that the chain of contexts does not become a loop.
pub fn set_context(vm: &mut Vm, exception: &Value) {
    let Some(handled) = vm.handled_exception().cloned() else { return };
    chain(vm, handled, exception);
}

/// Sets `__context__` of an exception thrown into a generator to the one handled there, not to one handled around the
/// call, as CPython's `_PyErr_ChainStackItem`.
pub fn set_context_of_generator(vm: &mut Vm, generator: &Py<Generator>, exception: &Value) {
    let Some(handled) = vm.handled_by(generator).cloned() else { return };
    chain(vm, handled, exception);
}

fn chain(vm: &mut Vm, handled: Value, exception: &Value) {
    let Some(raised) = exception.cast::<Exception>() else { return };
    if handled.is(exception) {
        return;
    }
    cut_loop(vm, &handled, exception);
    raised.context.set(&mut vm.heap, Some(handled));
}

/// If `exception` is among the contexts of `handled`, the link to it is cut. A chain that already is a loop without
/// `exception` in it is left alone (Floyd's two walkers notice it).
fn cut_loop(vm: &mut Vm, handled: &Value, exception: &Value) {
    let mut fast = handled.clone();
    let mut slow = handled.clone();
    let mut advance_slow = false;
    loop {
        let Some(current) = fast.cast::<Exception>() else { return };
        let Some(next) = current.context.get(&vm.heap).clone() else { return };
        if next.is(exception) {
            current.context.set(&mut vm.heap, None);
            return;
        }
        fast = next;
        if fast.is(&slow) {
            return;
        }
        if advance_slow
            && let Some(behind) = slow.cast::<Exception>()
            && let Some(next) = behind.context.get(&vm.heap).clone()
        {
            slow = next;
        }
        advance_slow = !advance_slow;
    }
}

/// Sets `__cause__`, and with it `__suppress_context__`.
pub fn set_cause(vm: &mut Vm, exception: &Value, cause: Slot) {
    if let Some(exception) = exception.cast::<Exception>() {
        exception.suppress_context.set(true);
        exception.cause.set(&mut vm.heap, cause);
    }
}

/// The class, if the value is one derived from BaseException.
pub(super) fn as_exception_class(value: &Value) -> Option<&Py<Class>> {
    value.cast::<Class>().filter(|class| class.head.has(ClassFlags::EXCEPTION))
}

/// The exception that `raise value from cause` raises: an instance as it is, a class called without arguments.
/// TypeErrors "exceptions must derive from BaseException", "exception causes must derive from BaseException",
/// "calling <class 'X'> should have returned an instance of BaseException, not <class 'int'>".
pub fn instantiate(vm: &mut Vm, value: &Value, cause: Option<&Value>) -> PyResult {
    let exception = if as_exception_class(value).is_some() {
        called(vm, value)?
    } else if value.has::<Exception>() {
        value.clone()
    } else {
        return Err(vm.type_error("exceptions must derive from BaseException"));
    };
    if let Some(cause) = cause {
        let cause = if as_exception_class(cause).is_some() {
            Some(called(vm, cause)?)
        } else if cause.has::<Exception>() {
            Some(cause.clone())
        } else if cause.is_none() {
            None
        } else {
            return Err(vm.type_error("exception causes must derive from BaseException"));
        };
        set_cause(vm, &exception, cause);
    }
    Ok(exception)
}

fn called(vm: &mut Vm, class: &Value) -> PyResult {
    let instance = protocol::call(vm, class, &[])?;
    if instance.has::<Exception>() {
        return Ok(instance);
    }
    let made = vm.class_of(&instance).to_value();
    let made = convert::to_repr(vm, &made)?;
    Err(no_exception(vm, class, &made.to_string_lossy())?)
}

/// The TypeError of an exception class that makes something else.
fn no_exception(vm: &mut Vm, class: &Value, made: &str) -> PyResult<Raised> {
    let class = convert::to_repr(vm, class)?;
    let class = class.to_string_lossy();
    Ok(vm.type_error(format!("calling {class} should have returned an instance of BaseException, not {made}")))
}

/// The exception that `throw(kind, value)` throws: an instance alone, or a class with its only argument, a tuple of
/// arguments, or an instance ready made; what making it raises is thrown instead. TypeErrors "instance exception may not
/// have a separate value", "exceptions must be classes or instances deriving from BaseException, not int" are raised, and
/// nothing is thrown.
pub fn normalize(vm: &mut Vm, kind: &Value, value: &Value) -> PyResult {
    if let Some(class) = as_exception_class(kind) {
        if value.has::<Exception>() && vm.is_instance_of(value, class) {
            return Ok(value.clone());
        }
        return Ok(match make(vm, kind, value) {
            Ok(made) => made,
            Err(raised) => vm.take_raised(raised),
        });
    }
    if !kind.has::<Exception>() {
        let class = vm.class_name(kind);
        return Err(
            vm.type_error(format!("exceptions must be classes or instances deriving from BaseException, not {class}"))
        );
    }
    if !value.is_none() {
        return Err(vm.type_error("instance exception may not have a separate value"));
    }
    Ok(kind.clone())
}

/// CPython's `_PyErr_CreateException`.
fn make(vm: &mut Vm, class: &Value, value: &Value) -> PyResult {
    let made = match value.cast::<Tuple>() {
        _ if value.is_none() => protocol::call(vm, class, &[])?,
        Some(arguments) => protocol::call(vm, class, arguments.items())?,
        None => protocol::call(vm, class, std::slice::from_ref(value))?,
    };
    if made.has::<Exception>() {
        return Ok(made);
    }
    let name = vm.class_name(&made);
    Err(no_exception(vm, class, &name)?)
}

/// Whether an `except` clause with `expected` catches the exception; TypeError "catching classes that do not inherit
/// from BaseException is not allowed".
pub fn matches(vm: &mut Vm, exception: &Value, expected: &Value) -> PyResult<bool> {
    if let Some(class) = as_exception_class(expected) {
        return Ok(vm.is_instance_of(exception, class));
    }
    let allowed = expected
        .cast::<Tuple>()
        .is_some_and(|classes| classes.items().iter().all(|item| as_exception_class(item).is_some()));
    if !allowed {
        return Err(vm.type_error("catching classes that do not inherit from BaseException is not allowed"));
    }
    Ok(is_any_of(vm, exception, expected))
}

/// Whether the exception is an instance of the class, or of one of the tuple's (which may nest tuples); anything else
/// matches nothing (CPython's `PyErr_GivenExceptionMatches`).
pub fn is_any_of(vm: &Vm, exception: &Value, expected: &Value) -> bool {
    match expected.cast::<Tuple>() {
        Some(classes) => classes.items().iter().any(|item| is_any_of(vm, exception, item)),
        None => as_exception_class(expected).is_some_and(|class| vm.is_instance_of(exception, class)),
    }
}
