//! Search for a part of a text or of bytes.

use memchr::memmem;

/// The first place of `needle`; works on bytes as well.
#[inline]
pub fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    match *needle {
        [byte] => memchr::memchr(byte, text),
        _ if needle.len() > text.len() => None,
        [first, ref rest @ ..] if text.len() <= SHORT => {
            // Preparing a search takes longer than the search would.
            let mut from = 0;
            loop {
                let at = from + memchr::memchr(first, &text[from..])?;
                if text[at + 1..].starts_with(rest) {
                    return Some(at);
                }
                from = at + 1;
            }
        }
        _ => memmem::find(text, needle),
    }
}

/// Texts up to this length are searched from one first byte to the next.
const SHORT: usize = 256;

/// How often `needle`, which must not be empty, occurs without overlap; works on bytes as well.
#[inline]
pub fn occurrences(text: &[u8], needle: &[u8]) -> usize {
    match needle {
        &[byte] => memchr::memchr_iter(byte, text).count(),
        _ => memmem::find_iter(text, needle).count(),
    }
}

/// The first place of a byte. The nearest bytes are looked at one by one: parts are short more often than not, and a
/// search by blocks takes longer to begin.
#[inline]
pub fn find_byte(text: &[u8], byte: u8) -> Option<usize> {
    const NEAR: usize = 32;
    const LOW: u64 = u64::from_ne_bytes([1; 8]);
    let pattern = LOW * u64::from(byte);
    let (mut at, mut rest) = (0, text);
    while at < NEAR
        && let Some((word, after)) = rest.split_first_chunk::<8>()
    {
        // The lowest of the bytes that are zero keeps its top bit.
        let differs = u64::from_le_bytes(*word) ^ pattern;
        let equal = differs.wrapping_sub(LOW) & !differs & (LOW << 7);
        if equal != 0 {
            return Some(at + equal.trailing_zeros() as usize / 8);
        }
        at += 8;
        rest = after;
    }
    let found = if at < NEAR { rest.iter().position(|&other| other == byte) } else { memchr::memchr(byte, rest) };
    found.map(|found| at + found)
}
