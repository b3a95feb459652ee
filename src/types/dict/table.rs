//! The dict's table: an entry vector in insertion order and a hash table of indices into it.

use std::cell::Cell;

use super::equality::{is_plain_str, natively_equal};
use super::index::Index;
use super::order::About;
use crate::object::{Py, Release, SharedKeys, Slot, Str, Value};

#[derive(Clone)]
struct Entry {
    hash: i64,
    /// `None` once removed.
    pair: Option<(Value, Value)>,
}

/// A live entry.
pub struct EntryRef<'a> {
    /// The key's hash.
    pub hash: i64,
    /// The key.
    pub key: &'a Value,
    /// The value.
    pub value: &'a Value,
}

/// What a probe without Python code can tell.
pub enum Probe {
    /// The key is at this position.
    Found(usize),
    /// The key is not there.
    Absent,
    /// There are keys of equal hash whose `__eq__` must be asked: walk the [`Candidates`].
    Ask,
}

/// Entries in insertion order and the index over them.
///
/// Entries are compacted exactly when CPython's keys object would be resized, so that positions (and with them what
/// an iterator sees of a dict changed under it) and `sys.getsizeof` agree.
pub struct Table {
    index: Index,
    entries: Vec<Entry>,
    /// Number of live entries.
    used: u32,
    /// CPython's dk_usable: keys that may be added before the table is resized. Removing gives none back.
    usable: u32,
    /// Counts what replaces CPython's keys object: resizing and clearing.
    generation: u32,
    only_str_keys: bool,
    /// CPython's dk_log2_size; 0 while there are no keys.
    log2_size: u8,
    /// The names of a class, as long as this is the dict of an instance and has no others. In CPython such a dict has no
    /// keys of its own (a split table); here it only counts that way.
    shared: Option<SharedKeys>,
    /// Where CPython has the values of such a dict.
    values: Values,
}

/// Where CPython has the values of a dict that shares its keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// In the instance whose dict it is.
    InInstance,
    /// In a block of their own: the dict is a copy, or the instance has another dict.
    Apart,
}

impl Default for Table {
    fn default() -> Table {
        Table {
            index: Index::new(0),
            entries: Vec::new(),
            used: 0,
            usable: 0,
            generation: 0,
            only_str_keys: true,
            log2_size: 0,
            shared: None,
            values: Values::Apart,
        }
    }
}

const LOG2_MIN_SIZE: u8 = 3;
/// The size of keys that the instances of a class share.
const LOG2_SHARED_SIZE: u8 = 6;

/// CPython's USABLE_FRACTION: entries a table of 2^`log2` places takes.
const fn usable(log2: u8) -> usize {
    if log2 == 0 { 0 } else { ((1usize << log2) << 1) / 3 }
}

const fn log2_for_places(least: usize) -> u8 {
    let mut log2 = LOG2_MIN_SIZE;
    while (1usize << log2) < least {
        log2 += 1;
    }
    log2
}

impl Table {
    /// Number of items.
    pub fn len(&self) -> usize {
        self.used as usize
    }

    /// Whether there are no items.
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// Number of entries, removed ones included: the end of positions.
    pub fn entry_count(&self) -> usize {
        self.entries.len()
    }

    /// An empty table that is known to differ from this one. Where the values stand in an instance, the keys stay those
    /// of its class.
    pub fn empty_successor(&self) -> Table {
        let shared = self.shared.clone().filter(|_| self.values == Values::InInstance);
        let values = if shared.is_some() { Values::InInstance } else { Values::Apart };
        Table { generation: self.generation.wrapping_add(1), shared, values, ..Table::default() }
    }

    /// Changes when positions do: when CPython would have replaced the keys object.
    pub fn generation(&self) -> u32 {
        self.generation
    }

    /// The same table in the place of another one, from which it is known to differ.
    pub fn succeeding(self, other: &Table) -> Table {
        Table { generation: other.generation.wrapping_add(1), ..self }
    }

    /// What positions hold for: the [generation](Table::generation), and the number of places that CPython's keys
    /// object has for indices.
    pub fn about(&self) -> About {
        About { generation: self.generation, places: 1 << self.log2_size }
    }

    /// Whether `key` itself is still the key at a position.
    pub fn is_key_at(&self, position: usize, key: &Value) -> bool {
        self.entries.get(position).and_then(|entry| entry.pair.as_ref()).is_some_and(|(known, _)| known.is(key))
    }

    /// Whether every key is an exact str.
    #[inline]
    pub fn only_str_keys(&self) -> bool {
        self.only_str_keys
    }

