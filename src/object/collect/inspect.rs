//! Questions about the heap: who refers to whom, is it consistent, what is still alive.
#![expect(unsafe_code, reason = "objects of a list become values")]

#[cfg(debug_assertions)]
use std::ptr::NonNull;

use hashbrown::HashMap;

use super::super::cell::Heap;
use super::super::dealloc::without_deaths;
use super::super::edge::Edge;
use super::super::header::{Flags, GcLinks, Header};
use super::super::heap::state;
use super::super::kind::Kind;
use super::super::trace::Tracer;
use super::super::value::Value;
use super::super::weak::WeakRef;
use super::{BUILT_IN, GENERATIONS, Generations, PERMANENT};

/// The live objects of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Census {
    /// The payload's kind.
    pub kind: Kind,
    /// How many are alive.
    pub objects: usize,
    /// How many of them have more references than the live objects show: what the interpreter itself has kept.
    pub held: usize,
    /// The references to them that there are, as the kind that refers and the name, each once: `Function.__code__`.
    pub referred_by: Vec<String>,
}

/// Every live object of a debug build; `None` once there was no memory for the register.
#[cfg(debug_assertions)]
pub(in super::super) struct Registry(Option<hashbrown::HashSet<usize, Hashing>>);

type Hashing = rustc_hash::FxBuildHasher;

#[cfg(debug_assertions)]
impl Registry {
    pub(in super::super) const fn new() -> Registry {
        Registry(Some(hashbrown::HashSet::with_hasher(rustc_hash::FxBuildHasher)))
    }

    pub(in super::super) fn born(&mut self, object: NonNull<Header>) {
        let Some(objects) = &mut self.0 else { return };
        if objects.try_reserve(1).is_ok() {
            objects.insert(object.as_ptr() as usize);
        } else {
            self.0 = None;
        }
    }

    pub(in super::super) fn died(&mut self, object: NonNull<Header>) {
        let known = self.0.as_mut().is_none_or(|objects| objects.remove(&(object.as_ptr() as usize)));
        assert!(known, "an object died twice");
    }
}

impl Heap {
    /// Whether the collector tracks the object now (`gc.is_tracked`).
    pub fn is_tracked(&self, value: &Value) -> bool {
        value.header().is_some_and(Header::is_tracked)
    }

    /// Whether the object's finalizer has run (`gc.is_finalized`).
    pub fn is_finalized(&self, value: &Value) -> bool {
        value.header().is_some_and(|header| header.flags().contains(Flags::FINALIZED))
    }

    /// What the object refers to directly, each as often as it does, in the order of CPython's `tp_traverse`
    /// (`gc.get_referents`). What CPython's collector does not know refers to nothing.
    pub fn referents(&self, value: &Value) -> Vec<Value> {
        let mut referents = Vec::new();
        if value.header().is_some_and(Header::is_container) {
            self.references(value, &mut |_, referent| referents.push(referent.clone()));
        }
        referents
    }

