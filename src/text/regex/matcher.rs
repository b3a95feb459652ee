//! The run of a program at one place of a text.

use super::case::Case;
use super::subject::Subject;
use super::{Instruction as I, MAX_REPEAT, Place, Program, Test};
use crate::text::search as bytes;

/// What is asked for. Places are byte offsets, the end one of a character.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// Where a match begins, or where the search for one does.
    pub start: usize,
    /// What counts as the end of the text.
    pub end: usize,
    /// How far a match has to go.
    pub extent: Extent,
    /// Whether it may be empty.
    pub advance: Advance,
}

/// How far a match has to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// As far as the pattern does.
    Prefix,
    /// To the end of the text.
    Whole,
}

/// Whether a match may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advance {
    /// Anywhere.
    Any,
    /// Not at the start.
    Required,
}

/// Why a run ended without an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// It was told to.
    Interrupted,
    /// There was no room for what it had to remember.
    OutOfMemory,
}

/// No place, no round.
const NONE: usize = usize::MAX;
const NO_ROUND: u32 = u32::MAX;
const NO_BARRIER: usize = usize::MAX;

/// What a run remembers, kept between runs for its room; and what it found.
#[derive(Default)]
pub struct Memory {
    /// Steps since the last look at whether to go on.
    steps: u32,
    marks: Vec<usize>,
    last_group: u32,
    trail: Vec<Entry>,
    rounds: Vec<Round>,
}

impl Memory {
    /// Where the group of that number, from 0 on, matched.
    pub fn group(&self, group: usize) -> Option<(usize, usize)> {
        match (self.marks.get(2 * group), self.marks.get(2 * group + 1)) {
            (Some(&start), Some(&end)) if start != NONE && end != NONE => Some((start, end)),
            _ => None,
        }
    }

    /// The group that ended last, from 1 on.
    pub fn last_group(&self) -> Option<usize> {
        Some(self.last_group as usize).filter(|&group| group > 0)
    }
}

/// One round of a repetition, as the state in which its body is matched. It is never changed: the next round is
/// another one, so going back is forgetting.
#[derive(Clone, Copy)]
struct Round {
    /// The instruction that repeats.
    owner: u32,
    /// The round of the repetition around it.
    outer: u32,
    count: u32,
    /// Where it began.
    start: usize,
}

/// What is undone on the way back, or tried instead.
#[derive(Clone, Copy)]
enum Entry {
    /// Goes on at an instruction.
    Choice { next: u32, at: usize, round: u32, rounds: u32 },
    /// The repeated character gives one place back.
    Greedy { owner: u32, low: usize, at: usize, round: u32, rounds: u32 },
    /// It takes one more.
    Lazy { owner: u32, left: u32, at: usize, round: u32, rounds: u32 },
    /// A lazy repetition begins another round.
    Round { until: u32, at: usize, round: u32, rounds: u32 },
    /// A mark had another value.
    Mark { mark: u32, last_group: u32, old: usize },
    /// A part that is matched on its own began. `around` is the place of the next such entry below.
    Barrier { owner: u32, count: u32, at: usize, round: u32, around: u32 },
}

/// How many steps are made between two looks at whether to go on.
const STEPS: u32 = 1 << 14;

/// A program, a text, and what a run needs.
pub(super) struct Matcher<'a, S> {
    program: &'a Program,
    subject: S,
    request: &'a Request,
    memory: &'a mut Memory,
    poll: &'a mut dyn FnMut() -> bool,
    barrier: usize,
}

/// Matches at the start that is asked for: where the match ends.
pub fn match_at<S: Subject>(
    program: &Program,
    subject: S,
    request: &Request,
    memory: &mut Memory,
    poll: &mut dyn FnMut() -> bool,
) -> Result<Option<usize>, Stop> {
    if request.end.saturating_sub(request.start) < program.shortest {
        return Ok(None);
    }
    Matcher::new(program, subject, request, memory, poll).run(request.start)
}

