//! `time`. Local time is UTC.

use std::fmt::Write as _;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::{ModuleSpec, set};
use crate::native::NativeClass;
use crate::object::{ClassFlags, Py, Str, Tuple, Value};
use crate::protocol;
use crate::types::class::{Class, ClassSpec, GetSet, NativeDef};
use crate::types::dict::Dict;
use crate::types::struct_sequence::{self, class, field};
use crate::types::{float, int};
use crate::vm::{PyResult, Vm};

/// The declaration of `time`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "time",
    functions: &[
        NativeDef::positional("asctime", 0, 1, |vm, _, values| {
            let moment = moment_argument(vm, values.first())?;
            Ok(vm.new_str(moment.text()).into_value())
        }),
        NativeDef::positional("ctime", 0, 1, |vm, _, values| {
            let seconds = seconds_argument(vm, values.first())?;
            Ok(vm.new_str(Moment::of(seconds).text()).into_value())
        }),
        NativeDef::positional("gmtime", 0, 1, |vm, _, values| {
            let seconds = seconds_argument(vm, values.first())?;
            struct_time(vm, &Moment::of(seconds))
        }),
        NativeDef::positional("localtime", 0, 1, |vm, _, values| {
            let seconds = seconds_argument(vm, values.first())?;
            struct_time(vm, &Moment::of(seconds))
        }),
        NativeDef::one("mktime", |vm, _, moment| {
            let moment = moment_argument(vm, Some(moment))?;
            Ok(float::new(vm, moment.seconds() as f64))
        }),
        NativeDef::none("monotonic", |vm, _| Ok(float::new(vm, monotonic().as_secs_f64()))),
        NativeDef::none("monotonic_ns", |vm, _| nanoseconds(vm, monotonic())),
        NativeDef::none("perf_counter", |vm, _| Ok(float::new(vm, monotonic().as_secs_f64()))),
        NativeDef::none("perf_counter_ns", |vm, _| nanoseconds(vm, monotonic())),
        NativeDef::none("process_time", |vm, _| Ok(float::new(vm, processor().as_secs_f64()))),
        NativeDef::none("process_time_ns", |vm, _| nanoseconds(vm, processor())),
        NativeDef::none("thread_time", |vm, _| Ok(float::new(vm, processor().as_secs_f64()))),
        NativeDef::one("sleep", sleep),
        NativeDef::positional("strftime", 1, 2, strftime),
        NativeDef::none("time", |vm, _| Ok(float::new(vm, now().as_secs_f64()))),
        NativeDef::none("time_ns", |vm, _| nanoseconds(vm, now())),
    ],
    classes: &[&STRUCT_TIME],
    init: Some(init),
};

static STRUCT_TIME: NativeClass = NativeClass::derived(
    |types| &types.tuple,
    ClassSpec {
        flags: ClassFlags::HEAP_TYPE.union(ClassFlags::MUTABLE),
        ..class("time", "struct_time", STRUCT_TIME_FIELDS)
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
];

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    let zone = vm.new_str("UTC").into_value();
    let names = vm.new_tuple(vec![zone.clone(), zone]);
    set(vm, namespace, "tzname", names);
    for name in ["timezone", "altzone", "daylight"] {
        set(vm, namespace, name, Value::index(0));
    }
    Ok(())
}

fn now() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// Time since the clock was first asked for, and a little: nobody may rely on where it starts.
fn monotonic() -> Duration {
    thread_local! { static START: Instant = Instant::now(); }
    START.with(Instant::elapsed) + Duration::from_secs(1)
}

/// Processor time of the process, from the system's accounting in hundredths of a second; elapsed time elsewhere.
fn processor() -> Duration {
    let accounted = std::fs::read_to_string("/proc/self/schedstat").ok().and_then(|text| {
        let spent: u64 = text.split_whitespace().next()?.parse().ok()?;
        Some(Duration::from_nanos(spent))
    });
    accounted.unwrap_or_else(monotonic)
}

