//! Methods of `time`.

use super::arguments::{Reader, wrong_type};
use super::clock::Precision;
use super::date_methods::{changed, format, iso_text, no_iso_text, strptime};
use super::time::{self, time};
use super::{arguments, pickle, strftime, timezone, zone};
use crate::object::{Slot, Str, Value};
use crate::text::iso_time::{self, TimeText};
use crate::types::class::{Arguments, NativeDef};
use crate::types::int;
use crate::vm::arguments::bind;
use crate::vm::signature::Signature;
use crate::vm::{PyResult, Vm};

/// The methods.
pub const METHODS: &[NativeDef] = &[
    NativeDef::parsed("strptime", 2, 2, |vm, class, values| strptime(vm, "_strptime_datetime_time", class, values))
        .class_method(),
    NativeDef::any("isoformat", iso_format),
    NativeDef::any("strftime", |vm, this, given| {
        let format = strftime::format_argument(vm, given)?;
        // A year that every system can show.
        let [hour, minute, second, _] = time(this).clock.fields();
        let fields = [1900, 1, 1, hour, minute, second, 0, 1, -1].map(|field| int::from_i64(vm, i64::from(field)));
        let moment = vm.new_tuple(fields.into()).into_value();
        strftime::strftime(vm, this, &format, &moment, &Value::NONE)
    }),
    NativeDef::parsed("__format__", 1, 1, format),
    NativeDef::none("utcoffset", |vm, this| {
        let zone = time(this).zone(vm);
        Ok(zone::shown(zone::ask(vm, &zone, zone::Method::Offset, &Value::NONE)?))
    }),
    NativeDef::none("tzname", |vm, this| {
        let zone = time(this).zone(vm);
        Ok(zone::shown(zone::name(vm, &zone, &Value::NONE)?))
    }),
    NativeDef::none("dst", |vm, this| {
        let zone = time(this).zone(vm);
        Ok(zone::shown(zone::ask(vm, &zone, zone::Method::Daylight, &Value::NONE)?))
    }),
    NativeDef::keywords("replace", REPLACED, replace),
    NativeDef::any("__replace__", |vm, this, given| {
        let bound = bind(vm, "replace", REPLACED, given)?;
        replace(vm, this, &bound)
    }),
    NativeDef::one("fromisoformat", from_iso_format).class_method(),
    NativeDef::parsed("__reduce_ex__", 1, 1, |vm, this, values| {
        let protocol = arguments::int(vm, &values[0])?;
        Ok(reduce(vm, this, protocol))
    }),
    NativeDef::none("__reduce__", |vm, this| Ok(reduce(vm, this, 2))),
];

const REPLACED: &str = "hour=unchanged, minute=unchanged, second=unchanged, microsecond=unchanged, \
                        tzinfo=unchanged, *, fold=unchanged";

fn replace(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let old = time(this).clone();
    let (mut clock, mut fold) = (old.clock.fields(), [i32::from(old.fold)]);
    changed(vm, &mut clock, bound)?;
    let zone = bound[4].clone().unwrap_or_else(|| zone::shown(old.zone(vm)));
    changed(vm, &mut fold, &bound[5..])?;
    let class = vm.class_of(this).to_value();
    time::of_class(vm, &class, clock, fold[0], &zone)
}

fn reduce(vm: &mut Vm, this: &Value, protocol: i32) -> Value {
    let time = time(this).clone();
    let mut state = time.clock.state();
    if protocol >= pickle::FOLD_PROTOCOL && time.fold != 0 {
        state[0] |= pickle::FOLD;
    }
    let zone = time.zone(vm);
    pickle::reduced(vm, this, &state, zone)
}

/// The precision of that name; ValueErrors "Unknown timespec value", "embedded null character".
pub fn precision(vm: &mut Vm, name: Option<&Value>, position: usize) -> PyResult<Precision> {
    let Some(name) = name else { return Ok(Precision::Auto) };
    let Some(text) = name.cast::<Str>() else {
        return Err(wrong_type(vm, "isoformat", position, "str", name));
    };
    if text.as_bytes().contains(&0) {
        return Err(vm.value_error("embedded null character"));
    }
    Precision::of_name(text.as_bytes()).ok_or_else(|| vm.value_error("Unknown timespec value"))
}

const ISO_FORMAT: Signature<'static> = Signature::new("timespec='auto'");

fn iso_format(vm: &mut Vm, this: &Value, given: Arguments<'_>) -> PyResult {
    let mut reader = Reader::new(vm, Some("isoformat"), &ISO_FORMAT, given)?;
    let name = reader.optional();
    let precision = precision(vm, name, 1)?;
    reader.finish(vm)?;
    let time = time(this).clone();
    let zone = time.zone(vm);
    let offset = zone::offset_text(vm, &zone, &Value::NONE, ":")?;
    Ok(vm.new_str(time.clock.iso_text(precision) + &offset).into_value())
}

/// The zone of an offset that a text had, or None. ValueError if it is a day or more.
pub fn zone_of_text(vm: &mut Vm, offset: Option<i64>) -> PyResult {
    match offset {
        Some(offset) => timezone::of_microseconds(vm, offset),
        None => Ok(Value::NONE),
    }
}

/// Whether the text says 24 o'clock, which is midnight of the next day: the clock says 0 then. ValueError "minute,
/// second, and microsecond must be 0 when hour is 24".
pub fn passes_midnight(vm: &mut Vm, time: &mut TimeText) -> PyResult<bool> {
    match time.clock {
        [24, 0, 0, 0] => {
            time.clock[0] = 0;
            Ok(true)
        }
        [24, ..] => Err(vm.value_error("minute, second, and microsecond must be 0 when hour is 24")),
        _ => Ok(false),
    }
}

fn from_iso_format(vm: &mut Vm, class: &Value, text: &Value) -> PyResult {
    let characters = iso_time::characters(iso_text(vm, text)?.as_bytes());
    let shown = characters.strip_prefix(b"T").unwrap_or(&characters);
    let Some(mut read) = iso_time::time(shown) else { return Err(no_iso_text(vm, text)) };
    passes_midnight(vm, &mut read)?;
    let zone = zone_of_text(vm, read.offset)?;
    time::of_class(vm, class, read.clock, 0, &zone)
}