    /// The live entries in order.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = EntryRef<'_>> {
        self.entries.iter().filter_map(|entry| {
            let (key, value) = entry.pair.as_ref()?;
            Some(EntryRef { hash: entry.hash, key, value })
        })
    }

    /// Positions of the live entries in the order of the class's names, in which CPython has the values of a dict that
    /// shares its keys; `None` if the order of the entries is the one.
    fn order_of_values(&self) -> Option<Vec<usize>> {
        let shared = self.shared.as_ref()?;
        if shared.are_in_order(self.entries().map(|entry| entry.key)) {
            return None;
        }
        let key = |position: &usize| self.entries[*position].pair.as_ref().map(|(key, _)| key);
        let mut positions: Vec<usize> = (0..self.entries.len()).filter(|position| key(position).is_some()).collect();
        positions.sort_by_key(|position| key(position).and_then(|key| shared.place(key)));
        Some(positions)
    }

    /// Calls `visit` with each entry, in the order in which CPython's collector comes to the values.
    #[inline]
    pub fn each_value(&self, mut visit: impl FnMut(EntryRef<'_>)) {
        match self.order_of_values() {
            None => self.entries().for_each(visit),
            Some(order) => order.into_iter().filter_map(|position| self.entry_from(position)).for_each(|(_, entry)| {
                visit(entry);
            }),
        }
    }

    /// Gives keys and values away, in order; those of shared keys in the order of the class's names.
    #[inline]
    pub fn release(self, sink: &mut Release) {
        // The keywords of most calls are none. What has no room owns nothing, which a drop would find out by itself at
        // some length.
        if self.entries.capacity() == 0 && self.index.is_inline() && self.shared.is_none() {
            std::mem::forget(self);
            return;
        }
        if self.shared.is_some() {
            self.release_shared(sink);
        } else {
            release_entries(self.entries, sink);
        }
    }

    #[inline(never)]
    fn release_shared(self, sink: &mut Release) {
        let order = self.order_of_values();
        let mut entries = self.entries;
        for position in order.into_iter().flatten() {
            if let Some((key, value)) = entries[position].pair.take() {
                sink.give(key);
                sink.give(value);
            }
        }
        release_entries(entries, sink);
    }

    /// The first live entry at or after `position`: its position, and the entry.
    pub fn entry_from(&self, position: usize) -> Option<(usize, EntryRef<'_>)> {
        self.entries.get(position..)?.iter().enumerate().find_map(|(skipped, entry)| {
            let (key, value) = entry.pair.as_ref()?;
            Some((position + skipped, EntryRef { hash: entry.hash, key, value }))
        })
    }

    /// The last live entry before `position`.
    pub fn entry_before(&self, position: usize) -> Option<(usize, EntryRef<'_>)> {
        let end = position.min(self.entries.len());
        self.entries[..end].iter().enumerate().rev().find_map(|(at, entry)| {
            let (key, value) = entry.pair.as_ref()?;
            Some((at, EntryRef { hash: entry.hash, key, value }))
        })
    }

    /// The value at a position.
    #[inline]
    pub fn value_at(&self, position: usize) -> Option<&Value> {
        self.entries.get(position)?.pair.as_ref().map(|(_, value)| value)
    }

    /// Where the value at a position is, until the next change of the keys; null if there is none.
    pub fn place_of(&self, position: usize) -> *const Value {
        self.value_at(position).map_or(std::ptr::null(), std::ptr::from_ref)
    }

    /// Looks for a key as far as that needs no Python code.
    #[inline]
    pub fn probe(&self, key: &Value, hash: i64) -> Probe {
        let mut ask = false;
        let found = self.index.find(hash, |at| {
            let entry = &self.entries[at];
            let Some((known, _)) = &entry.pair else { return false };
            // The key itself is found by whatever hash it gives now.
            known.is(key)
                || entry.hash == hash
                    && natively_equal(known, key).unwrap_or_else(|| {
                        ask = true;
                        true
                    })
        });
        match found {
            None => Probe::Absent,
            Some(_) if ask => Probe::Ask,
            Some(at) => Probe::Found(at),
        }
    }

    /// What a search for `key` meets: the key itself, and those of its hash, to be asked one by one.
    pub fn candidates(&self, key: &Value, hash: i64) -> Candidates {
        let mut positions = Vec::new();
        self.index.find(hash, |at| {
            if self.entries[at].hash == hash || self.is_key_at(at, key) {
                positions.push(at);
            }
            false
        });
        // From the last, so that taking one off the end gives the first.
        positions.reverse();
        Candidates { hash, positions, seen: self.entries.len() }
    }

    /// The position of a str key.
    #[inline]
    pub fn find_str(&self, name: &Py<Str>) -> Option<usize> {
        let hash = match name.hash.get() {
            0 => crate::text::hash::HashKey::process().hash_str(name.as_bytes()),
            hash => hash,
        };
        self.index.find(hash, |at| {
            let entry = &self.entries[at];
            entry.hash == hash
                && entry.pair.as_ref().is_some_and(|(key, _)| {
                    key.is(name.as_value())
                        || key.cast::<Str>().is_some_and(|key| {
                            !(key.is_interned() && name.is_interned()) && key.as_bytes() == name.as_bytes()
                        })
                })
        })
    }

    /// As [`Table::find_str`], looking first where `hint` says; it says afterwards where the key was found.
    #[inline]
    pub fn find_str_near(&self, name: &Py<Str>, hint: &Hint) -> Option<usize> {
        let near = hint.0.get();
        let there = self.entries.get(near).and_then(|entry| entry.pair.as_ref());
        if there.is_some_and(|(key, _)| key.is(name.as_value())) {
            return Some(near);
        }
        let found = self.find_str(name)?;
        hint.0.set(found);
        Some(found)
    }

    /// The value of a str key.
    #[inline]
    pub fn get_str(&self, name: &Py<Str>) -> Option<&Value> {
        self.value_at(self.find_str(name)?)
    }

    /// Replaces the value at a position.
    #[inline]
    pub fn replace_value(&mut self, position: usize, value: Value) -> Slot {
        let (_, old) = self.entries.get_mut(position)?.pair.as_mut()?;
        Some(std::mem::replace(old, value))
    }

    /// Makes this, which has no other keys than those, the table of an instance whose class shares them.
    pub fn share(&mut self, keys: &SharedKeys, values: Values) {
        self.shared = Some(keys.clone());
        self.values = values;
    }

    /// The instance has another dict from now on.
    pub fn leave_instance(&mut self) {
        self.values = Values::Apart;
    }

    /// Whether keys are shared with other instances of a class.
    pub fn is_shared(&self) -> bool {
        self.shared.is_some()
    }

    /// Ends the sharing unless `key` is one of the names or can become one.
    #[cold]
    fn admit(&mut self, key: &Value) {
        if is_plain_str(key) && self.shared.as_ref().is_some_and(|shared| shared.admit(key)) {
            return;
        }
        self.shared = None;
        if is_plain_str(key) {
            self.resize(log2_for_places(self.len() * 3));
        }
    }

    /// Adds a key that is not there.
    pub fn insert_new(&mut self, key: Value, hash: i64, value: Value) {
        if self.shared.is_some() {
            self.admit(&key);
        }
        if self.only_str_keys && !is_plain_str(&key) {
            self.only_str_keys = false;
            if !self.entries.is_empty() {
                // CPython has another keys object for other keys, and makes it with room to grow.
                self.resize(log2_for_places(self.len() * 3));
            }
        }
        if self.usable == 0 {
            self.resize(log2_for_places(self.len() * 3));
        }
        self.push(key, hash, value);
    }

    /// Whether another key makes it larger.
    #[inline]
    pub fn is_full(&self) -> bool {
        self.usable == 0
    }

    /// About how many bytes it takes beside what it has when it is made larger.
    pub fn bytes_when_grown(&self) -> usize {
        let log2 = log2_for_places(self.len() * 3);
        (usable(log2) * size_of::<Entry>()).saturating_add(size_of::<u64>() << log2)
    }

    /// Adds a key that is not there and for which there is room.
    #[inline]
    fn push(&mut self, key: Value, hash: i64, value: Value) {
        self.index.insert(hash, self.entries.len());
        self.entries.push(Entry { hash, pair: Some((key, value)) });
        self.used += 1;
        self.usable -= 1;
    }

    /// Removes the entry at a position.
    pub fn remove_at(&mut self, position: usize) -> Option<(Value, Value)> {
        let entry = self.entries.get_mut(position)?;
        let pair = entry.pair.take()?;
        let hash = entry.hash;
        self.index.remove(hash, position);
        self.used -= 1;
        Some(pair)
    }

    /// Gives the table 2^`log2` places and drops removed entries.
    fn resize(&mut self, log2: u8) {
        self.generation = self.generation.wrapping_add(1);
        self.log2_size = log2;
        if self.entries.is_empty() {
            self.entries = Vec::with_capacity(usable(log2));
        } else {
            if self.len() != self.entries.len() {
                self.entries.retain(|entry| entry.pair.is_some());
            }
            self.entries.reserve_exact(usable(log2).saturating_sub(self.entries.len()));
        }
        self.reindex();
    }

    fn reindex(&mut self) {
        self.index = Index::new(self.log2_size);
        for (at, entry) in self.entries.iter().enumerate() {
            self.index.insert(entry.hash, at);
        }
        self.usable = (usable(self.log2_size) - self.entries.len()) as u32;
    }

    /// Makes room for `count` keys in an empty table, as CPython's dict displays and copies do.
    pub fn reserve(&mut self, count: usize) {
        if count > usable(self.log2_size) {
            self.resize(log2_for_places((count * 3).div_ceil(2)));
        }
    }

    /// The last entry, taken out with everything removed behind it.
    pub fn pop(&mut self) -> Option<(Value, Value)> {
        if self.shared.take().is_some() {
            // The keys become the dict's own, as many as there were.
            self.resize(LOG2_SHARED_SIZE);
        }
        while self.entries.last().is_some_and(|entry| entry.pair.is_none()) {
            self.entries.pop();
        }
        let pair = self.remove_at(self.entries.len().checked_sub(1)?);
        self.entries.pop();
        pair
    }

    /// Places for hashes, as CPython counts them.
    pub fn slots(&self) -> usize {
        1 << self.log2_size
    }

    /// Bytes CPython's keys object of this size takes; of a table that shares its keys, the bytes of the values.
    pub fn keys_size(&self) -> usize {
        if let Some(shared) = &self.shared {
            return shared.room() * 8;
        }
        if self.log2_size == 0 {
            return 0;
        }
        let index_bytes = match self.log2_size {
            0..8 => 1,
            8..16 => 2,
            16..32 => 4,
            _ => 8,
        } << self.log2_size;
        let entry_bytes = if self.only_str_keys { 16 } else { 24 };
        32 + index_bytes + usable(self.log2_size) * entry_bytes
    }
}

