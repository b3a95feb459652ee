//! The interpreter loop.
//!
//! Its state lives in two locals: the innermost activation and the instruction being executed. `run` executes from the
//! innermost activation until the one it was entered for is left; Python-to-Python calls and generators push and pop
//! activations within the same loop and use no native stack. Whatever may look at frames or raise first notes the
//! instruction in the activation (`save!`).
#![expect(unsafe_code, reason = "the register window")]
// Long because the loop is one function, so that its state stays in machine registers; cold paths are elsewhere.

mod arithmetic;
mod asynchronous;
mod attributes;
mod blocks;
pub(crate) mod build;
mod except_star;
pub(crate) mod generators;
mod generics;
mod names;
mod operands;
mod patterns;
pub(crate) mod places;
mod subscript;
mod telling;
mod unwind;

use ouropy_compiler::code::{BinaryOperator, Instruction, Opcode, Register};

pub(super) use self::operands::bound;
pub(super) use self::unwind::abandon;

use self::generators::Next;
use self::operands::{UNBOUND, are_left_as_said};
use self::unwind::Note;
use super::call;
use super::context::Vm;
use super::monitoring::{self, Branch, Listeners, Step};
use super::raise::{PyResult, Raised};
use super::recorder::{self, Called};
use super::stack::{Activation, clear_registers};
use crate::object::{Kind, Py, Value, holds_object};
use crate::protocol::{immediate, iterate};
use crate::types::cell::Cell;
use crate::types::class::Class;
use crate::types::dict::Dict;
use crate::types::list::{self, List};

/// How an activation entered from native code was left.
pub enum Outcome {
    /// It returned.
    Returned(Value),
    /// It yielded.
    Yielded(Value),
}

/// How the loop ends.
enum Exit {
    /// The activation it was entered for was left.
    Left(Outcome),
    /// It goes on in the other loop: somebody is to be told of what happens, or nobody any longer.
    Other,
}

/// Where the loop goes on after the innermost activation changed.
enum Flow {
    /// At the innermost activation.
    Continue,
    /// Out of the loop.
    Leave(Outcome),
}

/// Moves a temporary out, or counts one more reference to a local.
///
/// # Safety
/// The register is in the window and bound.
#[inline(always)]
unsafe fn take(frame: *const Activation, register: Register) -> Value {
    // SAFETY: the compiler emits reads of bound registers only, which the verifier proves.
    unsafe {
        let slot = &mut *(*frame).base.add(register.index());
        debug_assert!(slot.is_some(), "{UNBOUND}");
        if register >= (*frame).first_temporary {
            slot.take().unwrap_unchecked()
        } else {
            slot.as_ref().unwrap_unchecked().clone()
        }
    }
}

/// The value of a register, borrowed.
///
/// # Safety
/// As [`take`]; the register is not written while the result lives.
#[inline(always)]
unsafe fn peek<'a>(frame: *const Activation, register: Register) -> &'a Value {
    // SAFETY: per the contract.
    unsafe {
        let slot = &*(*frame).base.add(register.index());
        debug_assert!(slot.is_some(), "{UNBOUND}");
        slot.as_ref().unwrap_unchecked()
    }
}

/// The same place, as far as the optimiser can tell another one: it would address operands by the place before the
/// instruction, which then needs a machine register of its own.
#[inline(always)]
#[expect(clippy::pointers_in_nomem_asm_block, reason = "the block is empty")]
fn opaque<T>(mut place: *const T) -> *const T {
    // SAFETY: there is no instruction in it.
    unsafe { std::arch::asm!("/* {0} */", inout(reg) place, options(pure, nomem, nostack, preserves_flags)) };
    place
}

/// Whether the temporaries hold nothing but what consumed immediates left behind: so it is at every return.
///
/// # Safety
/// `frame` is an activation.
unsafe fn no_temporary_is_live(frame: *const Activation) -> bool {
    // SAFETY: per the contract.
    let (base, code) = unsafe { ((*frame).base, (&*frame).code()) };
    let temporaries = code.first_temporary.index()..code.register_count as usize;
    // SAFETY: within the window.
    temporaries.into_iter().all(|index| unsafe { (*base.add(index)).as_ref().is_none_or(|value| !value.is_heap()) })
}

/// Executes the innermost activation until it is left.
///
/// # Safety
/// The caller has entered it ([`Entered::Native`](super::stack::Entered::Native)), and no loop executes it yet.
pub(super) unsafe fn run(vm: &mut Vm) -> PyResult<Outcome> {
    let depth = vm.stack.depth();
    // SAFETY: per the contract.
    unsafe { run_from(vm, depth) }
}

/// Goes on until activation number `depth` (counted from one) is left.
///
/// # Safety
/// As [`run`], of that activation; those above it have been resumed by it.
unsafe fn run_from(vm: &mut Vm, depth: usize) -> PyResult<Outcome> {
    loop {
        // SAFETY: per the contract. Each loop leaves the innermost activation where the next one goes on.
        let exit = unsafe {
            match vm.monitoring.listeners() {
                Listeners::None => execute::<SILENT, UNRECORDED>(vm, depth)?,
                Listeners::Recorder => recorded(execute::<SILENT, RECORDED>, vm, depth)?,
                Listeners::Tools => recorded(execute::<TELLING, RECORDED>, vm, depth)?,
            }
        };
        match exit {
            Exit::Left(outcome) => return Ok(outcome),
            Exit::Other => monitoring::follow_innermost(vm),
        }
    }
}

/// What a loop comes to that notes where it is: whoever has entered it goes on, and is noted again.
///
/// # Safety
/// As [`run_from`].
unsafe fn recorded(execute: unsafe fn(&mut Vm, usize) -> PyResult<Exit>, vm: &mut Vm, depth: usize) -> PyResult<Exit> {
    // SAFETY: per the contract.
    let exit = unsafe { execute(vm, depth) };
    if !matches!(exit, Ok(Exit::Other)) {
        recorder::stand(vm);
    }
    exit
}

