//! Timsort's merges: two adjacent runs become one, item by item as long as they alternate, by galloping (exponential
//! search) where one run wins many times in a row.

use super::timsort::{MIN_GALLOP, MergeState};
use crate::vm::PyResult;

impl MergeState<'_, '_> {
    /// Merges the run at an index with the one behind it.
    pub(super) fn merge_at(&mut self, at: usize) -> PyResult<()> {
        let (mut a, mut a_length) = (self.runs[at].start, self.runs[at].length);
        let (b, mut b_length) = (self.runs[at + 1].start, self.runs[at + 1].length);
        self.runs[at].length = a_length + b_length;
        self.runs.remove(at + 1);
        // Where does the second run begin in the first? What is before it stays.
        let skip = self.gallop_right(self.items[b], None, a, a_length, 0)?;
        a += skip;
        a_length -= skip;
        if a_length == 0 {
            return Ok(());
        }
        b_length = self.gallop_left(self.items[a + a_length - 1], None, b, b_length, b_length - 1)?;
        if b_length == 0 {
            return Ok(());
        }
        if a_length <= b_length {
            self.merge_low(a, a_length, b, b_length)
        } else {
            self.merge_high(a, a_length, b, b_length)
        }
    }

    fn at(&self, other: Option<&[u32]>, index: usize) -> u32 {
        match other {
            Some(other) => other[index],
            None => self.items[index],
        }
    }

