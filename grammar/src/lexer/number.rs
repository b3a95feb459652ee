//! Numeric literals: their values, and what is wrong with the broken ones.

use std::rc::Rc;

use num_bigint::BigInt;

use super::Lexer;
use super::raw::NumberForm;
use crate::error::SyntaxError;
use crate::token::{IntLiteral, Position, Span, Token};

/// A numeric literal the tokenizer refuses. Offsets are in bytes from the start of the literal.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct BadNumber {
    pub(super) message: String,
    /// Start and end of what the error points at.
    pub(super) range: (usize, usize),
}

/// What stands directly behind a well-formed literal.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NumberEnd {
    /// Nothing that belongs to it.
    Clean,
    /// A keyword without a space between: valid, with this warning.
    Glued(String),
    /// A name without a space between: two tokens, which the parser refuses.
    Name(BadNumber),
}

impl Lexer<'_> {
    /// The number just read.
    pub(super) fn number(&mut self, start: Position, form: NumberForm) -> super::Result<()> {
        if self.trivia.is_some() && form == NumberForm::Decimal && self.leading_zeros(start)? {
            return Ok(());
        }
        let span = self.raw.span();
        let refused = |bad: BadNumber| {
            let (from, to) = bad.range;
            let range = Span::new(self.position_of(span.start + from), self.position_of(span.start + to));
            SyntaxError::refused(range, bad.message)
        };
        match check_end(&self.text[span.start..], span.len(), form).map_err(refused)? {
            NumberEnd::Clean => {}
            NumberEnd::Glued(message) => {
                // At the last character of the number, where the tokenizer is.
                let last = self.position_of(span.end - 1);
                self.warn(last.to(last), message);
            }
            NumberEnd::Name(_) if self.trivia.is_some() => {}
            NumberEnd::Name(bad) => return Err(refused(bad)),
        }
        match value(self.raw.slice(), form, self.most_digits) {
            Ok(token) => self.push(token, start),
            Err(message) => {
                self.push(Token::Int(IntLiteral::Small(0)), start);
                self.note_bad_literal(SyntaxError::on_line(self.line, message));
            }
        }
        Ok(())
    }

    /// Takes the digits behind zeros; whether there are any.
    fn leading_zeros(&mut self, start: Position) -> super::Result<bool> {
        if self.raw.slice().bytes().any(|byte| !matches!(byte, b'0' | b'_')) {
            return Ok(false);
        }
        let rest = &self.text.as_bytes()[self.offset()..];
        let mut length = 0;
        loop {
            match rest.get(length..).unwrap_or_default() {
                [b'0'..=b'9', ..] => length += 1,
                [b'_', b'0'..=b'9', ..] => length += 2,
                [b'_', ..] if length > 0 => {
                    let point = self.position_of(self.offset() + length);
                    return Err(SyntaxError::refused(point.to(point), "invalid decimal literal"));
                }
                _ => break,
            }
        }
        if length == 0 {
            return Ok(false);
        }
        self.raw.bump(length);
        self.push(Token::Int(IntLiteral::Small(0)), start);
        Ok(true)
    }
}

const fn form_name(form: NumberForm) -> &'static str {
    match form {
        NumberForm::Binary => "binary",
        NumberForm::Octal => "octal",
        NumberForm::Hexadecimal => "hexadecimal",
        NumberForm::Decimal | NumberForm::Float => "decimal",
        NumberForm::Imaginary => "imaginary",
    }
}

