//! Shift_JIS: JIS X 0201 in one byte, and JIS X 0208 or 0213 in two, where a first byte stands for two rows.

use super::charset::{Charset, Form, SECOND_PLANE, Tables};
use super::euc_jp::{FIRST_KATAKANA, KATAKANA, LAST_KATAKANA, OVERLINE, YEN, katakana};
use super::{Encoding, State, Stop, Text};
use crate::text::codec_fault::Ending;

/// Rows of a plane, and cells of a row.
const ROWS: u8 = 94;
/// The rows of the second plane that are used, counted from 0, up to those from the 78th on, which follow each other.
const SCATTERED_ROWS: [u8; 9] = [0, 7, 2, 3, 4, 11, 12, 13, 14];
const LATE_ROWS: u8 = 77;

/// The bytes of a code of JIS. A code of the second plane has to be in a row that is used.
pub fn shifted(code: u16) -> [u8; 2] {
    let [row, cell] = (code & 0x7f7f).to_be_bytes().map(|byte| byte.saturating_sub(0x21));
    let row = match SCATTERED_ROWS.iter().position(|&known| known == row) {
        _ if code < SECOND_PLANE => row,
        Some(position) => ROWS + position as u8,
        None => row.saturating_sub(LATE_ROWS) + ROWS + SCATTERED_ROWS.len() as u8,
    };
    let cell = cell + row % 2 * ROWS;
    let first = if row / 2 < 31 { row / 2 + 0x81 } else { row / 2 + 0xc1 };
    [first, if cell < 63 { cell + 0x40 } else { cell + 0x41 }]
}

/// The code of JIS that two bytes stand for.
pub fn unshifted([first, second]: [u8; 2]) -> Option<u16> {
    let pair = match first {
        0x81..=0x9f => first - 0x81,
        0xe0..=0xfc => first - 0xc1,
        _ => return None,
    };
    let cell = match second {
        0x40..=0x7e => second - 0x40,
        0x80..=0xfc => second - 0x41,
        _ => return None,
    };
    let (row, cell) = (pair * 2 + cell / ROWS, cell % ROWS);
    let (plane, row) = match row.checked_sub(ROWS) {
        None => (0, row),
        Some(late) => {
            let late = usize::from(late);
            let scattered = SCATTERED_ROWS.get(late).copied();
            (SECOND_PLANE, scattered.unwrap_or_else(|| (late - SCATTERED_ROWS.len()) as u8 + LATE_ROWS))
        }
    };
    Some(plane | u16::from_be_bytes([row + 0x21, cell + 0x21]))
}

/// Shift_JIS, with JIS X 0208, or as JIS X 0213 extends it.
pub struct ShiftJis {
    set: Charset,
    single: Single,
}

/// What the bytes below 0x80 are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Single {
    /// ASCII; the yen sign and the overline are written as what ASCII has in their place.
    Ascii,
    /// JIS X 0201: ASCII with a yen sign and an overline.
    Roman,
}

impl ShiftJis {
    /// The one of that name.
    pub fn new(tables: &mut Tables, name: &str) -> ShiftJis {
        let (single, parts): (_, &[_]) = match name {
            "shift_jis_2004" => (Single::Roman, &["jisx0213", "jisx0208"]),
            "shift_jisx0213" => (Single::Roman, &["jisx0213_2000", "jisx0213", "jisx0208"]),
            _ => (Single::Ascii, &["jisx0208"]),
        };
        let parts: Vec<_> = parts.iter().map(|&name| (Form::Same, name)).collect();
        ShiftJis { set: tables.charset(&parts), single }
    }

    fn single_byte(&self, code: u32) -> Option<u8> {
        match code {
            YEN => Some(b'\\'),
            OVERLINE => Some(b'~'),
            0x5c | 0x7e if self.single == Single::Roman => None,
            0..0x80 => Some(code as u8),
            _ => katakana(code),
        }
    }
}

/// What a byte of JIS X 0201 that is not among the katakana stands for.
pub fn roman(byte: u8) -> u32 {
    match byte {
        b'\\' => YEN,
        b'~' => OVERLINE,
        _ => u32::from(byte),
    }
}

impl Encoding for ShiftJis {
    fn decode_one(&self, _state: &mut State, data: &[u8]) -> Result<(usize, Text), Stop> {
        match *data {
            [byte @ 0..=0x7f, ..] => {
                let code = if self.single == Single::Roman { roman(byte) } else { u32::from(byte) };
                Ok((1, Text::One(code)))
            }
            [byte @ FIRST_KATAKANA..=LAST_KATAKANA, ..] => Ok((1, Text::One(KATAKANA + u32::from(byte)))),
            [0x81..=0x9f | 0xe0..=0xea] => Err(Stop::Incomplete),
            // What follows the rows of JIS X 0208.
            [0xeb..=0xfc] if self.single == Single::Roman => Err(Stop::Incomplete),
            [first, second, ..] => {
                let code = unshifted([first, second]).ok_or(Stop::Illegal(1))?;
                let text = self.set.text(code).map(|text| (2, text));
                // CPython counts both bytes of what JIS X 0213 has added since 2000.
                text.ok_or_else(|| Stop::Illegal(if self.set.is_removed(code) { 2 } else { 1 }))
            }
            _ => Err(Stop::Illegal(1)),
        }
    }

    fn encode_one(&self, _state: &mut State, codes: &[u32], ending: Ending, out: &mut Vec<u8>) -> Result<usize, Stop> {
        if let Some(byte) = codes.first().and_then(|&code| self.single_byte(code)) {
            out.push(byte);
            return Ok(1);
        }
        let (length, code) = self.set.encode(codes, ending)?;
        out.extend(shifted(code));
        Ok(length)
    }
}

/// Windows' Shift_JIS: more characters, a region for the user, and single bytes that stand for what Unicode leaves to
/// Windows.
pub struct Cp932(pub Charset);

const PRIVATE: u32 = 0xf8f0;

impl Encoding for Cp932 {
    fn decode_one(&self, _state: &mut State, data: &[u8]) -> Result<(usize, Text), Stop> {
        let one = |code: u32| Ok((1, Text::One(code)));
        match *data {
            [byte @ 0..=0x80, ..] => one(u32::from(byte)),
            [0xa0, ..] => one(PRIVATE),
            [byte @ FIRST_KATAKANA..=LAST_KATAKANA, ..] => one(KATAKANA + u32::from(byte)),
            [byte @ 0xfd..=0xff, ..] => one(PRIVATE + 1 + u32::from(byte - 0xfd)),
            [first, second, ..] => {
                let text = self.0.text(u16::from_be_bytes([first, second]));
                text.map(|text| (2, text)).ok_or(Stop::Illegal(1))
            }
            _ => Err(Stop::Incomplete),
        }
    }

    fn encode_one(&self, _state: &mut State, codes: &[u32], _ending: Ending, out: &mut Vec<u8>) -> Result<usize, Stop> {
        match codes.first().copied().unwrap_or_default() {
            code @ 0..=0x80 => out.push(code as u8),
            PRIVATE => out.push(0xa0),
            code @ 0xf8f1..=0xf8f3 => out.push((code - PRIVATE - 1) as u8 + 0xfd),
            code => match katakana(code) {
                Some(byte) => out.push(byte),
                None => out.extend(self.0.code(code).ok_or(Stop::Illegal(1))?.to_be_bytes()),
            },
        }
        Ok(1)
    }
}
