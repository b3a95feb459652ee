//! Between moments and the seconds that systems count, by the time zone of the system where none is given.

use super::arguments::Reader;
use super::day::Day;
use super::delta::{self, TimeDelta};
use super::moment::{self, DateTime, moment};
use super::span::Span;
use super::{arithmetic, fields, timezone, zone};
use crate::native::time::{self as native_time, Moment};
use crate::object::{Py, Slot, Value};
use crate::protocol::{self, number};
use crate::text::calendar::{EPOCH, MAX_YEAR, MIN_YEAR};
use crate::types::class::{Arguments, full_name};
use crate::types::float;
use crate::types::int;
use crate::vm::signature::Signature;
use crate::vm::{PyResult, Vm};

const DAY: i64 = 86_400;
/// No clock has been put back by more than this.
const LONGEST_FOLD: i64 = DAY;

/// Whose clock shows a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Here,
    Greenwich,
}

impl Place {
    /// What the clock shows so many seconds after the beginning of 1970.
    fn shown(self, vm: &mut Vm, seconds: i64) -> PyResult<Moment> {
        match self {
            Place::Here => native_time::local(vm, seconds),
            Place::Greenwich => native_time::in_greenwich(vm, seconds),
        }
    }
}

/// The seconds from 1970 at which a clock in Greenwich shows what the local one shows at `seconds`; ValueError if it
/// shows no year that datetimes have.
fn local(vm: &mut Vm, seconds: i64) -> PyResult<i64> {
    let shown = native_time::local(vm, seconds)?;
    if !(i64::from(MIN_YEAR)..=i64::from(MAX_YEAR)).contains(&shown.year) {
        return Err(fields::bad_year(vm, shown.year));
    }
    Ok(shown.seconds())
}

/// When the local clock shows what one in Greenwich shows at `shown`. If that is twice, `fold` tells which; if the clock
/// leaves it out, `fold` tells whether the offset from before the gap is taken (0) or that from behind.
fn seconds_of_local(vm: &mut Vm, shown: i64, fold: u8) -> PyResult<i64> {
    let offset = local(vm, shown)? - shown;
    let first = shown - offset;
    let shown_first = local(vm, first)?;
    let other = if shown_first == shown {
        // There may be another solution: an earlier one, or a later one.
        let probe = if fold == 0 { first - LONGEST_FOLD } else { first + LONGEST_FOLD };
        let other = local(vm, probe)? - probe;
        if other == offset {
            return Ok(first);
        }
        other
    } else {
        shown_first - first
    };
    let second = shown - other;
    if local(vm, second)? == shown {
        return Ok(second);
    }
    if shown_first == shown {
        return Ok(first);
    }
    Ok(if fold == 0 { first.max(second) } else { first.min(second) })
}

/// What a clock shows at that time, as an instance of `class`.
fn at(vm: &mut Vm, class: &Value, place: Place, seconds: i64, microsecond: i32, zone: &Value) -> PyResult {
    let shown = place.shown(vm, seconds)?;
    let mut fold = 0;
    if zone.is_none() && place == Place::Here {
        if !(i64::from(MIN_YEAR)..=i64::from(MAX_YEAR)).contains(&shown.year) {
            return Err(fields::bad_year(vm, shown.year));
        }
        let own = shown.seconds();
        let jump = own - local(vm, seconds - LONGEST_FOLD)? - LONGEST_FOLD;
        if jump < 0 && local(vm, seconds + jump)? == own {
            fold = 1;
        }
    }
    let day = [shown.year, shown.month, shown.day].map(|field| field as i32);
    let clock = [shown.hour as i32, shown.minute as i32, shown.second.min(59) as i32, microsecond];
    moment::of_class(vm, class, day, clock, fold, zone)
}

/// The same in the zone, or in the system's for None.
fn at_zone(vm: &mut Vm, class: &Value, (seconds, microsecond): (i64, i32), zone: &Value) -> PyResult {
    if zone.is_none() {
        return at(vm, class, Place::Here, seconds, microsecond, zone);
    }
    let in_greenwich = at(vm, class, Place::Greenwich, seconds, microsecond, zone)?;
    let name = vm.intern("fromutc");
    protocol::call_method(vm, zone, &name, &[in_greenwich])
}

