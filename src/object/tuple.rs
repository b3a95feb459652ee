//! `Tuple`: the payload of tuple, items behind the payload in the same allocation.
#![expect(unsafe_code, reason = "the items follow the payload")]

use std::cell::Cell;

use super::cell::Heap;
use super::class::ClassPayload;
use super::edge::Edge;
use super::header::Header;
use super::heap::OutOfMemory;
use super::kind::{Kind, KindOf, OfKind};
use super::payload::{Payload, Tracking};
use super::pointer::{Object, Py};
use super::references::{Release, trace_from_end};
use super::trace::Tracer;
use super::value::Value;

/// A tuple: a fixed number of values.
pub struct Tuple {
    length: u32,
    /// How many more there are that are no items: what a struct sequence has by name only; and [`FORWARD`].
    hidden: u32,
    /// The hash once it has been asked for, [`NOT_HASHED`] before: the items are not asked twice, as in CPython.
    hash: Cell<i64>,
}

/// What is no hash.
const NOT_HASHED: i64 = -1;

/// The mark of a struct sequence, whose items are visited and let go of from the first to the last, unlike a tuple's.
const FORWARD: u32 = 1 << 31;

impl Tuple {
    /// The items.
    #[inline(always)]
    pub fn items(&self) -> &[Value] {
        // SAFETY: `Heap::new_tuple` wrote at least this many values behind the payload.
        unsafe { std::slice::from_raw_parts(std::ptr::from_ref(self).add(1).cast::<Value>(), self.len()) }
    }

    /// The items and what is hidden behind them.
    pub fn all(&self) -> &[Value] {
        // SAFETY: `Heap::new_tuple` wrote this many values behind the payload.
        unsafe { std::slice::from_raw_parts(std::ptr::from_ref(self).add(1).cast::<Value>(), self.total()) }
    }

    /// Whether it is a struct sequence, which is no exact tuple although its class may be a static type.
    pub(super) fn is_struct_sequence(&self) -> bool {
        self.hidden & FORWARD != 0
    }

    #[inline(always)]
    fn total(&self) -> usize {
        self.length as usize + (self.hidden & !FORWARD) as usize
    }

    /// The hash, if it is known.
    #[inline]
    pub fn known_hash(&self) -> Option<i64> {
        Some(self.hash.get()).filter(|&hash| hash != NOT_HASHED)
    }

    /// Notes the hash.
    pub fn note_hash(&self, hash: i64) {
        self.hash.set(hash);
    }

    /// Number of items.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.length as usize
    }

    /// Whether there are no items.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }
}

impl OfKind for KindOf<{ Kind::Tuple as u8 }> {
    type Payload = Tuple;
}

// SAFETY: the kind is this type's, as above; `Heap::new_tuple` allocates and writes the items, which are given away once.
unsafe impl Payload for Tuple {
    const KIND: Kind = Kind::Tuple;
    const TRACKING: Tracking = Tracking::Lazy;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        if self.hidden & FORWARD == 0 {
            return trace_from_end(self.all(), tracer);
        }
        for (index, item) in self.all().iter().enumerate() {
            tracer.value_named(item, |tracer, item| tracer.value(Edge::Item(index), item));
        }
    }

    const TRAILING_BYTES: Option<fn(&Tuple) -> usize> = Some(|this| this.total() * size_of::<Value>());

    #[inline(always)]
    unsafe fn release_trailing(&mut self, sink: &mut Release) {
        // SAFETY: the items are initialised and given away once, last first as in CPython's tupledealloc.
        unsafe {
            let items = std::ptr::from_mut(self).add(1).cast::<Value>();
            if self.hidden & FORWARD != 0 {
                for index in 0..self.total() {
                    sink.give(items.add(index).read());
                }
                return;
            }
            for index in (0..self.total()).rev() {
                sink.give(items.add(index).read());
            }
        }
    }

    fn size_of(&self, _heap: &Heap) -> usize {
        // Header, length, and the word in which CPython 3.14 keeps the hash; then the items.
        32 + self.total() * 8
    }
}

impl Heap {
    /// A new tuple of `class` holding `items`, tracked unless it is empty: what CPython does with a tuple that is filled
    /// after it was made. A collection untracks it if its items are atoms.
    pub fn new_tuple<C: ClassPayload>(
        &mut self,
        class: &Py<C>,
        items: impl ExactSizeIterator<Item = Value>,
    ) -> Result<Py<Tuple>, OutOfMemory> {
        let tuple = self.fill_tuple(class, items)?;
        if tuple.length != 0 {
            self.track(tuple.header());
        }
        Ok(tuple)
    }

