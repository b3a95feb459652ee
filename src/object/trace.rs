//! `Tracer`: how the collector, `gc.get_referents` and the leak report see the references of an object.

use std::ptr::NonNull;

use super::cell::Heap;
use super::collect::unreachable;
use super::header::{Flags, GcLinks, Header};
use super::pointer::Py;
use super::value::Value;

/// Receives every reference of an object, in the order of CPython's `tp_traverse`.
pub struct Tracer<'a> {
    heap: &'a Heap,
    visit: Visit<'a>,
}

enum Visit<'a> {
    /// For the collector: one reference less to each object it is looking at.
    Subtract,
    /// For the collector: each object is reachable; the list is the one it is looking at.
    Reach(&'a GcLinks),
    /// References to the heap.
    Objects(&'a mut dyn FnMut(NonNull<Header>)),
    /// For `gc.get_referents`: immediates too, which CPython has as objects.
    Values(&'a mut dyn FnMut(&Value)),
}

impl<'a> Tracer<'a> {
    /// A tracer that calls `visit` for every heap reference.
    pub fn new(heap: &'a Heap, visit: &'a mut dyn FnMut(NonNull<Header>)) -> Tracer<'a> {
        Tracer { heap, visit: Visit::Objects(visit) }
    }

    /// A tracer for CPython's `subtract_refs`.
    pub(super) fn subtracting(heap: &'a Heap) -> Tracer<'a> {
        Tracer { heap, visit: Visit::Subtract }
    }

    /// A tracer for CPython's `move_unreachable`, which looks at the list `young`.
    pub(super) fn reaching(heap: &'a Heap, young: &'a GcLinks) -> Tracer<'a> {
        Tracer { heap, visit: Visit::Reach(young) }
    }

    /// A tracer that calls `visit` for every reference and immediate.
    pub fn of_values(heap: &'a Heap, visit: &'a mut dyn FnMut(&Value)) -> Tracer<'a> {
        Tracer { heap, visit: Visit::Values(visit) }
    }

    /// The capability to read fields while tracing.
    #[inline(always)]
    pub fn heap(&self) -> &'a Heap {
        self.heap
    }

    /// Shows one reference.
    #[inline(always)]
    pub fn value(&mut self, value: &Value) {
        // A collection traces everything twice: what it does with a reference is done here.
        match &self.visit {
            Visit::Subtract => {
                if let Some(header) = value.header()
                    && header.flags().contains(Flags::COLLECTING)
                {
                    subtract(header);
                }
            }
            Visit::Reach(young) => {
                if let Some(header) = value.header()
                    && header.flags().contains(Flags::COLLECTING)
                {
                    unreachable::reach(young, header);
                }
            }
            _ => self.show(value),
        }
    }

    #[inline(never)]
    fn show(&mut self, value: &Value) {
        match &mut self.visit {
            Visit::Subtract | Visit::Reach(_) => {}
            Visit::Objects(visit) => {
                if let Some(header) = value.header_ptr() {
                    visit(header);
                }
            }
            Visit::Values(visit) => visit(value),
        }
    }

    /// Shows one reference if the slot holds one.
    #[inline(always)]
    pub fn slot(&mut self, slot: &Option<Value>) {
        if let Some(value) = slot {
            self.value(value);
        }
    }

    /// Shows every reference of a slice.
    #[inline(always)]
    pub fn values(&mut self, values: &[Value]) {
        for value in values {
            self.value(value);
        }
    }

    /// Shows a typed pointer.
    #[inline(always)]
    pub fn pointer<T: super::layout::Payload>(&mut self, pointer: &Py<T>) {
        self.value(pointer.as_value());
    }

    /// Shows a typed pointer if there is one.
    #[inline(always)]
    pub fn optional<T: super::layout::Payload>(&mut self, pointer: &Option<Py<T>>) {
        if let Some(pointer) = pointer {
            self.pointer(pointer);
        }
    }
}

/// One of the references to an object that is being looked at comes from another such object.
#[inline(always)]
fn subtract(header: &Header) {
    if let Some(links) = header.links() {
        debug_assert!(links.previous.get() > 0, "more references than were counted");
        links.previous.set(links.previous.get().wrapping_sub(1));
    }
}
