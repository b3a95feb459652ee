//! Reading text.

use super::{Newline, Snapshot, TextIo, call_buffer, opened, write};
use crate::native::io::newline_decoder::Piece;
use crate::native::io::{arguments, buffered, codec, errors};
use crate::object::{Py, Slot, Str, Value};
use crate::protocol;
use crate::text::room::{Room, copied};
use crate::text::wtf8;
use crate::types::bytes;
use crate::vm::{PyResult, Vm};

/// The text that a decoder gave; TypeError "decoder should return a string result, not 'bytes'".
pub(super) fn decoded(vm: &mut Vm, decoder: &Value, input: &Value, piece: Piece) -> PyResult<Py<Str>> {
    let text = codec::decode(vm, decoder, input, piece)?;
    match text.cast::<Str>() {
        Some(text) => Ok(text.clone()),
        None => {
            let class = vm.class_name(&text);
            Err(vm.type_error(format!("decoder should return a string result, not '{class}'")))
        }
    }
}

/// The decoder; io.UnsupportedOperation "not readable".
fn decoder_of(vm: &mut Vm, file: &TextIo) -> PyResult<Value> {
    match file.decoder.get(&vm.heap).clone() {
        Some(decoder) => Ok(decoder),
        None => Err(errors::unsupported(vm, "not readable")),
    }
}

/// What there was to decode.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chunk {
    Text,
    End,
}

/// Decodes the next chunk. TypeError "underlying read1() should have returned a bytes-like object, not 'str'".
fn read_chunk(vm: &mut Vm, file: &Py<TextIo>) -> PyResult<Chunk> {
    let decoder = decoder_of(vm, file)?;
    let state = if file.telling.get() { Some(codec::state(vm, &decoder)?) } else { None };
    let name = if file.has_read1.get() { "read1" } else { "read" };
    let input = match file.native_buffer(vm) {
        Some(buffer) if file.has_read1.get() && file.raw.get(&vm.heap).is_some() => {
            buffered::read::read_once(vm, &buffer, file.chunk.get() as isize)?
        }
        _ => {
            let size = Value::index(file.chunk.get());
            call_buffer(vm, file, name, &[size])?
        }
    };
    let Some(data) = bytes::read(vm, &input, bytes::Request::Simple)? else {
        let class = vm.class_name(&input);
        let text = format!("underlying {name}() should have returned a bytes-like object, not '{class}'");
        return Err(vm.type_error(text));
    };
    let piece = if data.is_empty() { Piece::Last } else { Piece::Inner };
    let text = decoded(vm, &decoder, &input, piece)?;
    let buffer = file.decoded.get_mut(&mut vm.heap);
    buffer.clear();
    buffer.put_all(text.as_bytes());
    file.used.set(0);
    file.ratio.set(if text.is_empty() { 0.0 } else { data.len() as f64 / text.len() as f64 });
    if let Some((mut rest, flags)) = state {
        rest.put_all(&data);
        file.snapshot.set(&mut vm.heap, Some(Snapshot { flags, input: rest }));
    }
    Ok(if data.is_empty() && text.is_empty() { Chunk::End } else { Chunk::Text })
}

/// The text that has been decoded and not been taken.
fn rest<'a>(vm: &'a Vm, file: &'a TextIo) -> &'a [u8] {
    &file.decoded.get(&vm.heap)[file.used.get()..]
}

/// Takes the next `length` bytes of it.
fn take(vm: &Vm, file: &TextIo, length: usize, out: &mut Vec<u8>) {
    out.put_all(&rest(vm, file)[..length]);
    file.used.set(file.used.get() + length);
}

