//! Text to bytes.

use super::{Codec, Handler, Order, find, handler, refuse};
use crate::object::{Py, Str};
use crate::text::wtf8;
use crate::vm::{PyResult, Vm};

/// `text.encode(encoding, errors)`.
pub fn encode(vm: &mut Vm, text: &Py<Str>, encoding: Option<&str>, errors: Option<&str>) -> PyResult<Vec<u8>> {
    let codec = find(vm, encoding)?;
    let data = text.as_bytes();
    let plain = match codec {
        Codec::Utf8 => text.is_ascii() || !wtf8::has_surrogates(data),
        Codec::Ascii | Codec::Latin1 => text.is_ascii(),
        _ => false,
    };
    if plain {
        return Ok(data.to_vec());
    }
    let codes: Vec<u32> = wtf8::code_points(data).collect();
    let mut out = Vec::with_capacity(data.len() * codec.unit());
    match codec {
        Codec::Utf8Sig => out.extend_from_slice(b"\xef\xbb\xbf"),
        Codec::Utf16(Order::Marked) | Codec::Utf32(Order::Marked) => put(&mut out, codec, 0xfeff),
        _ => {}
    }
    let mut at = 0;
    while let Some(&code) = codes.get(at) {
        if fits(codec, code) {
            put(&mut out, codec, code);
            at += 1;
            continue;
        }
        let run = match codec.unit() {
            1 => codes[at..].iter().take_while(|&&code| !fits(codec, code)).count(),
            _ => 1,
        };
        replace(vm, &mut out, codec, text, (at, &codes[at..at + run]), errors)?;
        at += run;
    }
    Ok(out)
}

fn is_surrogate(code: u32) -> bool {
    (0xd800..0xe000).contains(&code)
}

fn fits(codec: Codec, code: u32) -> bool {
    match codec {
        Codec::Ascii => code < 0x80,
        Codec::Latin1 => code < 0x100,
        _ => !is_surrogate(code),
    }
}

fn put(out: &mut Vec<u8>, codec: Codec, code: u32) {
    let mut unit16 = |unit: u16, order: Order| match order {
        Order::Big => out.extend(unit.to_be_bytes()),
        Order::Little => out.extend(unit.to_le_bytes()),
        Order::Marked => out.extend(unit.to_ne_bytes()),
    };
    match codec {
        Codec::Utf8 | Codec::Utf8Sig => wtf8::push(out, code),
        Codec::Ascii | Codec::Latin1 => out.push(code as u8),
        Codec::Utf16(order) if code < 0x1_0000 => unit16(code as u16, order),
        Codec::Utf16(order) => {
            unit16(0xd800 + ((code - 0x1_0000) >> 10) as u16, order);
            unit16(0xdc00 + ((code - 0x1_0000) & 0x3ff) as u16, order);
        }
        Codec::Utf32(Order::Big) => out.extend(code.to_be_bytes()),
        Codec::Utf32(Order::Little) => out.extend(code.to_le_bytes()),
        Codec::Utf32(Order::Marked) => out.extend(code.to_ne_bytes()),
    }
}

/// Writes what the handler puts in the place of characters that cannot be encoded.
fn replace(
    vm: &mut Vm,
    out: &mut Vec<u8>,
    codec: Codec,
    text: &Py<Str>,
    (start, codes): (usize, &[u32]),
    errors: Option<&str>,
) -> PyResult<()> {
    let text_of = |out: &mut Vec<u8>, text: String| {
        for byte in text.bytes() {
            put(out, codec, u32::from(byte));
        }
    };
    let mut done = 0;
    match handler(vm, errors)? {
        Handler::Strict => {}
        Handler::Ignore => done = codes.len(),
        Handler::Replace => {
            for _ in codes {
                put(out, codec, u32::from(b'?'));
            }
            done = codes.len();
        }
        Handler::BackslashReplace => {
            for &code in codes {
                let escape = match code {
                    0..0x100 => format!("\\x{code:02x}"),
                    0x100..0x1_0000 => format!("\\u{code:04x}"),
                    _ => format!("\\U{code:08x}"),
                };
                text_of(out, escape);
            }
            done = codes.len();
        }
        Handler::XmlCharRefReplace => {
            for code in codes {
                text_of(out, format!("&#{code};"));
            }
            done = codes.len();
        }
        Handler::SurrogateEscape if codec.unit() == 1 => {
            while let Some(&code @ 0xdc80..0xdd00) = codes.get(done) {
                out.push((code - 0xdc00) as u8);
                done += 1;
            }
        }
        Handler::SurrogatePass if !matches!(codec, Codec::Ascii | Codec::Latin1) => {
            for &code in codes {
                put(out, codec, code);
            }
            done = codes.len();
        }
        Handler::SurrogateEscape | Handler::SurrogatePass => {}
    }
    if done == codes.len() {
        return Ok(());
    }
    let reason = match codec {
        Codec::Ascii => "ordinal not in range(128)",
        Codec::Latin1 => "ordinal not in range(256)",
        _ => "surrogates not allowed",
    };
    let range = (start + done, start + codes.len());
    Err(refuse(vm, |types| &types.unicode_encode_error, codec.name(), text.to_value(), range, reason))
}