/// Seconds since 1970 and microseconds.
fn read_clock() -> (i64, i32) {
    let now = native_time::now();
    (now.as_secs() as i64, now.subsec_micros() as i32)
}

/// `now(tz=None)`
pub fn now(vm: &mut Vm, class: &Value, bound: &[Slot]) -> PyResult {
    let zone = bound[0].clone().unwrap_or(Value::NONE);
    fields::zone(vm, &zone)?;
    at_zone(vm, class, read_clock(), &zone)
}

fn warn(vm: &mut Vm, text: &str) -> PyResult<()> {
    let category = vm.types.deprecation_warning.clone();
    (vm.hooks.warn)(vm, &category, text)
}

/// `utcnow()`
pub fn utc_now(vm: &mut Vm, class: &Value) -> PyResult {
    warn(
        vm,
        "datetime.datetime.utcnow() is deprecated and scheduled for removal in a future version. Use timezone-aware \
         objects to represent datetimes in UTC: datetime.datetime.now(datetime.UTC).",
    )?;
    let (seconds, microsecond) = read_clock();
    at(vm, class, Place::Greenwich, seconds, microsecond, &Value::NONE)
}

/// Seconds and microseconds of a timestamp, rounded half to even.
fn parts(vm: &mut Vm, timestamp: &Value) -> PyResult<(i64, i32)> {
    if let Some(number) = float::value_of(timestamp) {
        if number.is_nan() {
            return Err(vm.value_error("Invalid value NaN (not a number)"));
        }
        let mut whole = number.trunc();
        let mut microseconds = (number.fract() * 1e6).round_ties_even();
        if microseconds >= 1e6 {
            (whole, microseconds) = (whole + 1.0, microseconds - 1e6);
        } else if microseconds < 0.0 {
            (whole, microseconds) = (whole - 1.0, microseconds + 1e6);
        }
        // From -2**63 to 2**63, without the latter.
        if !(-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&whole) {
            return Err(vm.overflow_error("timestamp out of range for platform time_t"));
        }
        return Ok((whole as i64, microseconds as i32));
    }
    if !number::has_index(vm, timestamp) {
        let class = vm.class_of(timestamp).clone();
        let class = full_name(vm, &class);
        return Err(vm.type_error(format!("argument must be int or float, not {class}")));
    }
    let seconds = number::index(vm, timestamp)?;
    match int::number(&seconds).to_i64() {
        Some(seconds) => Ok((seconds, 0)),
        None => Err(vm.overflow_error("timestamp out of range for platform time_t")),
    }
}

const FROM_TIMESTAMP: Signature<'static> = Signature::new("timestamp, tz=None");

/// `fromtimestamp(timestamp, tz=None)`
pub fn from_timestamp(vm: &mut Vm, class: &Value, given: Arguments<'_>) -> PyResult {
    let mut reader = Reader::new(vm, Some("fromtimestamp"), &FROM_TIMESTAMP, given)?;
    let timestamp = reader.required(vm)?;
    let zone = reader.optional().cloned().unwrap_or(Value::NONE);
    reader.finish(vm)?;
    fields::zone(vm, &zone)?;
    let parts = parts(vm, timestamp)?;
    at_zone(vm, class, parts, &zone)
}

/// `utcfromtimestamp(timestamp)`
pub fn utc_from_timestamp(vm: &mut Vm, class: &Value, values: &[Value]) -> PyResult {
    warn(
        vm,
        "datetime.datetime.utcfromtimestamp() is deprecated and scheduled for removal in a future version. Use \
         timezone-aware objects to represent datetimes in UTC: datetime.datetime.fromtimestamp(timestamp, datetime.UTC).",
    )?;
    let [timestamp] = values else {
        let given = values.len();
        return Err(vm.type_error(format!("utcfromtimestamp() takes exactly 1 argument ({given} given)")));
    };
    let (seconds, microsecond) = parts(vm, timestamp)?;
    at(vm, class, Place::Greenwich, seconds, microsecond, &Value::NONE)
}

