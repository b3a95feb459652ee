//! Methods of `datetime`.

use super::arguments::{self, Reader, wrong_type};
use super::clock::Precision;
use super::date_methods::{changed, iso_text, no_iso_text, strptime};
use super::moment::{self, moment};
use super::time_methods::{passes_midnight, precision, zone_of_text};
use super::{date, local, pickle, strftime, time, zone};
use crate::object::{Slot, Str, Value};
use crate::text::room::Room;
use crate::text::{calendar, iso_time, wtf8};
use crate::types::class::{Arguments, NativeDef};
use crate::vm::arguments::bind;
use crate::vm::signature::Signature;
use crate::vm::{PyResult, Vm};

/// The methods.
pub const METHODS: &[NativeDef] = &[
    NativeDef::keywords("now", "tz=None", local::now).class_method(),
    NativeDef::none("utcnow", local::utc_now).class_method(),
    NativeDef::any("fromtimestamp", local::from_timestamp).class_method(),
    NativeDef::parsed("utcfromtimestamp", 0, usize::MAX, local::utc_from_timestamp).class_method(),
    NativeDef::parsed("strptime", 2, 2, |vm, class, values| strptime(vm, "_strptime_datetime_datetime", class, values))
        .class_method(),
    NativeDef::any("combine", combine).class_method(),
    NativeDef::one("fromisoformat", from_iso_format).class_method(),
    NativeDef::none("date", |vm, this| Ok(date::make(vm, moment(this).day))),
    NativeDef::none("time", |vm, this| {
        let moment = moment(this);
        Ok(time::make(vm, moment.clock, moment.fold, None))
    }),
    NativeDef::none("timetz", |vm, this| {
        let (moment, zone) = (moment(this), moment(this).zone(vm));
        Ok(time::make(vm, moment.clock, moment.fold, zone))
    }),
    NativeDef::none("ctime", |vm, this| {
        let moment = moment(this);
        let clock = moment.clock.iso_text(Precision::Seconds);
        Ok(vm.new_str(moment.day.long_text(&clock)).into_value())
    }),
    NativeDef::none("timetuple", |vm, this| {
        let daylight = moment::ask(vm, this, zone::Method::Daylight)?;
        let daylight = daylight.map_or(-1, |daylight| i64::from(!daylight.is_zero()));
        strftime::struct_time(vm, moment(this).day, moment(this).clock, daylight)
    }),
    NativeDef::none("timestamp", local::timestamp),
    NativeDef::none("utctimetuple", |vm, this| {
        let in_greenwich = match moment::ask(vm, this, zone::Method::Offset)? {
            Some(offset) => moment::earlier(vm, this, offset)?,
            None => this.clone(),
        };
        let (day, clock) = match moment::of(&in_greenwich) {
            Some(moment) => (moment.day, moment.clock),
            None => {
                let class = vm.class_name(&in_greenwich);
                return Err(vm.type_error(format!("a datetime is needed, not {class}")));
            }
        };
        strftime::struct_time(vm, day, clock, 0)
    }),
    NativeDef::any("isoformat", iso_format),
    NativeDef::none("utcoffset", |vm, this| {
        let zone = moment(this).zone(vm);
        Ok(zone::shown(zone::ask(vm, &zone, zone::Method::Offset, this)?))
    }),
    NativeDef::none("tzname", |vm, this| {
        let zone = moment(this).zone(vm);
        Ok(zone::shown(zone::name(vm, &zone, this)?))
    }),
    NativeDef::none("dst", |vm, this| {
        let zone = moment(this).zone(vm);
        Ok(zone::shown(zone::ask(vm, &zone, zone::Method::Daylight, this)?))
    }),
    NativeDef::keywords("replace", REPLACED, replace),
    NativeDef::any("__replace__", |vm, this, given| {
        let bound = bind(vm, "replace", REPLACED, given)?;
        replace(vm, this, &bound)
    }),
    NativeDef::any("astimezone", local::as_time_zone),
    NativeDef::parsed("__reduce_ex__", 1, 1, |vm, this, values| {
        let protocol = arguments::int(vm, &values[0])?;
        Ok(reduce(vm, this, protocol))
    }),
    NativeDef::none("__reduce__", |vm, this| Ok(reduce(vm, this, 2))),
];

