//! Allocation, tracking and the state behind the [`Heap`] capability.
//!
//! # Classes that instances do not count
//! Each object needs its class until it has been torn down. Instances of a class made by Python code own a reference
//! to it ([`ClassFlags::HEAP_TYPE`]). Instances of any other do not, for speed and as in CPython: the heap owns one
//! reference to each such class from its birth on, and gives it back when these classes are all that is left
//! ([`Heap::free_static_classes`]), or never.
#![expect(unsafe_code, reason = "raw memory becomes objects here")]

use std::any::TypeId;
use std::cell::{Cell, UnsafeCell};
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

use super::cell::Heap;
use super::class::{ClassFlags, ClassHead, ClassPayload};
use super::collect::Generations;
use super::collect::free_lists::FreeLists;
use super::dealloc::Parked;
use super::edge::Edge;
use super::header::{Flags, GcLinks, Header};
use super::instance::{self, Words};
use super::kind::Kind;
use super::payload::{OwnDict, Payload, Tracking};
use super::pointer::{Object, Py};
use super::pool::Pool;
use super::records::{Records, Site};
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
    pub(super) parked: ManuallyDrop<UnsafeCell<Vec<Parked>>>,
    pub(super) parked_count: Cell<usize>,
    /// Parked objects that the virtual machine has begun with, the next one last.
    pub(super) waiting: ManuallyDrop<UnsafeCell<Vec<Parked>>>,
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
    /// The classes that instances do not count, one reference to each, the class of classes first.
    static_classes: ManuallyDrop<UnsafeCell<Vec<NonNull<Header>>>>,
    /// What nobody owns any longer and CPython never frees; `None` when all is freed in the end.
    disowned: ManuallyDrop<UnsafeCell<Option<Vec<Value>>>>,
    /// Whether a collection looks at references: nothing may die or change lists.
    pub(super) looking: Cell<bool>,
    claimed: Cell<bool>,
    /// Whether records are kept of objects.
    pub(super) recording: Cell<bool>,
    /// The place that they note.
    pub(super) site: Cell<Site>,
    pub(super) records: ManuallyDrop<UnsafeCell<Option<Box<Records>>>>,
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
            static_classes: ManuallyDrop::new(UnsafeCell::new(Vec::new())),
            disowned: ManuallyDrop::new(UnsafeCell::new(None)),
            looking: Cell::new(false),
            claimed: Cell::new(false),
            recording: Cell::new(false),
            site: Cell::new(Site::NONE),
            records: ManuallyDrop::new(UnsafeCell::new(None)),
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

/// The thread has a heap already: two capabilities would undo the proof in [`super::cell`].
#[derive(Debug, Clone, Copy)]
pub struct HeapInUse;

impl std::fmt::Display for HeapInUse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("this thread has a heap already: one interpreter at a time may live on a thread")
    }
}

impl std::error::Error for HeapInUse {}

impl State {
    /// Makes the state that of a new heap. What an earlier one on this thread has left stays alive for good, out of
    /// all lists.
    fn begin(&self) {
        self.generations.initialise();
        // SAFETY: the lists are touched for the length of these statements. Headers own nothing that drops.
        unsafe {
            (*self.parked.get()).drain(..).for_each(std::mem::forget);
            (*self.waiting.get()).drain(..).for_each(std::mem::forget);
            (*self.static_classes.get()).clear();
            let disowned = (*self.disowned.get()).replace(Vec::new());
            disowned.into_iter().flatten().for_each(std::mem::forget);
        }
        self.parked_count.set(0);
        self.looking.set(false);
        self.forget_records();
        Heap::take_reserve();
        self.destructor_stack.set(super::dealloc::DEFAULT_STACK);
    }
}

impl Drop for Heap {
    fn drop(&mut self) {
        state(|s| s.claimed.set(false));
    }
}

impl Heap {
    /// The thread's one heap; the error is that the thread has one already. When it is dropped another may be made.
    pub fn new() -> Result<Heap, HeapInUse> {
        state(|s| {
            if s.claimed.replace(true) {
                return Err(HeapInUse);
            }
            s.begin();
            Ok(Heap { _not_send: PhantomData })
        })
    }