    /// Calls `visit` with each reference of the object and its name, in the order of CPython's `tp_traverse`; also of
    /// what the collector does not know.
    pub fn references(&self, value: &Value, visit: &mut dyn FnMut(Edge<'_>, &Value)) {
        if let Some(header) = value.header_ptr() {
            // SAFETY: `value` keeps the object alive.
            unsafe { self.trace(header, &mut Tracer::named(self, visit)) };
        }
    }

    /// The tracked objects that refer to one of `objects`, oldest tracked first in each generation, youngest
    /// generation first (`gc.get_referrers`). Those in `except` are left out: the caller's own argument tuple.
    pub fn referrers(&self, objects: &[Value], except: &[Value]) -> Vec<Value> {
        let mut referrers = Vec::new();
        state(|s| {
            without_deaths(s, || {
                for generation in 0..GENERATIONS {
                    s.generations.each_of_generation(generation, |candidate| {
                        let mut refers = false;
                        let mut look = |_: Edge<'_>, referent: &Value| refers = refers || objects.contains(referent);
                        // SAFETY: objects in a list have not been freed.
                        unsafe { self.trace(candidate, &mut Tracer::named(self, &mut look)) };
                        if refers && !except.iter().any(|value| value.header_ptr() == Some(candidate)) {
                            // SAFETY: as above.
                            referrers.extend(unsafe { Value::from_living(candidate) });
                        }
                    });
                }
            });
        });
        referrers
    }

    /// What is alive, most frequent kind first; for the end of a program, when nothing should be. Empty in release
    /// builds, which keep no register of objects.
    pub fn census(&self) -> Vec<Census> {
        let objects = self.all_objects();
        let mut references: HashMap<usize, u32, Hashing> = HashMap::default();
        let mut kinds: HashMap<Kind, Census, Hashing> = HashMap::default();
        let none = |kind| Census { kind, objects: 0, held: 0, referred_by: Vec::new() };
        for object in &objects {
            let Some(from) = object.kind() else { continue };
            self.references(object, &mut |edge, referent| {
                let Some((header, kind)) = referent.header_ptr().zip(referent.kind()) else { return };
                *references.entry(header.as_ptr() as usize).or_default() += 1;
                let edge = format!("{from:?}{edge}");
                let known = &mut kinds.entry(kind).or_insert_with(|| none(kind)).referred_by;
                if !known.contains(&edge) {
                    known.push(edge);
                }
            });
        }
        for object in &objects {
            let Some(header) = object.header() else { continue };
            let kind = header.kind();
            let entry = kinds.entry(kind).or_insert_with(|| none(kind));
            entry.objects += 1;
            let known = references.get(&(std::ptr::from_ref(header) as usize)).copied().unwrap_or_default();
            // One reference more is that of the list of all objects.
            entry.held += usize::from(header.refcount() > known + 1);
        }
        let mut census: Vec<_> = kinds.into_values().collect();
        census.sort_by_key(|entry| (std::cmp::Reverse(entry.objects), entry.kind as u8));
        census
    }

    /// Every live object of a debug build, in no order; empty in release builds.
    pub fn all_objects(&self) -> Vec<Value> {
        #[cfg(debug_assertions)]
        {
            let from_address = |&address: &usize| {
                // SAFETY: registered objects have not been freed.
                NonNull::new(address as *mut Header).and_then(|header| unsafe { Value::from_living(header) })
            };
            state(|s| s.registry.borrow().0.iter().flatten().filter_map(from_address).collect())
        }
        #[cfg(not(debug_assertions))]
        Vec::new()
    }

    /// From now on objects die without a word: finalizers count as run, and weak references have no callbacks. For the
    /// end of a debug build, when what CPython leaks at exit (frozen cycles, what was resurrected last) is freed too.
    pub fn silence(&mut self) {
        let objects = self.all_objects();
        let mut callbacks = Vec::new();
        for object in &objects {
            if let Some(header) = object.header() {
                header.insert_flags(Flags::FINALIZED);
            }
            if let Some(reference) = object.cast::<WeakRef>() {
                callbacks.push(reference.take_callback(self));
            }
        }
        drop(objects);
        drop(callbacks);
    }

    /// Walks the heap: lists are linked both ways, no mark is left of a collection, and no object is referred to more
    /// often than it is counted.
    pub fn check(&self) -> Result<(), String> {
        state(|s| without_deaths(s, || self.check_lists(&s.generations)))
    }

    fn check_lists(&self, lists: &Generations) -> Result<(), String> {
        let mut references: HashMap<usize, u32, Hashing> = HashMap::default();
        for list in 0..lists.heads.len() {
            check_links(lists, list)?;
            let is_empty = lists.heads[list].next.get() == lists.heads[list].address();
            if (PERMANENT + 1..BUILT_IN).contains(&list) && !is_empty {
                return Err(format!("list {list} is not empty after a collection"));
            }
            lists.each(list, |object| {
                let mut count = |_: Edge<'_>, referent: &Value| count(&mut references, referent);
                // SAFETY: objects in a list are alive.
                unsafe { self.trace(object, &mut Tracer::named(self, &mut count)) };
            });
        }
        for (address, count) in references {
            // SAFETY: a live object refers to it.
            let header = unsafe { &*(address as *const Header) };
            if header.refcount() < count {
                let (kind, counted, edges) =
                    (header.kind(), header.refcount(), self.edges_to(lists, address).join(", "));
                return Err(format!(
                    "{kind:?} {address:#x} is counted {counted} times, referred to {count} times: {edges}"
                ));
            }
        }
        Ok(())
    }

    /// The references of tracked objects to the one at `address`, each as the object that refers and the name.
    fn edges_to(&self, lists: &Generations, address: usize) -> Vec<String> {
        let mut edges = Vec::new();
        for list in 0..lists.heads.len() {
            lists.each(list, |object| {
                // SAFETY: objects in a list are alive.
                let kind = unsafe { object.as_ref() }.kind();
                let mut look = |edge: Edge<'_>, referent: &Value| {
                    if referent.header_ptr().is_some_and(|header| header.as_ptr() as usize == address) {
                        edges.push(format!("{kind:?} {object:?}{edge}"));
                    }
                };
                // SAFETY: as above.
                unsafe { self.trace(object, &mut Tracer::named(self, &mut look)) };
            });
        }
        edges
    }
}

/// One reference more to what is on the heap.
fn count(references: &mut HashMap<usize, u32, Hashing>, referent: &Value) {
    // What is not counted is not found to be wrong.
    if let Some(header) = referent.header_ptr()
        && references.try_reserve(1).is_ok()
    {
        *references.entry(header.as_ptr() as usize).or_default() += 1;
    }
}

fn check_links(lists: &Generations, list: usize) -> Result<(), String> {
    let head = &lists.heads[list];
    let mut previous = head;
    loop {
        // SAFETY: a node that is not the head belongs to a live object.
        let links = unsafe { &*(previous.next.get() as *const GcLinks) };
        if links.previous.get() != previous.address() {
            return Err(format!("list {list}: {:#x} does not point back", links.address()));
        }
        if links.address() == head.address() {
            return Ok(());
        }
        // SAFETY: as above.
        let header = unsafe { links.header().as_ref().flags() };
        if !header.contains(Flags::CONTAINER) || header.intersects(Flags::COLLECTING | Flags::UNREACHABLE) {
            return Err(format!("list {list}: {:#x} is marked {header:?}", links.address()));
        }
        previous = links;
    }
}
