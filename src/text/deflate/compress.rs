//! Bytes to symbols: the search for matches.

use super::blocks::{Blocks, Codes, Place};
use super::{Flush, LONGEST, SHORTEST, adler32};
use crate::text::binascii::crc32;

/// What has to be there for a search: a longest match, and the next one's beginning.
const LOOKAHEAD: usize = LONGEST + SHORTEST + 1;
/// The shortest match is not worth a distance beyond this.
const TOO_FAR: usize = 4096;
/// The most bytes of a block that is stored.
const MOST_STORED: usize = 65535;

/// How matches are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    Default,
    /// Short matches are not worth it.
    Filtered,
    /// None.
    HuffmanOnly,
    /// Only of the byte before.
    RunLength,
    /// As by default, with the fixed codes.
    Fixed,
}

impl Strategy {
    /// By zlib's number.
    pub fn of_number(number: i32) -> Option<Strategy> {
        let all = [Strategy::Default, Strategy::Filtered, Strategy::HuffmanOnly, Strategy::RunLength, Strategy::Fixed];
        all.get(usize::try_from(number).ok()?).copied()
    }
}

/// What stands around the blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrapper {
    None,
    Zlib,
    Gzip,
}

/// How something is compressed.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    level: u8,
    wrapper: Wrapper,
    window_bits: u32,
    memory: u32,
    strategy: Strategy,
}

impl Settings {
    /// As the arguments of zlib's `deflateInit2` say; `None` if they are invalid.
    pub fn new(level: i32, method: i32, window_bits: i32, memory: i32, strategy: i32) -> Option<Settings> {
        let level = if level == -1 { 6 } else { u8::try_from(level).ok().filter(|level| *level <= 9)? };
        let (wrapper, bits) = match window_bits {
            ..0 => (Wrapper::None, window_bits.checked_neg()?),
            16.. => (Wrapper::Gzip, window_bits - 16),
            _ => (Wrapper::Zlib, window_bits),
        };
        let is_valid = method == 8
            && (1..=9).contains(&memory)
            && (8..=15).contains(&bits)
            && (bits != 8 || wrapper == Wrapper::Zlib);
        is_valid.then_some(())?;
        let strategy = Strategy::of_number(strategy)?;
        // The smallest window is made twice as large.
        Some(Settings { level, wrapper, window_bits: bits.max(9) as u32, memory: memory as u32, strategy })
    }
}

/// How hard a level looks.
#[derive(Clone, Copy, Debug)]
struct Effort {
    /// From this length of the match before on, a quarter of the candidates is enough.
    good: usize,
    /// Up to this length of the match before, a better one is looked for; without lazy matching, what lies within
    /// matches up to this length can be found later.
    lazy: usize,
    /// A match of this length ends a search.
    nice: usize,
    /// The most candidates.
    chain: usize,
}

const EFFORTS: [Effort; 10] = {
    const fn effort(good: usize, lazy: usize, nice: usize, chain: usize) -> Effort {
        Effort { good, lazy, nice, chain }
    }
    [
        effort(0, 0, 0, 0),
        effort(4, 4, 8, 4),
        effort(4, 5, 16, 8),
        effort(4, 6, 32, 32),
        effort(4, 4, 16, 16),
        effort(8, 16, 32, 32),
        effort(8, 16, 128, 128),
        effort(8, 32, 128, 256),
        effort(32, 128, 258, 1024),
        effort(32, 258, 258, 4096),
    ]
};

/// Where a stream is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Header,
    Body,
    Finished,
}

