//! Items as objects and back.

use crate::object::{Str, Value};
use crate::protocol::number;
use crate::text::wtf8;
use crate::types::array::Array;
use crate::types::int::{self, Number};
use crate::types::memoryview::format::Format;
use crate::types::memoryview::item;
use crate::vm::{PyResult, Raised, Vm};

/// The typecodes.
pub const CODES: &[u8] = b"bBuwhHiIlLqQfd";

/// Whether items are characters.
pub fn is_text(code: u8) -> bool {
    matches!(code, b'u' | b'w')
}

/// How many items an array has.
pub fn count(vm: &Vm, array: &Array) -> usize {
    array.data.get(&vm.heap).len() / array.item_size()
}

/// The object of an item; none behind the last.
pub fn get(vm: &mut Vm, array: &Array, index: usize) -> PyResult<Option<Value>> {
    let size = array.item_size();
    let mut bytes = [0; 8];
    match array.data.get(&vm.heap).get(index * size..(index + 1) * size) {
        Some(item) => bytes[..size].copy_from_slice(item),
        None => return Ok(None),
    }
    unpack(vm, array.code, &bytes[..size]).map(Some)
}

/// The object that bytes stand for. ValueError "chr() arg not in range(0x110000)".
pub fn unpack(vm: &mut Vm, code: u8, bytes: &[u8]) -> PyResult {
    let Ok(character) = <[u8; 4]>::try_from(bytes).map(u32::from_ne_bytes) else {
        return Ok(item::unpack(vm, Format::of_array(code), bytes));
    };
    if !is_text(code) {
        return Ok(item::unpack(vm, Format::of_array(code), bytes));
    }
    if character > 0x10_ffff {
        return Err(vm.value_error("chr() arg not in range(0x110000)"));
    }
    let mut buffer = [0; 4];
    let text = wtf8::encode(character, &mut buffer).to_vec();
    Ok(vm.new_str_bytes(&text).into_value())
}

/// The bytes of a value, as many as an item has of the eight.
pub fn pack(vm: &mut Vm, code: u8, value: &Value) -> PyResult<[u8; 8]> {
    let bits = match code {
        b'u' | b'w' => u64::from(character(vm, value)?),
        b'f' => u64::from((number::as_f64(vm, value)? as f32).to_bits()),
        b'd' => number::as_f64(vm, value)?.to_bits(),
        _ => integer(vm, code, value)?,
    };
    Ok(bits.to_ne_bytes())
}

/// TypeError "array item must be a unicode character, not int".
fn character(vm: &mut Vm, value: &Value) -> PyResult<u32> {
    let Some(text) = value.cast::<Str>() else {
        let name = vm.class_name(value);
        return Err(vm.type_error(format!("array item must be a unicode character, not {name}")));
    };
    match wtf8::decode_first(text.as_bytes()) {
        Some((code, size)) if size == text.as_bytes().len() => Ok(code),
        _ => {
            let length = text.len();
            Err(vm.type_error(format!("array item must be a unicode character, not a string of length {length}")))
        }
    }
}

/// An integer in the range of the typecode. CPython reads small ones as a larger C type first, whose range is told of.
fn integer(vm: &mut Vm, code: u8, value: &Value) -> PyResult<u64> {
    let index = number::index(vm, value)?;
    let number = int::number(&index);
    let refused = |vm: &mut Vm, message: &str| -> Raised { vm.overflow_error(message) };
    let ranges: &[(i64, i64, &str)] = match code {
        b'b' => &[(-0x8000, 0x7fff, "signed short integer"), (-0x80, 0x7f, "signed char")],
        b'B' => &[(0, 0xff, "unsigned byte integer")],
        b'h' => &[(-0x8000, 0x7fff, "signed short integer")],
        b'H' => &[(-0x8000_0000, 0x7fff_ffff, "signed integer"), (0, 0xffff, "unsigned short")],
        b'i' => &[(-0x8000_0000, 0x7fff_ffff, "signed integer")],
        b'l' | b'q' => &[],
        _ => return unsigned(vm, code, number),
    };
    let Some(word) = number.to_i64() else {
        let message = if code == b'q' { "int too big to convert" } else { "Python int too large to convert to C long" };
        return Err(refused(vm, message));
    };
    for &(low, high, name) in ranges {
        if word < low {
            return Err(refused(vm, &format!("{name} is less than minimum")));
        }
        if word > high {
            return Err(refused(vm, &format!("{name} is greater than maximum")));
        }
    }
    Ok(word.cast_unsigned())
}

fn unsigned(vm: &mut Vm, code: u8, number: Number<'_>) -> PyResult<u64> {
    if number.is_negative() {
        let kind = if code == b'Q' { "int" } else { "value" };
        return Err(vm.overflow_error(format!(
            "can't convert negative {kind} to unsigned{}",
            if code == b'Q' { "" } else { " int" }
        )));
    }
    match u64::try_from(number.to_big()) {
        Ok(word) if code != b'I' || u32::try_from(word).is_ok() => Ok(word),
        Ok(_) => Err(vm.overflow_error("unsigned int is greater than maximum")),
        Err(_) if code == b'Q' => Err(vm.overflow_error("int too big to convert")),
        Err(_) => Err(vm.overflow_error("Python int too large to convert to C unsigned long")),
    }
}
