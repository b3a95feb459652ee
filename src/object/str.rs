//! `Str`: the payload of str, text in WTF-8 behind the payload in the same allocation.
#![expect(unsafe_code, reason = "the bytes follow the payload")]

use std::cell::{Cell, OnceCell};

use super::cell::Heap;
use super::header::Flags;
use super::heap::OutOfMemory;
use super::layout::{Kind, Payload, Tracking};
use super::pointer::Py;
use super::trace::Tracer;

/// A str: UTF-8 in which lone surrogates are kept (WTF-8), its length in code points, and its hash once known.
pub struct Str {
    /// The hash, or 0 while unknown (CPython uses -1; no str hashes to either).
    pub hash: Cell<i64>,
    bytes: usize,
    chars: usize,
    /// Byte offsets of every 32nd code point of a non-ASCII string, made at the first random access.
    pub index: OnceCell<Box<[u32]>>,
}

impl Str {
    /// The text as WTF-8.
    #[inline(always)]
    pub fn as_bytes(&self) -> &[u8] {
        // SAFETY: `Heap::new_str` wrote this many bytes behind the payload.
        unsafe { std::slice::from_raw_parts(std::ptr::from_ref(self).add(1).cast::<u8>(), self.bytes) }
    }

    /// The text, unless it holds lone surrogates.
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(self.as_bytes()).ok()
    }

    /// The text with lone surrogates replaced, for messages.
    pub fn to_string_lossy(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(self.as_bytes())
    }

    /// Length in code points.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.chars
    }

    /// Whether the string is empty.
    pub fn is_empty(&self) -> bool {
        self.bytes == 0
    }

    /// Whether every code point is ASCII: then code points are bytes.
    #[inline(always)]
    pub fn is_ascii(&self) -> bool {
        self.bytes == self.chars
    }
}

impl Payload for Str {
    const KIND: Kind = Kind::Str;
    const TRACKING: Tracking = Tracking::Atom;

    fn trace(&self, _tracer: &mut Tracer<'_>) {}

    fn trailing_bytes(&self) -> usize {
        self.bytes
    }

    fn size_of(&self, _heap: &Heap) -> usize {
        // CPython's compact strings: one, two or four bytes a code point by the widest, and a terminator.
        let bytes = self.as_bytes();
        if self.is_ascii() {
            return 40 + self.chars + 1;
        }
        match bytes.iter().copied().max().unwrap_or(0) {
            0..=0xc3 => 56 + self.chars + 1,
            0xc4..=0xef => 56 + (self.chars + 1) * 2,
            _ => 56 + (self.chars + 1) * 4,
        }
    }
}

impl Py<Str> {
    /// Whether the string is in the intern table: then equal interned strings are the same object.
    #[inline(always)]
    pub fn is_interned(&self) -> bool {
        self.header().flags().contains(Flags::PAYLOAD)
    }
}

impl Heap {
    /// A new str of `class`; `text` must be WTF-8.
    pub fn new_str<C: Payload>(&mut self, class: &Py<C>, text: &[u8]) -> Result<Py<Str>, OutOfMemory> {
        let chars = if text.is_ascii() { text.len() } else { text.iter().filter(|&&b| b & 0xc0 != 0x80).count() };
        let payload = Str { hash: Cell::new(0), bytes: text.len(), chars, index: OnceCell::new() };
        // SAFETY: the bytes are written at once, as many as the payload says.
        unsafe {
            let object = self.alloc_trailing(class, payload, text.len())?;
            let tail = std::ptr::from_ref::<Str>(&object).add(1).cast::<u8>().cast_mut();
            std::ptr::copy_nonoverlapping(text.as_ptr(), tail, text.len());
            Ok(object)
        }
    }
}
