//! One collection, stage by stage. The memory layer cannot run Python code; the virtual machine can, and drives:
//!
//! ```text
//! begin_collection ─► (callbacks "start", DEBUG_STATS) ─► find_garbage ─► (DEBUG_COLLECTABLE)
//!   ─► clear_weak_references ─► next_callback … ─► next_finalizer … ─► handle_resurrected
//!   ─► next_garbage … ─► (DEBUG_STATS) ─► record ─► (callbacks "stop") ─► finish
//! ```
//! After each piece of Python code, and after each value it drops, the machine also runs what is parked. The garbage
//! is a list threaded through the objects: it holds no references, so a finalizer sees CPython's counts, and an
//! object that dies on the way leaves the list by itself.
#![expect(unsafe_code, reason = "objects of a list become values")]

use std::ptr::NonNull;

use super::super::cell::Heap;
use super::super::dealloc::without_deaths;
use super::super::header::{Flags, Header};
use super::super::heap::state;
use super::super::kind::Kind;
use super::super::pointer::{Object, Py};
use super::super::value::Value;
use super::super::weak::{self, WeakRef};
use super::{CALLBACKS, GARBAGE, GENERATIONS, Generations, SEEN, Stage, UNREACHABLE, unreachable};

/// A collection under way. [`Collection::finish`] must end it, or no other can begin.
#[must_use = "a collection that is not finished keeps all others from beginning"]
#[derive(Debug)]
pub struct Collection {
    generation: usize,
    collected: usize,
    /// The object the machine has been given last.
    in_hand: Option<NonNull<Header>>,
}

/// What a collection found, as the `"stop"` callback and `gc.collect()` tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The generation collected; with it all younger ones.
    pub generation: usize,
    /// Objects found unreachable and not resurrected, and weak references freed by their own callback.
    pub collected: usize,
    /// Always 0: CPython counts objects with a legacy finalizer, of which there are none.
    pub uncollectable: usize,
}

impl Heap {
    /// Begins a collection of `generation` and the younger ones, or of those that need it. `None` when one is under
    /// way already, or when automatic collection (no generation given) is disabled or not due after all.
    pub fn begin_collection(&mut self, generation: Option<usize>) -> Option<Collection> {
        state(|s| {
            let lists = &s.generations;
            let generation = if let Some(generation) = generation {
                generation.min(GENERATIONS - 1)
            } else {
                lists.due.set(false);
                if !lists.enabled.get() {
                    return None;
                }
                let stress = cfg!(feature = "stress").then_some(0);
                lists.select().or(stress)?
            };
            if lists.stage.get() != Stage::Idle {
                return None;
            }
            lists.stage.set(Stage::Begun);
            Some(Collection { generation, collected: 0, in_hand: None })
        })
    }
}

impl Generations {
    fn go_on(&self, from: Stage, to: Stage) {
        assert_eq!(self.stage.get(), from, "the stages of a collection have an order");
        self.stage.set(to);
    }

    /// Whatever a collection that ends early has left in its own lists goes to the generation `old`, without marks.
    fn take_back(&self, old: usize) {
        for list in [UNREACHABLE, SEEN, CALLBACKS, GARBAGE] {
            // SAFETY: objects in a list are alive.
            self.each(list, |object| unsafe { object.as_ref() }.remove_flags(Flags::COLLECTING));
            self.merge(list, old);
        }
    }
}

/// How many more objects CPython 3.14.10 tracks when a script begins (6393 after a full collection, 1945 here). They
/// count among those that survive a full collection, and so decide when the next one is due.
const OTHERS: usize = 4448;

impl Collection {
    /// The generation being collected.
    pub fn generation(&self) -> usize {
        self.generation
    }

    /// The list survivors go to.
    fn old(&self) -> usize {
        (self.generation + 1).min(GENERATIONS - 1)
    }

