//! Strings: f-strings, template strings and the mistakes in their replacement fields.

use super::checker::{Checker, Fail, Kind, Node, Parse, Rule};
use crate::token::Token;

/// What one of several literals side by side is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Literal {
    Plain,
    Format,
    Template,
}

impl Checker<'_> {
    /// String literals side by side. Templates stand beside templates only.
    pub(super) fn strings(&mut self) -> Parse<Node> {
        self.remembered(Rule::Strings, Self::strings_at)
    }

    fn strings_at(&mut self) -> Parse<Node> {
        let start = self.at;
        let Some(first) = self.literal()? else {
            return Err(Fail::NoMatch);
        };
        let is_template = first == Literal::Template;
        let is_bytes = |this: &Self, at| matches!(this.token(at), Some(Token::Bytes(_)));
        let begins_with_bytes = is_bytes(self, start);
        let mut is_mixed = false;
        let mut kind = first;
        let mut last = start;
        loop {
            let next = self.at;
            match self.literal()? {
                None => break,
                // Without rules for mistakes CPython reads no further here.
                Some(literal) if (literal == Literal::Template) != is_template && self.quiet > 0 => {
                    self.at = next;
                    break;
                }
                Some(literal) if (literal == Literal::Template) != is_template => {
                    let message = "cannot mix t-string literals with string or bytes literals";
                    return self.mistake(last, self.at - 1, message);
                }
                Some(Literal::Format) => kind = Literal::Format,
                Some(_) => {}
            }
            is_mixed |= is_bytes(self, next) != begins_with_bytes;
            last = next;
        }
        if is_mixed {
            self.peek()?;
            return self.refusal(self.at, "cannot mix bytes and nonbytes literals");
        }
        let kind = match kind {
            Literal::Plain => Kind::Literal,
            Literal::Format => Kind::FString,
            Literal::Template => Kind::TString,
        };
        Ok(self.node(start, kind))
    }

    /// One string literal, if one comes next.
    fn literal(&mut self) -> Parse<Option<Literal>> {
        let literal = match self.peek()? {
            Token::Str(_) | Token::Bytes(_) => Literal::Plain,
            Token::FStringStart => Literal::Format,
            Token::TStringStart => Literal::Template,
            _ => return Ok(None),
        };
        self.at += 1;
        if literal != Literal::Plain {
            let letter = if literal == Literal::Template { 't' } else { 'f' };
            let around = std::mem::replace(&mut self.letter, letter);
            let parts = self.deeper(Self::fstring_parts);
            self.letter = around;
            parts?;
            self.expect(&Token::FStringEnd)?;
        }
        Ok(Some(literal))
    }

    /// A message about the string that the cursor is in.
    pub(super) fn in_string(&self, message: &str) -> String {
        format!("{}-string: {message}", self.letter)
    }

    fn fstring_parts(&mut self) -> Parse<()> {
        loop {
            match self.peek()? {
                Token::FStringMiddle(_) => self.at += 1,
                Token::FieldOpen => self.deeper(Self::field)?,
                _ => return Ok(()),
            }
        }
    }

    /// A replacement field.
    fn field(&mut self) -> Parse<()> {
        self.expect(&Token::FieldOpen)?;
        if self.optional(Self::value)?.is_none() {
            return self.missing_field_expression();
        }
        let debug = matches!(self.peek()?, Token::FieldDebug(_) | Token::Equal);
        if debug {
            self.at += 1;
        }
        match self.peek()? {
            Token::FieldConversion(_) | Token::Exclamation => {}
            Token::FieldColon | Token::FieldClose => {}
            _ if debug => {
                return self.mistake_next("expecting '!', or ':', or '}'");
            }
            _ => return self.mistake_next("expecting '=', or '!', or ':', or '}'"),
        }
        if self.conversion()? && !matches!(self.peek()?, Token::FieldColon | Token::FieldClose) {
            return self.mistake_next("expecting ':' or '}'");
        }
        if self.eat(&Token::FieldColon)? {
            self.fstring_parts()?;
            if !matches!(self.peek()?, Token::FieldClose) {
                return self.mistake_next("expecting '}', or format specs");
            }
        }
        self.expect(&Token::FieldClose)?;
        Ok(())
    }

    fn mistake_next<T>(&self, message: &str) -> Parse<T> {
        // To CPython `!r` is two tokens.
        if matches!(self.token(self.at), Some(Token::FieldConversion(_))) {
            self.mistake_at_start_of(self.at, self.in_string(message))
        } else {
            self.mistake(self.at, self.at, self.in_string(message))
        }
    }

    fn missing_field_expression(&mut self) -> Parse<()> {
        let token = match self.peek()? {
            Token::FieldDebug(_) | Token::Equal => '=',
            Token::Exclamation => '!',
            Token::FieldConversion(_) => {
                return self.mistake_next("valid expression required before '!'");
            }
            Token::FieldColon => ':',
            Token::FieldClose => '}',
            _ => {
                return self.mistake_next("expecting a valid expression after '{'");
            }
        };
        self.mistake_next(&format!("valid expression required before '{token}'"))
    }

    /// `!r` and the mistakes in it. Whether there was one.
    fn conversion(&mut self) -> Parse<bool> {
        if matches!(self.peek()?, Token::FieldConversion(_)) {
            self.at += 1;
            return Ok(true);
        }
        if !self.eat(&Token::Exclamation)? {
            return Ok(false);
        }
        match self.peek()? {
            Token::FieldColon | Token::FieldClose => self.mistake_next("missing conversion character"),
            Token::Name(_) if !self.adjacent(self.at - 1, self.at) => self.mistake(
                self.at - 1,
                self.at,
                self.in_string("conversion type must come right after the exclamation mark"),
            ),
            Token::Name(name) if !matches!(name.as_ref(), "s" | "r" | "a") => {
                self.mistake_next(&format!("invalid conversion character '{name}': expected 's', 'r', or 'a'"))
            }
            Token::Name(_) => {
                self.at += 1;
                Ok(true)
            }
            _ => self.mistake_next("invalid conversion character"),
        }
    }
}
