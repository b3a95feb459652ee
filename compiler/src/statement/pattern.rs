//! `match`.
//!
//! While a case is tried, its temporaries lie as on CPython's stack: the subject, then what the pattern has captured,
//! the first capture highest, then what is still to be matched, the next highest. Only when pattern and all have
//! succeeded are the captures bound to their names. A test that fails drops what lies above the subject, from the top.

use std::rc::Rc;

use ouropy_grammar::ast::{Constant as Literal, Expr, ExprKind, MatchCase, Pattern, PatternKind, Span};
use ouropy_grammar::error::SyntaxError;

use super::exception::NOWHERE;
use super::match_keys;
use crate::call::text;
use crate::code::{Comparison, Constant, Count, Distance, Instruction, Register, op};
use crate::expression::{CONSUME, Dest, KEEP, When};
use crate::unit::Label;
use crate::{Compiled, Compiler};

/// Where a sequence pattern has its star, and whether that captures nothing.
type Star = Option<usize>;

/// What a case does with the subject.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    /// It leaves it to the cases behind.
    Kept,
    /// It is the last one that looks at it.
    Taken,
}

/// What a name at the end of a pattern may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Irrefutable {
    Allowed,
    /// Cases or alternatives follow that would never be tried.
    Refused,
}

/// One case, or one alternative of a `|`, while its pattern is compiled.
struct Attempt {
    /// The names captured so far.
    stores: Vec<Rc<str>>,
    /// Room for the captures, the first of which goes to the end of it.
    captures: Register,
    room: usize,
    /// Where begins what is still to be matched.
    work: Register,
    irrefutable: Irrefutable,
    /// Ways out that failed tests take, by how many temporaries of either kind hold something.
    failures: Vec<Failure>,
}

struct Failure {
    pending: usize,
    captured: usize,
    label: Label,
}

impl Attempt {
    /// The registers of the captures made so far, which end where the room ends.
    fn captured(&self, count: usize) -> Register {
        self.captures.plus(self.room.saturating_sub(count))
    }
}

impl<'a> Compiler<'a> {
    pub(super) fn match_statement(&mut self, subject: &'a Expr, cases: &'a [MatchCase]) -> Compiled {
        let mark = self.unit.next;
        let subject = self.temporary(subject)?;
        let Some((last, before)) = cases.split_last() else { return Ok(()) };
        let default = (is_wildcard(&last.pattern) && !before.is_empty()).then_some(last);
        let tried = if default.is_some() { before } else { cases };
        let end = self.unit.label();
        for (index, case) in tried.iter().enumerate() {
            let use_ = if index + 1 == tried.len() { Subject::Taken } else { Subject::Kept };
            let irrefutable = if case.guard.is_some() || index + 1 == cases.len() {
                Irrefutable::Allowed
            } else {
                Irrefutable::Refused
            };
            self.unit.next = subject.plus(1);
            self.case(case, subject, use_, irrefutable, end)?;
        }
        self.unit.next = mark;
        if let Some(default) = default {
            self.emit(op::NOP(), default.pattern.span);
            if let Some(guard) = &default.guard {
                self.jump_if(guard, end, When::False)?;
            }
            self.statements(&default.body)?;
        }
        self.unit.bind(end);
        self.unit.next = mark;
        Ok(())
    }

    /// One case; control goes on behind it if it does not match. The last one takes the subject itself.
    fn case(
        &mut self,
        case: &'a MatchCase,
        subject: Register,
        use_: Subject,
        irrefutable: Irrefutable,
        end: Label,
    ) -> Compiled {
        let span = case.pattern.span;
        let base = if use_ == Subject::Taken { subject } else { subject.plus(1) };
        self.unit.next = base;
        let mut attempt = self.attempt(&case.pattern, irrefutable);
        let top = self.unit.push();
        if use_ == Subject::Kept {
            self.emit(op::COPY(top, subject), span);
        } else if top != subject {
            self.emit(op::MOVE(top, subject), span);
        }
        self.pattern(&case.pattern, &mut attempt)?;
        for (index, name) in std::mem::take(&mut attempt.stores).iter().enumerate() {
            let capture = attempt.captured(index + 1);
            self.store_name(name, capture, span)?;
        }
        self.unit.next = base;
        if let Some(guard) = &case.guard {
            let failed = self.failure(&mut attempt, 0, 0);
            self.jump_if(guard, failed, When::False)?;
        }
        let taken_off = self.unit.code.len();
        if use_ == Subject::Kept {
            let body = case.body.first().map_or(span, |statement| statement.span);
            self.emit(op::POP_TOP(subject), body);
        }
        self.unit.next = subject;
        self.statements(&case.body)?;
        if use_ == Subject::Kept {
            self.unit.takes_next_position(taken_off);
        }
        self.jump(op::JUMP, end, NOWHERE);
        self.unit.interrupts();
        self.fail(attempt, span);
        Ok(())
    }

