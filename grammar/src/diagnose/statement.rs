//! Statements, one logical line of them.

use super::checker::{Checker, Fail, Kind, Node, Parse};
use super::target::TargetOf;
use crate::token::Token;

/// When a missing colon is reported as such.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Colon {
    /// Whatever stands in its place.
    Always,
    /// Where the line ends instead.
    AtLineEnd,
}

impl Checker<'_> {
    /// A whole logical line: simple statements, or the head of a compound one and what follows its colon.
    pub(super) fn line(&mut self) -> Parse<()> {
        match self.peek()? {
            Token::At => {
                self.at += 1;
                self.named_expression()?;
            }
            Token::Async => {
                self.at += 1;
                return self.head();
            }
            Token::If
            | Token::Elif
            | Token::Else
            | Token::While
            | Token::For
            | Token::With
            | Token::Try
            | Token::Except
            | Token::Finally
            | Token::Def
            | Token::Class
            | Token::Match
            | Token::Case => return self.head(),
            _ => return self.simple_statements(),
        }
        self.expect(&Token::Newline)?;
        Ok(())
    }

    /// A line that begins with the name `match` and a subject but lacks the colon, where a block follows.
    pub(super) fn match_without_colon(&mut self) -> Parse<()> {
        match self.peek()? {
            Token::Name(name) if name.as_ref() == "match" => self.at += 1,
            _ => return Err(Fail::NoMatch),
        }
        self.quietly(Self::star_expressions)?;
        self.expect(&Token::Newline)?;
        Ok(())
    }

    /// The head of a compound statement, and simple statements behind its colon.
    fn head(&mut self) -> Parse<()> {
        let keyword = self.peek()?;
        self.at += 1;
        match keyword {
            Token::If | Token::Elif | Token::While => {
                self.named_expression()?;
                self.colon(Colon::AtLineEnd)?;
            }
            Token::Else | Token::Try | Token::Finally => self.colon(Colon::Always)?,
            Token::For => {
                let target = self.at;
                self.quietly(Self::targets)?;
                if !matches!(self.peek()?, Token::In) {
                    self.at = target;
                    return self.check_loop_target();
                }
                let targets = Node { first: target, last: self.at.saturating_sub(1), kind: Kind::Tuple };
                self.check_parts(targets, TargetOf::Loop)?;
                self.expect(&Token::In)?;
                self.star_expressions()?;
                self.colon(Colon::AtLineEnd)?;
            }
            Token::With => self.with_items()?,
            Token::Except => self.exceptions()?,
            Token::Def => {
                self.expect_name()?;
                self.optional(Self::type_parameters)?;
                if !self.eat(&Token::LeftParen)? {
                    return self.mistake(self.at, self.at, "expected '('");
                }
                self.function_parameters()?;
                self.expect(&Token::RightParen)?;
                self.optional(|this| {
                    this.expect(&Token::Arrow)?;
                    this.expression()
                })?;
                self.colon(Colon::Always)?;
            }
            Token::Class => {
                self.expect_name()?;
                self.type_parameters()?;
                if matches!(self.peek()?, Token::LeftParen) {
                    self.arguments()?;
                }
                self.colon(Colon::AtLineEnd)?;
            }
            Token::Match => {
                self.star_expressions()?;
                self.colon(Colon::AtLineEnd)?;
            }
            Token::Case => {
                self.patterns()?;
                if self.eat(&Token::If)? {
                    self.named_expression()?;
                }
                self.colon(Colon::AtLineEnd)?;
            }
            _ => return Err(Fail::NoMatch),
        }
        if self.eat(&Token::Newline)? {
            return Ok(());
        }
        self.simple_statements()
    }

    /// The target of a loop without `in`. No line with one is in order.
    fn check_loop_target(&mut self) -> Parse<()> {
        let target = self.star_expressions()?;
        self.check_parts(target, TargetOf::Loop)?;
        Err(Fail::NoMatch)
    }

    fn colon(&mut self, when: Colon) -> Parse<()> {
        if self.eat(&Token::Colon)? {
            return Ok(());
        }
        match when {
            Colon::Always => self.mistake(self.at, self.at, "expected ':'"),
            Colon::AtLineEnd if matches!(self.peek()?, Token::Newline) => self.mistake_at_last(self.at, "expected ':'"),
            Colon::AtLineEnd => Err(Fail::NoMatch),
        }
    }

    fn with_items(&mut self) -> Parse<()> {
        let parenthesized = self.optional(|this| {
            this.expect(&Token::LeftParen)?;
            this.with_list()?;
            this.expect(&Token::RightParen)?;
            if matches!(this.peek()?, Token::Colon | Token::Newline) { Ok(()) } else { Err(Fail::NoMatch) }
        })?;
        if parenthesized.is_none() {
            self.with_list()?;
        }
        self.colon(Colon::AtLineEnd)
    }

    fn with_list(&mut self) -> Parse<()> {
        loop {
            self.expression()?;
            if self.eat(&Token::As)? {
                let target = self.at;
                self.eat(&Token::Star)?;
                if self.quietly(Self::bitwise_or)?.is_none() {
                    return Err(Fail::NoMatch);
                }
                if !matches!(self.peek()?, Token::Comma | Token::RightParen | Token::Colon | Token::Newline) {
                    self.at = target;
                    self.expression()?;
                }
            }
            if !self.eat(&Token::Comma)? || matches!(self.peek()?, Token::RightParen) {
                return Ok(());
            }
        }
    }

    /// What stands between `except` and its colon.
    fn exceptions(&mut self) -> Parse<()> {
        let is_star = self.eat(&Token::Star)?;
        let star = if is_star { "*" } else { "" };
        if is_star && matches!(self.peek()?, Token::Newline | Token::Colon) {
            if self.follows_plain_except() {
                // CPython has read no starred clause before, and does not look for one here.
                self.stop = Some(self.at - 1);
                return Err(Fail::NoMatch);
            }
            return self.mistake_at_last(self.at, "expected one or more exception types");
        }
        if !matches!(self.peek()?, Token::Colon | Token::Newline) {
            let first = self.expression()?;
            if matches!(self.peek()?, Token::Comma) {
                while self.eat(&Token::Comma)? && !matches!(self.peek()?, Token::Colon) {
                    self.expression()?;
                }
                if self.eat(&Token::As)? {
                    self.expect_name()?;
                    self.expect(&Token::Colon)?;
                    let message = "multiple exception types must be parenthesized when using 'as'";
                    return self.mistake_from(first.first, message);
                }
                return self.expect(&Token::Colon).map(|_| ());
            }
            if self.eat(&Token::As)? {
                let target = self.quietly(Self::expression)?.filter(|target| target.kind != Kind::Name);
                if let Some(target) = target {
                    if matches!(self.peek()?, Token::Colon) {
                        let what = target.kind.describe();
                        let message = format!("cannot use except{star} statement with {what}");
                        return self.mistake(target.first, target.last, message);
                    }
                    return Err(Fail::NoMatch);
                }
            }
        }
        self.colon(Colon::AtLineEnd)
    }

    /// What follows `as` in an import.
    fn import_target(&mut self) -> Parse<()> {
        if matches!(self.peek()?, Token::Name(_))
            && matches!(self.look(1)?, Token::Comma | Token::RightParen | Token::Semicolon | Token::Newline)
        {
            self.at += 1;
            return Ok(());
        }
        let target = self.expression()?;
        self.mistake(target.first, target.last, format!("cannot use {} as import target", target.kind.describe()))
    }

    fn simple_statements(&mut self) -> Parse<()> {
        loop {
            self.simple_statement()?;
            let more = self.eat(&Token::Semicolon)?;
            if self.eat(&Token::Newline)? {
                return Ok(());
            }
            if !more {
                return Err(Fail::NoMatch);
            }
        }
    }

    pub(super) fn simple_statement(&mut self) -> Parse<()> {
        let keyword = self.at;
        match self.peek()? {
            Token::Return => {
                self.at += 1;
                self.optional(Self::star_expressions)?;
            }
            Token::Raise => {
                self.at += 1;
                if self.optional(Self::expression)?.is_some() && self.eat(&Token::From)? {
                    self.expression()?;
                }
            }
            Token::Assert => {
                self.at += 1;
                self.expression()?;
                if self.eat(&Token::Comma)? {
                    self.expression()?;
                }
            }
            Token::Del => {
                self.at += 1;
                self.delete_targets()?;
            }
            Token::Pass | Token::Break | Token::Continue => {
                self.optional(Self::statement_before_if::<()>)?;
                self.at += 1;
            }
            Token::Global | Token::Nonlocal => {
                self.at += 1;
                self.expect_name()?;
                while self.eat(&Token::Comma)? {
                    self.expect_name()?;
                }
            }
            Token::Import => {
                self.at += 1;
                self.import(keyword)?;
            }
            Token::From => {
                self.at += 1;
                self.import_from()?;
            }
            Token::Type => {
                self.at += 1;
                // CPython has tried a `print`-like statement before.
                let name = self.at;
                self.optional(Self::star_expressions)?;
                self.at = name;
                self.expect_name()?;
                self.type_parameters()?;
                self.expect(&Token::Equal)?;
                self.expression()?;
            }
            _ => self.assignment()?,
        }
        Ok(())
    }

    /// An expression statement or any assignment.
    fn assignment(&mut self) -> Parse<()> {
        let start = self.at;
        self.check_strings_of_target()?;
        let target = self.value()?;
        if self.eat(&Token::Colon)? {
            if !matches!(target.kind, Kind::Name | Kind::Attribute | Kind::Subscript) {
                // CPython does not read on behind what cannot be annotated.
                self.stop = Some(self.at - 1);
            }
            self.expression()?;
            self.check_annotated(target)?;
            if self.eat(&Token::Equal)? {
                self.value()?;
            }
            return Ok(());
        }
        let augmented = self.peek()?.text().is_some_and(|text| text.len() >= 2 && text.ends_with('='))
            && !matches!(
                self.peek()?,
                Token::EqualEqual | Token::NotEqual | Token::LessEqual | Token::GreaterEqual | Token::ColonEqual
            );
        if augmented {
            self.at += 1;
            self.value()?;
            return Ok(());
        }
        if !matches!(self.peek()?, Token::Equal) {
            return self.check_named_list(start);
        }
        let (mut begin, mut last) = (start, target);
        while matches!(self.peek()?, Token::Equal) {
            if self.invalid_part(last, TargetOf::Assignment)?.is_some() {
                self.check_named_list(start)?;
                if last.kind == Kind::Yield && last.first == begin {
                    return self.mistake(last.first, last.last, "assignment to yield expression not possible");
                }
                self.check_parts(last, TargetOf::Assignment)?;
            }
            self.at += 1;
            begin = self.at;
            self.check_strings_of_target()?;
            last = self.value()?;
        }
        Ok(())
    }

    /// Where a target of an assignment may stand CPython reads one before anything else, strings in it too.
    fn check_strings_of_target(&mut self) -> Parse<()> {
        let start = self.at;
        while matches!(self.peek()?, Token::LeftParen | Token::LeftBracket | Token::Star) {
            let is_star = self.eat(&Token::Star)?;
            if is_star && matches!(self.peek()?, Token::Star) {
                break;
            }
            self.at += usize::from(!is_star);
        }
        self.optional(Self::strings)?;
        self.at = start;
        Ok(())
    }

    /// What is no assignment after all is read from token `start` as items that may be assignment expressions, in search
    /// of an annotated tuple; several lists of them even without a comma between.
    fn check_named_list(&mut self, start: usize) -> Parse<()> {
        let behind = std::mem::replace(&mut self.at, start);
        if !matches!(self.token(self.at), Some(Token::Yield))
            && self.optional(Self::star_named_expression)?.is_some()
            && self.eat(&Token::Comma)?
        {
            while self.optional(Self::star_named_expression)?.is_some() {
                self.eat(&Token::Comma)?;
            }
        }
        self.at = behind;
        Ok(())
    }

    /// What follows `del`. Where it is more than names, attributes and subscripts, CPython stops at the first token
    /// too many; the parser reads on.
    fn delete_targets(&mut self) -> Parse<()> {
        let start = self.at;
        loop {
            if self.optional(Self::primary)?.is_none() {
                break;
            }
            if !self.eat(&Token::Comma)? {
                break;
            }
        }
        let may_go_on = matches!(
            self.peek()?,
            Token::Semicolon | Token::Newline | Token::Dot | Token::LeftParen | Token::LeftBracket
        );
        if self.at > start && !may_go_on {
            self.stop = Some(self.at);
        }
        self.at = start;
        let targets = self.star_expressions()?;
        self.check_parts(targets, TargetOf::Deletion)
    }

    /// What cannot be annotated.
    fn check_annotated(&mut self, mut target: Node) -> Parse<()> {
        let message = match target.kind {
            Kind::Name | Kind::Attribute | Kind::Subscript => return Ok(()),
            Kind::List => "only single target (not list) can be annotated",
            Kind::Tuple => "only single target (not tuple) can be annotated",
            _ => "illegal target for annotation",
        };
        if target.kind == Kind::Tuple && !matches!(self.token(target.first), Some(Token::LeftParen)) {
            // Of items without parentheses CPython shows the first.
            let behind = std::mem::replace(&mut self.at, target.first);
            target = self.quietly(Self::star_named_expression)?.unwrap_or(target);
            self.at = behind;
        }
        self.mistake(target.first, target.last, message)
    }

    /// The names of an `import` statement, whose keyword is token `keyword`.
    fn import(&mut self, keyword: usize) -> Parse<()> {
        if matches!(self.peek()?, Token::Newline) {
            return self.mistake_from(self.at, "Expected one or more names after 'import'");
        }
        let mut renamed = false;
        loop {
            self.dotted_name()?;
            if self.eat(&Token::As)? {
                renamed = true;
                self.import_target()?;
            }
            if !self.eat(&Token::Comma)? {
                break;
            }
        }
        if !renamed && self.eat(&Token::From)? {
            self.dotted_name()?;
            self.peek()?;
            return self.mistake_from(keyword, "Did you mean to use 'from ... import ...' instead?");
        }
        Ok(())
    }

    fn dotted_name(&mut self) -> Parse<()> {
        self.expect_name()?;
        while self.eat(&Token::Dot)? {
            self.expect_name()?;
        }
        Ok(())
    }

    fn import_from(&mut self) -> Parse<()> {
        let dots = self.at;
        while self.eat(&Token::Dot)? || self.eat(&Token::Ellipsis)? {}
        if self.at == dots || !matches!(self.peek()?, Token::Import) {
            self.dotted_name()?;
        }
        self.expect(&Token::Import)?;
        if matches!(self.peek()?, Token::Newline) {
            return self.mistake_from(self.at, "Expected one or more names after 'import'");
        }
        if self.eat(&Token::Star)? {
            return Ok(());
        }
        let bracket = self.eat(&Token::LeftParen)?;
        loop {
            self.expect_name()?;
            if self.eat(&Token::As)? {
                self.import_target()?;
            }
            if !self.eat(&Token::Comma)? {
                break;
            }
            match self.peek()? {
                Token::RightParen if bracket => break,
                Token::Newline => {
                    return self.mistake_at_last(self.at, "trailing comma not allowed without surrounding parentheses");
                }
                _ => {}
            }
        }
        if bracket {
            self.expect(&Token::RightParen)?;
        }
        Ok(())
    }
}
