//! `memoryview` of bytes and bytearray.

mod attributes;
mod construct;
pub mod declaration;
mod item;
mod iterator;
mod methods;
mod subscript;

use std::borrow::Cow;
use std::cell::Cell;

use ouropy_compiler::code::Comparison;

pub use iterator::ITERATOR;

use self::item::Format;
use crate::object::{Heap, HeapCell, Py, Slot, Value, payload};
use crate::protocol;
use crate::text::hash::HashKey;
use crate::types::bytearray::{ByteArray, Export};
use crate::types::bytes::Bytes;
use crate::vm::{PyResult, Vm};

/// What a view may do with the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    ReadOnly,
    Writable,
}

/// One dimension: how many entries, and how many bytes from one to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Dimension {
    length: usize,
    stride: i64,
}

/// What is seen of the bytes of an object, and how.
#[derive(Clone)]
struct Shape {
    /// Where the first item begins.
    start: usize,
    format: Format,
    /// The outermost dimension first.
    dimensions: Box<[Dimension]>,
    access: Access,
}

impl Shape {
    /// All of so many bytes.
    fn of_bytes(count: usize, access: Access) -> Shape {
        let dimensions = Box::new([Dimension { length: count, stride: 1 }]);
        Shape { start: 0, format: Format::BYTES, dimensions, access }
    }

    fn count(&self) -> usize {
        self.dimensions.iter().map(|dimension| dimension.length).product()
    }

    fn size(&self) -> usize {
        self.count() * self.format.size()
    }

    /// Whether the items lie one after the other, the last dimension running fastest.
    fn is_c_contiguous(&self) -> bool {
        self.is_contiguous(self.dimensions.iter().rev())
    }

    /// Whether the items lie one after the other, the first dimension running fastest.
    fn is_f_contiguous(&self) -> bool {
        self.is_contiguous(self.dimensions.iter())
    }

    fn is_contiguous<'a>(&self, fastest_first: impl Iterator<Item = &'a Dimension>) -> bool {
        if self.dimensions.len() > 1 && self.count() == 0 {
            return true;
        }
        let mut expected = self.format.size() as i64;
        for dimension in fastest_first {
            if dimension.length != 1 && dimension.stride != expected {
                return false;
            }
            expected *= dimension.length as i64;
        }
        true
    }

    /// Where the item of those indices begins, one for each dimension and in range.
    fn offset(&self, indices: impl IntoIterator<Item = usize>) -> usize {
        let steps = self.dimensions.iter().zip(indices).map(|(dimension, index)| index as i64 * dimension.stride);
        (self.start as i64 + steps.sum::<i64>()) as usize
    }

    /// Where each item begins, in the order in which nested lists show them.
    fn offsets(&self) -> impl Iterator<Item = usize> {
        (0..self.count()).map(|index| {
            let mut rest = index;
            let steps = self.dimensions.iter().rev().map(|dimension| {
                let at = rest % dimension.length;
                rest /= dimension.length;
                at as i64 * dimension.stride
            });
            (self.start as i64 + steps.sum::<i64>()) as usize
        })
    }
}

/// A view of an object's bytes.
pub struct MemoryView {
    /// bytes or bytearray; unset once released.
    source: HeapCell<Slot>,
    /// Its hold on a bytearray.
    export: Cell<Option<Export>>,
    shape: Shape,
    hash: Cell<i64>,
}

payload! { MemoryView: AtBirth;
    references { source = .obj }
    clear(this, heap) {
        this.export.set(None);
        this.source.set(heap, None);
    }
    size(this, heap) {
        let _ = heap;
        144 + 24 * this.shape.dimensions.len().max(1)
    }
}

impl MemoryView {
    /// The bytes of the items, in the order in which nested lists show them; `None` once released.
    pub fn bytes<'a>(&'a self, heap: &'a Heap) -> Option<Cow<'a, [u8]>> {
        let data = self.whole(heap)?;
        let (start, size) = (self.shape.start, self.shape.format.size());
        if self.shape.is_c_contiguous() {
            let start = start.min(data.len());
            return Some(Cow::Borrowed(&data[start..(start + self.shape.size()).min(data.len())]));
        }
        let items = self.shape.offsets().filter_map(|at| data.get(at..at + size)).flatten();
        Some(Cow::Owned(items.copied().collect()))
    }

    /// Whether [`MemoryView::bytes`] lie one after the other in the object.
    pub fn is_contiguous(&self) -> bool {
        self.shape.is_c_contiguous()
    }

    /// All bytes of the object.
    fn whole<'a>(&'a self, heap: &'a Heap) -> Option<&'a [u8]> {
        let source = self.source.get(heap).as_ref()?;
        match (source.cast::<Bytes>(), source.cast::<ByteArray>()) {
            (Some(bytes), _) => Some(&bytes.data),
            (_, Some(array)) => Some(array.data.get(heap)),
            _ => None,
        }
    }
}

