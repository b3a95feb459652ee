//! Activations and the register stack.
//!
//! Registers live on one stack that never moves. A call lays its arguments out in the caller's last temporaries,
//! and they become the callee's first locals, so a Python-to-Python call copies nothing. **No register above the
//! innermost window, and no temporary that is not live, holds an object**: leaving a frame empties its window, and
//! consuming a temporary empties it, or leaves an immediate there, which owns nothing. So unwinding is clearing a range.
#![expect(unsafe_code, reason = "the register window")]

use std::alloc::Layout;
use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::rc::Rc;

use ouropy_compiler::code::{CodeFlags, Instruction, Register};

use super::arguments::Packed;
use crate::object::{Heap, Py, References, Slot, Value, ends_with_code, let_go};
use crate::types::code::Code;
use crate::types::frame::{Frame, FrameBody};
use crate::types::function::Function;
use crate::types::generator::{Generator, GeneratorState};

/// Registers of the whole stack: 128 MB of address space, touched only as deep as calls go.
pub(super) const REGISTERS: usize = 1 << 24;
/// Activations there is room for, whatever `sys.setrecursionlimit` says.
const ACTIVATIONS: usize = 1 << 20;

/// Nobody has been told that the activation begins or goes on.
pub(super) const ENTERED: u32 = u32::MAX;
/// Tools are being told of a line that no instruction stands for: that the activation begins or goes on, or passes it.
pub(super) const PASSING: u32 = u32::MAX - 1;

/// An exception has been thrown into the activation, a generator's.
pub(super) const THROWN: u32 = u32::MAX - 2;

/// Who gets the result of an activation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entered {
    /// A call instruction: the result goes to register `target` of the caller.
    Call,
    /// As [`Entered::Call`] of a bound method, whose receiver comes first.
    Bound,
    /// A call of a class: `__init__` runs, the instance goes to register `target`.
    Init,
    /// Native code, which gets the result from [`super::interpreter::run`].
    Native,
    /// A generator resumed by FOR_ITER.
    ForIter,
    /// A generator resumed by YIELD_FROM.
    YieldFrom,
}

/// The registers of an activation.
#[derive(Clone, Copy)]
pub struct Window {
    /// The first one.
    pub(super) base: *mut Slot,
    /// The place behind the last one.
    pub(super) top: *mut Slot,
}

/// One call being executed.
///
/// Function and code are owned (the function's reference moved here from the caller's register), but for a generator's
/// activation, which borrows both from the generator's body: [`Activation::borrows`].
pub struct Activation {
    function: ManuallyDrop<Py<Function>>,
    code: ManuallyDrop<Py<Code>>,
    /// First register.
    pub(super) base: *mut Slot,
    /// First register above the window, for windows that cannot overlap it.
    pub(super) top: *mut Slot,
    /// The instruction being executed, as of the last time the loop noted it; before the first, the place in front of
    /// it. The loop goes on behind it.
    pub(super) pc: *const Cell<Instruction>,
    /// Register of the caller that gets the result.
    pub target: Register,
    /// Who gets the result.
    pub entered: Entered,
    borrows: bool,
    /// Whether this is a call of a function from the loop and of nothing else: no namespace, no frame object, no
    /// generator, no instance under construction. Returning then only empties the locals.
    pub plain: bool,
    /// The code's [`Code::first_temporary`].
    pub first_temporary: Register,
    /// The last instruction that [tools](super::monitoring) have been told of, [`ENTERED`] or [`PASSING`].
    pub(super) told: Cell<u32>,
    /// The line that it was of.
    pub(super) told_line: Cell<u32>,
    /// The namespace of a class body or module.
    pub namespace: Slot,
    /// The instance of [`Entered::Init`].
    pub instance: Slot,
    /// The frame object, if one was asked for.
    pub frame: Option<Py<Frame>>,
    /// The generator whose body this is. Not counted: whoever resumed it holds it until it is suspended or ends.
    generator: Option<ManuallyDrop<Py<Generator>>>,
}

