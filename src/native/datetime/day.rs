//! A day of the calendar, as dates hold it.

use crate::text::calendar;

/// Year, month and day: those of a date in range, or whatever a pickle held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    pub year: u16,
    pub month: u8,
    pub of_month: u8,
}

/// The ordinal of the last day.
const LAST: i64 = 3_652_059;

impl Day {
    pub const MIN: Day = Day { year: 1, month: 1, of_month: 1 };
    pub const MAX: Day = Day { year: 9999, month: 12, of_month: 31 };
    /// January 1st, 1970.
    pub const EPOCH: Day = Day { year: 1970, month: 1, of_month: 1 };

    /// The day of that ordinal, if it is in range.
    pub fn of_ordinal(ordinal: i64) -> Option<Day> {
        (1..=LAST).contains(&ordinal).then(|| {
            let [year, month, day] = calendar::date(ordinal);
            Day { year: year as u16, month: month as u8, of_month: day as u8 }
        })
    }

    /// Day 1 is January 1st of the year 1.
    pub fn ordinal(self) -> i64 {
        calendar::ordinal(i64::from(self.year), i64::from(self.month), i64::from(self.of_month))
    }

    /// The first day of the year is 1.
    pub fn of_year(self) -> i64 {
        self.ordinal() - calendar::ordinal(i64::from(self.year), 1, 1) + 1
    }

    /// Monday is 0.
    pub fn weekday(self) -> i64 {
        calendar::weekday(self.ordinal())
    }

    /// So many days later, if that is in range.
    pub fn later(self, days: i64) -> Option<Day> {
        Day::of_ordinal(self.ordinal() + days)
    }

    /// Year, month and day.
    pub fn fields(self) -> [i32; 3] {
        [i32::from(self.year), i32::from(self.month), i32::from(self.of_month)]
    }

    /// Year, month and day as four bytes, which order as days do.
    pub fn state(self) -> [u8; 4] {
        let [high, low] = self.year.to_be_bytes();
        [high, low, self.month, self.of_month]
    }

    /// The day of that state.
    pub fn of_state([high, low, month, of_month]: [u8; 4]) -> Day {
        Day { year: u16::from_be_bytes([high, low]), month, of_month }
    }

    /// `2000-01-31`.
    pub fn iso_text(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.of_month)
    }

    /// `Mon Jan 31 00:00:00 2000`, at that time of the day.
    pub fn long_text(self, clock: &str) -> String {
        const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let weekday = DAYS[self.weekday() as usize];
        let month = MONTHS[usize::from(self.month.clamp(1, 12)) - 1];
        format!("{weekday} {month} {:2} {clock} {:04}", self.of_month, self.year)
    }
}
