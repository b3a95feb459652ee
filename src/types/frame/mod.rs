//! `frame`: the object by which Python looks at an activation. It exists only once something asks.

mod attributes;
pub mod declaration;
pub mod locals;
mod methods;
pub mod variables;
pub mod view;

use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::rc::Rc;

use ouropy_compiler::code::{CodeFlags, Opcode, Register, held_without_consumed};

use crate::object::{Edge, Heap, HeapCell, Py, References, Release, Slot, Tracer, Tuple, let_go, payload, trace_slots};
use crate::types::code::Code;
use crate::types::function::Function;
use crate::types::generator::{Generator, GeneratorState};

/// The part of an activation that outlives the call: a generator's frame, or what a frame object took over.
pub struct FrameBody {
    /// The function; empty once cleared.
    pub function: HeapCell<Option<Py<Function>>>,
    /// Its code.
    pub code: Py<Code>,
    /// The instruction to run next.
    pub pc: Cell<u32>,
    /// The registers. Never resized: a running generator's window is here.
    pub window: HeapCell<Vec<Slot>>,
    /// The namespace of a class body or module.
    pub namespace: HeapCell<Slot>,
    /// What the generator that owns it is doing. A body that a frame object owns has finished.
    pub state: Cell<GeneratorState>,
    /// The register that gets what is sent to a suspended generator.
    pub awaits: Cell<Register>,
    /// The frame object owns this body (and shows it to the collector), not a generator.
    pub owned_by_frame: Cell<bool>,
    /// `frame.clear()` has emptied it: what is written into its registers later is shown to nobody and never freed.
    pub is_cleared: Cell<bool>,
    /// The frame object that looks at this body, kept by the generator that owns it.
    pub frame: Cell<Option<Py<Frame>>>,
}

impl FrameBody {
    /// Shows frame object, function, code, locals and temporaries.
    pub fn trace(&self, tracer: &mut Tracer<'_>) {
        let frame = self.frame.take();
        if let Some(frame) = &frame {
            tracer.value_named(frame.as_value(), |tracer, frame| tracer.value(self.names().frame, frame));
        }
        self.frame.set(frame);
        self.namespace.trace(Edge::Attribute("f_locals"), tracer);
        self.function.trace(Edge::Internal("function"), tracer);
        self.trace_code(tracer);
        if self.is_cleared.get() && Heap::keeps_disowned() {
            return;
        }
        let window = self.window.get(tracer.heap());
        let edge = |register: usize| match self.code.locals.get(register) {
            Some((name, _)) => Edge::Local(name.as_value()),
            None => Edge::Temporary(register),
        };
        let held = match self.state.get() {
            _ if !tracer.is_named() => return trace_slots(window, tracer, edge),
            GeneratorState::Suspended => self.held_registers(),
            // No temporary holds anything yet, or any more.
            GeneratorState::Created | GeneratorState::Finished => {
                (0..window.len()).map(|register| register < self.code.first_temporary.index()).collect()
            }
            GeneratorState::Running => return trace_slots(window, tracer, edge),
        };
        for (register, slot) in window.iter().enumerate() {
            // A temporary that was consumed may have left an immediate behind.
            if let Some(value) = slot
                && (value.header().is_some() || held.get(register).is_none_or(|held| *held))
            {
                tracer.value(edge(register), value);
            }
        }
    }

    /// Which registers of a suspended body hold what will be read again; empty if nobody knows.
    fn held_registers(&self) -> Vec<bool> {
        let (unit, next) = (&self.code.unit, self.pc.get() as usize);
        let stands_at = match (next.checked_sub(1), unit.instructions.get(next)) {
            (Some(before), _) if unit.instructions[before].opcode == Opcode::YIELD_VALUE => Some(before),
            (_, Some(repeated)) if repeated.opcode == Opcode::YIELD_FROM => Some(next),
            _ => None,
        };
        stands_at.and_then(|at| held_without_consumed(unit, at)).unwrap_or_default()
    }

