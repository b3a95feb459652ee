//! `ClassHead`: the part of a class that the memory layer needs, first in every class payload.
#![expect(unsafe_code, reason = "what a class payload promises is declared here")]

use std::any::TypeId;
use std::cell::{Cell, OnceCell};

use super::header::Header;
use super::layout::Layout;
use super::payload::{Payload, Tracking};
use super::pointer::Py;
use super::shared_keys::SharedKeys;
use super::str::Str;
use super::value::Value;

bitflags::bitflags! {
    /// What the memory layer must know of a class's instances.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct ClassFlags: u32 {
        /// Instances have a word for their attribute dict.
        const HAS_DICT = 1;
        /// Attribute values stand in the instance itself until its dict overflows them.
        const INLINE_VALUES = 2;
        /// Instances can be weakly referenced.
        const WEAK_REFERENCEABLE = 4;
        /// The class (or a base) defines `__del__`.
        const HAS_FINALIZER = 8;
        /// Made while the program runs, by a `class` statement, `type(…)` or (as most types of C modules in CPython) from
        /// a specification: its instances own a reference to it, and the collector tracks it.
        const HEAP_TYPE = 16;
        /// Python code may set attributes on the class.
        const MUTABLE = 32;
        /// May be a base class.
        const BASE_TYPE = 64;
        /// Abstract methods are left.
        const ABSTRACT = 128;
        /// Instances are containers (tracked) although the payload alone would not be.
        const CONTAINER = 256;
        /// A subclass of `type`: instances are classes.
        const METACLASS = 512;
        /// A subclass of `BaseException`.
        const EXCEPTION = 1024;
        /// `__getattribute__` is object's and there is no `__getattr__`.
        const PLAIN_GETATTR = 2048;
        /// `__setattr__` and `__delattr__` are object's.
        const PLAIN_SETATTR = 4096;
        /// Instances match sequence patterns.
        const SEQUENCE = 8192;
        /// Instances match mapping patterns.
        const MAPPING = 16384;
        /// The one positional pattern in a pattern of the class matches the instance itself.
        const MATCHES_SELF = 32768;
        /// As `INLINE_VALUES`, behind the payload of a built-in type other than `object`.
        const INLINE_BEHIND_PAYLOAD = 65536;
    }
}

/// Flags that say which words stand behind an instance's payload, and who counts the class.
const LAYOUT: ClassFlags =
    ClassFlags::HAS_DICT.union(STORES_INLINE).union(ClassFlags::HEAP_TYPE).union(ClassFlags::CONTAINER);
/// Flags of which one says that attribute values stand in the instance.
const STORES_INLINE: ClassFlags = ClassFlags::INLINE_VALUES.union(ClassFlags::INLINE_BEHIND_PAYLOAD);
/// Where in the head's word the kind of the payload of instances stands, above the flags.
const KIND_SHIFT: u32 = 24;
/// A bit of the word: no instance has been made yet.
const OPEN: u32 = 1 << 23;
/// A bit of the word: [records](super::records) are kept of instances.
const RECORDED: u32 = 1 << 22;
const _: () = assert!(ClassFlags::all().bits() < RECORDED);

/// The memory half of a class.
pub struct ClassHead {
    layout: &'static Layout,
    /// [`ClassFlags`], [`OPEN`], [`RECORDED`] and the payload's kind, in one word: making an instance compares them all
    /// at once.
    word: Cell<u32>,
    /// The names of the `__slots__` words of an instance, those of all bases included.
    slot_names: Box<[Py<Str>]>,
    /// Where among them those of each class begin that has some, the class's own first. Words from 0 on are left out.
    slot_starts: Box<[u16]>,
    slot_words: u16,
    /// How many of them are the class's own.
    own_slots: u16,
    /// The names that instances share, if they do.
    shared_keys: OnceCell<SharedKeys>,
    /// As many as the shared keys have names.
    shared_names: Cell<u32>,
}

