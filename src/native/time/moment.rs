//! A moment as people write it.

use crate::text::calendar;

/// A moment as calendar and clock show it.
pub struct Moment {
    /// As people count them.
    pub year: i64,
    /// January is 1.
    pub month: i64,
    /// Of the month, from 1.
    pub day: i64,
    /// Of 24.
    pub hour: i64,
    /// From 0.
    pub minute: i64,
    /// From 0; a leap second is 60.
    pub second: i64,
    /// Sunday is 0.
    pub weekday: i64,
    /// January 1st is 1.
    pub year_day: i64,
    /// Whether it is daylight saving time: positive if so, negative if nobody knows.
    pub daylight: i64,
    /// The name of the zone.
    pub zone: Option<String>,
    /// Seconds east of Greenwich.
    pub offset: Option<i64>,
}

const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
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

impl Moment {
    /// What a clock in Greenwich shows so many seconds after the beginning of 1970.
    pub fn of(seconds: i64) -> Moment {
        let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let ordinal = days + calendar::EPOCH;
        let [year, month, day] = calendar::date(ordinal);
        Moment {
            year,
            month,
            day,
            hour: rest / 3600,
            minute: rest / 60 % 60,
            second: rest % 60,
            weekday: (calendar::weekday(ordinal) + 1) % 7,
            year_day: ordinal - calendar::ordinal(year, 1, 1) + 1,
            daylight: 0,
            zone: None,
            offset: None,
        }
    }

    /// The seconds since 1970 at which a clock in Greenwich shows it; fields out of range are carried over.
    pub fn seconds(&self) -> i64 {
        let months = self.month - 1;
        let (year, month) = (self.year + months.div_euclid(12), months.rem_euclid(12) + 1);
        let days = calendar::ordinal(year, month, self.day) - calendar::EPOCH;
        days * 86_400 + self.hour * 3600 + self.minute * 60 + self.second
    }

    /// In English.
    pub fn day_name(&self) -> &'static str {
        DAYS[self.weekday.rem_euclid(7) as usize]
    }

    /// In English.
    pub fn month_name(&self) -> &'static str {
        MONTHS[(self.month - 1).rem_euclid(12) as usize]
    }

    /// The form of `ctime`.
    pub fn text(&self) -> String {
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
    }
}
