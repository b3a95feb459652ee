//! The generations: circular lists of tracked containers, their counts and thresholds.
#![expect(unsafe_code, reason = "lists are threaded through the objects")]

use std::cell::Cell;
use std::ptr::NonNull;

use super::cell::Heap;
use super::header::{GcLinks, Header};
use super::heap::state;
use super::value::Value;

/// Number of generations; a fourth list holds what `gc.freeze` put aside.
pub const GENERATIONS: usize = 3;
const PERMANENT: usize = GENERATIONS;

/// The lists of tracked objects, youngest first, in tracking order.
pub(super) struct Generations {
    pub(super) heads: [GcLinks; GENERATIONS + 1],
    pub(super) counts: [Cell<i32>; GENERATIONS],
    pub(super) thresholds: [Cell<i32>; GENERATIONS],
    pub(super) enabled: Cell<bool>,
    pub(super) collecting: Cell<bool>,
    /// Set when the allocation count has passed the threshold; the interpreter looks at back edges and calls.
    pub(super) due: Cell<bool>,
    pub(super) long_lived_total: Cell<i64>,
    pub(super) long_lived_pending: Cell<i64>,
}

impl Generations {
    pub(super) const fn new() -> Generations {
        Generations {
            heads: [const { GcLinks::unlinked() }; GENERATIONS + 1],
            counts: [const { Cell::new(0) }; GENERATIONS],
            thresholds: [Cell::new(2000), Cell::new(10), Cell::new(0)],
            enabled: Cell::new(true),
            collecting: Cell::new(false),
            due: Cell::new(false),
            long_lived_total: Cell::new(0),
            long_lived_pending: Cell::new(0),
        }
    }

    /// Makes each list empty: a head that points at itself.
    pub(super) fn initialise(&self) {
        for head in &self.heads {
            let address = std::ptr::from_ref(head) as usize;
            head.next.set(address);
            head.previous.set(address);
        }
    }

    #[inline(always)]
    pub(super) fn count_allocation(&self) {
        let count = self.counts[0].get() + 1;
        self.counts[0].set(count);
        if count > self.thresholds[0].get() {
            self.note_due();
        }
    }

    #[cold]
    fn note_due(&self) {
        if self.enabled.get() && self.thresholds[0].get() != 0 && !self.collecting.get() {
            self.due.set(true);
        }
    }

    #[inline(always)]
    pub(super) fn count_free(&self) {
        let count = self.counts[0].get();
        if count > 0 {
            self.counts[0].set(count - 1);
        }
    }

    /// Appends to the youngest generation.
    #[inline(always)]
    pub(super) fn track(&self, header: &Header) {
        if let Some(links) = header.links() {
            Generations::append(&self.heads[0], links);
        }
    }

    /// Appends `links` to the list of `head`.
    #[inline(always)]
    pub(super) fn append(head: &GcLinks, links: &GcLinks) {
        let last = head.previous.get();
        let head_address = std::ptr::from_ref(head) as usize;
        let address = std::ptr::from_ref(links) as usize;
        // SAFETY: list nodes are live objects' links or the head itself.
        unsafe { (*(last as *const GcLinks)).next.set(address) };
        links.previous.set(last);
        links.next.set(head_address);
        head.previous.set(address);
    }

    /// Takes `links` out of its list.
    #[inline(always)]
    pub(super) fn unlink(links: &GcLinks) {
        let (previous, next) = (links.previous.get(), links.next.get());
        // SAFETY: as in `append`; outside a collection no mark bits are set.
        unsafe {
            (*(previous as *const GcLinks)).next.set(next);
            (*(next as *const GcLinks)).previous.set(previous);
        }
        links.next.set(0);
        links.previous.set(0);
    }

    /// Calls `visit` with each object of a list, in order.
    pub(super) fn each(&self, list: usize, visit: &mut dyn FnMut(NonNull<Header>)) {
        let head = &self.heads[list];
        let end = std::ptr::from_ref(head) as usize;
        let mut at = head.next.get();
        while at != end && at != 0 {
            // SAFETY: a node that is not the head belongs to a live object.
            unsafe {
                let links = &*(at as *const GcLinks);
                at = links.next.get();
                visit(links.header());
            }
        }
    }
}

impl Heap {
    /// Whether a collection is due: one load.
    #[inline(always)]
    pub fn collection_due(&self) -> bool {
        state(|s| s.generations.due.get())
    }

    /// The tracked objects of a generation in tracking order (`gc.get_objects`), or of the frozen list (3).
    pub fn generation_objects(&self, generation: usize) -> Vec<Value> {
        let mut objects = Vec::new();
        state(|s| {
            s.generations.each(generation.min(PERMANENT), &mut |header| {
                // SAFETY: objects in a list are alive.
                objects.push(unsafe { Value::from_borrowed(header) });
            });
        });
        objects
    }
}
