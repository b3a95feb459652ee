//! Character properties and case mappings of Unicode 16.0, the version CPython 3.14 carries.
//!
//! The properties are those CPython's `str` methods test, not those of the same name elsewhere: `is_space`, for
//! one, includes the four ASCII separators 0x1C..=0x1F.

use super::unicode_tables as tables;

const ALPHA: u16 = 1;
const DECIMAL: u16 = 1 << 1;
const DIGIT: u16 = 1 << 2;
const NUMERIC: u16 = 1 << 3;
const SPACE: u16 = 1 << 4;
const LOWER: u16 = 1 << 5;
const UPPER: u16 = 1 << 6;
const TITLE: u16 = 1 << 7;
const XID_START: u16 = 1 << 8;
const XID_CONTINUE: u16 = 1 << 9;
const PRINTABLE: u16 = 1 << 10;
const CASED: u16 = 1 << 11;
const IGNORABLE: u16 = 1 << 12;

fn search(code: u32) -> u16 {
    let at = tables::RANGES.partition_point(|range| range >> 8 <= code);
    let record = tables::RANGES[at.saturating_sub(1)] & 0xFF;
    tables::RECORDS[record as usize]
}

/// Latin-1 is looked up directly.
static LATIN1: std::sync::LazyLock<[u16; 256]> =
    std::sync::LazyLock::new(|| std::array::from_fn(|code| search(code as u32)));

fn properties(code: u32) -> u16 {
    match LATIN1.get(code as usize) {
        Some(&flags) => flags,
        None => search(code),
    }
}

macro_rules! predicate {
    ($($(#[$doc:meta])* $name:ident: $flags:expr;)*) => {
        $($(#[$doc])* pub fn $name(code: u32) -> bool {
            properties(code) & ($flags) != 0
        })*
    };
}

predicate! {
    /// A letter: general category L*.
    is_alpha: ALPHA;
    /// A digit of a positional decimal system: category Nd.
    is_decimal: DECIMAL;
    /// A decimal digit or one of the special digits (superscripts, circled).
    is_digit: DIGIT;
    /// Has a numeric value, fractions and ideographs included.
    is_numeric: NUMERIC;
    /// Letter or number: `str.isalnum`.
    is_alnum: ALPHA | DECIMAL | DIGIT | NUMERIC;
    /// Whitespace for `strip`, `split` and `isspace`.
    is_space: SPACE;
    /// Lower case.
    is_lower: LOWER;
    /// Upper case.
    is_upper: UPPER;
    /// Title case (a digraph such as U+01C5).
    is_title: TITLE;
    /// May begin an identifier, the underscore included.
    is_identifier_start: XID_START;
    /// May continue an identifier.
    is_identifier_continue: XID_CONTINUE;
    /// Shown as it is by `repr`.
    is_printable: PRINTABLE;
    /// Has the Unicode property Cased.
    is_cased: CASED;
    /// Has the Unicode property `Case_Ignorable`.
    is_case_ignorable: IGNORABLE;
}

/// Ends a line for `str.splitlines`.
pub fn is_line_break(code: u32) -> bool {
    matches!(code, 0x0A..=0x0D | 0x1C..=0x1E | 0x85 | 0x2028 | 0x2029)
}

/// The value 0..=9 of a decimal digit of any script.
pub fn decimal_value(code: u32) -> Option<u8> {
    if code < 0x80 {
        return (code as u8).is_ascii_digit().then(|| code as u8 - b'0');
    }
    let at = tables::ZEROS.partition_point(|&zero| zero <= code);
    let value = code - tables::ZEROS[at.checked_sub(1)?];
    (value < 10).then_some(value as u8)
}

/// One to three code points: a character after case mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mapped([u32; 3]);

impl Mapped {
    /// The code points in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        // Zero fills the unused places; U+0000 itself stands only in the first.
        let len = 1 + self.0[1..].iter().take_while(|&&code| code != 0).count();
        self.0[..len].iter().copied()
    }
}

type Runs = [(u32, u32, u32, i32)];
type Special = [(u32, [u32; 3])];

fn map(code: u32, runs: &Runs, special: &Special) -> Mapped {
    if let Ok(at) = special.binary_search_by_key(&code, |entry| entry.0) {
        return Mapped(special[at].1);
    }
    // Runs are sorted by their first character, but a stepping run may enclose the start of the next one.
    let end = runs.partition_point(|run| run.0 <= code);
    for &(first, last, step, delta) in runs[..end].iter().rev().take(3) {
        if code <= last && (code - first).is_multiple_of(step) {
            return Mapped([code.wrapping_add_signed(delta), 0, 0]);
        }
    }
    Mapped([code, 0, 0])
}

/// Full upper-case mapping.
pub fn to_upper(code: u32) -> Mapped {
    if code < 0x80 {
        return Mapped([u32::from((code as u8).to_ascii_uppercase()), 0, 0]);
    }
    map(code, &tables::UPPER, &tables::UPPER_SPECIAL)
}

/// Full lower-case mapping, without the final-sigma rule, which needs the context.
pub fn to_lower(code: u32) -> Mapped {
    if code < 0x80 {
        return Mapped([u32::from((code as u8).to_ascii_lowercase()), 0, 0]);
    }
    map(code, &tables::LOWER, &tables::LOWER_SPECIAL)
}

/// Full title-case mapping.
pub fn to_title(code: u32) -> Mapped {
    if code < 0x80 {
        return Mapped([u32::from((code as u8).to_ascii_uppercase()), 0, 0]);
    }
    map(code, &tables::TITLE, &tables::TITLE_SPECIAL)
}

/// Full case folding.
pub fn to_folded(code: u32) -> Mapped {
    if code < 0x80 {
        return Mapped([u32::from((code as u8).to_ascii_lowercase()), 0, 0]);
    }
    map(code, &tables::CASEFOLD, &tables::CASEFOLD_SPECIAL)
}
