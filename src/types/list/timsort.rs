//! CPython's adaptive merge sort (timsort with powersort's merge order), over indices and a comparison that may
//! raise. It makes the same comparisons in the same order as CPython 3.14, and leaves a permutation if one raises.

use crate::vm::PyResult;

/// `a < b`.
pub type Less<'a> = dyn FnMut(u32, u32) -> PyResult<bool> + 'a;

pub(super) const MIN_GALLOP: usize = 7;

pub(super) struct Run {
    pub(super) start: usize,
    pub(super) length: usize,
    power: u32,
}

/// A sort that is going on.
pub(super) struct MergeState<'a, 'l> {
    pub(super) items: &'a mut [u32],
    less: &'a mut Less<'l>,
    /// How many wins of one run in a row make the merge gallop.
    pub(super) min_gallop: usize,
    /// The runs that wait to be merged.
    pub(super) runs: Vec<Run>,
}

/// Sorts `items` stably.
pub fn sort(items: &mut [u32], less: &mut Less<'_>) -> PyResult<()> {
    let total = items.len();
    if total < 2 {
        return Ok(());
    }
    let min_run = min_run(total);
    let mut state = MergeState { items, less, min_gallop: MIN_GALLOP, runs: Vec::new() };
    let mut low = 0;
    while low < total {
        let mut length = state.count_run(low, total)?;
        if length < min_run {
            let force = min_run.min(total - low);
            state.binary_sort(low, low + length, low + force)?;
            length = force;
        }
        state.found_new_run(total, low, length)?;
        state.runs.push(Run { start: low, length, power: 0 });
        low += length;
    }
    while state.runs.len() > 1 {
        let mut at = state.runs.len() - 2;
        if at > 0 && state.runs[at - 1].length < state.runs[at + 1].length {
            at -= 1;
        }
        state.merge_at(at)?;
    }
    Ok(())
}

fn min_run(mut length: usize) -> usize {
    let mut shifted = 0;
    while length >= 64 {
        shifted |= length & 1;
        length >>= 1;
    }
    length + shifted
}

/// The depth at which the boundary between two adjacent runs stands in a perfectly balanced merge tree.
fn power(start: usize, first: usize, second: usize, total: usize) -> u32 {
    let mut a = 2 * start + first;
    let mut b = a + first + second;
    let mut depth = 0;
    loop {
        depth += 1;
        if a >= total {
            a -= total;
            b -= total;
        } else if b >= total {
            return depth;
        }
        a <<= 1;
        b <<= 1;
    }
}

impl MergeState<'_, '_> {
    pub(super) fn lt(&mut self, a: u32, b: u32) -> PyResult<bool> {
        (self.less)(a, b)
    }

    /// Length of the run that begins at `low`; a descending one is turned round. Equal neighbours inside a descending
    /// run are turned round by themselves first, so that the whole stays stable.
    fn count_run(&mut self, low: usize, high: usize) -> PyResult<usize> {
        let length = high - low;
        if length <= 1 {
            return Ok(length);
        }
        let mut n = 1;
        while n < length && !self.lt(self.items[low + n], self.items[low + n - 1])? {
            n += 1;
        }
        if n == length {
            return Ok(n);
        }
        // The next item is smaller: this ends an ascending run, unless all items so far are equal; those may begin a
        // descending one.
        if n > 1 {
            if self.lt(self.items[low], self.items[low + n - 1])? {
                return Ok(n);
            }
            self.items[low..low + n].reverse();
        }
        let mut equal = 0;
        n += 1;
        let mut failed = Ok(());
        while n < length {
            match self.lt(self.items[low + n], self.items[low + n - 1]) {
                Ok(true) => {
                    if equal != 0 {
                        self.items[low + n - 1 - equal..low + n].reverse();
                        equal = 0;
                    }
                }
                Ok(false) => match self.lt(self.items[low + n - 1], self.items[low + n]) {
                    Ok(true) => break,
                    Ok(false) => equal += 1,
                    Err(raised) => {
                        failed = Err(raised);
                        break;
                    }
                },
                Err(raised) => {
                    failed = Err(raised);
                    break;
                }
            }
            n += 1;
        }
        failed?;
        if equal != 0 {
            self.items[low + n - 1 - equal..low + n].reverse();
        }
        self.items[low..low + n].reverse();
        // Items equal to the last may follow: the run is ascending now.
        while n < length && !self.lt(self.items[low + n], self.items[low + n - 1])? {
            n += 1;
        }
        Ok(n)
    }

    /// Inserts `start..high` one by one into the sorted `low..start`.
    fn binary_sort(&mut self, low: usize, start: usize, high: usize) -> PyResult<()> {
        let mut sorted = if start == low { start + 1 } else { start };
        while sorted < high {
            let pivot = self.items[sorted];
            let (mut left, mut right) = (low, sorted);
            while left < right {
                let middle = usize::midpoint(left, right);
                if self.lt(pivot, self.items[middle])? {
                    right = middle;
                } else {
                    left = middle + 1;
                }
            }
            self.items.copy_within(left..sorted, left + 1);
            self.items[left] = pivot;
            sorted += 1;
        }
        Ok(())
    }

    fn found_new_run(&mut self, total: usize, start: usize, length: usize) -> PyResult<()> {
        let _ = start;
        if let Some(last) = self.runs.last() {
            let depth = power(last.start, last.length, length, total);
            while self.runs.len() > 1 && self.runs[self.runs.len() - 2].power > depth {
                self.merge_at(self.runs.len() - 2)?;
            }
            if let Some(last) = self.runs.last_mut() {
                last.power = depth;
            }
        }
        Ok(())
    }
}
