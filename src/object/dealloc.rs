//! Death of objects: at once when nothing can notice, parked when Python code must run first.
//!
//! No Python code ever runs inside a Rust `Drop`. An object with a finalizer or a watched weak reference is *parked*:
//! it keeps one reference, owned by the parking list. Everything that dies behind it in the same cascade is parked
//! too, and so is a reference that something dead held to something alive, so that the virtual machine, which takes the
//! list over at the end of the instruction, finds the order in which CPython would have freed. Destructors nest at most
//! [`DEPTH_LIMIT`] deep, and in no more stack than they are given; what lies deeper is put off until [`HEADROOM`] of
//! them are done, last in first out, as CPython's trashcan does.
#![expect(unsafe_code, reason = "objects are torn down through untyped headers")]

use std::ptr::NonNull;

use super::cell::Heap;
use super::class::ClassFlags;
use super::collect::free_lists::FreeLists;
use super::header::{Flags, GcLinks, Header};
use super::heap::{State, current, state, untrack};
use super::instance::Words;
use super::kind::Kind;
use super::payload::OwnDict;
use super::pointer::Object;
use super::references::Release;
use super::str::Str;
use super::value::Value;
use super::weak;

/// Destructors of containers that CPython nests before it puts one off: its C recursion limit of 10,000, less the two
/// units of a running evaluation loop and a headroom of fifty.
const DEPTH_LIMIT: u32 = 9948;
/// CPython's `Py_TRASHCAN_HEADROOM`.
const HEADROOM: u32 = 50;
/// Bytes of stack that nested destructors may take unless [`Heap::set_destructor_stack`] says otherwise. When they are
/// used up first, objects are put off earlier than in CPython; nothing else changes.
pub(super) const DEFAULT_STACK: usize = 512 * 1024;

/// # Safety
/// [`Header::decref`] has just told that nobody refers to the object any more.
#[cold]
#[inline(never)]
pub(super) unsafe fn last_reference_dropped(header: NonNull<Header>) {
    // SAFETY: the object is whole; nobody else refers to it, unless its count is one that nobody counts.
    unsafe {
        if header.as_ref().was_pinned() {
            return;
        }
        let s = current();
        let plain = is_plain(header);
        let container = header.as_ref().flags().contains(Flags::CONTAINER);
        if plain && !container && s.parked_count.get() == 0 {
            free_plain_atom(s, header);
        } else if s.parked_count.get() != 0 || must_run_code(header) {
            park(s, header);
        } else if plain && container {
            destroy_container::<true>(s, header);
        } else {
            destroy(s, header);
        }
    }
}

/// What waits for the virtual machine.
pub(super) enum Parked {
    /// A reference to one object.
    Object(NonNull<Header>),
    /// What is left of the references that something large has let go of, the next one first.
    Rest(Box<dyn Iterator<Item = Value>>),
}

/// References that are parked one by one rather than together.
const FEW: usize = 64;

/// Ends a reference that a dying object held; whether something is parked now.
#[inline(always)]
pub(super) fn give_up(value: Value) -> bool {
    let Some(header) = value.header_ptr() else { return false };
    std::mem::forget(value);
    // SAFETY: the value owned one reference; if it was the last one, nobody else refers to the object.
    unsafe {
        if header.as_ref().decref() {
            last_reference_dropped(header);
            current().parked_count.get() != 0
        } else if current().parked_count.get() != 0 {
            park_reference(header);
            true
        } else {
            false
        }
    }
}

/// Ends references while something is parked, the first one first: few are parked one by one, and many stay together,
/// because a list of a million objects has to end where there is no memory for another list.
#[cold]
#[inline(never)]
pub(super) fn park_rest(rest: impl Iterator<Item = Value> + 'static) {
    if rest.size_hint().1.is_some_and(|most| most <= FEW) {
        rest.for_each(|value| {
            give_up(value);
        });
    } else {
        state(|s| {
            // SAFETY: the list is touched only for the length of this push.
            unsafe { (*s.parked.get()).push(Parked::Rest(Box::new(rest))) };
            s.parked_count.set(s.parked_count.get() + 1);
        });
    }
}

