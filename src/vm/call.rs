//! Calls: from the loop, where Python functions become activations, and from native code.
#![expect(unsafe_code, reason = "arguments are registers of the caller's window")]

use ouropy_compiler::code::Register;

use super::arguments::{self as packing, Packed, Spread, invoke_checked};
use super::interpreter::{Outcome, abandon, run};
use super::raise::PyResult;
use super::stack::{Activation, Entered, Window, clear_registers, place_arguments};
use super::{Vm, bind};
use crate::object::{ClassFlags, Kind, Phantom, Py, Slot, Tuple, Value};
use crate::protocol;
use crate::types::class::slots::SlotId;
use crate::types::class::{self, Arguments, Class};
use crate::types::code::Code;
use crate::types::exception::Family;
use crate::types::function::Function;
use crate::types::list::List;
use crate::types::method::Method;
use crate::types::native::{MethodDescriptor, NativeFunction};
use crate::types::object;

/// The registers `first .. first + count` as values.
///
/// # Safety
/// All of them are bound and stay so while the result lives.
unsafe fn values<'a>(first: *mut Slot, count: usize) -> &'a [Value] {
    // SAFETY: a bound slot is a value, bit for bit.
    unsafe { std::slice::from_raw_parts(first.cast::<Value>(), count) }
}

/// Empties the locals behind the parameters. The caller's consumed temporaries may have left immediates there, which
/// own nothing; behind the locals they may stay, for nothing reads a temporary before it was written.
#[inline(always)]
unsafe fn unbind_locals(code: &Code, first: *mut Slot, parameters: usize) {
    for index in parameters..code.first_temporary.index() {
        // SAFETY: within the window, for which there is room.
        unsafe { first.add(index).write(None) };
    }
}

/// A call of a Python function by `count` positional arguments in the registers from `first`, which are exactly its
/// parameters: makes it the innermost activation, and gives its place. `None`, and nothing has happened, when the callable
/// in `callable` is something else or anything else is to be done: by `caller`, a generator, or by the collector.
///
/// # Safety
/// As [`call_plain`].
#[inline(always)]
pub(super) unsafe fn enter_exact(
    vm: &mut Vm,
    caller: *mut Activation,
    callable: *mut Slot,
    first: *mut Slot,
    count: u32,
    target: Register,
) -> Option<*mut Activation> {
    // SAFETY: as `call_plain`.
    unsafe {
        let function = (*callable).as_ref().unwrap_unchecked().cast::<Function>()?;
        let code = function.code.get(&vm.heap);
        if code.exact_arguments != count || (&*caller).generator().is_some() || vm.work_is_due() {
            return None;
        }
        let window = vm.stack.room(first, code.register_count)?;
        let code = code.clone();
        unbind_locals(&code, first, count as usize);
        let function = (*callable).take().unwrap_unchecked().cast_into::<Function>().unwrap_unchecked();
        Some(vm.stack.push(Activation::new(function, code, window, target, Entered::Call)))
    }
}

/// CALL: the callable in `window[0]`, `count` values behind it. The result of a native function; `None` when a Python
/// function has become the innermost activation, which will write register `target`.
///
/// # Safety
/// The registers are those of the innermost activation, above everything live.
#[inline(never)]
pub(super) unsafe fn call_plain(vm: &mut Vm, window: *mut Slot, count: usize, target: Register) -> PyResult<Slot> {
    // SAFETY: per the contract above, here and below.
    unsafe {
        if matches!((*window).as_ref().unwrap_unchecked().kind(), Some(Kind::NativeFunction | Kind::MethodDescriptor))
            && let Some(result) = call_native(vm, window, count)
        {
            return result.map(Some);
        }
        let callable = (*window).take().unwrap_unchecked();
        dispatch(vm, callable, window, window.add(1), count, None, target)
    }
}

/// A call of a native function, or of a native method with a receiver of exactly its class, by `count` positional
/// arguments: registers own the callable and the arguments until it is done. `None` for another callable.
///
/// # Safety
/// As [`call_plain`].
#[inline(never)]
unsafe fn call_native(vm: &mut Vm, window: *mut Slot, count: usize) -> Option<PyResult> {
    // SAFETY: per the contract above.
    unsafe {
        let callable = (*window).as_ref().unwrap_unchecked();
        let first = window.add(1);
        let result = invoke_native(vm, callable, Arguments::positional_only(values(first, count)))?;
        clear_registers(first, count);
        drop((*window).take());
        vm.run_parked_if_any();
        Some(result)
    }
}

