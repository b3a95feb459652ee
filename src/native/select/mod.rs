//! `select`: waiting for several descriptors.

mod epoll;
mod poll;

use std::time::{Duration, Instant};

use nix::errno::Errno;
use nix::libc;

use super::posix::arguments::{failed, file_descriptor};
use super::time::seconds;
use super::{ModuleSpec, set};
use crate::object::{Py, Value};
use crate::protocol::{iterate, sequence};
use crate::types::class::NativeDef;
use crate::types::dict::Dict;
use crate::types::list::List;
use crate::vm::polling::{self, Descriptors, SET_SIZE};
use crate::vm::{PyResult, Vm};

/// The declaration of `select`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "select",
    functions: &[NativeDef::positional("select", 3, 4, select), NativeDef::none("poll", |vm, _| Ok(poll::create(vm)))],
    classes: &[&poll::POLL, &epoll::EPOLL],
    init: Some(init),
};

macro_rules! of_libc {
    ($($name:ident)*) => { [$((stringify!($name), i64::from(libc::$name))),*] };
}

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    let error = vm.types.os_error.to_value();
    set(vm, namespace, "error", error);
    let names = of_libc! {
        POLLIN POLLPRI POLLOUT POLLERR POLLHUP POLLNVAL POLLRDNORM POLLRDBAND POLLWRNORM POLLWRBAND POLLRDHUP EPOLLIN
        EPOLLOUT EPOLLPRI EPOLLERR EPOLLHUP EPOLLRDHUP EPOLLET EPOLLONESHOT EPOLLEXCLUSIVE EPOLLRDNORM EPOLLRDBAND
        EPOLLWRNORM EPOLLWRBAND EPOLLMSG EPOLLWAKEUP EPOLL_CLOEXEC
    };
    let others = [("PIPE_BUF", 4096), ("POLLMSG", 0x400)];
    for (name, number) in names.into_iter().chain(others) {
        // The highest bit of some makes the crate's number negative.
        set(vm, namespace, name, Value::index((number as u32) as usize));
    }
    Ok(())
}

/// Waits again after a signal whose handler has not raised, for what is left of the time.
fn wait<T>(
    vm: &mut Vm,
    timeout: Option<Duration>,
    mut call: impl FnMut(Option<Duration>) -> nix::Result<T>,
) -> PyResult<T> {
    let end = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
    let mut left = timeout;
    loop {
        match call(left) {
            Err(Errno::EINTR) => vm.check_signals()?,
            result => return result.map_err(|errno| failed(vm, errno)),
        }
        left = end.map(|end| end.saturating_duration_since(Instant::now()));
    }
}

/// What `poll` waits at most, in the unit that `nanoseconds` reads: `None` for ever, which is below zero too.
fn timeout_of(
    vm: &mut Vm,
    timeout: Option<&Value>,
    nanoseconds: fn(&mut Vm, &Value) -> PyResult<i64>,
) -> PyResult<Option<Duration>> {
    let Some(timeout) = timeout.filter(|timeout| !timeout.is_none()) else { return Ok(None) };
    let time = match nanoseconds(vm, timeout) {
        Err(raised) if vm.raised_is(&raised, |types| &types.type_error) => {
            drop(vm.take_raised(raised));
            return Err(vm.type_error("timeout must be an integer or None"));
        }
        time => time?,
    };
    if i32::try_from(num_integer::Integer::div_ceil(&time, &1_000_000)).is_err() {
        return Err(vm.overflow_error("timeout is too large"));
    }
    Ok(u64::try_from(time).ok().map(Duration::from_nanos))
}

/// Milliseconds, not too few; -1 for ever.
fn milliseconds(timeout: Option<Duration>) -> i32 {
    timeout.map_or(-1, |time| i32::try_from(time.as_nanos().div_ceil(1_000_000)).unwrap_or(i32::MAX))
}

/// `select(rlist, wlist, xlist, timeout=None)`
fn select(vm: &mut Vm, _: &Value, values: &[Value]) -> PyResult {
    let timeout = match values.get(3).filter(|timeout| !timeout.is_none()) {
        None => None,
        Some(timeout) => match seconds::timeout(vm, timeout, "timeout must be non-negative") {
            Err(raised) if vm.raised_is(&raised, |types| &types.type_error) => {
                drop(vm.take_raised(raised));
                return Err(vm.type_error("timeout must be a float or None"));
            }
            timeout => Some(timeout?),
        },
    };
    let (mut sets, mut below) = ([Descriptors::default(); 3], 0);
    let mut asked: [Vec<(Value, i32)>; 3] = Default::default();
    for ((objects, set), known) in values.iter().zip(&mut sets).zip(&mut asked) {
        if !sequence::is_sequence(vm, objects) && !iterate::is_iterable(vm, objects) {
            return Err(vm.type_error("arguments 1-3 must be sequences"));
        }
        for object in iterate::collect_to_vec(vm, objects)? {
            let descriptor = file_descriptor(vm, &object)?.number();
            if descriptor >= SET_SIZE {
                return Err(vm.value_error("filedescriptor out of range in select()"));
            }
            if known.len() >= SET_SIZE as usize {
                return Err(vm.value_error("too many file descriptors in select()"));
            }
            below = below.max(descriptor + 1);
            set.add(descriptor);
            known.push((object, descriptor));
        }
    }
    let ready = wait(vm, timeout, |left| {
        let mut ready = sets;
        polling::select(below, &mut ready, left).map(|()| ready)
    })?;
    let lists = asked.into_iter().zip(ready).map(|(mut known, set)| {
        known.retain(|&(_, descriptor)| set.contains(descriptor));
        List::create(vm, known.into_iter().map(|(object, _)| object).collect()).into_value()
    });
    let lists = lists.collect();
    Ok(vm.new_tuple(lists).into_value())
}
