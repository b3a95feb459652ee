//! Which locals are certainly bound at a point of the code.

use crate::code::Register;

/// A set of local registers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bound(Vec<u64>);

impl Bound {
    /// Whether `register` is in the set.
    pub fn contains(&self, register: Register) -> bool {
        self.0.get(register.index() / 64).is_some_and(|word| word >> (register.index() % 64) & 1 == 1)
    }

    /// Adds `register`.
    pub fn insert(&mut self, register: Register) {
        let index = register.index() / 64;
        if self.0.len() <= index {
            self.0.resize(index + 1, 0);
        }
        self.0[index] |= 1 << (register.index() % 64);
    }

    /// Takes `register` out.
    pub fn remove(&mut self, register: Register) {
        if let Some(word) = self.0.get_mut(register.index() / 64) {
            *word &= !(1 << (register.index() % 64));
        }
    }

    /// Keeps what `other` holds too.
    pub fn intersect(&mut self, other: &Bound) {
        self.0.truncate(other.0.len());
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= other;
        }
    }
}
