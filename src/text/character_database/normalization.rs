//! The normal forms of text.
//!
//! A text is decomposed, marks are put into the order of their combining classes, and for the composed forms characters
//! are joined again. The old edition leaves what it does not know as it is, and has a few decompositions of its own;
//! for the rest the present one is right, as Unicode changes neither classes nor compositions.

use super::{Edition, combining_class, record, tables};
use crate::text::room::{Room, with_room};
use crate::text::wtf8;

/// A normal form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Composed.
    Nfc,
    /// Composed, compatible characters made equal.
    Nfkc,
    /// Decomposed.
    Nfd,
    /// Decomposed, compatible characters made equal.
    Nfkd,
}

impl Form {
    /// The form of that name.
    pub fn named(name: &[u8]) -> Option<Form> {
        match name {
            b"NFC" => Some(Form::Nfc),
            b"NFKC" => Some(Form::Nfkc),
            b"NFD" => Some(Form::Nfd),
            b"NFKD" => Some(Form::Nfkd),
            _ => None,
        }
    }
}

/// Hangul syllables: the first one, the letters they consist of, and how many follow each other.
const SYLLABLES: u32 = 0xac00;
const LEADING: u32 = 0x1100;
const VOWELS: u32 = 0x1161;
const TRAILING: u32 = 0x11a7;
const PER_VOWEL: u32 = 28;
const PER_LEADING: u32 = 21 * PER_VOWEL;
const COUNT: u32 = 19 * PER_LEADING;

/// The two or three letters of a Hangul syllable.
pub(super) fn hangul(code: u32) -> Option<Vec<u32>> {
    let index = code.checked_sub(SYLLABLES).filter(|&index| index < COUNT)?;
    let trailing = Some(index % PER_VOWEL).filter(|&trailing| trailing > 0);
    let first = [LEADING + index / PER_LEADING, VOWELS + index % PER_LEADING / PER_VOWEL];
    Some(first.into_iter().chain(trailing.map(|trailing| TRAILING + trailing)).collect())
}

/// Whether one look says that the text is in that form. False if it would take a second one.
pub fn is_settled(text: &[u8], form: Form) -> bool {
    let mut before = 0;
    wtf8::code_points(text).all(|code| {
        let record = record(code);
        let is_in_order = record.2 == 0 || before <= record.2;
        before = record.2;
        is_in_order && record.3 >> form as u8 & 1 != 0
    })
}

/// The text in that form.
pub fn normalize(edition: Edition, text: &[u8], form: Form) -> Vec<u8> {
    let mut characters = with_room(text.len());
    for code in wtf8::code_points(text) {
        decompose(edition, code, form, &mut characters);
    }
    for marks in characters.chunk_by_mut(|_, &(_, class)| class != 0) {
        marks.sort_by_key(|&(_, class)| class);
    }
    if matches!(form, Form::Nfc | Form::Nfkc) {
        compose(&mut characters);
    }
    let mut result = with_room(text.len());
    for (code, _) in characters {
        wtf8::push(&mut result, code);
    }
    result
}

/// Appends what a character consists of, with the combining classes.
fn decompose(edition: Edition, code: u32, form: Form, into: &mut Vec<(u32, u8)>) {
    let mut waiting = vec![code];
    while let Some(code) = waiting.pop() {
        let corrected = tables::CORRECTED.iter().find(|&&(from, _)| edition == Edition::Old && from == code);
        if let Some(&(_, to)) = corrected {
            waiting.push(to);
            continue;
        }
        match edition.decomposition(code) {
            Some((tag, parts)) if tag.is_empty() || matches!(form, Form::Nfkc | Form::Nfkd) => {
                waiting.extend(parts.iter().rev());
            }
            _ => into.put((code, combining_class(code))),
        }
    }
}

/// Joins each starter with the characters behind it that nothing separates from it.
fn compose(characters: &mut Vec<(u32, u8)>) {
    let mut starter: Option<usize> = None;
    let mut kept = 0;
    for index in 0..characters.len() {
        let (code, class) = characters[index];
        if let Some(at) = starter {
            // What stands between: nothing, or marks in order, of which the last one has the highest class.
            let is_near = kept == at + 1 || characters[kept - 1].1 < class;
            let pair = (char::from_u32(characters[at].0), char::from_u32(code));
            if let (true, (Some(first), Some(second))) = (is_near, pair)
                && let Some(joined) = unicode_normalization::char::compose(first, second)
            {
                characters[at].0 = u32::from(joined);
                continue;
            }
        }
        if class == 0 {
            starter = Some(kept);
        }
        characters[kept] = (code, class);
        kept += 1;
    }
    characters.truncate(kept);
}