impl Activation {
    /// The namespace of a class body or module. A coroutine that a module's code is has it in its body; if such code is
    /// called as a function, it is that of the globals.
    pub fn own_namespace(&self, heap: &Heap) -> Slot {
        if self.namespace.is_some() {
            return self.namespace.clone();
        }
        let of_body = self.generator.as_ref().and_then(|generator| generator.body.namespace.get(heap).clone());
        let is_optimized = self.code().flags.contains(CodeFlags::OPTIMIZED);
        of_body.or_else(|| (!is_optimized).then(|| self.function().globals.to_value()))
    }

    /// Whether the names of the code are globals: so it is in a module's body.
    #[inline(always)]
    pub fn names_are_globals(&self) -> bool {
        self.namespace.as_ref().is_some_and(|namespace| namespace.is(self.function().globals.as_value()))
    }

    /// The activation of a call, about to execute its first instruction.
    ///
    /// # Safety
    /// The window is free, as large as the code says, and its first registers hold the arguments.
    #[inline(always)]
    pub(super) unsafe fn new(
        function: Py<Function>,
        code: Py<Code>,
        window: Window,
        target: Register,
        entered: Entered,
    ) -> Activation {
        let Window { base, top } = window;
        let pc = code.instructions.as_ptr().wrapping_sub(1);
        let first_temporary = code.first_temporary;
        Activation {
            function: ManuallyDrop::new(function),
            code: ManuallyDrop::new(code),
            base,
            top,
            pc,
            target,
            entered,
            borrows: false,
            plain: matches!(entered, Entered::Call | Entered::Bound),
            told: Cell::new(ENTERED),
            told_line: Cell::new(0),
            first_temporary,
            namespace: None,
            instance: None,
            frame: None,
            generator: None,
        }
    }

    /// The function.
    #[inline(always)]
    pub fn function(&self) -> &Py<Function> {
        &self.function
    }

    /// The code at the time of the call.
    #[inline(always)]
    pub fn code(&self) -> &Py<Code> {
        &self.code
    }

    /// The generator whose body this is, alive for as long as the activation is on the stack.
    #[inline(always)]
    pub fn generator(&self) -> Option<&Py<Generator>> {
        self.generator.as_deref()
    }

    /// Index of the next instruction.
    pub fn next_index(&self) -> usize {
        let next = self.pc.wrapping_add(1);
        // SAFETY: it points into the code's instructions or one past them.
        unsafe { next.offset_from(self.code.instructions.as_ptr()) as usize }
    }

    /// Index of the instruction being executed; 0 before the first.
    pub fn current_index(&self) -> u32 {
        self.next_index().saturating_sub(1) as u32
    }

    /// The instruction being executed, as the compiler made it.
    pub fn current(&self) -> Instruction {
        self.code.unit.instructions[self.next_index().saturating_sub(1)]
    }

    /// As [`Activation::current`], as the loop has specialised it.
    pub fn current_special(&self) -> Instruction {
        self.code.instructions[self.next_index().saturating_sub(1)].get()
    }

    /// Whoever is told from now on is not told that the activation begins.
    pub(super) fn was_entered_untold(&self) {
        if self.told.get() == ENTERED {
            self.told.set(self.current_index());
            self.told_line.set(self.code.position(self.current_index() as usize).line);
        }
    }

    /// Goes on at instruction `index`.
    ///
    /// # Safety
    /// The registers that are read from there on are bound.
    pub(super) unsafe fn go_to(&mut self, index: usize) {
        self.pc = std::ptr::from_ref(&self.code.instructions[index]).wrapping_sub(1);
    }

    /// Shows the frame at instruction `index`: the activation is being left.
    pub(super) fn stand_at(&mut self, index: u32) {
        self.pc = std::ptr::from_ref(&self.code.instructions[index as usize]);
    }

    /// The references to function and code, which the activation goes on to use.
    ///
    /// # Safety
    /// They live until it was used for the last time.
    unsafe fn give_code(&mut self) -> (Py<Function>, Py<Code>) {
        if std::mem::replace(&mut self.borrows, true) {
            return ((*self.function).clone(), (*self.code).clone());
        }
        // SAFETY: both were owned; what stays here is not dropped.
        unsafe { (std::ptr::read(&raw const *self.function), std::ptr::read(&raw const *self.code)) }
    }

