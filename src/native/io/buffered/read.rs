//! Reading through a buffer.

use super::{Buffered, call_raw, opened, raw_of, raw_read, unsupported, write};
use crate::native::io::arguments;
use crate::object::{Py, Slot, Value};
use crate::protocol::{self, attribute};
use crate::text::room::{Room, copied};
use crate::types::bytes::{self, Bytes};
use crate::types::memoryview::target::Target;
use crate::vm::{PyResult, Vm};

/// What there was to read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Filled {
    Bytes(usize),
    /// Nothing now: the raw file does not wait.
    NotNow,
}

/// Reads ahead as much as there is room for.
fn fill(vm: &mut Vm, file: &Buffered) -> PyResult<Filled> {
    if file.ahead_count(vm) == 0 {
        file.forget_ahead(vm);
    }
    let room = file.size.get().saturating_sub(file.ahead.get(&vm.heap).len()).max(1);
    match raw_read(vm, file, room)? {
        Some(data) => {
            let ahead = file.ahead.get_mut(&mut vm.heap);
            if ahead.is_empty() {
                *ahead = data;
                return Ok(Filled::Bytes(ahead.len()));
            }
            ahead.put_all(&data);
            Ok(Filled::Bytes(data.len()))
        }
        None => Ok(Filled::NotNow),
    }
}

/// The next `count` bytes of what has been read ahead.
fn take<'a>(vm: &'a Vm, file: &'a Buffered, count: usize) -> &'a [u8] {
    let start = file.at.get();
    let ahead = file.ahead.get(&vm.heap);
    let end = (start + count).min(ahead.len());
    file.at.set(end);
    &ahead[start..end]
}

/// Writes out what waits, so that reading begins where it ends.
fn turn(vm: &mut Vm, file: &Buffered) -> PyResult<()> {
    if file.is_writable() { write::flush_pending(vm, file) } else { Ok(()) }
}

/// `read(size)`: all of it, as long as there is more. `None` if nothing is there and the raw file does not wait.
pub fn read_bytes(vm: &mut Vm, file: &Py<Buffered>, size: Option<usize>) -> PyResult<Slot> {
    let file = file.clone();
    let Some(size) = size else { return read_all(vm, &file) };
    if size <= file.ahead_count(vm) {
        let data: Box<[u8]> = take(vm, &file, size).into();
        return Ok(Some(bytes::new(vm, data)));
    }
    let mut data = copied(take(vm, &file, usize::MAX - file.at.get()));
    file.forget_ahead(vm);
    turn(vm, &file)?;
    let block = file.size.get();
    let is_whole = |left: usize| left / block * block;
    let mut end = None;
    while end.is_none() && is_whole(size - data.len()) > 0 {
        match raw_read(vm, &file, is_whole(size - data.len()))? {
            Some(piece) if piece.is_empty() => end = Some(Filled::Bytes(0)),
            Some(piece) => data.put_all(&piece),
            None => end = Some(Filled::NotNow),
        }
    }
    while end.is_none() && data.len() < size && file.ahead.get(&vm.heap).len() < block {
        match fill(vm, &file)? {
            Filled::Bytes(0) => end = Some(Filled::Bytes(0)),
            Filled::Bytes(_) => {
                let left = size - data.len();
                data.put_all(take(vm, &file, left));
            }
            Filled::NotNow => end = Some(Filled::NotNow),
        }
    }
    if data.is_empty() && end == Some(Filled::NotNow) {
        return Ok(None);
    }
    Ok(Some(bytes::new(vm, data)))
}

fn read_all(vm: &mut Vm, file: &Py<Buffered>) -> PyResult<Slot> {
    let mut data = copied(take(vm, file, usize::MAX - file.at.get()));
    file.forget_ahead(vm);
    turn(vm, file)?;
    if let Some(raw) = file.native_raw(vm) {
        file.raw_position.set(None);
        return match super::file_io::read(vm, &raw, None)? {
            Some(rest) if data.is_empty() => Ok(Some(bytes::new(vm, rest))),
            Some(rest) => {
                data.put_all(&rest);
                Ok(Some(bytes::new(vm, data)))
            }
            None if data.is_empty() => Ok(None),
            None => Ok(Some(bytes::new(vm, data))),
        };
    }
    file.raw_position.set(None);
    let (raw, name) = (raw_of(vm, file)?, vm.intern("readall"));
    if let Some(read_all) = attribute::get_optional(vm, &raw, &name)? {
        let rest = protocol::call(vm, &read_all, &[])?;
        return match rest.cast::<Bytes>() {
            Some(_) if data.is_empty() => Ok(Some(rest)),
            Some(rest) => {
                data.put_all(&rest.data);
                Ok(Some(bytes::new(vm, data)))
            }
            None if rest.is_none() && data.is_empty() => Ok(None),
            None if rest.is_none() => Ok(Some(bytes::new(vm, data))),
            None => Err(vm.type_error("readall() should return bytes")),
        };
    }
    loop {
        let piece = call_raw(vm, file, "read", &[])?;
        match piece.cast::<Bytes>() {
            Some(piece) if piece.data.is_empty() => return Ok(Some(bytes::new(vm, data))),
            Some(piece) => data.put_all(&piece.data),
            None if !piece.is_none() => return Err(vm.type_error("read() should return bytes")),
            None if data.is_empty() => return Ok(None),
            None => return Ok(Some(bytes::new(vm, data))),
        }
    }
}

