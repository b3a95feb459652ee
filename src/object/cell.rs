//! `Heap`, the capability to look into objects, and `HeapCell`, the field it opens.
//!
//! There is one `Heap` in the interpreter and running Python code needs it whole (`&mut`). A field behind a
//! `HeapCell` is read with `&Heap` and written with `&mut Heap`, so the borrow checker proves what other
//! interpreters check at run time: nobody holds a view of a list while code runs that could change the list.
#![expect(unsafe_code, reason = "the one place where shared objects become mutable")]

use std::cell::UnsafeCell;
use std::marker::PhantomData;

/// The capability to look into objects. The state behind it is [`super::heap`]'s.
pub struct Heap {
    pub(super) _not_send: PhantomData<*mut ()>,
}

/// A field of a heap object, open to whoever holds the [`Heap`].
#[repr(transparent)]
pub struct HeapCell<T>(UnsafeCell<T>);

impl<T> HeapCell<T> {
    /// A field holding `content`.
    pub const fn new(content: T) -> HeapCell<T> {
        HeapCell(UnsafeCell::new(content))
    }

    /// Reads the field. The borrow ends before anything can change any object.
    #[inline(always)]
    pub fn get<'a>(&'a self, _: &'a Heap) -> &'a T {
        // SAFETY: a `&mut` to any cell's content borrows the one `Heap` mutably, so none exists now, and none can
        // appear while the result lives. The object itself lives as long as `self` is borrowed.
        unsafe { &*self.0.get() }
    }

    /// Writes the field in place.
    #[inline(always)]
    pub fn get_mut<'a>(&'a self, _: &'a mut Heap) -> &'a mut T {
        // SAFETY: the one `Heap` is borrowed mutably: no other view of any cell exists. Dropping what the field
        // held runs no code that could open a cell, for destructors have no `Heap`.
        unsafe { &mut *self.0.get() }
    }

    /// Puts `content` in and gives back what was there.
    #[inline(always)]
    pub fn replace(&self, heap: &mut Heap, content: T) -> T {
        std::mem::replace(self.get_mut(heap), content)
    }

    /// Puts `content` in. What was there is dropped once the new content stands, as CPython's `Py_XSETREF` does.
    #[inline(always)]
    pub fn set(&self, heap: &mut Heap, content: T) {
        drop(self.replace(heap, content));
    }

    /// The content of an object that is dying.
    pub fn take_in_drop(&mut self) -> &mut T {
        self.0.get_mut()
    }

    /// The content of an object that has died.
    #[inline(always)]
    pub fn into_inner(self) -> T {
        self.0.into_inner()
    }

    /// A raw view for the interpreter loop, which knows when no borrow is open.
    #[inline(always)]
    pub const fn as_ptr(&self) -> *mut T {
        self.0.get()
    }
}

impl<T: Default> HeapCell<T> {
    /// Takes the content, leaving the default.
    pub fn take(&self, heap: &mut Heap) -> T {
        self.replace(heap, T::default())
    }
}