    /// Whether this is a call of a function by native code and of nothing else, as [`Activation::plain`] is one from the
    /// loop.
    #[inline]
    pub(super) fn is_plain_for_native(&self) -> bool {
        self.entered == Entered::Native
            && self.frame.is_none()
            && self.generator.is_none()
            && self.namespace.is_none()
            && self.instance.is_none()
    }

    /// Gives the activation a frame object.
    pub(super) fn set_frame(&mut self, frame: Py<Frame>) {
        self.plain = false;
        self.frame = Some(frame);
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

/// Where a generator that is suspended goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onward {
    /// Behind the current instruction.
    Behind,
    /// At the current instruction, a YIELD_FROM, which is repeated.
    Again,
}

/// A generator's activation that was taken off the stack.
pub struct Suspended {
    /// Who resumed it.
    pub entered: Entered,
    /// The register of a loop that is to get what it yields.
    pub target: Register,
    /// The generator, not counted: whoever resumed it holds it.
    pub generator: ManuallyDrop<Py<Generator>>,
}

/// How a generator's body that is resumed goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resumed {
    /// With the instruction behind the one it was suspended at.
    Running,
    /// At the YIELD_FROM that it repeats, waiting for the generator it delegates to.
    Waiting,
}

/// The activations and their registers.
pub struct Stack {
    /// [`ACTIVATIONS`] places, which never move: the loop points at its own activation.
    bottom: *mut Activation,
    /// The place behind the innermost activation.
    next: *mut Activation,
    /// `next` must not get beyond this place: the recursion limit, or the end.
    limit: *mut Activation,
    registers: *mut Slot,
    end: *mut Slot,
    recursion_limit: usize,
    /// What is held for activations, at their depths.
    pub(super) held: Vec<(usize, Packed)>,
}

impl Stack {
    /// An empty stack.
    pub fn new() -> Stack {
        // SAFETY: the sizes are not zero; zeroed memory is empty slots, and nobody reads an activation before it is
        // written.
        let (bottom, registers) = unsafe {
            let (activations, registers) = Stack::layouts();
            (allocate(activations).cast::<Activation>(), allocate(registers).cast::<Slot>())
        };
        let mut stack = Stack {
            bottom,
            next: bottom,
            limit: bottom,
            registers,
            // SAFETY: one past the end of the allocation.
            end: unsafe { registers.add(REGISTERS) },
            recursion_limit: 0,
            held: Vec::new(),
        };
        stack.set_recursion_limit(1000);
        stack
    }

    fn layouts() -> (Layout, Layout) {
        let activations = Layout::array::<Activation>(ACTIVATIONS).unwrap_or(Layout::new::<Activation>());
        (activations, Layout::array::<Slot>(REGISTERS).unwrap_or(Layout::new::<Slot>()))
    }

    /// `sys.getrecursionlimit()`.
    pub fn recursion_limit(&self) -> usize {
        self.recursion_limit
    }

    /// `sys.setrecursionlimit(limit)`; no more than the million activations there is room for are ever made.
    pub fn set_recursion_limit(&mut self, limit: usize) {
        self.recursion_limit = limit;
        // SAFETY: within the allocation, or one past its end.
        self.limit = unsafe { self.bottom.add(limit.min(ACTIVATIONS)) };
    }

    /// The first register no window uses.
    #[inline]
    pub(super) fn top(&self) -> *mut Slot {
        self.innermost().map_or(self.registers, |innermost| innermost.top)
    }

    /// Whether the recursion limit allows no further activation.
    #[inline(always)]
    pub(super) fn is_full(&self) -> bool {
        self.next >= self.limit
    }

    /// Another window of `count` registers at `base`, if it fits and is within the recursion limit.
    #[inline(always)]
    pub(super) fn room(&self, base: *mut Slot, count: u32) -> Option<Window> {
        let top = base.wrapping_add(count as usize);
        (self.next < self.limit && top < self.end).then_some(Window { base, top })
    }

    /// Whether there is [room](Stack::room).
    pub(super) fn has_room(&self, base: *mut Slot, count: u32) -> bool {
        self.room(base, count).is_some()
    }

