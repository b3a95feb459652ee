//! GB 18030: all of Unicode in one, two or four bytes.

use super::charset::{Charset, Form, Tables};
use super::{Encoding, State, Stop, Text};
use crate::text::codec_fault::Ending;

/// GB 18030. Codes of four bytes count: those up to [`PLANES`] the rest of the first plane, from 1 as they are recorded
/// here; those from there on all other planes.
pub struct Gb18030 {
    two: Charset,
    four: Charset,
}

/// What the four bytes of the first character beyond the first plane count.
const PLANES: u32 = number([0x90, 0x30, 0x81, 0x30]);

/// What four bytes count: the second and the last one have 10 values, the others 126.
const fn number(bytes: [u8; 4]) -> u32 {
    let [a, b, c, d] = bytes;
    (((a - 0x81) as u32 * 10 + (b - 0x30) as u32) * 126 + (c - 0x81) as u32) * 10 + (d - 0x30) as u32
}

fn bytes(number: u32) -> [u8; 4] {
    let (rest, d) = (number / 10, number % 10);
    let (rest, c) = (rest / 126, rest % 126);
    [(rest / 10) as u8 + 0x81, (rest % 10) as u8 + 0x30, c as u8 + 0x81, d as u8 + 0x30]
}

impl Gb18030 {
    /// With its tables.
    pub fn new(tables: &mut Tables) -> Gb18030 {
        let two = tables.charset(&[(Form::Same, "gb18030"), (Form::Same, "gbk"), (Form::Raised, "gb2312")]);
        Gb18030 { two, four: tables.charset(&[(Form::Same, "gb18030_four")]) }
    }

    fn four(&self, bytes: [u8; 4]) -> Option<Text> {
        let [0x81..=0xfe, _, 0x81..=0xfe, 0x30..=0x39] = bytes else { return None };
        let number = number(bytes);
        match number.checked_sub(PLANES) {
            Some(rest) => Some(Text::One(0x1_0000 + rest)).filter(|_| rest < 0x10_0000),
            None => self.four.text(u16::try_from(number + 1).ok()?),
        }
    }
}

impl Encoding for Gb18030 {
    fn decode_one(&self, _state: &mut State, data: &[u8]) -> Result<(usize, Text), Stop> {
        match *data {
            [byte @ 0..=0x7f, ..] => Ok((1, Text::One(u32::from(byte)))),
            [a, b @ 0x30..=0x39, c, d, ..] => self.four([a, b, c, d]).map(|text| (4, text)).ok_or(Stop::Illegal(1)),
            [_] | [_, 0x30..=0x39, ..] => Err(Stop::Incomplete),
            [first, second, ..] => {
                let text = self.two.text(u16::from_be_bytes([first, second]));
                text.map(|text| (2, text)).ok_or(Stop::Illegal(1))
            }
            [] => Err(Stop::Incomplete),
        }
    }

    fn encode_one(&self, _state: &mut State, codes: &[u32], _ending: Ending, out: &mut Vec<u8>) -> Result<usize, Stop> {
        match codes.first().copied().unwrap_or_default() {
            code @ 0..0x80 => out.push(code as u8),
            code @ 0x1_0000.. => out.extend(bytes(PLANES + code - 0x1_0000)),
            code => match (self.two.code(code), self.four.code(code)) {
                (Some(code), _) => out.extend(code.to_be_bytes()),
                (None, Some(number)) => out.extend(bytes(u32::from(number) - 1)),
                (None, None) => return Err(Stop::Illegal(1)),
            },
        }
        Ok(1)
    }
}
