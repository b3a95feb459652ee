//! Allocation, tracking and the state behind the [`Heap`] capability.
#![expect(unsafe_code, reason = "raw memory becomes objects here")]

use std::any::TypeId;
use std::cell::{Cell, UnsafeCell};
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

use super::cell::Heap;
use super::class::{ClassFlags, ClassHead};
use super::collect::Generations;
use super::collect::free_lists::FreeLists;
use super::edge::Edge;
use super::header::{Flags, GcLinks, Header};
use super::instance::{self, Words};
use super::kind::Kind;
use super::payload::{OwnDict, Payload, Tracking};
use super::pointer::{Object, Py};
use super::pool::Pool;
use super::references::Release;
use super::trace::Tracer;
use super::value::{Slot, Value};
use super::weak::WeakTable;

/// State that outlives borrows of [`Heap`]: destructors reach it without one.
pub(super) struct State {
    pub(super) pool: Pool,
    pub(super) generations: Generations,
    pub(super) weak: ManuallyDrop<UnsafeCell<WeakTable>>,
    /// Objects parked for the virtual machine, in the order in which they died.
    pub(super) parked: ManuallyDrop<UnsafeCell<Vec<NonNull<Header>>>>,
    pub(super) parked_count: Cell<usize>,
    /// Parked objects that the virtual machine has begun with, the next one last.
    pub(super) waiting: ManuallyDrop<UnsafeCell<Vec<NonNull<Header>>>>,
    /// Destructors nested now, and what the trashcan put off.
    pub(super) depth: Cell<u32>,
    /// The depth at which the trashcan began to fill.
    pub(super) put_off_at: Cell<u32>,
    /// The stack address below which destructors nest no deeper.
    pub(super) stack_floor: Cell<usize>,
    pub(super) destructor_stack: Cell<usize>,
    pub(super) trashcan: ManuallyDrop<UnsafeCell<Vec<NonNull<Header>>>>,
    pub(super) live: Cell<usize>,
    /// The payload type of each kind of which there are classes.
    pub(super) payload_types: [Cell<Option<TypeId>>; Kind::ALL.len()],
    claimed: Cell<bool>,
    /// Every live object, for the census at shutdown.
    #[cfg(debug_assertions)]
    pub(super) registry: ManuallyDrop<std::cell::RefCell<super::collect::inspect::Registry>>,
}

thread_local! {
    // No destructor and a constant start: access is one address computation.
    pub(super) static STATE: State = const {
        State {
            pool: Pool::new(),
            generations: Generations::new(),
            weak: ManuallyDrop::new(UnsafeCell::new(WeakTable::new())),
            parked: ManuallyDrop::new(UnsafeCell::new(Vec::new())),
            parked_count: Cell::new(0),
            waiting: ManuallyDrop::new(UnsafeCell::new(Vec::new())),
            depth: Cell::new(0),
            put_off_at: Cell::new(0),
            stack_floor: Cell::new(0),
            destructor_stack: Cell::new(super::dealloc::DEFAULT_STACK),
            trashcan: ManuallyDrop::new(UnsafeCell::new(Vec::new())),
            live: Cell::new(0),
            payload_types: [const { Cell::new(None) }; Kind::ALL.len()],
            claimed: Cell::new(false),
            #[cfg(debug_assertions)]
            registry: ManuallyDrop::new(std::cell::RefCell::new(super::collect::inspect::Registry::new())),
        }
    };
}

/// Runs `f` with this thread's state.
#[inline(always)]
pub(super) fn state<R>(f: impl FnOnce(&State) -> R) -> R {
    STATE.with(f)
}

/// This thread's state, for what is done with every object: no closure that could become a call.
///
/// # Safety
/// The reference must not leave the thread.
#[inline(always)]
pub(super) unsafe fn current<'a>() -> &'a State {
    let state = STATE.with(std::ptr::from_ref);
    // SAFETY: the state has no destructor and lives as long as the thread.
    unsafe { &*state }
}

/// The system has no memory left: Python's `MemoryError`.
#[derive(Debug, Clone, Copy)]
pub struct OutOfMemory;

impl Heap {
    /// The thread's one heap.
    ///
    /// # Panics
    /// When the thread already has one: two capabilities would undo the proof in [`super::cell`].
    #[expect(clippy::new_without_default, reason = "a second one panics")]
    pub fn new() -> Heap {
        state(|s| {
            assert!(!s.claimed.replace(true), "one heap per thread");
            s.generations.initialise();
        });
        Heap { _not_send: PhantomData }
    }

