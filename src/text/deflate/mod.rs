//! The compressed format of zlib and gzip, both ways.
//!
//! What is compressed has the bytes that zlib itself would write, so that lengths and digests of them are the same: the
//! search for matches, the ends of blocks and the shape of Huffman codes follow the published algorithm in all that
//! decides them.

mod blocks;
mod compress;
mod decompress;
mod tree;

pub use compress::{Compressor, Settings};
pub use decompress::{Decompressor, Stop};

/// What is to be written when all input has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flush {
    /// Nothing yet, if more input would help.
    None,
    /// All, and a few bits that let a reader see it.
    Partial,
    /// All, up to the end of a byte.
    Sync,
    /// The same, and what follows does not refer back.
    Full,
    /// All, and the end.
    Finish,
    /// All but the bits of a last byte.
    Block,
}

impl Flush {
    /// By zlib's number.
    pub fn of_number(number: i32) -> Option<Flush> {
        let all = [Flush::None, Flush::Partial, Flush::Sync, Flush::Full, Flush::Finish, Flush::Block];
        all.get(usize::try_from(number).ok()?).copied()
    }

    /// How much it writes, compared with the others.
    fn rank(self) -> u8 {
        match self {
            Flush::None => 0,
            Flush::Block => 1,
            Flush::Partial => 2,
            Flush::Sync => 4,
            Flush::Full => 6,
            Flush::Finish => 8,
        }
    }
}

/// Numbers that the sums of Adler-32 are taken modulo.
const ADLER_BASE: u32 = 65521;

/// Adler-32, going on from that of what came before.
pub fn adler32(data: &[u8], before: u32) -> u32 {
    let (mut low, mut high) = (before & 0xffff, before >> 16);
    // So many additions cannot overflow.
    for part in data.chunks(5552) {
        for &byte in part {
            low += u32::from(byte);
            high += low;
        }
        low %= ADLER_BASE;
        high %= ADLER_BASE;
    }
    high << 16 | low
}

/// The most bytes that a match has.
const LONGEST: usize = 258;
/// The fewest.
const SHORTEST: usize = 3;

/// The shortest length of each length symbol, from 257 on.
const LENGTH_BASE: [u16; 29] =
    [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
/// How many bits follow a length symbol.
const LENGTH_BITS: [u8; 29] = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
/// The shortest distance of each distance symbol.
const DISTANCE_BASE: [u16; 30] = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
    8193, 12289, 16385, 24577,
];
/// How many bits follow a distance symbol.
const DISTANCE_BITS: [u8; 30] =
    [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
/// The order in which the lengths of the code for code lengths are written.
const CODE_LENGTH_ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// The code lengths of a block with the fixed codes.
fn fixed_literal_lengths() -> [u8; 288] {
    std::array::from_fn(|symbol| match symbol {
        0..144 => 8,
        144..256 => 9,
        256..280 => 7,
        _ => 8,
    })
}

#[cfg(test)]
mod tests;
