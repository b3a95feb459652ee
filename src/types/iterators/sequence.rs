//! Iterators over sequences: list, tuple, str, bytes, and whatever has `__getitem__`.

use std::cell::Cell;

use super::itself;
use crate::object::{Heap, HeapCell, Kind, Layout, Payload, Py, Slot, Tracer, Tracking, Tuple, Value};
use crate::protocol::{call, sequence, subscript};
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef, Slots};
use crate::types::list::List;
use crate::vm::{PyResult, Vm};

macro_rules! walker {
    ($(#[$doc:meta])* $name:ident($items:ident: $payload:ty), $row:ident, $kind:ident, $tracking:ident) => {
        $(#[$doc])*
        pub struct $name {
            /// What is walked, until the end is reached.
            pub $items: HeapCell<Option<Py<$payload>>>,
            /// Where the walk stands.
            pub index: Cell<usize>,
        }

        impl Payload for $name {
            const KIND: Kind = Kind::$kind;
            const TRACKING: Tracking = Tracking::$tracking;

            fn trace(&self, tracer: &mut Tracer<'_>) {
                tracer.optional(self.$items.get(tracer.heap()));
            }

            fn size_of(&self, _heap: &Heap) -> usize {
                32
            }
        }

        impl $name {
            /// An iterator from the beginning.
            #[inline]
            pub fn create(vm: &mut Vm, $items: Py<$payload>) -> Value {
                let payload = $name { $items: HeapCell::new(Some($items)), index: Cell::new(0) };
                vm.heap.alloc(&vm.types.$row, payload).into_value()
            }
        }
    };
}

walker! {
    /// The iterator of list.
    ListIterator(list: List), list_iterator, ListIterator, AtBirth
}
walker! {
    /// The iterator of tuple.
    TupleIterator(tuple: Tuple), tuple_iterator, TupleIterator, AtBirth
}
const fn iterator(name: &'static str, layout: &'static Layout, next: crate::types::class::slots::NextFn) -> ClassSpec {
    ClassSpec { slots: Slots { iter: Some(itself), next: Some(next), ..Slots::EMPTY }, ..ClassSpec::new(name, layout) }
}

/// `__reduce__`: `iter(items)` and the index to set, or `iter` of an empty sequence at the end.
fn reduce(vm: &mut Vm, items: Slot, index: usize, empty: fn(&mut Vm) -> Value) -> PyResult {
    let name = vm.intern("iter");
    let builtins = vm.builtins.clone();
    let Some(iter) = builtins.get_str(&vm.heap, &name).cloned() else {
        return Err(vm.raise_message(|types| &types.attribute_error, "iter"));
    };
    let parts = match items {
        Some(items) => vec![iter, vm.new_tuple(vec![items]).into_value(), Value::index(index)],
        None => {
            let items = empty(vm);
            vec![iter, vm.new_tuple(vec![items]).into_value()]
        }
    };
    Ok(vm.new_tuple(parts).into_value())
}

/// `__setstate__`: an index, cut to the sequence.
fn index_of_state(vm: &mut Vm, state: &Value, length: usize) -> PyResult<usize> {
    let index = crate::protocol::number::ssize_argument(vm, state)?;
    Ok((index.max(0) as usize).min(length))
}

/// The declaration of `list_iterator`.
pub const LIST_ITERATOR: ClassSpec = ClassSpec {
    methods: &[
        NativeDef::none("__length_hint__", |vm, this| {
            let this = this.expect::<ListIterator>();
            let length = this.list.get(&vm.heap).as_ref().map_or(0, |list| list.items.get(&vm.heap).len());
            Ok(sequence::int(vm, length.saturating_sub(this.index.get())))
        }),
        NativeDef::none("__reduce__", |vm, this| {
            let this = this.expect::<ListIterator>();
            let items = this.list.get(&vm.heap).as_ref().map(Py::to_value);
            reduce(vm, items, this.index.get(), |vm| List::create(vm, Vec::new()).into_value())
        }),
        NativeDef::one("__setstate__", |vm, this, state| {
            let iterator = this.expect::<ListIterator>();
            if let Some(list) = iterator.list.get(&vm.heap).clone() {
                let length = list.items.get(&vm.heap).len();
                iterator.index.set(index_of_state(vm, state, length)?);
            }
            Ok(Value::NONE)
        }),
    ],
    ..iterator("list_iterator", Layout::of::<ListIterator>(), |vm, this| Ok(next_of_list(&mut vm.heap, this)))
};

/// The next item of a list iterator.
#[inline(always)]
pub fn next_of_list(heap: &mut Heap, this: &Value) -> Option<Value> {
    let this = this.expect::<ListIterator>();
    let list = this.list.get(heap).as_ref()?;
    let index = this.index.get();
    if let Some(item) = list.items.get(heap).get(index) {
        this.index.set(index + 1);
        return Some(item.clone());
    }
    this.list.set(heap, None);
    None
}

/// The declaration of `tuple_iterator`.
pub const TUPLE_ITERATOR: ClassSpec = ClassSpec {
    methods: &[
        NativeDef::none("__length_hint__", |vm, this| {
            let this = this.expect::<TupleIterator>();
            let length = this.tuple.get(&vm.heap).as_ref().map_or(0, |tuple| tuple.len());
            Ok(sequence::int(vm, length.saturating_sub(this.index.get())))
        }),
        NativeDef::none("__reduce__", |vm, this| {
            let this = this.expect::<TupleIterator>();
            let items = this.tuple.get(&vm.heap).as_ref().map(Py::to_value);
            reduce(vm, items, this.index.get(), |vm| vm.empty_tuple.to_value())
        }),
        NativeDef::one("__setstate__", |vm, this, state| {
            let iterator = this.expect::<TupleIterator>();
            if let Some(tuple) = iterator.tuple.get(&vm.heap).clone() {
                iterator.index.set(index_of_state(vm, state, tuple.len())?);
            }
            Ok(Value::NONE)
        }),
    ],
    ..iterator("tuple_iterator", Layout::of::<TupleIterator>(), |vm, this| Ok(next_of_tuple(&mut vm.heap, this)))
};

/// The next item of a tuple iterator.
#[inline(always)]
pub fn next_of_tuple(heap: &mut Heap, this: &Value) -> Option<Value> {
    let this = this.expect::<TupleIterator>();
    let tuple = this.tuple.get(heap).as_ref()?;
    let index = this.index.get();
    if let Some(item) = tuple.items().get(index) {
        this.index.set(index + 1);
        return Some(item.clone());
    }
    this.tuple.set(heap, None);
    None
}

/// The iterator of whatever is walked by `__getitem__`.
pub struct SequenceIterator {
    /// What is walked, until the end is reached.
    pub sequence: HeapCell<Slot>,
    /// Where the walk stands.
    pub index: Cell<i64>,
}

impl Payload for SequenceIterator {
    const KIND: Kind = Kind::SequenceIterator;
    const TRACKING: Tracking = Tracking::AtBirth;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.slot(self.sequence.get(tracer.heap()));
    }

    fn size_of(&self, _heap: &Heap) -> usize {
        32
    }
}

impl SequenceIterator {
    /// `iter(sequence)` for a class with `__getitem__` only.
    pub fn create(vm: &mut Vm, sequence: Value) -> Value {
        let payload = SequenceIterator { sequence: HeapCell::new(Some(sequence)), index: Cell::new(0) };
        vm.heap.alloc(&vm.types.sequence_iterator, payload).into_value()
    }
}

/// The declaration of `iterator`.
pub const SEQUENCE_ITERATOR: ClassSpec = ClassSpec {
    methods: &[NativeDef::none("__length_hint__", |vm, this| {
        let this = this.expect::<SequenceIterator>();
        let (Some(sequence), index) = (this.sequence.get(&vm.heap).clone(), this.index.get()) else {
            return Ok(Value::index(0));
        };
        if vm.class_of(&sequence).slots(&vm.heap).length.is_none() {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        let length = sequence::len(vm, &sequence)?;
        Ok(sequence::int(vm, length.saturating_sub(index as usize)))
    })],
    ..iterator("iterator", Layout::of::<SequenceIterator>(), next_of_sequence)
};

fn next_of_sequence(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<SequenceIterator>();
    let Some(sequence) = this.sequence.get(&vm.heap).clone() else { return Ok(None) };
    let index = this.index.get();
    let key = Value::index(index as usize);
    match subscript::get(vm, &sequence, &key) {
        Ok(item) => {
            this.index.set(index + 1);
            Ok(Some(item))
        }
        Err(raised) => end_of_items(vm, raised, &this.sequence),
    }
}

/// IndexError and StopIteration end a walk by `__getitem__`.
fn end_of_items(vm: &mut Vm, raised: crate::vm::Raised, walked: &HeapCell<Slot>) -> PyResult<Option<Value>> {
    let result: PyResult<Value> = Err(raised);
    let result = vm.catch(result, |types| &types.index_error).map(|none| none.map_or(Value::NONE, |v| v));
    vm.catch(result, |types| &types.stop_iteration)?;
    walked.set(&mut vm.heap, None);
    Ok(None)
}

/// The iterator of bytes and bytearray.
pub struct BytesIterator {
    /// What is walked, until the end is reached.
    pub bytes: HeapCell<Slot>,
    /// Where the walk stands.
    pub index: Cell<usize>,
}

impl Payload for BytesIterator {
    const KIND: Kind = Kind::BytesIterator;
    const TRACKING: Tracking = Tracking::AtBirth;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.slot(self.bytes.get(tracer.heap()));
    }

    fn size_of(&self, _heap: &Heap) -> usize {
        32
    }
}

impl BytesIterator {
    /// The iterator of bytes, whose `__getitem__` cannot run Python code.
    pub fn create(vm: &mut Vm, bytes: Value) -> Value {
        let payload = BytesIterator { bytes: HeapCell::new(Some(bytes)), index: Cell::new(0) };
        vm.heap.alloc(&vm.types.bytes_iterator, payload).into_value()
    }
}

/// The declaration of `bytes_iterator`.
pub const BYTES_ITERATOR: ClassSpec = ClassSpec {
    methods: &[NativeDef::none("__length_hint__", |vm, this| {
        let this = this.expect::<BytesIterator>();
        let Some(bytes) = this.bytes.get(&vm.heap).clone() else { return Ok(Value::index(0)) };
        let length = sequence::len(vm, &bytes)?;
        Ok(sequence::int(vm, length.saturating_sub(this.index.get())))
    })],
    ..iterator("bytes_iterator", Layout::of::<BytesIterator>(), next_of_bytes)
};

fn next_of_bytes(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<BytesIterator>();
    let Some(bytes) = this.bytes.get(&vm.heap).clone() else { return Ok(None) };
    let index = this.index.get();
    if index < sequence::len(vm, &bytes)? {
        this.index.set(index + 1);
        return subscript::get(vm, &bytes, &Value::index(index)).map(Some);
    }
    this.bytes.set(&mut vm.heap, None);
    Ok(None)
}

/// The reverse iterator of list.
pub struct ReverseListIterator {
    /// What is walked, until the end is reached.
    pub list: HeapCell<Option<Py<List>>>,
    /// One past the item that comes next.
    pub index: Cell<usize>,
}

impl Payload for ReverseListIterator {
    const KIND: Kind = Kind::ReverseListIterator;
    const TRACKING: Tracking = Tracking::AtBirth;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.optional(self.list.get(tracer.heap()));
    }

    fn size_of(&self, _heap: &Heap) -> usize {
        32
    }
}

