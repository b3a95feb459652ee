//! The local time zone.

use tz::{LocalTimeType, TimeZone};

use super::clock;
use super::moment::Moment;
use crate::native::{posix, set};
use crate::object::{Py, Value};
use crate::types::dict::Dict;
use crate::types::int;
use crate::vm::{PyResult, Vm};

/// How often the rule of a zone is asked when the kind of time that a program wants is not that of the moment: every
/// week, for the length of the longest stretch of one kind.
const STEP: i64 = 7 * 86_400;
const STEPS: i64 = 9 * 52;
const YEAR: i64 = (365 * 24 + 6) * 3600;

/// A time zone, and what is remembered of it.
pub struct Zone {
    rules: TimeZone,
    /// The name of a zone that has no rules.
    name: Option<String>,
    /// The offset of the last clock time that `seconds` was asked for: of one that comes twice, the one with that offset
    /// counts, as in the C library.
    last: i64,
    names: [String; 2],
}

impl Default for Zone {
    fn default() -> Zone {
        Zone { rules: TimeZone::utc(), name: Some("UTC".to_owned()), last: 0, names: Default::default() }
    }
}

/// The zone in force.
pub fn of(vm: &mut Vm) -> &mut Zone {
    vm.states.get_or_default()
}

/// Reads `TZ`, and without it the system's setting. What cannot be read is Greenwich's time under the name that `TZ`
/// begins with.
pub fn read(vm: &mut Vm) {
    let setting = posix::variable(vm, "TZ");
    let zone = match setting.as_deref() {
        None => TimeZone::local().ok().map(Ok),
        Some("") => None,
        Some(text) => Some(TimeZone::from_posix_tz(text).map_err(|_| {
            let letters: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
            if letters.len() < 3 { "UTC".to_owned() } else { letters }
        })),
    };
    *of(vm) = match zone {
        None => Zone::default(),
        Some(Ok(rules)) => Zone { rules, name: None, ..Zone::default() },
        Some(Err(name)) => Zone { name: Some(name), ..Zone::default() },
    };
}

/// Sets `timezone`, `altzone`, `daylight` and `tzname`: from the offsets in January and July, the smaller of which is
/// that of winter.
pub fn describe(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    let start = clock::read(clock::REALTIME).as_secs() as i64 / YEAR * YEAR;
    let zone = of(vm);
    let [january, july] = [start, start + YEAR / 2].map(|seconds| zone.at(seconds));
    let (winter, summer) = if january.0 <= july.0 { (january, july) } else { (july, january) };
    zone.names = [winter.2.clone(), summer.2.clone()];
    let daylight = Value::index(usize::from(winter.0 != summer.0));
    let (timezone, altzone) = (int::from_i64(vm, -winter.0), int::from_i64(vm, -summer.0));
    set(vm, namespace, "timezone", timezone);
    set(vm, namespace, "altzone", altzone);
    set(vm, namespace, "daylight", daylight);
    let names = [winter.2, summer.2].map(|name| vm.new_str(name).into_value());
    let names = vm.new_tuple(names.into());
    set(vm, namespace, "tzname", names);
    Ok(())
}

impl Zone {
    /// Offset, whether it is daylight saving time, and the zone's name at that time.
    fn at(&self, seconds: i64) -> (i64, bool, String) {
        let kind = self.rules.find_local_time_type(seconds).ok();
        let name = self.name.clone().or_else(|| kind.map(|kind| kind.time_zone_designation().to_owned()));
        (
            kind.map_or(0, |kind| i64::from(kind.ut_offset())),
            kind.is_some_and(LocalTimeType::is_dst),
            name.unwrap_or_default(),
        )
    }

    /// The names of the zone in winter and in summer.
    pub fn names(&self) -> &[String; 2] {
        &self.names
    }

    /// What a local clock shows at that time.
    pub fn moment(&self, seconds: i64) -> Moment {
        let (offset, is_daylight, name) = self.at(seconds);
        let moment = Moment::of(seconds.saturating_add(offset));
        Moment { daylight: i64::from(is_daylight), zone: Some(name), offset: Some(offset), ..moment }
    }

    /// When a local clock shows the moment. A time that the clock leaves out is as far behind the gap as it is in it, or
    /// before it, if that is of another kind than the one asked for; a kind that is not in force then is that of the
    /// nearest time at which it is.
    pub fn seconds(&mut self, moment: &Moment) -> i64 {
        let shown = moment.seconds();
        let (mut time, mut offset) = (shown - self.last, self.last);
        for _ in 0..3 {
            let next = self.at(time).0;
            if next == offset {
                break;
            }
            (time, offset) = (shown - next, next);
        }
        let (found, is_daylight, _) = self.at(time);
        if found != offset {
            // In a gap each of the two offsets leads to the other.
            let wanted = if moment.daylight < 0 { true } else { moment.daylight == 0 };
            if is_daylight != wanted {
                time = shown - found;
            }
        } else if moment.daylight >= 0 && is_daylight != (moment.daylight > 0) {
            offset = self.offset_of_other_kind(time).unwrap_or(if is_daylight { offset - 3600 } else { offset + 3600 });
            time = shown - offset;
        }
        self.last = shown - time;
        time
    }

    /// The offset in force at the nearest time that is of the other kind than `time`.
    fn offset_of_other_kind(&self, time: i64) -> Option<i64> {
        let wanted = !self.at(time).1;
        (1..=STEPS).flat_map(|step| [time - step * STEP, time + step * STEP]).find_map(|time| {
            let (offset, is_daylight, _) = self.at(time);
            (is_daylight == wanted).then_some(offset)
        })
    }
}