/// CALL_METHOD: the callable in `window[0]`, `count` registers behind it of which the first may be empty.
///
/// # Safety
/// As [`call_plain`].
#[inline(never)]
pub(super) unsafe fn call_method(vm: &mut Vm, window: *mut Slot, count: usize, target: Register) -> PyResult<Slot> {
    // SAFETY: as above.
    unsafe {
        let (window, count) = without_gap(window, count);
        call_plain(vm, window, count, target)
    }
}

/// The window of a call behind LOAD_METHOD, and how many arguments there are: if there is no receiver, the callable goes
/// where it would be.
///
/// # Safety
/// As [`call_plain`].
#[inline(always)]
unsafe fn without_gap(window: *mut Slot, count: usize) -> (*mut Slot, usize) {
    // SAFETY: the register behind the callable is of the window.
    unsafe {
        let first = window.add(1);
        if (*first).is_some() {
            return (window, count);
        }
        *first = (*window).take();
        (first, count - 1)
    }
}

/// CALL_KW: as CALL, the names of the last values in a tuple behind them.
///
/// # Safety
/// As [`call_plain`].
#[inline(never)]
pub(super) unsafe fn call_keywords(vm: &mut Vm, window: *mut Slot, count: usize, target: Register) -> PyResult<Slot> {
    // SAFETY: as above.
    unsafe {
        let callable = (*window).take().unwrap_unchecked();
        let names = (*window.add(1 + count)).take().unwrap_unchecked();
        let names = names.expect::<Tuple>().clone();
        dispatch(vm, callable, window, window.add(1), count, Some(names), target)
    }
}

/// CALL_KW behind LOAD_METHOD: the first of the `count` registers may be empty.
///
/// # Safety
/// As [`call_plain`].
#[inline(never)]
pub(super) unsafe fn call_method_keywords(
    vm: &mut Vm,
    window: *mut Slot,
    count: usize,
    target: Register,
) -> PyResult<Slot> {
    // SAFETY: as above.
    unsafe {
        let (window, count) = without_gap(window, count);
        call_keywords(vm, window, count, target)
    }
}

/// CALL_FUNCTION_EX: the callable, an iterable of positional values behind it, perhaps a mapping in `keywords`.
///
/// # Safety
/// As [`call_plain`].
#[inline(never)]
pub(super) unsafe fn call_unpacked(
    vm: &mut Vm,
    window: *mut Slot,
    keywords: Option<*mut Slot>,
    target: Register,
) -> PyResult<Slot> {
    // SAFETY: as above.
    unsafe {
        let callable = (*window).take().unwrap_unchecked();
        let positional = (*window.add(1)).take().unwrap_unchecked();
        let keywords = keywords.and_then(|keywords| (*keywords).take());
        let top = vm.stack.top();
        let in_generator = vm.stack.innermost().is_some_and(|innermost| innermost.generator().is_some());
        // As many arguments as there are may go above the caller's window if nothing but the function's own comes there.
        let enters = enters_frame(vm, &callable);
        let base = if in_generator && enters { top } else { window };
        let first = base.add(1);
        if enters
            && let Some(count) = exact_items(vm, &positional).map(<[Value]>::len)
            && vm.stack.has_room(first, count as u32)
        {
            let names = keywords.as_ref().map(|keywords| bind::place_keywords(vm, keywords, first.add(count)));
            if !matches!(names, Some(None)) {
                let items = exact_items(vm, &positional).unwrap_or_default();
                place_arguments(first, items.iter().cloned().map(Some));
                // In CPython the tuple of a list behind `*` and the dict behind `**` are there until the function has
                // its own.
                let tuple = packing::tuple_of_spread(&positional, count);
                let spread = [tuple, keywords.is_some().then_some(Phantom::Dict)];
                drop(positional);
                drop(keywords);
                let names = names.flatten().filter(|names| !names.items().is_empty());
                let count = count + names.as_ref().map_or(0, |names| names.items().len());
                let is_method = callable.kind() == Some(Kind::Method);
                let method = (is_method && packing::is_last(&callable)).then_some(Phantom::Method);
                let named = names.as_ref().map_or(0, |names| names.items().len());
                spread.into_iter().flatten().for_each(|phantom| vm.heap.phantom_made(phantom));
                let result = dispatch(vm, callable, base, first, count, names, target);
                spread.iter().flatten().for_each(|phantom| phantom.freed());
                if is_method && matches!(result, Ok(None)) {
                    let held = spread.into_iter().chain([method]).flatten();
                    let packed = packing::of_method(vm, held, named);
                    vm.stack.hold(packed);
                    if let Some(innermost) = vm.stack.innermost_mut() {
                        innermost.plain = false;
                    }
                }
                return result;
            }
        }
        let positional = as_tuple(vm, &callable, positional)?;
        let tuple = handed_on(vm, &callable, &positional);
        let uncounted = packing::uncounted_names(vm, &callable, keywords.as_ref());
        let unpacked = unpacked_arguments(vm, &callable, positional, keywords);
        let (values, names, packed) = unpacked.inspect_err(|_| packing::recount_names(vm, uncounted))?;
        if vm.class_of(&callable).is_dispatched(SlotId::call) {
            protocol::recursion::check(vm, "")?;
            let result = {
                let names = names.as_ref().map_or(&[][..], |names| names.items());
                class::dispatch::call_with_held(vm, &callable, Arguments { values: &values, names })
            };
            drop(names);
            packing::recount_names(vm, uncounted);
            drop(packed);
            drop(values);
            drop(callable);
            vm.run_parked_if_any();
            return result.map(Some);
        }
        let count = values.len();
        let room = (top as usize).saturating_sub(first as usize) / size_of::<Slot>();
        if !enters && (in_generator || count > room) {
            let value = call_spread(vm, &callable, &values, names, Spread { place: 0, tuple, packed });
            packing::recount_names(vm, uncounted);
            let value = value?;
            drop(values);
            drop(callable);
            vm.run_parked_if_any();
            return Ok(Some(value));
        }
        if !vm.stack.has_room(first, count as u32) {
            packing::recount_names(vm, uncounted);
            return Err(vm.recursion_error("maximum recursion depth exceeded"));
        }
        place_arguments(first, values.into_iter().map(Some));
        let outer = vm.spread.replace(Spread { place: first.addr(), tuple, packed });
        let result = dispatch(vm, callable, base, first, count, names, target);
        vm.spread = outer;
        packing::recount_names(vm, uncounted);
        result
    }
}

