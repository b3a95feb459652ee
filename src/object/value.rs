//! `Value`: one 64-bit word that is any Python object.
//!
//! ```text
//! …………………………………………………………… …1   int of 63 bits
//! …………………………………………………………… 10   float whose exponent is common (rotated, as Ruby's flonum)
//! 0……………………………………… kkkk 0100   constant number k: None, False, True, Ellipsis, NotImplemented, NoDefault
//! pointer……………………………………… 0000   heap object (16-byte aligned header)
//! 0……………………………………………… 0000   never a Value: `Option<Value>::None`, the unbound slot
//! ```
//!
//! `Value` owns one reference. Cloning counts one more, dropping one less; the last drop frees the object or, when it
//! has a finalizer or a weak reference with a callback, parks it for the virtual machine (see [`super::dealloc`]).
#![expect(unsafe_code, reason = "the tagged word is decoded here and nowhere else")]

use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::num::NonZeroU64;
use std::ptr::NonNull;

use super::dealloc;
use super::header::Header;
use super::kind::Kind;
use super::payload::Payload;
use super::pointer::Py;

/// A Python object: an immediate or an owned reference to the heap. Eight bytes; so is `Option<Value>`, whose `None`
/// is the all-zero word of an unbound variable.
#[repr(transparent)]
pub struct Value(NonZeroU64, PhantomData<*mut ()>);

/// A register, cell or `__slots__` entry: `None` is unbound.
pub type Slot = Option<Value>;

/// Whether a slot holds a reference to the heap: what is neither unbound nor an immediate.
#[inline(always)]
pub fn holds_object(slot: &Slot) -> bool {
    // Rotated, a pointer is small, an immediate has one of the highest bits, and zero less one has all of them.
    let bits = slot.as_ref().map_or(0, Value::bits);
    bits.rotate_right(3).wrapping_sub(1) >> 60 == 0
}

const _: () = assert!(size_of::<Value>() == 8);
const _: () = assert!(size_of::<Slot>() == 8);

const fn constant_bits(number: u64) -> u64 {
    (number << 4) | 4
}

const fn constant(number: u64) -> Value {
    match NonZeroU64::new(constant_bits(number)) {
        Some(bits) => Value(bits, PhantomData),
        None => unreachable!(),
    }
}

/// The smallest int held in the word itself.
pub const INT_MIN: i64 = i64::MIN >> 1;
/// The largest int held in the word itself.
pub const INT_MAX: i64 = i64::MAX >> 1;

const FLOAT_ZERO: u64 = 0x8000_0000_0000_0002;

impl Value {
    /// Python's `None`.
    pub const NONE: Value = constant(0);
    /// Python's `False`.
    pub const FALSE: Value = constant(1);
    /// Python's `True`.
    pub const TRUE: Value = constant(2);
    /// Python's `...`.
    pub const ELLIPSIS: Value = constant(3);
    /// Python's `NotImplemented`.
    pub const NOT_IMPLEMENTED: Value = constant(4);
    /// `typing.NoDefault`.
    pub const NO_DEFAULT: Value = constant(5);

    /// The word itself. Equal words are the same object (`is`).
    #[inline(always)]
    pub const fn bits(&self) -> u64 {
        self.0.get()
    }

    /// # Safety
    /// `bits` must encode an immediate or a live object one of whose references is handed over.
    #[inline(always)]
    pub const unsafe fn from_bits(bits: u64) -> Value {
        // SAFETY: no encoding is the zero word.
        Value(unsafe { NonZeroU64::new_unchecked(bits) }, PhantomData)
    }

    /// Gives the reference away without counting it down.
    #[inline(always)]
    pub fn into_bits(self) -> u64 {
        ManuallyDrop::new(self).0.get()
    }

    /// `True` or `False`.
    #[inline(always)]
    pub const fn bool(truth: bool) -> Value {
        if truth { Value::TRUE } else { Value::FALSE }
    }

