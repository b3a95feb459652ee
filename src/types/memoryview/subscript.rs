//! `view[key]` and `view[key] = value`.

use super::view::{Access, Dimension, MemoryView, Shape};
use super::{again, checked, item, item_at, snapshot};
use crate::object::{Py, Tuple, Value};
use crate::protocol::number;
use crate::types::bytearray::bytes_of_mut;
use crate::types::bytes;
use crate::types::slice::{self, Slice};
use crate::vm::{PyResult, Raised, Vm};

/// What a key selects.
enum Place {
    /// The item that begins there.
    Item(usize),
    /// The view itself.
    Whole,
    /// Some entries of the outermost dimension.
    Part(Shape),
}

/// What a key is, its parts not yet looked at.
enum Key<'a> {
    Index,
    Slice(&'a Py<Slice>),
    Indices(&'a [Value]),
    Slices,
    Other,
}

impl Key<'_> {
    fn of<'a>(vm: &Vm, key: &'a Value) -> Key<'a> {
        if number::has_index(vm, key) {
            return Key::Index;
        }
        if let Some(slice) = key.cast::<Slice>() {
            return Key::Slice(slice);
        }
        match key.cast::<Tuple>().map(|tuple| tuple.items()) {
            Some(items) if items.iter().all(|item| number::has_index(vm, item)) => Key::Indices(items),
            Some(items) if items.iter().all(Value::has::<Slice>) => Key::Slices,
            _ => Key::Other,
        }
    }
}

fn invalid_key(vm: &mut Vm) -> Raised {
    vm.type_error("memoryview: invalid slice key")
}

/// Where a view without dimensions has its item: at the key `()`, and at `...`.
fn place_of_scalar(vm: &mut Vm, view: &MemoryView, key: &Value) -> PyResult<Place> {
    if key.cast::<Tuple>().is_some_and(|key| key.is_empty()) {
        return Ok(Place::Item(view.shape.start));
    }
    if key.is(&Value::ELLIPSIS) {
        return Ok(Place::Whole);
    }
    Err(vm.type_error("invalid indexing of 0-dim memory"))
}

/// Where the item of an index for each dimension begins.
fn position(vm: &mut Vm, shape: &Shape, indices: &[Value]) -> PyResult<usize> {
    let (given, dimensions) = (indices.len(), shape.dimensions.len());
    if given < dimensions {
        return Err(vm.not_implemented_error("sub-views are not implemented"));
    }
    if given > dimensions {
        let text = format!("cannot index {dimensions}-dimension view with {given}-element tuple");
        return Err(vm.type_error(text));
    }
    let mut resolved = Vec::with_capacity(dimensions);
    for (number, (index, dimension)) in indices.iter().zip(&shape.dimensions).enumerate() {
        let index = number::sequence_index(vm, index)?;
        match number::resolve_index(index, dimension.length) {
            Some(index) => resolved.push(index),
            None => {
                let number = number + 1;
                return Err(vm.index_error(format!("index out of bounds on dimension {number}")));
            }
        }
    }
    Ok(shape.offset(resolved))
}

/// The shape of a slice along the outermost dimension.
fn sliced(vm: &mut Vm, shape: &Shape, slice: &Py<Slice>) -> PyResult<Shape> {
    let first = shape.dimensions[0];
    let selection = slice::resolve(vm, slice, first.length)?;
    let mut part = shape.clone();
    part.start = (shape.start as i64 + selection.start as i64 * first.stride) as usize;
    part.dimensions[0] = Dimension { length: selection.count, stride: first.stride * selection.step };
    Ok(part)
}

/// `view[key]`.
pub fn get_item(vm: &mut Vm, this: &Value, key: &Value) -> PyResult {
    let view = checked(vm, this)?;
    if let Some(slice) = key.cast::<Slice>()
        && !view.shape.dimensions.is_empty()
        && !slice.is_plain()
    {
        // A second view sees to it that the buffer is not given back by what the slice runs.
        let second = again(vm, view, view.shape.clone())?;
        let view = second.expect::<MemoryView>();
        let part = sliced(vm, &view.shape, slice)?;
        return again(vm, view, part);
    }
    match place(vm, view, key)? {
        Place::Whole => Ok(this.clone()),
        Place::Part(shape) => again(vm, view, shape),
        // The key may have run code that releases the view.
        Place::Item(at) => checked(vm, this).and_then(|view| item_at(vm, view, at)),
    }
}

