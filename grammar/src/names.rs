//! Unicode's names of characters, for `\\N{...}`.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};

/// Further names of characters: `NULL;0000`, one a line. Written by `src/text/character_database/generate.py`.
const ALIASES: &str = include_str!("aliases.txt");

/// CPython finds these characters by names that it does not give them.
const TANGUT: &str = "TANGUT IDEOGRAPH-";

/// The character of that name or alias, letter case aside.
pub fn find(name: &str) -> Option<char> {
    find_name(name).or_else(|| find_alias(name))
}

/// The character of that name, letter case aside.
pub fn find_name(name: &str) -> Option<char> {
    let is_known = |character: &char| character.general_category() != GeneralCategory::Unassigned;
    if let Some((TANGUT, digits)) = name.to_ascii_uppercase().split_at_checked(TANGUT.len()) {
        let found = u32::from_str_radix(digits, 16).ok().filter(|code| format!("{code:04X}") == digits)?;
        let is_ideograph = matches!(found, 0x17000..0x18800 | 0x18d00..0x18d80);
        return char::from_u32(found).filter(|_| is_ideograph).filter(is_known);
    }
    // The crate forgives words that run together, and its Unicode is a later one than CPython's.
    let exact = |found: &char| {
        is_known(found)
            && unicode_names2::name(*found).is_some_and(|known| known.to_string().eq_ignore_ascii_case(name))
    };
    Some(name).filter(|name| !name.starts_with('-')).and_then(unicode_names2::character).filter(exact)
}

/// The character of that alias, letter case aside.
pub fn find_alias(name: &str) -> Option<char> {
    let known = |line: &'static str| line.split_once(';').filter(|(known, _)| known.eq_ignore_ascii_case(name));
    let (_, code) = ALIASES.lines().find_map(known)?;
    char::from_u32(u32::from_str_radix(code, 16).ok()?)
}
