//! The matcher behind `_sre`: what `re` compiles a pattern to, a list of code words, run over text.
//!
//! [`decode`] turns the words into a [`Program`] and refuses what `re` would never make, so nothing here fails on
//! hostile code. [`matcher`] runs it by backtracking with stacks of its own: no pattern uses the native stack. Text is
//! read where it stands, as bytes or as WTF-8, and positions are byte offsets into it.
//!
//! What a choice has to restore is written down when it changes (the place of a group, the round of a repetition), not
//! copied when the choice is made; so a group costs nothing where nothing is tried again.

pub mod case;
pub mod decode;
pub mod matcher;
mod search;
mod set;
pub mod subject;

pub use decode::decode;
pub use matcher::{Advance, Extent, Memory, Request, Stop, match_at};
pub use search::search;

use case::Case;
use set::Set;

/// What the version of the code words is called: `_sre.MAGIC`.
pub const MAGIC: u32 = 20_230_612;

/// The number of repetitions that means "without end".
pub const MAX_REPEAT: u32 = u32::MAX;

/// How many groups a pattern may have.
pub const MAX_GROUPS: u32 = (i32::MAX as u32) / 2;

/// A pattern, ready to run.
#[derive(Debug)]
pub struct Program {
    instructions: Vec<Instruction>,
    sets: Vec<Set>,
    /// What a match has at least, in characters.
    shortest: usize,
    start: Start,
    groups: usize,
}

impl Program {
    /// How many groups it has.
    pub fn groups(&self) -> usize {
        self.groups
    }
}

/// What is known of the beginning of a match.
#[derive(Debug)]
enum Start {
    /// Nothing.
    Unknown,
    /// It begins with this text, as WTF-8 and as bytes (none if a character is no byte).
    Text { wide: Vec<u8>, narrow: Option<Vec<u8>>, whole: bool },
    /// Its first character is in this set.
    Set(u32),
}

/// One step of a program. A target is the number of an instruction.
#[derive(Clone, Copy, Debug)]
enum Instruction {
    Fail,
    /// The end of the program, or of a part that is matched on its own.
    Success,
    One(Test),
    At(Place),
    Mark(u32),
    /// What the group has matched.
    Group(Option<Case>, u32),
    /// Goes to `otherwise` if the group has not matched.
    Exists {
        group: u32,
        otherwise: u32,
    },
    /// One of several ways: the next one begins at `next`.
    Alternative {
        next: u32,
    },
    /// The last of them.
    LastAlternative,
    Jump(u32),
    /// The body follows and ends with the instruction `until`.
    Repeat {
        until: u32,
        min: u32,
        max: u32,
    },
    MaxUntil,
    MinUntil,
    /// A repeated character.
    Greedy {
        test: Test,
        min: u32,
        max: u32,
    },
    Lazy {
        test: Test,
        min: u32,
        max: u32,
    },
    Possessive {
        test: Test,
        min: u32,
        max: u32,
    },
    /// A repeated part that is not tried again.
    PossessiveRepeat {
        min: u32,
        max: u32,
        end: u32,
    },
    Atomic {
        end: u32,
    },
    /// Looks ahead, or from `back` characters before.
    Assert {
        back: u32,
        end: u32,
    },
    AssertNot {
        back: u32,
        end: u32,
    },
}

/// What one character is asked.
#[derive(Clone, Copy, Debug)]
enum Test {
    NotNewline,
    All,
    Literal(u32),
    NotLiteral(u32),
    Folded(Case, u32),
    NotFolded(Case, u32),
    Set(u32),
}

impl Program {
    #[inline(always)]
    fn accepts(&self, test: Test, code: u32) -> bool {
        match test {
            Test::NotNewline => code != u32::from(b'\n'),
            Test::All => true,
            Test::Literal(literal) => code == literal,
            Test::NotLiteral(literal) => code != literal,
            Test::Folded(case, literal) => case.is(literal, code),
            Test::NotFolded(case, literal) => !case.is(literal, code),
            Test::Set(set) => self.sets[set as usize].contains(code),
        }
    }
}

/// What is asked of a position.
#[derive(Clone, Copy, Debug)]
enum Place {
    Beginning,
    BeginningOfLine,
    Boundary(Case),
    NotBoundary(Case),
    End,
    EndOfLine,
    EndOfText,
}

#[cfg(test)]
mod tests {
    use super::subject::{Narrow, Wide};
    use super::{Advance, Extent, Memory, Request, decode, search};

    /// `(a|b)*c`, as `re` compiles it.
    const CODES: &[u32] = &[
        14,
        8,
        4,
        1,
        u32::MAX,
        22,
        97,
        99,
        0, //
        23,
        9,
        0,
        u32::MAX,
        17,
        0,
        13,
        4,
        22,
        97,
        98,
        0,
        17,
        1,
        18,
        16,
        99,
        1,
    ];

    #[test]
    fn codes_are_checked() {
        assert!(decode(&[1], 0).is_some());
        for wrong in [&[][..], &[500], &[6, 3], &[15, 1], &[16], &[17, 0, 1], &[4, 3, 0, 1]] {
            assert!(decode(wrong, 0).is_none(), "{wrong:?}");
        }
        for end in 0..CODES.len() {
            assert!(decode(&CODES[..end], 1).is_none(), "cut off at {end}");
        }
    }

    #[test]
    fn groups_are_places_in_the_text() {
        let codes = [23, 8, 0, u32::MAX, 17, 0, 2, 17, 1, 18, 16, 99, 1];
        let program = decode(&codes, 1).expect("the codes are right");
        let mut memory = Memory::default();
        let request = |end| Request { start: 0, end, extent: Extent::Prefix, advance: Advance::Any };
        let narrow = search(&program, Narrow(b"abcd"), &request(4), &mut memory, &mut || false);
        assert_eq!((narrow.ok(), memory.group(0)), (Some(Some((0, 3))), Some((1, 2))));
        let text = "äßc".as_bytes();
        let wide = search(&program, Wide(text), &request(text.len()), &mut memory, &mut || false);
        assert_eq!((wide.ok(), memory.group(0)), (Some(Some((0, 5))), Some((2, 4))));
    }

    #[test]
    fn a_long_match_can_be_stopped() {
        // (.*)*c, with nothing to end it
        let codes = [23, 12, 0, u32::MAX, 17, 0, 24, 5, 0, u32::MAX, 2, 1, 17, 1, 18, 16, 99, 1];
        let program = decode(&codes, 1);
        let Some(program) = program else { return };
        let text = [b'a'; 64];
        let request = Request { start: 0, end: 64, extent: Extent::Prefix, advance: Advance::Any };
        let mut polls = 0;
        let mut poll = || {
            polls += 1;
            polls > 3
        };
        let mut memory = Memory::default();
        assert!(search(&program, Narrow(&text), &request, &mut memory, &mut poll).is_err());
    }
}