/// The loop that tells nobody.
const SILENT: bool = false;
/// The loop that tells tools what happens.
const TELLING: bool = true;
/// The loop that notes nothing.
const UNRECORDED: bool = false;
/// The loop that notes where objects and references come from, if a recording is made.
const RECORDED: bool = true;

/// The loop, made three times: what is said of events below is in the one only that tells tools of them, what is said of
/// recordings not in the one that most programs run in (`docs/tracing.md`).
///
/// # Safety
/// As [`run_from`].
#[expect(unused_unsafe, reason = "the operand macros are used inside and outside of unsafe blocks")]
unsafe fn execute<const TELLS: bool, const RECORDS: bool>(vm: &mut Vm, depth: usize) -> PyResult<Exit> {
    debug_assert!(depth > 0);
    let mut frame: *mut Activation;
    let mut pc: *const std::cell::Cell<Instruction>;
    // What the instruction being executed is, of which the code says INSTRUMENTED.
    let mut instrumented = Opcode::NOP;
    // What leads from an instruction's address to what a recording notes of it; 0 if it notes nothing.
    let mut way = 0;

    // What the unsafe code of this function rests on. Comments name these invariants; `docs/safety.md` says who sees to
    // them and what checks them.
    //
    // - *Innermost*: `frame` is the innermost activation. It keeps its place, its code and its function while it is on
    //   the stack; `load_frame` follows whatever pushes or pops one.
    // - *In range*: what an instruction names is there: registers of the window, constants, names and caches of the
    //   code, the next instruction and those it jumps to.
    // - *Bound*: a register that is read as a value holds one. What may be empty is tested, or only moved.
    // - *Borrowed*: a register is borrowed only across code that cannot write it, and taken before code that can.
    // - *Last*: the callable and the arguments of a call are the last registers that hold anything.
    macro_rules! load_frame {
        () => {
            load_frame!(at vm.stack.frame())
        };
        (at $frame:expr) => {{
            // SAFETY: *Innermost*: it has been pushed, or what was above it popped.
            unsafe {
                frame = $frame;
                pc = (*frame).pc;
            }
            if RECORDS {
                // Tools come first: they may begin a recording, or end it.
                // SAFETY: *Innermost*.
                way = if TELLS { 0 } else { unsafe { recorder::enter(vm, frame, pc.wrapping_add(1)) } };
            }
        }};
    }
    // A register's place. The window is the activation's: kept in a variable it would only be spilled.
    macro_rules! register {
        ($register:expr) => {
            // SAFETY: *Innermost*, and *in range*.
            unsafe { (*frame).base.add($register.index()) }
        };
    }
    macro_rules! code {
        () => {
            // SAFETY: *Innermost*: the activation keeps its code.
            unsafe { (&*frame).code() }
        };
    }
    macro_rules! is_temporary {
        ($register:expr) => {
            // SAFETY: *Innermost*.
            $register >= unsafe { (*frame).first_temporary }
        };
    }
    macro_rules! save {
        () => {
            // SAFETY: *Innermost*.
            unsafe { (*frame).pc = pc }
        };
    }
    load_frame!();

    let mut failed: Raised;
    'dispatch: loop {
        // The operands of the instruction being executed. They are read where they are used: kept in variables, all of
        // them would take machine registers from the state of the loop.
        macro_rules! at {
            () => {{
                // SAFETY: *In range*: it points at an instruction of the code.
                let instruction = unsafe { (*pc).get() };
                if TELLS { Instruction { opcode: instrumented, ..instruction } } else { instruction }
            }};
            ($($field:tt)+) => {
                at!().$($field)+
            };
        }
        macro_rules! register_of {
            ($operand:ident) => {
                at!($operand).register()
            };
        }
        pc = pc.wrapping_add(1);
        pc = opaque(pc);
        if TELLS {
            save!();
            match monitoring::step(vm) {
                Ok(Step::Execute(opcode)) => instrumented = opcode,
                Ok(Step::Elsewhere) => {
                    load_frame!();
                    continue 'dispatch;
                }
                Ok(Step::Untold) => {
                    // SAFETY: *Innermost*.
                    unsafe { (*frame).pc = pc.wrapping_sub(1) };
                    return Ok(Exit::Other);
                }
                Err(raised) => {
                    // SAFETY: *Innermost*; it goes on where that says.
                    match unsafe { unwind::unwind(vm, raised, depth, Note::Yes) } {
                        Ok(Flow::Continue) => {
                            load_frame!();
                            continue 'dispatch;
                        }
                        Ok(Flow::Leave(outcome)) => return Ok(Exit::Left(outcome)),
                        Err(raised) => return Err(raised),
                    }
                }
            }
        }
        if RECORDS && (!TELLS || vm.recorder.is_on()) {
            if TELLS && way == 0 {
                // SAFETY: *Innermost*.
                way = unsafe { recorder::enter(vm, frame, pc) };
            }
            if way != 0 {
                // SAFETY: *Innermost*, and *in range*.
                unsafe { recorder::step(vm, frame, pc, way) };
            }
        }
        let opcode = at!(opcode);
        // Arms that ask for the opcode read it again: kept for them, it would take a register on every way there.
        pc = opaque(pc);

        let note = 'execute: {
            // Leaves the dispatch `match` with an exception.
            macro_rules! tri {
                ($result:expr) => {
                    match $result {
                        Ok(value) => value,
                        Err(raised) => {
                            failed = raised;
                            break 'execute Note::Yes;
                        }
                    }
                };
            }
            // Runs what died with a finalizer, if anything did.
            macro_rules! settle {
                () => {
                    if vm.heap.has_parked() {
                        save!();
                        vm.run_parked();
                    }
                };
            }
            // Writes a register, dropping what it held.
            macro_rules! put {
                (at $register:expr, $value:expr) => {{
                    let value = $value;
                    let register: Register = $register;
                    // SAFETY: *In range*; nothing is *borrowed* that is written.
                    let place = unsafe { &mut *register!(register) };
                    if is_temporary!(register) {
                        // A consumed temporary left at most an immediate there.
                        debug_assert!(!holds_object(place));
                        // SAFETY: as above; what is written over owns nothing.
                        unsafe { std::ptr::write(place, Some(value)) };
                        continue 'dispatch;
                    }
                    let old = place.replace(value);
                    if holds_object(&old) {
                        drop(old);
                        settle!();
                    } else {
                        std::mem::forget(old);
                    }
                }};
                ($operand:ident, $value:expr) => {{
                    let value = $value;
                    put!(at register_of!($operand), value);
                }};
            }
            // Borrows the operand's register.
            macro_rules! get {
                ($operand:ident) => {
                    // SAFETY: *Bound*, and *borrowed* until the instruction writes.
                    unsafe { peek(frame, register_of!($operand)) }
                };
            }
            // Consumes the operand: a temporary is moved out, a local gives another reference.
            macro_rules! take {
                ($operand:ident) => {
                    // SAFETY: *Bound*; nothing is *borrowed* any longer.
                    unsafe { take(frame, register_of!($operand)) }
                };
            }
            // Whether the operand's register holds a reference to the heap.
            macro_rules! held {
                ($operand:ident) => {
                    // SAFETY: *In range*.
                    holds_object(unsafe { &*register!(register_of!($operand)) })
                };
            }
            // Empties the operand's register, a local or a temporary.
            macro_rules! empty {
                ($operand:ident) => {
                    // SAFETY: *In range*; what is emptied is written before it is read, or tested: *bound*.
                    unsafe { (*register!(register_of!($operand))).take() }
                };
            }
            // Consumes the operand when all that was needed of it was to look.
            macro_rules! consume {
                ($operand:ident) => {
                    if is_temporary!(register_of!($operand)) {
                        drop(empty!($operand));
                    }
                };
            }
            // As `consume`, and runs what died with a finalizer.
            macro_rules! release {
                ($operand:ident) => {
                    if is_temporary!(register_of!($operand)) {
                        drop(empty!($operand));
                        settle!();
                    }
                };
            }
            // The instruction's inline cache.
            macro_rules! cache {
                () => {
                    // SAFETY: *In range*.
                    unsafe { code!().caches.get_unchecked(at!(cache()).index()) }
                };
            }
            // Executes the instruction outside of the loop.
            macro_rules! outlined {
                ($function:path) => {{
                    save!();
                    tri!($function(vm, at!()));
                    if cfg!(debug_assertions) {
                        assert!(are_left_as_said(vm, at!()), "{:?} has done otherwise", at!());
                    }
                }};
            }
            // What a recording notes of an instruction only now that there is something to note.
            macro_rules! note_late {
                () => {
                    if RECORDS && way != 0 {
                        // SAFETY: *Innermost*, and *in range*; nothing is *borrowed* any longer.
                        unsafe { recorder::step_late(vm, frame, pc, way) };
                    }
                };
            }
            // `a` = what an operator gives of two ints or two floats held in words; the rest is for `$general`.
            macro_rules! arithmetic {
                ($operator:ident, $ints:path, $general:path) => {{
                    let (left, right) = (get!(b), get!(c));
                    if let Some(value) = $ints(left, right) {
                        put!(a, value);
                    } else if let (Some(x), Some(y)) = (left.as_small_float(), right.as_small_float())
                        && let Some(value) = immediate::floats(BinaryOperator::$operator, x, y)
                    {
                        put!(a, value);
                    } else {
                        note_late!();
                        outlined!($general);
                    }
                }};
            }
            // As `arithmetic`, the right operand an int of the program.
            macro_rules! arithmetic_int {
                ($ints:path, $general:path) => {
                    if let Some(value) = $ints(get!(b), at!(c).int()) {
                        put!(a, value);
                    } else {
                        note_late!();
                        outlined!($general);
                    }
                };
            }
            // Whether the comparison `k` holds between two ints or two floats held in words.
            macro_rules! comparison {
                ($operands:expr, $holds:ident => $then:expr, else $general:expr) => {{
                    let (left, right) = $operands;
                    if let Some((x, y)) = left.small_int_words(right) {
                        let $holds = arithmetic::holds(at!(k), x, y);
                        $then
                    } else if let (Some(x), Some(y)) = (left.as_small_float(), right.as_small_float()) {
                        let $holds = arithmetic::holds(at!(k), x, y);
                        $then
                    } else {
                        $general
                    }
                }};
            }
            macro_rules! jump {
                ($distance:expr) => {
                    pc = pc.wrapping_offset($distance.get() as isize)
                };
            }
            // Jumps, and when that is a back edge looks for what is due.
            macro_rules! branch {
                ($distance:expr) => {{
                    let distance = $distance.get() as isize;
                    if distance < 0 && vm.work_is_due() {
                        save!();
                        tri!(vm.do_due_work());
                        // Read again: kept for here, the distance would take a register from the state of the loop.
                        pc = opaque(pc);
                        jump!($distance);
                        continue 'dispatch;
                    }
                    pc = pc.wrapping_offset(distance);
                }};
            }
            // At back edges: collection, signals.
            macro_rules! check_due {
                () => {
                    if vm.work_is_due() {
                        save!();
                        tri!(vm.do_due_work());
                    }
                };
            }
            macro_rules! flow {
                ($flow:expr) => {
                    match tri!($flow) {
                        Flow::Continue => {
                            load_frame!();
                            continue 'dispatch;
                        }
                        Flow::Leave(outcome) => return Ok(Exit::Left(outcome)),
                    }
                };
            }
            // Tells of something; a callback may make the activation go on elsewhere.
            macro_rules! tell {
                ($told:expr) => {
                    if TELLS {
                        save!();
                        tri!($told);
                        if monitoring::has_moved(vm) {
                            load_frame!();
                            continue 'dispatch;
                        }
                    }
                };
            }
            // After a call instruction: its result, or the activation it made.
            macro_rules! called {
                ($called:expr) => {
                    let called = $called;
                    if RECORDS && recorder::has_arguments(vm) {
                        let outcome = if matches!(called, Ok(None)) { Called::Entered } else { Called::Done };
                        recorder::called(vm, outcome);
                    }
                    match tri!(called) {
                        Some(value) => put!(c, value),
                        None => {
                            load_frame!();
                            continue 'dispatch;
                        }
                    }
                };
            }
            // Goes on in the function called, if that takes nothing but what [`call::enter_exact`] does. As `load_frame`,
            // without reading what has just been written.
            macro_rules! enter_exact {
                ($callable:expr, $first:expr, $count:expr) => {{
                    // SAFETY: *Innermost*; the registers are the *last* ones.
                    if let Some(entered) = unsafe { call::enter_exact(vm, frame, $callable, $first, $count, register_of!(c)) } {
                        load_frame!(at entered);
                        continue 'dispatch;
                    }
                }};
            }
            // Whether the names of the code being executed are its globals.
            macro_rules! names_are_globals {
                () => {
                    // SAFETY: *Innermost*.
                    unsafe { (&*frame).names_are_globals() }
                };
            }
            // `a` = a global, if `$applies`; the rest is for `$general`.
            macro_rules! load_global_module {
                ($applies:expr, $general:path) => {{
                    let cache = cache!();
                    // SAFETY: *Innermost*: the activation keeps its function.
                    let globals: &Py<Dict> = unsafe { &(&*frame).function().globals };
                    if globals.keys_version.get() == cache.version.get() && $applies {
                        // SAFETY: the versions are those at which the namespace keeps a value there.
                        let value = unsafe { &*cache.place() }.clone();
                        put!(a, value);
                    } else {
                        outlined!($general);
                    }
                }};
            }
            // `a` = a built-in, if `$applies`; the rest is for `$general`.
            macro_rules! load_global_builtin {
                ($applies:expr, $general:path) => {{
                    let cache = cache!();
                    // SAFETY: *Innermost*: the activation keeps its function.
                    let function = unsafe { (&*frame).function() };
                    if function.globals.keys_version.get() == cache.index.get()
                        && function.builtins.keys_version.get() == cache.builtins_version.get()
                        && $applies
                    {
                        // SAFETY: the versions are those at which the namespace keeps a value there.
                        let value = unsafe { &*cache.place() }.clone();
                        put!(a, value);
                    } else {
                        outlined!($general);
                    }
                }};
            }
            // A global that is there = `a`, if `$applies`; the rest is for `$general`.
            macro_rules! store_global {
                ($applies:expr, $general:path) => {{
                    let cache = cache!();
                    // SAFETY: *Innermost*: the activation keeps its function.
                    let globals: &Py<Dict> = unsafe { &(&*frame).function().globals };
                    if globals.keys_version.get() == cache.version.get() && $applies {
                        let value = take!(a);
                        drop(globals.replace_global(&mut vm.heap, cache.index.get(), value));
                        settle!();
                    } else {
                        outlined!($general);
                    }
                }};
            }
            // Returns from an activation of which nothing is left but its locals.
            macro_rules! return_plain {
                ($value:expr) => {{
                    let value: Value = $value;
                    // SAFETY: *Innermost*.
                    debug_assert!(unsafe { no_temporary_is_live(frame) });
                    // SAFETY: *In range*: the locals of the window, which is left.
                    unsafe { clear_registers((*frame).base, (*frame).first_temporary.index()) };
                    // SAFETY: *Innermost*.
                    let target = unsafe { (*frame).target };
                    // SAFETY: the innermost activation, and plain.
                    unsafe { vm.stack.pop_plain(frame) };
                    if vm.heap.has_parked() {
                        vm.run_parked();
                    }
                    load_frame!(at frame.sub(1));
                    put!(at target, value);
                    continue 'dispatch;
                }};
            }

            match opcode {
                Opcode::NOP => {}
                Opcode::LOAD_CONST => {
                    // SAFETY: *In range*.
                    let value = unsafe { code!().constants.get_unchecked(at!(constant()).index()) }.clone();
                    put!(a, value);
                }
                Opcode::LOAD_INT => put!(a, Value::from_i32(at!(int()))),
                // SAFETY: *In range*; *borrowed* until it is cloned.
                Opcode::COPY => match unsafe { &*register!(register_of!(b)) } {
                    Some(value) => {
                        let value = value.clone();
                        put!(a, value);
                    }
                    // A comprehension saves the outer variable of its name, bound or not.
                    None => {
                        drop(empty!(a));
                        settle!();
                    }
                },
                Opcode::MOVE => match empty!(b) {
                    Some(value) => put!(a, value),
                    None => {
                        drop(empty!(a));
                        settle!();
                    }
                },
                Opcode::POP_TOP => {
                    if RECORDS && held!(a) {
                        note_late!();
                    }
                    drop(empty!(a));
                    settle!();
                }
                Opcode::POP_MANY => outlined!(patterns::pop_many),
                Opcode::REVERSE => outlined!(patterns::reverse),
                Opcode::LOAD_FAST_CHECK => {
                    // SAFETY: *In range*.
                    if unsafe { (*register!(register_of!(a))).is_none() } {
                        save!();
                        tri!(Err(names::unbound_local(vm, register_of!(a))));
                    }
                }
                Opcode::DELETE_FAST => outlined!(names::delete_fast),
                Opcode::CLEAR_FAST => {
                    drop(empty!(a));
                    settle!();
                }
                Opcode::MAKE_CELL => outlined!(names::make_cell),
                Opcode::COPY_FREE_VARS => outlined!(names::copy_free_variables),
                Opcode::LOAD_DEREF => {
                    let cell = get!(b).expect::<Cell>();
                    if let Some(value) = cell.contents.get(&vm.heap) {
                        let value = value.clone();
                        put!(a, value);
                    } else {
                        save!();
                        let value = tri!(names::weakly_held(vm, register_of!(b)));
                        put!(a, value);
                    }
                }
                Opcode::STORE_DEREF => {
                    if RECORDS && (held!(b) || holds_object(get!(a).expect::<Cell>().contents.get(&vm.heap))) {
                        note_late!();
                    }
                    let value = take!(b);
                    let cell = get!(a).expect::<Cell>();
                    let old = cell.contents.replace(&mut vm.heap, Some(value));
                    drop(old);
                    settle!();
                }
                Opcode::DELETE_DEREF => outlined!(names::delete_deref),
                Opcode::LOAD_FROM_DICT_OR_DEREF => outlined!(names::load_from_dict_or_deref),
                Opcode::LOAD_FROM_DICT_OR_GLOBALS => outlined!(names::load_from_dict_or_globals),

                Opcode::LOAD_GLOBAL => outlined!(attributes::load_global),
                Opcode::LOAD_GLOBAL_MODULE => load_global_module!(true, attributes::load_global),
                Opcode::LOAD_GLOBAL_BUILTIN => load_global_builtin!(true, attributes::load_global),
                Opcode::STORE_GLOBAL => outlined!(attributes::store_global),
                Opcode::STORE_GLOBAL_MODULE => store_global!(true, attributes::store_global),
                Opcode::DELETE_GLOBAL => outlined!(names::delete_global),
                Opcode::LOAD_NAME => outlined!(attributes::load_name),
                Opcode::LOAD_NAME_MODULE => load_global_module!(names_are_globals!(), attributes::load_name),
                Opcode::LOAD_NAME_BUILTIN => load_global_builtin!(names_are_globals!(), attributes::load_name),
                Opcode::STORE_NAME => outlined!(attributes::store_name),
                Opcode::STORE_NAME_MODULE => store_global!(names_are_globals!(), attributes::store_name),
                Opcode::DELETE_NAME => outlined!(names::delete_name),
                Opcode::LOAD_LOCALS => outlined!(names::load_locals),
                Opcode::SETUP_ANNOTATIONS => outlined!(names::setup_annotations),

                Opcode::LOAD_ATTR => outlined!(attributes::load),
                Opcode::LOAD_ATTR_INSTANCE_VALUE => {
                    let cache = cache!();
                    let receiver = get!(b);
                    if let Some(header) = receiver.header()
                        && Class::of_header(header, &vm.heap).version.get() == cache.version.get()
                        && let Some(value) = vm.heap.inline_value_fast(header, cache.index.get() as usize)
                    {
                        let value = value.clone();
                        release!(b);
                        put!(a, value);
                    } else {
                        outlined!(attributes::load);
                    }
                }
                Opcode::LOAD_ATTR_SLOT => {
                    let cache = cache!();
                    let receiver = get!(b);
                    if let Some(header) = receiver.header()
                        && Class::of_header(header, &vm.heap).version.get() == cache.version.get()
                        // SAFETY: the class has the version, so it has the member.
                        && let Some(value) = unsafe { vm.heap.member_fast(header, cache.index.get() as usize) }
                    {
                        let value = value.clone();
                        release!(b);
                        put!(a, value);
                    } else {
                        outlined!(attributes::load);
                    }
                }
                Opcode::LOAD_ATTR_MODULE => {
                    if let Some(value) = attributes::module_value(vm, get!(b), cache!()) {
                        let value = value.clone();
                        release!(b);
                        put!(a, value);
                    } else {
                        outlined!(attributes::load);
                    }
                }
                Opcode::LOAD_ATTR_CLASS_VALUE => {
                    let cache = cache!();
                    let receiver = get!(b);
                    if let Some(header) = receiver.header()
                        && Class::of_header(header, &vm.heap).version.get() == cache.version.get()
                        // SAFETY: the class has the version; its instances store values inline if the index is not 0.
                        && unsafe { !vm.heap.may_shadow_fast(receiver, cache.index.get()) }
                    {
                        // SAFETY: the class keeps the value alive for as long as its version stands.
                        let value = unsafe { attributes::cached_value(cache) };
                        release!(b);
                        put!(a, value);
                    } else {
                        outlined!(attributes::load);
                    }
                }
                Opcode::LOAD_ATTR_CLASS => {
                    let cache = cache!();
                    if let Some(class) = get!(b).cast::<Class>()
                        && class.version.get() == cache.version.get()
                    {
                        // SAFETY: the class has the version, so it keeps the value alive.
                        let value = unsafe { attributes::cached_value(cache) };
                        release!(b);
                        put!(a, value);
                    } else {
                        outlined!(attributes::load);
                    }
                }
                Opcode::LOAD_ATTR_METHOD => outlined!(attributes::load_bound_method),
                Opcode::LOAD_ATTR_PROPERTY => {
                    save!();
                    if tri!(attributes::load_property(vm, at!())) {
                        load_frame!();
                    }
                }
                Opcode::LOAD_METHOD => outlined!(attributes::load_method),
                Opcode::LOAD_METHOD_CACHED => {
                    let cache = cache!();
                    let receiver = get!(b);
                    let class = match receiver.header() {
                        Some(header) => Class::of_header(header, &vm.heap),
                        None => vm.types.of_immediate(receiver),
                    };
                    if class.version.get() == cache.version.get()
                        // SAFETY: the class has the version; its instances store values inline if the index is not 0.
                        && unsafe { !vm.heap.may_shadow_fast(receiver, cache.index.get()) }
                    {
                        // SAFETY: the class has the version, so it keeps the function alive.
                        let function = unsafe { attributes::cached_method(cache) };
                        let receiver = take!(b);
                        // SAFETY: *In range*; a consumed temporary has left at most an immediate there.
                        unsafe {
                            let target = register!(register_of!(a));
                            target.write(Some(function));
                            target.add(1).write(Some(receiver));
                        }
                    } else {
                        outlined!(attributes::load_method);
                    }
                }
                Opcode::LOAD_METHOD_MODULE | Opcode::LOAD_METHOD_CLASS | Opcode::LOAD_METHOD_CLASS_VALUE => {
                    outlined!(attributes::load_callable);
                }
                Opcode::LOAD_SUPER_ATTR if TELLS => outlined!(telling::load_super),
                Opcode::LOAD_SUPER_ATTR => outlined!(attributes::load_super),
                Opcode::STORE_ATTR => {
                    note_late!();
                    outlined!(attributes::store);
                }
                Opcode::STORE_ATTR_INSTANCE_VALUE => {
                    let cache = cache!();
                    let receiver = get!(a);
                    if let Some(header) = receiver.header()
                        && Class::of_header(header, &vm.heap).version.get() == cache.version.get()
                        && vm.heap.has_inline_value_fast(header, cache.index.get() as usize)
                    {
                        if RECORDS
                            && (held!(b)
                                || vm
                                    .heap
                                    .inline_value_fast(header, cache.index.get() as usize)
                                    .is_some_and(Value::is_heap))
                        {
                            note_late!();
                        }
                        let value = take!(b);
                        let stored = vm.heap.set_inline_value_fast(header, cache.index.get() as usize, value);
                        drop(stored);
                        consume!(a);
                        settle!();
                    } else {
                        note_late!();
                        outlined!(attributes::store);
                    }
                }
                Opcode::STORE_ATTR_SLOT => {
                    let cache = cache!();
                    let receiver = get!(a);
                    if let Some(header) = receiver.header()
                        && Class::of_header(header, &vm.heap).version.get() == cache.version.get()
                    {
                        if RECORDS
                            && (held!(b)
                                || vm.heap.member(receiver, cache.index.get() as usize).is_some_and(Value::is_heap))
                        {
                            note_late!();
                        }
                        let value = take!(b);
                        // SAFETY: the class has the version, so it has the member.
                        let old = unsafe { vm.heap.set_member_fast(header, cache.index.get() as usize, value) };
                        drop(old);
                        consume!(a);
                        settle!();
                    } else {
                        note_late!();
                        outlined!(attributes::store);
                    }
                }
                Opcode::DELETE_ATTR => outlined!(attributes::delete),

                Opcode::BINARY_ADD => arithmetic!(Add, Value::add_small, arithmetic::add),
                Opcode::BINARY_SUBTRACT => arithmetic!(Subtract, Value::subtract_small, arithmetic::subtract),
                Opcode::BINARY_MULTIPLY => arithmetic!(Multiply, Value::multiply_small, arithmetic::multiply),
                Opcode::BINARY_ADD_INT => arithmetic_int!(Value::add_small_int, arithmetic::add_int),
                Opcode::BINARY_SUBTRACT_INT => arithmetic_int!(Value::subtract_small_int, arithmetic::subtract_int),
                Opcode::BINARY_OP => {
                    let operator = BinaryOperator::of_operand(at!(k));
                    if let Some(value) = immediate::binary(operator, get!(b), get!(c)) {
                        put!(a, value);
                    } else {
                        note_late!();
                        outlined!(arithmetic::binary_op);
                    }
                }
                Opcode::BINARY_OP_INT => {
                    let operator = BinaryOperator::of_operand(at!(k));
                    if let Some(value) = immediate::binary(operator, get!(b), &Value::from_i32(at!(c).int().into())) {
                        put!(a, value);
                    } else {
                        note_late!();
                        outlined!(arithmetic::binary_op_int);
                    }
                }
                Opcode::UNARY_NEGATIVE => {
                    if let Some(x) = get!(b).as_small_int()
                        && let Some(value) = Value::small_int(-x)
                    {
                        put!(a, value);
                    } else {
                        note_late!();
                        outlined!(arithmetic::negative);
                    }
                }
                Opcode::UNARY_POSITIVE => outlined!(arithmetic::positive),
                Opcode::UNARY_INVERT => outlined!(arithmetic::invert),
                Opcode::UNARY_NOT => {
                    if let Some(truth) = get!(b).as_bool() {
                        put!(a, Value::bool(!truth));
                    } else {
                        note_late!();
                        outlined!(arithmetic::not);
                    }
                }
                Opcode::COMPARE_OP => comparison!(
                    (get!(b), get!(c)),
                    holds => put!(a, Value::bool(holds)),
                    else {
                        note_late!();
                        outlined!(arithmetic::compare);
                    }
                ),
                Opcode::IS_OP => {
                    let same = get!(b).is(get!(c));
                    consume!(c);
                    consume!(b);
                    settle!();
                    put!(a, Value::bool(same != (at!(k) != 0)));
                }
                Opcode::CONTAINS_OP => outlined!(arithmetic::contains),
                Opcode::BINARY_SUBSCR => {
                    if let Some(value) = subscript::item(vm, get!(b), get!(c)) {
                        release!(b);
                        put!(a, value);
                    } else {
                        outlined!(subscript::load);
                    }
                }
                Opcode::STORE_SUBSCR => outlined!(subscript::store),
                Opcode::DELETE_SUBSCR => outlined!(subscript::delete),
                Opcode::BINARY_SLICE => outlined!(subscript::load_slice),
                Opcode::STORE_SLICE => outlined!(subscript::store_slice),
                Opcode::BUILD_SLICE => outlined!(subscript::build_slice),

                Opcode::JUMP => {
                    tell!(monitoring::jumped(vm));
                    jump!(at!(long_distance()));
                }
                Opcode::JUMP_BACKWARD => {
                    tell!(monitoring::jumped(vm));
                    // Before the jump: a KeyboardInterrupt belongs to the loop's handlers and the loop's line.
                    check_due!();
                    jump!(at!(long_distance()));
                }
                Opcode::POP_JUMP_IF_TRUE | Opcode::POP_JUMP_IF_FALSE => {
                    let value = get!(a);
                    // What is tested without running code and is not kept: an immediate, which may stay.
                    let truth = if let Some(truth) = value.as_bool() {
                        truth
                    } else if let Some(number) = value.as_small_int() {
                        number != 0
                    } else if value.is_none() {
                        false
                    } else {
                        note_late!();
                        save!();
                        tri!(arithmetic::jump_condition(vm, at!()))
                    };
                    if truth == (at!(opcode) == Opcode::POP_JUMP_IF_TRUE) {
                        tell!(monitoring::branched(vm, at!(), Branch::Taken));
                        branch!(at!(long_distance()));
                    } else {
                        tell!(monitoring::branched(vm, at!(), Branch::NotTaken));
                    }
                }
                Opcode::POP_JUMP_IF_NONE | Opcode::POP_JUMP_IF_NOT_NONE => {
                    let is_none = get!(a).is_none();
                    if at!(k) == 0 {
                        release!(a);
                    }
                    if is_none == (at!(opcode) == Opcode::POP_JUMP_IF_NONE) {
                        tell!(monitoring::branched(vm, at!(), Branch::Taken));
                        branch!(at!(long_distance()));
                    } else {
                        tell!(monitoring::branched(vm, at!(), Branch::NotTaken));
                    }
                }
                Opcode::COMPARE_JUMP => {
                    let holds = comparison!(
                        (get!(a), get!(b)),
                        holds => holds,
                        else {
                            note_late!();
                            save!();
                            tri!(arithmetic::compare_jump(vm, at!()))
                        }
                    );
                    if holds {
                        tell!(monitoring::branched(vm, at!(), Branch::Taken));
                        branch!(at!(c).distance());
                    } else {
                        tell!(monitoring::branched(vm, at!(), Branch::NotTaken));
                    }
                }
                Opcode::COMPARE_INT_JUMP => {
                    let holds = if let Some(x) = get!(a).as_small_int() {
                        arithmetic::holds(at!(k), x, i64::from(at!(b).int()))
                    } else {
                        note_late!();
                        save!();
                        tri!(arithmetic::compare_int_jump(vm, at!()))
                    };
                    if holds {
                        tell!(monitoring::branched(vm, at!(), Branch::Taken));
                        branch!(at!(c).distance());
                    } else {
                        tell!(monitoring::branched(vm, at!(), Branch::NotTaken));
                    }
                }

                Opcode::GET_ITER => outlined!(build::get_iter),
                Opcode::FOR_ITER if TELLS => {
                    save!();
                    match tri!(generators::for_iter_telling(vm, at!())) {
                        Next::Item(value) => {
                            put!(b, value);
                            tell!(monitoring::branched(vm, at!(), Branch::NotTaken));
                        }
                        Next::End => {
                            tell!(monitoring::branched(vm, at!(), Branch::Taken));
                            jump!(at!(c).distance());
                        }
                        Next::Body => {
                            load_frame!();
                            continue 'dispatch;
                        }
                    }
                }
                Opcode::FOR_ITER => match iterate::step_in_sequence(&vm.heap, get!(a)) {
                    iterate::Step::Item(value) => put!(b, value),
                    iterate::Step::End => {
                        drop(empty!(a));
                        settle!();
                        jump!(at!(c).distance());
                    }
                    iterate::Step::Class => {
                        save!();
                        if get!(a).kind() == Some(Kind::Generator) {
                            match tri!(generators::for_iter(vm, at!())) {
                                Next::Item(value) => put!(b, value),
                                Next::End => jump!(at!(c).distance()),
                                Next::Body => {
                                    load_frame!();
                                    continue 'dispatch;
                                }
                            }
                        } else {
                            match tri!(iterate::next(vm, get!(a))) {
                                Some(value) => put!(b, value),
                                None => {
                                    drop(empty!(a));
                                    settle!();
                                    jump!(at!(c).distance());
                                }
                            }
                        }
                    }
                },

                Opcode::BUILD_TUPLE => outlined!(build::tuple),
                Opcode::BUILD_LIST => outlined!(build::list),
                Opcode::BUILD_SET => outlined!(build::set),
                Opcode::BUILD_MAP => outlined!(build::map),
                Opcode::BUILD_STRING => outlined!(build::string),
                Opcode::LIST_APPEND => {
                    let value = take!(b);
                    if !list::try_push(get!(a).expect::<List>().items.get_mut(&mut vm.heap), value) {
                        tri!(Err(vm.memory_error()));
                    }
                }
                Opcode::SET_ADD => outlined!(build::set_add),
                Opcode::MAP_ADD => outlined!(build::map_add),
                Opcode::LIST_EXTEND => outlined!(build::list_extend),
                Opcode::SET_UPDATE => outlined!(build::set_update),
                Opcode::DICT_UPDATE => outlined!(build::dict_update),
                Opcode::DICT_MERGE => outlined!(build::dict_merge),
                Opcode::LIST_TO_TUPLE => outlined!(build::list_to_tuple),
                Opcode::UNPACK_SEQUENCE => {
                    if let Some(values) = build::unpacked_directly(vm, get!(b), at!()) {
                        // Counted: CPython's takes a reference over.
                        let items = take!(b);
                        let target = register!(register_of!(a));
                        for (index, value) in values.iter().enumerate() {
                            debug_assert!(is_temporary!(register_of!(a)));
                            // SAFETY: *In range*; temporaries that hold at most immediates. `items` keeps the values.
                            unsafe { target.add(index).write(Some(value.clone())) };
                        }
                        drop(items);
                        settle!();
                    } else {
                        outlined!(build::unpack_sequence);
                    }
                }
                Opcode::UNPACK_EX => outlined!(build::unpack_ex),
                Opcode::GET_LEN => outlined!(patterns::get_length),
                Opcode::MATCH_SEQUENCE => outlined!(patterns::match_sequence),
                Opcode::MATCH_MAPPING => outlined!(patterns::match_mapping),
                Opcode::MATCH_KEYS => outlined!(patterns::match_keys),
                Opcode::MATCH_CLASS => outlined!(patterns::match_class),
                Opcode::FORMAT_SIMPLE => outlined!(build::format_simple),
                Opcode::FORMAT_WITH_SPEC => outlined!(build::format_with_spec),
                Opcode::CONVERT_VALUE => outlined!(build::convert_value),
                Opcode::BUILD_INTERPOLATION => outlined!(build::interpolation),
                Opcode::BUILD_TEMPLATE => outlined!(build::template),

                Opcode::CALL if TELLS => {
                    save!();
                    called!(telling::call(vm, at!()));
                }
                Opcode::CALL => {
                    save!();
                    let window = register!(register_of!(a));
                    // SAFETY: *In range*.
                    enter_exact!(window, unsafe { window.add(1) }, u32::from(at!(b).count()));
                    // SAFETY: *Bound*, and the *last* ones.
                    called!(unsafe { call::call_plain(vm, window, usize::from(at!(b).count()), register_of!(c)) });
                }
                Opcode::CALL_METHOD if TELLS => {
                    save!();
                    called!(telling::call_method(vm, at!()));
                }
                Opcode::CALL_METHOD => {
                    save!();
                    let window = register!(register_of!(a));
                    // SAFETY: *In range*.
                    let bound = usize::from(unsafe { (*window.add(1)).is_none() });
                    // SAFETY: *In range*.
                    let first = unsafe { window.add(1 + bound) };
                    enter_exact!(window, first, u32::from(at!(b).count()) - bound as u32);
                    // SAFETY: *Bound*, and the *last* ones.
                    called!(unsafe { call::call_method(vm, window, usize::from(at!(b).count()), register_of!(c)) });
                }
                Opcode::CALL_KW if TELLS => {
                    save!();
                    called!(telling::call_keywords(vm, at!()));
                }
                Opcode::CALL_KW => {
                    save!();
                    let window = register!(register_of!(a));
                    let call = if at!(k) == 0 { call::call_keywords } else { call::call_method_keywords };
                    // SAFETY: *Bound*, and the *last* ones.
                    called!(unsafe { call(vm, window, usize::from(at!(b).count()), register_of!(c)) });
                }
                Opcode::CALL_FUNCTION_EX if TELLS => {
                    save!();
                    called!(telling::call_unpacked(vm, at!()));
                }
                Opcode::CALL_FUNCTION_EX => {
                    save!();
                    let window = register!(register_of!(a));
                    let keywords = (at!(k) != 0).then(|| window.wrapping_add(2));
                    // SAFETY: *Bound*, and the *last* ones.
                    called!(unsafe { call::call_unpacked(vm, window, keywords, register_of!(c)) });
                }
                Opcode::RETURN_VALUE => {
                    tell!(monitoring::returns(vm, get!(a)));
                    // SAFETY: *Innermost*.
                    if unsafe { (*frame).plain } {
                        // A local is moved out too: it would only be emptied.
                        // SAFETY: an operand is bound.
                        let value = unsafe { (*register!(register_of!(a))).take().unwrap_unchecked() };
                        return_plain!(value);
                    }
                    save!();
                    let value = take!(a);
                    // SAFETY: *Innermost*, and it returns.
                    flow!(unsafe { unwind::leave(vm, value, depth) });
                }
                Opcode::RETURN_NONE => {
                    tell!(monitoring::returns(vm, &Value::NONE));
                    // SAFETY: *Innermost*.
                    if unsafe { (*frame).plain } {
                        return_plain!(Value::NONE);
                    }
                    save!();
                    // SAFETY: *Innermost*, and it returns.
                    flow!(unsafe { unwind::leave(vm, Value::NONE, depth) });
                }

                Opcode::MAKE_FUNCTION => outlined!(build::function),
                Opcode::SET_FUNCTION_ATTRIBUTE => outlined!(build::set_function_attribute),
                Opcode::LOAD_BUILD_CLASS => outlined!(names::load_build_class),
                Opcode::CALL_INTRINSIC_1 => outlined!(generics::unary),
                Opcode::CALL_INTRINSIC_2 => outlined!(generics::binary),

                Opcode::RAISE_VARARGS => {
                    save!();
                    let (raised, note) = blocks::raise(vm, at!());
                    failed = raised;
                    break 'execute note;
                }
                Opcode::RERAISE => {
                    save!();
                    let exception = take!(a);
                    failed = vm.raise_again(exception);
                    break 'execute Note::No;
                }
                Opcode::PUSH_EXC_INFO => outlined!(blocks::push_exception),
                Opcode::POP_EXCEPT => outlined!(blocks::pop_exception),
                Opcode::CHECK_EXC_MATCH => outlined!(blocks::check_match),
                Opcode::LOAD_COMMON_CONSTANT => outlined!(blocks::load_common_constant),
                Opcode::CHECK_EG_MATCH => outlined!(except_star::check_match),
                Opcode::PREP_RERAISE_STAR => outlined!(except_star::prepare_reraise),
                Opcode::LOAD_SPECIAL => outlined!(blocks::load_special),
                Opcode::WITH_EXCEPT_START => outlined!(blocks::with_except_start),

                Opcode::RETURN_GENERATOR => {
                    save!();
                    flow!(generators::return_generator::<RECORDS>(vm));
                }
                Opcode::YIELD_VALUE => {
                    tell!(monitoring::yields(vm, get!(b)));
                    save!();
                    let value = take!(b);
                    flow!(generators::yield_value::<TELLS>(vm, value));
                }
                Opcode::GET_YIELD_FROM_ITER => outlined!(generators::yield_from_iterator),
                Opcode::YIELD_FROM => {
                    save!();
                    flow!(generators::yield_from::<TELLS>(vm, at!()));
                }
                Opcode::GET_AWAITABLE => outlined!(asynchronous::get_awaitable),
                Opcode::GET_AITER => outlined!(asynchronous::get_aiter),
                Opcode::GET_ANEXT => outlined!(asynchronous::get_anext),
                Opcode::END_ASYNC_FOR => {
                    save!();
                    if let Err(raised) = asynchronous::end_async_for(vm, at!()) {
                        failed = raised;
                        break 'execute Note::No;
                    }
                    tell!(monitoring::ended_async_for(vm));
                }
                Opcode::ASYNC_GEN_WRAP => outlined!(asynchronous::wrap),
                Opcode::STOPITERATION_ERROR => {
                    save!();
                    let exception = take!(a);
                    failed = generators::stop_iteration_error(vm, exception);
                    break 'execute Note::No;
                }

                Opcode::IMPORT_NAME => outlined!(names::import_name),
                Opcode::IMPORT_FROM => outlined!(names::import_from),
                Opcode::IMPORT_STAR => outlined!(names::import_star),
                Opcode::PRINT_EXPR => outlined!(blocks::print_expression),

                // Somebody is to be told, or was: the other loop knows.
                Opcode::INSTRUMENTED => {
                    // SAFETY: *Innermost*.
                    unsafe { (*frame).pc = pc.wrapping_sub(1) };
                    return Ok(Exit::Other);
                }
            }
            continue 'dispatch;
        };
        // SAFETY: *Innermost*; it goes on where that says.
        match unsafe { unwind::unwind(vm, failed, depth, note) } {
            Ok(Flow::Continue) => load_frame!(),
            Ok(Flow::Leave(outcome)) => return Ok(Exit::Left(outcome)),
            Err(raised) => return Err(raised),
        }
    }
}
