//! `str(…)`.

use crate::object::{Py, Slot, Str, Value};
use crate::protocol;
use crate::text::room::owned;
use crate::types::bytes;
use crate::types::class::{Arguments, Class};
use crate::types::codec;
use crate::vm::arguments::{bind, wrong_count};
use crate::vm::{PyResult, Vm};

/// `str.__new__`.
pub(super) fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let text = match arguments.values {
        [] => vm.names.empty.clone(),
        [value] if arguments.names.is_empty() => protocol::str(vm, value)?,
        more if more.len() > 3 && arguments.names.is_empty() && class.is(&vm.types.str) => {
            return Err(wrong_count(vm, "str", 0, 3, more.len()));
        }
        _ => {
            let bound = bind(vm, "str", "object='', encoding='utf-8', errors='strict'", arguments)?;
            from_parts(vm, &bound)?
        }
    };
    if class.is(&vm.types.str) {
        return Ok(text.into_value());
    }
    match vm.heap.new_str(class, text.as_bytes()) {
        Ok(text) => Ok(text.into_value()),
        Err(_) => Err(vm.memory_error()),
    }
}

fn from_parts(vm: &mut Vm, bound: &[Slot]) -> PyResult<Py<Str>> {
    let [object, encoding, errors] = bound else { return Ok(vm.names.empty.clone()) };
    let encoding = codec::name_argument(vm, "str", "encoding", encoding.as_ref())?;
    let errors = codec::name_argument(vm, "str", "errors", errors.as_ref())?;
    let Some(object) = object else { return Ok(vm.names.empty.clone()) };
    if encoding.is_none() && errors.is_none() {
        return protocol::str(vm, object);
    }
    let Some(data) = bytes::read(vm, object, bytes::Request::Simple)? else {
        if object.has::<Str>() {
            return Err(vm.type_error("decoding str is not supported"));
        }
        let name = vm.class_name(object);
        return Err(vm.type_error(format!("decoding to str: need a bytes-like object, {name} found")));
    };
    codec::decode(vm, object, &data, encoding.as_deref(), errors.as_deref())
}

/// `bytes.decode` and `bytearray.decode`.
pub fn decode(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let [encoding, errors] = bound else { return Ok(Value::NONE) };
    let encoding = codec::name_argument(vm, "decode", "encoding", encoding.as_ref())?;
    let errors = codec::name_argument(vm, "decode", "errors", errors.as_ref())?;
    let data = bytes::view(vm, this).map(owned).unwrap_or_default();
    codec::decode(vm, this, &data, encoding.as_deref(), errors.as_deref()).map(Py::into_value)
}
