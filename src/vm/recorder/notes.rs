//! What has been noted beside the heap's own records: references, locals, calls.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use rustc_hash::FxHasher;

use crate::object::{Heap, Mark, Site, Value};

type Table<K, V> = HashMap<K, V, BuildHasherDefault<FxHasher>>;

/// References are looked through for dead ones when there are as many as this, or twice as many as were left last time.
const FEW: usize = 1 << 12;

/// Numbers from here on are of registers that are not on the stack.
const ELSEWHERE: usize = usize::MAX / 2;

/// What has been noted.
pub(super) struct Notes {
    /// Where a reference was stored, by the addresses of the object that refers and the one referred to. An entry that is
    /// older than one of them is of others that were there before.
    references: Table<(usize, usize), Mark>,
    most: usize,
    /// Where the registers of the stack were written last, by number. Of no use above the innermost window.
    pub(super) registers: Vec<Site>,
    /// The number of the innermost window's first register; from [`ELSEWHERE`] on, where it is among the kept ones.
    pub(super) window: usize,
    /// The same for windows of generators and of frames that outlived their activation.
    kept: Vec<Site>,
    /// Where among them the locals of a window are, and for how many there is room, by the address of the first.
    kept_windows: Table<usize, (usize, usize)>,
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
            kept: Vec::new(),
            kept_windows: Table::default(),
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

    /// The window whose first register is at `base`, and of number `number` if it is on the stack, is the innermost one.
    #[inline]
    pub(super) fn set_window(&mut self, number: Option<usize>, base: usize, locals: usize) {
        self.window = match number {
            Some(number) => number,
            None => ELSEWHERE + self.keep(base, locals),
        };
    }

    /// Where among the kept registers the locals of a window are; made if need be.
    pub(super) fn keep(&mut self, base: usize, locals: usize) -> usize {
        match self.kept_windows.get(&base) {
            Some(&(start, room)) if room >= locals => start,
            _ => {
                let start = self.kept.len();
                self.kept.resize(start + locals, Site::NONE);
                self.kept_windows.insert(base, (start, locals));
                start
            }
        }
    }

    /// The locals of a window, known as in [`Notes::written`], become those of the one at `new`, which is kept.
    pub(super) fn move_window(&mut self, number: Option<usize>, base: usize, new: usize, locals: usize) {
        let start = self.keep(new, locals);
        for local in 0..locals {
            self.kept[start + local] = self.written(number, base, local);
        }
    }

    /// Notes where `count` registers of the innermost window from number `first` on are written.
    #[inline]
    pub(super) fn write(&mut self, first: usize, count: usize, site: Site) {
        let start = self.window + first;
        let registers = if let Some(kept) = start.checked_sub(ELSEWHERE) {
            // The locals of a window are all kept.
            self.kept.get_mut(kept..kept + count).unwrap_or_default()
        } else {
            if self.registers.len() < start + count {
                self.registers.resize((start + count).next_power_of_two(), Site::NONE);
            }
            &mut self.registers[start..start + count]
        };
        for register in registers {
            *register = site;
        }
    }

    /// As [`Notes::write`], of one register on the stack of which there has been a note before; whether that is so.
    #[inline(always)]
    pub(super) fn write_again(&mut self, register: usize, site: Site) -> bool {
        let place = self.registers.get_mut(self.window + register);
        place.map(|place| *place = site).is_some()
    }

    /// Where a local was written last, of the window whose first register is at `base`.
    pub(super) fn written(&self, number: Option<usize>, base: usize, local: usize) -> Site {
        let known = match number {
            Some(number) => self.registers.get(number + local),
            None => {
                let window = self.kept_windows.get(&base).filter(|&&(_, room)| local < room);
                window.and_then(|&(start, _)| self.kept.get(start + local))
            }
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
            + self.kept_windows.capacity() * size_of::<(usize, (usize, usize))>()
            + (self.registers.len() + self.kept.len()) * size_of::<Site>()
            + self.entered.len() * size_of::<u64>()
    }
}