    /// The int `number` if it fits 63 bits.
    #[inline(always)]
    pub const fn small_int(number: i64) -> Option<Value> {
        let doubled = number << 1;
        if doubled >> 1 == number {
            // SAFETY: bit 0 makes it nonzero, and the word holds no pointer.
            Some(unsafe { Value::from_bits(doubled as u64 | 1) })
        } else {
            None
        }
    }

    /// The int `number`, of 32 bits.
    #[inline(always)]
    pub const fn from_i32(number: i32) -> Value {
        // SAFETY: bit 0 makes it nonzero, and the word holds no pointer.
        unsafe { Value::from_bits(((number as i64) << 1) as u64 | 1) }
    }

    /// The int `number`, which must fit 63 bits: lengths, indices, small counts.
    #[inline(always)]
    pub const fn index(number: usize) -> Value {
        debug_assert!(number <= INT_MAX as usize);
        // SAFETY: as in `small_int`.
        unsafe { Value::from_bits((number as u64) << 1 | 1) }
    }

    /// The float `number` if its exponent is in the immediate range (or it is `0.0`).
    #[inline(always)]
    pub const fn small_float(number: f64) -> Option<Value> {
        let bits = number.to_bits();
        let top = (bits >> 60) & 7;
        if (top == 3 || top == 4) && bits != 0x3000_0000_0000_0000 {
            // SAFETY: bit 1 makes it nonzero, and the word holds no pointer.
            Some(unsafe { Value::from_bits((bits.rotate_left(3) & !3) | 2) })
        } else if bits == 0 {
            // SAFETY: as above.
            Some(unsafe { Value::from_bits(FLOAT_ZERO) })
        } else {
            None
        }
    }

    /// Whether this is an int of 63 bits.
    #[inline(always)]
    pub const fn is_small_int(&self) -> bool {
        self.bits() & 1 != 0
    }

    /// The int held in the word, if it is one. `True` and `False` are not.
    #[inline(always)]
    pub const fn as_small_int(&self) -> Option<i64> {
        if self.is_small_int() { Some((self.bits() as i64) >> 1) } else { None }
    }

    /// `self + number` if both fit the word. The word of an int is twice the int and one, so words are added.
    #[inline(always)]
    pub const fn add_small_int(&self, number: i16) -> Option<Value> {
        if !self.is_small_int() {
            return None;
        }
        match (self.bits() as i64).checked_add(2 * number as i64) {
            // SAFETY: bit 0 makes it nonzero, and the word holds no pointer.
            Some(word) => Some(unsafe { Value::from_bits(word as u64 | 1) }),
            None => None,
        }
    }

    /// `self - number` if both fit the word.
    #[inline(always)]
    pub const fn subtract_small_int(&self, number: i16) -> Option<Value> {
        if !self.is_small_int() {
            return None;
        }
        match (self.bits() as i64).checked_sub(2 * number as i64) {
            // SAFETY: as in `add_small_int`.
            Some(word) => Some(unsafe { Value::from_bits(word as u64 | 1) }),
            None => None,
        }
    }

    /// `self * other` if all three fit a word.
    #[inline(always)]
    pub const fn multiply_small(&self, other: &Value) -> Option<Value> {
        match (self.as_small_int(), other.as_small_int()) {
            (Some(x), Some(y)) => match x.checked_mul(y) {
                Some(product) => Value::small_int(product),
                None => None,
            },
            _ => None,
        }
    }

    /// `self + other` if all three fit a word.
    #[inline(always)]
    pub const fn add_small(&self, other: &Value) -> Option<Value> {
        if self.bits() & other.bits() & 1 == 0 {
            return None;
        }
        match (self.bits() as i64).checked_add((other.bits() - 1) as i64) {
            // SAFETY: as in `add_small_int`.
            Some(word) => Some(unsafe { Value::from_bits(word as u64 | 1) }),
            None => None,
        }
    }

    /// `self - other` if all three fit a word.
    #[inline(always)]
    pub const fn subtract_small(&self, other: &Value) -> Option<Value> {
        if self.bits() & other.bits() & 1 == 0 {
            return None;
        }
        match (self.bits() as i64).checked_sub((other.bits() - 1) as i64) {
            // SAFETY: as in `add_small_int`.
            Some(word) => Some(unsafe { Value::from_bits(word as u64 | 1) }),
            None => None,
        }
    }

