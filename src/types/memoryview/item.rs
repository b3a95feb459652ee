//! The items of a view as Python objects.

use num_bigint::BigInt;

use super::format::Format;
use crate::object::Value;
use crate::protocol::{self, number};
use crate::text::half::{from_half, to_half};
use crate::types::bytes::{self, Bytes};
use crate::types::{float, int};
use crate::vm::{PyResult, Raised, Vm};

/// NotImplementedError "memoryview: format w not supported".
pub fn check_supported(vm: &mut Vm, format: Format) -> PyResult<()> {
    if format.is_supported() {
        return Ok(());
    }
    let code = char::from(format.code);
    Err(vm.not_implemented_error(format!("memoryview: format {code} not supported")))
}

/// The object that the bytes of an item stand for.
pub fn unpack(vm: &mut Vm, format: Format, item: &[u8]) -> Value {
    let mut word = [0; 8];
    let size = item.len().min(8);
    word[..size].copy_from_slice(&item[..size]);
    let unsigned = u64::from_ne_bytes(word);
    // The sign is that of the item's highest bit.
    let shift = 64 - 8 * size as u32;
    let signed = ((unsigned << shift) as i64) >> shift;
    match format.code {
        b'b' | b'h' | b'i' | b'l' | b'q' | b'n' => int::from_i64(vm, signed),
        b'?' => Value::bool(unsigned != 0),
        b'c' => bytes::new(vm, item.to_vec()),
        b'f' => float::new(vm, f64::from(f32::from_bits(unsigned as u32))),
        b'd' => float::new(vm, f64::from_bits(unsigned)),
        b'e' => float::new(vm, from_half(unsigned as u16)),
        _ => int::from_u64(vm, unsigned),
    }
}

/// The bytes of an item, as many as the format has of the eight. TypeError "memoryview: invalid type for format 'B'",
/// ValueError "memoryview: invalid value for format 'B'".
pub fn pack(vm: &mut Vm, format: Format, value: &Value) -> PyResult<[u8; 8]> {
    check_supported(vm, format)?;
    let bits = match format.code {
        b'?' => u64::from(protocol::is_true(vm, value)?),
        b'c' => match value.cast::<Bytes>().map(|bytes| &bytes.data[..]) {
            Some([byte]) => u64::from(*byte),
            Some(_) => return Err(invalid_value(vm, format)),
            None => return Err(invalid_type(vm, format)),
        },
        b'f' | b'd' | b'e' => {
            let number = real(vm, format, value)?;
            match format.code {
                b'f' => u64::from((number as f32).to_bits()),
                b'd' => number.to_bits(),
                _ => match to_half(number) {
                    Some(half) => u64::from(half),
                    None => return Err(invalid_value(vm, format)),
                },
            }
        }
        _ => integer(vm, format, value)?,
    };
    Ok(bits.to_ne_bytes())
}

fn integer(vm: &mut Vm, format: Format, value: &Value) -> PyResult<u64> {
    if !number::has_index(vm, value) {
        return Err(invalid_type(vm, format));
    }
    let number = number::index(vm, value).map_err(|raised| told_of_item(vm, format, raised))?;
    let number = int::number(&number);
    let number: Option<i128> = match number.to_i64() {
        Some(small) => Some(small.into()),
        None => BigInt::try_into(number.to_big()).ok(),
    };
    let bits = 8 * format.size() as u32;
    let range = match format.code {
        b'P' => -(1 << 63)..1 << 64,
        b'b' | b'h' | b'i' | b'l' | b'q' | b'n' => -(1_i128 << (bits - 1))..1 << (bits - 1),
        _ => 0..1 << bits,
    };
    match number.filter(|number| range.contains(number)) {
        Some(number) => Ok(number as u64),
        None => Err(invalid_value(vm, format)),
    }
}

fn real(vm: &mut Vm, format: Format, value: &Value) -> PyResult<f64> {
    if let Some(number) = int::Number::of(value) {
        return number.to_f64().map_err(|_| invalid_value(vm, format));
    }
    match number::as_f64_optional(vm, value) {
        Ok(Some(number)) => Ok(number),
        Ok(None) => Err(invalid_type(vm, format)),
        Err(raised) => Err(told_of_item(vm, format, raised)),
    }
}

/// What an item's own conversion raises: errors of type and value are told as the view's.
#[cold]
fn told_of_item(vm: &mut Vm, format: Format, raised: Raised) -> Raised {
    if vm.raised_is(&raised, |types| &types.type_error) {
        drop(vm.take_raised(raised));
        return invalid_type(vm, format);
    }
    if vm.raised_is(&raised, |types| &types.overflow_error) || vm.raised_is(&raised, |types| &types.value_error) {
        drop(vm.take_raised(raised));
        return invalid_value(vm, format);
    }
    raised
}

#[cold]
fn invalid_type(vm: &mut Vm, format: Format) -> Raised {
    vm.type_error(format!("memoryview: invalid type for format '{}'", char::from(format.code)))
}

#[cold]
fn invalid_value(vm: &mut Vm, format: Format) -> Raised {
    vm.value_error(format!("memoryview: invalid value for format '{}'", char::from(format.code)))
}