fn nanoseconds(vm: &mut Vm, duration: Duration) -> PyResult {
    Ok(int::from_i64(vm, duration.as_nanos() as i64))
}

fn sleep(vm: &mut Vm, _module: &Value, value: &Value) -> PyResult {
    let seconds = protocol::number::as_f64(vm, value)?;
    if seconds.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    if seconds < 0.0 {
        return Err(vm.value_error("sleep length must be non-negative"));
    }
    let Ok(total) = Duration::try_from_secs_f64(seconds) else {
        return Err(vm.overflow_error("timestamp too large to convert to C PyTime_t"));
    };
    let end = Instant::now() + total;
    // In pieces, so that Ctrl-C is noticed.
    loop {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(Value::NONE);
        }
        std::thread::sleep(left.min(Duration::from_millis(50)));
        if crate::vm::interrupt::is_requested() {
            vm.do_due_work()?;
        }
    }
}

/// A moment as calendar and clock show it.
struct Moment {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    /// Monday is 0.
    weekday: i64,
    /// January 1st is 1.
    year_day: i64,
}

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Days since 1970-01-01 of a date of the proleptic Gregorian calendar.
fn days_from_date(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March, so that the leap day comes last.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

impl Moment {
    fn of(seconds: i64) -> Moment {
        let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Moment {
            year,
            month,
            day,
            hour: rest / 3600,
            minute: rest / 60 % 60,
            second: rest % 60,
            weekday: (days + 3).rem_euclid(7),
            year_day: days - days_from_date(year, 1, 1) + 1,
        }
    }

    fn seconds(&self) -> i64 {
        days_from_date(self.year, self.month, self.day) * 86_400 + self.hour * 3600 + self.minute * 60 + self.second
    }

    fn day_name(&self) -> &'static str {
        DAYS[self.weekday.rem_euclid(7) as usize]
    }

    fn month_name(&self) -> &'static str {
        MONTHS[(self.month - 1).rem_euclid(12) as usize]
    }

    /// The form of `ctime`.
    fn text(&self) -> String {
        format!(
            "{} {} {:2} {:02}:{:02}:{:02} {}",
            &self.day_name()[..3],
            &self.month_name()[..3],
            self.day,
            self.hour,
            self.minute,
            self.second,
            self.year
        )
    }

    fn format(&self, text: &str) -> String {
        let mut out = String::new();
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            if letter != '%' {
                out.push(letter);
                continue;
            }
            match letters.next() {
                None => out.push('%'),
                Some(directive) => self.directive(directive, &mut out),
            }
        }
        out
    }

    fn directive(&self, directive: char, out: &mut String) {
        let hour12 = match self.hour % 12 {
            0 => 12,
            hour => hour,
        };
        // Writing to a String cannot fail.
        let _ = match directive {
            'Y' => write!(out, "{}", self.year),
            'y' => write!(out, "{:02}", self.year.rem_euclid(100)),
            'm' => write!(out, "{:02}", self.month),
            'd' => write!(out, "{:02}", self.day),
            'e' => write!(out, "{:2}", self.day),
            'H' => write!(out, "{:02}", self.hour),
            'I' => write!(out, "{hour12:02}"),
            'M' => write!(out, "{:02}", self.minute),
            'S' => write!(out, "{:02}", self.second),
            'p' => write!(out, "{}", if self.hour < 12 { "AM" } else { "PM" }),
            'a' => write!(out, "{}", &self.day_name()[..3]),
            'A' => write!(out, "{}", self.day_name()),
            'b' | 'h' => write!(out, "{}", &self.month_name()[..3]),
            'B' => write!(out, "{}", self.month_name()),
            'j' => write!(out, "{:03}", self.year_day),
            'w' => write!(out, "{}", (self.weekday + 1) % 7),
            'u' => write!(out, "{}", self.weekday + 1),
            'U' => write!(out, "{:02}", (self.year_day + 6 - (self.weekday + 1) % 7) / 7),
            'W' => write!(out, "{:02}", (self.year_day + 6 - self.weekday) / 7),
            'c' => write!(out, "{}", self.text()),
            'D' | 'x' => write!(out, "{:02}/{:02}/{:02}", self.month, self.day, self.year.rem_euclid(100)),
            'F' => write!(out, "{}-{:02}-{:02}", self.year, self.month, self.day),
            'T' | 'X' => write!(out, "{:02}:{:02}:{:02}", self.hour, self.minute, self.second),
            'R' => write!(out, "{:02}:{:02}", self.hour, self.minute),
            'Z' => write!(out, "UTC"),
            'z' => write!(out, "+0000"),
            's' => write!(out, "{}", self.seconds()),
            'n' => writeln!(out),
            't' => write!(out, "\t"),
            '%' => write!(out, "%"),
            other => write!(out, "%{other}"),
        };
    }
}

