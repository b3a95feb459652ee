//! Compressed bytes to what they stand for, in pieces of any size.

use super::{
    CODE_LENGTH_ORDER, DISTANCE_BASE, DISTANCE_BITS, LENGTH_BASE, LENGTH_BITS, LONGEST, adler32, fixed_literal_lengths,
};
use crate::text::binascii::crc32;
use crate::text::room;

/// How far back a match may be.
const WINDOW: usize = 32768;
/// Bytes of room that output begins with, if it is given none.
const FIRST_ROOM: usize = 4096;
/// The symbol that ends a block.
const END: u16 = 256;
/// Bits of the codes that are found by one look.
const QUICK_BITS: u32 = 10;

/// What is wrong with a stream, in zlib's words.
pub type Fault = &'static str;

/// Why reading stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// There is no more input, or no more room.
    More,
    /// The stream has ended.
    End,
    /// The stream needs a dictionary.
    Dictionary,
}

/// A code that is being read.
#[derive(Clone, Debug)]
struct Table {
    /// By the next bits: the symbol and the bits it takes, 0 if it takes more than these.
    quick: Vec<u16>,
    /// Symbols in the order of their codes, and how many have a code of each length.
    symbols: Vec<u16>,
    count: [u16; 16],
}

/// Whether a code may leave bits that mean nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Completeness {
    Complete,
    /// It may if it has a single code of one bit.
    OrSingle,
}

impl Table {
    /// `None` if lengths are none of a code.
    fn new(lengths: &[u8], completeness: Completeness) -> Option<Table> {
        let mut count = [0u16; 16];
        for &length in lengths {
            count[usize::from(length)] += 1;
        }
        count[0] = 0;
        let mut left = 1i32;
        for &number in &count[1..] {
            left = (left << 1) - i32::from(number);
            if left < 0 {
                return None;
            }
        }
        let longest = count.iter().rposition(|&number| number != 0).unwrap_or(0);
        // A code without symbols is found out when it is used.
        if left > 0 && longest > 0 && (completeness == Completeness::Complete || longest != 1) {
            return None;
        }
        let mut offsets = [0u16; 17];
        let mut codes = [0u16; 17];
        for length in 1..16 {
            offsets[length + 1] = offsets[length] + count[length];
            codes[length + 1] = (codes[length] + count[length]) << 1;
        }
        let mut symbols = vec![0; usize::from(offsets[16])];
        let mut quick = vec![0; 1 << QUICK_BITS];
        for (symbol, &length) in lengths.iter().enumerate().filter(|(_, length)| **length != 0) {
            let (bits, place) = (u32::from(length), usize::from(length));
            symbols[usize::from(offsets[place])] = symbol as u16;
            offsets[place] += 1;
            let code = codes[place].reverse_bits() >> (16 - bits);
            codes[place] = codes[place].wrapping_add(1);
            if bits <= QUICK_BITS {
                for entry in quick.iter_mut().skip(code.into()).step_by(1 << bits) {
                    *entry = (symbol as u16) << 4 | u16::from(length);
                }
            }
        }
        Some(Table { quick, symbols, count })
    }
}

/// No code begins with the bits that are there.
#[derive(Clone, Copy, Debug)]
struct NoSuchCode;

/// Bits that have been taken from the input and not been used.
#[derive(Clone, Debug, Default)]
struct Bits {
    hold: u64,
    count: u32,
}

impl Bits {
    fn take(&mut self, count: u32) -> u32 {
        let value = (self.hold & ((1 << count) - 1)) as u32;
        self.hold >>= count;
        self.count -= count;
        value
    }

    /// Makes so many bits available, if the input has them.
    fn need(&mut self, input: &mut &[u8], count: u32) -> Option<()> {
        while self.count < count {
            let (&byte, rest) = input.split_first()?;
            *input = rest;
            self.hold |= u64::from(byte) << self.count;
            self.count += 8;
        }
        Some(())
    }

    /// The next bits as a number.
    fn read(&mut self, input: &mut &[u8], count: u32) -> Option<u32> {
        self.need(input, count)?;
        Some(self.take(count))
    }