/// `read(size=-1)`
pub(super) fn read(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let size = arguments::size(vm, values.first())?;
    let file = opened(vm, this)?;
    let decoder = decoder_of(vm, &file)?;
    write::hand_on(vm, &file)?;
    let mut text = Vec::new();
    let Some(size) = size else {
        let input = match file.native_buffer(vm) {
            Some(buffer) if file.raw.get(&vm.heap).is_some() => {
                buffered::read::read_bytes(vm, &buffer, None)?.unwrap_or(Value::NONE)
            }
            _ => call_buffer(vm, &file, "read", &[])?,
        };
        if input.is_none() {
            return Err(vm.raise_message(|types| &types.blocking_io_error, "Read returned None."));
        }
        let end = decoded(vm, &decoder, &input, Piece::Last)?;
        let is_whole = rest(vm, &file).is_empty();
        take(vm, &file, rest(vm, &file).len(), &mut text);
        file.forget_decoded(vm);
        if is_whole {
            return Ok(end.into_value());
        }
        text.put_all(end.as_bytes());
        return Ok(vm.new_str_bytes(&text).into_value());
    };
    let mut count = 0;
    while count < size {
        let available = rest(vm, &file);
        if available.is_empty() {
            if read_chunk(vm, &file)? == Chunk::End {
                break;
            }
            continue;
        }
        let length = wtf8::byte_offset(available, size - count);
        count += wtf8::count(&available[..length]);
        take(vm, &file, length, &mut text);
    }
    Ok(vm.new_str_bytes(&text).into_value())
}

/// Length of the line that `text` begins with, its end included, if that is there. `line` is what stands in front.
fn line_length(newline: Newline, line: &[u8], text: &[u8]) -> Option<usize> {
    match newline {
        Newline::Universal | Newline::LineFeed => memchr::memchr(b'\n', text).map(|at| at + 1),
        Newline::CarriageReturn => memchr::memchr(b'\r', text).map(|at| at + 1),
        // The decoder keeps a carriage return back that may be half of a line end.
        Newline::Untouched => memchr::memchr2(b'\r', b'\n', text).map(|at| match &text[at..] {
            [b'\r', b'\n', ..] => at + 2,
            _ => at + 1,
        }),
        Newline::Both => {
            if line.last() == Some(&b'\r') && text.first() == Some(&b'\n') {
                return Some(1);
            }
            memchr::memmem::find(text, b"\r\n").map(|at| at + 2)
        }
    }
}

/// A line, at most `limit` characters of it.
pub fn line(vm: &mut Vm, file: &Py<TextIo>, limit: Option<usize>) -> PyResult<Py<Str>> {
    write::hand_on(vm, file)?;
    let newline = file.newline.get();
    let mut line: Vec<u8> = Vec::new();
    let mut left = limit.unwrap_or(usize::MAX);
    while left > 0 {
        let text = rest(vm, file);
        if text.is_empty() {
            if read_chunk(vm, file)? == Chunk::End {
                file.forget_decoded(vm);
                break;
            }
            continue;
        }
        let mut end = line_length(newline, &line, text);
        if limit.is_some() {
            let most = wtf8::byte_offset(text, left);
            if most < end.unwrap_or(text.len()) || end.is_none() && wtf8::count(text) == left {
                end = Some(most);
            }
        }
        if let Some(end) = end {
            if line.is_empty() {
                let whole = copied(&rest(vm, file)[..end]);
                file.used.set(file.used.get() + end);
                return Ok(vm.new_str_bytes(&whole));
            }
            take(vm, file, end, &mut line);
            break;
        }
        left -= if limit.is_some() { wtf8::count(text) } else { 0 };
        let length = text.len();
        take(vm, file, length, &mut line);
    }
    Ok(vm.new_str_bytes(&line))
}

pub(super) fn read_line(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let limit = match values.first() {
        Some(limit) => usize::try_from(protocol::number::ssize_argument(vm, limit)?).ok(),
        None => None,
    };
    let file = opened(vm, this)?;
    line(vm, &file, limit).map(Py::into_value)
}

/// `next(file)`: positions are not told until the loop has ended.
pub(super) fn next(vm: &mut Vm, this: &Value) -> PyResult<Slot> {
    let file = super::ready(vm, this)?;
    file.telling.set(false);
    let text = if super::SPEC.is_class_of(vm, this) {
        let file = opened(vm, this)?;
        line(vm, &file, None)?.into_value()
    } else {
        let name = vm.intern("readline");
        protocol::call_method(vm, this, &name, &[])?
    };
    let Some(line) = text.cast::<Str>() else {
        let class = vm.class_name(&text);
        let message = format!("readline() should have returned a str object, not '{class}'");
        return Err(vm.raise_message(|types| &types.os_error, &message));
    };
    if line.is_empty() {
        file.snapshot.set(&mut vm.heap, None);
        file.telling.set(file.seekable.get());
        return Ok(None);
    }
    Ok(Some(text))
}
