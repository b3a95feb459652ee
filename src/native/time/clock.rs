//! The clocks of the system.

use std::time::Duration;

use nix::errno::Errno;
use nix::time::{ClockId, ClockNanosleepFlags, clock_getres, clock_gettime, clock_nanosleep, clock_settime};

use super::{seconds, system_error};
use crate::native::set;
use crate::object::{Py, Str, Value};
use crate::protocol::number;
use crate::types::dict::Dict;
use crate::types::{float, int, namespace};
use crate::vm::system::timers;
use crate::vm::{PyResult, Vm};

/// The time of day.
pub const REALTIME: ClockId = ClockId::CLOCK_REALTIME;
/// A clock that nobody sets.
pub const MONOTONIC: ClockId = ClockId::CLOCK_MONOTONIC;
/// The time that processors spent on the process.
pub const PROCESS: ClockId = ClockId::CLOCK_PROCESS_CPUTIME_ID;
/// The time that processors spent on the thread.
pub const THREAD: ClockId = ClockId::CLOCK_THREAD_CPUTIME_ID;

/// What the clock shows. The four clocks are there on every system this program is for.
pub fn read(clock: ClockId) -> Duration {
    clock_gettime(clock).map(Duration::from).unwrap_or_default()
}

/// `time.time()` and its like.
pub fn seconds_of(vm: &mut Vm, clock: ClockId) -> Value {
    float::new(vm, read(clock).as_secs_f64())
}

/// `time.time_ns()` and its like.
pub fn nanoseconds(vm: &mut Vm, clock: ClockId) -> Value {
    int::from_i128(vm, read(clock).as_nanos() as i128)
}

/// The constants `CLOCK_…`.
pub fn add_numbers(vm: &mut Vm, namespace: &Py<Dict>) {
    let clocks = [
        ("CLOCK_REALTIME", REALTIME),
        ("CLOCK_MONOTONIC", MONOTONIC),
        #[cfg(target_os = "linux")]
        ("CLOCK_MONOTONIC_RAW", ClockId::CLOCK_MONOTONIC_RAW),
        ("CLOCK_PROCESS_CPUTIME_ID", PROCESS),
        ("CLOCK_THREAD_CPUTIME_ID", THREAD),
        #[cfg(target_os = "linux")]
        ("CLOCK_BOOTTIME", ClockId::CLOCK_BOOTTIME),
        #[cfg(target_os = "linux")]
        ("CLOCK_TAI", ClockId::CLOCK_TAI),
    ];
    for (name, clock) in clocks {
        let number = int::from_i64(vm, i64::from(clock.as_raw()));
        set(vm, namespace, name, number);
    }
}

/// `pthread_getcpuclockid(thread_id)`: the number of a thread's clock. There is one thread; of another number the system
/// would read memory that is nobody's, so that is an OSError.
pub fn of_thread(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let Some(number) = int::Number::of(&values[0]) else {
        let class = vm.class_name(&values[0]);
        return Err(vm.type_error(format!("pthread_getcpuclockid() argument 1 must be int, not {class}")));
    };
    if u64::try_from(number.to_big()) != Ok(crate::native::thread::identity()) {
        return Err(system_error(vm, Errno::ESRCH as i32));
    }
    match timers::clock_of_this_thread() {
        Ok(clock) => Ok(int::from_i64(vm, i64::from(clock))),
        Err(errno) => Err(system_error(vm, errno as i32)),
    }
}

fn identifier(vm: &mut Vm, value: &Value) -> PyResult<ClockId> {
    if !number::has_index(vm, value) {
        let class = vm.class_name(value);
        return Err(vm.type_error(format!("clk_id should be integer, not {class}")));
    }
    number::int_argument(vm, value).map(ClockId::from_raw)
}

/// What the clock of that number shows.
pub fn get(vm: &mut Vm, id: &Value) -> PyResult<Duration> {
    let clock = identifier(vm, id)?;
    clock_gettime(clock).map(Duration::from).map_err(|error| system_error(vm, error as i32))
}

/// `time.clock_getres(clk_id)`
pub fn resolution(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let clock = ClockId::from_raw(number::int_argument(vm, &values[0])?);
    match clock_getres(clock) {
        Ok(time) => Ok(float::new(vm, Duration::from(time).as_secs_f64())),
        Err(error) => Err(system_error(vm, error as i32)),
    }
}

/// `time.clock_settime(clk_id, time)`
pub fn set_seconds(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let seconds = number::as_f64(vm, &values[1])?;
    match Duration::try_from_secs_f64(seconds) {
        Ok(time) => set_clock(vm, &values[0], time),
        Err(_) => Err(system_error(vm, Errno::EINVAL as i32)),
    }
}

/// `time.clock_settime_ns(clk_id, time)`
pub fn set_nanoseconds(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let time = number::ssize_argument(vm, &values[1])?;
    match u64::try_from(time) {
        Ok(time) => set_clock(vm, &values[0], Duration::from_nanos(time)),
        Err(_) => Err(system_error(vm, Errno::EINVAL as i32)),
    }
}

fn set_clock(vm: &mut Vm, id: &Value, time: Duration) -> PyResult {
    let clock = ClockId::from_raw(number::int_argument(vm, id)?);
    clock_settime(clock, time.into()).map(|()| Value::NONE).map_err(|error| system_error(vm, error as i32))
}

/// `time.get_clock_info(name)`
pub fn info(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let name = &values[0];
    let Some(name) = name.cast::<Str>() else {
        let class = vm.class_name(name);
        return Err(vm.type_error(format!("get_clock_info() argument 1 must be str, not {class}")));
    };
    let (clock, shown) = match name.as_bytes() {
        b"time" => (REALTIME, "CLOCK_REALTIME"),
        b"monotonic" | b"perf_counter" => (MONOTONIC, "CLOCK_MONOTONIC"),
        b"process_time" => (PROCESS, "CLOCK_PROCESS_CPUTIME_ID"),
        b"thread_time" => (THREAD, "CLOCK_THREAD_CPUTIME_ID"),
        _ => return Err(vm.value_error("unknown clock")),
    };
    let resolution = clock_getres(clock).map(Duration::from).unwrap_or_default().as_secs_f64();
    let attributes = [
        ("implementation", vm.new_str(format!("clock_gettime({shown})")).into_value()),
        ("monotonic", Value::bool(clock != REALTIME)),
        ("adjustable", Value::bool(clock == REALTIME)),
        ("resolution", float::new(vm, resolution)),
    ];
    let attributes = attributes.map(|(name, value)| (vm.intern(name), value)).into();
    Ok(namespace::create(vm, attributes))
}

/// `time.sleep(seconds)`
pub fn sleep(vm: &mut Vm, _module: &Value, value: &Value) -> PyResult {
    let total = seconds::timeout(vm, value, "sleep length must be non-negative")?;
    let end = (read(MONOTONIC) + total).into();
    loop {
        match clock_nanosleep(MONOTONIC, ClockNanosleepFlags::TIMER_ABSTIME, &end) {
            Ok(_) => return Ok(Value::NONE),
            Err(Errno::EINTR) => vm.check_signals()?,
            Err(errno) => return Err(system_error(vm, errno as i32)),
        }
    }
}
