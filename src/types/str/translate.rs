//! `translate` and `maketrans`.

use super::argument;
use crate::object::{Str, Value};
use crate::protocol::subscript;
use crate::text::room::copied;
use crate::text::str_methods::{self, Translation, single_char};
use crate::text::wtf8;
use crate::types::dict::Dict;
use crate::types::int::{self, Number};
use crate::vm::{PyResult, Vm};

/// `text.translate(table)`; characters the table has no item for (LookupError) stay.
pub(super) fn translate(vm: &mut Vm, this: &Value, table: &Value) -> PyResult {
    let text = this.expect::<Str>();
    let translated = str_methods::translate(text.as_bytes(), |code| {
        let key = int::from_i64(vm, i64::from(code));
        let found = subscript::get(vm, table, &key);
        match vm.catch(found, |types| &types.lookup_error)? {
            None => Ok(Translation::Keep),
            Some(replacement) => replacement_of(vm, &replacement),
        }
    })?;
    Ok(vm.new_str_bytes(&translated).into_value())
}

fn replacement_of(vm: &mut Vm, value: &Value) -> PyResult<Translation> {
    if value.is_none() {
        return Ok(Translation::Delete);
    }
    if let Some(text) = value.cast::<Str>() {
        return Ok(Translation::Text(copied(text.as_bytes())));
    }
    match Number::of(value) {
        Some(Number::Small(code @ 0..0x11_0000)) => Ok(Translation::Char(code as u32)),
        Some(_) => Err(vm.value_error("character mapping must be in range(0x110000)")),
        None => Err(vm.type_error("character mapping must return integer, None or str")),
    }
}

/// `str.maketrans(x[, y[, z]])`.
pub(super) fn make_table(vm: &mut Vm, _class: &Value, arguments: &[Value]) -> PyResult {
    let table = vm.new_dict();
    if let [only] = arguments {
        let Some(source) = only.cast::<Dict>() else {
            return Err(vm.type_error("if you give only one argument to maketrans it must be a dict"));
        };
        for (key, value) in source.items(&vm.heap) {
            let key = if let Some(text) = key.cast::<Str>() {
                let Some(code) = single_char(text.as_bytes()) else {
                    return Err(vm.value_error("string keys in translatetable must be of length 1"));
                };
                int::from_i64(vm, i64::from(code))
            } else if Number::of(&key).is_some() {
                key
            } else {
                return Err(vm.type_error("keys in translate table mustbe strings or integers"));
            };
            table.set(vm, key, value)?;
        }
        return Ok(table.into_value());
    }
    let Some(from) = arguments[0].cast::<Str>() else {
        return Err(vm.type_error("first maketrans argument must be a string if there is a second argument"));
    };
    let to = argument(vm, "maketrans", "argument 2", &arguments[1])?;
    if from.len() != to.len() {
        return Err(vm.value_error("the first two maketrans arguments must have equal length"));
    }
    for (from, to) in wtf8::code_points(from.as_bytes()).zip(wtf8::code_points(to.as_bytes())) {
        let (from, to) = (int::from_i64(vm, i64::from(from)), int::from_i64(vm, i64::from(to)));
        table.set(vm, from, to)?;
    }
    if let Some(deleted) = arguments.get(2) {
        let deleted = argument(vm, "maketrans", "argument 3", deleted)?;
        for code in wtf8::code_points(deleted.as_bytes()) {
            let code = int::from_i64(vm, i64::from(code));
            table.set(vm, code, Value::NONE)?;
        }
    }
    Ok(table.into_value())
}