    /// Number of objects alive now.
    pub fn live_objects(&self) -> usize {
        state(|s| s.live.get())
    }

    /// A new object with `payload`, untracked unless its type is tracked at birth.
    #[inline]
    pub fn alloc<T: Payload, C: Payload>(&mut self, class: &Py<C>, payload: T) -> Py<T> {
        // SAFETY: no trailing items.
        unsafe { self.alloc_trailing(class, payload, 0).unwrap_or_else(|_| out_of_memory()) }
    }

    /// As [`Heap::alloc`], by CPython's `PyType_GenericAlloc`, which the built-in containers' types use when they are
    /// called: an object from there always counts as allocated.
    pub fn alloc_generic<T: Payload, C: Payload>(&mut self, class: &Py<C>, payload: T) -> Py<T> {
        // SAFETY: every class payload begins with its head; there are no trailing items.
        unsafe {
            let class: NonNull<Object<ClassHead>> = NonNull::new_unchecked(class.as_ptr().cast());
            alloc_of_class(class, payload, 0).unwrap_or_else(|_| out_of_memory())
        }
    }

    /// A new object with `trailing` bytes behind the payload, left uninitialised.
    ///
    /// # Safety
    /// The payload's `trailing_bytes` equals `trailing`, and the caller fills them before anything else happens.
    #[inline(always)]
    pub(super) unsafe fn alloc_trailing<T: Payload, C: Payload>(
        &mut self,
        class: &Py<C>,
        payload: T,
        trailing: usize,
    ) -> Result<Py<T>, OutOfMemory> {
        debug_assert!(class.as_value().kind() == Some(Kind::Class));
        let class: NonNull<Object<ClassHead>> =
            // SAFETY: every class payload begins with its head.
            unsafe { NonNull::new_unchecked(class.as_ptr().cast()) };
        // SAFETY: the class lives: the caller holds it.
        let head = unsafe { &class.as_ref().payload };
        debug_assert!(head.payload_type() == TypeId::of::<T>());
        let own = ClassFlags::HEAP_TYPE.union(ClassFlags::HAS_DICT);
        // Payloads that are tracked are containers anyway.
        let own = if T::TRACKING == Tracking::Atom { own.union(ClassFlags::CONTAINER) } else { own };
        if head.flags.get().intersects(own) {
            // SAFETY: per the contract above.
            return unsafe { alloc_of_class(class, payload, trailing) };
        }
        debug_assert!(head.slot_words == 0);
        // An exact instance of a built-in type: nothing stands behind the items.
        let container = T::TRACKING != Tracking::Atom;
        let prefix = if container { size_of::<GcLinks>() } else { 0 };
        let size = prefix + size_of::<Object<T>>() + trailing;
        // SAFETY: the block has room for links, object and items.
        unsafe {
            let s = current();
            let block = s.pool.allocate(size).ok_or(OutOfMemory)?;
            let free_list = FreeLists::of(T::KIND, trailing);
            Ok(place_object(s, block, class, payload, container, free_list))
        }
    }

    /// Starts tracking a container, if it is not tracked.
    #[inline]
    pub fn track(&self, header: &Header) {
        if let Some(links) = header.links()
            && links.next.get() == 0
        {
            state(|s| s.generations.track(header));
        }
    }

    /// As [`Heap::track`], for destructors, which have no heap: an object that takes over what a dying one owned.
    pub fn track_survivor(header: &Header) {
        if let Some(links) = header.links()
            && links.next.get() == 0
        {
            state(|s| s.generations.track(header));
        }
    }

    /// Stops tracking a container.
    #[inline]
    pub fn untrack(&self, header: &Header) {
        untrack(header);
    }

    /// Whether `count` more references to one object can be counted.
    pub fn reserve_references(&self, value: &Value, count: usize) -> Result<(), OutOfMemory> {
        match value.header() {
            Some(header) if count >= (u32::MAX / 2) as usize - header.refcount().min(u32::MAX / 2) as usize => {
                Err(OutOfMemory)
            }
            _ => Ok(()),
        }
    }

    /// Calls `visit` for every reference the object owns: slots, inline values and dict, then (for instances of
    /// heap types) the class, then the payload's, the order of CPython's `subtype_traverse`. A dict that the payload's
    /// type has stands where [`OwnDict`] says.
    #[inline]
    pub fn trace(&self, header: NonNull<Header>, visit: &mut dyn FnMut(NonNull<Header>)) {
        self.trace_with(header, &mut Tracer::new(self, visit));
    }

