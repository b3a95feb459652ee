//! The three notions of case that patterns know.

use crate::text::unicode;

/// Which characters are the same but for case, and which make words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// ASCII letters.
    Ascii,
    /// Those of the locale: that of the interpreter is always one whose letters among the bytes are ASCII's.
    Locale,
    /// All of Unicode, by the first character of each mapping.
    Unicode,
}

/// The lower case of an ASCII letter.
#[inline]
pub fn lower_ascii(code: u32) -> u32 {
    if code.wrapping_sub(u32::from(b'A')) < 26 { code + 32 } else { code }
}

#[inline]
fn upper_ascii(code: u32) -> u32 {
    if code.wrapping_sub(u32::from(b'a')) < 26 { code - 32 } else { code }
}

/// The lower case, or the first character of it.
#[inline]
pub fn lower_unicode(code: u32) -> u32 {
    if code < 0x80 {
        return lower_ascii(code);
    }
    unicode::to_lower(code).iter().next().unwrap_or(code)
}

/// The upper case, or the first character of it.
pub fn upper_unicode(code: u32) -> u32 {
    if code < 0x80 {
        return upper_ascii(code);
    }
    unicode::to_upper(code).iter().next().unwrap_or(code)
}

/// Whether there is another case of the character: of ASCII letters.
pub fn is_cased_ascii(code: u32) -> bool {
    u8::try_from(code).is_ok_and(|byte| byte.is_ascii_alphabetic())
}

/// Whether there is another case of the character.
pub fn is_cased_unicode(code: u32) -> bool {
    lower_unicode(code) != code || upper_unicode(code) != code
}

impl Case {
    /// Whether a character of the text is the literal of a pattern, which stands there in lower case.
    #[inline]
    pub fn is(self, literal: u32, code: u32) -> bool {
        match self {
            Case::Ascii => lower_ascii(code) == literal,
            Case::Locale => literal == code || lower_ascii(code) == literal || upper_ascii(code) == literal,
            Case::Unicode => lower_unicode(code) == literal,
        }
    }

    /// A character that all cases of it share.
    #[inline]
    pub fn fold(self, code: u32) -> u32 {
        if self == Case::Unicode { lower_unicode(code) } else { lower_ascii(code) }
    }

    /// Whether the character is one of a word.
    #[inline]
    pub fn is_word(self, code: u32) -> bool {
        match u8::try_from(code) {
            Ok(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric() || byte == b'_',
            _ => self == Case::Unicode && unicode::is_alnum(code),
        }
    }

    /// What else a character may be looked up as in a set.
    #[inline]
    pub(super) fn alternatives(self, code: u32) -> [u32; 2] {
        match self {
            Case::Locale => [lower_ascii(code), upper_ascii(code)],
            _ => [self.fold(code); 2],
        }
    }
}
