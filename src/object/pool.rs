//! Small blocks from size-classed free lists; larger ones from the system.
//!
//! Two pools stand beside each other: one for objects (in the heap's state), one for everything Rust allocates
//! (vectors of items, tables). They share nothing, so the address of a new object depends on the objects freed before
//! it and on nothing else.
#![expect(unsafe_code, reason = "an allocator hands out raw memory")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr::{NonNull, null_mut};

use super::reserve;

/// Block sizes are multiples of this.
const GRAIN: usize = 16;
/// The largest pooled block in bytes.
const LARGEST: usize = 512;
/// Stress builds leave every block to the system, where a memory checker sees it freed.
const ALWAYS_SYSTEM: bool = cfg!(feature = "stress");
const CLASSES: usize = LARGEST / GRAIN + 1;
/// Bytes one size class gets at a time. No power of two: the first blocks of all classes would share a few cache sets.
const CHUNK: usize = 32 * 1024 + 11 * 64;
/// Bytes taken from the system at a time: so many that it maps them, and provides each page when it is touched.
const SLAB: usize = 32 * CHUNK;

/// The number of a block's size class.
#[inline(always)]
#[expect(clippy::manual_div_ceil, reason = "two instructions, where div_ceil has five for sizes no block has")]
const fn class_of(size: usize) -> usize {
    (size + (GRAIN - 1)) / GRAIN
}

/// The free lists. Blocks go back to their list, never to the system.
pub(super) struct Pool {
    free: [Cell<*mut u8>; CLASSES],
    bump: [Cell<*mut u8>; CLASSES],
    bump_end: [Cell<*mut u8>; CLASSES],
    /// What is left of the last slab.
    slab: Cell<*mut u8>,
    slab_left: Cell<usize>,
}

impl Pool {
    pub(super) const fn new() -> Pool {
        Pool {
            free: [const { Cell::new(null_mut()) }; CLASSES],
            bump: [const { Cell::new(null_mut()) }; CLASSES],
            bump_end: [const { Cell::new(null_mut()) }; CLASSES],
            slab: Cell::new(null_mut()),
            slab_left: Cell::new(0),
        }
    }

    /// `size` bytes aligned to 16; `None` when the system has no memory left.
    #[inline(always)]
    pub(super) fn allocate(&self, size: usize) -> Option<NonNull<u8>> {
        let class = class_of(size);
        if class >= CLASSES || ALWAYS_SYSTEM {
            return allocate_large(size);
        }
        let head = self.free[class].get();
        if head.is_null() {
            return self.carve(class);
        }
        // SAFETY: a free block's first word is the next free block.
        self.free[class].set(unsafe { head.cast::<*mut u8>().read() });
        NonNull::new(head)
    }

    #[cold]
    #[inline(never)]
    fn carve(&self, class: usize) -> Option<NonNull<u8>> {
        let size = class * GRAIN;
        let start = self.bump[class].get();
        // SAFETY: bump and end lie in one chunk, which is long enough for a block.
        unsafe {
            if start.is_null() || start.add(size) > self.bump_end[class].get() {
                let chunk = self.chunk()?;
                self.bump[class].set(chunk.as_ptr().add(size));
                self.bump_end[class].set(chunk.as_ptr().add(CHUNK));
                return Some(chunk);
            }
            self.bump[class].set(start.add(size));
        }
        NonNull::new(start)
    }

    fn chunk(&self) -> Option<NonNull<u8>> {
        // SAFETY: the layout is valid and not empty; chunks lie one behind another in the slab.
        unsafe {
            if self.slab_left.get() == 0 {
                let mut size = SLAB;
                let mut slab = System.alloc(Layout::from_size_align_unchecked(size, GRAIN));
                if slab.is_null() {
                    size = CHUNK;
                    slab = from_system(Layout::from_size_align_unchecked(size, GRAIN));
                }
                self.slab.set(NonNull::new(slab)?.as_ptr());
                self.slab_left.set(size);
            }
            let chunk = self.slab.get();
            self.slab.set(chunk.add(CHUNK));
            self.slab_left.set(self.slab_left.get() - CHUNK);
            NonNull::new(chunk)
        }
    }

