//! Making views: `memoryview(object)`, `cast`, `toreadonly`.

use super::format::Format;
use super::view::{Access, Dimension, MemoryView, Shape};
use super::{again, checked, create};
use crate::object::{Py, Slot, Str, Tuple, Value};
use crate::protocol::number;
use crate::types::bytes::{self, Bytes};
use crate::types::class::{Arguments, Class};
use crate::types::list::List;
use crate::vm::arguments::bind;
use crate::vm::{PyResult, Raised, Vm};

/// The most dimensions a view has.
const MOST_DIMENSIONS: usize = 64;

/// `memoryview(object)`
pub fn new(vm: &mut Vm, _class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let object = bind(vm, "memoryview", "object", arguments)?.pop().flatten().unwrap_or(Value::NONE);
    of(vm, &object)
}

fn of(vm: &mut Vm, object: &Value) -> PyResult {
    if object.has::<MemoryView>() {
        let view = checked(vm, object)?;
        return Ok(again(vm, view, view.shape.clone()));
    }
    let count = match bytes::view(vm, object) {
        Some(data) => data.len(),
        None => {
            let name = vm.class_name(object);
            return Err(vm.type_error(format!("memoryview: a bytes-like object is required, not '{name}'")));
        }
    };
    let access = if object.has::<Bytes>() { Access::ReadOnly } else { Access::Writable };
    Ok(create(vm, Some(object.clone()), Shape::of_bytes(count, access)))
}

/// `memoryview._from_flags(object, flags)`: BufferError if the flags ask for what the object does not let.
pub(super) fn from_flags(vm: &mut Vm, _class: &Value, bound: &[Slot]) -> PyResult {
    const WRITABLE: i32 = 1;
    let [Some(object), Some(flags)] = bound else { return Ok(Value::NONE) };
    let flags = number::int_argument(vm, flags)?;
    let view = of(vm, object)?;
    if flags & WRITABLE != 0 && view.expect::<MemoryView>().shape.access == Access::ReadOnly {
        return Err(vm.buffer_error("Object is not writable."));
    }
    Ok(view)
}

/// `view.toreadonly()`
pub(super) fn to_read_only(vm: &mut Vm, this: &Value) -> PyResult {
    let view = checked(vm, this)?;
    let shape = Shape { access: Access::ReadOnly, ..view.shape.clone() };
    Ok(again(vm, view, shape))
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
    Ok(again(vm, view, shape))
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
        let Some(number) = crate::types::int::Number::of(length) else {
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
