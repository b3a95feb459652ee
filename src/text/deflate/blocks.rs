//! Symbols to bits: the blocks of a deflated stream.

use super::tree::{Alphabet, Code, best_code};
use super::{
    CODE_LENGTH_ORDER, DISTANCE_BASE, DISTANCE_BITS, LENGTH_BASE, LENGTH_BITS, LONGEST, SHORTEST, fixed_literal_lengths,
};
use crate::text::room::Room;

static LITERALS: Alphabet = Alphabet { symbols: 286, extra: &LENGTH_BITS, first_extra: 257, limit: 15 };
static DISTANCES: Alphabet = Alphabet { symbols: 30, extra: &DISTANCE_BITS, first_extra: 0, limit: 15 };
static CODE_LENGTHS: Alphabet = Alphabet { symbols: 19, extra: &[2, 3, 7], first_extra: 16, limit: 7 };

/// The symbol that ends a block.
const END: usize = 256;

/// Whether a block is the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Inner,
    Last,
}

/// Bits on their way to bytes.
#[derive(Clone, Debug, Default)]
pub struct Bits {
    /// The whole bytes.
    pub bytes: Vec<u8>,
    waiting: u64,
    count: u32,
}

impl Bits {
    pub fn push(&mut self, value: u32, count: u32) {
        self.waiting |= u64::from(value) << self.count;
        self.count += count;
        self.write_whole();
    }

    fn write_whole(&mut self) {
        while self.count >= 8 {
            self.bytes.push(self.waiting as u8);
            self.waiting >>= 8;
            self.count -= 8;
        }
    }

    /// Fills the last byte up.
    pub fn align(&mut self) {
        if self.count > 0 {
            self.count = 8;
            self.write_whole();
        }
    }

    fn push_symbol(&mut self, code: &Code, symbol: usize) {
        self.push(u32::from(code.codes[symbol]), u32::from(code.lengths[symbol]));
    }
}

/// A literal, whose distance is 0, or a match: its length less the shortest, and its distance.
#[derive(Clone, Copy, Debug)]
struct Symbol {
    distance: u16,
    value: u8,
}

/// Which codes a block may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codes {
    Best,
    Fixed,
}

/// The symbols of the block that is being gathered, and how often each occurs.
#[derive(Clone, Debug)]
pub struct Blocks {
    pub bits: Bits,
    symbols: Vec<Symbol>,
    most: usize,
    codes: Codes,
    literals: Vec<u32>,
    distances: Vec<u32>,
}

impl Blocks {
    /// For blocks of so many symbols.
    pub fn new(most: usize, codes: Codes) -> Blocks {
        let mut blocks = Blocks {
            bits: Bits::default(),
            symbols: Vec::new(),
            most,
            codes,
            literals: vec![0; LITERALS.symbols],
            distances: vec![0; DISTANCES.symbols],
        };
        blocks.begin();
        blocks
    }

    fn begin(&mut self) {
        self.symbols.clear();
        self.literals.fill(0);
        self.distances.fill(0);
        self.literals[END] = 1;
    }

    /// Whether nothing has been gathered.
    pub fn is_empty(&self) -> bool {
        self.symbols.is_empty()
    }

    /// Whether the block has to end.
    pub fn is_full(&self) -> bool {
        self.symbols.len() == self.most
    }

    pub fn push_literal(&mut self, byte: u8) {
        self.literals[usize::from(byte)] += 1;
        self.symbols.push(Symbol { distance: 0, value: byte });
    }

    pub fn push_match(&mut self, distance: usize, length: usize) {
        self.literals[length_symbol(length)] += 1;
        self.distances[distance_symbol(distance)] += 1;
        self.symbols.push(Symbol { distance: distance as u16, value: (length - SHORTEST) as u8 });
    }

    /// Writes what was gathered, in the form that takes the least. `stored` is what it stands for, if that is known.
    pub fn end(&mut self, stored: Option<&[u8]>, length: usize, place: Place) {
        let (literals, literal_bits) = best_code(&LITERALS, &self.literals);
        let (distances, distance_bits) = best_code(&DISTANCES, &self.distances);
        let header = Header::new(&literals, &distances);
        let best = literal_bits.wrapping_add(distance_bits).wrapping_add(header.size());
        let [fixed_literals, fixed_distances] = fixed_codes();
        let fixed =
            cost(&LITERALS, &self.literals, &fixed_literals) + cost(&DISTANCES, &self.distances, &fixed_distances);
        let [best, fixed] = [best, fixed].map(|bits| (bits + 3 + 7) >> 3);
        let least = if fixed <= best || self.codes == Codes::Fixed { fixed } else { best };
        let last = u32::from(place == Place::Last);
        match stored {
            Some(stored) if length + 4 <= least as usize => self.store(stored, place),
            _ if least == fixed => {
                self.bits.push(1 << 1 | last, 3);
                self.write_symbols(&fixed_literals, &fixed_distances);
            }
            _ => {
                self.bits.push(2 << 1 | last, 3);
                header.write(&mut self.bits);
                self.write_symbols(&literals, &distances);
            }
        }
        self.begin();
        if place == Place::Last {
            self.bits.align();
        }
    }

