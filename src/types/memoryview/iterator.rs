//! The iterator of `memoryview`.

use std::cell::Cell;

use super::view::MemoryView;
use super::{checked, item_at};
use crate::object::{HeapCell, Layout, Slot, Value, payload};
use crate::types::class::ClassSpec;
use crate::types::iterators::spec;
use crate::vm::{PyResult, Vm};

/// The declaration of `memory_iterator`.
pub const ITERATOR: ClassSpec = spec("memory_iterator", Layout::of::<MemoryIterator>(), next);

/// An iterator over a view of one dimension.
pub struct MemoryIterator {
    /// What is walked; unset at the end.
    source: HeapCell<Slot>,
    index: Cell<usize>,
}

payload! { MemoryIterator: AtBirth, size 48;
    references { source }
}

/// `iter(view)`: TypeError "invalid indexing of 0-dim memory", NotImplementedError "multi-dimensional sub-views are not
/// implemented".
pub fn iter(vm: &mut Vm, this: &Value) -> PyResult {
    match checked(vm, this)?.shape.dimensions.len() {
        0 => return Err(vm.type_error("invalid indexing of 0-dim memory")),
        1 => {}
        _ => return Err(vm.not_implemented_error("multi-dimensional sub-views are not implemented")),
    }
    let payload = MemoryIterator { source: HeapCell::new(Some(this.clone())), index: Cell::new(0) };
    Ok(vm.heap.alloc(&vm.types.memory_iterator, payload).into_value())
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<MemoryIterator>();
    let Some(source) = this.source.get(&vm.heap).clone() else { return Ok(None) };
    let (index, length) = (this.index.get(), source.expect::<MemoryView>().shape.count());
    if index >= length {
        this.source.set(&mut vm.heap, None);
        return Ok(None);
    }
    this.index.set(index + 1);
    let view = checked(vm, &source)?;
    let at = view.shape.offset([index]);
    item_at(vm, view, at).map(Some)
}