/// Where a run stands.
#[derive(Clone, Copy)]
struct State {
    pc: u32,
    at: usize,
    round: u32,
}

impl<'a, S: Subject> Matcher<'a, S> {
    pub(super) fn new(
        program: &'a Program,
        subject: S,
        request: &'a Request,
        memory: &'a mut Memory,
        poll: &'a mut dyn FnMut() -> bool,
    ) -> Self {
        Matcher { program, subject, request, memory, poll, barrier: NO_BARRIER }
    }

    /// Forgets what groups have matched.
    pub(super) fn forget(&mut self) {
        let memory = &mut *self.memory;
        memory.marks.clear();
        memory.marks.resize(2 * self.program.groups, NONE);
        memory.last_group = 0;
        memory.trail.clear();
        memory.rounds.clear();
        self.barrier = NO_BARRIER;
    }

    /// Matches at `start`: where the match ends.
    pub(super) fn run(&mut self, start: usize) -> Result<Option<usize>, Stop> {
        self.forget();
        let mut state = State { pc: 0, at: start, round: NO_ROUND };
        loop {
            self.memory.steps += 1;
            if self.memory.steps >= STEPS {
                self.memory.steps = 0;
                if (self.poll)() {
                    return Err(Stop::Interrupted);
                }
            }
            if matches!(self.program.instructions[state.pc as usize], I::Success) && self.barrier == NO_BARRIER {
                let short = self.request.extent == Extent::Whole && state.at != self.request.end;
                let empty = self.request.advance == Advance::Required && state.at == self.request.start;
                if !short && !empty {
                    return Ok(Some(state.at));
                }
                if !self.go_back(&mut state)? {
                    return Ok(None);
                }
            } else if !self.step(&mut state)? && !self.go_back(&mut state)? {
                return Ok(None);
            }
        }
    }

    fn push(&mut self, entry: Entry) -> Result<(), Stop> {
        let trail = &mut self.memory.trail;
        if trail.len() == trail.capacity() && trail.try_reserve(trail.len().max(16)).is_err() {
            return Err(Stop::OutOfMemory);
        }
        trail.push(entry);
        Ok(())
    }

    fn push_round(&mut self, round: Round) -> Result<u32, Stop> {
        let rounds = &mut self.memory.rounds;
        if rounds.len() >= NO_ROUND as usize - 1 || rounds.try_reserve(1).is_err() {
            return Err(Stop::OutOfMemory);
        }
        rounds.push(round);
        Ok(rounds.len() as u32 - 1)
    }

    fn rounds(&self) -> u32 {
        self.memory.rounds.len() as u32
    }

