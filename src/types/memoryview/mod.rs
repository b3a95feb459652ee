//! `memoryview` of bytes, bytearray and arrays.

mod attributes;
pub mod buffer;
mod construct;
pub mod declaration;
pub mod format;
pub mod item;
pub mod iterator;
pub mod managed;
mod methods;
mod subscript;
pub mod target;
pub mod view;

use ouropy_compiler::code::Comparison;

pub use construct::{get_buffer, of_object, raw, read_only, release_buffer};

use self::format::Format;
use self::view::{Access, MemoryView, Shape};
use crate::object::{Py, Value};
use crate::protocol;
use crate::text::hash::HashKey;
use crate::text::room::owned;
use crate::types::array::Array;
use crate::vm::{PyResult, Vm};

/// Another view of the same buffer; ValueError if that has been given back.
fn again(vm: &mut Vm, view: &MemoryView, shape: Shape) -> PyResult {
    match view.buffer.get(&vm.heap).clone() {
        Some(buffer) if !view.released.get() => Ok(managed::view_of(vm, &buffer, shape)),
        _ => Err(vm.value_error("operation forbidden on released memoryview object")),
    }
}

/// The view; ValueError "operation forbidden on released memoryview object".
fn checked<'a>(vm: &mut Vm, this: &'a Value) -> PyResult<&'a Py<MemoryView>> {
    let view = this.expect::<MemoryView>();
    if !view.released.get() {
        return Ok(view);
    }
    Err(vm.value_error("operation forbidden on released memoryview object"))
}

/// The item that begins at `at`.
fn item_at(vm: &mut Vm, view: &MemoryView, at: usize) -> PyResult {
    let format = view.shape.format;
    item::check_supported(vm, format)?;
    let mut item = [0; 8];
    let size = format.size();
    if let Some(data) = view.whole(&vm.heap).and_then(|data| data.get(at..at + size)) {
        item[..size].copy_from_slice(data);
    }
    Ok(item::unpack(vm, format, &item[..size]))
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let released = if this.expect::<MemoryView>().released.get() { "released " } else { "" };
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
    // One that has been released keeps the hash that it had.
    let known = this.expect::<MemoryView>().hash.get();
    if known != 0 {
        return Ok(known);
    }
    let view = checked(vm, this)?;
    if view.shape.access == Access::Writable {
        return Err(vm.value_error("cannot hash writable memoryview object"));
    }
    if !view.shape.format.is_of_bytes() {
        return Err(vm.value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
    }
    if let Some(source) = view.innermost(&vm.heap).cloned() {
        let _in_use = view.in_use();
        protocol::hash::hash(vm, &source)?;
    }
    view.hash.set(HashKey::process().hash_bytes(&view.bytes(&vm.heap).unwrap_or_default()));
    Ok(view.hash.get())
}

/// What is compared of a bytes-like object: format, lengths, and the bytes of the items.
fn snapshot(vm: &mut Vm, value: &Value) -> PyResult<Option<Snapshot>> {
    if let Some(view) = value.cast::<MemoryView>() {
        return Ok(snapshot_of_view(vm, view));
    }
    if crate::types::bytes::has_python_buffer(vm, value) {
        let view = construct::of(vm, value, construct::FULL_READ_ONLY)?;
        let view = view.expect::<MemoryView>();
        let taken = snapshot_of_view(vm, view);
        managed::release(vm, view);
        return Ok(taken);
    }
    let format = value.cast::<Array>().map_or(Format::BYTES, |array| Format::of_array(array.code));
    let data = crate::types::bytes::view(vm, value).map(owned);
    Ok(data.map(|data| (format, vec![data.len() / format.size()], data)))
}

fn snapshot_of_view(vm: &Vm, view: &MemoryView) -> Option<Snapshot> {
    let lengths = view.shape.dimensions.iter().map(|dimension| dimension.length).collect();
    Some((view.shape.format, lengths, owned(view.bytes(&vm.heap)?)))
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    if !matches!(op, Comparison::Equal | Comparison::NotEqual) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let left_data = snapshot(vm, left)?;
    let right_data = match snapshot(vm, right) {
        Ok(data) => data,
        Err(raised) => {
            // What has no buffer after all is not equal.
            drop(vm.take_raised(raised));
            return Ok(Value::NOT_IMPLEMENTED);
        }
    };
    let equal = match (left_data, right_data) {
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
    if !left.is_supported() || !right.is_supported() {
        return Ok(false);
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
