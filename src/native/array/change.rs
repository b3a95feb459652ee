//! What changes an array: all that depends on its size goes through [`resize`].

use super::item;
use crate::object::{Py, Value};
use crate::protocol::{iterate, number};
use crate::text::room::{copied, gathered};
use crate::types::array::Array;
use crate::types::bytes;
use crate::types::slice::{self, Slice};
use crate::vm::{PyResult, Raised, Vm};

/// TypeError "bad argument type for built-in operation": an array of another kind.
#[cold]
pub fn other_kind(vm: &mut Vm) -> Raised {
    vm.type_error("bad argument type for built-in operation")
}

/// BufferError "cannot resize an array that is exporting buffers" if there is a view.
fn check_resizable(vm: &mut Vm, array: &Array) -> PyResult<()> {
    if array.is_exported() {
        return Err(vm.buffer_error("cannot resize an array that is exporting buffers"));
    }
    Ok(())
}

/// Says that the array will have so many items: BufferError while there are views. The room is CPython's.
pub fn resize(vm: &mut Vm, array: &Array, count: usize) -> PyResult<()> {
    let old = item::count(vm, array);
    if count != old {
        check_resizable(vm, array)?;
    }
    let more = count.saturating_sub(old).saturating_mul(array.item_size());
    if array.data.get_mut(&mut vm.heap).try_reserve(more).is_err() {
        return Err(vm.memory_error());
    }
    let room = array.room.get();
    if room >= count && old < count + 16 && room > 0 {
        return Ok(());
    }
    let more = (count >> 4) + if old < 8 { 3 } else { 7 } + count;
    array.room.set(if count == 0 { 0 } else { more });
    Ok(())
}

/// Puts an item in front of the one at `index`, counted from the end if it is negative.
pub fn insert(vm: &mut Vm, array: &Array, index: isize, value: &Value) -> PyResult<()> {
    // CPython converts it once to see whether it can be done, and once to do it.
    let count = item::count(vm, array);
    item::pack(vm, array.code, value)?;
    resize(vm, array, count + 1)?;
    let at = if index < 0 { index.saturating_add_unsigned(count).max(0) } else { index };
    let at = at.cast_unsigned().min(count);
    let size = array.item_size();
    let data = array.data.get_mut(&mut vm.heap);
    // The conversion may have taken items away.
    data.resize(count * size, 0);
    data.splice(at * size..at * size, std::iter::repeat_n(0, size));
    set(vm, array, at, value)
}

/// Puts an item at the end.
pub fn append(vm: &mut Vm, array: &Array, value: &Value) -> PyResult<()> {
    let count = item::count(vm, array);
    insert(vm, array, count.cast_signed(), value)
}

/// Replaces an item. IndexError if converting the value has taken it away.
pub fn set(vm: &mut Vm, array: &Array, index: usize, value: &Value) -> PyResult<()> {
    let item = item::pack(vm, array.code, value)?;
    let size = array.item_size();
    match array.data.get_mut(&mut vm.heap).get_mut(index * size..(index + 1) * size) {
        Some(place) => place.copy_from_slice(&item[..size]),
        None => return Err(vm.index_error("array assignment index out of range")),
    }
    Ok(())
}

/// Takes the item at `index` out.
pub fn remove(vm: &mut Vm, array: &Array, index: usize) -> PyResult<()> {
    let count = item::count(vm, array);
    resize(vm, array, count - 1)?;
    let size = array.item_size();
    array.data.get_mut(&mut vm.heap).drain(index * size..(index + 1) * size);
    Ok(())
}

/// Puts bytes at the end. ValueError "bytes length not a multiple of item size".
pub fn append_bytes(vm: &mut Vm, array: &Array, data: &[u8]) -> PyResult<()> {
    let size = array.item_size();
    if !data.len().is_multiple_of(size) {
        return Err(vm.value_error("bytes length not a multiple of item size"));
    }
    if data.is_empty() {
        return Ok(());
    }
    let count = item::count(vm, array) + data.len() / size;
    resize(vm, array, count)?;
    array.data.get_mut(&mut vm.heap).extend_from_slice(data);
    Ok(())
}

/// Puts the items of an array of the same kind, or of any iterable, at the end.
pub fn extend(vm: &mut Vm, array: &Array, more: &Value) -> PyResult<()> {
    if let Some(more) = more.cast::<Array>() {
        if more.code != array.code {
            return Err(vm.type_error("can only extend with array of same kind"));
        }
        let data = copied(more.data.get(&vm.heap));
        return append_bytes(vm, array, &data);
    }
    let iterator = iterate::iter(vm, more)?;
    while let Some(item) = iterate::next(vm, &iterator)? {
        append(vm, array, &item)?;
    }
    Ok(())
}

