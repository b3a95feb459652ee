//! The cycle collector: CPython 3.14's three generations, its algorithm and its order of events.
//!
//! This file holds the generations and their bookkeeping; [`unreachable`] finds what only itself keeps alive;
//! [`free_lists`] knows which allocations and deaths do not count; [`collection`] is the sequence of stages the virtual
//! machine drives, because weak-reference callbacks and finalizers are Python code; [`inspect`] answers questions about
//! the heap. `docs/gc.md` is the essay.
#![expect(unsafe_code, reason = "lists are threaded through the objects")]

pub mod collection;
pub(super) mod free_lists;
pub mod inspect;
pub(super) mod phantom;
pub(super) mod unreachable;

use std::cell::Cell;
use std::ptr::NonNull;

use super::cell::Heap;
use super::dealloc::without_deaths;
use super::header::{Flags, GcLinks, Header};
use super::heap::state;
use super::value::Value;
use free_lists::FreeLists;

/// Number of generations; a fourth list holds what `gc.freeze` put aside.
pub const GENERATIONS: usize = 3;
/// The list of `gc.freeze`, which no collection looks at.
pub const PERMANENT: usize = GENERATIONS;

/// Objects that a stress build looks at for each collection: for each of the first ones, and then.
#[cfg(feature = "stress")]
const CHECKED_OBJECTS: (usize, usize) = (1_000, 20);
/// The collections of a stress build that are the first ones.
#[cfg(feature = "stress")]
const CHECKED_CLOSELY: u64 = 20_000;

/// Young collections of CPython before a script begins.
const STARTUP_COLLECTIONS: i32 = 3;

// Further lists, used only while a collection runs (there is at most one).
pub(super) const UNREACHABLE: usize = 4;
pub(super) const CALLBACKS: usize = 5;
pub(super) const SEEN: usize = 6;
pub(super) const GARBAGE: usize = 7;
/// What the built-in classes are made of (see [`Heap::settle_built_ins`]).
pub(super) const BUILT_IN: usize = 8;
const LISTS: usize = 9;

/// What `gc.get_stats` tells of one generation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GenerationStats {
    /// Collections of this generation so far.
    pub collections: u64,
    /// Objects freed by them.
    pub collected: u64,
    /// Objects found that could not be freed. CPython counts those with a C-level legacy finalizer; there are none.
    pub uncollectable: u64,
}

/// How far the collection has come that is under way. What each stage may be asked depends on the marks and lists that
/// the one before has left, so it is looked at before each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// None is.
    Idle,
    /// Nothing has been looked at.
    Begun,
    /// What is unreachable is in its list.
    Found,
    /// What finalizers left of that is in the list of garbage.
    Decided,
}

/// The lists of tracked objects, youngest first, in tracking order.
pub(super) struct Generations {
    pub(super) heads: [GcLinks; LISTS],
    pub(super) counts: [Cell<i32>; GENERATIONS],
    /// The generation that the objects of [`BUILT_IN`] count as, and how many they are.
    pub(super) built_in: Cell<(usize, usize)>,
    /// Whether a program has begun.
    has_begun: Cell<bool>,
    pub(super) free_lists: FreeLists,
    pub(super) thresholds: [Cell<i32>; GENERATIONS],
    pub(super) stats: [Cell<GenerationStats>; GENERATIONS],
    pub(super) enabled: Cell<bool>,
    pub(super) stage: Cell<Stage>,
    /// Set when the allocation count has passed the threshold; the interpreter looks at back edges and calls.
    pub(super) due: Cell<bool>,
    /// Objects that survived the last full collection.
    pub(super) long_lived_total: Cell<usize>,
    /// Objects that have reached the oldest generation since then.
    pub(super) long_lived_pending: Cell<usize>,
    /// Stress builds: allocations from one collection to the next, and how many are left.
    #[cfg(feature = "stress")]
    stress_interval: Cell<u32>,
    #[cfg(feature = "stress")]
    until_stress: Cell<u32>,
    /// Objects that may be looked at by the next walk of the heap.
    #[cfg(feature = "stress")]
    check_budget: Cell<usize>,
}

impl Generations {
    pub(super) const fn new() -> Generations {
        Generations {
            heads: [const { GcLinks::unlinked() }; LISTS],
            counts: [const { Cell::new(0) }; GENERATIONS],
            built_in: Cell::new((0, 0)),
            has_begun: Cell::new(false),
            free_lists: FreeLists::new(),
            thresholds: [Cell::new(2000), Cell::new(10), Cell::new(10)],
            stats: [const { Cell::new(GenerationStats { collections: 0, collected: 0, uncollectable: 0 }) };
                GENERATIONS],
            enabled: Cell::new(true),
            stage: Cell::new(Stage::Idle),
            due: Cell::new(false),
            long_lived_total: Cell::new(0),
            long_lived_pending: Cell::new(0),
            #[cfg(feature = "stress")]
            stress_interval: Cell::new(1),
            #[cfg(feature = "stress")]
            until_stress: Cell::new(0),
            #[cfg(feature = "stress")]
            check_budget: Cell::new(0),
        }
    }