    /// Makes `activation` the innermost one. Gives its place.
    ///
    /// # Safety
    /// There is [room](Stack::room).
    #[inline(always)]
    pub(super) unsafe fn push(&mut self, activation: Activation) -> *mut Activation {
        debug_assert!(self.next < self.limit);
        let place = self.next;
        // SAFETY: there is a place below the limit.
        unsafe {
            self.next = place.add(1);
            place.write(activation);
        }
        place
    }

    /// Makes a generator's body the innermost activation. `top` is the stack's. The stack
    /// [is not full](Stack::is_full), and the body has a function: it has not ended.
    ///
    /// # Safety
    /// `generator` stays alive until the activation is popped.
    #[inline(always)]
    pub(super) unsafe fn resume(
        &mut self,
        heap: &mut Heap,
        generator: &Py<Generator>,
        top: *mut Slot,
        (entered, target): (Entered, Register),
        resumed: Resumed,
    ) {
        let body = &generator.body;
        let at = body.pc.get() as usize;
        let base = body.window.get_mut(heap).as_mut_ptr();
        let function = body.function.get(heap).as_ref().expect("a generator that has ended is not resumed");
        // SAFETY: borrowed from the body, which keeps both until the generator ends, and from the caller. `push` asks
        // for room, which the caller has found.
        unsafe {
            let function = ManuallyDrop::new(std::ptr::read(function));
            let code = ManuallyDrop::new(std::ptr::read(&raw const body.code));
            self.push(Activation {
                pc: code.instructions.as_ptr().wrapping_add(at).wrapping_sub(usize::from(resumed == Resumed::Running)),
                first_temporary: code.first_temporary,
                function,
                code,
                base,
                top,
                target,
                entered,
                borrows: true,
                plain: false,
                told: Cell::new(ENTERED),
                told_line: Cell::new(0),
                namespace: None,
                instance: None,
                frame: body.frame.take(),
                generator: Some(ManuallyDrop::new(std::ptr::read(generator))),
            });
        }
    }

    /// Takes the innermost activation, a generator's, off: its body keeps the place where it goes on, and the frame
    /// object. `None`, and nothing has happened, if it is no generator's.
    ///
    /// # Safety
    /// The generator given back is not counted: it is not dropped, and not used once nobody holds it.
    #[inline(always)]
    pub(super) unsafe fn suspend(&mut self, onward: Onward) -> Option<Suspended> {
        // SAFETY: it stays in its place until it is taken off below.
        let activation = unsafe { self.innermost_mut() }?;
        let generator = activation.generator.take()?;
        let (entered, target) = (activation.entered, activation.target);
        let at = match onward {
            Onward::Behind => activation.next_index(),
            Onward::Again => activation.next_index() - 1,
        };
        generator.body.pc.set(at as u32);
        // SAFETY: it is at an instruction, a YIELD_VALUE or YIELD_FROM.
        generator.body.awaits.set(unsafe { (*activation.pc).get() }.a.register());
        if let Some(frame) = activation.frame.take() {
            generator.body.frame.set(Some(frame));
        }
        // Function and code are the body's: nothing is left to drop.
        self.next = self.next.wrapping_sub(1);
        Some(Suspended { entered, target, generator })
    }

    /// Takes the innermost activation off.
    ///
    /// # Safety
    /// If it is a generator's, it is dropped before the generator can be: it borrows from its body.
    pub(super) unsafe fn pop(&mut self) -> Option<Activation> {
        if self.next == self.bottom {
            return None;
        }
        // SAFETY: the place was written by `push` and is not read again.
        unsafe {
            self.next = self.next.sub(1);
            Some(self.next.read())
        }
    }