    /// Gives the captures of `pattern` their room, below what it works on.
    fn attempt(&mut self, pattern: &Pattern, irrefutable: Irrefutable) -> Attempt {
        let captures = self.unit.next;
        let room = captures_of(pattern);
        // A name alone keeps its subject where it is.
        let is_name = matches!(pattern.kind, PatternKind::MatchAs { pattern: None, .. });
        for _ in 0..if is_name { 0 } else { room } {
            self.unit.push();
        }
        Attempt { stores: Vec::new(), captures, room, work: self.unit.next, irrefutable, failures: Vec::new() }
    }

    /// The way out for a test that fails while so many temporaries hold something.
    fn failure(&mut self, attempt: &mut Attempt, pending: usize, captured: usize) -> Label {
        let known = attempt.failures.iter().find(|known| (known.pending, known.captured) == (pending, captured));
        if let Some(known) = known {
            return known.label;
        }
        let label = self.unit.label();
        attempt.failures.push(Failure { pending, captured, label });
        label
    }

    /// Jumps out with everything that lies below the next temporary.
    fn jump_to_failure(&mut self, attempt: &mut Attempt, jump: impl FnOnce(Distance) -> Instruction, span: Span) {
        let pending = self.unit.next.index() - attempt.work.index();
        let captured = attempt.stores.len();
        let label = self.failure(attempt, pending, captured);
        self.jump(jump, label, span);
    }

    /// The ways out of a case or alternative, which lead to what follows.
    fn fail(&mut self, attempt: Attempt, span: Span) {
        let end = self.unit.label();
        let mut failures: Vec<&Failure> = attempt.failures.iter().collect();
        // The last one goes on without a jump; it is the one with nothing to drop, if there is that.
        failures.sort_by_key(|failure| std::cmp::Reverse((failure.pending, failure.captured)));
        let last = failures.len().saturating_sub(1);
        for (index, failure) in failures.into_iter().enumerate() {
            let Failure { pending, captured, label } = *failure;
            self.unit.bind(label);
            self.drop_temporaries(attempt.work, pending, span);
            self.drop_temporaries(attempt.captured(captured), captured, span);
            if index < last {
                self.jump(op::JUMP, end, NOWHERE);
            }
        }
        self.unit.bind(end);
    }

    fn drop_temporaries(&mut self, first: Register, count: usize, span: Span) {
        match count {
            0 => {}
            1 => self.emit(op::POP_TOP(first), span),
            _ => self.emit(op::POP_MANY(first, Count::of(count)), span),
        }
    }

