//! `int(…)`.

use super::{from_i64, of_class};
use crate::object::{Py, Slot, Value};
use crate::protocol::number;
use crate::types::class::{Arguments, Class};
use crate::vm::arguments::{bind, wrong_count};
use crate::vm::{PyResult, Vm};

/// `int.__new__`.
pub(super) fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let (value, base): (Slot, Slot) = match arguments.values {
        [] => (None, None),
        [value] if arguments.names.is_empty() => (Some(value.clone()), None),
        [value, base] if arguments.names.is_empty() => (Some(value.clone()), Some(base.clone())),
        more if arguments.names.is_empty() && class.is(&vm.types.int) => {
            return Err(wrong_count(vm, "int", 0, 2, more.len()));
        }
        _ => {
            let mut bound = bind(vm, "int", "x=0, /, base=10", arguments)?;
            let base = bound.pop().flatten();
            (bound.pop().flatten(), base)
        }
    };
    let number = match (value, base) {
        (None, None) => from_i64(vm, 0),
        (None, Some(_)) => return Err(vm.type_error("int() missing string argument")),
        (Some(value), None) => number::int_of(vm, &value)?,
        (Some(value), Some(base)) => with_base(vm, &value, &base)?,
    };
    Ok(of_class(vm, class, &number))
}

fn with_base(vm: &mut Vm, value: &Value, base: &Value) -> PyResult {
    let base = match number::index_clamped(vm, base)? {
        0 => 0,
        base @ 2..=36 => base as u32,
        _ => return Err(vm.value_error("int() base must be >= 2 and <= 36, or 0")),
    };
    // Text only, not whatever has a buffer.
    let is_text =
        [&vm.types.str, &vm.types.bytes, &vm.types.bytearray].iter().any(|class| vm.is_instance_of(value, class));
    let parsed = if is_text { number::int_of_text(vm, value, base)? } else { None };
    match parsed {
        Some(number) => Ok(number),
        None => Err(vm.type_error("int() can't convert non-string with explicit base")),
    }
}
