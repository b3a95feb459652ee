//! Text to bytes.

use super::{Codec, Handler, Order, find, handler, refuse};
use crate::object::{Py, Str};
use crate::text::{character_names, escape, punycode, utf7, wtf8};
use crate::vm::{PyResult, Vm};

/// `text.encode(encoding, errors)`.
pub fn encode(vm: &mut Vm, text: &Py<Str>, encoding: Option<&str>, errors: Option<&str>) -> PyResult<Vec<u8>> {
    let codec = find(vm, encoding)?;
    let data = text.as_bytes();
    let plain = match codec {
        Codec::Utf8 => text.is_ascii() || !wtf8::has_surrogates(data),
        Codec::Ascii | Codec::Latin1 => text.is_ascii(),
        Codec::Utf7 => return Ok(utf7::encode(wtf8::code_points(data))),
        Codec::Punycode => return Ok(punycode::encode(&wtf8::code_points(data).collect::<Vec<u32>>())),
        _ => false,
    };
    if plain {
        return Ok(data.to_vec());
    }
    let target = &Target { codec, table: if let Codec::Charmap(map) = codec { map.table() } else { Vec::new() } };
    let codes: Vec<u32> = wtf8::code_points(data).collect();
    let mut out = Vec::with_capacity(data.len() * codec.unit());
    match codec {
        Codec::Utf8Sig => out.extend_from_slice(b"\xef\xbb\xbf"),
        Codec::Utf16(Order::Marked) | Codec::Utf32(Order::Marked) => target.put(&mut out, 0xfeff),
        _ => {}
    }
    let mut at = 0;
    while let Some(&code) = codes.get(at) {
        if target.fits(code) {
            target.put(&mut out, code);
            at += 1;
            continue;
        }
        let run = match codec.unit() {
            1 => codes[at..].iter().take_while(|&&code| !target.fits(code)).count(),
            _ => 1,
        };
        replace(vm, &mut out, target, text, (at, &codes[at..at + run]), errors)?;
        at += run;
    }
    Ok(out)
}

fn backslash(code: u32) -> String {
    match code {
        0..0x100 => format!("\\x{code:02x}"),
        0x100..0x1_0000 => format!("\\u{code:04x}"),
        _ => format!("\\U{code:08x}"),
    }
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

    fn put(&self, out: &mut Vec<u8>, code: u32) {
        let mut unit16 = |unit: u16, order: Order| match order {
            Order::Big => out.extend(unit.to_be_bytes()),
            Order::Little => out.extend(unit.to_le_bytes()),
            Order::Marked => out.extend(unit.to_ne_bytes()),
        };
        match self.codec {
            Codec::Utf8 | Codec::Utf8Sig | Codec::Utf7 | Codec::Punycode => wtf8::push(out, code),
            Codec::Ascii | Codec::Latin1 => out.push(code as u8),
            Codec::Charmap(_) => out.extend(self.byte(code)),
            Codec::Escape(escapes) => escape::put(out, escapes, code),
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
}

/// Writes what the handler puts in the place of characters that cannot be encoded.
fn replace(
    vm: &mut Vm,
    out: &mut Vec<u8>,
    target: &Target,
    text: &Py<Str>,
    (start, codes): (usize, &[u32]),
    errors: Option<&str>,
) -> PyResult<()> {
    let codec = target.codec;
    let text_of = |out: &mut Vec<u8>, text: String| {
        for byte in text.bytes() {
            target.put(out, u32::from(byte));
        }
    };
    let mut done = 0;
    match handler(vm, errors)? {
        Handler::Strict => {}
        Handler::Ignore => done = codes.len(),
        Handler::Replace => {
            for _ in codes {
                target.put(out, u32::from(b'?'));
            }
            done = codes.len();
        }
        Handler::BackslashReplace => {
            for &code in codes {
                text_of(out, backslash(code));
            }
            done = codes.len();
        }
        Handler::NameReplace => {
            for &code in codes {
                let name = char::from_u32(code).and_then(character_names::name_of);
                text_of(out, name.map_or_else(|| backslash(code), |name| format!("\\N{{{name}}}")));
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
        Handler::SurrogatePass if !matches!(codec, Codec::Ascii | Codec::Latin1 | Codec::Charmap(_)) => {
            for &code in codes {
                target.put(out, code);
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
        Codec::Charmap(_) => "character maps to <undefined>",
        _ => "surrogates not allowed",
    };
    let range = (start + done, start + codes.len());
    Err(refuse(vm, |types| &types.unicode_encode_error, codec.name(), text.to_value(), range, reason))
}
