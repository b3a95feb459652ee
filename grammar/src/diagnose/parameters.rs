//! Parameters of functions and lambdas, and type parameters.

use super::checker::{Checker, Fail, Parse};
use crate::token::Token;

/// The last separator of a list of parameters.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Start,
    Slash,
    Star,
}

/// What a list of parameters has had so far.
#[derive(Default)]
struct Seen {
    name: bool,
    default: bool,
    stage: Stage,
}

impl Checker<'_> {
    /// The parameters of a `lambda`, up to its colon.
    pub(super) fn lambda_parameters(&mut self) -> Parse<()> {
        self.parameters(&Token::Colon, "Lambda expression parameters cannot be parenthesized")
    }

    /// The parameters of a `def`, up to the closing parenthesis.
    pub(super) fn function_parameters(&mut self) -> Parse<()> {
        self.parameters(&Token::RightParen, "Function parameters cannot be parenthesized")
    }

    /// Parameters up to a token `end`. Their order is looked at too: the parser's actions do so where they come to see
    /// the whole list.
    fn parameters(&mut self, end: &Token, parenthesized: &'static str) -> Parse<()> {
        let mut seen = Seen::default();
        while self.peek()? != end && !matches!(self.peek()?, Token::FieldColon) {
            match self.peek()? {
                Token::LeftParen if !seen.default && seen.stage == Stage::Start => {
                    let open = self.at;
                    // CPython does not read on here unless to say this.
                    self.stop = Some(open);
                    let close = self.parenthesized_names()?;
                    return self.mistake(open, close, parenthesized);
                }
                Token::Slash => self.slash(&mut seen)?,
                Token::Star => self.star_parameter(end, &mut seen)?,
                Token::DoubleStar => self.keyword_parameters(end)?,
                _ => self.plain_parameter(end, &mut seen)?,
            }
            if !self.eat(&Token::Comma)? {
                break;
            }
        }
        Ok(())
    }

    /// `/` among parameters.
    fn slash(&mut self, seen: &mut Seen) -> Parse<()> {
        let slash = self.expect(&Token::Slash)?;
        if seen.stage == Stage::Star {
            return self.mistake(slash, slash, "/ must be ahead of *");
        }
        if seen.stage == Stage::Slash {
            return self.mistake(slash, slash, "/ may appear only once");
        }
        if !seen.name {
            self.stop = Some(slash);
            if matches!(self.peek()?, Token::Comma) {
                return self.mistake(slash, slash, "at least one argument must precede /");
            }
            return Err(Fail::NoMatch);
        }
        if matches!(self.peek()?, Token::Star) {
            return self.mistake(self.at, self.at, "expected comma between / and *");
        }
        seen.stage = Stage::Slash;
        Ok(())
    }

    /// `*` or `*args`.
    fn star_parameter(&mut self, end: &Token, seen: &mut Seen) -> Parse<()> {
        let star = self.expect(&Token::Star)?;
        if matches!(self.peek()?, Token::Name(_)) {
            self.annotated_name(end)?;
            if matches!(self.peek()?, Token::Equal) {
                return self.mistake(self.at, self.at, "var-positional argument cannot have default value");
            }
        } else {
            let last = if matches!(self.peek()?, Token::Comma) { self.look(1)? } else { self.peek()? };
            if last == end || matches!(last, Token::DoubleStar) && matches!(self.peek()?, Token::Comma) {
                let message = "named arguments must follow bare *";
                return if *end == Token::Colon {
                    self.mistake_here(message)
                } else {
                    self.mistake(star, star, message)
                };
            }
        }
        if seen.stage == Stage::Star && (matches!(self.peek()?, Token::Comma) || self.peek()? == end) {
            return self.mistake(star, star, "* argument may appear only once");
        }
        seen.stage = Stage::Star;
        Ok(())
    }

    /// `**kwargs`, behind which nothing may come.
    fn keyword_parameters(&mut self, end: &Token) -> Parse<()> {
        self.expect(&Token::DoubleStar)?;
        self.annotated_name(end)?;
        if matches!(self.peek()?, Token::Equal) {
            return self.mistake(self.at, self.at, "var-keyword argument cannot have default value");
        }
        if !matches!(self.peek()?, Token::Comma) {
            return Ok(());
        }
        let next = self.at + 1;
        let message = "arguments cannot follow var-keyword argument";
        match self.look(1)? {
            Token::Star | Token::DoubleStar | Token::Slash => self.mistake(next, next, message),
            Token::Name(_) => {
                self.at = next;
                self.annotated_name(end)?;
                self.mistake(next, self.at - 1, message)
            }
            _ => Ok(()),
        }
    }

    /// A name that may have a default.
    fn plain_parameter(&mut self, end: &Token, seen: &mut Seen) -> Parse<()> {
        let first = self.at;
        self.annotated_name(end)?;
        let last = self.at - 1;
        let equal = self.at;
        if self.eat(&Token::Equal)? {
            if matches!(self.peek()?, Token::Comma | Token::RightParen) {
                return self.mistake(equal, equal, "expected default value expression");
            }
            self.expression()?;
            seen.default = true;
        } else if seen.default
            && seen.stage != Stage::Star
            && (matches!(self.peek()?, Token::Comma) || self.peek()? == end)
        {
            return self.mistake(first, last, "parameter without a default follows parameter with a default");
        }
        seen.name = true;
        Ok(())
    }

    /// A parameter's name, and its annotation. The colon of a lambda ends its parameters.
    fn annotated_name(&mut self, end: &Token) -> Parse<()> {
        self.expect_name()?;
        if *end != Token::Colon && self.eat(&Token::Colon)? && self.starred()?.is_none() {
            self.expression()?;
        }
        Ok(())
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
