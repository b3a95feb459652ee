//! EUC-KR and Johab: KS X 1001, and the syllables it lacks made of their letters.
//!
//! A syllable is an initial, a vowel and perhaps a final; Unicode counts them in that order. Both encodings know letters
//! as Unicode's compatibility letters, in which 30 consonants stand before 21 vowels.

use super::charset::Charset;
use super::double_byte::DoubleByte;
use super::{Encoding, State, Stop, Text};
use crate::text::codec_fault::Ending;

const FIRST_SYLLABLE: u32 = 0xac00;
const SYLLABLES: u32 = 19 * VOWELS * FINALS;
const VOWELS: u32 = 21;
/// With that there is none.
const FINALS: u32 = 28;
const FIRST_LETTER: u32 = 0x3131;
const FIRST_VOWEL: u32 = FIRST_LETTER + 30;

/// Which consonants syllables begin with, in order.
const INITIALS: [u8; 19] = [0, 1, 3, 6, 7, 8, 16, 17, 18, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29];
/// Consonants that no syllable ends with.
const NEVER_FINAL: [u8; 3] = [7, 18, 24];

/// Which initial a consonant is.
fn initial_of(consonant: u8) -> Option<u32> {
    INITIALS.iter().position(|&known| known == consonant).map(|position| position as u32)
}

/// Which final a consonant is: 0 is none.
fn final_of(consonant: u8) -> Option<u32> {
    let is_final = consonant < 30 && !NEVER_FINAL.contains(&consonant);
    let skipped = NEVER_FINAL.iter().filter(|&&never| never < consonant).count();
    is_final.then(|| u32::from(consonant) + 1 - skipped as u32)
}

fn consonant_of_final(number: u32) -> Option<u8> {
    (0..30).find(|&consonant| final_of(consonant) == Some(number))
}

/// The parts of a syllable: initial, vowel, final.
fn parts(code: u32) -> Option<[u32; 3]> {
    let number = code.checked_sub(FIRST_SYLLABLE).filter(|number| *number < SYLLABLES)?;
    Some([number / (VOWELS * FINALS), number / FINALS % VOWELS, number % FINALS])
}

fn syllable([initial, vowel, last]: [u32; 3]) -> u32 {
    FIRST_SYLLABLE + (initial * VOWELS + vowel) * FINALS + last
}

/// EUC-KR. Of a syllable that KS X 1001 lacks four letters are written, the first being an empty one.
pub struct EucKr(pub DoubleByte);

/// The first byte of letters.
const LETTER: u8 = 0xa4;
/// The second byte of the empty letter, of the first consonant and of the first vowel.
const FILLER: u8 = 0xd4;
const CONSONANT: u8 = 0xa1;
const VOWEL: u8 = 0xbf;

/// The syllable of three letters' second bytes.
fn from_letters([first, middle, last]: [u8; 3]) -> Option<u32> {
    let initial = initial_of(first.checked_sub(CONSONANT)?)?;
    let vowel = u32::from(middle.checked_sub(VOWEL)?);
    let last = if last == FILLER { 0 } else { final_of(last.checked_sub(CONSONANT)?)? };
    (vowel < VOWELS).then(|| syllable([initial, vowel, last]))
}

fn to_letters(code: u32) -> Option<[u8; 8]> {
    let [initial, vowel, last] = parts(code)?;
    let initial = INITIALS[initial as usize] + CONSONANT;
    let last = consonant_of_final(last).map_or(FILLER, |consonant| consonant + CONSONANT);
    Some([LETTER, FILLER, LETTER, initial, LETTER, vowel as u8 + VOWEL, LETTER, last])
}

impl Encoding for EucKr {
    fn decode_one(&self, state: &mut State, data: &[u8]) -> Result<(usize, Text), Stop> {
        match *data {
            [LETTER, FILLER, LETTER, first, LETTER, middle, LETTER, last, ..] => {
                let code = from_letters([first, middle, last]).ok_or(Stop::Illegal(1))?;
                Ok((8, Text::One(code)))
            }
            [LETTER, FILLER, ref rest @ ..] if rest.len() < 6 => Err(Stop::Incomplete),
            [LETTER, FILLER, ..] => Err(Stop::Illegal(1)),
            _ => self.0.decode_one(state, data),
        }
    }

    fn encode_one(&self, state: &mut State, codes: &[u32], ending: Ending, out: &mut Vec<u8>) -> Result<usize, Stop> {
        let result = self.0.encode_one(state, codes, ending, out);
        if result.is_err()
            && let Some(letters) = codes.first().and_then(|&code| to_letters(code))
        {
            out.extend(letters);
            return Ok(1);
        }
        result
    }
}

/// Johab: a syllable, or a letter, is five bits for each of its parts behind a set bit; other characters of KS X 1001
/// follow, two rows for each first byte.
pub struct Johab(pub Charset);

/// Five bits for a part that is not there.
const NO_INITIAL: u16 = 1;
const NO_VOWEL: u16 = 2;
const NO_FINAL: u16 = 1;

const FIRST_INITIAL: u16 = 2;
/// The five bits of the vowels, which leave gaps.
const VOWEL_BITS: [u16; 21] = [3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 18, 19, 20, 21, 22, 23, 26, 27, 28, 29];
/// The final that has no letter of its own, so that the bits from there on are one more.
const FINAL_GAP: u16 = 18;

fn initial_bits(number: u32) -> u16 {
    number as u16 + FIRST_INITIAL
}

fn final_bits(number: u32) -> u16 {
    let bits = number as u16 + NO_FINAL;
    if bits < FINAL_GAP { bits } else { bits + 1 }
}

