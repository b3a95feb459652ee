//! Text to bytes.

use super::handlers::{Errors, Replacement, Spot};
use super::{Codec, Order};
use crate::object::{Py, Str};
use crate::text::room::{Room, copied, gathered, with_room};
use crate::text::{escape, punycode, utf7, wtf8};
use crate::vm::{PyResult, Vm};

/// `text` in one of our own encodings.
pub fn encode_with(vm: &mut Vm, codec: Codec, text: &Py<Str>, errors: Option<&str>) -> PyResult<Vec<u8>> {
    let data = text.as_bytes();
    let plain = match codec {
        Codec::Utf8 => text.is_ascii() || !wtf8::has_surrogates(data),
        Codec::Ascii | Codec::Latin1 => text.is_ascii(),
        Codec::Utf7 => return Ok(utf7::encode(wtf8::code_points(data))),
        Codec::Punycode => return Ok(punycode::encode(&gathered(wtf8::code_points(data)))),
        _ => false,
    };
    if plain {
        return Ok(copied(data));
    }
    let target = &Target { codec, table: if let Codec::Charmap(map) = codec { map.table() } else { Vec::new() } };
    let codes: Vec<u32> = gathered(wtf8::code_points(data));
    let mut errors = Errors::new(errors);
    let mut out = with_room(data.len() * codec.unit());
    match codec {
        Codec::Utf8Sig => out.put_all(b"\xef\xbb\xbf"),
        Codec::Utf16(Order::Marked) | Codec::Utf32(Order::Marked) => put(&mut out, codec, 0xfeff),
        _ => {}
    }
    let mut at = 0;
    while let Some(&code) = codes.get(at) {
        if target.put(&mut out, code) {
            at += 1;
            continue;
        }
        let run = match codec.unit() {
            1 => codes[at..].iter().take_while(|&&code| !target.fits(code)).count(),
            _ => 1,
        };
        let reason = match codec {
            Codec::Ascii => "ordinal not in range(128)",
            Codec::Latin1 => "ordinal not in range(256)",
            Codec::Charmap(_) => "character maps to <undefined>",
            _ => "surrogates not allowed",
        };
        let kind = if matches!(codec, Codec::Utf8Sig) { Codec::Utf8 } else { codec };
        let name = codec.name();
        let spot = Spot { codec: name, kind: Some(kind), text, codes: &codes, start: at, end: at + run, reason };
        let (replacement, next) = errors.encode(vm, &spot)?;
        let has_room = match replacement {
            Replacement::Bytes(bytes) => {
                let is_whole = bytes.len().is_multiple_of(codec.unit());
                out.put_all(&bytes);
                is_whole
            }
            Replacement::Text(text) => {
                let only_ascii = matches!(codec, Codec::Utf8 | Codec::Utf8Sig | Codec::Utf16(_) | Codec::Utf32(_));
                (!only_ascii || text.is_ascii()) && wtf8::code_points(&text).all(|code| target.put(&mut out, code))
            }
        };
        if !has_room {
            return Err(spot.refuse(vm, at));
        }
        at = next;
    }
    Ok(out)
}

fn is_surrogate(code: u32) -> bool {
    (0xd800..0xe000).contains(&code)
}

/// What is encoded to; a code page with its characters.
struct Target {
    codec: Codec,
    table: Vec<Option<char>>,
}

impl Target {
    fn fits(&self, code: u32) -> bool {
        match self.codec {
            Codec::Ascii => code < 0x80,
            Codec::Latin1 => code < 0x100,
            Codec::Escape(_) => true,
            Codec::Charmap(_) => self.byte(code).is_some(),
            _ => !is_surrogate(code),
        }
    }

    fn byte(&self, code: u32) -> Option<u8> {
        let character = char::from_u32(code)?;
        self.table.iter().rposition(|&known| known == Some(character)).map(|byte| byte as u8)
    }

    /// Writes a character, if the encoding has it.
    fn put(&self, out: &mut Vec<u8>, code: u32) -> bool {
        if let Codec::Charmap(_) = self.codec {
            let byte = self.byte(code);
            out.put_each(byte);
            return byte.is_some();
        }
        let fits = self.fits(code);
        if fits {
            put(out, self.codec, code);
        }
        fits
    }
}

/// Writes a character or surrogate of an encoding that is no code page.
pub(super) fn put(out: &mut Vec<u8>, codec: Codec, code: u32) {
    let mut unit16 = |unit: u16, order: Order| match order {
        Order::Big => out.put_each(unit.to_be_bytes()),
        Order::Little => out.put_each(unit.to_le_bytes()),
        Order::Marked => out.put_each(unit.to_ne_bytes()),
    };
    match codec {
        Codec::Utf8 | Codec::Utf8Sig | Codec::Utf7 | Codec::Punycode => wtf8::push(out, code),
        Codec::Ascii | Codec::Latin1 | Codec::Charmap(_) => out.put(code as u8),
        Codec::Escape(escapes) => escape::put(out, escapes, code),
        Codec::Utf16(order) if code < 0x1_0000 => unit16(code as u16, order),
        Codec::Utf16(order) => {
            unit16(0xd800 + ((code - 0x1_0000) >> 10) as u16, order);
            unit16(0xdc00 + ((code - 0x1_0000) & 0x3ff) as u16, order);
        }
        Codec::Utf32(Order::Big) => out.put_each(code.to_be_bytes()),
        Codec::Utf32(Order::Little) => out.put_each(code.to_le_bytes()),
        Codec::Utf32(Order::Marked) => out.put_each(code.to_ne_bytes()),
    }
}
