//! Writing through a buffer.

use super::{Buffered, opened, raw_seek, raw_write, ready};
use crate::object::{Py, Value};
use crate::types::bytes;
use crate::vm::{PyResult, Raised, Vm};

/// Number of the error "Resource temporarily unavailable".
const EAGAIN: usize = 11;

/// BlockingIOError "write could not complete without blocking", `written` bytes having been taken.
#[cold]
fn blocked(vm: &mut Vm, file: &Buffered, written: usize) -> Raised {
    let text = vm.new_str("write could not complete without blocking").into_value();
    // The number is the system's last one: a raw file written in Python has none.
    let errno = if file.native_raw(vm).is_some() { EAGAIN } else { 0 };
    let arguments = [Value::index(errno), text, Value::index(written)];
    let class = vm.types.blocking_io_error.to_value();
    match crate::protocol::call(vm, &class, &arguments) {
        Ok(exception) => vm.raise(exception),
        Err(raised) => raised,
    }
}

/// Writes out what waits. BlockingIOError if there is no room for all of it.
pub fn flush_pending(vm: &mut Vm, file: &Buffered) -> PyResult<()> {
    if file.pending.get(&vm.heap).is_empty() {
        return Ok(());
    }
    let mut done = 0;
    let mut data = file.pending.take(&mut vm.heap);
    let result = loop {
        if done == data.len() {
            break Ok(());
        }
        match raw_write(vm, file, &data[done..]) {
            Ok(Some(count)) => done += count,
            Ok(None) => break Err(blocked(vm, file, 0)),
            Err(raised) => break Err(raised),
        }
    };
    // Writing may have run code that wrote more.
    data.drain(..done);
    let pending = file.pending.get_mut(&mut vm.heap);
    if pending.is_empty() {
        *pending = data;
    } else if !data.is_empty() {
        data.append(pending);
        *pending = data;
    }
    result
}

/// Writes out what waits, and goes back to where the reader is.
pub fn flush(vm: &mut Vm, file: &Buffered) -> PyResult<()> {
    flush_pending(vm, file)?;
    rewind(vm, file)
}

/// Lets the raw file be where the reader is.
pub(super) fn rewind(vm: &mut Vm, file: &Buffered) -> PyResult<()> {
    let ahead = file.ahead_count(vm);
    if ahead > 0 {
        raw_seek(vm, file, -(ahead as i64), 1)?;
    }
    file.forget_ahead(vm);
    Ok(())
}

/// Takes bytes to be written.
pub fn write_bytes(vm: &mut Vm, file: &Py<Buffered>, data: &[u8]) -> PyResult<usize> {
    if file.is_readable() {
        rewind(vm, file)?;
    }
    let size = file.size.get();
    let pending = file.pending.get_mut(&mut vm.heap);
    if data.len() <= size.saturating_sub(pending.len()) {
        pending.extend_from_slice(data);
        return Ok(data.len());
    }
    if let Err(raised) = flush_pending(vm, file) {
        if !vm.raised_is(&raised, |types| &types.blocking_io_error) {
            return Err(raised);
        }
        let exception = vm.take_raised(raised);
        let pending = file.pending.get_mut(&mut vm.heap);
        let room = size.saturating_sub(pending.len());
        if data.len() <= room {
            pending.extend_from_slice(data);
            return Ok(data.len());
        }
        pending.extend_from_slice(&data[..room]);
        drop(exception);
        return Err(blocked(vm, file, room));
    }
    let mut written = 0;
    while data.len() - written > size {
        match raw_write(vm, file, &data[written..])? {
            Some(count) => written += count,
            None => {
                let kept = &data[written..written + size];
                file.pending.get_mut(&mut vm.heap).extend_from_slice(kept);
                return Err(blocked(vm, file, written + size));
            }
        }
    }
    file.pending.get_mut(&mut vm.heap).extend_from_slice(&data[written..]);
    Ok(data.len())
}

/// `write(data)`: ValueError "write to closed file".
pub(super) fn write(vm: &mut Vm, this: &Value, data: &Value) -> PyResult {
    ready(vm, this)?;
    let data = bytes::required(vm, data)?;
    let file = ready(vm, this)?;
    if super::is_closed(vm, &file)? {
        return Err(vm.value_error("write to closed file"));
    }
    let count = write_bytes(vm, &file, &data)?;
    Ok(Value::index(count))
}

/// `flush()` of a file that can be written.
pub(super) fn flush_method(vm: &mut Vm, this: &Value) -> PyResult {
    let file = opened(vm, this, "flush of")?;
    flush(vm, &file)?;
    Ok(Value::NONE)
}
