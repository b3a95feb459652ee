//! `encode`.

use crate::object::{Slot, Str, Value};
use crate::types::{bytes, codec};
use crate::vm::{PyResult, Vm};

pub(super) fn encode(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let [encoding, errors] = bound else { return Ok(Value::NONE) };
    let encoding = codec::name_argument(vm, "encode", "encoding", encoding.as_ref())?;
    let errors = codec::name_argument(vm, "encode", "errors", errors.as_ref())?;
    let text = this.expect::<Str>();
    let data = codec::encode(vm, text, encoding.as_deref(), errors.as_deref())?;
    Ok(bytes::new(vm, data))
}