    /// Matches what is in the highest temporary, and consumes it.
    fn pattern(&mut self, pattern: &'a Pattern, attempt: &mut Attempt) -> Compiled {
        self.deeper()?;
        let span = pattern.span;
        let subject = self.unit.next.minus(1);
        match &pattern.kind {
            PatternKind::MatchValue { value } => self.match_value(subject, value, attempt, span)?,
            PatternKind::MatchSingleton { value } => self.match_singleton(subject, value, attempt, span),
            PatternKind::MatchSequence { patterns } => self.match_sequence(subject, patterns, attempt, span)?,
            PatternKind::MatchMapping { keys, patterns, rest } => {
                self.match_mapping(subject, keys, patterns, attempt, span)?;
                self.match_rest(subject, keys.len(), rest.as_ref(), attempt, span)?;
            }
            PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns } => {
                refuse_repeated(kwd_attrs, kwd_patterns)?;
                self.match_class(subject, cls, patterns.len(), kwd_attrs, attempt, span)?;
                let patterns: Vec<&Pattern> = patterns.iter().chain(kwd_patterns).collect();
                self.subpatterns(subject, &patterns, attempt, span)?;
            }
            PatternKind::MatchStar { name } => self.capture(name.as_ref(), attempt, span)?,
            PatternKind::MatchAs { pattern: None, name } => {
                if attempt.irrefutable == Irrefutable::Refused {
                    let what = name.as_ref().map_or("wildcard".to_owned(), |name| format!("name capture '{name}'"));
                    return Err(SyntaxError::at(span, format!("{what} makes remaining patterns unreachable")));
                }
                self.capture(name.as_ref(), attempt, span)?;
            }
            PatternKind::MatchAs { pattern: Some(pattern), name } => {
                let copy = self.unit.push();
                self.emit(op::COPY(copy, subject), span);
                self.pattern(pattern, attempt)?;
                self.capture(name.as_ref(), attempt, span)?;
            }
            PatternKind::MatchOr { patterns } => self.match_or(subject, patterns, attempt, span)?,
        }
        self.depth -= 1;
        Ok(())
    }

    /// A pattern within another: there a name may stand anywhere.
    fn subpattern(&mut self, pattern: &'a Pattern, attempt: &mut Attempt) -> Compiled {
        let outer = std::mem::replace(&mut attempt.irrefutable, Irrefutable::Allowed);
        self.pattern(pattern, attempt)?;
        attempt.irrefutable = outer;
        Ok(())
    }

    /// Unpacks the tuple or sequence in the highest temporary and matches its items, the first one first.
    fn subpatterns(
        &mut self,
        items: Register,
        patterns: &[&'a Pattern],
        attempt: &mut Attempt,
        span: Span,
    ) -> Compiled {
        let count = Count::of(patterns.len());
        let star = patterns.iter().position(|pattern| matches!(pattern.kind, PatternKind::MatchStar { .. }));
        self.unit.next = items;
        for _ in patterns {
            self.unit.push();
        }
        if let Some(before) = star {
            let Ok(after) = u8::try_from(patterns.len() - before - 1) else {
                return Err(SyntaxError::at(span, "too many expressions in star-unpacking sequence pattern"));
            };
            if before > usize::from(u8::MAX) {
                return Err(SyntaxError::at(span, "too many expressions in star-unpacking sequence pattern"));
            }
            self.emit(op::UNPACK_EX(items, items, Count::of(before), after), span);
        } else {
            self.emit(op::UNPACK_SEQUENCE(items, items, count), span);
        }
        if patterns.len() > 1 {
            self.emit(op::REVERSE(items, count), span);
        }
        for pattern in patterns {
            self.subpattern(pattern, attempt)?;
        }
        Ok(())
    }

    /// Binds `name` later to what is in the highest temporary; drops that without a name.
    fn capture(&mut self, name: Option<&Rc<str>>, attempt: &mut Attempt, span: Span) -> Compiled {
        let value = self.unit.next.minus(1);
        self.unit.next = value;
        let Some(name) = name else {
            self.emit(op::POP_TOP(value), span);
            return Ok(());
        };
        self.note_capture(name, attempt, span)?;
        let target = attempt.captured(attempt.stores.len());
        if target != value {
            self.emit(op::MOVE(target, value), span);
        }
        Ok(())
    }

    fn note_capture(&mut self, name: &Rc<str>, attempt: &mut Attempt, span: Span) -> Compiled {
        if attempt.stores.contains(name) {
            return Err(SyntaxError::at(span, format!("multiple assignments to name '{name}' in pattern")));
        }
        attempt.stores.push(name.clone());
        Ok(())
    }

    fn match_value(&mut self, subject: Register, value: &Expr, attempt: &mut Attempt, span: Span) -> Compiled {
        if matches!(value.kind, ExprKind::JoinedStr { .. } | ExprKind::TemplateStr { .. }) {
            return Err(SyntaxError::at(span, "patterns may only match literals and attribute lookups"));
        }
        let k = Comparison::Equal.operand() ^ Comparison::INVERT;
        if let Some(value) = self.small_int(value) {
            self.unit.next = subject;
            self.jump_to_failure(attempt, |to| op::COMPARE_INT_JUMP(subject, value, to, k), span);
            return Ok(());
        }
        let value = self.expression(value)?;
        self.unit.next = subject;
        self.jump_to_failure(attempt, |to| op::COMPARE_JUMP(subject, value, to, k), span);
        Ok(())
    }

    fn match_singleton(&mut self, subject: Register, value: &Literal, attempt: &mut Attempt, span: Span) {
        self.unit.next = subject;
        if *value == Literal::None {
            self.jump_to_failure(attempt, |to| op::POP_JUMP_IF_NOT_NONE(subject, to, CONSUME), span);
            return;
        }
        self.unit.next = subject.plus(1);
        let constant = self.constant(Constant::Bool(*value == Literal::True), Dest::Temporary, span);
        self.emit(op::IS_OP(subject, subject, constant, 0), span);
        self.jump_unless(subject, attempt, span);
    }

    /// Fails unless the test in the highest temporary holds.
    fn jump_unless(&mut self, test: Register, attempt: &mut Attempt, span: Span) {
        self.unit.next = test;
        self.jump_to_failure(attempt, |to| op::POP_JUMP_IF_FALSE(test, to, CONSUME), span);
    }

    /// Fails unless the length of the subject, which is kept, is equal to or not below `size`.
    fn check_length(
        &mut self,
        subject: Register,
        comparison: Comparison,
        size: usize,
        attempt: &mut Attempt,
        span: Span,
    ) {
        let length = self.unit.push();
        self.emit(op::GET_LEN(length, subject), span);
        let k = comparison.operand() ^ Comparison::INVERT;
        if let Ok(size) = i16::try_from(size) {
            self.unit.next = length;
            self.jump_to_failure(attempt, |to| op::COMPARE_INT_JUMP(length, size, to, k), span);
        } else {
            let size = self.constant(Constant::Int(size as i64), Dest::Temporary, span);
            self.unit.next = length;
            self.jump_to_failure(attempt, |to| op::COMPARE_JUMP(length, size, to, k), span);
        }
    }

    fn match_sequence(
        &mut self,
        subject: Register,
        patterns: &'a [Pattern],
        attempt: &mut Attempt,
        span: Span,
    ) -> Compiled {
        let mut star: Star = None;
        for (index, pattern) in patterns.iter().enumerate() {
            if matches!(pattern.kind, PatternKind::MatchStar { .. }) && star.replace(index).is_some() {
                return Err(SyntaxError::at(span, "multiple starred names in sequence pattern"));
            }
        }
        let test = self.unit.push();
        self.emit(op::MATCH_SEQUENCE(test, subject), span);
        self.jump_unless(test, attempt, span);
        if star.is_none() {
            self.check_length(subject, Comparison::Equal, patterns.len(), attempt, span);
        } else if patterns.len() > 1 {
            self.check_length(subject, Comparison::GreaterEqual, patterns.len() - 1, attempt, span);
        }
        if patterns.iter().all(|pattern| is_wildcard(pattern) || is_star_wildcard(pattern)) {
            self.unit.next = subject;
            self.emit(op::POP_TOP(subject), span);
            return Ok(());
        }
        match star {
            Some(star) if is_star_wildcard(&patterns[star]) => self.subscripted(subject, patterns, star, attempt, span),
            _ => self.subpatterns(subject, &patterns.iter().collect::<Vec<_>>(), attempt, span),
        }
    }

    /// Matches the items around a `*_` one by one, without making a list of what it stands for.
    fn subscripted(
        &mut self,
        subject: Register,
        patterns: &'a [Pattern],
        star: usize,
        attempt: &mut Attempt,
        span: Span,
    ) -> Compiled {
        for (index, pattern) in patterns.iter().enumerate() {
            if is_wildcard(pattern) || index == star {
                continue;
            }
            let item = self.unit.push();
            self.emit(op::COPY(item, subject), span);
            let key = self.unit.next;
            if index < star {
                self.constant(Constant::Int(index as i64), Dest::Temporary, span);
            } else {
                // The subject may not know negative indices.
                let behind = patterns.len() - index;
                self.unit.push();
                self.emit(op::GET_LEN(key, item), span);
                let behind = self.constant(Constant::Int(behind as i64), Dest::Temporary, span);
                self.emit(op::BINARY_SUBTRACT(key, key, behind, 0), span);
            }
            self.emit(op::BINARY_SUBSCR(item, item, key), span);
            self.unit.next = item.plus(1);
            self.subpattern(pattern, attempt)?;
        }
        self.unit.next = subject;
        self.emit(op::POP_TOP(subject), span);
        Ok(())
    }

    /// Leaves the subject and, if the pattern has keys, the tuple of these behind it.
    fn match_mapping(
        &mut self,
        subject: Register,
        keys: &'a [Expr],
        patterns: &'a [Pattern],
        attempt: &mut Attempt,
        span: Span,
    ) -> Compiled {
        let test = self.unit.push();
        self.emit(op::MATCH_MAPPING(test, subject), span);
        self.jump_unless(test, attempt, span);
        if keys.is_empty() {
            return Ok(());
        }
        self.check_length(subject, Comparison::GreaterEqual, keys.len(), attempt, span);
        let mut seen = match_keys::Seen::default();
        let tuple = self.unit.next;
        for key in keys {
            if let Some(constant) = self.fold(key) {
                if let Some(repeated) = seen.insert(constant) {
                    let message = format!("mapping pattern checks duplicate key ({repeated})");
                    return Err(SyntaxError::at(span, message));
                }
            } else if !matches!(key.kind, ExprKind::Attribute { .. }) {
                let message = "mapping pattern keys may only match literals and attribute lookups";
                return Err(SyntaxError::at(span, message));
            }
        }
        let tuple = if let Some(constants) = self.fold_all(keys) {
            self.constant(Constant::Tuple(constants), Dest::Temporary, span)
        } else {
            for key in keys {
                self.temporary(key)?;
            }
            let tuple = self.target(tuple, Dest::Temporary);
            self.emit(op::BUILD_TUPLE(tuple, tuple, Count::of(keys.len())), span);
            tuple
        };
        let values = self.unit.push();
        self.emit(op::MATCH_KEYS(values, subject, tuple), span);
        self.jump_to_failure(attempt, |to| op::POP_JUMP_IF_NONE(values, to, KEEP), span);
        self.subpatterns(values, &patterns.iter().collect::<Vec<_>>(), attempt, span)
    }

    /// The end of a mapping pattern: binds the items whose keys it does not name, and drops subject and keys.
    fn match_rest(
        &mut self,
        subject: Register,
        count: usize,
        rest: Option<&Rc<str>>,
        attempt: &mut Attempt,
        span: Span,
    ) -> Compiled {
        let keys = subject.plus(1);
        let Some(rest) = rest else {
            self.unit.next = subject;
            if count > 0 {
                self.emit(op::POP_TOP(keys), span);
            }
            self.emit(op::POP_TOP(subject), span);
            return Ok(());
        };
        self.unit.next = keys.plus(usize::from(count > 0));
        let copy = self.unit.push();
        self.emit(op::BUILD_MAP(copy, copy, Count::of(0)), span);
        self.emit(op::DICT_UPDATE(copy, subject), span);
        if count > 0 {
            let first = self.unit.next;
            for _ in 0..count {
                self.unit.push();
            }
            self.emit(op::UNPACK_SEQUENCE(first, keys, Count::of(count)), span);
            let container = self.unit.push();
            for key in first.onward().take(count) {
                self.emit(op::COPY(container, copy), span);
                self.emit(op::DELETE_SUBSCR(container, key), span);
            }
        }
        self.unit.next = subject.plus(1);
        self.emit(op::MOVE(subject, copy), span);
        self.capture(Some(rest), attempt, span)
    }

    /// Leaves the tuple of attributes in the subject's place.
    fn match_class(
        &mut self,
        subject: Register,
        class: &'a Expr,
        positional: usize,
        attributes: &'a [Rc<str>],
        attempt: &mut Attempt,
        span: Span,
    ) -> Compiled {
        self.temporary(class)?;
        let names = attributes.iter().map(|name| text(name)).collect();
        self.constant(Constant::Tuple(names), Dest::Temporary, span);
        self.emit(op::MATCH_CLASS(subject, Count::of(positional)), span);
        self.unit.next = subject.plus(1);
        self.jump_to_failure(attempt, |to| op::POP_JUMP_IF_NONE(subject, to, KEEP), span);
        Ok(())
    }

    fn match_or(&mut self, subject: Register, patterns: &'a [Pattern], outer: &mut Attempt, span: Span) -> Compiled {
        let end = self.unit.label();
        let mut names: Option<Vec<Rc<str>>> = None;
        for (index, pattern) in patterns.iter().enumerate() {
            let is_last = index + 1 == patterns.len();
            let irrefutable = if is_last { outer.irrefutable } else { Irrefutable::Refused };
            self.unit.next = subject.plus(1);
            let mut attempt = self.attempt(pattern, irrefutable);
            let copy = self.unit.push();
            self.emit(op::COPY(copy, subject), pattern.span);
            self.pattern(pattern, &mut attempt)?;
            let names = names.get_or_insert_with(|| attempt.stores.clone());
            let same = names.len() == attempt.stores.len() && names.iter().all(|name| attempt.stores.contains(name));
            if !same {
                return Err(SyntaxError::at(span, "alternative patterns bind different names"));
            }
            for (index, name) in names.iter().enumerate() {
                let place = attempt.stores.iter().position(|store| store == name).unwrap_or_default();
                let target = outer.captured(outer.stores.len() + index + 1);
                self.emit(op::MOVE(target, attempt.captured(place + 1)), span);
            }
            self.jump(op::JUMP, end, NOWHERE);
            self.fail(attempt, pattern.span);
        }
        self.unit.next = subject;
        self.emit(op::POP_TOP(subject), span);
        self.jump_to_failure(outer, op::JUMP, span);
        self.unit.bind(end);
        for name in names.unwrap_or_default() {
            self.note_capture(&name, outer, span)?;
        }
        self.emit(op::POP_TOP(subject), span);
        Ok(())
    }
}

