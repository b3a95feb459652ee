//! How `async_generator` is declared.

use super::{attributes, methods};
use crate::object::{ClassFlags, Layout};
use crate::types::class::{ClassSpec, Slots};
use crate::types::generator::{self, Generator};
use crate::types::iterators;

/// The declaration of `async_generator`.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::WEAK_REFERENCEABLE,
    slots: Slots {
        repr: Some(generator::methods::repr),
        aiter: Some(iterators::itself),
        anext: Some(methods::anext),
        finalize: Some(Generator::finalize_slot),
        ..Slots::EMPTY
    },
    methods: methods::METHODS,
    getset: attributes::ATTRIBUTES,
    ..ClassSpec::new("async_generator", Layout::of::<Generator>())
};