    /// Executes the instruction; false if it does not match.
    #[inline(always)]
    fn step(&mut self, state: &mut State) -> Result<bool, Stop> {
        let (at, end) = (state.at, self.request.end);
        match self.program.instructions[state.pc as usize] {
            I::One(test) => {
                if at >= end {
                    return Ok(false);
                }
                let (code, next) = self.subject.next(at);
                if !self.program.accepts(test, code) {
                    return Ok(false);
                }
                state.at = next;
                state.pc += 1;
            }
            I::Greedy { test, min, max } => {
                let Some(low) = self.take_exactly(test, at, min) else { return Ok(false) };
                let high = self.take_up_to(test, low, if max == MAX_REPEAT { max } else { max - min });
                return self.give_back(state, low, high);
            }
            I::Possessive { test, min, max } => {
                let Some(low) = self.take_exactly(test, at, min) else { return Ok(false) };
                state.at = self.take_up_to(test, low, if max == MAX_REPEAT { max } else { max - min });
                state.pc += 1;
            }
            I::Lazy { test, min, max } => {
                let Some(low) = self.take_exactly(test, at, min) else { return Ok(false) };
                let left = if max == MAX_REPEAT { max } else { max - min };
                let (owner, round, rounds) = (state.pc, state.round, self.rounds());
                self.push(Entry::Lazy { owner, left, at: low, round, rounds })?;
                state.at = low;
                state.pc += 1;
            }
            I::Mark(mark) => {
                let memory = &mut *self.memory;
                let old = std::mem::replace(&mut memory.marks[mark as usize], at);
                let last_group = memory.last_group;
                if mark & 1 == 1 {
                    memory.last_group = mark / 2 + 1;
                }
                if !memory.trail.is_empty() {
                    self.push(Entry::Mark { mark, last_group, old })?;
                }
                state.pc += 1;
            }
            I::Jump(target) => state.pc = target,
            I::LastAlternative => state.pc += 1,
            I::Alternative { next } => {
                if self.can_begin(state.pc + 1, at) {
                    let (round, rounds) = (state.round, self.rounds());
                    self.push(Entry::Choice { next, at, round, rounds })?;
                    state.pc += 1;
                } else {
                    state.pc = next;
                }
            }
            I::Repeat { until, .. } => {
                let round = Round { owner: state.pc, outer: state.round, count: u32::MAX, start: NONE };
                state.round = self.push_round(round)?;
                state.pc = until;
            }
            I::MaxUntil => return self.max_until(state),
            I::MinUntil => return self.min_until(state),
            I::At(place) => {
                state.pc += 1;
                return Ok(self.is_at(place, at));
            }
            I::Group(case, group) => {
                let Some((from, to)) = self.memory.group(group as usize).filter(|(from, to)| from <= to) else {
                    return Ok(false);
                };
                let Some(behind) = self.again(case, from, to, at) else { return Ok(false) };
                state.at = behind;
                state.pc += 1;
            }
            I::Exists { group, otherwise } => {
                state.pc = if self.memory.group(group as usize).is_some() { state.pc + 1 } else { otherwise };
            }
            I::PossessiveRepeat { max: 0, end, .. } => state.pc = end,
            I::Atomic { .. } | I::PossessiveRepeat { .. } => self.enter(state, 0)?,
            I::Assert { back, end } | I::AssertNot { back, end } => {
                let negated = matches!(self.program.instructions[state.pc as usize], I::AssertNot { .. });
                match self.back(at, back) {
                    Some(before) => {
                        self.enter(state, 0)?;
                        state.at = before;
                    }
                    None if negated => state.pc = end,
                    None => return Ok(false),
                }
            }
            I::Success => return self.succeed(state),
            I::Fail => return Ok(false),
        }
        Ok(true)
    }

    /// Undoes until there is another way; false if there is none.
    fn go_back(&mut self, state: &mut State) -> Result<bool, Stop> {
        while let Some(entry) = self.memory.trail.pop() {
            match entry {
                Entry::Mark { mark, last_group, old } => {
                    self.memory.marks[mark as usize] = old;
                    self.memory.last_group = last_group;
                }
                Entry::Choice { next, at, round, rounds } => {
                    self.memory.rounds.truncate(rounds as usize);
                    *state = State { pc: next, at, round };
                    return Ok(true);
                }
                Entry::Greedy { owner, low, at, round, rounds } => {
                    self.memory.rounds.truncate(rounds as usize);
                    *state = State { pc: owner, at, round };
                    let at = self.subject.previous(at).1;
                    if self.give_back(state, low, at)? {
                        return Ok(true);
                    }
                }
                Entry::Lazy { owner, left, at, round, rounds } => {
                    self.memory.rounds.truncate(rounds as usize);
                    *state = State { pc: owner, at, round };
                    if self.take_one_more(state, left)? {
                        return Ok(true);
                    }
                }
                Entry::Round { until, at, round, rounds } => {
                    self.memory.rounds.truncate(rounds as usize);
                    *state = State { pc: until, at, round };
                    if self.begin_lazy_round(state)? {
                        return Ok(true);
                    }
                }
                Entry::Barrier { owner, count, at, round, around } => {
                    self.barrier = barrier_of(around);
                    match self.program.instructions[owner as usize] {
                        I::AssertNot { end, .. } => {
                            *state = State { pc: end, at, round };
                            return Ok(true);
                        }
                        I::PossessiveRepeat { min, end, .. } if count >= min => {
                            *state = State { pc: end, at, round };
                            return Ok(true);
                        }
                        _ => {}
                    }
                }
            }
        }
        Ok(false)
    }