    /// # Safety
    /// `block` came from `allocate(size)` and is not used again.
    #[inline(always)]
    pub(super) unsafe fn free(&self, block: *mut u8, size: usize) {
        let class = class_of(size);
        // SAFETY: the block is the caller's to give back.
        unsafe {
            if cfg!(feature = "stress") {
                std::ptr::write_bytes(block, 0xdd, size);
            }
            if class >= CLASSES || ALWAYS_SYSTEM {
                System.dealloc(block, Layout::from_size_align_unchecked(size, GRAIN));
            } else {
                block.cast::<*mut u8>().write(self.free[class].get());
                self.free[class].set(block);
            }
        }
    }
}

#[cold]
#[inline(never)]
fn allocate_large(size: usize) -> Option<NonNull<u8>> {
    let layout = Layout::from_size_align(size, GRAIN).ok()?;
    // SAFETY: the size is that of an object, so not zero.
    NonNull::new(unsafe { from_system(layout) })
}

/// A block of the system's, if need be from the reserve.
///
/// # Safety
/// As [`GlobalAlloc::alloc`].
#[inline]
unsafe fn from_system(layout: Layout) -> *mut u8 {
    // SAFETY: per the contract.
    let block = unsafe { System.alloc(layout) };
    if block.is_null() { reserve::allocate(layout) } else { block }
}

/// The allocator of the whole program: small blocks of a thread come from its own pool. A block freed by another
/// thread than the one that allocated it stays with that thread.
struct Pooled;

#[global_allocator]
static POOLED: Pooled = Pooled;

thread_local! {
    // No destructor and a constant start: access is one address computation, at any time of a thread's life.
    static BLOCKS: Pool = const { Pool::new() };
}

/// Whether the pool has blocks for the layout.
#[inline(always)]
const fn is_pooled(layout: Layout) -> bool {
    layout.size() <= LARGEST && layout.align() <= GRAIN && !ALWAYS_SYSTEM
}

// SAFETY: a block of the pool has at least the size and alignment asked for, belongs to one owner until it is freed,
// and is freed with the layout it was allocated with, from which the same choice between pool and system follows.
unsafe impl GlobalAlloc for Pooled {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if is_pooled(layout) {
            return BLOCKS.with(|pool| pool.allocate(layout.size())).map_or(null_mut(), NonNull::as_ptr);
        }
        // SAFETY: per the trait's contract, here and below.
        unsafe { from_system(layout) }
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe {
            if is_pooled(layout) {
                BLOCKS.with(|pool| pool.free(block, layout.size()));
            } else {
                System.dealloc(block, layout);
            }
        }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        unsafe {
            if !is_pooled(layout) {
                let block = System.alloc_zeroed(layout);
                if !block.is_null() {
                    return block;
                }
            }
            let block = self.alloc(layout);
            if !block.is_null() {
                block.write_bytes(0, layout.size());
            }
            block
        }
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: as above; sizes and alignments are those of a valid layout.
        unsafe {
            let new = Layout::from_size_align_unchecked(size, layout.align());
            match (is_pooled(layout), is_pooled(new)) {
                (false, false) => {
                    let moved = System.realloc(block, layout, size);
                    if !moved.is_null() || reserve::allocate(new).is_null() {
                        return moved;
                    }
                    System.realloc(block, layout, size)
                }
                (true, true) if class_of(layout.size()) == class_of(size) => block,
                _ => {
                    let moved = self.alloc(new);
                    if !moved.is_null() {
                        std::ptr::copy_nonoverlapping(block, moved, layout.size().min(size));
                        self.dealloc(block, layout);
                    }
                    moved
                }
            }
        }
    }
}