    /// For two ints held in words: numbers in the same order as these.
    #[inline(always)]
    pub const fn small_int_words(&self, other: &Value) -> Option<(i64, i64)> {
        let both = self.bits() & other.bits() & 1 != 0;
        if both { Some((self.bits() as i64, other.bits() as i64)) } else { None }
    }

    /// Whether this is a float held in the word.
    #[inline(always)]
    pub const fn is_small_float(&self) -> bool {
        self.bits() & 3 == 2
    }

    /// The float held in the word, if it is one.
    #[inline(always)]
    pub const fn as_small_float(&self) -> Option<f64> {
        if self.is_small_float() { Some(decode_float(self.bits())) } else { None }
    }

    /// Whether this is a reference to the heap.
    #[inline(always)]
    pub const fn is_heap(&self) -> bool {
        self.bits().trailing_zeros() >= 3
    }

    /// Whether this is `None`.
    #[inline(always)]
    pub const fn is_none(&self) -> bool {
        self.bits() == constant_bits(0)
    }

    /// Whether this is `True`.
    #[inline(always)]
    pub const fn is_true(&self) -> bool {
        self.bits() == constant_bits(2)
    }

    /// Whether this is `False`.
    #[inline(always)]
    pub const fn is_false(&self) -> bool {
        self.bits() == constant_bits(1)
    }

    /// Whether this is `NotImplemented`.
    #[inline(always)]
    pub const fn is_not_implemented(&self) -> bool {
        self.bits() == constant_bits(4)
    }

    /// Whether this is `typing.NoDefault`.
    #[inline(always)]
    pub const fn is_no_default(&self) -> bool {
        self.bits() == constant_bits(5)
    }

    /// `True` or `False` as a Rust bool.
    #[inline(always)]
    pub const fn as_bool(&self) -> Option<bool> {
        if self.is_true() {
            Some(true)
        } else if self.is_false() {
            Some(false)
        } else {
            None
        }
    }

    /// Python's `is`.
    #[inline(always)]
    pub const fn is(&self, other: &Value) -> bool {
        self.bits() == other.bits()
    }

    /// The header of a heap object.
    #[inline(always)]
    pub fn header(&self) -> Option<&Header> {
        if self.is_heap() {
            // SAFETY: a heap word points at a live header for as long as this reference exists.
            Some(unsafe { &*(self.bits() as *const Header) })
        } else {
            None
        }
    }

    /// The address of a heap object's header.
    #[inline(always)]
    pub fn header_ptr(&self) -> Option<NonNull<Header>> {
        if self.is_heap() { NonNull::new(self.bits() as *mut Header) } else { None }
    }

    /// # Safety
    /// `header` must be a live object.
    #[inline(always)]
    pub(super) unsafe fn from_borrowed(header: NonNull<Header>) -> Value {
        // SAFETY: the caller vouches for the object.
        unsafe {
            header.as_ref().incref();
            Value::from_bits(header.as_ptr() as u64)
        }
    }

    /// A reference to an object found by its address, unless it is being torn down: then nobody may refer to it again.
    ///
    /// # Safety
    /// `header` must be an object that has not been freed.
    #[inline(always)]
    pub(super) unsafe fn from_living(header: NonNull<Header>) -> Option<Value> {
        // SAFETY: the caller vouches for the object, whose count says the rest.
        unsafe { (header.as_ref().refcount() != 0).then(|| Value::from_borrowed(header)) }
    }

    /// The payload kind of a heap object; `None` for immediates.
    #[inline(always)]
    pub fn kind(&self) -> Option<Kind> {
        self.header().map(Header::kind)
    }

    /// Whether the object's payload is a `T` (so also for instances of Python subclasses of the type).
    #[inline(always)]
    pub fn has<T: Payload>(&self) -> bool {
        self.kind() == Some(T::KIND)
    }

