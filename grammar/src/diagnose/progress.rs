//! How far the parser had come: the compound statements that stand complete before the token it could not take.
//! CPython keeps the place of one for its search for misspelt keywords.

use crate::token::{Position, Spanned, Token};

/// A compound statement whose end has not been reached.
#[derive(Clone, Copy)]
struct Begun {
    start: Position,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Complete with its first suite; what may follow (`else`) is no matter.
    Plain,
    /// `try`: complete with a clause behind its first suite.
    Try,
    /// A clause that follows the suite of another statement.
    Clause,
    /// A function, which CPython does not count.
    Other,
}

/// Where the complete compound statement begins that begins last; line 0 if there is none. `tokens` are those that the
/// parser has taken.
pub fn last_compound(tokens: &[Spanned]) -> Position {
    let mut last = Position::new(0, 0);
    let mut open: Vec<Option<Begun>> = Vec::new();
    // The `try` whose suite has been read, at each level.
    let mut tries: Vec<Option<Position>> = vec![None];
    let mut line: Option<Begun> = None;
    let mut is_first = true;
    let mut end = |begun: Option<Begun>, tries: &mut Vec<Option<Position>>| {
        let Some(Begun { start, kind }) = begun else { return };
        let waiting = tries.last().copied().flatten();
        let complete = match kind {
            Kind::Plain => Some(start),
            Kind::Clause => waiting,
            Kind::Try | Kind::Other => None,
        };
        if kind != Kind::Clause
            && let Some(place) = tries.last_mut()
        {
            *place = (kind == Kind::Try).then_some(start);
        }
        if let Some(start) = complete {
            last = last.max(start);
        }
    };
    for (index, (start, token, _)) in tokens.iter().enumerate().skip(1) {
        match token {
            Token::Newline => {
                let opens_block = matches!(tokens.get(index + 1), Some((_, Token::Indent, _)));
                if !opens_block {
                    end(line.take(), &mut tries);
                }
                is_first = true;
            }
            Token::Indent => {
                open.push(line.take());
                tries.push(None);
                is_first = true;
            }
            Token::Dedent => {
                tries.pop();
                end(open.pop().flatten(), &mut tries);
                is_first = true;
            }
            _ if is_first => {
                is_first = false;
                let next = tokens.get(index + 1).map(|(_, next, _)| next);
                line = kind_of(token, next).map(|kind| Begun { start: *start, kind });
            }
            _ => {}
        }
    }
    last
}

/// What a line is that begins with a token; `None` for a simple statement.
fn kind_of(token: &Token, next: Option<&Token>) -> Option<Kind> {
    match token {
        Token::Async if !matches!(next, Some(Token::Def)) => Some(Kind::Plain),
        Token::If | Token::While | Token::For | Token::With | Token::Class | Token::Match => Some(Kind::Plain),
        Token::Try => Some(Kind::Try),
        Token::Except | Token::Finally => Some(Kind::Clause),
        Token::Async | Token::Def | Token::Elif | Token::Else | Token::Case => Some(Kind::Other),
        _ => None,
    }
}
