//! `Str`: the payload of str, text in WTF-8 behind the payload in the same allocation.
#![expect(unsafe_code, reason = "the bytes follow the payload")]

use std::cell::{Cell, OnceCell};

use super::cell::Heap;
use super::class::ClassPayload;
use super::header::Flags;
use super::heap::OutOfMemory;
use super::kind::{Kind, KindOf, OfKind};
use super::payload::{Payload, Tracking};
use super::pointer::Py;

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
    /// Bytes of room behind the payload.
    #[inline(always)]
    pub(super) fn capacity(&self) -> usize {
        self.capacity
    }

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

impl OfKind for KindOf<{ Kind::Str as u8 }> {
    type Payload = Str;
}

// SAFETY: the kind is this type's, as above; the bytes behind the payload own nothing.
unsafe impl Payload for Str {
    const KIND: Kind = Kind::Str;
    const TRACKING: Tracking = Tracking::Atom;

    const TRAILING_BYTES: Option<fn(&Str) -> usize> = Some(|this| this.capacity);

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
        self.header().flags().contains(Flags::INTERNED)
    }

    /// Notes that the string is in the intern table.
    pub fn mark_interned(&self) {
        self.header().insert_flags(Flags::INTERNED);
    }
}

#[inline]
fn count(text: &[u8]) -> usize {
    if text.is_ascii() { text.len() } else { text.iter().filter(|&&b| b & 0xc0 != 0x80).count() }
}

/// A str being written: room is allocated once, the text appended piece by piece.
pub struct StrWriter {
    text: Py<Str>,
}

impl StrWriter {
    /// The next `length` bytes of room.
    ///
    /// # Panics
    /// When there is less room.
    #[inline(always)]
    fn room(&mut self, length: usize) -> *mut u8 {
        let written = self.text.bytes.get();
        assert!(length <= self.text.capacity - written);
        // SAFETY: within the allocation behind the payload.
        unsafe { self.text.room().add(written) }
    }

    /// Notes that the next `length` bytes have been written.
    #[inline(always)]
    fn advance(&mut self, length: usize) {
        self.text.bytes.set(self.text.bytes.get() + length);
    }

    /// Appends a piece of WTF-8.
    ///
    /// # Panics
    /// When there is no room for it.
    #[inline(always)]
    pub fn push(&mut self, piece: &[u8]) {
        let room = self.room(piece.len());
        // SAFETY: there is room for the piece, which nothing else refers to.
        unsafe {
            match piece {
                // One character is stored sooner than copying begins.
                &[byte] => room.write(byte),
                _ => std::ptr::copy_nonoverlapping(piece.as_ptr(), room, piece.len()),
            }
        }
        self.advance(piece.len());
    }

    /// Appends bytes of ASCII.
    ///
    /// # Panics
    /// When there is no room for them, or fewer than the iterator promised.
    #[inline(always)]
    pub fn push_ascii(&mut self, bytes: impl ExactSizeIterator<Item = u8>) {
        let length = bytes.len();
        let room = self.room(length);
        let mut written = 0;
        for byte in bytes.take(length) {
            // SAFETY: as in `push`.
            unsafe { room.add(written).write(byte) }
            written += 1;
        }
        assert_eq!(written, length);
        self.advance(length);
    }

    /// Appends ASCII text backwards.
    ///
    /// # Panics
    /// When there is no room for it.
    #[inline]
    pub fn push_ascii_reversed(&mut self, text: &[u8]) {
        let room = self.room(text.len());
        let (tail, chunks) = text.as_rchunks::<8>();
        // SAFETY: as in `push`; the pieces together are as long as the text.
        unsafe {
            for (at, chunk) in chunks.iter().rev().enumerate() {
                room.add(at * 8).cast::<u64>().write_unaligned(u64::from_ne_bytes(*chunk).swap_bytes());
            }
            let rest = room.add(chunks.len() * 8);
            // Two pieces that overlap are stored sooner than single bytes, and read sooner afterwards.
            if let (Some((first, more)), Some((_, last))) = (tail.split_first_chunk(), tail.split_last_chunk()) {
                rest.cast::<u32>().write_unaligned(u32::from_ne_bytes(*last).swap_bytes());
                rest.add(more.len()).cast::<u32>().write_unaligned(u32::from_ne_bytes(*first).swap_bytes());
            } else {
                tail.iter().rev().enumerate().for_each(|(at, &byte)| rest.add(at).write(byte));
            }
        }
        self.advance(text.len());
    }

    /// Appends `count` times the same ASCII character.
    ///
    /// # Panics
    /// When there is no room for them.
    #[inline(always)]
    pub fn push_repeated(&mut self, byte: u8, count: usize) {
        let room = self.room(count);
        // SAFETY: as in `push`.
        unsafe { room.write_bytes(byte, count) }
        self.advance(count);
    }

