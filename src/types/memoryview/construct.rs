//! Making views: `memoryview(object)`, `cast`, `toreadonly`.

use super::format::Format;
use super::view::{Access, Dimension, MemoryView, PickleBuffer, Shape};
use super::{again, checked, managed};
use crate::object::{Py, Slot, Str, Tuple, Value};
use crate::protocol::number;
use crate::types::array::Array;
use crate::types::bytes::{self, Bytes};
use crate::types::class::{Arguments, Class};
use crate::types::int;
use crate::types::list::List;
use crate::types::mapped::Mmap;
use crate::vm::arguments::bind;
use crate::vm::{PyResult, Raised, Vm};

/// The most dimensions a view has.
const MOST_DIMENSIONS: usize = 64;

/// `memoryview(object)`
pub fn new(vm: &mut Vm, _class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let object = bind(vm, "memoryview", "object", arguments)?.pop().flatten().unwrap_or(Value::NONE);
    of(vm, &object, FULL_READ_ONLY)
}

/// CPython's PyBUF_FULL_RO, what a view asks for.
pub(super) const FULL_READ_ONLY: i32 = 284;
const WRITABLE: i32 = 1;

/// A view of the object's buffer, whatever its shape.
pub fn of_object(vm: &mut Vm, object: &Value) -> PyResult {
    of(vm, object, FULL_READ_ONLY)
}

/// A read-only view of an object whose buffer can be written; `None` if it cannot.
pub fn read_only(vm: &mut Vm, object: &Value) -> PyResult<Slot> {
    let view = of_object(vm, object)?;
    if !view.expect::<MemoryView>().is_writable() {
        return Ok(None);
    }
    to_read_only(vm, &view).map(Some)
}

/// The bytes of a view as a view of plain bytes; `None` if they do not lie one after the other.
pub fn raw(vm: &mut Vm, view: &Value) -> Option<Value> {
    let view = view.cast::<MemoryView>().filter(|view| view.is_contiguous())?;
    let old = &view.shape;
    let shape = Shape { start: old.start, ..Shape::of_bytes(old.size(), old.access) };
    match again(vm, view, shape) {
        Ok(raw) => Some(raw),
        Err(raised) => {
            drop(vm.take_raised(raised));
            None
        }
    }
}

/// A view of the object's buffer.
pub(super) fn of(vm: &mut Vm, object: &Value, flags: i32) -> PyResult {
    if object.has::<MemoryView>() {
        let view = checked(vm, object)?;
        return again(vm, view, view.shape.clone());
    }
    if let Some(buffer) = object.cast::<PickleBuffer>() {
        let source = buffer.clone().source(vm)?;
        return of(vm, &source, flags);
    }
    if bytes::has_python_buffer(vm, object) {
        return of_python_buffer(vm, object, flags);
    }
    of_native(vm, object)
}

/// A view of bytes, of a bytearray or of an array; TypeError "memoryview: a bytes-like object is required, not 'int'".
fn of_native(vm: &mut Vm, object: &Value) -> PyResult {
    let count = match bytes::view(vm, object) {
        Some(data) => data.len(),
        None if object.has::<Mmap>() => return Err(vm.value_error("mmap closed or invalid")),
        None => {
            let name = vm.class_name(object);
            return Err(vm.type_error(format!("memoryview: a bytes-like object is required, not '{name}'")));
        }
    };
    let is_read_only = object.has::<Bytes>() || object.cast::<Mmap>().is_some_and(|map| !map.is_writable(&vm.heap));
    let access = if is_read_only { Access::ReadOnly } else { Access::Writable };
    let shape = match object.cast::<Array>() {
        Some(array) => Shape::of_items(Format::of_array(array.code), count, access),
        None => Shape::of_bytes(count, access),
    };
    Ok(managed::first_view(vm, object.clone(), shape))
}

/// A view of what `__buffer__` gives; TypeError "__buffer__ returned non-memoryview object".
fn of_python_buffer(vm: &mut Vm, object: &Value, flags: i32) -> PyResult {
    let Some(get) = vm.class_of(object).slots(&vm.heap).getbuffer else { return Ok(Value::NONE) };
    let flags_given = int::from_i64(vm, i64::from(flags));
    let given = get(vm, object, &flags_given)?;
    let Some(view) = given.cast::<MemoryView>() else {
        return Err(vm.type_error("__buffer__ returned non-memoryview object"));
    };
    let shape = checked(vm, &given)?.shape.clone();
    if flags & WRITABLE != 0 && shape.access == Access::ReadOnly {
        return Err(vm.buffer_error("memoryview: underlying buffer is not writable"));
    }
    let wrapper = managed::wrap(vm, view, object);
    Ok(managed::first_view(vm, wrapper, shape))
}

/// `__buffer__` of bytes, bytearray, arrays and memoryview; OverflowError "buffer flags out of range".
pub fn get_buffer(vm: &mut Vm, this: &Value, flags: &Value) -> PyResult {
    let flags = number::index(vm, flags)?;
    let flags = int::number(&flags).to_i64().and_then(|flags| i32::try_from(flags).ok());
    let Some(flags) = flags else { return Err(vm.overflow_error("buffer flags out of range")) };
    // The class itself answers, whatever the object's class has in its place.
    let is_second_hand = this.has::<MemoryView>() || this.has::<PickleBuffer>();
    let view = if is_second_hand { of(vm, this, flags)? } else { of_native(vm, this)? };
    check_access(vm, &view, flags)?;
    Ok(view)
}