/// Calls what is native with the arguments of a spread call.
fn call_spread(vm: &mut Vm, callable: &Value, values: &[Value], names: Option<Py<Tuple>>, spread: Spread) -> PyResult {
    let outer = vm.spread.replace(Spread { place: values.as_ptr().addr(), ..spread });
    let result = {
        let names = names.as_ref().map_or(&[][..], |names| names.items());
        protocol::call_args(vm, callable, Arguments { values, names })
    };
    drop(names);
    vm.spread = outer;
    result
}

/// The tuple behind a `*`, if what is called by it gets the tuple itself in CPython: a class without a way of its own to
/// be called, and `__init__` and the like bound to an object. Exceptions keep it as their `args`.
fn handed_on(vm: &Vm, callable: &Value, positional: &Value) -> Option<Py<Tuple>> {
    let tuple = positional.cast::<Tuple>();
    tuple.filter(|_| takes_tuple(callable) && vm.is_exactly(positional, &vm.types.tuple)).cloned()
}

/// Whether what is called gets the tuple itself.
fn takes_tuple(callable: &Value) -> bool {
    match callable.kind() {
        Some(Kind::MethodWrapper) => true,
        Some(Kind::Class) => {
            // Exceptions that add nothing to their base are made in another way.
            let class = callable.expect::<Class>();
            !class.head.has(ClassFlags::EXCEPTION) || class.spec.is_none() || class.family.get() != Family::Base
        }
        _ => false,
    }
}

/// What stands behind a `*`: the tuple that CPython makes of it if an exception is to keep that.
fn as_tuple(vm: &mut Vm, callable: &Value, positional: Value) -> PyResult {
    let is_kept = callable.cast::<Class>().is_some_and(|class| class.head.has(ClassFlags::EXCEPTION));
    if !is_kept || !takes_tuple(callable) || vm.is_exactly(&positional, &vm.types.tuple) {
        return Ok(positional);
    }
    let items = bind::star_arguments(vm, callable, &positional)?;
    Ok(vm.new_tuple(items).into_value())
}

