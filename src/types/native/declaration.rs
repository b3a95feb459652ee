//! How native functions and their descriptors are declared.

use super::{ClassMethodDescriptor, GetSetDescriptor, MethodDescriptor, NativeFunction, descriptor, function};
use crate::object::{ClassFlags, Layout};
use crate::types::class::ClassSpec;
use crate::types::class::slots::Slots;

/// The declaration of `builtin_function_or_method`.
pub const FUNCTION: ClassSpec = ClassSpec {
    flags: ClassFlags::WEAK_REFERENCEABLE,
    slots: Slots {
        call: Some(function::call),
        repr: Some(function::repr),
        richcompare: Some(function::compare),
        hash: Some(function::hash),
        ..Slots::EMPTY
    },
    methods: function::METHODS,
    getset: function::ATTRIBUTES,
    ..ClassSpec::new("builtin_function_or_method", Layout::of::<NativeFunction>())
};

/// The declaration of `method_descriptor`.
pub const METHOD: ClassSpec = ClassSpec {
    slots: Slots {
        call: Some(descriptor::call_method),
        descr_get: Some(descriptor::bind_method),
        repr: Some(descriptor::repr_method),
        ..Slots::EMPTY
    },
    methods: descriptor::METHOD_METHODS,
    getset: descriptor::METHOD_ATTRIBUTES,
    ..ClassSpec::new("method_descriptor", Layout::of::<MethodDescriptor>())
};

/// The declaration of `classmethod_descriptor`.
pub const CLASS_METHOD: ClassSpec = ClassSpec {
    slots: Slots {
        call: Some(descriptor::call_class_method),
        descr_get: Some(descriptor::bind_class_method),
        repr: Some(descriptor::repr_class_method),
        ..Slots::EMPTY
    },
    getset: descriptor::CLASS_METHOD_ATTRIBUTES,
    ..ClassSpec::new("classmethod_descriptor", Layout::of::<ClassMethodDescriptor>())
};

/// The declaration of `getset_descriptor`.
pub const GETSET: ClassSpec = of_attributes("getset_descriptor");

/// The declaration of `member_descriptor`.
pub const MEMBER: ClassSpec = of_attributes("member_descriptor");

const fn of_attributes(name: &'static str) -> ClassSpec {
    ClassSpec {
        slots: Slots {
            descr_get: Some(descriptor::get_attribute),
            descr_set: Some(descriptor::set_attribute),
            repr: Some(descriptor::repr_getset),
            ..Slots::EMPTY
        },
        getset: descriptor::GETSET_ATTRIBUTES,
        ..ClassSpec::new(name, Layout::of::<GetSetDescriptor>())
    }
}
