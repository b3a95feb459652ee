//! The operations that change a bytearray.

use super::ByteArray;
use crate::object::{Py, Str, Value};
use crate::protocol::{iterate, number};
use crate::text::room::copied;
use crate::types::slice::Selection;
use crate::types::{bytes, object};
use crate::vm::{PyResult, Vm};

/// Makes room for `more` bytes; MemoryError, and the bytearray is as it was, if there is none.
pub(super) fn grow(vm: &mut Vm, array: &Py<ByteArray>, more: usize) -> PyResult<()> {
    if array.data.get_mut(&mut vm.heap).try_reserve(more).is_err() {
        return Err(vm.memory_error());
    }
    Ok(())
}

pub(super) fn append(vm: &mut Vm, this: &Value, item: &Value) -> PyResult {
    let byte = bytes::byte(vm, item, "byte")?;
    let array = this.expect::<ByteArray>();
    array.check_resizable(vm)?;
    grow(vm, array, 1)?;
    array.data.get_mut(&mut vm.heap).push(byte);
    Ok(Value::NONE)
}

pub(super) fn extend(vm: &mut Vm, this: &Value, items: &Value) -> PyResult {
    if items.has::<Str>() {
        return Err(vm.type_error("expected iterable of integers; got: 'str'"));
    }
    if vm.class_of(items).slots(&vm.heap).getbuffer.is_none() && !iterate::is_iterable(vm, items) {
        let name = vm.class_name(items);
        return Err(vm.type_error(format!("can't extend bytearray with {name}")));
    }
    let array = this.expect::<ByteArray>();
    let end = array.data.get(&vm.heap).len();
    let (more, at) = match bytes::read(vm, items, bytes::Request::Simple)? {
        // Where the end was before the buffer was asked for.
        Some(more) => (more, end),
        None => {
            let iterator = iterate::iter(vm, items)?;
            iterate::length_hint(vm, items, 32)?;
            (bytes::from_iterable(vm, &iterator, "bytearray")?, usize::MAX)
        }
    };
    if !more.is_empty() {
        array.check_resizable(vm)?;
    }
    grow(vm, array, more.len())?;
    let data = array.data.get_mut(&mut vm.heap);
    let at = at.min(data.len());
    data.splice(at..at, more);
    Ok(Value::NONE)
}

pub(super) fn insert(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let index = number::ssize_argument(vm, &arguments[0])?;
    let byte = bytes::byte(vm, &arguments[1], "byte")?;
    let array = this.expect::<ByteArray>();
    array.check_resizable(vm)?;
    grow(vm, array, 1)?;
    let data = array.data.get_mut(&mut vm.heap);
    let index = if index < 0 { index.saturating_add_unsigned(data.len()).max(0) } else { index } as usize;
    data.insert(index.min(data.len()), byte);
    Ok(Value::NONE)
}

pub(super) fn pop(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let index = match arguments {
        [index] => number::ssize_argument(vm, index)?,
        _ => -1,
    };
    let array = this.expect::<ByteArray>();
    let length = array.data.get(&vm.heap).len();
    if length == 0 {
        return Err(vm.index_error("pop from empty bytearray"));
    }
    let Some(index) = number::resolve_index(index, length) else {
        return Err(vm.index_error("pop index out of range"));
    };
    array.check_resizable(vm)?;
    Ok(Value::index(usize::from(array.data.get_mut(&mut vm.heap).remove(index))))
}

pub(super) fn remove(vm: &mut Vm, this: &Value, item: &Value) -> PyResult {
    let byte = bytes::byte(vm, item, "byte")?;
    let array = this.expect::<ByteArray>();
    let Some(at) = memchr::memchr(byte, array.data.get(&vm.heap)) else {
        return Err(vm.value_error("value not found in bytearray"));
    };
    array.check_resizable(vm)?;
    array.data.get_mut(&mut vm.heap).remove(at);
    Ok(Value::NONE)
}

pub(super) fn inplace_concat(vm: &mut Vm, this: &Value, more: &Value) -> PyResult {
    // Its own buffer is in use while it is asked for more room.
    let own = more.is(this).then(|| this.expect::<ByteArray>().export());
    let Some(more) = bytes::read_if_any(vm, more) else {
        let (left, right) = (vm.class_name(this), vm.class_name(more));
        return Err(vm.type_error(format!("can't concat {right} to {left}")));
    };
    let array = this.expect::<ByteArray>();
    if !more.is_empty() {
        array.check_resizable(vm)?;
    }
    drop(own);
    grow(vm, array, more.len())?;
    array.data.get_mut(&mut vm.heap).extend(more);
    Ok(this.clone())
}

pub(super) fn inplace_repeat(vm: &mut Vm, this: &Value, count: &Value) -> PyResult {
    let repeated = bytes::repeat(vm, this, count)?;
    let data = repeated.expect::<ByteArray>().data.take(&mut vm.heap);
    let array = this.expect::<ByteArray>();
    if data.len() != array.data.get(&vm.heap).len() {
        array.check_resizable(vm)?;
    }
    array.data.set(&mut vm.heap, data);
    Ok(this.clone())
}

pub(super) fn set_slice(vm: &mut Vm, array: &Py<ByteArray>, selection: Selection, items: Vec<u8>) -> PyResult<()> {
    if selection.step == 1 {
        grow(vm, array, items.len().saturating_sub(selection.count))?;
    }
    let data = array.data.get_mut(&mut vm.heap);
    if selection.step == 1 {
        let end = selection.start + selection.count;
        data.splice(selection.start..end, items);
        return Ok(());
    }
    if items.is_empty() {
        let mut doomed: Vec<usize> = selection.positions().collect();
        doomed.sort_unstable();
        for position in doomed.into_iter().rev() {
            data.remove(position);
        }
        return Ok(());
    }
    if items.len() != selection.count {
        let (given, wanted) = (items.len(), selection.count);
        return Err(
            vm.value_error(format!("attempt to assign bytes of size {given} to extended slice of size {wanted}"))
        );
    }
    for (position, byte) in selection.positions().zip(items) {
        data[position] = byte;
    }
    Ok(())
}

/// The class, the arguments that make an equal one, and the state: below protocol 3 the bytes are given as text.
pub(super) fn reduce(vm: &mut Vm, this: &Value, protocol: i32) -> PyResult {
    let state = object::reduce::getstate(vm, this)?;
    let data = copied(this.expect::<ByteArray>().data.get(&vm.heap));
    let arguments = if data.is_empty() {
        vec![]
    } else if protocol < 3 {
        let text: String = data.iter().map(|&byte| char::from(byte)).collect();
        vec![vm.new_str(text).into_value(), vm.new_str("latin-1").into_value()]
    } else {
        vec![bytes::new(vm, data)]
    };
    let (class, arguments) = (vm.class_of(this).to_value(), vm.new_tuple(arguments).into_value());
    Ok(vm.new_tuple(vec![class, arguments, state]).into_value())
}
