//! The iterator of tuple.

use std::cell::Cell;

use crate::object::{HeapCell, Layout, Py, Tuple, Value, payload};
use crate::protocol::sequence;
use crate::types::class::{ClassSpec, NativeDef};
use crate::types::iterators::{index_of_state, reduced, spec};
use crate::vm::{PyResult, Vm};

/// The declaration of `tuple_iterator`.
pub const ITERATOR: ClassSpec = ClassSpec {
    methods: &[
        NativeDef::none("__length_hint__", length_hint),
        NativeDef::none("__reduce__", reduce),
        NativeDef::one("__setstate__", set_state),
    ],
    ..spec("tuple_iterator", Layout::of::<TupleIterator>(), next)
};

/// The iterator of tuple.
pub struct TupleIterator {
    /// What is walked, until the end is reached.
    pub tuple: HeapCell<Option<Py<Tuple>>>,
    /// Position of the item that comes next.
    pub index: Cell<usize>,
}

payload! { TupleIterator: AtBirth, size 32;
    references { tuple }
}

impl TupleIterator {
    /// An iterator from the beginning.
    #[inline]
    pub fn create(vm: &mut Vm, tuple: Py<Tuple>) -> Value {
        let payload = TupleIterator { tuple: HeapCell::new(Some(tuple)), index: Cell::new(0) };
        vm.heap.alloc(&vm.types.tuple_iterator, payload).into_value()
    }
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<TupleIterator>();
    let Some(tuple) = this.tuple.get(&vm.heap) else { return Ok(None) };
    let index = this.index.get();
    if let Some(item) = tuple.items().get(index) {
        this.index.set(index + 1);
        return Ok(Some(item.clone()));
    }
    this.tuple.set(&mut vm.heap, None);
    Ok(None)
}

fn length_hint(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<TupleIterator>();
    let length = this.tuple.get(&vm.heap).as_ref().map_or(0, |tuple| tuple.len());
    Ok(sequence::int(vm, length.saturating_sub(this.index.get())))
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<TupleIterator>();
    let rest = |vm: &mut Vm| Some((this.tuple.get(&vm.heap).as_ref()?.to_value(), this.index.get()));
    reduced(vm, rest, |vm| vm.empty_tuple.to_value())
}

fn set_state(vm: &mut Vm, this: &Value, state: &Value) -> PyResult {
    let index = index_of_state(vm, state)?;
    let this = this.expect::<TupleIterator>();
    if let Some(tuple) = this.tuple.get(&vm.heap) {
        this.index.set(index.min(tuple.len()));
    }
    Ok(Value::NONE)
}