/// What five bits are: nothing known, the mark that there is none, or a part.
#[derive(Clone, Copy)]
enum Part {
    Absent,
    Number(u32),
}

fn initial_part(bits: u16) -> Option<Part> {
    match bits {
        NO_INITIAL => Some(Part::Absent),
        FIRST_INITIAL..=20 => Some(Part::Number(u32::from(bits - FIRST_INITIAL))),
        _ => None,
    }
}

fn vowel_part(bits: u16) -> Option<Part> {
    if bits == NO_VOWEL {
        return Some(Part::Absent);
    }
    VOWEL_BITS.iter().position(|&known| known == bits).map(|number| Part::Number(number as u32))
}

fn final_part(bits: u16) -> Option<Part> {
    match bits {
        NO_FINAL => Some(Part::Absent),
        2..=17 => Some(Part::Number(u32::from(bits - NO_FINAL))),
        19..=29 => Some(Part::Number(u32::from(bits - NO_FINAL - 1))),
        _ => None,
    }
}

const IDEOGRAPHIC_SPACE: u32 = 0x3000;

/// The syllable or letter of a code.
fn from_bits(code: u16) -> Option<u32> {
    let parts = (initial_part(code >> 10 & 31)?, vowel_part(code >> 5 & 31)?, final_part(code & 31)?);
    Some(match parts {
        (Part::Absent, Part::Absent, Part::Absent) => IDEOGRAPHIC_SPACE,
        (Part::Absent, Part::Absent, Part::Number(last)) => FIRST_LETTER + u32::from(consonant_of_final(last)?),
        (Part::Absent, Part::Number(vowel), Part::Absent) => FIRST_VOWEL + vowel,
        (Part::Number(first), Part::Absent, Part::Absent) => FIRST_LETTER + u32::from(INITIALS[first as usize]),
        (Part::Number(first), Part::Number(vowel), Part::Absent) => syllable([first, vowel, 0]),
        (Part::Number(first), Part::Number(vowel), Part::Number(last)) => syllable([first, vowel, last]),
        (Part::Absent, Part::Number(_), Part::Number(_)) | (Part::Number(_), Part::Absent, Part::Number(_)) => {
            return None;
        }
    })
}

fn to_bits(code: u32) -> Option<u16> {
    let (initial, vowel, last) = if let Some([initial, vowel, last]) = parts(code) {
        (initial_bits(initial), VOWEL_BITS[vowel as usize], final_bits(last))
    } else if let Some(vowel) = code.checked_sub(FIRST_VOWEL) {
        (NO_INITIAL, *VOWEL_BITS.get(vowel as usize)?, NO_FINAL)
    } else {
        let consonant = code.checked_sub(FIRST_LETTER)? as u8;
        match initial_of(consonant) {
            Some(initial) => (initial_bits(initial), NO_VOWEL, NO_FINAL),
            None => (NO_INITIAL, NO_VOWEL, final_bits(final_of(consonant)?)),
        }
    };
    Some(0x8000 | initial << 10 | vowel << 5 | last)
}

/// The first byte behind those of syllables and letters.
const OTHERS: u8 = 0xd8;

/// The code of KS X 1001 that two bytes from [`OTHERS`] on stand for. Rows with syllables and letters, and the rows that
/// are the user's, have none.
fn unfolded(first: u8, second: u8) -> Option<u16> {
    let row = match first {
        0xd9..=0xde => u16::from(first - 0xd9) * 2 + 0x21,
        0xe0..=0xf9 => u16::from(first - 0xe0) * 2 + 0x4a,
        _ => return None,
    };
    let cell = match second {
        0x31..=0x7e => u16::from(second - 0x31),
        0x91..=0xfe => u16::from(second - 0x43),
        _ => return None,
    };
    if first == 0xda && (0xa1..=0xd3).contains(&second) {
        return None;
    }
    Some((row + cell / 94) << 8 | (cell % 94 + 0x21))
}

fn folded(code: u16) -> Option<[u8; 2]> {
    let [row, cell] = code.to_be_bytes();
    let pair = match row {
        0x21..=0x2c => (row - 0x21) / 2 + 0xd9,
        0x4a..=0x7d => (row - 0x4a) / 2 + 0xe0,
        _ => return None,
    };
    let is_second = if row < 0x4a { row - 0x21 } else { row - 0x4a } % 2;
    let cell = is_second * 94 + (cell - 0x21);
    Some([pair, if cell < 78 { cell + 0x31 } else { cell + 0x43 }])
}

impl Encoding for Johab {
    fn decode_one(&self, _state: &mut State, data: &[u8]) -> Result<(usize, Text), Stop> {
        match *data {
            [byte @ 0..=0x7f, ..] => Ok((1, Text::One(u32::from(byte)))),
            [first, second, ..] => {
                let text = if first < OTHERS {
                    from_bits(u16::from_be_bytes([first, second])).map(Text::One)
                } else {
                    unfolded(first, second).and_then(|code| self.0.text(code))
                };
                text.map(|text| (2, text)).ok_or(Stop::Illegal(1))
            }
            _ => Err(Stop::Incomplete),
        }
    }

    fn encode_one(&self, _state: &mut State, codes: &[u32], _ending: Ending, out: &mut Vec<u8>) -> Result<usize, Stop> {
        let code = codes.first().copied().unwrap_or_default();
        if code < 0x80 {
            out.push(code as u8);
            return Ok(1);
        }
        let bytes = match to_bits(code) {
            Some(bits) => bits.to_be_bytes(),
            None => self.0.code(code).and_then(folded).ok_or(Stop::Illegal(1))?,
        };
        out.extend(bytes);
        Ok(1)
    }
}
