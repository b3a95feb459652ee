//! How `bytes` is declared.

use super::{
    Bytes, compare_exactly, concat, construct, get_item, hash, iter, methods, remainder, repeat, repr, search, view,
};
use crate::object::{ClassFlags, Layout};
use crate::types::class::{ClassSpec, Slots};
use crate::types::memoryview;

/// The declaration of `bytes`.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::BASE_TYPE.union(ClassFlags::MATCHES_SELF),
    slots: Slots {
        getbuffer: Some(memoryview::get_buffer),
        new: Some(construct::new),
        repr: Some(repr),
        str: Some(repr),
        hash: Some(hash),
        richcompare: Some(compare_exactly),
        iter: Some(iter),
        length: Some(|vm, this| Ok(view(vm, this).map_or(0, |data| data.len()))),
        getitem: Some(get_item),
        contains: Some(search::contains),
        concat: Some(concat),
        repeat: Some(repeat),
        remainder: Some(remainder),
        ..Slots::EMPTY
    },
    methods: methods::METHODS,
    ..ClassSpec::public("bytes", Layout::of::<Bytes>())
};