    /// Takes the innermost activation off, dropping its function and code.
    ///
    /// # Safety
    /// It is `innermost`, and [plain](Activation::plain) or [that for native code](Activation::is_plain_for_native).
    #[inline(always)]
    pub(super) unsafe fn pop_plain(&mut self, innermost: *mut Activation) {
        debug_assert_eq!(self.next, innermost.wrapping_add(1));
        self.next = innermost;
        // SAFETY: as in `pop`; the activation owns nothing else.
        unsafe {
            let activation = &mut *innermost;
            // What a drop looks at first. A `Py` is never an immediate.
            std::hint::assert_unchecked(activation.code.as_value().is_heap());
            ManuallyDrop::drop(&mut activation.code);
            std::hint::assert_unchecked(activation.function.as_value().is_heap());
            ManuallyDrop::drop(&mut activation.function);
        }
    }

    /// Number of activations.
    #[inline]
    pub fn depth(&self) -> usize {
        // SAFETY: both are places of the one allocation.
        unsafe { self.next.offset_from(self.bottom) as usize }
    }

    /// The activations, innermost last.
    pub fn activations(&self) -> &[Activation] {
        // SAFETY: the places up to `next` hold activations, and none is written while the stack is borrowed.
        unsafe { std::slice::from_raw_parts(self.bottom, self.depth()) }
    }

    /// Gives an activation, by number, a frame object.
    ///
    /// # Panics
    /// When there is none of that number.
    pub fn set_frame(&mut self, index: usize, frame: Py<Frame>) {
        assert!(index < self.depth());
        // SAFETY: the place holds an activation.
        unsafe { (*self.bottom.add(index)).set_frame(frame) }
    }

    /// The place of the innermost activation: where the loop keeps its state.
    #[inline(always)]
    pub(super) fn frame(&mut self) -> *mut Activation {
        self.next.wrapping_sub(1)
    }

    /// The innermost activation.
    #[inline]
    pub fn innermost(&self) -> Option<&Activation> {
        // SAFETY: the place in front of `next` holds an activation, unless there is none.
        if self.next == self.bottom { None } else { Some(unsafe { &*self.next.sub(1) }) }
    }

    /// The innermost activation.
    ///
    /// # Safety
    /// It stays the same activation: nothing is moved out of it or into its place.
    #[inline]
    pub(super) unsafe fn innermost_mut(&mut self) -> Option<&mut Activation> {
        // SAFETY: as in `innermost`.
        if self.next == self.bottom { None } else { Some(unsafe { &mut *self.next.sub(1) }) }
    }

    /// The place of a register of the innermost activation, and whether it is a temporary.
    #[inline(always)]
    fn place(&self, register: Register) -> (*mut Slot, bool) {
        debug_assert!(self.depth() > 0);
        // SAFETY: instructions are executed in activations.
        let innermost = unsafe { &*self.next.sub(1) };
        debug_assert!(register.index() < innermost.code.register_count as usize, "a register of the window");
        // SAFETY: within the window.
        let place = unsafe { innermost.base.add(register.index()) };
        (place, register >= innermost.code.first_temporary)
    }

    /// A register of the innermost activation.
    ///
    /// # Safety
    /// It is one of the innermost activation's registers.
    #[inline]
    pub(super) unsafe fn register(&self, register: Register) -> &Slot {
        // SAFETY: within the window; nothing writes it while the stack is borrowed.
        unsafe { &*self.place(register).0 }
    }

    /// Writes a register of the innermost activation; gives back what it held.
    ///
    /// # Safety
    /// It is one of the innermost activation's registers. If it is left empty, nothing reads it before it is written.
    #[inline]
    pub(super) unsafe fn replace(&mut self, register: Register, new: Slot) -> Slot {
        // SAFETY: within the window.
        unsafe { std::mem::replace(&mut *self.place(register).0, new) }
    }

    /// Moves a temporary out of the innermost activation, or counts one more reference to a local.
    ///
    /// # Safety
    /// As [`Stack::replace`].
    #[inline]
    pub(super) unsafe fn consume(&mut self, register: Register) -> Slot {
        let (place, is_temporary) = self.place(register);
        // SAFETY: within the window.
        unsafe { if is_temporary { (*place).take() } else { (*place).clone() } }
    }