fn seconds_argument(vm: &mut Vm, value: Option<&Value>) -> PyResult<i64> {
    match value {
        None => Ok(now().as_secs() as i64),
        Some(value) if value.is_none() => Ok(now().as_secs() as i64),
        Some(value) => {
            let seconds = protocol::number::as_f64(vm, value)?.floor();
            if seconds.abs() < 6.7e16 {
                Ok(seconds as i64)
            } else {
                Err(vm.overflow_error("timestamp out of range for platform time_t"))
            }
        }
    }
}

fn moment_argument(vm: &mut Vm, value: Option<&Value>) -> PyResult<Moment> {
    let Some(value) = value.filter(|value| !value.is_none()) else { return Ok(Moment::of(now().as_secs() as i64)) };
    let Some(tuple) = value.cast::<Tuple>() else {
        return Err(vm.type_error("Tuple or struct_time argument required"));
    };
    let numbers: Vec<i64> =
        tuple.items().iter().filter_map(|item| int::Number::of(item).and_then(int::Number::to_i64)).collect();
    let [year, month, day, hour, minute, second, weekday, year_day, _] = numbers[..] else {
        return Err(vm.type_error("time tuple must have exactly 9 int elements"));
    };
    if !(0..=12).contains(&month) {
        return Err(vm.value_error("month out of range"));
    }
    let month = month.max(1);
    Ok(Moment { year, month, day: day.max(1), hour, minute, second, weekday, year_day: year_day.max(1) })
}

fn struct_time_class(vm: &mut Vm) -> PyResult<Py<Class>> {
    let (module, name) = (vm.intern("time"), vm.intern("struct_time"));
    let module = crate::import::load(vm, &module)?;
    let class = protocol::attribute::get(vm, &module, &name)?;
    match class.cast::<Class>() {
        Some(class) => Ok(class.clone()),
        None => Err(vm.type_error("time.struct_time is not a class")),
    }
}

fn struct_time(vm: &mut Vm, moment: &Moment) -> PyResult {
    let class = struct_time_class(vm)?;
    let numbers = [
        moment.year,
        moment.month,
        moment.day,
        moment.hour,
        moment.minute,
        moment.second,
        moment.weekday,
        moment.year_day,
        0,
    ];
    let items = numbers.iter().map(|number| int::from_i64(vm, *number)).collect();
    Ok(struct_sequence::create(vm, &class, items))
}

fn strftime(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let Some(format) = values[0].cast::<Str>() else {
        let class = vm.class_name(&values[0]);
        return Err(vm.type_error(format!("strftime() argument 1 must be str, not {class}")));
    };
    let format = format.to_string_lossy().into_owned();
    let moment = moment_argument(vm, values.get(1))?;
    Ok(vm.new_str(moment.format(&format)).into_value())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_and_seconds_agree() {
        for seconds in [0, 951_782_400, 951_868_799, 1_700_000_000, -1, -62_135_596_800, 253_402_300_799] {
            assert_eq!(Moment::of(seconds).seconds(), seconds);
        }
        assert_eq!(Moment::of(0).text(), "Thu Jan  1 00:00:00 1970");
        assert_eq!(Moment::of(951_782_400).format("%Y-%m-%d %j %U %W"), "2000-02-29 060 09 09");
    }
}