impl ReverseListIterator {
    /// `reversed(list)`.
    pub fn create(vm: &mut Vm, list: Py<List>) -> Value {
        let index = Cell::new(list.items.get(&vm.heap).len());
        let payload = ReverseListIterator { list: HeapCell::new(Some(list)), index };
        vm.heap.alloc(&vm.types.list_reverseiterator, payload).into_value()
    }
}

/// The declaration of `list_reverseiterator`.
pub const LIST_REVERSE_ITERATOR: ClassSpec = ClassSpec {
    methods: &[NativeDef::none("__length_hint__", |vm, this| {
        let this = this.expect::<ReverseListIterator>();
        let length = this.list.get(&vm.heap).as_ref().map_or(0, |list| list.items.get(&vm.heap).len());
        let left = this.index.get();
        Ok(Value::index(if left > length { 0 } else { left }))
    })],
    ..iterator("list_reverseiterator", Layout::of::<ReverseListIterator>(), |vm, this| {
        let this = this.expect::<ReverseListIterator>();
        let Some(list) = this.list.get(&vm.heap) else { return Ok(None) };
        if let Some(index) = this.index.get().checked_sub(1)
            && let Some(item) = list.items.get(&vm.heap).get(index)
        {
            this.index.set(index);
            return Ok(Some(item.clone()));
        }
        this.index.set(0);
        this.list.set(&mut vm.heap, None);
        Ok(None)
    })
};

