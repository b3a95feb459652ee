//! `str`.

mod arithmetic;
mod construct;
pub mod declaration;
mod encode;
mod format_method;
mod index;
pub mod iterator;
mod methods;
pub mod percent;
mod search;
mod split;
mod transform;
mod translate;

pub use arithmetic::{append, concat};
pub use construct::decode;
pub use iterator::{ASCII_ITERATOR, ITERATOR};
pub use split::build;

use ouropy_compiler::code::Comparison;

use crate::object::{Py, Str, StrWriter, Value};
use crate::protocol::number;
use crate::text::wtf8::Text;
use crate::vm::{PyResult, Vm};

/// The text and its length, for the algorithms of [`crate::text`].
pub fn view(text: &Py<Str>) -> Text<'_> {
    Text::with_len(text.as_bytes(), text.len())
}

/// The string itself if it is an exact str, else its text as one.
pub fn exact(vm: &mut Vm, text: &Py<Str>) -> Py<Str> {
    if vm.is_exactly(text.as_value(), &vm.types.str) { text.clone() } else { vm.new_str_bytes(text.as_bytes()) }
}

/// The part of `text` between two byte offsets; the string itself when that is all of it.
fn part(vm: &mut Vm, text: &Py<Str>, from: usize, to: usize) -> Value {
    if from == 0 && to == text.as_bytes().len() {
        return exact(vm, text).into_value();
    }
    piece(vm, text, &text.as_bytes()[from..to])
}

/// A piece of `text`, which is ASCII if the whole is.
#[inline]
fn piece(vm: &mut Vm, text: &Py<Str>, piece: &[u8]) -> Value {
    if text.is_ascii() { vm.new_str_ascii(piece).into_value() } else { vm.new_str_bytes(piece).into_value() }
}

/// `result` as a part of `text` that an algorithm cut out of it: [`part`] without offsets.
fn cut(vm: &mut Vm, text: &Py<Str>, result: &[u8]) -> Value {
    if result.len() == text.as_bytes().len() {
        return exact(vm, text).into_value();
    }
    piece(vm, text, result)
}

/// A new str, or MemoryError where the algorithm found no room. Only the empty string is shared: CPython looks one
/// character up where it takes a piece out of a string, but not where it makes one.
fn made(vm: &mut Vm, text: Option<Vec<u8>>) -> PyResult {
    let Some(text) = text else { return Err(vm.memory_error()) };
    write(vm, text.len(), |writer| writer.push(&text))
}

/// A new str of `size` bytes that `fill` writes; only the empty string is shared.
#[inline]
fn write(vm: &mut Vm, size: usize, fill: impl FnOnce(&mut StrWriter)) -> PyResult {
    if size == 0 {
        return Ok(vm.names.empty.to_value());
    }
    match vm.heap.write_str(&vm.types.str, size) {
        Ok(mut writer) => {
            fill(&mut writer);
            Ok(writer.finish().into_value())
        }
        Err(_) => Err(vm.memory_error()),
    }
}

/// As [`write`], of ASCII.
#[inline]
fn write_ascii(vm: &mut Vm, size: usize, fill: impl FnOnce(&mut StrWriter)) -> PyResult {
    if size == 0 {
        return Ok(vm.names.empty.to_value());
    }
    match vm.heap.write_str(&vm.types.str, size) {
        Ok(mut writer) => {
            fill(&mut writer);
            Ok(writer.finish_counted(size).into_value())
        }
        Err(_) => Err(vm.memory_error()),
    }
}

/// The argument as a str; TypeError "find() argument 1 must be str, not int", with what names the argument in
/// `place` ("argument 1", "argument").
pub fn argument<'a>(vm: &mut Vm, function: &str, place: &str, value: &'a Value) -> PyResult<&'a Py<Str>> {
    if let Some(text) = value.cast::<Str>() {
        return Ok(text);
    }
    let name = if value.is_none() { "None".to_owned() } else { vm.class_name(value) };
    Err(vm.type_error(format!("{function}() {place} must be str, not {name}")))
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let text = crate::text::repr::str_repr(this.expect::<Str>().as_bytes());
    Ok(vm.new_str_bytes(&text).into_value())
}

fn compare(_vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    let (Some(left), Some(right)) = (left.cast::<Str>(), right.cast::<Str>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    // The order of WTF-8 bytes is that of code points.
    let answer = match op {
        Comparison::Equal => left.as_bytes() == right.as_bytes(),
        Comparison::NotEqual => left.as_bytes() != right.as_bytes(),
        _ => number::holds(op, left.as_bytes().cmp(right.as_bytes())),
    };
    Ok(Value::bool(answer))
}
