//! The declaration of `memoryview`.

use super::attributes::ATTRIBUTES;
use super::methods::METHODS;
use super::{MemoryView, compare, construct, hash, iterator, length, repr, subscript};
use crate::object::{ClassFlags, Layout};
use crate::types::class::{ClassSpec, Slots};

/// The declaration.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::SEQUENCE,
    slots: Slots {
        new: Some(construct::new),
        repr: Some(repr),
        hash: Some(hash),
        richcompare: Some(compare),
        iter: Some(iterator::iter),
        length: Some(length),
        getitem: Some(subscript::get_item),
        setitem: Some(subscript::set_item),
        ..Slots::EMPTY
    },
    methods: METHODS,
    getset: ATTRIBUTES,
    ..ClassSpec::public("memoryview", Layout::of::<MemoryView>())
};