/// The values of an unpacked iterable and mapping, which end here, the names of the last of them, and what CPython has
/// made of them.
fn unpacked_arguments(
    vm: &mut Vm,
    callable: &Value,
    positional: Value,
    keywords: Slot,
) -> PyResult<(Vec<Value>, Option<Py<Tuple>>, Packed)> {
    let mut values = match exact_items(vm, &positional) {
        Some(items) => items.to_vec(),
        None => bind::star_arguments(vm, callable, &positional)?,
    };
    let (count, mut names) = (values.len(), None);
    if let Some(keywords) = &keywords {
        names = bind::double_star_arguments(vm, callable, keywords, &mut values)?;
    }
    let packed = packing::of_spread(vm, positional, count, keywords);
    Ok((values, names, packed))
}

/// CALL_FUNCTION_EX of what is no Python function, without an activation of this loop.
///
/// # Safety
/// As [`call_plain`].
pub(super) unsafe fn call_unpacked_natively(vm: &mut Vm, window: *mut Slot, keywords: Option<*mut Slot>) -> PyResult {
    // SAFETY: as above.
    let (callable, positional, keywords) = unsafe {
        let callable = (*window).take().unwrap_unchecked();
        let positional = (*window.add(1)).take().unwrap_unchecked();
        (callable, positional, keywords.and_then(|keywords| (*keywords).take()))
    };
    let positional = as_tuple(vm, &callable, positional)?;
    let tuple = handed_on(vm, &callable, &positional);
    let uncounted = packing::uncounted_names(vm, &callable, keywords.as_ref());
    let unpacked = unpacked_arguments(vm, &callable, positional, keywords);
    let (values, names, packed) = unpacked.inspect_err(|_| packing::recount_names(vm, uncounted))?;
    let result = call_spread(vm, &callable, &values, names, Spread { place: 0, tuple, packed });
    packing::recount_names(vm, uncounted);
    result
}

/// Calls a getter: makes it the innermost activation, which will write register `target`.
///
/// # Safety
/// There is an activation.
pub(super) unsafe fn call_getter(vm: &mut Vm, getter: Py<Function>, receiver: Value, target: Register) -> PyResult<()> {
    let first = vm.stack.top();
    if !vm.stack.has_room(first, 1) {
        return Err(vm.recursion_error("maximum recursion depth exceeded"));
    }
    // SAFETY: the register is above every window, so holds no object, and there is room.
    unsafe {
        *first = Some(receiver);
        push_function(vm, getter, first, 1, None, target, Entered::Call)
    }
}

/// Whether [`dispatch`] of the callable does nothing but to make a function's activation of the arguments.
fn enters_frame(vm: &Vm, callable: &Value) -> bool {
    match callable.kind() {
        Some(Kind::Function) => true,
        Some(Kind::Method) => {
            vm.is_exactly(callable, &vm.types.method) && callable.expect::<Method>().function.has::<Function>()
        }
        _ => false,
    }
}

/// The items of a list or tuple of exactly that class: iterating runs no code.
fn exact_items<'a>(vm: &'a Vm, iterable: &'a Value) -> Option<&'a [Value]> {
    if vm.is_exactly(iterable, &vm.types.tuple) {
        iterable.cast::<Tuple>().map(|tuple| tuple.items())
    } else if vm.is_exactly(iterable, &vm.types.list) {
        iterable.cast::<List>().map(|list| &list.items.get(&vm.heap)[..])
    } else {
        None
    }
}

