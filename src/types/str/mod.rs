//! `str`.

use crate::object::{ClassFlags, Layout, Str};
use crate::types::class::ClassSpec;

/// The declaration of `str`.
pub const SPEC: ClassSpec = ClassSpec { flags: ClassFlags::BASE_TYPE, ..ClassSpec::new("str", Layout::of::<Str>()) };
