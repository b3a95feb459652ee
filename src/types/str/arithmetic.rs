//! `+`, `*` and `in` of `str`.

use super::exact;
use crate::object::{Py, Str, Value};
use crate::protocol::number;
use crate::text::search;
use crate::vm::{PyResult, Vm};

/// `left + right`; TypeError "can only concatenate str (not "int") to str".
pub fn concat(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let text = left.expect::<Str>();
    let Some(other) = right.cast::<Str>() else { return Err(cannot_concat(vm, right)) };
    if text.is_empty() {
        return Ok(exact(vm, other).into_value());
    }
    if other.is_empty() {
        return Ok(exact(vm, text).into_value());
    }
    match vm.heap.concat_str(&vm.types.str, text, other) {
        Ok(joined) => Ok(joined.into_value()),
        Err(_) => Err(vm.memory_error()),
    }
}

#[cold]
fn cannot_concat(vm: &mut Vm, right: &Value) -> crate::vm::Raised {
    let name = vm.class_name(right);
    vm.type_error(format!("can only concatenate str (not \"{name}\") to str"))
}

/// `left + right` for two strs, the left one exact, whose reference the caller gives up: a long one that nobody
/// else refers to grows in place, so that `text += more` in a loop takes linear time.
pub fn append(vm: &mut Vm, left: Py<Str>, right: &Py<Str>) -> PyResult {
    if left.is_empty() || right.is_empty() {
        return concat(vm, left.as_value(), right.as_value());
    }
    match vm.heap.append_str(&vm.types.str, left, right) {
        Ok(joined) => Ok(joined.into_value()),
        Err(_) => Err(vm.memory_error()),
    }
}

/// `text * count`; OverflowError "repeated string is too long".
pub(super) fn repeat(vm: &mut Vm, this: &Value, count: &Value) -> PyResult {
    let count = number::size_index(vm, count)?;
    let text = this.expect::<Str>();
    if count <= 0 || text.is_empty() {
        return Ok(vm.names.empty.to_value());
    }
    if count == 1 {
        return Ok(exact(vm, text).into_value());
    }
    if text.len().checked_mul(count as usize).is_none_or(|length| length > isize::MAX as usize) {
        return Err(vm.overflow_error("repeated string is too long"));
    }
    let Some(size) = text.as_bytes().len().checked_mul(count as usize) else { return Err(vm.memory_error()) };
    let byte = if let &[byte] = text.as_bytes() { Some(byte) } else { None };
    super::write(vm, size, |writer| match byte {
        Some(byte) => writer.push_repeated(byte, size),
        None => (0..count).for_each(|_| writer.push(text.as_bytes())),
    })
}

/// `needle in text`; TypeError "'in <string>' requires string as left operand, not int".
pub(super) fn contains(vm: &mut Vm, this: &Value, needle: &Value) -> PyResult<bool> {
    let Some(needle) = needle.cast::<Str>() else {
        let name = vm.class_name(needle);
        return Err(vm.type_error(format!("'in <string>' requires string as left operand, not {name}")));
    };
    Ok(search::find(this.expect::<Str>().as_bytes(), needle.as_bytes()).is_some())
}