/// Ends a reference; whether that was the last one, and what died with it waits for Python code.
#[inline(always)]
pub fn ends_with_code(value: Value) -> bool {
    let Some(header) = value.header_ptr() else { return false };
    std::mem::forget(value);
    // SAFETY: the value owned one reference; if it was the last one, nobody else refers to the object.
    unsafe {
        header.as_ref().decref() && {
            last_reference_dropped(header);
            current().parked_count.get() != 0
        }
    }
}

/// Parks a reference to an object that others refer to: it ends when its turn comes.
#[cold]
#[inline(never)]
unsafe fn park_reference(header: NonNull<Header>) {
    // SAFETY: the object is alive; the reference just counted down is the list's.
    unsafe {
        let s = current();
        header.as_ref().incref();
        if !push_parked(s, header) {
            // Too early, but it ends.
            header.as_ref().decref();
        }
    }
}

/// Whether the object is one of a built-in type without attributes and weak references: all there is is the payload.
/// An atom of this kind, a str or a number, is the most frequent death, which nothing can notice.
#[inline(always)]
unsafe fn is_plain(header: NonNull<Header>) -> bool {
    const OWN: ClassFlags = ClassFlags::HEAP_TYPE.union(ClassFlags::HAS_DICT).union(ClassFlags::HAS_FINALIZER);
    // SAFETY: the caller owns the dying object.
    unsafe {
        let this = header.as_ref();
        let class = this.class_head();
        let plain = !this.flags().contains(Flags::WEAKLY_REFERENCED) && !class.flags().intersects(OWN);
        debug_assert!(!plain || class.slot_words() == 0, "only classes written in Python have slots");
        plain
    }
}

/// # Safety
/// As `destroy`, for a plain atom.
#[inline(always)]
unsafe fn free_plain_atom(s: &State, header: NonNull<Header>) {
    // SAFETY: such an object is header, payload and items.
    unsafe {
        let size = if header.as_ref().kind() == Kind::Str {
            // What every layout does, without asking the layout.
            let text = header.cast::<Object<Str>>().as_ptr();
            let size = size_of::<Object<Str>>() + (*text).payload.capacity();
            std::ptr::drop_in_place(&raw mut (*text).payload);
            size
        } else {
            let layout = header.as_ref().class_head().layout();
            let size = layout.size + layout.trailing_bytes(header);
            layout.release(header, &mut Release::begin());
            size
        };
        s.live.set(s.live.get() - 1);
        #[cfg(debug_assertions)]
        s.registry.borrow_mut().died(header);
        s.pool.free(header.as_ptr().cast::<u8>(), size);
    }
}

/// Whether Python code must run before the object may go: `__del__`, a generator's close, a weak reference's callback.
#[inline(always)]
unsafe fn must_run_code(header: NonNull<Header>) -> bool {
    // SAFETY: the caller owns the dying object.
    unsafe {
        let this = header.as_ref();
        let class = this.class_head();
        let flags = this.flags();
        if !flags.contains(Flags::FINALIZED)
            && (class.has(ClassFlags::HAS_FINALIZER) || class.layout().needs_finalizer(header))
        {
            return true;
        }
        flags.contains(Flags::WEAKLY_REFERENCED) && weak::has_callbacks(header)
    }
}

unsafe fn park(s: &State, header: NonNull<Header>) {
    // SAFETY: the object is whole.
    unsafe { header.as_ref().set_refcount(1) };
    // Where there is no memory even for this it stays alive for good.
    push_parked(s, header);
}

/// Whether there was memory for one more in the list of what is parked.
fn push_parked(s: &State, header: NonNull<Header>) -> bool {
    // SAFETY: the list is touched only for the length of this push.
    let parked = unsafe { &mut *s.parked.get() };
    let has_room = parked.len() < parked.capacity() || parked.try_reserve(1).is_ok();
    if has_room {
        parked.push(Parked::Object(header));
        s.parked_count.set(s.parked_count.get() + 1);
    }
    has_room
}

/// # Safety
/// No reference to the object is left, and no Python code needs to run for it.
#[inline(always)]
unsafe fn destroy(s: &State, header: NonNull<Header>) {
    // SAFETY: the object is the caller's to tear down; the trashcan is touched only between destructors.
    unsafe {
        if header.as_ref().flags().contains(Flags::CONTAINER) {
            destroy_container::<false>(s, header);
        } else {
            tear_down::<false>(s, header);
        }
    }
}