/// `array[key]`
pub fn get_item(vm: &mut Vm, this: &Value, key: &Value) -> PyResult {
    let array = this.expect::<Array>().clone();
    if number::has_index(vm, key) {
        let index = number::sequence_index(vm, key)?;
        let count = item::count(vm, &array);
        let found = match number::resolve_index(index, count) {
            Some(index) => item::get(vm, &array, index)?,
            None => None,
        };
        return found.ok_or_else(|| vm.index_error("array index out of range"));
    }
    let Some(slice) = key.cast::<Slice>() else { return Err(vm.type_error("array indices must be integers")) };
    let (start, stop, step) = slice::unpack(vm, slice)?;
    let selection = slice::adjust(start, stop, step, item::count(vm, &array));
    let (size, data) = (array.item_size(), array.data.get(&vm.heap));
    let picked = gathered(selection.positions().flat_map(|at| &data[at * size..(at + 1) * size]).copied());
    Ok(super::class::make(vm, array.code, picked))
}

/// `array[key] = value`, `del array[key]`
pub fn set_item(vm: &mut Vm, this: &Value, key: &Value, new: Option<&Value>) -> PyResult<()> {
    let array = this.expect::<Array>().clone();
    if number::has_index(vm, key) {
        let index = number::sequence_index(vm, key)?;
        let count = item::count(vm, &array);
        let Some(index) = number::resolve_index(index, count) else {
            return Err(vm.index_error("array assignment index out of range"));
        };
        return match new {
            Some(value) => set(vm, &array, index, value),
            None => remove(vm, &array, index),
        };
    }
    let Some(slice) = key.cast::<Slice>() else { return Err(vm.type_error("array indices must be integers")) };
    let (start, stop, step) = slice::unpack(vm, slice)?;
    let items = match new.map(|value| (value, value.cast::<Array>())) {
        None => Vec::new(),
        Some((_, Some(other))) if other.code != array.code => return Err(other_kind(vm)),
        Some((_, Some(other))) => copied(other.data.get(&vm.heap)),
        Some((value, None)) => {
            let name = vm.class_name(value);
            return Err(vm.type_error(format!("can only assign array (not \"{name}\") to array slice")));
        }
    };
    replace(vm, &array, (start, stop, step), items)
}

fn replace(vm: &mut Vm, array: &Py<Array>, (start, stop, step): (i64, i64, i64), items: Vec<u8>) -> PyResult<()> {
    let (size, count) = (array.item_size(), item::count(vm, array));
    let selection = slice::adjust(start, stop, step, count);
    let needed = items.len() / size;
    if needed == 0 || needed != selection.count {
        check_resizable(vm, array)?;
    }
    if selection.step == 1 {
        resize(vm, array, count - selection.count + needed)?;
        let end = selection.start + selection.count;
        array.data.get_mut(&mut vm.heap).splice(selection.start * size..end * size, items);
    } else if needed == 0 {
        resize(vm, array, count - selection.count)?;
        let mut doomed: Vec<usize> = selection.positions().collect();
        doomed.sort_unstable();
        let data = array.data.get_mut(&mut vm.heap);
        for at in doomed.into_iter().rev() {
            data.drain(at * size..(at + 1) * size);
        }
    } else if needed != selection.count {
        let wanted = selection.count;
        let text = format!("attempt to assign array of size {needed} to extended slice of size {wanted}");
        return Err(vm.value_error(text));
    } else {
        let data = array.data.get_mut(&mut vm.heap);
        for (at, item) in selection.positions().zip(items.chunks(size)) {
            data[at * size..(at + 1) * size].copy_from_slice(item);
        }
    }
    Ok(())
}

/// `array += other`
pub fn inplace_concat(vm: &mut Vm, this: &Value, other: &Value) -> PyResult {
    if !other.has::<Array>() {
        let name = vm.class_name(other);
        return Err(vm.type_error(format!("can only extend array with array (not \"{name}\")")));
    }
    extend(vm, this.expect::<Array>(), other)?;
    Ok(this.clone())
}

/// `array *= count`
pub fn inplace_repeat(vm: &mut Vm, this: &Value, count: &Value) -> PyResult {
    let array = this.expect::<Array>().clone();
    let times = number::size_index(vm, count)?;
    let times = usize::try_from(times).unwrap_or(0);
    if item::count(vm, &array) > 0 {
        let data = repeated(vm, &array, times)?;
        resize(vm, &array, data.len() / array.item_size())?;
        array.data.set(&mut vm.heap, data);
    }
    Ok(this.clone())
}

/// The bytes so many times. MemoryError.
pub fn repeated(vm: &mut Vm, array: &Array, times: usize) -> PyResult<Vec<u8>> {
    let data = array.data.get(&vm.heap);
    let mut result = Vec::new();
    let size = data.len().checked_mul(times).filter(|&size| isize::try_from(size).is_ok());
    if size.is_none_or(|size| result.try_reserve_exact(size).is_err()) {
        return Err(vm.memory_error());
    }
    for _ in 0..if data.is_empty() { 0 } else { times } {
        result.extend_from_slice(data);
    }
    Ok(result)
}

/// The bytes of an argument, put at the end.
pub fn from_bytes(vm: &mut Vm, this: &Value, buffer: &Value) -> PyResult {
    let data = bytes::required(vm, buffer)?;
    append_bytes(vm, this.expect::<Array>(), &data)?;
    Ok(Value::NONE)
}