const REPLACED: &str = "year=unchanged, month=unchanged, day=unchanged, hour=unchanged, minute=unchanged, \
                        second=unchanged, microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged";

fn replace(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let old = moment(this).clone();
    let (mut day, mut clock, mut fold) = (old.day.fields(), old.clock.fields(), [i32::from(old.fold)]);
    changed(vm, &mut day, bound)?;
    changed(vm, &mut clock, &bound[3..])?;
    let zone = bound[7].clone().unwrap_or_else(|| zone::shown(old.zone(vm)));
    changed(vm, &mut fold, &bound[8..])?;
    let class = vm.class_of(this).to_value();
    moment::of_class(vm, &class, day, clock, fold[0], &zone)
}

fn reduce(vm: &mut Vm, this: &Value, protocol: i32) -> Value {
    let moment = moment(this).clone();
    let mut state = [&moment.day.state()[..], &moment.clock.state()].concat();
    if protocol >= pickle::FOLD_PROTOCOL && moment.fold != 0 {
        state[2] |= pickle::FOLD;
    }
    let zone = moment.zone(vm);
    pickle::reduced(vm, this, &state, zone)
}

const COMBINE: Signature<'static> = Signature::new("date, time, tzinfo=None");

fn combine(vm: &mut Vm, class: &Value, given: Arguments<'_>) -> PyResult {
    let mut reader = Reader::new(vm, Some("combine"), &COMBINE, given)?;
    let day = reader.required(vm)?;
    let Some(day) = date::of(day) else { return Err(wrong_type(vm, "combine", 1, "datetime.date", day)) };
    let shown = reader.required(vm)?;
    let Some(shown) = time::of(shown) else { return Err(wrong_type(vm, "combine", 2, "datetime.time", shown)) };
    let zone = reader.optional().cloned().unwrap_or_else(|| zone::shown(shown.zone(vm)));
    reader.finish(vm)?;
    moment::of_class(vm, class, day.fields(), shown.clock.fields(), i32::from(shown.fold), &zone)
}

const ISO_FORMAT: Signature<'static> = Signature::new("sep='T', timespec='auto'");

fn iso_format(vm: &mut Vm, this: &Value, given: Arguments<'_>) -> PyResult {
    let mut reader = Reader::new(vm, Some("isoformat"), &ISO_FORMAT, given)?;
    let separator = match reader.optional() {
        None => u32::from(b'T'),
        Some(separator) => character(vm, separator)?,
    };
    let name = reader.optional();
    let precision = precision(vm, name, 2)?;
    reader.finish(vm)?;
    let moment = moment(this).clone();
    let mut text = moment.day.iso_text().into_bytes();
    text.put_all(wtf8::encode(separator, &mut [0; 4]));
    text.put_all(moment.clock.iso_text(precision).as_bytes());
    let zone = moment.zone(vm);
    text.put_all(zone::offset_text(vm, &zone, this, ":")?.as_bytes());
    Ok(vm.new_str_bytes(&text).into_value())
}

/// The separator; TypeError "isoformat() argument 1 must be a unicode character, not a string of length 2".
fn character(vm: &mut Vm, separator: &Value) -> PyResult<u32> {
    match separator.cast::<Str>() {
        Some(text) if text.len() == 1 => Ok(wtf8::decode_first(text.as_bytes()).map_or(0, |(code, _)| code)),
        Some(text) => {
            let length = text.len();
            let text = format!("isoformat() argument 1 must be a unicode character, not a string of length {length}");
            Err(vm.type_error(text))
        }
        None => Err(wrong_type(vm, "isoformat", 1, "a unicode character", separator)),
    }
}

fn from_iso_format(vm: &mut Vm, class: &Value, text: &Value) -> PyResult {
    let characters = iso_time::characters(iso_text(vm, text)?.as_bytes());
    let Some((mut day, mut read)) = iso_time::date_and_time(&characters) else { return Err(no_iso_text(vm, text)) };
    let zone = zone_of_text(vm, read.offset)?;
    let [year, month, of_month] = day.map(i64::from);
    // Of a day that there is not, that is said first.
    if (1..=12).contains(&month) && of_month <= calendar::days_in_month(year, month) && passes_midnight(vm, &mut read)?
    {
        day = calendar::date(calendar::ordinal(year, month, of_month) + 1).map(|field| field as i32);
    }
    moment::of_class(vm, class, day, read.clock, 0, &zone)
}
