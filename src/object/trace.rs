//! `Tracer`: how the collector, `gc.get_referents` and the leak report see the references of an object.

use std::ptr::NonNull;

use super::cell::Heap;
use super::header::Header;
use super::pointer::Py;
use super::value::Value;

/// Receives every reference of an object, in the order of CPython's `tp_traverse`.
pub struct Tracer<'a> {
    heap: &'a Heap,
    visit: Visit<'a>,
}

enum Visit<'a> {
    /// For the collector: references to the heap.
    Objects(&'a mut dyn FnMut(NonNull<Header>)),
    /// For `gc.get_referents`: immediates too, which CPython has as objects.
    Values(&'a mut dyn FnMut(&Value)),
}

impl<'a> Tracer<'a> {
    /// A tracer that calls `visit` for every heap reference.
    pub fn new(heap: &'a Heap, visit: &'a mut dyn FnMut(NonNull<Header>)) -> Tracer<'a> {
        Tracer { heap, visit: Visit::Objects(visit) }
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
        match &mut self.visit {
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
