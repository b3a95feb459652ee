//! Expressions, from conditional ones down to powers.

use super::checker::{Checker, Fail, Kind, Node, Parse, Rule};
use crate::token::Token;

/// How tightly operators bind; each level takes operands of the next.
const OR: u8 = 0;
const AND: u8 = 1;
const NOT: u8 = 2;
const COMPARISON: u8 = 3;
const BITWISE_OR: u8 = 4;
const ADDITION: u8 = 8;

impl Checker<'_> {
    /// `expression`: the level that commas separate.
    pub(super) fn expression(&mut self) -> Parse<Node> {
        self.deeper(Self::expression_at_depth)
    }

    fn expression_at_depth(&mut self) -> Parse<Node> {
        let start = self.at;
        match self.peek()? {
            Token::Lambda => return self.lambda(),
            Token::Pass | Token::Break | Token::Continue if self.quiet == 0 => {
                return self.statement_before_if();
            }
            Token::Str(_) | Token::Bytes(_) if self.quiet == 0 => self.check_words_between_strings()?,
            _ => {}
        }
        let left = self.disjunction()?;
        if self.quiet == 0 {
            self.check_missing_comma(left)?;
        }
        if let Some(node) = self.conditional(left)? {
            return Ok(node);
        }
        if self.quiet == 0 {
            self.check_print_statement(start)?;
        }
        Ok(left)
    }

    /// A statement where the expression before `if` and `else` should be.
    pub(super) fn statement_before_if<T>(&mut self) -> Parse<T> {
        let statement = self.at;
        self.at += 1;
        self.expect(&Token::If)?;
        self.disjunction()?;
        self.expect(&Token::Else)?;
        self.simple_statement()?;
        self.mistake(statement, statement, "expected expression before 'if', but statement is given")
    }

    /// Expressions between two strings: quotes that end a string too early and begin another one.
    fn check_words_between_strings(&mut self) -> Parse<()> {
        let start = self.at;
        self.at += 1;
        let mut words: Option<(Node, Node)> = None;
        while !matches!(self.peek()?, Token::Str(_) | Token::Bytes(_))
            && let Some(word) = self.without_mistakes(Self::expression)?
        {
            words = Some((words.map_or(word, |(first, _)| first), word));
        }
        if let Some((first, last)) = words
            && matches!(self.peek()?, Token::Str(_) | Token::Bytes(_))
        {
            let message = "invalid syntax. Is this intended to be part of the string?";
            return self.mistake(first.first, last.last, message);
        }
        self.at = start;
        Ok(())
    }

    /// Two expressions side by side, in brackets.
    pub(super) fn check_missing_comma(&mut self, left: Node) -> Parse<()> {
        let excused = match (self.token(left.first), self.token(left.first + 1)) {
            // A misspelled string prefix.
            (Some(Token::Name(_)), Some(Token::Str(_) | Token::Bytes(_))) => true,
            (Some(Token::Name(name)), _) => ["_", "case", "match", "type"].contains(&name.as_ref()),
            (Some(Token::Match | Token::Case | Token::Type), _) => true,
            _ => false,
        };
        if excused {
            return Ok(());
        }
        let behind = self.at;
        let right = self.without_mistakes(|this| {
            let right = this.expression()?;
            Ok((right, this.level()))
        })?;
        self.at = behind;
        match right {
            Some((right, level)) if level > 0 && !self.is_print(left) => {
                self.mistake(left.first, right.last, "invalid syntax. Perhaps you forgot a comma?")
            }
            _ => Ok(()),
        }
    }

    /// `if` and `else` behind the expression `left`.
    fn conditional(&mut self, left: Node) -> Parse<Option<Node>> {
        let behind = self.at;
        if self.eat(&Token::If)?
            && let Some(condition) = self.optional(Self::disjunction)?
        {
            if self.eat(&Token::Else)? {
                if self.optional(Self::expression)?.is_some() {
                    return Ok(Some(self.node(left.first, Kind::Conditional)));
                }
                if self.quiet == 0 {
                    self.peek()?;
                    let message = "expected expression after 'else', but statement is given";
                    return self.mistake_at_last(self.at, message);
                }
            } else if !matches!(self.peek()?, Token::Colon) && self.quiet == 0 {
                return self.mistake(left.first, condition.last, "expected 'else' after 'if' expression");
            }
        }
        self.at = behind;
        Ok(None)
    }

    fn is_print(&self, node: Node) -> bool {
        node.kind == Kind::Name
            && matches!(self.token(node.first), Some(Token::Name(name)) if is_statement_of_python_2(name))
    }

    /// The `print` and `exec` statements of Python 2. CPython reads what follows any name so, and may find another
    /// mistake in it.
    fn check_print_statement(&mut self, start: usize) -> Parse<()> {
        let Some(Token::Name(name)) = self.token(start) else {
            return Ok(());
        };
        let is_print = is_statement_of_python_2(name);
        let behind = std::mem::replace(&mut self.at, start + 1);
        // Behind another name only what cannot go on the expression is worth reading.
        let begins_value = match self.peek()? {
            Token::LeftParen => false,
            Token::Str(_) | Token::Bytes(_) | Token::FStringStart | Token::TStringStart | Token::LeftBrace => true,
            Token::Name(_) | Token::Int(_) | Token::Float(_) | Token::Imaginary(_) => true,
            _ => is_print,
        };
        if begins_value
            && let Some(values) = self.optional(Self::star_expressions)?
            && is_print
        {
            return self.mistake(
                start,
                values.last,
                format!("Missing parentheses in call to '{name}'. Did you mean {name}(...)?"),
            );
        }
        self.at = behind;
        Ok(())
    }

    fn lambda(&mut self) -> Parse<Node> {
        let start = self.expect(&Token::Lambda)?;
        self.lambda_parameters()?;
        // `{lambda x: y}` in an f-string, where the colon begins the format.
        if matches!(self.peek()?, Token::FieldColon) {
            if !matches!(self.look(1)?, Token::FieldOpen) {
                let message = self.in_string("lambda expressions are not allowed without parentheses");
                return self.mistake(start, self.at, message);
            }
            return self.lambda_of_field();
        }
        self.expect(&Token::Colon)?;
        self.expression()?;
        Ok(self.node(start, Kind::Lambda))
    }

    /// In `{lambda x:{y}…}` CPython takes the field in the format specification for a set, the value of the lambda.
    fn lambda_of_field<T>(&mut self) -> Parse<T> {
        self.at += 2;
        self.optional(Self::star_expressions)?;
        let closed = self.expect(&Token::FieldClose)?;
        let message = self.in_string("expecting '=', or '!', or ':', or '}'");
        if matches!(self.peek()?, Token::FieldClose) {
            return self.mistake_behind(closed, message);
        }
        self.mistake(self.at, self.at, message)
    }

    /// `named_expression`: an expression that may be an assignment expression.
    pub(super) fn named_expression(&mut self) -> Parse<Node> {
        if let Some(node) = self.assignment_expression()? {
            return Ok(node);
        }
        let start = self.at;
        let node = self.expression()?;
        self.check_named(start, node)
    }

    /// `name := value`. What follows the operator must be an expression, or the whole line is no match.
    pub(super) fn assignment_expression(&mut self) -> Parse<Option<Node>> {
        let start = self.at;
        if !matches!(self.peek()?, Token::Name(_)) || !matches!(self.look(1)?, Token::ColonEqual) {
            return Ok(None);
        }
        self.at += 2;
        self.expression()?;
        Ok(Some(self.node(start, Kind::Named)))
    }

    /// What can go wrong behind the expression `node`, read from token `start`, where an assignment expression may
    /// stand.
    pub(super) fn check_named(&mut self, start: usize, node: Node) -> Parse<Node> {
        match self.peek()? {
            Token::ColonEqual => {
                // CPython does not read on here unless to say this.
                self.stop = Some(self.at);
                self.at += 1;
                if self.optional(Self::expression)?.is_some() {
                    return self.mistake(
                        node.first,
                        node.last,
                        format!("cannot use assignment expressions with {}", node.kind.describe()),
                    );
                }
                Err(Fail::NoMatch)
            }
            Token::Equal if self.quiet == 0 => {
                let behind = self.at;
                self.check_equal_for_comparison(start)?;
                self.at = behind;
                Ok(node)
            }
            _ => Ok(node),
        }
    }

    /// `x = 1` where `x == 1` was meant.
    fn check_equal_for_comparison(&mut self, start: usize) -> Parse<()> {
        self.at = start;
        let Some(target) = self.quietly(|this| this.operators(BITWISE_OR))? else {
            return Ok(());
        };
        let end = self.at;
        if !self.eat(&Token::Equal)? {
            return Ok(());
        }
        let is_name = matches!(self.token(start), Some(Token::Name(_))) && end == start + 1;
        if !is_name {
            self.at = start;
            let display = self.quietly(Self::atom)?;
            self.at = end + 1;
            let excused = display.is_some_and(|display| {
                display.first == start
                    && matches!(
                        display.kind,
                        Kind::List | Kind::Tuple | Kind::Generator | Kind::True | Kind::None | Kind::False
                    )
            });
            if excused {
                return Ok(());
            }
        }
        let Some(value) = self.optional(|this| this.operators(BITWISE_OR))? else {
            return Ok(());
        };
        if matches!(self.peek()?, Token::Equal | Token::ColonEqual) {
            return Ok(());
        }
        if is_name {
            return self.mistake(start, value.last, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
        }
        self.mistake(
            target.first,
            target.last,
            format!("cannot assign to {} here. Maybe you meant '==' instead of '='?", target.kind.describe()),
        )
    }

    /// The expressions of a text that is no more: none is starred.
    pub(super) fn expressions(&mut self) -> Parse<()> {
        loop {
            self.expression()?;
            if !self.eat(&Token::Comma)? || matches!(self.peek()?, Token::Newline | Token::EndOfFile) {
                return Ok(());
            }
        }
    }

    /// `star_expressions`: expressions with commas, some starred.
    pub(super) fn star_expressions(&mut self) -> Parse<Node> {
        let start = self.at;
        let first = self.star_expression()?;
        let mut many = false;
        while self.eat(&Token::Comma)? {
            many = true;
            if self.optional(Self::star_expression)?.is_none() {
                break;
            }
        }
        Ok(if many { self.node(start, Kind::Tuple) } else { first })
    }

    fn star_expression(&mut self) -> Parse<Node> {
        match self.starred()? {
            Some(node) => Ok(node),
            None => self.expression(),
        }
    }

    /// `*` and an operand, if a star comes next.
    pub(super) fn starred(&mut self) -> Parse<Option<Node>> {
        let start = self.at;
        if !self.eat(&Token::Star)? {
            return Ok(None);
        }
        self.bitwise_or()?;
        Ok(Some(self.node(start, Kind::Starred)))
    }

    /// What may stand right of an assignment.
    pub(super) fn value(&mut self) -> Parse<Node> {
        if matches!(self.peek()?, Token::Yield) { self.yield_expression() } else { self.star_expressions() }
    }

    pub(super) fn yield_expression(&mut self) -> Parse<Node> {
        let start = self.expect(&Token::Yield)?;
        if self.eat(&Token::From)? {
            self.expression()?;
        } else {
            self.optional(Self::star_expressions)?;
        }
        Ok(self.node(start, Kind::Yield))
    }

    pub(super) fn disjunction(&mut self) -> Parse<Node> {
        self.remembered(Rule::Disjunction, |this| this.operators(OR))
    }

    pub(super) fn bitwise_or(&mut self) -> Parse<Node> {
        self.operators(BITWISE_OR)
    }

    /// Operators that bind at least as tightly as `loosest`, and their operands.
    fn operators(&mut self, loosest: u8) -> Parse<Node> {
        self.deeper(|this| this.operators_at_depth(loosest))
    }

    fn operators_at_depth(&mut self, loosest: u8) -> Parse<Node> {
        let start = self.at;
        let mut tightest = u8::MAX;
        let mut left = if loosest <= NOT && matches!(self.peek()?, Token::Not) {
            while self.eat(&Token::Not)? {}
            self.operators(COMPARISON)?;
            tightest = AND;
            self.node(start, Kind::Operation)
        } else {
            self.factor()?
        };
        while let Some((level, length)) = self.operator()?
            && (loosest..=tightest).contains(&level)
        {
            let right = self.optional(|this| {
                this.at += length;
                this.operators(level + 1)
            })?;
            if right.is_none() {
                if level >= ADDITION {
                    self.check_not_operand(length, Self::inversion)?;
                }
                break;
            }
            let kind = if level == COMPARISON { Kind::Comparison } else { Kind::Operation };
            left = self.node(start, kind);
        }
        if loosest <= COMPARISON && matches!(self.peek()?, Token::RefusedNotEqual) {
            return self.refusal(self.at, "with Barry as BDFL, use '<>' instead of '!='");
        }
        if loosest <= COMPARISON && matches!(self.peek()?, Token::LessGreater) {
            let message = "invalid syntax.  Maybe you meant '!=' instead of '<>'?";
            return if self.quiet == 0 { self.mistake(self.at, self.at, message) } else { Ok(left) };
        }
        Ok(left)
    }

    fn inversion(&mut self) -> Parse<Node> {
        self.operators(NOT)
    }

    /// `not` as the operand of an arithmetic operator of `length` tokens.
    fn check_not_operand(&mut self, length: usize, operand: impl FnOnce(&mut Self) -> Parse<Node>) -> Parse<()> {
        let not = self.at + length;
        if self.quiet > 0 || !matches!(self.token(not), Some(Token::Not)) {
            return Ok(());
        }
        let behind = std::mem::replace(&mut self.at, not + 1);
        if let Some(operand) = self.optional(operand)? {
            return self.mistake(not, operand.last, "'not' after an operator must be parenthesized");
        }
        self.at = behind;
        Ok(())
    }

    /// The level of the binary operator that comes next, and how many tokens it has.
    fn operator(&mut self) -> Parse<Option<(u8, usize)>> {
        Ok(Some(match self.peek()? {
            Token::Or => (OR, 1),
            Token::And => (AND, 1),
            Token::Not if matches!(self.look(1)?, Token::In) => (COMPARISON, 2),
            Token::Is if matches!(self.look(1)?, Token::Not) => (COMPARISON, 2),
            Token::In
            | Token::Is
            | Token::Less
            | Token::Greater
            | Token::LessEqual
            | Token::GreaterEqual
            | Token::EqualEqual
            | Token::NotEqual => (COMPARISON, 1),
            Token::Pipe => (BITWISE_OR, 1),
            Token::Caret => (BITWISE_OR + 1, 1),
            Token::Ampersand => (BITWISE_OR + 2, 1),
            Token::LeftShift | Token::RightShift => (BITWISE_OR + 3, 1),
            Token::Plus | Token::Minus => (ADDITION, 1),
            Token::Star | Token::Slash | Token::DoubleSlash | Token::Percent | Token::At => (ADDITION + 1, 1),
            _ => return Ok(None),
        }))
    }

    fn factor(&mut self) -> Parse<Node> {
        let start = self.at;
        while matches!(self.peek()?, Token::Plus | Token::Minus | Token::Tilde) {
            self.at += 1;
        }
        let signed = self.at > start;
        if signed && matches!(self.peek()?, Token::Not) {
            self.check_not_operand(0, Self::factor)?;
        }
        let operand = self.power()?;
        Ok(if signed { self.node(start, Kind::Operation) } else { operand })
    }

    fn power(&mut self) -> Parse<Node> {
        let start = self.at;
        let base = if self.eat(&Token::Await)? {
            self.primary()?;
            self.node(start, Kind::Await)
        } else {
            self.primary()?
        };
        let exponent = self.optional(|this| {
            this.expect(&Token::DoubleStar)?;
            this.deeper(Self::factor)
        })?;
        Ok(if exponent.is_some() { self.node(start, Kind::Operation) } else { base })
    }
}

/// Whether a name was a statement's keyword in Python 2.
fn is_statement_of_python_2(name: &str) -> bool {
    matches!(name, "print" | "exec")
}
