//! Generators in the loop: making, resuming, yielding, delegating.

use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::rc::Rc;

use ouropy_compiler::code::{CodeFlags, Instruction, Opcode, Register};

use super::operands::{empty, look, put, take};
use super::unwind::store_result;
use super::{Flow, Outcome};
use crate::object::{HeapCell, Py, Slot, Value};
use crate::protocol;
use crate::types::async_generator::step::{Progress, Step};
use crate::types::exception::{self, Field};
use crate::types::generator::{Flavour, Generator, GeneratorState, Iteration};
use crate::vm::Vm;
use crate::vm::monitoring::{self, Branch};
use crate::vm::raise::{PyResult, Raised};
use crate::vm::recorder;
use crate::vm::stack::{Activation, Entered, Onward, Resumed, Suspended, detach_body};

/// What it means when a generator is resumed that is being executed or has ended: all who ask look first.
const NOT_RESUMABLE: &str = "only a generator that is suspended can go on";

/// What an iterator gives FOR_ITER.
pub(super) enum Next {
    /// An item.
    Item(Value),
    /// Nothing more.
    End,
    /// A generator's body goes on.
    Body,
}

/// FOR_ITER in general: an item, the end (the iterator is dropped), or a generator's body has become the innermost
/// activation.
#[inline(never)]
pub(super) fn for_iter(vm: &mut Vm, at: Instruction) -> PyResult<Next> {
    let iterator = look(vm, at.a.register());
    if let Some(generator) = resumable(&iterator) {
        push_inlined(vm, generator, Value::NONE, Entered::ForIter, at.b.register())?;
        return Ok(Next::Body);
    }
    let next = protocol::iterate::next(vm, &iterator)?;
    drop(iterator);
    if let Some(item) = next {
        return Ok(Next::Item(item));
    }
    drop(empty(vm, at.a.register()));
    vm.run_parked_if_any();
    Ok(Next::End)
}

/// The generator behind an iterator, if it can be resumed in this loop.
#[inline]
fn resumable(iterator: &Value) -> Option<&Py<Generator>> {
    iterator.cast::<Generator>().filter(|generator| is_resumable(generator))
}

#[inline]
fn is_resumable(generator: &Generator) -> bool {
    matches!(generator.state(), GeneratorState::Created | GeneratorState::Suspended)
}

/// Puts a generator's body on the stack, to go on with `sent`; and on top of it the generator it delegates to, and so
/// on: what is sent goes to the innermost at once. Whoever asks holds the generator until it is suspended or ends: in a
/// temporary of the activation that resumes it, which waits, or for the length of a native call.
fn push(vm: &mut Vm, generator: &Py<Generator>, sent: Value, entered: Entered) -> PyResult<()> {
    push_inlined(vm, generator, sent, entered, Register::at(0))
}

/// As [`push`]; a loop's next item is for the register `target`.
#[inline(always)]
fn push_inlined(
    vm: &mut Vm,
    generator: &Py<Generator>,
    sent: Value,
    entered: Entered,
    target: Register,
) -> PyResult<()> {
    let top = vm.stack.top();
    let mut innermost = borrowed(generator);
    let mut caller = (entered, target);
    let mut state = innermost.state();
    while let Some(next) = push_one(vm, &innermost, caller, Some(top))? {
        innermost = next;
        state = GeneratorState::Suspended;
        caller = (Entered::YieldFrom, Register::at(0));
    }
    // The target of the YIELD_VALUE behind, or of the YIELD_FROM to be repeated, gets the value sent.
    if state == GeneratorState::Suspended {
        let body = &innermost.body;
        body.window.get_mut(&mut vm.heap)[body.awaits.get().index()] = Some(sent);
    }
    Ok(())
}

/// A generator not counted, for as long as somebody else holds it.
#[expect(unsafe_code, reason = "see above")]
#[inline(always)]
pub(in crate::vm) fn borrowed(generator: &Py<Generator>) -> ManuallyDrop<Py<Generator>> {
    // SAFETY: it is never dropped, and read only as long as the other reference is there.
    ManuallyDrop::new(unsafe { std::ptr::read(generator) })
}

