//! What stands before every payload: the 16-byte header, and for containers the collector's links in front of it.
//!
//! ```text
//!            ┌──────────────┬──────────────┐
//! containers │ previous     │ next         │  GcLinks, 16 bytes
//!            ├────────┬─┬─┬─┼──────────────┤
//! object ──► │refcount│k│f│ │ class        │  Header, 16 bytes
//!            ├────────┴─┴─┴─┴──────────────┤
//!            │ payload …                   │
//!            └─────────────────────────────┘
//! ```
#![expect(unsafe_code, reason = "headers are found from raw addresses")]

use std::cell::Cell;
use std::ptr::NonNull;

use super::class::ClassHead;
use super::kind::Kind;
use super::payload::Payload;
use super::pointer::{Object, Py};
use super::value::Value;

bitflags::bitflags! {
    /// What an object's header says of it beside its class.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Flags: u8 {
        /// `GcLinks` stand in front of the header.
        const CONTAINER = 1;
        /// `__del__` (or a generator's close) has run; PEP 442 runs it once.
        const FINALIZED = 2;
        /// The weak-reference table has an entry for this object.
        const WEAKLY_REFERENCED = 4;
        /// CPython would have made this object immortal (a static type, an interned constant): its count is
        /// reported so, though it is counted like any other.
        const IMMORTAL = 8;
        /// Parked: waiting for the virtual machine to run its finalizer or its turn to be freed.
        const PARKED = 16;
        /// Free for the payload: an interned str, an exact shape; see each payload.
        const PAYLOAD = 32;
        /// In the list a collection is looking at, or in what it found to be garbage.
        const COLLECTING = 64;
        /// Set only while the collector deduces: nothing seen so far refers to the object.
        const UNREACHABLE = 128;
    }
}

/// The header of every heap object.
#[repr(C, align(16))]
pub struct Header {
    refcount: Cell<u32>,
    kind: Kind,
    flags: Cell<Flags>,
    class: Cell<NonNull<Object<ClassHead>>>,
}

const _: () = assert!(size_of::<Header>() == 16);
const _: () = assert!(size_of::<GcLinks>() == 16);

/// A node of a generation's circular list. The collector's marks are bits of the header.
#[repr(C, align(16))]
pub struct GcLinks {
    /// Address of the next node; 0 when the object is not tracked.
    pub next: Cell<usize>,
    /// Address of the previous node; while the collector deduces (and nothing else happens), `gc_refs`.
    pub previous: Cell<usize>,
}

impl Header {
    pub(super) fn new(kind: Kind, flags: Flags, class: NonNull<Object<ClassHead>>) -> Header {
        Header { refcount: Cell::new(1), kind, flags: Cell::new(flags), class: Cell::new(class) }
    }

    /// The payload's kind.
    #[inline(always)]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// References counted now.
    #[inline(always)]
    pub fn refcount(&self) -> u32 {
        self.refcount.get()
    }

    /// The count `sys.getrefcount` reports: CPython's immortal count where CPython would have an immortal object.
    pub fn reported_refcount(&self) -> u32 {
        if self.flags.get().contains(Flags::IMMORTAL) { u32::MAX } else { self.refcount.get() }
    }

    #[inline(always)]
    pub(super) fn set_refcount(&self, count: u32) {
        self.refcount.set(count);
    }

    /// One reference more. A count of 2³² would need 32 GiB of references; bulk copies check it
    /// (see [`super::heap::Heap::reserve_references`]).
    #[inline(always)]
    pub(super) fn incref(&self) {
        self.refcount.set(self.refcount.get().wrapping_add(1));
    }

    /// One reference less; true when it was the last.
    #[inline(always)]
    pub(super) fn decref(&self) -> bool {
        let count = self.refcount.get().wrapping_sub(1);
        self.refcount.set(count);
        count == 0
    }

    /// The header's flags.
    #[inline(always)]
    pub fn flags(&self) -> Flags {
        self.flags.get()
    }

    /// Sets `flags`.
    #[inline(always)]
    pub fn insert_flags(&self, flags: Flags) {
        self.flags.set(self.flags.get() | flags);
    }

    /// Clears `flags`.
    #[inline(always)]
    pub fn remove_flags(&self, flags: Flags) {
        self.flags.set(self.flags.get() - flags);
    }

    /// The memory half of the class.
    #[inline(always)]
    pub fn class_head(&self) -> &ClassHead {
        // SAFETY: an object holds a reference to its class.
        unsafe { &self.class.get().as_ref().payload }
    }

    /// The class object's address.
    #[inline(always)]
    pub fn class_ptr(&self) -> NonNull<Object<ClassHead>> {
        self.class.get()
    }

    /// The class object.
    ///
    /// `C` is the one payload type of kind `Class`.
    #[inline(always)]
    pub fn class_as<C: Payload>(&self) -> &Py<C> {
        debug_assert!(C::KIND == Kind::Class);
        // SAFETY: the class pointer holds a live class object's address, which is what a `Py` is; there is one
        // payload type of that kind.
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

    /// The collector's links, if this is a container.
    #[inline(always)]
    pub fn links(&self) -> Option<&GcLinks> {
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
