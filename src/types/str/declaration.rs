//! How `str` is declared.

use super::{arithmetic, compare, construct, exact, index, iterator, methods, percent, repr};
use crate::object::{ClassFlags, Layout, Str};
use crate::protocol;
use crate::types::class::{ClassSpec, Packing, Slots};

/// The declaration of `str`.
pub const SPEC: ClassSpec = ClassSpec {
    packing: Packing::Direct,
    flags: ClassFlags::BASE_TYPE.union(ClassFlags::MATCHES_SELF),
    slots: Slots {
        new: Some(construct::new),
        repr: Some(repr),
        str: Some(|vm, this| Ok(exact(vm, this.expect::<Str>()).into_value())),
        hash: Some(|vm, this| Ok(protocol::hash_str(vm, this.expect::<Str>()))),
        richcompare: Some(compare),
        iter: Some(iterator::iter),
        length: Some(|_, this| Ok(this.expect::<Str>().len())),
        bool_: Some(|_, this| Ok(!this.expect::<Str>().is_empty())),
        getitem: Some(index::get_item),
        contains: Some(arithmetic::contains),
        concat: Some(arithmetic::concat),
        repeat: Some(arithmetic::repeat),
        remainder: Some(percent::remainder),
        ..Slots::EMPTY
    },
    methods: methods::METHODS,
    ..ClassSpec::public("str", Layout::of::<Str>())
};
