//! The methods of `float`.

use super::arithmetic::{integer, of, truncate};
use super::{new, raise};
use crate::object::{Str, Value};
use crate::protocol::{self, number as conversion};
use crate::text::{float, float_hex};
use crate::types::class::NativeDef;
use crate::types::{codec, int};
use crate::vm::{PyResult, Vm};

/// The methods.
pub const METHODS: &[NativeDef] = &[
    NativeDef::one("from_number", from_number).class_method(),
    NativeDef::none("conjugate", exact),
    NativeDef::none("__trunc__", truncate),
    NativeDef::none("__floor__", |vm, this| integer(vm, of(this).floor())),
    NativeDef::none("__ceil__", |vm, this| integer(vm, of(this).ceil())),
    NativeDef::positional("__round__", 0, 1, round),
    NativeDef::none("as_integer_ratio", as_integer_ratio),
    NativeDef::one("fromhex", from_hex).class_method(),
    NativeDef::none("hex", |vm, this| Ok(vm.new_str(float_hex::hex(of(this))).into_value())),
    NativeDef::none("is_integer", |_, this| Ok(Value::bool(float::is_integer(of(this))))),
    NativeDef::none("__getnewargs__", new_arguments),
    NativeDef::one("__getformat__", get_format).class_method(),
    NativeDef::one("__format__", protocol::format::method),
];

/// The number as an exact float.
pub(super) fn exact(vm: &mut Vm, this: &Value) -> PyResult {
    if vm.is_exactly(this, &vm.types.float) { Ok(this.clone()) } else { Ok(new(vm, of(this))) }
}

fn round(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let number = of(this);
    let places = match arguments {
        [places] if !places.is_none() => conversion::index(vm, places)?,
        _ => {
            return match float::round_to_int(number) {
                Ok(whole) => Ok(int::from_big(vm, whole)),
                Err(error) => Err(raise(vm, error)),
            };
        }
    };
    let places = conversion::saturating_i64(int::number(&places));
    match float::round(number, places) {
        Ok(rounded) => Ok(new(vm, rounded)),
        Err(error) => Err(raise(vm, error)),
    }
}

fn as_integer_ratio(vm: &mut Vm, this: &Value) -> PyResult {
    match float::as_integer_ratio(of(this)) {
        Ok((numerator, denominator)) => {
            let pair = vec![int::from_big(vm, numerator), int::from_big(vm, denominator)];
            Ok(vm.pack_tuple(pair).into_value())
        }
        Err(error) => Err(raise(vm, error)),
    }
}

fn new_arguments(vm: &mut Vm, this: &Value) -> PyResult {
    let number = new(vm, of(this));
    Ok(vm.new_tuple(vec![number]).into_value())
}

fn from_number(vm: &mut Vm, class: &Value, number: &Value) -> PyResult {
    let exact = vm.types.float.clone();
    if class.is(exact.as_value()) && vm.is_exactly(number, &exact) {
        return Ok(number.clone());
    }
    let value = conversion::as_f64(vm, number)?;
    let number = new(vm, value);
    if class.is(exact.as_value()) { Ok(number) } else { protocol::call(vm, class, &[number]) }
}

fn from_hex(vm: &mut Vm, class: &Value, text: &Value) -> PyResult {
    let Some(text) = text.cast::<Str>() else {
        return Err(vm.type_error("bad argument type for built-in operation"));
    };
    if text.as_str().is_none() {
        // CPython reads the text as UTF-8, which has no lone surrogates.
        codec::encode(vm, text, None, None)?;
    }
    let number = match float_hex::from_hex(text.as_bytes()) {
        Ok(number) => new(vm, number),
        Err(error) => return Err(conversion::raise_text(vm, error.kind(), &error)),
    };
    if class.is(vm.types.float.as_value()) { Ok(number) } else { protocol::call(vm, class, &[number]) }
}

fn get_format(vm: &mut Vm, _class: &Value, kind: &Value) -> PyResult {
    let Some(text) = kind.cast::<Str>() else {
        let name = vm.class_name(kind);
        return Err(vm.type_error(format!("__getformat__() argument must be str, not {name}")));
    };
    match text.as_bytes() {
        b"double" | b"float" if cfg!(target_endian = "little") => Ok(vm.new_str("IEEE, little-endian").into_value()),
        b"double" | b"float" => Ok(vm.new_str("IEEE, big-endian").into_value()),
        _ => Err(vm.value_error("__getformat__() argument 1 must be 'double' or 'float'")),
    }
}
