//! A map from types to values.

use std::any::Any;

/// What the layers above the machine keep for one interpreter: at most one value of each type.
#[derive(Default)]
pub struct TypeMap {
    values: Vec<Box<dyn Any>>,
}

impl TypeMap {
    /// The value of the type, if it has been asked for with [`TypeMap::get_or_default`].
    pub fn get<T: Any>(&self) -> Option<&T> {
        self.values.iter().find_map(|value| value.downcast_ref())
    }

    /// The value of the type, which begins as its default.
    pub fn get_or_default<T: Any + Default>(&mut self) -> &mut T {
        let known = self.values.iter().position(|value| value.is::<T>());
        let index = known.unwrap_or(self.values.len());
        if known.is_none() {
            self.values.push(Box::<T>::default());
        }
        self.values[index].downcast_mut().expect("the value at the index is of the type")
    }
}
