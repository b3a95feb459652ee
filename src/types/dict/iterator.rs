//! The iterators of dicts and their views, forwards and backwards.

use std::cell::Cell;

use super::Dict;
use super::table::{EntryRef, Table};
use crate::object::{HeapCell, Layout, Py, Slot, Value, payload};
use crate::protocol::sequence;
use crate::types::class::{Class, ClassSpec, NativeDef};
use crate::types::iterators;
use crate::types::iterators::result::{ResultTuple, blank_pair, pair};
use crate::vm::{PyResult, Vm};

/// What a walk over a dict gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Walk {
    /// Keys.
    Keys,
    /// Values.
    Values,
    /// Tuples of key and value.
    Items,
}

/// Which way a walk goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Forwards,
    Backwards,
}

const METHODS: &[NativeDef] = &[NativeDef::none("__length_hint__", length_hint), NativeDef::none("__reduce__", reduce)];

const fn spec(name: &'static str) -> ClassSpec {
    ClassSpec { methods: METHODS, ..iterators::spec(name, Layout::of::<DictIterator>(), next) }
}

/// The declaration of `dict_keyiterator`.
pub const KEY_ITERATOR: ClassSpec = spec("dict_keyiterator");
/// The declaration of `dict_valueiterator`.
pub const VALUE_ITERATOR: ClassSpec = spec("dict_valueiterator");
/// The declaration of `dict_itemiterator`.
pub const ITEM_ITERATOR: ClassSpec = spec("dict_itemiterator");
/// The declaration of `dict_reversekeyiterator`.
pub const REVERSE_KEY_ITERATOR: ClassSpec = spec("dict_reversekeyiterator");
/// The declaration of `dict_reversevalueiterator`.
pub const REVERSE_VALUE_ITERATOR: ClassSpec = spec("dict_reversevalueiterator");
/// The declaration of `dict_reverseitemiterator`.
pub const REVERSE_ITEM_ITERATOR: ClassSpec = spec("dict_reverseitemiterator");

/// An iterator over a dict.
pub struct DictIterator {
    dict: HeapCell<Option<Py<Dict>>>,
    walk: Walk,
    direction: Direction,
    /// The dict's size when the walk began; `usize::MAX` once it was found to have changed.
    used: Cell<usize>,
    /// Position of the next entry to look at; backwards, one past it.
    position: Cell<usize>,
    remaining: Cell<usize>,
    /// The result tuple of a walk over items.
    result: Option<ResultTuple>,
}

payload! { DictIterator: AtBirth, size 56;
    references { dict, result }
}

impl DictIterator {
    /// An iterator of `class`. The result tuple comes after it, as in CPython: collections list them in that order.
    fn alloc(vm: &mut Vm, class: &Py<Class>, mut payload: DictIterator) -> Value {
        if payload.walk == Walk::Items {
            payload.result = Some(HeapCell::new(vm.empty_tuple.clone()));
        }
        let this = vm.heap.alloc(class, payload);
        if let Some(result) = &this.result {
            let tuple = blank_pair(vm);
            result.set(&mut vm.heap, tuple);
        }
        this.into_value()
    }

    fn new(vm: &Vm, dict: &Py<Dict>, walk: Walk, direction: Direction) -> DictIterator {
        let table = dict.table.get(&vm.heap);
        DictIterator {
            dict: HeapCell::new(Some(dict.clone())),
            walk,
            direction,
            used: Cell::new(table.len()),
            position: Cell::new(match direction {
                Direction::Forwards => 0,
                Direction::Backwards => table.entry_count(),
            }),
            remaining: Cell::new(table.len()),
            result: None,
        }
    }

    /// `iter(dict)` or of a view of it.
    pub fn create(vm: &mut Vm, dict: &Py<Dict>, walk: Walk) -> Value {
        let payload = DictIterator::new(vm, dict, walk, Direction::Forwards);
        let class = match walk {
            Walk::Keys => &vm.types.dict_keyiterator,
            Walk::Values => &vm.types.dict_valueiterator,
            Walk::Items => &vm.types.dict_itemiterator,
        };
        let class = class.clone();
        DictIterator::alloc(vm, &class, payload)
    }

    /// `reversed(dict)` or of a view of it.
    pub fn reversed(vm: &mut Vm, dict: &Py<Dict>, walk: Walk) -> Value {
        let payload = DictIterator::new(vm, dict, walk, Direction::Backwards);
        let class = match walk {
            Walk::Keys => &vm.types.dict_reversekeyiterator,
            Walk::Values => &vm.types.dict_reversevalueiterator,
            Walk::Items => &vm.types.dict_reverseitemiterator,
        };
        let class = class.clone();
        DictIterator::alloc(vm, &class, payload)
    }
}

fn length_hint(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<DictIterator>();
    let current = this.dict.get(&vm.heap).as_ref().map(|dict| dict.len(&vm.heap));
    let remaining = if current == Some(this.used.get()) { this.remaining.get() } else { 0 };
    Ok(sequence::int(vm, remaining))
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let class = vm.class_of(this).clone();
    let this = this.expect::<DictIterator>();
    let payload = DictIterator {
        dict: HeapCell::new(this.dict.get(&vm.heap).clone()),
        used: this.used.clone(),
        position: this.position.clone(),
        remaining: this.remaining.clone(),
        walk: this.walk,
        direction: this.direction,
        result: None,
    };
    let copy = DictIterator::alloc(vm, &class, payload);
    iterators::reduced_to_rest(vm, &copy)
}

