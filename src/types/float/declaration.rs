//! How `float` is declared.

use super::{Float, arithmetic, attributes, construct, methods};
use crate::object::{ClassFlags, Layout};
use crate::types::class::{ClassSpec, Packing, Slots};

/// The declaration of `float`.
pub const SPEC: ClassSpec = ClassSpec {
    packing: Packing::Direct,
    flags: ClassFlags::BASE_TYPE.union(ClassFlags::MATCHES_SELF),
    slots: Slots { new: Some(construct), ..arithmetic::SLOTS },
    methods: methods::METHODS,
    getset: attributes::ATTRIBUTES,
    ..ClassSpec::public("float", Layout::of::<Float>())
};
