//! Attribute words: what instances of Python classes hold beside their payload.
//!
//! ```text
//! payload │ dict word? │ slot words … │ shape word │ values … │ order bytes …        (inline values)
//! payload │ dict word? │ slot words … │                                            (a built-in base with a dict)
//! ```
//! The values of `self.x = …` stand in the instance, at the index the class's [shared keys](super::SharedKeys) give the name. The dict
//! word stays empty until Python asks for `__dict__` or a name does not fit; then the values move into the dict for
//! good.
#![expect(unsafe_code, reason = "words behind the payload are reached by offset")]

use std::cell::Cell;
use std::ptr::NonNull;

use super::class::{ClassFlags, ClassHead};
use super::edge::Edge;
use super::header::Header;
use super::payload::OwnDict;
use super::references::{References, Release};
use super::trace::Tracer;
use super::value::{Slot, Value};

/// Number of values an instance has room for, how many it holds, and whether they still stand inline.
#[derive(Clone, Copy)]
#[repr(C, align(8))]
pub(super) struct Shape {
    capacity: u8,
    used: u8,
    valid: bool,
}

/// The attribute words of one object.
#[derive(Clone, Copy)]
pub(super) struct Words {
    base: NonNull<Slot>,
    has_dict: bool,
    members: u16,
    inline: bool,
}

/// Bytes the attribute words of a new instance of `class` take.
pub(super) fn words_size(class: &ClassHead) -> (usize, u8) {
    let mut words = usize::from(class.slot_words()) + usize::from(class.has(ClassFlags::HAS_DICT));
    let mut capacity = 0;
    if class.stores_inline() {
        capacity = class.inline_capacity();
        words += 1 + capacity.div_ceil(8) + capacity;
    }
    (words * 8, capacity as u8)
}

/// Where the inline values of an object stand: a handful of instructions, as the payload of such classes is always
/// `object`'s.
///
/// # Safety
/// The object's class has INLINE_VALUES.
#[inline(always)]
unsafe fn shape_fast(header: &Header) -> &Cell<Shape> {
    // SAFETY: dict word and slot words follow the header, then the shape word.
    unsafe {
        let words = 1 + usize::from(header.class_head().slot_words());
        &*std::ptr::from_ref(header).add(1).cast::<Slot>().add(words).cast::<Cell<Shape>>()
    }
}

/// The inline value at `index`; `None` past the object's capacity or once the values have moved into the dict.
///
/// # Safety
/// The object's class has INLINE_VALUES.
#[inline(always)]
pub(super) unsafe fn inline_slot_fast(header: &Header, index: usize) -> Option<&Cell<Slot>> {
    // SAFETY: the values follow the shape word.
    unsafe {
        let shape = shape_fast(header);
        let Shape { capacity, valid, .. } = shape.get();
        (valid && index < usize::from(capacity))
            .then(|| &*std::ptr::from_ref(shape).add(1).cast::<Cell<Slot>>().add(index))
    }
}

/// Stores the inline value at `index`; gives it back when it does not fit.
///
/// # Safety
/// The object's class has INLINE_VALUES.
#[inline(always)]
pub(super) unsafe fn store_inline_fast(header: &Header, index: usize, value: Value) -> Result<Slot, Value> {
    // SAFETY: per the contract.
    unsafe {
        let Some(slot) = inline_slot_fast(header, index) else { return Err(value) };
        let old = slot.replace(Some(value));
        if old.is_none() {
            let shape = shape_fast(header);
            let mut now = shape.get();
            let order = std::ptr::from_ref(shape).add(1 + usize::from(now.capacity)).cast::<Cell<u8>>();
            (*order.add(usize::from(now.used))).set(index as u8);
            now.used += 1;
            shape.set(now);
        }
        Ok(old)
    }
}

impl Words {
    /// The attribute words of the object at `header`.
    ///
    /// # Safety
    /// `header` must be a live object, and stay so while the result is used.
    #[inline(always)]
    pub(super) unsafe fn of(header: NonNull<Header>) -> Words {
        // SAFETY: the caller vouches for the object; the words follow payload and trailing items.
        unsafe {
            let class = header.as_ref().class_head();
            Words::after(header, class.layout().trailing_bytes(header).next_multiple_of(8))
        }
    }

    /// As `of`, the bytes of trailing items being known (a tuple in the making does not know them yet).
    ///
    /// # Safety
    /// As `of`.
    #[inline(always)]
    pub(super) unsafe fn after(header: NonNull<Header>, trailing: usize) -> Words {
        // SAFETY: the caller vouches for the object; the words follow payload and trailing items.
        unsafe {
            let class = header.as_ref().class_head();
            let base = header.as_ptr().cast::<u8>().add(class.layout().size + trailing).cast::<Slot>();
            Words {
                base: NonNull::new_unchecked(base),
                has_dict: class.has(ClassFlags::HAS_DICT),
                members: class.slot_words(),
                inline: class.stores_inline(),
            }
        }
    }

