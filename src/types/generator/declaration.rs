//! How `generator` is declared.

use super::{Generator, attributes, methods};
use crate::object::{ClassFlags, Layout};
use crate::types::class::ClassSpec;
use crate::types::class::slots::Slots;

/// The declaration of `generator`.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::WEAK_REFERENCEABLE,
    slots: Slots {
        repr: Some(methods::repr),
        iter: Some(|_, this| Ok(this.clone())),
        next: Some(methods::next),
        finalize: Some(Generator::finalize_slot),
        ..Slots::EMPTY
    },
    methods: methods::METHODS,
    getset: attributes::ATTRIBUTES,
    ..ClassSpec::new("generator", Layout::of::<Generator>())
};
