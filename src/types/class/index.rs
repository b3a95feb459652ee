//! The classes an interpreter has made of declarations outside of [`crate::types::Types`].

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;

use super::{Class, ClassSpec};
use crate::object::Py;

/// Classes by declaration. A declaration is a static, so its address is its identity.
#[derive(Default)]
pub struct ClassIndex {
    classes: HashTable<Py<Class>>,
}

impl ClassIndex {
    /// The class made of `spec`.
    #[inline]
    pub fn get(&self, spec: &'static ClassSpec) -> Option<&Py<Class>> {
        self.classes.find(hash(spec), |class| class.spec.is_some_and(|own| std::ptr::eq(own, spec)))
    }

    /// Enters a class made of `spec`, of which there is none yet.
    pub fn insert(&mut self, spec: &'static ClassSpec, class: Py<Class>) {
        self.classes.insert_unique(hash(spec), class, |class| class.spec.map_or(0, hash));
    }

    /// All of them.
    pub fn into_classes(self) -> impl Iterator<Item = Py<Class>> {
        self.classes.into_iter()
    }
}

fn hash(spec: &'static ClassSpec) -> u64 {
    FxBuildHasher.hash_one(std::ptr::from_ref(spec).addr())
}
