//! The iterators of dicts and their views, forwards and backwards.

use std::cell::Cell;

use super::Dict;
use super::table::{EntryRef, Table};
use crate::object::{HeapCell, Layout, Py, Value, payload};
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
    let Some((at, EntryRef { key, value, .. })) = this.direction.entry(table, this.position.get()) else {
        this.dict.set(&mut vm.heap, None);
        return Ok(None);
    };
    let Some(remaining) = this.remaining.get().checked_sub(1) else {
        this.dict.set(&mut vm.heap, None);
        return Err(vm.runtime_error("dictionary keys changed during iteration"));
    };
    this.remaining.set(remaining);
    this.position.set(this.direction.behind(at));
    Ok(Some(match this.walk {
        Walk::Keys => key.clone(),
        Walk::Values => value.clone(),
        Walk::Items => {
            let (key, value) = (key.clone(), value.clone());
            match &this.result {
                Some(result) => pair(vm, result, key, value),
                None => vm.new_pair(key, value).into_value(),
            }
        }
    }))
}

impl Direction {
    /// The next entry of a walk that has come to `position`.
    fn entry(self, table: &Table, position: usize) -> Option<(usize, EntryRef<'_>)> {
        match self {
            Direction::Forwards => table.entry_from(position),
            // A dict that was emptied and filled again ends sooner.
            Direction::Backwards if position > table.entry_count() => None,
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
