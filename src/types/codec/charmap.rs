//! The encodings of one byte a character: the code pages of Windows, of DOS, ISO 8859, EBCDIC and a few more.
//!
//! Most tables are those of the Web (`encoding_rs`). They know a character for every byte of Windows' code pages; where
//! CPython knows none, it is one of the controls U+0080 to U+009F. What the Web does not know is in `code_pages`.

use encoding_rs::Encoding;

use crate::text::code_pages::{CodePage, PAGES};

/// Bytes that no character stands for beyond the controls of [`Web::has_gaps`].
const HEBREW_GAP: u8 = 0xca;

/// One encoding.
#[derive(Clone, Copy)]
pub struct Charmap(Table);

#[derive(Clone, Copy)]
enum Table {
    Web(Web),
    Page(&'static CodePage),
}

/// An encoding of the Web.
#[derive(Clone, Copy)]
struct Web {
    encoding: &'static Encoding,
    /// Whether a byte that the Web reads as a control stands for nothing.
    has_gaps: bool,
}

impl Charmap {
    /// The encoding of that name, which is in lower case with single underscores.
    pub fn find(name: &str) -> Option<Charmap> {
        let windows = |encoding| Some(Charmap(Table::Web(Web { encoding, has_gaps: true })));
        let full = |encoding| Some(Charmap(Table::Web(Web { encoding, has_gaps: false })));
        match name {
            "cp1250" | "1250" | "windows_1250" => windows(encoding_rs::WINDOWS_1250),
            "cp1251" | "1251" | "windows_1251" => windows(encoding_rs::WINDOWS_1251),
            "cp1252" | "1252" | "windows_1252" => windows(encoding_rs::WINDOWS_1252),
            "cp1253" | "1253" | "windows_1253" => windows(encoding_rs::WINDOWS_1253),
            "cp1254" | "1254" | "windows_1254" => windows(encoding_rs::WINDOWS_1254),
            "cp1255" | "1255" | "windows_1255" => windows(encoding_rs::WINDOWS_1255),
            "cp1256" | "1256" | "windows_1256" => windows(encoding_rs::WINDOWS_1256),
            "cp1257" | "1257" | "windows_1257" => windows(encoding_rs::WINDOWS_1257),
            "cp1258" | "1258" | "windows_1258" => windows(encoding_rs::WINDOWS_1258),
            "cp874" | "874" | "ms874" | "windows_874" => windows(encoding_rs::WINDOWS_874),
            "cp866" | "866" | "csibm866" | "ibm866" => full(encoding_rs::IBM866),
            "koi8_r" | "cskoi8r" => full(encoding_rs::KOI8_R),
            "mac_roman" | "macintosh" | "macroman" => full(encoding_rs::MACINTOSH),
            "mac_cyrillic" | "maccyrillic" => full(encoding_rs::X_MAC_CYRILLIC),
            "latin2" | "l2" | "csisolatin2" | "iso_ir_101" => full(encoding_rs::ISO_8859_2),
            "latin3" | "l3" | "csisolatin3" | "iso_ir_109" => full(encoding_rs::ISO_8859_3),
            "latin4" | "l4" | "csisolatin4" | "iso_ir_110" => full(encoding_rs::ISO_8859_4),
            "cyrillic" | "csisolatincyrillic" | "iso_ir_144" => full(encoding_rs::ISO_8859_5),
            "arabic" | "csisolatinarabic" | "asmo_708" | "ecma_114" | "iso_ir_127" => full(encoding_rs::ISO_8859_6),
            "greek" | "greek8" | "csisolatingreek" | "ecma_118" | "elot_928" | "iso_ir_126" => {
                full(encoding_rs::ISO_8859_7)
            }
            "hebrew" | "csisolatinhebrew" | "iso_ir_138" => full(encoding_rs::ISO_8859_8),
            "latin6" | "l6" | "csisolatin6" | "iso_ir_157" => full(encoding_rs::ISO_8859_10),
            "latin7" | "l7" => full(encoding_rs::ISO_8859_13),
            "latin8" | "l8" | "iso_celtic" | "iso_ir_199" => full(encoding_rs::ISO_8859_14),
            "latin9" | "l9" => full(encoding_rs::ISO_8859_15),
            "latin10" | "l10" | "iso_ir_226" => full(encoding_rs::ISO_8859_16),
            _ if let Some(page) = PAGES.iter().find(|page| page.names.contains(&name)) => {
                Some(Charmap(Table::Page(page)))
            }
            _ => full(match name.strip_prefix("iso8859_").or_else(|| name.strip_prefix("iso_8859_"))? {
                "2" | "2_1987" => encoding_rs::ISO_8859_2,
                "3" | "3_1988" => encoding_rs::ISO_8859_3,
                "4" | "4_1988" => encoding_rs::ISO_8859_4,
                "5" | "5_1988" => encoding_rs::ISO_8859_5,
                "6" | "6_1987" => encoding_rs::ISO_8859_6,
                "7" | "7_1987" => encoding_rs::ISO_8859_7,
                "8" | "8_1988" | "8_e" | "8_i" => encoding_rs::ISO_8859_8,
                "10" | "10_1992" => encoding_rs::ISO_8859_10,
                "13" => encoding_rs::ISO_8859_13,
                "14" | "14_1998" => encoding_rs::ISO_8859_14,
                "15" => encoding_rs::ISO_8859_15,
                "16" | "16_2001" => encoding_rs::ISO_8859_16,
                _ => return None,
            }),
        }
    }

    /// The characters of the 256 bytes.
    pub fn table(self) -> Vec<Option<char>> {
        (0..=255_u8).map(|byte| self.character(byte)).collect()
    }

    /// Whether the bytes below 128 are ASCII, and nothing else is.
    pub fn is_ascii_based(self) -> bool {
        match self.0 {
            Table::Web(_) => true,
            Table::Page(page) => page.characters.len() == 128 && page.characters.iter().all(|&code| code >= 128),
        }
    }

    fn character(self, byte: u8) -> Option<char> {
        match self.0 {
            Table::Web(web) => web.character(byte),
            Table::Page(page) => {
                let Some(index) = (usize::from(byte) + page.characters.len()).checked_sub(256) else {
                    return Some(char::from(byte));
                };
                let character = char::from_u32(u32::from(page.characters[index]))?;
                (character != char::REPLACEMENT_CHARACTER).then_some(character)
            }
        }
    }
}

impl Web {
    fn character(self, byte: u8) -> Option<char> {
        let bytes = [byte];
        let text = self.encoding.decode_without_bom_handling_and_without_replacement(&bytes)?;
        let character = text.chars().next()?;
        let gap = byte >= 0x80 && ('\u{80}'..'\u{a0}').contains(&character);
        let hebrew = byte == HEBREW_GAP && self.encoding == encoding_rs::WINDOWS_1255;
        if gap && self.has_gaps || hebrew { None } else { Some(character) }
    }
}
