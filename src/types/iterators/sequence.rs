//! The iterator of whatever has `__getitem__` only.

use std::cell::Cell;

use super::{index_of_state, reduced, spec};
use crate::object::{HeapCell, Layout, Slot, Value, payload};
use crate::protocol::{sequence, subscript};
use crate::types::bytes;
use crate::types::class::{ClassSpec, NativeDef};
use crate::types::mapped::Mmap;
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of `iterator`.
pub const SPEC: ClassSpec = ClassSpec {
    methods: &[
        NativeDef::none("__length_hint__", length_hint),
        NativeDef::none("__reduce__", reduce),
        NativeDef::one("__setstate__", set_state),
    ],
    ..spec("iterator", Layout::of::<SequenceIterator>(), next)
};

/// The iterator of whatever is walked by `__getitem__`.
pub struct SequenceIterator {
    /// What is walked, until the end is reached.
    pub sequence: HeapCell<Slot>,
    /// Where the walk stands.
    pub index: Cell<i64>,
}

payload! { SequenceIterator: AtBirth, size 32;
    references { sequence }
}

impl SequenceIterator {
    /// `iter(sequence)` for a class with `__getitem__` only.
    pub fn create(vm: &mut Vm, sequence: Value) -> Value {
        let payload = SequenceIterator { sequence: HeapCell::new(Some(sequence)), index: Cell::new(0) };
        vm.heap.alloc(&vm.types.sequence_iterator, payload).into_value()
    }
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<SequenceIterator>();
    let Some(sequence) = this.sequence.get(&vm.heap).clone() else { return Ok(None) };
    let index = this.index.get();
    if index == i64::MAX {
        return Err(vm.overflow_error("iter index too large"));
    }
    match item(vm, &sequence, index as usize) {
        Ok(item) => {
            // The item may have come from code that moved the walk on.
            this.index.set(this.index.get().wrapping_add(1));
            Ok(Some(item))
        }
        Err(raised) => end_of_items(vm, raised, &this.sequence),
    }
}

/// An item as a walk finds it: of a map, bytes of length one where a subscript gives a number.
pub(super) fn item(vm: &mut Vm, sequence: &Value, index: usize) -> PyResult {
    let Some(map) = sequence.cast::<Mmap>() else {
        let key = sequence::int(vm, index);
        return subscript::get(vm, sequence, &key);
    };
    let Some(bytes) = map.bytes(&vm.heap) else { return Err(vm.value_error("mmap closed or invalid")) };
    match bytes.get(index).copied() {
        Some(byte) => Ok(bytes::new(vm, vec![byte])),
        None => Err(vm.index_error("mmap index out of range")),
    }
}

/// IndexError and StopIteration end a walk by `__getitem__`.
pub(super) fn end_of_items(vm: &mut Vm, raised: Raised, walked: &HeapCell<Slot>) -> PyResult<Option<Value>> {
    let result: PyResult<Value> = Err(raised);
    let result = vm.catch(result, |types| &types.index_error).map(|none| none.map_or(Value::NONE, |v| v));
    vm.catch(result, |types| &types.stop_iteration)?;
    walked.set(&mut vm.heap, None);
    Ok(None)
}

fn length_hint(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<SequenceIterator>();
    let Some(sequence) = this.sequence.get(&vm.heap).clone() else { return Ok(Value::index(0)) };
    if vm.class_of(&sequence).slots(&vm.heap).length.is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let length = sequence::len(vm, &sequence)?;
    Ok(sequence::int(vm, length.saturating_sub(this.index.get() as usize)))
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<SequenceIterator>();
    let rest = |vm: &mut Vm| Some((this.sequence.get(&vm.heap).clone()?, this.index.get() as usize));
    reduced(vm, rest, |vm| vm.empty_tuple.to_value())
}

fn set_state(vm: &mut Vm, this: &Value, state: &Value) -> PyResult {
    let index = index_of_state(vm, state)?;
    let this = this.expect::<SequenceIterator>();
    if this.sequence.get(&vm.heap).is_some() {
        this.index.set(index as i64);
    }
    Ok(Value::NONE)
}