/// Seconds from 1970 that a clock in Greenwich shows what the datetime says.
fn seconds(moment: &DateTime) -> i64 {
    (moment.day.ordinal() - EPOCH) * DAY + moment.clock.seconds()
}

/// `timestamp()`
pub fn timestamp(vm: &mut Vm, this: &Value) -> PyResult {
    let own = moment(this).clone();
    if own.zone(vm).is_some() {
        let span = since_epoch(vm, &own)?;
        return arithmetic::total_seconds(vm, span);
    }
    let seconds = seconds_of_local(vm, seconds(&own), own.fold)?;
    Ok(float::new(vm, seconds as f64 + f64::from(own.clock.microsecond) / 1e6))
}

/// How long after the beginning of 1970 in Greenwich.
fn since_epoch(vm: &mut Vm, moment: &Py<DateTime>) -> PyResult<Span> {
    let utc = timezone::utc(vm);
    let epoch = moment::make(vm, Day::EPOCH, super::clock::Clock::MIDNIGHT, 0, Some(utc));
    moment::difference(vm, moment, epoch.expect::<DateTime>())
}

/// The zone of the system at that time, as a fixed offset.
fn local_zone(vm: &mut Vm, seconds: i64) -> PyResult {
    let shown = native_time::local(vm, seconds)?;
    let offset = delta::checked(vm, Span::of_parts(0, shown.offset.unwrap_or_default(), 0))?;
    let name = shown.zone.map(|name| vm.new_str(name).into_value());
    timezone::make(vm, offset.expect::<TimeDelta>(), name)
}

/// The zone of the system when the local clock shows the datetime.
fn zone_of_local(vm: &mut Vm, moment: &DateTime) -> PyResult {
    let shown = seconds(moment);
    let found = seconds_of_local(vm, shown, moment.fold)?;
    let other = seconds_of_local(vm, shown, 1 - moment.fold)?;
    // In a gap each fold takes the other's offset.
    let is_gap = found != other && (other > found) == (moment.fold != 0);
    local_zone(vm, if is_gap { other } else { found })
}

const AS_TIME_ZONE: Signature<'static> = Signature::new("tz=None");

/// `astimezone(tz=None)`
pub fn as_time_zone(vm: &mut Vm, this: &Value, given: Arguments<'_>) -> PyResult {
    let mut reader = Reader::new(vm, Some("astimezone"), &AS_TIME_ZONE, given)?;
    let wanted = reader.optional().cloned().unwrap_or(Value::NONE);
    reader.finish(vm)?;
    fields::zone(vm, &wanted)?;
    let own = moment(this).clone();
    let (mut zone, mut offset) = (own.zone(vm), None);
    if let Some(zone) = &zone
        && zone.is(&wanted)
    {
        return Ok(this.clone());
    }
    if zone.is_some() {
        offset = zone::span(vm, &zone, zone::Method::Offset, this)?;
    }
    let offset = match offset {
        Some(offset) => offset,
        None => {
            zone = Some(zone_of_local(vm, &own)?);
            zone::span(vm, &zone, zone::Method::Offset, this)?.unwrap_or(Span::ZERO)
        }
    };
    drop(zone);
    let mut shown = moment::earlier(vm, this, offset)?;
    let name = vm.intern("fromutc");
    let Some(in_greenwich) = moment::of(&shown).cloned() else {
        // What a subclass made is for `fromutc` to refuse.
        let zone = if wanted.is_none() { timezone::utc(vm) } else { wanted.clone() };
        return protocol::call_method(vm, &zone, &name, &[shown]);
    };
    let utc = timezone::utc(vm);
    if in_greenwich.zone(vm).is_some() {
        in_greenwich.set_zone(vm, utc);
    } else {
        shown = moment::with(vm, &shown, in_greenwich.fold, Some(utc))?;
    }
    let zone = if wanted.is_none() {
        let span = since_epoch(vm, moment(&shown))?;
        local_zone(vm, span.microseconds().div_euclid(1_000_000) as i64)?
    } else {
        wanted.clone()
    };
    moment(&shown).clone().set_zone(vm, zone.clone());
    protocol::call_method(vm, &zone, &name, &[shown])
}
