//! Fields that own references: how the collector sees them, and how a dying object gives them away.

use std::collections::VecDeque;

use super::cell::HeapCell;
use super::dealloc;
use super::edge::Edge;
use super::payload::Payload;
use super::pointer::Py;
use super::trace::Tracer;
use super::value::{Slot, Value};

/// Where the references of a dying object go, one at a time, in the order of CPython's `tp_dealloc`.
///
/// Here each one ends at once, and what it alone kept alive dies (or is parked) before the next one is given. While
/// something is parked, a reference to an object that lives on is parked too: CPython would still hold it when the
/// parked objects' code runs.
pub struct Release(());

impl Release {
    /// The sink of one dying object.
    #[inline(always)]
    pub(super) fn begin() -> Release {
        Release(())
    }

    /// Takes a reference over.
    #[inline(always)]
    pub fn give(&mut self, value: Value) {
        dealloc::give_up(value);
    }

    /// As [`give`](Release::give); whether something is parked now, so that [`wait`](Release::wait) may take the rest
    /// of a large container.
    #[inline(always)]
    pub fn gives(&mut self, value: Value) -> bool {
        dealloc::give_up(value)
    }

    /// Takes what is left over, the first one first, while something is parked: it needs no memory for each.
    pub fn wait(&mut self, rest: impl Iterator<Item = Value> + 'static) {
        dealloc::park_rest(rest);
    }
}

/// Ends the references that `f` gives away, in the order and manner in which a dying object's end: for a living one
/// that lets go of many together.
#[inline]
pub fn let_go(f: impl FnOnce(&mut Release)) {
    f(&mut Release::begin());
}

/// A field of a payload that owns references.
pub trait References: Sized + 'static {
    /// Shows them to the tracer. `edge` is the name of the field.
    fn trace(&self, edge: Edge<'_>, tracer: &mut Tracer<'_>);

    /// Gives them away, the first one first.
    fn release(self, sink: &mut Release);

    /// Gives those of several fields away, the first one first.
    #[inline(always)]
    fn release_each(fields: impl Iterator<Item = Self> + 'static, sink: &mut Release) {
        for field in fields {
            field.release(sink);
        }
    }
}

impl References for Value {
    #[inline(always)]
    fn trace(&self, edge: Edge<'_>, tracer: &mut Tracer<'_>) {
        tracer.value(edge, self);
    }

    #[inline(always)]
    fn release(self, sink: &mut Release) {
        sink.give(self);
    }

    #[inline(always)]
    fn release_each(mut fields: impl Iterator<Item = Value> + 'static, sink: &mut Release) {
        while let Some(value) = fields.next() {
            if sink.gives(value) {
                return sink.wait(fields);
            }
        }
    }
}

impl<T: Payload> References for Py<T> {
    #[inline(always)]
    fn trace(&self, edge: Edge<'_>, tracer: &mut Tracer<'_>) {
        tracer.value(edge, self.as_value());
    }

    #[inline(always)]
    fn release(self, sink: &mut Release) {
        sink.give(self.into_value());
    }
}

impl<T: References> References for Option<T> {
    #[inline(always)]
    fn trace(&self, edge: Edge<'_>, tracer: &mut Tracer<'_>) {
        if let Some(content) = self {
            content.trace(edge, tracer);
        }
    }

    #[inline(always)]
    fn release(self, sink: &mut Release) {
        if let Some(content) = self {
            content.release(sink);
        }
    }
}

impl<T: References> References for HeapCell<T> {
    #[inline(always)]
    fn trace(&self, edge: Edge<'_>, tracer: &mut Tracer<'_>) {
        self.get(tracer.heap()).trace(edge, tracer);
    }

    #[inline(always)]
    fn release(self, sink: &mut Release) {
        self.into_inner().release(sink);
    }
}

/// What holds several fields, the first one first.
macro_rules! sequences {
    ($($sequence:ty),*) => {$(
        impl<T: References> References for $sequence {
            #[inline(always)]
            fn trace(&self, edge: Edge<'_>, tracer: &mut Tracer<'_>) {
                for (index, item) in self.iter().enumerate() {
                    item.trace(edge.item(index), tracer);
                }
            }

            #[inline(always)]
            fn release(self, sink: &mut Release) {
                T::release_each(self.into_iter(), sink);
            }
        }
    )*};
}

sequences!(Vec<T>, VecDeque<T>, Box<[T]>);

/// Gives the items of a vector away from the end, as CPython's `list_dealloc` does.
#[inline]
pub fn release_from_end(items: Vec<Value>, sink: &mut Release) {
    Value::release_each(items.into_iter().rev(), sink);
}

/// Shows what slots hold, each as what `edge` says of its number.
#[inline]
pub fn trace_slots<'e>(slots: &'e [Slot], tracer: &mut Tracer<'_>, edge: impl Fn(usize) -> Edge<'e>) {
    let mut rest = slots.iter();
    while let Some(slot) = rest.next() {
        if let Some(value) = slot {
            // The number follows from what is left: nothing is counted unless names are asked for.
            tracer.value_named(value, |tracer, value| tracer.value(edge(slots.len() - rest.len() - 1), value));
        }
    }
}

/// Shows items from the end, as CPython's `list_traverse` and `tupletraverse`.
#[inline]
pub fn trace_from_end(items: &[Value], tracer: &mut Tracer<'_>) {
    let mut rest = items.iter();
    while let Some(item) = rest.next_back() {
        tracer.value_named(item, |tracer, item| tracer.value(Edge::Item(rest.len()), item));
    }
}
