//! The attributes of asynchronous generators.

use crate::object::Value;
use crate::types::class::GetSet;
use crate::types::generator::attributes as shared;
use crate::types::generator::methods::of;

pub(super) const ATTRIBUTES: &[GetSet] = &[
    shared::NAME,
    shared::QUALNAME,
    GetSet::read_only("ag_await", shared::delegate_or_none),
    GetSet::read_only("ag_frame", shared::frame_or_none),
    GetSet::read_only("ag_code", shared::code),
    GetSet::read_only("ag_suspended", shared::is_suspended),
    GetSet::read_only("ag_running", |_, this| Ok(Value::bool(of(this).iteration.running.get()))).member(),
];