    /// Shows the code, which a generator keeps when its frame has ended.
    pub fn trace_code(&self, tracer: &mut Tracer<'_>) {
        tracer.value_named(self.code.as_value(), |tracer, code| tracer.value(self.names().code, code));
    }

    /// How the owner of the body refers to its code and its frame object.
    fn names(&self) -> BodyNames {
        let (code, frame) = if self.owned_by_frame.get() {
            return BodyNames { code: Edge::Attribute("f_code"), frame: Edge::Internal("frame") };
        } else if self.code.flags.contains(CodeFlags::COROUTINE) {
            ("cr_code", "cr_frame")
        } else if self.code.flags.contains(CodeFlags::ASYNC_GENERATOR) {
            ("ag_code", "ag_frame")
        } else {
            ("gi_code", "gi_frame")
        };
        BodyNames { code: Edge::Attribute(code), frame: Edge::Attribute(frame) }
    }

    /// Gives away what a body refers to when its last owner, which is `body`, dies.
    pub fn release(body: Rc<FrameBody>, sink: &mut Release) {
        let Some(body) = Rc::into_inner(body) else { return };
        body.frame.into_inner().release(sink);
        release_window(body.window, &body.is_cleared, sink);
        body.namespace.release(sink);
        body.function.release(sink);
        body.code.release(sink);
    }

    /// As [`release`](Self::release), in the order in which a frame object lets go of what it has taken over.
    fn release_of_frame(body: Rc<FrameBody>, sink: &mut Release) {
        let Some(body) = Rc::into_inner(body) else { return };
        body.frame.into_inner().release(sink);
        body.code.release(sink);
        body.function.release(sink);
        body.namespace.release(sink);
        release_window(body.window, &body.is_cleared, sink);
    }

    /// The frame object that looks at this body.
    pub fn frame_object(&self) -> Option<Py<Frame>> {
        let frame = self.frame.take();
        self.frame.set(frame.clone());
        frame
    }

    /// Ends a generator's body that is not being executed: a frame object that others hold takes over what the body
    /// has; otherwise all but the code is dropped. As CPython's `_PyFrame_ClearExceptCode`.
    ///
    /// # Panics
    /// When it is being executed.
    pub fn end(&self, heap: &mut Heap) {
        assert!(self.state.get() != GeneratorState::Running, "an executing generator keeps its registers");
        self.pass_start();
        self.state.set(GeneratorState::Finished);
        let frame = self.frame.take().filter(|frame| frame.header().refcount() > 1);
        let Some(frame) = frame else {
            self.clear(heap);
            drop(self.function.replace(heap, None));
            return;
        };
        let taken_over = FrameBody {
            function: HeapCell::new(self.function.replace(heap, None)),
            code: self.code.clone(),
            pc: self.pc.clone(),
            window: HeapCell::new(self.window.take(heap)),
            namespace: HeapCell::new(self.namespace.replace(heap, None)),
            state: self.state.clone(),
            awaits: self.awaits.clone(),
            owned_by_frame: Cell::new(true),
            is_cleared: Cell::new(false),
            frame: Cell::new(None),
        };
        frame.owner.set(heap, Owner::Body(Rc::new(taken_over)));
        heap.track(frame.header());
    }

    /// A generator that ends before it was started stands at its first instruction, as in CPython's `take_ownership`.
    pub fn pass_start(&self) {
        if self.state.get() == GeneratorState::Created {
            self.pc.set(self.pc.get() + 1);
        }
    }

    /// Drops temporaries and locals, the last one first.
    pub fn clear(&self, heap: &mut Heap) {
        let count = self.window.get(heap).len();
        let_go(|sink| {
            for index in (0..count).rev() {
                self.window.get_mut(heap)[index].take().release(sink);
            }
        });
        self.namespace.set(heap, None);
    }
}

