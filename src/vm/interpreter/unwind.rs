//! Leaving activations: by returning, and by exceptions through the exception tables.
#![expect(unsafe_code, reason = "the register window, and what an activation borrows")]

use ouropy_compiler::code::{Opcode, Register};

use super::generators;
use super::operands::kept;
use super::{Flow, Outcome, no_temporary_is_live};
use crate::object::{Slot, Value};
use crate::types::code::Code;
use crate::types::frame::{Frame, Owner};
use crate::types::generator::GeneratorState;
use crate::types::traceback;
use crate::vm::Vm;
use crate::vm::monitoring;
use crate::vm::raise::{PyResult, Raised};
use crate::vm::recorder;
use crate::vm::stack::{Activation, Entered, clear_registers, detach_body};

/// Whether the position of the innermost activation becomes a traceback entry.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Note {
    /// The exception was raised or passed through here.
    Yes,
    /// It is being raised again: the entry is there already.
    No,
}

/// Returns `value` from the innermost activation. `depth` is the number of activations at which the loop was entered.
///
/// # Safety
/// The loop executes the innermost activation, and goes on in the one that is left.
pub(super) unsafe fn leave(vm: &mut Vm, value: Value, depth: usize) -> PyResult<Flow> {
    let innermost = vm.stack.frame();
    // SAFETY: there is one, which is left; nothing reads its window any more.
    unsafe {
        if (*innermost).is_plain_for_native() {
            debug_assert!(no_temporary_is_live(innermost));
            clear_registers((*innermost).base, (*innermost).first_temporary.index());
            vm.stack.pop_plain(innermost);
            vm.stack.let_go();
            vm.run_parked_if_any();
            return Ok(Flow::Leave(Outcome::Returned(value)));
        }
    }
    // SAFETY: whoever resumed a generator holds it until it has the result; `activation` ends before.
    let Some(mut activation) = (unsafe { vm.stack.pop() }) else { return Ok(Flow::Leave(Outcome::Returned(value))) };
    let entered = activation.entered;
    let target = activation.target;
    let instance = activation.instance.take();
    if let Some(generator) = activation.generator().map(generators::borrowed) {
        finish_activation(vm, activation);
        vm.stack.let_go();
        generators::finished(vm, &generator);
        vm.run_parked_if_any();
        return generators::deliver_return(vm, entered, value);
    }
    finish_activation(vm, activation);
    vm.stack.let_go();
    vm.run_parked_if_any();
    match entered {
        Entered::Native => {
            debug_assert!(vm.stack.depth() + 1 == depth);
            Ok(Flow::Leave(Outcome::Returned(value)))
        }
        Entered::Init => {
            if !value.is_none() {
                let class = vm.class_name(&value);
                drop(instance);
                return Err(vm.type_error(format!("__init__() should return None, not '{class}'")));
            }
            let Some(instance) = instance else { return Err(vm.system_error("no instance under construction")) };
            store_result(vm, target, instance);
            Ok(Flow::Continue)
        }
        _ => {
            store_result(vm, target, value);
            Ok(Flow::Continue)
        }
    }
}

/// Writes a register of the innermost activation.
pub(super) fn store_result(vm: &mut Vm, register: Register, value: Value) {
    if let Some(last) = vm.stack.depth().checked_sub(1) {
        let old = vm.stack.bind_register(last, register, value);
        drop(old);
        vm.run_parked_if_any();
    }
}

/// Empties the window of an activation that is no longer on the stack; a frame object others hold takes it over.
pub(super) fn finish_activation(vm: &mut Vm, mut activation: Activation) {
    if let Some(frame) = activation.frame.take()
        && !frame.header().is_unshared()
    {
        take_over(vm, &frame, activation);
        return;
    }
    // SAFETY: the window of the activation just popped; nothing else reads it.
    unsafe { clear_registers(activation.base, activation.code().register_count as usize) };
}

