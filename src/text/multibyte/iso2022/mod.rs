//! ISO 2022: escape sequences say which set the bytes of seven bits that follow belong to.
//!
//! There are three places a set can be put. What is in the first one is read without further ado, what is in the second
//! between the bytes SO and SI, of what is in the third one character behind ESC N. An escape sequence that is none of
//! these is passed on as it is, up to its end.

mod designation;

use super::charset::{Charset, Tables};
use super::{Encoding, State, Stop, Text};
use crate::text::codec_fault::Ending;
use designation::{ASCII, Designation, GREEK, JISX0208, LATIN_1, TWO_BYTES, greek};

/// An encoding by escape sequences.
pub struct Iso2022 {
    /// In the order in which they are tried.
    designations: Vec<Designation>,
    /// What ISO 8859-7 has, if there is a third place.
    third: Option<Charset>,
    shifting: Shifting,
    prefix: Prefix,
}

/// Whether there is a second place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shifting {
    Known,
    Unknown,
}

/// Whether JIS X 0208 can be announced as that of 1990, with another sequence in front.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Prefix {
    Known,
    Unknown,
}

const ESC: u8 = 0x1b;
const SO: u8 = 0x0e;
const SI: u8 = 0x0f;
const LF: u8 = b'\n';

/// Places in the state: the marks of the sets in the three places, and flags.
const FIRST: usize = 0;
const SECOND: usize = 1;
const THIRD: usize = 2;
const FLAGS: usize = 4;
/// Between SO and SI.
const SHIFTED: u8 = 1;
/// Within an escape sequence that is passed on.
const PASSING: u8 = 2;

/// An escape sequence has at most so many bytes.
const LONGEST_ESCAPE: usize = 16;

impl Iso2022 {
    /// The one of that name.
    pub fn new(tables: &mut Tables, name: &str) -> Option<Iso2022> {
        let third = (name == "iso2022_jp_2").then(|| greek(tables));
        let is_korean = name == "iso2022_kr";
        Some(Iso2022 {
            designations: designation::of(tables, name)?,
            third,
            shifting: if is_korean { Shifting::Known } else { Shifting::Unknown },
            prefix: if is_korean { Prefix::Unknown } else { Prefix::Known },
        })
    }

    fn designation(&self, mark: u8) -> Option<&Designation> {
        self.designations.iter().find(|designation| designation.mark == mark)
    }

    /// Whether the set is one for the third place.
    fn is_third(&self, mark: u8) -> bool {
        self.third.is_some() && matches!(mark, LATIN_1 | GREEK)
    }

    /// The length of the escape sequence that `data` begins with.
    fn escape_length(&self, data: &[u8]) -> Result<usize, Stop> {
        let mut at = 1;
        while at < LONGEST_ESCAPE {
            match data[at.min(data.len())..] {
                [] => return Err(Stop::Incomplete),
                [byte, ..] if ends_escape(byte) => return Ok(at + 1),
                [b'&', b'@', ..] if self.prefix == Prefix::Known => at += 3,
                _ => at += 1,
            }
        }
        Err(Stop::Illegal(1))
    }

    /// Reads an escape sequence that puts a set into a place.
    fn designate(&self, state: &mut State, data: &[u8]) -> Result<usize, Stop> {
        let length = self.escape_length(data)?;
        let illegal = Err(Stop::Illegal(length));
        let (place, mark) = match data[1..length] {
            [b'$', mark] => (FIRST, mark | TWO_BYTES),
            [b'(', mark] => (FIRST, mark),
            [b')', mark] => (SECOND, mark),
            [b'.', mark] if self.third.is_some() => (THIRD, mark),
            [b'$', b'(', mark] => (FIRST, mark | TWO_BYTES),
            [b'$', b')', mark] => (SECOND, mark | TWO_BYTES),
            [_, _, ESC, b'$', b'B'] if self.prefix == Prefix::Known => (FIRST, JISX0208),
            _ => return illegal,
        };
        if mark != ASCII && !self.is_third(mark) && self.designation(mark).is_none() {
            return illegal;
        }
        state[place] = mark;
        Ok(length)
    }

    /// A character of the set in the third place.
    fn single_shift(&self, state: State, third: &Charset, byte: u8) -> Result<Text, Stop> {
        let text = match state[THIRD] {
            LATIN_1 => (byte < 0x80).then_some(Text::One(u32::from(byte) + 0x80)),
            GREEK => match byte ^ 0x80 {
                control_or_ascii @ 0..=0x9f => Some(Text::One(u32::from(control_or_ascii))),
                _ => third.text(u16::from(byte)),
            },
            ASCII => (byte < 0x80).then_some(Text::One(u32::from(byte))),
            _ => return Err(Stop::Internal),
        };
        text.ok_or(Stop::Illegal(3))
    }

