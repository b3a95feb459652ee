//! The text encodings behind `str.encode`, `bytes.decode` and `open`: UTF-7, UTF-8, UTF-16, UTF-32, ASCII, Latin-1,
//! the escapes of literals, Punycode and the encodings of one byte a character, with the standard error handlers.

mod charmap;
mod decode;
mod encode;
pub mod handlers;
pub mod registry;

pub use decode::decode_with;
pub use encode::encode_with;

use charmap::Charmap;

use crate::object::{Py, Str, Value};
use crate::text::codec_fault::Ending;
use crate::text::escape::Escapes;
use crate::types::Types;
use crate::types::class::Class;
use crate::vm::{PyResult, Raised, Vm};

/// Order of the bytes of a code unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Least significant first.
    Little,
    /// Most significant first.
    Big,
    /// The machine's, announced by a byte order mark.
    Marked,
}

/// A text encoding.
#[derive(Clone, Copy)]
pub enum Codec {
    /// `utf-8`
    Utf8,
    /// `utf-8-sig`: with a byte order mark.
    Utf8Sig,
    /// `ascii`
    Ascii,
    /// `latin-1`
    Latin1,
    /// A code page.
    Charmap(Charmap),
    /// `unicode_escape`, `raw_unicode_escape`
    Escape(Escapes),
    /// `punycode`
    Punycode,
    /// `utf-7`
    Utf7,
    /// `utf-16` and its two orders.
    Utf16(Order),
    /// `utf-32` and its two orders.
    Utf32(Order),
}

impl Codec {
    /// The encoding of that name or alias; case, and what separates words, do not matter.
    pub fn find(name: &str) -> Option<Codec> {
        let mut plain = String::with_capacity(name.len());
        for c in name.chars() {
            if c.is_ascii_alphanumeric() || c == '.' {
                plain.push(c.to_ascii_lowercase());
            } else if !plain.is_empty() && !plain.ends_with('_') {
                plain.push('_');
            }
        }
        Some(match plain.as_str() {
            "utf_8" | "utf8" | "u8" | "utf" | "cp65001" | "utf8_ucs2" | "utf8_ucs4" => Codec::Utf8,
            "utf_8_sig" | "utf8_sig" => Codec::Utf8Sig,
            "ascii" | "us_ascii" | "646" | "us" | "iso646_us" | "ansi_x3.4_1968" | "ansi_x3_4_1968" | "iso_ir_6" => {
                Codec::Ascii
            }
            "latin_1" | "latin1" | "latin" | "l1" | "iso_8859_1" | "iso8859_1" | "iso8859" | "8859" | "cp819"
            | "iso_ir_100" => Codec::Latin1,
            "utf_16" | "utf16" | "u16" => Codec::Utf16(Order::Marked),
            "utf_16_le" | "utf_16le" | "utf16_le" | "unicodelittleunmarked" => Codec::Utf16(Order::Little),
            "utf_16_be" | "utf_16be" | "utf16_be" | "unicodebigunmarked" => Codec::Utf16(Order::Big),
            "utf_32" | "utf32" | "u32" => Codec::Utf32(Order::Marked),
            "utf_32_le" | "utf_32le" | "utf32_le" => Codec::Utf32(Order::Little),
            "utf_32_be" | "utf_32be" | "utf32_be" => Codec::Utf32(Order::Big),
            "utf_7" | "utf7" | "u7" | "unicode_1_1_utf_7" => Codec::Utf7,
            "punycode" => Codec::Punycode,
            "unicode_escape" => Codec::Escape(Escapes::All),
            "raw_unicode_escape" => Codec::Escape(Escapes::Unicode),
            other => Codec::Charmap(Charmap::find(other)?),
        })
    }

    /// The name that exceptions carry.
    pub fn name(self) -> &'static str {
        match self {
            Codec::Utf8 | Codec::Utf8Sig => "utf-8",
            Codec::Ascii => "ascii",
            Codec::Latin1 => "latin-1",
            Codec::Charmap(_) => "charmap",
            Codec::Escape(Escapes::All) => "unicodeescape",
            Codec::Escape(Escapes::Unicode) => "rawunicodeescape",
            Codec::Punycode => "punycode",
            Codec::Utf7 => "utf7",
            Codec::Utf16(Order::Marked) => "utf-16",
            Codec::Utf16(Order::Little) => "utf-16-le",
            Codec::Utf16(Order::Big) => "utf-16-be",
            Codec::Utf32(Order::Marked) => "utf-32",
            Codec::Utf32(Order::Little) => "utf-32-le",
            Codec::Utf32(Order::Big) => "utf-32-be",
        }
    }

    /// Whether bytes below 128 are ASCII wherever they stand, and nothing comes in front of the text.
    pub fn is_ascii_based(self) -> bool {
        match self {
            Codec::Charmap(map) => map.is_ascii_based(),
            _ => matches!(self, Codec::Utf8 | Codec::Ascii | Codec::Latin1),
        }
    }

    /// Bytes of a code unit.
    fn unit(self) -> usize {
        match self {
            Codec::Utf16(_) => 2,
            Codec::Utf32(_) => 4,
            _ => 1,
        }
    }
}

