//! Unicode's names of characters and of sequences of them. `ouropy_grammar::names` finds characters by name.

use super::Edition;

/// The names of sequences of characters: `KEYCAP NUMBER SIGN;0023 FE0F 20E3`. Written by `generate.py`.
const SEQUENCES: &str = include_str!("sequences.txt");

/// The characters of that named sequence, letter case aside.
pub fn find_sequence(name: &str) -> Option<String> {
    let known = |line: &'static str| line.split_once(';').filter(|(known, _)| known.eq_ignore_ascii_case(name));
    let (_, codes) = SEQUENCES.lines().find_map(known)?;
    Some(codes.split(' ').filter_map(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?)).collect())
}

/// The name of a character.
pub fn name_of(character: char) -> Option<String> {
    let name = unicode_names2::name(character).filter(|_| Edition::Present.has(u32::from(character)))?;
    Some(name.to_string())
}
