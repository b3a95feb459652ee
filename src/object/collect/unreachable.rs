//! Which objects of a list does nothing outside the list keep alive? Copy the counts, subtract the references the
//! objects hold on one another, and what is left with a positive count is referred to from outside; so is all it
//! refers to.
//!
//! While this runs no object can be born, die or change, so `previous` of the objects looked at is free to hold
//! `gc_refs`; the marks are bits of the header. CPython keeps its marks in the links' low bits; here the links are
//! plain addresses again before anything else runs, and taking an object out of its list needs no masks.
#![expect(unsafe_code, reason = "lists are threaded through the objects")]

use std::ptr::NonNull;

use super::super::cell::Heap;
use super::super::class::{ClassFlags, ClassHead};
use super::super::edge::Edge;
use super::super::header::{Flags, GcLinks, Header};
use super::super::heap::state;
use super::super::kind::Kind;
use super::super::pointer::Object;
use super::super::trace::Tracer;
use super::super::tuple::Tuple;
use super::super::value::Value;
use super::Generations;

/// Moves what only the objects of list `base` keep alive to list `unreachable`, which is empty before. What stays
/// keeps its order but for objects first taken for unreachable, which come back at the end, in the order in which
/// they were reached: CPython's order.
///
/// The objects moved keep [`Flags::COLLECTING`].
///
/// # Panics
/// In a destructor: what is being torn down is in a list still, and nobody may get hold of it.
pub(super) fn deduce(heap: &Heap, lists: &Generations, base: usize, unreachable: usize) {
    state(|s| assert!(s.depth.get() == 0, "destructors do not collect"));
    copy_counts(lists, base);
    subtract_references(heap, lists, base);
    move_unreachable(heap, lists, base, unreachable);
    lists.each(unreachable, |header| remove(header, Flags::UNREACHABLE));
}

/// CPython's `update_refs`.
fn copy_counts(lists: &Generations, base: usize) {
    lists.each(base, |header| {
        let (header, links) = node(header);
        if header.flags().contains(Flags::IMMORTAL) {
            links.unlink();
            return;
        }
        debug_assert!(header.refcount() > 0, "a dead object is tracked");
        links.previous.set(header.refcount() as usize);
        header.insert_flags(Flags::COLLECTING);
    });
}

/// CPython's `subtract_refs`.
fn subtract_references(heap: &Heap, lists: &Generations, base: usize) {
    lists.each(base, |object| {
        // SAFETY: objects in a list are alive.
        unsafe { heap.trace(object, &mut Tracer::subtracting(heap)) };
    });
}

fn move_unreachable(heap: &Heap, lists: &Generations, base: usize, unreachable: usize) {
    let (young, away) = (&lists.heads[base], &lists.heads[unreachable]);
    let mut previous = young;
    loop {
        let at = previous.next.get();
        if at == young.address() {
            break;
        }
        // SAFETY: a node that is not the head belongs to a live object.
        let (object, links) = unsafe { ((*(at as *const GcLinks)).header(), &*(at as *const GcLinks)) };
        if links.previous.get() == 0 {
            // Nothing seen so far refers to it: away with it for now. If it is the last node, `young.previous` keeps
            // pointing at it, but then nothing more is appended.
            previous.next.set(links.next.get());
            away.append(links);
            insert(object, Flags::UNREACHABLE);
        } else {
            // SAFETY: objects in a list are alive.
            unsafe { heap.trace(object, &mut Tracer::reaching(heap, young)) };
            links.previous.set(previous.address());
            remove(object, Flags::COLLECTING);
            previous = links;
        }
    }
    young.previous.set(previous.address());
}

/// CPython's `visit_reachable`, of an object that is being looked at.
#[inline]
pub(in crate::object) fn reach(young: &GcLinks, referent: &Header) {
    let Some(links) = referent.links() else { return };
    if referent.flags().contains(Flags::UNREACHABLE) {
        links.unlink();
        referent.remove_flags(Flags::UNREACHABLE);
        young.append(links);
        links.previous.set(1);
    } else if links.previous.get() == 0 {
        links.previous.set(1);
    }
}

/// Stops tracking the exact tuples of a list that can never be part of a cycle.
pub(super) fn untrack_tuples(heap: &Heap, lists: &Generations, list: usize) {
    lists.each(list, |object| {
        let (header, links) = node(object);
        if !is_exact_tuple(header) {
            return;
        }
        let mut contents_may_be_tracked = false;
        let mut look = |_: Edge<'_>, item: &Value| contents_may_be_tracked |= item.header().is_some_and(may_be_tracked);
        // SAFETY: objects in a list are alive.
        unsafe { heap.trace(object, &mut Tracer::named(heap, &mut look)) };
        if !contents_may_be_tracked {
            links.unlink();
        }
    });
}

/// CPython's `PyTuple_CheckExact`.
fn is_exact_tuple(header: &Header) -> bool {
    header.kind() == Kind::Tuple
        && !header.class_head().has(ClassFlags::HEAP_TYPE)
        // SAFETY: the kind says so.
        && !unsafe { NonNull::from(header).cast::<Object<Tuple>>().as_ref() }.payload.is_struct_sequence()
}

/// CPython's `_PyObject_GC_MAY_BE_TRACKED`: everything of a collected type, tracked now or not, save exact tuples
/// already untracked. A class that CPython has as a static type is not of a collected type.
fn may_be_tracked(header: &Header) -> bool {
    header.is_container()
        && match header.kind() {
            Kind::Tuple => header.is_tracked() || !is_exact_tuple(header),
            // SAFETY: every class payload begins with its head.
            Kind::Class => unsafe {
                NonNull::from(header).cast::<Object<ClassHead>>().as_ref().payload.has(ClassFlags::HEAP_TYPE)
            },
            _ => true,
        }
}

/// The header and links of a container.
fn node<'a>(object: NonNull<Header>) -> (&'a Header, &'a GcLinks) {
    // SAFETY: only containers are in lists or marked, their links stand in front, and nothing dies meanwhile.
    unsafe { (object.as_ref(), &*object.cast::<GcLinks>().as_ptr().sub(1)) }
}

fn insert(object: NonNull<Header>, flag: Flags) {
    // SAFETY: the object is in a list, so alive.
    unsafe { object.as_ref() }.insert_flags(flag);
}

fn remove(object: NonNull<Header>, flag: Flags) {
    // SAFETY: the object is in a list, so alive.
    unsafe { object.as_ref() }.remove_flags(flag);
}
