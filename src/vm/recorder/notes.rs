//! What has been noted beside the heap's own records: references, locals, calls.
#![expect(unsafe_code, reason = "where registers were written lies beside them")]

use std::cell::Cell;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ptr::NonNull;

use rustc_hash::FxHasher;

use super::followed::Followed;
use crate::object::{Heap, Mark, Site, Value};

type Table<K, V> = HashMap<K, V, BuildHasherDefault<FxHasher>>;

/// References are looked through for dead ones when there are as many as this, or twice as many as were left last time.
const FEW: usize = 1 << 12;

/// How many windows that are not on the stack are found without hashing.
const RECENT: usize = 64;

/// What has been noted.
pub(super) struct Notes {
    /// Where a reference was stored, by the addresses of the object that refers and the one referred to. An entry that is
    /// older than one of them is of others that were there before.
    references: Table<(usize, usize), Mark>,
    most: usize,
    /// Where the registers of the stack were written last, by number. Of no use above the innermost window.
    registers: Box<[Cell<Site>]>,
    /// The same for windows of generators and of frames that outlived their activation, by the address of the first
    /// register. They keep their places.
    kept: Table<usize, Box<[Cell<Site>]>>,
    /// Some that were asked for, by the last bits of that address: it, and for how many registers there is room.
    recent: [(usize, usize, NonNull<Cell<Site>>); RECENT],
    /// Where the innermost window's first register was written last, and those behind it.
    pub(super) window: NonNull<Cell<Site>>,
    /// How often the code of each row was entered.
    pub(super) entered: Vec<u64>,
    /// Arguments of native calls that are being made: how many activations there are, the address, and the mark of its
    /// birth.
    pub(super) arguments: Vec<(usize, usize, Mark)>,
    /// The calls that are followed.
    pub(super) followed: Followed,
}

impl Default for Notes {
    fn default() -> Notes {
        Notes {
            references: Table::default(),
            most: FEW,
            registers: Box::default(),
            kept: Table::default(),
            recent: [(0, 0, NonNull::dangling()); RECENT],
            window: NonNull::dangling(),
            entered: Vec::new(),
            arguments: Vec::new(),
            followed: Followed::default(),
        }
    }
}

/// So many places about which nothing is known: memory that the system provides as it is touched.
fn zeroed(count: usize) -> Box<[Cell<Site>]> {
    // SAFETY: these are numbers.
    unsafe { Box::new_zeroed_slice(count).assume_init() }
}

/// Where among the recent windows one is.
const fn recent(base: usize) -> usize {
    ((base >> 4) ^ (base >> 10)) % RECENT
}

/// The address of an object that the collector may track.
#[inline]
pub(super) fn container(value: &Value) -> Option<usize> {
    let header = value.header().filter(|header| header.is_container())?;
    Some(std::ptr::from_ref(header) as usize)
}

/// Whether a note of a reference is of the objects that are at its ends now.
fn is_valid(from: Mark, to: Mark, note: Mark) -> bool {
    note > from && note > to
}

/// Whether a store is one for certain.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stores {
    /// The instruction or function does nothing else.
    Surely,
    /// A function that got both objects may have.
    Perhaps,
}

impl Notes {
    /// Notes that an object stores a reference to another.
    pub(super) fn refers(&mut self, heap: &mut Heap, from: usize, to: usize, stores: Stores) {
        if self.references.len() >= self.most {
            self.forget_dead(heap);
        }
        let mark = heap.mark();
        let note = self.references.entry((from, to)).or_default();
        if stores == Stores::Surely || !is_valid(heap.record_of(from).made, heap.record_of(to).made, *note) {
            *note = mark;
        }
    }

    #[cold]
    #[inline(never)]
    fn forget_dead(&mut self, heap: &Heap) {
        self.references.retain(|&(from, to), note| is_valid(heap.record_of(from).made, heap.record_of(to).made, *note));
        self.most = FEW.max(2 * self.references.len());
    }

    /// Where a reference was stored.
    pub(super) fn reference(&self, from: (usize, Mark), to: (usize, Mark)) -> Option<Mark> {
        let note = *self.references.get(&(from.0, to.0))?;
        is_valid(from.1, to.1, note).then_some(note)
    }

    /// There is about to be something to note, of a stack of so many registers.
    pub(super) fn begin(&mut self, registers: usize) {
        if self.registers.is_empty() {
            self.registers = zeroed(registers);
        }
    }

    /// The window whose first register has this number is the innermost one.
    #[inline(always)]
    pub(super) fn set_window(&mut self, number: usize) {
        self.window = NonNull::from(&self.registers[number]);
    }

    /// The window whose first register is at `base`, which is not on the stack, is the innermost one.
    #[inline(always)]
    pub(super) fn set_kept_window(&mut self, base: usize, locals: usize) {
        self.window = match self.recent[recent(base)] {
            (known, room, window) if known == base && room >= locals => window,
            _ => self.keep(base, locals),
        };
    }

    /// Where those of a window that is not on the stack were written; made if need be.
    #[cold]
    #[inline(never)]
    fn keep(&mut self, base: usize, locals: usize) -> NonNull<Cell<Site>> {
        let kept = self.kept.entry(base).or_default();
        if kept.len() < locals {
            *kept = zeroed(locals);
        }
        let window = NonNull::from(&**kept).cast();
        self.recent[recent(base)] = (base, kept.len(), window);
        window
    }

    /// The locals of a window, known as in [`Notes::written`], become those of the one at `new`, which is kept.
    pub(super) fn move_window(&mut self, number: Option<usize>, base: usize, new: usize, locals: usize) {
        let sites: Vec<Site> = (0..locals).map(|local| self.written(number, base, local)).collect();
        self.keep(new, locals);
        let kept = self.kept.get(&new).into_iter().flatten();
        kept.zip(sites).for_each(|(place, site)| place.set(site));
    }

    /// Notes where a register of the innermost window is written.
    ///
    /// # Safety
    /// It is one of the window's locals.
    #[inline(always)]
    pub(super) unsafe fn write(&self, register: usize, site: Site) {
        // SAFETY: the stack has room for the window, and one that is kept for its locals.
        unsafe { self.window.add(register).as_ref() }.set(site);
    }

    /// Where a local was written last, of the window whose first register is at `base`.
    pub(super) fn written(&self, number: Option<usize>, base: usize, local: usize) -> Site {
        let known = match number {
            Some(number) => self.registers.get(number + local),
            None => self.kept.get(&base).and_then(|window| window.get(local)),
        };
        known.map_or(Site::NONE, Cell::get)
    }

    /// Notes that code is entered, by the number of its row, if that is [counted](Notes::count); whether it is.
    #[inline]
    pub(super) fn enter(&mut self, row: usize) -> bool {
        let count = self.entered.get_mut(row);
        count.map(|count| *count += 1).is_some()
    }

    /// Counts from now on how often the code of row `row` is entered.
    pub(super) fn count(&mut self, row: usize) {
        self.entered.resize(self.entered.len().max(row + 1), 0);
    }

    /// About how many bytes the notes take.
    pub(super) fn bytes(&self) -> usize {
        self.references.capacity() * size_of::<((usize, usize), Mark)>()
            + self.kept.values().map(|window| size_of_val(&**window) + size_of::<(usize, Box<[Site]>)>()).sum::<usize>()
            + self.entered.len() * size_of::<u64>()
    }
}
