//! The set's table: CPython's open addressing with short linear probes, so that sets iterate in CPython's order.

use crate::object::{References, Release, Slot, Value};
use crate::types::dict::equality::natively_equal;

const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;
const MIN_SIZE: usize = 8;

/// A bucket of the table, two words: never used ([`FREE`]), emptied ([`DUMMY`], probes go on past it), or taken.
#[derive(Clone)]
struct Bucket {
    hash: i64,
    element: Slot,
}

const FREE: Bucket = Bucket { hash: 0, element: None };
/// No element has this hash.
const DUMMY: Bucket = Bucket { hash: -1, element: None };

impl Bucket {
    #[inline(always)]
    fn is_free(&self) -> bool {
        self.element.is_none() && self.hash == 0
    }

    #[inline(always)]
    fn is_dummy(&self) -> bool {
        self.element.is_none() && self.hash == DUMMY.hash
    }

    #[inline(always)]
    fn entry(&self) -> Option<(i64, &Value)> {
        self.element.as_ref().map(|element| (self.hash, element))
    }
}

/// What a bucket says about the search for an element.
enum Verdict {
    Absent,
    Found,
    Ask,
}

impl Bucket {
    /// `None` when the search goes on.
    #[inline(always)]
    fn decide(&self, element: &Value, hash: i64) -> Option<Verdict> {
        match &self.element {
            Some(known) if self.hash == hash => {
                if known.is(element) {
                    return Some(Verdict::Found);
                }
                match natively_equal(known, element) {
                    Some(true) => Some(Verdict::Found),
                    Some(false) => None,
                    None => Some(Verdict::Ask),
                }
            }
            None if self.hash == 0 => Some(Verdict::Absent),
            _ => None,
        }
    }
}

/// So many buckets, if there is memory for them.
fn free_buckets(count: usize) -> Option<Vec<Bucket>> {
    let mut buckets = Vec::new();
    buckets.try_reserve_exact(count).ok()?;
    buckets.extend(std::iter::repeat_with(|| FREE).take(count));
    Some(buckets)
}

/// A set's elements by hash.
#[derive(Clone)]
pub struct Table {
    buckets: Vec<Bucket>,
    /// Taken buckets and dummies.
    fill: usize,
    /// Taken buckets.
    used: usize,
    /// Where `pop` looks first.
    finger: usize,
    /// Counts what replaces CPython's table of entries: resizing and clearing.
    generation: u32,
}

impl Default for Table {
    fn default() -> Table {
        Table { buckets: free_buckets(MIN_SIZE).unwrap_or_default(), fill: 0, used: 0, finger: 0, generation: 0 }
    }
}

/// Python code has to be asked: an element of equal hash has an `__eq__` of its own.
#[derive(Debug)]
pub struct Undecided;

/// Where a [`ProbeSequence`] comes to a decision.
pub enum Probe {
    /// The element is not in the set.
    Absent,
    /// It is at this bucket.
    Found(usize),
    /// `__eq__` of the element at this bucket has to be asked.
    Ask(usize, Value),
}

/// The buckets a hash is looked for at, in order. The table has a free bucket, where every search ends.
pub struct ProbeSequence {
    at: usize,
    end: usize,
    start: usize,
    perturb: u64,
    mask: usize,
}

impl ProbeSequence {
    #[inline]
    fn new(hash: i64, mask: usize) -> ProbeSequence {
        let start = hash as usize & mask;
        ProbeSequence { at: start, end: ProbeSequence::end_of_run(start, mask), start, perturb: hash as u64, mask }
    }

    #[inline]
    fn end_of_run(start: usize, mask: usize) -> usize {
        if start + LINEAR_PROBES <= mask { start + LINEAR_PROBES } else { start }
    }

