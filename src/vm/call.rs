//! Calls: from the loop, where Python functions become activations, and from native code.
#![expect(unsafe_code, reason = "arguments are registers of the caller's window")]

use super::interpreter::unwind::store_result;
use super::interpreter::{Flow, Outcome, run};
use super::raise::PyResult;
use super::stack::{Activation, Entered, clear_registers, place_arguments};
use super::{Vm, bind};
use crate::object::{ClassFlags, Kind, Py, Slot, Tuple, Value};
use crate::protocol;
use crate::types::class::{Arguments, Class};
use crate::types::function::Function;
use crate::types::method::Method;
use crate::types::native::{MethodDescriptor, NativeFunction};

/// The registers `first .. first + count` as values.
///
/// # Safety
/// All of them are bound and stay so while the result lives.
unsafe fn values<'a>(first: *mut Slot, count: usize) -> &'a [Value] {
    // SAFETY: a bound slot is a value, bit for bit.
    unsafe { std::slice::from_raw_parts(first.cast::<Value>(), count) }
}

/// CALL: the callable in `window[0]`, `count` values behind it.
///
/// # Safety
/// The registers are those of the innermost activation, above everything live.
#[inline]
pub(super) unsafe fn call_plain(vm: &mut Vm, window: *mut Slot, count: usize, target: u16) -> PyResult<Flow> {
    // SAFETY: per the contract above, here and below.
    unsafe {
        let callable = (*window).take().unwrap_unchecked();
        dispatch(vm, callable, window, window.add(1), count, None, target)
    }
}

/// CALL_METHOD: the callable in `window[0]`, `count` registers behind it of which the first may be empty.
///
/// # Safety
/// As [`call_plain`].
#[inline]
pub(super) unsafe fn call_method(vm: &mut Vm, window: *mut Slot, count: usize, target: u16) -> PyResult<Flow> {
    // SAFETY: as above.
    unsafe {
        let callable = (*window).take().unwrap_unchecked();
        let first = window.add(1);
        if (*first).is_none() {
            dispatch(vm, callable, first, first.add(1), count - 1, None, target)
        } else {
            dispatch(vm, callable, window, first, count, None, target)
        }
    }
}

/// CALL_KW: as CALL or CALL_METHOD, the names of the last values in a tuple behind them.
///
/// # Safety
/// As [`call_plain`].
pub(super) unsafe fn call_keywords(
    vm: &mut Vm,
    window: *mut Slot,
    count: usize,
    target: u16,
    method: bool,
) -> PyResult<Flow> {
    // SAFETY: as above.
    unsafe {
        let callable = (*window).take().unwrap_unchecked();
        let names = (*window.add(1 + count)).take().unwrap_unchecked();
        let names = names.expect::<Tuple>().clone();
        let first = window.add(1);
        if method && (*first).is_none() {
            dispatch(vm, callable, first, first.add(1), count - 1, Some(names), target)
        } else {
            dispatch(vm, callable, window, first, count, Some(names), target)
        }
    }
}

/// CALL_FUNCTION_EX: the callable, an iterable of positional values, perhaps a mapping of keywords.
///
/// # Safety
/// As [`call_plain`].
pub(super) unsafe fn call_unpacked(vm: &mut Vm, window: *mut Slot, target: u16, mapping: bool) -> PyResult<Flow> {
    // SAFETY: as above.
    unsafe {
        let callable = (*window).take().unwrap_unchecked();
        let positional = (*window.add(1)).take().unwrap_unchecked();
        let keywords = if mapping { (*window.add(2)).take() } else { None };
        let mut values = match positional.cast::<Tuple>() {
            Some(tuple) => tuple.items().to_vec(),
            None => bind::star_arguments(vm, &callable, &positional)?,
        };
        drop(positional);
        let mut names = None;
        if let Some(keywords) = keywords {
            names = bind::double_star_arguments(vm, &callable, &keywords, &mut values)?;
            drop(keywords);
        }
        let count = values.len();
        let first = window.add(1);
        let activation_end = vm.stack.top();
        let room = (activation_end as usize).saturating_sub(first as usize) / size_of::<Slot>();
        if count > room && !is_python(&callable) {
            let names = names.as_ref().map_or(&[][..], |names| names.items());
            let value = protocol::call_args(vm, &callable, Arguments { values: &values, names })?;
            drop(values);
            drop(callable);
            store_result(vm, usize::from(target), value);
            return Ok(Flow::Continue);
        }
        if !vm.stack.has_room(first, count as u32 + 64) {
            return Err(vm.recursion_error("maximum recursion depth exceeded"));
        }
        place_arguments(first, values.into_iter().map(Some));
        dispatch(vm, callable, window, first, count, names, target)
    }
}

