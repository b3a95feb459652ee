//! `repr()`, `str()` and `ascii()`.

use crate::object::{Py, Str, Value};
use crate::text::room::{Room, copied};
use crate::vm::{PyResult, Vm};

const PLACE: &str = " while getting the repr of an object";

/// Containers nested deeper than this have no repr, however large the native stack is: CPython's limit of native
/// recursion.
const DEEPEST: usize = 10_000;

/// `repr(value)`; TypeError "__repr__ returned non-string (type int)".
pub fn repr(vm: &mut Vm, value: &Value) -> PyResult<Py<Str>> {
    // The repr of a large container takes long.
    vm.check_signals()?;
    if let Some(small) = value.as_small_int() {
        return Ok(vm.new_int_str(small));
    }
    super::recursion::check(vm, PLACE)?;
    if vm.repr_active.len() > DEEPEST {
        return Err(vm.recursion_error(super::recursion::message(PLACE)));
    }
    let Some(slot) = vm.class_of(value).slots(&vm.heap).repr else {
        let (name, address) = (vm.class_name(value), crate::types::object::address(value));
        return Ok(vm.new_str(format!("<{name} object at {address:#x}>")));
    };
    let result = slot(vm, value);
    vm.made(result)?.cast_into::<Str>().map_err(|other| {
        let name = vm.class_name(&other);
        vm.type_error(format!("__repr__ returned non-string (type {name})"))
    })
}

/// `str(value)`; TypeError "__str__ returned non-string (type int)".
pub fn str(vm: &mut Vm, value: &Value) -> PyResult<Py<Str>> {
    vm.check_signals()?;
    if let Some(text) = value.cast::<Str>()
        && vm.is_exactly(value, &vm.types.str)
    {
        return Ok(text.clone());
    }
    if let Some(small) = value.as_small_int() {
        return Ok(vm.new_int_str(small));
    }
    let Some(slot) = vm.class_of(value).slots(&vm.heap).str else { return repr(vm, value) };
    super::recursion::check(vm, " while getting the str of an object")?;
    let result = slot(vm, value);
    vm.made(result)?.cast_into::<Str>().map_err(|other| {
        let name = vm.class_name(&other);
        vm.type_error(format!("__str__ returned non-string (type {name})"))
    })
}

/// `ascii(value)`: `repr` with everything outside ASCII escaped.
pub fn ascii(vm: &mut Vm, value: &Value) -> PyResult<Py<Str>> {
    let shown = repr(vm, value)?;
    if shown.is_ascii() {
        return Ok(shown);
    }
    let escaped = crate::text::repr::escape_non_ascii(shown.as_bytes());
    let text = Ok(vm.new_str_bytes(&escaped));
    vm.made(text)
}

/// Whether the repr of this container is being made further out: then it writes `[...]` for itself. Otherwise the
/// container is noted, and [`leave`] must be called when its repr is done (CPython's `Py_ReprEnter`).
pub fn enter(vm: &mut Vm, value: &Value) -> bool {
    !vm.repr_active.insert(value.bits())
}

/// Forgets the container again.
pub fn leave(vm: &mut Vm, value: &Value) {
    vm.repr_active.remove(&value.bits());
}

/// `open`, the reprs of `items` separated by commas, `close`: a sequence's repr.
pub fn join_items(vm: &mut Vm, open: &str, items: &[Value], close: &str) -> PyResult<Vec<u8>> {
    let mut out = copied(open.as_bytes());
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.put_all(b", ");
        }
        super::sequence::push_repr(vm, &mut out, item)?;
    }
    out.put_all(close.as_bytes());
    Ok(out)
}
