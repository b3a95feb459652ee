//! Timers that send a signal when they ring.

use crate::native::posix::arguments::failed_as;
use crate::native::time::seconds;
use crate::native::{exception_of, new_exception, set};
use crate::object::{Py, Value};
use crate::protocol::number;
use crate::types::dict::Dict;
use crate::types::float;
use crate::vm::signals::system::{self, Timer};
use crate::vm::{PyResult, Raised, Vm};

const MICROS: i64 = 1_000_000;

/// Puts `ItimerError` into the module.
pub fn add_error(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    let base = vm.types.os_error.clone();
    let class = new_exception(vm, "signal", "ItimerError", &base)?;
    set(vm, namespace, "ItimerError", class.into_value());
    Ok(())
}

fn error(vm: &mut Vm, error: &std::io::Error) -> Raised {
    let class = exception_of(vm, "_signal", "ItimerError").unwrap_or_else(|| vm.types.os_error.clone());
    failed_as(vm, &class, error.raw_os_error().unwrap_or_default())
}

/// Seconds and microseconds, never too few.
fn time(vm: &mut Vm, value: &Value) -> PyResult<(i64, i64)> {
    let nanos = seconds::nanoseconds(vm, value)?;
    let micros = num_integer::Integer::div_ceil(&nanos, &1000);
    Ok((micros.div_euclid(MICROS), micros.rem_euclid(MICROS)))
}

fn shown(vm: &mut Vm, timer: Timer) -> Value {
    let times = [timer.delay, timer.interval]
        .map(|(seconds, micros)| float::new(vm, seconds as f64 + micros as f64 / MICROS as f64));
    vm.new_tuple(times.to_vec()).into_value()
}

/// `setitimer(which, seconds, interval=0.0)`: what it was.
pub fn set_timer(vm: &mut Vm, _: &Value, values: &[Value]) -> PyResult {
    let which = number::int_argument(vm, &values[0])?;
    let delay = time(vm, &values[1])?;
    let interval = match values.get(2) {
        Some(interval) => time(vm, interval)?,
        None => (0, 0),
    };
    let old = system::set_timer(which, Timer { delay, interval }).map_err(|found| error(vm, &found))?;
    Ok(shown(vm, old))
}

/// `getitimer(which)`
pub fn get_timer(vm: &mut Vm, _: &Value, which: &Value) -> PyResult {
    let which = number::int_argument(vm, which)?;
    let timer = system::timer(which).map_err(|found| error(vm, &found))?;
    Ok(shown(vm, timer))
}
