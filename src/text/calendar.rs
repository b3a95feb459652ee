//! The proleptic Gregorian calendar: dates, ordinals (January 1st of the year 1 is day 1), weeks by ISO 8601.

/// The first year that `datetime` knows.
pub const MIN_YEAR: i32 = 1;
/// The last one.
pub const MAX_YEAR: i32 = 9999;
/// The ordinal of January 1st, 1970.
pub const EPOCH: i64 = 719_163;
/// Days in 400 years, after which the calendar repeats itself.
const CYCLE: i64 = 146_097;
/// Days before March 1st of the year 0, from which the algorithms below count.
const BEFORE_MARCH: i64 = 306;

/// The ordinal of a date of any year. A day that the month does not have counts on.
pub fn ordinal(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March, so that the leap day comes last.
    let year = if month <= 2 { year - 1 } else { year };
    let (cycle, year) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    cycle * CYCLE + year * 365 + year / 4 - year / 100 + day_of_year - BEFORE_MARCH + 1
}

/// Year, month and day of an ordinal.
pub fn date(ordinal: i64) -> [i64; 3] {
    let days = ordinal - 1 + BEFORE_MARCH;
    let (cycle, day) = (days.div_euclid(CYCLE), days.rem_euclid(CYCLE));
    let year = (day - day / 1460 + day / 36_524 - day / (CYCLE - 1)) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    [year + cycle * 400 + i64::from(month <= 2), month, day_of_year - (153 * shifted + 2) / 5 + 1]
}

/// Monday is 0.
pub fn weekday(ordinal: i64) -> i64 {
    (ordinal - 1).rem_euclid(7)
}

/// Whether the year has a February 29th.
pub fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many days a month has.
pub fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The Monday of the first week of an ISO year: that with the year's first Thursday, and so with January 4th.
fn first_monday(year: i64) -> i64 {
    let fourth = ordinal(year, 1, 4);
    fourth - weekday(fourth)
}

/// ISO year, week and day of the week (Monday is 1) of an ordinal in the calendar year `year`.
pub fn iso_week(year: i64, ordinal: i64) -> [i64; 3] {
    let year = if ordinal < first_monday(year) {
        year - 1
    } else if ordinal >= first_monday(year + 1) {
        year + 1
    } else {
        year
    };
    let days = ordinal - first_monday(year);
    [year, days / 7 + 1, days % 7 + 1]
}

/// Why three numbers name no day of an ISO year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoIsoDay {
    /// The year is out of range.
    Year,
    /// The year has no such week.
    Week,
    /// There is no such day of the week.
    Weekday,
}

/// The ordinal of a day of a week of an ISO year.
pub fn of_iso_week(year: i32, week: i32, day: i32) -> Result<i64, NoIsoDay> {
    if !(MIN_YEAR..=MAX_YEAR).contains(&year) {
        return Err(NoIsoDay::Year);
    }
    let monday = first_monday(i64::from(year));
    let weeks = (first_monday(i64::from(year) + 1) - monday) / 7;
    let (week, day) = (i64::from(week), i64::from(day));
    if !(1..=weeks).contains(&week) {
        return Err(NoIsoDay::Week);
    }
    if !(1..=7).contains(&day) {
        return Err(NoIsoDay::Weekday);
    }
    Ok(monday + (week - 1) * 7 + day - 1)
}
