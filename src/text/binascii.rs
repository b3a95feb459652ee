//! Bytes as text of ASCII: hexadecimal, base64, uuencode, quoted-printable; and the checksums that go with them.
//!
//! An error is CPython's message.

use super::room::{Room, with_room};

/// Digits in both directions.
pub fn to_hex(data: &[u8]) -> Vec<u8> {
    let mut text = with_room(data.len().saturating_mul(2));
    text.put_each(data.iter().flat_map(|byte| [hex_digit(byte >> 4, b'a'), hex_digit(byte & 15, b'a')]));
    text
}

fn hex_digit(nibble: u8, ten: u8) -> u8 {
    if nibble < 10 { b'0' + nibble } else { ten + nibble - 10 }
}

fn nibble(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|digit| digit as u8)
}

/// The bytes of hexadecimal digits.
pub fn from_hex(text: &[u8]) -> Result<Vec<u8>, &'static str> {
    if !text.len().is_multiple_of(2) {
        return Err("Odd-length string");
    }
    let byte = |pair: &[u8]| Some(nibble(pair[0])? << 4 | nibble(pair[1])?);
    text.chunks_exact(2).map(byte).collect::<Option<_>>().ok_or("Non-hexadecimal digit found")
}

/// With a separator between groups of so many bytes, counted from the end, or from the start if the number is negative.
pub fn to_hex_grouped(data: &[u8], separator: u8, group: i64) -> Vec<u8> {
    let size = usize::try_from(group.unsigned_abs()).unwrap_or(usize::MAX);
    let digits = to_hex(data);
    if size == 0 {
        return digits;
    }
    let mut text = with_room(digits.len() + data.len() / size);
    for (index, pair) in digits.chunks_exact(2).enumerate() {
        let place = if group < 0 { index } else { data.len() - index };
        if index > 0 && place.is_multiple_of(size) {
            text.put(separator);
        }
        text.put_all(pair);
    }
    text
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base64, without a newline.
pub fn to_base64(data: &[u8]) -> Vec<u8> {
    let mut text = with_room(data.len().div_ceil(3) * 4 + 1);
    for part in data.chunks(3) {
        let mut bits = [0; 4];
        bits[1..=part.len()].copy_from_slice(part);
        let bits = u32::from_be_bytes(bits);
        for place in 0..4 {
            let six = bits >> (18 - 6 * place) & 63;
            text.put(if place <= part.len() { BASE64[six as usize] } else { b'=' });
        }
    }
    text
}

/// How much base64 text may be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// Other characters are passed over, and what follows the end.
    Lenient,
    /// It has to be as `to_base64` makes it.
    Strict,
}

/// The bytes of base64 text.
pub fn from_base64(text: &[u8], strictness: Strictness) -> Result<Vec<u8>, String> {
    let strict = strictness == Strictness::Strict;
    if strict && text.first() == Some(&b'=') {
        return Err("Leading padding not allowed".to_owned());
    }
    let six_bits = |code: u8| BASE64.iter().position(|&known| known == code);
    let mut data = with_room(text.len() / 4 * 3 + 3);
    // How many characters of four there are, the bits of them that make no byte yet, and the `=` behind them.
    let (mut place, mut left, mut pads, mut padding) = (0, 0_usize, 0, false);
    for &code in text {
        let complete = place >= 2 && place + pads >= 4;
        if code == b'=' {
            if strict && (place == 0 || complete) {
                return Err("Excess padding not allowed".to_owned());
            }
            padding = true;
            pads += 1;
            continue;
        }
        let Some(bits) = six_bits(code) else {
            if strict {
                return Err("Only base64 data is allowed".to_owned());
            }
            continue;
        };
        if strict && padding {
            let message = if complete { "Excess data after padding" } else { "Discontinuous padding not allowed" };
            return Err(message.to_owned());
        }
        pads = 0;
        left = left << 6 | bits;
        if place > 0 {
            data.put((left >> (6 - 2 * place)) as u8);
        }
        place = (place + 1) % 4;
    }
    match place {
        0 => Ok(data),
        1 => {
            let count = data.len() / 3 * 4 + 1;
            Err(format!(
                "Invalid base64-encoded string: number of data characters ({count}) cannot be 1 more than a multiple \
                 of 4"
            ))
        }
        _ if place + pads < 4 => Err("Incorrect padding".to_owned()),
        _ => Ok(data),
    }
}

/// A line of uuencoded text, zero being `zero`.
pub fn to_uu(data: &[u8], zero: u8) -> Result<Vec<u8>, &'static str> {
    if data.len() > 45 {
        return Err("At most 45 bytes at once");
    }
    let shown = |six: u8| if six == 0 { zero } else { b' ' + six };
    let mut line = vec![shown(data.len() as u8)];
    for part in data.chunks(3) {
        let mut bits = [0; 4];
        bits[1..=part.len()].copy_from_slice(part);
        let bits = u32::from_be_bytes(bits);
        line.put_each((0..4).map(|place| shown((bits >> (18 - 6 * place) & 63) as u8)));
    }
    line.put(b'\n');
    Ok(line)
}

/// The bytes of such a line. What is missing at its end is zero.
pub fn from_uu(line: &[u8]) -> Result<Vec<u8>, &'static str> {
    let [length, rest @ ..] = line else { return Err("Missing length byte") };
    let length = usize::from(length.wrapping_sub(b' ') & 63);
    let mut codes = rest.iter().copied();
    let (mut data, mut left, mut bits) = (with_room(length), 0_u32, 0);
    while data.len() < length {
        let six = match codes.next() {
            None | Some(b'\n' | b'\r') => 0,
            Some(code @ b' '..=b'`') => u32::from(code - b' ') & 63,
            Some(_) => return Err("Illegal char"),
        };
        left = left << 6 | six;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            data.put((left >> bits) as u8);
        }
    }
    if codes.all(|code| matches!(code, b' ' | b'`' | b'\n' | b'\r')) { Ok(data) } else { Err("Trailing garbage") }
}

