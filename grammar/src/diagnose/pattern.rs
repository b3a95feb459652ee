//! Patterns of `case`.

use super::checker::{Checker, Fail, Parse};
use crate::token::Token;

impl Checker<'_> {
    /// Patterns, so far as they look like expressions.
    pub(super) fn patterns(&mut self) -> Parse<()> {
        self.check_strings_of_patterns()?;
        self.check_classes()?;
        loop {
            let pattern = self.quietly(|this| {
                this.eat(&Token::Star)?;
                this.bitwise_or()
            })?;
            if pattern.is_none() {
                return Err(Fail::NoMatch);
            }
            if self.eat(&Token::As)? {
                self.pattern_target()?;
            }
            if !self.eat(&Token::Comma)? || matches!(self.peek()?, Token::Colon | Token::If) {
                return Ok(());
            }
        }
    }

    /// In patterns, which are read without regard for mistakes, those of strings count.
    fn check_strings_of_patterns(&mut self) -> Parse<()> {
        let start = self.at;
        while let Some((token, before)) = self.token(self.at).zip(self.token(self.at - 1)) {
            match token {
                Token::Str(_) | Token::Bytes(_) | Token::FStringStart | Token::TStringStart => {
                    self.strings()?;
                }
                Token::As if !matches!(before, Token::As) => {
                    self.at += 1;
                    self.pattern_target()?;
                }
                Token::If | Token::Newline => break,
                _ => self.at += 1,
            }
        }
        self.at = start;
        Ok(())
    }

    /// The classes among the patterns up to the end of the clause, each with what stands in its parentheses.
    fn check_classes(&mut self) -> Parse<()> {
        let start = self.at;
        while let Some(token) = self.token(self.at) {
            match token {
                Token::If | Token::Colon | Token::Newline => break,
                Token::Name(_) if matches!(self.token(self.at + 1), Some(Token::LeftParen)) => {
                    self.at += 2;
                    let inside = self.at;
                    self.optional(Self::check_class_items)?;
                    self.at = inside;
                }
                _ => self.at += 1,
            }
        }
        self.at = start;
        Ok(())
    }

    /// The items of a class pattern. CPython names those that come too late before it has read the rest.
    fn check_class_items(&mut self) -> Parse<()> {
        let mut named = false;
        let mut late: Option<(usize, usize)> = None;
        loop {
            let first = self.at;
            let is_named = matches!(self.peek()?, Token::Name(_)) && matches!(self.look(1)?, Token::Equal);
            if is_named {
                self.at += 2;
            }
            let pattern = self.optional(Self::pattern)?;
            if late.is_some() && (is_named || pattern.is_none()) {
                break;
            }
            if pattern.is_none() {
                return Err(Fail::NoMatch);
            }
            if !is_named && named {
                late = Some((late.map_or(first, |(first, _)| first), self.at - 1));
            }
            named |= is_named;
            if !self.eat(&Token::Comma)? {
                break;
            }
        }
        let Some((first, last)) = late else { return Ok(()) };
        self.mistake(first, last, "positional patterns follow keyword patterns")
    }

    /// A pattern, with whatever in its brackets.
    fn pattern(&mut self) -> Parse<()> {
        loop {
            match self.peek()? {
                Token::LeftParen | Token::LeftBracket | Token::LeftBrace => self.skip_brackets()?,
                Token::Name(_) => {
                    self.at += 1;
                    while self.eat(&Token::Dot)? {
                        self.expect_name()?;
                    }
                    if matches!(self.peek()?, Token::LeftParen) {
                        self.skip_brackets()?;
                    }
                }
                Token::None | Token::True | Token::False => self.at += 1,
                Token::Str(_) | Token::Bytes(_) => {
                    self.strings()?;
                }
                _ => self.number()?,
            }
            if !self.eat(&Token::Pipe)? {
                break;
            }
        }
        if self.eat(&Token::As)? {
            self.expect_name()?;
        }
        Ok(())
    }

    /// A number with a sign, perhaps with an imaginary part.
    fn number(&mut self) -> Parse<()> {
        self.eat(&Token::Minus)?;
        loop {
            if !matches!(self.peek()?, Token::Int(_) | Token::Float(_) | Token::Imaginary(_)) {
                return Err(Fail::NoMatch);
            }
            self.at += 1;
            if !self.eat(&Token::Plus)? && !self.eat(&Token::Minus)? {
                return Ok(());
            }
        }
    }

    /// From a bracket to behind the one that closes it.
    fn skip_brackets(&mut self) -> Parse<()> {
        let mut depth = 0_u32;
        loop {
            match self.peek()? {
                Token::LeftParen | Token::LeftBracket | Token::LeftBrace => depth += 1,
                Token::RightParen | Token::RightBracket | Token::RightBrace => depth -= 1,
                Token::Newline => return Err(Fail::NoMatch),
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Ok(());
            }
        }
    }

    /// What follows `as` in a pattern.
    fn pattern_target(&mut self) -> Parse<()> {
        let ends = !matches!(self.look(1)?, Token::Dot | Token::LeftParen | Token::Equal);
        if matches!(self.peek()?, Token::Name(_)) && ends {
            self.at += 1;
            return Ok(());
        }
        let target = self.expression()?;
        self.mistake(target.first, target.last, format!("cannot use {} as pattern target", target.kind.describe()))
    }
}
