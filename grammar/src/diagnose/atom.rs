//! Primaries: names, literals, brackets, calls, subscripts.

use super::checker::{Checker, Fail, Kind, Node, Parse, Rule};
use crate::token::Token;

/// The form of one argument of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Argument {
    Positional,
    Keyword,
    Starred,
    DoubleStarred,
}

impl Checker<'_> {
    /// An atom and what is attached to it: attributes, calls, subscripts.
    pub(super) fn primary(&mut self) -> Parse<Node> {
        self.remembered(Rule::Primary, Self::read_primary)
    }

    fn read_primary(&mut self) -> Parse<Node> {
        let start = self.at;
        let mut node = self.atom()?;
        loop {
            let trailer = self.optional(|this| match this.peek()? {
                Token::Dot => {
                    this.at += 1;
                    this.expect_name()?;
                    Ok(Kind::Attribute)
                }
                Token::LeftParen => {
                    this.arguments()?;
                    Ok(Kind::Call)
                }
                Token::LeftBracket => {
                    this.slices()?;
                    Ok(Kind::Subscript)
                }
                _ => Err(Fail::NoMatch),
            })?;
            match trailer {
                Some(kind) => node = self.node(start, kind),
                None => return Ok(node),
            }
        }
    }

    pub(super) fn atom(&mut self) -> Parse<Node> {
        let start = self.at;
        let kind = match self.peek()? {
            Token::Name(_) => Kind::Name,
            Token::True => Kind::True,
            Token::False => Kind::False,
            Token::None => Kind::None,
            Token::Ellipsis => Kind::Ellipsis,
            Token::Int(_) | Token::Float(_) | Token::Imaginary(_) => Kind::Literal,
            Token::Str(_) | Token::Bytes(_) | Token::FStringStart | Token::TStringStart => return self.strings(),
            Token::LeftParen => return self.parentheses(),
            Token::LeftBracket => return self.list(),
            Token::LeftBrace => return self.braces(),
            _ => return Err(Fail::NoMatch),
        };
        self.at += 1;
        Ok(self.node(start, kind))
    }

    // Brackets.

    fn parentheses(&mut self) -> Parse<Node> {
        let start = self.expect(&Token::LeftParen)?;
        if self.eat(&Token::RightParen)? {
            return Ok(self.node(start, Kind::Tuple));
        }
        if matches!(self.peek()?, Token::Yield) {
            let node = self.yield_expression()?;
            self.expect(&Token::RightParen)?;
            return Ok(node);
        }
        if matches!(self.peek()?, Token::DoubleStar) {
            let operator = self.at;
            self.at += 1;
            self.expression()?;
            self.expect(&Token::RightParen)?;
            return self.mistake(operator, operator, "cannot use double starred expression here");
        }
        let first = self.first_item()?;
        match self.peek()? {
            Token::Comma => {
                self.items()?;
                self.expect(&Token::RightParen)?;
                Ok(self.node(start, Kind::Tuple))
            }
            Token::For | Token::Async => {
                self.comprehension()?;
                self.expect(&Token::RightParen)?;
                Ok(self.node(start, Kind::Generator))
            }
            Token::RightParen if first.kind == Kind::Starred => {
                self.mistake(first.first, first.last, "cannot use starred expression here")
            }
            _ => {
                self.expect(&Token::RightParen)?;
                Ok(first)
            }
        }
    }

    pub(super) fn star_named_expression(&mut self) -> Parse<Node> {
        match self.starred()? {
            Some(node) => Ok(node),
            None => self.named_expression(),
        }
    }

    /// The first item of a display, the only starred one that CPython looks for a missing comma behind.
    fn first_item(&mut self) -> Parse<Node> {
        let star = self.at;
        if self.quiet == 0 && matches!(self.peek()?, Token::Star) {
            self.check_starred_item(star)?;
        }
        let node = self.star_named_expression()?;
        if node.kind == Kind::Starred && self.quiet == 0 {
            self.check_missing_comma(Node { first: node.first + 1, ..node })?;
        }
        Ok(node)
    }

    /// The starred first item of a display that does not go on or end behind the operand of the star: CPython reads an
    /// expression there, in search of a comprehension.
    fn check_starred_item(&mut self, star: usize) -> Parse<()> {
        let operand = self.optional(Self::starred)?;
        let goes_on = matches!(
            self.peek()?,
            Token::Comma | Token::For | Token::Async | Token::RightParen | Token::RightBracket | Token::RightBrace
        );
        if operand.is_none() || !goes_on {
            self.at = star + 1;
            self.starred_value()?;
            if matches!(self.token(star - 1), Some(Token::LeftParen)) && matches!(self.peek()?, Token::RightParen) {
                return self.mistake(star, self.at - 1, "cannot use starred expression here");
            }
            if matches!(self.peek()?, Token::For | Token::Async) {
                let last = self.at - 1;
                self.comprehension()?;
                return self.mistake(star, last, "iterable unpacking cannot be used in comprehension");
            }
        }
        self.at = star;
        Ok(())
    }

    /// More items of a display behind the first, from its comma on; the last of them.
    fn items(&mut self) -> Parse<Option<Node>> {
        let mut last = None;
        while self.eat(&Token::Comma)? {
            match self.optional(Self::star_named_expression)? {
                Some(item) => last = Some(item),
                None => break,
            }
        }
        Ok(last)
    }

    fn list(&mut self) -> Parse<Node> {
        let start = self.expect(&Token::LeftBracket)?;
        if self.eat(&Token::RightBracket)? {
            return Ok(self.node(start, Kind::List));
        }
        let first = self.first_item()?;
        self.rest_of_display(start, first, (&Token::RightBracket, Kind::List, Kind::ListComprehension))
    }

    /// A list or a set behind its first item.
    fn rest_of_display(
        &mut self,
        start: usize,
        first: Node,
        (close, display, comprehension): (&Token, Kind, Kind),
    ) -> Parse<Node> {
        if matches!(self.peek()?, Token::For | Token::Async) {
            self.comprehension()?;
            self.expect(close)?;
            return Ok(self.node(start, comprehension));
        }
        let comma = self.at;
        let last = self.items()?;
        if self.at > comma && matches!(self.peek()?, Token::For | Token::Async) {
            self.comprehension()?;
            return self.mistake(
                first.first,
                last.map_or(comma, |last| last.last),
                "did you forget parentheses around the comprehension target?",
            );
        }
        self.expect(close)?;
        Ok(self.node(start, display))
    }

    fn braces(&mut self) -> Parse<Node> {
        let start = self.expect(&Token::LeftBrace)?;
        let set = (&Token::RightBrace, Kind::Set, Kind::SetComprehension);
        match self.peek()? {
            Token::RightBrace => {
                self.at += 1;
                return Ok(self.node(start, Kind::Dict));
            }
            Token::DoubleStar => {
                self.at += 1;
                self.bitwise_or()?;
                return self.rest_of_dict(start);
            }
            Token::Star => {
                let first = self.first_item()?;
                return self.rest_of_display(start, first, set);
            }
            _ => {}
        }
        if let Some(first) = self.assignment_expression()? {
            return self.rest_of_display(start, first, set);
        }
        let begin = self.at;
        let first = self.expression()?;
        if matches!(self.peek()?, Token::Colon) {
            self.dict_value()?;
            return self.rest_of_dict(start);
        }
        let first = self.check_named(begin, first)?;
        self.rest_of_display(start, first, set)
    }

    /// A dict behind its first item.
    fn rest_of_dict(&mut self, start: usize) -> Parse<Node> {
        if matches!(self.peek()?, Token::For | Token::Async) {
            self.comprehension()?;
            self.expect(&Token::RightBrace)?;
            return Ok(self.node(start, Kind::DictComprehension));
        }
        while self.eat(&Token::Comma)? {
            match self.peek()? {
                Token::RightBrace => break,
                Token::DoubleStar => {
                    self.at += 1;
                    self.bitwise_or()?;
                }
                _ => {
                    // CPython looks for mistakes in the first key only.
                    let Some(key) = self.quietly(Self::expression)? else {
                        return Err(Fail::NoMatch);
                    };
                    if !matches!(self.peek()?, Token::Colon) {
                        return self.mistake_at_end_of(key.last, "':' expected after dictionary key");
                    }
                    self.dict_value()?;
                }
            }
        }
        self.expect(&Token::RightBrace)?;
        Ok(self.node(start, Kind::Dict))
    }

    /// The colon behind a key, and the value.
    fn dict_value(&mut self) -> Parse<()> {
        let colon = self.expect(&Token::Colon)?;
        if matches!(self.peek()?, Token::Star) {
            let star = self.at;
            // CPython has read the token behind the star, whatever it is.
            self.stop = self.stop.or(Some(star + 1));
            self.starred()?;
            self.peek()?;
            return self.mistake_from(star, "cannot use a starred expression in a dictionary value");
        }
        if matches!(self.peek()?, Token::RightBrace | Token::Comma) {
            return self.mistake(colon, colon, "expression expected after dictionary key and ':'");
        }
        self.expression()?;
        Ok(())
    }

    /// The `for` and `if` clauses of a comprehension.
    pub(super) fn comprehension(&mut self) -> Parse<()> {
        loop {
            if matches!(self.peek()?, Token::Async) && matches!(self.look(1)?, Token::For) {
                self.at += 1;
            }
            self.expect(&Token::For)?;
            self.targets()?;
            if !matches!(self.peek()?, Token::In) {
                return self.mistake_here("'in' expected after for-loop variables");
            }
            self.at += 1;
            self.disjunction()?;
            while self.eat(&Token::If)? {
                self.disjunction()?;
            }
            if !matches!(self.peek()?, Token::For | Token::Async) {
                return Ok(());
            }
        }
    }

    /// The targets of a `for`.
    pub(super) fn targets(&mut self) -> Parse<()> {
        let target = |this: &mut Self| {
            this.eat(&Token::Star)?;
            this.bitwise_or()
        };
        target(self)?;
        while self.eat(&Token::Comma)? {
            if self.optional(target)?.is_none() {
                break;
            }
        }
        Ok(())
    }

    // Calls and subscripts.

    pub(super) fn arguments(&mut self) -> Parse<()> {
        self.expect(&Token::LeftParen)?;
        // Why a positional argument came too late.
        let mut late = None;
        let mut reason = None;
        while !matches!(self.peek()?, Token::RightParen) {
            if reason.is_some() && !matches!(self.peek()?, Token::Name(_) | Token::Star | Token::DoubleStar) {
                // CPython comes further only to say that the argument is too late.
                self.stop = self.stop.or(Some(self.at));
            }
            match self.optional(Self::argument)? {
                None => break,
                Some(Argument::Positional) => late = late.or(reason),
                Some(Argument::Starred) => {}
                Some(Argument::Keyword) => {
                    reason = reason.or(Some("positional argument follows keyword argument"));
                }
                Some(Argument::DoubleStarred) => {
                    reason = Some("positional argument follows keyword argument unpacking");
                }
            }
            if !self.eat(&Token::Comma)? {
                break;
            }
        }
        // The parser's actions say so too, where they come to see the call.
        if let Some(message) = late {
            self.peek()?;
            return self.mistake_here(message);
        }
        self.expect(&Token::RightParen)?;
        Ok(())
    }

    fn argument(&mut self) -> Parse<Argument> {
        let start = self.at;
        if self.eat(&Token::Star)? {
            self.starred_value()?;
            if matches!(self.peek()?, Token::Equal) {
                self.stop = Some(self.at);
                return Err(Fail::NoMatch);
            }
            return Ok(Argument::Starred);
        }
        if self.eat(&Token::DoubleStar)? {
            self.expression()?;
            return Ok(Argument::DoubleStarred);
        }
        let mut kind = Argument::Positional;
        if self.assignment_expression()?.is_none() {
            let name = self.expression()?;
            match self.peek()? {
                Token::Equal => {
                    self.check_keyword(name)?;
                    self.at += 1;
                    self.expression()?;
                    kind = Argument::Keyword;
                }
                Token::ColonEqual => {
                    // CPython does not read on here.
                    self.stop = Some(self.at);
                    return Err(Fail::NoMatch);
                }
                _ => {}
            }
        }
        if matches!(self.peek()?, Token::For | Token::Async) {
            let is_first = matches!(self.token(start.saturating_sub(1)), Some(Token::LeftParen));
            self.comprehension()?;
            self.has_seen_generator |= self.quiet == 0;
            if self.quiet > 0 && !(is_first && matches!(self.peek()?, Token::RightParen)) {
                return Err(Fail::NoMatch);
            }
        }
        Ok(kind)
    }

    /// What follows a star in a call or a subscript.
    fn starred_value(&mut self) -> Parse<()> {
        if self.optional(Self::expression)?.is_none() {
            return self.mistake_here("Invalid star expression");
        }
        Ok(())
    }

    /// What stands left of the `=` of a keyword argument. The parser's actions say so too, but only where the
    /// argument is complete.
    fn check_keyword(&mut self, name: Node) -> Parse<()> {
        let equal = self.at;
        match name.kind {
            Kind::Name if name.last + 1 == equal => Ok(()),
            Kind::True | Kind::False | Kind::None => {
                self.mistake(name.first, equal, format!("cannot assign to {}", name.kind.describe()))
            }
            _ => self.mistake(name.first, equal, "expression cannot contain assignment, perhaps you meant \"==\"?"),
        }
    }

    fn slices(&mut self) -> Parse<()> {
        self.expect(&Token::LeftBracket)?;
        loop {
            self.slice()?;
            if !self.eat(&Token::Comma)? || matches!(self.peek()?, Token::RightBracket) {
                break;
            }
        }
        self.expect(&Token::RightBracket)?;
        Ok(())
    }

    fn slice(&mut self) -> Parse<()> {
        if self.eat(&Token::Star)? {
            return self.starred_value();
        }
        if !matches!(self.peek()?, Token::Colon) {
            if self.assignment_expression()?.is_some() {
                return Ok(());
            }
            let start = self.at;
            let lower = self.expression()?;
            if !matches!(self.peek()?, Token::Colon) {
                self.check_named(start, lower)?;
                return Ok(());
            }
        }
        for _ in 0..2 {
            if !self.eat(&Token::Colon)? {
                break;
            }
            self.optional(Self::expression)?;
        }
        Ok(())
    }
}