    /// The object as a typed pointer, if its payload is a `T`.
    #[inline(always)]
    pub fn cast<T: Payload>(&self) -> Option<&Py<T>> {
        if self.has::<T>() {
            // SAFETY: equal kinds mean equal payload types (checked when the kind is registered), and both
            // `Value` and `Py` are one pointer word.
            Some(unsafe { &*std::ptr::from_ref(self).cast::<Py<T>>() })
        } else {
            None
        }
    }

    /// The object as an owned typed pointer, or itself back.
    #[inline(always)]
    pub fn cast_into<T: Payload>(self) -> Result<Py<T>, Value> {
        if self.has::<T>() {
            // SAFETY: as in `cast`; the reference moves.
            Ok(unsafe { Py::from_raw(self.into_bits() as *mut _) })
        } else {
            Err(self)
        }
    }

    /// The object as a typed pointer whose type the caller has checked: a descriptor's receiver, a class's class.
    ///
    /// # Panics
    /// When the payload is not a `T`: a defect of the interpreter, never of a script.
    #[inline(always)]
    #[track_caller]
    pub fn expect<T: Payload>(&self) -> &Py<T> {
        match self.cast::<T>() {
            Some(pointer) => pointer,
            None => wrong_kind(),
        }
    }

    /// The reference count as Python sees it; immediates report CPython's immortal count.
    pub fn refcount(&self) -> u32 {
        self.header().map_or(super::header::IMMORTAL, Header::reported_refcount)
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn wrong_kind() -> ! {
    panic!("the payload's kind was checked by the caller")
}

#[inline(always)]
const fn decode_float(bits: u64) -> f64 {
    if bits == FLOAT_ZERO {
        return 0.0;
    }
    f64::from_bits(((2 - (bits >> 63)) | (bits & !3)).rotate_right(3))
}

impl Clone for Value {
    #[inline(always)]
    fn clone(&self) -> Value {
        if let Some(header) = self.header() {
            header.incref();
        }
        Value(self.0, PhantomData)
    }
}

impl Drop for Value {
    #[inline(always)]
    fn drop(&mut self) {
        if let Some(header) = self.header()
            && header.decref()
        {
            // SAFETY: that was the last reference.
            unsafe { dealloc::last_reference_dropped(NonNull::from(header)) };
        }
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(number) = self.as_small_int() {
            write!(f, "{number}")
        } else if let Some(number) = self.as_small_float() {
            write!(f, "{number:?}")
        } else {
            match self.kind() {
                Some(kind) => write!(f, "<{kind:?} {:#x}>", self.bits()),
                None => write!(f, "<constant {}>", self.bits() >> 4),
            }
        }
    }
}

impl PartialEq for Value {
    /// Identity, Python's `is`; equality that runs `__eq__` is [`crate::protocol`]'s.
    fn eq(&self, other: &Value) -> bool {
        self.is(other)
    }
}

impl Eq for Value {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ints_round_trip() {
        for number in [0, 1, -1, 42, INT_MIN, INT_MAX] {
            assert_eq!(Value::small_int(number).and_then(|v| v.as_small_int()), Some(number));
        }
        assert!(Value::small_int(INT_MAX + 1).is_none());
        assert!(Value::small_int(INT_MIN - 1).is_none());
    }

    #[test]
    fn floats_round_trip_or_are_boxed() {
        for number in [0.0, 1.0, -1.5, 3.25e10, 1e-70, -1e70, f64::consts()] {
            let value = Value::small_float(number).expect("a common exponent");
            assert_eq!(value.as_small_float(), Some(number));
            assert!(!value.is_heap() && !value.is_small_int());
        }
        for number in [-0.0, f64::NAN, f64::INFINITY, 1e300, 1e-300, f64::from_bits(0x3000_0000_0000_0000)] {
            assert!(Value::small_float(number).is_none());
        }
    }

    trait Consts {
        fn consts() -> f64;
    }
    impl Consts for f64 {
        fn consts() -> f64 {
            std::f64::consts::PI
        }
    }
}
