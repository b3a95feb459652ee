//! How `function` is declared.

use super::{Function, attributes};
use crate::object::{ClassFlags, Layout};
use crate::types::class::ClassSpec;
use crate::types::class::slots::Slots;

/// The declaration of `function`.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::WEAK_REFERENCEABLE,
    slots: Slots {
        repr: Some(attributes::repr),
        call: Some(crate::vm::call::call_function),
        descr_get: Some(attributes::bind),
        getattro: Some(attributes::get_attribute),
        setattro: Some(attributes::set_attribute),
        new: Some(attributes::new),
        ..Slots::EMPTY
    },
    getset: attributes::ATTRIBUTES,
    ..ClassSpec::new("function", Layout::of::<Function>())
};
