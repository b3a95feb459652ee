//! From the code words that `re` makes to a program.

use super::case::Case;
use super::set::{CATEGORIES, Item, Set};
use super::{Instruction as I, MAX_REPEAT, Place, Program, Start, Test};
use crate::text::wtf8;

/// The numbers of operations, as `re._constants` has them.
mod op {
    pub const FAILURE: u32 = 0;
    pub const SUCCESS: u32 = 1;
    pub const ANY: u32 = 2;
    pub const ANY_ALL: u32 = 3;
    pub const ASSERT: u32 = 4;
    pub const ASSERT_NOT: u32 = 5;
    pub const AT: u32 = 6;
    pub const BRANCH: u32 = 7;
    pub const CATEGORY: u32 = 8;
    pub const CHARSET: u32 = 9;
    pub const BIGCHARSET: u32 = 10;
    pub const GROUPREF: u32 = 11;
    pub const GROUPREF_EXISTS: u32 = 12;
    pub const IN: u32 = 13;
    pub const INFO: u32 = 14;
    pub const JUMP: u32 = 15;
    pub const LITERAL: u32 = 16;
    pub const MARK: u32 = 17;
    pub const MAX_UNTIL: u32 = 18;
    pub const MIN_UNTIL: u32 = 19;
    pub const NOT_LITERAL: u32 = 20;
    pub const NEGATE: u32 = 21;
    pub const RANGE: u32 = 22;
    pub const REPEAT: u32 = 23;
    pub const REPEAT_ONE: u32 = 24;
    pub const MIN_REPEAT_ONE: u32 = 26;
    pub const ATOMIC_GROUP: u32 = 27;
    pub const POSSESSIVE_REPEAT: u32 = 28;
    pub const POSSESSIVE_REPEAT_ONE: u32 = 29;
    pub const GROUPREF_IGNORE: u32 = 30;
    pub const IN_IGNORE: u32 = 31;
    pub const LITERAL_IGNORE: u32 = 32;
    pub const NOT_LITERAL_IGNORE: u32 = 33;
    pub const GROUPREF_LOC_IGNORE: u32 = 34;
    pub const IN_LOC_IGNORE: u32 = 35;
    pub const LITERAL_LOC_IGNORE: u32 = 36;
    pub const NOT_LITERAL_LOC_IGNORE: u32 = 37;
    pub const GROUPREF_UNI_IGNORE: u32 = 38;
    pub const IN_UNI_IGNORE: u32 = 39;
    pub const LITERAL_UNI_IGNORE: u32 = 40;
    pub const NOT_LITERAL_UNI_IGNORE: u32 = 41;
    pub const RANGE_UNI_IGNORE: u32 = 42;
}

/// What the flags of the information at the beginning say.
mod info {
    pub const PREFIX: u32 = 1;
    pub const LITERAL: u32 = 2;
    pub const CHARSET: u32 = 4;
}

/// A part that has begun: the instruction that began it, and the word where it ends.
enum Open {
    /// An assertion or an atomic group; SUCCESS is its last word.
    Alone { owner: usize, end: usize },
    /// A repetition; the word behind its body is how it goes on.
    Repeat { owner: usize, until: usize },
    /// A repetition that is not tried again: a SUCCESS stands there.
    Possessive { owner: usize, until: usize },
    /// One of several ways; `next` has the length of the next one.
    Branch { owner: usize, next: usize, jumps: Vec<usize> },
    /// What follows if a group has matched.
    Exists { owner: usize, end: usize },
    /// What follows if it has not.
    Otherwise { jump: usize, end: usize },
}

impl Open {
    /// Where its content has to end.
    fn limit(&self) -> usize {
        match self {
            Open::Alone { end, .. } => end - 1,
            Open::Repeat { until, .. } | Open::Possessive { until, .. } => *until,
            Open::Branch { next, .. } => next - 2,
            Open::Exists { end, .. } | Open::Otherwise { end, .. } => *end,
        }
    }
}

struct Decoder<'a> {
    codes: &'a [u32],
    at: usize,
    groups: usize,
    program: Program,
    open: Vec<Open>,
}

