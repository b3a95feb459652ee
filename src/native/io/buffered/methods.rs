//! What buffered files do beside reading and writing.

use super::{Buffered, Readiness, call_raw, is_closed, opened, raw_of, raw_seek, raw_tell, ready, unsupported, write};
use crate::native::io::base::{self, after_flush};
use crate::native::io::{arguments, shown_name};
use crate::object::Value;
use crate::protocol::{self, attribute};
use crate::types::int;
use crate::vm::{PyResult, Vm};

/// `close()`: flushes, then closes the raw file whatever that raised.
pub(super) fn close(vm: &mut Vm, this: &Value) -> PyResult {
    let file = ready(vm, this)?;
    if is_closed(vm, &file)? {
        return Ok(Value::NONE);
    }
    if file.is_finalizing.get() {
        super::warn_unclosed(vm, &file, this);
    }
    let flush = vm.names.flush.clone();
    let pending = match protocol::call_method(vm, this, &flush, &[]) {
        Ok(_) => None,
        Err(raised) => Some(vm.take_raised(raised)),
    };
    let closed = call_raw(vm, &file, "close", &[]);
    file.is_closing.set(true);
    file.forget_ahead(vm);
    drop(file.pending.take(&mut vm.heap));
    after_flush(vm, pending, closed)
}

/// `detach()`: flushes and gives the raw file away.
pub(super) fn detach(vm: &mut Vm, this: &Value) -> PyResult {
    let file = ready(vm, this)?;
    let flush = vm.names.flush.clone();
    protocol::call_method(vm, this, &flush, &[])?;
    let raw = file.raw.take(&mut vm.heap);
    file.readiness.set(Readiness::Detached);
    Ok(raw.unwrap_or(Value::NONE))
}

/// `flush()` of a reader: the raw file's.
pub(super) fn simple_flush(vm: &mut Vm, this: &Value) -> PyResult {
    let file = ready(vm, this)?;
    call_raw(vm, &file, "flush", &[])
}

pub(super) fn tell(vm: &mut Vm, this: &Value) -> PyResult {
    let file = ready(vm, this)?;
    let position = raw_tell(vm, &file)?;
    let (ahead, pending) = (file.ahead_count(vm) as i64, file.pending.get(&vm.heap).len() as i64);
    Ok(int::from_i64(vm, (position - ahead + pending).max(0)))
}

/// `seek(offset, whence=0)`: ValueError "whence value 9 unsupported".
pub(super) fn seek(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let whence = arguments::whence(vm, values.get(1))?;
    ready(vm, this)?;
    if !(0..=4).contains(&whence) {
        return Err(vm.value_error(format!("whence value {whence} unsupported")));
    }
    let file = opened(vm, this, "seek of")?;
    let raw = raw_of(vm, &file)?;
    base::check(vm, &raw, "seekable")?;
    let mut offset = arguments::offset(vm, &values[0])?;
    let ahead = file.ahead_count(vm) as i64;
    if (whence == 0 || whence == 1) && file.is_readable() && ahead > 0 {
        let current = match file.raw_position.get() {
            Some(current) => current,
            None => raw_tell(vm, &file)?,
        };
        let step = if whence == 0 { offset - (current - ahead) } else { offset };
        let at = file.at.get() as i64;
        if (-at..=ahead).contains(&step) {
            file.at.set((at + step) as usize);
            // Positions of a raw file that has none may be wrong.
            return Ok(int::from_i64(vm, (current - ahead + step).max(0)));
        }
    }
    if file.is_writable() {
        write::flush_pending(vm, &file)?;
    }
    if whence == 1 {
        offset -= file.ahead_count(vm) as i64;
    }
    let position = raw_seek(vm, &file, offset, whence)?;
    file.forget_ahead(vm);
    Ok(int::from_i64(vm, position))
}

pub(super) fn truncate(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let file = opened(vm, this, "truncate of")?;
    if !file.is_writable() {
        return Err(unsupported(vm, "truncate"));
    }
    write::flush(vm, &file)?;
    let size = values.first().cloned().unwrap_or(Value::NONE);
    let result = call_raw(vm, &file, "truncate", &[size])?;
    if let Err(raised) = raw_tell(vm, &file) {
        drop(vm.take_raised(raised));
    }
    Ok(result)
}

/// An attribute of the raw file.
pub(super) fn of_raw(vm: &mut Vm, this: &Value, name: &str) -> PyResult {
    let file = ready(vm, this)?;
    let (raw, name) = (raw_of(vm, &file)?, vm.intern(name));
    attribute::get(vm, &raw, &name)
}

/// What a method of the raw file answers.
pub(super) fn ask_raw(vm: &mut Vm, this: &Value, name: &str) -> PyResult {
    let file = ready(vm, this)?;
    call_raw(vm, &file, name, &[])
}

/// "<_io.BufferedReader name='x'>"
pub(super) fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let class = vm.class_name(this);
    let name = vm.intern("name");
    let found = attribute::get_optional(vm, this, &name);
    let name = vm.catch(found, |types| &types.value_error)?.flatten();
    let text = match name {
        None => format!("<{class}>"),
        Some(name) => format!("<{class} name={}>", shown_name(vm, this, &name)?),
    };
    Ok(vm.new_str(text).into_value())
}

/// The attribute `_finalizing`.
pub(super) fn is_finalizing(_: &mut Vm, this: &Value) -> PyResult {
    Ok(Value::bool(this.expect::<Buffered>().is_finalizing.get()))
}
