//! The attribute names that the instances of a class share.

use std::cell::RefCell;
use std::rc::Rc;

use super::pointer::Py;
use super::str::Str;
use super::value::Value;

/// CPython's SHARED_KEYS_MAX_SIZE.
const SHARED_KEYS_MAX: usize = 30;

/// The attribute names of a class's instances. Indices are never reused, so an inline cache may keep them.
#[derive(Default)]
struct Names {
    known: Vec<Value>,
    /// Whether some are not interned: such a one is not found by its address.
    has_plain: bool,
    /// Names that may still be added; shrinks by one with each new instance, as CPython's `dk_usable`.
    usable: usize,
}

impl Names {
    #[inline]
    fn index_of(&self, name: &Value) -> Option<usize> {
        let found = self.known.iter().position(|known| known.is(name));
        if found.is_none() && self.has_plain { self.index_of_text(name) } else { found }
    }

    #[cold]
    fn index_of_text(&self, name: &Value) -> Option<usize> {
        let text = name.cast::<Str>()?.as_bytes();
        self.known.iter().position(|known| known.cast::<Str>().is_some_and(|known| known.as_bytes() == text))
    }

    /// Adds a name if there is room.
    fn insert(&mut self, name: &Value) -> Option<usize> {
        if self.usable == 0 || self.known.len() >= SHARED_KEYS_MAX {
            return None;
        }
        self.usable -= 1;
        self.known.push(name.clone());
        Some(self.known.len() - 1)
    }
}

/// The names, which belong to the class and to the dicts that instances have been asked for.
#[derive(Clone)]
pub struct SharedKeys(Rc<RefCell<Names>>);

impl SharedKeys {
    /// No names, and room for as many as CPython gives a new class of Python code.
    pub(super) fn open() -> SharedKeys {
        SharedKeys(Rc::new(RefCell::new(Names { usable: SHARED_KEYS_MAX, ..Names::default() })))
    }

    /// The index of an interned name.
    #[inline]
    pub(super) fn index_of(&self, name: &Value) -> Option<usize> {
        self.0.borrow().index_of(name)
    }

    /// The index of an interned name, added if there is room.
    pub(super) fn index_or_insert(&self, name: &Value) -> Option<usize> {
        let mut keys = self.0.borrow_mut();
        keys.index_of(name).or_else(|| keys.insert(name))
    }

    pub(super) fn name(&self, index: usize) -> Option<Value> {
        self.0.borrow().known.get(index).cloned()
    }

    pub(super) fn len(&self) -> usize {
        self.0.borrow().known.len()
    }

    /// At most [`SHARED_KEYS_MAX`].
    pub(super) fn capacity_for_new_instance(&self) -> usize {
        let mut keys = self.0.borrow_mut();
        if keys.usable > 1 {
            keys.usable -= 1;
        }
        keys.known.len() + keys.usable
    }

    /// Takes the names out, at the end of the program: they are objects too.
    pub(super) fn take(&self) -> Vec<Value> {
        std::mem::take(&mut *self.0.borrow_mut()).known
    }

    /// Room for values in the dict of an instance: CPython's `shared_keys_usable_size`.
    pub fn room(&self) -> usize {
        let keys = self.0.borrow();
        keys.known.len() + keys.usable
    }

    /// Whether these keys, which a dict shares, come in the order of the names.
    pub fn are_in_order<'a>(&self, mut keys: impl Iterator<Item = &'a Value>) -> bool {
        let names = self.0.borrow();
        let mut known = names.known.iter();
        keys.all(|key| known.any(|name| name.is(key)))
    }

    /// The index of a key, which a dict shares.
    pub fn place(&self, key: &Value) -> Option<usize> {
        let keys = self.0.borrow();
        keys.index_of(key).or_else(|| keys.index_of_text(key))
    }

    /// Whether a dict can have `key`, an exact str, and go on to share the names, of which it becomes one.
    pub fn admit(&self, key: &Value) -> bool {
        let mut keys = self.0.borrow_mut();
        if keys.index_of(key).or_else(|| keys.index_of_text(key)).is_some() {
            return true;
        }
        keys.has_plain |= !key.cast::<Str>().is_some_and(Py::<Str>::is_interned);
        keys.insert(key).is_some()
    }
}
