//! "Did you mean": the candidate CPython would suggest for a misspelt name.

/// Lists of this length or longer are not searched.
const MAX_CANDIDATES: usize = 750;
/// Longer names (after common ends are cut off) are not compared, in bytes.
const MAX_LENGTH: usize = 40;
const MOVE_COST: usize = 2;
const CASE_COST: usize = 1;

fn substitution_cost(a: u8, b: u8) -> usize {
    if a == b {
        0
    } else if a.eq_ignore_ascii_case(&b) {
        CASE_COST
    } else {
        MOVE_COST
    }
}

/// Levenshtein distance between two UTF-8 names, where an insertion, deletion or substitution costs 2 and a change
/// of case 1. Any number above `max_cost` stands for "more than `max_cost`".
pub fn distance(a: &[u8], b: &[u8], max_cost: usize) -> usize {
    let prefix = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[prefix..], &b[prefix..]);
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - suffix], &b[..b.len() - suffix]);
    if a.is_empty() || b.is_empty() {
        return (a.len() + b.len()) * MOVE_COST;
    }
    if a.len() > MAX_LENGTH || b.len() > MAX_LENGTH {
        return max_cost + 1;
    }
    let (short, long) = if b.len() < a.len() { (b, a) } else { (a, b) };
    if (long.len() - short.len()) * MOVE_COST > max_cost {
        return max_cost + 1;
    }
    // One row of the usual matrix, updated in place: row[i] is the cost against short[..=i].
    let mut row = [0; MAX_LENGTH];
    for (index, cost) in row.iter_mut().enumerate() {
        *cost = (index + 1) * MOVE_COST;
    }
    let mut result = 0;
    for (index, &byte) in long.iter().enumerate() {
        let mut diagonal = index * MOVE_COST;
        result = diagonal;
        let mut minimum = usize::MAX;
        for (cost, &other) in row.iter_mut().zip(short) {
            let substitute = diagonal + substitution_cost(byte, other);
            diagonal = *cost;
            result = substitute.min(result.min(diagonal) + MOVE_COST);
            *cost = result;
            minimum = minimum.min(result);
        }
        if minimum > max_cost {
            return max_cost + 1;
        }
    }
    result
}

/// The index of the best match for `name` among `candidates` (UTF-8), the first of equals. `None` when nothing is
/// near enough, or the list has 750 entries or more.
pub fn best_match<'a>(name: &[u8], candidates: impl ExactSizeIterator<Item = &'a [u8]>) -> Option<usize> {
    if candidates.len() >= MAX_CANDIDATES {
        return None;
    }
    let mut best = None;
    let mut best_distance = usize::MAX;
    for (index, candidate) in candidates.enumerate() {
        if candidate == name {
            continue;
        }
        // No more than a third of the characters involved should need changing.
        let allowed = ((name.len() + candidate.len() + 3) * MOVE_COST / 6).min(best_distance.saturating_sub(1));
        let found = distance(name, candidate, allowed);
        if found <= allowed {
            best = Some(index);
            best_distance = found;
        }
    }
    best
}