/// `next`. RuntimeError "dictionary changed size during iteration" or "dictionary keys changed during iteration".
pub(super) fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<DictIterator>();
    let Some(dict) = this.dict.get(&vm.heap) else { return Ok(None) };
    let table = dict.table.get(&vm.heap);
    if this.used.get() != table.len() {
        this.used.set(usize::MAX);
        return Err(vm.runtime_error("dictionary changed size during iteration"));
    }
    let position = this.position.get();
    let Some((at, entry)) = this.direction.entry(table, position) else {
        this.dict.set(&mut vm.heap, None);
        return Ok(None);
    };
    let Some(remaining) = this.remaining.get().checked_sub(1) else {
        this.dict.set(&mut vm.heap, None);
        return Err(vm.runtime_error("dictionary keys changed during iteration"));
    };
    let EntryRef { key, value, .. } = entry;
    let taken = match this.walk {
        Walk::Keys => (key.clone(), None),
        Walk::Values => (value.clone(), None),
        Walk::Items => (key.clone(), Some(value.clone())),
    };
    this.remaining.set(remaining);
    this.position.set(this.direction.behind(at));
    Ok(Some(match taken {
        (one, None) => one,
        (key, Some(value)) => match &this.result {
            Some(result) => pair(vm, result, key, value),
            None => vm.new_tuple(vec![key, value]).into_value(),
        },
    }))
}

/// The declaration of `odict_iterator`.
pub const ORDERED_ITERATOR: ClassSpec = ClassSpec {
    methods: &[NativeDef::none("__reduce__", reduce_ordered)],
    ..iterators::spec("odict_iterator", Layout::of::<OrderedIterator>(), next_ordered)
};

/// An iterator over an OrderedDict, in either direction.
pub struct OrderedIterator {
    dict: HeapCell<Option<Py<Dict>>>,
    /// The key that comes next.
    current: HeapCell<Slot>,
    walk: Walk,
    direction: Direction,
    /// The version of the dict's keys when the walk began.
    version: u32,
    /// As in [`DictIterator`].
    position: Cell<usize>,
    result: Option<ResultTuple>,
}

payload! { OrderedIterator: AtBirth, size 64;
    references { dict, current, result }
}

impl OrderedIterator {
    /// `iter(dict)` or of a view of it.
    pub fn create(vm: &mut Vm, dict: &Py<Dict>, walk: Walk) -> Value {
        OrderedIterator::alloc(vm, dict, walk, Direction::Forwards)
    }

    /// `reversed(dict)` or of a view of it.
    pub fn reversed(vm: &mut Vm, dict: &Py<Dict>, walk: Walk) -> Value {
        OrderedIterator::alloc(vm, dict, walk, Direction::Backwards)
    }

    fn alloc(vm: &mut Vm, dict: &Py<Dict>, walk: Walk, direction: Direction) -> Value {
        let result = (walk == Walk::Items).then(|| HeapCell::new(blank_pair(vm)));
        let version = dict.version(vm);
        let table = dict.table.get(&vm.heap);
        let position = if direction == Direction::Forwards { 0 } else { table.entry_count() };
        let payload = OrderedIterator {
            current: HeapCell::new(direction.entry(table, position).map(|(_, entry)| entry.key.clone())),
            dict: HeapCell::new(Some(dict.clone())),
            walk,
            direction,
            version,
            position: Cell::new(position),
            result,
        };
        let class = vm.types.odict_iterator.clone();
        vm.heap.alloc(&class, payload).into_value()
    }
}

impl Direction {
    /// The next entry of a walk that has come to `position`.
    fn entry(self, table: &Table, position: usize) -> Option<(usize, EntryRef<'_>)> {
        match self {
            Direction::Forwards => table.entry_from(position),
            Direction::Backwards => table.entry_before(position),
        }
    }

    /// The position behind an entry.
    fn behind(self, at: usize) -> usize {
        match self {
            Direction::Forwards => at + 1,
            Direction::Backwards => at,
        }
    }
}

/// `next`. RuntimeError "OrderedDict mutated during iteration".
fn next_ordered(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<OrderedIterator>();
    let Some(dict) = this.dict.get(&vm.heap).clone() else { return Ok(None) };
    if dict.keys_version.get() != this.version {
        this.dict.set(&mut vm.heap, None);
        return Err(vm.runtime_error("OrderedDict mutated during iteration"));
    }
    let table = dict.table.get(&vm.heap);
    let Some((at, entry)) = this.direction.entry(table, this.position.get()) else {
        this.dict.set(&mut vm.heap, None);
        return Ok(None);
    };
    let (key, value) = (entry.key.clone(), entry.value.clone());
    let position = this.direction.behind(at);
    let following = this.direction.entry(table, position).map(|(_, entry)| entry.key.clone());
    this.position.set(position);
    this.current.set(&mut vm.heap, following);
    Ok(Some(match (this.walk, &this.result) {
        (Walk::Keys, _) => key,
        (Walk::Values, _) => value,
        (Walk::Items, Some(result)) => pair(vm, result, key, value),
        (Walk::Items, None) => vm.new_tuple(vec![key, value]).into_value(),
    }))
}

fn reduce_ordered(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<OrderedIterator>();
    let payload = OrderedIterator {
        dict: HeapCell::new(this.dict.get(&vm.heap).clone()),
        current: HeapCell::new(this.current.get(&vm.heap).clone()),
        position: this.position.clone(),
        version: this.version,
        walk: this.walk,
        direction: this.direction,
        result: None,
    };
    let class = vm.types.odict_iterator.clone();
    let copy = vm.heap.alloc(&class, payload).into_value();
    iterators::reduced_to_rest(vm, &copy)
}
