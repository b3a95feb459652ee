//! `bool`: a subclass of int whose two instances are `True` and `False`.

use super::class::{Arguments, Class, ClassSpec, Packing, Slots};
use super::int::{self, Int};
use crate::object::{ClassFlags, Layout, Py, Value};
use crate::protocol;
use crate::vm::arguments::wrong_count;
use crate::vm::{PyResult, Vm};

/// The declaration of `bool`.
pub const SPEC: ClassSpec = ClassSpec {
    packing: Packing::Direct,
    flags: ClassFlags::MATCHES_SELF,
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        invert: Some(invert),
        and: Some(|vm, left, right| logic(vm, left, right, |left, right| left & right, int::arithmetic::SLOTS.and)),
        or: Some(|vm, left, right| logic(vm, left, right, |left, right| left | right, int::arithmetic::SLOTS.or)),
        xor: Some(|vm, left, right| logic(vm, left, right, |left, right| left ^ right, int::arithmetic::SLOTS.xor)),
        ..Slots::EMPTY
    },
    ..ClassSpec::public("bool", Layout::of::<Int>())
};

fn new(vm: &mut Vm, _class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    if !arguments.names.is_empty() {
        return Err(vm.type_error("bool() takes no keyword arguments"));
    }
    match arguments.values {
        [] => Ok(Value::FALSE),
        [value] => protocol::is_true(vm, value).map(Value::bool),
        more => Err(wrong_count(vm, "bool", 0, 1, more.len())),
    }
}

fn invert(vm: &mut Vm, value: &Value) -> PyResult {
    let category = vm.types.deprecation_warning.clone();
    let text = "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the \
                bitwise inversion of the underlying int object and is usually not what you expect from negating a bool. \
                Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the \
                underlying int.";
    (vm.hooks.warn)(vm, &category, text)?;
    match int::arithmetic::SLOTS.invert {
        Some(invert) => invert(vm, value),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn repr(vm: &mut Vm, value: &Value) -> PyResult {
    Ok(vm.intern(if value.is_true() { "True" } else { "False" }).into_value())
}

/// Between two bools a bool, else what int makes of the operands.
fn logic(
    vm: &mut Vm,
    left: &Value,
    right: &Value,
    both: fn(bool, bool) -> bool,
    otherwise: Option<super::class::slots::BinaryFn>,
) -> PyResult {
    match (left.as_bool(), right.as_bool(), otherwise) {
        (Some(left), Some(right), _) => Ok(Value::bool(both(left, right))),
        (_, _, Some(otherwise)) => otherwise(vm, left, right),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}
