//! Keywords: the hard ones by their spelling, `match`, `case` and `type` by the logical line they stand in.

use super::indent::BlockKind;
use crate::token::{Spanned, Token};

/// The hard keyword `name` is, if it is one.
pub(super) fn hard_keyword(name: &str) -> Option<Token> {
    Some(match name {
        "False" => Token::False,
        "None" => Token::None,
        "True" => Token::True,
        "and" => Token::And,
        "as" => Token::As,
        "assert" => Token::Assert,
        "async" => Token::Async,
        "await" => Token::Await,
        "break" => Token::Break,
        "class" => Token::Class,
        "continue" => Token::Continue,
        "def" => Token::Def,
        "del" => Token::Del,
        "elif" => Token::Elif,
        "else" => Token::Else,
        "except" => Token::Except,
        "finally" => Token::Finally,
        "for" => Token::For,
        "from" => Token::From,
        "global" => Token::Global,
        "if" => Token::If,
        "import" => Token::Import,
        "in" => Token::In,
        "is" => Token::Is,
        "lambda" => Token::Lambda,
        "nonlocal" => Token::Nonlocal,
        "not" => Token::Not,
        "or" => Token::Or,
        "pass" => Token::Pass,
        "raise" => Token::Raise,
        "return" => Token::Return,
        "try" => Token::Try,
        "while" => Token::While,
        "with" => Token::With,
        "yield" => Token::Yield,
        _ => return None,
    })
}

/// Decides the soft keywords of one logical line.
///
/// `line` holds the line's tokens, its `Newline` last, and stands directly in a block of kind `around`. Returns the kind
/// of the block that it opens, if it opens one.
pub(super) fn resolve(line: &mut [Spanned], around: BlockKind) -> BlockKind {
    resolve_type(line);
    let Some((_, Token::Name(first), _)) = line.first() else {
        return BlockKind::Plain;
    };
    if around == BlockKind::Match && first.as_ref() == "case" {
        line[0].1 = Token::Case;
    } else if first.as_ref() == "match"
        && let Some(opens_block) = match_statement(line)
    {
        line[0].1 = Token::Match;
        if opens_block {
            return BlockKind::Match;
        }
    }
    BlockKind::Plain
}

/// `type NAME` at the start of a statement.
fn resolve_type(line: &mut [Spanned]) {
    let mut depth = 0_u32;
    let mut begins_statement = true;
    for at in 0..line.len().saturating_sub(1) {
        if begins_statement
            && matches!(&line[at].1, Token::Name(name) if name.as_ref() == "type")
            && matches!(line[at + 1].1, Token::Name(_))
        {
            line[at].1 = Token::Type;
        }
        depth = depth_behind(&line[at].1, depth);
        begins_statement = depth == 0 && matches!(line[at].1, Token::Semicolon | Token::Colon);
    }
}

/// How many brackets are open behind a token that stands in `depth` of them.
fn depth_behind(token: &Token, depth: u32) -> u32 {
    match token {
        Token::LeftParen | Token::LeftBracket | Token::LeftBrace | Token::FieldOpen => depth + 1,
        Token::RightParen | Token::RightBracket | Token::RightBrace | Token::FieldClose => depth.saturating_sub(1),
        _ => depth,
    }
}

/// Whether a line that begins with the name `match` is a match statement, and if so whether its block follows.
///
/// A subject must follow the name, and the line must end in a colon that belongs to no bracket and no lambda. Where
/// what follows the name could not continue an expression, the line is a (broken) match statement in any case.
fn match_statement(line: &[Spanned]) -> Option<bool> {
    let unmistakable = match line.get(1)?.1 {
        Token::Name(_)
        | Token::Int(_)
        | Token::Float(_)
        | Token::Imaginary(_)
        | Token::Str(_)
        | Token::Bytes(_)
        | Token::FStringStart
        | Token::TStringStart
        | Token::None
        | Token::True
        | Token::False
        | Token::Ellipsis
        | Token::LeftBrace
        | Token::Tilde
        | Token::Lambda
        | Token::Await
        | Token::Yield => true,
        Token::LeftParen | Token::LeftBracket | Token::Minus | Token::Plus | Token::Star | Token::Not => false,
        _ => return None,
    };
    let mut depth = 0_u32;
    let mut lambdas = 0_u32;
    for (at, (_, token, _)) in line.iter().enumerate().skip(1) {
        match token {
            Token::Lambda if depth == 0 => lambdas += 1,
            Token::Colon if depth == 0 && lambdas > 0 => lambdas -= 1,
            Token::Colon if depth == 0 => {
                let opens_block = matches!(line.get(at + 1), Some((_, Token::Newline, _)));
                return (opens_block || unmistakable).then_some(opens_block);
            }
            _ => depth = depth_behind(token, depth),
        }
    }
    unmistakable.then_some(false)
}
