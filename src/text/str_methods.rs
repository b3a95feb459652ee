//! Splitting, stripping, padding and replacing in strings. The same on bytes is in [`super::bytes_methods`].
//!
//! A `limit` is the most splits or replacements to make; `None` (Python's -1) for all.

use super::room::{Room, with_room};
use super::search::{find_byte, occurrences};
use super::wtf8::{self, code_points, decode_first, decode_last};
use super::{unicode, wtf8::count};
use memchr::memmem;

/// Which end of a string to work on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Both ends.
    Both,
    /// The beginning.
    Left,
    /// The end.
    Right,
}

/// Whether `splitlines` keeps the line breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineBreaks {
    /// They stay at the end of their lines.
    Keep,
    /// They are dropped.
    Drop,
}

#[inline]
fn is_space(code: u32) -> bool {
    if code < 0x80 { matches!(code, 0x09..=0x0D | 0x1C..=0x20) } else { unicode::is_space(code) }
}

#[inline]
fn trim_start(text: &[u8], drop: impl Fn(u32) -> bool) -> &[u8] {
    let mut rest = text;
    while let Some((code, size)) = decode_first(rest) {
        if !drop(code) {
            break;
        }
        rest = &rest[size..];
    }
    rest
}

#[inline]
fn trim_end(text: &[u8], drop: impl Fn(u32) -> bool) -> &[u8] {
    let mut rest = text;
    while let Some((code, size)) = decode_last(rest) {
        if !drop(code) {
            break;
        }
        rest = &rest[..rest.len() - size];
    }
    rest
}

fn trim(text: &[u8], side: Side, drop: impl Fn(u32) -> bool) -> &[u8] {
    let text = if side == Side::Right { text } else { trim_start(text, &drop) };
    if side == Side::Left { text } else { trim_end(text, &drop) }
}

/// `strip()`, `lstrip()` or `rstrip()`: whitespace.
pub fn strip(text: &[u8], side: Side) -> &[u8] {
    trim(text, side, is_space)
}

/// The same with the characters to remove.
pub fn strip_chars<'a>(text: &'a [u8], chars: &[u8], side: Side) -> &'a [u8] {
    trim(text, side, |code| code_points(chars).any(|drop| drop == code))
}

/// `split()`: words between whitespace, one after the other.
#[inline]
pub fn split_whitespace_each<'a>(text: &'a [u8], limit: Option<usize>, mut visit: impl FnMut(&'a [u8])) {
    let mut left = limit.unwrap_or(usize::MAX);
    let mut rest = trim_start(text, is_space);
    while !rest.is_empty() {
        if left == 0 {
            visit(rest);
            break;
        }
        left -= 1;
        let after = trim_start(rest, |code| !is_space(code));
        visit(&rest[..rest.len() - after.len()]);
        rest = trim_start(after, is_space);
    }
}

/// `rsplit()`: the same from the end.
pub fn rsplit_whitespace(text: &[u8], limit: Option<usize>) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = trim_end(text, is_space);
    while !rest.is_empty() {
        if limit == Some(parts.len()) {
            parts.put(rest);
            break;
        }
        let before = trim_end(rest, |code| !is_space(code));
        parts.put(&rest[before.len()..]);
        rest = trim_end(before, is_space);
    }
    parts.reverse();
    parts
}

/// `split(separator)`; works on bytes as well. The separator must not be empty (Python: "empty separator").
pub fn split<'a>(text: &'a [u8], separator: &[u8], limit: Option<usize>) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    split_each(text, separator, limit, |part| parts.put(part));
    parts
}

