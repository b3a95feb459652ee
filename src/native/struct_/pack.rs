//! Values to bytes and back, field by field.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::error;
use crate::object::Value;
use crate::protocol::{self, number};
use crate::text::half::{from_half, to_half};
use crate::text::room::{Room, copied, with_room};
use crate::text::struct_format::{Field, Kind, Layout, Order, read, signed, write};
use crate::types::bytearray::ByteArray;
use crate::types::bytes::{self, Bytes};
use crate::types::complex;
use crate::types::float;
use crate::types::int::{self, Number};
use crate::vm::{PyResult, Vm};

/// The bytes of the values, of which there are as many as the layout has.
pub fn pack(vm: &mut Vm, layout: &Layout, values: &[Value]) -> PyResult<Vec<u8>> {
    let mut target = with_room(layout.size);
    target.put_times(0, layout.size);
    vm.check_memory()?;
    let mut values = values.iter();
    for field in &layout.fields {
        for index in 0..field.count {
            let Some(value) = values.next() else { break };
            let start = field.offset + index * field.size;
            pack_one(vm, field, layout.order, value, &mut target[start..start + field.size])?;
        }
    }
    Ok(target)
}

fn pack_one(vm: &mut Vm, field: &Field, order: Order, value: &Value, target: &mut [u8]) -> PyResult<()> {
    match field.kind {
        Kind::Signed | Kind::Unsigned => {
            let number = integer(vm, field, value)?;
            write(target, number, order);
        }
        Kind::Pointer => {
            let index = index(vm, value)?;
            let number = int::number(&index).to_big();
            let Some(address) = number.to_u64().or_else(|| number.to_i64().map(i64::cast_unsigned)) else {
                return Err(error(vm, "int too large to convert"));
            };
            write(target, address, order);
        }
        Kind::Bool => target[0] = u8::from(protocol::is_true(vm, value)?),
        Kind::Char => match value.cast::<Bytes>().map(|bytes| &bytes.data[..]) {
            Some([byte]) => target[0] = *byte,
            _ => return Err(error(vm, "char format requires a bytes object of length 1")),
        },
        Kind::Text | Kind::Pascal => {
            let text = value.has::<Bytes>() || value.has::<ByteArray>();
            let Some(text) = bytes::view(vm, value).filter(|_| text) else {
                let code = char::from(field.code);
                return Err(error(vm, &format!("argument for '{code}' must be a bytes object")));
            };
            let target = match (field.kind, target) {
                (Kind::Pascal, [length, rest @ ..]) => {
                    *length = text.len().min(rest.len()).min(255) as u8;
                    rest
                }
                (_, target) => target,
            };
            let length = text.len().min(target.len());
            target[..length].copy_from_slice(&text[..length]);
        }
        Kind::Float => {
            let Ok(number) = number::as_f64(vm, value).map_err(|raised| drop(vm.take_raised(raised))) else {
                return Err(error(vm, "required argument is not a float"));
            };
            pack_float(vm, number, order, target)?;
        }
        Kind::Complex => {
            let Ok((real, imaginary)) = parts(vm, value).map_err(|raised| drop(vm.take_raised(raised))) else {
                return Err(error(vm, "required argument is not a complex"));
            };
            let (first, second) = target.split_at_mut(field.size / 2);
            pack_float(vm, real, order, first)?;
            pack_float(vm, imaginary, order, second)?;
        }
    }
    Ok(())
}

/// Real and imaginary part of what can be a complex number.
fn parts(vm: &mut Vm, value: &Value) -> PyResult<(f64, f64)> {
    if let Some(parts) = complex::value_of(value) {
        return Ok(parts);
    }
    let convert = vm.intern("__complex__");
    if let Some(converted) = protocol::call::call_special(vm, value, &convert, &[])?
        && let Some(parts) = complex::value_of(&converted)
    {
        return Ok(parts);
    }
    Ok((number::as_f64(vm, value)?, 0.0))
}

/// OverflowError "float too large to pack with f format".
fn pack_float(vm: &mut Vm, number: f64, order: Order, target: &mut [u8]) -> PyResult<()> {
    let bits = match target.len() {
        2 => to_half(number).map(u64::from),
        4 => {
            let single = number as f32;
            (number.is_infinite() || !single.is_infinite()).then(|| u64::from(single.to_bits()))
        }
        _ => Some(number.to_bits()),
    };
    let Some(bits) = bits else {
        let code = if target.len() == 2 { 'e' } else { 'f' };
        return Err(vm.overflow_error(format!("float too large to pack with {code} format")));
    };
    write(target, bits, order);
    Ok(())
}

/// The value as an int. error "required argument is not an integer".
fn index(vm: &mut Vm, value: &Value) -> PyResult {
    if number::has_index(vm, value) {
        number::index(vm, value)
    } else {
        Err(error(vm, "required argument is not an integer"))
    }
}

/// The bits of an int in the field's range.
fn integer(vm: &mut Vm, field: &Field, value: &Value) -> PyResult<u64> {
    let index = index(vm, value)?;
    let bits = 8 * field.size as u32;
    let (low, high) = match field.kind {
        Kind::Signed => (-(1_i128 << (bits - 1)), (1_i128 << (bits - 1)) - 1),
        _ => (0, (1_i128 << bits) - 1),
    };
    let number = match int::number(&index) {
        Number::Small(small) => Some(i128::from(small)),
        Number::Big(big) => BigInt::to_i128(big),
    };
    match number.filter(|number| (low..=high).contains(number)) {
        Some(number) => Ok(number as u64),
        None => {
            let code = char::from(field.code);
            Err(error(vm, &format!("'{code}' format requires {low} <= number <= {high}")))
        }
    }
}

/// The values in the bytes, as a tuple.
pub fn unpack(vm: &mut Vm, layout: &Layout, data: &[u8]) -> Value {
    let mut values = with_room(layout.values);
    for field in &layout.fields {
        for index in 0..field.count {
            let start = field.offset + index * field.size;
            values.put(unpack_one(vm, field, layout.order, &data[start..start + field.size]));
        }
    }
    vm.new_tuple(values).into_value()
}

fn unpack_one(vm: &mut Vm, field: &Field, order: Order, data: &[u8]) -> Value {
    match field.kind {
        Kind::Signed => int::from_i64(vm, signed(read(data, order), data.len())),
        Kind::Unsigned | Kind::Pointer => int::from_u64(vm, read(data, order)),
        Kind::Bool => Value::bool(data[0] != 0),
        Kind::Char | Kind::Text => bytes::new(vm, copied(data)),
        Kind::Pascal => {
            let text = match data {
                [length, rest @ ..] => &rest[..usize::from(*length).min(rest.len())],
                [] => &[],
            };
            bytes::new(vm, copied(text))
        }
        Kind::Float => {
            let number = unpack_float(data, order);
            float::new(vm, number)
        }
        Kind::Complex => {
            let (real, imaginary) = data.split_at(field.size / 2);
            complex::new(vm, unpack_float(real, order), unpack_float(imaginary, order))
        }
    }
}

fn unpack_float(data: &[u8], order: Order) -> f64 {
    let bits = read(data, order);
    match data.len() {
        2 => from_half(bits as u16),
        4 => f64::from(f32::from_bits(bits as u32)),
        _ => f64::from_bits(bits),
    }
}
