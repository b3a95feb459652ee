//! What stands before every payload: the 16-byte header, and for containers the collector's links in front of it.
//!
//! ```text
//!            ┌──────────────┬──────────────┐
//! containers │ previous     │ next         │  GcLinks, 16 bytes
//!            ├────────┬─┬─┬─┼──────────────┤
//! object ──► │count −1│k│f│ │ class        │  Header, 16 bytes
//!            ├────────┴─┴─┴─┴──────────────┤
//!            │ payload …                   │
//!            └─────────────────────────────┘
//! ```
#![expect(unsafe_code, reason = "headers are found from raw addresses")]

use std::cell::Cell;
use std::ptr::NonNull;

use super::cell::Heap;
use super::class::{ClassFlags, ClassHead, ClassPayload};
use super::kind::Kind;
use super::pointer::{Object, Py};
use super::value::Value;

bitflags::bitflags! {
    /// What an object's header says of it beside its class. The memory layer's own: what others may set has methods.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(super) struct Flags: u8 {
        /// `GcLinks` stand in front of the header.
        const CONTAINER = 1;
        /// `__del__` (or a generator's close) has run; PEP 442 runs it once.
        const FINALIZED = 2;
        /// The weak-reference table has an entry for this object.
        const WEAKLY_REFERENCED = 4;
        /// CPython would have made this object immortal (a static type, an interned constant): its count is
        /// reported so, though it is counted like any other.
        const IMMORTAL = 8;
        /// A str that stands in the intern table.
        const INTERNED = 32;
        /// In the list a collection is looking at, or in what it found to be garbage.
        const COLLECTING = 64;
        /// Set only while the collector deduces: nothing seen so far refers to the object.
        const UNREACHABLE = 128;
    }
}

/// The header of every heap object.
#[repr(C, align(16))]
pub struct Header {
    /// The references, less one: so the sign alone tells of the last one's end, and of a count out of hand.
    others: Cell<i32>,
    kind: Kind,
    flags: Cell<Flags>,
    class: Cell<NonNull<Object<ClassHead>>>,
}

const _: () = assert!(size_of::<Header>() == 16);
const _: () = assert!(size_of::<GcLinks>() == 16);

/// A node of a generation's circular list. The collector's marks are bits of the header.
#[repr(C, align(16))]
pub(super) struct GcLinks {
    /// Address of the next node; 0 when the object is not tracked.
    pub(super) next: Cell<usize>,
    /// Address of the previous node; while the collector deduces (and nothing else happens), `gc_refs`.
    pub(super) previous: Cell<usize>,
}

/// What a count that got out of hand is set to, the middle of the negative numbers. An object with such a count never
/// dies: neither direction leads out, for each step that ends there sets it again.
const PINNED: i32 = i32::MIN / 2;

/// The count that CPython 3.14 reports for immortal objects.
pub const IMMORTAL: u32 = 3 << 30;

impl Header {
    pub(super) fn new(kind: Kind, flags: Flags, class: NonNull<Object<ClassHead>>) -> Header {
        Header { others: Cell::new(0), kind, flags: Cell::new(flags), class: Cell::new(class) }
    }

    /// The payload's kind.
    #[inline(always)]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// References counted now.
    #[inline(always)]
    pub fn refcount(&self) -> u32 {
        self.others.get().wrapping_add(1) as u32
    }

    /// Whether there is one reference and no other.
    #[inline(always)]
    pub fn is_unshared(&self) -> bool {
        self.others.get() == 0
    }

    /// The count `sys.getrefcount` reports: CPython's immortal count where CPython would have an immortal object.
    pub fn reported_refcount(&self) -> u32 {
        if self.flags.get().contains(Flags::IMMORTAL) { IMMORTAL } else { self.refcount() }
    }

    #[inline(always)]
    pub(super) fn set_refcount(&self, count: u32) {
        self.others.set(count.wrapping_sub(1) as i32);
    }

    /// One reference more. Beyond 2³¹ nobody counts any more, and the object never dies: leaking a reference is safe in
    /// Rust, so a count could come round to zero while the object is in use.
    #[inline(always)]
    pub(super) fn incref(&self) {
        let others = self.others.get().wrapping_add(1);
        self.others.set(others);
        if others < 0 {
            // No call, so that no caller has to save its registers for it; and a store that the optimiser does not put
            // together with the one above, which is a single instruction.
            std::hint::cold_path();
            std::hint::black_box(&self.others).set(PINNED);
        }
    }

