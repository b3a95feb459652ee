//! The dict's index: CPython's open addressing from hashes to the positions of entries, so that keys of equal hash
//! are met in CPython's order.

const PERTURB_SHIFT: u32 = 5;
const SMALL_LOG2: u8 = 3;
const SMALL: usize = 1 << SMALL_LOG2;

/// Positions by hash. The table keeps a third of the buckets empty, so every search ends.
#[derive(Clone)]
pub struct Index(Buckets);

#[derive(Clone)]
enum Buckets {
    /// The smallest dicts, which most are, need no allocation.
    Small([u8; SMALL]),
    Large(Vec<u32>),
}

/// How a bucket holds a position: the two largest numbers are none.
trait Bucket: Copy + Eq {
    const EMPTY: Self;
    const REMOVED: Self;
    fn of(position: usize) -> Self;
    fn position(self) -> usize;
}

impl Bucket for u8 {
    const EMPTY: u8 = u8::MAX;
    const REMOVED: u8 = u8::MAX - 1;

    #[inline(always)]
    fn of(position: usize) -> u8 {
        position as u8
    }

    #[inline(always)]
    fn position(self) -> usize {
        usize::from(self)
    }
}

impl Bucket for u32 {
    const EMPTY: u32 = u32::MAX;
    const REMOVED: u32 = u32::MAX - 1;

    #[inline(always)]
    fn of(position: usize) -> u32 {
        position as u32
    }

    #[inline(always)]
    fn position(self) -> usize {
        self as usize
    }
}

/// The first bucket of a hash's walk, in the order of the walk, that `wanted` accepts; an empty one ends it.
#[inline(always)]
fn search<P: Bucket>(buckets: &[P], hash: i64, mut wanted: impl FnMut(P) -> bool) -> Option<usize> {
    let mask = buckets.len() - 1;
    let mut at = hash as usize & mask;
    let mut perturb = hash as u64;
    loop {
        let bucket = buckets[at];
        if wanted(bucket) {
            return Some(at);
        }
        if bucket == P::EMPTY {
            return None;
        }
        perturb >>= PERTURB_SHIFT;
        at = at.wrapping_mul(5).wrapping_add(perturb as usize).wrapping_add(1) & mask;
    }
}

#[inline(always)]
fn find<P: Bucket>(buckets: &[P], hash: i64, mut wanted: impl FnMut(usize) -> bool) -> Option<usize> {
    let found =
        search(buckets, hash, |bucket| bucket != P::EMPTY && bucket != P::REMOVED && wanted(bucket.position()))?;
    Some(buckets[found].position())
}

#[inline(always)]
fn insert<P: Bucket>(buckets: &mut [P], hash: i64, position: usize) {
    if let Some(at) = search(buckets, hash, |bucket| bucket == P::EMPTY || bucket == P::REMOVED) {
        buckets[at] = P::of(position);
    }
}

fn remove<P: Bucket>(buckets: &mut [P], hash: i64, position: usize) {
    if let Some(at) = search(buckets, hash, |bucket| bucket == P::of(position)) {
        buckets[at] = P::REMOVED;
    }
}

impl Index {
    /// Whether it owns no allocation.
    #[inline]
    pub fn is_inline(&self) -> bool {
        matches!(self.0, Buckets::Small(_))
    }

    /// An empty index of 2^`log2` buckets (of eight at least).
    pub fn new(log2: u8) -> Index {
        Index(if log2 <= SMALL_LOG2 {
            Buckets::Small([u8::EMPTY; SMALL])
        } else {
            Buckets::Large(vec![u32::EMPTY; 1 << log2])
        })
    }

    /// The first position noted for the hash, or for one that shares its buckets, that `wanted` accepts.
    #[inline(always)]
    pub fn find(&self, hash: i64, wanted: impl FnMut(usize) -> bool) -> Option<usize> {
        match &self.0 {
            Buckets::Small(buckets) => find(buckets, hash, wanted),
            Buckets::Large(buckets) => find(buckets, hash, wanted),
        }
    }

    /// Notes a position. At least one bucket must be empty.
    #[inline]
    pub fn insert(&mut self, hash: i64, position: usize) {
        match &mut self.0 {
            Buckets::Small(buckets) => insert(buckets, hash, position),
            Buckets::Large(buckets) => insert(buckets, hash, position),
        }
    }

    /// Takes a position out; its bucket is not empty, searches go on past it.
    pub fn remove(&mut self, hash: i64, position: usize) {
        match &mut self.0 {
            Buckets::Small(buckets) => remove(buckets, hash, position),
            Buckets::Large(buckets) => remove(buckets, hash, position),
        }
    }
}