    /// Where `key` belongs in the sorted `count` items from `base`, left of equals; `hint` is where to begin.
    fn gallop_left(
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
        if self.lt(self.at(other, start), key)? {
            let most = (count - hint) as isize;
            while offset < most && self.lt(self.at(other, start + offset as usize), key)? {
                last = offset;
                offset = (offset << 1) + 1;
            }
            offset = offset.min(most);
            last += hint as isize;
            offset += hint as isize;
        } else {
            let most = hint as isize + 1;
            while offset < most {
                if self.lt(self.at(other, start - offset as usize), key)? {
                    break;
                }
                last = offset;
                offset = (offset << 1) + 1;
            }
            offset = offset.min(most);
            (last, offset) = (hint as isize - offset, hint as isize - last);
        }
        let (mut low, mut high) = ((last + 1) as usize, offset as usize);
        while low < high {
            let middle = low + ((high - low) >> 1);
            if self.lt(self.at(other, base + middle), key)? {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Ok(high)
    }

    /// As `gallop_left`, right of equals.
    fn gallop_right(
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
        if self.lt(key, self.at(other, start))? {
            let most = hint as isize + 1;
            while offset < most {
                if !self.lt(key, self.at(other, start - offset as usize))? {
                    break;
                }
                last = offset;
                offset = (offset << 1) + 1;
            }
            offset = offset.min(most);
            (last, offset) = (hint as isize - offset, hint as isize - last);
        } else {
            let most = (count - hint) as isize;
            while offset < most {
                if self.lt(key, self.at(other, start + offset as usize))? {
                    break;
                }
                last = offset;
                offset = (offset << 1) + 1;
            }
            offset = offset.min(most);
            last += hint as isize;
            offset += hint as isize;
        }
        let (mut low, mut high) = ((last + 1) as usize, offset as usize);
        while low < high {
            let middle = low + ((high - low) >> 1);
            if self.lt(key, self.at(other, base + middle))? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Ok(high)
    }

    /// Merges two adjacent runs, the first no longer than the second, from the left.
    fn merge_low(&mut self, base: usize, a_length: usize, b: usize, b_length: usize) -> PyResult<()> {
        let first = self.items[base..base + a_length].to_vec();
        let mut merge = Merge { to: base + 1, a: 0, a_left: a_length, b: b + 1, b_left: b_length - 1 };
        self.items[base] = self.items[b];
        let result = self.merge_low_steps(&first, &mut merge);
        // Whatever of the first run is left stands before what is left of the second.
        if merge.a_left != 0 {
            let last_of_a = result.is_ok() && merge.a_left == 1 && merge.b_left != 0;
            if last_of_a {
                self.items.copy_within(merge.b..merge.b + merge.b_left, merge.to);
                self.items[merge.to + merge.b_left] = first[merge.a];
            } else {
                self.items[merge.to..merge.to + merge.a_left].copy_from_slice(&first[merge.a..merge.a + merge.a_left]);
            }
        }
        result
    }

    fn merge_low_steps(&mut self, first: &[u32], m: &mut Merge) -> PyResult<()> {
        if m.b_left == 0 || m.a_left == 1 {
            return Ok(());
        }
        let mut min_gallop = self.min_gallop;
        loop {
            let (mut a_wins, mut b_wins) = (0, 0);
            loop {
                if self.lt(self.items[m.b], first[m.a])? {
                    self.items[m.to] = self.items[m.b];
                    m.to += 1;
                    m.b += 1;
                    m.b_left -= 1;
                    b_wins += 1;
                    a_wins = 0;
                    if m.b_left == 0 {
                        return Ok(());
                    }
                    if b_wins >= min_gallop {
                        break;
                    }
                } else {
                    self.items[m.to] = first[m.a];
                    m.to += 1;
                    m.a += 1;
                    m.a_left -= 1;
                    a_wins += 1;
                    b_wins = 0;
                    if m.a_left == 1 {
                        return Ok(());
                    }
                    if a_wins >= min_gallop {
                        break;
                    }
                }
            }
            min_gallop += 1;
            loop {
                min_gallop -= usize::from(min_gallop > 1);
                self.min_gallop = min_gallop;
                let k = self.gallop_right(self.items[m.b], Some(first), m.a, m.a_left, 0)?;
                a_wins = k;
                if k != 0 {
                    self.items[m.to..m.to + k].copy_from_slice(&first[m.a..m.a + k]);
                    m.to += k;
                    m.a += k;
                    m.a_left -= k;
                    if m.a_left <= 1 {
                        return Ok(());
                    }
                }
                self.items[m.to] = self.items[m.b];
                m.to += 1;
                m.b += 1;
                m.b_left -= 1;
                if m.b_left == 0 {
                    return Ok(());
                }
                let k = self.gallop_left(first[m.a], None, m.b, m.b_left, 0)?;
                b_wins = k;
                if k != 0 {
                    self.items.copy_within(m.b..m.b + k, m.to);
                    m.to += k;
                    m.b += k;
                    m.b_left -= k;
                    if m.b_left == 0 {
                        return Ok(());
                    }
                }
                self.items[m.to] = first[m.a];
                m.to += 1;
                m.a += 1;
                m.a_left -= 1;
                if m.a_left == 1 {
                    return Ok(());
                }
                if a_wins < MIN_GALLOP && b_wins < MIN_GALLOP {
                    break;
                }
            }
            min_gallop += 1;
            self.min_gallop = min_gallop;
        }
    }

    /// Merges two adjacent runs, the second shorter than the first, from the right.
    fn merge_high(&mut self, base: usize, a_length: usize, b: usize, b_length: usize) -> PyResult<()> {
        let second = self.items[b..b + b_length].to_vec();
        // Positions are one past the next item to look at.
        let mut merge = Merge { to: b + b_length, a: base + a_length, a_left: a_length, b: b_length, b_left: b_length };
        merge.to -= 1;
        merge.a -= 1;
        merge.a_left -= 1;
        self.items[merge.to] = self.items[merge.a];
        let result = self.merge_high_steps(&second, base, &mut merge);
        if merge.b_left != 0 {
            let first_of_b = result.is_ok() && merge.b_left == 1 && merge.a_left != 0;
            if first_of_b {
                let from = merge.a - merge.a_left;
                self.items.copy_within(from..merge.a, merge.to - merge.a_left);
                self.items[merge.to - merge.a_left - 1] = second[0];
            } else {
                self.items[merge.to - merge.b_left..merge.to].copy_from_slice(&second[..merge.b_left]);
            }
        }
        result
    }

    fn merge_high_steps(&mut self, second: &[u32], base: usize, m: &mut Merge) -> PyResult<()> {
        if m.a_left == 0 || m.b_left == 1 {
            return Ok(());
        }
        let mut min_gallop = self.min_gallop;
        loop {
            let (mut a_wins, mut b_wins) = (0, 0);
            loop {
                if self.lt(second[m.b - 1], self.items[m.a - 1])? {
                    m.to -= 1;
                    m.a -= 1;
                    self.items[m.to] = self.items[m.a];
                    m.a_left -= 1;
                    a_wins += 1;
                    b_wins = 0;
                    if m.a_left == 0 {
                        return Ok(());
                    }
                    if a_wins >= min_gallop {
                        break;
                    }
                } else {
                    m.to -= 1;
                    m.b -= 1;
                    self.items[m.to] = second[m.b];
                    m.b_left -= 1;
                    b_wins += 1;
                    a_wins = 0;
                    if m.b_left == 1 {
                        return Ok(());
                    }
                    if b_wins >= min_gallop {
                        break;
                    }
                }
            }
            min_gallop += 1;
            loop {
                min_gallop -= usize::from(min_gallop > 1);
                self.min_gallop = min_gallop;
                let k = self.gallop_right(second[m.b - 1], None, base, m.a_left, m.a_left - 1)?;
                let k = m.a_left - k;
                a_wins = k;
                if k != 0 {
                    self.items.copy_within(m.a - k..m.a, m.to - k);
                    m.to -= k;
                    m.a -= k;
                    m.a_left -= k;
                    if m.a_left == 0 {
                        return Ok(());
                    }
                }
                m.to -= 1;
                m.b -= 1;
                self.items[m.to] = second[m.b];
                m.b_left -= 1;
                if m.b_left == 1 {
                    return Ok(());
                }
                let k = self.gallop_left(self.items[m.a - 1], Some(second), 0, m.b_left, m.b_left - 1)?;
                let k = m.b_left - k;
                b_wins = k;
                if k != 0 {
                    m.to -= k;
                    m.b -= k;
                    self.items[m.to..m.to + k].copy_from_slice(&second[m.b..m.b + k]);
                    m.b_left -= k;
                    if m.b_left <= 1 {
                        return Ok(());
                    }
                }
                m.to -= 1;
                m.a -= 1;
                self.items[m.to] = self.items[m.a];
                m.a_left -= 1;
                if m.a_left == 0 {
                    return Ok(());
                }
                if a_wins < MIN_GALLOP && b_wins < MIN_GALLOP {
                    break;
                }
            }
            min_gallop += 1;
            self.min_gallop = min_gallop;
        }
    }
}

/// Where a merge stands: the next place to fill, the next items of the runs, and how many are left of each.
struct Merge {
    to: usize,
    a: usize,
    a_left: usize,
    b: usize,
    b_left: usize,
}
