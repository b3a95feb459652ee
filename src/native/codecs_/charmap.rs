//! `charmap_encode` and `charmap_decode`: code pages given by a mapping.

use std::borrow::Cow;

use super::encoding_map::{EncodingMap, UNDEFINED};
use super::{data_arguments, encode_with, errors_argument, pair, shown};
use crate::object::{Str, Value};
use crate::protocol::subscript;
use crate::text::codec_fault::{Ending, Fault};
use crate::text::room::{Room, gathered, with_room};
use crate::text::wtf8;
use crate::types::bytes::{self, Bytes};
use crate::types::codec::handlers::{Errors, Replacement, Spot};
use crate::types::codec::{self, Codec};
use crate::types::int::Number;
use crate::vm::{PyResult, Vm};

const UNMAPPED: &str = "character maps to <undefined>";

/// `charmap_decode(data, errors, mapping)`: a str with a character for each byte, or anything that gives by number a
/// character's number, text, or None. TypeErrors "character mapping must be in range(0x110000)", "character mapping must
/// return integer, None or str".
pub(super) fn decode(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let (data, errors) = data_arguments(vm, "charmap_decode", values)?;
    let Some(mapping) = values.get(2).filter(|mapping| !mapping.is_none()) else {
        let decoded = codec::decode_with(vm, Codec::Latin1, &values[0], &data, errors.as_deref(), Ending::Final)?;
        let text = vm.new_str_bytes(&decoded.text).into_value();
        return Ok(pair(vm, text, decoded.consumed));
    };
    let table = mapping.cast::<Str>().map(|table| wtf8::code_points(table.as_bytes()).collect::<Vec<u32>>());
    let (length, mut errors) = (data.len(), Errors::new(errors.as_deref()));
    let mut data: Cow<'_, [u8]> = Cow::Owned(data);
    let (mut out, mut at) = (with_room(length), 0);
    while let Some(&byte) = data.get(at) {
        let is_mapped = match &table {
            Some(table) => match table.get(usize::from(byte)) {
                Some(&code) if code != UNDEFINED => {
                    wtf8::push(&mut out, code);
                    true
                }
                _ => false,
            },
            None => push_mapped(vm, mapping, byte, &mut out)?,
        };
        if is_mapped {
            at += 1;
            continue;
        }
        let fault = Fault::new(at, at + 1, UNMAPPED);
        let (text, next) = errors.decode(vm, ("charmap", None), &values[0], &mut data, &fault)?;
        out.put_all(&text);
        at = next;
    }
    let text = vm.new_str_bytes(&out).into_value();
    Ok(pair(vm, text, length))
}

/// `mapping[key]`, `None` where the lookup fails or gives None.
fn look_up(vm: &mut Vm, mapping: &Value, key: usize) -> PyResult<Option<Value>> {
    let found = subscript::get(vm, mapping, &Value::index(key));
    let found = vm.catch(found, |types| &types.lookup_error)?;
    Ok(found.filter(|found| !found.is_none()))
}

fn push_mapped(vm: &mut Vm, mapping: &Value, byte: u8, out: &mut Vec<u8>) -> PyResult<bool> {
    let Some(found) = look_up(vm, mapping, usize::from(byte))? else { return Ok(false) };
    if let Some(number) = Number::of(&found) {
        return match number.to_i64() {
            Some(code) if code == i64::from(UNDEFINED) => Ok(false),
            Some(code @ 0..0x11_0000) => {
                wtf8::push(out, code as u32);
                Ok(true)
            }
            _ => Err(vm.type_error("character mapping must be in range(0x110000)")),
        };
    }
    let Some(text) = found.cast::<Str>() else {
        return Err(vm.type_error("character mapping must return integer, None or str"));
    };
    if text.as_bytes() == "\u{fffe}".as_bytes() {
        return Ok(false);
    }
    out.put_all(text.as_bytes());
    Ok(true)
}

/// `charmap_encode(text, errors, mapping)`: an `EncodingMap`, or anything that gives by a character's number a byte's
/// number, bytes, or None. TypeErrors "character mapping must be in range(256)", "character mapping must return integer,
/// bytes or None, not str".
pub(super) fn encode(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let Some(mapping) = values.get(2).filter(|mapping| !mapping.is_none()) else {
        return encode_with(vm, "charmap_encode", Codec::Latin1, &values[..values.len().min(2)]);
    };
    let Some(text) = values[0].cast::<Str>() else {
        let class = shown(vm, &values[0]);
        return Err(vm.type_error(format!("charmap_encode() argument 1 must be str, not {class}")));
    };
    let errors = errors_argument(vm, "charmap_encode", values.get(1))?;
    let mut errors = Errors::new(errors.as_deref());
    let codes: Vec<u32> = gathered(wtf8::code_points(text.as_bytes()));
    let (mut out, mut at) = (with_room(codes.len()), 0);
    while at < codes.len() {
        if put(vm, mapping, codes[at], &mut out)? {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < codes.len() && !put(vm, mapping, codes[end], &mut Vec::new())? {
            end += 1;
        }
        let spot = Spot { codec: "charmap", kind: None, text, codes: &codes, start: at, end, reason: UNMAPPED };
        let (replacement, next) = errors.encode(vm, &spot)?;
        match replacement {
            Replacement::Bytes(bytes) => out.put_all(&bytes),
            Replacement::Text(replacement) => {
                for code in wtf8::code_points(&replacement) {
                    if !put(vm, mapping, code, &mut out)? {
                        return Err(spot.refuse(vm, at));
                    }
                }
            }
        }
        at = next;
    }
    let data = bytes::new(vm, out);
    Ok(pair(vm, data, text.len()))
}

/// Writes a character, if the mapping has it.
fn put(vm: &mut Vm, mapping: &Value, code: u32, out: &mut Vec<u8>) -> PyResult<bool> {
    if let Some(map) = mapping.cast::<EncodingMap>() {
        let byte = map.byte(code);
        out.put_each(byte);
        return Ok(byte.is_some());
    }
    let Some(found) = look_up(vm, mapping, code as usize)? else { return Ok(false) };
    if let Some(number) = Number::of(&found) {
        let Some(byte) = number.to_i64().and_then(|byte| u8::try_from(byte).ok()) else {
            return Err(vm.type_error("character mapping must be in range(256)"));
        };
        out.put(byte);
        return Ok(true);
    }
    let Some(data) = found.cast::<Bytes>() else {
        let class = vm.class_name(&found);
        let text = format!("character mapping must return integer, bytes or None, not {class}");
        return Err(vm.type_error(text));
    };
    out.put_all(&data.data);
    Ok(true)
}
