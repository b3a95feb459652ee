//! Text as the matcher reads it: where it stands, by byte offsets.

use crate::text::wtf8;

/// A text.
pub trait Subject: Copy {
    /// Whether every character is one byte.
    const IS_NARROW: bool;

    /// All of it.
    fn bytes(&self) -> &[u8];

    /// The character at `at`, which is not the end, and the place behind it.
    fn next(&self, at: usize) -> (u32, usize);

    /// The character that ends at `at`, which is not the beginning, and its place.
    fn previous(&self, at: usize) -> (u32, usize);
}

/// Bytes, or a text of ASCII.
#[derive(Clone, Copy)]
pub struct Narrow<'a>(pub &'a [u8]);

/// WTF-8.
#[derive(Clone, Copy)]
pub struct Wide<'a>(pub &'a [u8]);

impl Subject for Narrow<'_> {
    const IS_NARROW: bool = true;

    #[inline(always)]
    fn bytes(&self) -> &[u8] {
        self.0
    }

    #[inline(always)]
    fn next(&self, at: usize) -> (u32, usize) {
        (u32::from(self.0[at]), at + 1)
    }

    #[inline(always)]
    fn previous(&self, at: usize) -> (u32, usize) {
        (u32::from(self.0[at - 1]), at - 1)
    }
}

impl Subject for Wide<'_> {
    const IS_NARROW: bool = false;

    #[inline(always)]
    fn bytes(&self) -> &[u8] {
        self.0
    }

    #[inline]
    fn next(&self, at: usize) -> (u32, usize) {
        let first = self.0[at];
        if first < 0x80 {
            return (u32::from(first), at + 1);
        }
        let (code, size) = wtf8::decode_first(&self.0[at..]).unwrap_or((0, 1));
        (code, at + size)
    }

    #[inline]
    fn previous(&self, at: usize) -> (u32, usize) {
        let last = self.0[at - 1];
        if last < 0x80 {
            return (u32::from(last), at - 1);
        }
        let (code, size) = wtf8::decode_last(&self.0[..at]).unwrap_or((0, 1));
        (code, at - size)
    }
}