/// As [`split`], one part after the other.
#[inline]
pub fn split_each<'a>(text: &'a [u8], separator: &[u8], limit: Option<usize>, mut visit: impl FnMut(&'a [u8])) {
    let mut left = limit.unwrap_or(usize::MAX);
    let mut rest = text;
    if let &[separator] = separator {
        while left > 0
            && let Some(at) = find_byte(rest, separator)
        {
            visit(&rest[..at]);
            rest = &rest[at + 1..];
            left -= 1;
        }
    } else {
        let mut start = 0;
        for at in memmem::find_iter(text, separator).take(left) {
            visit(&text[start..at]);
            start = at + separator.len();
        }
        rest = &text[start..];
    }
    visit(rest);
}

/// `rsplit(separator)`; works on bytes as well.
pub fn rsplit<'a>(text: &'a [u8], separator: &[u8], limit: Option<usize>) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let finder = memmem::FinderRev::new(separator);
    let mut rest = text;
    while limit != Some(parts.len()) {
        let Some(at) = finder.rfind(rest) else {
            break;
        };
        parts.put(&rest[at + separator.len()..]);
        rest = &rest[..at];
    }
    parts.put(rest);
    parts.reverse();
    parts
}

/// `splitlines`.
pub fn splitlines(text: &[u8], breaks: LineBreaks) -> Vec<&[u8]> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let tail = trim_start(rest, |code| !unicode::is_line_break(code));
        let body = rest.len() - tail.len();
        let size = if tail.starts_with(b"\r\n") { 2 } else { decode_first(tail).map_or(0, |(_, size)| size) };
        lines.put(&rest[..if breaks == LineBreaks::Keep { body + size } else { body }]);
        rest = &tail[size..];
    }
    lines
}

/// `partition`: what stands before and after the first `separator`; works on bytes as well.
pub fn partition<'a>(text: &'a [u8], separator: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = memmem::find(text, separator)?;
    Some((&text[..at], &text[at + separator.len()..]))
}

/// `rpartition`: what stands before and after the last `separator`; works on bytes as well.
pub fn rpartition<'a>(text: &'a [u8], separator: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = memmem::rfind(text, separator)?;
    Some((&text[..at], &text[at + separator.len()..]))
}

/// `expandtabs`. `None` when the result does not fit in memory ("result too long").
pub fn expand_tabs(text: &[u8], tab_size: i64) -> Option<Vec<u8>> {
    let tab_size = usize::try_from(tab_size).unwrap_or(0);
    let mut out = with_room(text.len());
    let mut column = 0usize;
    for &byte in text {
        match byte {
            b'\t' if tab_size > 0 => {
                let spaces = tab_size - column % tab_size;
                out.try_reserve(spaces).ok()?;
                out.resize(out.len() + spaces, b' ');
                column = column.checked_add(spaces)?;
                continue;
            }
            b'\t' => continue,
            b'\n' | b'\r' => column = 0,
            // Continuation bytes take no column.
            _ => column += usize::from(byte & 0xC0 != 0x80),
        }
        out.put(byte);
    }
    Some(out)
}

/// Adds `left` and `right` copies of an encoded character. `None` when the result does not fit in memory.
pub fn pad(text: &[u8], left: usize, right: usize, fill: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let size = left.checked_add(right)?.checked_mul(fill.len())?.checked_add(text.len())?;
    out.try_reserve_exact(size).ok()?;
    (0..left).for_each(|_| out.put_all(fill));
    out.put_all(text);
    (0..right).for_each(|_| out.put_all(fill));
    Some(out)
}

/// `center`, for a text of `len` characters.
pub fn center(text: &[u8], len: usize, width: usize, fill: &[u8]) -> Option<Vec<u8>> {
    let margin = width.saturating_sub(len);
    let left = margin / 2 + (margin & width & 1);
    pad(text, left, margin - left, fill)
}

/// `ljust`, for a text of `len` characters.
pub fn ljust(text: &[u8], len: usize, width: usize, fill: &[u8]) -> Option<Vec<u8>> {
    pad(text, 0, width.saturating_sub(len), fill)
}

/// `rjust`, for a text of `len` characters.
pub fn rjust(text: &[u8], len: usize, width: usize, fill: &[u8]) -> Option<Vec<u8>> {
    pad(text, width.saturating_sub(len), 0, fill)
}