/// A stream that is being compressed.
#[derive(Clone, Debug)]
pub struct Compressor {
    settings: Settings,
    effort: Effort,
    phase: Phase,
    last_flush: Option<Flush>,
    check: u32,
    total: u32,
    blocks: Blocks,
    /// Twice the window: what can be referred to, then what is ahead.
    window: Vec<u8>,
    /// The position that is looked at, how much is ahead of it, and how many positions before it are not hashed yet.
    at: usize,
    ahead: usize,
    unhashed: usize,
    /// Where the block began; negative when that has left the window.
    block_start: isize,
    /// The last position of each hash, 0 for none, and the one before each position.
    head: Vec<u16>,
    previous: Vec<u16>,
    /// The match found at the position before, if that has not been written.
    found: Match,
    has_literal: bool,
}

/// A match: its length, and where it begins.
#[derive(Clone, Copy, Debug)]
struct Match {
    length: usize,
    start: usize,
}

/// A match that is none.
const NO_MATCH: usize = SHORTEST - 1;

impl Compressor {
    /// A new stream.
    pub fn new(settings: Settings) -> Compressor {
        let size = 1 << settings.window_bits;
        let codes = if settings.strategy == Strategy::Fixed { Codes::Fixed } else { Codes::Best };
        Compressor {
            settings,
            effort: EFFORTS[usize::from(settings.level)],
            phase: Phase::Header,
            last_flush: None,
            check: u32::from(settings.wrapper == Wrapper::Zlib),
            total: 0,
            blocks: Blocks::new((1 << (settings.memory + 6)) - 1, codes),
            window: vec![0; 2 * size],
            at: 0,
            ahead: 0,
            unhashed: 0,
            block_start: 0,
            head: vec![0; 1 << (settings.memory + 7)],
            previous: vec![0; size],
            found: Match { length: NO_MATCH, start: 0 },
            has_literal: false,
        }
    }

    /// Makes the matches of a dictionary available. False if it is too late, or gzip's format.
    pub fn set_dictionary(&mut self, dictionary: &[u8]) -> bool {
        match self.settings.wrapper {
            Wrapper::Gzip => return false,
            Wrapper::Zlib if self.phase != Phase::Header => return false,
            Wrapper::Zlib => self.check = adler32(dictionary, self.check),
            Wrapper::None if self.ahead > 0 => return false,
            Wrapper::None => {}
        }
        let size = self.size();
        let mut rest = dictionary;
        if rest.len() >= size {
            if self.settings.wrapper == Wrapper::None {
                self.forget();
            }
            rest = &rest[rest.len() - size..];
        }
        while !rest.is_empty() {
            self.fill(&mut rest);
            while self.ahead >= SHORTEST {
                self.insert(self.at);
                self.at += 1;
                self.ahead -= 1;
            }
            self.at += self.ahead;
            (self.unhashed, self.ahead) = (self.ahead, 0);
        }
        self.block_start = self.at as isize;
        true
    }

    /// Compresses more. `None` if the stream has ended.
    pub fn compress(&mut self, data: &[u8], flush: Flush) -> Option<Vec<u8>> {
        if self.phase == Phase::Finished && (flush != Flush::Finish || !data.is_empty()) {
            return None;
        }
        if self.phase == Phase::Header {
            self.write_header();
            self.phase = Phase::Body;
        }
        let before = self.last_flush.replace(flush);
        let is_repeated = before.is_some_and(|before| flush.rank() <= before.rank()) && data.is_empty();
        if self.phase == Phase::Finished || is_repeated && flush != Flush::Finish {
            return Some(std::mem::take(&mut self.blocks.bits.bytes));
        }
        if self.settings.wrapper != Wrapper::None {
            self.check = match self.settings.wrapper {
                Wrapper::Gzip => crc32(data, self.check),
                _ => adler32(data, self.check),
            };
        }
        self.total = self.total.wrapping_add(data.len() as u32);
        if !data.is_empty() || self.ahead > 0 || flush != Flush::None {
            self.read(data, flush);
            self.mark(flush);
        }
        if flush == Flush::Finish {
            self.phase = Phase::Finished;
            let bytes = &mut self.blocks.bits.bytes;
            match self.settings.wrapper {
                Wrapper::None => {}
                Wrapper::Zlib => bytes.extend(self.check.to_be_bytes()),
                Wrapper::Gzip => {
                    bytes.extend(self.check.to_le_bytes());
                    bytes.extend(self.total.to_le_bytes());
                }
            }
        }
        Some(std::mem::take(&mut self.blocks.bits.bytes))
    }

