//! What Unicode says of all characters, for `unicodedata`: in version 16.0, and in 3.2, which internationalised domain
//! names were defined with.

pub mod names;
pub mod normalization;
#[expect(clippy::unreadable_literal, reason = "generated: code points are plain hexadecimal numbers")]
mod tables;

/// A version of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// Unicode 16.0.
    Present,
    /// Unicode 3.2.
    Old,
}

/// A set of properties: category, direction, width and whether mirrored, packed, in both editions; the combining class;
/// a bit for each form that text with this character is in, whatever stands around it.
struct Record(u16, u16, u8, u8);

/// Decimal and digit, -1 if there is none, and number, NaN if there is none.
struct Numbers(i8, i8, f64);

/// The kind of a decomposition, empty for a canonical one, and the characters it consists of.
pub type Decomposition = (&'static str, Vec<u32>);

/// What the table of runs has for `code`: the number in the low bits of the last entry that does not begin behind it.
fn in_runs(runs: &[u32], bits: u32, code: u32) -> usize {
    let next = runs.partition_point(|run| run >> bits <= code);
    (runs[next.saturating_sub(1)] & ((1 << bits) - 1)) as usize
}

fn record(code: u32) -> &'static Record {
    &tables::RECORDS[in_runs(&tables::RANGES, 11, code)]
}

/// The combining class in the present edition.
fn combining_class(code: u32) -> u8 {
    record(code).2
}

impl Edition {
    fn packed(self, code: u32) -> usize {
        let record = record(code);
        usize::from(if self == Edition::Present { record.0 } else { record.1 })
    }

    fn numbers(self, code: u32) -> &'static Numbers {
        &tables::NUMBERS[in_runs(&tables::NUMBER_RANGES, 8, code)][self as usize]
    }

    /// The general category: `Lu`.
    pub fn category(self, code: u32) -> &'static str {
        tables::CATEGORIES[self.packed(code) & 31]
    }

    /// Whether it knows the character.
    pub fn has(self, code: u32) -> bool {
        self.category(code) != "Cn"
    }

    /// The bidirectional class, empty if there is none.
    pub fn direction(self, code: u32) -> &'static str {
        tables::DIRECTIONS[self.packed(code) >> 5 & 31]
    }

    /// The East Asian width: `Na`.
    pub fn width(self, code: u32) -> &'static str {
        tables::WIDTHS[self.packed(code) >> 10 & 7]
    }

    /// Whether it is mirrored where text runs from right to left.
    pub fn is_mirrored(self, code: u32) -> bool {
        self.packed(code) >> 13 != 0
    }

    /// The canonical combining class.
    pub fn combining(self, code: u32) -> u8 {
        if self == Edition::Present || self.has(code) { combining_class(code) } else { 0 }
    }

    /// The value as a digit of a decimal number.
    pub fn decimal(self, code: u32) -> Option<u8> {
        u8::try_from(self.numbers(code).0).ok()
    }

    /// The value as a digit.
    pub fn digit(self, code: u32) -> Option<u8> {
        u8::try_from(self.numbers(code).1).ok()
    }

    /// The value as a number.
    pub fn number(self, code: u32) -> Option<f64> {
        Some(self.numbers(code).2).filter(|number| !number.is_nan())
    }

    /// What it decomposes into: in one step, but Hangul syllables into letters.
    pub fn decomposition(self, code: u32) -> Option<Decomposition> {
        if let Some(parts) = normalization::hangul(code) {
            return Some(("", parts)).filter(|_| self.has(code));
        }
        let at = tables::DECOMPOSED.binary_search(&code).ok().filter(|_| self.has(code))?;
        let (head, parts) = tables::DECOMPOSITIONS[usize::from(tables::DECOMPOSED_AT[at])..].split_first()?;
        Some((tables::TAGS[(head >> 8) as usize], parts[..(head & 255) as usize].to_vec()))
    }
}
