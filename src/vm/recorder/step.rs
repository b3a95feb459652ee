//! What is noted before an instruction is executed.
#![expect(unsafe_code, reason = "the register window")]

use ouropy_compiler::code::{Instruction, Opcode, Register};

use super::sites::{Action, Quick, What};
use super::{calls, stores};
use crate::object::{Heap, Kind, Py, Site, Slot, Value, holds_object};
use crate::types::frame::FrameBody;
use crate::vm::Vm;
use crate::vm::stack::Activation;

/// The loop goes on in the innermost activation, with the instruction at `pc`: what leads from the address of an
/// instruction, times [`Action::PER_INSTRUCTION`], to what there is to note before it. 0 if nothing is to be noted any
/// more.
///
/// # Safety
/// `frame` is the innermost activation.
#[inline(never)]
pub(in crate::vm) unsafe fn enter(
    vm: &mut Vm,
    frame: *const Activation,
    pc: *const std::cell::Cell<Instruction>,
) -> usize {
    // SAFETY: per the contract; it is not moved here.
    let innermost = unsafe { &*frame };
    let code = innermost.code();
    let way = code.way.get();
    if way == 0 || !vm.recorder.on {
        return begin(vm, pc);
    }
    let Some(number) = vm.stack.number_of(innermost.base) else {
        // SAFETY: per the contract.
        return unsafe { enter_kept(vm, innermost, pc, way) };
    };
    vm.recorder.notes.set_window(number);
    if pc != code.instructions.as_ptr() {
        return way;
    }
    // SAFETY: per the contract.
    unsafe { entered(vm, innermost, pc, way) }
}

/// As [`enter`], of an activation whose registers are not on the stack.
///
/// # Safety
/// As [`enter`]; `way` is the code's.
#[inline(never)]
unsafe fn enter_kept(
    vm: &mut Vm,
    innermost: &Activation,
    pc: *const std::cell::Cell<Instruction>,
    way: usize,
) -> usize {
    vm.recorder.notes.set_kept_window(innermost.base as usize, innermost.first_temporary.index());
    if pc != innermost.code().instructions.as_ptr() {
        return way;
    }
    // SAFETY: per the contract.
    unsafe { entered(vm, innermost, pc, way) }
}

/// As [`enter`], at the first instruction.
///
/// # Safety
/// As [`enter`]; `way` is the code's, and the window the recorder's.
#[inline(never)]
unsafe fn entered(vm: &mut Vm, innermost: &Activation, pc: *const std::cell::Cell<Instruction>, way: usize) -> usize {
    // SAFETY: code has an instruction. Another loop comes here once more.
    if unsafe { (*pc).get() }.opcode == Opcode::INSTRUMENTED {
        return way;
    }
    if !vm.recorder.notes.enter(innermost.code().row.get() as usize - 1) {
        // SAFETY: per the contract.
        return unsafe { entered_first(vm, innermost, pc, way) };
    }
    // The parameters come from the call.
    let site = vm.heap.site();
    for local in 0..innermost.first_temporary.index() {
        // SAFETY: a local of the window.
        unsafe { vm.recorder.notes.write(local, site) };
    }
    // SAFETY: the way is that of its code.
    if unsafe { action_at(pc, way) }.what.contains(What::FOLLOWED) {
        return follow(vm, way);
    }
    way
}

/// As [`entered`], of code whose calls are not counted yet.
///
/// # Safety
/// As [`entered`].
#[cold]
#[inline(never)]
unsafe fn entered_first(
    vm: &mut Vm,
    innermost: &Activation,
    pc: *const std::cell::Cell<Instruction>,
    way: usize,
) -> usize {
    vm.recorder.notes.count(innermost.code().row.get() as usize - 1);
    // SAFETY: per the contract.
    unsafe { entered(vm, innermost, pc, way) }
}

/// What there is to note before the instruction at `pc`, to which `way` leads.
///
/// # Safety
/// [`enter`] has said so of the code that has the instruction.
#[inline(always)]
unsafe fn action_at<'a>(pc: *const std::cell::Cell<Instruction>, way: usize) -> &'a Action {
    // SAFETY: each instruction has an action, and those of the recorder's rows keep their places.
    unsafe { &*((pc as usize).wrapping_mul(Action::PER_INSTRUCTION).wrapping_add(way) as *const Action) }
}

