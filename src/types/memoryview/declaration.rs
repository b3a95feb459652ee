//! The declaration of `memoryview`.

use super::view::MemoryView;
use super::{attributes, compare, construct, hash, iterator, length, methods, repr, subscript};
use crate::object::{ClassFlags, Layout};
use crate::types::class::{ClassSpec, Slots};

/// The declaration.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::SEQUENCE.union(ClassFlags::WEAK_REFERENCEABLE),
    slots: Slots {
        getbuffer: Some(construct::get_buffer),
        releasebuffer: Some(construct::release_buffer),
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
    methods: methods::METHODS,
    getset: attributes::ATTRIBUTES,
    ..ClassSpec::public("memoryview", Layout::of::<MemoryView>())
};
