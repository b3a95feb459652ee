//! The items of a view as Python objects.

use num_bigint::BigInt;

use super::format::Format;
use crate::object::Value;
use crate::protocol::{self, number};
use crate::types::bytes::{self, Bytes};
use crate::types::{float, int};
use crate::vm::{PyResult, Raised, Vm};

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

/// The number that a float of 16 bits stands for: sign, 5 bits of exponent, 10 of fraction.
fn from_half(bits: u16) -> f64 {
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f64::from(bits & 1023));
    let magnitude = match exponent {
        0 => fraction * 2_f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + fraction) * 2_f64.powi(exponent - 25),
    };
    if bits >> 15 == 0 { magnitude } else { -magnitude }
}

/// The nearest float of 16 bits, the even one of two; none if the number is too large.
fn to_half(number: f64) -> Option<u16> {
    let sign = u16::from(number.is_sign_negative()) << 15;
    let magnitude = number.abs();
    if number.is_nan() {
        return Some(sign | 0x7e00);
    }
    if magnitude.is_infinite() {
        return Some(sign | 0x7c00);
    }
    // The distance between neighbours, down to the smallest there is.
    let exponent = if magnitude < 2_f64.powi(-14) { -14 } else { magnitude.log2().floor() as i32 };
    let steps = (magnitude / 2_f64.powi(exponent - 10)).round_ties_even();
    // One step beyond the largest fraction is the first of the next exponent: the numbers run on.
    let bits = if exponent == -14 { steps as u32 } else { ((exponent + 15) as u32 - 1) * 1024 + steps as u32 };
    (bits < 0x7c00).then_some(sign | bits as u16)
}

#[cfg(test)]
mod tests {
    use super::{from_half, to_half};

    #[test]
    fn halves() {
        for bits in (0..=u16::MAX).filter(|bits| bits >> 10 & 31 != 31) {
            assert_eq!(to_half(from_half(bits)), Some(bits), "{bits:#x}");
        }
        assert_eq!(to_half(65519.9), Some(0x7bff));
        assert_eq!(to_half(65520.0), None);
        assert_eq!(to_half(f64::INFINITY), Some(0x7c00));
        assert_eq!(to_half(-1e-10), Some(0x8000));
        assert_eq!(to_half(0.1), Some(0x2e66));
    }
}
