//! Records of objects: where and when each was made, and where a reference to it ended last.
//!
//! They are kept while somebody has asked for them ([`Heap::start_records`]) and know nothing of programs: a place is a
//! number, a [`Site`], that whoever executes a program sets and can make sense of. Records lie beside the heap, found
//! from an object's address, and no program can see that they are kept.
//!
//! ```text
//! address ──► region (1 MiB) ──► grain (16 bytes) ──► made | held     16 bytes, touched where objects are
//! ```
//!
//! Making objects asks nothing when none are kept. While they are, every class that instances do not count has a bit in
//! the word that an allocation compares anyway, so that the slow way is taken, which all other instances go.
#![expect(unsafe_code, reason = "the records of a thread are reached from destructors, which have no heap")]

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

use rustc_hash::FxHasher;

use super::cell::Heap;
use super::header::Header;
use super::heap::{State, state};
use super::trace::Tracer;
use super::value::{Slot, Value};

/// A place in a program, by a number below [`Site::LIMIT`]; 0 is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Site(pub u32);

impl Site {
    /// No place that is known.
    pub const NONE: Site = Site(0);
    /// Numbers are less.
    pub const LIMIT: u32 = 1 << SITE_BITS;
}

const SITE_BITS: u32 = 26;
/// The last time there is: later ones are told as this one.
const LAST: u64 = u64::MAX >> SITE_BITS;

/// A time and a place in one word: the later one is the greater one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark(u64);

impl Mark {
    /// Nothing was noted.
    pub const NONE: Mark = Mark(0);
    /// The object is dead.
    const DEAD: Mark = Mark(u64::MAX);

    fn new(time: u64, site: Site) -> Mark {
        Mark(time << SITE_BITS | u64::from(site.0))
    }

    /// When: a number of events since records are kept.
    pub fn time(self) -> u64 {
        self.0 >> SITE_BITS
    }

    /// Where.
    pub fn site(self) -> Site {
        Site((self.0 & u64::from(Site::LIMIT - 1)) as u32)
    }
}

/// What is known of the object at one address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Where it was made; none for objects that are older than the records.
    pub made: Mark,
    /// Where a reference to it from a register, or from something that died, ended last.
    pub held: Mark,
}

/// Bits of an address within a region.
const REGION_BITS: u32 = 20;
/// Bits of an address within a grain: no two objects begin in the same one.
const GRAIN_BITS: u32 = 4;
const GRAINS: usize = 1 << (REGION_BITS - GRAIN_BITS);
/// How many regions are found without hashing.
const RECENT: usize = 64;

/// The records of a heap.
pub struct Records {
    clock: u64,
    /// Boxes, each of which keeps its place.
    regions: HashMap<usize, NonNull<Grains>, BuildHasherDefault<FxHasher>>,
    /// Regions that were asked for, by the last bits of their number, and where they are.
    recent: [(usize, NonNull<Grains>); RECENT],
}

/// When and where the object in each grain was made, and held last.
type Grains = [[u64; 2]; GRAINS];

impl Default for Records {
    fn default() -> Records {
        let recent = [(usize::MAX, NonNull::dangling()); RECENT];
        Records { clock: 0, regions: HashMap::default(), recent }
    }
}

const fn region_of(address: usize) -> usize {
    address >> REGION_BITS
}

const fn grain_of(address: usize) -> usize {
    address >> GRAIN_BITS & (GRAINS - 1)
}

impl Records {
    /// What is known of the object at `address`.
    pub fn of(&self, address: usize) -> Record {
        let region = self.regions.get(&region_of(address));
        // SAFETY: the records own the region.
        let [made, held] = region.map_or([0; 2], |region| unsafe { region.as_ref()[grain_of(address)] });
        Record { made: Mark(made), held: Mark(held) }
    }

    /// As [`Records::of`], faster for many objects near each other.
    #[inline]
    fn look(&mut self, address: usize) -> Record {
        let [made, held] = *self.entry(address);
        Record { made: Mark(made), held: Mark(held) }
    }

