//! Bytes to text.

use std::borrow::Cow;

use super::handlers::Errors;
use super::{Codec, Order, refuse};
use crate::object::{Py, Str, Value};
use crate::text::codec_fault::{Ending, Fault};
use crate::text::punycode::{self, BadPunycode, Handling};
use crate::text::room::{Room, copied, with_room};
use crate::text::{escape, utf7, wtf8};
use crate::types::bytes;
use crate::vm::{PyResult, Vm};

/// What has been decoded.
pub struct Decoded {
    /// The text, in WTF-8.
    pub text: Vec<u8>,
    /// Of how many bytes.
    pub consumed: usize,
}

/// Decodes `data`, the bytes of `object`, from one of our own encodings. If more data may come, what is cut off at the
/// end is not consumed.
pub fn decode_with(
    vm: &mut Vm,
    codec: Codec,
    object: &Value,
    data: &[u8],
    errors: Option<&str>,
    ending: Ending,
) -> PyResult<Decoded> {
    if matches!(codec, Codec::Punycode) {
        let text = copied(from_punycode(vm, object, data, errors)?.as_bytes());
        return Ok(Decoded { text, consumed: data.len() });
    }
    if matches!(codec, Codec::Utf8Sig) {
        // Positions in errors count from behind the mark.
        let rest = data.strip_prefix(b"\xef\xbb\xbf").unwrap_or(data);
        let object = bytes::new(vm, rest);
        let decoded = decode_with(vm, Codec::Utf8, &object, rest, errors, ending)?;
        return Ok(Decoded { consumed: decoded.consumed + data.len() - rest.len(), ..decoded });
    }
    let (codec, skip) = settle(codec, data);
    let (mut data, mut errors) = (Cow::Borrowed(data), Errors::new(errors));
    let mut out = with_room(data.len());
    let mut at = skip;
    let mut invalid = None;
    let mut consumed = None;
    while let Some(fault) = advance(codec, &data, at, &mut out, &mut invalid, ending) {
        if fault.is_open && ending == Ending::Open {
            consumed = Some(fault.start);
            break;
        }
        let (text, next) = errors.decode(vm, (codec.name(), Some(codec)), object, &mut data, &fault)?;
        out.put_all(&text);
        at = next;
    }
    if let Some(invalid) = invalid {
        let category = vm.types.deprecation_warning.clone();
        let text = format!("{invalid}Such sequences will not work in the future. ");
        (vm.hooks.warn)(vm, &category, &text)?;
    }
    Ok(Decoded { text: out, consumed: consumed.unwrap_or(data.len()) })
}

/// Punycode, which has handlers of its own. UnicodeError "Unsupported error handling: x".
fn from_punycode(vm: &mut Vm, object: &Value, data: &[u8], errors: Option<&str>) -> PyResult<Py<Str>> {
    let handling = match errors.unwrap_or("strict") {
        "strict" => Handling::Strict,
        "replace" => Handling::Replace,
        "ignore" => Handling::Ignore,
        other => {
            let text = format!("Unsupported error handling: {other}");
            return Err(vm.raise_message(|types| &types.unicode_error, &text));
        }
    };
    match punycode::decode(data, handling) {
        Ok(codes) => {
            let mut out = with_room(data.len());
            for code in codes {
                wtf8::push(&mut out, code);
            }
            Ok(vm.new_str_bytes(&out))
        }
        Err(BadPunycode { codec, start, reason }) => {
            let object = if vm.is_exactly(object, &vm.types.bytes) { object.clone() } else { bytes::new(vm, data) };
            Err(refuse(vm, |types| &types.unicode_decode_error, codec, object, (start, start + 1), &reason))
        }
    }
}

/// Reads the byte order mark: the encoding without it, and how many bytes it takes.
pub(super) fn settle(codec: Codec, data: &[u8]) -> (Codec, usize) {
    let native = if cfg!(target_endian = "big") { Order::Big } else { Order::Little };
    match codec {
        Codec::Utf16(Order::Marked) => match data {
            [0xff, 0xfe, ..] => (Codec::Utf16(Order::Little), 2),
            [0xfe, 0xff, ..] => (Codec::Utf16(Order::Big), 2),
            _ => (Codec::Utf16(native), 0),
        },
        Codec::Utf32(Order::Marked) => match data {
            [0xff, 0xfe, 0, 0, ..] => (Codec::Utf32(Order::Little), 4),
            [0, 0, 0xfe, 0xff, ..] => (Codec::Utf32(Order::Big), 4),
            _ => (Codec::Utf32(native), 0),
        },
        other => (other, 0),
    }
}

