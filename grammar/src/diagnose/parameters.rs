//! Parameters of functions and lambdas, and type parameters.

use super::checker::{Checker, Fail, Parse};
use crate::token::Token;

impl Checker<'_> {
    /// The parameters of a `lambda`, up to its colon.
    pub(super) fn lambda_parameters(&mut self) -> Parse<()> {
        self.parameters(&Token::Colon, "Lambda expression parameters cannot be parenthesized")
    }

    /// The parameters of a `def`, up to the closing parenthesis.
    pub(super) fn function_parameters(&mut self) -> Parse<()> {
        self.parameters(&Token::RightParen, "Function parameters cannot be parenthesized")
    }

    /// Parameters up to a token `end`. Their order is the parser's concern.
    fn parameters(&mut self, end: &Token, parenthesized: &'static str) -> Parse<()> {
        let mut plain = true;
        while self.peek()? != end && !matches!(self.peek()?, Token::FieldColon) {
            if plain && matches!(self.peek()?, Token::LeftParen) {
                let open = self.at;
                // CPython does not read on here unless to say this.
                self.stop = Some(open);
                let close = self.parenthesized_names()?;
                return self.mistake(open, close, parenthesized);
            }
            plain &= self.parameter(end)?;
            if !self.eat(&Token::Comma)? {
                break;
            }
        }
        Ok(())
    }

    /// One parameter of a list that ends at `end`; whether it is a plain one without a default.
    fn parameter(&mut self, end: &Token) -> Parse<bool> {
        let mut plain = true;
        match self.peek()? {
            Token::Slash => {
                self.at += 1;
                return Ok(false);
            }
            Token::Star => {
                self.at += 1;
                if !matches!(self.peek()?, Token::Name(_)) {
                    return Ok(false);
                }
                plain = false;
            }
            Token::DoubleStar => {
                self.at += 1;
                plain = false;
            }
            _ => {}
        }
        self.expect_name()?;
        // The colon of a lambda ends its parameters.
        if *end != Token::Colon && self.eat(&Token::Colon)? && self.starred()?.is_none() {
            self.expression()?;
        }
        if self.eat(&Token::Equal)? {
            self.expression()?;
            plain = false;
        }
        Ok(plain)
    }

    /// Names in parentheses, as Python 2 had them among parameters; the closing bracket.
    fn parenthesized_names(&mut self) -> Parse<usize> {
        self.expect(&Token::LeftParen)?;
        self.expect_name()?;
        while self.eat(&Token::Comma)? {
            if matches!(self.peek()?, Token::RightParen) {
                break;
            }
            self.expect_name()?;
        }
        self.expect(&Token::RightParen)
    }

    /// Type parameters in brackets, if there are any.
    pub(super) fn type_parameters(&mut self) -> Parse<()> {
        if !self.eat(&Token::LeftBracket)? {
            return Ok(());
        }
        if matches!(self.peek()?, Token::RightBracket) {
            return self.mistake_from(self.at, "Type parameter list cannot be empty");
        }
        loop {
            let is_tuple = self.eat(&Token::Star)?;
            let is_spec = !is_tuple && self.eat(&Token::DoubleStar)?;
            self.expect_name()?;
            if !is_tuple && !is_spec && self.eat(&Token::Colon)? {
                self.expression()?;
            }
            if self.eat(&Token::Equal)? && !(is_tuple && self.starred()?.is_some()) {
                self.expression()?;
            }
            if !self.eat(&Token::Comma)? || matches!(self.peek()?, Token::RightBracket) {
                break;
            }
        }
        if self.eat(&Token::RightBracket)? { Ok(()) } else { Err(Fail::NoMatch) }
    }
}
