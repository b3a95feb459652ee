//! Handlers: `signal`, `getsignal`, and sending signals.

use nix::errno::Errno;
use nix::libc;

use super::{checked, number_of};
use crate::native::posix::arguments::{failed, finished};
use crate::native::thread;
use crate::object::{Py, Value};
use crate::protocol::{self, number};
use crate::types::dict::Dict;
use crate::types::int::{self, Number};
use crate::vm::signals::system::{self, Action, Calls};
use crate::vm::signals::{COUNT, Handler, Handlers};
use crate::vm::{PyResult, Vm};

/// Asks the system what it does at each signal, for a program that has just imported the module. At SIGINT
/// `default_int_handler` is called from now on.
pub fn find(vm: &mut Vm, namespace: &Py<Dict>) {
    let name = vm.intern("default_int_handler");
    let interrupt = namespace.get_str(&vm.heap, &name).cloned();
    for number in 1..COUNT {
        if Handlers::get(vm, number).is_some_and(|handler| matches!(handler, Handler::Call(_))) {
            // The module is imported again.
            continue;
        }
        let handler = match (system::action_of(number as i32), number as i32) {
            (Ok(Action::Default), _) => Handler::Default,
            (Ok(Action::Ignore), _) => Handler::Ignore,
            (Ok(Action::Call), libc::SIGINT) => interrupt.clone().map_or(Handler::Foreign, Handler::Call),
            // Rust's library reports a stack overflow. To a program that is what happens of its own accord.
            (Ok(Action::Call), libc::SIGSEGV | libc::SIGBUS) => Handler::Default,
            _ => Handler::Foreign,
        };
        drop(Handlers::set(vm, number, handler));
    }
}

fn shown(handler: Handler) -> Value {
    match handler {
        Handler::Default => Value::index(0),
        Handler::Ignore => Value::index(1),
        Handler::Foreign => Value::NONE,
        Handler::Call(function) => function,
    }
}

/// `signal(signalnum, handler)`: the handler before.
pub fn set_handler(vm: &mut Vm, _: &Value, values: &[Value]) -> PyResult {
    let number = number::int_argument(vm, &values[0])?;
    let handler = &values[1];
    // An int that is exactly one, so no bool.
    let action =
        if vm.is_exactly(handler, &vm.types.int) { Number::of(handler).and_then(Number::to_i64) } else { None };
    let (action, handler) = match action {
        Some(0) => (Action::Default, Handler::Default),
        Some(1) => (Action::Ignore, Handler::Ignore),
        _ if vm.class_of(handler).slots(&vm.heap).call.is_some() => (Action::Call, Handler::Call(handler.clone())),
        _ => {
            let text = "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object";
            return Err(vm.type_error(text));
        }
    };
    let number = checked(vm, number)?;
    // Those that have come are for the old handler.
    vm.check_signals()?;
    finished(vm, system::set_action(number as i32, action))?;
    Ok(shown(Handlers::set(vm, number, handler)))
}

/// `getsignal(signalnum)`
pub fn get_handler(vm: &mut Vm, _: &Value, number: &Value) -> PyResult {
    let number = number_of(vm, number)?;
    Ok(Handlers::get(vm, number).map_or(Value::NONE, shown))
}

/// `siginterrupt(signalnum, flag)`
pub fn set_calls(vm: &mut Vm, _: &Value, values: &[Value]) -> PyResult {
    let (number, flag) = (number::int_argument(vm, &values[0])?, number::int_argument(vm, &values[1])?);
    let number = checked(vm, number)?;
    let calls = if flag == 0 { Calls::Restarted } else { Calls::Interrupted };
    finished(vm, system::set_calls(number as i32, calls))?;
    Ok(Value::NONE)
}

/// `pthread_kill(thread_id, signalnum)`: to the one thread there is.
pub fn send_to_thread(vm: &mut Vm, _: &Value, values: &[Value]) -> PyResult {
    let thread = number::index(vm, &values[0])?;
    let number = number::int_argument(vm, &values[1])?;
    let identity = int::from_u64(vm, thread::identity());
    if !protocol::is_equal(vm, &thread, &identity)? {
        return Err(failed(vm, Errno::ESRCH));
    }
    finished(vm, system::raise(number))?;
    vm.check_signals()?;
    Ok(Value::NONE)
}

/// `pidfd_send_signal(pidfd, signalnum, siginfo=None, flags=0)`
pub fn send_to_descriptor(vm: &mut Vm, _: &Value, values: &[Value]) -> PyResult {
    let (descriptor, number) = (number::int_argument(vm, &values[0])?, number::int_argument(vm, &values[1])?);
    let flags = match values.get(3) {
        Some(flags) => number::int_argument(vm, flags)?,
        None => 0,
    };
    if values.get(2).is_some_and(|information| !information.is_none()) {
        return Err(vm.type_error("siginfo must be None"));
    }
    finished(vm, system::send_to_descriptor(descriptor, number, flags.cast_unsigned()))?;
    Ok(Value::NONE)
}
