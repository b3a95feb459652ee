//! The attributes of `float`.

use super::methods::exact;
use super::new;
use crate::types::class::GetSet;

/// The attributes.
pub const ATTRIBUTES: &[GetSet] =
    &[GetSet::read_only("real", exact), GetSet::read_only("imag", |vm, _| Ok(new(vm, 0.0)))];