    /// The place behind `count` characters that pass.
    #[inline]
    fn take_exactly(&self, test: Test, mut at: usize, count: u32) -> Option<usize> {
        for _ in 0..count {
            if at >= self.request.end {
                return None;
            }
            let (code, next) = self.subject.next(at);
            if !self.program.accepts(test, code) {
                return None;
            }
            at = next;
        }
        Some(at)
    }

    /// The place behind all characters that pass, at most `count`.
    #[inline]
    fn take_up_to(&self, test: Test, at: usize, count: u32) -> usize {
        let mut end = self.request.end.max(at);
        if S::IS_NARROW {
            end = end.min(at.saturating_add(count as usize));
        }
        if S::IS_NARROW || count == MAX_REPEAT {
            // The byte that ends the run is found without looking at each.
            let stop = match test {
                Test::All => return end,
                Test::NotNewline => Some(b'\n'),
                Test::NotLiteral(literal) => u8::try_from(literal).ok().filter(|byte| S::IS_NARROW || byte.is_ascii()),
                _ => None,
            };
            if let Some(stop) = stop {
                return bytes::find_byte(&self.subject.bytes()[at..end], stop).map_or(end, |found| at + found);
            }
        }
        if S::IS_NARROW
            && let Test::Set(set) = test
        {
            let set = &self.program.sets[set as usize];
            let rest = &self.subject.bytes()[at..end];
            return rest.iter().position(|&byte| !set.contains(u32::from(byte))).map_or(end, |found| at + found);
        }
        let (mut at, mut left) = (at, count);
        while at < end && left > 0 {
            let (code, next) = self.subject.next(at);
            if !self.program.accepts(test, code) {
                break;
            }
            at = next;
            if count != MAX_REPEAT {
                left -= 1;
            }
        }
        at
    }

    /// The literal that has to follow the instruction.
    #[inline]
    fn literal_behind(&self, pc: u32) -> Option<u32> {
        match self.program.instructions[pc as usize + 1] {
            I::One(Test::Literal(literal)) => Some(literal),
            _ => None,
        }
    }

    /// Goes on behind a repeated character, from the last place between `low` and `high` where that may be.
    #[inline]
    fn give_back(&mut self, state: &mut State, low: usize, high: usize) -> Result<bool, Stop> {
        let mut at = high;
        if let Some(literal) = self.literal_behind(state.pc) {
            let end = self.request.end;
            if let Some(byte) = u8::try_from(literal).ok().filter(|byte| S::IS_NARROW || byte.is_ascii()) {
                let from = low.min(end);
                let part = &self.subject.bytes()[from..end.min(high.saturating_add(1)).max(from)];
                match memchr::memrchr(byte, part) {
                    Some(found) => at = from + found,
                    None => return Ok(false),
                }
            } else {
                while at >= end || self.subject.next(at).0 != literal {
                    if at <= low {
                        return Ok(false);
                    }
                    at = self.subject.previous(at).1;
                }
            }
        }
        if at > low {
            let (owner, round, rounds) = (state.pc, state.round, self.rounds());
            self.push(Entry::Greedy { owner, low, at, round, rounds })?;
        }
        state.at = at;
        state.pc += 1;
        Ok(true)
    }

