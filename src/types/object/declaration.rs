//! How `object` is declared.

use super::{Instance, attributes, compare, hash, init, methods, new, repr, str};
use crate::object::{ClassFlags, Layout};
use crate::protocol;
use crate::types::class::{ClassSpec, Slots};

/// The declaration of `object`.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::BASE_TYPE.union(ClassFlags::PLAIN_GETATTR).union(ClassFlags::PLAIN_SETATTR),
    slots: Slots {
        repr: Some(repr),
        str: Some(str),
        hash: Some(hash),
        richcompare: Some(compare),
        getattro: Some(protocol::attribute::generic_get),
        setattro: Some(protocol::attribute::generic_set),
        init: Some(init),
        new: Some(new),
        ..Slots::EMPTY
    },
    methods: methods::METHODS,
    getset: attributes::ATTRIBUTES,
    ..ClassSpec::public("object", Layout::of::<Instance>())
};
