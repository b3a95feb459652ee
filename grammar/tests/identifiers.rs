//! The characters of names, all of Unicode, against CPython as recorded by `tests/record_identifiers.py`.

use ouropy_grammar::lexer::lex;
use ouropy_grammar::source::Source;
use ouropy_grammar::token::{Mode, Position, Token};

fn is_name(text: &str) -> bool {
    let lexed = lex(&Source::from_text(text), Mode::File);
    let whole = |end: &Position| end.column as usize == text.len();
    lexed.error.is_none() && matches!(&lexed.tokens[..], [_, (_, Token::Name(_), end), ..] if whole(end))
}

#[test]
fn characters_of_names_are_cpythons() {
    let mut rows = include_str!("identifiers.expected").lines().map(|row| {
        let (first, kind) = row.split_once(' ').expect("a row has two columns");
        (u32::from_str_radix(first, 16).expect("a code point"), kind)
    });
    let mut next = rows.next();
    let mut kind = "no";
    for character in '\u{0}'..=char::MAX {
        while let Some((first, found)) = next
            && first <= u32::from(character)
        {
            kind = found;
            next = rows.next();
        }
        let ours = if is_name(character.encode_utf8(&mut [0; 4])) {
            "start"
        } else if is_name(&format!("a{character}")) {
            "continue"
        } else {
            "no"
        };
        assert_eq!(ours, kind, "U+{:04X}", u32::from(character));
    }
}
