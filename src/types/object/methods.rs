//! The methods of `object`.

use super::{dir, reduce, size, str};
use crate::object::{Str, Value};
use crate::types::class::NativeDef;
use crate::vm::{PyResult, Vm};

/// The methods.
pub const METHODS: &[NativeDef] = &[
    NativeDef::one("__reduce_ex__", reduce::reduce_ex),
    NativeDef::none("__reduce__", |vm, this| reduce::reduce(vm, this, 0)),
    NativeDef::none("__getstate__", reduce::getstate),
    NativeDef::any("__subclasshook__", |_, _, _| Ok(Value::NOT_IMPLEMENTED)).class_method(),
    NativeDef::none("__init_subclass__", |_, _| Ok(Value::NONE)).class_method(),
    NativeDef::one("__format__", format),
    NativeDef::none("__sizeof__", size::method),
    NativeDef::none("__dir__", dir::of_object),
];

fn format(vm: &mut Vm, this: &Value, spec: &Value) -> PyResult {
    let Some(spec) = spec.cast::<Str>() else {
        let other = vm.class_name(spec);
        return Err(vm.type_error(format!("__format__() argument must be str, not {other}")));
    };
    if !spec.is_empty() {
        let name = vm.class_name(this);
        return Err(vm.type_error(format!("unsupported format string passed to {name}.__format__")));
    }
    if this.has::<Str>() && vm.is_exactly(this, &vm.types.str) {
        return Ok(this.clone());
    }
    let text = match vm.class_of(this).slots(&vm.heap).str {
        Some(convert) => convert(vm, this)?,
        None => str(vm, this)?,
    };
    Ok(text)
}