    /// What a register of the innermost activation holds, and whether it was moved out: a temporary's value is, a local's
    /// is not counted.
    ///
    /// # Safety
    /// As [`Stack::replace`]. A value that was not moved out is not dropped, nor used once the local is written.
    #[inline]
    pub(super) unsafe fn operand(&mut self, register: Register) -> (Option<ManuallyDrop<Value>>, bool) {
        let (place, is_temporary) = self.place(register);
        // SAFETY: within the window.
        let value = unsafe { if is_temporary { (*place).take() } else { std::ptr::read(place) } };
        (value.map(ManuallyDrop::new), is_temporary)
    }

    /// Moves a temporary out of the innermost activation; nothing for a local.
    ///
    /// # Safety
    /// As [`Stack::replace`].
    #[inline]
    pub(super) unsafe fn release(&mut self, register: Register) -> Slot {
        let (place, is_temporary) = self.place(register);
        // SAFETY: within the window.
        if is_temporary { unsafe { (*place).take() } } else { None }
    }

    /// Moves `count` consecutive temporaries out of the innermost activation, as they are asked for.
    ///
    /// # Safety
    /// As [`Stack::replace`], of all of them; no other activation becomes the innermost one meanwhile.
    #[inline]
    pub(super) unsafe fn drain(&mut self, first: Register, count: u16) -> impl ExactSizeIterator<Item = Slot> {
        // SAFETY: instructions are executed in activations.
        let innermost = unsafe { &*self.next.sub(1) };
        let count = usize::from(count);
        debug_assert!(first.index() + count <= innermost.code.register_count as usize, "registers of the window");
        let start = innermost.base.wrapping_add(first.index());
        // SAFETY: within the window.
        (0..count).map(move |index| unsafe { (*start.add(index)).take() })
    }

    /// Puts `count` of the innermost function's cells into its registers from `first` on, which are empty: the function
    /// begins.
    #[inline]
    pub(super) fn place_cells(&mut self, heap: &Heap, first: Register, count: usize) {
        let start = self.place(first).0;
        debug_assert!(first.index() + count <= self.innermost().map_or(0, |at| at.code.register_count as usize));
        let Some(closure) = self.innermost().and_then(|innermost| innermost.function().closure.get(heap).as_ref())
        else {
            return;
        };
        for (index, cell) in closure.items().iter().take(count).enumerate() {
            // SAFETY: within the window; the closure is none of its registers.
            let place = unsafe { &mut *start.add(index) };
            debug_assert!(place.is_none());
            // What was there owns nothing.
            std::mem::forget(place.replace(cell.clone()));
        }
    }

    /// Empties the innermost activation's registers from `from` on, the last one first, as CPython pops its stack when
    /// it unwinds.
    ///
    /// # Safety
    /// Nothing reads them before they are written.
    pub(super) unsafe fn clear_from(&mut self, from: Register) {
        let Some(innermost) = self.innermost() else { return };
        let_go(|sink| {
            for register in (from.index()..innermost.code.register_count as usize).rev() {
                // SAFETY: within the window.
                unsafe { (*innermost.base.add(register)).take() }.release(sink);
            }
        });
    }

    /// The number of a register that is on the stack; a generator's are elsewhere.
    #[inline(always)]
    pub fn number_of(&self, register: *const Slot) -> Option<usize> {
        let bytes = (register as usize).wrapping_sub(self.registers as usize);
        (bytes < REGISTERS * size_of::<Slot>()).then_some(bytes / size_of::<Slot>())
    }

    /// The registers of an activation, by number.
    ///
    /// # Panics
    /// When there is none of that number.
    #[inline]
    pub fn window(&self, activation: usize) -> &[Slot] {
        let activation = &self.activations()[activation];
        // SAFETY: the window's registers are initialised for as long as the activation is on the stack, and no
        // instruction writes them while the stack is borrowed.
        unsafe { std::slice::from_raw_parts(activation.base, activation.code.register_count as usize) }
    }

    /// Empties a temporary of an activation; gives back what it held.
    ///
    /// # Panics
    /// When it is none of the activation's.
    pub(super) fn unbind_temporary(&mut self, activation: usize, register: Register) -> Slot {
        let activation = &self.activations()[activation];
        assert!(register >= activation.first_temporary && register.index() < activation.code.register_count as usize);
        // SAFETY: within the window.
        unsafe { (*activation.base.add(register.index())).take() }
    }

