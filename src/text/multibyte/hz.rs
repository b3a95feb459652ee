//! HZ: ASCII, and between `~{` and `~}` characters of GB 2312.

use super::charset::Charset;
use super::{Encoding, State, Stop, Text};
use crate::text::codec_fault::Ending;

/// HZ. The first byte of its state tells whether it is within braces.
pub struct Hz(pub Charset);

const ASCII: u8 = 0;
const BRACES: u8 = 1;

impl Encoding for Hz {
    fn decode_one(&self, state: &mut State, data: &[u8]) -> Result<(usize, Text), Stop> {
        let in_braces = state[0] != ASCII;
        match *data {
            [b'~'] => Err(Stop::Incomplete),
            [b'~', b'~', ..] if !in_braces => Ok((2, Text::One(u32::from(b'~')))),
            [b'~', b'\n', ..] if !in_braces => Ok((2, Text::Nothing)),
            [b'~', b'{', ..] if !in_braces => {
                state[0] = BRACES;
                Ok((2, Text::Nothing))
            }
            [b'~', b'}', ..] if in_braces => {
                state[0] = ASCII;
                Ok((2, Text::Nothing))
            }
            [b'~' | 0x80..=0xff, ..] => Err(Stop::Illegal(1)),
            [byte, ..] if !in_braces => Ok((1, Text::One(u32::from(byte)))),
            [first, second, ..] => {
                let text = self.0.text(u16::from_be_bytes([first, second]));
                text.map(|text| (2, text)).ok_or(Stop::Illegal(1))
            }
            _ => Err(Stop::Incomplete),
        }
    }

    fn encode_one(&self, state: &mut State, codes: &[u32], _ending: Ending, out: &mut Vec<u8>) -> Result<usize, Stop> {
        let code = codes.first().copied().unwrap_or_default();
        if code < 0x80 {
            self.reset_encoder(state, out);
            out.push(code as u8);
            if code as u8 == b'~' {
                out.push(b'~');
            }
            return Ok(1);
        }
        let code = self.0.code(code).ok_or(Stop::Illegal(1))?;
        if state[0] == ASCII {
            out.extend(b"~{");
            state[0] = BRACES;
        }
        out.extend(code.to_be_bytes());
        Ok(1)
    }

    fn reset_encoder(&self, state: &mut State, out: &mut Vec<u8>) {
        if state[0] != ASCII {
            out.extend(b"~}");
            state[0] = ASCII;
        }
    }

    fn reset_decoder(&self, state: &mut State) {
        state[0] = ASCII;
    }
}
