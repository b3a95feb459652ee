//! How `int` is declared.

use super::{Int, arithmetic, attributes, construct, methods};
use crate::object::{ClassFlags, Layout};
use crate::types::class::{ClassSpec, Packing, Slots};

/// The declaration of `int`.
pub const SPEC: ClassSpec = ClassSpec {
    packing: Packing::Direct,
    flags: ClassFlags::BASE_TYPE.union(ClassFlags::MATCHES_SELF),
    slots: Slots { new: Some(construct::new), ..arithmetic::SLOTS },
    methods: methods::METHODS,
    getset: attributes::ATTRIBUTES,
    ..ClassSpec::public("int", Layout::of::<Int>())
};
