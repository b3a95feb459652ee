//! `strip`, `replace`, padding, tabs, `translate`, `hex` of bytes.

use super::{Request, cut, data, like, read, required, view};
use crate::object::{Slot, Str, Value};
use crate::protocol::{self, number};
use crate::text::bytes_methods;
use crate::text::room::{Room, copied, with_room};
use crate::text::str_methods::{self, Side};
use crate::types::bytearray;
use crate::types::memoryview::view::hold;
use crate::vm::{PyResult, Vm};

fn strip_with(vm: &mut Vm, this: &Value, arguments: &[Value], side: Side) -> PyResult {
    let stripped = match arguments {
        [chars] if !chars.is_none() => {
            let chars = required(vm, chars)?;
            copied(bytes_methods::strip_bytes(&data(vm, this), &chars, side))
        }
        _ => copied(bytes_methods::strip(&data(vm, this), side)),
    };
    Ok(cut(vm, this, stripped))
}

pub(super) fn strip(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    strip_with(vm, this, arguments, Side::Both)
}

pub(super) fn lstrip(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    strip_with(vm, this, arguments, Side::Left)
}

pub(super) fn rstrip(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    strip_with(vm, this, arguments, Side::Right)
}

fn made(vm: &mut Vm, this: &Value, result: Option<Vec<u8>>) -> PyResult {
    match result {
        Some(result) => Ok(like(vm, this, result)),
        None => Err(vm.memory_error()),
    }
}

pub(super) fn replace(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let (old, new) = (required(vm, &arguments[0])?, required(vm, &arguments[1])?);
    let limit = match arguments.get(2) {
        Some(limit) => usize::try_from(number::ssize_argument(vm, limit)?).ok(),
        None => None,
    };
    let replaced = bytes_methods::replace(&data(vm, this), &old, &new, limit);
    match replaced {
        Some(same) if same == *data(vm, this) => Ok(cut(vm, this, same)),
        replaced => made(vm, this, replaced),
    }
}

type Pad = fn(&[u8], usize, usize, &[u8]) -> Option<Vec<u8>>;

fn pad(vm: &mut Vm, this: &Value, arguments: &[Value], function: &str, pad: Pad) -> PyResult {
    let width = number::ssize_argument(vm, &arguments[0])?;
    let fill = match arguments.get(1) {
        None => vec![b' '],
        Some(fill) => match view(vm, fill).filter(|fill| fill.len() == 1) {
            Some(fill) => fill.into_owned(),
            None => {
                let name = vm.class_name(fill);
                return Err(
                    vm.type_error(format!("{function}() argument 2 must be a byte string of length 1, not {name}"))
                );
            }
        },
    };
    let length = data(vm, this).len();
    let width = usize::try_from(width).unwrap_or(0);
    if width <= length {
        let same = data(vm, this).into_owned();
        return Ok(cut(vm, this, same));
    }
    let padded = pad(&data(vm, this), length, width, &fill);
    made(vm, this, padded)
}

pub(super) fn center(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    pad(vm, this, arguments, "center", str_methods::center)
}

pub(super) fn ljust(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    pad(vm, this, arguments, "ljust", str_methods::ljust)
}

pub(super) fn rjust(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    pad(vm, this, arguments, "rjust", str_methods::rjust)
}

pub(super) fn zfill(vm: &mut Vm, this: &Value, width: &Value) -> PyResult {
    let width = usize::try_from(number::ssize_argument(vm, width)?).unwrap_or(0);
    let length = data(vm, this).len();
    if width <= length {
        let same = data(vm, this).into_owned();
        return Ok(cut(vm, this, same));
    }
    let filled = str_methods::zfill(&data(vm, this), length, width);
    made(vm, this, filled)
}

pub(super) fn expand_tabs(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let size = match bound {
        [Some(size)] => i64::from(number::int_argument(vm, size)?),
        _ => 8,
    };
    let expanded = expand(&data(vm, this), size as usize);
    match expanded {
        Some(expanded) => Ok(like(vm, this, expanded)),
        None => Err(vm.overflow_error("result too long")),
    }
}

