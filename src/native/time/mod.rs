//! `time`: the clocks of the system, and local time in the zone that `TZ` names.

mod clock;
mod format;
mod moment;
pub mod seconds;
mod zone;

use std::time::Duration;

use super::{ModuleSpec, set};
use crate::native::NativeClass;
use crate::object::{ClassFlags, Py, Str, Tuple, Value};
use crate::protocol::{self, number};
use crate::text::room::Room;
use crate::types::class::{Class, ClassSpec, GetSet, NativeDef};
use crate::types::dict::Dict;
use crate::types::struct_sequence::{self, class, field, with_hidden};
use crate::types::{exception, float, int};
use crate::vm::{PyResult, Raised, Vm};
pub use moment::Moment;

/// The declaration of `time`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "time",
    functions: &[
        NativeDef::none("time", |vm, _| Ok(clock::seconds_of(vm, clock::REALTIME))),
        NativeDef::none("time_ns", |vm, _| Ok(clock::nanoseconds(vm, clock::REALTIME))),
        NativeDef::one("clock_gettime", |vm, _, id| {
            let time = clock::get(vm, id)?;
            Ok(float::new(vm, time.as_secs_f64()))
        }),
        NativeDef::one("clock_gettime_ns", |vm, _, id| {
            let time = clock::get(vm, id)?;
            Ok(int::from_i128(vm, time.as_nanos() as i128))
        }),
        NativeDef::parsed("clock_settime", 2, 2, clock::set_seconds),
        NativeDef::parsed("clock_settime_ns", 2, 2, clock::set_nanoseconds),
        NativeDef::parsed("clock_getres", 1, 1, clock::resolution),
        NativeDef::parsed("pthread_getcpuclockid", 1, 1, clock::of_thread),
        NativeDef::one("sleep", clock::sleep),
        NativeDef::parsed("gmtime", 0, 1, |vm, _, values| {
            let seconds = optional_seconds(vm, values.first())?;
            let moment = in_greenwich(vm, seconds)?;
            struct_time(vm, &moment)
        }),
        NativeDef::parsed("localtime", 0, 1, |vm, _, values| {
            let seconds = optional_seconds(vm, values.first())?;
            let moment = local(vm, seconds)?;
            struct_time(vm, &moment)
        }),
        NativeDef::positional("asctime", 0, 1, |vm, _, values| {
            let moment = moment_argument(vm, "asctime", values.first())?;
            Ok(vm.new_str(moment.text()).into_value())
        }),
        NativeDef::parsed("ctime", 0, 1, |vm, _, values| {
            let seconds = optional_seconds(vm, values.first())?;
            let moment = local(vm, seconds)?;
            Ok(vm.new_str(moment.text()).into_value())
        }),
        NativeDef::one("mktime", |vm, _, value| {
            let moment = fields(vm, "mktime", value)?;
            let seconds = zone::of(vm).seconds(&moment);
            Ok(float::new(vm, seconds as f64))
        }),
        NativeDef::parsed("strftime", 1, 2, strftime),
        NativeDef::parsed("strptime", 0, usize::MAX, strptime),
        NativeDef::none("tzset", |vm, _| {
            zone::read(vm);
            let module = vm.intern("time");
            let module = crate::import::load(vm, &module)?;
            match crate::types::module::namespace_of(&vm.heap, &module) {
                Some(namespace) => zone::describe(vm, &namespace),
                None => Ok(()),
            }
            .map(|()| Value::NONE)
        }),
        NativeDef::none("monotonic", |vm, _| Ok(clock::seconds_of(vm, clock::MONOTONIC))),
        NativeDef::none("monotonic_ns", |vm, _| Ok(clock::nanoseconds(vm, clock::MONOTONIC))),
        NativeDef::none("process_time", |vm, _| Ok(clock::seconds_of(vm, clock::PROCESS))),
        NativeDef::none("process_time_ns", |vm, _| Ok(clock::nanoseconds(vm, clock::PROCESS))),
        NativeDef::none("thread_time", |vm, _| Ok(clock::seconds_of(vm, clock::THREAD))),
        NativeDef::none("thread_time_ns", |vm, _| Ok(clock::nanoseconds(vm, clock::THREAD))),
        NativeDef::none("perf_counter", |vm, _| Ok(clock::seconds_of(vm, clock::MONOTONIC))),
        NativeDef::none("perf_counter_ns", |vm, _| Ok(clock::nanoseconds(vm, clock::MONOTONIC))),
        NativeDef::parsed("get_clock_info", 1, 1, clock::info),
    ],
    classes: &[&STRUCT_TIME],
    init: Some(init),
};