    fn write_header(&mut self) {
        let Settings { level, strategy, wrapper, window_bits, .. } = self.settings;
        let is_quick = matches!(strategy, Strategy::HuffmanOnly | Strategy::RunLength | Strategy::Fixed) || level < 2;
        let bytes = &mut self.blocks.bits.bytes;
        match wrapper {
            Wrapper::None => {}
            Wrapper::Gzip => {
                let hint = if level == 9 {
                    2
                } else if is_quick {
                    4
                } else {
                    0
                };
                // No name, no time; written on Unix.
                bytes.extend([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, hint, 3]);
            }
            Wrapper::Zlib => {
                let hint = match level {
                    _ if is_quick => 0,
                    ..6 => 1,
                    6 => 2,
                    _ => 3,
                };
                let has_dictionary = self.at > 0;
                let header = (8 + ((window_bits as u16 - 8) << 4)) << 8 | hint << 6 | u16::from(has_dictionary) << 5;
                bytes.extend((header + 31 - header % 31).to_be_bytes());
                if has_dictionary {
                    bytes.extend(self.check.to_be_bytes());
                }
                self.check = 1;
            }
        }
    }

    /// What stands behind all that was flushed.
    fn mark(&mut self, flush: Flush) {
        match flush {
            Flush::None | Flush::Finish | Flush::Block => {}
            Flush::Partial => self.blocks.push_empty(),
            Flush::Sync | Flush::Full => self.blocks.store(&[], Place::Inner),
        }
        if flush == Flush::Full {
            self.head.fill(0);
            if self.ahead == 0 {
                self.forget();
            }
        }
    }

    /// Begins the window anew.
    fn forget(&mut self) {
        self.head.fill(0);
        (self.at, self.block_start, self.unhashed) = (0, 0, 0);
    }

    fn read(&mut self, data: &[u8], flush: Flush) {
        match (self.settings.level, self.settings.strategy) {
            (0, _) => self.store(data, flush),
            (_, Strategy::HuffmanOnly) => self.match_nothing(data, flush),
            (_, Strategy::RunLength) => self.match_runs(data, flush),
            (1..4, _) => self.match_at_once(data, flush),
            _ => self.match_lazily(data, flush),
        }
    }

    fn size(&self) -> usize {
        self.previous.len()
    }

    /// The farthest that a match may be.
    fn reach(&self) -> usize {
        self.size() - LOOKAHEAD
    }

    /// Reads as much as there is room for.
    fn fill(&mut self, data: &mut &[u8]) {
        let size = self.size();
        loop {
            if self.at >= size + self.reach() {
                self.slide();
            }
            if data.is_empty() {
                return;
            }
            let end = self.at + self.ahead;
            let count = data.len().min(2 * size - end);
            let (part, rest) = data.split_at(count);
            self.window[end..end + count].copy_from_slice(part);
            *data = rest;
            self.ahead += count;
            while self.unhashed > 0 && self.ahead + self.unhashed >= SHORTEST {
                self.insert(self.at - self.unhashed);
                self.unhashed -= 1;
            }
            if self.ahead >= LOOKAHEAD {
                return;
            }
        }
    }

    /// Moves the upper half of the window down.
    fn slide(&mut self) {
        let size = self.size();
        self.window.copy_within(size.., 0);
        self.at -= size;
        self.found.start = self.found.start.wrapping_sub(size);
        self.block_start -= size as isize;
        self.unhashed = self.unhashed.min(self.at);
        for place in self.head.iter_mut().chain(&mut self.previous) {
            *place = usize::from(*place).saturating_sub(size) as u16;
        }
    }