fn is_python(callable: &Value) -> bool {
    matches!(callable.kind(), Some(Kind::Function | Kind::Method | Kind::Class))
}

/// Calls with the arguments in `count` registers from `first`; `before` is the empty register in front of them.
#[inline]
unsafe fn dispatch(
    vm: &mut Vm,
    callable: Value,
    before: *mut Slot,
    first: *mut Slot,
    count: usize,
    names: Option<Py<Tuple>>,
    target: u16,
) -> PyResult<Flow> {
    // SAFETY: per the contract of the callers.
    unsafe {
        match callable.kind() {
            Some(Kind::Function) => {
                let function = callable.cast_into::<Function>().unwrap_unchecked();
                push_function(vm, function, first, count, names, target, Entered::Call, None)?;
                return Ok(Flow::Continue);
            }
            Some(Kind::Method) if vm.is_exactly(&callable, &vm.types.method) => {
                let method = callable.expect::<Method>();
                let (function, receiver) = (method.function.clone(), method.receiver.clone());
                let start = first.sub(1);
                if start == before || (*start).is_none() {
                    drop(callable);
                    *start = Some(receiver);
                    return dispatch_bound(vm, function, start, count + 1, names, target);
                }
            }
            Some(Kind::Class) => {
                if let Some(flow) = construct(vm, &callable, before, first, count, names.as_ref(), target)? {
                    return Ok(flow);
                }
            }
            _ => {}
        }
        let names_slice = names.as_ref().map_or(&[][..], |names| names.items());
        let arguments = Arguments { values: values(first, count), names: names_slice };
        let result = match callable.kind() {
            Some(Kind::NativeFunction) => {
                let native = callable.expect::<NativeFunction>();
                let receiver = native.receiver.get(&vm.heap).clone().unwrap_or(Value::NONE);
                protocol::recursion::check(vm, "")
                    .and_then(|()| crate::types::native::bind::invoke(vm, native.def, None, &receiver, arguments))
            }
            Some(Kind::MethodDescriptor) if is_own_method(vm, &callable, arguments.values) => {
                let method = callable.expect::<MethodDescriptor>();
                let rest = Arguments { values: &arguments.values[1..], names: arguments.names };
                protocol::recursion::check(vm, "").and_then(|()| {
                    crate::types::native::bind::invoke(vm, method.def, Some(&method.class), &arguments.values[0], rest)
                })
            }
            _ => protocol::call_args(vm, &callable, arguments),
        };
        clear_registers(first, count);
        drop(callable);
        drop(names);
        vm.run_parked_if_any();
        store_result(vm, usize::from(target), result?);
        Ok(Flow::Continue)
    }
}

/// Whether a native method is called with a receiver of exactly its class: nothing is left to check.
#[inline]
fn is_own_method(vm: &Vm, callable: &Value, values: &[Value]) -> bool {
    vm.is_exactly(callable, &vm.types.method_descriptor)
        && callable
            .cast::<MethodDescriptor>()
            .is_some_and(|method| values.first().is_some_and(|receiver| vm.is_exactly(receiver, &method.class)))
}

/// A bound method's function with its receiver as first argument.
unsafe fn dispatch_bound(
    vm: &mut Vm,
    function: Value,
    first: *mut Slot,
    count: usize,
    names: Option<Py<Tuple>>,
    target: u16,
) -> PyResult<Flow> {
    // SAFETY: as `dispatch`.
    unsafe {
        match function.cast_into::<Function>() {
            Ok(function) => {
                push_function(vm, function, first, count, names, target, Entered::Call, None)?;
                Ok(Flow::Continue)
            }
            Err(other) => {
                let names_slice = names.as_ref().map_or(&[][..], |names| names.items());
                let arguments = Arguments { values: values(first, count), names: names_slice };
                let result = protocol::call_args(vm, &other, arguments);
                clear_registers(first, count);
                drop(other);
                vm.run_parked_if_any();
                store_result(vm, usize::from(target), result?);
                Ok(Flow::Continue)
            }
        }
    }
}

