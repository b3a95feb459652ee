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
    bytes: Cell<usize>,
    chars: Cell<usize>,
    /// Bytes of room behind the payload: more than are in use while a string grows by `+=`.
    capacity: usize,
    index: OnceCell<Box<CharIndex>>,
}

/// Byte offsets of every 32nd code point.
struct CharIndex(Box<[u32]>);

const INDEX_STEP: usize = 32;

impl CharIndex {
    fn of(text: &[u8]) -> CharIndex {
        let starts = text.iter().enumerate().filter(|(_, byte)| **byte & 0xc0 != 0x80).map(|(at, _)| at as u32);
        CharIndex(starts.step_by(INDEX_STEP).collect())
    }
}

impl Str {
    /// The text as WTF-8.
    #[inline(always)]
    pub fn as_bytes(&self) -> &[u8] {
        // SAFETY: `Heap::new_str` wrote this many bytes behind the payload.
        unsafe { std::slice::from_raw_parts(std::ptr::from_ref(self).add(1).cast::<u8>(), self.bytes.get()) }
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
        self.chars.get()
    }

    /// Whether the string is empty.
    pub fn is_empty(&self) -> bool {
        self.bytes.get() == 0
    }

    /// Whether every code point is ASCII: then code points are bytes.
    #[inline(always)]
    pub fn is_ascii(&self) -> bool {
        self.bytes.get() == self.chars.get()
    }

    /// Byte offset of the code point with that index, the length in bytes when there is none. Constant time: the
    /// offsets of a non-ASCII string are noted at the first random access.
    pub fn byte_offset(&self, index: usize) -> usize {
        let text = self.as_bytes();
        if index >= self.len() {
            return text.len();
        }
        if self.is_ascii() {
            return index;
        }
        let (mut at, mut left) = (0, index);
        if index >= INDEX_STEP && u32::try_from(text.len()).is_ok() {
            let starts = &self.index.get_or_init(|| Box::new(CharIndex::of(text))).0;
            at = starts.get(index / INDEX_STEP).map_or(0, |&start| start as usize);
            left = index % INDEX_STEP;
        }
        while left > 0 {
            at += match text[at] {
                0..0xc0 => 1,
                0xc0..0xe0 => 2,
                0xe0..0xf0 => 3,
                0xf0.. => 4,
            };
            left -= 1;
        }
        at
    }
}

impl Payload for Str {
    const KIND: Kind = Kind::Str;
    const TRACKING: Tracking = Tracking::Atom;

    fn trace(&self, _tracer: &mut Tracer<'_>) {}

    fn trailing_bytes(&self) -> usize {
        self.capacity
    }

    fn size_of(&self, _heap: &Heap) -> usize {
        // CPython's compact strings: one, two or four bytes a code point by the widest, and a terminator.
        let bytes = self.as_bytes();
        if self.is_ascii() {
            return 40 + self.len() + 1;
        }
        match bytes.iter().copied().max().unwrap_or(0) {
            0..=0xc3 => 56 + self.len() + 1,
            0xc4..=0xef => 56 + (self.len() + 1) * 2,
            _ => 56 + (self.len() + 1) * 4,
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

fn count(text: &[u8]) -> usize {
    if text.is_ascii() { text.len() } else { text.iter().filter(|&&b| b & 0xc0 != 0x80).count() }
}

impl Heap {
    /// A new str of `class`; `text` must be WTF-8.
    pub fn new_str<C: Payload>(&mut self, class: &Py<C>, text: &[u8]) -> Result<Py<Str>, OutOfMemory> {
        self.new_str_with(class, &[text], text.len(), count(text))
    }

    /// A new str of `class`: the texts of `parts` in a row.
    pub fn join_str<C: Payload>(&mut self, class: &Py<C>, parts: &[&[u8]]) -> Result<Py<Str>, OutOfMemory> {
        let bytes = parts.iter().try_fold(0usize, |sum, part| sum.checked_add(part.len())).ok_or(OutOfMemory)?;
        let chars = parts.iter().map(|part| count(part)).sum();
        self.new_str_with(class, parts, bytes, chars)
    }

    fn new_str_with<C: Payload>(
        &mut self,
        class: &Py<C>,
        parts: &[&[u8]],
        capacity: usize,
        chars: usize,
    ) -> Result<Py<Str>, OutOfMemory> {
        let bytes = parts.iter().map(|part| part.len()).sum();
        let payload = Str {
            hash: Cell::new(0),
            bytes: Cell::new(bytes),
            chars: Cell::new(chars),
            capacity,
            index: OnceCell::new(),
        };
        // SAFETY: the bytes are written at once, as many as the payload says; the room behind them is never read.
        unsafe {
            let object = self.alloc_trailing(class, payload, capacity)?;
            let mut tail = std::ptr::from_ref::<Str>(&object).add(1).cast::<u8>().cast_mut();
            for part in parts {
                std::ptr::copy_nonoverlapping(part.as_ptr(), tail, part.len());
                tail = tail.add(part.len());
            }
            Ok(object)
        }
    }

    /// `left + right`, both of `class` itself. A long `left` that nobody else refers to grows in place, so that a
    /// loop of `text += more` takes linear time.
    pub fn append_str<C: Payload>(
        &mut self,
        class: &Py<C>,
        left: Py<Str>,
        right: &Py<Str>,
    ) -> Result<Py<Str>, OutOfMemory> {
        const WORTH_ROOM: usize = 256;
        let (bytes, more) = (left.bytes.get(), right.bytes.get());
        let total = bytes.checked_add(more).ok_or(OutOfMemory)?;
        let chars = left.chars.get() + right.chars.get();
        if left.header().refcount() != 1 || left.is_interned() || left.is(right) || bytes < WORTH_ROOM {
            return self.new_str_with(class, &[left.as_bytes(), right.as_bytes()], total, chars);
        }
        if total > left.capacity {
            let room = total.checked_add(total / 2).ok_or(OutOfMemory)?;
            return self.new_str_with(class, &[left.as_bytes(), right.as_bytes()], room, chars);
        }
        let text = right.as_bytes();
        // SAFETY: `left` is the only reference, so no view of its text exists; the room behind it is `capacity`.
        unsafe {
            let tail = std::ptr::from_ref::<Str>(&left).add(1).cast::<u8>().cast_mut();
            std::ptr::copy_nonoverlapping(text.as_ptr(), tail.add(bytes), text.len());
        }
        left.bytes.set(total);
        left.chars.set(chars);
        left.hash.set(0);
        let mut left = left;
        left.forget_index();
        Ok(left)
    }
}

impl Py<Str> {
    /// Drops the offsets noted for random access, the text having changed.
    fn forget_index(&mut self) {
        if self.index.get().is_some() {
            // SAFETY: the caller holds the only reference and no view of the payload.
            unsafe { (*self.as_ptr()).payload.index.take() };
        }
    }
}