    /// Empties the words of a new object, `bytes` long: [`words_size`] gave both figures.
    pub(super) fn initialise(self, bytes: usize, capacity: u8) {
        // SAFETY: the words were allocated by `words_size` for this class; the shape word stands behind the members.
        unsafe {
            std::ptr::write_bytes(self.base.as_ptr().cast::<u8>(), 0, bytes);
            if self.inline {
                let words = usize::from(self.members) + usize::from(self.has_dict);
                let shape = self.base.as_ptr().add(words).cast::<Shape>();
                shape.write(Shape { capacity, used: 0, valid: true });
            }
        }
    }

    fn slot(self, index: usize) -> &'static Cell<Slot> {
        // SAFETY: callers stay within the words; the reference does not outlive the object (crate-private use).
        unsafe { &*self.base.as_ptr().add(index).cast::<Cell<Slot>>() }
    }

    /// The word for the attribute dict, if the class gives its instances one.
    #[inline(always)]
    pub(super) fn dict(self) -> Option<&'static Cell<Slot>> {
        self.has_dict.then(|| self.slot(0))
    }

    /// The word of `__slots__` entry `index`.
    #[inline(always)]
    pub(super) fn member(self, index: usize) -> &'static Cell<Slot> {
        debug_assert!(index < usize::from(self.members));
        self.slot(usize::from(self.has_dict) + index)
    }

    /// The word of `__slots__` entry `index`, if there is one.
    #[inline]
    pub(super) fn find_member(self, index: usize) -> Option<&'static Cell<Slot>> {
        (index < usize::from(self.members)).then(|| self.member(index))
    }

    #[inline(always)]
    fn shape(self) -> Option<&'static Cell<Shape>> {
        // SAFETY: the shape word follows dict and slot words when the class stores values inline.
        self.inline.then(|| unsafe {
            &*self.base.as_ptr().add(usize::from(self.members) + usize::from(self.has_dict)).cast::<Cell<Shape>>()
        })
    }

    #[inline(always)]
    fn order(shape: &'static Cell<Shape>, position: usize) -> &'static Cell<u8> {
        let skip = 1 + usize::from(shape.get().capacity);
        // SAFETY: order bytes follow the values.
        unsafe { &*std::ptr::from_ref(shape).add(skip).cast::<Cell<u8>>().add(position) }
    }

    #[inline(always)]
    fn inline_value(shape: &'static Cell<Shape>, index: usize) -> &'static Cell<Slot> {
        // SAFETY: the values follow the shape word, and the caller checked the index against the capacity.
        unsafe { &*std::ptr::from_ref(shape).add(1).cast::<Cell<Slot>>().add(index) }
    }

    /// The inline value at a shared-key index.
    #[inline(always)]
    pub(super) fn inline_slot(self, index: usize) -> Option<&'static Cell<Slot>> {
        let shape = self.shape()?;
        let Shape { capacity, valid, .. } = shape.get();
        (valid && index < usize::from(capacity)).then(|| Words::inline_value(shape, index))
    }

    /// Stores an inline value; gives it back when it does not fit.
    pub(super) fn store_inline(self, index: usize, value: Value) -> Result<Option<Value>, Value> {
        let Some(slot) = self.inline_slot(index) else { return Err(value) };
        let old = slot.replace(Some(value));
        if old.is_none()
            && let Some(shape) = self.shape()
        {
            let mut now = shape.get();
            Words::order(shape, usize::from(now.used)).set(index as u8);
            now.used += 1;
            shape.set(now);
        }
        Ok(old)
    }

    /// Removes an inline value.
    pub(super) fn remove_inline(self, index: usize) -> Option<Value> {
        let old = self.inline_slot(index)?.take()?;
        let shape = self.shape()?;
        let mut now = shape.get();
        let used = usize::from(now.used);
        let mut position = (0..used).find(|&p| usize::from(Words::order(shape, p).get()) == index)?;
        while position + 1 < used {
            Words::order(shape, position).set(Words::order(shape, position + 1).get());
            position += 1;
        }
        now.used -= 1;
        shape.set(now);
        Some(old)
    }

    /// Shared-key indices of the inline values, in insertion order; `None` when values do not stand inline.
    pub(super) fn inline_order(self) -> Option<Vec<usize>> {
        let shape = self.shape()?;
        let now = shape.get();
        now.valid.then(|| (0..usize::from(now.used)).map(|p| usize::from(Words::order(shape, p).get())).collect())
    }

    /// Takes the values out for good, in insertion order, with their shared-key indices.
    pub(super) fn take_inline(self) -> Vec<(usize, Value)> {
        let order = self.inline_order().unwrap_or_default();
        let taken = order.into_iter().filter_map(|i| Some((i, self.inline_slot(i)?.take()?))).collect();
        self.leave_inline();
        taken
    }

    /// Notes that no value stands inline any more, for good.
    pub(super) fn leave_inline(self) {
        if let Some(shape) = self.shape() {
            let mut now = shape.get();
            now.used = 0;
            now.valid = false;
            shape.set(now);
        }
    }

    /// Calls `visit` with every slot, the class's own first, then those of its bases, and every inline value, as
    /// CPython's `subtype_traverse`. The dict word comes next, unless the payload has it ([`OwnDict`]): then the inline values
    /// may be its own too.
    #[inline(always)]
    fn each_member(self, class: &ClassHead, mut visit: impl FnMut(&'static Cell<Slot>)) {
        let mut end = usize::from(self.members);
        for &start in class.slot_starts() {
            (usize::from(start)..end).for_each(|index| visit(self.member(index)));
            end = usize::from(start);
        }
        (0..end).for_each(|index| visit(self.member(index)));
        if class.layout().own_dict != OwnDict::Last {
            self.each_inline(visit);
        }
    }

    /// Calls `visit` with every inline value.
    #[inline(always)]
    fn each_inline(self, mut visit: impl FnMut(&'static Cell<Slot>)) {
        if let Some(shape) = self.shape()
            && shape.get().valid
        {
            for index in 0..usize::from(shape.get().capacity) {
                visit(Words::inline_value(shape, index));
            }
        }
    }

    /// Shows the tracer what the words of an instance of `class` hold, but for the dict that belongs to the payload.
    ///
    /// # Safety
    /// Nothing is stored in the object meanwhile.
    #[inline]
    pub(super) unsafe fn trace(self, class: &ClassHead, tracer: &mut Tracer<'_>) {
        if tracer.is_named() {
            // SAFETY: per the contract above, here and below.
            unsafe { self.trace_names(class, tracer) };
        } else {
            self.each_member(class, |slot| {
                // SAFETY: as above.
                if let Some(value) = unsafe { &*slot.as_ptr() } {
                    tracer.value(Edge::Internal("attribute"), value);
                }
            });
        }
        if class.layout().own_dict == OwnDict::None {
            // SAFETY: as above.
            unsafe { self.trace_dict(tracer) };
        }
    }

    /// Shows slots and inline values by their names, in the same order.
    ///
    /// # Safety
    /// As [`Words::trace`].
    #[cold]
    unsafe fn trace_names(self, class: &ClassHead, tracer: &mut Tracer<'_>) {
        let mut slots = Vec::new();
        let mut end = class.slot_names().len();
        for start in class.slot_starts().iter().map(|&start| usize::from(start)).chain([0]) {
            slots.extend_from_slice(&class.slot_names()[start..end]);
            end = start;
        }
        let mut at = 0;
        self.each_member(class, |slot| {
            let name = match slots.get(at) {
                Some(name) => Some(name.to_value()),
                None => class.shared_name(at - slots.len()),
            };
            at += 1;
            // SAFETY: per the contract above.
            if let Some(value) = unsafe { &*slot.as_ptr() } {
                tracer.value(name.as_ref().map_or(Edge::Internal("attribute"), Edge::Member), value);
            }
        });
    }

    /// Shows the tracer the dict.
    ///
    /// # Safety
    /// As [`Words::trace`].
    #[inline]
    pub(super) unsafe fn trace_dict(self, tracer: &mut Tracer<'_>) {
        if let Some(dict) = self.dict() {
            // SAFETY: per the contract.
            unsafe { &*dict.as_ptr() }.trace(Edge::Attribute("__dict__"), tracer);
        }
    }

    /// Shows the tracer the inline values and the dict that stand behind the payload.
    ///
    /// # Safety
    /// As [`Words::trace`].
    #[inline]
    pub(super) unsafe fn trace_own(self, class: &ClassHead, tracer: &mut Tracer<'_>) {
        let mut at = 0;
        self.each_inline(|slot| {
            let name = if tracer.is_named() { class.shared_name(at) } else { None };
            at += 1;
            // SAFETY: per the contract above, here and below.
            if let Some(value) = unsafe { &*slot.as_ptr() } {
                tracer.value(name.as_ref().map_or(Edge::Internal("attribute"), Edge::Member), value);
            }
        });
        // SAFETY: as above.
        unsafe { self.trace_dict(tracer) };
    }

    /// Gives away what the words of an instance of `class` hold, in the order of [`Words::trace`]; the dict of a payload
    /// that has it first comes last here, just before the payload; `front` gives away what comes before that.
    #[inline(always)]
    pub(super) fn release(self, class: &ClassHead, sink: &mut Release, front: impl FnOnce(&mut Release)) {
        self.each_member(class, |slot| slot.take().release(sink));
        front(sink);
        if class.layout().own_dict != OwnDict::Last {
            self.release_dict(sink);
        }
    }

    /// Gives away the inline values and the dict that stand behind the payload.
    #[inline]
    pub(super) fn release_own(self, sink: &mut Release) {
        self.each_inline(|slot| slot.take().release(sink));
        self.release_dict(sink);
    }

    /// Gives away the dict.
    #[inline]
    fn release_dict(self, sink: &mut Release) {
        if let Some(dict) = self.dict() {
            dict.take().release(sink);
        }
    }

    /// Bytes of all the words.
    pub(super) fn bytes(self) -> usize {
        let plain = usize::from(self.members) + usize::from(self.has_dict);
        let inline = self.shape().map_or(0, |shape| {
            let capacity = usize::from(shape.get().capacity);
            1 + capacity.div_ceil(8) + capacity
        });
        (plain + inline) * 8
    }
}
