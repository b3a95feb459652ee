//! `tuple`.

use crate::object::{ClassFlags, Layout, Tuple};
use crate::types::class::ClassSpec;

/// The declaration of `tuple`.
pub const SPEC: ClassSpec =
    ClassSpec { flags: ClassFlags::BASE_TYPE, ..ClassSpec::new("tuple", Layout::of::<Tuple>()) };