/// A call begins that is followed; gives `way` back.
#[cold]
#[inline(never)]
fn follow(vm: &mut Vm, way: usize) -> usize {
    if let Some(follow) = vm.recorder.sites.follow.filter(|_| !vm.recorder.notes.followed.is_open())
        && let window = vm.stack.window(vm.stack.depth() - 1)
        && let Some(Some(first)) = window.first()
    {
        let base = window.as_ptr() as usize;
        let name = (follow.name)(vm, first);
        let now = vm.heap.mark().time();
        vm.recorder.notes.followed.begin(name, base, now);
    }
    way
}

/// The call ends whose registers are at `base`, if it is followed.
#[cold]
fn followed(vm: &mut Vm, base: usize) {
    let now = vm.heap.mark().time();
    vm.recorder.notes.followed.end(base, now);
}

/// As [`enter`], in code that has no numbers yet, or when nothing is recorded any more.
#[cold]
#[inline(never)]
fn begin(vm: &mut Vm, pc: *const std::cell::Cell<Instruction>) -> usize {
    let Vm { stack, recorder, .. } = &mut *vm;
    let Some(innermost) = stack.innermost().filter(|_| recorder.on) else { return 0 };
    if recorder.sites.of(innermost.code()).is_none() {
        let ended = vm.stop_recording();
        vm.recorder.ended = Some(ended);
        return 0;
    }
    let frame = vm.stack.frame();
    // SAFETY: it is the innermost one, and its code has a number now.
    unsafe { enter(vm, frame, pc) }
}

/// Notes what an instruction of the innermost activation is about to do; [`called`] is to be told of the end of a call.
///
/// # Safety
/// `frame` is the innermost activation, and `way` what [`enter`] has said of it; `pc` is its instruction.
#[inline(always)]
pub(in crate::vm) unsafe fn step(
    vm: &mut Vm,
    frame: *mut Activation,
    pc: *const std::cell::Cell<Instruction>,
    way: usize,
) {
    // SAFETY: per the contract.
    let action = unsafe { action_at(pc, way) };
    // The most frequent case, with no jump that depends on more.
    if action.what.is_empty() {
        vm.heap.set_site(action.site);
        return;
    }
    // A call may have ended the recording: the loop is left with this instruction.
    if !vm.recorder.on {
        return;
    }
    // SAFETY: the instruction names these registers; nothing writes them here.
    let slot = |number: u16| unsafe { &*(*frame).base.add(usize::from(number)) };
    let keeps_local = || action.locals == 0 || !holds_object(slot(action.first_local));
    let has_no_ends = || {
        let (first, last) = (action.first_end, action.last_end());
        !action.what.contains(What::ENDS) || !holds_object(slot(first)) && !holds_object(slot(last))
    };
    let is_quiet = match action.quick {
        Quick::Plain => {
            let is_quiet = keeps_local();
            if is_quiet && !has_no_ends() {
                // SAFETY: per the contract.
                unsafe { end(vm, &*frame, action) };
            }
            is_quiet
        }
        Quick::Iterates => {
            let is_quiet = keeps_local();
            if is_quiet && !is_plain_iterator(slot(action.first_end)) {
                // SAFETY: per the contract.
                unsafe { end(vm, &*frame, action) };
            }
            is_quiet
        }
        // The arguments become locals, and it is noted when it is left.
        Quick::Calls => {
            let callable = slot(action.first_end).as_ref();
            callable.is_some_and(|callable| callable.kind() == Some(Kind::Function)) && keeps_local()
        }
        // SAFETY: per the contract.
        Quick::Leaves => return unsafe { leave(vm, &*frame, action) },
        Quick::Other => false,
    };
    if is_quiet {
        vm.heap.set_site(action.site);
        if action.locals != 0 {
            // SAFETY: *Innermost*: the recorder's window is its.
            unsafe { vm.recorder.notes.write(usize::from(action.first_local), action.site) };
        }
        return;
    }
    // SAFETY: per the contract.
    unsafe {
        (*frame).pc = pc;
        act(vm, &*frame, action);
    }
}

