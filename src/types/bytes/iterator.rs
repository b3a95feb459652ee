//! The iterators of `bytes` and `bytearray`.

use std::cell::Cell;

use super::view;
use crate::object::{HeapCell, Layout, Slot, Value, payload};
use crate::types::bytearray::ByteArray;
use crate::types::class::{ClassSpec, NativeDef};
use crate::types::int;
use crate::types::iterators::{index_of_state, reduced, spec};
use crate::vm::{PyResult, Vm};

const METHODS: &[NativeDef] = &[
    NativeDef::none("__length_hint__", length_hint),
    NativeDef::none("__reduce__", reduce),
    NativeDef::one("__setstate__", set_state),
];

/// The declaration of `bytes_iterator`.
pub const ITERATOR: ClassSpec =
    ClassSpec { methods: METHODS, ..spec("bytes_iterator", Layout::of::<BytesIterator>(), next) };

/// The declaration of `bytearray_iterator`.
pub const BYTEARRAY_ITERATOR: ClassSpec =
    ClassSpec { methods: METHODS, ..spec("bytearray_iterator", Layout::of::<BytesIterator>(), next) };

/// An iterator over bytes.
pub struct BytesIterator {
    /// What is walked; unset at the end.
    source: HeapCell<Slot>,
    index: Cell<usize>,
}

payload! { BytesIterator: AtBirth, size 32;
    references { source }
}

/// `iter(data)`.
pub fn iter(vm: &mut Vm, this: &Value) -> PyResult {
    let payload = BytesIterator { source: HeapCell::new(Some(this.clone())), index: Cell::new(0) };
    let class = if this.has::<ByteArray>() { &vm.types.bytearray_iterator } else { &vm.types.bytes_iterator };
    Ok(vm.heap.alloc(class, payload).into_value())
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<BytesIterator>();
    let Some(source) = this.source.get(&vm.heap) else { return Ok(None) };
    let byte = view(vm, source).and_then(|data| data.get(this.index.get()).copied());
    if let Some(byte) = byte {
        this.index.set(this.index.get() + 1);
        return Ok(Some(Value::index(usize::from(byte))));
    }
    this.source.set(&mut vm.heap, None);
    Ok(None)
}

fn length_hint(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<BytesIterator>();
    let length = match this.source.get(&vm.heap) {
        Some(source) => view(vm, source).map_or(0, |data| data.len()),
        None => 0,
    };
    Ok(int::from_usize(vm, length.saturating_sub(this.index.get())))
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<BytesIterator>();
    let rest = |vm: &mut Vm| Some((this.source.get(&vm.heap).clone()?, this.index.get()));
    reduced(vm, rest, |vm| vm.empty_tuple.to_value())
}

fn set_state(vm: &mut Vm, this: &Value, state: &Value) -> PyResult {
    let index = index_of_state(vm, state)?;
    let this = this.expect::<BytesIterator>();
    // A state before the beginning ends the iterator of a bytearray.
    let before = int::Number::of(state).is_some_and(int::Number::is_negative);
    if before && this.source.get(&vm.heap).as_ref().is_some_and(Value::has::<ByteArray>) {
        this.source.set(&mut vm.heap, None);
    }
    if let Some(source) = this.source.get(&vm.heap) {
        let length = view(vm, source).map_or(0, |data| data.len());
        this.index.set(index.min(length));
    }
    Ok(Value::NONE)
}
