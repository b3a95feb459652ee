//! Which patterns of `match` the instances of a class may match: sequence patterns, mapping patterns, or neither.

use super::Class;
use crate::object::{ClassFlags, Py};

/// The two kinds of collection.
const COLLECTION: ClassFlags = ClassFlags::SEQUENCE.union(ClassFlags::MAPPING);

/// What kind of collection a class's instances are.
pub fn kind(class: &Class) -> ClassFlags {
    class.head.flags() & COLLECTION
}

/// Makes the instances of a class collections of this kind, or none.
pub fn set_kind(class: &Class, kind: ClassFlags) {
    class.head.change(|flags| *flags = (*flags - COLLECTION) | (kind & COLLECTION));
}

/// As [`set_kind`] of the class and those derived from it, built-in ones left out.
pub fn set_kind_of_all(class: &Py<Class>, new: ClassFlags) {
    let mut classes = vec![class.clone()];
    while let Some(class) = classes.pop() {
        if class.head.has(ClassFlags::MUTABLE) && kind(&class) != new {
            set_kind(&class, new);
            classes.extend(class.live_subclasses());
        }
    }
}