static STRUCT_TIME: NativeClass = NativeClass::derived(
    |types| &types.tuple,
    ClassSpec {
        flags: ClassFlags::HEAP_TYPE.union(ClassFlags::MUTABLE),
        ..with_hidden(class("time", "struct_time", STRUCT_TIME_FIELDS), 2)
    },
);

const STRUCT_TIME_FIELDS: &[GetSet] = &[
    field::<0>("tm_year"),
    field::<1>("tm_mon"),
    field::<2>("tm_mday"),
    field::<3>("tm_hour"),
    field::<4>("tm_min"),
    field::<5>("tm_sec"),
    field::<6>("tm_wday"),
    field::<7>("tm_yday"),
    field::<8>("tm_isdst"),
    field::<9>("tm_zone"),
    field::<10>("tm_gmtoff"),
];

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    clock::add_numbers(vm, namespace);
    set(vm, namespace, "_STRUCT_TM_ITEMS", Value::index(STRUCT_TIME_FIELDS.len()));
    zone::read(vm);
    zone::describe(vm, namespace)
}

fn optional_seconds(vm: &mut Vm, value: Option<&Value>) -> PyResult<i64> {
    match value.filter(|value| !value.is_none()) {
        Some(value) => seconds_argument(vm, value),
        None => Ok(now().as_secs() as i64),
    }
}

/// Whole seconds, rounded down; OverflowError "timestamp out of range for platform time_t".
pub fn seconds_argument(vm: &mut Vm, value: &Value) -> PyResult<i64> {
    let number = match float::value_of(value) {
        Some(number) if number.is_nan() => return Err(vm.value_error("Invalid value NaN (not a number)")),
        // What an i64 holds, but for its last power of two.
        Some(number) => (number.abs() < 9.3e18 / 1.01).then_some(number.floor() as i64),
        None => {
            let number = number::index(vm, value)?;
            int::number(&number).to_i64()
        }
    };
    number.ok_or_else(|| vm.overflow_error("timestamp out of range for platform time_t"))
}

/// The moment, if its year fits the system's.
fn checked(vm: &mut Vm, moment: Moment) -> PyResult<Moment> {
    const TOO_LARGE: i32 = nix::errno::Errno::EOVERFLOW as i32;
    if i32::try_from(moment.year - 1900).is_ok() {
        return Ok(moment);
    }
    Err(system_error(vm, TOO_LARGE))
}

/// OSError of that number.
fn system_error(vm: &mut Vm, errno: i32) -> Raised {
    let error = exception::from_io_error(vm, &std::io::Error::from_raw_os_error(errno), None);
    vm.raise(error)
}

/// The time since the beginning of 1970.
pub fn now() -> Duration {
    clock::read(clock::REALTIME)
}

/// Reads the time zone of the system, unless that has been done.
pub fn prepare(vm: &mut Vm) {
    if vm.states.get::<zone::Zone>().is_none() {
        zone::read(vm);
    }
}

/// What a clock in Greenwich shows; OSError for a year that the system's numbers do not hold.
pub fn in_greenwich(vm: &mut Vm, seconds: i64) -> PyResult<Moment> {
    checked(vm, Moment::of(seconds))
}

/// What a local clock shows; OSError for a year that the system's numbers do not hold.
pub fn local(vm: &mut Vm, seconds: i64) -> PyResult<Moment> {
    let moment = zone::of(vm).moment(seconds);
    checked(vm, moment)
}