/// How quoted-printable text is made.
#[derive(Clone, Copy)]
pub struct Quoting {
    /// Whether blanks and tabs are quoted.
    pub tabs: bool,
    /// Whether newlines are newlines.
    pub is_text: bool,
    /// Whether a blank is an underscore.
    pub header: bool,
}

/// The longest line, with the `=` that goes on in the next one.
const LINE: usize = 76;

/// Quoted-printable text.
pub fn to_quoted(data: &[u8], quoting: Quoting) -> Vec<u8> {
    let newline: &[u8] = match memchr::memchr(b'\n', data) {
        Some(at) if at > 0 && data[at - 1] == b'\r' => b"\r\n",
        _ => b"\n",
    };
    let (mut text, mut line, mut at) = (with_room(data.len()), 0, 0);
    while let Some(&byte) = data.get(at) {
        let next = data.get(at + 1).copied();
        let is_break = matches!(byte, b'\r' | b'\n');
        let ends_line = matches!(next, None | Some(b'\r' | b'\n' | 0));
        let quoted = byte > 126
            || byte == b'='
            || (quoting.header && byte == b'_')
            || (byte == b'.' && line == 0 && ends_line)
            || (is_break && !quoting.is_text)
            || (matches!(byte, b' ' | b'\t') && (next.is_none() || quoting.tabs))
            || (byte < b' ' && !is_break && byte != b'\t');
        if quoted {
            if line + 3 >= LINE {
                text.put(b'=');
                text.put_all(newline);
                line = 0;
            }
            text.put_each([b'=', hex_digit(byte >> 4, b'A'), hex_digit(byte & 15, b'A')]);
            line += 3;
            at += 1;
        } else if byte == b'\n' || (byte == b'\r' && next == Some(b'\n')) {
            // White space before the end of a line would get lost.
            if let Some(&blank @ (b' ' | b'\t')) = text.last() {
                text.pop();
                text.put_each([b'=', hex_digit(blank >> 4, b'A'), hex_digit(blank & 15, b'A')]);
            }
            text.put_all(newline);
            line = 0;
            at += if byte == b'\r' { 2 } else { 1 };
        } else {
            if next.is_some_and(|next| next != b'\n') && line + 1 >= LINE {
                text.put(b'=');
                text.put_all(newline);
                line = 0;
            }
            text.put(if quoting.header && byte == b' ' { b'_' } else { byte });
            line += 1;
            at += 1;
        }
    }
    text
}

/// What an underscore means in quoted-printable text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Underscore {
    /// Itself.
    Plain,
    /// A blank, as in headers.
    Blank,
}

/// The bytes of quoted-printable text.
pub fn from_quoted(text: &[u8], underscore: Underscore) -> Vec<u8> {
    let mut data = with_room(text.len());
    let mut rest = text;
    while let [byte, behind @ ..] = rest {
        rest = behind;
        match (byte, behind) {
            (b'=', []) => {}
            (b'=', [b'\n' | b'\r', ..]) => {
                rest = memchr::memchr(b'\n', behind).map_or(&[][..], |end| &behind[end + 1..]);
            }
            (b'=', [b'=', behind @ ..]) => {
                data.put(b'=');
                rest = behind;
            }
            (b'=', [high, low, behind @ ..]) if nibble(*high).is_some() && nibble(*low).is_some() => {
                data.put(nibble(*high).unwrap_or(0) << 4 | nibble(*low).unwrap_or(0));
                rest = behind;
            }
            (b'_', _) if underscore == Underscore::Blank => data.put(b' '),
            (byte, _) => data.put(*byte),
        }
    }
    data
}

const CRC32: [u32; 256] = {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        let mut rest = at as u32;
        let mut bit = 0;
        while bit < 8 {
            rest = if rest & 1 == 1 { 0xedb8_8320 ^ rest >> 1 } else { rest >> 1 };
            bit += 1;
        }
        table[at] = rest;
        at += 1;
    }
    table
};

/// CRC-32, going on from that of what came before.
pub fn crc32(data: &[u8], before: u32) -> u32 {
    !data.iter().fold(!before, |rest, &byte| CRC32[(rest as u8 ^ byte) as usize] ^ rest >> 8)
}

/// CRC-CCITT, as binhex has it, going on from that of what came before.
pub fn crc_hqx(data: &[u8], before: u16) -> u16 {
    data.iter().fold(before, |rest, &byte| {
        (0..8).fold(rest ^ u16::from(byte) << 8, |rest, _| rest << 1 ^ if rest >> 15 == 1 { 0x1021 } else { 0 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let data: Vec<u8> = (0..=255).collect();
        assert_eq!(from_hex(&to_hex(&data)).as_ref(), Ok(&data));
        assert_eq!(from_base64(&to_base64(&data), Strictness::Strict).as_ref(), Ok(&data));
        assert_eq!(to_uu(&data[..45], b' ').and_then(|line| from_uu(&line)).as_deref(), Ok(&data[..45]));
        let quoting = Quoting { tabs: false, is_text: false, header: true };
        assert_eq!(from_quoted(&to_quoted(&data, quoting), Underscore::Blank), data);
    }

    #[test]
    fn checksums() {
        assert_eq!(crc32(b"abc", 0), 891_568_578);
        assert_eq!(crc32(b"c", crc32(b"ab", 0)), 891_568_578);
        assert_eq!(crc_hqx(b"abc", 0), 40_406);
    }
}
