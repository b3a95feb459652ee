//! Strings as generalised UTF-8: every code point 0..=0x10FFFF, lone surrogates included, in its UTF-8 encoding.
//!
//! A high surrogate followed by a low one stays two code points of three bytes each, as in Python. All functions
//! that take a string expect such bytes; on others they may give wrong answers but never panic.

use super::room::Room;
use super::search;
use memchr::memmem;
use std::ops::Range;

/// Iterates code points from both ends.
#[derive(Clone, Debug)]
pub struct CodePoints<'a> {
    rest: &'a [u8],
}

impl<'a> CodePoints<'a> {
    /// The bytes not yet visited.
    pub fn as_bytes(&self) -> &'a [u8] {
        self.rest
    }
}

impl Iterator for CodePoints<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let (code, size) = decode_first(self.rest)?;
        self.rest = &self.rest[size..];
        Some(code)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.rest.len().div_ceil(4), Some(self.rest.len()))
    }
}

impl DoubleEndedIterator for CodePoints<'_> {
    fn next_back(&mut self) -> Option<u32> {
        let (code, size) = decode_last(self.rest)?;
        self.rest = &self.rest[..self.rest.len() - size];
        Some(code)
    }
}

/// The code points of `text`, in order or reversed.
pub fn code_points(text: &[u8]) -> CodePoints<'_> {
    CodePoints { rest: text }
}

/// Length in bytes of the sequence that begins with `first`.
#[inline]
pub fn sequence_len(first: u8) -> usize {
    match first {
        0..0xC0 => 1,
        0xC0..0xE0 => 2,
        0xE0..0xF0 => 3,
        0xF0.. => 4,
    }
}

/// The first code point of `text` and its length in bytes; `None` when `text` is empty.
#[inline]
pub fn decode_first(text: &[u8]) -> Option<(u32, usize)> {
    let &first = text.first()?;
    if first < 0x80 {
        return Some((u32::from(first), 1));
    }
    let size = sequence_len(first).min(text.len());
    let lead = u32::from(first) & (0x7F >> sequence_len(first));
    let code = text[1..size].iter().fold(lead, |code, byte| code << 6 | u32::from(byte & 0x3F));
    Some((code, size))
}

/// The last code point of `text` and its length in bytes; `None` when `text` is empty.
#[inline]
pub fn decode_last(text: &[u8]) -> Option<(u32, usize)> {
    let mut start = text.len().checked_sub(1)?;
    while start > 0 && is_continuation(text[start]) {
        start -= 1;
    }
    decode_first(&text[start..])
}

#[inline]
fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// Writes the encoding of `code` (at most 0x10FFFF) into `buffer` and returns the part written.
#[inline]
pub fn encode(code: u32, buffer: &mut [u8; 4]) -> &[u8] {
    let tail = |shift: u32| 0x80 | (code >> shift & 0x3F) as u8;
    let size = match code {
        0..0x80 => {
            buffer[0] = code as u8;
            1
        }
        0x80..0x800 => {
            buffer[..2].copy_from_slice(&[0xC0 | (code >> 6) as u8, tail(0)]);
            2
        }
        0x800..0x1_0000 => {
            buffer[..3].copy_from_slice(&[0xE0 | (code >> 12) as u8, tail(6), tail(0)]);
            3
        }
        0x1_0000.. => {
            *buffer = [0xF0 | (code >> 18 & 7) as u8, tail(12), tail(6), tail(0)];
            4
        }
    };
    &buffer[..size]
}

/// Appends the encoding of `code` to `text`.
#[inline]
pub fn push(text: &mut Vec<u8>, code: u32) {
    if code < 0x80 {
        text.put(code as u8);
    } else {
        text.put_all(encode(code, &mut [0; 4]));
    }
}

/// The number of code points: Python's `len`.
pub fn count(text: &[u8]) -> usize {
    // Eight bytes at a time: a byte is a continuation when its top bits are 10.
    let mut chunks = text.chunks_exact(8);
    let mut continuations = 0;
    for chunk in &mut chunks {
        let word = chunk.iter().fold(0u64, |word, &byte| word << 8 | u64::from(byte));
        continuations += ((word >> 7) & !(word >> 6) & 0x0101_0101_0101_0101).count_ones() as usize;
    }
    let tail = chunks.remainder().iter().filter(|&&byte| is_continuation(byte)).count();
    text.len() - continuations - tail
}

/// Whether `text` holds a lone surrogate, and so is not UTF-8.
pub fn has_surrogates(text: &[u8]) -> bool {
    memchr::memchr_iter(0xED, text).any(|at| text.get(at + 1).is_some_and(|&byte| byte >= 0xA0))
}

/// The widest code point; 0 for an empty string.
pub fn max_code_point(text: &[u8]) -> u32 {
    if text.is_ascii() {
        return u32::from(text.iter().copied().max().unwrap_or(0));
    }
    code_points(text).max().unwrap_or(0)
}

/// Byte offset of the code point with that index; the length of `text` when there is none.
///
/// Linear in the offset, except for ASCII `text` whose caller knows (see [`Text`]).
pub fn byte_offset(text: &[u8], index: usize) -> usize {
    let mut left = index;
    for (at, &byte) in text.iter().enumerate() {
        if !is_continuation(byte) {
            if left == 0 {
                return at;
            }
            left -= 1;
        }
    }
    text.len()
}

