//! `format()`.

use std::borrow::Cow;

use super::call::call_special;
use crate::object::{Phantom, Py, Str, Value};
use crate::text::format_number;
use crate::types::{float, int};
use crate::vm::{PyResult, Vm};

/// `format(value, spec)`; TypeError "__format__ must return a str, not int". Exact str, int and float with an empty
/// specifier are written directly.
pub fn format(vm: &mut Vm, value: &Value, spec: &Py<Str>) -> PyResult<Py<Str>> {
    if spec.is_empty()
        && let Some(text) = unspecified(vm, value)
    {
        return Ok(text);
    }
    let is_word = value.as_small_int().is_some();
    if is_word || vm.is_exactly(value, &vm.types.int) || vm.is_exactly(value, &vm.types.float) {
        // CPython binds `__format__`.
        vm.heap.phantom_made(Phantom::Function);
        let text = builtin(vm, value, spec);
        vm.heap.phantom_freed(Phantom::Function);
        return text;
    }
    let name = vm.names.format.clone();
    let Some(result) = call_special(vm, value, &name, &[spec.to_value()])? else {
        let name = vm.class_name(value);
        return Err(vm.type_error(format!("Type {name} doesn't define __format__")));
    };
    result.cast_into::<Str>().map_err(|other| {
        let name = vm.class_name(&other);
        vm.type_error(format!("__format__ must return a str, not {name}"))
    })
}

/// `format(value, "")` of an exact str and of a small int; `None` for everything else.
#[inline]
pub fn unspecified(vm: &mut Vm, value: &Value) -> Option<Py<Str>> {
    if let Some(small) = value.as_small_int() {
        return Some(vm.new_int_str(small));
    }
    value.cast::<Str>().filter(|_| vm.is_exactly(value, &vm.types.str)).cloned()
}

/// `int.__format__`, `float.__format__` or `str.__format__` of an instance of the type or of a subclass.
pub fn builtin(vm: &mut Vm, value: &Value, spec: &Py<Str>) -> PyResult<Py<Str>> {
    let type_name: Cow<'static, str> = match vm.class_of(value).spec {
        Some(spec) => spec.name.into(),
        None => vm.class_name(value).into(),
    };
    let formatted = if let Some(number) = float::value_of(value) {
        format_number::format_float(number, spec.as_bytes(), &type_name)
    } else if let Some(text) = value.cast::<Str>() {
        format_number::format_str(text.as_bytes(), spec.as_bytes(), &type_name)
    } else {
        format_number::format_int(int::number(value).as_ref(), spec.as_bytes(), &type_name, vm.max_str_digits)
    };
    match formatted {
        Ok(text) => {
            let text = Ok(vm.new_str_bytes(&text));
            vm.made(text)
        }
        Err(error) => Err(super::number::raise_text(vm, error.kind(), &error)),
    }
}

/// The body of a built-in type's `__format__`: checks the specifier (TypeError "__format__() argument must be str,
/// not int"), and writes `str(self)` for an empty one.
pub fn method(vm: &mut Vm, value: &Value, spec: &Value) -> PyResult {
    let Some(spec) = spec.cast::<Str>().cloned() else {
        let name = vm.class_name(spec);
        return Err(vm.type_error(format!("__format__() argument must be str, not {name}")));
    };
    if spec.is_empty() {
        return super::repr::str(vm, value).map(Py::into_value);
    }
    builtin(vm, value, &spec).map(Py::into_value)
}
