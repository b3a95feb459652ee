//! The errors of the compiler that more than one place raises.

use std::collections::HashSet;

use ouropy_grammar::ast::{Keyword, Span};
use ouropy_grammar::error::{ErrorKind, SyntaxError};

use super::symbols::ScopeKind;

/// How deeply statements and expressions may nest. The command's native stack (256 MB) holds several times as many
/// levels.
const MAX_DEPTH: u32 = 5000;

/// Raises RecursionError when the walk of a tree is `depth` deep and that is too deep.
pub fn too_deep(depth: u32) -> Result<(), SyntaxError> {
    if depth > MAX_DEPTH {
        let message = "maximum recursion depth exceeded during compilation";
        return Err(SyntaxError::without_place(ErrorKind::Recursion, message));
    }
    Ok(())
}

/// An `await` in a scope that is no coroutine.
pub fn await_outside(span: Span, kind: ScopeKind) -> SyntaxError {
    let message = match kind {
        ScopeKind::Module | ScopeKind::Class => "'await' outside function",
        _ => "'await' outside async function",
    };
    SyntaxError::at(span, message)
}

/// Refuses a keyword argument that an earlier one has named. CPython compares the first name with the others, then the
/// second.
pub fn repeated(keywords: &[Keyword]) -> Result<(), SyntaxError> {
    if keywords.len() < 2 {
        return Ok(());
    }
    let mut names = HashSet::new();
    let given = || keywords.iter().filter_map(|keyword| Some((keyword.arg.as_ref()?, keyword.span)));
    let repeated: HashSet<_> = given().filter_map(|(name, _)| (!names.insert(name)).then_some(name)).collect();
    let Some((first, _)) = given().find(|(name, _)| repeated.contains(name)) else { return Ok(()) };
    let later = given().filter(|(name, _)| *name == first).nth(1);
    later.map_or(Ok(()), |(name, span)| Err(SyntaxError::at(span, format!("keyword argument repeated: {name}"))))
}

/// A code object that outgrows what an operand can number.
pub fn too_many(what: &str) -> SyntaxError {
    SyntaxError::without_place(ErrorKind::Overflow, format!("too many {what} in one code object"))
}