/// The nine numbers of a tuple, and the zone of a `struct_time`, as they are.
fn fields(vm: &mut Vm, function: &str, value: &Value) -> PyResult<Moment> {
    let Some(tuple) = value.cast::<Tuple>() else {
        return Err(vm.type_error("Tuple or struct_time argument required"));
    };
    let items = tuple.items();
    if items.len() != 9 {
        return Err(vm.type_error(format!("{function}(): illegal time tuple argument")));
    }
    let mut numbers = [0; 9];
    for (number, item) in numbers.iter_mut().zip(items) {
        let Some(word) = number::index_word(vm, item)? else {
            return Err(vm.overflow_error("Python int too large to convert to C long"));
        };
        let Ok(word) = i32::try_from(word) else {
            let bound = if word < 0 { "less than minimum" } else { "greater than maximum" };
            return Err(vm.overflow_error(format!("signed integer is {bound}")));
        };
        *number = i64::from(word);
    }
    // A year is counted from 1900 in a C int.
    if numbers[0] < i64::from(i32::MIN) + 1900 {
        return Err(vm.overflow_error("year out of range"));
    }
    let [year, month, day, hour, minute, second, weekday, year_day, daylight] = numbers;
    let hidden = &tuple.all()[9..];
    let offset = hidden.get(1).and_then(int::Number::of).and_then(int::Number::to_i64);
    let zone = hidden.first().and_then(|zone| zone.cast::<Str>()).map(|zone| zone.to_string_lossy().into_owned());
    let weekday = (weekday + 1) % 7;
    Ok(Moment { year, month, day, hour, minute, second, weekday, year_day, daylight, zone, offset })
}

/// The moment of an optional argument, with the errors of fields that are out of range; now if there is none.
fn moment_argument(vm: &mut Vm, function: &str, value: Option<&Value>) -> PyResult<Moment> {
    let Some(value) = value else { return local(vm, now().as_secs() as i64) };
    let mut moment = fields(vm, function, value)?;
    // Zero stands for the first.
    for field in [&mut moment.month, &mut moment.day, &mut moment.year_day] {
        if *field == 0 {
            *field = 1;
        }
    }
    let ranges = [
        (moment.month, 1..=12, "month"),
        (moment.day, 1..=31, "day of month"),
        (moment.hour, 0..=23, "hour"),
        (moment.minute, 0..=59, "minute"),
        (moment.second, 0..=61, "seconds"),
        (moment.weekday, 0..=6, "day of week"),
        (moment.year_day, 1..=366, "day of year"),
    ];
    match ranges.into_iter().find(|(number, range, _)| !range.contains(number)) {
        None => Ok(moment),
        Some((.., what)) => Err(vm.value_error(format!("{what} out of range"))),
    }
}

fn struct_time(vm: &mut Vm, moment: &Moment) -> PyResult {
    let class: Py<Class> = STRUCT_TIME.of(vm);
    let numbers = [
        moment.year,
        moment.month,
        moment.day,
        moment.hour,
        moment.minute,
        moment.second,
        (moment.weekday + 6) % 7,
        moment.year_day,
        moment.daylight,
    ];
    let mut items: Vec<Value> = numbers.iter().map(|number| int::from_i64(vm, *number)).collect();
    items.push(vm.new_str(moment.zone.as_deref().unwrap_or("GMT")).into_value());
    items.push(int::from_i64(vm, moment.offset.unwrap_or_default()));
    Ok(struct_sequence::create(vm, &class, items))
}

/// `time.strptime(string[, format])`: what the library's `_strptime` makes of the arguments.
fn strptime(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let (module, function) = (vm.intern("_strptime"), vm.intern("_strptime_time"));
    let module = crate::import::load(vm, &module)?;
    protocol::call_method(vm, &module, &function, values)
}

fn strftime(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let Some(format) = values[0].cast::<Str>() else {
        let class = vm.class_name(&values[0]);
        return Err(vm.type_error(format!("strftime() argument 1 must be str, not {class}")));
    };
    let format = format.as_bytes().to_vec();
    let mut moment = moment_argument(vm, "strftime", values.get(1))?;
    if moment.zone.is_none() && moment.daylight >= 0 {
        moment.zone = Some(zone::of(vm).names()[usize::from(moment.daylight != 0)].clone());
    }
    let seconds = zone::of(vm).seconds(&moment);
    let mut text = Vec::with_capacity(format.len());
    for chunk in format.utf8_chunks() {
        text.put_all(format::format(&moment, seconds, chunk.valid()).as_bytes());
        // Lone surrogates stay.
        text.put_all(chunk.invalid());
    }
    Ok(vm.new_str_bytes(&text).into_value())
}