/// # Safety
/// As `destroy`, for a container; with `PLAIN` it [is plain](is_plain).
#[inline(always)]
unsafe fn destroy_container<const PLAIN: bool>(s: &State, header: NonNull<Header>) {
    // SAFETY: as in `destroy`.
    unsafe {
        let here = std::ptr::from_ref(&header) as usize;
        let depth = s.depth.get();
        if depth == 0 {
            s.stack_floor.set(here.saturating_sub(s.destructor_stack.get()));
        } else if depth >= DEPTH_LIMIT || here < s.stack_floor.get() {
            put_off(s, header, depth);
            return;
        }
        destroy_at::<PLAIN>(s, header, depth);
    }
}

/// As [`destroy_container`] where there is room for one more level.
///
/// # Safety
/// As there.
#[inline(always)]
unsafe fn destroy_at<const PLAIN: bool>(s: &State, header: NonNull<Header>, depth: u32) {
    // SAFETY: as in `destroy`.
    unsafe {
        s.depth.set(depth + 1);
        if s.recording.get() {
            s.note_death(header);
        }
        tear_down::<PLAIN>(s, header);
        s.depth.set(depth);
        if !(*s.trashcan.get()).is_empty() && (depth == 0 || depth + HEADROOM < s.put_off_at.get()) {
            empty_trashcan(s, depth);
        }
    }
}

#[cold]
#[inline(never)]
unsafe fn put_off(s: &State, header: NonNull<Header>, depth: u32) {
    // SAFETY: the list is touched only for the length of this push.
    unsafe {
        let trashcan = &mut *s.trashcan.get();
        if trashcan.is_empty() {
            s.put_off_at.set(depth);
        }
        trashcan.push(header);
    }
}

#[cold]
#[inline(never)]
unsafe fn empty_trashcan(s: &State, depth: u32) {
    s.depth.set(depth + 1);
    // SAFETY: each object put off is whole, and a container; the list is touched only for the length of each `pop`.
    unsafe {
        while let Some(next) = (*s.trashcan.get()).pop() {
            // Without asking for room again: each turn has to free something, however little there is.
            destroy_at::<false>(s, next, depth + 1);
        }
    }
    s.depth.set(depth);
}

/// # Safety
/// As `destroy`; with `PLAIN` the object is a container that [is plain](is_plain).
#[inline(always)]
unsafe fn tear_down<const PLAIN: bool>(s: &State, header: NonNull<Header>) {
    // SAFETY: see `destroy`. The memory is given back last.
    unsafe {
        let this = header.as_ref();
        let class_ptr = this.class_ptr();
        let class = &class_ptr.as_ref().payload;
        let layout = class.layout();
        let sink = &mut Release::begin();
        untrack(this);
        if !PLAIN && this.flags().contains(Flags::WEAKLY_REFERENCED) {
            weak::forget_target(header);
        }
        let has_words = !PLAIN && (class.flags().intersects(ClassFlags::HAS_DICT) || class.slot_words() != 0);
        let container = PLAIN || this.flags().contains(Flags::CONTAINER);
        let prefix = if container { size_of::<GcLinks>() } else { 0 };
        let trailing = layout.trailing_bytes(header);
        let mut size = prefix + layout.size + trailing;
        if has_words {
            let words = Words::of(header);
            size = prefix + layout.size + trailing.next_multiple_of(8) + words.bytes();
            words.release(class, sink, |sink| {
                if let Some(front) = layout.front {
                    (front.release)(header, sink);
                }
            });
        }
        // The class of `type` is itself: after the block is free, nothing of the class may be read.
        let counted_class = !PLAIN && class.has(ClassFlags::HEAP_TYPE);
        layout.release(header, sink);
        if !PLAIN && layout.own_dict == OwnDict::Last {
            Words::of(header).release_own(sink);
        }
        s.live.set(s.live.get() - 1);
        #[cfg(debug_assertions)]
        s.registry.borrow_mut().died(header);
        if container {
            let exact = !has_words && !counted_class;
            s.generations.count_free(if exact { FreeLists::of(this.kind(), trailing) } else { None });
        }
        s.pool.free(header.as_ptr().cast::<u8>().sub(prefix), size);
        if counted_class {
            sink.give(Value::from_bits(class_ptr.as_ptr() as u64));
        }
    }
}

