//! A map as a sequence of bytes.

use super::{checked, of, size, writable};
use crate::object::Value;
use crate::protocol::number;
use crate::types::bytes;
use crate::types::slice::{self, Selection, Slice};
use crate::vm::{PyResult, Vm};

pub(super) fn length(vm: &mut Vm, this: &Value) -> PyResult<usize> {
    checked(vm, this)?;
    Ok(size(vm, of(this)))
}

/// `map[key]`
pub(super) fn get(vm: &mut Vm, this: &Value, key: &Value) -> PyResult {
    checked(vm, this)?;
    if number::has_index(vm, key) {
        let place = place(vm, this, key)?;
        let byte = of(this).bytes(&vm.heap).map_or(0, |bytes| bytes[place]);
        return Ok(Value::index(usize::from(byte)));
    }
    let Some(slice) = key.cast::<Slice>() else { return Err(vm.type_error("mmap indices must be integers")) };
    let bounds = slice::unpack(vm, slice)?;
    let selection = adjusted(vm, this, bounds)?;
    let data: Vec<u8> = match of(this).bytes(&vm.heap) {
        Some(bytes) if selection.step == 1 => bytes[selection.start..selection.start + selection.count].to_vec(),
        Some(bytes) => selection.positions().map(|at| bytes[at]).collect(),
        None => Vec::new(),
    };
    Ok(bytes::new(vm, data))
}

/// `map[key] = value`
pub(super) fn set(vm: &mut Vm, this: &Value, key: &Value, value: Option<&Value>) -> PyResult<()> {
    writable(vm, this)?;
    if number::has_index(vm, key) {
        let index = number::sequence_index(vm, key)?;
        let Some(value) = value else { return Err(vm.type_error("mmap doesn't support item deletion")) };
        let place = resolved(vm, this, index)?;
        if !number::has_index(vm, value) {
            return Err(vm.type_error("mmap item value must be an int"));
        }
        let Some(word) = number::index_word(vm, value)? else {
            let class = vm.class_name(value);
            return Err(vm.type_error(format!("cannot fit '{class}' into an index-sized integer")));
        };
        let Ok(byte) = u8::try_from(word) else {
            return Err(vm.value_error("mmap item value must be in range(0, 256)"));
        };
        // What the value is computed by may have closed the map or made it smaller.
        writable(vm, this)?;
        if place >= size(vm, of(this)) {
            return Err(vm.index_error("mmap index out of range"));
        }
        return put(vm, this, |bytes| bytes[place] = byte);
    }
    let Some(slice) = key.cast::<Slice>() else { return Err(vm.type_error("mmap indices must be integer")) };
    let bounds = slice::unpack(vm, slice)?;
    let Some(value) = value else { return Err(vm.type_error("mmap object doesn't support slice deletion")) };
    let data = bytes::required(vm, value)?;
    let selection = adjusted(vm, this, bounds)?;
    if data.len() != selection.count {
        return Err(vm.index_error("mmap slice assignment is wrong size"));
    }
    put(vm, this, |bytes| {
        for (at, byte) in selection.positions().zip(data) {
            bytes[at] = byte;
        }
    })
}

/// Changes the bytes, if the map is still open.
pub(super) fn put(vm: &mut Vm, this: &Value, change: impl FnOnce(&mut [u8])) -> PyResult<()> {
    writable(vm, this)?;
    if let Some(bytes) = of(this).bytes_mut(&mut vm.heap) {
        change(bytes);
    }
    Ok(())
}

fn place(vm: &mut Vm, this: &Value, key: &Value) -> PyResult<usize> {
    let index = number::sequence_index(vm, key)?;
    resolved(vm, this, index)
}

fn resolved(vm: &mut Vm, this: &Value, index: isize) -> PyResult<usize> {
    checked(vm, this)?;
    let size = size(vm, of(this));
    number::resolve_index(index, size).ok_or_else(|| vm.index_error("mmap index out of range"))
}

/// What a slice with these bounds selects. What they are computed by may have closed the map or changed its size.
fn adjusted(vm: &mut Vm, this: &Value, (start, stop, step): (i64, i64, i64)) -> PyResult<Selection> {
    checked(vm, this)?;
    Ok(slice::adjust(start, stop, step, size(vm, of(this))))
}