    /// The next symbol. `None` if there is not enough input.
    fn symbol(&mut self, input: &mut &[u8], table: &Table) -> Option<Result<u16, NoSuchCode>> {
        loop {
            let entry = table.quick[self.hold as usize & ((1 << QUICK_BITS) - 1)];
            let bits = u32::from(entry & 15);
            if entry != 0 && bits <= self.count {
                self.take(bits);
                return Some(Ok(entry >> 4));
            }
            if self.count >= QUICK_BITS && entry == 0 {
                break;
            }
            // Fewer bits than one look sees: they may say already that there is no such code.
            if entry == 0
                && let Some(found) = self.long_symbol(table)
            {
                return Some(found);
            }
            self.need(input, self.count + 1)?;
        }
        loop {
            if let Some(found) = self.long_symbol(table) {
                return Some(found);
            }
            self.need(input, self.count + 1)?;
        }
    }

    /// A symbol bit by bit. `None` if there are not enough bits.
    fn long_symbol(&mut self, table: &Table) -> Option<Result<u16, NoSuchCode>> {
        let (mut code, mut first, mut index) = (0i32, 0i32, 0usize);
        let longest = table.count.iter().rposition(|&number| number != 0).unwrap_or(0).max(1);
        for length in 1..=longest {
            if length as u32 > self.count {
                return None;
            }
            code |= (self.hold >> (length - 1) & 1) as i32;
            let count = i32::from(table.count[length]);
            if code - count < first {
                self.take(length as u32);
                return Some(table.symbols.get(index + (code - first) as usize).copied().ok_or(NoSuchCode));
            }
            index += count as usize;
            first = (first + count) << 1;
            code <<= 1;
        }
        Some(Err(NoSuchCode))
    }
}

/// The codes of a block.
#[derive(Clone, Debug)]
struct Codes {
    literals: Table,
    distances: Table,
}

/// What comes next in a stream.
#[derive(Clone, Debug)]
enum State {
    Header,
    GzipFlags,
    GzipTime,
    GzipSystem,
    GzipExtraLength,
    GzipExtra(usize),
    GzipName,
    GzipComment,
    GzipCheck,
    DictionaryId,
    Dictionary,
    Block,
    StoredLength,
    Stored(usize),
    Counts,
    CodeLengths { counts: [usize; 3], lengths: Vec<u8> },
    Lengths { counts: [usize; 2], table: Box<Table>, lengths: Vec<u8> },
    Repeat { counts: [usize; 2], table: Box<Table>, lengths: Vec<u8>, symbol: u16 },
    Symbol,
    Literal(u8),
    Length(usize),
    Distance(usize),
    DistanceBits(usize, usize),
    Copy(usize, usize),
    Check,
    Size,
    End,
    Failed(Fault),
}

/// What stands around the blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrapper {
    None,
    Zlib,
    Gzip,
    /// As the beginning of the stream says.
    Any,
}

/// A stream that is being read.
#[derive(Clone, Debug)]
pub struct Decompressor {
    wrapper: Wrapper,
    /// 0: as the stream says.
    window_bits: u32,
    bits: Bits,
    state: State,
    is_last: bool,
    codes: Option<Box<Codes>>,
    flags: u32,
    header_check: u32,
    check: u32,
    total: u32,
    /// The last bytes that were written.
    history: Vec<u8>,
}

impl Decompressor {
    /// As the argument of zlib's `inflateInit2` says; `None` if it is invalid.
    pub fn new(window_bits: i32) -> Option<Decompressor> {
        let (wrapper, bits) = match window_bits {
            ..0 => (Wrapper::None, window_bits.checked_neg()?),
            0..16 => (Wrapper::Zlib, window_bits),
            16..32 => (Wrapper::Gzip, window_bits - 16),
            _ => (Wrapper::Any, window_bits - 32),
        };
        if !(8..=15).contains(&bits) && (bits != 0 || wrapper == Wrapper::None) {
            return None;
        }
        Some(Decompressor {
            wrapper,
            window_bits: bits as u32,
            bits: Bits::default(),
            state: if wrapper == Wrapper::None { State::Block } else { State::Header },
            is_last: false,
            codes: None,
            flags: 0,
            header_check: 0,
            check: 1,
            total: 0,
            history: Vec::new(),
        })
    }

    /// Gives the dictionary that the stream wants, or that one without header needs. False if it is another.
    pub fn set_dictionary(&mut self, dictionary: &[u8]) -> bool {
        if self.wrapper != Wrapper::None {
            if !matches!(self.state, State::Dictionary) || adler32(dictionary, 1) != self.check {
                return false;
            }
            self.check = 1;
            self.state = State::Block;
        }
        self.remember(dictionary);
        true
    }

