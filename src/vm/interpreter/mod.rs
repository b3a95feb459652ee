//! The interpreter loop.
//!
//! Its state lives in locals: the current activation, its registers and its next instruction. `run` executes from the
//! innermost activation until the one it was entered for is left; Python-to-Python calls and generators push and pop
//! activations within the same loop and use no native stack. Whatever may look at frames or raise first notes the
//! next instruction in the activation (`save!`).
#![expect(unsafe_code, reason = "the register window")]
// Long because the loop is one function, so that its state stays in machine registers; cold paths are elsewhere.

mod attributes;
pub(crate) mod cold;
pub(crate) mod generators;
pub(crate) mod unwind;

use super::context::Vm;
use super::raise::{PyResult, Raised};
use super::stack::{Activation, Entered};
use crate::code::{BinaryOperator, Comparison, INPLACE, Instruction, Opcode};
use crate::object::{Py, Slot, Value};
use crate::protocol;
use crate::types::cell::Cell;
use crate::types::code::Code;
use crate::types::dict::Dict;
use crate::types::list::List;

/// How an activation entered from native code was left.
pub enum Outcome {
    /// It returned.
    Returned(Value),
    /// It yielded.
    Yielded(Value),
}

/// Where the loop goes on after the innermost activation changed.
pub(crate) enum Flow {
    /// At the innermost activation.
    Continue,
    /// Out of the loop.
    Leave(Outcome),
}

/// Moves a temporary out, or counts one more reference to a local.
///
/// # Safety
/// Register `index` is in the window and bound.
#[inline(always)]
unsafe fn take(base: *mut Slot, first_temporary: usize, index: u16) -> Value {
    let index = usize::from(index);
    // SAFETY: the compiler emits reads of bound registers only.
    unsafe {
        let slot = &mut *base.add(index);
        if index >= first_temporary { slot.take().unwrap_unchecked() } else { slot.as_ref().unwrap_unchecked().clone() }
    }
}

/// The value of a register, borrowed.
///
/// # Safety
/// As [`take`]; the register is not written while the result lives.
#[inline(always)]
unsafe fn peek<'a>(base: *mut Slot, index: u16) -> &'a Value {
    // SAFETY: see above.
    unsafe { (*base.add(usize::from(index))).as_ref().unwrap_unchecked() }
}

/// Executes the innermost activation until it is left.
pub fn run(vm: &mut Vm) -> PyResult<Outcome> {
    let depth = vm.stack.activations.len();
    run_from(vm, depth)
}

