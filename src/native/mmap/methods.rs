//! The methods of a map.

use nix::errno::Errno;
use nix::sys::stat;
use nix::{libc, unistd};

use super::items::put;
use super::{checked, close, of, size, writable};
use crate::native::posix::arguments::{done, failed, known};
use crate::object::Value;
use crate::protocol::number;
use crate::types::class::NativeDef;
use crate::types::mapped::{MapAccess, NO_FILE, NOT_KEPT};
use crate::types::{bytes, int};
use crate::vm::{PyResult, Vm};

pub(super) const METHODS: &[NativeDef] = &[
    NativeDef::none("close", shut),
    NativeDef::positional("find", 1, 3, |vm, this, values| find(vm, this, values, memchr::memmem::find)),
    NativeDef::positional("rfind", 1, 3, |vm, this, values| find(vm, this, values, memchr::memmem::rfind)),
    NativeDef::positional("flush", 0, 2, flush),
    NativeDef::positional("madvise", 1, 3, advise),
    NativeDef::positional("move", 3, 3, |vm, this, values| {
        let [to, from, count] = [0, 1, 2].map(|index| number::ssize_argument(vm, &values[index]));
        let (to, from, count) = (to?, from?, count?);
        writable(vm, this)?;
        let size = size(vm, of(this));
        let parts = (usize::try_from(to), usize::try_from(from), usize::try_from(count));
        let (Ok(to), Ok(from), Ok(count)) = parts else { return Err(vm.value_error(OUT_OF_RANGE)) };
        if to > size || from > size || size - to < count || size - from < count {
            return Err(vm.value_error(OUT_OF_RANGE));
        }
        put(vm, this, |bytes| bytes.copy_within(from..from + count, to))?;
        Ok(Value::NONE)
    }),
    NativeDef::positional("read", 0, 1, |vm, this, values| {
        let count = match values.first().filter(|count| !count.is_none()) {
            None => isize::MAX,
            Some(count) if number::has_index(vm, count) => number::ssize_argument(vm, count)?,
            Some(other) => {
                let class = vm.class_name(other);
                return Err(vm.type_error(format!("argument should be integer or None, not '{class}'")));
            }
        };
        checked(vm, this)?;
        // A negative count is that of all bytes.
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        take(vm, this, |rest| count.min(rest.len()))
    }),
    NativeDef::none("read_byte", |vm, this| {
        checked(vm, this)?;
        let map = of(this);
        let at = map.position.get();
        match map.bytes(&vm.heap).and_then(|bytes| bytes.get(at)) {
            Some(&byte) => {
                map.position.set(at + 1);
                Ok(Value::index(usize::from(byte)))
            }
            None => Err(vm.value_error("read byte out of range")),
        }
    }),
    NativeDef::none("readline", |vm, this| {
        checked(vm, this)?;
        take(vm, this, |rest| memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1))
    }),
    NativeDef::one("resize", resize),
    NativeDef::positional("seek", 1, 2, |vm, this, values| {
        let distance = number::ssize_argument(vm, &values[0])?;
        let whence = values.get(1).map_or(Ok(0), |whence| number::int_argument(vm, whence))?;
        checked(vm, this)?;
        let size = size(vm, of(this));
        let start = match whence {
            0 => 0,
            1 => of(this).position.get(),
            2 => size,
            _ => return Err(vm.value_error("unknown seek type")),
        };
        match start.checked_add_signed(distance).filter(|&place| place <= size) {
            Some(place) => {
                of(this).position.set(place);
                Ok(int::from_usize(vm, place))
            }
            None => Err(vm.value_error("seek out of range")),
        }
    }),
    NativeDef::none("seekable", |_, _| Ok(Value::TRUE)),
    NativeDef::none("size", |vm, this| {
        checked(vm, this)?;
        let descriptor = known(vm, of(this).descriptor.get())?;
        let found = done(vm, stat::fstat(descriptor))?;
        Ok(int::from_i64(vm, found.st_size))
    }),
    NativeDef::none("tell", |vm, this| {
        let place = checked(vm, this)?.position.get();
        Ok(int::from_usize(vm, place))
    }),
    NativeDef::one("write", |vm, this, data| {
        let data = bytes::required(vm, data)?;
        writable(vm, this)?;
        let (at, size) = (of(this).position.get(), size(vm, of(this)));
        if at > size || size - at < data.len() {
            return Err(vm.value_error("data out of range"));
        }
        put(vm, this, |bytes| bytes[at..at + data.len()].copy_from_slice(&data))?;
        of(this).position.set(at + data.len());
        Ok(int::from_usize(vm, data.len()))
    }),
    NativeDef::one("write_byte", |vm, this, byte| {
        let byte = match number::index_word(vm, byte)? {
            Some(word @ 0..=255) => word as u8,
            Some(..0) => return Err(vm.overflow_error("unsigned byte integer is less than minimum")),
            Some(_) => return Err(vm.overflow_error("unsigned byte integer is greater than maximum")),
            None => return Err(vm.overflow_error("Python int too large to convert to C long")),
        };
        writable(vm, this)?;
        let (at, size) = (of(this).position.get(), size(vm, of(this)));
        if at >= size {
            return Err(vm.value_error("write byte out of range"));
        }
        put(vm, this, |bytes| bytes[at] = byte)?;
        of(this).position.set(at + 1);
        Ok(Value::NONE)
    }),
    NativeDef::none("__enter__", |vm, this| {
        checked(vm, this)?;
        Ok(this.clone())
    }),
    NativeDef::positional("__exit__", 3, 3, |vm, this, _| shut(vm, this)),
];

const OUT_OF_RANGE: &str = "source, destination, or count out of range";

