//! Weak references: a side table from target to its references, so that unwatched objects pay nothing.
#![expect(unsafe_code, reason = "targets are held without a reference")]

use std::cell::Cell;
use std::ptr::NonNull;

use hashbrown::HashMap;

use super::cell::{Heap, HeapCell};
use super::class::{ClassFlags, ClassPayload};
use super::header::{Flags, Header};
use super::heap::state;
use super::payload::payload;
use super::pointer::{Object, Py};
use super::value::{Slot, Value};

type Map = HashMap<usize, Watchers, rustc_hash::FxBuildHasher>;

/// Who is told of the end of an object.
#[derive(Default)]
struct Watchers {
    /// Its weak references, in the order of CPython's list.
    references: Vec<NonNull<Object<WeakRef>>>,
}

/// The watched objects, by address.
pub(super) struct WeakTable(Option<Map>);

impl WeakTable {
    pub(super) const fn new() -> WeakTable {
        WeakTable(None)
    }

    fn map(&mut self) -> &mut Map {
        self.0.get_or_insert_with(Map::default)
    }
}

/// What a weak reference is to Python code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// A callable that gives the target: `weakref.ref`.
    Reference,
    /// A stand-in for the target: `weakref.proxy`.
    Proxy,
}

/// The payload of `weakref.ref` and of the proxies.
pub struct WeakRef {
    target: Cell<Option<NonNull<Header>>>,
    /// Called with the reference when the target dies.
    callback: HeapCell<Slot>,
    /// Whether there is one: destructors, which have no heap, ask.
    has_callback: Cell<bool>,
    /// The target's hash, once asked for.
    pub hash: Cell<Option<i64>>,
    /// Whether it is a `ref` or a proxy.
    pub face: Face,
}

payload! { WeakRef: AtBirth;
    references { callback = .__callback__ }
    leave(this) { this.detach() }
    clear(this, heap) {
        this.detach();
        drop(this.take_callback(heap));
    }
}

impl WeakRef {
    /// Takes this reference out of its target's list.
    pub(super) fn detach(&self) {
        let Some(target) = self.target.take() else { return };
        with_table(|table| {
            let map = table.map();
            let address = target.as_ptr() as usize;
            if let Some(watchers) = map.get_mut(&address) {
                watchers.references.retain(|reference| !std::ptr::eq(payload(*reference), self));
                if watchers.references.is_empty() {
                    map.remove(&address);
                    // SAFETY: a target outlives its entry in the table.
                    unsafe { target.as_ref().remove_flags(Flags::WEAKLY_REFERENCED) };
                }
            }
        });
    }

    /// The target if it is alive; one that is being torn down is not.
    #[inline]
    pub fn upgrade(&self) -> Option<Value> {
        // SAFETY: the target is cleared before it is freed.
        self.target.get().and_then(|header| unsafe { Value::from_living(header) })
    }

    /// Whether the target is gone.
    pub fn is_dead(&self) -> bool {
        self.target.get().is_none()
    }

    /// Called with the reference when the target dies.
    pub fn callback<'a>(&'a self, heap: &'a Heap) -> Option<&'a Value> {
        self.callback.get(heap).as_ref()
    }

    /// Takes the callback: the target's death will not be told.
    pub(super) fn take_callback(&self, heap: &mut Heap) -> Slot {
        self.has_callback.set(false);
        self.callback.replace(heap, None)
    }

    /// Whether there is a callback.
    pub(super) fn has_callback(&self) -> bool {
        self.has_callback.get()
    }
}

fn payload(reference: NonNull<Object<WeakRef>>) -> *const WeakRef {
    // SAFETY: only the address is taken; entries leave the table before the reference dies.
    unsafe { &raw const (*reference.as_ptr()).payload }
}

fn with_table<R>(f: impl FnOnce(&mut WeakTable) -> R) -> R {
    // SAFETY: the closures of this file neither drop values nor re-enter the table.
    state(|s| unsafe { f(&mut *s.weak.get()) })
}

/// Whether one of the target's references has a callback that would run.
pub(super) fn has_callbacks(target: NonNull<Header>) -> bool {
    with_table(|table| {
        table.map().get(&(target.as_ptr() as usize)).is_some_and(|watchers| {
            // SAFETY: table entries are live references.
            watchers.references.iter().any(|reference| unsafe { reference.as_ref() }.payload.has_callback())
        })
    })
}

/// Notes that the target is no more: as [`clear_references`], and its handles find nothing any longer.
///
/// # Safety
/// As there.
pub(super) unsafe fn forget_target(target: NonNull<Header>) {
    with_table(|table| {
        let Some(watchers) = table.map().remove(&(target.as_ptr() as usize)) else { return };
        for reference in &watchers.references {
            // SAFETY: table entries are live references.
            unsafe { reference.as_ref() }.payload.target.set(None);
        }
        // SAFETY: the caller holds the target.
        unsafe { target.as_ref().remove_flags(Flags::WEAKLY_REFERENCED) };
    });
}

/// Clears the references to a dying target and gives them back, in CPython's order. Their callbacks stay.
///
/// # Safety
/// `target` must be alive, or its memory still whole.
pub(super) unsafe fn clear_references(target: NonNull<Header>) -> Vec<NonNull<Object<WeakRef>>> {
    with_table(|table| {
        let map = table.map();
        let address = target.as_ptr() as usize;
        let Some(Watchers { references }) = map.remove(&address) else { return Vec::new() };
        for reference in &references {
            // SAFETY: table entries are live references.
            unsafe { reference.as_ref() }.payload.target.set(None);
        }
        // SAFETY: the caller holds the target.
        unsafe { target.as_ref().remove_flags(Flags::WEAKLY_REFERENCED) };
        references
    })
}

