//! `Designation`: a set as ISO 2022 knows it, by a mark.

use crate::text::codec_fault::Ending;
use crate::text::multibyte::charset::{Charset, Form, SECOND_PLANE, Tables};
use crate::text::multibyte::euc_jp::{FIRST_KATAKANA, KATAKANA, LAST_KATAKANA, OVERLINE, YEN, katakana};
use crate::text::multibyte::shift_jis::roman;
use crate::text::multibyte::{Stop, Text};

/// The bit of a mark that tells sets of two bytes from those of one.
pub const TWO_BYTES: u8 = 0x80;
/// ASCII's mark.
pub const ASCII: u8 = b'B';
/// That of ISO 8859-1.
pub const LATIN_1: u8 = b'A';
/// That of ISO 8859-7.
pub const GREEK: u8 = b'F';
/// That of JIS X 0208 since 1983.
pub const JISX0208: u8 = b'B' | TWO_BYTES;
const JISX0208_OF_1978: u8 = b'@' | TWO_BYTES;
const JISX0212: u8 = b'D' | TWO_BYTES;
const JISX0213_OF_2000: u8 = b'O' | TWO_BYTES;
const JISX0213_SECOND: u8 = b'P' | TWO_BYTES;
const JISX0213: u8 = b'Q' | TWO_BYTES;
const ROMAN: u8 = b'J';
const KATAKANA_MARK: u8 = b'I';
const KSX1001: u8 = b'C' | TWO_BYTES;
const GB2312: u8 = b'A' | TWO_BYTES;

/// A set, and where it is put.
pub struct Designation {
    /// The end of its escape sequence.
    pub mark: u8,
    /// Whether it is put into the second place.
    pub is_shifted: bool,
    set: Set,
}

enum Set {
    /// JIS X 0201 without its katakana.
    Roman,
    Katakana,
    /// A set of one plane.
    Plane(Charset),
    /// The second plane of a set, of which its codes here do not tell.
    SecondPlane {
        decoded: Charset,
        encoded: Charset,
    },
    /// The first plane of JIS X 0213.
    Jisx0213(Charset),
    /// The same, which is asked for pairs of characters before JIS X 0208 is.
    Pairs(Charset),
}

/// In JIS X 0213 recorded as the ASCII character.
const BACKSLASH: u16 = 0x2140;
const FULL_WIDTH_BACKSLASH: u32 = 0xff3c;

/// The sets of the encoding of that name, in the order in which they are tried.
pub fn of(tables: &mut Tables, name: &str) -> Option<Vec<Designation>> {
    let marks: &[u8] = match name {
        "iso2022_kr" => &[KSX1001],
        "iso2022_jp" => &[JISX0208, ROMAN, JISX0208_OF_1978],
        "iso2022_jp_1" => &[JISX0208, JISX0212, ROMAN, JISX0208_OF_1978],
        "iso2022_jp_2" => &[JISX0208, JISX0212, KSX1001, GB2312, ROMAN, JISX0208_OF_1978],
        "iso2022_jp_ext" => &[JISX0208, JISX0212, ROMAN, KATAKANA_MARK, JISX0208_OF_1978],
        "iso2022_jp_3" => &[JISX0213_OF_2000, JISX0208, JISX0213_OF_2000, JISX0213_SECOND],
        "iso2022_jp_2004" => &[JISX0213, JISX0208, JISX0213, JISX0213_SECOND],
        _ => return None,
    };
    let older = name == "iso2022_jp_3";
    let jisx0213: &[&'static str] =
        if older { &["jisx0213_2000", "jisx0213", "jisx0208"] } else { &["jisx0213", "jisx0208"] };
    let mut set_of = |index: usize, mark: u8| {
        let mut charset =
            |names: &[&'static str]| tables.charset(&names.iter().map(|&name| (Form::Same, name)).collect::<Vec<_>>());
        match mark {
            ROMAN => Set::Roman,
            KATAKANA_MARK => Set::Katakana,
            JISX0212 => Set::SecondPlane { decoded: charset(&["jisx0212"]), encoded: charset(&["jisx0212"]) },
            // CPython decodes the second plane as that of 2004 whatever is encoded.
            JISX0213_SECOND => Set::SecondPlane { decoded: charset(&["jisx0213"]), encoded: charset(jisx0213) },
            JISX0213 | JISX0213_OF_2000 if index == 0 => Set::Pairs(charset(jisx0213)),
            JISX0213 | JISX0213_OF_2000 => Set::Jisx0213(charset(jisx0213)),
            KSX1001 => Set::Plane(charset(&["ksx1001"])),
            GB2312 => Set::Plane(charset(&["gb2312"])),
            _ => Set::Plane(charset(&["jisx0208"])),
        }
    };
    let make =
        |(index, &mark): (usize, &u8)| Designation { mark, is_shifted: name == "iso2022_kr", set: set_of(index, mark) };
    Some(marks.iter().enumerate().map(make).collect())
}

/// ISO 8859-7, of which the bytes without their high bit are the codes.
pub fn greek(tables: &mut Tables) -> Charset {
    tables.charset(&[(Form::Same, "iso8859_7")])
}

impl Designation {
    /// Bytes of a character.
    pub fn width(&self) -> usize {
        if self.mark & TWO_BYTES == 0 { 1 } else { 2 }
    }

    /// What `bytes`, as many as [`width`](Designation::width) says, stand for.
    pub fn decode(&self, bytes: &[u8]) -> Option<Text> {
        let code = match *bytes {
            [first, second] => u16::from_be_bytes([first, second]),
            [byte] => u16::from(byte),
            _ => return None,
        };
        match &self.set {
            Set::Roman => Some(Text::One(roman(code as u8))),
            Set::Katakana => {
                let byte = code as u8 | 0x80;
                (FIRST_KATAKANA..=LAST_KATAKANA).contains(&byte).then(|| Text::One(KATAKANA + u32::from(byte)))
            }
            _ if code >= SECOND_PLANE => None,
            Set::Plane(set) => set.text(code),
            Set::SecondPlane { decoded, .. } => decoded.text(code | SECOND_PLANE),
            Set::Jisx0213(_) | Set::Pairs(_) if code == BACKSLASH => Some(Text::One(FULL_WIDTH_BACKSLASH)),
            Set::Jisx0213(set) | Set::Pairs(set) => set.text(code),
        }
    }

    /// The code of the character or pair that `codes` begins with, and how many characters that are.
    pub fn encode(&self, codes: &[u32], ending: Ending) -> Result<Option<(usize, u16)>, Stop> {
        let Some(&character) = codes.first() else { return Ok(None) };
        let single = |code: Option<u16>| Ok(code.map(|code| (1, code)));
        match &self.set {
            Set::Roman => single(match character {
                YEN => Some(u16::from(b'\\')),
                OVERLINE => Some(u16::from(b'~')),
                _ => None,
            }),
            Set::Katakana => single(katakana(character).map(|byte| u16::from(byte & 0x7f))),
            Set::Plane(set) => single(set.code(character)),
            Set::SecondPlane { encoded, .. } => {
                let code = encoded.code(character).filter(|code| *code >= SECOND_PLANE);
                single(code.map(|code| code & !SECOND_PLANE))
            }
            Set::Pairs(set) => Ok(set.pair(codes, ending)?.map(|code| (2, code))),
            Set::Jisx0213(set) => single(set.code(character).filter(|code| *code < SECOND_PLANE)),
        }
    }
}