    /// Makes an activation go on at instruction `index`.
    ///
    /// # Safety
    /// The registers that are read from there on are bound.
    pub(super) unsafe fn go_on_at(&mut self, activation: usize, index: usize) {
        assert!(activation < self.depth());
        // SAFETY: the place holds an activation; the rest is the contract.
        unsafe { (*self.bottom.add(activation)).go_to(index) };
    }

    /// Binds a register of an activation; gives back what it held. Whatever it is used for, a value may stand there.
    ///
    /// # Panics
    /// When the window has no such register: a defect of the compiler.
    pub fn bind_register(&mut self, activation: usize, register: Register, new: Value) -> Slot {
        let activation = &self.activations()[activation];
        assert!(register.index() < activation.code.register_count as usize);
        // SAFETY: within the window.
        unsafe { (*activation.base.add(register.index())).replace(new) }
    }
}

impl Default for Stack {
    fn default() -> Stack {
        Stack::new()
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        let (activations, registers) = Stack::layouts();
        // SAFETY: allocated by `new`. What a panic left in them is not dropped.
        unsafe {
            std::alloc::dealloc(self.bottom.cast(), activations);
            std::alloc::dealloc(self.registers.cast(), registers);
        }
    }
}

/// Zeroed memory, which the system provides as it is touched.
///
/// # Safety
/// The layout's size is not zero.
unsafe fn allocate(layout: Layout) -> *mut u8 {
    // SAFETY: per the contract.
    let block = unsafe { std::alloc::alloc_zeroed(layout) };
    if block.is_null() {
        std::alloc::handle_alloc_error(layout);
    }
    block
}

/// Empties the `count` registers from `base`, dropping what they hold, last to first, as CPython clears a frame.
///
/// # Safety
/// The registers belong to a window that nothing else reads meanwhile.
#[inline(always)]
pub unsafe fn clear_registers(base: *mut Slot, count: usize) {
    for index in (0..count).rev() {
        // SAFETY: within the window.
        let slot = unsafe { (*base.add(index)).take() };
        match slot {
            Some(value) if value.is_heap() => {
                if ends_with_code(value) {
                    // SAFETY: as here.
                    unsafe { clear_rest(base, index) };
                    return;
                }
            }
            immediate => std::mem::forget(immediate),
        }
    }
}

/// As [`clear_registers`], when code has to run before the rest may end.
///
/// # Safety
/// As there.
#[cold]
#[inline(never)]
unsafe fn clear_rest(base: *mut Slot, count: usize) {
    let_go(|sink| {
        for index in (0..count).rev() {
            // SAFETY: within the window.
            unsafe { (*base.add(index)).take() }.release(sink);
        }
    });
}

/// Moves `values` into the registers from `base`.
///
/// # Safety
/// The registers hold no object and are above every live window.
pub unsafe fn place_arguments(base: *mut Slot, values: impl Iterator<Item = Slot>) {
    for (index, value) in values.enumerate() {
        // SAFETY: the caller has checked the room.
        unsafe { *base.add(index) = value };
    }
}

/// A generator's body made of an activation's registers, which are left empty.
///
/// # Safety
/// The activation's window is live, and the activation is no longer on the stack. The body lives until it was used for
/// the last time: the function and the code are the body's now.
pub unsafe fn detach_body(activation: &mut Activation) -> Rc<FrameBody> {
    // SAFETY: per the contract.
    let (function, code) = unsafe { activation.give_code() };
    let count = activation.code.register_count as usize;
    // SAFETY: within the window.
    let window = (0..count).map(|index| unsafe { (*activation.base.add(index)).take() }).collect();
    Rc::new(FrameBody {
        function: crate::object::HeapCell::new(Some(function)),
        code,
        pc: Cell::new(activation.next_index() as u32),
        window: crate::object::HeapCell::new(window),
        namespace: crate::object::HeapCell::new(activation.namespace.take()),
        state: Cell::new(GeneratorState::Created),
        awaits: Cell::new(Register::at(0)),
        owned_by_frame: Cell::new(false),
        is_cleared: Cell::new(false),
        frame: Cell::new(None),
    })
}
