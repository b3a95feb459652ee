//! What text files do beside reading and writing.

use super::{Newline, Readiness, TextIo, buffer_of, call_buffer, opened, ready, write};
use crate::native::io::base::after_flush;
use crate::native::io::errors::{shown, unsupported};
use crate::native::io::{buffered, newline_decoder, shown_name};
use crate::object::{Slot, Str, Value};
use crate::protocol::{self, attribute, number};
use crate::vm::{PyResult, Vm};

/// `close()`: flushes, then closes the file beneath whatever that raised.
pub(super) fn close(vm: &mut Vm, this: &Value) -> PyResult {
    let file = ready(vm, this)?;
    let closed = vm.intern("closed");
    let closed = attribute::get(vm, this, &closed)?;
    // Asking may have run code that took the file beneath away.
    if protocol::is_true(vm, &closed)? || file.readiness.get() == Readiness::Detached {
        return Ok(Value::NONE);
    }
    if file.is_finalizing.get() {
        match file.native_buffer(vm) {
            Some(buffer) => buffered::warn_unclosed(vm, &buffer, this),
            None => {
                if let Err(raised) = call_buffer(vm, &file, "_dealloc_warn", std::slice::from_ref(this)) {
                    drop(vm.take_raised(raised));
                }
            }
        }
    }
    let flush = vm.names.flush.clone();
    let pending = match protocol::call_method(vm, this, &flush, &[]) {
        Ok(_) => None,
        Err(raised) => Some(vm.take_raised(raised)),
    };
    let closed = call_buffer(vm, &file, "close", &[]);
    after_flush(vm, pending, closed)
}

/// `detach()`: flushes and gives the file beneath away.
pub(super) fn detach(vm: &mut Vm, this: &Value) -> PyResult {
    let file = ready(vm, this)?;
    let flush = vm.names.flush.clone();
    protocol::call_method(vm, this, &flush, &[])?;
    let buffer = file.buffer.take(&mut vm.heap);
    file.raw.set(&mut vm.heap, None);
    file.readiness.set(Readiness::Detached);
    Ok(buffer.unwrap_or(Value::NONE))
}

pub(super) fn truncate(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let file = ready(vm, this)?;
    let flush = vm.names.flush.clone();
    protocol::call_method(vm, this, &flush, &[])?;
    let size = values.first().cloned().unwrap_or(Value::NONE);
    call_buffer(vm, &file, "truncate", &[size])
}

/// What a method of the file beneath answers.
pub(super) fn ask(vm: &mut Vm, this: &Value, name: &str) -> PyResult {
    let file = ready(vm, this)?;
    call_buffer(vm, &file, name, &[])
}

/// An attribute of the file beneath.
pub(super) fn of_buffer(vm: &mut Vm, this: &Value, name: &str) -> PyResult {
    let file = ready(vm, this)?;
    let (buffer, name) = (buffer_of(vm, &file)?, vm.intern(name));
    attribute::get(vm, &buffer, &name)
}

pub(super) fn newlines(vm: &mut Vm, this: &Value) -> PyResult {
    let file = ready(vm, this)?;
    let Some(decoder) = file.decoder.get(&vm.heap).clone() else { return Ok(Value::NONE) };
    if let Some(decoder) = decoder.cast::<newline_decoder::NewlineDecoder>() {
        let decoder = decoder.clone();
        return newline_decoder::newlines(vm, &decoder);
    }
    let name = vm.intern("newlines");
    Ok(attribute::get_optional(vm, &decoder, &name)?.unwrap_or(Value::NONE))
}

/// "<_io.TextIOWrapper name='x' mode='r' encoding='UTF-8'>"
pub(super) fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let file = this.expect::<TextIo>().clone();
    if file.readiness.get() == Readiness::New {
        ready(vm, this)?;
    }
    let mut text = format!("<{}", vm.class_name(this));
    for name in ["name", "mode"] {
        let key = vm.intern(name);
        let found = attribute::get_optional(vm, this, &key);
        if let Some(value) = vm.catch(found, |types| &types.value_error)?.flatten() {
            let shown = shown_name(vm, this, &value)?;
            text = format!("{text} {name}={shown}");
        }
    }
    let encoding = file.encoding.get(&vm.heap).clone().unwrap_or(Value::NONE);
    let encoding = protocol::repr::repr(vm, &encoding)?.to_string_lossy().into_owned();
    Ok(vm.new_str(format!("{text} encoding={encoding}>")).into_value())
}