/// Whether `str.encode` and `bytes.decode` know the encoding without asking the registry.
fn is_direct(name: &str) -> bool {
    let plain: String = name.chars().map(|c| if c == '-' { '_' } else { c.to_ascii_lowercase() }).collect();
    matches!(
        plain.as_str(),
        "utf_8"
            | "utf8"
            | "utf_16"
            | "utf16"
            | "utf_32"
            | "utf32"
            | "ascii"
            | "us_ascii"
            | "latin_1"
            | "latin1"
            | "iso_8859_1"
            | "iso8859_1"
    )
}

/// `text.encode(encoding, errors)`. An encoding that is none of ours is asked of the registry. LookupError "unknown
/// encoding: x".
pub fn encode(vm: &mut Vm, text: &Py<Str>, encoding: Option<&str>, errors: Option<&str>) -> PyResult<Vec<u8>> {
    let name = encoding.unwrap_or("utf-8");
    let Some(codec) = Codec::find(name) else { return registry::encode_text(vm, text, name, errors) };
    match encode_with(vm, codec, text, errors) {
        Err(raised) if !is_direct(name) => Err(registry::noted(vm, raised, "encoding", name)),
        result => result,
    }
}

/// `object.decode(encoding, errors)`, `data` being the bytes of `object`. An encoding that is none of ours is asked of
/// the registry. LookupError "unknown encoding: x".
pub fn decode(
    vm: &mut Vm,
    object: &Value,
    data: &[u8],
    encoding: Option<&str>,
    errors: Option<&str>,
) -> PyResult<Py<Str>> {
    let name = encoding.unwrap_or("utf-8");
    let Some(codec) = Codec::find(name) else { return registry::decode_text(vm, data, name, errors) };
    match decode_with(vm, codec, object, data, errors, Ending::Final) {
        Ok(decoded) => Ok(vm.new_str_bytes(&decoded.text)),
        Err(raised) if !is_direct(name) => Err(registry::noted(vm, raised, "decoding", name)),
        Err(raised) => Err(raised),
    }
}

/// An `encoding` or `errors` argument; TypeError "encode() argument 'encoding' must be str, not int".
pub fn name_argument(vm: &mut Vm, function: &str, name: &str, value: Option<&Value>) -> PyResult<Option<String>> {
    let Some(value) = value else { return Ok(None) };
    let Some(text) = value.cast::<Str>() else {
        let other = if value.is_none() { "None".to_owned() } else { vm.class_name(value) };
        return Err(vm.type_error(format!("{function}() argument '{name}' must be str, not {other}")));
    };
    plain_name(vm, &text.clone()).map(Some)
}

/// The name of an encoding or an error handler; UnicodeEncodeError "'utf-8' codec can't encode character … surrogates not
/// allowed", ValueError "embedded null character".
pub fn plain_name(vm: &mut Vm, text: &Py<Str>) -> PyResult<String> {
    let name = String::from_utf8(encode(vm, text, None, None)?).unwrap_or_default();
    if name.contains('\0') {
        return Err(vm.value_error("embedded null character"));
    }
    Ok(name)
}

/// Raises UnicodeEncodeError or UnicodeDecodeError with its five arguments.
#[cold]
pub fn refuse(
    vm: &mut Vm,
    class: fn(&Types) -> &Py<Class>,
    codec: &str,
    object: Value,
    range: (usize, usize),
    reason: &str,
) -> Raised {
    let (codec, reason) = (vm.new_str(codec).into_value(), vm.new_str(reason).into_value());
    let args = vec![codec, object, Value::index(range.0), Value::index(range.1), reason];
    vm.raise_with(class, args)
}

/// The order that a byte order mark at the start of `data` announces, UTF-16 or UTF-32 being meant.
pub fn marked_order(codec: Codec, data: &[u8]) -> Option<Order> {
    match decode::settle(codec, data) {
        (Codec::Utf16(order) | Codec::Utf32(order), length) if length > 0 => Some(order),
        _ => None,
    }
}
