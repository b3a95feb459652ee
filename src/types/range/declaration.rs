//! How `range` is declared.

use super::{Range, attributes, compare, get, hash, int_is_zero, iter, length, methods, new, repr, search};
use crate::object::{ClassFlags, Layout};
use crate::types::class::{ClassSpec, Packing, Slots};

/// The declaration of `range`.
pub const SPEC: ClassSpec = ClassSpec {
    packing: Packing::Direct,
    flags: ClassFlags::SEQUENCE,
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        hash: Some(hash),
        richcompare: Some(compare),
        iter: Some(iter),
        length: Some(length),
        bool_: Some(|_, this| Ok(!int_is_zero(&this.expect::<Range>().length))),
        getitem: Some(get),
        contains: Some(search::contains),
        ..Slots::EMPTY
    },
    methods: methods::METHODS,
    getset: attributes::ATTRIBUTES,
    ..ClassSpec::public("range", Layout::of::<Range>())
};