    /// Reads a character of the set that is in use.
    fn character(&self, state: State, data: &[u8]) -> Result<(usize, Text), Stop> {
        let plain = Ok((1, Text::One(u32::from(data[0]))));
        match data[0] {
            0..0x20 => return plain,
            0x80.. => return Err(Stop::Illegal(1)),
            _ => {}
        }
        let place = if state[FLAGS] & SHIFTED == 0 { FIRST } else { SECOND };
        if state[place] == ASCII {
            return plain;
        }
        let designation = self.designation(state[place]).ok_or(Stop::Illegal(1))?;
        let width = designation.width();
        let bytes = data.get(..width).ok_or(Stop::Incomplete)?;
        designation.decode(bytes).map(|text| (width, text)).ok_or(Stop::Illegal(width))
    }

    /// Writes what makes `designation` the set that is in use.
    fn call(state: &mut State, designation: &Designation, out: &mut Vec<u8>) {
        let mark = designation.mark;
        let sign = mark & !TWO_BYTES;
        if designation.is_shifted {
            if state[SECOND] != mark {
                let escape: &[u8] = if mark == sign { b"\x1b)" } else { b"\x1b$)" };
                out.extend(escape);
                out.push(sign);
                state[SECOND] = mark;
            }
            if state[FLAGS] & SHIFTED == 0 {
                out.push(SO);
                state[FLAGS] |= SHIFTED;
            }
            return;
        }
        unshift(state, out);
        if state[FIRST] != mark {
            let escape: &[u8] = match mark {
                JISX0208 => b"\x1b$",
                _ if mark == sign => b"\x1b(",
                _ => b"\x1b$(",
            };
            out.extend(escape);
            out.push(sign);
            state[FIRST] = mark;
        }
    }
}

fn ends_escape(byte: u8) -> bool {
    matches!(byte, b'@'..=b'Z')
}

fn unshift(state: &mut State, out: &mut Vec<u8>) {
    if state[FLAGS] & SHIFTED != 0 {
        out.push(SI);
        state[FLAGS] &= !SHIFTED;
    }
}

fn call_ascii(state: &mut State, out: &mut Vec<u8>) {
    if state[FIRST] != ASCII {
        out.extend(b"\x1b(B");
        state[FIRST] = ASCII;
    }
}

impl Encoding for Iso2022 {
    fn encoder_state(&self) -> State {
        let mut state = State::default();
        state[FIRST] = ASCII;
        state[SECOND] = ASCII;
        state
    }

    fn decoder_state(&self) -> State {
        let mut state = self.encoder_state();
        state[THIRD] = ASCII;
        state
    }

    fn decode_one(&self, state: &mut State, data: &[u8]) -> Result<(usize, Text), Stop> {
        let plain = |byte: u8| Ok((1, Text::One(u32::from(byte))));
        if state[FLAGS] & PASSING != 0 {
            if ends_escape(data[0]) {
                state[FLAGS] &= !PASSING;
            }
            return plain(data[0]);
        }
        match *data {
            [ESC] => Err(Stop::Incomplete),
            [ESC, b'(' | b')' | b'$' | b'.' | b'&', ..] => Ok((self.designate(state, data)?, Text::Nothing)),
            [ESC, b'N', ref rest @ ..] if let Some(third) = &self.third => {
                let byte = *rest.first().ok_or(Stop::Incomplete)?;
                Ok((3, self.single_shift(*state, third, byte)?))
            }
            [ESC, ..] => {
                state[FLAGS] |= PASSING;
                plain(ESC)
            }
            [SI, ..] if self.shifting == Shifting::Known => {
                state[FLAGS] &= !SHIFTED;
                Ok((1, Text::Nothing))
            }
            [SO, ..] if self.shifting == Shifting::Known => {
                state[FLAGS] |= SHIFTED;
                Ok((1, Text::Nothing))
            }
            [LF, ..] => {
                state[FLAGS] &= !SHIFTED;
                plain(LF)
            }
            _ => self.character(*state, data),
        }
    }

    fn encode_one(&self, state: &mut State, codes: &[u32], ending: Ending, out: &mut Vec<u8>) -> Result<usize, Stop> {
        if let [code @ 0..0x80, ..] = *codes {
            call_ascii(state, out);
            unshift(state, out);
            out.push(code as u8);
            return Ok(1);
        }
        for designation in &self.designations {
            if let Some((length, code)) = designation.encode(codes, ending)? {
                Iso2022::call(state, designation, out);
                match designation.width() {
                    1 => out.push(code as u8),
                    _ => out.extend(code.to_be_bytes()),
                }
                return Ok(length);
            }
        }
        Err(Stop::Illegal(1))
    }

    fn reset_encoder(&self, state: &mut State, out: &mut Vec<u8>) {
        unshift(state, out);
        call_ascii(state, out);
    }

    fn reset_decoder(&self, state: &mut State) {
        state[FIRST] = ASCII;
        state[FLAGS] &= !SHIFTED;
    }
}
