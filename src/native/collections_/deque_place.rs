//! Where a deque's items stand in the blocks that CPython gives it: how many blocks there are depends on it.

use std::cell::Cell;

use super::deque::End;

/// Items of a block.
const BLOCK: i64 = 64;
/// Where the first item goes if nothing is known of those to come.
const CENTRE: i64 = BLOCK / 2;

/// The place of the first item in the first block.
pub struct Place(Cell<u8>);

impl Default for Place {
    fn default() -> Place {
        Place(Cell::new(CENTRE as u8))
    }
}

impl Place {
    /// Blocks for `length` items.
    pub fn blocks(&self, length: usize) -> usize {
        (usize::from(self.0.get()) + length).div_ceil(BLOCK as usize).max(1)
    }

    /// The deque was emptied.
    pub fn centre(&self) {
        self.0.set(CENTRE as u8);
    }

    /// The deque is empty, and many items come at an end: they begin at the other end of the block.
    pub fn make_room(&self, end: End) {
        self.0.set(if end == End::Right { 1 } else { BLOCK as u8 - 1 });
    }

    /// The first item stands so many places further to the right.
    pub fn shift(&self, places: i64) {
        self.0.set((i64::from(self.0.get()) + places).rem_euclid(BLOCK) as u8);
    }

    /// An item at an end is gone, and `length` are left. The last block is not freed: its middle is used again.
    pub fn lost(&self, end: End, length: usize) {
        let ended = match end {
            End::Left => {
                self.shift(1);
                self.0.get() == 0
            }
            End::Right => self.0.get() == 0,
        };
        if ended && length == 0 {
            self.centre();
        }
    }

    /// `rotate(steps)` of a deque of `length` items, which takes the shorter way.
    pub fn turned(&self, steps: i64, length: usize) {
        let (length, half) = (length as i64, length as i64 / 2);
        if length <= 1 {
            return;
        }
        let steps = match steps % length {
            _ if (-half..=half).contains(&steps) => steps,
            rest if rest > half => rest - length,
            rest if rest < -half => rest + length,
            rest => rest,
        };
        self.shift(-steps);
    }

    /// `insert(index, …)` into `length` items: the deque is turned until the item goes to an end, and back.
    pub fn inserted(&self, index: i64, length: usize) {
        let count = length as i64;
        if index >= count {
            return;
        }
        if index <= -count || index == 0 {
            return self.shift(-1);
        }
        self.turned(-index, length);
        if index > 0 {
            self.shift(-1);
        }
        self.turned(index, length + 1);
    }

    /// The item at a position goes, of `length`: the deque is turned until it is the first, and back.
    pub fn removed(&self, at: usize, length: usize) {
        self.turned(-(at as i64), length);
        self.lost(End::Left, length - 1);
        self.turned(at as i64, length - 1);
    }
}