    /// Number of objects alive now.
    pub fn live_objects(&self) -> usize {
        state(|s| s.live.get())
    }

    /// A new object with `payload`, untracked unless its type is tracked at birth.
    ///
    /// # Panics
    /// When the class is one of other payloads than `T`.
    #[inline]
    pub fn alloc<T: Payload, C: ClassPayload>(&mut self, class: &Py<C>, payload: T) -> Py<T> {
        const { assert!(T::TRAILING_BYTES.is_none(), "such payloads are made together with what follows them") };
        // SAFETY: no trailing items.
        unsafe { self.alloc_trailing(class, payload, 0).unwrap_or_else(|_| out_of_memory()) }
    }

    /// As [`Heap::alloc`], by CPython's `PyType_GenericAlloc`, which the built-in containers' types use when they are
    /// called: an object from there always counts as allocated.
    ///
    /// # Panics
    /// As [`Heap::alloc`].
    pub fn alloc_generic<T: Payload, C: ClassPayload>(&mut self, class: &Py<C>, payload: T) -> Py<T> {
        const { assert!(T::TRAILING_BYTES.is_none(), "such payloads are made together with what follows them") };
        // SAFETY: there are no trailing items.
        unsafe { alloc_of_class(head_object(class), payload, 0, None).unwrap_or_else(|_| out_of_memory()) }
    }

    /// A new object with `trailing` bytes behind the payload, left uninitialised.
    ///
    /// # Safety
    /// The payload's `trailing_bytes` equals `trailing`, and the caller fills them before anything else happens.
    ///
    /// # Panics
    /// As [`Heap::alloc`].
    #[inline(always)]
    pub(super) unsafe fn alloc_trailing<T: Payload, C: ClassPayload>(
        &mut self,
        class: &Py<C>,
        payload: T,
        trailing: usize,
    ) -> Result<Py<T>, OutOfMemory> {
        let class = head_object(class);
        // SAFETY: the class lives: the caller holds it.
        let head = unsafe { &class.as_ref().payload };
        let free_list = FreeLists::of(T::KIND, trailing);
        if !head.takes_plain::<T>(own_of::<T>()) {
            // SAFETY: per the contract above.
            return unsafe { alloc_of_class(class, payload, trailing, free_list) };
        }
        debug_assert!(head.payload_type() == TypeId::of::<T>());
        // An exact instance of a built-in type: nothing stands behind the items.
        let (flags, prefix) = if T::TRACKING == Tracking::Atom { BARE } else { LINKED };
        let size = prefix + size_of::<Object<T>>() + trailing;
        // SAFETY: the block has room for links, object and items.
        unsafe {
            let s = current();
            let block = s.pool.allocate(size).ok_or(OutOfMemory)?;
            Ok(place_object(s, block, class, payload, flags, free_list))
        }
    }

    /// Starts tracking a container, if it is not tracked.
    #[inline]
    pub fn track(&mut self, header: &Header) {
        track(header);
    }

    /// As [`Heap::track`], for destructors, which have no heap: an object that takes over what a dying one owned.
    ///
    /// # Panics
    /// While a collection looks at references.
    pub fn track_survivor(header: &Header) {
        state(|s| assert!(!s.looking.get(), "nothing dies while a collection looks"));
        track(header);
    }

    /// Stops tracking a container.
    #[inline]
    pub fn untrack(&mut self, header: &Header) {
        untrack(header);
        header.remove_flags(Flags::COLLECTING);
    }

