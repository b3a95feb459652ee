//! What happens when the system has no memory left.
//!
//! What is small does not ask for memory: it gets it from a *reserve*, which is given back to the system at that moment.
//! The thread is *short of memory* from then on. At its next safe point the machine takes a reserve again; if there is
//! not so much memory, it raises MemoryError there ([`Heap::is_out_of_memory`]). So the exception can be made, and
//! handled.
//!
//! Whatever grows large can fail: it asks ([`Heap::has_memory`], `try_reserve`). Whoever asked raises MemoryError, or
//! goes on with nothing: the allocator notes what it refuses, and the machine raises MemoryError in place of the result
//! ([`Heap::was_refused`]).
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
        Held { block: Cell::new(null_mut()), bytes: Cell::new(0), short: Cell::new(0) }
    };
}

struct Held {
    block: Cell<*mut u8>,
    bytes: Cell<usize>,
    /// Why the thread is short of memory.
    short: Cell<u8>,
}

/// The reserve was given.
const GIVEN: u8 = 1;
/// Something could not grow.
const REFUSED: u8 = 2;

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
        note(REFUSED);
        return null_mut();
    }
    note(GIVEN);
    // SAFETY: the size is the caller's, who has asked the system for it.
    unsafe { System.alloc(layout) }
}

#[cold]
fn note(shortage: u8) {
    HELD.with(|held| held.short.set(held.short.get() | shortage));
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

    /// Whether the thread is short of memory and still is. Asked once for each shortage: whoever hears it raises
    /// MemoryError.
    #[inline]
    pub fn is_out_of_memory(&mut self) -> bool {
        HELD.with(|held| held.short.get()) != 0 && is_still()
    }

    /// Whether the system has refused something, so that a result is not what it should be. Asked behind native code.
    #[inline(always)]
    pub fn was_refused(&self) -> bool {
        HELD.with(|held| held.short.get()) & REFUSED != 0
    }

    /// MemoryError is about to be raised.
    pub fn forget_refusal(&mut self) {
        HELD.with(|held| held.short.set(held.short.get() & !REFUSED));
    }
}

#[cold]
#[inline(never)]
fn is_still() -> bool {
    HELD.with(|held| {
        let shortage = held.short.replace(0);
        !held.take() || shortage & REFUSED != 0
    })
}
