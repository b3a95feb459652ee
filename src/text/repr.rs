//! `repr` and `ascii` of strings, `repr` of bytes.

use super::room::{Room, with_room};
use super::{unicode, wtf8};

/// The quote `repr` puts around text: single, unless only single quotes occur in it.
fn choose_quote(text: &[u8]) -> u8 {
    if memchr::memchr(b'\'', text).is_some() && memchr::memchr(b'"', text).is_none() { b'"' } else { b'\'' }
}

fn push_hex(out: &mut Vec<u8>, marker: u8, value: u32, width: usize) {
    out.put_each([b'\\', marker]);
    for place in (0..width).rev() {
        out.put(b"0123456789abcdef"[(value >> (4 * place) & 15) as usize]);
    }
}

/// Writes one character below 128 as it stands in a literal with that quote.
fn push_ascii(out: &mut Vec<u8>, byte: u8, quote: u8) {
    match byte {
        b'\n' => out.put_all(b"\\n"),
        b'\r' => out.put_all(b"\\r"),
        b'\t' => out.put_all(b"\\t"),
        b'\\' => out.put_all(b"\\\\"),
        _ if byte == quote => out.put_each([b'\\', byte]),
        b' '..=b'~' => out.put(byte),
        _ => push_hex(out, b'x', u32::from(byte), 2),
    }
}

fn push_escape(out: &mut Vec<u8>, code: u32) {
    match code {
        0..0x100 => push_hex(out, b'x', code, 2),
        0x100..0x1_0000 => push_hex(out, b'u', code, 4),
        0x1_0000.. => push_hex(out, b'U', code, 8),
    }
}

fn quoted(text: &[u8], shown: impl Fn(u32) -> bool) -> Vec<u8> {
    let quote = choose_quote(text);
    let mut out = with_room(text.len() + 2);
    out.put(quote);
    for code in wtf8::code_points(text) {
        match code {
            0..0x80 => push_ascii(&mut out, code as u8, quote),
            _ if shown(code) => wtf8::push(&mut out, code),
            _ => push_escape(&mut out, code),
        }
    }
    out.put(quote);
    out
}

/// `repr(text)` of a string.
pub fn str_repr(text: &[u8]) -> Vec<u8> {
    quoted(text, unicode::is_printable)
}

/// `ascii(object)` from what `repr(object)` gave: everything outside ASCII escaped, the rest as it is.
pub fn escape_non_ascii(repr: &[u8]) -> Vec<u8> {
    let mut out = with_room(repr.len());
    for code in wtf8::code_points(repr) {
        if code < 0x80 {
            out.put(code as u8);
        } else {
            push_escape(&mut out, code);
        }
    }
    out
}

/// The bytes of a bytearray as a literal: `bytes_repr`, but a single quote is escaped between double ones too.
pub fn bytearray_repr(data: &[u8]) -> Vec<u8> {
    let quote = choose_quote(data);
    let mut out = vec![b'b', quote];
    for &byte in data {
        if byte == b'\'' && quote != byte {
            out.put(b'\\');
        }
        push_ascii(&mut out, byte, quote);
    }
    out.put(quote);
    out
}

/// `repr(data)` of bytes, the `b` included.
pub fn bytes_repr(data: &[u8]) -> Vec<u8> {
    let quote = choose_quote(data);
    let mut out = with_room(data.len() + 3);
    out.put_each([b'b', quote]);
    for &byte in data {
        push_ascii(&mut out, byte, quote);
    }
    out.put(quote);
    out
}
