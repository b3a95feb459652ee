//! EUC-JP: ASCII, JIS X 0208 with the high bits set, behind 0x8e the katakana of JIS X 0201, behind 0x8f another plane.

use super::charset::{Charset, Form, SECOND_PLANE, Tables};
use super::{Encoding, State, Stop, Text};
use crate::text::codec_fault::Ending;

/// From a byte of the katakana in JIS X 0201 to the character.
pub const KATAKANA: u32 = 0xfec0;
/// Those bytes.
pub const FIRST_KATAKANA: u8 = 0xa1;
/// The last of them.
pub const LAST_KATAKANA: u8 = 0xdf;
/// What JIS X 0201 has in the place of the backslash.
pub const YEN: u32 = 0xa5;
/// What it has in the place of the tilde.
pub const OVERLINE: u32 = 0x203e;

/// The byte of a character among the katakana of JIS X 0201.
pub fn katakana(code: u32) -> Option<u8> {
    let byte = u8::try_from(code.checked_sub(KATAKANA)?).ok()?;
    (FIRST_KATAKANA..=LAST_KATAKANA).contains(&byte).then_some(byte)
}

/// EUC-JP, with JIS X 0212, or as JIS X 0213 extends it.
pub struct EucJp {
    set: Charset,
    others: Others,
}

/// What becomes of characters of JIS X 0201 that are not in the set.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Others {
    /// The ASCII characters in their place are written.
    Ascii,
    /// They have no code.
    Nothing,
}

const KATAKANA_FOLLOWS: u8 = 0x8e;
const SECOND_PLANE_FOLLOWS: u8 = 0x8f;

impl EucJp {
    /// The one of that name.
    pub fn new(tables: &mut Tables, name: &str) -> EucJp {
        let (others, parts): (_, &[_]) = match name {
            "euc_jis_2004" => (Others::Nothing, &["euc_jis_2004", "jisx0213", "jisx0208", "jisx0212"]),
            "euc_jisx0213" => (Others::Nothing, &["euc_jisx0213", "jisx0213_2000", "jisx0213", "jisx0208", "jisx0212"]),
            _ => (Others::Ascii, &["jisx0208", "jisx0212"]),
        };
        let parts: Vec<_> = parts.iter().map(|&name| (Form::Same, name)).collect();
        EucJp { set: tables.charset(&parts), others }
    }

    fn raised(&self, first: u8, second: u8, plane: u16) -> Result<Text, Stop> {
        let code = u16::from_be_bytes([first, second]);
        let is_raised = code & 0x8080 == 0x8080;
        let code = code & 0x7f7f | plane;
        let text = is_raised.then(|| self.set.text(code)).flatten();
        // CPython counts both bytes of what JIS X 0213 has added since 2000.
        text.ok_or_else(|| Stop::Illegal(if is_raised && self.set.is_removed(code) { 2 } else { 1 }))
    }
}

impl Encoding for EucJp {
    fn decode_one(&self, _state: &mut State, data: &[u8]) -> Result<(usize, Text), Stop> {
        match *data {
            [byte @ 0..=0x7f, ..] => Ok((1, Text::One(u32::from(byte)))),
            [KATAKANA_FOLLOWS, byte @ FIRST_KATAKANA..=LAST_KATAKANA, ..] => {
                Ok((2, Text::One(KATAKANA + u32::from(byte))))
            }
            [KATAKANA_FOLLOWS, _, ..] => Err(Stop::Illegal(1)),
            [SECOND_PLANE_FOLLOWS, first, second, ..] => Ok((3, self.raised(first, second, SECOND_PLANE)?)),
            [_] | [SECOND_PLANE_FOLLOWS, _] | [] => Err(Stop::Incomplete),
            [first, second, ..] => Ok((2, self.raised(first, second, 0)?)),
        }
    }

    fn encode_one(&self, _state: &mut State, codes: &[u32], ending: Ending, out: &mut Vec<u8>) -> Result<usize, Stop> {
        let code = codes.first().copied().unwrap_or_default();
        if code < 0x80 {
            out.push(code as u8);
            return Ok(1);
        }
        if let Some(byte) = katakana(code) {
            out.extend([KATAKANA_FOLLOWS, byte]);
            return Ok(1);
        }
        match self.set.encode(codes, ending) {
            Ok((length, code)) => {
                if code >= SECOND_PLANE {
                    out.push(SECOND_PLANE_FOLLOWS);
                }
                out.extend((code | 0x8080).to_be_bytes());
                Ok(length)
            }
            Err(stop) => {
                match (code, self.others) {
                    (YEN, Others::Ascii) => out.push(b'\\'),
                    (OVERLINE, Others::Ascii) => out.push(b'~'),
                    _ => return Err(stop),
                }
                Ok(1)
            }
        }
    }
}