/// Checks that the literal of `length` bytes at the start of `text` really ends there.
pub(super) fn check_end(text: &str, length: usize, form: NumberForm) -> Result<NumberEnd, BadNumber> {
    let bytes = text.as_bytes();
    let at = |index: usize| bytes.get(index).copied().unwrap_or(0);
    let next = at(length);
    if !is_name_byte(next) {
        return Ok(NumberEnd::Clean);
    }
    let name = form_name(form);
    let invalid =
        |name: &str, point: usize| Err(BadNumber { message: format!("invalid {name} literal"), range: (point, point) });
    let invalid_digit = |name: &str, point: usize| {
        Err(BadNumber {
            message: format!("invalid digit '{}' in {name} literal", char::from(bytes[point])),
            range: (point, point),
        })
    };
    let radix = match form {
        NumberForm::Binary | NumberForm::Octal => Some(name),
        NumberForm::Decimal if length == 1 && at(0) == b'0' => match next {
            b'b' | b'B' => Some("binary"),
            b'o' | b'O' => Some("octal"),
            b'x' | b'X' => Some("hexadecimal"),
            _ => None,
        },
        _ => None,
    };
    if let Some(radix) = radix {
        // Behind `0b`, `0o`, `0x` or a digit, one underscore may stand before the next digit.
        let mut point = length;
        if form == NumberForm::Decimal {
            point += 1;
        }
        if at(point) == b'_' {
            point += 1;
        }
        let after_separator = point > length;
        if radix != "hexadecimal" && at(point).is_ascii_digit() {
            return invalid_digit(radix, point);
        }
        if after_separator {
            return invalid(radix, point - 1);
        }
    } else if next == b'_'
        && form != NumberForm::Imaginary
        && at(length - 1) != b'.'
        && !at(length + 1).is_ascii_digit()
    {
        return invalid(name, length);
    }
    let zeros = form == NumberForm::Decimal && at(0) == b'0';
    if zeros && (next.is_ascii_digit() || next == b'_') {
        return check_leading_zeros(bytes, length);
    }
    if matches!(form, NumberForm::Decimal | NumberForm::Float)
        && matches!(next, b'e' | b'E')
        && matches!(at(length + 1), b'+' | b'-')
    {
        return invalid(name, length + 1);
    }
    if begins_operator(&bytes[length..]) {
        return Ok(NumberEnd::Glued(format!("invalid {name} literal")));
    }
    invalid(name, length - 1).or_else(|bad| Ok(NumberEnd::Name(bad)))
}

/// `007`: zeros up to `zeros`, other digits behind them.
fn check_leading_zeros(bytes: &[u8], zeros: usize) -> Result<NumberEnd, BadNumber> {
    let mut end = zeros;
    while let Some(&byte) = bytes.get(end)
        && (byte.is_ascii_digit() || byte == b'_')
    {
        if byte == b'_' && !bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
            return Err(BadNumber { message: "invalid decimal literal".to_owned(), range: (end, end) });
        }
        end += 1;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        return Err(BadNumber { message: "invalid decimal literal".to_owned(), range: (end - 1, end - 1) });
    }
    let separator = usize::from(bytes[zeros] == b'_');
    Err(BadNumber {
        message: "leading zeros in decimal integer literals are not permitted; \
                  use an 0o prefix for octal integers"
            .to_owned(),
        range: (0, zeros + separator),
    })
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether the text begins with one of the keywords that may follow a number in valid code.
fn begins_operator(text: &[u8]) -> bool {
    let whole_word = ["and", "else", "for", "or", "not"].iter().any(|word| {
        text.starts_with(word.as_bytes())
            && !text.get(word.len()).is_some_and(|&byte| is_name_byte(byte) || byte >= 0x80)
    });
    whole_word || matches!(text, [b'i', b'f' | b'n' | b's', ..])
}

/// The token for a well-formed literal. Fails on decimal integers of more than `most` digits, which take too long to
/// convert; 0 is no limit.
pub(super) fn value(literal: &str, form: NumberForm, most: usize) -> Result<Token, String> {
    let mut plain = literal.to_owned();
    plain.retain(|c| c != '_');
    Ok(match form {
        NumberForm::Binary => Token::Int(integer(&plain[2..], 2)),
        NumberForm::Octal => Token::Int(integer(&plain[2..], 8)),
        NumberForm::Hexadecimal => Token::Int(integer(&plain[2..], 16)),
        NumberForm::Decimal => {
            if most != 0 && plain.len() > most && !plain.starts_with('0') {
                return Err(format!(
                    "Exceeds the limit ({most} digits) for integer string conversion: value has {} \
                     digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge \
                     integer literals to avoid decimal conversion limits.",
                    plain.len()
                ));
            }
            Token::Int(integer(&plain, 10))
        }
        NumberForm::Float => Token::Float(float(&plain)),
        NumberForm::Imaginary => Token::Imaginary(float(&plain[..plain.len() - 1])),
    })
}

/// The digits come from the lexer's regular expressions, so both conversions always succeed.
fn integer(digits: &str, radix: u32) -> IntLiteral {
    match i64::from_str_radix(digits, radix) {
        Ok(small) => IntLiteral::Small(small),
        Err(_) => IntLiteral::Big(Rc::new(BigInt::parse_bytes(digits.as_bytes(), radix).unwrap_or_default())),
    }
}

fn float(digits: &str) -> f64 {
    digits.parse().unwrap_or(f64::NAN)
}
