//! What is noted before an instruction is executed.
#![expect(unsafe_code, reason = "the register window")]

use ouropy_compiler::code::{Instruction, Opcode, Operand, Register};

use super::sites::{Action, Quick, What};
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
    let innermost = unsafe { &*frame };
    let code = innermost.code();
    let Some(row) = vm.recorder.sites.known(code) else { return begin(vm) };
    let (instructions, locals) = (code.instructions.as_ptr(), innermost.first_temporary.index());
    let way =
        (row.actions.as_ptr() as usize).wrapping_sub((instructions as usize).wrapping_mul(Action::PER_INSTRUCTION));
    let is_followed = row.actions[0].what.contains(What::FOLLOWED);
    vm.recorder.notes.set_window(vm.stack.number_of(innermost.base), innermost.base as usize, locals);
    // SAFETY: code has an instruction. Another loop comes here once more.
    if innermost.pc == instructions && unsafe { (*instructions).get() }.opcode != Opcode::INSTRUMENTED {
        vm.recorder.notes.enter(code.row.get() as usize - 1);
        // The parameters come from the call.
        let site = vm.heap.site();
        let mut local = 0;
        while local < locals {
            // SAFETY: a local of the window.
            unsafe { vm.recorder.notes.write(local, site) };
            local += 1;
        }
        if is_followed {
            follow(vm);
        }
    }
    way
}

/// A call begins that is followed.
#[cold]
fn follow(vm: &mut Vm) {
    let Some(follow) = vm.recorder.sites.follow.filter(|_| !vm.recorder.notes.followed.is_open()) else { return };
    let window = vm.stack.window(vm.stack.depth() - 1);
    let (base, Some(Some(first))) = (window.as_ptr() as usize, window.first()) else { return };
    let name = (follow.name)(vm, first);
    let now = vm.heap.mark().time();
    vm.recorder.notes.followed.begin(name, base, now);
}

/// The call ends whose registers are at `base`, if it is followed.
#[cold]
fn followed(vm: &mut Vm, base: usize) {
    let now = vm.heap.mark().time();
    vm.recorder.notes.followed.end(base, now);
}

/// As [`enter`], in code that has no numbers yet.
#[cold]
#[inline(never)]
fn begin(vm: &mut Vm) -> usize {
    let Vm { stack, recorder, .. } = &mut *vm;
    let Some(innermost) = stack.innermost() else { return 0 };
    if recorder.sites.of(innermost.code()).is_none() {
        let ended = vm.stop_recording();
        vm.recorder.ended = Some(ended);
        return 0;
    }
    let frame = vm.stack.frame();
    // SAFETY: it is the innermost one, and its code has a number now.
    unsafe { enter(vm, frame) }
}

/// Notes what an instruction of the innermost activation is about to do; [`called`] is to be told of the end of a call.
///
/// # Safety
/// `frame` is the innermost activation, and `way` what [`enter`] has said of it; `pc` is its instruction.
#[inline(always)]
pub(in crate::vm) unsafe fn step(
    vm: &mut Vm,
    frame: *const Activation,
    pc: *const std::cell::Cell<Instruction>,
    way: usize,
) {
    // SAFETY: each instruction has an action, and those of the recorder's rows keep their places.
    let action = unsafe { &*((pc as usize).wrapping_mul(Action::PER_INSTRUCTION).wrapping_add(way) as *const Action) };
    // The most frequent case, with no jump that depends on more.
    if action.what.is_empty() {
        vm.heap.set_site(action.site);
        return;
    }
    // SAFETY: the instruction names these registers; nothing writes them here.
    let slot = |number: u16| unsafe { &*(*frame).base.add(usize::from(number)) };
    let writes = |vm: &Vm| {
        if holds_object(slot(action.first_local)) {
            return false;
        }
        // SAFETY: *Innermost*: the recorder's window is its.
        unsafe { vm.recorder.notes.write(usize::from(action.first_local), action.site) };
        true
    };
    let has_no_ends = || {
        let (first, last) = (action.first_end, action.last_end());
        action.ends == 0 || !holds_object(slot(first)) && !holds_object(slot(last))
    };
    let is_quiet = match action.quick {
        Quick::Writes => writes(vm),
        Quick::Ends => {
            if !has_no_ends() {
                // SAFETY: per the contract.
                unsafe { end(vm, &*frame, action) };
            }
            true
        }
        Quick::Iterates => {
            if !is_plain_iterator(slot(action.first_end)) {
                // SAFETY: per the contract.
                unsafe { end(vm, &*frame, action) };
            }
            writes(vm)
        }
        // The arguments become locals, and it is noted when it is left.
        Quick::Calls => slot(action.first_end).as_ref().is_some_and(|callable| callable.kind() == Some(Kind::Function)),
        // SAFETY: per the contract.
        Quick::Leaves => return unsafe { leave(vm, &*frame, action) },
        Quick::Stores => {
            // SAFETY: per the contract.
            let (innermost, at) = unsafe { (&*frame, (*pc).get()) };
            let slot = |operand: Operand| slot(operand.register().index() as u16);
            has_no_ends() && stores::is_plain(vm, innermost, at, slot(at.a), slot(at.b))
        }
        Quick::Other => false,
    };
    if is_quiet {
        vm.heap.set_site(action.site);
        return;
    }
    // SAFETY: per the contract.
    unsafe { act(vm, &*frame, action) }
}

