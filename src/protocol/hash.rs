//! `hash()`.

use crate::object::{Py, Str, Value};
pub use crate::text::hash::HashKey;
use crate::text::int::hash_i64;
use crate::vm::{PyResult, Raised, Vm};

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

/// The hash of what is to be a key of a dict; TypeError "cannot use 'list' as a dict key (unhashable type: 'list')".
#[inline]
pub fn hash_key(vm: &mut Vm, key: &Value) -> PyResult<i64> {
    hash(vm, key).map_err(|raised| unusable(vm, key, raised, "dict key"))
}

/// The hash of what is to be an element of a set; TypeError "cannot use 'list' as a set element (unhashable type: 'list')".
#[inline]
pub fn hash_element(vm: &mut Vm, element: &Value) -> PyResult<i64> {
    hash(vm, element).map_err(|raised| unusable(vm, element, raised, "set element"))
}

/// Says of a TypeError that `hash()` raised what the value was wanted for. Subclasses of TypeError stay as they are.
#[cold]
fn unusable(vm: &mut Vm, value: &Value, raised: Raised, purpose: &str) -> Raised {
    let exception = vm.take_raised(raised);
    if !vm.is_exactly(&exception, &vm.types.type_error) {
        return vm.raise_as_is(exception);
    }
    let class = vm.class_of(value).clone();
    let class = crate::types::class::full_name(vm, &class);
    match crate::types::exception::to_str(vm, &exception) {
        Ok(text) => vm.type_error(format!("cannot use '{class}' as a {purpose} ({})", text.to_string_lossy())),
        Err(raised) => raised,
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