    fn remember(&mut self, data: &[u8]) {
        self.history.extend(&data[data.len().saturating_sub(WINDOW)..]);
        if self.history.len() >= 2 * WINDOW {
            self.history.drain(..self.history.len() - WINDOW);
        }
    }

    /// Reads from the front of `input`, and writes as long as there are fewer than `limit` bytes. If there is no memory
    /// for them, the output is empty.
    pub fn decompress(&mut self, input: &mut &[u8], output: &mut Vec<u8>, limit: usize) -> Result<Stop, Fault> {
        loop {
            // What is written fits the room there is, and refers back to what stands in it.
            if output.len() == output.capacity() && output.len() < limit && !room::grow(output, FIRST_ROOM) {
                return Ok(Stop::End);
            }
            let room = output.capacity().min(limit);
            let stop = self.decompress_into(input, output, room)?;
            if !matches!(stop, Stop::More) || output.len() < room || room == limit {
                return Ok(stop);
            }
        }
    }

    fn decompress_into(&mut self, input: &mut &[u8], output: &mut Vec<u8>, limit: usize) -> Result<Stop, Fault> {
        let begin = output.len();
        let result = self.read(input, output, begin, limit);
        let written = &output[begin..];
        if self.wrapper != Wrapper::None && !written.is_empty() {
            self.check = match self.wrapper {
                Wrapper::Gzip => crc32(written, self.check),
                _ => adler32(written, self.check),
            };
        }
        self.total = self.total.wrapping_add(written.len() as u32);
        self.remember(written);
        match result {
            // What stands behind the blocks tells about all that was written.
            Ok(Stop::More) if matches!(self.state, State::Check) => self.read_trailer(input),
            other => other,
        }
        .inspect_err(|fault| self.state = State::Failed(fault))
    }

    fn read_trailer(&mut self, input: &mut &[u8]) -> Result<Stop, Fault> {
        if matches!(self.state, State::Check) {
            if self.wrapper != Wrapper::None {
                let Some(()) = self.bits.need(input, 32) else { return Ok(Stop::More) };
                let found = self.bits.take(32);
                let found = if self.wrapper == Wrapper::Gzip { found } else { found.swap_bytes() };
                if found != self.check {
                    return Err("incorrect data check");
                }
            }
            self.state = State::Size;
        }
        if self.wrapper == Wrapper::Gzip {
            let Some(found) = self.bits.read(input, 32) else { return Ok(Stop::More) };
            if found != self.total {
                return Err("incorrect length check");
            }
        }
        self.state = State::End;
        Ok(Stop::End)
    }

    /// Reads up to what stands behind the blocks.
    fn read(&mut self, input: &mut &[u8], output: &mut Vec<u8>, begin: usize, limit: usize) -> Result<Stop, Fault> {
        loop {
            let next = match &mut self.state {
                State::Header => self.read_header(input)?,
                State::GzipFlags
                | State::GzipTime
                | State::GzipSystem
                | State::GzipExtraLength
                | State::GzipExtra(_)
                | State::GzipName
                | State::GzipComment
                | State::GzipCheck => self.read_gzip_header(input)?,
                State::DictionaryId => self.bits.read(input, 32).map(|id| {
                    self.check = id.swap_bytes();
                    State::Dictionary
                }),
                State::Dictionary => return Ok(Stop::Dictionary),
                State::Block => self.read_block(input)?,
                State::StoredLength => match self.bits.read(input, 32) {
                    None => None,
                    Some(read) if read & 0xffff == read >> 16 ^ 0xffff => Some(State::Stored(read as usize & 0xffff)),
                    Some(_) => return Err("invalid stored block lengths"),
                },
                State::Stored(0) => Some(State::Block),
                State::Stored(rest) => {
                    let count = (*rest).min(input.len()).min(limit - output.len());
                    let (part, behind) = input.split_at(count);
                    output.extend(part);
                    *input = behind;
                    (count > 0).then(|| State::Stored(*rest - count))
                }
                State::Counts => self.read_counts(input)?,
                State::CodeLengths { .. } => self.read_code_lengths(input)?,
                State::Lengths { .. } | State::Repeat { .. } => self.read_lengths(input)?,
                State::Check | State::Size => {
                    if matches!(self.state, State::Size) {
                        return self.read_trailer(input);
                    }
                    return Ok(Stop::More);
                }
                State::End => return Ok(Stop::End),
                State::Failed(fault) => return Err(fault),
                _ => {
                    self.read_quickly(input, output, begin, limit)?;
                    self.read_symbols(input, output, begin, limit)?
                }
            };
            match next {
                Some(state) => self.state = state,
                None => return Ok(Stop::More),
            }
        }
    }