/// `zfill`, for a text of `len` characters: zeros after the sign.
pub fn zfill(text: &[u8], len: usize, width: usize) -> Option<Vec<u8>> {
    let zeros = width.saturating_sub(len);
    let mut out = pad(text, zeros, 0, b"0")?;
    if zeros > 0 && matches!(text.first(), Some(b'+' | b'-')) {
        out.swap(0, zeros);
    }
    Some(out)
}

/// `replace`. `None` when the result does not fit in memory.
pub fn replace(text: &[u8], old: &[u8], new: &[u8], limit: Option<usize>) -> Option<Vec<u8>> {
    if old.is_empty() {
        return interleave(text, new, limit, wtf8::sequence_len);
    }
    let count = occurrences(text, old).min(limit.unwrap_or(usize::MAX));
    let mut out = Vec::new();
    out.try_reserve_exact(count.checked_mul(new.len())?.checked_add(text.len() - count * old.len())?).ok()?;
    replace_each(text, old, new, count, |piece| out.put_all(piece));
    Some(out)
}

/// The pieces of `text` with its first `count` occurrences of `old`, which must not be empty, replaced.
#[inline]
pub fn replace_each(text: &[u8], old: &[u8], new: &[u8], count: usize, mut visit: impl FnMut(&[u8])) {
    let mut start = 0;
    let mut put = |at: usize| {
        visit(&text[start..at]);
        visit(new);
        start = at + old.len();
    };
    match old {
        &[byte] => memchr::memchr_iter(byte, text).take(count).for_each(&mut put),
        _ => memmem::find_iter(text, old).take(count).for_each(&mut put),
    }
    visit(&text[start..]);
}

/// Puts `new` before every character, and at the end if the limit allows.
pub(super) fn interleave(
    text: &[u8],
    new: &[u8],
    limit: Option<usize>,
    size_of: impl Fn(u8) -> usize,
) -> Option<Vec<u8>> {
    let mut left = limit.unwrap_or(usize::MAX);
    let mut out = Vec::new();
    out.try_reserve(new.len().checked_mul(left.min(text.len() + 1))?.checked_add(text.len())?).ok()?;
    let mut rest = text;
    while left > 0 {
        out.put_all(new);
        left -= 1;
        let Some(&first) = rest.first() else {
            break;
        };
        let (char, after) = rest.split_at(size_of(first).min(rest.len()));
        out.put_all(char);
        rest = after;
    }
    out.put_all(rest);
    Some(out)
}

/// What `translate` puts in the place of a character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Translation {
    /// The character itself.
    Keep,
    /// Nothing.
    Delete,
    /// Another character.
    Char(u32),
    /// A string.
    Text(Vec<u8>),
}

/// `translate`: asks `map` about every character; its errors end the walk.
pub fn translate<E>(text: &[u8], mut map: impl FnMut(u32) -> Result<Translation, E>) -> Result<Vec<u8>, E> {
    let mut out = with_room(text.len());
    for code in code_points(text) {
        match map(code)? {
            Translation::Keep => wtf8::push(&mut out, code),
            Translation::Delete => {}
            Translation::Char(code) => wtf8::push(&mut out, code),
            Translation::Text(text) => out.put_all(&text),
        }
    }
    Ok(out)
}

/// `text * times`. `None` when the result does not fit in memory; works on bytes as well.
pub fn repeat(text: &[u8], times: usize) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    out.try_reserve_exact(text.len().checked_mul(times)?).ok()?;
    if let [byte] = text {
        out.resize(times, *byte);
    } else if !text.is_empty() {
        (0..times).for_each(|_| out.put_all(text));
    }
    Some(out)
}

/// The length in code points when `text` is one character: what fill arguments and `ord` want.
pub fn single_char(text: &[u8]) -> Option<u32> {
    if count(text) == 1 { decode_first(text).map(|(code, _)| code) } else { None }
}
