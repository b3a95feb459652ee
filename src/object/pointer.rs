//! `Py<T>`: an owning pointer to a heap object whose payload type is known.
#![expect(unsafe_code, reason = "owning pointers are made of raw ones here")]

use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::ptr::NonNull;

use super::header::Header;
use super::payload::Payload;
use super::value::Value;

/// A heap object: header, then payload. Items of str and tuple follow the payload; so do the attribute words of
/// instances (see [`super::instance`]).
#[repr(C)]
pub struct Object<T> {
    /// Reference count, kind, flags, class.
    pub(super) header: Header,
    pub(super) payload: T,
}

/// An owned reference to an object whose payload is a `T`. One word, the same word as the object's [`Value`].
#[repr(transparent)]
pub struct Py<T: Payload> {
    pointer: NonNull<Object<T>>,
    owns: PhantomData<Object<T>>,
}

impl<T: Payload> Py<T> {
    /// # Safety
    /// `pointer` must be a live object with payload `T`, one of whose references is handed over.
    #[inline(always)]
    pub(super) unsafe fn from_raw(pointer: *mut Object<T>) -> Py<T> {
        // SAFETY: a live object's address is not null.
        Py { pointer: unsafe { NonNull::new_unchecked(pointer) }, owns: PhantomData }
    }

    /// The object as a value, borrowed.
    #[inline(always)]
    pub fn as_value(&self) -> &Value {
        // SAFETY: both are one word holding the header's address.
        unsafe { &*std::ptr::from_ref(self).cast::<Value>() }
    }

    /// The object as a value, the reference moved.
    #[inline(always)]
    pub fn into_value(self) -> Value {
        let this = ManuallyDrop::new(self);
        // SAFETY: the reference moves from one owner to the other.
        unsafe { Value::from_bits(this.pointer.as_ptr() as u64) }
    }

    /// Another reference, as a value.
    #[inline(always)]
    pub fn to_value(&self) -> Value {
        self.as_value().clone()
    }

    /// The header.
    #[inline(always)]
    pub fn header(&self) -> &Header {
        // SAFETY: the object lives while this reference does.
        unsafe { &self.pointer.as_ref().header }
    }

    /// Python's `is`.
    #[inline(always)]
    pub fn is(&self, other: &Py<T>) -> bool {
        self.pointer == other.pointer
    }

    /// The object's address, for `id()` and the collector.
    #[inline(always)]
    pub fn address(&self) -> usize {
        self.pointer.as_ptr() as usize
    }

    #[inline(always)]
    pub(super) fn as_ptr(&self) -> *mut Object<T> {
        self.pointer.as_ptr()
    }
}

impl<T: Payload> Deref for Py<T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: the object lives while this reference does; payloads change only through cells.
        unsafe { &self.pointer.as_ref().payload }
    }
}

impl<T: Payload> Clone for Py<T> {
    #[inline(always)]
    fn clone(&self) -> Py<T> {
        self.header().incref();
        Py { pointer: self.pointer, owns: PhantomData }
    }
}

impl<T: Payload> Drop for Py<T> {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: the one reference this pointer owned ends here, as a value.
        drop(unsafe { Value::from_bits(self.pointer.as_ptr() as u64) });
    }
}

impl<T: Payload> From<Py<T>> for Value {
    #[inline(always)]
    fn from(pointer: Py<T>) -> Value {
        pointer.into_value()
    }
}

impl<T: Payload> AsRef<Value> for Py<T> {
    fn as_ref(&self) -> &Value {
        self.as_value()
    }
}

impl<T: Payload> std::fmt::Debug for Py<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.as_value().fmt(f)
    }
}
