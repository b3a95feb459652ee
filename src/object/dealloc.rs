//! Death of objects: at once when nothing can notice, parked when Python code must run first.
//!
//! No Python code ever runs inside a Rust `Drop`. An object with a finalizer or a watched weak reference is *parked*:
//! it keeps one reference, owned by the parking list. Everything that dies behind it in the same cascade is parked
//! too, so that the virtual machine, which takes the list over at the end of the instruction, finds the order in
//! which CPython would have freed. Destructors nest at most [`TRASHCAN_DEPTH`] deep; what lies deeper is put off
//! until the outermost one is done, last in first out, as CPython's trashcan does.
#![expect(unsafe_code, reason = "objects are torn down through untyped headers")]

use std::ptr::NonNull;

use super::cell::Heap;
use super::class::ClassFlags;
use super::header::{Flags, GcLinks, Header};
use super::heap::{State, state, untrack};
use super::instance::Words;
use super::value::Value;
use super::weak;

/// CPython's nesting limit for container destructors.
const TRASHCAN_DEPTH: u32 = 50;

/// # Safety
/// `header`'s count has just reached zero.
#[cold]
#[inline(never)]
pub(super) unsafe fn last_reference_dropped(header: NonNull<Header>) {
    state(|s| {
        // SAFETY: the object is whole; nobody else refers to it.
        unsafe {
            if s.parked_count.get() != 0 || must_run_code(header) {
                park(s, header);
            } else {
                destroy(s, header);
            }
        }
    });
}

/// Whether Python code must run before the object may go: `__del__`, a generator's close, a weak reference's callback.
unsafe fn must_run_code(header: NonNull<Header>) -> bool {
    // SAFETY: the caller owns the dying object.
    unsafe {
        let this = header.as_ref();
        let class = this.class_head();
        let flags = this.flags();
        if !flags.contains(Flags::FINALIZED)
            && (class.has(ClassFlags::HAS_FINALIZER)
                || (class.layout.needs_finalizer)(header, &Heap { _not_send: std::marker::PhantomData }))
        {
            return true;
        }
        flags.contains(Flags::WEAKLY_REFERENCED) && weak::has_callbacks(header)
    }
}

unsafe fn park(s: &State, header: NonNull<Header>) {
    // SAFETY: the list is touched only for the length of this push.
    unsafe {
        header.as_ref().set_refcount(1);
        header.as_ref().insert_flags(Flags::PARKED);
        (*s.parked.get()).push(header);
    }
    s.parked_count.set(s.parked_count.get() + 1);
}

/// # Safety
/// No reference to the object is left, and no Python code needs to run for it.
unsafe fn destroy(s: &State, header: NonNull<Header>) {
    // SAFETY: the object is the caller's to tear down; the trashcan is touched only between destructors.
    unsafe {
        if header.as_ref().flags().contains(Flags::CONTAINER) {
            if s.depth.get() >= TRASHCAN_DEPTH {
                (*s.trashcan.get()).push(header);
                return;
            }
            s.depth.set(s.depth.get() + 1);
            tear_down(s, header);
            s.depth.set(s.depth.get() - 1);
            if s.depth.get() == 0 {
                while let Some(next) = (*s.trashcan.get()).pop() {
                    s.depth.set(1);
                    tear_down(s, next);
                    s.depth.set(0);
                }
            }
        } else {
            tear_down(s, header);
        }
    }
}

unsafe fn tear_down(s: &State, header: NonNull<Header>) {
    // SAFETY: see `destroy`. The memory is given back last.
    unsafe {
        let this = header.as_ref();
        let class_ptr = this.class_ptr();
        let class = &class_ptr.as_ref().payload;
        untrack(this);
        if this.flags().contains(Flags::WEAKLY_REFERENCED) {
            weak::forget_target(header);
        }
        let has_words = class.flags.get().intersects(ClassFlags::HAS_DICT) || class.slot_words != 0;
        let container = this.flags().contains(Flags::CONTAINER);
        let prefix = if container { size_of::<GcLinks>() } else { 0 };
        let trailing = (class.layout.trailing_bytes)(header);
        let mut size = prefix + class.layout.size + trailing;
        if has_words {
            let words = Words::of(header);
            size = prefix + class.layout.size + trailing.next_multiple_of(8) + words.bytes();
            words.each(&mut |slot| drop(slot.take()));
        }
        (class.layout.drop)(header);
        s.live.set(s.live.get() - 1);
        if container {
            s.generations.count_free();
        }
        s.pool.free(header.as_ptr().cast::<u8>().sub(prefix), size);
        if class.has(ClassFlags::HEAP_TYPE) {
            drop(Value::from_bits(class_ptr.as_ptr() as u64));
        }
    }
}

impl Heap {
    /// Whether objects are parked for [`Heap::take_parked`]: one load, checked after every native call.
    #[inline(always)]
    pub fn has_parked(&self) -> bool {
        state(|s| s.parked_count.get() != 0)
    }

    /// Takes the parked objects over, in the order in which they died.
    pub fn take_parked(&mut self) -> Vec<Value> {
        state(|s| {
            s.parked_count.set(0);
            // SAFETY: each parked header owns one reference, which moves into the value.
            unsafe {
                let parked = std::mem::take(&mut *s.parked.get());
                parked
                    .into_iter()
                    .map(|header| {
                        header.as_ref().remove_flags(Flags::PARKED);
                        Value::from_bits(header.as_ptr() as u64)
                    })
                    .collect()
            }
        })
    }

    /// Frees a parked object whose code has run, if the parking list's was the last reference; otherwise it was
    /// resurrected and only that reference goes.
    pub fn bury(&mut self, value: Value) {
        let Some(header) = value.header_ptr() else { return };
        std::mem::forget(value);
        state(|s| {
            // SAFETY: the value owned one reference.
            unsafe {
                if header.as_ref().decref() {
                    destroy(s, header);
                }
            }
        });
    }

    /// Whether the class's `__del__` (or a generator's close) is still to run for this object.
    pub fn needs_finalizer(&self, value: &Value) -> bool {
        let Some(header) = value.header_ptr() else { return false };
        // SAFETY: `value` keeps the object alive.
        unsafe {
            let class = header.as_ref().class_head();
            !header.as_ref().flags().contains(Flags::FINALIZED)
                && (class.has(ClassFlags::HAS_FINALIZER) || (class.layout.needs_finalizer)(header, self))
        }
    }
}
