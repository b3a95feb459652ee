//! What is noted before an instruction is executed.
#![expect(unsafe_code, reason = "the register window")]

use ouropy_compiler::code::{Instruction, Opcode, Register};

use super::sites::{Action, Quick, Row, What};
use super::{calls, stores};
use crate::object::{Heap, Kind, Site, Slot, Value, holds_object};
use crate::types::frame::FrameBody;
use crate::vm::Vm;
use crate::vm::stack::Activation;

/// The loop goes on in the innermost activation, at the instruction that it has noted there: what leads from the address
/// of an instruction, times [`Action::PER_INSTRUCTION`], to what there is to note before it. 0 if nothing is to be noted
/// any more.
///
/// # Safety
/// `frame` is the innermost activation.
#[inline(always)]
pub(in crate::vm) unsafe fn enter(vm: &mut Vm, frame: *const Activation) -> usize {
    // SAFETY: per the contract; it is not moved here.
    let (code, base, pc) = unsafe { ((*frame).code(), (*frame).base, (*frame).pc) };
    let instructions = code.instructions.as_ptr();
    let Some(row) = vm.recorder.sites.known(code) else { return begin(vm) };
    if pc == instructions {
        return begin(vm);
    }
    let way = way(row, instructions as usize);
    vm.recorder.notes.set_window(vm.stack.number_of(base), base as usize, code.first_temporary.index());
    way
}

#[inline(always)]
fn way(row: &Row, instructions: usize) -> usize {
    (row.actions.as_ptr() as usize).wrapping_sub(instructions.wrapping_mul(Action::PER_INSTRUCTION))
}

/// As [`enter`], at the first instruction, or in code that has no numbers yet.
#[inline(never)]
fn begin(vm: &mut Vm) -> usize {
    let Vm { stack, recorder, heap, .. } = &mut *vm;
    let Some(innermost) = stack.innermost() else { return 0 };
    let code = innermost.code();
    let Some(row) = recorder.sites.of(code) else {
        let ended = vm.stop_recording();
        vm.recorder.ended = Some(ended);
        return 0;
    };
    let way = way(row, code.instructions.as_ptr() as usize);
    let (base, locals) = (innermost.base, code.first_temporary.index());
    recorder.notes.set_window(stack.number_of(base), base as usize, locals);
    // Another loop comes here once more.
    if innermost.current_index() == 0 && innermost.current_special().opcode != Opcode::INSTRUMENTED {
        recorder.notes.enter(code.row.get() as usize - 1);
        // The parameters come from the call.
        let site = heap.site();
        for local in 0..locals {
            // SAFETY: a local of the window.
            unsafe { recorder.notes.write(local, site) };
        }
    }
    way
}

/// Notes what an instruction of the innermost activation is about to do. How many arguments are to be noted when the
/// call it makes is done: [`called`] has to be told.
///
/// # Safety
/// `frame` is the innermost activation, and `way` what [`enter`] has said of it; `pc` is its instruction.
#[inline(always)]
pub(in crate::vm) unsafe fn step(
    vm: &mut Vm,
    frame: *const Activation,
    pc: *const std::cell::Cell<Instruction>,
    way: usize,
) -> u32 {
    // SAFETY: each instruction has an action, and that of the recorder's rows keeps its place.
    let action = unsafe { &*((pc as usize).wrapping_mul(Action::PER_INSTRUCTION).wrapping_add(way) as *const Action) };
    // SAFETY: the instruction names these registers; nothing writes them here.
    let slot = |number: u16| unsafe { &*(*frame).base.add(usize::from(number)) };
    let writes = || {
        if holds_object(slot(action.first_local)) {
            return false;
        }
        // SAFETY: *Innermost*: the recorder's window is its.
        unsafe { vm.recorder.notes.write(usize::from(action.first_local), action.site) };
        true
    };
    let has_no_ends = || !holds_object(slot(action.first_end)) && !holds_object(slot(action.last_end()));
    let is_quiet = match action.quick {
        Quick::Nothing => true,
        Quick::Writes => writes(),
        Quick::Ends => has_no_ends(),
        Quick::Iterates => is_plain_iterator(slot(action.first_end)) && writes(),
        // The arguments become locals, and it is noted when it is left.
        Quick::Calls => slot(action.first_end).as_ref().is_some_and(|callable| callable.kind() == Some(Kind::Function)),
        _ => false,
    };
    if is_quiet {
        vm.heap.set_site(action.site);
        return 0;
    }
    // SAFETY: per the contract.
    unsafe { act(vm, &*frame, action) }
}

/// Whether a register holds an iterator of a built-in sequence: it is part of no cycle.
#[inline(always)]
fn is_plain_iterator(slot: &Slot) -> bool {
    let kind = slot.as_ref().and_then(Value::kind);
    matches!(kind, Some(Kind::RangeIterator | Kind::ListIterator | Kind::TupleIterator))
}

