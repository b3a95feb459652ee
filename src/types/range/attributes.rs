//! The attributes of `range`.

use super::Range;
use crate::types::class::GetSet;

/// The attributes.
pub const ATTRIBUTES: &[GetSet] = &[
    GetSet::read_only("start", |_, this| Ok(this.expect::<Range>().start.clone())).member(),
    GetSet::read_only("stop", |_, this| Ok(this.expect::<Range>().stop.clone())).member(),
    GetSet::read_only("step", |_, this| Ok(this.expect::<Range>().step.clone())).member(),
];
