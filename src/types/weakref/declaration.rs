//! How weak references are declared.

use super::{call, compare, hash, init, new, repr};
use crate::object::{ClassFlags, Layout, Value, WeakRef};
use crate::types::class::slots::Slots;
use crate::types::class::{ClassSpec, GetSet, NativeDef};

/// The declaration of `weakref.ReferenceType`.
pub const REFERENCE: ClassSpec = ClassSpec {
    module: "weakref",
    flags: ClassFlags::BASE_TYPE,
    slots: Slots {
        new: Some(new),
        init: Some(init),
        call: Some(call),
        hash: Some(hash),
        repr: Some(repr),
        richcompare: Some(compare),
        ..Slots::EMPTY
    },
    methods: &[NativeDef::one("__class_getitem__", |vm, class, item| {
        Ok(crate::types::generic_alias::create(vm, class, item))
    })
    .class_method()],
    getset: &[GetSet::read_only("__callback__", |vm, this| {
        Ok(this.expect::<WeakRef>().callback(&vm.heap).cloned().unwrap_or(Value::NONE))
    })
    .member()],
    ..ClassSpec::new("ReferenceType", Layout::of::<WeakRef>())
};