/// Notes what an instruction that has begun has found there is to note; [`step`] was told of it.
///
/// # Safety
/// As [`step`].
#[cold]
#[inline(never)]
pub(in crate::vm) unsafe fn step_late(
    vm: &mut Vm,
    frame: *mut Activation,
    pc: *const std::cell::Cell<Instruction>,
    way: usize,
) {
    // SAFETY: per the contract.
    let action = unsafe { action_at(pc, way) };
    if action.late.is_empty() || !vm.recorder.on {
        return;
    }
    // SAFETY: per the contract.
    unsafe {
        (*frame).pc = pc;
        note(vm, &*frame, action, action.late);
    }
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
    vm.heap.note_all_held(ending, [None, None]);
}

/// The activation is about to be left: its locals end, and what it refers to beside its registers.
///
/// # Safety
/// As [`act`].
#[inline(never)]
unsafe fn leave(vm: &mut Vm, innermost: &Activation, action: &Action) {
    vm.heap.set_site(action.site);
    // SAFETY: the window is the activation's, and nothing writes it here.
    let locals = unsafe { std::slice::from_raw_parts(innermost.base, usize::from(action.first_local)) };
    note_ending(&mut vm.heap, innermost, locals);
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
    let what = action.what;
    let mut site = action.site;
    if what.contains(What::PREPARES) {
        site = vm.heap.site();
    } else if what.contains(What::NOWHERE)
        && let Some(row) = vm.recorder.sites.known(innermost.code())
    {
        site = row.shown(site, vm.heap.site());
    }
    vm.heap.set_site(site);
    // SAFETY: per the contract.
    unsafe { note(vm, innermost, action, what) }
}

/// Notes that an instruction does `what`, part of what its action says.
///
/// # Safety
/// As [`act`].
#[inline]
unsafe fn note(vm: &mut Vm, innermost: &Activation, action: &Action, what: What) {
    // SAFETY: the window is the activation's, as large as its code says, and nothing writes it here.
    let window = unsafe { std::slice::from_raw_parts(innermost.base, innermost.code().register_count as usize) };
    let Vm { heap, recorder, .. } = &mut *vm;
    if what.contains(What::LOCALS) {
        let site = heap.site();
        let first = usize::from(action.first_local);
        let locals = first..first + usize::from(action.locals);
        heap.note_all_held(&window[locals.clone()], [None, None]);
        for local in locals {
            // SAFETY: a local of the window, which is the recorder's.
            unsafe { recorder.notes.write(local, site) };
        }
    }
    if what.contains(What::ENDS) {
        heap.note_all_held(&window[action.ending()], [None, None]);
    }
    if what.contains(What::LEAVES) {
        note_ending(heap, innermost, &window[..usize::from(action.first_local)]);
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
            heap.note_all_held(std::slice::from_ref(iterator), [None, None]);
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
    match stack.number_of(base) {
        Some(number) => recorder.notes.set_window(number),
        None => recorder.notes.set_kept_window(base as usize, code.first_temporary.index()),
    }
}

/// An exception is about to empty the registers of the innermost activation from `from` on; if that is 0, it leaves the
/// activation.
#[cold]
pub(in crate::vm) fn unwinds(vm: &mut Vm, from: Register) {
    stand(vm);
    let Vm { stack, heap, recorder, .. } = vm;
    let Some(innermost) = stack.innermost() else { return };
    let window = stack.window(stack.depth() - 1);
    let ending = &window[from.index().min(window.len())..];
    if from.index() != 0 {
        heap.note_all_held(ending, [None, None]);
    } else {
        note_ending(heap, innermost, ending);
        if recorder.notes.followed.is_open() {
            let base = innermost.base as usize;
            followed(vm, base);
        }
    }
}

/// Notes that registers end, and what an activation refers to beside its registers.
#[inline]
fn note_ending(heap: &mut Heap, activation: &Activation, registers: &[Slot]) {
    let function = activation.function();
    // Any other refers to nothing but a namespace, which outlives it.
    let may_be_in_cycle = function.closure.get(heap).is_some()
        || function.defaults.get(heap).is_some()
        || function.keyword_defaults.get(heap).is_some()
        || function.dict.get(heap).is_some();
    if may_be_in_cycle || activation.frame.is_some() || registers.iter().any(holds_object) {
        let function = may_be_in_cycle.then(|| function.as_value());
        let frame = activation.frame.as_ref().map(Py::as_value);
        heap.note_all_held(registers, [function, frame]);
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