/// Runs `f`, in which nothing dies: an object whose last reference goes is parked. So nothing is freed that the collector
/// is looking at, whatever a payload does when it is traced.
#[inline]
pub(super) fn without_deaths<R>(s: &State, f: impl FnOnce() -> R) -> R {
    s.parked_count.set(s.parked_count.get() + 1);
    s.looking.set(true);
    let result = f();
    s.looking.set(false);
    s.parked_count.set(s.parked_count.get() - 1);
    result
}

impl Heap {
    /// Gives nested destructors `bytes` of stack, counted from where the outermost begins. CPython's order of deaths
    /// in chains of thousands of objects takes about two kilobytes for each level in debug builds.
    pub fn set_destructor_stack(&mut self, bytes: usize) {
        state(|s| s.destructor_stack.set(bytes));
    }

    /// Whether objects are parked for [`Heap::next_parked`]: one load, checked after every native call.
    #[inline(always)]
    pub fn has_parked(&self) -> bool {
        state(|s| s.parked_count.get() != 0)
    }

    /// How many objects wait for their turn in loops of [`Heap::next_parked`] further out.
    pub fn parked_mark(&self) -> usize {
        // SAFETY: the list is looked at only for the length of this call.
        state(|s| unsafe { (*s.waiting.get()).len() })
    }

    /// The next object whose code is to run, depth first: what the last one's end has parked comes before its
    /// neighbours. `None` when only objects from before `mark` wait. So a chain of any length needs one loop:
    ///
    /// ```text
    /// let mark = heap.parked_mark();
    /// while let Some(object) = heap.next_parked(mark) { …finalizer, callbacks…; heap.bury(object); }
    /// ```
    pub fn next_parked(&mut self, mark: usize) -> Option<Value> {
        state(|s| {
            s.parked_count.set(0);
            // SAFETY: the lists are touched only for the length of this call, in which no Python code runs; each header
            // owns one reference, which moves into the value.
            unsafe {
                let waiting = &mut *s.waiting.get();
                waiting.extend((*s.parked.get()).drain(..).rev());
                while waiting.len() > mark {
                    match waiting.last_mut()? {
                        Parked::Object(header) => {
                            let value = Value::from_bits(header.as_ptr() as u64);
                            waiting.pop();
                            return Some(value);
                        }
                        Parked::Rest(rest) => {
                            if let Some(value) = rest.next() {
                                return Some(value);
                            }
                            waiting.pop();
                        }
                    }
                }
                None
            }
        })
    }

    /// Frees a parked object whose code has run, if the parking list's was the last reference; otherwise it was
    /// resurrected and only that reference goes.
    pub fn bury(&mut self, value: Value) {
        let Some(header) = value.header_ptr() else { return };
        std::mem::forget(value);
        state(|s| {
            // SAFETY: the value owned one reference.
            unsafe {
                if header.as_ref().decref() && !header.as_ref().was_pinned() {
                    destroy(s, header);
                }
            }
        });
    }

    /// Notes that the finalizer has run (in a collection: is about to), so that it does not run again (PEP 442).
    /// Objects the collector does not know, such as instances of a class with empty `__slots__`, are finalized each
    /// time they die, as in CPython.
    pub fn mark_finalized(&mut self, value: &Value) {
        if let Some(header) = value.header()
            && header.flags().contains(Flags::CONTAINER)
        {
            header.insert_flags(Flags::FINALIZED);
        }
    }

    /// Puts a container at the end of the youngest generation, as CPython does with an object that dies by its count
    /// just before it calls `__del__`: one that is resurrected is young again.
    pub fn track_anew(&mut self, value: &Value) {
        if let Some(header) = value.header() {
            self.untrack(header);
            self.track(header);
        }
    }

    /// Whether the class's `__del__` (or a generator's close) is still to run for this object.
    pub fn needs_finalizer(&self, value: &Value) -> bool {
        let Some(header) = value.header_ptr() else { return false };
        // SAFETY: `value` keeps the object alive.
        unsafe {
            let class = header.as_ref().class_head();
            !header.as_ref().flags().contains(Flags::FINALIZED)
                && (class.has(ClassFlags::HAS_FINALIZER) || class.layout().needs_finalizer(header))
        }
    }
}