    /// As [`Heap::trace`], for any tracer.
    pub fn trace_with(&self, header: NonNull<Header>, tracer: &mut Tracer<'_>) {
        // SAFETY: callers hold the object (by reference or by its place in a generation).
        unsafe {
            let class = header.as_ref().class_head();
            if class.flags.get().intersects(ClassFlags::HAS_DICT) || class.slot_words != 0 {
                Words::of(header).trace(class, tracer);
            }
            if class.has(ClassFlags::HEAP_TYPE) {
                tracer.value(Edge::Attribute("__class__"), header.as_ref().class_value());
            }
            if class.layout.own_dict == OwnDict::First {
                Words::of(header).trace_dict(tracer);
            }
            (class.layout.trace)(header, tracer);
            if class.layout.own_dict == OwnDict::Last {
                Words::of(header).trace_dict(tracer);
            }
        }
    }

    /// CPython's `tp_clear`: slots, inline values and dict, then the payload's references.
    pub fn clear(&mut self, value: &Value) {
        let Some(header) = value.header_ptr() else { return };
        // SAFETY: `value` keeps the object alive.
        unsafe {
            let class = header.as_ref().class_head();
            if class.flags.get().intersects(ClassFlags::HAS_DICT) || class.slot_words != 0 {
                let words = Words::of(header);
                words.release(class, &mut Release::begin());
                words.leave_inline();
            }
            (class.layout.clear)(header, self);
            if class.layout.own_dict == OwnDict::Last {
                Words::of(header).release_dict(&mut Release::begin());
            }
        }
    }

    /// Bytes CPython's `__sizeof__` counts.
    pub fn size_of(&self, value: &Value) -> usize {
        let Some(header) = value.header_ptr() else { return 0 };
        // SAFETY: `value` keeps the object alive.
        unsafe {
            let class = header.as_ref().class_head();
            let mut size = (class.layout.size_of)(header, self) + usize::from(class.slot_words) * 8;
            if class.has(ClassFlags::HAS_DICT) {
                size += Words::of(header).inline_bytes();
            }
            size
        }
    }

    /// Changes an object's class (`o.__class__ = …`); the caller has checked that the layouts agree.
    pub fn set_class<C: Payload>(&mut self, value: &Value, class: &Py<C>) {
        let Some(header) = value.header() else { return };
        let old = header.class_ptr();
        let was_counted = header.class_head().has(ClassFlags::HEAP_TYPE);
        // SAFETY: every class payload begins with its head; the reference counts follow the pointer.
        unsafe {
            let new: NonNull<Object<ClassHead>> = NonNull::new_unchecked(class.as_ptr().cast());
            if new.as_ref().payload.has(ClassFlags::HEAP_TYPE) {
                new.as_ref().header.incref();
            }
            header.set_class_ptr(new);
            if was_counted {
                drop(Value::from_bits(old.as_ptr() as u64));
            }
        }
    }
}

/// Objects found by address, and the first class.
impl Heap {
    /// References to objects whose addresses their owners keep up to date (they take themselves out of the list
    /// before they die): the subclasses of a class. Objects that are being torn down are left out.
    pub fn borrow_objects<T: Payload>(addresses: &[usize]) -> Vec<Py<T>> {
        addresses
            .iter()
            .filter_map(|&address| {
                let header = NonNull::new(address as *mut Header)?;
                // SAFETY: the object's own destructor removes its address, so the memory is that of an object.
                unsafe {
                    (header.as_ref().refcount() != 0).then(|| Value::from_borrowed(header).cast_into().ok()).flatten()
                }
            })
            .collect()
    }

    /// The class `type`, its own class.
    pub fn first_class<T: Payload>(&mut self, payload: T) -> Py<T> {
        let prefix = size_of::<GcLinks>();
        let size = prefix + size_of::<Object<T>>();
        state(|s| {
            let Some(block) = s.pool.allocate(size) else { out_of_memory() };
            s.live.set(s.live.get() + 1);
            // SAFETY: the block has room for links and object; the class pointer points at the object itself.
            unsafe {
                block.cast::<GcLinks>().write(GcLinks::unlinked());
                let object = block.add(prefix).cast::<Object<T>>();
                object.write(Object { header: Header::new(T::KIND, Flags::CONTAINER, object.cast()), payload });
                #[cfg(debug_assertions)]
                s.registry.borrow_mut().born(object.cast());
                Py::from_raw(object.as_ptr())
            }
        })
    }
}

