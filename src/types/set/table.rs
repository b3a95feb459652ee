//! The set's table: CPython's open addressing with short linear probes, so that sets iterate in CPython's order.

use crate::object::Value;
use crate::types::dict::table::natively_equal;

const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;
const MIN_SIZE: usize = 8;

/// One place of the table.
#[derive(Clone, Default)]
enum Place {
    /// Never used.
    #[default]
    Free,
    /// Its element was removed; probes go on past it.
    Dummy,
    /// Hash and element.
    Taken(i64, Value),
}

/// A set's elements by hash.
#[derive(Clone)]
pub struct Table {
    places: Vec<Place>,
    /// Taken places and dummies.
    fill: usize,
    /// Taken places.
    used: usize,
    /// Where `pop` looks first.
    finger: usize,
    /// Counts changes: moved means the table changed.
    changes: u32,
}

impl Default for Table {
    fn default() -> Table {
        Table { places: vec![Place::Free; MIN_SIZE], fill: 0, used: 0, finger: 0, changes: 0 }
    }
}

/// What a probe without Python code can tell.
pub enum Probe {
    /// The element is at this place.
    Found(usize),
    /// It is not in the set.
    Absent,
    /// Elements of equal hash whose `__eq__` must be asked, in order.
    Ask(Vec<(usize, Value)>),
}

/// Calls `visit` with the places a hash is looked for at, until it says to stop. The table has a free place, where
/// every walk ends.
#[inline(always)]
fn walk(hash: i64, mask: usize, mut visit: impl FnMut(usize) -> bool) {
    let mut at = hash as usize & mask;
    let mut perturb = hash as u64;
    loop {
        let end = if at + LINEAR_PROBES <= mask { at + LINEAR_PROBES } else { at };
        for place in at..=end {
            if visit(place) {
                return;
            }
        }
        perturb >>= PERTURB_SHIFT;
        at = at.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
    }
}

impl Table {
    /// Number of elements.
    pub fn len(&self) -> usize {
        self.used
    }

    /// Whether there are no elements.
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// Number of places.
    pub fn size(&self) -> usize {
        self.places.len()
    }

    /// An empty table that is known to differ from this one.
    pub fn empty_successor(&self) -> Table {
        Table { changes: self.changes.wrapping_add(1), ..Table::default() }
    }

    /// Moved means the table changed.
    pub fn changes(&self) -> u32 {
        self.changes
    }

    /// Hashes and elements in the order of iteration.
    pub fn entries(&self) -> impl Iterator<Item = (i64, &Value)> {
        self.places.iter().filter_map(|place| match place {
            Place::Taken(hash, element) => Some((*hash, element)),
            _ => None,
        })
    }

    /// The first element at or after a place, with its place and hash.
    pub fn entry_from(&self, place: usize) -> Option<(usize, i64, &Value)> {
        self.places.iter().enumerate().skip(place).find_map(|(at, place)| match place {
            Place::Taken(hash, element) => Some((at, *hash, element)),
            _ => None,
        })
    }

    /// Looks for an element as far as that needs no Python code.
    pub fn probe(&self, element: &Value, hash: i64) -> Probe {
        let mut ask = Vec::new();
        let mut found = None;
        walk(hash, self.places.len() - 1, |at| match &self.places[at] {
            Place::Free => true,
            Place::Dummy => false,
            Place::Taken(known_hash, known) => {
                if *known_hash != hash {
                    return false;
                }
                match natively_equal(known, element) {
                    Some(true) if ask.is_empty() => found = Some(at),
                    Some(false) => return false,
                    _ => {
                        ask.push((at, known.clone()));
                        return false;
                    }
                }
                true
            }
        });
        match found {
            Some(at) => Probe::Found(at),
            None if ask.is_empty() => Probe::Absent,
            None => Probe::Ask(ask),
        }
    }

    /// Adds an element that is not there.
    pub fn insert_new(&mut self, element: Value, hash: i64) {
        self.changes = self.changes.wrapping_add(1);
        self.place_clean(element, hash);
        self.fill += 1;
        self.used += 1;
        let mask = self.places.len() - 1;
        if self.fill * 5 >= mask * 3 {
            self.resize(if self.used > 50_000 { self.used * 2 } else { self.used * 4 });
        }
    }

    /// Puts an element in the first free place of its walk. Dummies are passed over, as CPython does.
    fn place_clean(&mut self, element: Value, hash: i64) {
        let mut free = 0;
        walk(hash, self.places.len() - 1, |at| {
            free = at;
            matches!(self.places[at], Place::Free)
        });
        self.places[free] = Place::Taken(hash, element);
    }

    /// Makes the table larger than `least` places and drops the dummies.
    fn resize(&mut self, least: usize) {
        let mut size = MIN_SIZE;
        while size <= least {
            size <<= 1;
        }
        let old = std::mem::replace(&mut self.places, vec![Place::Free; size]);
        self.fill = self.used;
        for place in old {
            if let Place::Taken(hash, element) = place {
                self.place_clean(element, hash);
            }
        }
    }

    /// Makes room for `more` elements, as a merge does before it begins.
    pub fn reserve(&mut self, more: usize) {
        if (self.fill + more) * 5 >= (self.places.len() - 1) * 3 {
            self.changes = self.changes.wrapping_add(1);
            self.resize((self.used + more) * 2);
        }
    }

    /// Fills an empty table with the elements of `other`: a plain copy where CPython makes one.
    pub fn fill_from(&mut self, other: &Table) {
        self.changes = self.changes.wrapping_add(1);
        if self.places.len() == other.places.len() && other.fill == other.used {
            self.places.clone_from(&other.places);
        } else {
            for (hash, element) in other.entries() {
                self.place_clean(element.clone(), hash);
            }
        }
        self.fill = other.used;
        self.used = other.used;
    }

    /// Whether nothing was ever put in, not even what has been removed since.
    pub fn is_pristine(&self) -> bool {
        self.fill == 0
    }

    /// Removes the element at a place.
    pub fn remove_at(&mut self, at: usize) -> Option<Value> {
        match std::mem::replace(&mut self.places[at], Place::Dummy) {
            Place::Taken(_, element) => {
                self.changes = self.changes.wrapping_add(1);
                self.used -= 1;
                Some(element)
            }
            other => {
                self.places[at] = other;
                None
            }
        }
    }

    /// Removes the element `set.pop` gives.
    pub fn pop(&mut self) -> Option<Value> {
        if self.used == 0 {
            return None;
        }
        let start = self.finger & (self.places.len() - 1);
        let at = (start..self.places.len()).chain(0..start).find(|&at| matches!(self.places[at], Place::Taken(..)))?;
        self.finger = at + 1;
        self.remove_at(at)
    }
}