/// As [`push`], without anything sent and without the generator it delegates to. That one is given back if asked for,
/// by the top of the stack: then the activation waits for it, at its YIELD_FROM.
#[expect(unsafe_code, reason = "the activation does not count the generator")]
#[inline(always)]
fn push_one(
    vm: &mut Vm,
    generator: &Py<Generator>,
    (entered, target): (Entered, Register),
    delegating: Option<*mut Slot>,
) -> PyResult<Option<ManuallyDrop<Py<Generator>>>> {
    if vm.stack.is_full() {
        return Err(vm.recursion_error("maximum recursion depth exceeded"));
    }
    generator.body.state.set(GeneratorState::Running);
    if let Some(handled) = generator.handled.replace(&mut vm.heap, None) {
        vm.handled.resume(generator, handled);
    }
    // It may have been resumed since by somebody else. Tools are told of each generator of a chain, from the outermost on.
    let delegate = generator
        .delegate
        .take()
        .filter(|other| delegating.is_some() && other.state() == GeneratorState::Suspended && !vm.monitoring.is_on());
    debug_assert!(delegate.as_ref().is_none_or(|delegate| {
        let body = &generator.body;
        let next = body.code.unit.instructions[body.pc.get() as usize];
        let iterator = body.window.get(&vm.heap)[next.b.register().index()].as_ref();
        next.opcode == Opcode::YIELD_FROM && iterator.is_some_and(|iterator| iterator.is(delegate.as_value()))
    }));
    let top = delegating.unwrap_or_else(|| vm.stack.top());
    let resumed = if delegate.is_some() { Resumed::Waiting } else { Resumed::Running };
    // SAFETY: see above.
    unsafe { vm.stack.resume(&mut vm.heap, generator, top, (entered, target), resumed) };
    Ok(delegate)
}

/// RETURN_GENERATOR: the activation's registers become the generator's.
#[expect(unsafe_code, reason = "the register window")]
#[inline(always)]
pub(super) fn return_generator<const RECORDS: bool>(vm: &mut Vm) -> PyResult<Flow> {
    // SAFETY: a function that makes a generator is no generator yet.
    let Some(mut activation) = (unsafe { vm.stack.pop() }) else { return Err(vm.system_error("no frame")) };
    // SAFETY: the activation was just popped; its window is intact. The generator outlives it.
    let body = unsafe { detach_body(&mut activation) };
    if RECORDS && vm.recorder.is_on() {
        recorder::keep_locals(vm, activation.base, &body);
    }
    let (name, qualname) = {
        let function = activation.function();
        (function.name.get(&vm.heap).clone(), function.qualname.get(&vm.heap).clone())
    };
    let flavour = Flavour::of(body.code.flags);
    let origin = if flavour == Flavour::Coroutine { vm.coroutine_origin() } else { None };
    let class = match flavour {
        Flavour::Generator => &vm.types.generator,
        Flavour::Coroutine => &vm.types.coroutine,
        Flavour::AsyncGenerator => &vm.types.async_generator,
    };
    let generator = vm.heap.alloc(
        class,
        Generator {
            body,
            delegate: Cell::new(None),
            iteration: Iteration::default(),
            origin_or_finalizer: HeapCell::new(origin),
            handled: HeapCell::new(None),
            name: HeapCell::new(name),
            qualname: HeapCell::new(qualname),
        },
    );
    if let Some(frame) = activation.frame.as_ref() {
        frame.owner.set(&mut vm.heap, crate::types::frame::Owner::Body(Rc::clone(&generator.body)));
        frame.generator.set(Some(borrowed(&generator)));
        generator.body.frame.set(Some(frame.clone()));
    }
    let (entered, target) = (activation.entered, activation.target);
    drop(activation);
    if entered == Entered::Native {
        return Ok(Flow::Leave(Outcome::Returned(generator.into_value())));
    }
    store_result(vm, target, generator.into_value());
    Ok(Flow::Continue)
}

/// Suspends the innermost activation, a generator's; `None` if it is none.
#[inline(always)]
#[expect(unsafe_code, reason = "generators are not counted by their activations")]
fn suspend(vm: &mut Vm, onward: Onward) -> Option<Suspended> {
    // SAFETY: whoever resumed the generator holds it; nothing here drops what is given back.
    let suspended = unsafe { vm.stack.suspend(onward) }?;
    let generator = &suspended.generator;
    generator.body.state.set(GeneratorState::Suspended);
    if let Some(handled) = vm.handled.suspend(generator) {
        generator.handled.set(&mut vm.heap, Some(handled));
    }
    Some(suspended)
}

/// YIELD_VALUE.
#[inline(always)]
pub(super) fn yield_value<const TELLS: bool>(vm: &mut Vm, value: Value) -> PyResult<Flow> {
    suspend_with::<TELLS>(vm, value, Onward::Behind)
}