/// Calls with the arguments in `count` registers from `first`; `before` is the empty register in front of them.
///
/// # Safety
/// As [`call_plain`].
#[inline]
unsafe fn dispatch(
    vm: &mut Vm,
    callable: Value,
    before: *mut Slot,
    first: *mut Slot,
    count: usize,
    names: Option<Py<Tuple>>,
    target: Register,
) -> PyResult<Slot> {
    // SAFETY: per the contract of the callers.
    unsafe {
        match callable.kind() {
            Some(Kind::Function) => {
                let function = callable.cast_into::<Function>().unwrap_unchecked();
                push_function(vm, function, first, count, names, target, Entered::Call)?;
                return Ok(None);
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
            _ => {}
        }
        let names_slice = names.as_ref().map_or(&[][..], |names| names.items());
        let arguments = Arguments { values: values(first, count), names: names_slice };
        let result = match callable.kind() {
            Some(Kind::Class) if is_constructed_here(vm, &callable) => {
                let execution = packing::note_executed(vm);
                let class = callable.expect::<Class>();
                let making = Making::of(class);
                let mut packed = match making {
                    Making::Plain => None,
                    Making::ByType => Some(packing::of_construction(vm, class, arguments)),
                };
                let constructed = construct(vm, &callable, making, arguments);
                if let Ok(Constructed::Instance(instance, init)) = constructed {
                    if let Some(packed) = &mut packed {
                        packing::hold_arguments(vm, packed, &instance);
                    } else if count != 0 && !packing::is_specialised(vm, execution, &init, arguments) {
                        packed = Some(packing::of_construction(vm, callable.expect::<Class>(), arguments));
                    }
                    let start = first.sub(1);
                    debug_assert!(start == before || (*start).is_none());
                    *start = Some(instance.clone());
                    let placed = place_function(vm, init, start, count + 1, names, target, Entered::Init);
                    (*placed?).instance = Some(instance);
                    if let Some(packed) = packed {
                        vm.stack.hold(packed);
                    }
                    begin(vm)?;
                    return Ok(None);
                }
                drop(packed);
                constructed.map(|constructed| match constructed {
                    Constructed::Instance(value, _) | Constructed::Done(value) => value,
                })
            }
            _ => match invoke_native(vm, &callable, arguments) {
                Some(result) => result,
                None => protocol::call_args(vm, &callable, arguments),
            },
        };
        called(vm, callable, first, count, names, result)
    }
}

/// The end of a call that has made no activation: arguments and callable die.
///
/// # Safety
/// As [`dispatch`].
#[inline(always)]
unsafe fn called(
    vm: &mut Vm,
    callable: Value,
    first: *mut Slot,
    count: usize,
    names: Option<Py<Tuple>>,
    result: PyResult,
) -> PyResult<Slot> {
    // SAFETY: the registers of the arguments.
    unsafe { clear_registers(first, count) };
    drop(callable);
    drop(names);
    vm.run_parked_if_any();
    result.map(Some)
}

/// The result of a native function, or of a native method with a receiver of exactly its class: nothing is left to
/// check. `None` for another callable.
#[inline(always)]
fn invoke_native(vm: &mut Vm, callable: &Value, arguments: Arguments<'_>) -> Option<PyResult> {
    match callable.kind()? {
        Kind::NativeFunction => {
            let native = callable.expect::<NativeFunction>();
            let receiver = native.receiver.get(&vm.heap).clone().unwrap_or(Value::NONE);
            Some(invoke_checked(vm, native.def, None, &receiver, arguments))
        }
        Kind::MethodDescriptor if vm.is_exactly(callable, &vm.types.method_descriptor) => {
            let method = callable.expect::<MethodDescriptor>();
            let (receiver, values) = arguments.values.split_first()?;
            if !vm.is_exactly(receiver, &method.class) || arguments.names.len() > values.len() {
                return None;
            }
            let arguments = Arguments { values, names: arguments.names };
            Some(invoke_checked(vm, method.def, Some(&method.class), receiver, arguments))
        }
        _ => None,
    }
}

/// A bound method's function with its receiver as first argument.
///
/// # Safety
/// As [`call_plain`].
unsafe fn dispatch_bound(
    vm: &mut Vm,
    function: Value,
    first: *mut Slot,
    count: usize,
    names: Option<Py<Tuple>>,
    target: Register,
) -> PyResult<Slot> {
    // SAFETY: as `dispatch`.
    unsafe {
        match function.cast_into::<Function>() {
            Ok(function) => {
                push_function(vm, function, first, count, names, target, Entered::Bound)?;
                Ok(None)
            }
            Err(other) => {
                let names_slice = names.as_ref().map_or(&[][..], |names| names.items());
                let arguments = Arguments { values: values(first, count), names: names_slice };
                let result = protocol::call_args(vm, &other, arguments);
                called(vm, other, first, count, names, result)
            }
        }
    }
}

/// Whether the callable is a Python class of metaclass `type` that leaves `__new__` to a built-in one and has an
/// `__init__` of its own.
#[inline]
fn is_constructed_here(vm: &Vm, callable: &Value) -> bool {
    let class = callable.expect::<Class>();
    class.head.has(ClassFlags::HEAP_TYPE)
        && class.is_dispatched(SlotId::init)
        && !class.is_dispatched(SlotId::new)
        && vm.is_exactly(callable, &vm.types.type_)
}

/// How instances of a class are made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Making {
    /// By `object.__new__`.
    Plain,
    /// By that of a built-in type, or it is refused.
    ByType,
}