    /// One reference less; true when it was the last, or [pinned](Header::was_pinned).
    #[inline(always)]
    pub(super) fn decref(&self) -> bool {
        let others = self.others.get().wrapping_sub(1);
        self.others.set(others);
        others < 0
    }

    /// After [`Header::decref`] gave true: whether the count is one that nobody counts, so the object goes on.
    #[inline(always)]
    pub(super) fn was_pinned(&self) -> bool {
        let pinned = self.others.get() != -1;
        if pinned {
            self.others.set(PINNED);
        }
        pinned
    }

    #[inline(always)]
    pub(super) fn flags(&self) -> Flags {
        self.flags.get()
    }

    #[inline(always)]
    pub(super) fn insert_flags(&self, flags: Flags) {
        self.flags.set(self.flags.get() | flags);
    }

    #[inline(always)]
    pub(super) fn remove_flags(&self, flags: Flags) {
        self.flags.set(self.flags.get() - flags);
    }

    /// From now on the reported count is CPython's immortal one, and no collection tracks the object: for what CPython
    /// has as a static type or an interned constant. It is counted and dies like any other.
    pub fn report_as_immortal(&self) {
        self.insert_flags(Flags::IMMORTAL);
    }

    /// What the memory layer knows of the class's instances, as of now.
    #[inline(always)]
    pub fn class_flags(&self) -> ClassFlags {
        self.class_head().flags()
    }

    /// The memory half of the class. To be looked at only while nothing can change the object's class.
    #[inline(always)]
    pub(super) fn class_head(&self) -> &ClassHead {
        // SAFETY: an object's class lives as long as the object: a class made by Python code is counted by its
        // instances, any other by the heap ([`super::heap`], "Classes that instances do not count").
        unsafe { &self.class.get().as_ref().payload }
    }

    #[inline(always)]
    pub(super) fn class_ptr(&self) -> NonNull<Object<ClassHead>> {
        self.class.get()
    }

    /// The class object. The heap is borrowed, for with `&mut Heap` the object may get another class.
    #[inline(always)]
    pub fn class<'a, C: ClassPayload>(&'a self, _: &'a Heap) -> &'a Py<C> {
        // SAFETY: the class pointer is the address of a live class object (see `class_head`), which is what a `Py` is;
        // there is one payload type for classes. Only `Heap::set_class` writes it, with `&mut Heap`.
        unsafe { &*self.class.as_ptr().cast::<Py<C>>() }
    }

    /// The class object, whatever its payload type is.
    #[inline(always)]
    pub(super) fn class_value(&self) -> &Value {
        // SAFETY: a value is the address of a live object too.
        unsafe { &*self.class.as_ptr().cast::<Value>() }
    }

    pub(super) fn set_class_ptr(&self, class: NonNull<Object<ClassHead>>) {
        self.class.set(class);
    }

    /// Whether the object is a container: something the collector may track.
    #[inline(always)]
    pub fn is_container(&self) -> bool {
        self.flags.get().contains(Flags::CONTAINER)
    }

    /// The collector's links, if this is a container.
    #[inline(always)]
    pub(super) fn links(&self) -> Option<&GcLinks> {
        if self.flags.get().contains(Flags::CONTAINER) {
            // SAFETY: a container is allocated with its links in front.
            Some(unsafe { &*std::ptr::from_ref(self).cast::<GcLinks>().sub(1) })
        } else {
            None
        }
    }

    /// Whether the collector tracks the object now.
    #[inline(always)]
    pub fn is_tracked(&self) -> bool {
        self.links().is_some_and(|links| links.next.get() != 0)
    }
}

impl GcLinks {
    pub(super) const fn unlinked() -> GcLinks {
        GcLinks { next: Cell::new(0), previous: Cell::new(0) }
    }

    /// The header behind these links.
    ///
    /// # Safety
    /// `self` must be the links of an object, not a list head.
    #[inline(always)]
    pub(super) unsafe fn header(&self) -> NonNull<Header> {
        // SAFETY: the header follows the links.
        unsafe { NonNull::new_unchecked(std::ptr::from_ref(self).add(1).cast::<Header>().cast_mut()) }
    }
}

#[cfg(test)]
impl Header {
    /// Sets the count, for tests of what happens near its limit.
    ///
    /// # Safety
    /// There are no more references than that.
    pub(super) unsafe fn pretend_refcount(&self, count: u32) {
        self.set_refcount(count);
    }
}