fn yield_from_innermost<const TELLS: bool>(vm: &mut Vm, value: Value, onward: Onward) -> PyResult<Flow> {
    if TELLS {
        monitoring::yields(vm, &value)?;
    }
    suspend_with::<TELLS>(vm, value, onward)
}

/// Suspends the innermost activation, and those that delegate to it.
fn suspend_with<const TELLS: bool>(vm: &mut Vm, value: Value, onward: Onward) -> PyResult<Flow> {
    let mut suspended = suspend(vm, onward);
    loop {
        let Some(Suspended { entered, target, generator }) = suspended else {
            return Err(vm.system_error("yield outside a generator"));
        };
        match entered {
            Entered::ForIter => {
                put(vm, target, value);
                if TELLS {
                    // The caller's instruction before its next one is the FOR_ITER.
                    let Some(caller) = vm.stack.innermost() else { return Err(vm.system_error("no frame")) };
                    let instruction = caller.current();
                    monitoring::branched(vm, instruction, Branch::NotTaken)?;
                    let _goes_on_there = monitoring::has_moved(vm);
                }
                return Ok(Flow::Continue);
            }
            // The delegating generator yields the same value, and repeats its YIELD_FROM when resumed.
            Entered::YieldFrom => {
                if TELLS {
                    // Each is told of when it goes on: nothing leads past those between.
                    monitoring::yields(vm, &value)?;
                    suspended = suspend(vm, Onward::Again);
                    continue;
                }
                suspended = suspend(vm, Onward::Again);
                if let Some(delegating) = &suspended {
                    delegating.generator.delegate.set(Some(generator));
                }
            }
            _ => return Ok(Flow::Leave(Outcome::Yielded(value))),
        }
    }
}

/// Marks a generator whose body has ended and drops what it kept.
pub(super) fn finished(vm: &mut Vm, generator: &Py<Generator>) {
    generator.body.state.set(GeneratorState::Finished);
    drop(vm.handled.suspend(generator));
    let function = generator.body.function.replace(&mut vm.heap, None);
    drop(function);
}

/// Hands the return value of a generator to whoever resumed it.
#[expect(unsafe_code, reason = "the caller goes on elsewhere")]
pub(super) fn deliver_return(vm: &mut Vm, entered: Entered, value: Value) -> PyResult<Flow> {
    match entered {
        Entered::ForIter => {
            // SAFETY: it stays in its place.
            let Some(caller) = (unsafe { vm.stack.innermost_mut() }) else { return Err(vm.system_error("no frame")) };
            let instruction = caller.current();
            let after = caller.next_index().wrapping_add_signed(instruction.c.distance().get() as isize);
            if vm.monitoring.is_on() {
                drop(empty(vm, instruction.a.register()));
                vm.run_parked_if_any();
                return end_for_telling(vm, instruction, value);
            }
            // SAFETY: the end of a loop, which the instruction names.
            unsafe { caller.go_to(after) };
            drop(value);
            drop(empty(vm, instruction.a.register()));
            vm.run_parked_if_any();
            Ok(Flow::Continue)
        }
        Entered::YieldFrom => {
            let Some(caller) = vm.stack.innermost() else { return Err(vm.system_error("no frame")) };
            let instruction = caller.current();
            if vm.monitoring.is_on() {
                monitoring::stopped(vm, &value)?;
            }
            drop(empty(vm, instruction.b.register()));
            put(vm, instruction.a.register(), value);
            Ok(Flow::Continue)
        }
        _ => Ok(Flow::Leave(Outcome::Returned(value))),
    }
}

/// As the end of a `for` over a generator, told: a value other than None is one of a StopIteration.
#[cold]
fn end_for_telling(vm: &mut Vm, at: Instruction, value: Value) -> PyResult<Flow> {
    if !value.is_none() {
        let raised = vm.stop_iteration(value);
        let exception = vm.take_raised(raised);
        monitoring::ended_by_stop(vm, exception)?;
    }
    monitoring::branched(vm, at, Branch::Taken)?;
    if !monitoring::has_moved(vm) {
        jump_innermost(vm, at);
    }
    Ok(Flow::Continue)
}

/// Takes the jump of the instruction that the innermost activation executes.
#[expect(unsafe_code, reason = "the activation goes on elsewhere")]
fn jump_innermost(vm: &mut Vm, at: Instruction) {
    // SAFETY: it stays in its place.
    let Some(caller) = (unsafe { vm.stack.innermost_mut() }) else { return };
    let after = caller.next_index().wrapping_add_signed(at.c.distance().get() as isize);
    // SAFETY: the end of a loop, which the instruction names.
    unsafe { caller.go_to(after) };
}