/// `reversed` of any sequence.
pub struct Reversed {
    sequence: HeapCell<Slot>,
    /// One past the item that comes next.
    index: Cell<usize>,
}

impl Payload for Reversed {
    const KIND: Kind = Kind::Reversed;
    const TRACKING: Tracking = Tracking::AtBirth;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.slot(self.sequence.get(tracer.heap()));
    }

    fn size_of(&self, _heap: &Heap) -> usize {
        32
    }
}

/// The declaration of `reversed`.
pub const REVERSED: ClassSpec = ClassSpec {
    flags: crate::object::ClassFlags::BASE_TYPE,
    slots: Slots { new: Some(new_reversed), iter: Some(itself), next: Some(next_of_reversed), ..Slots::EMPTY },
    methods: &[NativeDef::none("__length_hint__", |vm, this| {
        let this = this.expect::<Reversed>();
        let Some(sequence) = this.sequence.get(&vm.heap).clone() else { return Ok(Value::index(0)) };
        let (length, left) = (sequence::len(vm, &sequence)?, this.index.get());
        Ok(Value::index(if left > length { 0 } else { left }))
    })],
    ..ClassSpec::new("reversed", Layout::of::<Reversed>())
};

fn new_reversed(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    if !arguments.names.is_empty() && class.is(&vm.types.reversed) {
        return Err(sequence::no_keywords(vm, "reversed"));
    }
    let [sequence] = arguments.positional() else {
        let given = arguments.positional().len();
        return Err(crate::vm::arguments::wrong_count(vm, "reversed", 1, 1, given));
    };
    let name = vm.names.reversed.clone();
    let own = vm.class_of(sequence).clone();
    match vm.lookup(&own, &name) {
        Some(none) if none.is_none() => {}
        Some(_) => {
            if let Some(result) = call::call_special(vm, sequence, &name, &[])? {
                return Ok(result);
            }
        }
        None if sequence::is_sequence(vm, sequence) && own.slots(&vm.heap).length.is_some() => {
            let length = sequence::len(vm, sequence)?;
            let payload = Reversed { sequence: HeapCell::new(Some(sequence.clone())), index: Cell::new(length) };
            return Ok(vm.heap.alloc(class, payload).into_value());
        }
        None => {}
    }
    let name = vm.class_name(sequence);
    Err(vm.type_error(format!("'{name}' object is not reversible")))
}

fn next_of_reversed(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<Reversed>();
    let Some(index) = this.index.get().checked_sub(1) else {
        this.sequence.set(&mut vm.heap, None);
        return Ok(None);
    };
    let Some(sequence) = this.sequence.get(&vm.heap).clone() else { return Ok(None) };
    match subscript::get(vm, &sequence, &Value::index(index)) {
        Ok(item) => {
            this.index.set(index);
            Ok(Some(item))
        }
        Err(raised) => {
            let ended = end_of_items(vm, raised, &this.sequence)?;
            this.index.set(0);
            Ok(ended)
        }
    }
}