/// The frame object takes the locals over and keeps its caller's frame object: CPython's `take_ownership`.
fn take_over(vm: &mut Vm, frame: &crate::object::Py<Frame>, mut activation: Activation) {
    // SAFETY: the activation was just popped; its window is intact. It is used no more once the frame has the body.
    let body = unsafe { detach_body(&mut activation) };
    if vm.recorder.is_on() {
        recorder::keep_locals(vm, activation.base, &body);
    }
    body.owned_by_frame.set(true);
    body.state.set(GeneratorState::Finished);
    // A generator is unlinked from whoever resumed it before its frame is given up.
    let caller = vm.stack.depth().checked_sub(1).filter(|_| activation.generator().is_none());
    let back = caller.map(|caller| vm.frame_object(caller));
    frame.owner.set(&mut vm.heap, Owner::Body(body));
    frame.back.set(&mut vm.heap, back);
    vm.heap.track(frame.header());
}

/// Passes the pending exception to the innermost handler; leaves activations until one handles it, or the loop.
///
/// # Safety
/// As [`leave`].
#[cold]
#[inline(never)]
pub(super) unsafe fn unwind(vm: &mut Vm, raised: Raised, depth: usize, note: Note) -> PyResult<Flow> {
    let mut exception = vm.take_raised(raised);
    let mut note = note;
    let mut passed = vm.monitoring.take_raised_at();
    while let Some(innermost) = vm.stack.innermost() {
        let at = innermost.current_index();
        if note == Note::Yes {
            let frame = vm.frame_object(vm.stack.depth() - 1);
            match passed {
                Some(passed) => traceback::add_entry_at(vm, &exception, frame, passed.offset),
                None => traceback::add_entry(vm, &exception, frame, at),
            }
        }
        if vm.monitoring.is_on() {
            let told = if note == Note::Yes { monitoring::raised } else { monitoring::reraised };
            exception = told(vm, exception);
        }
        let was = std::mem::replace(&mut note, Note::Yes);
        // SAFETY: it stays in its place.
        let Some(innermost) = (unsafe { vm.stack.innermost_mut() }) else { break };
        let first_temporary = innermost.code().first_temporary;
        let mut rows = innermost.code().handlers.iter().filter(|row| row.start <= at && at < row.end);
        if let Some(&row) = rows.nth(passed.take().map_or(0, |passed| passed.outside)) {
            if raises_again(innermost.code(), row.target) {
                note_raised(vm, at, was);
            } else if !vm.raised_at.is_empty() {
                forget_raised(vm);
            }
            // SAFETY: as above.
            let Some(innermost) = (unsafe { vm.stack.innermost_mut() }) else { break };
            // SAFETY: the verifier proves of each handler that it reads bound registers only.
            unsafe { innermost.go_to(row.target as usize) };
            if vm.recorder.is_on() {
                recorder::unwinds(vm, row.register);
            }
            // SAFETY: what a handler reads is below, or this register.
            unsafe {
                vm.stack.clear_from(row.register);
                drop(vm.stack.replace(row.register, Some(exception)));
            }
            vm.run_parked_if_any();
            if vm.monitoring.is_on() {
                let told = kept(vm, row.register);
                if let Err(raised) = monitoring::handled(vm, &told) {
                    exception = vm.take_raised(raised);
                    note = Note::No;
                    continue;
                }
            }
            return Ok(Flow::Continue);
        }
        if vm.monitoring.is_on() {
            exception = monitoring::unwound(vm, exception);
        }
        if vm.recorder.is_on() {
            recorder::unwinds(vm, Register::at(0));
        }
        // A frame object takes over the locals only.
        // SAFETY: the activation is left.
        unsafe { vm.stack.clear_from(first_temporary) };
        if was == Note::No {
            let shown = shown_again(vm, at);
            // SAFETY: it is not executed any more.
            if let Some(innermost) = unsafe { vm.stack.innermost_mut() } {
                innermost.stand_at(shown);
            }
        }
        // SAFETY: as in `leave`.
        let Some(mut activation) = (unsafe { vm.stack.pop() }) else { break };
        let entered = activation.entered;
        let instance: Slot = activation.instance.take();
        let generator = activation.generator().cloned();
        finish_activation(vm, activation);
        vm.stack.let_go();
        drop(instance);
        if let Some(generator) = generator {
            generators::finished(vm, &generator);
            debug_assert!(generator.state() == GeneratorState::Finished);
            drop(generator);
        }
        vm.run_parked_if_any();
        if entered == Entered::ForIter || entered == Entered::YieldFrom {
            // A StopIteration cannot get here: the generator's own handler has turned it into RuntimeError.
            debug_assert!(!vm.is_instance_of(&exception, &vm.types.stop_iteration));
        }
        if entered == Entered::Native {
            debug_assert!(vm.stack.depth() + 1 == depth);
            break;
        }
    }
    Err(vm.raise_as_is(exception))
}