/// FOR_ITER of the loop that tells: a StopIteration that the iterator raised is told of.
pub(super) fn for_iter_telling(vm: &mut Vm, at: Instruction) -> PyResult<Next> {
    let iterator = look(vm, at.a.register());
    if resumable(&iterator).is_some() {
        drop(iterator);
        return for_iter(vm, at);
    }
    let next = vm.class_of(&iterator).slots(&vm.heap).next;
    let item = match next {
        Some(next) => match next(vm, &iterator) {
            Err(raised) if vm.raised_is(&raised, |types| &types.stop_iteration) => {
                let exception = vm.take_raised(raised);
                monitoring::ended_by_stop(vm, exception)?;
                None
            }
            item => item?,
        },
        None => protocol::iterate::next(vm, &iterator)?,
    };
    drop(iterator);
    if let Some(item) = item {
        return Ok(Next::Item(item));
    }
    drop(empty(vm, at.a.register()));
    vm.run_parked_if_any();
    Ok(Next::End)
}

/// GET_YIELD_FROM_ITER.
pub(super) fn yield_from_iterator(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let iterable = take(vm, at.b.register());
    let iterator = if let Some(generator) = iterable.cast::<Generator>()
        && generator.flavour() != Flavour::AsyncGenerator
    {
        if generator.flavour() == Flavour::Coroutine && !may_delegate_to_coroutine(vm) {
            return Err(vm.type_error("cannot 'yield from' a coroutine object in a non-coroutine generator"));
        }
        iterable
    } else {
        let iterator = protocol::iterate::iter(vm, &iterable)?;
        drop(iterable);
        iterator
    };
    vm.run_parked_if_any();
    put(vm, at.a.register(), iterator);
    Ok(())
}

/// Whether the innermost activation is a coroutine's, or a generator's that `types.coroutine` has marked.
fn may_delegate_to_coroutine(vm: &Vm) -> bool {
    let allowed = CodeFlags::COROUTINE | CodeFlags::ITERABLE_COROUTINE;
    vm.stack.innermost().is_some_and(|innermost| innermost.code().flags.intersects(allowed))
}

/// `next(iterator)`: the value, or (`Err` inside) what its StopIteration carries.
fn next_or_return<const TELLS: bool>(vm: &mut Vm, iterator: &Value) -> PyResult<Result<Value, Value>> {
    let Some(next) = vm.class_of(iterator).slots(&vm.heap).next else {
        // A coroutine that cannot be resumed says why.
        return send_or_return::<TELLS>(vm, iterator, Value::NONE);
    };
    match next(vm, iterator) {
        Ok(Some(value)) => Ok(Ok(value)),
        Ok(None) => Ok(Err(Value::NONE)),
        Err(raised) => {
            let raised = if TELLS { told_stop(vm, raised) } else { raised };
            crate::types::generator::methods::stop_value(vm, Err(raised))
        }
    }
}

/// Tells of the StopIteration that ends a delegation.
fn told_stop(vm: &mut Vm, raised: Raised) -> Raised {
    if !vm.raised_is(&raised, |types| &types.stop_iteration) {
        return raised;
    }
    let exception = vm.take_raised(raised);
    match monitoring::ended_by_stop(vm, exception.clone()) {
        Ok(()) => vm.raise_as_is(exception),
        Err(raised) => raised,
    }
}

/// As [`next_or_return`], of `iterator.send(sent)`.
fn send_or_return<const TELLS: bool>(vm: &mut Vm, iterator: &Value, sent: Value) -> PyResult<Result<Value, Value>> {
    let name = vm.names.send.clone();
    let mut result = protocol::call_method(vm, iterator, &name, &[sent]);
    if TELLS {
        result = result.map_err(|raised| told_stop(vm, raised));
    }
    crate::types::generator::methods::stop_value(vm, result)
}