    /// The text as written.
    #[inline]
    pub fn finish(self) -> Py<Str> {
        let chars = count(self.text.as_bytes());
        self.finish_counted(chars)
    }

    /// As [`StrWriter::finish`], the number of code points being known.
    #[inline]
    pub fn finish_counted(self, chars: usize) -> Py<Str> {
        debug_assert_eq!(chars, count(self.text.as_bytes()));
        self.text.chars.set(chars);
        self.text
    }
}

impl Heap {
    /// A new str of `class`; `text` must be WTF-8.
    #[inline]
    pub fn new_str<C: ClassPayload>(&mut self, class: &Py<C>, text: &[u8]) -> Result<Py<Str>, OutOfMemory> {
        self.new_str_counted(class, text, count(text))
    }

    /// As [`Heap::new_str`], the number of code points being known.
    #[inline]
    pub fn new_str_counted<C: ClassPayload>(
        &mut self,
        class: &Py<C>,
        text: &[u8],
        chars: usize,
    ) -> Result<Py<Str>, OutOfMemory> {
        debug_assert_eq!(chars, count(text));
        let size = text.len();
        let payload = Str {
            hash: Cell::new(0),
            bytes: Cell::new(size),
            chars: Cell::new(chars),
            capacity: size,
            index: OnceCell::new(),
        };
        // SAFETY: the text is written at once.
        unsafe {
            let object = self.alloc_trailing(class, payload, size)?;
            std::ptr::copy_nonoverlapping(text.as_ptr(), object.room(), size);
            Ok(object)
        }
    }

    /// A str of `class` to be written, with `capacity` bytes of room.
    #[inline]
    pub fn write_str<C: ClassPayload>(&mut self, class: &Py<C>, capacity: usize) -> Result<StrWriter, OutOfMemory> {
        let payload =
            Str { hash: Cell::new(0), bytes: Cell::new(0), chars: Cell::new(0), capacity, index: OnceCell::new() };
        if capacity > isize::MAX as usize {
            return Err(OutOfMemory);
        }
        // SAFETY: the room behind the payload is never read before it was written: `bytes` says how much was.
        Ok(StrWriter { text: unsafe { self.alloc_trailing(class, payload, capacity)? } })
    }

    /// `left + right`, of `class`.
    #[inline]
    pub fn concat_str<C: ClassPayload>(
        &mut self,
        class: &Py<C>,
        left: &Py<Str>,
        right: &Py<Str>,
    ) -> Result<Py<Str>, OutOfMemory> {
        let total = left.bytes.get().checked_add(right.bytes.get()).ok_or(OutOfMemory)?;
        self.concat_with_room(class, left, right, total)
    }

    #[inline]
    fn concat_with_room<C: ClassPayload>(
        &mut self,
        class: &Py<C>,
        left: &Py<Str>,
        right: &Py<Str>,
        capacity: usize,
    ) -> Result<Py<Str>, OutOfMemory> {
        let chars = left.chars.get() + right.chars.get();
        let mut writer = self.write_str(class, capacity)?;
        writer.push(left.as_bytes());
        writer.push(right.as_bytes());
        Ok(writer.finish_counted(chars))
    }

    /// `left + right`, both of `class` itself. A long `left` that nobody else refers to grows in place, so that a
    /// loop of `text += more` takes linear time.
    pub fn append_str<C: ClassPayload>(
        &mut self,
        class: &Py<C>,
        left: Py<Str>,
        right: &Py<Str>,
    ) -> Result<Py<Str>, OutOfMemory> {
        const WORTH_ROOM: usize = 256;
        let (bytes, more) = (left.bytes.get(), right.bytes.get());
        let total = bytes.checked_add(more).ok_or(OutOfMemory)?;
        let chars = left.chars.get() + right.chars.get();
        if !left.header().is_unshared() || left.is_interned() || left.is(right) || bytes < WORTH_ROOM {
            return self.concat_with_room(class, &left, right, total);
        }
        if total > left.capacity {
            let room = total.checked_add(total / 2).ok_or(OutOfMemory)?;
            return self.concat_with_room(class, &left, right, room);
        }
        let text = right.as_bytes();
        // SAFETY: `left` is the only reference, so no view of its text exists; the room behind it is `capacity`.
        unsafe {
            std::ptr::copy_nonoverlapping(text.as_ptr(), left.room().add(bytes), text.len());
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
    /// Where the text begins, to be written.
    #[inline(always)]
    fn room(&self) -> *mut u8 {
        // SAFETY: the room follows the payload in the same allocation.
        unsafe { (&raw mut (*self.as_ptr()).payload).add(1).cast() }
    }

    /// Drops the offsets noted for random access, the text having changed.
    fn forget_index(&mut self) {
        if self.index.get().is_some() {
            // SAFETY: the caller holds the only reference and no view of the payload.
            unsafe { (*self.as_ptr()).payload.index.take() };
        }
    }
}