impl Making {
    #[inline]
    fn of(class: &Py<Class>) -> Making {
        let plain = class.head.layout().kind == Kind::Instance
            && object::has_plain_new(class)
            && !class.head.has(ClassFlags::ABSTRACT);
        if plain { Making::Plain } else { Making::ByType }
    }
}

/// What has become of a call of a class.
enum Constructed {
    /// An instance, and the function that is to initialise it.
    Instance(Value, Py<Function>),
    /// The result.
    Done(Value),
}

/// Makes the instance for a call of a class that [is constructed here](is_constructed_here).
fn construct(vm: &mut Vm, callable: &Value, making: Making, arguments: Arguments<'_>) -> PyResult<Constructed> {
    let class = callable.expect::<Class>();
    let instance = match class.slots(&vm.heap).new {
        _ if making == Making::Plain => object::allocate(vm, class),
        Some(new) => {
            let made = new(vm, class, arguments);
            vm.made(made)?
        }
        None => return protocol::call_args(vm, callable, arguments).map(Constructed::Done),
    };
    if vm.class_of(&instance).is(class) {
        let name = vm.names.init.clone();
        if let Some(Ok(init)) = vm.lookup(class, &name).map(Value::cast_into::<Function>) {
            return Ok(Constructed::Instance(instance, init));
        }
    }
    let made = class::call::initialised(vm, class, instance, arguments).map(Constructed::Done);
    vm.made(made)
}

/// Makes a call of a Python function the innermost activation, which will write register `target`.
///
/// # Safety
/// As [`place_function`].
#[inline]
unsafe fn push_function(
    vm: &mut Vm,
    function: Py<Function>,
    first: *mut Slot,
    count: usize,
    names: Option<Py<Tuple>>,
    target: Register,
    entered: Entered,
) -> PyResult<()> {
    // SAFETY: per the contract.
    unsafe {
        place_function(vm, function, first, count, names, target, entered)?;
        begin(vm)
    }
}

/// Does what is due at the entry of the innermost activation, which is left if that raises. It may run Python code, which
/// sees the activation: so it comes when the activation has all that belongs to it, and not in [`place_function`].
///
/// # Safety
/// The activation has just been placed.
#[inline]
unsafe fn begin(vm: &mut Vm) -> PyResult<()> {
    if vm.work_is_due() {
        // SAFETY: per the contract.
        unsafe { begin_with_due_work(vm)? };
    }
    Ok(())
}

/// # Safety
/// As [`begin`].
#[cold]
#[inline(never)]
unsafe fn begin_with_due_work(vm: &mut Vm) -> PyResult<()> {
    let result = vm.do_due_work();
    if result.is_err() {
        // SAFETY: per the contract.
        unsafe { abandon(vm) };
    }
    result
}

/// Puts the activation of a function on the stack, about to [begin]; its place. The arguments are `count` registers from
/// `first`, the last ones named by `names`; on failure they have been dropped.
///
/// # Safety
/// As [`call_plain`].
#[inline]
unsafe fn place_function(
    vm: &mut Vm,
    function: Py<Function>,
    first: *mut Slot,
    count: usize,
    names: Option<Py<Tuple>>,
    target: Register,
    entered: Entered,
) -> PyResult<*mut Activation> {
    // SAFETY: per the contract of `call_plain`.
    unsafe {
        let code = function.code.get(&vm.heap).clone();
        // A generator's registers are its own: the callee's window goes on top of the stack.
        let in_generator = vm.stack.innermost().is_some_and(|innermost| innermost.generator().is_some());
        let moves = in_generator && entered != Entered::Native;
        let base = if moves { vm.stack.top() } else { first };
        if !vm.stack.has_room(base, code.register_count.max(count as u32) + 1) {
            clear_registers(first, count);
            return Err(vm.recursion_error("maximum recursion depth exceeded"));
        }
        if moves {
            place_arguments(base, (0..count).map(|index| (*first.add(index)).take()));
        }
        if !(count == code.exact_arguments as usize && names.is_none()) {
            bind::arrange(vm, &function, &code, base, count, names)?;
        }
        unbind_locals(&code, base, code.parameter_count());
        let window = Window { base, top: base.add(code.register_count as usize) };
        Ok(vm.stack.push(Activation::new(function, code, window, target, entered)))
    }
}

