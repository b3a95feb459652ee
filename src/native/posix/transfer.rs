//! Moving data between files, and between files and several buffers.

use std::io::{IoSlice, IoSliceMut};

use nix::fcntl::{self, SpliceFFlags};
use nix::sys::uio;

use super::arguments::{self, argument};
use super::descriptors::buffer;
use crate::object::{Slot, Value};
use crate::protocol::{iterate, number, sequence};
use crate::types::class::NativeDef;
use crate::types::memoryview::target::Target;
use crate::types::{bytes, int};
use crate::vm::system::{self, files};
use crate::vm::{PyResult, Vm};

/// The functions.
pub const FUNCTIONS: &[NativeDef] = &[
    NativeDef::positional("readv", 2, 2, |vm, _, values| {
        let number = number::int_argument(vm, &values[0])?;
        let mut parts = Parts::of(vm, "readv", &values[1])?;
        let descriptor = arguments::known(vm, number)?;
        let count = arguments::uninterrupted(vm, || uio::readv(descriptor, &mut parts.slices()))?;
        let count = arguments::done(vm, count)?;
        parts.give(vm, count);
        Ok(int::from_usize(vm, count))
    }),
    NativeDef::positional("preadv", 3, 4, |vm, _, values| {
        let number = number::int_argument(vm, &values[0])?;
        let (offset, flags) = (arguments::long(vm, &values[2])?, flags(vm, values)?);
        let mut parts = Parts::of(vm, "preadv2", &values[1])?;
        let count = arguments::uninterrupted(vm, || files::read_at(number, &mut parts.slices(), offset, flags))?;
        let count = arguments::done(vm, count)?;
        parts.give(vm, count);
        Ok(int::from_usize(vm, count))
    }),
    NativeDef::positional("writev", 2, 2, |vm, _, values| {
        let number = number::int_argument(vm, &values[0])?;
        let data = given(vm, "writev", &values[1])?;
        let descriptor = arguments::known(vm, number)?;
        let parts: Vec<_> = data.iter().map(|part| IoSlice::new(part)).collect();
        let count = arguments::uninterrupted(vm, || uio::writev(descriptor, &parts))?;
        let count = arguments::done(vm, count)?;
        Ok(int::from_usize(vm, count))
    }),
    NativeDef::positional("pwritev", 3, 4, |vm, _, values| {
        let number = number::int_argument(vm, &values[0])?;
        let (offset, flags) = (arguments::long(vm, &values[2])?, flags(vm, values)?);
        let data = given(vm, "pwritev", &values[1])?;
        let parts: Vec<_> = data.iter().map(|part| IoSlice::new(part)).collect();
        let count = arguments::uninterrupted(vm, || files::write_at(number, &parts, offset, flags))?;
        let count = arguments::done(vm, count)?;
        Ok(int::from_usize(vm, count))
    }),
    NativeDef::positional("lockf", 3, 3, |vm, _, values| {
        let number = number::int_argument(vm, &values[0])?;
        let (command, length) = (number::int_argument(vm, &values[1])?, arguments::long(vm, &values[2])?);
        arguments::done(vm, files::lock(number, command, length))?;
        Ok(Value::NONE)
    }),
    NativeDef::keywords("sendfile", "out_fd, in_fd, offset, count", |vm, _, bound| {
        let target = arguments::descriptor(vm, &argument(bound, 0))?;
        let source = arguments::descriptor(vm, &argument(bound, 1))?;
        let mut offset = match argument(bound, 2) {
            none if none.is_none() => None,
            offset => Some(arguments::long(vm, &offset)?),
        };
        let count = number::ssize_argument(vm, &argument(bound, 3))?;
        let count = usize::try_from(count).unwrap_or_default();
        let sent = arguments::uninterrupted(vm, || {
            system::send_file(target.number(), source.number(), offset.as_mut(), count)
        })?;
        let sent = arguments::done(vm, sent)?;
        Ok(int::from_usize(vm, sent))
    }),
    NativeDef::keywords("copy_file_range", "src, dst, count, offset_src=None, offset_dst=None", |vm, _, bound| {
        let (numbers, count, mut offsets) = ends(vm, bound)?;
        let [from, to] = &mut offsets;
        let copied = arguments::uninterrupted(vm, || {
            system::copy_range((numbers[0], from.as_mut()), (numbers[1], to.as_mut()), count)
        })?;
        let copied = arguments::done(vm, copied)?;
        Ok(int::from_usize(vm, copied))
    }),
    NativeDef::keywords("splice", "src, dst, count, offset_src=None, offset_dst=None, flags=0", |vm, _, bound| {
        let (numbers, count, mut offsets) = ends(vm, bound)?;
        let flags = match bound.get(5).and_then(Option::as_ref) {
            Some(flags) => arguments::unsigned(vm, flags)?,
            None => 0,
        };
        let (source, target) = (arguments::known(vm, numbers[0])?, arguments::known(vm, numbers[1])?);
        let (flags, [from, to]) = (SpliceFFlags::from_bits_retain(flags), &mut offsets);
        let moved =
            arguments::uninterrupted(vm, || fcntl::splice(source, from.as_mut(), target, to.as_mut(), count, flags))?;
        let moved = arguments::done(vm, moved)?;
        Ok(int::from_usize(vm, moved))
    }),
];

