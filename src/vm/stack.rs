//! Activations and the register stack.
//!
//! Registers live on one stack that never moves. A call lays its arguments out in the caller's last temporaries,
//! and they become the callee's first locals, so a Python-to-Python call copies nothing. **Every register above the
//! innermost window, and every temporary that is not live, is empty**: leaving a frame empties its window, and
//! consuming a temporary empties it, so unwinding is clearing a range.
#![expect(unsafe_code, reason = "the register window")]

use std::rc::Rc;

use crate::object::{Py, Slot};
use crate::types::code::Code;
use crate::types::frame::{Frame, FrameBody};
use crate::types::function::Function;
use crate::types::generator::Generator;

/// Registers of the whole stack: 128 MB of address space, touched only as deep as calls go.
const REGISTERS: usize = 1 << 24;
/// Activations there is room for, whatever `sys.setrecursionlimit` says.
const ACTIVATIONS: usize = 1 << 20;

/// Who gets the result of an activation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entered {
    /// A call instruction: the result goes to register `target` of the caller.
    Call,
    /// A call of a class: `__init__` runs, the instance goes to register `target`.
    Init,
    /// Native code, which gets the result from [`super::interpreter::run`].
    Native,
    /// A generator resumed by FOR_ITER.
    ForIter,
    /// A generator resumed by YIELD_FROM.
    YieldFrom,
}

/// One call being executed.
pub struct Activation {
    /// The function; its reference moved here from the caller's register.
    pub function: Py<Function>,
    /// The code at the time of the call.
    pub code: Py<Code>,
    /// First register.
    pub base: *mut Slot,
    /// First register above the window, for windows that cannot overlap it.
    pub top: *mut Slot,
    /// Index of the next instruction, as of the last time the loop noted it.
    pub pc: u32,
    /// Register of the caller that gets the result.
    pub target: u16,
    /// Who gets the result.
    pub entered: Entered,
    /// The namespace of a class body or module.
    pub namespace: Slot,
    /// The instance of [`Entered::Init`].
    pub instance: Slot,
    /// The frame object, if one was asked for.
    pub frame: Option<Py<Frame>>,
    /// The generator whose body this is.
    pub generator: Option<Py<Generator>>,
}

/// The activations and their registers.
pub struct Stack {
    /// Innermost last. Never reallocated: the loop points at its own activation.
    pub activations: Vec<Activation>,
    registers: *mut Slot,
    end: *mut Slot,
    /// `sys.getrecursionlimit()`.
    pub recursion_limit: usize,
}

impl Stack {
    /// An empty stack.
    pub fn new() -> Stack {
        let layout = Stack::layout();
        // SAFETY: the size is not zero; zeroed memory is empty slots.
        let registers = unsafe { std::alloc::alloc_zeroed(layout) }.cast::<Slot>();
        if registers.is_null() {
            std::alloc::handle_alloc_error(layout);
        }
        // SAFETY: one past the end of the allocation.
        let end = unsafe { registers.add(REGISTERS) };
        Stack { activations: Vec::with_capacity(ACTIVATIONS), registers, end, recursion_limit: 1000 }
    }

    fn layout() -> std::alloc::Layout {
        std::alloc::Layout::array::<Slot>(REGISTERS).unwrap_or(std::alloc::Layout::new::<Slot>())
    }

    /// The first register no window uses.
    #[inline]
    pub fn top(&self) -> *mut Slot {
        self.activations.last().map_or(self.registers, |innermost| innermost.top)
    }

    /// Whether another window of `count` registers fits at `base`, within the recursion limit.
    #[inline(always)]
    pub fn has_room(&self, base: *mut Slot, count: u32) -> bool {
        let depth = self.activations.len();
        // SAFETY: only compared; `base` lies in the stack.
        depth < self.recursion_limit
            && depth < ACTIVATIONS
            && (self.end as usize).saturating_sub(base as usize) / size_of::<Slot>() > count as usize
    }

    /// The innermost activation.
    pub fn innermost(&self) -> Option<&Activation> {
        self.activations.last()
    }

    /// The registers of an activation.
    pub fn window(&self, activation: &Activation) -> &[Slot] {
        // SAFETY: the window's registers are initialised for as long as the activation is on the stack, and no
        // instruction writes them while the stack is borrowed.
        unsafe { std::slice::from_raw_parts(activation.base, activation.code.register_count as usize) }
    }

    /// Writes a register of an activation; gives back what it held.
    ///
    /// # Panics
    /// When the window has no such register: a defect of the compiler.
    pub fn replace_register(&mut self, activation: usize, register: usize, new: Slot) -> Slot {
        let activation = &self.activations[activation];
        assert!(register < activation.code.register_count as usize);
        // SAFETY: within the window.
        unsafe { std::mem::replace(&mut *activation.base.add(register), new) }
    }
}

impl Default for Stack {
    fn default() -> Stack {
        Stack::new()
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        // SAFETY: allocated by `new`; every register is empty once no activation is left.
        unsafe { std::alloc::dealloc(self.registers.cast(), Stack::layout()) };
    }
}

/// Empties the `count` registers from `base`, dropping what they hold, first to last.
///
/// # Safety
/// The registers belong to a window that nothing else reads meanwhile.
#[inline(always)]
pub unsafe fn clear_registers(base: *mut Slot, count: usize) {
    for index in 0..count {
        // SAFETY: within the window.
        drop(unsafe { (*base.add(index)).take() });
    }
}

/// Moves `values` into the registers from `base`.
///
/// # Safety
/// The registers are empty and above every live window.
pub unsafe fn place_arguments(base: *mut Slot, values: impl Iterator<Item = Slot>) {
    for (index, value) in values.enumerate() {
        // SAFETY: the caller has checked the room.
        unsafe { *base.add(index) = value };
    }
}

/// A generator's body made of an activation's registers, which are left empty.
///
/// # Safety
/// The activation's window is live and the activation is about to be popped.
pub unsafe fn detach_body(activation: &Activation) -> Rc<FrameBody> {
    let count = activation.code.register_count as usize;
    // SAFETY: within the window.
    let window = (0..count).map(|index| unsafe { (*activation.base.add(index)).take() }).collect();
    Rc::new(FrameBody {
        function: crate::object::HeapCell::new(Some(activation.function.clone())),
        code: activation.code.clone(),
        pc: std::cell::Cell::new(activation.pc),
        window: crate::object::HeapCell::new(window),
        namespace: crate::object::HeapCell::new(activation.namespace.clone()),
        owned_by_frame: std::cell::Cell::new(false),
        frame: std::cell::Cell::new(None),
    })
}
