//! Functions on single values: numbers, characters, text forms.

use crate::object::{Py, Slot, Str, Value};
use crate::protocol;
use crate::text::int_text;
use crate::text::wtf8;
use crate::types::int;
use crate::vm::{PyResult, Vm};

pub fn abs(vm: &mut Vm, _module: &Value, value: &Value) -> PyResult {
    protocol::unary::absolute(vm, value)
}

pub fn ascii(vm: &mut Vm, _module: &Value, value: &Value) -> PyResult {
    Ok(protocol::repr::ascii(vm, value)?.into_value())
}

pub fn repr(vm: &mut Vm, _module: &Value, value: &Value) -> PyResult {
    Ok(protocol::repr::repr(vm, value)?.into_value())
}

fn prefixed(vm: &mut Vm, value: &Value, radix: u32) -> PyResult {
    let number = protocol::number::index(vm, value)?;
    let text = int_text::to_prefixed(&int::number(&number).to_big(), radix);
    Ok(vm.new_str(text).into_value())
}

pub fn bin(vm: &mut Vm, _module: &Value, value: &Value) -> PyResult {
    prefixed(vm, value, 2)
}

pub fn oct(vm: &mut Vm, _module: &Value, value: &Value) -> PyResult {
    prefixed(vm, value, 8)
}

pub fn hex(vm: &mut Vm, _module: &Value, value: &Value) -> PyResult {
    prefixed(vm, value, 16)
}

pub fn chr(vm: &mut Vm, _module: &Value, value: &Value) -> PyResult {
    let number = protocol::number::index(vm, value)?;
    match int::number(&number).to_i64() {
        Some(code @ 0..=0x10_ffff) => {
            let mut text = Vec::with_capacity(4);
            wtf8::push(&mut text, code as u32);
            Ok(vm.new_str_bytes(&text).into_value())
        }
        _ => Err(vm.value_error("chr() arg not in range(0x110000)")),
    }
}

pub fn ord(vm: &mut Vm, _module: &Value, value: &Value) -> PyResult {
    let length = if let Some(text) = value.cast::<Str>() {
        if let Some(code) = crate::text::str_methods::single_char(text.as_bytes()) {
            return Ok(Value::index(code as usize));
        }
        text.len()
    } else if let Some(bytes) = crate::types::bytes::view(vm, value) {
        if let [byte] = bytes[..] {
            return Ok(Value::index(usize::from(byte)));
        }
        bytes.len()
    } else {
        let class = vm.class_name(value);
        return Err(vm.type_error(format!("ord() expected string of length 1, but {class} found")));
    };
    Err(vm.type_error(format!("ord() expected a character, but string of length {length} found")))
}

pub fn divmod(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    protocol::binary::divmod(vm, &values[0], &values[1])
}

pub fn pow(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [Some(base), Some(exponent), modulus] = bound else { return Ok(Value::NONE) };
    let modulus = modulus.clone().unwrap_or(Value::NONE);
    protocol::binary::power(vm, base, exponent, &modulus)
}

pub fn round(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [Some(number), digits] = bound else { return Ok(Value::NONE) };
    let digits: Vec<Value> = digits.iter().filter(|digits| !digits.is_none()).cloned().collect();
    let name = vm.names.round.clone();
    match protocol::call::call_special_unbound(vm, number, &name, &digits)? {
        Some(rounded) => Ok(rounded),
        None => {
            let class = vm.class_name(number);
            Err(vm.type_error(format!("type {class} doesn't define __round__ method")))
        }
    }
}

pub fn hash(vm: &mut Vm, _module: &Value, value: &Value) -> PyResult {
    let hash = protocol::hash(vm, value)?;
    Ok(int::from_i64(vm, hash))
}

pub fn id(vm: &mut Vm, _module: &Value, value: &Value) -> PyResult {
    Ok(int::from_u64(vm, crate::types::object::address(value)))
}

pub fn format(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let spec: Py<Str> = match values.get(1) {
        None => vm.names.empty.clone(),
        Some(spec) => match spec.cast::<Str>() {
            Some(spec) => spec.clone(),
            None => {
                let class = if spec.is_none() { "None".to_owned() } else { vm.class_name(spec) };
                return Err(vm.type_error(format!("format() argument 2 must be str, not {class}")));
            }
        },
    };
    Ok(protocol::format::format(vm, &values[0], &spec)?.into_value())
}