/// Gives away what the registers of a body hold, the last one first.
fn release_window(window: HeapCell<Vec<Slot>>, is_cleared: &Cell<bool>, sink: &mut Release) {
    let mut window = window.into_inner();
    while let Some(register) = window.pop() {
        match register {
            Some(value) if is_cleared.get() => Heap::disown(value).release(sink),
            register => register.release(sink),
        }
    }
}

/// Names of references of a [`FrameBody`] that depend on its owner.
struct BodyNames {
    code: Edge<'static>,
    frame: Edge<'static>,
}

/// Who owns the registers that a frame object shows, as the `owner` of CPython's interpreter frames.
pub enum Owner {
    /// The stack: the activation of this number is being executed.
    Stack(usize),
    /// A generator, or the frame object itself.
    Body(Rc<FrameBody>),
}

/// A frame object.
pub struct Frame {
    /// `f_back` of a frame that has ended.
    pub back: HeapCell<Option<Py<Frame>>>,
    /// Who owns the locals.
    pub owner: HeapCell<Owner>,
    /// `f_code`.
    pub code: Py<Code>,
    /// `f_trace`.
    pub trace_function: HeapCell<Slot>,
    /// `f_trace_lines`.
    pub traces_lines: Cell<bool>,
    /// `f_trace_opcodes`.
    pub traces_opcodes: Cell<bool>,
    /// Names that `f_locals` was given beyond the function's variables.
    pub extra_locals: HeapCell<Option<Py<crate::types::dict::Dict>>>,
    /// The generator whose body it shows, not counted: valid as long as that body is not the frame's own.
    pub generator: Cell<Option<ManuallyDrop<Py<Generator>>>>,
    /// What `f_locals` has written over: an instruction that is being executed may still borrow it.
    pub overwritten: HeapCell<Option<Py<Tuple>>>,
}

payload! { Frame: Lazy;
    // CPython's frame_traverse.
    traverse(this, tracer) {
        let heap = tracer.heap();
        this.back.trace(Edge::Attribute("f_back"), tracer);
        this.trace_function.trace(Edge::Attribute("f_trace"), tracer);
        this.extra_locals.trace(Edge::Internal("extra locals"), tracer);
        this.overwritten.trace(Edge::Internal("overwritten locals"), tracer);
        if let Owner::Body(body) = this.owner.get(heap)
            && body.owned_by_frame.get()
        {
            body.trace(tracer);
        }
    }
    // CPython's frame_dealloc: a frame that lived through this one alone goes after the locals.
    dealloc(this, sink) {
        this.code.release(sink);
        if let Owner::Body(body) = this.owner.into_inner() {
            FrameBody::release_of_frame(body, sink);
        }
        this.back.release(sink);
        this.trace_function.release(sink);
        this.extra_locals.release(sink);
        this.overwritten.release(sink);
    }
    size(this, _heap) { this.code.frame_size() }
    // CPython's frame_tp_clear.
    clear(this, heap) {
        this.clear(heap);
    }
}

impl Frame {
    /// `f_generator`: the generator that owns the registers.
    pub fn generator(&self, heap: &Heap) -> Option<Py<Generator>> {
        match self.owner.get(heap) {
            Owner::Body(body) if !body.owned_by_frame.get() => {
                let generator = self.generator.take()?;
                let found = Py::clone(&generator);
                self.generator.set(Some(generator));
                Some(found)
            }
            _ => None,
        }
    }

    /// Drops what it owns, as CPython's `frame_tp_clear`.
    pub fn clear(&self, heap: &mut Heap) {
        self.trace_function.set(heap, None);
        self.extra_locals.set(heap, None);
        self.overwritten.set(heap, None);
        if let Owner::Body(body) = self.owner.get(heap)
            && body.owned_by_frame.get()
        {
            body.is_cleared.set(true);
            Rc::clone(body).clear(heap);
        }
    }
}
