//! `bytearray`.

mod change;
mod construct;
pub mod declaration;
mod methods;

use crate::object::{Heap, HeapCell, Py, Value, payload};
use crate::protocol::number;
use crate::text::room::joined;
use crate::types::array::Array;
use crate::types::bytes;
pub use crate::types::exports::{Export, Exports};
use crate::types::mapped::Mmap;
use crate::types::slice::{self, Selection, Slice};
use crate::vm::{PyResult, Vm};

/// A bytearray.
pub struct ByteArray {
    /// The bytes.
    pub data: HeapCell<Vec<u8>>,
    exports: Exports,
}

impl ByteArray {
    /// Keeps the size as it is.
    pub fn export(&self) -> Export {
        self.exports.export()
    }

    /// BufferError "Existing exports of data: object cannot be re-sized" if there is a view.
    pub fn check_resizable(&self, vm: &mut Vm) -> PyResult<()> {
        if self.exports.is_empty() {
            return Ok(());
        }
        Err(vm.buffer_error("Existing exports of data: object cannot be re-sized"))
    }
}

payload! { ByteArray: Atom;
    size(this, heap) {
        match this.data.get(heap).len() {
            0 => 56,
            length => 57 + length,
        }
    }
}

/// The bytes of a bytearray or an array, which can be written.
fn memory_of(value: &Value) -> Option<&HeapCell<Vec<u8>>> {
    match value.cast::<ByteArray>() {
        Some(array) => Some(&array.data),
        None => value.cast::<Array>().map(|array| &array.data),
    }
}

/// The bytes of a bytearray, an array or a map that is open.
pub fn bytes_of<'a>(heap: &'a Heap, value: &'a Value) -> Option<&'a [u8]> {
    match memory_of(value) {
        Some(memory) => Some(memory.get(heap)),
        None => value.cast::<Mmap>()?.bytes(heap),
    }
}

/// The same to be written; `None` if they cannot be.
pub fn bytes_of_mut<'a>(heap: &'a mut Heap, value: &'a Value) -> Option<&'a mut [u8]> {
    match memory_of(value) {
        Some(memory) => Some(memory.get_mut(heap)),
        None => value.cast::<Mmap>()?.bytes_mut(heap),
    }
}

/// Whether [`bytes_of_mut`] gives something.
pub fn is_writable(heap: &Heap, value: &Value) -> bool {
    memory_of(value).is_some() || value.cast::<Mmap>().is_some_and(|map| map.is_writable(heap))
}

/// A hold on them.
pub fn export_of(value: &Value) -> Option<Export> {
    if let Some(map) = value.cast::<Mmap>() {
        return Some(map.export());
    }
    match value.cast::<ByteArray>() {
        Some(array) => Some(array.export()),
        None => value.cast::<Array>().map(|array| array.export()),
    }
}

/// The bytearray `data`.
pub fn new(vm: &mut Vm, data: Vec<u8>) -> Value {
    vm.heap
        .alloc(&vm.types.bytearray, ByteArray { data: HeapCell::new(data), exports: Exports::default() })
        .into_value()
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let name = vm.class_name(this);
    let shown = crate::text::repr::bytearray_repr(this.expect::<ByteArray>().data.get(&vm.heap));
    let text = joined(&[name.as_bytes(), b"(", &shown, b")"]);
    Ok(vm.new_str_bytes(&text).into_value())
}

fn wrong_key(vm: &mut Vm, key: &Value) -> crate::vm::Raised {
    let name = vm.class_name(key);
    vm.type_error(format!("bytearray indices must be integers or slices, not {name}"))
}

fn position(vm: &mut Vm, this: &Value, key: &Value) -> PyResult<usize> {
    let index = number::sequence_index(vm, key)?;
    resolve(vm, this, index)
}

fn resolve(vm: &mut Vm, this: &Value, index: isize) -> PyResult<usize> {
    let length = this.expect::<ByteArray>().data.get(&vm.heap).len();
    match number::resolve_index(index, length) {
        Some(index) => Ok(index),
        None => Err(vm.index_error("bytearray index out of range")),
    }
}

fn selection(vm: &mut Vm, this: &Value, slice: &Py<Slice>) -> PyResult<Selection> {
    let (start, stop, step) = slice::unpack(vm, slice)?;
    let length = this.expect::<ByteArray>().data.get(&vm.heap).len();
    Ok(slice::adjust(start, stop, step, length))
}

fn get_item(vm: &mut Vm, this: &Value, key: &Value) -> PyResult {
    if number::has_index(vm, key) {
        let position = position(vm, this, key)?;
        return Ok(Value::index(usize::from(this.expect::<ByteArray>().data.get(&vm.heap)[position])));
    }
    let Some(slice) = key.cast::<Slice>() else { return Err(wrong_key(vm, key)) };
    let selection = selection(vm, this, slice)?;
    let data = this.expect::<ByteArray>().data.get(&vm.heap);
    let picked = selection.positions().map(|position| data[position]).collect();
    Ok(new(vm, picked))
}

fn set_item(vm: &mut Vm, this: &Value, key: &Value, new: Option<&Value>) -> PyResult<()> {
    let array = this.expect::<ByteArray>();
    if number::has_index(vm, key) {
        let index = number::sequence_index(vm, key)?;
        // What is no byte is told before a position that is out of range.
        let byte = match new {
            Some(value) => Some(bytes::byte(vm, value, "byte")?),
            None => None,
        };
        let position = resolve(vm, this, index)?;
        match byte {
            Some(byte) => match array.data.get_mut(&mut vm.heap).get_mut(position) {
                Some(place) => *place = byte,
                None => return Err(vm.index_error("bytearray index out of range")),
            },
            None => {
                array.check_resizable(vm)?;
                array.data.get_mut(&mut vm.heap).remove(position);
            }
        }
        return Ok(());
    }
    let Some(slice) = key.cast::<Slice>() else { return Err(wrong_key(vm, key)) };
    let items = match new {
        None => Vec::new(),
        Some(value) if value.has::<crate::object::Str>() || number::has_index(vm, value) => {
            return Err(vm.type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)"));
        }
        Some(value) => {
            // As CPython: what is not another bytearray is copied to one between two looks at the slice.
            if !value.has::<ByteArray>() || value.is(this) {
                slice::unpack(vm, slice)?;
            }
            bytes::from_iterable(vm, value, "bytearray")?
        }
    };
    let selection = selection(vm, this, slice)?;
    let count = selection.count;
    if if selection.step == 1 { items.len() != count } else { items.is_empty() && count > 0 } {
        array.check_resizable(vm)?;
    }
    change::set_slice(vm, array, selection, items)
}
