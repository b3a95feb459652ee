//! Containers that CPython makes for a moment and that do not exist here. They are counted as it counts them, because
//! that decides when an automatic collection runs: one that comes out of a free list and goes back there leaves no
//! trace, but the first one after a full collection, which empties the lists, is an allocation without a death.

use super::super::cell::Heap;
use super::super::heap::state;
use super::super::kind::Kind;
use super::super::value::Value;
use super::free_lists::FreeLists;

/// What CPython makes.
#[derive(Clone, Copy, Debug)]
pub enum Phantom {
    /// A list.
    List,
    /// A dict, of keyword arguments for example.
    Dict,
    /// A tuple of so many items, of arguments for example. The empty one is never made.
    Tuple(usize),
    /// An iterator of a list.
    ListIterator,
    /// An iterator of a tuple.
    TupleIterator,
    /// A native method bound to its object.
    Function,
    /// A bound method of a Python function.
    Method,
}

impl Phantom {
    /// Counts its death, as [`Heap::phantom_freed`], for destructors, which have no heap.
    pub fn freed(self) {
        if !matches!(self, Phantom::Tuple(0)) {
            state(|s| s.generations.count_free(self.free_list()));
        }
    }

    fn free_list(self) -> Option<usize> {
        match self {
            Phantom::List => FreeLists::of(Kind::List, 0),
            Phantom::Dict => FreeLists::of(Kind::Dict, 0),
            Phantom::Tuple(items) => FreeLists::of(Kind::Tuple, items * size_of::<Value>()),
            Phantom::ListIterator => FreeLists::of(Kind::ListIterator, 0),
            Phantom::TupleIterator => FreeLists::of(Kind::TupleIterator, 0),
            Phantom::Method => FreeLists::of(Kind::Method, 0),
            Phantom::Function => FreeLists::of(Kind::NativeFunction, 0),
        }
    }
}

impl Heap {
    /// Counts its allocation.
    #[inline]
    pub fn phantom_made(&self, phantom: Phantom) {
        if !matches!(phantom, Phantom::Tuple(0)) {
            state(|s| s.generations.count_allocation(phantom.free_list()));
        }
    }

    /// Whether one that is made and freed now would count: none is in the free list.
    #[inline]
    pub fn is_counted_now(&self, phantom: Phantom) -> bool {
        phantom.free_list().is_none_or(|list| state(|s| !s.generations.free_lists.holds(list)))
    }

    /// Counts its death.
    #[inline]
    pub fn phantom_freed(&self, phantom: Phantom) {
        phantom.freed();
    }

    /// Before an allocation that CPython does not serve from the free list it would be served from otherwise.
    pub fn bypass_free_list(&self, phantom: Phantom) {
        state(|s| {
            if let Some(list) = phantom.free_list()
                && s.generations.free_lists.holds(list)
                && s.generations.free_lists.put(list)
            {
                s.generations.count_allocation(None);
            }
        });
    }

    /// Counts one that is made and freed at once.
    #[inline]
    pub fn phantom_passes(&self, phantom: Phantom) {
        self.phantom_made(phantom);
        self.phantom_freed(phantom);
    }
}
