//! How many dead objects CPython's free lists would hold.
//!
//! CPython keeps some dead lists, dicts, tuples, iterators, methods, contexts, steps of asynchronous generators and a
//! slice to use them again. Neither their death nor their next life goes through the collector's allocator, so neither is
//! counted, and that is visible: it decides when an automatic collection runs. The lists themselves are the pool's here;
//! only their lengths are kept.

use std::cell::Cell;

use crate::object::kind::Kind;
use crate::object::value::Value;

/// CPython's `Py_list_iters_MAXFREELIST` and `Py_tuple_iters_MAXFREELIST`.
const ITERATORS: u16 = 10;
/// CPython's `Py_pycfunctionobject_MAXFREELIST`.
const FUNCTIONS: u16 = 16;
/// CPython's `Py_pymethodobjects_MAXFREELIST`.
const METHODS: u16 = 20;
/// CPython's `PyTuple_MAXSAVESIZE`.
const LONGEST_TUPLE: usize = 20;
/// CPython's `PyTuple_MAXFREELIST`.
const TUPLES: u16 = 2000;
/// CPython's `PyList_MAXFREELIST` and `PyDict_MAXFREELIST`.
const CONTAINERS: u16 = 80;

const LIST: usize = 0;
const DICT: usize = 1;
const SLICE: usize = 2;
const LIST_ITERATOR: usize = 3;
const TUPLE_ITERATOR: usize = 4;
const FUNCTION: usize = 5;
const METHOD: usize = 6;
/// Tuples of one item; longer ones follow.
const TUPLE: usize = 7;
/// CPython's `Py_contexts_MAXFREELIST`.
const CONTEXTS: u16 = 255;
/// CPython's `Py_async_gens_MAXFREELIST` and `Py_async_gen_asends_MAXFREELIST`.
const STEPS: u16 = 80;
/// Contexts, behind the tuples.
const CONTEXT: usize = TUPLE + LONGEST_TUPLE;
/// Steps of asynchronous generators, those of `athrow()` with those of `asend()`, which alone have a list in CPython.
const STEP: usize = CONTEXT + 1;
/// What items of asynchronous generators are wrapped in.
const ASYNC_ITEM: usize = STEP + 1;
/// More than there are, a power of two: an index is brought into range by masking.
const PLACES: usize = 32;

/// What CPython 3.14.10's free lists hold when a script begins, as `sys._debugmallocstats()` tells (but for those of
/// iterators, functions and methods, of which it tells nothing).
const AT_START: [u16; TUPLE + LONGEST_TUPLE] =
    [18, 9, 1, 1, 1, 1, 1, 5, 8, 7, 1, 2, 2, 4, 1, 3, 1, 4, 4, 9, 1, 2, 3, 0, 6, 1, 0];

/// How much each can hold.
const MOST: [u16; PLACES] = {
    let mut most = [TUPLES; PLACES];
    (most[LIST], most[DICT], most[SLICE]) = (CONTAINERS, CONTAINERS, 1);
    (most[LIST_ITERATOR], most[TUPLE_ITERATOR]) = (ITERATORS, ITERATORS);
    (most[FUNCTION], most[METHOD]) = (FUNCTIONS, METHODS);
    (most[CONTEXT], most[STEP], most[ASYNC_ITEM]) = (CONTEXTS, STEPS, STEPS);
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
            Kind::ListIterator => Some(LIST_ITERATOR),
            Kind::TupleIterator => Some(TUPLE_ITERATOR),
            Kind::NativeFunction => Some(FUNCTION),
            Kind::Method => Some(METHOD),
            Kind::Context => Some(CONTEXT),
            Kind::Step => Some(STEP),
            Kind::Wrapped => Some(ASYNC_ITEM),
            Kind::Tuple => {
                let index = (trailing / size_of::<Value>()).wrapping_sub(1);
                if index < LONGEST_TUPLE { Some(TUPLE + index) } else { None }
            }
            _ => None,
        }
    }

    /// Whether there is an object to take out.
    pub(super) fn holds(&self, list: usize) -> bool {
        self.0[list % PLACES].get() != 0
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

    /// Full collections give the memory back.
    pub(super) fn clear(&self) {
        self.0.iter().for_each(|length| length.set(0));
    }

    /// The state in which CPython begins a script.
    pub(super) fn start(&self) {
        self.0.iter().zip(AT_START).for_each(|(length, start)| length.set(start));
    }
}