/// As `str.expandtabs`, but every byte takes a column.
fn expand(data: &[u8], size: usize) -> Option<Vec<u8>> {
    let size = if size > i32::MAX as usize { 0 } else { size };
    let mut out = with_room(data.len());
    let mut column = 0;
    for &byte in data {
        match byte {
            b'\t' if size > 0 => {
                let spaces = size - column % size;
                out.try_reserve(spaces).ok()?;
                out.resize(out.len() + spaces, b' ');
                column += spaces;
            }
            b'\t' => {}
            _ => {
                column = if matches!(byte, b'\n' | b'\r') { 0 } else { column + 1 };
                out.put(byte);
            }
        }
    }
    Some(out)
}

pub(super) fn translate(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let [Some(table), delete] = bound else { return Ok(Value::NONE) };
    let table: Option<[u8; 256]> = if table.is_none() {
        None
    } else {
        match <[u8; 256]>::try_from(required(vm, table)?) {
            Ok(table) => Some(table),
            Err(_) => return Err(vm.value_error("translation table must be 256 characters long")),
        }
    };
    let delete = match delete {
        Some(delete) => required(vm, delete)?,
        None => Vec::new(),
    };
    let translated = bytes_methods::translate(&data(vm, this), table.as_ref(), &delete);
    if translated == *data(vm, this) {
        return Ok(cut(vm, this, translated));
    }
    Ok(like(vm, this, translated))
}

/// `bytes.maketrans(from, to)`.
pub(super) fn make_table(vm: &mut Vm, _class: &Value, arguments: &[Value]) -> PyResult {
    let (from, to) = (required(vm, &arguments[0])?, required(vm, &arguments[1])?);
    if from.len() != to.len() {
        return Err(vm.value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (from, to) in from.into_iter().zip(to) {
        table[usize::from(from)] = to;
    }
    Ok(super::new(vm, table))
}

/// `hex([sep[, bytes_per_sep]])`.
pub(super) fn hex(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let [separator, group] = bound else { return Ok(Value::NONE) };
    let group = match group {
        Some(group) => i64::from(number::int_argument(vm, group)?),
        None => 1,
    };
    hex_grouped(vm, this, separator.as_ref(), group)
}

/// As [`hex`], how many bytes are in a group being known.
pub fn hex_grouped(vm: &mut Vm, this: &Value, separator: Option<&Value>, group: i64) -> PyResult {
    let _hold = hold(this);
    let separator = match separator {
        None => None,
        Some(separator) => Some((hex_separator(vm, separator)?, group)),
    };
    let text = bytes_methods::hex(&super::flattened(vm, this).unwrap_or_default(), separator);
    Ok(vm.new_str_ascii(&text).into_value())
}

fn hex_separator(vm: &mut Vm, separator: &Value) -> PyResult<u8> {
    if protocol::sequence::len(vm, separator)? != 1 {
        return Err(vm.value_error("sep must be length 1."));
    }
    let byte = match separator.cast::<Str>() {
        Some(text) => text.as_bytes().first().copied(),
        None => match view(vm, separator) {
            Some(data) => data.first().copied(),
            None => return Err(vm.type_error("sep must be str or bytes.")),
        },
    };
    match byte {
        Some(byte) if byte.is_ascii() => Ok(byte),
        _ => Err(vm.value_error("sep must be ASCII.")),
    }
}

/// `bytes.fromhex(text)`.
pub(super) fn from_hex(vm: &mut Vm, class: &Value, text: &Value) -> PyResult {
    let digits = match text.cast::<Str>() {
        Some(text) => Some(copied(text.as_bytes())),
        None => read(vm, text, Request::Simple)?,
    };
    let Some(digits) = digits else {
        let name = vm.class_name(text);
        return Err(vm.type_error(format!("fromhex() argument must be str or bytes-like, not {name}")));
    };
    let parsed = match bytes_methods::from_hex(&digits) {
        Ok(parsed) => parsed,
        Err(error) => return Err(vm.value_error(error.to_string())),
    };
    if class.is(vm.types.bytes.as_value()) {
        return Ok(super::new(vm, parsed));
    }
    if class.is(vm.types.bytearray.as_value()) {
        return Ok(bytearray::new(vm, parsed));
    }
    let parsed = super::new(vm, parsed);
    protocol::call(vm, class, &[parsed])
}
