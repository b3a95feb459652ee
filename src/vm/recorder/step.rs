//! What is noted before an instruction is executed.
#![expect(unsafe_code, reason = "the register window")]

use ouropy_compiler::code::{Instruction, Opcode, Register};

use super::sites::{Action, What};
use super::{calls, stores};
use crate::object::{Heap, Kind, Site, Slot, Value, holds_object};
use crate::types::frame::FrameBody;
use crate::vm::Vm;
use crate::vm::stack::Activation;

/// The loop goes on in the innermost activation, at the instruction that it has noted there: what is subtracted from an
/// instruction's address to give the site's number, times the size of an instruction.
///
/// # Safety
/// `frame` is the innermost activation.
#[inline(always)]
pub(in crate::vm) unsafe fn enter(vm: &mut Vm, frame: *const Activation) -> usize {
    // SAFETY: per the contract; it is not moved here.
    let (code, base, pc) = unsafe { ((*frame).code(), (*frame).base, (*frame).pc) };
    let (first, instructions) = (code.first_site.get(), code.instructions.as_ptr());
    if first == 0 || pc == instructions {
        return begin(vm);
    }
    vm.recorder.notes.set_window(vm.stack.number_of(base), base as usize, code.first_temporary.index());
    (instructions as usize).wrapping_sub(first as usize * size_of::<Instruction>())
}

/// As [`enter`], at the first instruction, or in code that has no numbers yet.
#[inline(never)]
fn begin(vm: &mut Vm) -> usize {
    let Vm { stack, recorder, heap, .. } = &mut *vm;
    let Some(innermost) = stack.innermost() else { return 0 };
    let code = innermost.code();
    let Some(first) = recorder.sites.first_of(code) else {
        let ended = vm.stop_recording();
        vm.recorder.ended = Some(ended);
        return 0;
    };
    let origin = (code.instructions.as_ptr() as usize).wrapping_sub(first as usize * size_of::<Instruction>());
    let (base, locals) = (innermost.base, code.first_temporary.index());
    recorder.notes.set_window(stack.number_of(base), base as usize, locals);
    // Another loop comes here once more.
    if innermost.current_index() == 0 && innermost.current_special().opcode != Opcode::INSTRUMENTED {
        recorder.notes.enter(code.row.get());
        // The parameters come from the call.
        recorder.notes.write(0, locals, heap.site());
    }
    origin
}

/// Notes what an instruction of the innermost activation is about to do. How many arguments are to be noted when the
/// call it makes is done: [`called`] has to be told.
///
/// # Safety
/// `base` is the first register of the innermost activation, and `site` the number of the instruction it executes.
#[inline(always)]
pub(in crate::vm) unsafe fn step(vm: &mut Vm, base: *const Slot, site: u32) -> u32 {
    /// Nothing but a local is written.
    const WRITES: What = What::LOCALS.union(What::FEW);
    /// Nothing but temporaries end.
    const ENDS: What = What::ENDS.union(What::FEW);
    /// A step of a loop.
    const ITERATES: What = WRITES.union(What::ITERATES);
    let site = Site(site);
    let action = vm.recorder.sites.action(site);
    // SAFETY: the instruction names these registers; nothing writes them here.
    let slot = |number: u16| unsafe { &*base.add(usize::from(number)) };
    let local = action.first_local;
    let writes = |vm: &mut Vm| !holds_object(slot(local)) && vm.recorder.notes.write_again(usize::from(local), site);
    let is_quiet = if action.what.is_empty() {
        true
    } else if action.what == WRITES {
        writes(vm)
    } else if action.what == ENDS {
        let (first, last) = (action.first_end, action.first_end + u16::from(action.ends) - 1);
        !holds_object(slot(first)) && !holds_object(slot(last))
    } else if action.what == What::CALLS {
        // Its arguments become locals, and it is noted when it is left.
        slot(action.first_end).as_ref().is_some_and(|callable| callable.kind() == Some(Kind::Function))
    } else if action.what == ITERATES {
        is_plain_iterator(slot(action.first_end)) && writes(vm)
    } else {
        false
    };
    if is_quiet {
        vm.heap.set_site(site);
        return 0;
    }
    act(vm, action, site)
}

