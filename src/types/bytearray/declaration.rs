//! How `bytearray` is declared.

use super::construct::{allocate, init};
use super::{ByteArray, change, get_item, methods, repr, set_item};
use crate::object::{ClassFlags, Layout};
use crate::types::bytes;
use crate::types::class::{ClassSpec, Slots};
use crate::types::memoryview;

/// The declaration of `bytearray`.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::BASE_TYPE.union(ClassFlags::MATCHES_SELF),
    slots: Slots {
        getbuffer: Some(memoryview::get_buffer),
        releasebuffer: Some(memoryview::release_buffer),
        new: Some(allocate),
        init: Some(init),
        repr: Some(repr),
        str: Some(repr),
        richcompare: Some(bytes::compare),
        iter: Some(bytes::iter),
        length: Some(|vm, this| Ok(this.expect::<ByteArray>().data.get(&vm.heap).len())),
        getitem: Some(get_item),
        setitem: Some(set_item),
        contains: bytes::declaration::SPEC.slots.contains,
        concat: Some(bytes::concat),
        repeat: Some(bytes::repeat),
        remainder: Some(bytes::remainder),
        inplace_concat: Some(change::inplace_concat),
        inplace_repeat: Some(change::inplace_repeat),
        ..Slots::EMPTY
    },
    methods: methods::METHODS,
    ..ClassSpec::public("bytearray", Layout::of::<ByteArray>())
};
