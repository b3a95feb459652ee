//! Sets of signals: masks, and waiting for a signal.

use std::io::ErrorKind;
use std::time::{Duration, Instant};

use nix::errno::Errno;

use super::STRUCT_SIGINFO;
use crate::native::posix::arguments::finished;
use crate::native::time::seconds;
use crate::object::Value;
use crate::protocol::{iterate, number};
use crate::types::int;
use crate::types::{set, struct_sequence};
use crate::vm::signals::COUNT;
use crate::vm::signals::system::{self, SignalSet};
use crate::vm::{PyResult, Vm};

/// The set that an iterable gives.
fn from_python(vm: &mut Vm, values: &Value) -> PyResult<SignalSet> {
    let mut set = SignalSet::empty();
    for value in iterate::collect_to_vec(vm, values)? {
        let index = number::index(vm, &value)?;
        // What is too large for a C long counts as -1.
        let number = int::number(&index).to_i64().unwrap_or(-1);
        if !(1..COUNT as i64).contains(&number) {
            let most = COUNT - 1;
            return Err(vm.value_error(format!("signal number {number} out of range [1; {most}]")));
        }
        if set.add(number as i32).is_err() {
            let category = vm.types.runtime_warning.clone();
            let text = format!("invalid signal number {number}, please use valid_signals()");
            (vm.hooks.warn)(vm, &category, &text)?;
        }
    }
    Ok(set)
}

/// A Python set of the numbers.
pub fn to_python(vm: &mut Vm, signals: &SignalSet) -> PyResult {
    let result = set::new(vm);
    for number in (1..COUNT).filter(|&number| signals.contains(number as i32)) {
        set::add(vm, &result, Value::index(number))?;
    }
    Ok(result)
}

/// `pthread_sigmask(how, mask)`: what was blocked.
pub fn change_mask(vm: &mut Vm, _: &Value, values: &[Value]) -> PyResult {
    let how = number::int_argument(vm, &values[0])?;
    let set = from_python(vm, &values[1])?;
    let old = finished(vm, system::change_mask(how, Some(&set)))?;
    // What is no longer blocked has come by now.
    vm.check_signals()?;
    to_python(vm, &old)
}

/// `sigwait(sigset)`
pub fn wait(vm: &mut Vm, _: &Value, signals: &Value) -> PyResult {
    let set = from_python(vm, signals)?;
    loop {
        match system::wait(&set) {
            Err(error) if error.kind() == ErrorKind::Interrupted => vm.check_signals()?,
            result => return Ok(Value::index(finished(vm, result)? as usize)),
        }
    }
}

/// `sigtimedwait(sigset, timeout)`
pub fn wait_for_a_time(vm: &mut Vm, _: &Value, values: &[Value]) -> PyResult {
    let timeout = seconds::timeout(vm, &values[1], "timeout must be non-negative")?;
    wait_for_information(vm, &values[0], Some(timeout))
}

/// Waits for a signal; None if none has come in that time.
pub fn wait_for_information(vm: &mut Vm, signals: &Value, timeout: Option<Duration>) -> PyResult {
    let set = from_python(vm, signals)?;
    let end = timeout.map(|timeout| Instant::now() + timeout);
    let mut left = timeout;
    let found = loop {
        match system::wait_for_information(&set, left) {
            Err(error) if error.kind() == ErrorKind::Interrupted => vm.check_signals()?,
            Err(error) if timeout.is_some() && error.raw_os_error() == Some(Errno::EAGAIN as i32) => {
                return Ok(Value::NONE);
            }
            result => break finished(vm, result)?,
        }
        left = end.map(|end| end.saturating_duration_since(Instant::now()));
    };
    let numbers = [
        i64::from(found.number),
        i64::from(found.code),
        i64::from(found.errno),
        i64::from(found.process),
        i64::from(found.user),
        i64::from(found.status),
        found.band,
    ];
    let values = numbers.map(|number| int::from_i64(vm, number)).to_vec();
    let class = STRUCT_SIGINFO.of(vm);
    Ok(struct_sequence::create(vm, &class, values))
}