    /// How many events there have been.
    pub fn now(&self) -> u64 {
        self.clock
    }

    /// Bytes that the records of objects take, as far as they have been touched at all.
    pub fn bytes(&self) -> usize {
        self.regions.len() * size_of::<Grains>()
    }

    /// A mark here and now, later than all before.
    #[inline]
    fn mark(&mut self, site: Site) -> Mark {
        self.clock = (self.clock + 1).min(LAST - 1);
        Mark::new(self.clock, site)
    }

    #[inline(always)]
    fn grains(&mut self, region: usize) -> NonNull<Grains> {
        let (known, grains) = self.recent[region % RECENT];
        if known == region { grains } else { self.find(region) }
    }

    #[inline]
    fn entry(&mut self, address: usize) -> &mut [u64; 2] {
        let mut grains = self.grains(region_of(address));
        // SAFETY: a region that was found is there as long as the records are, which are borrowed.
        unsafe { &mut grains.as_mut()[grain_of(address)] }
    }

    #[cold]
    #[inline(never)]
    fn find(&mut self, region: usize) -> NonNull<Grains> {
        let grains = *self.regions.entry(region).or_insert_with(|| {
            // Zeroed memory, which the system provides as it is touched.
            // SAFETY: these are numbers.
            NonNull::from(Box::leak(unsafe { Box::<Grains>::new_zeroed().assume_init() }))
        });
        self.recent[region % RECENT] = (region, grains);
        grains
    }

    #[inline]
    fn hold(&mut self, header: &Header, mark: Mark) {
        self.entry(std::ptr::from_ref(header) as usize)[1] = mark.0;
    }
}

impl Drop for Records {
    fn drop(&mut self) {
        for region in self.regions.values() {
            // SAFETY: each was a box, and is used no more.
            drop(unsafe { Box::from_raw(region.as_ptr()) });
        }
    }
}

impl State {
    /// Runs `f` with the records, if they are kept.
    #[inline(always)]
    fn with_records<R>(&self, f: impl FnOnce(&mut Records, Site) -> R) -> Option<R> {
        // SAFETY: nothing that is done with records looks for them again, for it makes no objects and drops none.
        let records = unsafe { &mut *self.records.get() };
        records.as_mut().map(|records| f(records, self.site.get()))
    }

    /// Ends the records without a heap that could be asked.
    pub(super) fn forget_records(&self) {
        self.recording.set(false);
        self.site.set(Site::NONE);
        drop(self.take_records());
    }

    fn take_records(&self) -> Option<Box<Records>> {
        // SAFETY: as above.
        unsafe { (*self.records.get()).take() }
    }

    /// Notes that an object was made.
    #[inline]
    pub(super) fn note_birth(&self, object: &Header) {
        self.with_records(|records, site| {
            let mark = records.mark(site);
            *records.entry(std::ptr::from_ref(object) as usize) = [mark.0, 0];
        });
    }

    /// Notes that a container is about to be torn down, and that its references end: those to objects that live on.
    ///
    /// # Safety
    /// As [`super::dealloc`]'s `destroy`.
    #[cold]
    #[inline(never)]
    pub(super) unsafe fn note_death(&self, dying: NonNull<Header>) {
        let mark = self.with_records(|records, site| {
            *records.entry(dying.as_ptr() as usize) = [Mark::DEAD.0, 0];
            records.mark(site)
        });
        let Some(mark) = mark else { return };
        // A capability for as long as the object is looked at. It is not dropped: the thread's own lives on.
        let heap = ManuallyDrop::new(Heap { _not_send: std::marker::PhantomData });
        let mut ended = |header: &Header| {
            if header.is_container() && !header.is_unshared() {
                self.with_records(|records, _| records.hold(header, mark));
            }
        };
        // SAFETY: the object is whole. No view into it is open, for such a view borrows a reference to the object, and
        // there is none left; what it refers to is looked at by its header only.
        unsafe { heap.trace(dying, &mut Tracer::ending(&heap, &mut ended)) };
    }
}