    /// Updates the counts, finds the garbage and moves the survivors to the next generation. Runs no code.
    ///
    /// # Panics
    /// When this is not the stage for it.
    pub fn find_garbage(&mut self, heap: &mut Heap) {
        let (generation, old) = (self.generation, self.old());
        state(|s| {
            let lists = &s.generations;
            lists.go_on(Stage::Begun, Stage::Found);
            if generation + 1 < GENERATIONS {
                lists.counts[generation + 1].set(lists.counts[generation + 1].get() + 1);
            }
            for younger in 0..=generation {
                lists.counts[younger].set(0);
            }
            for younger in 0..generation {
                lists.merge(younger, generation);
            }
            lists.age_built_ins(generation, generation);
            without_deaths(s, || unreachable::deduce(heap, lists, generation, UNREACHABLE));
            without_deaths(s, || unreachable::untrack_tuples(heap, lists, generation));
            if old == generation {
                lists.long_lived_pending.set(0);
                lists.long_lived_total.set(lists.size(generation) + OTHERS);
            } else {
                if generation == GENERATIONS - 2 {
                    lists.long_lived_pending.set(lists.long_lived_pending.get() + lists.size(generation));
                }
                lists.merge(generation, old);
            }
            lists.age_built_ins(generation, old);
        });
    }

    /// The objects found, in the order of `gc.DEBUG_COLLECTABLE`. To be dropped before the next stage.
    pub fn unreachable(&self, _: &Heap) -> Vec<Value> {
        let mut objects = Vec::new();
        // SAFETY: objects in a list have not been freed.
        state(|s| s.generations.each(UNREACHABLE, |o| objects.extend(unsafe { Value::from_living(o) })));
        objects
    }

    /// CPython's `handle_weakrefs`, first half: clears every weak reference to garbage, and every one that is
    /// garbage. The callbacks of the others are due then, by [`Collection::next_callback`]. They stay readable as
    /// `__callback__`, unlike those of references whose target died by its count.
    pub fn clear_weak_references(&mut self, _: &mut Heap) {
        state(|s| {
            let lists = &s.generations;
            lists.each(UNREACHABLE, |object| {
                // SAFETY: objects in a list are alive, and so are the references of the table; clearing a reference
                // drops nothing.
                unsafe {
                    if object.as_ref().kind() == Kind::WeakRef {
                        object.cast::<Object<WeakRef>>().as_ref().payload.detach();
                    }
                    if !object.as_ref().flags().contains(Flags::WEAKLY_REFERENCED) {
                        return;
                    }
                    for reference in weak::clear_references(object) {
                        // A callback that is garbage itself must not see what has been cleared already.
                        let garbage = reference.as_ref().header.flags().contains(Flags::COLLECTING);
                        if !garbage && reference.as_ref().payload.has_callback() {
                            reference.as_ref().header.incref();
                            lists.move_to(reference.cast(), CALLBACKS);
                        }
                    }
                }
            });
        });
    }

    /// The next weak reference whose callback is to be called with it. To be dropped before the next call, which
    /// looks whether that freed it.
    pub fn next_callback(&mut self, _: &mut Heap) -> Option<Py<WeakRef>> {
        let old = self.old();
        state(|s| {
            let lists = &s.generations;
            if let Some(last) = self.in_hand.take() {
                if lists.first(CALLBACKS) == Some(last) {
                    lists.move_to(last, old);
                } else {
                    self.collected += 1;
                }
            }
            let next = lists.first(CALLBACKS)?;
            self.in_hand = Some(next);
            // SAFETY: the reference counted for the callback moves to the machine; the kind was checked by the table.
            unsafe { Some(Py::from_raw(next.cast().as_ptr())) }
        })
    }

    /// The next object whose finalizer is to be called (`__del__`, a generator's close), marked as finalized. The
    /// machine's reference is the only one more than there were, and to be dropped before the next call.
    pub fn next_finalizer(&mut self, heap: &mut Heap) -> Option<Value> {
        state(|s| {
            let lists = &s.generations;
            while let Some(object) = lists.first(UNREACHABLE) {
                lists.move_to(object, SEEN);
                // SAFETY: objects in a list have not been freed.
                let Some(value) = (unsafe { Value::from_living(object) }) else { continue };
                // A memoryview gives its buffer back when it dies, in CPython's tp_dealloc: it has no finalizer.
                if value.kind() != Some(Kind::MemoryView) && heap.needs_finalizer(&value) {
                    heap.mark_finalized(&value);
                    return Some(value);
                }
            }
            lists.merge(SEEN, UNREACHABLE);
            None
        })
    }