    /// A lazily repeated character takes one more, and further ones as long as what follows cannot.
    fn take_one_more(&mut self, state: &mut State, mut left: u32) -> Result<bool, Stop> {
        let I::Lazy { test, .. } = self.program.instructions[state.pc as usize] else { return Ok(false) };
        let (literal, end) = (self.literal_behind(state.pc), self.request.end);
        let mut at = state.at;
        loop {
            if left == 0 || at >= end {
                return Ok(false);
            }
            let (code, next) = self.subject.next(at);
            if !self.program.accepts(test, code) {
                return Ok(false);
            }
            at = next;
            if left != MAX_REPEAT {
                left -= 1;
            }
            if literal.is_none_or(|literal| at < end && self.subject.next(at).0 == literal) {
                break;
            }
        }
        let (owner, round, rounds) = (state.pc, state.round, self.rounds());
        self.push(Entry::Lazy { owner, left, at, round, rounds })?;
        state.at = at;
        state.pc += 1;
        Ok(true)
    }

    /// Whether the first instruction of a way can match.
    #[inline]
    fn can_begin(&self, pc: u32, at: usize) -> bool {
        match self.program.instructions[pc as usize] {
            I::One(test) => at < self.request.end && self.program.accepts(test, self.subject.next(at).0),
            _ => true,
        }
    }

    /// The repetition of a round, with its bounds.
    fn repetition(&self, round: Round) -> (u32, u32) {
        match self.program.instructions[round.owner as usize] {
            I::Repeat { min, max, .. } => (min, max),
            _ => (0, 0),
        }
    }

    /// The round that ends here; `None` for code that `re` does not make.
    fn current(&self, state: &State) -> Option<Round> {
        self.memory.rounds.get(state.round as usize).copied()
    }

    fn max_until(&mut self, state: &mut State) -> Result<bool, Stop> {
        let Some(round) = self.current(state) else { return Ok(false) };
        let (min, max) = self.repetition(round);
        let count = round.count.wrapping_add(1);
        if count < min {
            state.round = self.push_round(Round { count, ..round })?;
            state.pc = round.owner + 1;
        } else if (count < max || max == MAX_REPEAT) && state.at != round.start {
            let (next, at, rounds) = (state.pc + 1, state.at, self.rounds());
            self.push(Entry::Choice { next, at, round: round.outer, rounds })?;
            state.round = self.push_round(Round { count, start: at, ..round })?;
            state.pc = round.owner + 1;
        } else {
            state.round = round.outer;
            state.pc += 1;
        }
        Ok(true)
    }

    fn min_until(&mut self, state: &mut State) -> Result<bool, Stop> {
        let Some(round) = self.current(state) else { return Ok(false) };
        let (min, _) = self.repetition(round);
        let count = round.count.wrapping_add(1);
        if count < min {
            state.round = self.push_round(Round { count, ..round })?;
            state.pc = round.owner + 1;
        } else {
            let (until, at, rounds) = (state.pc, state.at, self.rounds());
            self.push(Entry::Round { until, at, round: state.round, rounds })?;
            state.round = round.outer;
            state.pc += 1;
        }
        Ok(true)
    }

    fn begin_lazy_round(&mut self, state: &mut State) -> Result<bool, Stop> {
        let Some(round) = self.current(state) else { return Ok(false) };
        let (_, max) = self.repetition(round);
        let count = round.count.wrapping_add(1);
        if (count >= max && max != MAX_REPEAT) || state.at == round.start {
            return Ok(false);
        }
        state.round = self.push_round(Round { count, start: state.at, ..round })?;
        state.pc = round.owner + 1;
        Ok(true)
    }

    /// Begins a part that is matched on its own.
    fn enter(&mut self, state: &mut State, count: u32) -> Result<(), Stop> {
        let around = u32::try_from(self.barrier).unwrap_or(u32::MAX);
        let place = self.memory.trail.len();
        if place >= u32::MAX as usize {
            return Err(Stop::OutOfMemory);
        }
        self.push(Entry::Barrier { owner: state.pc, count, at: state.at, round: state.round, around })?;
        self.barrier = place;
        state.pc += 1;
        Ok(())
    }

