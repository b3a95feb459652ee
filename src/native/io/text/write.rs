//! Writing text.

use super::{Newline, TextIo, call_buffer, opened, ready};
use crate::native::io::codec::{self, TextEncoder};
use crate::native::io::errors::{shown, unsupported};
use crate::native::io::{buffered, file_io};
use crate::object::{Py, Str, Value};
use crate::protocol;
use crate::text::room::copied;
use crate::text::str_methods;
use crate::types::bytes::{self, Bytes};
use crate::types::codec::encode_with;
use crate::vm::{PyResult, Vm};

/// Hands what has been encoded on to the file beneath.
pub fn hand_on(vm: &mut Vm, file: &Py<TextIo>) -> PyResult<()> {
    if file.pending.get(&vm.heap).is_empty() {
        return Ok(());
    }
    let mut data = file.pending.take(&mut vm.heap);
    let raw = file.raw.get(&vm.heap).clone();
    let result = match (raw, file.native_buffer(vm)) {
        (Some(_), Some(buffer)) => buffered::write::write_bytes(vm, &buffer, &data).map(drop),
        (Some(raw), None) => file_io::write(vm, &raw, &data).map(drop),
        (None, _) => {
            let data = bytes::new(vm, data);
            return call_buffer(vm, file, "write", &[data]).map(drop);
        }
    };
    // The room serves again.
    let pending = file.pending.get_mut(&mut vm.heap);
    if pending.is_empty() {
        data.clear();
        *pending = data;
    }
    result
}

/// Flushes the file beneath.
fn flush_buffer(vm: &mut Vm, file: &Py<TextIo>) -> PyResult<()> {
    if file.raw.get(&vm.heap).is_some()
        && let Some(buffer) = file.native_buffer(vm)
    {
        return buffered::write::flush(vm, &buffer);
    }
    call_buffer(vm, file, "flush", &[]).map(drop)
}

/// The text with the file's line ends, encoded. TypeError "encoder should return a bytes object, not 'str'".
fn encode(vm: &mut Vm, this: &Value, file: &TextIo, text: &Py<Str>) -> PyResult<Vec<u8>> {
    if file.encoder.get(&vm.heap).is_none() {
        return Err(unsupported(vm, "not writable"));
    }
    let end: Option<&[u8]> = match file.newline.get() {
        Newline::CarriageReturn => Some(b"\r"),
        Newline::Both => Some(b"\r\n"),
        _ => None,
    };
    let text = match end {
        Some(end) if text.as_bytes().contains(&b'\n') => replaced(vm, text, end)?,
        _ => text.clone(),
    };
    // Replacing may have run code that changed the file.
    opened(vm, this)?;
    let Some(encoder) = file.encoder.get(&vm.heap).clone() else { return Err(unsupported(vm, "not writable")) };
    if let Some(own) = encoder.cast::<TextEncoder>() {
        let own = own.clone();
        return encode_with(vm, own.codec, &text, Some(&own.errors));
    }
    let name = vm.intern("encode");
    let data = protocol::call_method(vm, &encoder, &name, &[text.into_value()])?;
    match data.cast::<Bytes>() {
        Some(data) => Ok(copied(&data.data)),
        None => {
            let class = vm.class_name(&data);
            Err(vm.type_error(format!("encoder should return a bytes object, not '{class}'")))
        }
    }
}

/// `text.replace("\n", end)`, which a subclass of str may have its own way of.
fn replaced(vm: &mut Vm, text: &Py<Str>, end: &[u8]) -> PyResult<Py<Str>> {
    if vm.is_exactly(text.as_value(), &vm.types.str) {
        return match str_methods::replace(text.as_bytes(), b"\n", end, None) {
            Some(text) => Ok(vm.new_str_bytes(&text)),
            None => Err(vm.memory_error()),
        };
    }
    let arguments = [vm.new_str("\n").into_value(), vm.new_str_bytes(end).into_value()];
    let name = vm.intern("replace");
    let answer = protocol::call_method(vm, text.as_value(), &name, &arguments)?;
    match answer.cast::<Str>() {
        Some(text) => Ok(text.clone()),
        None => {
            let class = vm.class_name(&answer);
            Err(vm.type_error(format!("replace() should have returned a str object, not '{class}'")))
        }
    }
}

/// Whether the text is written as its own bytes.
fn is_plain(vm: &Vm, file: &TextIo, text: &Str) -> bool {
    let encoder = file.encoder.get(&vm.heap).as_ref().and_then(Value::cast::<TextEncoder>);
    text.is_ascii()
        && encoder.is_some_and(|encoder| encoder.codec.is_ascii_based())
        && !matches!(file.newline.get(), Newline::CarriageReturn | Newline::Both)
}

/// Writes text.
pub fn write_text(vm: &mut Vm, this: &Value, text: &Py<Str>) -> PyResult<()> {
    let file = this.expect::<TextIo>();
    if !super::is_surely_open(vm, this, file) {
        opened(vm, this)?;
    }
    let encoded = if is_plain(vm, file, text) { None } else { Some(encode(vm, this, file, text)?) };
    let bytes = encoded.as_deref().unwrap_or(text.as_bytes());
    let line_end = file.line_buffering.get() && memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_some();
    // Together with what waits it must not be more than a chunk.
    while !file.pending.get(&vm.heap).is_empty() && file.pending.get(&vm.heap).len() + bytes.len() > file.chunk.get() {
        hand_on(vm, file)?;
    }
    let pending = file.pending.get_mut(&mut vm.heap);
    if pending.try_reserve(bytes.len()).is_err() {
        return Err(vm.memory_error());
    }
    pending.extend_from_slice(bytes);
    if pending.len() >= file.chunk.get() || line_end || file.write_through.get() {
        hand_on(vm, file)?;
    }
    if line_end {
        flush_buffer(vm, file)?;
    }
    if file.snapshot.get(&vm.heap).is_some() {
        file.forget_decoded(vm);
    }
    if let Some(decoder) = file.decoder.get(&vm.heap).clone() {
        codec::reset(vm, &Some(decoder))?;
    }
    Ok(())
}

/// `write(text)`: TypeError "write() argument must be str, not bytes".
pub(super) fn write(vm: &mut Vm, this: &Value, text: &Value) -> PyResult {
    let Some(text) = text.cast::<Str>() else {
        let class = shown(vm, text);
        return Err(vm.type_error(format!("write() argument must be str, not {class}")));
    };
    ready(vm, this)?;
    write_text(vm, this, text)?;
    Ok(Value::index(text.len()))
}

/// `flush()`
pub fn flush(vm: &mut Vm, this: &Value) -> PyResult {
    let file = opened(vm, this)?;
    file.telling.set(file.seekable.get());
    hand_on(vm, &file)?;
    flush_buffer(vm, &file)?;
    Ok(Value::NONE)
}