    /// Makes each list empty, a head that points at itself, and the figures those of a new interpreter. Objects that
    /// are in a list from before are not tracked any longer.
    pub(super) fn initialise(&self) {
        for (list, head) in self.heads.iter().enumerate() {
            if head.next.get() != 0 {
                self.each(list, |object| {
                    // SAFETY: objects in a list are alive.
                    let header = unsafe { object.as_ref() };
                    header.remove_flags(Flags::COLLECTING | Flags::UNREACHABLE);
                    super::heap::untrack(header);
                });
            }
            head.make_empty();
        }
        let new = Generations::new();
        self.counts.iter().zip(new.counts).for_each(|(cell, new)| cell.set(new.get()));
        self.thresholds.iter().zip(new.thresholds).for_each(|(cell, new)| cell.set(new.get()));
        self.stats.iter().zip(new.stats).for_each(|(cell, new)| cell.set(new.get()));
        self.built_in.set((0, 0));
        self.enabled.set(true);
        self.stage.set(Stage::Idle);
        self.due.set(false);
        self.long_lived_total.set(0);
        self.long_lived_pending.set(0);
        #[cfg(feature = "stress")]
        if let Some(interval) = std::env::var("OUROPY_STRESS").ok().and_then(|text| text.parse().ok()) {
            self.stress_interval.set(interval);
        }
    }

    /// Counts a new container, unless CPython would have found one in a free list.
    #[inline(always)]
    pub(super) fn count_allocation(&self, free_list: Option<usize>) {
        if let Some(list) = free_list
            && self.free_lists.take(list)
        {
            #[cfg(feature = "stress")]
            if self.is_stressed() {
                self.note_due();
            }
            return;
        }
        let count = self.counts[0].get() + 1;
        self.counts[0].set(count);
        if count > self.thresholds[0].get() || self.is_stressed() {
            self.note_due();
        }
    }

    /// In stress builds, whether to walk the heap after this collection: always, but when it has many objects, only as
    /// often as keeps the cost of a program linear.
    #[cfg(feature = "stress")]
    fn check_is_due(&self, live: usize) -> bool {
        let first = self.stats[0].get().collections < CHECKED_CLOSELY;
        let budget = self.check_budget.get() + if first { CHECKED_OBJECTS.0 } else { CHECKED_OBJECTS.1 };
        self.check_budget.set(if budget < live { budget } else { 0 });
        budget >= live
    }

    /// In stress builds, true for one in `OUROPY_STRESS` allocations (every one if that is not set).
    #[inline(always)]
    fn is_stressed(&self) -> bool {
        #[cfg(feature = "stress")]
        {
            let left = self.until_stress.get().saturating_sub(1);
            self.until_stress.set(if left == 0 { self.stress_interval.get() } else { left });
            left == 0
        }
        #[cfg(not(feature = "stress"))]
        false
    }

    /// There is something to do at the next safe point.
    pub(super) fn note_work(&self) {
        self.due.set(true);
    }

    #[cold]
    fn note_due(&self) {
        if self.enabled.get() && self.thresholds[0].get() != 0 && self.stage.get() == Stage::Idle {
            self.due.set(true);
        }
    }

    /// Counts a container that dies, unless CPython would put it into a free list.
    #[inline(always)]
    pub(super) fn count_free(&self, free_list: Option<usize>) {
        if let Some(list) = free_list
            && self.free_lists.put(list)
        {
            return;
        }
        let count = self.counts[0].get();
        if count > 0 {
            self.counts[0].set(count - 1);
        }
    }

    /// Appends to the youngest generation.
    #[inline(always)]
    pub(super) fn track(&self, header: &Header) {
        if let Some(links) = header.links() {
            self.heads[0].append(links);
        }
    }

    /// Calls `visit` with each object of a list, in order. `visit` may unlink or move the object it is given.
    pub(super) fn each(&self, list: usize, mut visit: impl FnMut(NonNull<Header>)) {
        let head = &self.heads[list];
        let mut at = head.next.get();
        while at != head.address() {
            // SAFETY: a node that is not the head belongs to a live object.
            unsafe {
                let links = &*(at as *const GcLinks);
                at = links.next.get();
                visit(links.header());
            }
        }
    }