/// YIELD_FROM: passes the sent value on to the iterator.
#[inline(always)]
pub(super) fn yield_from<const TELLS: bool>(vm: &mut Vm, at: Instruction) -> PyResult<Flow> {
    let iterator = look(vm, at.b.register());
    let sent = take(vm, at.a.register());
    if let Some(generator) = resumable(&iterator) {
        if generator.state() == GeneratorState::Created && !sent.is_none() {
            let noun = generator.flavour().noun();
            return Err(vm.type_error(format!("can't send non-None value to a just-started {noun}")));
        }
        push(vm, generator, sent, Entered::YieldFrom)?;
        return Ok(Flow::Continue);
    }
    let result = if let Some(step) = iterator.cast::<Step>() {
        // Without the StopIteration that its methods make of an item.
        match Step::advance(vm, step, &sent) {
            Ok(Progress::Awaits(value)) => Ok(Ok(value)),
            Ok(Progress::Item(item)) => {
                if TELLS {
                    let raised = vm.stop_iteration(item.clone());
                    let exception = vm.take_raised(raised);
                    monitoring::ended_by_stop(vm, exception)?;
                }
                Ok(Err(item))
            }
            Ok(Progress::Done) => Ok(Err(Value::NONE)),
            Err(raised) => crate::types::generator::methods::stop_value(vm, Err(raised)),
        }
    } else if sent.is_none() {
        next_or_return::<TELLS>(vm, &iterator)
    } else {
        send_or_return::<TELLS>(vm, &iterator, sent)
    };
    drop(iterator);
    match result? {
        // Suspended at the YIELD_FROM itself, which is repeated with the next value sent.
        Ok(value) => yield_from_innermost::<TELLS>(vm, value, Onward::Again),
        Err(value) => {
            drop(empty(vm, at.b.register()));
            put(vm, at.a.register(), value);
            Ok(Flow::Continue)
        }
    }
}

/// STOPITERATION_ERROR: what leaves a generator body.
pub(super) fn stop_iteration_error(vm: &mut Vm, exception: Value) -> Raised {
    let flavour = vm.stack.innermost().map_or(Flavour::Generator, |innermost| Flavour::of(innermost.code().flags));
    let name = if vm.is_instance_of(&exception, &vm.types.stop_iteration) {
        "StopIteration"
    } else if flavour == Flavour::AsyncGenerator && vm.is_instance_of(&exception, &vm.types.stop_async_iteration) {
        "StopAsyncIteration"
    } else {
        return vm.raise_as_is(exception);
    };
    let text = vm.new_str(format!("{} raised {name}", flavour.noun())).into_value();
    let class = vm.types.runtime_error.clone();
    let error = exception::new(vm, &class, vec![text]);
    exception::set_cause(vm, &error, Some(exception.clone()));
    if let Some(error) = error.cast::<exception::Exception>() {
        error.context.set(&mut vm.heap, Some(exception));
    }
    vm.raise_as_is(error)
}

/// Ends a generator without running it.
///
/// # Panics
/// When it is being executed.
pub(crate) fn discard(vm: &mut Vm, generator: &Py<Generator>) {
    generator.delegate.set(None);
    generator.body.end(&mut vm.heap);
    vm.run_parked_if_any();
}

/// Runs a generator from native code until it yields, returns or raises.
///
/// # Panics
/// When it is being executed or has ended.
#[expect(unsafe_code, reason = "entering the loop")]
pub(crate) fn resume(vm: &mut Vm, generator: &Py<Generator>, sent: Value) -> PyResult<Outcome> {
    assert!(is_resumable(generator), "{NOT_RESUMABLE}");
    protocol::recursion::check(vm, "")?;
    let depth = vm.stack.depth() + 1;
    match push(vm, generator, sent, Entered::Native) {
        // SAFETY: the body has just been pushed.
        Ok(()) => unsafe { super::run_from(vm, depth) },
        // No room for a generator that this one delegates to.
        // SAFETY: those above have been pushed.
        Err(raised) if vm.stack.depth() >= depth => unsafe { raise_innermost(vm, raised, depth) },
        Err(raised) => Err(raised),
    }
}

/// Goes on with an exception in the innermost activation until activation number `depth` is left.
///
/// # Safety
/// As [`super::run_from`].
#[expect(unsafe_code, reason = "entering the loop")]
unsafe fn raise_innermost(vm: &mut Vm, raised: Raised, depth: usize) -> PyResult<Outcome> {
    // SAFETY: per the contract.
    unsafe {
        match super::unwind::unwind(vm, raised, depth, super::unwind::Note::Yes)? {
            Flow::Continue => super::run_from(vm, depth),
            Flow::Leave(outcome) => Ok(outcome),
        }
    }
}

