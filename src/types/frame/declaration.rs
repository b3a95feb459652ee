//! How `frame` is declared.

use super::{Frame, attributes, methods};
use crate::object::Layout;
use crate::types::class::ClassSpec;
use crate::types::class::slots::Slots;

/// The declaration of `frame`.
pub const SPEC: ClassSpec = ClassSpec {
    slots: Slots { repr: Some(methods::repr), ..Slots::EMPTY },
    methods: methods::METHODS,
    getset: attributes::ATTRIBUTES,
    ..ClassSpec::new("frame", Layout::of::<Frame>())
};
