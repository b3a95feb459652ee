//! How many dead objects CPython's free lists would hold.
//!
//! CPython keeps some dead lists, dicts, tuples and a slice to use them again. Neither their death nor their next life
//! goes through the collector's allocator, so neither is counted, and that is visible: it decides when an automatic
//! collection runs. The lists themselves are the pool's here; only their lengths are kept.

use std::cell::Cell;

use crate::object::kind::Kind;
use crate::object::value::Value;

/// CPython's `PyTuple_MAXSAVESIZE`.
const LONGEST_TUPLE: usize = 20;
/// CPython's `PyTuple_MAXFREELIST`.
const TUPLES: u16 = 2000;
/// CPython's `PyList_MAXFREELIST` and `PyDict_MAXFREELIST`.
const CONTAINERS: u16 = 80;

const LIST: usize = 0;
const DICT: usize = 1;
const SLICE: usize = 2;
/// Tuples of one item; longer ones follow.
const TUPLE: usize = 3;
/// More than there are, a power of two: an index is brought into range by masking.
const PLACES: usize = 32;

/// What CPython 3.13.5's free lists hold when a script begins, as `sys._debugmallocstats()` tells.
const AT_START: [u16; TUPLE + LONGEST_TUPLE] = [7, 9, 0, 5, 8, 11, 1, 0, 4, 4, 3, 3, 5, 2, 8, 3, 1, 2, 2, 1, 3, 1, 0];

/// How much each can hold.
const MOST: [u16; PLACES] = {
    let mut most = [TUPLES; PLACES];
    (most[LIST], most[DICT], most[SLICE]) = (CONTAINERS, CONTAINERS, 1);
    most
};

/// The lengths of the free lists.
pub(in crate::object) struct FreeLists([Cell<u16>; PLACES]);

impl FreeLists {
    pub(super) const fn new() -> FreeLists {
        FreeLists([const { Cell::new(0) }; PLACES])
    }

    /// The list of exact instances of a built-in type of this kind, with so many bytes of items.
    #[inline(always)]
    pub(in crate::object) fn of(kind: Kind, trailing: usize) -> Option<usize> {
        match kind {
            Kind::List => Some(LIST),
            Kind::Dict => Some(DICT),
            Kind::Slice => Some(SLICE),
            Kind::Tuple => {
                let index = (trailing / size_of::<Value>()).wrapping_sub(1);
                if index < LONGEST_TUPLE { Some(TUPLE + index) } else { None }
            }
            _ => None,
        }
    }

    /// Takes an object out; false when the list is empty.
    #[inline(always)]
    pub(super) fn take(&self, list: usize) -> bool {
        let length = &self.0[list % PLACES];
        if length.get() == 0 {
            return false;
        }
        length.set(length.get() - 1);
        true
    }

    /// Puts an object in; false when the list is full.
    #[inline(always)]
    pub(super) fn put(&self, list: usize) -> bool {
        let length = &self.0[list % PLACES];
        if length.get() == MOST[list % PLACES] {
            return false;
        }
        length.set(length.get() + 1);
        true
    }

    /// Full collections give the memory back, but for the slice.
    pub(super) fn clear(&self) {
        for (list, length) in self.0.iter().enumerate() {
            if list != SLICE {
                length.set(0);
            }
        }
    }

    /// The state in which CPython begins a script.
    pub(super) fn start(&self) {
        self.0.iter().zip(AT_START).for_each(|(length, start)| length.set(start));
    }
}