/// Access to the attribute words of an object.
impl Heap {
    fn words(&self, value: &Value) -> Option<Words> {
        // SAFETY: `value` keeps the object alive for the borrow.
        value.header_ptr().map(|header| unsafe { Words::of(header) })
    }

    /// The attribute dict, if it exists as an object.
    #[inline]
    pub fn instance_dict<'a>(&'a self, value: &'a Value) -> Option<&'a Value> {
        let word = self.words(value)?.dict()?;
        // SAFETY: no store happens while the heap is borrowed.
        unsafe { (*word.as_ptr()).as_ref() }
    }

    /// Puts an attribute dict in place (or removes it); gives back the old one. Inline values are not touched.
    pub fn set_instance_dict(&mut self, value: &Value, dict: Slot) -> Slot {
        match self.words(value) {
            Some(words) if words.dict().is_some() => words.dict().and_then(|word| word.replace(dict)),
            _ => dict,
        }
    }

    /// A `__slots__` member.
    #[inline]
    pub fn member<'a>(&'a self, value: &'a Value, index: usize) -> Option<&'a Value> {
        let word = self.words(value)?.member(index);
        // SAFETY: no store happens while the heap is borrowed.
        unsafe { (*word.as_ptr()).as_ref() }
    }

    /// Stores a `__slots__` member; gives back what was there.
    pub fn set_member(&mut self, value: &Value, index: usize, new: Slot) -> Slot {
        self.words(value).and_then(|words| words.member(index).replace(new))
    }

    /// The inline value at a shared-key index; `None` when unset or when values no longer stand inline.
    #[inline]
    pub fn inline_value<'a>(&'a self, value: &'a Value, index: usize) -> Option<&'a Value> {
        let slot = self.words(value)?.inline_slot(index)?;
        // SAFETY: no store happens while the heap is borrowed.
        unsafe { (*slot.as_ptr()).as_ref() }
    }

    /// As [`Heap::inline_value`] for an object whose class, checked by its version, stores values inline.
    #[inline(always)]
    pub fn inline_value_fast<'a>(&'a self, header: &'a Header, index: usize) -> Option<&'a Value> {
        if !header.class_head().has(ClassFlags::INLINE_VALUES) {
            return None;
        }
        // SAFETY: the class stores values inline; nothing is stored while the heap is borrowed.
        unsafe { (*instance::inline_slot_fast(header, index)?.as_ptr()).as_ref() }
    }

    /// Whether an object whose class, checked by its version, stores values inline has a place for number `index`.
    #[inline(always)]
    pub fn has_inline_value_fast(&self, header: &Header, index: usize) -> bool {
        // SAFETY: the class stores values inline.
        header.class_head().has(ClassFlags::INLINE_VALUES)
            && unsafe { instance::inline_slot_fast(header, index) }.is_some()
    }

    /// As [`Heap::set_member`] for an object whose class, checked by its version, has that member.
    #[inline(always)]
    pub fn set_member_fast(&mut self, header: &Header, index: usize, new: Value) -> Slot {
        // SAFETY: the reference keeps the object alive; nothing borrows the member: the heap is borrowed mutably.
        unsafe { Words::of(NonNull::from(header)).member(index).replace(Some(new)) }
    }

    /// Stores the inline value at `index` of an object whose class, checked by its version, stores values inline; `Err`
    /// gives the value back when it does not fit there.
    #[inline(always)]
    pub fn set_inline_value_fast(&mut self, header: &Header, index: usize, new: Value) -> Result<Slot, Value> {
        if !header.class_head().has(ClassFlags::INLINE_VALUES) {
            return Err(new);
        }
        // SAFETY: the class stores values inline, and nothing borrows them: the heap is borrowed mutably.
        unsafe { instance::store_inline_fast(header, index, new) }
    }

    /// As [`Heap::member`] for an object whose class, checked by its version, has that member.
    #[inline(always)]
    pub fn member_fast<'a>(&'a self, header: &'a Header, index: usize) -> Option<&'a Value> {
        // SAFETY: the reference keeps the object alive; nothing is stored while the heap is borrowed.
        unsafe { (*Words::of(NonNull::from(header)).member(index).as_ptr()).as_ref() }
    }

    /// Whether an instance might hold an attribute that hides one of its class's. `known` is 0 when instances have no
    /// attributes of their own, else one more than the number of shared names among which the attribute is not.
    #[inline(always)]
    pub fn may_shadow_fast(&self, value: &Value, known: u32) -> bool {
        if known == 0 {
            return false;
        }
        let Some(header) = value.header() else { return false };
        let class = header.class_head();
        // SAFETY: nobody borrows the names mutably across a call; the dict word follows the header.
        unsafe {
            (*class.shared_keys.as_ptr()).names.len() as u32 + 1 != known
                || (*std::ptr::from_ref(header).add(1).cast::<Slot>()).is_some()
        }
    }

