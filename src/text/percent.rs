//! `%`-formatting: reading the format string and rendering one conversion.
//!
//! The caller owns the arguments, so the reader hands out [`Event`]s in the order in which CPython touches them:
//! the error for a missing argument comes before one for text further right.

use super::int_text;
use super::{ErrorKind, wtf8};
use std::fmt;

/// What `%`-formatting can raise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PercentError {
    /// The string ends inside a conversion.
    Incomplete,
    /// `%(` without its parenthesis.
    IncompleteKey,
    /// A key, but the right operand is no mapping.
    MappingRequired,
    /// A width beyond the machine word.
    WidthTooBig,
    /// A precision beyond a C int.
    PrecisionTooBig,
    /// `*` with an argument that is no int.
    StarWantsInt,
    /// `*` as a width beyond the machine word.
    StarTooLarge,
    /// `*` as the width whose amount is none.
    StarWidthTooBig,
    /// `*` as a precision beyond a C int.
    StarPrecisionTooLarge,
    /// A conversion that does not exist.
    Unsupported {
        /// Its code point.
        code: u32,
        /// Its index in the format string, in code points.
        index: usize,
    },
    /// More conversions than arguments.
    NotEnoughArguments,
    /// `%d` of something that is no number.
    RealNumberRequired {
        /// `d`, `i` or `u`.
        conversion: char,
        /// Type of the argument.
        type_name: String,
    },
    /// `%x` of something that is no integer.
    IntegerRequired {
        /// `o`, `x` or `X`.
        conversion: char,
        /// Type of the argument.
        type_name: String,
    },
    /// `%f` of something that is no number.
    MustBeRealNumber {
        /// Type of the argument.
        type_name: String,
    },
    /// `%c` of something else than an int or one character.
    CharRequired {
        /// What was given: the name of a type, or "a string of length 2".
        given: String,
    },
    /// `%c` of an int that is no code point.
    NotACodePoint,
    /// An int of more decimal digits than allowed.
    IntTooLong(int_text::IntTextError),
    /// The result does not fit in memory.
    OutOfMemory,
}

impl PercentError {
    /// The exception class.
    pub fn kind(&self) -> ErrorKind {
        use PercentError as E;
        match self {
            E::Incomplete
            | E::IncompleteKey
            | E::WidthTooBig
            | E::PrecisionTooBig
            | E::Unsupported { .. }
            | E::IntTooLong(_) => ErrorKind::Value,
            E::StarTooLarge | E::StarWidthTooBig | E::StarPrecisionTooLarge | E::NotACodePoint => ErrorKind::Overflow,
            E::OutOfMemory => ErrorKind::Memory,
            _ => ErrorKind::Type,
        }
    }
}

impl fmt::Display for PercentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PercentError::Incomplete => f.write_str("incomplete format"),
            PercentError::IncompleteKey => f.write_str("incomplete format key"),
            PercentError::MappingRequired => f.write_str("format requires a mapping"),
            PercentError::WidthTooBig | PercentError::StarWidthTooBig => f.write_str("width too big"),
            PercentError::PrecisionTooBig => f.write_str("precision too big"),
            PercentError::StarWantsInt => f.write_str("* wants int"),
            PercentError::StarTooLarge => f.write_str("Python int too large to convert to C ssize_t"),
            PercentError::StarPrecisionTooLarge => f.write_str("Python int too large to convert to C int"),
            PercentError::Unsupported { code, index } => {
                let shown = char::from_u32(*code).filter(|c| ('\x1F'..='~').contains(c)).unwrap_or('?');
                write!(f, "unsupported format character '{shown}' (0x{code:x}) at index {index}")
            }
            PercentError::NotEnoughArguments => f.write_str("not enough arguments for format string"),
            PercentError::RealNumberRequired { conversion, type_name } => {
                write!(f, "%{conversion} format: a real number is required, not {type_name}")
            }
            PercentError::IntegerRequired { conversion, type_name } => {
                write!(f, "%{conversion} format: an integer is required, not {type_name}")
            }
            PercentError::MustBeRealNumber { type_name } => {
                write!(f, "must be real number, not {type_name}")
            }
            PercentError::CharRequired { given } => {
                write!(f, "%c requires an int or a unicode character, not {given}")
            }
            PercentError::NotACodePoint => f.write_str("%c arg not in range(0x110000)"),
            PercentError::IntTooLong(error) => error.fmt(f),
            PercentError::OutOfMemory => Ok(()),
        }
    }
}

