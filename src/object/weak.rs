//! Weak references: a side table from target to its references, so that unwatched objects pay nothing.
#![expect(unsafe_code, reason = "targets are held without a reference")]

use std::cell::Cell;
use std::ptr::NonNull;

use hashbrown::HashMap;

use super::cell::{Heap, HeapCell};
use super::header::{Flags, Header};
use super::heap::state;
use super::layout::{Kind, Payload, Tracking};
use super::pointer::{Object, Py};
use super::trace::Tracer;
use super::value::{Slot, Value};

type Map = HashMap<usize, Vec<NonNull<Object<WeakRef>>>, std::hash::BuildHasherDefault<AddressHasher>>;

/// The weak references to each watched object, in the order of CPython's list.
pub(super) struct WeakTable(Option<Map>);

impl WeakTable {
    pub(super) const fn new() -> WeakTable {
        WeakTable(None)
    }

    fn map(&mut self) -> &mut Map {
        self.0.get_or_insert_with(Map::default)
    }
}

/// Addresses are spread by one multiplication.
#[derive(Default)]
pub(super) struct AddressHasher(u64);

impl std::hash::Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_usize(usize::from(byte));
        }
    }
    fn write_usize(&mut self, address: usize) {
        self.0 = (self.0 ^ (address as u64 >> 4)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(26);
    }
}

/// The payload of `weakref.ref` and of the proxies.
pub struct WeakRef {
    target: Cell<Option<NonNull<Header>>>,
    /// Called with the reference when the target dies.
    pub callback: HeapCell<Slot>,
    /// The target's hash, once asked for.
    pub hash: Cell<Option<i64>>,
    /// Whether this is a proxy rather than a `ref`.
    pub proxy: bool,
}

impl Payload for WeakRef {
    const KIND: Kind = Kind::WeakRef;
    const TRACKING: Tracking = Tracking::AtBirth;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        let heap = tracer.heap();
        tracer.slot(self.callback.get(heap));
    }

    fn clear(&self, heap: &mut Heap) {
        self.detach();
        self.callback.set(heap, None);
    }
}

impl Drop for WeakRef {
    fn drop(&mut self) {
        self.detach();
    }
}

impl WeakRef {
    /// Takes this reference out of its target's list.
    pub(super) fn detach(&self) {
        let Some(target) = self.target.take() else { return };
        with_table(|table| {
            let map = table.map();
            let address = target.as_ptr() as usize;
            if let Some(list) = map.get_mut(&address) {
                list.retain(|reference| !std::ptr::eq(unsafe_payload(*reference), self));
                if list.is_empty() {
                    map.remove(&address);
                    // SAFETY: a target outlives its entry in the table.
                    unsafe { target.as_ref().remove_flags(Flags::WEAKLY_REFERENCED) };
                }
            }
        });
    }

    /// The target if it is alive.
    #[inline]
    pub fn upgrade(&self) -> Option<Value> {
        // SAFETY: the target is cleared before it is freed.
        self.target.get().map(|header| unsafe { Value::from_borrowed(header) })
    }

    /// Whether the target is gone.
    pub fn is_dead(&self) -> bool {
        self.target.get().is_none()
    }
}

fn unsafe_payload(reference: NonNull<Object<WeakRef>>) -> *const WeakRef {
    // SAFETY: only the address is taken; entries leave the table before the reference dies.
    unsafe { &raw const (*reference.as_ptr()).payload }
}

fn with_table<R>(f: impl FnOnce(&mut WeakTable) -> R) -> R {
    // SAFETY: the closures of this file neither drop values nor re-enter the table.
    state(|s| unsafe { f(&mut *s.weak.get()) })
}

/// Whether one of the target's references has a callback that would run.
pub(super) unsafe fn has_callbacks(target: NonNull<Header>) -> bool {
    with_table(|table| {
        table.map().get(&(target.as_ptr() as usize)).is_some_and(|list| {
            // SAFETY: table entries are live references.
            list.iter().any(|reference| unsafe { (*reference.as_ref().payload.callback.as_ptr()).is_some() })
        })
    })
}

/// Clears the references to a dying target; their callbacks have run or there are none.
pub(super) unsafe fn forget_target(target: NonNull<Header>) {
    with_table(|table| {
        if let Some(list) = table.map().remove(&(target.as_ptr() as usize)) {
            for reference in list {
                // SAFETY: table entries are live references.
                unsafe { reference.as_ref().payload.target.set(None) };
            }
        }
        // SAFETY: the caller holds the target.
        unsafe { target.as_ref().remove_flags(Flags::WEAKLY_REFERENCED) };
    });
}

impl Heap {
    /// A new weak reference object of `class` (which may be a subclass) to `target`.
    pub fn new_weak_reference<C: Payload>(
        &mut self,
        class: &Py<C>,
        target: &Value,
        callback: Slot,
        proxy: bool,
    ) -> Option<Py<WeakRef>> {
        let header = target.header_ptr()?;
        let plain = callback.is_none();
        let payload = WeakRef {
            target: Cell::new(Some(header)),
            callback: HeapCell::new(callback),
            hash: Cell::new(None),
            proxy,
        };
        let reference = self.alloc(class, payload);
        with_table(|table| {
            let list = table.map().entry(header.as_ptr() as usize).or_default();
            // CPython's list: the shared ref, the shared proxy, then those with callbacks, newest first.
            // SAFETY: table entries are live references.
            let shared = |r: &NonNull<Object<WeakRef>>| unsafe { (*r.as_ref().payload.callback.as_ptr()).is_none() };
            let position = if plain && !proxy { 0 } else { list.iter().take_while(|r| shared(r)).count() };
            // SAFETY: a live object's address is not null.
            list.insert(position, unsafe { NonNull::new_unchecked(reference.as_ptr()) });
        });
        if let Some(header) = target.header() {
            header.insert_flags(Flags::WEAKLY_REFERENCED);
        }
        Some(reference)
    }

    /// The live weak references to `target`, in CPython's order (`weakref.getweakrefs`).
    pub fn weak_references(&self, target: &Value) -> Vec<Py<WeakRef>> {
        let Some(header) = target.header_ptr() else { return Vec::new() };
        let list = with_table(|table| table.map().get(&(header.as_ptr() as usize)).cloned().unwrap_or_default());
        // SAFETY: table entries are live references; a dying one (count zero) has left the table.
        list.into_iter().filter_map(|r| unsafe { Value::from_borrowed(r.cast()) }.cast_into().ok()).collect()
    }

    /// Clears every weak reference to `target` and gives back those whose callbacks are to run, in order.
    pub fn clear_weak_references(&mut self, target: &Value) -> Vec<(Py<WeakRef>, Value)> {
        let references = self.weak_references(target);
        if let Some(header) = target.header_ptr() {
            // SAFETY: `target` keeps the object alive.
            unsafe { forget_target(header) };
        }
        let mut callbacks = Vec::new();
        for reference in references {
            if let Some(callback) = reference.callback.replace(self, None) {
                callbacks.push((reference, callback));
            }
        }
        callbacks
    }
}