    /// Shows `tracer` every reference the object owns: slots, inline values and dict, then (for instances of heap
    /// types) the class, then the payload's, the order of CPython's `subtype_traverse`. A dict that the payload's
    /// type has stands where [`OwnDict`] says.
    ///
    /// # Safety
    /// The object is alive: referred to, or in the list of a generation.
    #[inline]
    pub(super) unsafe fn trace(&self, header: NonNull<Header>, tracer: &mut Tracer<'_>) {
        // SAFETY: per the contract.
        unsafe {
            let class = header.as_ref().class_head();
            if class.flags().intersects(ClassFlags::HAS_DICT) || class.slot_words() != 0 {
                Words::of(header).trace(class, tracer);
            }
            let own = class.layout().own_dict;
            if class.has(ClassFlags::HEAP_TYPE) && own < OwnDict::ClassLast {
                tracer.value(Edge::Attribute("__class__"), header.as_ref().class_value());
            }
            if own == OwnDict::First {
                if let Some(front) = class.layout().front {
                    (front.trace)(header, tracer);
                }
                Words::of(header).trace_dict(tracer);
            }
            (class.layout().trace)(header, tracer);
            match own {
                OwnDict::Last => Words::of(header).trace_own(class, tracer),
                OwnDict::ClassLast => tracer.value(Edge::Attribute("__class__"), header.as_ref().class_value()),
                OwnDict::None | OwnDict::First | OwnDict::ClassUnseen => {}
            }
        }
    }

    /// CPython's `tp_clear`: slots, inline values and dict, then the payload's references.
    pub fn clear(&mut self, value: &Value) {
        let Some(header) = value.header_ptr() else { return };
        // SAFETY: `value` keeps the object alive.
        unsafe {
            let class = header.as_ref().class_head();
            if class.flags().intersects(ClassFlags::HAS_DICT) || class.slot_words() != 0 {
                let words = Words::of(header);
                let front = class.layout().front;
                words.release(class, &mut Release::begin(), |_| {
                    if let Some(front) = front {
                        (front.clear)(header, self);
                    }
                });
                if class.layout().own_dict != OwnDict::Last {
                    words.leave_inline();
                }
            }
            (class.layout().clear)(header, self);
            if class.layout().own_dict == OwnDict::Last {
                Words::of(header).release_own(&mut Release::begin());
                Words::of(header).leave_inline();
            }
        }
    }

    /// Drops the references of the object that no collection sees.
    pub fn clear_hidden(&mut self, value: &Value) {
        let Some(header) = value.header_ptr() else { return };
        // SAFETY: `value` keeps the object alive.
        unsafe { (header.as_ref().class_head().layout().clear_hidden)(header, self) };
    }

    /// Bytes CPython's `__sizeof__` counts for an object of the payload's own type and the slots of its class. It counts
    /// no values that stand inline. `types::object::size` knows what else subclasses have.
    pub fn size_of(&self, value: &Value) -> usize {
        let Some(header) = value.header_ptr() else { return 0 };
        // SAFETY: `value` keeps the object alive.
        unsafe {
            let class = header.as_ref().class_head();
            (class.layout().size_of)(header, self) + usize::from(class.slot_words()) * 8
        }
    }

    /// Changes an object's class (`o.__class__ = …`).
    ///
    /// # Panics
    /// When instances of the class are made of other parts than those of the object's.
    pub fn set_class<C: ClassPayload>(&mut self, value: &Value, class: &Py<C>) {
        let Some(header) = value.header() else { return };
        let (old, new) = (header.class_ptr(), head_object(class));
        // SAFETY: both classes are alive: one is the object's, the other the caller's. The counts follow the pointer.
        unsafe {
            let (old_head, new_head) = (&old.as_ref().payload, &new.as_ref().payload);
            assert!(new_head.is_laid_out_as(old_head), "the caller has compared the layouts");
            let was_counted = old_head.has(ClassFlags::HEAP_TYPE);
            if new_head.has(ClassFlags::HEAP_TYPE) {
                new.as_ref().header.incref();
            }
            header.set_class_ptr(new);
            if was_counted {
                drop(Value::from_bits(old.as_ptr() as u64));
            }
        }
    }
}

/// A class as the memory layer sees it.
#[inline(always)]
fn head_object<C: ClassPayload>(class: &Py<C>) -> NonNull<Object<ClassHead>> {
    // SAFETY: a `Py` is not null; every class payload begins with its head.
    unsafe { NonNull::new_unchecked(class.as_ptr().cast()) }
}

/// The memory half of a class.
///
/// # Safety
/// `class` is a class, and lives while the result does.
pub(super) unsafe fn head_of<'a>(class: NonNull<Header>) -> &'a ClassHead {
    // SAFETY: every class payload begins with its head.
    unsafe { &class.cast::<Object<ClassHead>>().as_ref().payload }
}

