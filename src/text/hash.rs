//! Hashes of strings, tuples, frozensets, complex numbers and addresses, bit for bit CPython's.

use super::{float, wtf8};
use siphasher::sip::SipHasher13;
use std::hash::{BuildHasher, Hasher};

/// The key strings and bytes are hashed with: fixed for the life of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashKey {
    k0: u64,
    k1: u64,
}

/// A `PYTHONHASHSEED` that is neither "random" nor an integer from 0 to 4294967295.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidSeed;

impl HashKey {
    /// The key for a value of `PYTHONHASHSEED`; unset, empty or "random" draws a new one.
    pub fn from_environment(seed: Option<&str>) -> Result<Self, InvalidSeed> {
        match seed {
            None | Some("" | "random") => Ok(Self::random()),
            Some(text) => text.parse().map(Self::from_seed).map_err(|_| InvalidSeed),
        }
    }

    /// Whether strings hash otherwise than with randomisation turned off.
    pub fn is_randomised(self) -> bool {
        (self.k0, self.k1) != (0, 0)
    }

    /// The key of a numbered seed; 0 turns randomisation off.
    pub fn from_seed(seed: u32) -> Self {
        if seed == 0 {
            return HashKey { k0: 0, k1: 0 };
        }
        let mut state = seed;
        let mut word = || {
            let mut bytes = [0; 8];
            for byte in &mut bytes {
                // The generator CPython fills its secret with.
                state = state.wrapping_mul(214_013).wrapping_add(2_531_011);
                *byte = (state >> 16) as u8;
            }
            u64::from_le_bytes(bytes)
        };
        HashKey { k0: word(), k1: word() }
    }

    /// A key no other process has.
    pub fn random() -> Self {
        let word = || std::collections::hash_map::RandomState::new().build_hasher().finish();
        HashKey { k0: word(), k1: word() }
    }

    /// `hash(data)` of bytes.
    pub fn hash_bytes(self, data: &[u8]) -> i64 {
        if data.is_empty() {
            return 0;
        }
        not_minus_one(SipHasher13::new_with_keys(self.k0, self.k1).hash(data) as i64)
    }

    /// `hash(text)` of a string: of its code points in one, two or four bytes each, as the widest of them needs.
    pub fn hash_str(self, text: &[u8]) -> i64 {
        if text.is_ascii() {
            return self.hash_bytes(text);
        }
        let mut hasher = SipHasher13::new_with_keys(self.k0, self.k1);
        let width = match wtf8::max_code_point(text) {
            0..0x100 => 1,
            0x100..0x1_0000 => 2,
            0x1_0000.. => 4,
        };
        // Whole blocks, so that the hasher sees few calls.
        let mut block = [0; 256];
        let mut used = 0;
        for code in wtf8::code_points(text) {
            block[used..used + width].copy_from_slice(&code.to_ne_bytes()[..width]);
            used += width;
            if used == block.len() {
                hasher.write(&block);
                used = 0;
            }
        }
        hasher.write(&block[..used]);
        not_minus_one(hasher.finish() as i64)
    }
}

#[inline]
fn not_minus_one(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

/// Combines the hashes of a tuple's items, in order.
#[derive(Clone, Copy, Debug)]
pub struct TupleHasher {
    acc: u64,
    len: u64,
}

const PRIME_1: u64 = 11_400_714_785_074_694_791;
const PRIME_2: u64 = 14_029_467_366_897_019_727;
const PRIME_5: u64 = 2_870_177_450_012_600_261;

impl Default for TupleHasher {
    fn default() -> Self {
        TupleHasher { acc: PRIME_5, len: 0 }
    }
}

impl TupleHasher {
    /// Takes the next item's hash.
    #[inline]
    pub fn add(&mut self, item: i64) {
        self.acc = self.acc.wrapping_add((item as u64).wrapping_mul(PRIME_2)).rotate_left(31).wrapping_mul(PRIME_1);
        self.len += 1;
    }

    /// The tuple's hash.
    #[inline]
    pub fn finish(self) -> i64 {
        let hash = self.acc.wrapping_add(self.len ^ (PRIME_5 ^ 0x35_D373)) as i64;
        if hash == -1 { 1_546_275_796 } else { hash }
    }
}

/// `hash(frozenset)` from the hashes of its elements, in any order.
pub fn frozenset(items: impl IntoIterator<Item = i64>) -> i64 {
    let shuffle = |bits: u64| ((bits ^ 0x55B_4DB3) ^ (bits << 16)).wrapping_mul(3_644_798_167);
    let (mut hash, mut len) = (0u64, 0u64);
    for item in items {
        hash ^= shuffle(item as u64);
        len += 1;
    }
    hash ^= len.wrapping_add(1).wrapping_mul(1_927_868_237);
    // Disperses the patterns that nested frozensets make.
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash.wrapping_mul(69069).wrapping_add(907_133_923);
    if hash as i64 == -1 { 590_923_713 } else { hash as i64 }
}

/// `hash(complex)`; `None` when a part is NaN, which hashes by identity.
pub fn complex(real: f64, imaginary: f64) -> Option<i64> {
    let real = float::hash(real)? as u64;
    let imaginary = float::hash(imaginary)? as u64;
    Some(not_minus_one(real.wrapping_add(imaginary.wrapping_mul(1_000_003)) as i64))
}

/// The hash of an object that is hashed by identity: its address rotated, as the low bits are always the same.
#[inline]
pub fn pointer(address: usize) -> i64 {
    not_minus_one((address as u64).rotate_right(4) as i64)
}

static PROCESS_KEY: std::sync::OnceLock<HashKey> = std::sync::OnceLock::new();

impl HashKey {
    /// The key of this process: the one of [`HashKey::set_process`], or a random one.
    #[inline]
    pub fn process() -> HashKey {
        *PROCESS_KEY.get_or_init(HashKey::random)
    }

    /// Settles the key of this process. Only the first call counts, and only before anything was hashed.
    pub fn set_process(key: HashKey) {
        PROCESS_KEY.get_or_init(|| key);
    }
}
