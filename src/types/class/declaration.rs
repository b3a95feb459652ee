//! How `type` is declared.

use super::{Class, ClassSpec, Slots, attributes, call, methods, new};
use crate::object::{ClassFlags, Layout};

/// The declaration of `type`.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::BASE_TYPE.union(ClassFlags::METACLASS).union(ClassFlags::WEAK_REFERENCEABLE),
    slots: Slots {
        repr: Some(methods::repr),
        call: Some(call::call),
        getattro: Some(attributes::get),
        setattro: Some(attributes::set),
        init: Some(new::init),
        new: Some(new::new),
        or: Some(methods::or),
        ..Slots::EMPTY
    },
    methods: methods::METHODS,
    getset: attributes::ATTRIBUTES,
    ..ClassSpec::public("type", Layout::of::<Class>())
};