/// Decodes from `at` up to the next fault; `None` when the end is reached. `invalid` becomes what is to be said of the
/// first escape that means nothing.
fn advance(
    codec: Codec,
    data: &[u8],
    at: usize,
    out: &mut Vec<u8>,
    invalid: &mut Option<String>,
    ending: Ending,
) -> Option<Fault> {
    let rest = data.get(at..)?;
    match codec {
        Codec::Utf8 | Codec::Utf8Sig => utf8(rest, at, out),
        Codec::Ascii => {
            let end = rest.iter().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
            out.put_all(&rest[..end]);
            let fault = Fault::new(at + end, at + end + 1, "ordinal not in range(128)");
            (end < rest.len()).then_some(fault)
        }
        Codec::Latin1 => {
            for &byte in rest {
                wtf8::push(out, u32::from(byte));
            }
            None
        }
        Codec::Charmap(map) => {
            let table = map.table();
            for (index, &byte) in rest.iter().enumerate() {
                let Some(character) = table[usize::from(byte)] else {
                    let (start, end) = (at + index, at + index + 1);
                    return Some(Fault::new(start, end, "character maps to <undefined>"));
                };
                wtf8::push(out, u32::from(character));
            }
            None
        }
        // Not decoded piece by piece.
        Codec::Punycode => None,
        Codec::Escape(escapes) => escape::decode(escapes, rest, at, out, invalid, ending),
        Codec::Utf7 => utf7::decode(rest, at, out, ending),
        Codec::Utf16(order) => utf16(rest, at, order, out),
        Codec::Utf32(order) => utf32(rest, at, order, out),
    }
}

fn utf8(rest: &[u8], at: usize, out: &mut Vec<u8>) -> Option<Fault> {
    let Err(error) = std::str::from_utf8(rest) else {
        out.put_all(rest);
        return None;
    };
    let valid = error.valid_up_to();
    out.put_all(&rest[..valid]);
    let (length, reason) = match error.error_len() {
        None => (rest.len() - valid, "unexpected end of data"),
        Some(_) if matches!(rest[valid], 0x80..0xc2 | 0xf5..) => (1, "invalid start byte"),
        Some(length) => (length, "invalid continuation byte"),
    };
    // Two bytes of three of a surrogate: a handler may want it.
    let is_open = error.error_len().is_none() || matches!(rest[valid..], [0xed, 0xa0..=0xbf]);
    Some(Fault { start: at + valid, end: at + valid + length, reason, is_open })
}

fn utf16(rest: &[u8], at: usize, order: Order, out: &mut Vec<u8>) -> Option<Fault> {
    let unit = |index: usize| {
        let pair = rest.get(index..index + 2)?;
        let pair = [pair[0], pair[1]];
        Some(u32::from(if order == Order::Big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }))
    };
    let mut index = 0;
    while index < rest.len() {
        let start = at + index;
        let Some(first) = unit(index) else {
            return Some(Fault::cut_off(start, at + rest.len(), "truncated data"));
        };
        match first {
            0xd800..0xdc00 => match unit(index + 2) {
                Some(second @ 0xdc00..0xe000) => {
                    wtf8::push(out, 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00));
                    index += 2;
                }
                Some(_) => return Some(Fault::new(start, start + 2, "illegal UTF-16 surrogate")),
                None => {
                    return Some(Fault::cut_off(start, at + rest.len(), "unexpected end of data"));
                }
            },
            0xdc00..0xe000 => return Some(Fault::new(start, start + 2, "illegal encoding")),
            code => wtf8::push(out, code),
        }
        index += 2;
    }
    None
}

fn utf32(rest: &[u8], at: usize, order: Order, out: &mut Vec<u8>) -> Option<Fault> {
    for (number, unit) in rest.chunks(4).enumerate() {
        let (start, end) = (at + number * 4, at + number * 4 + unit.len());
        let &[a, b, c, d] = unit else { return Some(Fault::cut_off(start, end, "truncated data")) };
        let unit = [a, b, c, d];
        let code = if order == Order::Big { u32::from_be_bytes(unit) } else { u32::from_le_bytes(unit) };
        match code {
            0xd800..0xe000 => {
                let reason = "code point in surrogate code point range(0xd800, 0xe000)";
                return Some(Fault::new(start, end, reason));
            }
            0x11_0000.. => return Some(Fault::new(start, end, "code point not in range(0x110000)")),
            _ => wtf8::push(out, code),
        }
    }
    None
}
