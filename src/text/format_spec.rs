//! The format mini-language `[[fill]align][sign][z][#][0][width][grouping][.[precision][grouping]][type]`: parsing and
//! errors.
//!
//! The functions that apply a specifier to a value are in [`super::format_number`].

use super::{ErrorKind, unicode, wtf8};
use std::fmt;

/// A parsed specifier. Code points are 0 where nothing was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spec {
    /// Padding character.
    pub fill: u32,
    /// One of `<`, `>`, `=`, `^`.
    pub align: u8,
    /// `+`, `-`, space, or 0.
    pub sign: u8,
    /// `z`: no negative zero.
    pub no_negative_zero: bool,
    /// `#`
    pub alternate: bool,
    /// Least width in code points.
    pub width: Option<usize>,
    /// Thousands separator.
    pub grouping: Option<Grouping>,
    /// Separator in the fraction.
    pub fraction: Option<Grouping>,
    /// Digits or characters.
    pub precision: Option<usize>,
    /// Presentation type, the default one when none was given.
    pub kind: u32,
}

/// A separator between groups of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// `,` every three digits.
    Comma,
    /// `_` every three digits.
    Underscore,
    /// `_` every four digits, in bases 2, 8 and 16.
    UnderscoreFour,
}

impl Grouping {
    /// The separator and the size of its groups.
    pub fn parts(self) -> (char, usize) {
        match self {
            Grouping::Comma => (',', 3),
            Grouping::Underscore => ('_', 3),
            Grouping::UnderscoreFour => ('_', 4),
        }
    }
}

/// What a value's type takes when the specifier is silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defaults {
    /// `str`: type `s`, aligned left.
    Str,
    /// `int`: type `d`, aligned right.
    Int,
    /// `float` and `complex`: no type, aligned right.
    Float,
}

/// Why a value cannot be formatted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatError {
    /// A width or precision beyond the machine word.
    TooManyDigits,
    /// A point without digits.
    MissingPrecision,
    /// `,` and `_` together.
    CommaAndUnderscore,
    /// More after the type.
    Invalid {
        /// The whole specifier, WTF-8.
        spec: Vec<u8>,
        /// The type's name.
        type_name: String,
    },
    /// A type character that does not exist for the value.
    UnknownType {
        /// Its code point.
        code: u32,
        /// The type's name.
        type_name: String,
    },
    /// A separator with a type that takes none.
    GroupingNotAllowed {
        /// `,` or `_`
        separator: char,
        /// The presentation type.
        code: u32,
    },
    /// A part of the specifier that the value's type rejects; the message.
    NotAllowed(&'static str),
    /// A precision beyond a C int.
    PrecisionTooBig,
    /// `c` of an int that is no code point.
    NotACodePoint,
    /// `c` of an int beyond a machine word.
    TooLargeForLong,
    /// A float presentation of an int beyond the largest float.
    TooLargeForFloat,
    /// An int of more decimal digits than allowed.
    IntTooLong(super::int_text::IntTextError),
    /// The result does not fit in memory.
    OutOfMemory,
}

impl FormatError {
    /// The exception class.
    pub fn kind(&self) -> ErrorKind {
        match self {
            FormatError::NotACodePoint | FormatError::TooLargeForLong | FormatError::TooLargeForFloat => {
                ErrorKind::Overflow
            }
            FormatError::OutOfMemory => ErrorKind::Memory,
            _ => ErrorKind::Value,
        }
    }
}

/// A character in a message: as it is when printable ASCII, else its number in hexadecimal.
struct Shown(u32);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match char::from_u32(self.0) {
            Some(c @ '!'..='\x7F') => write!(f, "{c}"),
            _ => write!(f, "\\x{:x}", self.0),
        }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FormatError::TooManyDigits => f.write_str("Too many decimal digits in format string"),
            FormatError::MissingPrecision => f.write_str("Format specifier missing precision"),
            FormatError::CommaAndUnderscore => f.write_str("Cannot specify both ',' and '_'."),
            FormatError::Invalid { spec, type_name } => {
                let spec = String::from_utf8_lossy(spec);
                write!(f, "Invalid format specifier '{spec}' for object of type '{type_name}'")
            }
            FormatError::UnknownType { code, type_name } => {
                write!(f, "Unknown format code '{}' for object of type '{type_name}'", Shown(*code))
            }
            FormatError::GroupingNotAllowed { separator, code } => {
                write!(f, "Cannot specify '{separator}' with '{}'.", Shown(*code))
            }
            FormatError::NotAllowed(message) => f.write_str(message),
            FormatError::PrecisionTooBig => f.write_str("precision too big"),
            FormatError::NotACodePoint => f.write_str("%c arg not in range(0x110000)"),
            FormatError::TooLargeForLong => f.write_str("Python int too large to convert to C long"),
            FormatError::TooLargeForFloat => f.write_str("int too large to convert to float"),
            FormatError::IntTooLong(error) => error.fmt(f),
            FormatError::OutOfMemory => Ok(()),
        }
    }
}

