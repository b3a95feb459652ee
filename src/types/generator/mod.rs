//! `generator`: a suspended activation that owns its registers. Coroutines and asynchronous generators are the same
//! payload behind other classes.

pub mod attributes;
pub mod declaration;
mod finalize;
pub mod methods;

use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::rc::Rc;

use ouropy_compiler::code::CodeFlags;

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

/// Which of the three a [`Generator`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavour {
    /// `generator`
    Generator,
    /// `coroutine`
    Coroutine,
    /// `async_generator`
    AsyncGenerator,
}

impl Flavour {
    /// What a call of a function with these flags makes.
    #[inline]
    pub fn of(flags: CodeFlags) -> Flavour {
        if flags.contains(CodeFlags::COROUTINE) {
            Flavour::Coroutine
        } else if flags.contains(CodeFlags::ASYNC_GENERATOR) {
            Flavour::AsyncGenerator
        } else {
            Flavour::Generator
        }
    }

    /// The words for it in messages.
    pub fn noun(self) -> &'static str {
        match self {
            Flavour::Generator => "generator",
            Flavour::Coroutine => "coroutine",
            Flavour::AsyncGenerator => "async generator",
        }
    }
}

/// How far the iteration of an asynchronous generator has come.
#[derive(Default)]
pub struct Iteration {
    /// `sys.set_asyncgen_hooks`'s hooks have seen it.
    pub hooked: Cell<bool>,
    /// It was closed, or has ended by an exception that ends iterations.
    pub closed: Cell<bool>,
    /// `ag_running`: something it gave out is being awaited.
    pub running: Cell<bool>,
}

/// A generator, coroutine or asynchronous generator.
pub struct Generator {
    /// Its frame, which knows the [`GeneratorState`].
    pub body: Rc<FrameBody>,
    /// The generator that a suspended one delegates to, when that one was suspended with it. Not counted: the iterator's
    /// register in the body holds it.
    pub delegate: Cell<Option<ManuallyDrop<Py<Generator>>>>,
    /// Of an asynchronous generator.
    pub iteration: Iteration,
    /// `cr_origin` of a coroutine; of an asynchronous generator the finalizer that the hooks gave it.
    pub origin_or_finalizer: HeapCell<Slot>,
    /// The exception being handled inside, while suspended.
    pub handled: HeapCell<Slot>,
    /// `__name__`.
    pub name: HeapCell<Py<Str>>,
    /// `__qualname__`.
    pub qualname: HeapCell<Py<Str>>,
}

payload! { Generator: AtBirth, needs_finalizer needs_finalizer;
    // CPython's gen_traverse.
    traverse(this, tracer) {
        // An origin is tuples, strs and ints, which CPython does not visit.
        if this.flavour() == Flavour::AsyncGenerator {
            this.origin_or_finalizer.trace(Edge::Internal("finalizer"), tracer);
        }
        this.name.trace(Edge::Attribute("__name__"), tracer);
        this.qualname.trace(Edge::Attribute("__qualname__"), tracer);
        match this.state() {
            GeneratorState::Finished => this.body.trace_code(tracer),
            _ => this.body.trace(tracer),
        }
        this.handled.trace(Edge::Internal("handled exception"), tracer);
    }
    size(this, _heap) { this.body.code.frame_size() }
    dealloc(this, sink) {
        this.origin_or_finalizer.release(sink);
        // A frame object that others hold takes the registers over; otherwise they die with the body.
        if let Some(frame) = this.body.frame.take() {
            if !frame.header().is_unshared() {
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

/// A generator that has not ended is closed before it dies: that runs its handlers, or just empties its registers, which is
/// how the collector's finalizers break the cycles it is part of. A coroutine that was never awaited is worth a warning, and
/// an asynchronous generator known to a hook is for the hook to close.
fn needs_finalizer(this: &Generator) -> bool {
    matches!(this.state(), GeneratorState::Created | GeneratorState::Suspended)
}

impl Generator {
    /// What it is doing.
    #[inline(always)]
    pub fn state(&self) -> GeneratorState {
        self.body.state.get()
    }

    /// Which of the three it is.
    #[inline]
    pub fn flavour(&self) -> Flavour {
        Flavour::of(self.body.code.flags)
    }

    /// Whether `await` takes it as it is: a coroutine, or a generator of a function that `types.coroutine` has marked.
    pub fn is_awaitable(&self) -> bool {
        self.body.code.flags.intersects(CodeFlags::COROUTINE | CodeFlags::ITERABLE_COROUTINE)
    }

    /// The register of the iterator, while it is suspended in a `yield from`.
    pub fn delegating(&self) -> Option<usize> {
        attributes::delegate_register(self)
    }

    /// Whether closing must run code: the generator is suspended inside a `try` or a `yield from`.
    fn has_handlers(&self) -> bool {
        let at = self.body.pc.get().saturating_sub(1);
        // The outermost row covers the whole body and only turns StopIteration into RuntimeError.
        let covering = self.body.code.handlers.iter().filter(|row| row.start <= at && at < row.end);
        covering.count() > 1 || attributes::delegates(self)
    }
}