/// Whether this is one of the two references a target shares among all who ask for a plain one: an exact `ref` or a
/// proxy, without a callback. Python subclasses of `ref` are heap types.
fn is_basic(reference: &Object<WeakRef>, face: Face) -> bool {
    let payload = &reference.payload;
    payload.face == face && !reference.header.class_head().has(ClassFlags::HEAP_TYPE) && !payload.has_callback()
}

/// Where the list of a target begins after the shared references: CPython's `get_basic_refs`.
fn basics(list: &[NonNull<Object<WeakRef>>]) -> (Option<usize>, Option<usize>) {
    // SAFETY: table entries are live references.
    let basic = |index: usize, face| list.get(index).is_some_and(|r| is_basic(unsafe { r.as_ref() }, face));
    let reference = basic(0, Face::Reference).then_some(0);
    let next = usize::from(reference.is_some());
    (reference, basic(next, Face::Proxy).then_some(next))
}

impl Heap {
    /// The reference or the proxy that all who ask for a plain one share: what `weakref.ref(target)` and
    /// `weakref.proxy(target)` of the exact types return if it is there.
    pub fn shared_weak_reference(&self, target: &Value, face: Face) -> Option<Py<WeakRef>> {
        let header = target.header_ptr()?;
        let shared = with_table(|table| {
            let list = &table.map().get(&(header.as_ptr() as usize))?.references;
            let (reference, proxy) = basics(list);
            let shared = match face {
                Face::Reference => reference,
                Face::Proxy => proxy,
            };
            Some(list[shared?])
        })?;
        // SAFETY: table entries are live references.
        unsafe { Value::from_living(shared.cast()) }?.cast_into().ok()
    }

    /// A new weak reference object of `class` (which may be a subclass) to `target`; `None` for immediates, which
    /// have no type that can be weakly referenced. For a plain one of an exact type, ask
    /// [`Heap::shared_weak_reference`] first. Where the table of references cannot grow it refers to nothing, and the
    /// machine raises MemoryError ([`Heap::was_refused`]).
    pub fn new_weak_reference<C: ClassPayload>(
        &mut self,
        class: &Py<C>,
        target: &Value,
        callback: Slot,
        face: Face,
    ) -> Option<Py<WeakRef>> {
        let header = target.header_ptr()?;
        let payload = WeakRef {
            target: Cell::new(Some(header)),
            has_callback: Cell::new(callback.is_some()),
            callback: HeapCell::new(callback),
            hash: Cell::new(None),
            face,
        };
        let reference = self.alloc(class, payload);
        // SAFETY: a live object's address is not null; the reference is alive.
        let (pointer, basic) = unsafe {
            let pointer = NonNull::new_unchecked(reference.as_ptr());
            (pointer, is_basic(pointer.as_ref(), face))
        };
        let is_known = with_table(|table| {
            if table.map().try_reserve(1).is_err() {
                return false;
            }
            let list = &mut table.map().entry(header.as_ptr() as usize).or_default().references;
            // The shared ref, the shared proxy, then all others, newest first.
            let (shared, shared_proxy) = basics(list);
            let after_shared = shared.map_or(0, |index| index + 1);
            let position = match (basic, face) {
                (true, Face::Reference) => 0,
                (true, Face::Proxy) => after_shared,
                (false, _) => shared_proxy.map_or(after_shared, |index| index + 1),
            };
            list.insert(position, pointer);
            true
        });
        match target.header().filter(|_| is_known) {
            Some(header) => header.insert_flags(Flags::WEAKLY_REFERENCED),
            None => reference.target.set(None),
        }
        Some(reference)
    }

    /// The live weak references to `target`, in CPython's order (`weakref.getweakrefs`).
    pub fn weak_references(&self, target: &Value) -> Vec<Py<WeakRef>> {
        let Some(header) = target.header_ptr() else { return Vec::new() };
        let known = |table: &mut WeakTable| table.map().get(&(header.as_ptr() as usize)).map(|w| w.references.clone());
        let list = with_table(known).unwrap_or_default();
        // SAFETY: table entries are live references, or being torn down.
        list.into_iter().filter_map(|r| unsafe { Value::from_living(r.cast()) }?.cast_into().ok()).collect()
    }

    /// Clears every weak reference to a target that died by its count, and gives back those whose callbacks are to
    /// run, in order: CPython's `PyObject_ClearWeakRefs`. The callback is taken out of the reference (`__callback__`
    /// is `None` from now on). CPython holds all of them until the last callback has run, then lets go of the last
    /// first; so should the caller.
    pub fn clear_weak_references(&mut self, target: &Value) -> Vec<(Py<WeakRef>, Value)> {
        let references = self.weak_references(target);
        if let Some(header) = target.header_ptr() {
            // SAFETY: `target` keeps the object alive.
            drop(unsafe { clear_references(header) });
        }
        let mut callbacks = Vec::new();
        for reference in references {
            if let Some(callback) = reference.take_callback(self) {
                callbacks.push((reference, callback));
            }
        }
        callbacks
    }
}
