//! How `code` is declared.

use super::{Code, attributes, construct, identity, methods};
use crate::object::Layout;
use crate::types::class::ClassSpec;
use crate::types::class::slots::Slots;

/// The declaration of `code`.
pub const SPEC: ClassSpec = ClassSpec {
    slots: Slots {
        repr: Some(identity::repr),
        richcompare: Some(identity::compare),
        hash: Some(identity::hash),
        new: Some(construct::new),
        ..Slots::EMPTY
    },
    methods: methods::METHODS,
    getset: attributes::ATTRIBUTES,
    flags: crate::object::ClassFlags::WEAK_REFERENCEABLE,
    ..ClassSpec::new("code", Layout::of::<Code>())
};
