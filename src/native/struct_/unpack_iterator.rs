//! What `iter_unpack` returns.

use std::cell::Cell;

use super::pack;
use super::structure::Structure;
use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout, Py, Slot, Value, payload};
use crate::types::bytearray::{ByteArray, Export};
use crate::types::bytes::{self, Bytes};
use crate::types::class::{ClassSpec, NativeDef, Slots};
use crate::types::iterators::itself;
use crate::vm::{PyResult, Vm};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "_struct",
    flags: ClassFlags::HEAP_TYPE,
    slots: Slots { iter: Some(itself), next: Some(next), ..Slots::EMPTY },
    methods: &[NativeDef::none("__length_hint__", |vm, this| {
        let this = this.expect::<UnpackIterator>().clone();
        if this.buffer.get(&vm.heap).is_none() {
            return Ok(Value::index(0));
        }
        let size = this.structure.layout(vm)?.size;
        Ok(Value::index((this.length - this.at.get()) / size.max(1)))
    })],
    ..ClassSpec::new("unpack_iterator", Layout::of::<UnpackIterator>())
})
.hidden();

/// An iterator over the structures in a buffer.
pub struct UnpackIterator {
    structure: Py<Structure>,
    /// None at the end.
    buffer: HeapCell<Slot>,
    /// The hold on a bytearray.
    export: Cell<Option<Export>>,
    length: usize,
    at: Cell<usize>,
}

payload! { UnpackIterator: AtBirth, size 112;
    references { structure, buffer }
}

impl UnpackIterator {
    /// Over the buffer; none if its length is not a multiple of the structure's.
    pub fn create(vm: &mut Vm, structure: &Py<Structure>, buffer: &Value) -> PyResult<Option<Value>> {
        let size = structure.layout(vm)?.size;
        let plain = buffer.has::<Bytes>() || (buffer.has::<ByteArray>() && !bytes::has_python_buffer(vm, buffer));
        let held = if plain {
            buffer.clone()
        } else {
            let data = bytes::required(vm, buffer)?;
            bytes::new(vm, data)
        };
        let length = bytes::view(vm, &held).map_or(0, |data| data.len());
        if !length.is_multiple_of(size) {
            return Ok(None);
        }
        let export = Cell::new(held.cast::<ByteArray>().map(|array| array.export()));
        let class = CLASS.of(vm);
        let (structure, at) = (structure.clone(), Cell::new(0));
        let payload = UnpackIterator { structure, buffer: HeapCell::new(Some(held)), export, length, at };
        Ok(Some(vm.heap.alloc(&class, payload).into_value()))
    }
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<UnpackIterator>().clone();
    let layout = this.structure.layout(vm)?;
    let (at, end) = (this.at.get(), this.at.get() + layout.size);
    let Some(buffer) = this.buffer.get(&vm.heap).clone() else { return Ok(None) };
    if end > this.length {
        drop(this.export.take());
        drop(this.buffer.replace(&mut vm.heap, None));
        return Ok(None);
    }
    let data = bytes::view(vm, &buffer).map(|data| data[at..end].to_vec()).unwrap_or_default();
    this.at.set(end);
    Ok(Some(pack::unpack(vm, &layout, &data)))
}
