//! What has been noted beside the heap's own records: references, locals, calls.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use rustc_hash::FxHasher;

use crate::object::{Heap, Mark, Site, Value};

type Table<K, V> = HashMap<K, V, BuildHasherDefault<FxHasher>>;

/// References are looked through for dead ones when there are as many as this, or twice as many as were left last time.
const FEW: usize = 1 << 12;

/// The number of no register.
pub(super) const ELSEWHERE: usize = usize::MAX / 2;

/// What has been noted.
pub(super) struct Notes {
    /// Where a reference was stored, by the addresses of the object that refers and the one referred to. An entry that is
    /// older than one of them is of others that were there before.
    references: Table<(usize, usize), Mark>,
    most: usize,
    /// Where the registers of the stack were written last, by number. Of no use above the innermost window.
    pub(super) registers: Vec<Site>,
    /// The number of the innermost window's first register; of no register if the window is a generator's.
    pub(super) window: usize,
    /// The same for registers of generators and of frames that outlived their activation, by address.
    pub(super) kept_registers: Table<usize, Site>,
    /// How often the code of each row was entered.
    pub(super) entered: Vec<u64>,
    /// Arguments of native calls that are being made, and the marks of their births.
    pub(super) arguments: Vec<(usize, Mark)>,
}

impl Default for Notes {
    fn default() -> Notes {
        Notes {
            references: Table::default(),
            most: FEW,
            registers: Vec::new(),
            window: ELSEWHERE,
            kept_registers: Table::default(),
            entered: Vec::new(),
            arguments: Vec::new(),
        }
    }
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

    /// Notes where `count` registers of the innermost window from number `first` on are written; `address` is that of the
    /// first one.
    #[inline]
    pub(super) fn write(&mut self, first: usize, address: usize, count: usize, site: Site) {
        let start = self.window + first;
        if let Some(registers) = self.registers.get_mut(start..start + count) {
            for register in registers {
                *register = site;
            }
            return;
        }
        if self.window == ELSEWHERE {
            let words = (0..count).map(|index| address + index * size_of::<Value>());
            self.kept_registers.extend(words.map(|address| (address, site)));
            return;
        }
        self.registers.resize((start + count).next_power_of_two(), Site::NONE);
        self.registers[start..start + count].fill(site);
    }

    /// As [`Notes::write`], of one register of which there has been a note before; whether that is so.
    #[inline(always)]
    pub(super) fn write_again(&mut self, register: usize, site: Site) -> bool {
        let place = self.registers.get_mut(self.window + register);
        place.map(|place| *place = site).is_some()
    }

    /// Where a register was written last.
    pub(super) fn written(&self, number: Option<usize>, address: usize) -> Site {
        let known = match number {
            Some(number) => self.registers.get(number),
            None => self.kept_registers.get(&address),
        };
        known.copied().unwrap_or(Site::NONE)
    }

    /// Notes that code is entered.
    #[inline]
    pub(super) fn enter(&mut self, row: u32) {
        let row = row as usize;
        if self.entered.len() <= row {
            self.entered.resize(row + 1, 0);
        }
        self.entered[row] += 1;
    }

    /// About how many bytes the notes take.
    pub(super) fn bytes(&self) -> usize {
        self.references.capacity() * size_of::<((usize, usize), Mark)>()
            + self.kept_registers.capacity() * size_of::<(usize, Site)>()
            + self.registers.len() * size_of::<Site>()
            + self.entered.len() * size_of::<u64>()
    }
}