    fn read_header(&mut self, input: &mut &[u8]) -> Result<Option<State>, Fault> {
        let Some(()) = self.bits.need(input, 16) else { return Ok(None) };
        let head = self.bits.take(16);
        if matches!(self.wrapper, Wrapper::Gzip | Wrapper::Any) && head == 0x8b1f {
            self.wrapper = Wrapper::Gzip;
            self.header_check = crc32(&[0x1f, 0x8b], 0);
            return Ok(Some(State::GzipFlags));
        }
        if self.wrapper == Wrapper::Gzip || !((head & 0xff) << 8 | head >> 8).is_multiple_of(31) {
            return Err("incorrect header check");
        }
        if head & 15 != 8 {
            return Err("unknown compression method");
        }
        let window_bits = (head >> 4 & 15) + 8;
        if self.window_bits == 0 {
            self.window_bits = window_bits;
        }
        if window_bits > 15 || window_bits > self.window_bits {
            return Err("invalid window size");
        }
        self.wrapper = Wrapper::Zlib;
        self.check = 1;
        Ok(Some(if head & 0x2000 == 0 { State::Block } else { State::DictionaryId }))
    }

    /// Bytes of gzip's header, of which a checksum may follow.
    fn header_bytes(&mut self, input: &mut &[u8], count: u32) -> Option<u32> {
        let value = self.bits.read(input, 8 * count)?;
        self.header_check = crc32(&value.to_le_bytes()[..count as usize], self.header_check);
        Some(value)
    }

    fn read_gzip_header(&mut self, input: &mut &[u8]) -> Result<Option<State>, Fault> {
        let has = |flags: u32, flag: u32| flags & flag != 0;
        Ok(match self.state {
            State::GzipFlags => {
                let Some(read) = self.header_bytes(input, 2) else { return Ok(None) };
                if read & 0xff != 8 {
                    return Err("unknown compression method");
                }
                self.flags = read >> 8;
                if has(self.flags, 0xe0) {
                    return Err("unknown header flags set");
                }
                Some(State::GzipTime)
            }
            State::GzipTime => self.header_bytes(input, 4).map(|_| State::GzipSystem),
            State::GzipSystem => self.header_bytes(input, 2).map(|_| State::GzipExtraLength),
            State::GzipExtraLength if has(self.flags, 4) => {
                self.header_bytes(input, 2).map(|length| State::GzipExtra(length as usize))
            }
            State::GzipExtraLength | State::GzipExtra(0) => Some(State::GzipName),
            State::GzipExtra(rest) => self.header_bytes(input, 1).map(|_| State::GzipExtra(rest - 1)),
            State::GzipName if !has(self.flags, 8) => Some(State::GzipComment),
            State::GzipName => {
                self.header_bytes(input, 1).map(|byte| if byte == 0 { State::GzipComment } else { State::GzipName })
            }
            State::GzipComment if !has(self.flags, 16) => Some(State::GzipCheck),
            State::GzipComment => {
                self.header_bytes(input, 1).map(|byte| if byte == 0 { State::GzipCheck } else { State::GzipComment })
            }
            _ => {
                self.check = 0;
                if !has(self.flags, 2) {
                    return Ok(Some(State::Block));
                }
                match self.bits.read(input, 16) {
                    None => None,
                    Some(read) if read == self.header_check & 0xffff => Some(State::Block),
                    Some(_) => return Err("header crc mismatch"),
                }
            }
        })
    }

    fn read_block(&mut self, input: &mut &[u8]) -> Result<Option<State>, Fault> {
        if self.is_last {
            let rest = self.bits.count & 7;
            self.bits.take(rest);
            return Ok(Some(State::Check));
        }
        let Some(head) = self.bits.read(input, 3) else { return Ok(None) };
        self.is_last = head & 1 == 1;
        Ok(Some(match head >> 1 {
            0 => {
                let rest = self.bits.count & 7;
                self.bits.take(rest);
                State::StoredLength
            }
            1 => {
                let literals = Table::new(&fixed_literal_lengths(), Completeness::Complete);
                let distances = Table::new(&[5; 32], Completeness::Complete);
                self.codes =
                    literals.zip(distances).map(|(literals, distances)| Box::new(Codes { literals, distances }));
                State::Symbol
            }
            2 => State::Counts,
            _ => return Err("invalid block type"),
        }))
    }

