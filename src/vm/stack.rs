//! Activations and the register stack.
//!
//! Registers live on one stack that never moves. A call lays its arguments out in the caller's last temporaries,
//! and they become the callee's first locals, so a Python-to-Python call copies nothing. **Every register above the
//! innermost window, and every temporary that is not live, is empty**: leaving a frame empties its window, and
//! consuming a temporary empties it, so unwinding is clearing a range.
#![expect(unsafe_code, reason = "the register window")]

use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::rc::Rc;

use crate::code::Instruction;
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
///
/// Function and code are owned (the function's reference moved here from the caller's register), but for a generator's
/// activation, which borrows both from the generator's body: [`Activation::borrows`].
pub struct Activation {
    /// The function.
    pub function: ManuallyDrop<Py<Function>>,
    /// The code at the time of the call.
    pub code: ManuallyDrop<Py<Code>>,
    /// First register.
    pub base: *mut Slot,
    /// First register above the window, for windows that cannot overlap it.
    pub top: *mut Slot,
    /// The next instruction, as of the last time the loop noted it.
    pub pc: *const Cell<Instruction>,
    /// Register of the caller that gets the result.
    pub target: u16,
    /// Who gets the result.
    pub entered: Entered,
    /// Whether function and code are those of `generator`'s body.
    pub borrows: bool,
    /// The namespace of a class body or module.
    pub namespace: Slot,
    /// The instance of [`Entered::Init`].
    pub instance: Slot,
    /// The frame object, if one was asked for.
    pub frame: Option<Py<Frame>>,
    /// The generator whose body this is.
    pub generator: Option<Py<Generator>>,
}

impl Activation {
    /// The activation of a call, about to execute its first instruction.
    #[inline(always)]
    pub fn new(function: Py<Function>, code: Py<Code>, base: *mut Slot, target: u16, entered: Entered) -> Activation {
        // SAFETY: the window has `register_count` registers.
        let top = unsafe { base.add(code.register_count as usize) };
        let pc = code.instructions.as_ptr();
        Activation {
            function: ManuallyDrop::new(function),
            code: ManuallyDrop::new(code),
            base,
            top,
            pc,
            target,
            entered,
            borrows: false,
            namespace: None,
            instance: None,
            frame: None,
            generator: None,
        }
    }

    /// Index of the next instruction.
    pub fn next_index(&self) -> usize {
        // SAFETY: `pc` points into the code's instructions or one past them.
        unsafe { self.pc.offset_from(self.code.instructions.as_ptr()) as usize }
    }

    /// Index of the instruction being executed; 0 before the first.
    pub fn current_index(&self) -> u32 {
        self.next_index().saturating_sub(1) as u32
    }

    /// The instruction being executed.
    pub fn current(&self) -> Instruction {
        self.code.instructions[self.next_index().saturating_sub(1)].get()
    }

    /// Executes the current instruction again.
    pub fn repeat(&mut self) {
        self.go_to(self.next_index().saturating_sub(1));
    }

    /// Goes on at instruction `index`.
    pub fn go_to(&mut self, index: usize) {
        self.pc = std::ptr::from_ref(&self.code.instructions[index]);
    }

    /// Whether this is a call of a function from the loop and of nothing else: no namespace, no frame object, no
    /// generator, no instance under construction. Returning then only empties the locals.
    #[inline(always)]
    pub fn is_plain(&self) -> bool {
        self.entered == Entered::Call
            && self.frame.is_none() & self.generator.is_none() & self.namespace.is_none() & self.instance.is_none()
    }
}

impl Drop for Activation {
    #[inline]
    fn drop(&mut self) {
        if !self.borrows {
            // SAFETY: owned, and not used again.
            unsafe {
                ManuallyDrop::drop(&mut self.function);
                ManuallyDrop::drop(&mut self.code);
            }
        }
    }
}

/// The activations and their registers.
pub struct Stack {
    /// Innermost last. Never reallocated: the loop points at its own activation.
    pub activations: Vec<Activation>,
    registers: *mut Slot,
    end: *mut Slot,
    /// `sys.getrecursionlimit()`.
    recursion_limit: usize,
    /// The smaller of that and [`ACTIVATIONS`].
    depth_limit: usize,
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
        let activations = Vec::with_capacity(ACTIVATIONS);
        Stack { activations, registers, end, recursion_limit: 1000, depth_limit: 1000 }
    }

    /// `sys.getrecursionlimit()`.
    pub fn recursion_limit(&self) -> usize {
        self.recursion_limit
    }

    /// `sys.setrecursionlimit(limit)`; no more than the million activations there is room for are ever made.
    pub fn set_recursion_limit(&mut self, limit: usize) {
        self.recursion_limit = limit;
        self.depth_limit = limit.min(ACTIVATIONS);
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
        self.activations.len() < self.depth_limit
            && base as usize + count as usize * size_of::<Slot>() < self.end as usize
    }

    /// Makes `activation` the innermost one.
    ///
    /// # Safety
    /// [`Stack::has_room`] said so.
    #[inline(always)]
    pub unsafe fn push(&mut self, activation: Activation) {
        let depth = self.activations.len();
        debug_assert!(depth < self.activations.capacity());
        // SAFETY: there is capacity for `ACTIVATIONS`, which no depth exceeds.
        unsafe {
            self.activations.as_mut_ptr().add(depth).write(activation);
            self.activations.set_len(depth + 1);
        }
    }

    /// Takes the innermost activation off, dropping its function and code.
    ///
    /// # Safety
    /// It [is plain](Activation::is_plain).
    #[inline(always)]
    pub unsafe fn pop_plain(&mut self) {
        let depth = self.activations.len() - 1;
        // SAFETY: there is an innermost activation; beyond the new length nobody reads it. It owns nothing else.
        unsafe {
            let activation = &mut *self.activations.as_mut_ptr().add(depth);
            self.activations.set_len(depth);
            ManuallyDrop::drop(&mut activation.code);
            ManuallyDrop::drop(&mut activation.function);
        }
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
        function: crate::object::HeapCell::new(Some((*activation.function).clone())),
        code: (*activation.code).clone(),
        pc: Cell::new(activation.next_index() as u32),
        window: crate::object::HeapCell::new(window),
        namespace: crate::object::HeapCell::new(activation.namespace.clone()),
        owned_by_frame: Cell::new(false),
        frame: Cell::new(None),
    })
}
