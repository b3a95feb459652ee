//! `ClassHead`: the part of a class that the memory layer needs, first in every class payload.

use std::any::TypeId;
use std::cell::{Cell, RefCell};

use super::instance::SharedKeys;
use super::layout::Layout;
use super::payload::Tracking;
use super::pointer::Py;
use super::str::Str;

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
    }
}

/// The memory half of a class.
pub struct ClassHead {
    /// How instances' payloads are traced, cleared and dropped.
    pub layout: &'static Layout,
    /// See [`ClassFlags`].
    pub flags: Cell<ClassFlags>,
    /// `__slots__` words of an instance (those of all bases included).
    pub slot_words: u16,
    /// Their names.
    pub(super) slot_names: Box<[Py<Str>]>,
    /// Where among them those of each class begin that has some, the class's own first. Words from 0 on are left out.
    pub slot_starts: Box<[u16]>,
    /// Names that instances store inline, in the order in which the class first saw them.
    pub shared_keys: RefCell<SharedKeys>,
}

impl ClassHead {
    /// The memory half of a class whose instances have this layout and no slots.
    ///
    /// # Panics
    /// When the layout's payload is of a kind that another type of payload has already.
    pub fn new(layout: &'static Layout, flags: ClassFlags) -> ClassHead {
        layout.register();
        ClassHead {
            layout,
            flags: Cell::new(flags),
            slot_words: 0,
            slot_names: Box::default(),
            slot_starts: Box::default(),
            shared_keys: RefCell::default(),
        }
    }

    /// That of a class whose instances have the slots of `base`'s and after them those of these names.
    pub fn with_slots(self, base: &ClassHead, names: &[Py<Str>]) -> ClassHead {
        let mut slot_starts = base.slot_starts.to_vec();
        if base.slot_words != 0 && !names.is_empty() {
            slot_starts.insert(0, base.slot_words);
        }
        let slot_names: Box<[_]> = base.slot_names.iter().chain(names).cloned().collect();
        ClassHead { slot_words: slot_names.len() as u16, slot_names, slot_starts: slot_starts.into(), ..self }
    }

    /// The names of the `__slots__` words.
    pub fn slot_names(&self) -> &[Py<Str>] {
        &self.slot_names
    }

    /// Whether all of `flags` are set.
    #[inline(always)]
    pub fn has(&self, flags: ClassFlags) -> bool {
        self.flags.get().contains(flags)
    }

    /// Sets or clears `flags`.
    pub fn set(&self, flags: ClassFlags, on: bool) {
        let mut all = self.flags.get();
        all.set(flags, on);
        self.flags.set(all);
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
}
