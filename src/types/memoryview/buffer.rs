//! Writing into the buffer of an object.

use super::view::{Access, MemoryView};
use crate::object::Value;
use crate::types::bytearray::memory_of;
use crate::vm::Vm;

/// How many bytes can be written to: of a bytearray, an array or a view whose bytes lie one after the other; `None` for
/// anything else.
pub fn writable_length(vm: &Vm, value: &Value) -> Option<usize> {
    if let Some(memory) = memory_of(value) {
        return Some(memory.get(&vm.heap).len());
    }
    let view = value.cast::<MemoryView>()?;
    let writable = view.shape.access == Access::Writable && view.is_contiguous();
    view.bytes(&vm.heap).filter(|_| writable).map(|data| data.len())
}

/// Writes bytes there, as far as there is room.
pub fn write(vm: &mut Vm, value: &Value, at: usize, data: &[u8]) {
    let (target, start) = match value.cast::<MemoryView>() {
        Some(view) => (view.innermost(&vm.heap).cloned(), view.shape.start),
        None => (Some(value.clone()), 0),
    };
    if let Some(memory) = target.as_ref().and_then(memory_of) {
        let bytes = memory.get_mut(&mut vm.heap);
        if let Some(place) = bytes.get_mut(start + at..).and_then(|rest| rest.get_mut(..data.len())) {
            place.copy_from_slice(data);
        }
    }
}
