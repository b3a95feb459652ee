//! Timsort's merges: two adjacent runs become one, item by item as long as they alternate, by galloping (exponential
//! search) where one run wins many times in a row.

use super::timsort::{MIN_GALLOP, MergeState};
use crate::vm::PyResult;

/// The end at which a merge begins. One run is held aside, the other rests in the list; what comes out goes where the
/// held one was. At the back, positions are one past the next item.
trait End {
    /// Whether it is the front: then the first run is held, else the second.
    const IS_FRONT: bool;
    /// Where in the held run an item of the resting one belongs.
    type Held: Bound;
    /// Where in the resting run an item of the held one belongs.
    type Rest: Bound;

    /// The index of the next item at a position.
    #[inline(always)]
    fn next(position: usize) -> usize {
        if Self::IS_FRONT { position } else { position - 1 }
    }

    /// Moves a position over the next `count` items; the index of the first of them in the list.
    #[inline(always)]
    fn advance(position: &mut usize, count: usize) -> usize {
        let before = *position;
        *position = if Self::IS_FRONT { before + count } else { before - count };
        if Self::IS_FRONT { before } else { *position }
    }

    /// How many of the next `left` items come out before one that belongs at `index` among them.
    #[inline(always)]
    fn passed(left: usize, index: usize) -> usize {
        if Self::IS_FRONT { index } else { left - index }
    }
}

struct Front;

impl End for Front {
    const IS_FRONT: bool = true;
    type Held = Right;
    type Rest = Left;
}

struct Back;

impl End for Back {
    const IS_FRONT: bool = false;
    type Held = Left;
    type Rest = Right;
}

/// Where a key belongs among items that equal it.
trait Bound {
    /// Whether the item stands before the place of the key.
    fn precedes(state: &mut MergeState<'_, '_>, item: u32, key: u32) -> PyResult<bool>;
}

/// Left of them.
struct Left;

impl Bound for Left {
    #[inline(always)]
    fn precedes(state: &mut MergeState<'_, '_>, item: u32, key: u32) -> PyResult<bool> {
        state.lt(item, key)
    }
}

/// Right of them.
struct Right;

impl Bound for Right {
    #[inline(always)]
    fn precedes(state: &mut MergeState<'_, '_>, item: u32, key: u32) -> PyResult<bool> {
        Ok(!state.lt(key, item)?)
    }
}

/// Where a merge stands: the next place to fill, the next items of the runs, and how many are left of each.
struct Merge {
    to: usize,
    held: usize,
    held_left: usize,
    rest: usize,
    rest_left: usize,
}

impl Merge {
    /// Whether all that is left can be moved without a comparison.
    #[inline(always)]
    fn is_over(&self) -> bool {
        self.rest_left == 0 || self.held_left <= 1
    }
}

impl MergeState<'_, '_> {
    /// Merges the run at an index with the one behind it.
    pub(super) fn merge_at(&mut self, at: usize) -> PyResult<()> {
        let (mut a, mut a_length) = (self.runs[at].start, self.runs[at].length);
        let (b, mut b_length) = (self.runs[at + 1].start, self.runs[at + 1].length);
        self.runs[at].length = a_length + b_length;
        self.runs.remove(at + 1);
        // Where does the second run begin in the first? What is before it stays.
        let skip = self.gallop::<Right>(self.items[b], None, a, a_length, 0)?;
        a += skip;
        a_length -= skip;
        if a_length == 0 {
            return Ok(());
        }
        b_length = self.gallop::<Left>(self.items[a + a_length - 1], None, b, b_length, b_length - 1)?;
        if b_length == 0 {
            return Ok(());
        }
        if a_length <= b_length {
            let held = self.items[a..a + a_length].to_vec();
            let start = Merge { to: a, held: 0, held_left: a_length, rest: b, rest_left: b_length };
            self.merge::<Front>(&held, start)
        } else {
            let held = self.items[b..b + b_length].to_vec();
            let (to, rest) = (b + b_length, a + a_length);
            let start = Merge { to, held: b_length, held_left: b_length, rest, rest_left: a_length };
            self.merge::<Back>(&held, start)
        }
    }

    fn at(&self, other: Option<&[u32]>, index: usize) -> u32 {
        match other {
            Some(other) => other[index],
            None => self.items[index],
        }
    }

    #[inline(always)]
    fn precedes<B: Bound>(&mut self, item: u32, key: u32) -> PyResult<bool> {
        B::precedes(self, item, key)
    }

