//! From the bytes of a document to UTF-8.

/// How characters are written.
#[derive(Clone, Debug)]
pub enum Encoding {
    /// UTF-8. What is none is found when it is read.
    Utf8,
    /// Each byte is the character of that number.
    Latin1,
    /// The same, up to 127.
    Ascii,
    /// Two bytes for most characters, the higher first.
    Utf16Big,
    /// The lower first.
    Utf16Little,
    /// A byte for each character, which a table gives.
    Table(Box<[Option<char>; 256]>),
}

/// A byte that no text has: a character that there is not.
const INVALID: u8 = 0xff;
/// The beginning of a character whose end is missing.
const CUT_OFF: u8 = 0xf0;

impl Encoding {
    /// The encodings that need no table.
    pub fn of_name(name: &[u8]) -> Option<Encoding> {
        Some(match &name.to_ascii_uppercase()[..] {
            b"UTF-8" => Encoding::Utf8,
            b"ISO-8859-1" => Encoding::Latin1,
            b"US-ASCII" => Encoding::Ascii,
            b"UTF-16" | b"UTF-16BE" => Encoding::Utf16Big,
            b"UTF-16LE" => Encoding::Utf16Little,
            _ => return None,
        })
    }

    /// Whether characters have two bytes or more.
    pub fn is_wide(&self) -> bool {
        matches!(self, Encoding::Utf16Big | Encoding::Utf16Little)
    }

    /// How many bytes of a document a character takes whose UTF-8 begins so.
    pub fn width(&self, first: u8) -> usize {
        let length = match first {
            ..0xc0 => 1,
            0xc0..0xe0 => 2,
            0xe0..0xf0 => 3,
            _ => 4,
        };
        match self {
            Encoding::Utf8 => length,
            Encoding::Utf16Big | Encoding::Utf16Little => {
                if length == 4 {
                    4
                } else {
                    2
                }
            }
            _ => 1,
        }
    }

    /// Turns bytes into UTF-8, and leaves those of a character whose end is not there yet.
    pub fn decode(&self, raw: &mut Vec<u8>, text: &mut Vec<u8>) {
        let mut push = |found: Option<char>| match found {
            Some(found) => text.extend(found.encode_utf8(&mut [0; 4]).as_bytes()),
            None => text.push(INVALID),
        };
        match self {
            Encoding::Utf8 => text.append(raw),
            Encoding::Latin1 => raw.drain(..).for_each(|byte| push(Some(char::from(byte)))),
            Encoding::Ascii => raw.drain(..).for_each(|byte| push(byte.is_ascii().then(|| char::from(byte)))),
            Encoding::Table(table) => raw.drain(..).for_each(|byte| push(table[usize::from(byte)])),
            Encoding::Utf16Big | Encoding::Utf16Little => {
                let is_big = matches!(self, Encoding::Utf16Big);
                let (pairs, _) = raw.as_chunks::<2>();
                let units: Vec<u16> = pairs
                    .iter()
                    .map(|&pair| if is_big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
                    .collect();
                let mut whole = units.len();
                if units.last().is_some_and(|unit| (0xd800..0xdc00).contains(unit)) {
                    whole -= 1;
                }
                char::decode_utf16(units[..whole].iter().copied()).for_each(|found| push(found.ok()));
                raw.drain(..2 * whole);
            }
        }
    }

    /// The bytes of a document that were decoded to this.
    pub fn encode(&self, text: &[u8]) -> Vec<u8> {
        let valid = String::from_utf8_lossy(text);
        let narrow =
            |number: &dyn Fn(char) -> Option<u8>| valid.chars().map(|found| number(found).unwrap_or(0)).collect();
        match self {
            Encoding::Utf8 => text.to_vec(),
            Encoding::Latin1 | Encoding::Ascii => narrow(&|found| u8::try_from(found).ok()),
            Encoding::Table(table) => {
                narrow(&|found| table.iter().position(|&known| known == Some(found)).map(|byte| byte as u8))
            }
            Encoding::Utf16Big => valid.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Encoding::Utf16Little => valid.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        }
    }

    /// What is left of a document that has ended.
    pub fn end(raw: &mut Vec<u8>, text: &mut Vec<u8>) {
        if !raw.is_empty() {
            raw.clear();
            text.push(CUT_OFF);
        }
    }
}

/// What the first bytes of a document say: its encoding, if they say one, and how many bytes only say so. `None` if
/// more are needed.
pub fn detect(raw: &[u8]) -> Option<(Option<Encoding>, usize)> {
    match raw {
        [] | [_] | [0xef, 0xbb] => None,
        [0xef, 0xbb, 0xbf, ..] => Some((Some(Encoding::Utf8), 3)),
        [0xfe, 0xff, ..] => Some((Some(Encoding::Utf16Big), 2)),
        [0xff, 0xfe, ..] => Some((Some(Encoding::Utf16Little), 2)),
        [0, ..] => Some((Some(Encoding::Utf16Big), 0)),
        [_, 0, ..] => Some((Some(Encoding::Utf16Little), 0)),
        _ => Some((None, 0)),
    }
}