/// `read1(size)`: what has been read ahead, or what one read gives.
pub fn read_once(vm: &mut Vm, file: &Py<Buffered>, size: isize) -> PyResult<Value> {
    let file = file.clone();
    let size = usize::try_from(size).unwrap_or(file.size.get());
    if size == 0 {
        return Ok(bytes::new(vm, Vec::new()));
    }
    if file.ahead_count(vm) > 0 {
        let data: Box<[u8]> = take(vm, &file, size).into();
        return Ok(bytes::new(vm, data));
    }
    file.forget_ahead(vm);
    turn(vm, &file)?;
    let data = raw_read(vm, &file, size)?.unwrap_or_default();
    Ok(bytes::new(vm, data))
}

/// A line, at most `limit` bytes of it.
pub fn read_line(vm: &mut Vm, file: &Py<Buffered>, limit: usize) -> PyResult<Value> {
    let file = file.clone();
    let find = |vm: &Vm, room: usize| {
        let ahead = &file.ahead.get(&vm.heap)[file.at.get()..];
        let ahead = &ahead[..ahead.len().min(room)];
        let end = memchr::memchr(b'\n', ahead).map(|at| at + 1);
        end.or((ahead.len() == room).then_some(room))
    };
    if let Some(end) = find(vm, limit) {
        let line: Box<[u8]> = take(vm, &file, end).into();
        return Ok(bytes::new(vm, line));
    }
    let mut line = copied(take(vm, &file, usize::MAX - file.at.get()));
    file.forget_ahead(vm);
    turn(vm, &file)?;
    loop {
        file.forget_ahead(vm);
        match fill(vm, &file)? {
            Filled::Bytes(0) | Filled::NotNow => return Ok(bytes::new(vm, line)),
            Filled::Bytes(_) => {}
        }
        if let Some(end) = find(vm, limit - line.len()) {
            line.put_all(take(vm, &file, end));
            return Ok(bytes::new(vm, line));
        }
        line.put_all(take(vm, &file, usize::MAX - file.at.get()));
    }
}

/// `read(size=-1)`: ValueError "read length must be non-negative or -1".
pub(super) fn read(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let size = arguments::signed_size(vm, values.first())?;
    super::ready(vm, this)?;
    if size < -1 {
        return Err(vm.value_error("read length must be non-negative or -1"));
    }
    let file = opened(vm, this, "read of")?;
    Ok(read_bytes(vm, &file, usize::try_from(size).ok())?.unwrap_or(Value::NONE))
}

pub(super) fn read1(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let size = match values.first() {
        Some(size) => protocol::number::ssize_argument(vm, size)?,
        None => -1,
    };
    let file = opened(vm, this, "read of")?;
    read_once(vm, &file, size)
}

/// How often the raw file may be read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reads {
    /// Until the target is full.
    Many,
    /// Once at most.
    One,
}

pub(super) fn read_into(vm: &mut Vm, this: &Value, target: &Value, reads: Reads) -> PyResult {
    super::ready(vm, this)?;
    let function = if reads == Reads::One { "readinto1() argument" } else { "readinto() argument" };
    let target = Target::of(vm, target, function)?;
    let file = opened(vm, this, "readinto of")?;
    let length = target.len(vm);
    let data = copied(take(vm, &file, length));
    target.write(vm, 0, &data);
    let mut written = data.len();
    if written < length {
        file.forget_ahead(vm);
        turn(vm, &file)?;
    }
    while written < length {
        let left = length - written;
        let piece = if left > file.size.get() {
            raw_read(vm, &file, left)?
        } else if reads == Reads::Many || written == 0 {
            match fill(vm, &file)? {
                Filled::Bytes(_) => Some(copied(take(vm, &file, left))),
                Filled::NotNow => None,
            }
        } else {
            Some(Vec::new())
        };
        match piece {
            None if written == 0 => return Ok(Value::NONE),
            None => break,
            Some(piece) if piece.is_empty() => break,
            Some(piece) => {
                target.write(vm, written, &piece);
                written += piece.len();
            }
        }
        if reads == Reads::One {
            break;
        }
    }
    Ok(Value::index(written))
}

pub(super) fn peek(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    if let Some(size) = values.first() {
        protocol::number::ssize_argument(vm, size)?;
    }
    let file = opened(vm, this, "peek of")?;
    turn(vm, &file)?;
    if file.ahead_count(vm) == 0 {
        file.forget_ahead(vm);
        fill(vm, &file)?;
    }
    let ahead: Box<[u8]> = file.ahead.get(&vm.heap)[file.at.get()..].into();
    Ok(bytes::new(vm, ahead))
}

pub(super) fn read_line_method(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let limit = arguments::size(vm, values.first())?;
    let file = opened(vm, this, "readline of")?;
    read_line(vm, &file, limit.unwrap_or(usize::MAX))
}

/// `next(file)`: a line; a subclass may have a `readline` of its own.
pub(super) fn next(vm: &mut Vm, this: &Value) -> PyResult<Slot> {
    let file = super::ready(vm, this)?;
    if !file.is_readable() {
        return Err(unsupported(vm, "readline"));
    }
    let line = if file.kind.class().is_class_of(vm, this) {
        let file = opened(vm, this, "readline of")?;
        read_line(vm, &file, usize::MAX)?
    } else {
        let name = vm.intern("readline");
        protocol::call_method(vm, this, &name, &[])?
    };
    let Some(data) = line.cast::<Bytes>() else {
        let class = vm.class_name(&line);
        let text = format!("readline() should have returned a bytes object, not '{class}'");
        return Err(vm.raise_message(|types| &types.os_error, &text));
    };
    Ok((!data.data.is_empty()).then_some(line))
}