#[inline]
fn release_entries(entries: Vec<Entry>, sink: &mut Release) {
    let mut entries = entries.into_iter();
    while let Some(entry) = entries.next() {
        if let Some((key, value)) = entry.pair
            && sink.gives(key) | sink.gives(value)
        {
            return sink.wait(entries.filter_map(|entry| entry.pair).flat_map(|(key, value)| [key, value]));
        }
    }
}

impl Clone for Table {
    /// A copy as CPython's `dict.copy` makes it: with the same places when most entries are live, else packed.
    fn clone(&self) -> Table {
        if self.len() >= self.entries.len() * 2 / 3 {
            let mut entries = Vec::with_capacity(usable(self.log2_size));
            entries.extend(self.entries.iter().cloned());
            return Table {
                entries,
                index: self.index.clone(),
                shared: self.shared.clone(),
                values: Values::Apart,
                ..*self
            };
        }
        let mut copy = Table { only_str_keys: self.only_str_keys, shared: self.shared.clone(), ..Table::default() };
        copy.reserve(self.len());
        for entry in self.entries() {
            copy.push(entry.key.clone(), entry.hash, entry.value.clone());
        }
        copy
    }
}

/// The entries of one hash in a table that the keys' `__eq__` may change between steps.
///
/// As in CPython's lookup, entries added meanwhile are met and removed ones are not. Positions hold for one
/// [`Table::generation`]: in another the walk has to begin anew.
pub struct Candidates {
    hash: i64,
    /// Positions still to be looked at, the next one last.
    positions: Vec<usize>,
    /// Number of entries that `positions` come from.
    seen: usize,
}