/// Whether what led to a handler may be asked for when it raises again: not of one that begins with an `except` clause.
fn raises_again(code: &Code, target: u32) -> bool {
    match code.unit.instructions.get(target as usize..) {
        Some([first, second, third, ..]) => {
            first.opcode != Opcode::PUSH_EXC_INFO
                || second.opcode != Opcode::POP_TOP && third.opcode != Opcode::CHECK_EXC_MATCH
        }
        _ => true,
    }
}

/// Remembers which instruction has led to the handler that the innermost activation is about to go on in; if it has
/// raised again, the one that it stands for.
#[cold]
#[inline(never)]
fn note_raised(vm: &mut Vm, at: u32, again: Note) {
    let at = if again == Note::No { shown_again(vm, at) } else { at };
    let depth = vm.stack.depth();
    forget_raised(vm);
    if let Some(code) = vm.stack.innermost().map(|innermost| innermost.code().address()) {
        vm.raised_at.push((depth, code, at));
    }
}

/// Forgets what activations that have been left, and earlier exceptions of the innermost one, have noted.
#[cold]
#[inline(never)]
fn forget_raised(vm: &mut Vm) {
    let depth = vm.stack.depth();
    while vm.raised_at.last().is_some_and(|&(known, ..)| known >= depth) {
        vm.raised_at.pop();
    }
}

/// Where a frame is shown to stand when the instruction at `at` has raised an exception again. As in CPython that is
/// what raised it before, if it passed a `with` block or a handler that only restores what was handled, or the
/// instruction itself.
fn shown_again(vm: &Vm, at: u32) -> u32 {
    let Some(innermost) = vm.stack.innermost() else { return at };
    let code = innermost.code();
    let instructions = &code.unit.instructions;
    let index = at as usize;
    let (Some(this), Some(before)) = (instructions.get(index), index.checked_sub(1)) else { return at };
    let raised_before = || {
        let depth = vm.stack.depth();
        // A generator that was suspended in its handler may find what another activation has noted.
        let address = code.address();
        let noted = vm.raised_at.last().filter(|&&(known, of, _)| known == depth && of == address);
        noted.map_or(at, |&(.., raised)| raised)
    };
    match this.opcode {
        Opcode::STOPITERATION_ERROR => return raised_before(),
        Opcode::RERAISE => {}
        _ => return at,
    }
    let jumps_over = || instructions[before].distance().is_some_and(|distance| distance.get() == 1);
    let ends_with = instructions[before].opcode == Opcode::POP_JUMP_IF_TRUE && jumps_over();
    // What unbinds the name of an `except` clause.
    let unbinds = code.handlers.iter().any(|row| {
        let begin = row.target as usize;
        begin < index
            && index - begin <= UNBINDING
            && row.register == this.a.register()
            && instructions[begin].opcode != Opcode::PUSH_EXC_INFO
    });
    if ends_with || unbinds || instructions[before].opcode == Opcode::POP_EXCEPT {
        return raised_before();
    }
    at
}

/// The most instructions that unbind a name and raise again.
const UNBINDING: usize = 4;

/// Drops the innermost activation, which has not begun.
///
/// # Safety
/// No loop executes it.
pub(in crate::vm) unsafe fn abandon(vm: &mut Vm) {
    // SAFETY: as in `leave`.
    if let Some(activation) = unsafe { vm.stack.pop() } {
        finish_activation(vm, activation);
        vm.stack.let_go();
    }
}
