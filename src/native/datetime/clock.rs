//! A time of the day, as times and datetimes hold it.

use super::span::Span;

/// Hour, minute, second and microsecond: those of a time in range, or whatever a pickle held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clock {
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
    pub microsecond: u32,
}

/// How precisely a time is shown: `timespec` of `isoformat`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// Microseconds if there are any, else seconds.
    Auto,
    Hours,
    Minutes,
    Seconds,
    Milliseconds,
    Microseconds,
}

impl Precision {
    /// The precision of that name.
    pub fn of_name(name: &[u8]) -> Option<Precision> {
        Some(match name {
            b"auto" => Precision::Auto,
            b"hours" => Precision::Hours,
            b"minutes" => Precision::Minutes,
            b"seconds" => Precision::Seconds,
            b"milliseconds" => Precision::Milliseconds,
            b"microseconds" => Precision::Microseconds,
            _ => return None,
        })
    }
}

impl Clock {
    pub const MIDNIGHT: Clock = Clock { hour: 0, minute: 0, second: 0, microsecond: 0 };
    pub const MAX: Clock = Clock { hour: 23, minute: 59, second: 59, microsecond: 999_999 };

    /// The clock at so many microseconds, fewer than a day has.
    pub fn of_microseconds(microseconds: i64) -> Clock {
        let seconds = microseconds / 1_000_000;
        Clock {
            hour: (seconds / 3600) as u8,
            minute: (seconds / 60 % 60) as u8,
            second: (seconds % 60) as u8,
            microsecond: (microseconds % 1_000_000) as u32,
        }
    }

    /// Since midnight.
    pub fn seconds(self) -> i64 {
        (i64::from(self.hour) * 60 + i64::from(self.minute)) * 60 + i64::from(self.second)
    }

    /// Since midnight.
    pub fn microseconds(self) -> i64 {
        self.seconds() * 1_000_000 + i64::from(self.microsecond)
    }

    /// Since midnight.
    pub fn span(self) -> Span {
        Span::of_parts(0, self.seconds(), i64::from(self.microsecond)).unwrap_or(Span::ZERO)
    }

    /// Hour, minute, second, microsecond.
    pub fn fields(self) -> [i32; 4] {
        [i32::from(self.hour), i32::from(self.minute), i32::from(self.second), self.microsecond as i32]
    }

    /// The fields as six bytes, which order as times do.
    pub fn state(self) -> [u8; 6] {
        let [_, high, middle, low] = self.microsecond.to_be_bytes();
        [self.hour, self.minute, self.second, high, middle, low]
    }

    /// The time of that state.
    pub fn of_state([hour, minute, second, high, middle, low]: [u8; 6]) -> Clock {
        Clock { hour, minute, second, microsecond: u32::from_be_bytes([0, high, middle, low]) }
    }

    /// `12:30:05.000001`, or as much of it.
    pub fn iso_text(self, precision: Precision) -> String {
        let Clock { hour, minute, second, microsecond } = self;
        match precision {
            Precision::Auto if microsecond == 0 => self.iso_text(Precision::Seconds),
            Precision::Hours => format!("{hour:02}"),
            Precision::Minutes => format!("{hour:02}:{minute:02}"),
            Precision::Seconds => format!("{hour:02}:{minute:02}:{second:02}"),
            Precision::Milliseconds => format!("{hour:02}:{minute:02}:{second:02}.{:03}", microsecond / 1000),
            Precision::Auto | Precision::Microseconds => {
                format!("{hour:02}:{minute:02}:{second:02}.{microsecond:06}")
            }
        }
    }

    /// The fields as arguments in a repr: seconds and microseconds only where they count.
    pub fn arguments(self) -> String {
        let Clock { hour, minute, second, microsecond } = self;
        match (second, microsecond) {
            (0, 0) => format!("{hour}, {minute}"),
            (_, 0) => format!("{hour}, {minute}, {second}"),
            _ => format!("{hour}, {minute}, {second}, {microsecond}"),
        }
    }
}