    #[inline(always)]
    fn next_bucket(&mut self) -> usize {
        if self.at > self.end {
            self.perturb >>= PERTURB_SHIFT;
            self.start = self.start.wrapping_mul(5).wrapping_add(1).wrapping_add(self.perturb as usize) & self.mask;
            self.at = self.start;
            self.end = ProbeSequence::end_of_run(self.start, self.mask);
        }
        self.at += 1;
        self.at - 1
    }

    /// Goes on to the next bucket that decides the search for `element`. The table must be of the generation that
    /// the sequence began in.
    pub fn next(&mut self, table: &Table, element: &Value, hash: i64) -> Probe {
        loop {
            let at = self.next_bucket();
            match table.buckets[at].decide(element, hash) {
                None => {}
                Some(Verdict::Absent) => return Probe::Absent,
                Some(Verdict::Found) => return Probe::Found(at),
                Some(Verdict::Ask) => return Probe::Ask(at, table.buckets[at].element.clone().unwrap_or(Value::NONE)),
            }
        }
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

    /// Gives the elements away, by bucket.
    #[inline(always)]
    pub fn release(self, sink: &mut Release) {
        Value::release_each(self.buckets.into_iter().filter_map(|bucket| bucket.element), sink);
    }

    /// Number of buckets.
    pub fn size(&self) -> usize {
        self.buckets.len()
    }

    /// A table without buckets, which stands for another one for a moment and must not be searched.
    pub const fn hollow() -> Table {
        Table { buckets: Vec::new(), fill: 0, used: 0, finger: 0, generation: 0 }
    }

    /// An empty table that is known to differ from this one.
    pub fn empty_successor(&self) -> Table {
        Table { generation: self.generation.wrapping_add(1), ..Table::default() }
    }

    /// Changes when the buckets do.
    pub fn generation(&self) -> u32 {
        self.generation
    }

    /// Whether `element` itself is still at a bucket.
    pub fn is_at(&self, bucket: usize, element: &Value) -> bool {
        self.buckets.get(bucket).and_then(|bucket| bucket.element.as_ref()).is_some_and(|known| known.is(element))
    }

    /// Hashes and elements in the order of iteration.
    pub fn entries(&self) -> impl Iterator<Item = (i64, &Value)> {
        self.buckets.iter().filter_map(Bucket::entry)
    }

    /// The first element at or after a bucket, with its bucket and hash.
    pub fn entry_from(&self, bucket: usize) -> Option<(usize, i64, &Value)> {
        let rest = self.buckets.get(bucket..)?;
        let (skipped, (hash, element)) =
            rest.iter().enumerate().find_map(|(at, bucket)| Some((at, bucket.entry()?)))?;
        Some((bucket + skipped, hash, element))
    }

    /// Begins the search for a hash.
    #[inline]
    pub fn probe(&self, hash: i64) -> ProbeSequence {
        ProbeSequence::new(hash, self.buckets.len() - 1)
    }

    /// The bucket of an element, if no Python code has to be asked.
    #[inline]
    pub fn find(&self, element: &Value, hash: i64) -> Result<Option<usize>, Undecided> {
        let mut probes = self.probe(hash);
        loop {
            let at = probes.next_bucket();
            match self.buckets[at].decide(element, hash) {
                None => {}
                Some(Verdict::Absent) => return Ok(None),
                Some(Verdict::Found) => return Ok(Some(at)),
                Some(Verdict::Ask) => return Err(Undecided),
            }
        }
    }

    /// Adds an element if it is not there and no Python code has to be asked; else gives it back.
    #[inline]
    pub fn add(&mut self, element: Value, hash: i64) -> Result<(), Value> {
        let mut probes = self.probe(hash);
        let mut emptied = None;
        loop {
            let at = probes.next_bucket();
            let bucket = &mut self.buckets[at];
            match bucket.decide(&element, hash) {
                None if bucket.is_dummy() => emptied = Some(at),
                None => {}
                Some(Verdict::Absent) => {
                    self.put(emptied, at, element, hash);
                    return Ok(());
                }
                Some(Verdict::Found) => return Ok(()),
                Some(Verdict::Ask) => return Err(element),
            }
        }
    }

    /// Adds an element that is not there.
    pub fn insert_new(&mut self, element: Value, hash: i64) {
        let mut probes = self.probe(hash);
        let mut emptied = None;
        loop {
            let at = probes.next_bucket();
            if self.buckets[at].is_free() {
                return self.put(emptied, at, element, hash);
            }
            if self.buckets[at].is_dummy() {
                emptied = Some(at);
            }
        }
    }

    /// Puts an element in the last emptied bucket that its search has passed, or in the free one where it ended.
    #[inline]
    fn put(&mut self, emptied: Option<usize>, free: usize, element: Value, hash: i64) {
        self.buckets[emptied.unwrap_or(free)] = Bucket { hash, element: Some(element) };
        match emptied {
            Some(_) => self.used += 1,
            None => self.note_added(),
        }
    }

    #[inline]
    fn note_added(&mut self) {
        self.fill += 1;
        self.used += 1;
        let mask = self.buckets.len() - 1;
        if self.fill * 5 >= mask * 3 {
            self.resize(if self.used > 50_000 { self.used * 2 } else { self.used * 4 });
        }
    }

    /// Puts an element in the first free bucket of its probe sequence, in a table without dummies.
    #[inline]
    fn insert_clean(&mut self, element: Value, hash: i64) {
        let mut probes = self.probe(hash);
        loop {
            let bucket = &mut self.buckets[probes.next_bucket()];
            if bucket.is_free() {
                *bucket = Bucket { hash, element: Some(element) };
                return;
            }
        }
    }

    /// Makes the table larger than `least` buckets and drops the dummies.
    fn resize(&mut self, least: usize) {
        self.generation = self.generation.wrapping_add(1);
        let mut size = MIN_SIZE;
        while size <= least {
            size <<= 1;
        }
        let Some(new) = free_buckets(size) else {
            // The buckets there are serve for a while, until MemoryError has been raised.
            if self.fill + 1 >= self.buckets.len() {
                std::alloc::handle_alloc_error(std::alloc::Layout::new::<Bucket>());
            }
            return;
        };
        let old = std::mem::replace(&mut self.buckets, new);
        self.fill = self.used;
        for bucket in old {
            if let Some(element) = bucket.element {
                self.insert_clean(element, bucket.hash);
            }
        }
    }

    /// Makes room for `more` elements, as a merge does before it begins.
    pub fn reserve(&mut self, more: usize) {
        if (self.fill + more) * 5 >= (self.buckets.len() - 1) * 3 {
            self.resize((self.used + more) * 2);
        }
    }

    /// Fills an empty table with the elements of `other`: a plain copy where CPython makes one.
    pub fn fill_from(&mut self, other: &Table) {
        self.generation = self.generation.wrapping_add(1);
        if self.buckets.len() == other.buckets.len() && other.fill == other.used {
            self.buckets.clone_from(&other.buckets);
        } else {
            for (hash, element) in other.entries() {
                self.insert_clean(element.clone(), hash);
            }
        }
        self.fill = other.used;
        self.used = other.used;
    }

    /// Whether nothing was ever put in, not even what has been removed since.
    pub fn is_pristine(&self) -> bool {
        self.fill == 0
    }

    /// Removes the element at a bucket.
    pub fn remove_at(&mut self, at: usize) -> Option<Value> {
        let bucket = &mut self.buckets[at];
        let element = bucket.element.take()?;
        *bucket = DUMMY;
        self.used -= 1;
        Some(element)
    }

    /// Removes the element `set.pop` gives.
    pub fn pop(&mut self) -> Option<Value> {
        if self.used == 0 {
            return None;
        }
        let start = self.finger & (self.buckets.len() - 1);
        let at = (start..self.buckets.len()).chain(0..start).find(|&at| self.buckets[at].element.is_some())?;
        self.finger = at + 1;
        self.remove_at(at)
    }
}