fn place(vm: &mut Vm, view: &MemoryView, key: &Value) -> PyResult<Place> {
    let dimensions = view.shape.dimensions.len();
    if dimensions == 0 {
        return place_of_scalar(vm, view, key);
    }
    match Key::of(vm, key) {
        Key::Index if dimensions == 1 => position(vm, &view.shape, std::slice::from_ref(key)).map(Place::Item),
        Key::Index => Err(vm.not_implemented_error("multi-dimensional sub-views are not implemented")),
        Key::Slice(slice) => sliced(vm, &view.shape, slice).map(Place::Part),
        Key::Indices(indices) => position(vm, &view.shape, indices).map(Place::Item),
        Key::Slices => Err(vm.not_implemented_error("multi-dimensional slicing is not implemented")),
        Key::Other => Err(invalid_key(vm)),
    }
}

/// `view[key] = value` and `del view[key]`, which is a TypeError.
pub fn set_item(vm: &mut Vm, this: &Value, key: &Value, new: Option<&Value>) -> PyResult<()> {
    let view = checked(vm, this)?;
    if view.shape.access == Access::ReadOnly {
        return Err(vm.type_error("cannot modify read-only memory"));
    }
    let Some(new) = new else { return Err(vm.type_error("cannot delete memory")) };
    if let Some(slice) = key.cast::<Slice>()
        && view.shape.dimensions.len() == 1
    {
        return assign(vm, this, slice, new);
    }
    match place_to_set(vm, view, key)? {
        Place::Item(at) => {
            let item = item::pack(vm, view.shape.format, new)?;
            // Either may have run code that releases the view.
            let view = checked(vm, this)?;
            write(vm, view, [at].into_iter(), &item[..view.shape.format.size()]);
            Ok(())
        }
        Place::Part(_) | Place::Whole => Ok(()),
    }
}

fn place_to_set(vm: &mut Vm, view: &MemoryView, key: &Value) -> PyResult<Place> {
    let dimensions = view.shape.dimensions.len();
    if dimensions == 0 {
        return match place_of_scalar(vm, view, key)? {
            Place::Whole => Ok(Place::Item(view.shape.start)),
            place => Ok(place),
        };
    }
    match Key::of(vm, key) {
        Key::Index if dimensions > 1 => Err(vm.not_implemented_error("sub-views are not implemented")),
        Key::Slice(_) | Key::Slices if dimensions > 1 => {
            let text = "memoryview slice assignments are currently restricted to ndim = 1";
            Err(vm.not_implemented_error(text))
        }
        Key::Slices => {
            Err(vm.not_implemented_error("memoryview slice assignments are currently restricted to ndim = 1"))
        }
        _ => place(vm, view, key),
    }
}

/// Copies the items of a bytes-like object; they may be the view's own.
fn assign(vm: &mut Vm, this: &Value, slice: &Py<Slice>, new: &Value) -> PyResult<()> {
    let Some((format, lengths, data)) = snapshot(vm, new)? else {
        return bytes::required(vm, new).map(|_| ());
    };
    let part = sliced(vm, &this.expect::<MemoryView>().shape, slice)?;
    let view = checked(vm, this)?;
    if format.code != part.format.code || lengths != [part.dimensions[0].length] {
        return Err(vm.value_error("memoryview assignment: lvalue and rvalue have different structures"));
    }
    write(vm, view, part.offsets(), &data);
    Ok(())
}

fn write(vm: &mut Vm, view: &MemoryView, offsets: impl Iterator<Item = usize>, data: &[u8]) {
    let Some(source) = view.innermost(&vm.heap).cloned() else { return };
    let size = view.shape.format.size();
    let Some(target) = bytes_of_mut(&mut vm.heap, &source) else { return };
    for (at, item) in offsets.zip(data.chunks(size)) {
        if let Some(place) = target.get_mut(at..at + size) {
            place.copy_from_slice(item);
        }
    }
}
