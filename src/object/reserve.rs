//! What happens when the system has no memory left.
//!
//! Whatever grows large asks before it does ([`Heap::has_memory`], `try_reserve`), and whoever asked raises
//! MemoryError. What is small does not ask: it gets its memory from a *reserve*, which is given back to the system at
//! that moment. The thread is *short of memory* from then on. At its next safe point the machine takes a reserve again;
//! if there is not so much memory, it raises MemoryError there ([`Heap::is_out_of_memory`]). So the exception can be
//! made, and handled.
#![expect(unsafe_code, reason = "an allocator hands out raw memory")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr::null_mut;

use super::cell::Heap;
use super::heap::state;

/// Bytes of the reserve: address space, which is never touched.
const RESERVE: usize = 8 << 20;
/// The least that is taken again.
const LEAST: usize = 64 << 10;
/// Larger requests are not served from it.
const SMALL: usize = RESERVE / 8;
const GRAIN: usize = 16;

thread_local! {
    // No destructor and a constant start: an allocator can use it at any time.
    static HELD: Held = const {
        Held { block: Cell::new(null_mut()), bytes: Cell::new(0), short: Cell::new(None) }
    };
}

struct Held {
    block: Cell<*mut u8>,
    bytes: Cell<usize>,
    short: Cell<Option<Shortage>>,
}

/// Why a thread is short of memory.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shortage {
    /// The reserve was given.
    Given,
    /// Something large could not grow.
    Refused,
}

impl Held {
    /// Takes as much as there is, up to the whole; whether it is the whole.
    fn take(&self) -> bool {
        let mut bytes = RESERVE;
        while self.block.get().is_null() && bytes >= LEAST {
            // SAFETY: the size is not zero.
            self.block.set(unsafe { System.alloc(Layout::from_size_align_unchecked(bytes, GRAIN)) });
            self.bytes.set(bytes);
            bytes /= 2;
        }
        !self.block.get().is_null() && self.bytes.get() == RESERVE
    }

    /// Gives the reserve back to the system; whether there was one.
    fn give(&self) -> bool {
        let block = self.block.replace(null_mut());
        if !block.is_null() {
            // SAFETY: it was allocated like this, and nobody else has it.
            unsafe { System.dealloc(block, Layout::from_size_align_unchecked(self.bytes.get(), GRAIN)) };
        }
        !block.is_null()
    }
}

/// The system has refused `layout`: another attempt, with the reserve.
#[cold]
#[inline(never)]
pub(super) fn allocate(layout: Layout) -> *mut u8 {
    let is_given = layout.size() <= SMALL && HELD.with(Held::give);
    if !is_given {
        return null_mut();
    }
    note(Shortage::Given);
    // SAFETY: the size is the caller's, who has asked the system for it.
    unsafe { System.alloc(layout) }
}

#[cold]
fn note(shortage: Shortage) {
    HELD.with(|held| held.short.set(Some(shortage)));
    state(|s| s.generations.note_work());
}

impl Heap {
    /// Takes the reserve of this thread.
    pub(super) fn take_reserve() {
        HELD.with(Held::take);
    }

    /// Whether the system has `bytes` more: to be asked before something becomes large in a way that cannot fail.
    pub fn has_memory(&self, bytes: usize) -> bool {
        Vec::<u8>::new().try_reserve_exact(bytes).is_ok()
    }

    /// Something that could not grow is as it was: MemoryError is to be raised.
    pub fn note_shortage() {
        note(Shortage::Refused);
    }

    /// Whether the thread is short of memory and still is. Asked once for each shortage: whoever hears it raises
    /// MemoryError.
    #[inline]
    pub fn is_out_of_memory(&mut self) -> bool {
        HELD.with(|held| held.short.get()).is_some_and(is_still)
    }
}

#[cold]
#[inline(never)]
fn is_still(shortage: Shortage) -> bool {
    HELD.with(|held| {
        held.short.set(None);
        !held.take() || shortage == Shortage::Refused
    })
}
