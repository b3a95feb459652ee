//! Sets of characters.

use super::case::{Case, upper_unicode};
use crate::text::unicode;

/// A set: its answers for the first 256 characters, and how to find the others.
#[derive(Debug)]
pub(super) struct Set {
    low: [u32; 8],
    items: Vec<Item>,
    case: Option<Case>,
}

/// A part of a set. The first one that has the character decides.
#[derive(Debug)]
pub(super) enum Item {
    /// From here on a character that is found is not in the set.
    Negate,
    Literal(u32),
    Range(u32, u32),
    /// A range that has the character or its upper case.
    FoldedRange(u32, u32),
    /// A category by its number.
    Category(u32),
    /// A bit for each of the first 256 characters.
    Bits(Vec<u32>),
    /// For each 256 characters of the basic plane the number of a block of bits.
    Blocks(Vec<u8>, Vec<u32>),
}

/// How many categories there are.
pub(super) const CATEGORIES: u32 = 18;

fn has_bit(bits: &[u32], at: usize) -> bool {
    bits.get(at / 32).is_some_and(|word| word >> (at % 32) & 1 != 0)
}

impl Item {
    fn has(&self, code: u32) -> bool {
        match self {
            Item::Negate => false,
            Item::Literal(literal) => code == *literal,
            Item::Range(low, high) => (*low..=*high).contains(&code),
            Item::FoldedRange(low, high) => {
                (*low..=*high).contains(&code) || (*low..=*high).contains(&upper_unicode(code))
            }
            Item::Category(category) => is_of(*category, code),
            Item::Bits(bits) => has_bit(bits, code as usize),
            Item::Blocks(blocks, bits) => {
                let block = blocks.get(code as usize >> 8);
                block.is_some_and(|block| has_bit(bits, usize::from(*block) * 256 + (code as usize & 255)))
            }
        }
    }
}

/// Whether the character is of the category: even numbers name one, the next odd number all others.
fn is_of(category: u32, code: u32) -> bool {
    let ascii = u8::try_from(code).unwrap_or(u8::MAX);
    let is_of = match category & !1 {
        0 => ascii.is_ascii_digit(),
        2 => matches!(ascii, b'\t'..=b'\r' | b' '),
        4 => Case::Ascii.is_word(code),
        6 => ascii == b'\n',
        8 => Case::Locale.is_word(code),
        10 => unicode::is_decimal(code),
        12 => unicode::is_space(code),
        14 => Case::Unicode.is_word(code),
        _ => unicode::is_line_break(code),
    };
    is_of == (category & 1 == 0)
}

impl Set {
    pub(super) fn new(items: Vec<Item>, case: Option<Case>) -> Set {
        let mut set = Set { low: [0; 8], items, case };
        let mut low = [0; 8];
        for code in (0..256).filter(|&code| set.finds(code)) {
            low[code as usize / 32] |= 1 << (code % 32);
        }
        set.low = low;
        set
    }

    #[inline(always)]
    pub(super) fn contains(&self, code: u32) -> bool {
        if code < 256 {
            return self.low[code as usize / 32] >> (code % 32) & 1 != 0;
        }
        self.finds(code)
    }

    #[cold]
    fn finds(&self, code: u32) -> bool {
        // A character is what any of its cases is, part by part.
        let [first, second] = self.case.map_or([code; 2], |case| case.alternatives(code));
        let mut found = true;
        for item in &self.items {
            if matches!(item, Item::Negate) {
                found = !found;
            } else if item.has(first) || (first != second && item.has(second)) {
                return found;
            }
        }
        !found
    }
}