/// The program of the code words, for a pattern of so many groups; `None` if they are not as `re` makes them.
pub fn decode(codes: &[u32], groups: usize) -> Option<Program> {
    let program = Program { instructions: Vec::new(), sets: Vec::new(), shortest: 0, start: Start::Unknown, groups };
    let mut decoder = Decoder { codes, at: 0, groups, program, open: Vec::new() };
    if codes.first() == Some(&op::INFO) {
        decoder.information()?;
    }
    while decoder.at + 1 < codes.len() || !decoder.open.is_empty() {
        if !decoder.close()? {
            decoder.instruction()?;
        }
    }
    if decoder.at + 1 != codes.len() || codes[decoder.at] != op::SUCCESS {
        return None;
    }
    decoder.emit(I::Success);
    Some(decoder.program)
}

impl Decoder<'_> {
    fn word(&self, at: usize) -> Option<u32> {
        self.codes.get(at).copied()
    }

    /// The next word.
    fn take(&mut self) -> Option<u32> {
        let word = self.word(self.at)?;
        self.at += 1;
        Some(word)
    }

    /// The next word as a distance from itself: where it leads.
    fn take_target(&mut self) -> Option<usize> {
        let from = self.at;
        let target = from + self.take()? as usize;
        (target > from && target < self.codes.len()).then_some(target)
    }

    fn here(&self) -> u32 {
        self.program.instructions.len() as u32
    }

    fn emit(&mut self, instruction: I) -> usize {
        self.program.instructions.push(instruction);
        self.program.instructions.len() - 1
    }

    /// Where what is being read has to end.
    fn limit(&self) -> usize {
        self.open.last().map_or(self.codes.len() - 1, Open::limit)
    }

    /// Begins a part that ends in the one around it.
    fn begin(&mut self, open: Open, end: usize) -> Option<()> {
        let fits = end <= self.limit() && open.limit() >= self.at;
        self.open.push(open);
        fits.then_some(())
    }

    /// Sets the target of an instruction that had to wait for it.
    fn patch(&mut self, at: usize) {
        let here = self.here();
        match &mut self.program.instructions[at] {
            I::Assert { end, .. } | I::AssertNot { end, .. } | I::Atomic { end } | I::PossessiveRepeat { end, .. } => {
                *end = here;
            }
            I::Repeat { until, .. } => *until = here,
            I::Exists { otherwise, .. } => *otherwise = here,
            I::Alternative { next } => *next = here,
            I::Jump(target) => *target = here,
            _ => {}
        }
    }

    /// Ends the innermost part if it ends here. `None` if it should have ended before.
    fn close(&mut self) -> Option<bool> {
        let (at, limit) = (self.at, self.limit());
        if at > limit {
            return None;
        }
        let Some(open) = self.open.last() else { return Some(false) };
        if let Open::Exists { owner, end } = *open
            && at + 2 == end
            && self.word(at) == Some(op::JUMP)
        {
            self.at += 1;
            let otherwise = self.take_target()?;
            let jump = self.emit(I::Jump(0));
            self.open.pop();
            self.patch(owner);
            self.begin(Open::Otherwise { jump, end: otherwise }, otherwise)?;
            return Some(true);
        }
        if at < limit {
            return Some(false);
        }
        match self.open.pop()? {
            Open::Alone { owner, .. } | Open::Possessive { owner, .. } => {
                self.expect(op::SUCCESS)?;
                self.emit(I::Success);
                self.patch(owner);
            }
            Open::Repeat { owner, .. } => {
                self.patch(owner);
                let until = match self.take()? {
                    op::MAX_UNTIL => I::MaxUntil,
                    op::MIN_UNTIL => I::MinUntil,
                    _ => return None,
                };
                self.emit(until);
            }
            Open::Branch { owner, mut jumps, .. } => {
                self.expect(op::JUMP)?;
                self.take_target()?;
                jumps.push(self.emit(I::Jump(0)));
                self.patch(owner);
                if self.word(self.at)? == 0 {
                    self.at += 1;
                    self.program.instructions[owner] = I::LastAlternative;
                    for jump in jumps {
                        self.patch(jump);
                    }
                } else {
                    self.alternative(jumps)?;
                }
            }
            Open::Exists { owner, .. } => self.patch(owner),
            Open::Otherwise { jump, .. } => self.patch(jump),
        }
        Some(true)
    }

    fn expect(&mut self, code: u32) -> Option<()> {
        (self.take()? == code).then_some(())
    }

    /// Begins one of several ways, of which the length is next.
    fn alternative(&mut self, jumps: Vec<usize>) -> Option<()> {
        let next = self.take_target()?;
        let owner = self.emit(I::Alternative { next: 0 });
        if next < self.at + 2 {
            return None;
        }
        self.begin(Open::Branch { owner, next, jumps }, next + 1)
    }

    fn instruction(&mut self) -> Option<()> {
        if is_test(self.word(self.at)?) {
            let test = self.test()?;
            self.emit(I::One(test));
            return Some(());
        }
        let instruction = match self.take()? {
            op::FAILURE => I::Fail,
            op::SUCCESS => I::Success,
            op::AT => I::At(place(self.take()?)?),
            op::MARK => I::Mark(self.take().filter(|&mark| (mark as usize) < 2 * self.groups)?),
            op::GROUPREF => I::Group(None, self.group()?),
            op::GROUPREF_IGNORE => I::Group(Some(Case::Ascii), self.group()?),
            op::GROUPREF_LOC_IGNORE => I::Group(Some(Case::Locale), self.group()?),
            op::GROUPREF_UNI_IGNORE => I::Group(Some(Case::Unicode), self.group()?),
            op::GROUPREF_EXISTS => {
                let group = self.group()?;
                // This distance is counted from the word before.
                let end = (self.at + self.take()? as usize).checked_sub(1)?;
                let owner = self.emit(I::Exists { group, otherwise: 0 });
                return self.begin(Open::Exists { owner, end }, end);
            }
            op::BRANCH => return self.alternative(Vec::new()),
            op::ATOMIC_GROUP => {
                let end = self.take_target()?;
                let owner = self.emit(I::Atomic { end: 0 });
                return self.begin(Open::Alone { owner, end }, end);
            }
            code @ (op::ASSERT | op::ASSERT_NOT) => {
                let end = self.take_target()?;
                let back = self.take()?;
                let owner = self.emit(match code {
                    op::ASSERT => I::Assert { back, end: 0 },
                    _ => I::AssertNot { back, end: 0 },
                });
                return self.begin(Open::Alone { owner, end }, end);
            }
            code @ (op::REPEAT | op::POSSESSIVE_REPEAT) => {
                let until = self.take_target()?;
                let (min, max) = self.bounds()?;
                if code == op::REPEAT {
                    let owner = self.emit(I::Repeat { until: 0, min, max });
                    return self.begin(Open::Repeat { owner, until }, until + 1);
                }
                let owner = self.emit(I::PossessiveRepeat { min, max, end: 0 });
                return self.begin(Open::Possessive { owner, until }, until + 1);
            }
            code @ (op::REPEAT_ONE | op::MIN_REPEAT_ONE | op::POSSESSIVE_REPEAT_ONE) => {
                let end = self.take_target()?;
                let (min, max) = self.bounds()?;
                let test = self.test()?;
                self.expect(op::SUCCESS)?;
                if self.at != end {
                    return None;
                }
                match code {
                    op::REPEAT_ONE => I::Greedy { test, min, max },
                    op::MIN_REPEAT_ONE => I::Lazy { test, min, max },
                    _ => I::Possessive { test, min, max },
                }
            }
            op::INFO => {
                self.at = self.take_target()?;
                return Some(());
            }
            _ => return None,
        };
        self.emit(instruction);
        Some(())
    }

    fn group(&mut self) -> Option<u32> {
        self.take().filter(|&group| (group as usize) < self.groups)
    }

    fn bounds(&mut self) -> Option<(u32, u32)> {
        let (min, max) = (self.take()?, self.take()?);
        (min <= max).then_some((min, max))
    }

    /// The test of one character that is next.
    fn test(&mut self) -> Option<Test> {
        Some(match self.take()? {
            op::ANY => Test::NotNewline,
            op::ANY_ALL => Test::All,
            op::LITERAL => Test::Literal(self.take()?),
            op::NOT_LITERAL => Test::NotLiteral(self.take()?),
            op::LITERAL_IGNORE => Test::Folded(Case::Ascii, self.take()?),
            op::LITERAL_LOC_IGNORE => Test::Folded(Case::Locale, self.take()?),
            op::LITERAL_UNI_IGNORE => Test::Folded(Case::Unicode, self.take()?),
            op::NOT_LITERAL_IGNORE => Test::NotFolded(Case::Ascii, self.take()?),
            op::NOT_LITERAL_LOC_IGNORE => Test::NotFolded(Case::Locale, self.take()?),
            op::NOT_LITERAL_UNI_IGNORE => Test::NotFolded(Case::Unicode, self.take()?),
            op::IN => self.set_behind_length(None)?,
            op::IN_IGNORE => self.set_behind_length(Some(Case::Ascii))?,
            op::IN_LOC_IGNORE => self.set_behind_length(Some(Case::Locale))?,
            op::IN_UNI_IGNORE => self.set_behind_length(Some(Case::Unicode))?,
            _ => return None,
        })
    }

    fn set_behind_length(&mut self, case: Option<Case>) -> Option<Test> {
        let end = self.take_target()?;
        let set = self.set(end, case)?;
        Some(Test::Set(set))
    }

    /// The set that ends at `end`.
    fn set(&mut self, end: usize, case: Option<Case>) -> Option<u32> {
        let mut items = Vec::new();
        loop {
            items.push(match self.take()? {
                op::FAILURE => break,
                op::NEGATE => Item::Negate,
                op::LITERAL => Item::Literal(self.take()?),
                op::RANGE => Item::Range(self.take()?, self.take()?),
                op::RANGE_UNI_IGNORE => Item::FoldedRange(self.take()?, self.take()?),
                op::CATEGORY => Item::Category(self.take().filter(|&category| category < CATEGORIES)?),
                op::CHARSET => Item::Bits(self.words(8)?),
                op::BIGCHARSET => {
                    let count = self.take()? as usize;
                    let blocks: Vec<u8> = self.words(64)?.into_iter().flat_map(u32::to_ne_bytes).collect();
                    if blocks.iter().any(|&block| usize::from(block) >= count) {
                        return None;
                    }
                    Item::Blocks(blocks, self.words(count.checked_mul(8)?)?)
                }
                _ => return None,
            });
        }
        if self.at != end {
            return None;
        }
        self.program.sets.push(Set::new(items, case));
        Some(self.program.sets.len() as u32 - 1)
    }

    fn words(&mut self, count: usize) -> Option<Vec<u32>> {
        let words = self.codes.get(self.at..self.at.checked_add(count)?)?.to_vec();
        self.at += count;
        Some(words)
    }

    /// What stands at the beginning about the whole.
    fn information(&mut self) -> Option<()> {
        self.at = 1;
        let end = self.take_target()?;
        let flags = self.take()?;
        self.program.shortest = self.take()? as usize;
        self.take()?;
        if flags & info::PREFIX != 0 {
            let length = self.take()? as usize;
            let skip = self.take()? as usize;
            let prefix = self.words(length)?;
            let overlap = self.words(length)?;
            if skip > length || overlap.iter().any(|&at| at as usize >= length) || prefix.is_empty() {
                return None;
            }
            let mut wide = Vec::with_capacity(length);
            for &code in &prefix {
                if code > 0x10_FFFF {
                    return None;
                }
                wtf8::push(&mut wide, code);
            }
            let narrow = prefix.iter().map(|&code| u8::try_from(code).ok()).collect();
            self.program.start = Start::Text { wide, narrow, whole: flags & info::LITERAL != 0 };
        } else if flags & info::CHARSET != 0 {
            let set = self.set(end, None)?;
            self.program.start = Start::Set(set);
        }
        if self.at != end || flags > (info::PREFIX | info::LITERAL | info::CHARSET) {
            return None;
        }
        Some(())
    }
}

/// Whether the word begins the test of one character.
fn is_test(code: u32) -> bool {
    matches!(code, op::ANY | op::ANY_ALL | op::LITERAL | op::NOT_LITERAL | op::IN)
        || (op::IN_IGNORE..=op::NOT_LITERAL_IGNORE).contains(&code)
        || (op::IN_LOC_IGNORE..=op::NOT_LITERAL_LOC_IGNORE).contains(&code)
        || (op::IN_UNI_IGNORE..=op::NOT_LITERAL_UNI_IGNORE).contains(&code)
}

fn place(code: u32) -> Option<Place> {
    Some(match code {
        0 | 2 => Place::Beginning,
        1 => Place::BeginningOfLine,
        3 => Place::Boundary(Case::Ascii),
        4 => Place::NotBoundary(Case::Ascii),
        5 => Place::End,
        6 => Place::EndOfLine,
        7 => Place::EndOfText,
        8 => Place::Boundary(Case::Locale),
        9 => Place::NotBoundary(Case::Locale),
        10 => Place::Boundary(Case::Unicode),
        11 => Place::NotBoundary(Case::Unicode),
        _ => return None,
    })
}

const _: () = assert!(MAX_REPEAT == u32::MAX, "a bound is a word");