    /// Makes the position one that matches can begin at; the one with the same hash before it, 0 for none.
    fn insert(&mut self, at: usize) -> usize {
        let [first, second, third] = [0, 1, 2].map(|offset| usize::from(self.window[at + offset]));
        let shift = (self.settings.memory + 7).div_ceil(3);
        let hash = (first << (2 * shift) ^ second << shift ^ third) & (self.head.len() - 1);
        let before = std::mem::replace(&mut self.head[hash], at as u16);
        let mask = self.size() - 1;
        self.previous[at & mask] = before;
        before.into()
    }

    /// The same if there is enough for a match.
    fn insert_here(&mut self) -> usize {
        if self.ahead >= SHORTEST { self.insert(self.at) } else { 0 }
    }

    /// The longest match that is longer than `least`, among those that begin at `candidate` or before.
    fn longest(&self, mut candidate: usize, least: usize) -> Match {
        let mut chain = if least >= self.effort.good { self.effort.chain >> 2 } else { self.effort.chain };
        let nice = self.effort.nice.min(self.ahead);
        let limit = self.at.saturating_sub(self.reach());
        let mask = self.size() - 1;
        let scan = &self.window[self.at..self.at + self.ahead.min(LONGEST)];
        let mut best = Match { length: least, start: self.found.start };
        while best.length < scan.len() {
            let other = &self.window[candidate..candidate + scan.len()];
            if other[best.length] == scan[best.length] && other[..2] == scan[..2] {
                let length = scan.iter().zip(other).take_while(|(left, right)| left == right).count();
                if length > best.length {
                    best = Match { length, start: candidate };
                    if length >= nice {
                        break;
                    }
                }
            }
            candidate = usize::from(self.previous[candidate & mask]);
            chain -= 1;
            if candidate <= limit || chain == 0 {
                break;
            }
        }
        Match { length: best.length.min(self.ahead), start: best.start }
    }

    /// Whether a match may begin at the position.
    fn is_in_reach(&self, candidate: usize) -> bool {
        candidate != 0 && self.at - candidate <= self.reach()
    }

    fn end_block(&mut self, place: Place) {
        let at = self.at as isize;
        let length = (at - self.block_start) as usize;
        let stored = usize::try_from(self.block_start).ok().map(|start| &self.window[start..self.at]);
        self.blocks.end(stored, length, place);
        self.block_start = at;
    }

    fn end_full_block(&mut self) {
        if self.blocks.is_full() {
            self.end_block(Place::Inner);
        }
    }

    /// Whether there is something to look at: as much as is needed, or what there is when all of it is wanted.
    fn has_ahead(&mut self, data: &mut &[u8], flush: Flush, needed: usize) -> bool {
        if self.ahead < needed {
            self.fill(data);
        }
        self.ahead > 0 && (self.ahead >= needed || flush != Flush::None)
    }

    /// Ends the block when all has been read and is wanted. The last positions have no hash yet.
    fn end_of_data(&mut self, flush: Flush, unhashed: usize) {
        if flush == Flush::None {
            return;
        }
        self.unhashed = unhashed;
        if flush == Flush::Finish {
            self.end_block(Place::Last);
        } else if !self.blocks.is_empty() {
            self.end_block(Place::Inner);
        }
    }

    /// Takes each match that is found.
    fn match_at_once(&mut self, mut data: &[u8], flush: Flush) {
        while self.has_ahead(&mut data, flush, LOOKAHEAD) {
            let candidate = self.insert_here();
            let mut length = 0;
            if self.is_in_reach(candidate) {
                let found = self.longest(candidate, NO_MATCH);
                (self.found, length) = (found, found.length);
            }
            if length < SHORTEST {
                self.push_literal();
            } else {
                self.blocks.push_match(self.at - self.found.start, length);
                self.ahead -= length;
                if length <= self.effort.lazy && self.ahead >= SHORTEST {
                    for offset in 1..length {
                        self.insert(self.at + offset);
                    }
                }
                self.at += length;
            }
            self.end_full_block();
        }
        self.end_of_data(flush, self.at.min(SHORTEST - 1));
    }