fn shut(vm: &mut Vm, this: &Value) -> PyResult {
    let map = of(this);
    if map.is_exported() {
        return Err(vm.buffer_error("cannot close exported pointers exist"));
    }
    close(map.descriptor.replace(NO_FILE));
    drop(map.memory.replace(&mut vm.heap, None));
    Ok(Value::NONE)
}

/// Reads as many of the bytes from the position on as `count` says.
fn take(vm: &mut Vm, this: &Value, count: impl FnOnce(&[u8]) -> usize) -> PyResult {
    let map = of(this);
    let at = map.position.get();
    let rest = map.bytes(&vm.heap).and_then(|bytes| bytes.get(at..)).unwrap_or_default();
    let data = rest[..count(rest)].to_vec();
    map.position.set(at + data.len());
    Ok(bytes::new(vm, data))
}

fn find(vm: &mut Vm, this: &Value, values: &[Value], search: fn(&[u8], &[u8]) -> Option<usize>) -> PyResult {
    let wanted = bytes::required(vm, &values[0])?;
    let mut bounds = [None; 2];
    // Without a start the end does not count either.
    if values.get(1).is_some_and(|start| !start.is_none()) {
        for (bound, given) in bounds.iter_mut().zip(&values[1..]) {
            if !given.is_none() {
                *bound = Some(number::index_clamped(vm, given)?);
            }
        }
    }
    checked(vm, this)?;
    let size = size(vm, of(this));
    let place = |bound: isize| {
        let from_start = if bound < 0 { bound.saturating_add_unsigned(size) } else { bound };
        usize::try_from(from_start).unwrap_or_default().min(size)
    };
    let start = bounds[0].map_or(of(this).position.get().min(size), place);
    let end = bounds[1].map_or(size, place);
    let part = of(this).bytes(&vm.heap).and_then(|bytes| bytes.get(start..end));
    match part.and_then(|part| search(part, &wanted)) {
        Some(found) => Ok(int::from_usize(vm, start + found)),
        None => Ok(int::from_i64(vm, -1)),
    }
}

fn flush(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let offset = values.first().map_or(Ok(0), |offset| number::ssize_argument(vm, offset))?;
    checked(vm, this)?;
    let count = match values.get(1).filter(|count| !count.is_none()) {
        Some(count) => Some(number::ssize_argument(vm, count)?),
        None => None,
    };
    let map = checked(vm, this)?;
    let whole = size(vm, map);
    let rest = usize::try_from(offset).ok().and_then(|offset| whole.checked_sub(offset));
    let count = match count {
        Some(count) => usize::try_from(count).ok(),
        None => Some(whole),
    };
    let (Some(count), Some(rest)) = (count, rest.filter(|&rest| count <= Some(rest))) else {
        return Err(vm.value_error("flush values out of range"));
    };
    let offset = whole - rest;
    if matches!(map.access, MapAccess::Read | MapAccess::Copy) {
        return Ok(Value::NONE);
    }
    let flushed = map.memory.get(&vm.heap).as_ref().map_or(Ok(()), |memory| memory.flush(offset, count));
    done(vm, flushed)?;
    Ok(Value::NONE)
}

fn advise(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let advice = number::int_argument(vm, &values[0])?;
    let start = values.get(1).map_or(Ok(0), |start| number::ssize_argument(vm, start))?;
    let length = match values.get(2).filter(|length| !length.is_none()) {
        Some(length) => Some(number::ssize_argument(vm, length)?),
        None => None,
    };
    let map = checked(vm, this)?;
    let whole = size(vm, map);
    let Some(start) = usize::try_from(start).ok().filter(|&start| start < whole) else {
        return Err(vm.value_error("madvise start out of bounds"));
    };
    let length = match length.map(usize::try_from) {
        None => whole - start,
        Some(Ok(length)) if length <= isize::MAX as usize - start => length.min(whole - start),
        Some(Ok(_)) => return Err(vm.overflow_error("madvise length too large")),
        Some(Err(_)) => return Err(vm.value_error("madvise length invalid")),
    };
    let advised = map.memory.get(&vm.heap).as_ref().map_or(Ok(()), |memory| memory.advise(start, length, advice));
    done(vm, advised)?;
    Ok(Value::NONE)
}

fn resize(vm: &mut Vm, this: &Value, length: &Value) -> PyResult {
    let length = number::ssize_argument(vm, length)?;
    let map = checked(vm, this)?;
    if map.is_exported() {
        return Err(vm.buffer_error("mmap can't resize with extant buffers exported."));
    }
    let descriptor = map.descriptor.get();
    if descriptor == NOT_KEPT {
        return Err(vm.value_error("mmap can't resize with trackfd=False."));
    }
    if matches!(map.access, MapAccess::Read | MapAccess::Copy) {
        return Err(vm.type_error("mmap can't resize a readonly or copy-on-write memory map."));
    }
    let end =
        i64::try_from(length).ok().filter(|&length| length >= 0).and_then(|length| length.checked_add(map.offset));
    let (Some(end), Ok(length)) = (end, usize::try_from(length)) else {
        return Err(vm.value_error("new size out of range"));
    };
    if descriptor == NO_FILE && map.flags & libc::MAP_PRIVATE == 0 && length > size(vm, map) {
        return Err(vm.value_error("mmap: can't expand a shared anonymous mapping"));
    }
    if descriptor >= 0 {
        let descriptor = known(vm, descriptor)?;
        done(vm, unistd::ftruncate(descriptor, end))?;
    }
    let resized = match map.memory.get_mut(&mut vm.heap) {
        Some(memory) => memory.resize(length),
        None => Err(Errno::EINVAL),
    };
    resized.map_err(|errno| failed(vm, errno))?;
    Ok(Value::NONE)
}
