//! `Heap`, the capability to look into objects, and `HeapCell`, the field it opens.
//!
//! There is one `Heap` in the interpreter and running Python code needs it whole (`&mut`). A field behind a
//! `HeapCell` is read with `&Heap` and written with `&mut Heap`, so the borrow checker proves what other
//! interpreters check at run time: nobody holds a view of a list while code runs that could change the list.
//!
//! # What the compiler refuses
//! Each example is followed by the same one with one other line, which it takes (`tests/safety.rs` compares them).
//!
//! A view of a field while the field is written:
//! ```compile_fail,E0502
//! use ouropy::object::{Heap, HeapCell};
//! fn grow(heap: &mut Heap, list: &HeapCell<Vec<u8>>) -> u8 {
//!     let view = list.get(heap);
//!     list.get_mut(heap).push(1);
//!     view[0]
//! }
//! ```
//! ```
//! use ouropy::object::{Heap, HeapCell};
//! fn grow(heap: &mut Heap, list: &HeapCell<Vec<u8>>) -> u8 {
//!     let view = list.get(heap).clone();
//!     list.get_mut(heap).push(1);
//!     view[0]
//! }
//! ```
//! A view of a field across something that takes the whole heap, such as making an object:
//! ```compile_fail,E0502
//! use ouropy::object::{ClassPayload, Heap, HeapCell, Py};
//! fn name<C: ClassPayload>(heap: &mut Heap, class: &Py<C>, text: &HeapCell<Vec<u8>>) {
//!     let view = text.get(heap);
//!     drop(heap.new_str(class, &view));
//! }
//! ```
//! ```
//! use ouropy::object::{ClassPayload, Heap, HeapCell, Py};
//! fn name<C: ClassPayload>(heap: &mut Heap, class: &Py<C>, text: &HeapCell<Vec<u8>>) {
//!     let view = text.get(heap).clone();
//!     drop(heap.new_str(class, &view));
//! }
//! ```
//! What an object holds, kept while Python code runs:
//! ```compile_fail,E0502
//! use ouropy::Interpreter;
//! use ouropy::object::HeapCell;
//! fn run(python: &mut Interpreter, list: &HeapCell<Vec<u8>>) -> u8 {
//!     let view = list.get(python.heap());
//!     python.run("print('code that may change any list')", "<example>").ok();
//!     view[0]
//! }
//! ```
//! ```
//! use ouropy::Interpreter;
//! use ouropy::object::HeapCell;
//! fn run(python: &mut Interpreter, list: &HeapCell<Vec<u8>>) -> u8 {
//!     let view = list.get(python.heap()).clone();
//!     python.run("print('code that may change any list')", "<example>").ok();
//!     view[0]
//! }
//! ```
//! Two fields open for writing at once, which may be one:
//! ```compile_fail,E0499
//! use ouropy::object::{Heap, HeapCell};
//! fn move_all(heap: &mut Heap, from: &HeapCell<Vec<u8>>, to: &HeapCell<Vec<u8>>) {
//!     let items = from.get_mut(heap);
//!     to.get_mut(heap).extend(items.drain(..));
//! }
//! ```
//! ```
//! use ouropy::object::{Heap, HeapCell};
//! fn move_all(heap: &mut Heap, from: &HeapCell<Vec<u8>>, to: &HeapCell<Vec<u8>>) {
//!     let mut items = from.take(heap);
//!     to.get_mut(heap).extend(items.drain(..));
//! }
//! ```
//! A second capability made of the first:
//! ```compile_fail,E0599
//! use ouropy::object::Heap;
//! fn second(heap: &Heap) -> usize {
//!     let copy = Heap::clone(heap);
//!     copy.live_objects()
//! }
//! ```
//! ```
//! use ouropy::object::Heap;
//! fn second(heap: &Heap) -> usize {
//!     let copy = heap;
//!     copy.live_objects()
//! }
//! ```
//! The capability in another thread:
//! ```compile_fail,E0277
//! use ouropy::object::Heap;
//! fn send(heap: Heap) {
//!     let sent = heap;
//!     std::thread::spawn(move || drop(sent));
//! }
//! ```
//! ```
//! use ouropy::object::Heap;
//! fn send(heap: Heap) {
//!     let sent = heap.gc_stats();
//!     std::thread::spawn(move || drop(sent));
//! }
//! ```
//! An object in another thread:
//! ```compile_fail,E0277
//! use ouropy::object::Value;
//! fn send(value: Value) {
//!     let sent = vec![value];
//!     std::thread::spawn(move || drop(sent));
//! }
//! ```
//! ```
//! use ouropy::object::Value;
//! fn send(value: Value) {
//!     let sent = vec![value.refcount()];
//!     std::thread::spawn(move || drop(sent));
//! }
//! ```
//! What an object holds, kept longer than the reference to the object:
//! ```compile_fail,E0505
//! use ouropy::object::{Py, Str};
//! fn outlive(text: Py<Str>) -> u8 {
//!     let bytes = text.as_bytes();
//!     drop(text);
//!     bytes[0]
//! }
//! ```
//! ```
//! use ouropy::object::{Py, Str};
//! fn outlive(text: Py<Str>) -> u8 {
//!     let bytes = text.as_bytes().to_vec();
//!     drop(text);
//!     bytes[0]
//! }
//! ```
//! An object's class, kept while the object gets another:
//! ```compile_fail,E0502
//! use ouropy::object::{ClassPayload, Heap, Py, Value};
//! fn change<C: ClassPayload>(heap: &mut Heap, object: &Value, new: &Py<C>) -> Option<usize> {
//!     let old = object.header()?.class::<C>(heap);
//!     heap.set_class(object, new);
//!     Some(old.address())
//! }
//! ```
//! ```
//! use ouropy::object::{ClassPayload, Heap, Py, Value};
//! fn change<C: ClassPayload>(heap: &mut Heap, object: &Value, new: &Py<C>) -> Option<usize> {
//!     let old = object.header()?.class::<C>(heap).clone();
//!     heap.set_class(object, new);
//!     Some(old.address())
//! }
//! ```
//! A type that only says of itself what the memory layer has to know:
//! ```compile_fail,E0200
//! use ouropy::object::{Kind, Payload, Tracking};
//! struct Mine;
//! impl Payload for Mine {
//!     const KIND: Kind = Kind::List;
//!     const TRACKING: Tracking = Tracking::Atom;
//! }
//! ```
//! ```
//! use ouropy::object::{Kind, Payload, Tracking};
//! struct Mine;
//! unsafe impl Payload for Mine {
//!     const KIND: Kind = Kind::List;
//!     const TRACKING: Tracking = Tracking::Atom;
//! }
//! ```
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
}

impl<T: Default> HeapCell<T> {
    /// Takes the content, leaving the default.
    pub fn take(&self, heap: &mut Heap) -> T {
        self.replace(heap, T::default())
    }
}
