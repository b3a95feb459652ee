//! Methods of `date`.

use super::arguments::Reader;
use super::clock::Clock;
use super::{arguments, date, fields, iso_calendar, pickle, strftime};
use crate::native::{attribute_of_module, time};
use crate::object::{Slot, Str, Value};
use crate::protocol::{self, number};
use crate::text::calendar::{self, NoIsoDay};
use crate::text::iso_time;
use crate::types::class::{Arguments, NativeDef};
use crate::types::{bytes, int};
use crate::vm::arguments::bind;
use crate::vm::signature::Signature;
use crate::vm::{PyResult, Raised, Vm};

/// The methods.
pub const METHODS: &[NativeDef] = &[
    NativeDef::one("fromtimestamp", from_timestamp).class_method(),
    NativeDef::parsed("fromordinal", 1, 1, from_ordinal).class_method(),
    NativeDef::one("fromisoformat", from_iso_format).class_method(),
    NativeDef::any("fromisocalendar", from_iso_calendar).class_method(),
    NativeDef::parsed("strptime", 2, 2, |vm, class, values| strptime(vm, "_strptime_datetime_date", class, values))
        .class_method(),
    NativeDef::none("today", |vm, class| {
        let time = attribute_of_module(vm, "time", "time")?;
        let now = protocol::call(vm, &time, &[])?;
        let name = vm.intern("fromtimestamp");
        protocol::call_method(vm, class, &name, &[now])
    })
    .class_method(),
    NativeDef::none("ctime", |vm, this| Ok(vm.new_str(date::day(this).long_text("00:00:00")).into_value())),
    NativeDef::any("strftime", |vm, this, given| {
        let format = strftime::format_argument(vm, given)?;
        // Of the class that it is: a datetime has more to tell.
        let name = vm.intern("timetuple");
        let moment = protocol::call_method(vm, this, &name, &[])?;
        strftime::strftime(vm, this, &format, &moment, this)
    }),
    NativeDef::parsed("__format__", 1, 1, format),
    NativeDef::none("timetuple", |vm, this| strftime::struct_time(vm, date::day(this), Clock::MIDNIGHT, -1)),
    NativeDef::none("isocalendar", |vm, this| {
        let day = date::day(this);
        let fields = calendar::iso_week(i64::from(day.year), day.ordinal());
        Ok(iso_calendar::make(vm, fields))
    }),
    NativeDef::none("isoformat", |vm, this| Ok(vm.new_str(date::day(this).iso_text()).into_value())),
    NativeDef::none("isoweekday", |vm, this| Ok(int::from_i64(vm, date::day(this).weekday() + 1))),
    NativeDef::none("toordinal", |vm, this| Ok(int::from_i64(vm, date::day(this).ordinal()))),
    NativeDef::none("weekday", |vm, this| Ok(int::from_i64(vm, date::day(this).weekday()))),
    NativeDef::keywords("replace", REPLACED, replace),
    NativeDef::any("__replace__", |vm, this, given| {
        let bound = bind(vm, "replace", REPLACED, given)?;
        replace(vm, this, &bound)
    }),
    NativeDef::none("__reduce__", |vm, this| {
        let state = bytes::new(vm, date::day(this).state());
        let arguments = vm.new_tuple(vec![state]).into_value();
        Ok(pickle::with_class(vm, this, arguments))
    }),
];

const REPLACED: &str = "year=unchanged, month=unchanged, day=unchanged";

fn replace(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let mut numbers = date::day(this).fields();
    changed(vm, &mut numbers, bound)?;
    let class = vm.class_of(this).to_value();
    date::of_class(vm, &class, numbers)
}

/// Takes over the numbers that are given.
pub fn changed(vm: &mut Vm, numbers: &mut [i32], bound: &[Slot]) -> PyResult<()> {
    for (number, given) in numbers.iter_mut().zip(bound) {
        if let Some(given) = given {
            *number = number::int_argument(vm, given)?;
        }
    }
    Ok(())
}

