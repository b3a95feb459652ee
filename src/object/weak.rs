//! Weak references: a side table from target to its references, so that unwatched objects pay nothing.
#![expect(unsafe_code, reason = "targets are held without a reference")]

use std::cell::Cell;
use std::ptr::NonNull;

use hashbrown::HashMap;

use super::cell::{Heap, HeapCell};
use super::class::ClassFlags;
use super::header::{Flags, Header};
use super::heap::state;
use super::payload::{Payload, payload};
use super::pointer::{Object, Py};
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

payload! { WeakRef: AtBirth;
    references { callback = .__callback__ }
    leave(this) { this.detach() }
    clear(this, heap) {
        this.detach();
        this.callback.set(heap, None);
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

/// Takes the weak reference at `header` out of its target's list.
///
/// # Safety
/// `header` must be a live object with a `WeakRef` payload.
pub(super) unsafe fn detach(header: NonNull<Header>) {
    // SAFETY: the caller vouches for the payload.
    unsafe { header.cast::<Object<WeakRef>>().as_ref() }.payload.detach();
}

/// Whether a reference has a callback.
///
/// # Safety
/// `reference` must be alive, and no borrow of its callback open.
pub(super) unsafe fn has_callback(reference: NonNull<Object<WeakRef>>) -> bool {
    // SAFETY: the field is read for the length of this test.
    unsafe { (*reference.as_ref().payload.callback.as_ptr()).is_some() }
}

/// Whether one of the target's references has a callback that would run.
///
/// # Safety
/// `target` must be alive.
pub(super) unsafe fn has_callbacks(target: NonNull<Header>) -> bool {
    with_table(|table| {
        table.map().get(&(target.as_ptr() as usize)).is_some_and(|list| {
            // SAFETY: table entries are live references.
            list.iter().any(|reference| unsafe { has_callback(*reference) })
        })
    })
}

/// Clears the references to a dying target and gives them back, in CPython's order. Their callbacks stay.
///
/// # Safety
/// `target` must be alive, or its memory still whole.
pub(super) unsafe fn forget_target(target: NonNull<Header>) -> Vec<NonNull<Object<WeakRef>>> {
    with_table(|table| {
        let references = table.map().remove(&(target.as_ptr() as usize)).unwrap_or_default();
        for reference in &references {
            // SAFETY: table entries are live references.
            unsafe { reference.as_ref().payload.target.set(None) };
        }
        // SAFETY: the caller holds the target.
        unsafe { target.as_ref().remove_flags(Flags::WEAKLY_REFERENCED) };
        references
    })
}

/// Whether this is one of the two references a target shares among all who ask for a plain one: an exact `ref` or a
/// proxy, without a callback. Python subclasses of `ref` are heap types.
///
/// # Safety
/// As for [`has_callback`].
unsafe fn is_basic(reference: NonNull<Object<WeakRef>>, proxy: bool) -> bool {
    // SAFETY: the caller vouches for the reference.
    unsafe {
        let object = reference.as_ref();
        object.payload.proxy == proxy
            && !object.header.class_head().has(ClassFlags::HEAP_TYPE)
            && !has_callback(reference)
    }
}

/// Where the list of a target begins after the shared references: CPython's `get_basic_refs`.
fn basics(list: &[NonNull<Object<WeakRef>>]) -> (Option<usize>, Option<usize>) {
    // SAFETY: table entries are live references.
    let basic = |index: usize, proxy| list.get(index).is_some_and(|r| unsafe { is_basic(*r, proxy) });
    let reference = basic(0, false).then_some(0);
    let next = usize::from(reference.is_some());
    (reference, basic(next, true).then_some(next))
}

impl Heap {
    /// The reference (or, with `proxy`, the proxy) that all who ask for a plain one share: what
    /// `weakref.ref(target)` and `weakref.proxy(target)` of the exact types return if it is there.
    pub fn shared_weak_reference(&self, target: &Value, proxy: bool) -> Option<Py<WeakRef>> {
        let header = target.header_ptr()?;
        let shared = with_table(|table| {
            let list = table.map().get(&(header.as_ptr() as usize))?;
            let (reference, shared_proxy) = basics(list);
            Some(list[if proxy { shared_proxy } else { reference }?])
        })?;
        // SAFETY: table entries are live references.
        unsafe { Value::from_borrowed(shared.cast()) }.cast_into().ok()
    }

    /// A new weak reference object of `class` (which may be a subclass) to `target`; `None` for immediates, which
    /// have no type that can be weakly referenced. For a plain one of an exact type, ask
    /// [`Heap::shared_weak_reference`] first.
    pub fn new_weak_reference<C: Payload>(
        &mut self,
        class: &Py<C>,
        target: &Value,
        callback: Slot,
        proxy: bool,
    ) -> Option<Py<WeakRef>> {
        let header = target.header_ptr()?;
        let payload = WeakRef {
            target: Cell::new(Some(header)),
            callback: HeapCell::new(callback),
            hash: Cell::new(None),
            proxy,
        };
        let reference = self.alloc(class, payload);
        // SAFETY: a live object's address is not null; the reference is alive.
        let (pointer, basic) = unsafe {
            let pointer = NonNull::new_unchecked(reference.as_ptr());
            (pointer, is_basic(pointer, proxy))
        };
        with_table(|table| {
            let list = table.map().entry(header.as_ptr() as usize).or_default();
            // The shared ref, the shared proxy, then all others, newest first.
            let (shared, shared_proxy) = basics(list);
            let after_shared = shared.map_or(0, |index| index + 1);
            let position = match (basic, proxy) {
                (true, false) => 0,
                (true, true) => after_shared,
                (false, _) => shared_proxy.map_or(after_shared, |index| index + 1),
            };
            list.insert(position, pointer);
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

    /// Clears every weak reference to a target that died by its count, and gives back those whose callbacks are to
    /// run, in order: CPython's `PyObject_ClearWeakRefs`. The callback is taken out of the reference (`__callback__`
    /// is `None` from now on). CPython holds all of them until the last callback has run, then lets go of the last
    /// first; so should the caller.
    pub fn clear_weak_references(&mut self, target: &Value) -> Vec<(Py<WeakRef>, Value)> {
        let references = self.weak_references(target);
        if let Some(header) = target.header_ptr() {
            // SAFETY: `target` keeps the object alive.
            drop(unsafe { forget_target(header) });
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