    /// The first object of a list.
    pub(super) fn first(&self, list: usize) -> Option<NonNull<Header>> {
        let head = &self.heads[list];
        let at = head.next.get();
        // SAFETY: as in `each`.
        (at != head.address()).then(|| unsafe { (*(at as *const GcLinks)).header() })
    }

    /// Number of objects of a generation, or of another list.
    pub(super) fn size(&self, list: usize) -> usize {
        let (generation, built_in) = self.built_in.get();
        let mut size = if generation == list { built_in } else { 0 };
        self.each(list, |_| size += 1);
        size
    }

    /// Calls `visit` with each object of a generation, in order.
    pub(super) fn each_of_generation(&self, generation: usize, mut visit: impl FnMut(NonNull<Header>)) {
        if self.built_in.get().0 == generation {
            self.each(BUILT_IN, &mut visit);
        }
        self.each(generation, visit);
    }

    /// Moves the objects of [`BUILT_IN`] from `from` or a younger generation to `to`, as it goes for any others.
    pub(super) fn age_built_ins(&self, from: usize, to: usize) {
        let (generation, count) = self.built_in.get();
        if generation <= from {
            self.built_in.set((to, count));
        }
    }

    /// Moves an object to the end of `list`, out of the list it is in now.
    pub(super) fn move_to(&self, header: NonNull<Header>, list: usize) {
        // SAFETY: callers hold the object.
        if let Some(links) = unsafe { header.as_ref() }.links() {
            if links.next.get() != 0 {
                links.unlink();
            }
            self.heads[list].append(links);
        }
    }

    /// Appends all of `from` to `to`.
    pub(super) fn merge(&self, from: usize, to: usize) {
        let (from, to) = (&self.heads[from], &self.heads[to]);
        let (first, last) = (from.next.get(), from.previous.get());
        if first != from.address() {
            let tail = to.previous.get();
            // SAFETY: `first`, `last` and `tail` are nodes of live objects, `tail` perhaps a head.
            unsafe {
                (*(tail as *const GcLinks)).next.set(first);
                (*(first as *const GcLinks)).previous.set(tail);
                (*(last as *const GcLinks)).next.set(to.address());
            }
            to.previous.set(last);
        }
        from.make_empty();
    }

    /// The oldest generation that needs collecting, CPython's `gc_select_generation`. A full collection waits until
    /// a quarter as many objects as survived the last one have grown old, which keeps the cost linear.
    pub(super) fn select(&self) -> Option<usize> {
        (0..GENERATIONS).rev().find(|&generation| {
            self.counts[generation].get() > self.thresholds[generation].get()
                && !(generation == GENERATIONS - 1 && self.long_lived_pending.get() < self.long_lived_total.get() / 4)
        })
    }
}

impl GcLinks {
    #[inline(always)]
    pub(super) fn address(&self) -> usize {
        std::ptr::from_ref(self) as usize
    }

    /// Makes this the head of an empty list.
    pub(super) fn make_empty(&self) {
        self.next.set(self.address());
        self.previous.set(self.address());
    }

    /// Appends `links` to the list of which this is the head.
    #[inline(always)]
    pub(super) fn append(&self, links: &GcLinks) {
        let last = self.previous.get();
        // SAFETY: list nodes are live objects' links or the head itself.
        unsafe { (*(last as *const GcLinks)).next.set(links.address()) };
        links.previous.set(last);
        links.next.set(self.address());
        self.previous.set(links.address());
    }

    /// Takes this node out of its list: the object is untracked.
    #[inline(always)]
    pub(super) fn unlink(&self) {
        let (previous, next) = (self.previous.get(), self.next.get());
        // SAFETY: as in `append`; `gc_refs` stands in `previous` only while no object can die.
        unsafe {
            (*(previous as *const GcLinks)).next.set(next);
            (*(next as *const GcLinks)).previous.set(previous);
        }
        self.next.set(0);
        self.previous.set(0);
    }
}

/// What the `gc` module reads and sets.
impl Heap {
    /// Whether a collection is due: one load. [`Heap::begin_collection`] resets it.
    #[inline(always)]
    pub fn collection_due(&self) -> bool {
        state(|s| s.generations.due.get())
    }

    /// Whether automatic collection is on (`gc.isenabled`).
    pub fn gc_enabled(&self) -> bool {
        state(|s| s.generations.enabled.get())
    }

    /// `gc.enable`.
    pub fn enable_gc(&mut self) {
        state(|s| s.generations.enabled.set(true));
    }

    /// `gc.disable`. An explicit collection still runs.
    pub fn disable_gc(&mut self) {
        state(|s| s.generations.enabled.set(false));
    }

