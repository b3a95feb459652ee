//! The formats of items: single native values.

/// Characters of four bytes: arrays have them, and views do not know them.
const CHARACTERS: u8 = b'w';

/// A format: one letter, and whether an `@` stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// The letter.
    pub code: u8,
    /// Whether the text shows the `@`.
    prefixed: bool,
}

impl Format {
    /// Unsigned bytes.
    pub const BYTES: Format = Format { code: b'B', prefixed: false };

    /// The format that the text names; none if it is not that of a single native value.
    pub fn parse(text: &[u8]) -> Option<Format> {
        let (code, prefixed) = match text {
            [code] => (*code, false),
            [b'@', code] => (*code, true),
            _ => return None,
        };
        let is_known = size_of_code(code).is_some() && !matches!(code, CHARACTERS | b'u');
        is_known.then_some(Format { code, prefixed })
    }

    /// The format of an array's items.
    pub fn of_array(code: u8) -> Format {
        Format { code: if code == b'u' { CHARACTERS } else { code }, prefixed: false }
    }

    /// Whether a view can make objects of items.
    pub fn is_supported(self) -> bool {
        self.code != CHARACTERS
    }

    /// `memoryview.format`.
    pub fn text(self) -> String {
        let code = char::from(self.code);
        if self.prefixed { format!("@{code}") } else { code.to_string() }
    }

    /// Bytes of an item.
    pub fn size(self) -> usize {
        size_of_code(self.code).unwrap_or(1)
    }

    /// Whether an item is one byte that is shown as it is.
    pub fn is_of_bytes(self) -> bool {
        matches!(self.code, b'B' | b'b' | b'c')
    }

    /// Whether items are equal exactly if their bytes are.
    pub fn compares_bytes(self) -> bool {
        !matches!(self.code, b'?' | b'f' | b'd' | b'e' | CHARACTERS)
    }
}

/// Bytes of an item of the typecode.
pub fn size_of_code(code: u8) -> Option<usize> {
    Some(match code {
        CHARACTERS | b'u' => 4,
        b'B' | b'b' | b'c' | b'?' => 1,
        b'h' | b'H' | b'e' => 2,
        b'i' | b'I' | b'f' => 4,
        b'l' | b'L' | b'q' | b'Q' | b'n' | b'N' | b'd' | b'P' => 8,
        _ => return None,
    })
}
