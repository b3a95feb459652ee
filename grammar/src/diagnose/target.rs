//! What may be assigned to or deleted.

use super::checker::{Checker, Kind, Node, Parse};
use crate::token::Token;

/// What an expression would be a target of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TargetOf {
    Assignment,
    Loop,
    Deletion,
}

impl Checker<'_> {
    /// The mistake that `value` cannot be a target, if a part of it cannot.
    pub(super) fn check_parts(&mut self, value: Node, of: TargetOf) -> Parse<()> {
        let Some(part) = self.invalid_part(value, of)? else { return Ok(()) };
        let verb = if of == TargetOf::Deletion { "delete" } else { "assign to" };
        self.mistake(part.first, part.last, format!("cannot {verb} {}", part.kind.describe()))
    }

    /// The first part of `value` that can be no target. The cursor stays where it is.
    pub(super) fn invalid_part(&mut self, value: Node, of: TargetOf) -> Parse<Option<Node>> {
        let behind = self.at;
        let found = self.deeper(|this| this.find_invalid_part(value, of));
        self.at = behind;
        found
    }

    fn find_invalid_part(&mut self, value: Node, of: TargetOf) -> Parse<Option<Node>> {
        match value.kind {
            Kind::Name | Kind::Attribute | Kind::Subscript => Ok(None),
            Kind::Starred if of != TargetOf::Deletion => {
                self.at = value.first + 1;
                match self.quietly(Self::bitwise_or)? {
                    Some(item) => self.invalid_part(item, of),
                    None => Ok(None),
                }
            }
            // `a in b`, which is how the head of a loop is read.
            Kind::Comparison if of == TargetOf::Loop => {
                self.at = value.first;
                match self.quietly(Self::bitwise_or)? {
                    Some(left) if matches!(self.peek()?, Token::In) => self.invalid_part(left, of),
                    _ => Ok(None),
                }
            }
            Kind::List | Kind::Tuple => {
                self.at = value.first;
                if self.is_bracketed(value) {
                    self.at += 1;
                }
                while self.at <= value.last
                    && let Some(item) = self.quietly(Self::star_named_expression)?
                {
                    if let Some(part) = self.invalid_part(item, of)? {
                        return Ok(Some(part));
                    }
                    if !self.eat(&Token::Comma)? {
                        break;
                    }
                }
                Ok(None)
            }
            _ => Ok(Some(value)),
        }
    }

    /// Whether the first token of `value` is a bracket that its last one closes.
    fn is_bracketed(&self, value: Node) -> bool {
        let mut depth = 0_u32;
        for at in value.first..=value.last {
            match self.token(at) {
                Some(Token::LeftParen | Token::LeftBracket | Token::LeftBrace) => depth += 1,
                Some(Token::RightParen | Token::RightBracket | Token::RightBrace) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return at > value.first && at == value.last;
            }
        }
        false
    }
}
