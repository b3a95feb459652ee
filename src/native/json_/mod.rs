//! `_json`: the parser and the writer behind `json`.

mod encoder;
mod scanner;

use super::ModuleSpec;
use crate::object::{Py, Str, Value};
use crate::protocol::{self, number};
use crate::text::json::{Controls, Plain, push_quoted, scan_string};
use crate::text::wtf8::Text;
use crate::types::class::NativeDef;
use crate::types::{int, str};
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of the module.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_json",
    functions: &[
        NativeDef::one(ENCODE_ASCII, |vm, _, text| quoted(vm, text, Plain::Ascii)),
        NativeDef::one(ENCODE, |vm, _, text| quoted(vm, text, Plain::Unicode)),
        NativeDef::parsed("scanstring", 2, 3, |vm, _, values| {
            let end = number::ssize_argument(vm, &values[1])?;
            let strict = values.get(2).map_or(Ok(true), |strict| protocol::is_true(vm, strict))?;
            let controls = if strict { Controls::Refused } else { Controls::Accepted };
            let Some(text) = values[0].cast::<Str>() else { return Err(no_text(vm, &values[0])) };
            let view = str::view(text);
            let Some(start) = usize::try_from(end).ok().filter(|&end| end <= view.len()) else {
                return Err(vm.value_error("end is out of bounds"));
            };
            let (found, after) = string_at(vm, text, view.byte_offset(start), controls)?;
            let after = Value::index(view.index_of_byte(after));
            Ok(vm.new_tuple(vec![found.into_value(), after]).into_value())
        }),
    ],
    classes: &[&scanner::CLASS, &encoder::CLASS],
    init: Some(|vm, namespace| {
        for (name, class) in [("make_scanner", &scanner::CLASS), ("make_encoder", &encoder::CLASS)] {
            let class = class.of(vm);
            super::set(vm, namespace, name, class);
        }
        Ok(())
    }),
};

const ENCODE_ASCII: &str = "encode_basestring_ascii";
const ENCODE: &str = "encode_basestring";

/// TypeError "first argument must be a string, not bytes".
#[cold]
fn no_text(vm: &mut Vm, value: &Value) -> Raised {
    let name = vm.class_name(value);
    vm.type_error(format!("first argument must be a string, not {name}"))
}

fn quoted(vm: &mut Vm, text: &Value, plain: Plain) -> PyResult {
    let Some(text) = text.cast::<Str>() else { return Err(no_text(vm, text)) };
    let mut out = Vec::new();
    push_quoted(&mut out, text.as_bytes(), plain);
    Ok(vm.new_str_bytes(&out).into_value())
}

/// The string that begins at an offset in bytes, and where what follows it begins.
fn string_at(vm: &mut Vm, text: &Py<Str>, start: usize, controls: Controls) -> PyResult<(Py<Str>, usize)> {
    match scan_string(text.as_bytes(), start, controls) {
        Ok((found, end)) => Ok((vm.new_str_bytes(&found), end)),
        Err((message, Some(at))) => Err(fault(vm, message, text, at)),
        Err((message, None)) => {
            let start = str::view(text).index_of_byte(start);
            Err(decode_error(vm, message, text, start.cast_signed() - 1))
        }
    }
}

/// `JSONDecodeError` at an offset in bytes.
#[cold]
fn fault(vm: &mut Vm, message: &str, text: &Py<Str>, at: usize) -> Raised {
    let at = Text::index_of_byte(str::view(text), at).cast_signed();
    decode_error(vm, message, text, at)
}

#[cold]
fn decode_error(vm: &mut Vm, message: &str, text: &Py<Str>, at: isize) -> Raised {
    let class = match super::attribute_of_module(vm, "json.decoder", "JSONDecodeError") {
        Ok(class) => class,
        Err(raised) => return raised,
    };
    let (message, at) = (vm.new_str(message).into_value(), int::from_i64(vm, at as i64));
    match protocol::call(vm, &class, &[message, text.to_value(), at]) {
        Ok(exception) => vm.raise(exception),
        Err(raised) => raised,
    }
}
