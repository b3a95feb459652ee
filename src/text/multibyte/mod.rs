//! The encodings of East Asia, in which a character is one to eight bytes, or stands behind bytes that say which set of
//! characters is meant.
//!
//! A conversion goes on step by step. A step is a character, or a pair of characters that is one sign, or a change of
//! state. The sets of characters are in [`charset`]; what an encoding does with them is in the file that is named after
//! it.

mod charset;
mod double_byte;
mod euc_jp;
mod gb18030;
mod hz;
mod iso2022;
mod korean;
mod layer;
mod shift_jis;
#[cfg(test)]
mod tests;

pub use charset::Tables;

use std::rc::Rc;

use crate::text::codec_fault::Ending;
use crate::text::wtf8;
use charset::Form;
use double_byte::DoubleByte;
use euc_jp::EucJp;
use gb18030::Gb18030;
use hz::Hz;
use iso2022::Iso2022;
use korean::{EucKr, Johab};
use shift_jis::{Cp932, ShiftJis};

/// What a conversion remembers between two characters, byte by byte as CPython shows it.
pub type State = [u8; 8];

/// What a step of a decoder gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// A change of state only.
    Nothing,
    /// A character.
    One(u32),
    /// A letter and the mark above it.
    Pair([u32; 2]),
}

/// Why a conversion does not go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// So many bytes or characters have no counterpart.
    Illegal(usize),
    /// What is there is the beginning of something.
    Incomplete,
    /// The state is one that no text leads to.
    Internal,
}

/// One encoding.
pub trait Encoding {
    /// The state of a new encoder.
    fn encoder_state(&self) -> State {
        State::default()
    }

    /// The state of a new decoder.
    fn decoder_state(&self) -> State {
        State::default()
    }

    /// Decodes what `data`, which is not empty, begins with: how many bytes that are, and what they mean.
    fn decode_one(&self, state: &mut State, data: &[u8]) -> Result<(usize, Text), Stop>;

    /// Encodes what `codes`, which is not empty, begins with: how many characters that are.
    fn encode_one(&self, state: &mut State, codes: &[u32], ending: Ending, out: &mut Vec<u8>) -> Result<usize, Stop>;

    /// Writes what brings an encoder back to where it began.
    fn reset_encoder(&self, _state: &mut State, _out: &mut Vec<u8>) {}

    /// Brings a decoder back to where it began.
    fn reset_decoder(&self, _state: &mut State) {}

    /// Decodes from `at` on, as WTF-8. When it stops, `at` is the position of what it stopped at.
    fn decode(&self, state: &mut State, data: &[u8], at: &mut usize, out: &mut Vec<u8>) -> Result<(), Stop> {
        while *at < data.len() {
            let (length, text) = self.decode_one(state, &data[*at..])?;
            match text {
                Text::Nothing => {}
                Text::One(code) => wtf8::push(out, code),
                Text::Pair(codes) => codes.iter().for_each(|&code| wtf8::push(out, code)),
            }
            *at += length;
        }
        Ok(())
    }

    /// Encodes from `at` on. When it stops, `at` is the position of what it stopped at.
    fn encode(
        &self,
        state: &mut State,
        codes: &[u32],
        ending: Ending,
        at: &mut usize,
        out: &mut Vec<u8>,
    ) -> Result<(), Stop> {
        while *at < codes.len() {
            *at += self.encode_one(state, &codes[*at..], ending, out)?;
        }
        Ok(())
    }
}

/// Encodings that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// Those of the People's Republic.
    China,
    /// That of Hong Kong.
    HongKong,
    /// Those of Taiwan.
    Taiwan,
    /// Those of Korea.
    Korea,
    /// Those of Japan.
    Japan,
    /// Those of ISO 2022: they say which set is meant.
    Iso2022,
}

impl Region {
    /// The names of its encodings.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Region::China => &["gb2312", "gbk", "gb18030", "hz"],
            Region::HongKong => &["big5hkscs"],
            Region::Taiwan => &["big5", "cp950"],
            Region::Korea => &["euc_kr", "cp949", "johab"],
            Region::Japan => {
                &["shift_jis", "cp932", "euc_jp", "shift_jis_2004", "euc_jis_2004", "euc_jisx0213", "shift_jisx0213"]
            }
            Region::Iso2022 => &[
                "iso2022_kr",
                "iso2022_jp",
                "iso2022_jp_1",
                "iso2022_jp_2",
                "iso2022_jp_2004",
                "iso2022_jp_3",
                "iso2022_jp_ext",
            ],
        }
    }

    /// The encoding of that name, if it belongs here.
    pub fn find(self, tables: &mut Tables, name: &str) -> Option<(&'static str, Rc<dyn Encoding>)> {
        let name = self.names().iter().find(|known| **known == name)?;
        Some((name, make(tables, name)?))
    }
}

fn make(tables: &mut Tables, name: &str) -> Option<Rc<dyn Encoding>> {
    let mut double_byte =
        |parts: &[(Form, &'static str)]| -> Rc<dyn Encoding> { Rc::new(DoubleByte(tables.charset(parts))) };
    Some(match name {
        "gb2312" => double_byte(&[(Form::Raised, "gb2312")]),
        "gbk" => double_byte(charset::GBK),
        "cp949" => double_byte(&[(Form::Same, "cp949"), (Form::Raised, "ksx1001")]),
        "big5" => double_byte(&[(Form::Same, "big5")]),
        "cp950" => double_byte(&[(Form::Same, "cp950"), (Form::Same, "big5")]),
        "big5hkscs" => double_byte(&[(Form::Same, "big5hkscs"), (Form::Same, "big5")]),
        "gb18030" => Rc::new(Gb18030::new(tables)),
        "hz" => Rc::new(Hz(tables.charset(&[(Form::Same, "gb2312")]))),
        "euc_kr" => Rc::new(EucKr(DoubleByte(tables.charset(&[(Form::Raised, "ksx1001")])))),
        "johab" => Rc::new(Johab(tables.charset(&[(Form::Same, "ksx1001")]))),
        "euc_jp" | "euc_jis_2004" | "euc_jisx0213" => Rc::new(EucJp::new(tables, name)),
        "shift_jis" | "shift_jis_2004" | "shift_jisx0213" => Rc::new(ShiftJis::new(tables, name)),
        "cp932" => Rc::new(Cp932(tables.charset(&[(Form::Same, "cp932"), (Form::Shifted, "jisx0208")]))),
        _ => Rc::new(Iso2022::new(tables, name)?),
    })
}