impl ClassHead {
    /// The memory half of a class whose instances have this layout and no slots.
    ///
    /// # Panics
    /// When the layout's payload is of a kind that another type of payload has already, and when values are to stand
    /// inline behind anything but a bare object with a dict.
    pub fn new(layout: &'static Layout, flags: ClassFlags) -> ClassHead {
        layout.register();
        assert!(
            !flags.contains(ClassFlags::INLINE_VALUES)
                || flags.contains(ClassFlags::HAS_DICT) && layout.size == size_of::<Header>(),
            "values stand inline behind a dict word that follows the header"
        );
        ClassHead {
            layout,
            word: Cell::new(flags.bits() | OPEN | (layout.kind as u32) << KIND_SHIFT),
            slot_names: Box::default(),
            slot_starts: Box::default(),
            slot_words: 0,
            own_slots: 0,
            shared_keys: OnceCell::new(),
            shared_names: Cell::new(0),
        }
    }

    /// That of a class whose instances have the slots of `base`'s and after them those of these names.
    ///
    /// # Panics
    /// When the class is not one made by Python code, and when there are more names than CPython allows.
    pub fn with_slots(self, base: &ClassHead, names: &[Py<Str>]) -> ClassHead {
        let mut slot_starts = base.slot_starts.to_vec();
        if base.slot_words != 0 && !names.is_empty() {
            slot_starts.insert(0, base.slot_words);
        }
        let slot_names: Box<[_]> = base.slot_names.iter().chain(names).cloned().collect();
        assert!(slot_names.is_empty() || self.has(ClassFlags::HEAP_TYPE), "only classes of Python code have slots");
        let slot_words = u16::try_from(slot_names.len()).expect("a class statement has so many constants at most");
        let own_slots = slot_words - base.slot_words;
        ClassHead { slot_words, own_slots, slot_names, slot_starts: slot_starts.into(), ..self }
    }

    /// How many `__slots__` words the class adds to those of its bases.
    pub fn own_slots(&self) -> usize {
        usize::from(self.own_slots)
    }

    /// The names of the `__slots__` words.
    pub fn slot_names(&self) -> &[Py<Str>] {
        &self.slot_names
    }

    /// How instances' payloads are traced, cleared and dropped.
    #[inline(always)]
    pub fn layout(&self) -> &'static Layout {
        self.layout
    }

    /// What the memory layer must know of instances.
    #[inline(always)]
    pub fn flags(&self) -> ClassFlags {
        ClassFlags::from_bits_truncate(self.word.get())
    }

    /// Whether all of `flags` are set.
    #[inline(always)]
    pub fn has(&self, flags: ClassFlags) -> bool {
        self.word.get() & flags.bits() == flags.bits()
    }

    /// Whether attribute values stand in the instance, wherever.
    #[inline(always)]
    pub fn stores_inline(&self) -> bool {
        self.flags().intersects(STORES_INLINE)
    }

    /// Changes the flags.
    ///
    /// # Panics
    /// When one is changed that says how instances are laid out and the class has had some, or one that no class
    /// changes.
    pub fn change(&self, change: impl FnOnce(&mut ClassFlags)) {
        let mut all = self.flags();
        change(&mut all);
        let changed = (all ^ self.flags()) & LAYOUT;
        assert!(
            changed.is_empty() || changed == ClassFlags::HAS_DICT && self.word.get() & OPEN != 0,
            "instances stay laid out as they are"
        );
        self.word.set(self.word.get() & !ClassFlags::all().bits() | all.bits());
    }

    /// `__slots__` words of an instance, those of all bases included.
    #[inline(always)]
    pub fn slot_words(&self) -> u16 {
        self.slot_words
    }

    /// Where among the slot words those of each class begin that has some, the class's own first.
    pub(super) fn slot_starts(&self) -> &[u16] {
        &self.slot_starts
    }

    /// The type of the payload of instances.
    pub fn payload_type(&self) -> TypeId {
        (self.layout.type_id)()
    }

    /// Whether instances carry the collector's links.
    #[inline(always)]
    pub fn is_container(&self) -> bool {
        self.layout.tracking != Tracking::Atom || self.has(ClassFlags::CONTAINER)
    }

    /// Whether an instance of this class may become one of `other`: it is made of the same parts.
    pub(super) fn is_laid_out_as(&self, other: &ClassHead) -> bool {
        let words = LAYOUT - ClassFlags::HEAP_TYPE;
        self.layout.kind == other.layout.kind
            && self.flags() & words == other.flags() & words
            && self.slot_words == other.slot_words
    }

    /// Whether a `T` goes into instances of the class, which are to be without the words and links of `flags`: with
    /// both known in advance, one comparison.
    #[inline(always)]
    pub(super) fn takes_plain<T: Payload>(&self, flags: ClassFlags) -> bool {
        let kind = (T::KIND as u32) << KIND_SHIFT;
        (self.word.get() ^ kind) & (flags.bits() | OPEN | RECORDED | u32::MAX << KIND_SHIFT) == 0
    }

    /// As [`ClassHead::takes_plain`], whether or not records are kept.
    pub(super) fn would_take_plain<T: Payload>(&self, flags: ClassFlags) -> bool {
        let kind = (T::KIND as u32) << KIND_SHIFT;
        (self.word.get() ^ kind) & (flags.bits() | OPEN | u32::MAX << KIND_SHIFT) == 0
    }

    /// Records are kept of instances from now on.
    pub(super) fn begin_records(&self) {
        self.word.set(self.word.get() | RECORDED);
    }

    /// No records are kept of instances any more.
    pub(super) fn end_records(&self) {
        self.word.set(self.word.get() & !RECORDED);
    }

    /// Whether a `T` goes into instances of the class, the first of which may be made now.
    pub(super) fn takes<T: Payload>(&self) -> bool {
        self.word.set(self.word.get() & !OPEN);
        self.layout.kind == T::KIND
    }
}

