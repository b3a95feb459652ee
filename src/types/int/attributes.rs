//! The attributes of `int`.

use super::methods::to_exact;
use crate::object::Value;
use crate::types::class::GetSet;

/// The attributes.
pub const ATTRIBUTES: &[GetSet] = &[
    GetSet::read_only("real", to_exact),
    GetSet::read_only("imag", |_, _| Ok(Value::index(0))),
    GetSet::read_only("numerator", to_exact),
    GetSet::read_only("denominator", |_, _| Ok(Value::index(1))),
];
