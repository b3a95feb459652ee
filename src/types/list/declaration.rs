//! How `list` is declared.

use super::{
    List, ListIterator, compare, concat, construct, contains, inplace_concat, inplace_repeat, methods, repeat, repr,
    subscript,
};
use crate::object::{ClassFlags, Layout};
use crate::types::class::{ClassSpec, Packing, Slots};

/// The declaration of `list`.
pub const SPEC: ClassSpec = ClassSpec {
    packing: Packing::Direct,
    is_unhashable: true,
    flags: ClassFlags::BASE_TYPE.union(ClassFlags::SEQUENCE).union(ClassFlags::MATCHES_SELF),
    slots: Slots {
        new: Some(construct::new),
        init: Some(construct::init),
        repr: Some(repr),
        richcompare: Some(compare),
        iter: Some(|vm, this| Ok(ListIterator::create(vm, this.expect::<List>().clone()))),
        length: Some(|vm, this| Ok(this.expect::<List>().items.get(&vm.heap).len())),
        getitem: Some(subscript::get),
        setitem: Some(subscript::set),
        contains: Some(contains),
        concat: Some(concat),
        repeat: Some(repeat),
        inplace_concat: Some(inplace_concat),
        inplace_repeat: Some(inplace_repeat),
        ..Slots::EMPTY
    },
    methods: methods::METHODS,
    ..ClassSpec::public("list", Layout::of::<List>())
};