/// The names that instances store inline, in the order in which the class first saw them. Indices are never reused, so
/// an inline cache may keep them.
impl ClassHead {
    /// The index of an interned name.
    #[inline]
    pub fn shared_index(&self, name: &Value) -> Option<usize> {
        let keys = self.shared_keys.get()?;
        // A dict of an instance may have added names.
        self.shared_names.set(keys.len() as u32);
        keys.index_of(name)
    }

    /// The index of `name`, added if there is room.
    pub fn shared_index_or_insert(&self, name: &Value) -> Option<usize> {
        let keys = self.shared_keys.get()?;
        let index = keys.index_or_insert(name);
        self.shared_names.set(keys.len() as u32);
        index
    }

    /// The name of an index.
    pub fn shared_name(&self, index: usize) -> Option<Value> {
        self.shared_keys.get()?.name(index)
    }

    /// Number of names when somebody last looked for one here.
    #[inline(always)]
    pub fn shared_names(&self) -> u32 {
        self.shared_names.get()
    }

    /// Room for as many names as CPython gives a new class of Python code.
    pub fn open_shared_keys(&self) {
        self.shared_keys.get_or_init(SharedKeys::open);
    }

    /// The names that instances share, for the dict of one.
    pub fn shared_keys(&self) -> Option<&SharedKeys> {
        self.shared_keys.get()
    }

    /// Whether instances share names: those that have a dict or values in front of their payload.
    pub fn shares_keys(&self) -> bool {
        self.shared_keys.get().is_some()
    }

    /// Takes the names out, at the end of the program: they are objects too.
    pub fn take_shared_keys(&self) -> Vec<Value> {
        self.shared_names.set(0);
        self.shared_keys.get().map(SharedKeys::take).unwrap_or_default()
    }

    /// How many values a new instance gets room for.
    pub(super) fn inline_capacity(&self) -> usize {
        self.shared_keys.get().map_or(0, SharedKeys::capacity_for_new_instance)
    }
}

/// The payload of classes.
///
/// # Safety
/// A [`ClassHead`] stands first in it, it is of [`super::Kind::Class`], and no other payload type of the heap is. Only
/// [`class_payload`] implements it, which has the compiler check the first two.
pub unsafe trait ClassPayload: Payload {}

/// Declares a type to be the payload of classes; `$head` is the name of the field of type [`ClassHead`].
macro_rules! class_payload {
    ($class:ty, $head:ident) => {
        const _: () = {
            const fn head(class: &$class) -> &$crate::object::ClassHead {
                &class.$head
            }
            let _: fn(&$class) -> &$crate::object::ClassHead = head;
            assert!(std::mem::offset_of!($class, $head) == 0, "the head stands first");
            assert!(matches!(<$class as $crate::object::Payload>::KIND, $crate::object::Kind::Class));
        };
        // SAFETY: the head's place and the kind were checked above; kinds are those of one payload type each.
        #[expect(unsafe_code, reason = "checked by the macro")]
        unsafe impl $crate::object::ClassPayload for $class {}
    };
}
pub(crate) use class_payload;