/// Temporaries end with an instruction, or may.
///
/// # Safety
/// As [`act`].
#[inline(never)]
unsafe fn end(vm: &mut Vm, innermost: &Activation, action: &Action) {
    vm.heap.set_site(action.site);
    let first = innermost.base.wrapping_add(usize::from(action.first_end));
    // SAFETY: they are registers of the activation's window, and nothing writes them here.
    let ending = unsafe { std::slice::from_raw_parts(first, usize::from(action.ends)) };
    vm.heap.note_all_held(ending.iter().flatten());
}

/// The activation is about to be left: its locals end.
///
/// # Safety
/// As [`act`].
#[inline(never)]
unsafe fn leave(vm: &mut Vm, innermost: &Activation, action: &Action) {
    vm.heap.set_site(action.site);
    // SAFETY: the window is the activation's, and nothing writes it here.
    let locals = unsafe { std::slice::from_raw_parts(innermost.base, usize::from(action.first_local)) };
    if locals.iter().any(holds_object) {
        vm.heap.note_all_held(locals.iter().flatten());
    }
    note_ending(&mut vm.heap, innermost);
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
unsafe fn act(vm: &mut Vm, innermost: &Activation, action: &Action) {
    // SAFETY: the window is the activation's, as large as its code says, and nothing writes it here.
    let window = unsafe { std::slice::from_raw_parts(innermost.base, innermost.code().register_count as usize) };
    let Vm { heap, recorder, .. } = &mut *vm;
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
        heap.note_all_held(window[..usize::from(action.first_local)].iter().flatten());
        note_ending(heap, innermost);
        if what.contains(What::FOLLOWED) {
            followed(vm, innermost.base as usize);
        }
        return;
    }
    if what.contains(What::CALLS) {
        match &window[usize::from(action.first_end)] {
            Some(callable) if callable.kind() == Some(Kind::Function) => {}
            // Another loop comes here once more.
            _ if innermost.current_special().opcode == Opcode::INSTRUMENTED => {}
            _ => calls::note(vm, innermost, window),
        }
        return;
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
}

/// What a call has come to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::vm) enum Called {
    /// It is done, and its arguments with it.
    Done,
    /// A function has been entered, which has them.
    Entered,
}

/// Whether calls that are being made have arguments to be noted when they are done.
#[inline(always)]
pub(in crate::vm) fn has_arguments(vm: &Vm) -> bool {
    !vm.recorder.notes.arguments.is_empty()
}

/// A call has come to something.
#[cold]
#[inline(never)]
pub(in crate::vm) fn called(vm: &mut Vm, called: Called) {
    let depth = vm.stack.depth() - usize::from(called == Called::Entered);
    let is_on = vm.recorder.on;
    // Those further in were left by exceptions.
    while let Some(&(of, address, made)) = vm.recorder.notes.arguments.last()
        && of >= depth
    {
        vm.recorder.notes.arguments.pop();
        if of == depth && called == Called::Done && is_on {
            vm.heap.note_held_at(address, made);
        }
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
    let Vm { stack, heap, recorder, .. } = vm;
    let Some(innermost) = stack.innermost() else { return };
    let window = stack.window(stack.depth() - 1);
    heap.note_all_held(window[from.index().min(window.len())..].iter().flatten());
    if from.index() == 0 {
        note_ending(heap, innermost);
        if recorder.notes.followed.is_open() {
            let base = innermost.base as usize;
            followed(vm, base);
        }
    }
}

/// Notes what an activation refers to beside its registers.
#[inline]
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