    /// Where `key` belongs in the sorted `count` items from `base`; `hint` is where to begin.
    fn gallop<B: Bound>(
        &mut self,
        key: u32,
        other: Option<&[u32]>,
        base: usize,
        count: usize,
        hint: usize,
    ) -> PyResult<usize> {
        let mut last = 0isize;
        let mut offset = 1isize;
        let start = base + hint;
        if self.precedes::<B>(self.at(other, start), key)? {
            let most = (count - hint) as isize;
            while offset < most && self.precedes::<B>(self.at(other, start + offset as usize), key)? {
                last = offset;
                offset = (offset << 1) + 1;
            }
            offset = offset.min(most);
            last += hint as isize;
            offset += hint as isize;
        } else {
            let most = hint as isize + 1;
            while offset < most && !self.precedes::<B>(self.at(other, start - offset as usize), key)? {
                last = offset;
                offset = (offset << 1) + 1;
            }
            offset = offset.min(most);
            (last, offset) = (hint as isize - offset, hint as isize - last);
        }
        let (mut low, mut high) = ((last + 1) as usize, offset as usize);
        while low < high {
            let middle = low + ((high - low) >> 1);
            if self.precedes::<B>(self.at(other, base + middle), key)? {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Ok(high)
    }

    /// Merges two adjacent runs, one of which is held aside. A comparison that raises leaves all items in the list.
    fn merge<E: End>(&mut self, held: &[u32], mut m: Merge) -> PyResult<()> {
        // Where the runs overlap has been searched for: an item of the resting one comes first, and one of the held one
        // last.
        self.move_rest::<E>(&mut m);
        let result = self.merge_steps::<E>(held, &mut m);
        if result.is_ok() && m.held_left == 1 {
            self.move_rest_run::<E>(m.rest_left, &mut m);
        }
        self.move_held_run::<E>(held, m.held_left, &mut m);
        result
    }

    fn merge_steps<E: End>(&mut self, held: &[u32], m: &mut Merge) -> PyResult<()> {
        if m.is_over() {
            return Ok(());
        }
        let mut min_gallop = self.min_gallop;
        loop {
            let (mut held_wins, mut rest_wins) = (0, 0);
            loop {
                let (in_rest, in_held) = (self.items[E::next(m.rest)], held[E::next(m.held)]);
                let rest_is_next = if E::IS_FRONT { self.lt(in_rest, in_held)? } else { self.lt(in_held, in_rest)? };
                if rest_is_next {
                    self.move_rest::<E>(m);
                    rest_wins += 1;
                    held_wins = 0;
                    if m.rest_left == 0 {
                        return Ok(());
                    }
                    if rest_wins >= min_gallop {
                        break;
                    }
                } else {
                    self.move_held::<E>(held, m);
                    held_wins += 1;
                    rest_wins = 0;
                    if m.held_left == 1 {
                        return Ok(());
                    }
                    if held_wins >= min_gallop {
                        break;
                    }
                }
            }
            min_gallop += 1;
            loop {
                min_gallop -= usize::from(min_gallop > 1);
                self.min_gallop = min_gallop;
                // The first run is searched first, then the second.
                if E::IS_FRONT {
                    held_wins = self.gallop_in_held::<E>(held, m)?;
                } else {
                    rest_wins = self.gallop_in_rest::<E>(held, m)?;
                }
                if m.is_over() {
                    return Ok(());
                }
                if E::IS_FRONT {
                    rest_wins = self.gallop_in_rest::<E>(held, m)?;
                } else {
                    held_wins = self.gallop_in_held::<E>(held, m)?;
                }
                if m.is_over() {
                    return Ok(());
                }
                if held_wins < MIN_GALLOP && rest_wins < MIN_GALLOP {
                    break;
                }
            }
            min_gallop += 1;
            self.min_gallop = min_gallop;
        }
    }

    /// Moves the items of the held run that come before the next one of the resting run, then that one; how many.
    fn gallop_in_held<E: End>(&mut self, held: &[u32], m: &mut Merge) -> PyResult<usize> {
        let (base, hint) = if E::IS_FRONT { (m.held, 0) } else { (0, m.held_left - 1) };
        let index = self.gallop::<E::Held>(self.items[E::next(m.rest)], Some(held), base, m.held_left, hint)?;
        let wins = E::passed(m.held_left, index);
        self.move_held_run::<E>(held, wins, m);
        if !m.is_over() {
            self.move_rest::<E>(m);
        }
        Ok(wins)
    }

    /// The same the other way round.
    fn gallop_in_rest<E: End>(&mut self, held: &[u32], m: &mut Merge) -> PyResult<usize> {
        let (base, hint) = if E::IS_FRONT { (m.rest, 0) } else { (m.rest - m.rest_left, m.rest_left - 1) };
        let index = self.gallop::<E::Rest>(held[E::next(m.held)], None, base, m.rest_left, hint)?;
        let wins = E::passed(m.rest_left, index);
        self.move_rest_run::<E>(wins, m);
        if !m.is_over() {
            self.move_held::<E>(held, m);
        }
        Ok(wins)
    }

    /// Moves the next item of the held run to its place.
    #[inline(always)]
    fn move_held<E: End>(&mut self, held: &[u32], m: &mut Merge) {
        let (from, to) = (E::advance(&mut m.held, 1), E::advance(&mut m.to, 1));
        self.items[to] = held[from];
        m.held_left -= 1;
    }

    /// Moves the next item of the resting run to its place.
    #[inline(always)]
    fn move_rest<E: End>(&mut self, m: &mut Merge) {
        let (from, to) = (E::advance(&mut m.rest, 1), E::advance(&mut m.to, 1));
        self.items[to] = self.items[from];
        m.rest_left -= 1;
    }

    /// Moves the next `count` items of the held run.
    fn move_held_run<E: End>(&mut self, held: &[u32], count: usize, m: &mut Merge) {
        let (from, to) = (E::advance(&mut m.held, count), E::advance(&mut m.to, count));
        self.items[to..to + count].copy_from_slice(&held[from..from + count]);
        m.held_left -= count;
    }

    /// Moves the next `count` items of the resting run.
    fn move_rest_run<E: End>(&mut self, count: usize, m: &mut Merge) {
        let (from, to) = (E::advance(&mut m.rest, count), E::advance(&mut m.to, count));
        self.items.copy_within(from..from + count, to);
        m.rest_left -= count;
    }
}
