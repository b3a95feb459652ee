//! Descriptors that the system makes without a file: counters of events, timers, memory, processes.

use std::os::fd::{IntoRawFd, OwnedFd};

use nix::errno::Errno;
use nix::libc;
use nix::sys::eventfd::{EfdFlags, EventFd};
use nix::sys::memfd::{self, MFdFlags};
use nix::unistd;
use num_bigint::BigInt;

use super::arguments::{self, argument, int_or};
use crate::native::time::seconds;
use crate::object::{Slot, Value};
use crate::program::path::fs_encode;
use crate::protocol::number;
use crate::types::class::NativeDef;
use crate::types::{float, int};
use crate::vm::system::processes;
use crate::vm::system::timers::{self, Schedule};
use crate::vm::{PyResult, Vm};

/// The functions.
pub const FUNCTIONS: &[NativeDef] = &[
    NativeDef::keywords("eventfd", "initval, flags=EFD_CLOEXEC", |vm, _, bound| {
        let value = arguments::unsigned(vm, &argument(bound, 0))?;
        let flags = int_or(vm, bound, 1, libc::EFD_CLOEXEC)?;
        let made = EventFd::from_value_and_flags(value, EfdFlags::from_bits_retain(flags));
        let made = arguments::done(vm, made)?;
        Ok(Value::index(OwnedFd::from(made).into_raw_fd() as usize))
    }),
    NativeDef::keywords("eventfd_read", "fd", |vm, _, bound| {
        let descriptor = arguments::file_descriptor(vm, &argument(bound, 0))?;
        let mut data = [0; 8];
        match unistd::read(descriptor, &mut data) {
            Ok(8) => Ok(int::from_u64(vm, u64::from_ne_bytes(data))),
            Ok(_) => Err(arguments::failed(vm, Errno::from_raw(0))),
            Err(errno) => Err(arguments::failed(vm, errno)),
        }
    }),
    NativeDef::keywords("eventfd_write", "fd, value", |vm, _, bound| {
        let descriptor = arguments::file_descriptor(vm, &argument(bound, 0))?;
        let Some(value) = number::unsigned_argument(vm, &argument(bound, 1))? else {
            return Err(vm.overflow_error("Python int too large for C unsigned long long"));
        };
        arguments::done(vm, unistd::write(descriptor, &value.to_ne_bytes()))?;
        Ok(Value::NONE)
    }),
    NativeDef::keywords("memfd_create", "name, flags=MFD_CLOEXEC", |vm, _, bound| {
        let name = fs_encode(vm, &argument(bound, 0))?.0;
        if name.contains(&0) {
            return Err(vm.value_error("embedded null byte"));
        }
        let flags = match bound.get(1).and_then(Option::as_ref) {
            None => libc::MFD_CLOEXEC,
            Some(flags) => {
                let flags = number::index(vm, flags)?;
                let low: BigInt = int::number(&flags).to_big() & BigInt::from(u32::MAX);
                u32::try_from(low).unwrap_or_default()
            }
        };
        let made = memfd::memfd_create(name.as_slice(), MFdFlags::from_bits_retain(flags));
        let made = arguments::done(vm, made)?;
        Ok(Value::index(made.into_raw_fd() as usize))
    }),
    NativeDef::keywords("pidfd_open", "pid, flags=0", |vm, _, bound| {
        let process = number::int_argument(vm, &argument(bound, 0))?;
        let flags = match bound.get(1).and_then(Option::as_ref) {
            Some(flags) => arguments::unsigned(vm, flags)?,
            None => 0,
        };
        let made = arguments::done(vm, processes::open(process, flags))?;
        Ok(int::from_i64(vm, i64::from(made)))
    }),
    NativeDef::keywords("timerfd_create", "clockid, /, *, flags=0", |vm, _, bound| {
        let (clock, flags) = (number::int_argument(vm, &argument(bound, 0))?, int_or(vm, bound, 1, 0)?);
        // Programs that are started do not inherit it, whatever the flags say.
        let made = arguments::done(vm, timers::create(clock, flags | libc::TFD_CLOEXEC))?;
        Ok(int::from_i64(vm, i64::from(made)))
    }),
    NativeDef::one("timerfd_gettime", |vm, _, descriptor| {
        let descriptor = arguments::file_descriptor(vm, descriptor)?;
        let found = arguments::done(vm, timers::get(descriptor.number()))?;
        Ok(in_seconds(vm, found))
    }),
    NativeDef::one("timerfd_gettime_ns", |vm, _, descriptor| {
        let descriptor = arguments::file_descriptor(vm, descriptor)?;
        let found = arguments::done(vm, timers::get(descriptor.number()))?;
        Ok(in_nanoseconds(vm, found))
    }),
    NativeDef::keywords("timerfd_settime", "fd, /, *, flags=0, initial=0.0, interval=0.0", |vm, _, bound| {
        let descriptor = arguments::file_descriptor(vm, &argument(bound, 0))?;
        let flags = int_or(vm, bound, 1, 0)?;
        let mut times = [0.0; 2];
        for (time, given) in times.iter_mut().zip(&bound[2..]) {
            if let Some(given) = given {
                *time = number::as_f64(vm, given)?;
            }
        }
        let (next, interval) = (seconds::rounded_down(vm, times[0])?, seconds::rounded_down(vm, times[1])?);
        let old = timers::set(descriptor.number(), flags, Schedule { next, interval });
        let old = arguments::done(vm, old)?;
        Ok(in_seconds(vm, old))
    }),
    NativeDef::keywords("timerfd_settime_ns", "fd, /, *, flags=0, initial=0, interval=0", |vm, _, bound| {
        let descriptor = arguments::file_descriptor(vm, &argument(bound, 0))?;
        let flags = int_or(vm, bound, 1, 0)?;
        let (next, interval) = (nanoseconds(vm, bound, 2)?, nanoseconds(vm, bound, 3)?);
        let old = timers::set(descriptor.number(), flags, Schedule { next, interval });
        let old = arguments::done(vm, old)?;
        Ok(in_nanoseconds(vm, old))
    }),
];

fn nanoseconds(vm: &mut Vm, bound: &[Slot], index: usize) -> PyResult<i64> {
    let Some(value) = bound.get(index).and_then(Option::as_ref) else { return Ok(0) };
    let value = number::index(vm, value)?;
    int::number(&value).to_i64().ok_or_else(|| vm.overflow_error("int too big to convert"))
}

fn in_seconds(vm: &mut Vm, found: Schedule) -> Value {
    let times = [found.next, found.interval].map(|time| float::new(vm, time as f64 / 1e9));
    vm.new_tuple(times.to_vec()).into_value()
}

fn in_nanoseconds(vm: &mut Vm, found: Schedule) -> Value {
    let times = [found.next, found.interval].map(|time| int::from_i64(vm, time));
    vm.new_tuple(times.to_vec()).into_value()
}