struct Cursor<'a> {
    rest: &'a [u8],
}

impl Cursor<'_> {
    fn peek(&self) -> u32 {
        wtf8::decode_first(self.rest).map_or(0, |(code, _)| code)
    }

    fn bump(&mut self) {
        let size = wtf8::decode_first(self.rest).map_or(0, |(_, size)| size);
        self.rest = &self.rest[size..];
    }

    fn take(&mut self, wanted: &[u8]) -> u8 {
        match self.rest.first() {
            Some(byte) if wanted.contains(byte) => {
                self.rest = &self.rest[1..];
                *byte
            }
            _ => 0,
        }
    }

    /// Decimal digits of any script; `None` when there are none.
    fn integer(&mut self) -> Result<Option<usize>, FormatError> {
        let mut value = None;
        while let Some(digit) = unicode::decimal_value(self.peek()) {
            let next = value.unwrap_or(0i64).checked_mul(10).and_then(|ten| ten.checked_add(i64::from(digit)));
            value = Some(next.ok_or(FormatError::TooManyDigits)?);
            self.bump();
        }
        Ok(value.map(|value| value as usize))
    }
}

const ALIGNMENTS: &[u8] = b"<>=^";

/// Parses `spec` for a value of a type with these `defaults`; `type_name` goes into messages.
pub fn parse(spec: &[u8], defaults: Defaults, type_name: &str) -> Result<Spec, FormatError> {
    let (kind, align) = match defaults {
        Defaults::Str => (u32::from(b's'), b'<'),
        Defaults::Int => (u32::from(b'd'), b'>'),
        Defaults::Float => (0, b'>'),
    };
    let mut out = Spec {
        fill: u32::from(b' '),
        align,
        sign: 0,
        no_negative_zero: false,
        alternate: false,
        width: None,
        grouping: None,
        fraction: None,
        precision: None,
        kind,
    };
    let mut cursor = Cursor { rest: spec };
    let first_size = wtf8::decode_first(spec).map_or(0, |(_, size)| size);
    let fill_given = spec.get(first_size).is_some_and(|byte| ALIGNMENTS.contains(byte));
    if fill_given {
        out.fill = cursor.peek();
        cursor.bump();
    }
    let given = cursor.take(ALIGNMENTS);
    if given != 0 {
        out.align = given;
    }
    out.sign = cursor.take(b" +-");
    out.no_negative_zero = cursor.take(b"z") != 0;
    out.alternate = cursor.take(b"#") != 0;
    // A zero before the width pads between sign and digits, unless the fill was chosen.
    if !fill_given && cursor.take(b"0") != 0 {
        out.fill = u32::from(b'0');
        if given == 0 && align == b'>' {
            out.align = b'=';
        }
    }
    out.width = cursor.integer()?;
    out.grouping = separator(&mut cursor)?;
    if cursor.take(b".") != 0 {
        out.precision = cursor.integer()?;
        out.fraction = separator(&mut cursor)?;
        if out.precision.is_none() && out.fraction.is_none() {
            return Err(FormatError::MissingPrecision);
        }
    }
    if !cursor.rest.is_empty() {
        out.kind = cursor.peek();
        cursor.bump();
    }
    if !cursor.rest.is_empty() {
        return Err(FormatError::Invalid { spec: spec.to_vec(), type_name: type_name.to_owned() });
    }
    if let Some(grouping) = out.grouping {
        out.grouping = Some(check_grouping(grouping, out.kind)?);
    }
    match out.fraction {
        Some(fraction) if out.kind == u32::from(b'n') => {
            Err(FormatError::GroupingNotAllowed { separator: fraction.parts().0, code: out.kind })
        }
        _ => Ok(out),
    }
}

/// A separator, if one is there; both are an error.
fn separator(cursor: &mut Cursor<'_>) -> Result<Option<Grouping>, FormatError> {
    let found = match cursor.take(b",_") {
        b',' => Grouping::Comma,
        b'_' => Grouping::Underscore,
        _ => return Ok(None),
    };
    let other = if found == Grouping::Comma { b'_' } else { b',' };
    if cursor.rest.first() == Some(&other) {
        return Err(FormatError::CommaAndUnderscore);
    }
    Ok(Some(found))
}

fn check_grouping(grouping: Grouping, kind: u32) -> Result<Grouping, FormatError> {
    match u8::try_from(kind) {
        Ok(0 | b'd' | b'e' | b'f' | b'g' | b'E' | b'G' | b'F' | b'%') => Ok(grouping),
        Ok(b'b' | b'o' | b'x' | b'X') if grouping == Grouping::Underscore => Ok(Grouping::UnderscoreFour),
        _ => Err(FormatError::GroupingNotAllowed { separator: grouping.parts().0, code: kind }),
    }
}