fn from_timestamp(vm: &mut Vm, class: &Value, timestamp: &Value) -> PyResult {
    let seconds = time::seconds_argument(vm, timestamp)?;
    let shown = time::local(vm, seconds)?;
    date::of_class(vm, class, [shown.year as i32, shown.month as i32, shown.day as i32])
}

fn from_ordinal(vm: &mut Vm, class: &Value, values: &[Value]) -> PyResult {
    let ordinal = arguments::int(vm, &values[0])?;
    if ordinal < 1 {
        return Err(vm.value_error("ordinal must be >= 1"));
    }
    date::of_class(vm, class, calendar::date(i64::from(ordinal)).map(|field| field as i32))
}

/// The text that a `fromisoformat` is given.
pub fn iso_text<'a>(vm: &mut Vm, text: &'a Value) -> PyResult<&'a Str> {
    match text.cast::<Str>() {
        Some(text) => Ok(text),
        None => Err(vm.type_error("fromisoformat: argument must be str")),
    }
}

/// ValueError "Invalid isoformat string: 'x'".
#[cold]
pub fn no_iso_text(vm: &mut Vm, text: &Value) -> Raised {
    match protocol::repr(vm, text) {
        Ok(shown) => {
            let text = [b"Invalid isoformat string: ", shown.as_bytes()].concat();
            let text = vm.new_str_bytes(&text).into_value();
            vm.raise_with(|types| &types.value_error, vec![text])
        }
        Err(raised) => raised,
    }
}

fn from_iso_format(vm: &mut Vm, class: &Value, text: &Value) -> PyResult {
    let read = iso_text(vm, text)?;
    // CPython counts bytes of UTF-8, which a surrogate has none of.
    match read.as_str().and_then(|read| iso_time::date(read.as_bytes())) {
        Some(fields) => date::of_class(vm, class, fields),
        None => Err(no_iso_text(vm, text)),
    }
}

const ISO_CALENDAR: Signature<'static> = Signature::new("year, week, day");

fn from_iso_calendar(vm: &mut Vm, class: &Value, given: Arguments<'_>) -> PyResult {
    let mut reader = Reader::new(vm, Some("fromisocalendar"), &ISO_CALENDAR, given)?;
    let mut numbers = [0; 3];
    for number in &mut numbers {
        let read = reader.int(vm);
        *number = match vm.catch(read, |types| &types.overflow_error)? {
            Some(read) => read,
            None => return Err(vm.value_error("ISO calendar component out of range")),
        };
    }
    reader.finish(vm)?;
    let [year, week, day] = numbers;
    match calendar::of_iso_week(year, week, day) {
        Ok(ordinal) => date::of_class(vm, class, calendar::date(ordinal).map(|field| field as i32)),
        Err(NoIsoDay::Year) => Err(fields::bad_year(vm, i64::from(year))),
        Err(NoIsoDay::Week) => Err(vm.value_error(format!("Invalid week: {week}"))),
        Err(NoIsoDay::Weekday) => Err(vm.value_error(format!("Invalid weekday: {day} (range is [1, 7])"))),
    }
}

/// What the library's `_strptime` makes of a text and a format.
pub fn strptime(vm: &mut Vm, function: &str, class: &Value, values: &[Value]) -> PyResult {
    for (value, position) in values.iter().zip(1..) {
        if !value.has::<Str>() {
            return Err(arguments::wrong_type(vm, "strptime", position, "str", value));
        }
    }
    let function = attribute_of_module(vm, "_strptime", function)?;
    let arguments: Vec<Value> = std::iter::once(class).chain(values).cloned().collect();
    protocol::call(vm, &function, &arguments)
}

/// `__format__`: `str(self)` for no format, else `self.strftime(format)`.
pub fn format(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    match values[0].cast::<Str>() {
        None => Err(arguments::wrong_type(vm, "__format__", 1, "str", &values[0])),
        Some(format) if format.is_empty() => Ok(protocol::str(vm, this)?.into_value()),
        Some(_) => {
            let name = vm.intern("strftime");
            protocol::call_method(vm, this, &name, values)
        }
    }
}