    /// Takes a match if the next position has none that is longer.
    fn match_lazily(&mut self, mut data: &[u8], flush: Flush) {
        while self.has_ahead(&mut data, flush, LOOKAHEAD) {
            let candidate = self.insert_here();
            let before = self.found;
            self.found.length = NO_MATCH;
            if before.length < self.effort.lazy && self.is_in_reach(candidate) {
                self.found = self.longest(candidate, before.length);
                let is_too_short = self.found.length <= 5
                    && (self.settings.strategy == Strategy::Filtered
                        || self.found.length == SHORTEST && self.at.wrapping_sub(self.found.start) > TOO_FAR);
                if is_too_short {
                    self.found.length = NO_MATCH;
                }
            }
            if before.length >= SHORTEST && self.found.length <= before.length {
                let last = self.at + self.ahead - SHORTEST;
                self.blocks.push_match(self.at - 1 - before.start, before.length);
                self.ahead -= before.length - 1;
                let end = self.at + before.length - 1;
                for at in self.at + 1..end {
                    if at <= last {
                        self.insert(at);
                    }
                }
                self.at = end;
                self.has_literal = false;
                self.found.length = NO_MATCH;
                self.end_full_block();
                continue;
            }
            if self.has_literal {
                self.blocks.push_literal(self.window[self.at - 1]);
                // Such a block ends before the position, which has not been decided about.
                self.end_full_block();
            }
            self.has_literal = true;
            self.at += 1;
            self.ahead -= 1;
        }
        if flush != Flush::None && self.has_literal {
            self.blocks.push_literal(self.window[self.at - 1]);
            self.has_literal = false;
        }
        self.end_of_data(flush, self.at.min(SHORTEST - 1));
    }

    fn match_runs(&mut self, mut data: &[u8], flush: Flush) {
        while self.has_ahead(&mut data, flush, LONGEST + 1) {
            let mut length = 0;
            if self.ahead >= SHORTEST && self.at > 0 {
                let byte = self.window[self.at - 1];
                let ahead = &self.window[self.at..self.at + self.ahead.min(LONGEST)];
                length = ahead.iter().take_while(|&&other| other == byte).count();
            }
            if length >= SHORTEST {
                self.blocks.push_match(1, length);
                self.at += length;
                self.ahead -= length;
            } else {
                self.push_literal();
            }
            self.end_full_block();
        }
        self.end_of_data(flush, 0);
    }

    fn match_nothing(&mut self, mut data: &[u8], flush: Flush) {
        while self.has_ahead(&mut data, flush, 1) {
            self.push_literal();
            self.end_full_block();
        }
        self.end_of_data(flush, 0);
    }

    fn push_literal(&mut self) {
        self.blocks.push_literal(self.window[self.at]);
        self.at += 1;
        self.ahead -= 1;
    }

    /// Writes blocks that are not compressed. What is too little for one waits in the window.
    fn store(&mut self, mut data: &[u8], flush: Flush) {
        let least = self.size().min((4 << (self.settings.memory + 6)) - 5);
        let mut waiting = self.window[..self.ahead].to_vec();
        loop {
            let length = (waiting.len() + data.len()).min(MOST_STORED);
            let is_all = length == waiting.len() + data.len();
            if length < least && (length == 0 && flush != Flush::Finish || flush == Flush::None || !is_all) {
                break;
            }
            let place = if is_all && flush == Flush::Finish { Place::Last } else { Place::Inner };
            let (part, rest) = data.split_at(length - waiting.len());
            waiting.extend(part);
            self.blocks.store(&waiting, place);
            waiting.clear();
            data = rest;
            if is_all {
                break;
            }
        }
        waiting.extend(data);
        self.ahead = waiting.len();
        self.window[..self.ahead].copy_from_slice(&waiting);
    }
}