    fn read_counts(&mut self, input: &mut &[u8]) -> Result<Option<State>, Fault> {
        let Some(read) = self.bits.read(input, 14) else { return Ok(None) };
        let counts = [(read & 31) + 257, (read >> 5 & 31) + 1, (read >> 10) + 4].map(|count| count as usize);
        if counts[0] > 286 || counts[1] > 30 {
            return Err("too many length or distance symbols");
        }
        Ok(Some(State::CodeLengths { counts, lengths: Vec::new() }))
    }

    fn read_code_lengths(&mut self, input: &mut &[u8]) -> Result<Option<State>, Fault> {
        let State::CodeLengths { counts, lengths } = &mut self.state else { return Ok(None) };
        while lengths.len() < counts[2] {
            let Some(length) = self.bits.read(input, 3) else { return Ok(None) };
            lengths.push(length as u8);
        }
        let mut by_symbol = [0; 19];
        for (&symbol, &length) in CODE_LENGTH_ORDER.iter().zip(lengths.iter()) {
            by_symbol[symbol] = length;
        }
        let Some(table) = Table::new(&by_symbol, Completeness::Complete) else {
            return Err("invalid code lengths set");
        };
        let counts = [counts[0], counts[1]];
        Ok(Some(State::Lengths { counts, table: Box::new(table), lengths: Vec::new() }))
    }

    fn read_lengths(&mut self, input: &mut &[u8]) -> Result<Option<State>, Fault> {
        let (counts, table, mut lengths, mut repeated) = match std::mem::replace(&mut self.state, State::End) {
            State::Lengths { counts, table, lengths } => (counts, table, lengths, None),
            State::Repeat { counts, table, lengths, symbol } => (counts, table, lengths, Some(symbol)),
            other => {
                self.state = other;
                return Ok(None);
            }
        };
        while lengths.len() < counts[0] + counts[1] {
            let symbol = match repeated.take() {
                Some(symbol) => symbol,
                None => match self.bits.symbol(input, &table) {
                    // Of an empty code each bit is a zero.
                    Some(symbol) => symbol.unwrap_or_else(|NoSuchCode| {
                        self.bits.take(1);
                        0
                    }),
                    None => {
                        self.state = State::Lengths { counts, table, lengths };
                        return Ok(None);
                    }
                },
            };
            if symbol < 16 {
                lengths.push(symbol as u8);
                continue;
            }
            let (bits, least) = [(2, 3), (3, 3), (7, 11)][usize::from(symbol - 16)];
            let Some(read) = self.bits.read(input, bits) else {
                self.state = State::Repeat { counts, table, lengths, symbol };
                return Ok(None);
            };
            let length = match (symbol, lengths.last()) {
                (16, None) => return Err("invalid bit length repeat"),
                (16, Some(&last)) => last,
                _ => 0,
            };
            let count = read as usize + least;
            if lengths.len() + count > counts[0] + counts[1] {
                return Err("invalid bit length repeat");
            }
            lengths.extend(std::iter::repeat_n(length, count));
        }
        let (literals, distances) = lengths.split_at(counts[0]);
        if literals[usize::from(END)] == 0 {
            return Err("invalid code -- missing end-of-block");
        }
        let Some(literals) = Table::new(literals, Completeness::OrSingle) else {
            return Err("invalid literal/lengths set");
        };
        let Some(distances) = Table::new(distances, Completeness::OrSingle) else {
            return Err("invalid distances set");
        };
        self.codes = Some(Box::new(Codes { literals, distances }));
        Ok(Some(State::Symbol))
    }

    /// Reads symbols as long as there is enough for each.
    fn read_quickly(
        &mut self,
        input: &mut &[u8],
        output: &mut Vec<u8>,
        begin: usize,
        limit: usize,
    ) -> Result<(), Fault> {
        if !matches!(self.state, State::Symbol) {
            return Ok(());
        }
        let Some(codes) = self.codes.take() else { return Ok(()) };
        let all = *input;
        let mut result = Ok(());
        while input.len() >= 8 && limit - output.len() >= LONGEST {
            // A match takes at most 48 bits.
            let Some(()) = self.bits.need(input, 49) else { break };
            match self.one_symbol(input, &codes, output, begin) {
                Ok(true) => {}
                Ok(false) => {
                    self.state = State::Block;
                    break;
                }
                Err(fault) => {
                    result = Err(fault);
                    break;
                }
            }
        }
        // Whole bytes that were not used are read again.
        let unused = (self.bits.count / 8) as usize;
        let read = all.len() - input.len();
        let unused = unused.min(read);
        *input = &all[read - unused..];
        self.bits.count -= 8 * unused as u32;
        self.bits.hold &= (1 << self.bits.count) - 1;
        self.codes = Some(codes);
        result
    }