/// As [`step`], for what is not quiet.
///
/// # Safety
/// `innermost` is that activation, and the action its instruction's.
#[inline(never)]
unsafe fn act(vm: &mut Vm, innermost: &Activation, action: &Action) -> u32 {
    // SAFETY: the window is the activation's, as large as its code says, and nothing writes it here.
    let window = unsafe { std::slice::from_raw_parts(innermost.base, innermost.code().register_count as usize) };
    let Vm { heap, recorder, .. } = &mut *vm;
    match action.quick {
        Quick::Leaves => {
            heap.set_site(action.site);
            heap.note_all_held(window[..innermost.first_temporary.index()].iter().flatten());
            note_ending(heap, innermost);
            return 0;
        }
        Quick::Attribute => {
            heap.set_site(action.site);
            heap.note_all_held(window[action.ending()].iter().flatten());
            stores::note_attribute(vm, innermost, window);
            return 0;
        }
        _ => {}
    }
    let what = action.what;
    let mut site = action.site;
    if what.contains(What::PREPARES) {
        site = heap.site();
    } else if what.contains(What::NOWHERE)
        && let Some(row) = recorder.sites.known(innermost.code())
    {
        site = row.shown(site, heap.site());
    }
    heap.set_site(site);
    if what.contains(What::LOCALS) {
        let first = usize::from(action.first_local);
        let locals = first..first + usize::from(action.locals);
        heap.note_all_held(window[locals.clone()].iter().flatten());
        for local in locals {
            // SAFETY: a local of the window, which is the recorder's.
            unsafe { recorder.notes.write(local, site) };
        }
    }
    if what.contains(What::ENDS) {
        heap.note_all_held(window[action.ending()].iter().flatten());
    }
    if what.contains(What::LEAVES) {
        heap.note_all_held(window[..innermost.first_temporary.index()].iter().flatten());
        note_ending(heap, innermost);
        return 0;
    }
    if what.contains(What::CALLS) {
        return match &window[usize::from(action.first_end)] {
            Some(callable) if callable.kind() == Some(Kind::Function) => 0,
            // Another loop comes here once more.
            _ if innermost.current_special().opcode == Opcode::INSTRUMENTED => 0,
            _ => calls::note(vm, innermost, window),
        };
    }
    if what.contains(What::ITERATES) {
        let iterator = &window[usize::from(action.first_end)];
        if !is_plain_iterator(iterator) {
            heap.note_all_held(iterator.iter());
        }
    }
    if what.contains(What::STORES) {
        stores::note(vm, innermost, window);
    }
    0
}

/// What a call has come to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::vm) enum Called {
    /// It is done, and its arguments with it.
    Done,
    /// A function has been entered, which has them.
    Entered,
}

/// A call before which [`step`] gave `count`.
#[cold]
#[inline(never)]
pub(in crate::vm) fn called(vm: &mut Vm, count: u32, called: Called) {
    let arguments = &mut vm.recorder.notes.arguments;
    let first = arguments.len().saturating_sub(count as usize);
    if called == Called::Entered || !vm.recorder.on {
        vm.recorder.notes.arguments.truncate(first);
        return;
    }
    while vm.recorder.notes.arguments.len() > first
        && let Some((address, made)) = vm.recorder.notes.arguments.pop()
    {
        vm.heap.note_held_at(address, made);
    }
}

/// What is noted from now on belongs to the instruction that the innermost activation executes, and to its window.
pub(in crate::vm) fn stand(vm: &mut Vm) {
    if !vm.recorder.on {
        return;
    }
    let Vm { stack, heap, recorder, .. } = vm;
    let Some(innermost) = stack.innermost() else { return heap.set_site(Site::NONE) };
    let code = innermost.code();
    let Some(row) = recorder.sites.of(code) else { return };
    let action = &row.actions[innermost.current_index() as usize];
    let nowhere = action.what.contains(What::NOWHERE);
    heap.set_site(if nowhere { row.shown(action.site, heap.site()) } else { action.site });
    let base = innermost.base;
    recorder.notes.set_window(stack.number_of(base), base as usize, code.first_temporary.index());
}

/// An exception is about to empty the registers of the innermost activation from `from` on; if that is 0, it leaves the
/// activation.
#[cold]
pub(in crate::vm) fn unwinds(vm: &mut Vm, from: Register) {
    stand(vm);
    let Vm { stack, heap, .. } = vm;
    let Some(innermost) = stack.innermost() else { return };
    let window = stack.window(stack.depth() - 1);
    heap.note_all_held(window[from.index().min(window.len())..].iter().flatten());
    if from.index() == 0 {
        note_ending(heap, innermost);
    }
}

/// Notes what an activation refers to beside its registers.
fn note_ending(heap: &mut Heap, activation: &Activation) {
    let function = activation.function();
    // Any other refers to nothing but a namespace, which outlives it.
    let may_be_in_cycle = function.closure.get(heap).is_some()
        || function.defaults.get(heap).is_some()
        || function.keyword_defaults.get(heap).is_some()
        || function.dict.get(heap).is_some();
    if may_be_in_cycle {
        heap.note_held(function.as_value());
    }
    if let Some(frame) = &activation.frame {
        heap.note_held(frame.as_value());
    }
}

/// The registers of an activation that began at `base` are now those of a body, a generator's or a frame object's, which
/// has outlived it.
#[cold]
pub(in crate::vm) fn keep_locals(vm: &mut Vm, base: *const Slot, body: &FrameBody) {
    let Vm { stack, heap, recorder, .. } = vm;
    let window = body.window.get(heap).as_ptr();
    let locals = body.code.first_temporary.index();
    recorder.notes.move_window(stack.number_of(base), base as usize, window as usize, locals);
}
