//! Writing into the buffer of an object.

use super::view::{Access, MemoryView, PickleBuffer};
use crate::object::Value;
use crate::types::bytearray::{bytes_of, bytes_of_mut, is_writable};
use crate::vm::Vm;

/// How many bytes can be written to: of a bytearray, an array or a view whose bytes lie one after the other; `None` for
/// anything else.
pub fn writable_length(vm: &Vm, value: &Value) -> Option<usize> {
    if let Some(buffer) = value.cast::<PickleBuffer>() {
        return buffer.source.get(&vm.heap).as_ref().and_then(|source| writable_length(vm, source));
    }
    if is_writable(&vm.heap, value) {
        return bytes_of(&vm.heap, value).map(<[u8]>::len);
    }
    let view = value.cast::<MemoryView>()?;
    let writable = view.shape.access == Access::Writable && view.is_contiguous();
    view.bytes(&vm.heap).filter(|_| writable).map(|data| data.len())
}

/// Writes bytes there, as far as there is room.
pub fn write(vm: &mut Vm, value: &Value, at: usize, data: &[u8]) {
    if let Some(source) = value.cast::<PickleBuffer>().and_then(|buffer| buffer.source.get(&vm.heap).clone()) {
        write(vm, &source, at, data);
        return;
    }
    let (target, start) = match value.cast::<MemoryView>() {
        Some(view) => (view.innermost(&vm.heap).cloned(), view.shape.start),
        None => (Some(value.clone()), 0),
    };
    let bytes = target.as_ref().and_then(|target| bytes_of_mut(&mut vm.heap, target));
    if let Some(place) = bytes.and_then(|bytes| bytes.get_mut(start + at..)?.get_mut(..data.len())) {
        place.copy_from_slice(data);
    }
}
