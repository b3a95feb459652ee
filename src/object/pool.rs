//! Small blocks from size-classed free lists; larger ones from the system.
#![expect(unsafe_code, reason = "an allocator hands out raw memory")]

use std::alloc::Layout;
use std::cell::Cell;
use std::ptr::{NonNull, null_mut};

/// Block sizes are multiples of this.
const GRAIN: usize = 16;
/// The largest pooled block in bytes.
const LARGEST: usize = 512;
/// Stress builds leave every block to the system, where a memory checker sees it freed.
const ALWAYS_SYSTEM: bool = cfg!(feature = "stress");
const CLASSES: usize = LARGEST / GRAIN + 1;
/// Bytes taken from the system at a time for one size class.
const CHUNK: usize = 32 * 1024;

/// The free lists. Blocks go back to their list, never to the system.
pub(super) struct Pool {
    free: [Cell<*mut u8>; CLASSES],
    bump: [Cell<*mut u8>; CLASSES],
    bump_end: [Cell<*mut u8>; CLASSES],
}

impl Pool {
    pub(super) const fn new() -> Pool {
        Pool {
            free: [const { Cell::new(null_mut()) }; CLASSES],
            bump: [const { Cell::new(null_mut()) }; CLASSES],
            bump_end: [const { Cell::new(null_mut()) }; CLASSES],
        }
    }

    /// `size` bytes aligned to 16; `None` when the system has no memory left.
    #[inline(always)]
    pub(super) fn allocate(&self, size: usize) -> Option<NonNull<u8>> {
        let class = size.div_ceil(GRAIN);
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
        // SAFETY: bump and end lie in one chunk; a new chunk is a plain allocation.
        unsafe {
            if start.is_null() || start.add(size) > self.bump_end[class].get() {
                let chunk = std::alloc::alloc(Layout::from_size_align_unchecked(CHUNK, GRAIN));
                let chunk = NonNull::new(chunk)?;
                self.bump[class].set(chunk.as_ptr().add(size));
                self.bump_end[class].set(chunk.as_ptr().add(CHUNK));
                return Some(chunk);
            }
            self.bump[class].set(start.add(size));
        }
        NonNull::new(start)
    }

    /// # Safety
    /// `block` came from `allocate(size)` and is not used again.
    #[inline(always)]
    pub(super) unsafe fn free(&self, block: *mut u8, size: usize) {
        let class = size.div_ceil(GRAIN);
        // SAFETY: the block is the caller's to give back.
        unsafe {
            if cfg!(feature = "stress") {
                std::ptr::write_bytes(block, 0xdd, size);
            }
            if class >= CLASSES || ALWAYS_SYSTEM {
                std::alloc::dealloc(block, Layout::from_size_align_unchecked(size, GRAIN));
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
    NonNull::new(unsafe { std::alloc::alloc(layout) })
}