/// A name for `reconfigure`, a str or None: one that can be encoded.
fn name_argument(vm: &mut Vm, name: &str, value: &Slot) -> PyResult {
    match value.as_ref().filter(|value| !value.is_none()) {
        None => Ok(Value::NONE),
        Some(value) => match value.cast::<Str>() {
            Some(text) => crate::types::codec::encode(vm, text, None, None).map(|_| value.clone()),
            None => {
                let class = shown(vm, value);
                Err(vm.type_error(format!("reconfigure() argument '{name}' must be str or None, not {class}")))
            }
        },
    }
}

/// `reconfigure(*, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)`
pub(super) fn reconfigure(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let [encoding, errors, newline, lines, through] = bound else { return Ok(Value::NONE) };
    let file = ready(vm, this)?;
    let has_read = !file.decoded.get(&vm.heap).is_empty() || file.snapshot.get(&vm.heap).is_some();
    let is_given = |value: &Slot| value.as_ref().is_some_and(|value| !value.is_none());
    if has_read && (is_given(encoding) || is_given(errors) || newline.is_some()) {
        let text = "It is not possible to set the encoding or newline of stream after the first read";
        return Err(unsupported(vm, text));
    }
    let new_newline = match newline {
        None => None,
        Some(newline) if newline.is_none() => Some(Newline::Universal),
        Some(newline) => match newline.cast::<Str>() {
            Some(text) => {
                crate::types::codec::encode(vm, text, None, None)?;
                Some(Newline::of(vm, Some(text.as_bytes()))?)
            }
            None => {
                let class = vm.class_name(newline);
                let text = format!("reconfigure() argument 'newline' must be str or None, not {class}");
                return Err(vm.type_error(text));
            }
        },
    };
    let mut switch = |value: &Slot, old: bool| match value {
        Some(value) if !value.is_none() => Ok(number::int_argument(vm, value)? != 0),
        _ => Ok(old),
    };
    let lines = switch(lines, file.line_buffering.get())?;
    let through = switch(through, file.write_through.get())?;
    let new_encoding = name_argument(vm, "encoding", encoding)?;
    let new_errors = name_argument(vm, "errors", errors)?;
    let flush = vm.names.flush.clone();
    protocol::call_method(vm, this, &flush, &[])?;
    if !new_encoding.is_none() || !new_errors.is_none() || new_newline.is_some() {
        let errors = match (new_encoding.is_none(), new_errors.is_none()) {
            (_, false) => new_errors,
            (true, true) => file.errors.get(&vm.heap).clone().unwrap_or(Value::NONE),
            (false, true) => vm.intern("strict").into_value(),
        };
        let encoding = match new_encoding.cast::<Str>() {
            None => file.encoding.get(&vm.heap).clone().unwrap_or(Value::NONE),
            Some(name) if name.as_bytes() == b"locale" => vm.new_str(super::LOCALE).into_value(),
            Some(_) => new_encoding,
        };
        let name = encoding.cast::<Str>().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // To CPython a name ends at its first NUL here.
        let name = name.split('\0').next().unwrap_or_default();
        let codec = crate::native::io::codec::Encoding::find(vm, name)?;
        file.encoding.set(&mut vm.heap, Some(encoding));
        file.errors.set(&mut vm.heap, Some(errors));
        if let Some(newline) = new_newline {
            file.newline.set(newline);
        }
        file.encoder.set(&mut vm.heap, None);
        file.decoder.set(&mut vm.heap, None);
        super::make_codecs(vm, &file, &codec)?;
        super::note_start(vm, &file)?;
    }
    file.line_buffering.set(lines);
    file.write_through.set(through);
    Ok(Value::NONE)
}

/// `flush()`
pub(super) fn flush(vm: &mut Vm, this: &Value) -> PyResult {
    opened(vm, this)?;
    write::flush(vm, this)
}