/// How many names a pattern captures, one that is repeated as often as it is.
fn captures_of(pattern: &Pattern) -> usize {
    let all = |patterns: &[Pattern]| patterns.iter().map(captures_of).sum::<usize>();
    match &pattern.kind {
        PatternKind::MatchValue { .. } | PatternKind::MatchSingleton { .. } => 0,
        PatternKind::MatchSequence { patterns } => all(patterns),
        PatternKind::MatchMapping { patterns, rest, .. } => all(patterns) + usize::from(rest.is_some()),
        PatternKind::MatchClass { patterns, kwd_patterns, .. } => all(patterns) + all(kwd_patterns),
        PatternKind::MatchStar { name } => usize::from(name.is_some()),
        PatternKind::MatchAs { pattern, name } => {
            pattern.as_deref().map_or(0, captures_of) + usize::from(name.is_some())
        }
        // All alternatives bind the same names, or are refused.
        PatternKind::MatchOr { patterns } => patterns.first().map_or(0, captures_of),
    }
}

fn is_wildcard(pattern: &Pattern) -> bool {
    matches!(pattern.kind, PatternKind::MatchAs { name: None, .. })
}

fn is_star_wildcard(pattern: &Pattern) -> bool {
    matches!(pattern.kind, PatternKind::MatchStar { name: None })
}

fn refuse_repeated(names: &[Rc<str>], patterns: &[Pattern]) -> Compiled {
    for (index, name) in names.iter().enumerate() {
        let behind = names.iter().zip(patterns).skip(index + 1);
        if let Some((_, pattern)) = behind.into_iter().find(|(other, _)| *other == name) {
            let message = format!("attribute name repeated in class pattern: {name}");
            return Err(SyntaxError::at(pattern.span, message));
        }
    }
    Ok(())
}
