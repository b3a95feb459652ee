//! The methods of `complex`.

use super::{construct, new, of};
use crate::object::{Py, Str, Value};
use crate::protocol;
use crate::text::format_number;
use crate::types::class::NativeDef;
use crate::types::float;
use crate::vm::{PyResult, Vm};

/// The methods.
pub const METHODS: &[NativeDef] = &[
    NativeDef::one("from_number", from_number).class_method(),
    NativeDef::none("conjugate", conjugate),
    NativeDef::none("__complex__", to_exact),
    NativeDef::none("__getnewargs__", new_arguments),
    NativeDef::one("__format__", format),
];

fn conjugate(vm: &mut Vm, this: &Value) -> PyResult {
    let (real, imaginary) = of(this);
    Ok(new(vm, real, -imaginary))
}

fn to_exact(vm: &mut Vm, this: &Value) -> PyResult {
    let (real, imaginary) = of(this);
    Ok(if vm.is_exactly(this, &vm.types.complex) { this.clone() } else { new(vm, real, imaginary) })
}

fn new_arguments(vm: &mut Vm, this: &Value) -> PyResult {
    let (real, imaginary) = of(this);
    let parts = vec![float::new(vm, real), float::new(vm, imaginary)];
    Ok(vm.new_tuple(parts).into_value())
}

fn format(vm: &mut Vm, this: &Value, spec: &Value) -> PyResult {
    let Some(spec) = spec.cast::<Str>() else {
        let name = vm.class_name(spec);
        return Err(vm.type_error(format!("__format__() argument must be str, not {name}")));
    };
    if spec.is_empty() {
        return protocol::str(vm, this).map(Py::into_value);
    }
    let ((real, imaginary), name) = (of(this), vm.class_name(this));
    match format_number::format_complex(real, imaginary, spec.as_bytes(), &name) {
        Ok(text) => Ok(vm.new_str_bytes(&text).into_value()),
        Err(error) => Err(protocol::number::raise_text(vm, error.kind(), &error)),
    }
}

fn from_number(vm: &mut Vm, class: &Value, number: &Value) -> PyResult {
    let exact = vm.types.complex.clone();
    if class.is(exact.as_value()) && vm.is_exactly(number, &exact) {
        return Ok(number.clone());
    }
    let parts = construct::from_number(vm, number)?;
    let number = new(vm, parts.0, parts.1);
    if class.is(exact.as_value()) { Ok(number) } else { protocol::call(vm, class, &[number]) }
}