/// A call of a Python class with object's `__new__` and a Python `__init__`: the instance is made here and `__init__`
/// becomes an activation. `None` when the class is not of that kind.
unsafe fn construct(
    vm: &mut Vm,
    callable: &Value,
    before: *mut Slot,
    first: *mut Slot,
    count: usize,
    names: Option<&Py<Tuple>>,
    target: u16,
) -> PyResult<Option<Flow>> {
    let class = callable.expect::<Class>();
    if !class.head.has(ClassFlags::HEAP_TYPE)
        || class.head.has(ClassFlags::ABSTRACT)
        || class.head.layout.kind != Kind::Instance
        || !vm.is_exactly(callable, &vm.types.type_)
    {
        return Ok(None);
    }
    if !crate::types::object::has_plain_new(vm, class) {
        return Ok(None);
    }
    let name = vm.names.init.clone();
    let Some(init) = vm.lookup(class, &name) else { return Ok(None) };
    let Ok(init) = init.cast_into::<Function>() else { return Ok(None) };
    let instance = crate::types::object::allocate(vm, class);
    // SAFETY: the register in front of the arguments is empty and ours.
    unsafe {
        let start = first.sub(1);
        debug_assert!(start == before || (*start).is_none());
        *start = Some(instance.clone());
        push_function(vm, init, start, count + 1, names.cloned(), target, Entered::Init, Some(instance))?;
    }
    Ok(Some(Flow::Continue))
}

/// Makes a call of a Python function the innermost activation. The arguments are `count` registers from `first`, the
/// last ones named by `names`; on failure they have been dropped.
#[expect(clippy::too_many_arguments, reason = "the parts of one call, none of which belongs to another")]
#[inline]
pub(super) unsafe fn push_function(
    vm: &mut Vm,
    function: Py<Function>,
    first: *mut Slot,
    count: usize,
    names: Option<Py<Tuple>>,
    target: u16,
    entered: Entered,
    instance: Slot,
) -> PyResult<()> {
    // SAFETY: per the contract of `call_plain`.
    unsafe {
        let code = function.code.get(&vm.heap).clone();
        let mut first = first;
        let in_generator = vm.stack.innermost().is_some_and(|innermost| innermost.generator.is_some());
        if in_generator && entered != Entered::Native {
            // A generator's registers are its own: the callee's window goes on top of the stack.
            let top = vm.stack.top();
            if vm.stack.has_room(top, code.register_count + count as u32) {
                for index in 0..count {
                    *top.add(index) = (*first.add(index)).take();
                }
                first = top;
            }
        }
        let room = code.register_count.max(count as u32) + 1;
        if !vm.stack.has_room(first, room) {
            clear_registers(first, count);
            drop(instance);
            return Err(vm.recursion_error("maximum recursion depth exceeded"));
        }
        if !(code.simple_arguments && count == code.arg_count as usize && names.is_none()) {
            bind::arrange(vm, &function, &code, first, count, names)?;
        }
        // Consumed temporaries of the caller may have left immediates here; what is bound is only the parameters.
        let parameters = code.parameter_count();
        std::ptr::write_bytes(first.add(parameters), 0, (code.register_count as usize).saturating_sub(parameters));
        let top = first.add(code.register_count as usize);
        vm.stack.activations.push(Activation {
            function,
            code,
            base: first,
            top,
            pc: 0,
            target,
            entered,
            namespace: None,
            instance,
            frame: None,
            generator: None,
        });
        if vm.work_is_due() {
            vm.do_due_work_at_entry()?;
        }
        Ok(())
    }
}

/// Calls a Python function from native code: the `call` slot of `function`.
pub fn call_function(vm: &mut Vm, callable: &Value, arguments: Arguments<'_>) -> PyResult {
    protocol::recursion::check(vm, "")?;
    let function = callable.expect::<Function>().clone();
    let names = if arguments.names.is_empty() { None } else { Some(vm.new_tuple_from(arguments.names)) };
    enter(vm, function, arguments.values, names, None)
}

/// Runs a function with a namespace: class bodies, modules, `exec`.
pub fn call_with_namespace(vm: &mut Vm, function: Py<Function>, namespace: Value) -> PyResult {
    protocol::recursion::check(vm, "")?;
    enter(vm, function, &[], None, Some(namespace))
}

/// Runs a class body in its namespace; its result is the `__class__` cell, or None.
pub fn call_class_body(vm: &mut Vm, function: &Py<Function>, namespace: &Value) -> PyResult {
    call_with_namespace(vm, function.clone(), namespace.clone())
}

fn enter(vm: &mut Vm, function: Py<Function>, values: &[Value], names: Option<Py<Tuple>>, namespace: Slot) -> PyResult {
    let first = vm.stack.top();
    if !vm.stack.has_room(first, values.len() as u32 + 64) {
        return Err(vm.recursion_error("maximum recursion depth exceeded"));
    }
    // SAFETY: registers above every window are empty and there is room.
    unsafe {
        place_arguments(first, values.iter().cloned().map(Some));
        push_function(vm, function, first, values.len(), names, 0, Entered::Native, None)?;
    }
    if let Some(activation) = vm.stack.activations.last_mut() {
        activation.namespace = namespace;
    }
    match run(vm)? {
        Outcome::Returned(value) | Outcome::Yielded(value) => Ok(value),
    }
}
