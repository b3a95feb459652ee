//! Constants of trees as Python objects, and the objects that may be constants.

use std::rc::Rc;

use ouropy_grammar::ast::Constant;

use crate::object::{Str, Tuple, Value};
use crate::protocol::recursion;
use crate::types::bytes::{self, Bytes};
use crate::types::{complex, float, int, set};
use crate::vm::{PyResult, Vm};

/// The object of a constant.
pub fn show(vm: &mut Vm, constant: &Constant) -> Value {
    match constant {
        Constant::None => Value::NONE,
        Constant::True => Value::bool(true),
        Constant::False => Value::bool(false),
        Constant::Ellipsis => Value::ELLIPSIS,
        Constant::Int(number) => int::from_i64(vm, *number),
        Constant::BigInt(number) => int::from_big(vm, (**number).clone()),
        Constant::Float(number) => float::new(vm, *number),
        Constant::Complex(real, imaginary) => complex::new(vm, *real, *imaginary),
        Constant::Str(text) => vm.new_str_bytes(text).into_value(),
        Constant::Bytes(bytes) => bytes::new(vm, bytes.clone()),
        Constant::Tuple(items) => {
            let items = items.iter().map(|item| show(vm, item)).collect();
            vm.new_tuple(items).into_value()
        }
        Constant::FrozenSet(items) => {
            let items = items.iter().map(|item| show(vm, item)).collect();
            set::frozenset_of_atoms(vm, items)
        }
    }
}

/// The constant of an object; TypeError "got an invalid type in Constant: list".
pub fn take(vm: &mut Vm, value: &Value) -> PyResult<Constant> {
    recursion::check(vm, " during compilation")?;
    let is = |vm: &Vm, class: &crate::object::Py<crate::types::class::Class>| vm.is_exactly(value, class);
    if value.is_none() {
        return Ok(Constant::None);
    }
    if value.is(&Value::ELLIPSIS) {
        return Ok(Constant::Ellipsis);
    }
    if value.is(&Value::bool(true)) {
        return Ok(Constant::True);
    }
    if value.is(&Value::bool(false)) {
        return Ok(Constant::False);
    }
    if is(vm, &vm.types.int) {
        let number = int::number(value);
        return Ok(match number.to_i64() {
            Some(number) => Constant::Int(number),
            None => Constant::BigInt(Rc::new(number.to_big())),
        });
    }
    if is(vm, &vm.types.float)
        && let Some(number) = float::value_of(value)
    {
        return Ok(Constant::Float(number));
    }
    if is(vm, &vm.types.complex)
        && let Some((real, imaginary)) = complex::value_of(value)
    {
        return Ok(Constant::Complex(real, imaginary));
    }
    if is(vm, &vm.types.str) {
        return Ok(Constant::Str(value.expect::<Str>().as_bytes().into()));
    }
    if is(vm, &vm.types.bytes) {
        return Ok(Constant::Bytes(value.expect::<Bytes>().data.clone()));
    }
    if is(vm, &vm.types.tuple) {
        let items = value.expect::<Tuple>().items().to_vec();
        return Ok(Constant::Tuple(items.iter().map(|item| take(vm, item)).collect::<PyResult<_>>()?));
    }
    if is(vm, &vm.types.frozenset) {
        let items = set::snapshot(vm, value);
        return Ok(Constant::FrozenSet(items.iter().map(|(_, item)| take(vm, item)).collect::<PyResult<_>>()?));
    }
    let class = vm.class_name(value);
    Err(vm.type_error(format!("got an invalid type in Constant: {class}")))
}