/// The two files, the number of bytes and the two offsets.
fn ends(vm: &mut Vm, bound: &[Slot]) -> PyResult<([i32; 2], usize, [Option<i64>; 2])> {
    let numbers = [number::int_argument(vm, &argument(bound, 0))?, number::int_argument(vm, &argument(bound, 1))?];
    let count = number::ssize_argument(vm, &argument(bound, 2))?;
    let Ok(count) = usize::try_from(count) else {
        return Err(vm.value_error("negative value for 'count' not allowed"));
    };
    let mut offsets = [None, None];
    for (index, offset) in offsets.iter_mut().enumerate() {
        let given = argument(bound, index + 3);
        if !given.is_none() {
            *offset = Some(arguments::long(vm, &given)?);
        }
    }
    Ok((numbers, count, offsets))
}

fn flags(vm: &mut Vm, values: &[Value]) -> PyResult<i32> {
    values.get(3).map_or(Ok(0), |flags| number::int_argument(vm, flags))
}

/// The items of a sequence; TypeError "readv() arg 2 must be a sequence".
fn items(vm: &mut Vm, function: &str, value: &Value) -> PyResult<Vec<Value>> {
    if !sequence::is_sequence(vm, value) {
        return Err(vm.type_error(format!("{function}() arg 2 must be a sequence")));
    }
    iterate::collect_to_vec(vm, value)
}

fn given(vm: &mut Vm, function: &str, value: &Value) -> PyResult<Vec<Vec<u8>>> {
    let mut data = Vec::new();
    for part in items(vm, function, value)? {
        data.push(bytes::required(vm, &part)?);
    }
    Ok(data)
}

/// Buffers that are read into, and the memory that the system fills for them.
struct Parts {
    targets: Vec<Target>,
    data: Vec<Vec<u8>>,
}

impl Parts {
    fn of(vm: &mut Vm, function: &str, value: &Value) -> PyResult<Parts> {
        let mut parts = Parts { targets: Vec::new(), data: Vec::new() };
        for item in items(vm, function, value)? {
            let target = Target::required(vm, &item)?;
            let length = target.len(vm);
            parts.data.push(buffer(vm, length)?);
            parts.targets.push(target);
        }
        Ok(parts)
    }

    fn slices(&mut self) -> Vec<IoSliceMut<'_>> {
        self.data.iter_mut().map(|part| IoSliceMut::new(part)).collect()
    }

    /// Gives the buffers what was read.
    fn give(&self, vm: &mut Vm, mut count: usize) {
        for (target, data) in self.targets.iter().zip(&self.data) {
            let part = count.min(data.len());
            target.write(vm, 0, &data[..part]);
            count -= part;
        }
    }
}
