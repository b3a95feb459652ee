//! How `dict` is declared.

use super::{Dict, DictIterator, Walk, methods, operations, or};
use crate::object::{ClassFlags, Layout};
use crate::types::class::{ClassSpec, Packing, Slots};

/// The declaration of `dict`.
pub const SPEC: ClassSpec = ClassSpec {
    packing: Packing::Direct,
    is_unhashable: true,
    flags: ClassFlags::BASE_TYPE.union(ClassFlags::MAPPING).union(ClassFlags::MATCHES_SELF),
    slots: Slots {
        new: Some(operations::new),
        init: Some(operations::init),
        repr: Some(operations::repr),
        richcompare: Some(operations::compare),
        iter: Some(|vm, this| Ok(DictIterator::create(vm, this.expect::<Dict>(), Walk::Keys))),
        length: Some(|vm, this| Ok(this.expect::<Dict>().len(&vm.heap))),
        getitem: Some(operations::subscript),
        setitem: Some(operations::assign),
        contains: Some(operations::contains),
        or: Some(or),
        inplace_or: Some(operations::inplace_or),
        ..Slots::EMPTY
    },
    methods: methods::METHODS,
    ..ClassSpec::public("dict", Layout::of::<Dict>())
};