/// Code points `start..end` of `text`; both ends are cut at the string's length.
pub fn slice(text: &[u8], start: usize, end: usize) -> &[u8] {
    let from = byte_offset(text, start);
    let rest = &text[from..];
    &rest[..byte_offset(rest, end.saturating_sub(start))]
}

/// A string with its length in code points at hand, so that ASCII text is indexed directly.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    bytes: &'a [u8],
    len: usize,
}

impl<'a> Text<'a> {
    /// Counts the code points of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Text { bytes, len: count(bytes) }
    }

    /// Takes a length that is already known to be right.
    pub fn with_len(bytes: &'a [u8], len: usize) -> Self {
        Text { bytes, len }
    }

    /// The encoded bytes.
    pub fn as_bytes(self) -> &'a [u8] {
        self.bytes
    }

    /// Length in code points.
    pub fn len(self) -> usize {
        self.len
    }

    /// Whether there is no code point.
    pub fn is_empty(self) -> bool {
        self.len == 0
    }

    /// Whether every code point is one byte.
    pub fn is_ascii(self) -> bool {
        self.len == self.bytes.len()
    }

    /// Byte offset of a code point; searched from the nearer end.
    pub fn byte_offset(self, index: usize) -> usize {
        if index >= self.len {
            return self.bytes.len();
        }
        if self.is_ascii() {
            return index;
        }
        if index <= self.len / 2 {
            return byte_offset(self.bytes, index);
        }
        let mut back = self.len - index;
        for (at, &byte) in self.bytes.iter().enumerate().rev() {
            if !is_continuation(byte) {
                back -= 1;
                if back == 0 {
                    return at;
                }
            }
        }
        0
    }

    /// Index of the code point that begins at byte `offset`.
    pub fn index_of_byte(self, offset: usize) -> usize {
        if self.is_ascii() { offset } else { count(&self.bytes[..offset]) }
    }

    /// The code point with that index.
    pub fn get(self, index: usize) -> Option<u32> {
        if index >= self.len {
            return None;
        }
        decode_first(&self.bytes[self.byte_offset(index)..]).map(|(code, _)| code)
    }

    /// Code points `start..end`, cut at the length.
    #[must_use]
    pub fn slice(self, start: usize, end: usize) -> Text<'a> {
        let end = end.min(self.len);
        let start = start.min(end);
        if self.is_ascii() {
            return Text { bytes: &self.bytes[start..end], len: end - start };
        }
        let from = self.byte_offset(start);
        let to = if end - start < self.len - end {
            from + byte_offset(&self.bytes[from..], end - start)
        } else {
            self.byte_offset(end)
        };
        Text { bytes: &self.bytes[from..to], len: end - start }
    }

    /// Python's `find(needle, start, end)` in code points; negative bounds count from the end.
    pub fn find(self, needle: &[u8], start: isize, end: isize) -> Option<usize> {
        let window = clamp_range(self.len, start, end)?;
        let part = self.slice(window.start, window.end);
        let at = search::find(part.bytes, needle)?;
        Some(window.start + part.index_of_byte(at))
    }

    /// Python's `rfind(needle, start, end)` in code points.
    pub fn rfind(self, needle: &[u8], start: isize, end: isize) -> Option<usize> {
        let window = clamp_range(self.len, start, end)?;
        let part = self.slice(window.start, window.end);
        let at = memmem::rfind(part.bytes, needle)?;
        Some(window.start + part.index_of_byte(at))
    }

    /// Python's `count(needle, start, end)`: occurrences that do not overlap.
    pub fn count_of(self, needle: Text<'_>, start: isize, end: isize) -> usize {
        let Some(window) = clamp_range(self.len, start, end) else {
            return 0;
        };
        if needle.is_empty() {
            return window.len() + 1;
        }
        search::occurrences(self.slice(window.start, window.end).bytes, needle.bytes)
    }

    /// Python's `startswith(prefix, start, end)` for one prefix.
    pub fn starts_with(self, prefix: &[u8], start: isize, end: isize) -> bool {
        clamp_range(self.len, start, end)
            .is_some_and(|window| self.slice(window.start, window.end).bytes.starts_with(prefix))
    }

    /// Python's `endswith(suffix, start, end)` for one suffix.
    pub fn ends_with(self, suffix: &[u8], start: isize, end: isize) -> bool {
        clamp_range(self.len, start, end)
            .is_some_and(|window| self.slice(window.start, window.end).bytes.ends_with(suffix))
    }
}

/// The bounds `find`, `count`, `startswith` take: negative ones count from the end, the end is cut at `len`.
/// `None` when start lies behind the end, where even an empty needle is not found.
pub fn clamp_range(len: usize, start: isize, end: isize) -> Option<Range<usize>> {
    let from_end = |index: isize| if index < 0 { index.saturating_add_unsigned(len).max(0) } else { index } as usize;
    let (start, end) = (from_end(start), from_end(end).min(len));
    (start <= end).then_some(start..end)
}
