//! `utf-7`: ASCII, with runs of base 64 for the rest (RFC 2152).

use super::codec_fault::{Ending, Fault};
use super::room::Room;
use super::wtf8;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn value(byte: u8) -> Option<u32> {
    DIGITS.iter().position(|&digit| digit == byte).map(|value| value as u32)
}

/// Whether a character stands for itself.
fn is_direct(code: u32) -> bool {
    let byte = u8::try_from(code).unwrap_or(0);
    matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'}') && byte != b'+' && byte != b'\\'
}

/// Bits that do not make a digit or a code unit yet.
#[derive(Default)]
struct Bits {
    buffer: u32,
    count: u32,
}

impl Bits {
    fn add(&mut self, bits: u32, count: u32) {
        self.buffer = self.buffer << count | bits;
        self.count += count;
    }

    fn take(&mut self, count: u32) -> Option<u32> {
        self.count = self.count.checked_sub(count)?;
        let taken = self.buffer >> self.count;
        self.buffer &= (1 << self.count) - 1;
        Some(taken)
    }
}

/// Encodes a whole text.
pub fn encode(codes: impl Iterator<Item = u32>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut shift: Option<Bits> = None;
    for code in codes {
        if is_direct(code) {
            if let Some(bits) = shift.take() {
                end(&mut out, bits);
                if code == u32::from(b'-') || value(code as u8).is_some() {
                    out.put(b'-');
                }
            }
            out.put(code as u8);
            continue;
        }
        if shift.is_none() {
            out.put(b'+');
            if code == u32::from(b'+') {
                out.put(b'-');
                continue;
            }
        }
        let bits = shift.get_or_insert_with(Bits::default);
        let mut unit = |unit: u32| {
            bits.add(unit, 16);
            while let Some(digit) = bits.take(6) {
                out.put(DIGITS[digit as usize]);
            }
        };
        match code.checked_sub(0x1_0000) {
            None => unit(code),
            Some(offset) => {
                unit(0xd800 + (offset >> 10));
                unit(0xdc00 + (offset & 0x3ff));
            }
        }
    }
    if let Some(bits) = shift {
        end(&mut out, bits);
        out.put(b'-');
    }
    out
}

fn end(out: &mut Vec<u8>, bits: Bits) {
    if bits.count > 0 {
        out.put(DIGITS[(bits.buffer << (6 - bits.count)) as usize]);
    }
}

/// Decodes from the start of `rest`, which is at position `at` of the whole, up to the next fault.
pub fn decode(rest: &[u8], at: usize, out: &mut Vec<u8>, ending: Ending) -> Option<Fault> {
    let fault = |start: usize, end: usize, reason| Some(Fault::new(at + start, at + end, reason));
    let mut index = 0;
    while let Some(&byte) = rest.get(index) {
        let start = index;
        index += 1;
        if byte != b'+' {
            if !byte.is_ascii() {
                return fault(start, index, "unexpected special character");
            }
            out.put(byte);
            continue;
        }
        match rest.get(index) {
            Some(b'-') => {
                out.put(b'+');
                index += 1;
                continue;
            }
            Some(&next) if value(next).is_none() => return fault(start, index + 1, "ill-formed sequence"),
            _ => {}
        }
        let mut bits = Bits::default();
        let (mut high, mark) = (None, out.len());
        while let Some(digit) = rest.get(index).and_then(|&byte| value(byte)) {
            bits.add(digit, 6);
            index += 1;
            if let Some(unit) = bits.take(16) {
                push_unit(out, &mut high, unit);
            }
        }
        let Some(&ender) = rest.get(index) else {
            if ending == Ending::Open {
                // The whole run is read again.
                out.truncate(mark);
                return Some(Fault::cut_off(at + start, at + rest.len(), "unterminated shift sequence"));
            }
            let open = high.is_some() || bits.count >= 6 || bits.buffer != 0;
            return if open { fault(start, rest.len(), "unterminated shift sequence") } else { None };
        };
        if bits.count >= 6 {
            return fault(start, index + 1, "partial character in shift sequence");
        }
        if bits.buffer != 0 {
            return fault(start, index + 1, "non-zero padding bits in shift sequence");
        }
        if let Some(high) = high.filter(|_| ender.is_ascii()) {
            wtf8::push(out, high);
        }
        if ender == b'-' {
            index += 1;
        }
    }
    None
}

/// Writes a code unit; the first half of a pair waits for the second.
fn push_unit(out: &mut Vec<u8>, high: &mut Option<u32>, unit: u32) {
    if let Some(first) = high.take() {
        if (0xdc00..0xe000).contains(&unit) {
            wtf8::push(out, 0x1_0000 + ((first - 0xd800) << 10) + (unit - 0xdc00));
            return;
        }
        wtf8::push(out, first);
    }
    if (0xd800..0xdc00).contains(&unit) { *high = Some(unit) } else { wtf8::push(out, unit) }
}