/// What of a class's instances [`place_object`] alone does not make.
const fn own_of<T: Payload>() -> ClassFlags {
    let own = ClassFlags::HEAP_TYPE.union(ClassFlags::HAS_DICT);
    // Payloads that are tracked are containers anyway.
    if matches!(T::TRACKING, Tracking::Atom) { own.union(ClassFlags::CONTAINER) } else { own }
}

/// Classes that instances do not count.
impl Heap {
    /// The class `type`, its own class.
    ///
    /// # Panics
    /// When the payload does not describe itself, or says that instances count it.
    pub fn first_class<C: ClassPayload>(&mut self, payload: C) -> Py<C> {
        let prefix = size_of::<GcLinks>();
        let size = prefix + size_of::<Object<C>>();
        state(|s| {
            let Some(block) = s.pool.allocate(size) else { out_of_memory() };
            s.live.set(s.live.get() + 1);
            // SAFETY: the block has room for links and object; the class pointer points at the object itself.
            unsafe {
                block.cast::<GcLinks>().write(GcLinks::unlinked());
                let object = block.add(prefix).cast::<Object<C>>();
                object.write(Object { header: Header::new(C::KIND, Flags::CONTAINER, object.cast()), payload });
                let head = &object.cast::<Object<ClassHead>>().as_ref().payload;
                assert!(head.takes::<C>() && !head.has(ClassFlags::HEAP_TYPE) && !head.has(ClassFlags::HAS_DICT));
                #[cfg(debug_assertions)]
                s.registry.borrow_mut().born(object.cast());
                hold_static_class(s, object.cast());
                Py::from_raw(object.as_ptr())
            }
        })
    }

    /// The classes that instances do not count, in the order in which they were made.
    pub fn static_classes(&self) -> Vec<Value> {
        // SAFETY: the list is looked at for the length of this statement; the heap owns a reference to each.
        state(|s| unsafe { (*s.static_classes.get()).iter().map(|&class| Value::from_borrowed(class)).collect() })
    }

    /// Keeps what its last owner does not free, as CPython leaks it, until [`Heap::free_disowned`]; gives it back after
    /// that.
    pub fn disown(value: Value) -> Option<Value> {
        // SAFETY: nobody else has a reference to the list.
        state(|s| match unsafe { &mut *s.disowned.get() } {
            Some(list) => {
                list.push(value);
                None
            }
            None => Some(value),
        })
    }

    /// Whether what is [disowned](Heap::disown) is kept: until [`Heap::free_disowned`].
    pub fn keeps_disowned() -> bool {
        // SAFETY: nobody else has a reference to the list.
        state(|s| unsafe { (*s.disowned.get()).is_some() })
    }

    /// Frees what was [disowned](Heap::disown).
    pub fn free_disowned(&mut self) {
        // SAFETY: as in `disown`; it has been taken out when the values die.
        drop(state(|s| unsafe { (*s.disowned.get()).take() }));
    }

    /// Frees the classes that instances do not count, the last one made first, if no other object is left and nobody
    /// else refers to them; otherwise nothing happens.
    pub fn free_static_classes(&mut self) {
        state(|s| {
            // SAFETY: the list is touched for the length of each statement, and owns a reference to each class. No
            // instance is left but the classes, and the class of them all is the first.
            unsafe {
                let classes = &mut *s.static_classes.get();
                let alone = classes.iter().all(|class| class.as_ref().refcount() == 1);
                if !alone || classes.len() != s.live.get() {
                    return;
                }
                let classes = std::mem::take(classes);
                for class in classes.into_iter().rev() {
                    drop(Value::from_bits(class.as_ptr() as u64));
                }
            }
        });
    }
}

