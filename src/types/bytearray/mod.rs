//! `bytearray`.

use crate::object::{ClassFlags, Heap, HeapCell, Kind, Layout, Payload, Tracer, Tracking, Value};
use crate::types::bytes;
use crate::types::class::{ClassSpec, Slots};
use crate::vm::Vm;

/// The declaration of `bytearray`.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::BASE_TYPE,
    slots: Slots { richcompare: Some(bytes::compare), ..Slots::EMPTY },
    ..ClassSpec::new("bytearray", Layout::of::<ByteArray>())
};

/// A bytearray.
pub struct ByteArray {
    /// The bytes.
    pub data: HeapCell<Vec<u8>>,
}

impl Payload for ByteArray {
    const KIND: Kind = Kind::ByteArray;
    const TRACKING: Tracking = Tracking::Atom;

    fn trace(&self, _tracer: &mut Tracer<'_>) {}

    fn size_of(&self, heap: &Heap) -> usize {
        match self.data.get(heap).len() {
            0 => 56,
            length => 57 + length,
        }
    }
}

/// The bytearray `data`.
pub fn new(vm: &mut Vm, data: Vec<u8>) -> Value {
    vm.heap.alloc(&vm.types.bytearray, ByteArray { data: HeapCell::new(data) }).into_value()
}
