//! `from __future__ import barry_as_FLUFL` (PEP 401): behind it `<>` says what `!=` says elsewhere.

use crate::source::Inequality;
use crate::token::{Spanned, Token};

/// The name of the feature.
pub(super) const FEATURE: &str = "barry_as_FLUFL";

/// Makes of each `<>` behind such an import the token of `!=`, and of each `!=` one that the parser refuses. From the
/// first token on, if `spelled` says so.
pub(super) fn respell(tokens: &mut [Spanned], spelled: Inequality) {
    let mut is_less_greater = spelled == Inequality::LessGreater;
    let mut import_end = None;
    for at in 0..tokens.len() {
        if import_end == Some(at) {
            is_less_greater = true;
        }
        if matches!(tokens[at].1, Token::From) {
            import_end = end_of_import(&tokens[at..]).map(|length| at + length).or(import_end);
        }
        match &mut tokens[at].1 {
            token @ Token::LessGreater if is_less_greater => *token = Token::NotEqual,
            token @ Token::NotEqual if is_less_greater => *token = Token::RefusedNotEqual,
            _ => {}
        }
    }
}

/// How many tokens the statement has that `tokens` begin with, if it imports the feature.
fn end_of_import(tokens: &[Spanned]) -> Option<usize> {
    let [(_, Token::From, _), (_, Token::Name(module), _), (_, Token::Import, _), ..] = tokens else {
        return None;
    };
    let length = tokens.iter().position(|(_, token, _)| matches!(token, Token::Newline | Token::Semicolon))?;
    let imports = tokens[2..length].windows(2).any(|pair| {
        matches!(pair[0].1, Token::Import | Token::LeftParen | Token::Comma)
            && matches!(&pair[1].1, Token::Name(name) if name.as_ref() == FEATURE)
    });
    (module.as_ref() == "__future__" && imports).then_some(length)
}