    /// Finds what finalizers made reachable again and moves it to the next generation, and clears the weak references
    /// to the rest without calling them. Gives back how many objects are still garbage.
    ///
    /// # Panics
    /// When this is not the stage for it.
    pub fn handle_resurrected(&mut self, heap: &mut Heap) -> usize {
        let old = self.old();
        state(|s| {
            let lists = &s.generations;
            lists.go_on(Stage::Found, Stage::Decided);
            lists.merge(SEEN, UNREACHABLE);
            // SAFETY: objects in a list are alive.
            lists.each(UNREACHABLE, |object| unsafe { object.as_ref() }.remove_flags(Flags::COLLECTING));
            without_deaths(s, || unreachable::deduce(heap, lists, UNREACHABLE, GARBAGE));
            lists.merge(UNREACHABLE, old);
            // References that finalizers made to what is taken apart now: nobody gets at it through them, and their
            // callbacks are never called.
            lists.each(GARBAGE, |object| {
                // SAFETY: objects in a list are alive.
                unsafe {
                    if object.as_ref().flags().contains(Flags::WEAKLY_REFERENCED) {
                        drop(weak::clear_references(object));
                    }
                }
            });
            let garbage = lists.size(GARBAGE);
            self.collected += garbage;
            garbage
        })
    }

    /// The next object to clear. The machine calls [`Heap::clear`] (or, with `gc.DEBUG_SAVEALL`, appends the object
    /// to `gc.garbage`), runs what is parked, drops the object, and runs what is parked then.
    pub fn next_garbage(&mut self, _: &mut Heap) -> Option<Value> {
        let old = self.old();
        state(|s| {
            let lists = &s.generations;
            if let Some(last) = self.in_hand.take()
                && lists.first(GARBAGE) == Some(last)
            {
                // Still alive; it may die later, when another object lets go of it.
                // SAFETY: objects in a list are alive.
                unsafe { last.as_ref() }.remove_flags(Flags::COLLECTING);
                lists.move_to(last, old);
            }
            let next = lists.first(GARBAGE)?;
            self.in_hand = Some(next);
            // SAFETY: as above.
            unsafe { Value::from_living(next) }
        })
    }

    /// What the collection has found so far, for `gc.DEBUG_STATS`' last line and the `"stop"` callback.
    pub fn outcome(&self) -> Outcome {
        Outcome { generation: self.generation, collected: self.collected, uncollectable: 0 }
    }

    /// Enters the figures into `gc.get_stats()`. The `"stop"` callbacks are called after this and before
    /// [`Collection::finish`], so that they cannot collect.
    pub fn record(&self, _: &mut Heap) -> Outcome {
        let outcome = self.outcome();
        state(|s| {
            let cell = &s.generations.stats[self.generation];
            let mut stats = cell.get();
            stats.collections += 1;
            stats.collected += outcome.collected as u64;
            cell.set(stats);
            if self.generation == GENERATIONS - 1 {
                s.generations.free_lists.clear();
            }
        });
        outcome
    }

    /// Ends the collection: another may begin.
    ///
    /// # Panics
    /// In stress builds, when the heap is not consistent.
    pub fn finish(self, heap: &mut Heap) {
        state(|s| {
            s.generations.take_back(self.old());
            s.generations.stage.set(Stage::Idle);
        });
        #[cfg(feature = "stress")]
        if state(|s| s.generations.check_is_due(s.live.get()))
            && let Err(defect) = heap.check()
        {
            panic!("{defect}");
        }
        #[cfg(not(feature = "stress"))]
        let _ = heap;
    }
}