/// Whether the right operand answers to keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arguments {
    /// A mapping that is neither tuple nor str.
    Mapping,
    /// A tuple or a single value.
    Positional,
}

bitflags::bitflags! {
    /// The flags of a conversion.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct Flags: u8 {
        /// `-`
        const LEFT = 1;
        /// `+`
        const SIGN = 2;
        /// space
        const BLANK = 4;
        /// `#`
        const ALTERNATE = 8;
        /// `0`
        const ZERO = 16;
    }
}

/// One conversion, read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// Flags.
    pub flags: Flags,
    /// Least width in code points.
    pub width: Option<usize>,
    /// Precision.
    pub precision: Option<usize>,
    /// Code point of the conversion, not yet checked: see [`Conversion::check`].
    pub code: u32,
    /// Index of that character in the format string, in code points (bytes for a bytes format), if there is no such
    /// conversion.
    pub index: usize,
}

impl Conversion {
    /// Rejects conversions that do not exist. CPython does so after it has taken the argument.
    pub fn check(&self) -> Result<(), PercentError> {
        if is_known(self.code) {
            return Ok(());
        }
        Err(PercentError::Unsupported { code: self.code, index: self.index })
    }
}

fn is_known(code: u32) -> bool {
    matches!(
        u8::try_from(code),
        Ok(b's'
            | b'r'
            | b'a'
            | b'd'
            | b'i'
            | b'u'
            | b'o'
            | b'x'
            | b'X'
            | b'e'
            | b'E'
            | b'f'
            | b'F'
            | b'g'
            | b'G'
            | b'c')
    )
}

