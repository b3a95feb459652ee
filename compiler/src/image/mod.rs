//! A code unit as bytes, and back: what is embedded in a binary, kept in a cache on disk, or marshalled.
//!
//! An image begins with [`MAGIC`]; then come the texts that the units name, each once, and the units themselves, the
//! module's first and a nested one where it is a constant. Numbers are LEB128, instructions their eight bytes in little
//! endian order, positions what differs from the one before.

mod read;
mod write;

pub use read::{Damaged, read};
pub use write::write;

/// The first bytes of an image. The number changes with the instructions and with this form.
pub const MAGIC: [u8; 4] = [b'o', b'u', 0, 1];

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
