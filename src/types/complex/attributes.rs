//! The attributes of `complex`.

use super::of;
use crate::types::class::GetSet;
use crate::types::float;

/// The attributes.
pub const ATTRIBUTES: &[GetSet] = &[
    GetSet::read_only("real", |vm, this| Ok(float::new(vm, of(this).0))).member(),
    GetSet::read_only("imag", |vm, this| Ok(float::new(vm, of(this).1))).member(),
];