    /// Whether values still stand in the instance.
    pub fn has_inline_values(&self, value: &Value) -> bool {
        self.words(value).is_some_and(|words| words.inline_slot(0).is_some() || words.inline_order().is_some())
    }

    /// Stores an inline value; `Err` gives it back when it does not fit.
    #[inline]
    pub fn set_inline_value(&mut self, value: &Value, index: usize, new: Value) -> Result<Slot, Value> {
        match self.words(value) {
            Some(words) => words.store_inline(index, new),
            None => Err(new),
        }
    }

    /// Removes an inline value.
    pub fn remove_inline_value(&mut self, value: &Value, index: usize) -> Slot {
        self.words(value).and_then(|words| words.remove_inline(index))
    }

    /// Name indices of the inline values in insertion order; `None` when values do not stand inline.
    pub fn inline_order(&self, value: &Value) -> Option<Vec<usize>> {
        self.words(value)?.inline_order()
    }

    /// Takes the inline values out for good, to become a dict's, with their name indices.
    pub fn take_inline_values(&mut self, value: &Value) -> Vec<(usize, Value)> {
        self.words(value).map(Words::take_inline).unwrap_or_default()
    }
}

pub(super) fn untrack(header: &Header) {
    if let Some(links) = header.links()
        && links.next.get() != 0
    {
        links.unlink();
    }
}

/// [`Heap::alloc_trailing`] of a class whose instances have more than their payload: attribute words, a reference to
/// the class, or links that the payload alone would not have.
///
/// # Safety
/// As there; the class has the payload's layout.
#[inline(never)]
unsafe fn alloc_of_class<T: Payload>(
    class: NonNull<Object<ClassHead>>,
    payload: T,
    trailing: usize,
) -> Result<Py<T>, OutOfMemory> {
    // SAFETY: the class lives: the caller holds it.
    let head = unsafe { &class.as_ref().payload };
    let container = T::TRACKING != Tracking::Atom || head.has(ClassFlags::CONTAINER);
    let has_words = head.flags.get().intersects(ClassFlags::HAS_DICT) || head.slot_words != 0;
    let (words, capacity) = if has_words { instance::words_size(head) } else { (0, 0) };
    let prefix = if container { size_of::<GcLinks>() } else { 0 };
    let trailing_room = if has_words { trailing.next_multiple_of(8) } else { trailing };
    let size = prefix + size_of::<Object<T>>() + trailing_room + words;
    state(|s| {
        let block = s.pool.allocate(size).ok_or(OutOfMemory)?;
        // SAFETY: the block has room for links, object, items and words.
        unsafe {
            if head.has(ClassFlags::HEAP_TYPE) {
                class.as_ref().header.incref();
            }
            let object = place_object(s, block, class, payload, container, None);
            if has_words {
                Words::after(NonNull::from(object.header()), trailing_room).initialise(capacity);
            }
            Ok(object)
        }
    })
}

/// Writes links, header and payload to a block and counts the object.
///
/// # Safety
/// The block has room for them, and for what else the class says instances have.
#[inline(always)]
unsafe fn place_object<T: Payload>(
    s: &State,
    block: NonNull<u8>,
    class: NonNull<Object<ClassHead>>,
    payload: T,
    container: bool,
    free_list: Option<usize>,
) -> Py<T> {
    s.live.set(s.live.get() + 1);
    let flags = if container { Flags::CONTAINER } else { Flags::empty() };
    // SAFETY: per the contract above.
    unsafe {
        let prefix = if container { size_of::<GcLinks>() } else { 0 };
        let object = block.add(prefix).cast::<Object<T>>();
        object.write(Object { header: Header::new(T::KIND, flags, class), payload });
        if container {
            block.cast::<GcLinks>().write(GcLinks::unlinked());
            s.generations.count_allocation(free_list);
            if T::TRACKING == Tracking::AtBirth || T::TRACKING == Tracking::Atom {
                s.generations.track(object.cast::<Header>().as_ref());
            }
        }
        #[cfg(debug_assertions)]
        s.registry.borrow_mut().born(object.cast());
        Py::from_raw(object.as_ptr())
    }
}

#[cold]
#[inline(never)]
fn out_of_memory() -> ! {
    std::alloc::handle_alloc_error(std::alloc::Layout::new::<Header>())
}
