//! The dict's index: CPython's open addressing from hashes to the positions of entries, so that keys of equal hash
//! are met in CPython's order.

const PERTURB_SHIFT: u32 = 5;
const SMALL_LOG2: u8 = 3;
const SMALL: usize = 1 << SMALL_LOG2;

/// Positions by hash. The table keeps a third of the places empty, so every search ends.
#[derive(Clone)]
pub struct Index(Places);

#[derive(Clone)]
enum Places {
    /// The smallest dicts, which most are, need no allocation.
    Small([u8; SMALL]),
    Large(Vec<u32>),
}

/// How a place holds a position: the two largest numbers are none.
trait Place: Copy + Eq {
    const EMPTY: Self;
    const REMOVED: Self;
    fn of(position: usize) -> Self;
    fn position(self) -> usize;
}

impl Place for u8 {
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

impl Place for u32 {
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

/// The first place of a hash's walk, in the order of the walk, that `wanted` accepts; an empty one ends it.
#[inline(always)]
fn search<P: Place>(places: &[P], hash: i64, mut wanted: impl FnMut(P) -> bool) -> Option<usize> {
    let mask = places.len() - 1;
    let mut at = hash as usize & mask;
    let mut perturb = hash as u64;
    loop {
        let place = places[at];
        if wanted(place) {
            return Some(at);
        }
        if place == P::EMPTY {
            return None;
        }
        perturb >>= PERTURB_SHIFT;
        at = at.wrapping_mul(5).wrapping_add(perturb as usize).wrapping_add(1) & mask;
    }
}

#[inline(always)]
fn find<P: Place>(places: &[P], hash: i64, mut wanted: impl FnMut(usize) -> bool) -> Option<usize> {
    let found = search(places, hash, |place| place != P::EMPTY && place != P::REMOVED && wanted(place.position()))?;
    Some(places[found].position())
}

#[inline(always)]
fn insert<P: Place>(places: &mut [P], hash: i64, position: usize) {
    if let Some(at) = search(places, hash, |place| place == P::EMPTY || place == P::REMOVED) {
        places[at] = P::of(position);
    }
}

fn remove<P: Place>(places: &mut [P], hash: i64, position: usize) {
    if let Some(at) = search(places, hash, |place| place == P::of(position)) {
        places[at] = P::REMOVED;
    }
}

impl Index {
    /// An empty index of 2^`log2` places (of eight at least).
    pub fn new(log2: u8) -> Index {
        Index(if log2 <= SMALL_LOG2 {
            Places::Small([u8::EMPTY; SMALL])
        } else {
            Places::Large(vec![u32::EMPTY; 1 << log2])
        })
    }

    /// The first position noted for the hash, or for one that shares its places, that `wanted` accepts.
    #[inline(always)]
    pub fn find(&self, hash: i64, wanted: impl FnMut(usize) -> bool) -> Option<usize> {
        match &self.0 {
            Places::Small(places) => find(places, hash, wanted),
            Places::Large(places) => find(places, hash, wanted),
        }
    }

    /// Notes a position. At least one place must be empty.
    #[inline]
    pub fn insert(&mut self, hash: i64, position: usize) {
        match &mut self.0 {
            Places::Small(places) => insert(places, hash, position),
            Places::Large(places) => insert(places, hash, position),
        }
    }

    /// Takes a position out; its place is not empty, searches go on past it.
    pub fn remove(&mut self, hash: i64, position: usize) {
        match &mut self.0 {
            Places::Small(places) => remove(places, hash, position),
            Places::Large(places) => remove(places, hash, position),
        }
    }
}
