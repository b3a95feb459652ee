//! How `tuple` is declared.

use super::{TupleIterator, compare, concat, contains, get, hash, methods, new, repeat, repr};
use crate::object::{ClassFlags, Layout, Tuple};
use crate::types::class::{ClassSpec, Packing, Slots};

/// The declaration of `tuple`.
pub const SPEC: ClassSpec = ClassSpec {
    packing: Packing::Direct,
    flags: ClassFlags::BASE_TYPE.union(ClassFlags::SEQUENCE).union(ClassFlags::MATCHES_SELF),
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        hash: Some(hash),
        richcompare: Some(compare),
        iter: Some(|vm, this| Ok(TupleIterator::create(vm, this.expect::<Tuple>().clone()))),
        length: Some(|_, this| Ok(this.expect::<Tuple>().len())),
        getitem: Some(get),
        contains: Some(contains),
        concat: Some(concat),
        repeat: Some(repeat),
        ..Slots::EMPTY
    },
    methods: methods::METHODS,
    ..ClassSpec::public("tuple", Layout::of::<Tuple>())
};
