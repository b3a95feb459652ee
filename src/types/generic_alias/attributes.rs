//! The attributes of generic aliases: some of their own, all others of the origin.

use super::{GenericAlias, parameters_of};
use crate::object::{Py, Str, Value};
use crate::protocol;
use crate::types::class::GetSet;
use crate::vm::{PyResult, Vm};

pub(super) const ATTRIBUTES: &[GetSet] = &[
    GetSet::read_only("__origin__", |_, this| Ok(this.expect::<GenericAlias>().origin.clone())).member(),
    GetSet::read_only("__args__", |vm, this| Ok(this.expect::<GenericAlias>().args(vm).into_value())).member(),
    GetSet::read_only("__unpacked__", |_, this| Ok(Value::bool(this.expect::<GenericAlias>().starred.get()))).member(),
    GetSet::read_only("__parameters__", |vm, this| Ok(parameters_of(vm, this)?.into_value())),
    GetSet::read_only("__typing_unpacked_tuple_args__", |vm, this| {
        let alias = this.expect::<GenericAlias>();
        let unpacks = alias.starred.get() && alias.origin.is(vm.types.tuple.as_value());
        Ok(if unpacks { alias.args(vm).into_value() } else { Value::NONE })
    }),
];

/// Attributes of the alias that are its own.
pub(super) const OWN: &[&str] = &[
    "__class__",
    "__origin__",
    "__args__",
    "__unpacked__",
    "__parameters__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
];

/// Attributes that neither the alias has nor the origin is asked for.
const BLOCKED: &[&str] = &["__bases__", "__copy__", "__deepcopy__"];

pub(super) fn get(vm: &mut Vm, this: &Value, name: &Py<Str>) -> PyResult {
    let is = |known: &&str| known.as_bytes() == name.as_bytes();
    if OWN.iter().any(is) || BLOCKED.iter().any(is) {
        return protocol::attribute::generic_get(vm, this, name);
    }
    let origin = this.expect::<GenericAlias>().origin.clone();
    protocol::attribute::get(vm, &origin, name)
}