/// Whether a register holds an iterator of a built-in sequence: it is part of no cycle.
#[inline(always)]
fn is_plain_iterator(slot: &Slot) -> bool {
    let kind = slot.as_ref().and_then(Value::kind);
    matches!(kind, Some(Kind::RangeIterator | Kind::ListIterator | Kind::TupleIterator))
}

#[inline(never)]
fn act(vm: &mut Vm, action: Action, own: Site) -> u32 {
    let Vm { stack, heap, recorder, .. } = &mut *vm;
    let what = action.what;
    let Some(innermost) = stack.innermost() else { return 0 };
    let mut site = own;
    if what.contains(What::PREPARES) {
        site = heap.site();
    } else if what.contains(What::NOWHERE) {
        site = recorder.sites.shown(own, heap.site(), innermost.code().row.get());
    }
    heap.set_site(site);
    let window = stack.window(stack.depth() - 1);
    if what.contains(What::LOCALS) {
        let first = usize::from(action.first_local);
        let locals = &window[first..first + usize::from(action.locals)];
        recorder.notes.write(first, locals.len(), site);
        for value in locals.iter().flatten() {
            heap.note_held(value);
        }
    }
    if what.contains(What::ENDS) {
        let first = usize::from(action.first_end);
        for value in window[first..first + usize::from(action.ends)].iter().flatten() {
            heap.note_held(value);
        }
    }
    if what.contains(What::LEAVES) {
        for value in window[..innermost.first_temporary.index()].iter().flatten() {
            heap.note_held(value);
        }
        note_ending(heap, innermost);
        return 0;
    }
    if !what.intersects(What::STORES | What::CALLS | What::ITERATES) {
        return 0;
    }
    if what.contains(What::CALLS) {
        return match &window[usize::from(action.first_end)] {
            Some(callable) if callable.kind() == Some(Kind::Function) => 0,
            // Another loop comes here once more.
            _ if innermost.current_special().opcode == Opcode::INSTRUMENTED => 0,
            _ => {
                let instruction = innermost.current();
                calls::note(vm, instruction)
            }
        };
    }
    if what.contains(What::ITERATES) {
        let iterator = &window[usize::from(action.first_end)];
        if let Some(value) = iterator
            && !is_plain_iterator(iterator)
        {
            heap.note_held(value);
        }
    }
    if what.contains(What::STORES) {
        let instruction = innermost.current();
        stores::note(vm, instruction);
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

/// What is noted from now on belongs to the instruction that the innermost activation executes.
pub(in crate::vm) fn stand(vm: &mut Vm) {
    if !vm.recorder.on {
        return;
    }
    let Vm { stack, heap, recorder, .. } = vm;
    let Some(innermost) = stack.innermost() else { return heap.set_site(Site::NONE) };
    let code = innermost.code();
    let Some(first) = recorder.sites.first_of(code) else { return };
    let own = Site(first + innermost.current_index());
    let nowhere = recorder.sites.action(own).what.contains(What::NOWHERE);
    heap.set_site(if nowhere { recorder.sites.shown(own, heap.site(), code.row.get()) } else { own });
}

/// An exception is about to empty the registers of the innermost activation from `from` on; if that is 0, it leaves the
/// activation.
#[cold]
pub(in crate::vm) fn unwinds(vm: &mut Vm, from: Register) {
    stand(vm);
    let Vm { stack, heap, .. } = vm;
    let Some(innermost) = stack.innermost() else { return };
    let window = stack.window(stack.depth() - 1);
    for value in window[from.index().min(window.len())..].iter().flatten() {
        heap.note_held(value);
    }
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
