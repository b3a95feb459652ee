//! Unicode's names of characters.

use super::Edition;

/// Further names of characters: `NULL;0000`, one a line. Written by `generate.py`.
const ALIASES: &str = include_str!("aliases.txt");

/// The names of sequences of characters: `KEYCAP NUMBER SIGN;0023 FE0F 20E3`. Written by `generate.py`.
const SEQUENCES: &str = include_str!("sequences.txt");

/// CPython finds these characters by names that it does not give them.
const TANGUT: &str = "TANGUT IDEOGRAPH-";

/// The character of that name or alias, letter case aside.
pub fn find(name: &str) -> Option<char> {
    find_name(name).or_else(|| listed(ALIASES, name)?.next())
}

/// The character of that name, letter case aside.
pub fn find_name(name: &str) -> Option<char> {
    if let Some((TANGUT, digits)) = name.to_ascii_uppercase().split_at_checked(TANGUT.len()) {
        let found = u32::from_str_radix(digits, 16).ok().filter(|code| format!("{code:04X}") == digits)?;
        return char::from_u32(found).filter(|_| is_tangut(found));
    }
    // The crate forgives words that run together, and its Unicode is a later one.
    let found = unicode_names2::character(Some(name).filter(|name| !name.starts_with('-'))?)?;
    name_of(found).is_some_and(|known| known.eq_ignore_ascii_case(name)).then_some(found)
}

fn is_tangut(code: u32) -> bool {
    matches!(code, 0x17000..0x18800 | 0x18d00..0x18d80) && Edition::Present.has(code)
}

/// The characters of that alias or named sequence.
pub fn find_listed(name: &str) -> Option<String> {
    [ALIASES, SEQUENCES].into_iter().find_map(|list| Some(listed(list, name)?.collect()))
}

fn listed(list: &'static str, name: &str) -> Option<impl Iterator<Item = char>> {
    let known = |line: &'static str| line.split_once(';').filter(|(known, _)| known.eq_ignore_ascii_case(name));
    let (_, codes) = list.lines().find_map(known)?;
    Some(codes.split(' ').filter_map(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?)))
}

/// The name of a character.
pub fn name_of(character: char) -> Option<String> {
    let name = unicode_names2::name(character).filter(|_| Edition::Present.has(u32::from(character)))?;
    Some(name.to_string())
}
