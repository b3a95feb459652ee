//! The types in a comment on a function, `(int, *str) -> bytes`: what `compile` reads in the mode `func_type`.

use ouropy_grammar::ast::{Expr, ExprKind, Module, Span};
use ouropy_grammar::error::{ErrorKind, SyntaxError};
use ouropy_grammar::lexer::lex_all;
use ouropy_grammar::source::Source;
use ouropy_grammar::token::{Mode, Spanned, Token};

/// The types of the parameters, and that of the result.
pub fn parse(source: &Source) -> Result<(Vec<Expr>, Expr), SyntaxError> {
    let (lexed, _) = lex_all(source);
    // The first token only says what kind of text it is.
    let reader = Reader { source, tokens: lexed.tokens.get(1..).unwrap_or_default(), error: lexed.error.as_ref() };
    let parsed = reader.signature();
    match lexed.error {
        Some(error) if parsed.is_ok() || !error.is_unclosed() => Err(error),
        _ => parsed,
    }
}

struct Reader<'a> {
    source: &'a Source,
    tokens: &'a [Spanned],
    /// Why there are no more tokens.
    error: Option<&'a SyntaxError>,
}

impl Reader<'_> {
    fn is(&self, index: usize, text: &str) -> bool {
        self.tokens.get(index).is_some_and(|(_, token, _)| token.text() == Some(text))
    }

    fn is_newline(&self, index: usize) -> bool {
        matches!(self.tokens.get(index), None | Some((_, Token::Newline | Token::EndOfFile, _)))
    }

    fn refused(&self, index: usize) -> SyntaxError {
        if let Some(error) = self.error.filter(|_| self.is_newline(index)) {
            return error.clone();
        }
        let Some((start, token, end)) = self.tokens.get(index).or(self.tokens.last()) else {
            return SyntaxError::at(Span::default(), "invalid syntax");
        };
        if let Token::Indent = token {
            return SyntaxError::new(ErrorKind::Indentation, "unexpected indent", start.to(*end));
        }
        SyntaxError::at(start.to(*end), "invalid syntax")
    }

    fn signature(&self) -> Result<(Vec<Expr>, Expr), SyntaxError> {
        if !self.is(0, "(") {
            return Err(self.refused(0));
        }
        let mut types = Vec::new();
        let mut at = 1;
        // Behind `*x` there may only be `**y`, and behind that nothing.
        let mut stars = 0;
        while !(types.is_empty() && self.is(at, ")")) {
            let has = if self.is(at, "**") { 2 } else { usize::from(self.is(at, "*")) };
            if stars > 0 && has != 2 || stars == 2 {
                return Err(self.refused(at));
            }
            stars = has;
            at += usize::from(has > 0);
            let end = self.end(at);
            types.push(self.expression(at, end)?);
            at = end;
            if self.is(at, ")") {
                break;
            }
            if !self.is(at, ",") || stars == 2 {
                return Err(self.refused(at));
            }
            at += 1;
        }
        if !self.is(at + 1, "->") {
            return Err(self.refused(at + 1));
        }
        let start = at + 2;
        let count = self.tokens.len();
        let end = (start..count).find(|&index| self.is_newline(index)).unwrap_or(count);
        let result = self.expression(start, end)?;
        match (end..self.tokens.len()).find(|&index| !self.is_newline(index)) {
            Some(more) => Err(self.refused(more)),
            None => Ok((types, result)),
        }
    }

    /// The comma or bracket that ends what begins with the token `start`.
    fn end(&self, start: usize) -> usize {
        let mut depth = 0_u32;
        for index in start..self.tokens.len() {
            let is_one_of = |texts: [&str; 3]| texts.iter().any(|text| self.is(index, text));
            if depth == 0 && (is_one_of([",", ")", "]"]) || self.is_newline(index)) {
                return index;
            }
            depth += u32::from(is_one_of(["(", "[", "{"]));
            depth = depth.saturating_sub(u32::from(is_one_of([")", "]", "}"])));
        }
        self.tokens.len()
    }

    /// The expression of some tokens: that of a text that has nothing but them, in parentheses, at their places.
    fn expression(&self, start: usize, end: usize) -> Result<Expr, SyntaxError> {
        let (Some((first, ..)), Some((.., last)), Some((open, ..))) =
            (self.tokens.get(start), self.tokens.get(end.wrapping_sub(1)), self.tokens.first())
        else {
            return Err(self.refused(end));
        };
        if start >= end {
            return Err(self.refused(end));
        }
        let blank =
            |text: &str| -> String { text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect() };
        let begin = ouropy_grammar::token::Position { line: 1, column: 0 };
        let mut text = blank(self.source.between(begin, *open));
        text.push('(');
        text.extend(blank(self.source.between(*open, *first)).chars().skip(1));
        text.push_str(self.source.between(*first, *last));
        text.push(')');
        let parsed = ouropy_grammar::parse_source(Source::from_text(&text), Mode::Expression)
            .map_err(|refused| SyntaxError::at(refused.error.span().unwrap_or_default(), "invalid syntax"))?;
        let Module::Expression { body } = parsed.ast else { return Err(self.refused(start)) };
        let is_whole = (body.span.line, body.span.column) == (first.line, first.column)
            && (body.span.end_line, body.span.end_column) == (last.line, last.column);
        let needs_parentheses =
            matches!(body.kind, ExprKind::NamedExpr { .. } | ExprKind::Yield { .. } | ExprKind::YieldFrom { .. })
                && is_whole;
        // A tuple or generator expression that has taken the parentheses for its own.
        let begins_before = (body.span.line, body.span.column) < (first.line, first.column);
        if needs_parentheses || begins_before {
            let wrong = (start..end).find(|&index| [",", ":=", "for", "async"].iter().any(|text| self.is(index, text)));
            return Err(self.refused(wrong.unwrap_or(start)));
        }
        Ok(*body)
    }
}
