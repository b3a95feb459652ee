//! How `set` is declared.

use super::{FrozenSet, SHARED_SLOTS, Set, init, methods, new_frozenset, new_set, operations, operators};
use crate::object::{ClassFlags, Layout};
use crate::types::class::{ClassSpec, Packing, Slots};

/// The declaration of `set`.
pub const SPEC: ClassSpec = ClassSpec {
    packing: Packing::Direct,
    is_unhashable: true,
    flags: ClassFlags::BASE_TYPE.union(ClassFlags::WEAK_REFERENCEABLE).union(ClassFlags::MATCHES_SELF),
    slots: Slots {
        new: Some(new_set),
        init: Some(init),
        inplace_subtract: Some(operators::inplace_subtract),
        inplace_and: Some(operators::inplace_and),
        inplace_xor: Some(operators::inplace_xor),
        inplace_or: Some(operators::inplace_or),
        ..SHARED_SLOTS
    },
    methods: methods::SET,
    ..ClassSpec::public("set", Layout::of::<Set>())
};

/// The declaration of `frozenset`.
pub const FROZEN: ClassSpec = ClassSpec {
    packing: Packing::Direct,
    flags: ClassFlags::BASE_TYPE.union(ClassFlags::WEAK_REFERENCEABLE).union(ClassFlags::MATCHES_SELF),
    slots: Slots { new: Some(new_frozenset), hash: Some(operations::hash), ..SHARED_SLOTS },
    methods: methods::FROZENSET,
    ..ClassSpec::public("frozenset", Layout::of::<FrozenSet>())
};