/// Where the same key may stand in other dicts too: all modules begin with the same names, in the same order.
#[derive(Default)]
pub struct Hint(Cell<usize>);

/// One of the [`Candidates`].
pub enum Candidate {
    /// There are no more.
    End,
    /// The key at this position is the same object, or equal without running Python code.
    Equal(usize),
    /// `__eq__` of the key at this position has to be asked.
    Ask(usize, Value),
}

impl Candidates {
    /// The next key that may equal `key`.
    pub fn next(&mut self, table: &Table, key: &Value) -> Candidate {
        while let Some(at) = self.positions.pop().or_else(|| self.added(table)) {
            let Some((known, _)) = table.entries.get(at).and_then(|entry| entry.pair.as_ref()) else { continue };
            match natively_equal(known, key) {
                Some(true) => return Candidate::Equal(at),
                Some(false) => {}
                None => return Candidate::Ask(at, known.clone()),
            }
        }
        Candidate::End
    }

    /// The next entry that was added since the walk began.
    fn added(&mut self, table: &Table) -> Option<usize> {
        // `popitem` gives positions back, which the next keys take.
        self.seen = self.seen.min(table.entries.len());
        let added = table.entries.get(self.seen..)?;
        let found = added.iter().position(|entry| entry.hash == self.hash);
        let at = found.map(|at| self.seen + at);
        self.seen = at.map_or(table.entries.len(), |at| at + 1);
        at
    }
}