fn create(vm: &mut Vm, source: Slot, shape: Shape) -> Value {
    let export = source.as_ref().and_then(Value::cast::<ByteArray>).map(|array| array.export());
    let (source, export) = (HeapCell::new(source), Cell::new(export));
    vm.heap.alloc(&vm.types.memoryview, MemoryView { source, export, shape, hash: Cell::new(0) }).into_value()
}

/// Another view of the same object.
fn again(vm: &mut Vm, view: &MemoryView, shape: Shape) -> Value {
    let source = view.source.get(&vm.heap).clone();
    create(vm, source, shape)
}

/// The view; ValueError "operation forbidden on released memoryview object".
fn checked<'a>(vm: &mut Vm, this: &'a Value) -> PyResult<&'a Py<MemoryView>> {
    let view = this.expect::<MemoryView>();
    if view.source.get(&vm.heap).is_some() {
        return Ok(view);
    }
    Err(vm.value_error("operation forbidden on released memoryview object"))
}

/// The item that begins at `at`.
fn item_at(vm: &mut Vm, view: &MemoryView, at: usize) -> Value {
    let format = view.shape.format;
    let mut item = [0; 8];
    let size = format.size();
    if let Some(data) = view.whole(&vm.heap).and_then(|data| data.get(at..at + size)) {
        item[..size].copy_from_slice(data);
    }
    item::unpack(vm, format, &item[..size])
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let released = if this.expect::<MemoryView>().source.get(&vm.heap).is_none() { "released " } else { "" };
    let text = format!("<{released}memory at {:#x}>", this.bits());
    Ok(vm.new_str(text).into_value())
}

fn length(vm: &mut Vm, this: &Value) -> PyResult<usize> {
    let first = checked(vm, this)?.shape.dimensions.first().copied();
    match first {
        Some(dimension) => Ok(dimension.length),
        None => Err(vm.type_error("0-dim memory has no length")),
    }
}

fn hash(vm: &mut Vm, this: &Value) -> PyResult<i64> {
    let view = checked(vm, this)?;
    if view.hash.get() != 0 {
        return Ok(view.hash.get());
    }
    if view.shape.access == Access::Writable {
        return Err(vm.value_error("cannot hash writable memoryview object"));
    }
    if !view.shape.format.is_of_bytes() {
        return Err(vm.value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
    }
    if let Some(source) = view.source.get(&vm.heap).clone() {
        protocol::hash::hash(vm, &source)?;
    }
    view.hash.set(HashKey::process().hash_bytes(&view.bytes(&vm.heap).unwrap_or_default()));
    Ok(view.hash.get())
}

/// What is compared of a bytes-like object: format, lengths, and the bytes of the items.
fn snapshot(vm: &Vm, value: &Value) -> Option<(Format, Vec<usize>, Vec<u8>)> {
    if let Some(view) = value.cast::<MemoryView>() {
        let lengths = view.shape.dimensions.iter().map(|dimension| dimension.length).collect();
        return Some((view.shape.format, lengths, view.bytes(&vm.heap)?.into_owned()));
    }
    let data = crate::types::bytes::view(vm, value)?.into_owned();
    Some((Format::BYTES, vec![data.len()], data))
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    if !matches!(op, Comparison::Equal | Comparison::NotEqual) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let equal = match (snapshot(vm, left), snapshot(vm, right)) {
        (Some(left), Some(right)) => are_equal(vm, &left, &right)?,
        _ if left.is(right) => true,
        _ if right.has::<MemoryView>() || crate::types::bytes::view(vm, right).is_some() => false,
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    Ok(Value::bool(equal == (op == Comparison::Equal)))
}

type Snapshot = (Format, Vec<usize>, Vec<u8>);

fn are_equal(vm: &mut Vm, left: &Snapshot, right: &Snapshot) -> PyResult<bool> {
    let ((left, left_lengths, left_data), (right, right_lengths, right_data)) = (left, right);
    if left_lengths != right_lengths {
        return Ok(false);
    }
    if left.code == right.code && left.compares_bytes() {
        return Ok(left_data == right_data);
    }
    for (one, other) in left_data.chunks(left.size()).zip(right_data.chunks(right.size())) {
        let (one, other) = (item::unpack(vm, *left, one), item::unpack(vm, *right, other));
        // By value, not by identity: NaN differs from itself.
        let equal = protocol::compare(vm, &one, &other, Comparison::Equal)?;
        if !protocol::is_true(vm, &equal)? {
            return Ok(false);
        }
    }
    Ok(true)
}