/// Notes a class that its instances do not count.
///
/// # Safety
/// `class` has just been made, and is a class.
unsafe fn hold_static_class(s: &State, class: NonNull<Header>) {
    // SAFETY: per the contract; the list is touched for the length of this push.
    unsafe {
        let head = head_of(class);
        if !head.has(ClassFlags::HEAP_TYPE) {
            if s.recording.get() {
                head.begin_records();
            }
            class.as_ref().incref();
            (*s.static_classes.get()).push(class);
        }
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
        let word = self.words(value)?.find_member(index)?;
        // SAFETY: no store happens while the heap is borrowed.
        unsafe { (*word.as_ptr()).as_ref() }
    }

    /// Stores a `__slots__` member; gives back what was there, or `new` when there is no such member.
    pub fn set_member(&mut self, value: &Value, index: usize, new: Slot) -> Slot {
        match self.words(value).and_then(|words| words.find_member(index)) {
            Some(word) => word.replace(new),
            None => new,
        }
    }

    /// The inline value at a shared-key index; `None` when unset or when values no longer stand inline.
    #[inline]
    pub fn inline_value<'a>(&'a self, value: &'a Value, index: usize) -> Option<&'a Value> {
        let slot = self.words(value)?.inline_slot(index)?;
        // SAFETY: no store happens while the heap is borrowed.
        unsafe { (*slot.as_ptr()).as_ref() }
    }

    /// As [`Heap::inline_value`], by fewer instructions.
    #[inline(always)]
    pub fn inline_value_fast<'a>(&'a self, header: &'a Header, index: usize) -> Option<&'a Value> {
        if !header.class_head().has(ClassFlags::INLINE_VALUES) {
            return None;
        }
        // SAFETY: the class stores values inline; nothing is stored while the heap is borrowed.
        unsafe { (*instance::inline_slot_fast(header, index)?.as_ptr()).as_ref() }
    }

    /// Whether an object has a place for inline value number `index`.
    #[inline(always)]
    pub fn has_inline_value_fast(&self, header: &Header, index: usize) -> bool {
        header.class_head().has(ClassFlags::INLINE_VALUES)
            // SAFETY: the class stores values inline.
            && unsafe { instance::inline_slot_fast(header, index) }.is_some()
    }

    /// As [`Heap::set_member`], unchecked.
    ///
    /// # Safety
    /// The object's class has that member.
    #[inline(always)]
    pub unsafe fn set_member_fast(&mut self, header: &Header, index: usize, new: Value) -> Slot {
        // SAFETY: the word exists per the contract; the reference keeps the object alive; nothing borrows the member:
        // the heap is borrowed mutably.
        unsafe { Words::of(NonNull::from(header)).member(index).replace(Some(new)) }
    }

    /// As [`Heap::set_inline_value`], by fewer instructions.
    #[inline(always)]
    pub fn set_inline_value_fast(&mut self, header: &Header, index: usize, new: Value) -> Result<Slot, Value> {
        if !header.class_head().has(ClassFlags::INLINE_VALUES) {
            return Err(new);
        }
        // SAFETY: the class stores values inline, and nothing borrows them: the heap is borrowed mutably.
        unsafe { instance::store_inline_fast(header, index, new) }
    }

    /// As [`Heap::member`], unchecked.
    ///
    /// # Safety
    /// The object's class has that member.
    #[inline(always)]
    pub unsafe fn member_fast<'a>(&'a self, header: &'a Header, index: usize) -> Option<&'a Value> {
        // SAFETY: the word exists per the contract; the reference keeps the object alive; nothing is stored while the heap is borrowed.
        unsafe { (*Words::of(NonNull::from(header)).member(index).as_ptr()).as_ref() }
    }

    /// Whether an instance might hold an attribute that hides one of its class's. `known` is 0 when instances have no
    /// attributes of their own, else one more than the number of shared names among which the attribute is not.
    ///
    /// # Safety
    /// If `known` is not 0, instances of the object's class store values inline.
    #[inline(always)]
    pub unsafe fn may_shadow_fast(&self, value: &Value, known: u32) -> bool {
        if known == 0 {
            return false;
        }
        let Some(header) = value.header() else { return false };
        let class = header.class_head();
        debug_assert!(class.has(ClassFlags::INLINE_VALUES), "a bare object");
        // SAFETY: the dict word follows the header of an object that stores values inline (`ClassHead::with_slots`).
        class.shared_names() + 1 != known || unsafe { (*std::ptr::from_ref(header).add(1).cast::<Slot>()).is_some() }
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

fn track(header: &Header) {
    if let Some(links) = header.links()
        && links.next.get() == 0
    {
        state(|s| s.generations.track(header));
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
/// the class, or links that the payload alone would not have. `free_list` is that of others, for when records are kept.
///
/// # Safety
/// As there.
#[inline(never)]
unsafe fn alloc_of_class<T: Payload>(
    class: NonNull<Object<ClassHead>>,
    payload: T,
    trailing: usize,
    free_list: Option<usize>,
) -> Result<Py<T>, OutOfMemory> {
    // SAFETY: per the contract; the state stays on the thread.
    unsafe {
        if current().recording.get() {
            return alloc_recorded(class, payload, trailing, free_list);
        }
        alloc_counted(class, payload, trailing, None)
    }
}

/// As [`alloc_of_class`], of whatever class, while records are kept.
///
/// # Safety
/// As there.
#[cold]
#[inline(never)]
unsafe fn alloc_recorded<T: Payload>(
    class: NonNull<Object<ClassHead>>,
    payload: T,
    trailing: usize,
    free_list: Option<usize>,
) -> Result<Py<T>, OutOfMemory> {
    // SAFETY: per the contract; the state stays on the thread.
    unsafe {
        let plain = class.as_ref().payload.would_take_plain::<T>(own_of::<T>());
        let object = alloc_counted(class, payload, trailing, free_list.filter(|_| plain))?;
        current().note_birth(object.header());
        Ok(object)
    }
}

/// # Safety
/// As [`alloc_of_class`].
#[inline(always)]
unsafe fn alloc_counted<T: Payload>(
    class: NonNull<Object<ClassHead>>,
    payload: T,
    trailing: usize,
    free_list: Option<usize>,
) -> Result<Py<T>, OutOfMemory> {
    // SAFETY: the class lives: the caller holds it.
    let head = unsafe { &class.as_ref().payload };
    assert!(head.takes::<T>(), "an instance has the payload that its class says");
    let container = T::TRACKING != Tracking::Atom || head.has(ClassFlags::CONTAINER);
    let has_words = head.flags().intersects(ClassFlags::HAS_DICT) || head.slot_words() != 0;
    let (words, capacity) = if has_words { instance::words_size(head) } else { (0, 0) };
    let (flags, prefix) = if container { LINKED } else { BARE };
    let trailing_room = if has_words { trailing.next_multiple_of(8) } else { trailing };
    let size = prefix + size_of::<Object<T>>() + trailing_room + words;
    state(|s| {
        let block = s.pool.allocate(size).ok_or(OutOfMemory)?;
        // SAFETY: the block has room for links, object, items and words.
        unsafe {
            if head.has(ClassFlags::HEAP_TYPE) {
                class.as_ref().header.incref();
            }
            let object = place_object(s, block, class, payload, flags, free_list);
            if has_words {
                Words::after(NonNull::from(object.header()), trailing_room).initialise(words, capacity);
            }
            Ok(object)
        }
    })
}

/// The flags of an object without the collector's links, and how many bytes stand in front of it.
const BARE: (Flags, usize) = (Flags::empty(), 0);
/// The same with them.
const LINKED: (Flags, usize) = (Flags::CONTAINER, size_of::<GcLinks>());

/// Writes links, header and payload to a block and counts the object. There are links if `flags` say so.
///
/// # Safety
/// The block has room for them, and for what else the class says instances have.
#[inline(always)]
unsafe fn place_object<T: Payload>(
    s: &State,
    block: NonNull<u8>,
    class: NonNull<Object<ClassHead>>,
    payload: T,
    flags: Flags,
    free_list: Option<usize>,
) -> Py<T> {
    s.live.set(s.live.get() + 1);
    let container = flags.contains(Flags::CONTAINER);
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
        if matches!(T::KIND, Kind::Class) {
            hold_static_class(s, object.cast());
        }
        Py::from_raw(object.as_ptr())
    }
}

#[cold]
#[inline(never)]
fn out_of_memory() -> ! {
    std::alloc::handle_alloc_error(std::alloc::Layout::new::<Header>())
}