    /// Writes bytes as they are.
    pub fn store(&mut self, data: &[u8], place: Place) {
        self.bits.push(u32::from(place == Place::Last), 3);
        self.bits.align();
        let length = data.len() as u16;
        self.bits.bytes.put_each(length.to_le_bytes());
        self.bits.bytes.put_each((!length).to_le_bytes());
        self.bits.bytes.put_all(data);
    }

    /// An empty block with the fixed codes.
    pub fn push_empty(&mut self) {
        self.bits.push(1 << 1, 3);
        self.bits.push(0, 7);
    }

    fn write_symbols(&mut self, literals: &Code, distances: &Code) {
        for &Symbol { distance, value } in &self.symbols {
            if distance == 0 {
                self.bits.push_symbol(literals, usize::from(value));
                continue;
            }
            let (length, distance) = (usize::from(value) + SHORTEST, usize::from(distance));
            let symbol = length_symbol(length);
            self.bits.push_symbol(literals, symbol);
            let index = symbol - END - 1;
            self.bits.push(length as u32 - u32::from(LENGTH_BASE[index]), LENGTH_BITS[index].into());
            let symbol = distance_symbol(distance);
            self.bits.push_symbol(distances, symbol);
            self.bits.push(distance as u32 - u32::from(DISTANCE_BASE[symbol]), DISTANCE_BITS[symbol].into());
        }
        self.bits.push_symbol(literals, END);
    }
}

fn length_symbol(length: usize) -> usize {
    if length == LONGEST {
        return END + LENGTH_BASE.len();
    }
    END + LENGTH_BASE[..28].partition_point(|&base| usize::from(base) <= length)
}

fn distance_symbol(distance: usize) -> usize {
    // Two symbols for each power of two, but for the shortest.
    let before = distance - 1;
    if before < 4 {
        return before;
    }
    let top = before.ilog2() as usize;
    2 * top + (before >> (top - 1) & 1)
}

/// The bits that symbols take with a code.
fn cost(alphabet: &Alphabet, frequencies: &[u32], code: &Code) -> u32 {
    let each = frequencies.iter().enumerate();
    each.map(|(symbol, count)| count * (u32::from(code.lengths[symbol]) + alphabet.extra_bits(symbol))).sum()
}

fn fixed_codes() -> [Code; 2] {
    [Code::of_lengths(fixed_literal_lengths().to_vec(), 287), Code::of_lengths(vec![5; 30], 29)]
}

/// The codes of a block, as they stand before it.
struct Header {
    counts: [usize; 2],
    /// Runs of code lengths: a symbol and what follows it.
    runs: Vec<(usize, u32)>,
    code: Code,
    /// How many lengths of the code for code lengths are written.
    written: usize,
    bits: u32,
}

impl Header {
    fn new(literals: &Code, distances: &Code) -> Header {
        let mut runs = Vec::new();
        for code in [literals, distances] {
            push_runs(&code.lengths[..=code.last], &mut runs);
        }
        let mut frequencies = vec![0; CODE_LENGTHS.symbols];
        for &(symbol, _) in &runs {
            frequencies[symbol] += 1;
        }
        let (code, bits) = best_code(&CODE_LENGTHS, &frequencies);
        let last = CODE_LENGTH_ORDER.iter().rposition(|&symbol| code.lengths[symbol] != 0);
        let written = last.unwrap_or(0).max(3) + 1;
        Header { counts: [literals.last + 1, distances.last + 1], runs, code, written, bits }
    }

    fn size(&self) -> u32 {
        self.bits.wrapping_add(3 * self.written as u32 + 5 + 5 + 4)
    }

    fn write(&self, bits: &mut Bits) {
        bits.push(self.counts[0] as u32 - 257, 5);
        bits.push(self.counts[1] as u32 - 1, 5);
        bits.push(self.written as u32 - 4, 4);
        for &symbol in &CODE_LENGTH_ORDER[..self.written] {
            bits.push(self.code.lengths[symbol].into(), 3);
        }
        for &(symbol, rest) in &self.runs {
            bits.push_symbol(&self.code, symbol);
            bits.push(rest, CODE_LENGTHS.extra_bits(symbol));
        }
    }
}

/// Code lengths as runs: 16 repeats what came before 3 to 6 times, 17 and 18 stand for 3 to 10 and 11 to 138 zeros. A
/// run that is cut off counts on, as zlib's does.
fn push_runs(lengths: &[u8], runs: &mut Vec<(usize, u32)>) {
    let mut before = None;
    let mut rest = lengths;
    while let Some(&length) = rest.first() {
        let same = rest.iter().take_while(|&&other| other == length).count();
        let most = match (length, before == Some(length)) {
            (0, _) => 138,
            (_, true) => 6,
            // The first stands for itself.
            (_, false) => 7,
        };
        let count = same.min(most);
        let least = if length == 0 || before == Some(length) { 3 } else { 4 };
        if count < least {
            runs.extend(std::iter::repeat_n((usize::from(length), 0), count));
        } else if length == 0 {
            let symbol = if count <= 10 { (17, count - 3) } else { (18, count - 11) };
            runs.push((symbol.0, symbol.1 as u32));
        } else {
            let mut repeated = count;
            if before != Some(length) {
                runs.push((usize::from(length), 0));
                repeated -= 1;
            }
            runs.push((16, repeated as u32 - 3));
        }
        before = Some(length);
        rest = &rest[count..];
    }
}
