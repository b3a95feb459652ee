//! Calls in the loop that tells tools of them.
#![expect(unsafe_code, reason = "arguments are registers of the caller's window")]

use ouropy_compiler::code::{Instruction, Register};

use super::attributes;
use super::operands::{empty, held, kept};
use crate::object::{Slot, Tuple, Value};
use crate::protocol;
use crate::types::class::Arguments;
use crate::types::function::Function;
use crate::types::list::List;
use crate::types::method::Method;
use crate::vm::monitoring::Event;
use crate::vm::raise::PyResult;
use crate::vm::{Vm, call, monitoring};

/// The registers of a call: the callable, and the arguments in a row behind it.
struct Call {
    callable: Register,
    first: Register,
    count: usize,
    names: Option<Register>,
    target: Register,
}

/// CALL.
pub(super) fn call(vm: &mut Vm, at: Instruction) -> PyResult<Slot> {
    let (callable, count) = (at.a.register(), usize::from(at.b.count()));
    told(vm, &Call { callable, first: callable.plus(1), count, names: None, target: at.c.register() })
}

/// CALL_METHOD.
pub(super) fn call_method(vm: &mut Vm, at: Instruction) -> PyResult<Slot> {
    told_method(vm, at, None)
}

/// CALL_KW.
pub(super) fn call_keywords(vm: &mut Vm, at: Instruction) -> PyResult<Slot> {
    let (callable, count) = (at.a.register(), usize::from(at.b.count()));
    let names = callable.plus(1 + count);
    if at.k != 0 {
        return told_method(vm, at, Some(names));
    }
    told(vm, &Call { callable, first: callable.plus(1), count, names: Some(names), target: at.c.register() })
}

/// A call behind LOAD_METHOD: the first argument may be missing.
fn told_method(vm: &mut Vm, at: Instruction, names: Option<Register>) -> PyResult<Slot> {
    let (callable, count) = (at.a.register(), usize::from(at.b.count()));
    let missing = usize::from(held(vm, callable.plus(1)).is_none());
    let first = callable.plus(1 + missing);
    told(vm, &Call { callable, first, count: count - missing, names, target: at.c.register() })
}

/// Makes a call and tells of it.
fn told(vm: &mut Vm, call: &Call) -> PyResult<Slot> {
    if !monitoring::tells(vm, Event::Call) {
        return enter(vm, call);
    }
    let (function, first) = subject(vm, call);
    let is_python = function.has::<Function>();
    monitoring::calls(vm, function, first)?;
    if is_python {
        return enter(vm, call);
    }
    let Some(base) = vm.stack.innermost().map(|innermost| innermost.base) else { return Ok(None) };
    let names = call.names.map(|names| kept(vm, names).expect::<Tuple>().clone());
    let callable = kept(vm, call.callable);
    let result = {
        let names = names.as_ref().map_or(&[][..], |names| names.items());
        // SAFETY: the registers of the arguments are bound, and keep them, uncounted a second time, until it has been
        // told what came of the call; a bound slot is a value, bit for bit.
        let values = unsafe {
            std::slice::from_raw_parts(base.wrapping_add(call.first.index()).cast_const().cast::<Value>(), call.count)
        };
        protocol::call_args(vm, &callable, Arguments { values, names })
    };
    drop((names, callable));
    let (function, first) = subject(vm, call);
    let result = monitoring::called(vm, function, first, result);
    if let Some(names) = call.names {
        drop(empty(vm, names));
    }
    for index in (0..call.count).rev() {
        drop(empty(vm, call.first.plus(index)));
    }
    drop(empty(vm, call.callable));
    vm.run_parked_if_any();
    result.map(Some)
}

/// LOAD_SUPER_ATTR: whoever is told of calls is told of that of `super`, which is made for it.
pub(super) fn load_super(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    if !monitoring::tells(vm, Event::Call) {
        return attributes::load_super(vm, at);
    }
    let callable = at.a.register();
    let has_arguments = at.k & 2 != 0;
    let first = |vm: &Vm| has_arguments.then(|| kept(vm, callable.plus(1)));
    monitoring::calls(vm, kept(vm, callable), first(vm))?;
    let object = attributes::make_super(vm, at, &[callable, callable.plus(1), callable.plus(2)].map(|it| kept(vm, it)));
    let object = monitoring::called(vm, kept(vm, callable), first(vm), object)?;
    for index in 0..3 {
        drop(empty(vm, callable.plus(index)));
    }
    attributes::finish_super(vm, at, object)
}

/// What tools are told is called, and its first argument: a bound method is its function with one argument more.
fn subject(vm: &Vm, call: &Call) -> (Value, Slot) {
    let callable = kept(vm, call.callable);
    match callable.cast::<Method>().filter(|_| vm.is_exactly(&callable, &vm.types.method)) {
        Some(method) => (method.function.clone(), Some(method.receiver.clone())),
        None => (callable, (call.count > 0).then(|| kept(vm, call.first))),
    }
}

/// Makes the activation of a Python function's call, as the loop that tells nobody.
fn enter(vm: &mut Vm, call: &Call) -> PyResult<Slot> {
    let Some(base) = vm.stack.innermost().map(|innermost| innermost.base) else { return Ok(None) };
    let window = base.wrapping_add(call.first.index() - 1);
    if call.first.index() != call.callable.index() + 1 {
        let function = empty(vm, call.callable);
        // SAFETY: the register in front of the arguments, which is empty.
        unsafe { *window = function };
    }
    // SAFETY: the registers that the instruction names, which hold what it says.
    unsafe {
        match call.names {
            None => call::call_plain(vm, window, call.count, call.target),
            Some(_) => call::call_keywords(vm, window, call.count, call.target),
        }
    }
}

/// CALL_FUNCTION_EX.
pub(super) fn call_unpacked(vm: &mut Vm, at: Instruction) -> PyResult<Slot> {
    let register = at.a.register();
    let Some(base) = vm.stack.innermost().map(|innermost| innermost.base) else { return Ok(None) };
    let window = base.wrapping_add(register.index());
    let keywords = (at.k != 0).then(|| window.wrapping_add(2));
    if !monitoring::tells(vm, Event::Call) {
        // SAFETY: the registers that the instruction names, which hold what it says.
        return unsafe { call::call_unpacked(vm, window, keywords, at.c.register()) };
    }
    let callable = kept(vm, register);
    let positional = kept(vm, register.plus(1));
    let first = match (positional.cast::<Tuple>(), positional.cast::<List>()) {
        (Some(tuple), _) => tuple.items().first().cloned(),
        (_, Some(list)) => list.items.get(&vm.heap).first().cloned(),
        _ => None,
    };
    drop(positional);
    monitoring::calls(vm, callable.clone(), first.clone())?;
    let is_python = callable.has::<Function>() || callable.has::<Method>();
    if is_python {
        drop((callable, first));
        // SAFETY: the registers that the instruction names, which hold what it says.
        return unsafe { call::call_unpacked(vm, window, keywords, at.c.register()) };
    }
    let depth = vm.stack.depth();
    // SAFETY: as above.
    let result = unsafe { call::call_unpacked_natively(vm, window, keywords) };
    debug_assert_eq!(vm.stack.depth(), depth);
    let result = monitoring::called(vm, callable, first, result);
    vm.run_parked_if_any();
    result.map(Some)
}
