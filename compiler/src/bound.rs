//! Which locals are certainly bound at a point of the code.

/// A set of local registers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bound(Vec<u64>);

impl Bound {
    /// Whether `register` is in the set.
    pub fn contains(&self, register: u32) -> bool {
        self.0.get(register as usize / 64).is_some_and(|word| word >> (register % 64) & 1 == 1)
    }

    /// Adds `register`.
    pub fn insert(&mut self, register: u32) {
        let index = register as usize / 64;
        if self.0.len() <= index {
            self.0.resize(index + 1, 0);
        }
        self.0[index] |= 1 << (register % 64);
    }

    /// Takes `register` out.
    pub fn remove(&mut self, register: u32) {
        if let Some(word) = self.0.get_mut(register as usize / 64) {
            *word &= !(1 << (register % 64));
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