/// What comes next in a format string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// Text to copy.
    Literal(&'a [u8]),
    /// Look this key up: the result is the argument of the conversion that follows.
    Key(&'a [u8]),
    /// Take an int argument and pass it to [`Reader::set_width`].
    StarWidth,
    /// Take an int argument and pass it to [`Reader::set_precision`].
    StarPrecision,
    /// Take an argument and render it.
    Conversion(Conversion),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ReaderState {
    Text,
    Key,
    Flags,
    Width,
    Precision,
    Tail,
}

/// Reads a format string, event by event.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    format: &'a [u8],
    at: usize,
    arguments: Arguments,
    state: ReaderState,
    conversion: Conversion,
}

const EMPTY: Conversion = Conversion { flags: Flags::empty(), width: None, precision: None, code: 0, index: 0 };

impl<'a> Reader<'a> {
    /// Begins to read `format`.
    pub fn new(format: &'a [u8], arguments: Arguments) -> Self {
        Reader { format, at: 0, arguments, state: ReaderState::Text, conversion: EMPTY }
    }

    /// Gives the width an [`Event::StarWidth`] asked for; a negative one aligns left.
    pub fn set_width(&mut self, width: i64) -> Result<(), PercentError> {
        if width < 0 {
            self.conversion.flags |= Flags::LEFT;
        }
        let amount = width.checked_abs().ok_or(PercentError::StarWidthTooBig)?;
        self.conversion.width = Some(amount as usize);
        Ok(())
    }

    /// Gives the precision an [`Event::StarPrecision`] asked for; a negative one counts as 0.
    pub fn set_precision(&mut self, precision: i32) {
        self.conversion.precision = Some(precision.max(0) as usize);
    }

    fn peek(&self) -> u8 {
        self.format.get(self.at).copied().unwrap_or(0)
    }

    fn number(&mut self, most: u64, error: PercentError) -> Result<Option<usize>, PercentError> {
        let mut value: Option<u64> = None;
        while self.peek().is_ascii_digit() {
            let digit = u64::from(self.peek() - b'0');
            let next = value.unwrap_or(0).checked_mul(10).and_then(|ten| ten.checked_add(digit));
            value = match next {
                Some(next) if next <= most => Some(next),
                _ => return Err(error),
            };
            self.at += 1;
        }
        Ok(value.map(|value| value as usize))
    }

    fn key(&mut self) -> Result<&'a [u8], PercentError> {
        if self.arguments == Arguments::Positional {
            return Err(PercentError::MappingRequired);
        }
        self.at += 1;
        let start = self.at;
        let mut depth = 1;
        while depth > 0 {
            match self.format.get(self.at).ok_or(PercentError::IncompleteKey)? {
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            self.at += 1;
        }
        Ok(&self.format[start..self.at - 1])
    }

    fn text(&mut self) -> Option<Event<'a>> {
        let rest = &self.format[self.at..];
        if rest.is_empty() {
            return None;
        }
        let end = memchr::memchr(b'%', rest).unwrap_or(rest.len());
        if end > 0 {
            self.at += end;
            return Some(Event::Literal(&rest[..end]));
        }
        self.at += 1;
        if self.peek() == b'%' && rest.len() > 1 {
            self.at += 1;
            return Some(Event::Literal(&rest[..1]));
        }
        self.conversion = EMPTY;
        // Most conversions are a letter and nothing else.
        if let Some(code) = rest.get(1).map(|code| u32::from(*code)).filter(|code| is_known(*code)) {
            self.at += 1;
            self.conversion.code = code;
            return Some(Event::Conversion(self.conversion));
        }
        self.state = ReaderState::Key;
        None
    }

    /// The next event; `None` at the end of the format string.
    pub fn next_event(&mut self) -> Result<Option<Event<'a>>, PercentError> {
        loop {
            match self.state {
                ReaderState::Text => match self.text() {
                    Some(event) => return Ok(Some(event)),
                    None if self.state == ReaderState::Text => return Ok(None),
                    None => {}
                },
                ReaderState::Key => {
                    if self.at == self.format.len() {
                        return Err(PercentError::Incomplete);
                    }
                    self.state = ReaderState::Flags;
                    if self.peek() == b'(' {
                        return self.key().map(|key| Some(Event::Key(key)));
                    }
                }
                ReaderState::Flags => {
                    while let Some(flag) = flag(self.peek()) {
                        self.conversion.flags |= flag;
                        self.at += 1;
                    }
                    self.state = ReaderState::Width;
                    if self.peek() == b'*' {
                        self.at += 1;
                        return Ok(Some(Event::StarWidth));
                    }
                    self.conversion.width = self.number(i64::MAX as u64, PercentError::WidthTooBig)?;
                }
                ReaderState::Width => {
                    self.state = ReaderState::Precision;
                    if self.peek() != b'.' {
                        self.state = ReaderState::Tail;
                        continue;
                    }
                    self.at += 1;
                    if self.peek() == b'*' {
                        self.at += 1;
                        return Ok(Some(Event::StarPrecision));
                    }
                    let digits = self.number(i32::MAX as u64, PercentError::PrecisionTooBig)?;
                    self.conversion.precision = Some(digits.unwrap_or(0));
                }
                ReaderState::Precision => self.state = ReaderState::Tail,
                ReaderState::Tail => {
                    if matches!(self.peek(), b'h' | b'l' | b'L') {
                        self.at += 1;
                    }
                    let rest = &self.format[self.at..];
                    let (code, size) = wtf8::decode_first(rest).ok_or(PercentError::Incomplete)?;
                    self.conversion.code = code;
                    if !is_known(code) {
                        self.conversion.index = wtf8::count(&self.format[..self.at]);
                    }
                    self.at += size;
                    self.state = ReaderState::Text;
                    return Ok(Some(Event::Conversion(self.conversion)));
                }
            }
        }
    }
}

fn flag(byte: u8) -> Option<Flags> {
    Some(match byte {
        b'-' => Flags::LEFT,
        b'+' => Flags::SIGN,
        b' ' => Flags::BLANK,
        b'#' => Flags::ALTERNATE,
        b'0' => Flags::ZERO,
        _ => return None,
    })
}
