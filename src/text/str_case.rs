//! Case mappings and character-class tests of whole strings.

use super::room::with_room;
use super::unicode::{self, Mapped};
use super::wtf8::{code_points, push};

fn extend(out: &mut Vec<u8>, mapped: Mapped) {
    mapped.iter().for_each(|code| push(out, code));
}

const CAPITAL_SIGMA: u32 = 0x3A3;

/// Lower-cases one character with its surroundings: a capital sigma becomes final when a cased letter stands before
/// it and none after it, case-ignorable characters aside.
fn push_lower(out: &mut Vec<u8>, code: u32, before: &[u8], after: &[u8]) {
    if code != CAPITAL_SIGMA {
        extend(out, unicode::to_lower(code));
        return;
    }
    let has_case = |code: Option<u32>| code.is_some_and(unicode::is_cased);
    let is_final = has_case(code_points(before).rev().find(|&code| !unicode::is_case_ignorable(code)))
        && !has_case(code_points(after).find(|&code| !unicode::is_case_ignorable(code)));
    push(out, if is_final { 0x3C2 } else { 0x3C3 });
}

/// Calls `visit` with every code point, the text before it and the text after it.
fn with_context<'a>(text: &'a [u8], mut visit: impl FnMut(u32, &'a [u8], &'a [u8])) {
    let mut rest = code_points(text);
    loop {
        let before = &text[..text.len() - rest.as_bytes().len()];
        let Some(code) = rest.next() else {
            return;
        };
        visit(code, before, rest.as_bytes());
    }
}

/// `str.upper`.
pub fn upper(text: &[u8]) -> Vec<u8> {
    if text.is_ascii() {
        return text.to_ascii_uppercase();
    }
    let mut out = with_room(text.len());
    code_points(text).for_each(|code| extend(&mut out, unicode::to_upper(code)));
    out
}

/// `str.lower`.
pub fn lower(text: &[u8]) -> Vec<u8> {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = with_room(text.len());
    with_context(text, |code, before, after| {
        push_lower(&mut out, code, before, after);
    });
    out
}

/// `str.casefold`.
pub fn casefold(text: &[u8]) -> Vec<u8> {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = with_room(text.len());
    code_points(text).for_each(|code| extend(&mut out, unicode::to_folded(code)));
    out
}

/// `str.capitalize`: the first character in title case, the others in lower case.
pub fn capitalize(text: &[u8]) -> Vec<u8> {
    let mut out = with_room(text.len());
    with_context(text, |code, before, after| {
        if before.is_empty() {
            extend(&mut out, unicode::to_title(code));
        } else {
            push_lower(&mut out, code, before, after);
        }
    });
    out
}

/// `str.title`: words, runs of cased characters, begin in title case.
pub fn title(text: &[u8]) -> Vec<u8> {
    let mut out = with_room(text.len());
    let mut in_word = false;
    with_context(text, |code, before, after| {
        if in_word {
            push_lower(&mut out, code, before, after);
        } else {
            extend(&mut out, unicode::to_title(code));
        }
        in_word = unicode::is_cased(code);
    });
    out
}

/// `str.swapcase`.
pub fn swapcase(text: &[u8]) -> Vec<u8> {
    let mut out = with_room(text.len());
    with_context(text, |code, before, after| {
        if unicode::is_upper(code) {
            push_lower(&mut out, code, before, after);
        } else if unicode::is_lower(code) {
            extend(&mut out, unicode::to_upper(code));
        } else {
            push(&mut out, code);
        }
    });
    out
}

fn all(text: &[u8], holds: impl Fn(u32) -> bool) -> bool {
    !text.is_empty() && code_points(text).all(holds)
}

/// `str.isalpha`.
pub fn is_alpha(text: &[u8]) -> bool {
    all(text, unicode::is_alpha)
}

/// `str.isalnum`.
pub fn is_alnum(text: &[u8]) -> bool {
    all(text, unicode::is_alnum)
}

/// `str.isdecimal`.
pub fn is_decimal(text: &[u8]) -> bool {
    all(text, unicode::is_decimal)
}

/// `str.isdigit`.
pub fn is_digit(text: &[u8]) -> bool {
    all(text, unicode::is_digit)
}

/// `str.isnumeric`.
pub fn is_numeric(text: &[u8]) -> bool {
    all(text, unicode::is_numeric)
}

/// `str.isspace`.
pub fn is_space(text: &[u8]) -> bool {
    all(text, unicode::is_space)
}

/// `str.isprintable`; true of an empty string.
pub fn is_printable(text: &[u8]) -> bool {
    code_points(text).all(unicode::is_printable)
}

/// `str.isidentifier`; keywords included.
pub fn is_identifier(text: &[u8]) -> bool {
    let mut codes = code_points(text);
    codes.next().is_some_and(unicode::is_identifier_start) && codes.all(unicode::is_identifier_continue)
}

/// `str.islower`: a lower-case character, and no upper- or title-case one.
pub fn is_lower(text: &[u8]) -> bool {
    code_points(text).any(unicode::is_lower)
        && !code_points(text).any(|code| unicode::is_upper(code) || unicode::is_title(code))
}

/// `str.isupper`: an upper-case character, and no lower- or title-case one.
pub fn is_upper(text: &[u8]) -> bool {
    code_points(text).any(unicode::is_upper)
        && !code_points(text).any(|code| unicode::is_lower(code) || unicode::is_title(code))
}

/// `str.istitle`: upper- and title-case characters only begin words, lower-case ones only continue them.
pub fn is_title(text: &[u8]) -> bool {
    let (mut any_cased, mut in_word) = (false, false);
    for code in code_points(text) {
        let begins = unicode::is_upper(code) || unicode::is_title(code);
        if begins && in_word || unicode::is_lower(code) && !in_word {
            return false;
        }
        in_word = begins || unicode::is_lower(code);
        any_cased |= in_word;
    }
    any_cased
}
