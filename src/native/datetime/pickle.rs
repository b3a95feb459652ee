//! The states that pickles hold, which `__new__` takes as its first argument.

use crate::object::{Str, Value};
use crate::text::wtf8;
use crate::types::bytes::{self, Bytes};
use crate::vm::{PyResult, Vm};

/// The state that a first argument is: bytes of that size, or as many characters, which are bytes that Python 2 pickled.
/// `None` for what is no state. ValueError "Failed to encode latin1 string when unpickling a date object. …".
pub fn state<const SIZE: usize>(
    vm: &mut Vm,
    value: &Value,
    name: &str,
    is_sane: fn(&[u32; SIZE]) -> bool,
) -> PyResult<Option<[u8; SIZE]>> {
    let codes: Vec<u32> = if let Some(data) = value.cast::<Bytes>() {
        if data.data.len() != SIZE {
            return Ok(None);
        }
        data.data.iter().copied().map(u32::from).collect()
    } else if let Some(text) = value.cast::<Str>() {
        if text.len() != SIZE {
            return Ok(None);
        }
        wtf8::code_points(text.as_bytes()).collect()
    } else {
        return Ok(None);
    };
    let Some(codes) = <[u32; SIZE]>::try_from(codes).ok().filter(is_sane) else { return Ok(None) };
    if codes.iter().any(|code| *code > 0xff) {
        return Err(vm.value_error(format!(
            "Failed to encode latin1 string when unpickling a {name} object. pickle.load(data, encoding='latin1') is \
             assumed."
        )));
    }
    Ok(Some(codes.map(|code| code as u8)))
}

/// `(class, (state,))`, with the zone behind the state if there is one.
pub fn reduced(vm: &mut Vm, this: &Value, state: &[u8], zone: Option<Value>) -> Value {
    let arguments = std::iter::once(bytes::new(vm, state)).chain(zone).collect();
    let arguments = vm.pack_tuple(arguments).into_value();
    with_class(vm, this, arguments)
}

/// `(class, arguments)`
pub fn with_class(vm: &mut Vm, this: &Value, arguments: Value) -> Value {
    let class = vm.class_of(this).to_value();
    vm.new_tuple(vec![class, arguments]).into_value()
}

/// The bit of a state that is the fold.
pub const FOLD: u8 = 0x80;

/// From this protocol on a state has the fold.
pub const FOLD_PROTOCOL: i32 = 4;
