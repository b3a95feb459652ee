//! `memoryview` of bytes and bytearray.

mod attributes;
mod construct;
pub mod declaration;
mod format;
mod item;
pub mod iterator;
mod methods;
mod subscript;
pub mod view;

use std::cell::Cell;

use ouropy_compiler::code::Comparison;

use self::format::Format;
use self::view::{Access, MemoryView, Shape};
use crate::object::{HeapCell, Py, Slot, Value};
use crate::protocol;
use crate::text::hash::HashKey;
use crate::types::bytearray::ByteArray;
use crate::vm::{PyResult, Vm};

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
