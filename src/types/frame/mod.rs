//! `frame`: the object by which Python looks at an activation. It exists only once something asks.

mod attributes;
pub mod locals;
mod methods;
pub mod variables;
pub mod view;

use std::cell::Cell;
use std::rc::Rc;

use crate::object::{Heap, HeapCell, Kind, Layout, Payload, Py, Slot, Tracer, Tracking};
use crate::types::class::ClassSpec;
use crate::types::class::slots::Slots;
use crate::types::code::Code;
use crate::types::function::Function;

/// The declaration of `frame`.
pub const SPEC: ClassSpec = ClassSpec {
    slots: Slots { repr: Some(methods::repr), ..Slots::EMPTY },
    methods: methods::METHODS,
    getset: attributes::ATTRIBUTES,
    ..ClassSpec::new("frame", Layout::of::<Frame>())
};

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
    /// The frame object owns this body (and shows it to the collector), not a generator.
    pub owned_by_frame: Cell<bool>,
    /// The frame object that looks at this body, kept by the generator that owns it.
    pub frame: Cell<Option<Py<Frame>>>,
}

impl FrameBody {
    /// Shows function, code, locals and temporaries.
    pub fn trace(&self, tracer: &mut Tracer<'_>) {
        self.trace_function(tracer);
        tracer.pointer(&self.code);
        self.trace_window(tracer);
    }

    /// Shows all but the code.
    pub fn trace_contents(&self, tracer: &mut Tracer<'_>) {
        self.trace_function(tracer);
        self.trace_window(tracer);
    }

    fn trace_function(&self, tracer: &mut Tracer<'_>) {
        let heap = tracer.heap();
        let frame = self.frame.take();
        tracer.optional(&frame);
        self.frame.set(frame);
        tracer.slot(self.namespace.get(heap));
        tracer.optional(self.function.get(heap));
    }

    fn trace_window(&self, tracer: &mut Tracer<'_>) {
        for slot in self.window.get(tracer.heap()) {
            tracer.slot(slot);
        }
    }

    /// The frame object that looks at this body.
    pub fn frame_object(&self) -> Option<Py<Frame>> {
        let frame = self.frame.take();
        self.frame.set(frame.clone());
        frame
    }

    /// Drops locals and temporaries.
    pub fn clear(&self, heap: &mut Heap) {
        let count = self.window.get(heap).len();
        for index in 0..count {
            let old = self.window.get_mut(heap)[index].take();
            drop(old);
        }
        self.namespace.set(heap, None);
    }
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
}

impl Payload for Frame {
    const KIND: Kind = Kind::Frame;
    const TRACKING: Tracking = Tracking::Lazy;

    // CPython's frame_traverse.
    fn trace(&self, tracer: &mut Tracer<'_>) {
        let heap = tracer.heap();
        tracer.optional(self.back.get(heap));
        tracer.slot(self.trace_function.get(heap));
        tracer.optional(self.extra_locals.get(heap));
        if let Owner::Body(body) = self.owner.get(heap)
            && body.owned_by_frame.get()
        {
            body.trace(tracer);
        }
    }

    // CPython's frame_tp_clear.
    fn clear(&self, heap: &mut Heap) {
        self.trace_function.set(heap, None);
        self.extra_locals.set(heap, None);
        if let Owner::Body(body) = self.owner.get(heap)
            && body.owned_by_frame.get()
        {
            Rc::clone(body).clear(heap);
        }
    }
}
