//! `Tracer`: how the collector, `gc.get_referents` and the leak report see the references of an object.

use super::cell::Heap;
use super::collect::unreachable;
use super::edge::Edge;
use super::header::{Flags, GcLinks, Header};
use super::value::Value;

/// Receives every reference of an object with its name, in the order of CPython's `tp_traverse`.
pub struct Tracer<'a> {
    heap: &'a Heap,
    visit: Visit<'a>,
}

enum Visit<'a> {
    /// For the collector: one reference less to each object it is looking at.
    Subtract,
    /// For the collector: each object is reachable; the list is the one it is looking at.
    Reach(&'a GcLinks),
    /// For records: each object, which something refers to that is about to die.
    End(&'a mut dyn FnMut(&Header)),
    /// References with their names, and immediates too, which CPython has as objects.
    Named(&'a mut dyn FnMut(Edge<'_>, &Value)),
}

impl<'a> Tracer<'a> {
    /// A tracer for CPython's `subtract_refs`.
    pub(super) fn subtracting(heap: &'a Heap) -> Tracer<'a> {
        Tracer { heap, visit: Visit::Subtract }
    }

    /// A tracer for CPython's `move_unreachable`, which looks at the list `young`.
    pub(super) fn reaching(heap: &'a Heap, young: &'a GcLinks) -> Tracer<'a> {
        Tracer { heap, visit: Visit::Reach(young) }
    }

    /// A tracer that calls `visit` for every object.
    pub(super) fn ending(heap: &'a Heap, visit: &'a mut dyn FnMut(&Header)) -> Tracer<'a> {
        Tracer { heap, visit: Visit::End(visit) }
    }

    /// A tracer that calls `visit` for every reference and immediate, with its name.
    pub(super) fn named(heap: &'a Heap, visit: &'a mut dyn FnMut(Edge<'_>, &Value)) -> Tracer<'a> {
        Tracer { heap, visit: Visit::Named(visit) }
    }

    /// The capability to read fields while tracing.
    #[inline(always)]
    pub fn heap(&self) -> &'a Heap {
        self.heap
    }

    /// Shows one reference.
    #[inline(always)]
    pub fn value(&mut self, edge: Edge<'_>, value: &Value) {
        self.value_named(value, |tracer, value| tracer.show(edge, value));
    }

    /// As [`Tracer::value`], for a reference whose name has to be looked up: `show`, which does and calls
    /// [`Tracer::value`], is called only when names are asked for.
    #[inline(always)]
    pub fn value_named(&mut self, value: &Value, show: impl FnOnce(&mut Self, &Value)) {
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
            Visit::End(_) => self.end(value),
            Visit::Named(_) => show(self, value),
        }
    }

    #[cold]
    #[inline(never)]
    fn end(&mut self, value: &Value) {
        if let (Visit::End(visit), Some(header)) = (&mut self.visit, value.header()) {
            visit(header);
        }
    }

    /// Whether names are asked for.
    #[inline(always)]
    pub fn is_named(&self) -> bool {
        matches!(self.visit, Visit::Named(_))
    }

    #[cold]
    #[inline(never)]
    fn show(&mut self, edge: Edge<'_>, value: &Value) {
        if let Visit::Named(visit) = &mut self.visit {
            visit(edge, value);
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
