//! `generator`: a suspended activation that owns its registers.

mod attributes;
pub mod methods;

use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::rc::Rc;

use crate::object::{ClassFlags, Heap, HeapCell, Kind, Layout, Payload, Py, Slot, Str, Tracer, Tracking};
use crate::types::class::ClassSpec;
use crate::types::class::slots::Slots;
use crate::types::frame::FrameBody;

/// The declaration of `generator`.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::WEAK_REFERENCEABLE,
    slots: Slots {
        repr: Some(methods::repr),
        iter: Some(|_, this| Ok(this.clone())),
        next: Some(methods::next),
        ..Slots::EMPTY
    },
    methods: methods::METHODS,
    getset: attributes::ATTRIBUTES,
    ..ClassSpec::new("generator", Layout::of::<Generator>())
};

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
    /// See [`GeneratorState`].
    pub state: Cell<GeneratorState>,
    /// Its frame.
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

impl Payload for Generator {
    const KIND: Kind = Kind::Generator;
    const TRACKING: Tracking = Tracking::AtBirth;

    // CPython's gen_traverse; a running frame's registers belong to the interpreter.
    fn trace(&self, tracer: &mut Tracer<'_>) {
        let heap = tracer.heap();
        tracer.pointer(self.name.get(heap));
        tracer.pointer(self.qualname.get(heap));
        match self.state.get() {
            GeneratorState::Running => {}
            // Its code is kept for `gi_code`, and not shown.
            GeneratorState::Finished => self.body.trace_contents(tracer),
            GeneratorState::Created | GeneratorState::Suspended => self.body.trace(tracer),
        }
        tracer.slot(self.handled.get(heap));
    }

    fn clear(&self, heap: &mut Heap) {
        if !matches!(self.state.get(), GeneratorState::Running) {
            self.handled.set(heap, None);
        }
    }

    /// A suspended generator is closed before it dies: that runs its handlers, or just empties its registers, which
    /// is how the collector's finalizers break the cycles it is part of.
    const NEEDS_FINALIZER: Option<fn(&Generator, &Heap) -> bool> =
        Some(|this, _| this.state.get() == GeneratorState::Suspended);
}

impl Generator {
    /// Whether closing must run code: the generator is suspended inside a `try` or a `yield from`.
    fn has_handlers(&self) -> bool {
        let at = self.body.pc.get().saturating_sub(1);
        // The outermost row covers the whole body and only turns StopIteration into RuntimeError.
        let covering = self.body.code.handlers.iter().filter(|row| row.start <= at && at < row.end);
        covering.count() > 1 || attributes::delegates(self)
    }
}

impl Drop for Generator {
    fn drop(&mut self) {
        // A frame object that others hold takes the registers over; otherwise they die with the body.
        if let Some(frame) = self.body.frame.take()
            && frame.header().refcount() > 1
        {
            self.body.owned_by_frame.set(true);
            Heap::track_survivor(frame.header());
        }
    }
}
