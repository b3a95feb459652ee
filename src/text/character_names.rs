//! Unicode's names of characters.

/// The character of that name or alias, letter case aside. The table forgives words that run together; Python does not.
pub fn find(name: &str) -> Option<char> {
    let character = unicode_names2::character(name)?;
    let found = name_of(character).unwrap_or_default();
    let letters =
        |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    (found.eq_ignore_ascii_case(name) || letters(&found) != letters(name)).then_some(character)
}

/// The name of a character.
pub fn name_of(character: char) -> Option<String> {
    unicode_names2::name(character).map(|name| name.to_string())
}