    /// Whether a collection is running: a nested `gc.collect()` does nothing and returns 0.
    pub fn is_collecting(&self) -> bool {
        state(|s| s.generations.stage.get() != Stage::Idle)
    }

    /// `gc.get_count`: container allocations less deallocations since the last collection of generation 0, then
    /// collections of generation 0 and 1 since that of the next older one.
    pub fn gc_counts(&self) -> [i32; GENERATIONS] {
        state(|s| s.generations.counts.each_ref().map(Cell::get))
    }

    /// Sets the counts back to what they were: for allocations CPython would have made before the script began.
    pub fn restore_gc_counts(&mut self, counts: [i32; GENERATIONS]) {
        state(|s| {
            for (cell, count) in s.generations.counts.iter().zip(counts) {
                cell.set(count);
            }
        });
    }

    /// `gc.get_threshold`.
    pub fn gc_thresholds(&self) -> [i32; GENERATIONS] {
        state(|s| s.generations.thresholds.each_ref().map(Cell::get))
    }

    /// `gc.set_threshold`. A first threshold of 0 turns automatic collection off.
    pub fn set_gc_thresholds(&mut self, thresholds: [i32; GENERATIONS]) {
        state(|s| {
            for (cell, threshold) in s.generations.thresholds.iter().zip(thresholds) {
                cell.set(threshold);
            }
        });
    }

    /// `gc.get_stats`, youngest generation first.
    pub fn gc_stats(&self) -> [GenerationStats; GENERATIONS] {
        state(|s| s.generations.stats.each_ref().map(Cell::get))
    }

    /// Number of objects in each generation, for the lines of `gc.DEBUG_STATS`.
    pub fn generation_sizes(&self) -> [usize; GENERATIONS] {
        state(|s| std::array::from_fn(|generation| s.generations.size(generation)))
    }

    /// Leaves what exists now as CPython's start-up leaves it: it has collected the youngest generation three times and
    /// no older one, so everything stands in the middle generation.
    pub fn age_startup_objects(&mut self) {
        state(|s| {
            let lists = &s.generations;
            lists.merge(0, 1);
            lists.age_built_ins(0, 1);
            lists.counts[0].set(0);
            lists.counts[1].set(STARTUP_COLLECTIONS);
            lists.free_lists.start();
            let mut stats = lists.stats[0].get();
            stats.collections += STARTUP_COLLECTIONS as u64;
            lists.stats[0].set(stats);
        });
    }

    /// Moves what is young now to the middle generation, once in a heap's life: CPython's last collection at the start
    /// comes when the first instruction of the script is executed, so the script's function grows old with the rest.
    pub fn age_first_function(&mut self) {
        state(|s| {
            let lists = &s.generations;
            if !lists.has_begun.replace(true) {
                lists.merge(0, 1);
                lists.counts[0].set(0);
            }
        });
    }

    /// Takes what is tracked now out of the work of collections: the descriptors and namespaces of the built-in
    /// classes and the lists of the `gc` module, which live as long as the interpreter, so that all they refer to is
    /// reachable. They stay objects of a generation for all who ask, and begin it.
    pub fn settle_built_ins(&mut self) {
        state(|s| {
            let lists = &s.generations;
            lists.merge(0, BUILT_IN);
            without_deaths(s, || unreachable::untrack_tuples(self, lists, BUILT_IN));
            lists.built_in.set((0, lists.size(BUILT_IN)));
        });
    }

    /// `gc.freeze`: puts all tracked objects where no collection looks.
    pub fn freeze(&mut self) {
        state(|s| {
            let (with_built_in, _) = s.generations.built_in.replace((0, 0));
            for generation in 0..GENERATIONS {
                if generation == with_built_in {
                    s.generations.merge(BUILT_IN, PERMANENT);
                }
                s.generations.merge(generation, PERMANENT);
                s.generations.counts[generation].set(0);
            }
        });
    }

    /// `gc.unfreeze`: puts them into the oldest generation.
    pub fn unfreeze(&mut self) {
        state(|s| s.generations.merge(PERMANENT, GENERATIONS - 1));
    }

    /// `gc.get_freeze_count`.
    pub fn freeze_count(&self) -> usize {
        state(|s| s.generations.size(PERMANENT))
    }

    /// The tracked objects of a generation in tracking order (`gc.get_objects`), or of [`PERMANENT`].
    pub fn generation_objects(&self, generation: usize) -> Vec<Value> {
        let mut objects = Vec::new();
        state(|s| {
            s.generations.each_of_generation(generation.min(PERMANENT), &mut |header| {
                // SAFETY: objects in a list have not been freed.
                objects.extend(unsafe { Value::from_living(header) });
            });
        });
        objects
    }
}