/// Puts a generator on the stack while something is thrown into the iterator of its `yield from`, which then finds it
/// above its caller, as in CPython's `_gen_throw`. What it handles does not count meanwhile. [`yield_again`] or
/// [`end_delegation`] is next.
///
/// # Panics
/// As [`resume`], and when it is suspended anywhere else.
#[expect(unsafe_code, reason = "the activation does not count the generator")]
pub(crate) fn enter_delegation(vm: &mut Vm, generator: &Py<Generator>) -> PyResult<()> {
    assert!(is_resumable(generator), "{NOT_RESUMABLE}");
    assert!(generator.delegating().is_some(), "the generator delegates");
    if vm.stack.is_full() {
        return Err(vm.recursion_error("maximum recursion depth exceeded"));
    }
    generator.body.state.set(GeneratorState::Running);
    generator.delegate.set(None);
    let top = vm.stack.top();
    let caller = (Entered::Native, Register::at(0));
    // SAFETY: there is room; the caller holds the generator.
    unsafe { vm.stack.resume(&mut vm.heap, generator, top, caller, Resumed::Waiting) };
    Ok(())
}

/// Takes a generator off the stack that [`enter_delegation`] has put there: its iterator has yielded.
#[expect(unsafe_code, reason = "the activation does not count the generator")]
pub(crate) fn yield_again(vm: &mut Vm, generator: &Py<Generator>) {
    assert_innermost(vm, generator);
    // SAFETY: what is given back is not dropped.
    let _borrowed = unsafe { vm.stack.suspend(Onward::Again) };
    generator.body.state.set(GeneratorState::Suspended);
}

/// The iterator has raised `exception`, which ends the `yield from`: the generator, which [`enter_delegation`] has put on
/// the stack, goes on.
pub(crate) fn end_delegation(vm: &mut Vm, generator: &Py<Generator>, exception: Value) -> PyResult<Outcome> {
    assert_innermost(vm, generator);
    if let Some(handled) = generator.handled.replace(&mut vm.heap, None) {
        vm.handled.resume(generator, handled);
    }
    throw_into_innermost(vm, generator, exception)
}

fn assert_innermost(vm: &Vm, generator: &Py<Generator>) {
    let innermost = vm.stack.innermost().and_then(|innermost| innermost.generator());
    assert!(innermost.is_some_and(|innermost| innermost.is(generator)), "the generator is being executed");
}

/// Raises `exception` inside a suspended generator at its yield.
///
/// # Panics
/// As [`resume`].
#[expect(unsafe_code, reason = "the generator goes on elsewhere")]
pub(crate) fn throw_into(vm: &mut Vm, generator: &Py<Generator>, exception: Value) -> PyResult<Outcome> {
    assert!(is_resumable(generator), "{NOT_RESUMABLE}");
    protocol::recursion::check(vm, "")?;
    let delegates = generator.delegating().is_some();
    push_one(vm, generator, (Entered::Native, Register::at(0)), None)?;
    // SAFETY: it stays in its place.
    if let Some(activation) = unsafe { vm.stack.innermost_mut() }
        && delegates
    {
        // The exception is raised at the YIELD_FROM, which counts as the current instruction.
        let at = activation.next_index();
        // SAFETY: a handler goes on from there, or the end of the `yield from`.
        unsafe { activation.go_to(at + 1) };
    }
    throw_into_innermost(vm, generator, exception)
}

/// Raises `exception` in the innermost activation, the generator's. In a `yield from`, StopIteration is its end.
#[expect(unsafe_code, reason = "entering the loop")]
fn throw_into_innermost(vm: &mut Vm, generator: &Py<Generator>, exception: Value) -> PyResult<Outcome> {
    let depth = vm.stack.depth();
    let exception = if vm.monitoring.is_on() { monitoring::thrown(vm, exception) } else { exception };
    let delegating = vm.stack.innermost().map(Activation::current);
    if let Some(current) = delegating
        && current.opcode == Opcode::YIELD_FROM
        && vm.is_instance_of(&exception, &vm.types.stop_iteration)
    {
        let exception = if vm.monitoring.is_on() { monitoring::raised(vm, exception) } else { exception };
        let value = exception::get_field(vm, &exception, Field::Value).unwrap_or(Value::NONE);
        drop(exception);
        drop(empty(vm, current.b.register()));
        put(vm, current.a.register(), value);
        // SAFETY: the body has been pushed, and is behind the YIELD_FROM, whose result it has.
        return unsafe { super::run_from(vm, depth) };
    }
    exception::set_context_of_generator(vm, generator, &exception);
    let raised = vm.raise_as_is(exception);
    // SAFETY: the body has been pushed.
    unsafe { raise_innermost(vm, raised, depth) }
}
