//! `hash()`.

use crate::object::{Py, Str, Value};
pub use crate::text::hash::HashKey;
use crate::text::int::hash_i64;
use crate::vm::{PyResult, Vm};

/// `hash(value)`; TypeError "unhashable type: 'list'".
#[inline]
pub fn hash(vm: &mut Vm, value: &Value) -> PyResult<i64> {
    if let Some(number) = value.as_small_int() {
        return Ok(hash_i64(number));
    }
    if let Some(text) = value.cast::<Str>()
        && vm.is_exactly(value, &vm.types.str)
    {
        return Ok(hash_str(vm, text));
    }
    match vm.class_of(value).slots(&vm.heap).hash {
        Some(hash) => hash(vm, value),
        None => {
            let name = vm.class_name(value);
            Err(vm.type_error(format!("unhashable type: '{name}'")))
        }
    }
}

/// The hash of a str's text, remembered.
#[inline]
pub fn hash_str(_vm: &Vm, text: &Py<Str>) -> i64 {
    match text.hash.get() {
        0 => {
            let hash = HashKey::process().hash_str(text.as_bytes());
            text.hash.set(hash);
            hash
        }
        hash => hash,
    }
}