/// `__release_buffer__` of bytearray, arrays and memoryview.
pub fn release_buffer(vm: &mut Vm, this: &Value, view: &Value) -> PyResult {
    let Some(view) = view.cast::<MemoryView>().cloned() else {
        return Err(vm.type_error("expected a memoryview object"));
    };
    if view.released.get() {
        return Err(vm.value_error("memoryview's buffer has already been released"));
    }
    if !view.exporter(&vm.heap).is_some_and(|exporter| exporter.is(this)) {
        return Err(vm.value_error("memoryview's buffer is not this object"));
    }
    managed::release(vm, &view);
    Ok(Value::NONE)
}

fn check_access(vm: &mut Vm, view: &Value, flags: i32) -> PyResult<()> {
    if flags & WRITABLE != 0 && view.expect::<MemoryView>().shape.access == Access::ReadOnly {
        return Err(vm.buffer_error("Object is not writable."));
    }
    Ok(())
}

/// `memoryview._from_flags(object, flags)`: BufferError if the flags ask for what the object does not let.
pub(super) fn from_flags(vm: &mut Vm, _class: &Value, bound: &[Slot]) -> PyResult {
    let [Some(object), Some(flags)] = bound else { return Ok(Value::NONE) };
    let flags = number::int_argument(vm, flags)?;
    let view = of(vm, object, flags)?;
    check_access(vm, &view, flags)?;
    Ok(view)
}

/// `view.toreadonly()`
pub(super) fn to_read_only(vm: &mut Vm, this: &Value) -> PyResult {
    let view = checked(vm, this)?;
    let shape = Shape { access: Access::ReadOnly, ..view.shape.clone() };
    again(vm, view, shape)
}

/// `view.cast(format, shape)`: the same bytes as other items, or as other dimensions; one of the two has one dimension,
/// and one of the formats is that of bytes.
pub(super) fn cast(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let [Some(format), lengths] = bound else { return Ok(Value::NONE) };
    let Some(format) = format.cast::<Str>() else {
        let class = vm.class_name(format);
        return Err(vm.type_error(format!("cast() argument 'format' must be str, not {class}")));
    };
    let old = checked(vm, this)?.shape.clone();
    if !old.is_c_contiguous() {
        return Err(vm.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    if (lengths.is_some() || old.dimensions.len() != 1) && old.dimensions.iter().any(|dimension| dimension.length == 0)
    {
        return Err(vm.type_error("memoryview: cannot cast view with zeros in shape or strides"));
    }
    let lengths = match lengths {
        Some(lengths) => Some(shape_argument(vm, &old, lengths)?),
        None => None,
    };
    let Some(format) = Format::parse(format.as_bytes()) else {
        let text = "memoryview: destination format must be a native single character format prefixed with an optional \
                    '@'";
        return Err(vm.value_error(text));
    };
    if !old.format.is_of_bytes() && !format.is_of_bytes() {
        return Err(vm.type_error("memoryview: cannot cast between two non-byte formats"));
    }
    let size = old.size();
    if size % format.size() != 0 {
        return Err(vm.type_error("memoryview: length is not a multiple of itemsize"));
    }
    let lengths = match lengths {
        None => vec![size / format.size()],
        Some(lengths) => checked_lengths(vm, &lengths, format.size(), size)?,
    };
    // The view is c-contiguous: each dimension steps over all that is in those behind it.
    let mut stride = format.size() as i64;
    let mut dimensions: Vec<Dimension> = Vec::with_capacity(lengths.len());
    for &length in lengths.iter().rev() {
        dimensions.push(Dimension { length, stride });
        stride *= length as i64;
    }
    dimensions.reverse();
    let shape = Shape { start: old.start, format, dimensions: dimensions.into(), access: old.access };
    let view = checked(vm, this)?;
    again(vm, view, shape)
}

fn shape_argument(vm: &mut Vm, old: &Shape, lengths: &Value) -> PyResult<Vec<Value>> {
    let lengths = match (lengths.cast::<List>(), lengths.cast::<Tuple>()) {
        (Some(list), _) => list.items.get(&vm.heap).clone(),
        (_, Some(tuple)) => tuple.items().to_vec(),
        _ => return Err(vm.type_error("shape must be a list or a tuple")),
    };
    if lengths.len() > MOST_DIMENSIONS {
        return Err(vm.value_error("memoryview: number of dimensions must not exceed 64"));
    }
    if old.dimensions.len() != 1 && lengths.len() != 1 {
        return Err(vm.type_error("memoryview: cast must be 1D -> ND or ND -> 1D"));
    }
    Ok(lengths)
}

/// The lengths of the dimensions, which have to be those of `size` bytes.
fn checked_lengths(vm: &mut Vm, lengths: &[Value], itemsize: usize, size: usize) -> PyResult<Vec<usize>> {
    let mut product = itemsize;
    let mut checked = Vec::with_capacity(lengths.len());
    for length in lengths {
        let Some(number) = int::Number::of(length) else {
            return Err(vm.type_error("memoryview.cast(): elements of shape must be integers"));
        };
        let Some(length) = number.to_i64() else { return Err(too_large(vm)) };
        let length = match usize::try_from(length) {
            Ok(length) if length > 0 => length,
            _ => return Err(vm.value_error("memoryview.cast(): elements of shape must be integers > 0")),
        };
        product = match product.checked_mul(length).filter(|product| isize::try_from(*product).is_ok()) {
            Some(product) => product,
            None => return Err(vm.value_error("memoryview.cast(): product(shape) > SSIZE_MAX")),
        };
        checked.push(length);
    }
    if product != size {
        return Err(vm.type_error("memoryview: product(shape) * itemsize != buffer size"));
    }
    Ok(checked)
}

fn too_large(vm: &mut Vm) -> Raised {
    vm.overflow_error("Python int too large to convert to C ssize_t")
}