/// Puts a call of the function by native code on the stack, if the arguments are its parameters as they stand and nothing
/// else is to be done; whether it has.
///
/// # Safety
/// If so, it is to be run.
#[inline]
unsafe fn place_exactly(vm: &mut Vm, function: &Py<Function>, values: &[Value]) -> bool {
    let first = vm.stack.top();
    let code = function.code.get(&vm.heap);
    if code.exact_arguments as usize != values.len() || vm.work_is_due() {
        return false;
    }
    let Some(window) = vm.stack.room(first, code.register_count) else { return false };
    let (function, code) = (function.clone(), code.clone());
    // SAFETY: registers above every window hold no object, and there is room.
    unsafe {
        for (index, value) in values.iter().enumerate() {
            first.add(index).write(Some(value.clone()));
        }
        unbind_locals(&code, first, values.len());
        vm.stack.push(Activation::new(function, code, window, Register::at(0), Entered::Native));
    }
    true
}

/// Calls a Python function from native code: the `call` slot of `function`.
pub fn call_function(vm: &mut Vm, callable: &Value, arguments: Arguments<'_>) -> PyResult {
    protocol::recursion::check(vm, "")?;
    let function = callable.expect::<Function>();
    let values = (arguments.values.len(), arguments.values.iter().cloned());
    if arguments.names.is_empty() {
        // SAFETY: the activation is run at once.
        if unsafe { place_exactly(vm, function, arguments.values) } {
            // SAFETY: it has just been placed.
            return unsafe { run_placed(vm) };
        }
        return enter(vm, function.clone(), values, None, None);
    }
    let function = function.clone();
    // The caller's tuple of names is handed on in CPython.
    let passed = Phantom::Tuple(arguments.names.len());
    vm.heap.phantom_freed(passed);
    let names = vm.new_tuple_from(arguments.names);
    let result = enter(vm, function, values, Some(names.clone()), None);
    drop(names);
    vm.heap.phantom_made(passed);
    result
}

/// Runs a function with a namespace: class bodies, modules, `exec`.
pub fn call_with_namespace(vm: &mut Vm, function: Py<Function>, namespace: Value) -> PyResult {
    protocol::recursion::check(vm, "")?;
    enter(vm, function, (0, std::iter::empty()), None, Some(namespace))
}

/// Runs a class body in its namespace; its result is the `__class__` cell, or None.
pub fn call_class_body(vm: &mut Vm, function: &Py<Function>, namespace: &Value) -> PyResult {
    call_with_namespace(vm, function.clone(), namespace.clone())
}

/// Calls with arguments that are the callable's from then on: what a Python function's parameters hold nobody else holds
/// for the call.
pub(super) fn call_giving(vm: &mut Vm, callable: &Value, values: Vec<Value>) -> PyResult {
    let (function, receiver) = match callable.cast::<Method>() {
        Some(method) if vm.is_exactly(callable, &vm.types.method) => (&method.function, Some(method.receiver.clone())),
        _ => (callable, None),
    };
    let Some(function) = function.cast::<Function>().cloned() else {
        let result = protocol::call_args(vm, callable, Arguments::positional_only(&values));
        drop(values);
        vm.run_parked_if_any();
        return result;
    };
    protocol::recursion::check(vm, "")?;
    let count = values.len() + usize::from(receiver.is_some());
    enter(vm, function, (count, receiver.into_iter().chain(values)), None, None)
}

/// Calls a Python function with so many values, the last ones named by `names`.
fn enter(
    vm: &mut Vm,
    function: Py<Function>,
    (count, values): (usize, impl Iterator<Item = Value>),
    names: Option<Py<Tuple>>,
    namespace: Slot,
) -> PyResult {
    let first = vm.stack.top();
    if !vm.stack.has_room(first, count as u32) {
        return Err(vm.recursion_error("maximum recursion depth exceeded"));
    }
    // SAFETY: registers above every window hold no object, and there is room.
    unsafe {
        place_arguments(first, values.map(Some));
        let activation = place_function(vm, function, first, count, names, Register::at(0), Entered::Native)?;
        (*activation).namespace = namespace;
        begin(vm)?;
        run_placed(vm)
    }
}

/// Runs the innermost activation to its end.
///
/// # Safety
/// Native code has just placed it.
unsafe fn run_placed(vm: &mut Vm) -> PyResult {
    // SAFETY: per the contract.
    match unsafe { run(vm)? } {
        Outcome::Returned(value) | Outcome::Yielded(value) => Ok(value),
    }
}
