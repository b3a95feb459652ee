//! The iterator of set and frozenset.

use std::cell::Cell;

use super::data;
use crate::object::{HeapCell, Layout, Slot, Value, payload};
use crate::protocol::sequence;
use crate::types::class::{ClassSpec, NativeDef};
use crate::types::iterators::{reduced_to_rest, spec};
use crate::vm::{PyResult, Vm};

/// The declaration of `set_iterator`.
pub const ITERATOR: ClassSpec = ClassSpec {
    methods: &[NativeDef::none("__length_hint__", length_hint), NativeDef::none("__reduce__", reduce)],
    ..spec("set_iterator", Layout::of::<SetIterator>(), next)
};

/// The iterator of set and frozenset.
pub struct SetIterator {
    set: HeapCell<Slot>,
    /// The set's size when the walk began; `usize::MAX` once it was found to have changed.
    used: Cell<usize>,
    /// The bucket to look at next.
    bucket: Cell<usize>,
    remaining: Cell<usize>,
}

payload! { SetIterator: AtBirth, size 48;
    references { set }
}

impl SetIterator {
    /// `iter(set)`.
    pub fn create(vm: &mut Vm, set: &Value) -> PyResult {
        let used = data(set).table.get(&vm.heap).len();
        let payload = SetIterator {
            set: HeapCell::new(Some(set.clone())),
            used: Cell::new(used),
            bucket: Cell::new(0),
            remaining: Cell::new(used),
        };
        Ok(vm.heap.alloc(&vm.types.set_iterator, payload).into_value())
    }
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<SetIterator>();
    let Some(set) = this.set.get(&vm.heap) else { return Ok(None) };
    let table = data(set).table.get(&vm.heap);
    if this.used.get() != table.len() {
        this.used.set(usize::MAX);
        return Err(vm.runtime_error("Set changed size during iteration"));
    }
    if let Some((bucket, _, element)) = table.entry_from(this.bucket.get()) {
        this.bucket.set(bucket + 1);
        this.remaining.set(this.remaining.get().saturating_sub(1));
        return Ok(Some(element.clone()));
    }
    this.set.set(&mut vm.heap, None);
    Ok(None)
}

fn length_hint(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<SetIterator>();
    let current = this.set.get(&vm.heap).as_ref().map(|set| data(set).table.get(&vm.heap).len());
    let remaining = if current == Some(this.used.get()) { this.remaining.get() } else { 0 };
    Ok(sequence::int(vm, remaining))
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<SetIterator>();
    let payload = SetIterator {
        set: HeapCell::new(this.set.get(&vm.heap).clone()),
        used: this.used.clone(),
        bucket: this.bucket.clone(),
        remaining: this.remaining.clone(),
    };
    let copy = vm.heap.alloc(&vm.types.set_iterator, payload).into_value();
    reduced_to_rest(vm, &copy)
}
