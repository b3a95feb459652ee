//! A code unit as bytes, and back: what is embedded in a binary, kept in a cache on disk, or marshalled.
//!
//! An image begins with [`MAGIC`]; then come the texts that the units name, each once, and the units themselves, the
//! module's first and a nested one where it is a constant. Numbers are LEB128, instructions their eight bytes in little
//! endian order, positions what differs from the one before.

mod read;
mod write;

use crate::code::Opcode;

pub use read::{Damaged, read};
pub use write::write;

/// The first bytes of an image: other ones when this form or the table of opcodes is another.
pub const MAGIC: [u8; 4] = {
    let [low, high] = fingerprint().to_le_bytes();
    [b'o', FORM, low, high]
};

/// The number of the form.
const FORM: u8 = 2;

/// A hash of the names of all opcodes, in order.
const fn fingerprint() -> u16 {
    let (mut hash, mut opcode) = (0xcbf2_9ce4_8422_2325_u64, 0);
    while opcode < Opcode::ALL.len() {
        let name = Opcode::ALL[opcode].name().as_bytes();
        let mut at = 0;
        while at < name.len() {
            hash = (hash ^ name[at] as u64).wrapping_mul(0x0100_0000_01b3);
            at += 1;
        }
        opcode += 1;
    }
    (hash ^ hash >> 16 ^ hash >> 32 ^ hash >> 48) as u16
}

/// What a constant's byte means.
#[derive(Clone, Copy)]
#[repr(u8)]
enum Tag {
    None,
    True,
    False,
    Ellipsis,
    Int,
    BigInt,
    Float,
    Complex,
    Str,
    Bytes,
    Tuple,
    FrozenSet,
    Slice,
    Code,
}

impl Tag {
    const ALL: [Tag; 14] = [
        Tag::None,
        Tag::True,
        Tag::False,
        Tag::Ellipsis,
        Tag::Int,
        Tag::BigInt,
        Tag::Float,
        Tag::Complex,
        Tag::Str,
        Tag::Bytes,
        Tag::Tuple,
        Tag::FrozenSet,
        Tag::Slice,
        Tag::Code,
    ];
}
