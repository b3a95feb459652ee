//! `Charset`: a set of characters with codes of two bytes, made of recorded layers; and `Tables`, which keeps those.

use std::rc::Rc;

use super::layer::{Answer, Layer, Sign};
use super::shift_jis::{shifted, unshifted};
use super::{Stop, Text};
use crate::text::codec_fault::Ending;

/// The bit of a code that means the second plane, in sets that have two.
pub const SECOND_PLANE: u16 = 0x8000;

/// The layers of GBK.
pub const GBK: &[(Form, &str)] = &[(Form::Same, "gbk"), (Form::Raised, "gb2312")];

/// Layers that have been unpacked.
#[derive(Default)]
pub struct Tables(Vec<(&'static str, Rc<Layer>)>);

impl Tables {
    fn layer(&mut self, name: &'static str) -> Rc<Layer> {
        if let Some((_, layer)) = self.0.iter().find(|(known, _)| *known == name) {
            return Rc::clone(layer);
        }
        let layer = Rc::new(Layer::unpack(name));
        self.0.push((name, Rc::clone(&layer)));
        layer
    }

    /// The set of these layers; the first that knows a character decides.
    pub fn charset(&mut self, parts: &[(Form, &'static str)]) -> Charset {
        Charset(parts.iter().map(|&(form, name)| (form, self.layer(name))).collect())
    }
}

/// How the codes of a set are made from those of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As they are.
    Same,
    /// With the high bit of both bytes set.
    Raised,
    /// As Shift_JIS has them.
    Shifted,
}

impl Form {
    fn outward(self, code: u16) -> u16 {
        match self {
            Form::Same => code,
            Form::Raised => code | 0x8080,
            Form::Shifted => u16::from_be_bytes(shifted(code)),
        }
    }

    fn inward(self, code: u16) -> Option<u16> {
        match self {
            Form::Same => Some(code),
            Form::Raised => (code & 0x8080 == 0x8080).then_some(code & 0x7f7f),
            Form::Shifted => unshifted(code.to_be_bytes()),
        }
    }
}

/// A set of characters.
pub struct Charset(Vec<(Form, Rc<Layer>)>);

impl Charset {
    /// Whether a layer says of a code that it has none, while one below it has.
    pub fn is_removed(&self, code: u16) -> bool {
        self.0.iter().any(|(form, layer)| form.inward(code).is_some_and(|code| layer.sign(code) == Answer::Nothing))
    }

    /// What a code stands for.
    pub fn text(&self, code: u16) -> Option<Text> {
        for (form, layer) in &self.0 {
            let Some(code) = form.inward(code) else { continue };
            match layer.sign(code) {
                Answer::Unknown => {}
                Answer::Nothing => return None,
                Answer::Known(Sign::One(character)) => return Some(Text::One(character)),
                Answer::Known(Sign::Pair(codes)) => return Some(Text::Pair(codes)),
            }
        }
        None
    }

    /// The code of a character.
    pub fn code(&self, character: u32) -> Option<u16> {
        for (form, layer) in &self.0 {
            match layer.code(character) {
                Answer::Unknown => {}
                Answer::Nothing => return None,
                Answer::Known(code) => return Some(form.outward(code)),
            }
        }
        None
    }

    /// The code of the pair that `codes` begins with; incomplete if one character is there and the other may follow.
    pub fn pair(&self, codes: &[u32], ending: Ending) -> Result<Option<u16>, Stop> {
        let Some(&first) = codes.first() else { return Ok(None) };
        let Some((form, layer)) = self.0.iter().find(|(_, layer)| layer.begins_pair(first)) else { return Ok(None) };
        match codes.get(1) {
            None if ending == Ending::Open => Err(Stop::Incomplete),
            None => Ok(None),
            Some(&second) => Ok(layer.pair([first, second]).map(|code| form.outward(code))),
        }
    }

    /// The code of the pair or the character that `codes` begins with, and how many characters that are.
    pub fn encode(&self, codes: &[u32], ending: Ending) -> Result<(usize, u16), Stop> {
        if let Some(code) = self.pair(codes, ending)? {
            return Ok((2, code));
        }
        let code = codes.first().and_then(|&character| self.code(character));
        code.map(|code| (1, code)).ok_or(Stop::Illegal(1))
    }
}