impl Heap {
    /// Keeps records from now on, in addition to those given. Nothing happens if they are kept already.
    pub fn start_records(&mut self, records: Box<Records>) {
        state(|s| {
            if s.recording.replace(true) {
                return;
            }
            // SAFETY: as in `with_records`.
            unsafe { *s.records.get() = Some(records) };
        });
        for class in self.static_classes() {
            if let Some(header) = class.header_ptr() {
                // SAFETY: the list has classes only.
                unsafe { super::heap::head_of(header) }.begin_records();
            }
        }
    }

    /// Keeps records no longer, and gives them away.
    pub fn stop_records(&mut self) -> Option<Box<Records>> {
        for class in self.static_classes() {
            if let Some(header) = class.header_ptr() {
                // SAFETY: the list has classes only.
                unsafe { super::heap::head_of(header) }.end_records();
            }
        }
        state(|s| {
            s.recording.set(false);
            s.site.set(Site::NONE);
            s.take_records()
        })
    }

    /// The place that is noted from now on.
    #[inline(always)]
    pub fn set_site(&mut self, site: Site) {
        // SAFETY: the state stays here.
        unsafe { super::heap::current() }.site.set(site);
    }

    /// The place that is being noted.
    #[inline(always)]
    pub fn site(&self) -> Site {
        // SAFETY: the state stays here.
        unsafe { super::heap::current() }.site.get()
    }

    /// A mark of this place and time, later than all marks before; none while no records are kept.
    #[inline]
    pub fn mark(&mut self) -> Mark {
        // SAFETY: the state stays here.
        unsafe { super::heap::current() }.with_records(Records::mark).unwrap_or_default()
    }

    /// What is known of an object.
    pub fn record_of(&self, address: usize) -> Record {
        // SAFETY: the state stays here.
        unsafe { super::heap::current() }.with_records(|records, _| records.look(address)).unwrap_or_default()
    }

    /// Notes that a reference to an object, if it is one that the collector may track, ends here.
    #[inline]
    pub fn note_held(&mut self, value: &Value) {
        self.note_all_held(&[], [Some(value), None]);
    }

    /// As [`Heap::note_held`], of all that registers hold and two more: with one mark.
    #[inline(always)]
    pub fn note_all_held(&mut self, registers: &[Slot], more: [Option<&Value>; 2]) {
        // SAFETY: the state stays here.
        unsafe { super::heap::current() }.with_records(|records, site| {
            let mark = records.mark(site);
            // Most of them are near each other.
            let (mut region, mut grains) = (usize::MAX, NonNull::dangling());
            let mut hold = |value: &Value| {
                let Some(header) = value.header().filter(|header| header.is_container()) else { return };
                let address = std::ptr::from_ref(header) as usize;
                if region != region_of(address) {
                    region = region_of(address);
                    grains = records.grains(region);
                }
                // SAFETY: a region that was found is there as long as the records are, which are borrowed.
                let grains = unsafe { grains.as_mut() };
                grains[grain_of(address)][1] = mark.0;
            };
            for value in registers.iter().flatten() {
                hold(value);
            }
            for value in more.into_iter().flatten() {
                hold(value);
            }
        });
    }

    /// As [`Heap::note_held`], of the object at `address`.
    pub fn note_held_address(&mut self, address: usize) {
        state(|s| {
            s.with_records(|records, site| {
                let mark = records.mark(site);
                records.entry(address)[1] = mark.0;
            })
        });
    }

    /// As [`Heap::note_held`], of the object that was at `address` when it was made at `made`, if that still lives.
    pub fn note_held_at(&mut self, address: usize, made: Mark) {
        state(|s| {
            s.with_records(|records, site| {
                let mark = records.mark(site);
                let entry = records.entry(address);
                if entry[0] == made.0 {
                    entry[1] = mark.0;
                }
            })
        });
    }
}