/// Goes on until activation number `depth` (counted from one) is left.
pub(crate) fn run_from(vm: &mut Vm, depth: usize) -> PyResult<Outcome> {
    debug_assert!(depth > 0);
    let mut frame: *mut Activation;
    let mut base: *mut Slot;
    let mut first_temporary: usize;
    let mut code: &Code;
    let mut start: *const std::cell::Cell<Instruction>;
    let mut pc: *const std::cell::Cell<Instruction>;

    // SAFETY (all of this function's unsafe code): `frame` is the innermost activation, which does not move while it
    // is on the stack; `base` its window; register and constant numbers come from the compiler, which keeps them in
    // range; a register is borrowed only across code that cannot write it, and taken before code that can.
    macro_rules! load_frame {
        () => {
            unsafe {
                frame = vm.stack.activations.as_mut_ptr().add(vm.stack.activations.len() - 1);
                base = (*frame).base;
                code = &*std::ptr::from_ref::<Code>(&(&*frame).code);
                first_temporary = code.first_temporary as usize;
                start = code.instructions.as_ptr();
                pc = start.add((*frame).pc as usize);
            }
        };
    }
    macro_rules! save {
        () => {
            unsafe { (*frame).pc = pc.offset_from(start) as u32 }
        };
    }
    load_frame!();

    let mut failed: Raised;
    'dispatch: loop {
        let at = unsafe { (*pc).get() };
        pc = unsafe { pc.add(1) };
        let Instruction { a, b, c, k, .. } = at;

        'execute: {
            // Leaves the dispatch `match` with an exception.
            macro_rules! tri {
                ($result:expr) => {
                    match $result {
                        Ok(value) => value,
                        Err(raised) => {
                            failed = raised;
                            break 'execute;
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
                ($register:expr, $value:expr) => {{
                    let value = $value;
                    let old = unsafe { (&mut *base.add(usize::from($register))).replace(value) };
                    if old.as_ref().is_some_and(Value::is_heap) {
                        drop(old);
                        settle!();
                    } else {
                        std::mem::forget(old);
                    }
                }};
            }
            macro_rules! get {
                ($register:expr) => {
                    unsafe { peek(base, $register) }
                };
            }
            macro_rules! take {
                ($register:expr) => {
                    unsafe { take(base, first_temporary, $register) }
                };
            }
            macro_rules! jump {
                ($distance:expr) => {
                    pc = unsafe { pc.offset($distance as isize) }
                };
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
                        Flow::Leave(outcome) => return Ok(outcome),
                    }
                };
            }

            match at.opcode {
                Opcode::NOP => {}
                Opcode::LOAD_CONST => {
                    let value = unsafe { code.constants.get_unchecked(at.operand() as usize) }.clone();
                    put!(a, value);
                }
                Opcode::LOAD_INT => put!(a, unsafe { Value::small_int(i64::from(at.operand())).unwrap_unchecked() }),
                Opcode::COPY => match unsafe { &*base.add(usize::from(b)) } {
                    Some(value) => {
                        let value = value.clone();
                        put!(a, value);
                    }
                    // A comprehension saves the outer variable of its name, bound or not.
                    None => {
                        drop(unsafe { (*base.add(usize::from(a))).take() });
                        settle!();
                    }
                },
                Opcode::MOVE => match unsafe { (*base.add(usize::from(b))).take() } {
                    Some(value) => put!(a, value),
                    None => {
                        drop(unsafe { (*base.add(usize::from(a))).take() });
                        settle!();
                    }
                },
                Opcode::POP_TOP => {
                    drop(unsafe { (*base.add(usize::from(a))).take() });
                    settle!();
                }
                Opcode::LOAD_FAST_CHECK => {
                    if unsafe { (*base.add(usize::from(a))).is_none() } {
                        save!();
                        tri!(Err(cold::unbound_local(vm, usize::from(a))));
                    }
                }
                Opcode::DELETE_FAST => {
                    let old = unsafe { (*base.add(usize::from(a))).take() };
                    if old.is_none() {
                        save!();
                        tri!(Err(cold::unbound_local(vm, usize::from(a))));
                    }
                    drop(old);
                    settle!();
                }
                Opcode::CLEAR_FAST => {
                    drop(unsafe { (*base.add(usize::from(a))).take() });
                    settle!();
                }
                Opcode::MAKE_CELL => {
                    let contents = unsafe { (*base.add(usize::from(a))).take() };
                    let cell = Cell::create(vm, contents).into_value();
                    unsafe { *base.add(usize::from(a)) = Some(cell) };
                }
                Opcode::COPY_FREE_VARS => unsafe {
                    let closure = (&*frame).function.closure.get(&vm.heap);
                    if let Some(closure) = closure {
                        for (index, cell) in closure.items().iter().enumerate().take(usize::from(b)) {
                            *base.add(usize::from(a) + index) = Some(cell.clone());
                        }
                    }
                },
                Opcode::LOAD_DEREF => {
                    let cell = get!(b).expect::<Cell>();
                    match cell.contents.get(&vm.heap) {
                        Some(value) => {
                            let value = value.clone();
                            put!(a, value);
                        }
                        None => {
                            save!();
                            tri!(Err(cold::unbound_cell(vm, usize::from(b))));
                        }
                    }
                }
                Opcode::STORE_DEREF => {
                    let value = take!(b);
                    let cell = get!(a).expect::<Cell>();
                    let old = cell.contents.replace(&mut vm.heap, Some(value));
                    drop(old);
                    settle!();
                }
                Opcode::DELETE_DEREF => {
                    let cell = get!(a).expect::<Cell>();
                    let old = cell.contents.replace(&mut vm.heap, None);
                    if old.is_none() {
                        save!();
                        tri!(Err(cold::unbound_cell(vm, usize::from(a))));
                    }
                    drop(old);
                    settle!();
                }
                Opcode::LOAD_FROM_DICT_OR_DEREF => {
                    save!();
                    let mapping = if k == 1 { Some(take!(a)) } else { None };
                    let value = tri!(cold::load_from_dict_or_deref(vm, mapping, usize::from(b), usize::from(c)));
                    put!(a, value);
                }

                Opcode::LOAD_GLOBAL => {
                    save!();
                    let value = tri!(attributes::load_global(vm, code, pc));
                    put!(a, value);
                }
                Opcode::LOAD_GLOBAL_MODULE => {
                    let cache = unsafe { code.caches.get_unchecked(at.cache()) };
                    let globals: &Py<Dict> = unsafe { &(&*frame).function.globals };
                    if globals.keys_version.get() == cache.version.get()
                        && let Some(value) = globals.table.get(&vm.heap).value_at(cache.index.get() as usize)
                    {
                        let value = value.clone();
                        put!(a, value);
                    } else {
                        save!();
                        let value = tri!(attributes::load_global(vm, code, pc));
                        put!(a, value);
                    }
                }
                Opcode::LOAD_GLOBAL_BUILTIN => {
                    let cache = unsafe { code.caches.get_unchecked(at.cache()) };
                    let function = unsafe { &(&*frame).function };
                    if function.globals.keys_version.get() == cache.version.get()
                        && function.builtins.keys_version.get() == cache.second_version.get()
                        && let Some(value) = function.builtins.table.get(&vm.heap).value_at(cache.index.get() as usize)
                    {
                        let value = value.clone();
                        put!(a, value);
                    } else {
                        save!();
                        let value = tri!(attributes::load_global(vm, code, pc));
                        put!(a, value);
                    }
                }
                Opcode::STORE_GLOBAL => {
                    save!();
                    let value = take!(a);
                    tri!(cold::store_global(vm, usize::from(b), value));
                    settle!();
                }
                Opcode::DELETE_GLOBAL => {
                    save!();
                    tri!(cold::delete_global(vm, usize::from(b)));
                    settle!();
                }
                Opcode::LOAD_NAME => {
                    save!();
                    let value = tri!(cold::load_name(vm, usize::from(b)));
                    put!(a, value);
                }
                Opcode::STORE_NAME => {
                    save!();
                    let value = take!(a);
                    tri!(cold::store_name(vm, usize::from(b), value));
                    settle!();
                }
                Opcode::DELETE_NAME => {
                    save!();
                    tri!(cold::delete_name(vm, usize::from(b)));
                    settle!();
                }
                Opcode::LOAD_LOCALS => {
                    save!();
                    let value = tri!(cold::load_locals(vm));
                    put!(a, value);
                }
                Opcode::SETUP_ANNOTATIONS => {
                    save!();
                    tri!(cold::setup_annotations(vm));
                }

                Opcode::LOAD_ATTR => {
                    save!();
                    let receiver = take!(b);
                    let value = tri!(attributes::load_attribute(vm, code, pc, &receiver));
                    drop(receiver);
                    settle!();
                    put!(a, value);
                }
                Opcode::LOAD_ATTR_INSTANCE_VALUE => {
                    let cache = unsafe { code.caches.get_unchecked(at.cache()) };
                    let receiver = get!(b);
                    if let Some(header) = receiver.header()
                        && crate::types::class::Class::of_header(header).version.get() == cache.version.get()
                        && let Some(value) = vm.heap.inline_value_fast(header, cache.index.get() as usize)
                    {
                        let value = value.clone();
                        if usize::from(b) >= first_temporary {
                            drop(unsafe { (*base.add(usize::from(b))).take() });
                            settle!();
                        }
                        put!(a, value);
                    } else {
                        save!();
                        let receiver = take!(b);
                        let value = tri!(attributes::load_attribute(vm, code, pc, &receiver));
                        drop(receiver);
                        settle!();
                        put!(a, value);
                    }
                }
                Opcode::LOAD_ATTR_SLOT | Opcode::LOAD_ATTR_MODULE | Opcode::LOAD_ATTR_CLASS_VALUE => {
                    save!();
                    let receiver = take!(b);
                    let value = tri!(attributes::load_attribute(vm, code, pc, &receiver));
                    drop(receiver);
                    settle!();
                    put!(a, value);
                }
                Opcode::LOAD_METHOD => {
                    save!();
                    let receiver = take!(b);
                    let (function, receiver) = tri!(attributes::load_method(vm, code, pc, receiver));
                    unsafe {
                        *base.add(usize::from(a)) = Some(function);
                        *base.add(usize::from(a) + 1) = receiver;
                    }
                    settle!();
                }
                Opcode::LOAD_METHOD_CACHED => {
                    let cache = unsafe { code.caches.get_unchecked(at.cache()) };
                    let receiver = get!(b);
                    let class = match receiver.header() {
                        Some(header) => crate::types::class::Class::of_header(header),
                        None => vm.types.of_immediate(receiver),
                    };
                    if class.version.get() == cache.version.get()
                        && !vm.heap.may_shadow_fast(receiver, cache.index.get())
                    {
                        // SAFETY: the class keeps the value alive for as long as its version stands.
                        let function = unsafe { cold::cached_value(cache) };
                        let receiver = take!(b);
                        unsafe {
                            *base.add(usize::from(a)) = Some(function);
                            *base.add(usize::from(a) + 1) = Some(receiver);
                        }
                    } else {
                        save!();
                        let receiver = take!(b);
                        let (function, receiver) = tri!(attributes::load_method(vm, code, pc, receiver));
                        unsafe {
                            *base.add(usize::from(a)) = Some(function);
                            *base.add(usize::from(a) + 1) = receiver;
                        }
                        settle!();
                    }
                }
                Opcode::LOAD_SUPER_ATTR => {
                    save!();
                    tri!(cold::load_super_attribute(vm, base, at));
                    settle!();
                }
                Opcode::STORE_ATTR => {
                    save!();
                    let value = take!(b);
                    let receiver = take!(a);
                    tri!(attributes::store_attribute(vm, code, pc, &receiver, value));
                    drop(receiver);
                    settle!();
                }
                Opcode::STORE_ATTR_INSTANCE_VALUE => {
                    let cache = unsafe { code.caches.get_unchecked(at.cache()) };
                    let receiver = get!(a);
                    if let Some(header) = receiver.header()
                        && crate::types::class::Class::of_header(header).version.get() == cache.version.get()
                        && let Some(slot) = vm.heap.inline_slot_fast(header, cache.index.get() as usize)
                    {
                        let value = take!(b);
                        let old = slot.replace(Some(value));
                        drop(old);
                        if usize::from(a) >= first_temporary {
                            drop(unsafe { (*base.add(usize::from(a))).take() });
                        }
                        settle!();
                    } else {
                        save!();
                        let value = take!(b);
                        let receiver = take!(a);
                        tri!(attributes::store_attribute(vm, code, pc, &receiver, value));
                        drop(receiver);
                        settle!();
                    }
                }
                Opcode::STORE_ATTR_SLOT => {
                    save!();
                    let value = take!(b);
                    let receiver = take!(a);
                    tri!(attributes::store_attribute(vm, code, pc, &receiver, value));
                    drop(receiver);
                    settle!();
                }
                Opcode::DELETE_ATTR => {
                    save!();
                    let receiver = take!(a);
                    let name = code.names[usize::from(b)].clone();
                    tri!(protocol::attribute::set(vm, &receiver, &name, None));
                    drop(receiver);
                    settle!();
                }

                Opcode::BINARY_ADD => {
                    let (left, right) = (get!(b), get!(c));
                    if let (Some(x), Some(y)) = (left.as_small_int(), right.as_small_int())
                        && let Some(sum) = Value::small_int(x + y)
                    {
                        put!(a, sum);
                    } else if let (Some(x), Some(y)) = (left.as_small_float(), right.as_small_float())
                        && let Some(sum) = Value::small_float(x + y)
                    {
                        put!(a, sum);
                    } else {
                        save!();
                        let (left, right) = (take!(b), take!(c));
                        // `text += more`: the local gives its reference up, so that the text can grow in place.
                        if a == b && a != c && k != 0 && cold::may_grow(vm, &left, &right) {
                            drop(unsafe { (*base.add(usize::from(a))).take() });
                        }
                        let value = tri!(cold::add(vm, k != 0, left, right));
                        settle!();
                        put!(a, value);
                    }
                }
                Opcode::BINARY_SUBTRACT => {
                    let (left, right) = (get!(b), get!(c));
                    if let (Some(x), Some(y)) = (left.as_small_int(), right.as_small_int())
                        && let Some(difference) = Value::small_int(x - y)
                    {
                        put!(a, difference);
                    } else if let (Some(x), Some(y)) = (left.as_small_float(), right.as_small_float())
                        && let Some(difference) = Value::small_float(x - y)
                    {
                        put!(a, difference);
                    } else {
                        save!();
                        let (left, right) = (take!(b), take!(c));
                        let value = tri!(cold::binary(vm, BinaryOperator::Subtract, k != 0, left, right));
                        settle!();
                        put!(a, value);
                    }
                }
                Opcode::BINARY_MULTIPLY => {
                    let (left, right) = (get!(b), get!(c));
                    if let (Some(x), Some(y)) = (left.as_small_int(), right.as_small_int())
                        && let Some(product) = x.checked_mul(y)
                        && let Some(product) = Value::small_int(product)
                    {
                        put!(a, product);
                    } else if let (Some(x), Some(y)) = (left.as_small_float(), right.as_small_float())
                        && let Some(product) = Value::small_float(x * y)
                    {
                        put!(a, product);
                    } else {
                        save!();
                        let (left, right) = (take!(b), take!(c));
                        let value = tri!(cold::binary(vm, BinaryOperator::Multiply, k != 0, left, right));
                        settle!();
                        put!(a, value);
                    }
                }
                Opcode::BINARY_ADD_INT => {
                    let y = i64::from(c as i16);
                    let left = get!(b);
                    if let Some(x) = left.as_small_int()
                        && let Some(sum) = Value::small_int(x + y)
                    {
                        put!(a, sum);
                    } else {
                        save!();
                        let left = take!(b);
                        let right = unsafe { Value::small_int(y).unwrap_unchecked() };
                        let value = tri!(cold::add(vm, k != 0, left, right));
                        settle!();
                        put!(a, value);
                    }
                }
                Opcode::BINARY_SUBTRACT_INT => {
                    let y = i64::from(c as i16);
                    let left = get!(b);
                    if let Some(x) = left.as_small_int()
                        && let Some(difference) = Value::small_int(x - y)
                    {
                        put!(a, difference);
                    } else {
                        save!();
                        let left = take!(b);
                        let right = unsafe { Value::small_int(y).unwrap_unchecked() };
                        let value = tri!(cold::binary(vm, BinaryOperator::Subtract, k != 0, left, right));
                        settle!();
                        put!(a, value);
                    }
                }
                Opcode::BINARY_OP | Opcode::BINARY_OP_INT => {
                    let inplace = k >= INPLACE;
                    let operator = if inplace { k - INPLACE } else { k };
                    let operator = BinaryOperator::ALL[usize::from(operator)];
                    let small = unsafe { Value::small_int(i64::from(c as i16)).unwrap_unchecked() };
                    let constant = at.opcode == Opcode::BINARY_OP_INT;
                    let right = if constant { &small } else { get!(c) };
                    if let Some(value) = cold::binary_fast(operator, get!(b), right) {
                        put!(a, value);
                    } else {
                        save!();
                        let left = take!(b);
                        let right = if constant { small } else { take!(c) };
                        let value = tri!(cold::binary(vm, operator, inplace, left, right));
                        settle!();
                        put!(a, value);
                    }
                }
                Opcode::UNARY_NEGATIVE => {
                    let operand = get!(b);
                    if let Some(x) = operand.as_small_int()
                        && let Some(value) = Value::small_int(-x)
                    {
                        put!(a, value);
                    } else {
                        save!();
                        let operand = take!(b);
                        let value = tri!(protocol::unary::negative(vm, &operand));
                        drop(operand);
                        settle!();
                        put!(a, value);
                    }
                }
                Opcode::UNARY_POSITIVE => {
                    save!();
                    let operand = take!(b);
                    let value = tri!(protocol::unary::positive(vm, &operand));
                    drop(operand);
                    settle!();
                    put!(a, value);
                }
                Opcode::UNARY_INVERT => {
                    save!();
                    let operand = take!(b);
                    let value = tri!(protocol::unary::invert(vm, &operand));
                    drop(operand);
                    settle!();
                    put!(a, value);
                }
                Opcode::UNARY_NOT => {
                    save!();
                    let operand = take!(b);
                    let truth = tri!(protocol::is_true(vm, &operand));
                    drop(operand);
                    settle!();
                    put!(a, Value::bool(!truth));
                }
                Opcode::COMPARE_OP => {
                    let (left, right) = (get!(b), get!(c));
                    let op = Comparison::ALL[usize::from(k)];
                    if let (Some(x), Some(y)) = (left.as_small_int(), right.as_small_int()) {
                        put!(a, Value::bool(cold::compare_ints(op, x, y)));
                    } else if let (Some(x), Some(y)) = (left.as_small_float(), right.as_small_float()) {
                        put!(a, Value::bool(cold::compare_floats(op, x, y)));
                    } else {
                        save!();
                        let (left, right) = (take!(b), take!(c));
                        let value = tri!(protocol::compare(vm, &left, &right, op));
                        drop(left);
                        drop(right);
                        settle!();
                        put!(a, value);
                    }
                }
                Opcode::IS_OP => {
                    let same = get!(b).is(get!(c));
                    let (left, right) = (take!(b), take!(c));
                    drop(left);
                    drop(right);
                    settle!();
                    put!(a, Value::bool(same != (k != 0)));
                }
                Opcode::CONTAINS_OP => {
                    save!();
                    let (needle, container) = (take!(b), take!(c));
                    let found = tri!(protocol::sequence::contains(vm, &container, &needle));
                    drop(needle);
                    drop(container);
                    settle!();
                    put!(a, Value::bool(found != (k != 0)));
                }
                Opcode::BINARY_SUBSCR => {
                    if let Some(value) = cold::subscript_fast(vm, get!(b), get!(c)) {
                        if usize::from(b) >= first_temporary {
                            drop(unsafe { (*base.add(usize::from(b))).take() });
                        }
                        if usize::from(c) >= first_temporary {
                            drop(unsafe { (*base.add(usize::from(c))).take() });
                        }
                        settle!();
                        put!(a, value);
                    } else {
                        save!();
                        let (container, key) = (take!(b), take!(c));
                        let value = tri!(protocol::subscript::get(vm, &container, &key));
                        drop(container);
                        drop(key);
                        settle!();
                        put!(a, value);
                    }
                }
                Opcode::STORE_SUBSCR => {
                    save!();
                    let (container, key, value) = (take!(a), take!(b), take!(c));
                    tri!(cold::store_subscript(vm, &container, key, value));
                    drop(container);
                    settle!();
                }
                Opcode::DELETE_SUBSCR => {
                    save!();
                    let (container, key) = (take!(a), take!(b));
                    tri!(protocol::subscript::delete(vm, &container, &key));
                    drop(container);
                    drop(key);
                    settle!();
                }
                Opcode::BINARY_SLICE => {
                    save!();
                    let container = take!(b);
                    let (from, to) = (take!(c), take!(c + 1));
                    let value = tri!(cold::binary_slice(vm, container, from, to));
                    settle!();
                    put!(a, value);
                }
                Opcode::STORE_SLICE => {
                    save!();
                    let (container, value) = (take!(a), take!(b));
                    let (from, to) = (take!(c), take!(c + 1));
                    tri!(cold::store_slice(vm, container, from, to, value));
                    settle!();
                }
                Opcode::BUILD_SLICE => {
                    let parts = unsafe { cold::take_many(base, b, c) };
                    let value = cold::build_slice(vm, parts);
                    put!(a, value);
                }

                Opcode::JUMP => jump!(at.operand()),
                Opcode::JUMP_BACKWARD => {
                    jump!(at.operand());
                    check_due!();
                }
                Opcode::POP_JUMP_IF_TRUE | Opcode::POP_JUMP_IF_FALSE => {
                    let wanted = at.opcode == Opcode::POP_JUMP_IF_TRUE;
                    let value = get!(a);
                    let truth = if let Some(truth) = value.as_bool() {
                        truth
                    } else if let Some(number) = value.as_small_int() {
                        number != 0
                    } else if value.is_none() {
                        false
                    } else {
                        save!();
                        if k != 0 || usize::from(a) < first_temporary {
                            let value = value.clone();
                            tri!(protocol::is_true(vm, &value))
                        } else {
                            let value = take!(a);
                            let truth = tri!(protocol::is_true(vm, &value));
                            drop(value);
                            settle!();
                            truth
                        }
                    };
                    // What was tested without running code and is not kept: an immediate, or already taken.
                    if truth == wanted {
                        let distance = at.operand();
                        jump!(distance);
                        if distance < 0 {
                            check_due!();
                        }
                    }
                }
                Opcode::POP_JUMP_IF_NONE | Opcode::POP_JUMP_IF_NOT_NONE => {
                    let is_none = get!(a).is_none();
                    if k == 0 && usize::from(a) >= first_temporary {
                        drop(unsafe { (*base.add(usize::from(a))).take() });
                        settle!();
                    }
                    if is_none == (at.opcode == Opcode::POP_JUMP_IF_NONE) {
                        let distance = at.operand();
                        jump!(distance);
                        if distance < 0 {
                            check_due!();
                        }
                    }
                }
                Opcode::COMPARE_JUMP => {
                    let (left, right) = (get!(a), get!(b));
                    let op = Comparison::ALL[usize::from(k & 7)];
                    let holds = if let (Some(x), Some(y)) = (left.as_small_int(), right.as_small_int()) {
                        cold::compare_ints(op, x, y)
                    } else if let (Some(x), Some(y)) = (left.as_small_float(), right.as_small_float()) {
                        cold::compare_floats(op, x, y)
                    } else {
                        save!();
                        let (left, right) = (take!(a), take!(b));
                        let holds = tri!(cold::compare_truth(vm, left, right, op));
                        settle!();
                        holds
                    };
                    if holds != (k & 0x80 != 0) {
                        let distance = c as i16;
                        jump!(distance);
                        if distance < 0 {
                            check_due!();
                        }
                    }
                }
                Opcode::COMPARE_INT_JUMP => {
                    let y = i64::from(b as i16);
                    let op = Comparison::ALL[usize::from(k & 7)];
                    let holds = if let Some(x) = get!(a).as_small_int() {
                        cold::compare_ints(op, x, y)
                    } else {
                        save!();
                        let left = take!(a);
                        let right = unsafe { Value::small_int(y).unwrap_unchecked() };
                        let holds = tri!(cold::compare_truth(vm, left, right, op));
                        settle!();
                        holds
                    };
                    if holds != (k & 0x80 != 0) {
                        let distance = c as i16;
                        jump!(distance);
                        if distance < 0 {
                            check_due!();
                        }
                    }
                }

                Opcode::GET_ITER => {
                    save!();
                    let iterable = take!(b);
                    let iterator = tri!(protocol::iterate::iter(vm, &iterable));
                    drop(iterable);
                    settle!();
                    put!(a, iterator);
                }
                Opcode::FOR_ITER => {
                    if let Some(next) = generators::next_fast(vm, get!(a)) {
                        match next {
                            Some(value) => put!(b, value),
                            None => {
                                drop(unsafe { (*base.add(usize::from(a))).take() });
                                settle!();
                                jump!(c as i16);
                            }
                        }
                    } else {
                        save!();
                        if let Some(generator) = generators::resumable(get!(a)) {
                            tri!(generators::push(vm, generator, Value::NONE, Entered::ForIter));
                            load_frame!();
                            continue 'dispatch;
                        }
                        let iterator = get!(a).clone();
                        match tri!(protocol::iterate::next(vm, &iterator)) {
                            Some(value) => {
                                drop(iterator);
                                put!(b, value);
                            }
                            None => {
                                drop(iterator);
                                drop(unsafe { (*base.add(usize::from(a))).take() });
                                settle!();
                                jump!(c as i16);
                            }
                        }
                    }
                }
                Opcode::FOR_ITER_LONG => {
                    save!();
                    let iterator = get!(a).clone();
                    let next = tri!(protocol::iterate::next(vm, &iterator));
                    drop(iterator);
                    match next {
                        Some(value) => put!(b, value),
                        None => {
                            drop(unsafe { (*base.add(usize::from(a))).take() });
                            drop(unsafe { (*base.add(usize::from(b))).take() });
                            settle!();
                        }
                    }
                }
                Opcode::JUMP_IF_EMPTY => {
                    if unsafe { (*base.add(usize::from(a))).is_none() } {
                        jump!(at.operand());
                    }
                }

                Opcode::BUILD_TUPLE => {
                    let items = unsafe { cold::take_many(base, b, c) };
                    let value = vm.new_tuple(items).into_value();
                    put!(a, value);
                }
                Opcode::BUILD_LIST => {
                    let items = unsafe { cold::take_many(base, b, c) };
                    let value = List::create(vm, items).into_value();
                    put!(a, value);
                }
                Opcode::BUILD_SET => {
                    save!();
                    let items = unsafe { cold::take_many(base, b, c) };
                    let value = tri!(cold::build_set(vm, items));
                    settle!();
                    put!(a, value);
                }
                Opcode::BUILD_MAP => {
                    save!();
                    let items = unsafe { cold::take_many(base, b, c * 2) };
                    let value = tri!(cold::build_map(vm, items));
                    settle!();
                    put!(a, value);
                }
                Opcode::BUILD_STRING => {
                    save!();
                    let items = unsafe { cold::take_many(base, b, c) };
                    let value = tri!(cold::build_string(vm, &items));
                    put!(a, value);
                }
                Opcode::LIST_APPEND => {
                    let value = take!(b);
                    crate::types::list::push(get!(a).expect::<List>().items.get_mut(&mut vm.heap), value);
                }
                Opcode::SET_ADD => {
                    save!();
                    let (value, target) = (take!(b), get!(a).clone());
                    tri!(crate::types::set::add(vm, &target, value));
                    settle!();
                }
                Opcode::MAP_ADD => {
                    save!();
                    let (key, value, target) = (take!(b), take!(c), get!(a).expect::<Dict>().clone());
                    let old = tri!(target.set(vm, key, value));
                    drop(old);
                    settle!();
                }
                Opcode::LIST_EXTEND => {
                    save!();
                    let (items, target) = (take!(b), get!(a).clone());
                    tri!(cold::list_extend(vm, &target, items, k != 0));
                    settle!();
                }
                Opcode::SET_UPDATE => {
                    save!();
                    let (items, target) = (take!(b), get!(a).clone());
                    tri!(cold::set_update(vm, &target, items));
                    settle!();
                }
                Opcode::DICT_UPDATE => {
                    save!();
                    let (items, target) = (take!(b), get!(a).clone());
                    tri!(cold::dict_update(vm, &target, items));
                    settle!();
                }
                Opcode::DICT_MERGE => {
                    save!();
                    let (items, target, callable) = (take!(b), get!(a).clone(), get!(c).clone());
                    tri!(cold::dict_merge(vm, &target, items, &callable));
                    drop(callable);
                    settle!();
                }
                Opcode::LIST_TO_TUPLE => {
                    let list = take!(b);
                    let value = cold::list_to_tuple(vm, list);
                    put!(a, value);
                }
                Opcode::UNPACK_SEQUENCE => {
                    save!();
                    let items = take!(b);
                    tri!(unsafe { cold::unpack_sequence(vm, base.add(usize::from(a)), items, usize::from(c)) });
                    settle!();
                }
                Opcode::UNPACK_EX => {
                    save!();
                    let items = take!(b);
                    let window = unsafe { base.add(usize::from(a)) };
                    tri!(unsafe { cold::unpack_ex(vm, window, items, usize::from(c), usize::from(k)) });
                    settle!();
                }

                Opcode::FORMAT_SIMPLE => {
                    save!();
                    let operand = take!(b);
                    let value = tri!(cold::format_simple(vm, operand));
                    settle!();
                    put!(a, value);
                }
                Opcode::FORMAT_WITH_SPEC => {
                    save!();
                    let (operand, spec) = (take!(b), take!(c));
                    let value = tri!(cold::format_with_spec(vm, operand, spec));
                    settle!();
                    put!(a, value);
                }
                Opcode::CONVERT_VALUE => {
                    save!();
                    let operand = take!(b);
                    let value = tri!(cold::convert_value(vm, operand, k));
                    settle!();
                    put!(a, value);
                }

                Opcode::CALL => {
                    save!();
                    let window = unsafe { base.add(usize::from(a)) };
                    flow!(unsafe { super::call::call_plain(vm, window, usize::from(b), c) });
                }
                Opcode::CALL_METHOD => {
                    save!();
                    let window = unsafe { base.add(usize::from(a)) };
                    flow!(unsafe { super::call::call_method(vm, window, usize::from(b), c) });
                }
                Opcode::CALL_KW => {
                    save!();
                    let window = unsafe { base.add(usize::from(a)) };
                    flow!(unsafe { super::call::call_keywords(vm, window, usize::from(b), c, k != 0) });
                }
                Opcode::CALL_FUNCTION_EX => {
                    save!();
                    let window = unsafe { base.add(usize::from(a)) };
                    flow!(unsafe { super::call::call_unpacked(vm, window, c, k != 0) });
                }
                Opcode::RETURN_VALUE => {
                    save!();
                    let value = take!(a);
                    flow!(unwind::leave(vm, value, depth));
                }
                Opcode::RETURN_NONE => {
                    save!();
                    flow!(unwind::leave(vm, Value::NONE, depth));
                }

                Opcode::MAKE_FUNCTION => {
                    let value = cold::make_function(vm, &code.constants[at.operand() as usize]);
                    put!(a, value);
                }
                Opcode::SET_FUNCTION_ATTRIBUTE => {
                    let value = take!(b);
                    cold::set_function_attribute(vm, get!(a), value, k);
                }
                Opcode::LOAD_BUILD_CLASS => {
                    save!();
                    let value = tri!(cold::load_build_class(vm));
                    put!(a, value);
                }

                Opcode::RAISE_VARARGS => {
                    save!();
                    let exception = if k >= 1 { Some(take!(a)) } else { None };
                    let cause = if k >= 2 { Some(take!(b)) } else { None };
                    let again = exception.is_none() && vm.handled_exception().is_some();
                    let raised = cold::raise(vm, exception, cause);
                    let note = if again { unwind::Note::No } else { unwind::Note::Yes };
                    match unwind::unwind(vm, raised, depth, note) {
                        Ok(Flow::Continue) => {
                            load_frame!();
                            continue 'dispatch;
                        }
                        Ok(Flow::Leave(outcome)) => return Ok(outcome),
                        Err(raised) => return Err(raised),
                    }
                }
                Opcode::RERAISE => {
                    save!();
                    let exception = take!(a);
                    let raised = vm.raise_as_is(exception);
                    match unwind::unwind(vm, raised, depth, unwind::Note::No) {
                        Ok(Flow::Continue) => {
                            load_frame!();
                            continue 'dispatch;
                        }
                        Ok(Flow::Leave(outcome)) => return Ok(outcome),
                        Err(raised) => return Err(raised),
                    }
                }
                Opcode::PUSH_EXC_INFO => {
                    let exception = get!(b).clone();
                    let previous = match vm.handled.last_mut() {
                        Some(top) => top.replace(exception),
                        None => None,
                    };
                    put!(a, previous.unwrap_or(Value::NONE));
                }
                Opcode::POP_EXCEPT => {
                    let previous = take!(a);
                    let restored = if previous.is_none() { None } else { Some(previous) };
                    if let Some(top) = vm.handled.last_mut() {
                        let old = std::mem::replace(top, restored);
                        drop(old);
                    }
                    settle!();
                }
                Opcode::CHECK_EXC_MATCH => {
                    save!();
                    let exception = get!(b).clone();
                    let class = take!(c);
                    let matches = tri!(crate::types::exception::matches(vm, &exception, &class));
                    drop(exception);
                    drop(class);
                    settle!();
                    put!(a, Value::bool(matches));
                }
                Opcode::LOAD_ASSERTION_ERROR => {
                    let value = vm.types.assertion_error.to_value();
                    put!(a, value);
                }
                Opcode::BEFORE_WITH => {
                    save!();
                    let manager = take!(b);
                    let (exit, entered) = tri!(cold::before_with(vm, manager));
                    unsafe {
                        *base.add(usize::from(a)) = Some(exit);
                        *base.add(usize::from(a) + 1) = Some(entered);
                    }
                    settle!();
                }
                Opcode::WITH_EXCEPT_START => {
                    save!();
                    let (exit, exception) = (get!(b).clone(), get!(c).clone());
                    let value = tri!(cold::with_except_start(vm, exit, exception));
                    settle!();
                    put!(a, value);
                }

                Opcode::RETURN_GENERATOR => {
                    save!();
                    flow!(generators::return_generator(vm));
                }
                Opcode::YIELD_VALUE => {
                    save!();
                    let value = take!(b);
                    flow!(generators::yield_value(vm, value));
                }
                Opcode::GET_YIELD_FROM_ITER => {
                    save!();
                    let iterable = take!(b);
                    let iterator = tri!(generators::yield_from_iterator(vm, iterable));
                    settle!();
                    put!(a, iterator);
                }
                Opcode::YIELD_FROM => {
                    save!();
                    flow!(generators::yield_from(vm, base, at));
                }
                Opcode::STOPITERATION_ERROR => {
                    save!();
                    let exception = take!(a);
                    let raised = generators::stop_iteration_error(vm, exception);
                    match unwind::unwind(vm, raised, depth, unwind::Note::No) {
                        Ok(Flow::Continue) => {
                            load_frame!();
                            continue 'dispatch;
                        }
                        Ok(Flow::Leave(outcome)) => return Ok(outcome),
                        Err(raised) => return Err(raised),
                    }
                }

                Opcode::IMPORT_NAME => {
                    save!();
                    let (level, names) = (take!(b), take!(b + 1));
                    let value = tri!(cold::import_name(vm, usize::from(c), level, names));
                    settle!();
                    put!(a, value);
                }
                Opcode::IMPORT_FROM => {
                    save!();
                    let module = get!(b).clone();
                    let value = tri!(cold::import_from(vm, &module, usize::from(c)));
                    drop(module);
                    put!(a, value);
                }
                Opcode::IMPORT_STAR => {
                    save!();
                    let module = take!(a);
                    tri!(cold::import_star(vm, module));
                    settle!();
                }
                Opcode::PRINT_EXPR => {
                    save!();
                    let value = take!(a);
                    tri!(cold::print_expression(vm, value));
                    settle!();
                }
            }
            continue 'dispatch;
        }
        match unwind::unwind(vm, failed, depth, unwind::Note::Yes) {
            Ok(Flow::Continue) => load_frame!(),
            Ok(Flow::Leave(outcome)) => return Ok(outcome),
            Err(raised) => return Err(raised),
        }
    }
}