    /// As [`Heap::new_tuple`], tracked only if one of the items is a container: what CPython does with a tuple made of
    /// items that are there already (a display, `*args`, the `args` of an exception). An item need not be tracked
    /// itself; a tuple of the empty tuple is tracked.
    pub fn pack_tuple<C: ClassPayload>(
        &mut self,
        class: &Py<C>,
        items: impl ExactSizeIterator<Item = Value>,
    ) -> Result<Py<Tuple>, OutOfMemory> {
        let tuple = self.fill_tuple(class, items)?;
        if tuple.items().iter().any(|item| item.header().is_some_and(Header::is_container)) {
            self.track(tuple.header());
        }
        Ok(tuple)
    }

    /// A struct sequence: as [`Heap::new_tuple`], the last `hidden` of the values being no items.
    pub fn new_tuple_hiding<C: ClassPayload>(
        &mut self,
        class: &Py<C>,
        values: impl ExactSizeIterator<Item = Value>,
        hidden: usize,
    ) -> Result<Py<Tuple>, OutOfMemory> {
        let tuple = self.new_tuple(class, values)?;
        let hidden = hidden.min(tuple.len()) as u32;
        // SAFETY: nobody else refers to the tuple yet; the sum of the two numbers stays.
        unsafe {
            let payload = &raw mut (*tuple.as_ptr()).payload;
            (*payload).length -= hidden;
            (*payload).hidden = hidden | FORWARD;
        }
        Ok(tuple)
    }

    fn fill_tuple<C: ClassPayload>(
        &mut self,
        class: &Py<C>,
        items: impl ExactSizeIterator<Item = Value>,
    ) -> Result<Py<Tuple>, OutOfMemory> {
        let length = items.len();
        if u32::try_from(length).is_err() {
            return Err(OutOfMemory);
        }
        // SAFETY: `Filling` writes exactly `length` values before anything else can look, whatever `items` does.
        unsafe {
            let object = self.alloc_trailing(
                class,
                Tuple { length: 0, hidden: 0, hash: Cell::new(NOT_HASHED) },
                length * size_of::<Value>(),
            )?;
            let mut filling = Filling { tuple: object.as_ptr(), written: 0, length };
            for item in items.take(length) {
                filling.push(item);
            }
            drop(filling);
            Ok(object)
        }
    }
}

/// A tuple in the making. What is missing in the end is `None`, also when the iterator of the items panics: the tuple
/// knows then how much was allocated for it.
struct Filling {
    tuple: *mut Object<Tuple>,
    written: usize,
    length: usize,
}

impl Filling {
    /// # Safety
    /// There is room for one item more.
    #[inline(always)]
    unsafe fn push(&mut self, item: Value) {
        // SAFETY: per the contract; nobody refers to the payload now.
        unsafe { (&raw mut (*self.tuple).payload).add(1).cast::<Value>().add(self.written).write(item) };
        self.written += 1;
    }
}

impl Drop for Filling {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: the room is for `length` items; nobody refers to the payload now.
        unsafe {
            while self.written < self.length {
                self.push(Value::NONE);
            }
            (*self.tuple).payload.length = self.length as u32;
        }
    }
}

impl Py<Tuple> {
    /// Puts `item` in the place of another and gives that back, if this is the only reference to the tuple: how
    /// iterators use their result tuple again, and how a tuple is filled that nobody has seen yet. Otherwise, or when
    /// there is no such place, gives `item` back as the error.
    pub fn replace_item(&mut self, index: usize, item: Value) -> Result<Value, Value> {
        if !self.header().is_unshared() || index >= self.len() {
            return Err(item);
        }
        // SAFETY: the one reference is borrowed exclusively, so no view of the items exists; the place is in range.
        unsafe {
            let payload = &raw mut (*self.as_ptr()).payload;
            (*payload).hash.set(NOT_HASHED);
            let items = payload.add(1).cast::<Value>();
            Ok(items.add(index).replace(item))
        }
    }

    /// As [`replace_item`](Py::<Tuple>::replace_item), of all items.
    #[inline]
    pub fn replace_items<const N: usize>(&mut self, items: [Value; N]) -> Result<[Value; N], [Value; N]> {
        if !self.header().is_unshared() || self.len() != N {
            return Err(items);
        }
        // SAFETY: as there; all places are.
        unsafe {
            let payload = &raw mut (*self.as_ptr()).payload;
            (*payload).hash.set(NOT_HASHED);
            Ok(payload.add(1).cast::<[Value; N]>().replace(items))
        }
    }

    /// Whether this is the only reference to the tuple.
    #[inline]
    pub fn is_unshared(&self) -> bool {
        self.header().is_unshared()
    }
}