    /// Such a part has matched.
    fn succeed(&mut self, state: &mut State) -> Result<bool, Stop> {
        let place = self.barrier;
        let Some(&Entry::Barrier { owner, count, at, round, around }) = self.memory.trail.get(place) else {
            return Ok(false);
        };
        self.barrier = barrier_of(around);
        let instruction = self.program.instructions[owner as usize];
        if matches!(instruction, I::AssertNot { .. }) {
            self.undo_to(place);
            return Ok(false);
        }
        self.cut(place);
        state.round = round;
        match instruction {
            I::Assert { end, .. } => {
                state.at = at;
                state.pc = end;
            }
            I::Atomic { end } => state.pc = end,
            I::PossessiveRepeat { min, max, end } => {
                let count = count.saturating_add(1);
                let more = count < min || ((count < max || max == MAX_REPEAT) && state.at != at);
                state.pc = if more { owner } else { end };
                if more {
                    self.enter(state, count)?;
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Forgets the ways that were left since `place`, but not what has to be undone.
    fn cut(&mut self, place: usize) {
        let trail = &mut self.memory.trail;
        let mut kept = place;
        for index in place + 1..trail.len() {
            if let mark @ Entry::Mark { .. } = trail[index] {
                trail[kept] = mark;
                kept += 1;
            }
        }
        trail.truncate(kept);
    }

    /// Undoes what changed since `place`.
    fn undo_to(&mut self, place: usize) {
        while self.memory.trail.len() > place {
            if let Some(Entry::Mark { mark, last_group, old }) = self.memory.trail.pop() {
                self.memory.marks[mark as usize] = old;
                self.memory.last_group = last_group;
            }
        }
    }

    /// The place `count` characters before.
    fn back(&self, mut at: usize, count: u32) -> Option<usize> {
        if S::IS_NARROW {
            return at.checked_sub(count as usize);
        }
        for _ in 0..count {
            if at == 0 {
                return None;
            }
            at = self.subject.previous(at).1;
        }
        Some(at)
    }

    /// The place behind what a group matched if it stands at `at` again.
    fn again(&self, case: Option<Case>, from: usize, to: usize, at: usize) -> Option<usize> {
        let Some(case) = case else {
            let (text, end) = (self.subject.bytes(), self.request.end);
            let behind = at.checked_add(to - from).filter(|&behind| behind <= end)?;
            return (text[from..to] == text[at..behind]).then_some(behind);
        };
        let (mut from, mut at) = (from, at);
        while from < to {
            if at >= self.request.end {
                return None;
            }
            let ((first, first_end), (second, second_end)) = (self.subject.next(from), self.subject.next(at));
            if case.fold(first) != case.fold(second) {
                return None;
            }
            (from, at) = (first_end, second_end);
        }
        Some(at)
    }

    fn is_at(&self, place: Place, at: usize) -> bool {
        let end = self.request.end;
        let is_newline = |at: usize| self.subject.bytes().get(at) == Some(&b'\n');
        match place {
            Place::Beginning => at == 0,
            Place::BeginningOfLine => at == 0 || is_newline(at - 1),
            Place::End => at == end || (at + 1 == end && is_newline(at)),
            Place::EndOfLine => at == end || (at < end && is_newline(at)),
            Place::EndOfText => at == end,
            Place::Boundary(case) => self.is_boundary(case, at),
            Place::NotBoundary(case) => !self.is_boundary(case, at),
        }
    }

    fn is_boundary(&self, case: Case, at: usize) -> bool {
        let before = at > 0 && case.is_word(self.subject.previous(at).0);
        let after = at < self.request.end && case.is_word(self.subject.next(at).0);
        before != after
    }
}

fn barrier_of(around: u32) -> usize {
    if around == u32::MAX { NO_BARRIER } else { around as usize }
}
