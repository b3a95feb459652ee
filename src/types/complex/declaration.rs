//! How `complex` is declared.

use super::{Complex, arithmetic, attributes, construct, methods};
use crate::object::{ClassFlags, Layout};
use crate::types::class::{ClassSpec, Slots};

/// The declaration of `complex`.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::BASE_TYPE,
    slots: Slots { new: Some(construct::new), ..arithmetic::SLOTS },
    methods: methods::METHODS,
    getset: attributes::ATTRIBUTES,
    ..ClassSpec::public("complex", Layout::of::<Complex>())
};
