//! Encodings of ASCII and one set of characters whose codes begin with a byte above it: EUC-CN, GBK, UHC, Big5 and what
//! Windows and Hong Kong have made of that.

use super::charset::Charset;
use super::{Encoding, State, Stop, Text};
use crate::text::codec_fault::Ending;

/// An encoding of ASCII and a set.
pub struct DoubleByte(pub Charset);

impl Encoding for DoubleByte {
    fn decode_one(&self, _state: &mut State, data: &[u8]) -> Result<(usize, Text), Stop> {
        match *data {
            [byte @ 0..=0x7f, ..] => Ok((1, Text::One(u32::from(byte)))),
            [first, second, ..] => {
                let text = self.0.text(u16::from_be_bytes([first, second]));
                text.map(|text| (2, text)).ok_or(Stop::Illegal(1))
            }
            _ => Err(Stop::Incomplete),
        }
    }

    fn encode_one(&self, _state: &mut State, codes: &[u32], ending: Ending, out: &mut Vec<u8>) -> Result<usize, Stop> {
        if let [code @ 0..0x80, ..] = *codes {
            out.push(code as u8);
            return Ok(1);
        }
        let (length, code) = self.0.encode(codes, ending)?;
        out.extend(code.to_be_bytes());
        Ok(length)
    }
}