    /// Reads a symbol and all that belongs to it. False if it ends the block.
    fn one_symbol(
        &mut self,
        input: &mut &[u8],
        codes: &Codes,
        output: &mut Vec<u8>,
        begin: usize,
    ) -> Result<bool, Fault> {
        let symbol = self.bits.symbol(input, &codes.literals).unwrap_or(Err(NoSuchCode));
        let symbol = match symbol {
            Ok(byte @ ..END) => {
                output.push(byte as u8);
                return Ok(true);
            }
            Ok(END) => return Ok(false),
            Ok(symbol) => usize::from(symbol - END - 1),
            Err(NoSuchCode) => return Err("invalid literal/length code"),
        };
        let Some(&base) = LENGTH_BASE.get(symbol) else { return Err("invalid literal/length code") };
        let length = usize::from(base) + self.bits.take(LENGTH_BITS[symbol].into()) as usize;
        let symbol = self.bits.symbol(input, &codes.distances).and_then(Result::ok).map(usize::from);
        let Some(symbol) = symbol.filter(|symbol| *symbol < 30) else { return Err("invalid distance code") };
        let distance = usize::from(DISTANCE_BASE[symbol]) + self.bits.take(DISTANCE_BITS[symbol].into()) as usize;
        self.copy(output, begin, distance, length)?;
        Ok(true)
    }

    /// Writes what stands so far back once more.
    fn copy(&self, output: &mut Vec<u8>, begin: usize, distance: usize, length: usize) -> Result<(), Fault> {
        let written = output.len() - begin;
        if distance > written + self.history.len() {
            return Err("invalid distance too far back");
        }
        let mut rest = length;
        if distance > written {
            let start = self.history.len() - (distance - written);
            let count = rest.min(self.history.len() - start);
            output.extend(&self.history[start..start + count]);
            rest -= count;
        }
        while rest > 0 {
            let start = output.len() - distance;
            let count = rest.min(distance);
            output.extend_from_within(start..start + count);
            rest -= count;
        }
        Ok(())
    }

    /// Reads symbols a step at a time.
    fn read_symbols(
        &mut self,
        input: &mut &[u8],
        output: &mut Vec<u8>,
        begin: usize,
        limit: usize,
    ) -> Result<Option<State>, Fault> {
        let Some(codes) = &self.codes else { return Ok(None) };
        Ok(match self.state {
            State::Symbol => match self.bits.symbol(input, &codes.literals) {
                None => None,
                Some(Ok(byte @ ..END)) => Some(State::Literal(byte as u8)),
                Some(Ok(END)) => Some(State::Block),
                Some(Ok(symbol)) if usize::from(symbol - END) <= LENGTH_BASE.len() => {
                    Some(State::Length(usize::from(symbol - END) - 1))
                }
                Some(_) => return Err("invalid literal/length code"),
            },
            State::Literal(byte) => (output.len() < limit).then(|| {
                output.push(byte);
                State::Symbol
            }),
            State::Length(symbol) => self
                .bits
                .read(input, LENGTH_BITS[symbol].into())
                .map(|more| State::Distance(usize::from(LENGTH_BASE[symbol]) + more as usize)),
            State::Distance(length) => match self.bits.symbol(input, &codes.distances) {
                None => None,
                Some(Ok(symbol)) if symbol < 30 => Some(State::DistanceBits(length, symbol.into())),
                Some(_) => return Err("invalid distance code"),
            },
            State::DistanceBits(length, symbol) => {
                let Some(more) = self.bits.read(input, DISTANCE_BITS[symbol].into()) else { return Ok(None) };
                let distance = usize::from(DISTANCE_BASE[symbol]) + more as usize;
                if distance > output.len() - begin + self.history.len() {
                    return Err("invalid distance too far back");
                }
                Some(State::Copy(length, distance))
            }
            State::Copy(length, distance) => {
                let count = length.min(limit - output.len());
                self.copy(output, begin, distance, count)?;
                match length - count {
                    0 => Some(State::Symbol),
                    rest if count > 0 => Some(State::Copy(rest, distance)),
                    _ => None,
                }
            }
            // Blocks go on elsewhere.
            _ => Some(std::mem::replace(&mut self.state, State::End)),
        })
    }
}
