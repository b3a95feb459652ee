//! `SyntaxError`: where in which text the compiler stumbled.

use super::{Exception, Family, Field, base, convert, derived, fields};
use crate::object::{Str, Value};
use crate::types::class::{Arguments, ClassSpec, Slots};
use crate::vm::{PyResult, Vm};

/// The declaration of `SyntaxError`.
pub const SYNTAX_ERROR: ClassSpec = ClassSpec {
    family: Some(Family::Syntax),
    slots: Slots { init: Some(init), str: Some(str), ..Slots::EMPTY },
    getset: &[
        fields::member::<{ Field::Msg as usize }>(),
        fields::member::<{ Field::Filename as usize }>(),
        fields::member::<{ Field::Line as usize }>(),
        fields::member::<{ Field::Offset as usize }>(),
        fields::member::<{ Field::Text as usize }>(),
        fields::member::<{ Field::EndLine as usize }>(),
        fields::member::<{ Field::EndOffset as usize }>(),
        fields::member::<{ Field::PrintFileAndLine as usize }>(),
        fields::member::<{ Field::Metadata as usize }>(),
    ],
    ..derived("SyntaxError")
};

/// `(msg, (filename, lineno, offset, text[, end_lineno, end_offset[, metadata]]))`, or anything else.
fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    base::init(vm, this, arguments)?;
    let exception = this.expect::<Exception>();
    let given = arguments.positional();
    if let Some(message) = given.first() {
        fields::set(vm, exception, Field::Msg, Some(message.clone()));
    }
    let [_, details] = given else { return Ok(()) };
    let details = convert::collect(vm, details)?;
    match details.len() {
        0..4 => return Err(convert::wrong_tuple_size(vm, "at least", 4, details.len())),
        5 => return Err(vm.type_error("end_offset must be provided when end_lineno is provided")),
        4 | 6 | 7 => {}
        _ => return Err(convert::wrong_tuple_size(vm, "at most", 7, details.len())),
    }
    fields::set_syntax_details(vm, exception, details);
    Ok(())
}

/// The message, with the base name of the file and the line where they are known.
fn str(vm: &mut Vm, this: &Value) -> PyResult {
    let exception = this.expect::<Exception>();
    let [message, filename, line] =
        [Field::Msg, Field::Filename, Field::Line].map(|field| fields::get(vm, exception, field));
    let mut text = convert::to_str(vm, &message.unwrap_or(Value::NONE))?.as_bytes().to_vec();
    let filename = filename.and_then(|name| name.cast_into::<Str>().ok());
    let line = line.filter(Value::is_small_int);
    let name = filename.as_ref().map(|filename| {
        let path = filename.as_bytes();
        &path[memchr::memrchr(b'/', path).map_or(0, |slash| slash + 1)..]
    });
    if name.is_some() || line.is_some() {
        text.extend_from_slice(b" (");
        text.extend_from_slice(name.unwrap_or_default());
        if let Some(line) = line {
            text.extend_from_slice(if name.is_some() { b", line ".as_slice() } else { b"line ".as_slice() });
            text.extend_from_slice(convert::to_repr(vm, &line)?.as_bytes());
        }
        text.push(b')');
    }
    Ok(vm.new_str_bytes(&text).into_value())
}
