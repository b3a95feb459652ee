//! What keeps the size of an object with a buffer as it is.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

/// How many views an object with a buffer has, once there was one.
#[derive(Default)]
pub struct Exports(OnceCell<Rc<Cell<usize>>>);

/// A view's hold on an object with a buffer: as long as it lives, the size cannot change. No reference: the view has one.
pub struct Export(Rc<Cell<usize>>);

impl Exports {
    /// One more.
    pub fn export(&self) -> Export {
        let count = self.0.get_or_init(Rc::default);
        count.set(count.get() + 1);
        Export(Rc::clone(count))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.get().is_none_or(|count| count.get() == 0)
    }
}

impl Drop for Export {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}
