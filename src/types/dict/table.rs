//! The dict's table: an entry vector in insertion order and a hash table of indices into it.

use hashbrown::HashTable;

use crate::object::{Kind, Py, Slot, Str, Value};

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
    /// Keys of equal hash whose `__eq__` must be asked.
    Ask(Vec<(usize, Value)>),
}

/// Entries in insertion order and the index over them.
pub struct Table {
    index: HashTable<u32>,
    entries: Vec<Entry>,
    changes: u32,
    only_str_keys: bool,
}

impl Default for Table {
    fn default() -> Table {
        Table { index: HashTable::new(), entries: Vec::new(), changes: 0, only_str_keys: true }
    }
}

/// Python's hashes are used as they are by `dict` order-independent lookups; the index wants all bits to matter.
fn spread(hash: i64) -> u64 {
    (hash as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Whether equality with such a key never runs Python code.
fn compares_natively(value: &Value) -> bool {
    match value.header() {
        None => true,
        Some(header) => {
            matches!(header.kind(), Kind::Str | Kind::Bytes | Kind::Int | Kind::Float)
                && !header.class_head().has(crate::object::ClassFlags::HEAP_TYPE)
        }
    }
}

impl Table {
    /// Number of items.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether there are no items.
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// Number of entries, removed ones included: the end of positions.
    pub fn entry_count(&self) -> usize {
        self.entries.len()
    }

    /// Counts insertions, removals and replacements of entries: moved means the table changed.
    pub fn changes(&self) -> u32 {
        self.changes
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

    /// The first live entry at or after `position`: its position, and the entry.
    pub fn entry_from(&self, position: usize) -> Option<(usize, EntryRef<'_>)> {
        self.entries.iter().enumerate().skip(position).find_map(|(at, entry)| {
            let (key, value) = entry.pair.as_ref()?;
            Some((at, EntryRef { hash: entry.hash, key, value }))
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

    /// Looks for a key as far as that needs no Python code.
    pub fn probe(&self, key: &Value, hash: i64) -> Probe {
        let native = compares_natively(key);
        let mut ask = Vec::new();
        for &at in self.index.iter_hash(spread(hash)) {
            let entry = &self.entries[at as usize];
            let Some((known, _)) = &entry.pair else { continue };
            if entry.hash != hash {
                continue;
            }
            if known.is(key) {
                return Probe::Found(at as usize);
            }
            if native && compares_natively(known) {
                match natively_equal(known, key) {
                    Some(true) => return Probe::Found(at as usize),
                    Some(false) => continue,
                    None => {}
                }
            }
            ask.push((at as usize, known.clone()));
        }
        if ask.is_empty() { Probe::Absent } else { Probe::Ask(ask) }
    }

    /// The position of a str key.
    #[inline]
    pub fn find_str(&self, name: &Py<Str>) -> Option<usize> {
        let hash = match name.hash.get() {
            0 => crate::text::hash::HashKey::process().hash_str(name.as_bytes()),
            hash => hash,
        };
        let found = self.index.find(spread(hash), |&at| {
            let entry = &self.entries[at as usize];
            entry.hash == hash
                && entry.pair.as_ref().is_some_and(|(key, _)| {
                    key.is(name.as_value())
                        || key.cast::<Str>().is_some_and(|key| {
                            !(key.is_interned() && name.is_interned()) && key.as_bytes() == name.as_bytes()
                        })
                })
        })?;
        Some(*found as usize)
    }

    /// The value of a str key.
    #[inline]
    pub fn get_str(&self, name: &Py<Str>) -> Option<&Value> {
        self.value_at(self.find_str(name)?)
    }

    /// Replaces the value at a position.
    pub fn replace_value(&mut self, position: usize, value: Value) -> Slot {
        let (_, old) = self.entries.get_mut(position)?.pair.as_mut()?;
        Some(std::mem::replace(old, value))
    }

    /// Adds a key that is not there.
    pub fn insert_new(&mut self, key: Value, hash: i64, value: Value) {
        self.changes = self.changes.wrapping_add(1);
        if self.only_str_keys {
            self.only_str_keys = key.has::<Str>() && compares_natively(&key);
        }
        if self.entries.len() == self.entries.capacity() && self.index.len() < self.entries.len() * 2 / 3 {
            self.compact();
        }
        let position = self.entries.len() as u32;
        self.entries.push(Entry { hash, pair: Some((key, value)) });
        let entries = &self.entries;
        self.index.insert_unique(spread(hash), position, |&at| spread(entries[at as usize].hash));
    }

    /// Removes the entry at a position.
    pub fn remove_at(&mut self, position: usize) -> Option<(Value, Value)> {
        let entry = self.entries.get_mut(position)?;
        let pair = entry.pair.take()?;
        let hash = entry.hash;
        self.changes = self.changes.wrapping_add(1);
        if let Ok(found) = self.index.find_entry(spread(hash), |&at| at as usize == position) {
            found.remove();
        }
        while self.entries.last().is_some_and(|entry| entry.pair.is_none()) {
            self.entries.pop();
        }
        Some(pair)
    }

    fn compact(&mut self) {
        self.entries.retain(|entry| entry.pair.is_some());
        self.index.clear();
        let entries = &self.entries;
        for (at, entry) in entries.iter().enumerate() {
            self.index.insert_unique(spread(entry.hash), at as u32, |&at| spread(entries[at as usize].hash));
        }
    }

    /// The last entry, taken out.
    pub fn pop(&mut self) -> Option<(Value, Value)> {
        let position = self.entries.len().checked_sub(1)?;
        self.remove_at(position)
    }
}

/// Equality of two keys of built-in atomic types; `None` when it takes more (int against float, big ints).
fn natively_equal(left: &Value, right: &Value) -> Option<bool> {
    match (left.cast::<Str>(), right.cast::<Str>()) {
        (Some(left), Some(right)) => return Some(left.as_bytes() == right.as_bytes()),
        (Some(_), None) | (None, Some(_)) => return Some(false),
        (None, None) => {}
    }
    match (left.as_small_int(), right.as_small_int()) {
        (Some(left), Some(right)) => Some(left == right),
        _ => None,
    }
}
