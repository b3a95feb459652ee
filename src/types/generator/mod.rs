//! `generator`: a suspended activation that owns its registers.

mod attributes;
pub mod declaration;
pub mod methods;

use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::rc::Rc;

use crate::object::{Edge, Heap, HeapCell, Py, References, Slot, Str, payload};
use crate::types::frame::FrameBody;

/// What a generator is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeneratorState {
    /// Made, not started.
    Created,
    /// At a `yield`.
    Suspended,
    /// Being executed.
    Running,
    /// Returned, raised or closed.
    Finished,
}

/// A generator.
pub struct Generator {
    /// Its frame, which knows the [`GeneratorState`].
    pub body: Rc<FrameBody>,
    /// The generator that a suspended one delegates to, when that one was suspended with it. Not counted: the iterator's
    /// register in the body holds it.
    pub delegate: Cell<Option<ManuallyDrop<Py<Generator>>>>,
    /// The exception being handled inside, while suspended.
    pub handled: HeapCell<Slot>,
    /// `__name__`.
    pub name: HeapCell<Py<Str>>,
    /// `__qualname__`.
    pub qualname: HeapCell<Py<Str>>,
}

payload! { Generator: AtBirth, needs_finalizer needs_finalizer;
    // CPython's gen_traverse; a running frame's registers belong to the interpreter.
    traverse(this, tracer) {
        this.name.trace(Edge::Attribute("__name__"), tracer);
        this.qualname.trace(Edge::Attribute("__qualname__"), tracer);
        match this.state() {
            GeneratorState::Running => {}
            GeneratorState::Finished => this.body.trace_code(tracer),
            GeneratorState::Created | GeneratorState::Suspended => this.body.trace(tracer),
        }
        this.handled.trace(Edge::Internal("handled exception"), tracer);
    }
    dealloc(this, sink) {
        // A frame object that others hold takes the registers over; otherwise they die with the body.
        if let Some(frame) = this.body.frame.take() {
            if frame.header().refcount() > 1 {
                this.body.pass_start();
                this.body.state.set(GeneratorState::Finished);
                this.body.owned_by_frame.set(true);
                Heap::track_survivor(frame.header());
            }
            frame.release(sink);
        }
        FrameBody::release(this.body, sink);
        this.handled.release(sink);
        this.name.release(sink);
        this.qualname.release(sink);
    }
    clear(this, heap) {
        if this.state() != GeneratorState::Running {
            this.handled.set(heap, None);
        }
    }
}

/// A suspended generator is closed before it dies: that runs its handlers, or just empties its registers, which is how the
/// collector's finalizers break the cycles it is part of.
fn needs_finalizer(this: &Generator) -> bool {
    this.state() == GeneratorState::Suspended
}

impl Generator {
    /// What it is doing.
    #[inline(always)]
    pub fn state(&self) -> GeneratorState {
        self.body.state.get()
    }

    /// Whether closing must run code: the generator is suspended inside a `try` or a `yield from`.
    fn has_handlers(&self) -> bool {
        let at = self.body.pc.get().saturating_sub(1);
        // The outermost row covers the whole body and only turns StopIteration into RuntimeError.
        let covering = self.body.code.handlers.iter().filter(|row| row.start <= at && at < row.end);
        covering.count() > 1 || attributes::delegates(self)
    }
}
