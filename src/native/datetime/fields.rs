//! Numbers that have to be in range to be fields of dates and times.

use super::clock::Clock;
use super::day::Day;
use super::tzinfo;
use crate::object::{Slot, Value};
use crate::text::calendar::{self, MAX_YEAR, MIN_YEAR};
use crate::vm::{PyResult, Raised, Vm};

/// ValueError "year must be in 1..9999, not 0".
#[cold]
pub fn bad_year(vm: &mut Vm, year: i64) -> Raised {
    vm.value_error(format!("year must be in {MIN_YEAR}..{MAX_YEAR}, not {year}"))
}

/// A day; ValueErrors "month must be in 1..12, not 13", "day 30 must be in range 1..28 for month 2 in year 2023".
pub fn day(vm: &mut Vm, [year, month, day]: [i32; 3]) -> PyResult<Day> {
    if !(MIN_YEAR..=MAX_YEAR).contains(&year) {
        return Err(bad_year(vm, i64::from(year)));
    }
    if !(1..=12).contains(&month) {
        return Err(vm.value_error(format!("month must be in 1..12, not {month}")));
    }
    let most = calendar::days_in_month(i64::from(year), i64::from(month)) as i32;
    if !(1..=most).contains(&day) {
        let text = format!("day {day} must be in range 1..{most} for month {month} in year {year}");
        return Err(vm.value_error(text));
    }
    Ok(Day { year: year as u16, month: month as u8, of_month: day as u8 })
}

/// A time of the day and its fold; ValueErrors "hour must be in 0..23, not 24", "fold must be either 0 or 1, not 2".
pub fn clock(vm: &mut Vm, fields: [i32; 4], fold: i32) -> PyResult<(Clock, u8)> {
    let limits = [("hour", 23), ("minute", 59), ("second", 59), ("microsecond", 999_999)];
    for ((name, most), field) in limits.into_iter().zip(fields) {
        if !(0..=most).contains(&field) {
            return Err(vm.value_error(format!("{name} must be in 0..{most}, not {field}")));
        }
    }
    if fold != 0 && fold != 1 {
        return Err(vm.value_error(format!("fold must be either 0 or 1, not {fold}")));
    }
    let [hour, minute, second, microsecond] = fields;
    let clock =
        Clock { hour: hour as u8, minute: minute as u8, second: second as u8, microsecond: microsecond.unsigned_abs() };
    Ok((clock, fold as u8))
}

/// A time zone, or none for None; TypeError "tzinfo argument must be None or of a tzinfo subclass, not type 'int'".
pub fn zone(vm: &mut Vm, value: &Value) -> PyResult<Slot> {
    if value.is_none() {
        return Ok(None);
    }
    if tzinfo::is_one(vm, value) {
        return Ok(Some(value.clone()));
    }
    let class = vm.class_name(value);
    Err(vm.type_error(format!("tzinfo argument must be None or of a tzinfo subclass, not type '{class}'")))
}
