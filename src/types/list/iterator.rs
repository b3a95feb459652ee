//! The iterators of list, forwards and backwards.

use std::cell::Cell;

use super::List;
use crate::object::{HeapCell, Layout, Py, Value, payload};
use crate::protocol::sequence;
use crate::types::class::{ClassSpec, NativeDef};
use crate::types::iterators::{end_of_state, index_of_state, reduced, reduced_by, spec};
use crate::vm::{PyResult, Vm};

/// The declaration of `list_iterator`.
pub const ITERATOR: ClassSpec = ClassSpec {
    methods: &[
        NativeDef::none("__length_hint__", length_hint),
        NativeDef::none("__reduce__", reduce),
        NativeDef::one("__setstate__", set_state),
    ],
    ..spec("list_iterator", Layout::of::<ListIterator>(), next)
};

/// The declaration of `list_reverseiterator`.
pub const REVERSE_ITERATOR: ClassSpec = ClassSpec {
    methods: &[
        NativeDef::none("__length_hint__", reverse_length_hint),
        NativeDef::none("__reduce__", reverse_reduce),
        NativeDef::one("__setstate__", reverse_set_state),
    ],
    ..spec("list_reverseiterator", Layout::of::<ReverseListIterator>(), reverse_next)
};

/// The iterator of list.
pub struct ListIterator {
    /// What is walked, until the end is reached.
    pub list: HeapCell<Option<Py<List>>>,
    /// Position of the item that comes next.
    pub index: Cell<usize>,
}

payload! { ListIterator: AtBirth, size 32;
    references { list }
}

impl ListIterator {
    /// An iterator from the beginning.
    #[inline]
    pub fn create(vm: &mut Vm, list: Py<List>) -> Value {
        let payload = ListIterator { list: HeapCell::new(Some(list)), index: Cell::new(0) };
        vm.heap.alloc(&vm.types.list_iterator, payload).into_value()
    }
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<ListIterator>();
    let Some(list) = this.list.get(&vm.heap) else { return Ok(None) };
    let index = this.index.get();
    if let Some(item) = list.items.get(&vm.heap).get(index) {
        this.index.set(index + 1);
        return Ok(Some(item.clone()));
    }
    this.list.set(&mut vm.heap, None);
    Ok(None)
}

fn length_hint(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<ListIterator>();
    let length = this.list.get(&vm.heap).as_ref().map_or(0, |list| list.items.get(&vm.heap).len());
    Ok(sequence::int(vm, length.saturating_sub(this.index.get())))
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<ListIterator>();
    let rest = |vm: &mut Vm| Some((this.list.get(&vm.heap).as_ref()?.to_value(), this.index.get()));
    reduced(vm, rest, |vm| List::create(vm, Vec::new()).into_value())
}

fn set_state(vm: &mut Vm, this: &Value, state: &Value) -> PyResult {
    let index = index_of_state(vm, state)?;
    let this = this.expect::<ListIterator>();
    if let Some(list) = this.list.get(&vm.heap) {
        this.index.set(index.min(list.items.get(&vm.heap).len()));
    }
    Ok(Value::NONE)
}

/// The reverse iterator of list.
pub struct ReverseListIterator {
    /// What is walked, until the end is reached.
    pub list: HeapCell<Option<Py<List>>>,
    /// One past the item that comes next.
    pub index: Cell<usize>,
}

payload! { ReverseListIterator: AtBirth, size 32;
    references { list }
}

impl ReverseListIterator {
    /// `reversed(list)`.
    pub fn create(vm: &mut Vm, list: Py<List>) -> Value {
        let index = Cell::new(list.items.get(&vm.heap).len());
        let payload = ReverseListIterator { list: HeapCell::new(Some(list)), index };
        vm.heap.alloc(&vm.types.list_reverseiterator, payload).into_value()
    }
}

fn reverse_next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<ReverseListIterator>();
    // An iterator that has come to the first item keeps the list.
    let Some(index) = this.index.get().checked_sub(1) else { return Ok(None) };
    let Some(list) = this.list.get(&vm.heap) else { return Ok(None) };
    if let Some(item) = list.items.get(&vm.heap).get(index) {
        this.index.set(index);
        return Ok(Some(item.clone()));
    }
    this.index.set(0);
    this.list.set(&mut vm.heap, None);
    Ok(None)
}

fn reverse_length_hint(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<ReverseListIterator>();
    let length = this.list.get(&vm.heap).as_ref().map_or(0, |list| list.items.get(&vm.heap).len());
    let left = this.index.get();
    Ok(Value::index(if left > length { 0 } else { left }))
}

fn reverse_reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<ReverseListIterator>();
    let rest = |vm: &mut Vm| {
        let list = this.list.get(&vm.heap).as_ref().map(Py::to_value);
        list.zip(this.index.get().checked_sub(1))
    };
    reduced_by(vm, "reversed", rest, |vm| List::create(vm, Vec::new()).into_value())
}

fn reverse_set_state(vm: &mut Vm, this: &Value, state: &Value) -> PyResult {
    let end = end_of_state(vm, state)?;
    let this = this.expect::<ReverseListIterator>();
    if let Some(list) = this.list.get(&vm.heap) {
        this.index.set(end.min(list.items.get(&vm.heap).len()));
    }
    Ok(Value::NONE)
}
