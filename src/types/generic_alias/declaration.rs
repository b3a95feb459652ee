//! How `types.GenericAlias` is declared.

use super::{GenericAlias, attributes, call, compare, getitem, hash, iterator, methods, new, repr};
use crate::object::{ClassFlags, Layout};
use crate::types::class::{ClassSpec, Slots};
use crate::types::union;

/// The declaration of `types.GenericAlias`.
pub const SPEC: ClassSpec = ClassSpec {
    module: "types",
    flags: ClassFlags::BASE_TYPE.union(ClassFlags::WEAK_REFERENCEABLE),
    slots: Slots {
        repr: Some(repr),
        call: Some(call),
        getattro: Some(attributes::get),
        richcompare: Some(compare),
        hash: Some(hash),
        iter: Some(iterator::iter),
        or: Some(union::or),
        getitem: Some(getitem),
        new: Some(new),
        ..Slots::EMPTY
    },
    methods: methods::METHODS,
    getset: attributes::ATTRIBUTES,
    ..ClassSpec::new("GenericAlias", Layout::of::<GenericAlias>())
};
