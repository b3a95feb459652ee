//! A length of time, as timedeltas hold it.

use crate::text::hash::TupleHasher;

/// Days, seconds of a day and microseconds of a second; only the days can be negative. So spans order as their fields do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    days: i32,
    seconds: i32,
    microseconds: i32,
}

/// Why there is no such span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooLong {
    /// So many days are too many.
    Days(i32),
    /// The number of days does not even fit a C int.
    Int,
}

const SECOND: i128 = 1_000_000;
/// Microseconds of a day.
const DAY: i128 = 86_400 * SECOND;

impl Span {
    /// How many days a span can have.
    pub const MAX_DAYS: i32 = 999_999_999;
    pub const ZERO: Span = Span { days: 0, seconds: 0, microseconds: 0 };
    pub const RESOLUTION: Span = Span { days: 0, seconds: 0, microseconds: 1 };
    pub const DAY: Span = Span { days: 1, seconds: 0, microseconds: 0 };
    pub const MIN: Span = Span { days: -Span::MAX_DAYS, seconds: 0, microseconds: 0 };
    pub const MAX: Span = Span { days: Span::MAX_DAYS, seconds: 86_399, microseconds: 999_999 };

    /// The sum of the parts, each of any size that leaves the sum in 128 bits.
    pub fn of_parts(days: i64, seconds: i64, microseconds: i64) -> Result<Span, TooLong> {
        Span::of_microseconds(i128::from(days) * DAY + i128::from(seconds) * SECOND + i128::from(microseconds))
    }

    /// The span of so many microseconds.
    pub fn of_microseconds(total: i128) -> Result<Span, TooLong> {
        let days = i32::try_from(total.div_euclid(DAY)).map_err(|_| TooLong::Int)?;
        if !(-Span::MAX_DAYS..=Span::MAX_DAYS).contains(&days) {
            return Err(TooLong::Days(days));
        }
        let rest = total.rem_euclid(DAY) as i64;
        Ok(Span { days, seconds: (rest / 1_000_000) as i32, microseconds: (rest % 1_000_000) as i32 })
    }

    /// In microseconds.
    pub fn microseconds(self) -> i128 {
        i128::from(self.days) * DAY + i128::from(self.seconds) * SECOND + i128::from(self.microseconds)
    }

    /// Days, seconds and microseconds.
    pub fn fields(self) -> [i32; 3] {
        [self.days, self.seconds, self.microseconds]
    }

    /// The whole days, rounded down.
    pub fn days(self) -> i64 {
        i64::from(self.days)
    }

    /// What is left of a day, in microseconds.
    pub fn rest(self) -> i64 {
        i64::from(self.seconds) * 1_000_000 + i64::from(self.microseconds)
    }

    pub fn plus(self, other: Span) -> Result<Span, TooLong> {
        Span::of_microseconds(self.microseconds() + other.microseconds())
    }

    pub fn minus(self, other: Span) -> Result<Span, TooLong> {
        Span::of_microseconds(self.microseconds() - other.microseconds())
    }

    pub fn is_zero(self) -> bool {
        self == Span::ZERO
    }

    pub fn is_negative(self) -> bool {
        self.days < 0
    }

    /// Whether it can be the offset of a time zone: less than a day in either direction.
    pub fn is_offset(self) -> bool {
        self.microseconds().abs() < DAY
    }

    /// The hash of the tuple of the fields.
    pub fn hash(self) -> i64 {
        let mut hasher = TupleHasher::default();
        for field in self.fields() {
            // The hash of -1 is that of -2.
            hasher.add(if field == -1 { -2 } else { i64::from(field) });
        }
        hasher.finish()
    }

    /// `-1 day, 12:30:05.000001`.
    pub fn text(self) -> String {
        let [days, seconds, microseconds] = self.fields();
        let plural = if days.abs() == 1 { "" } else { "s" };
        let days = if days == 0 { String::new() } else { format!("{days} day{plural}, ") };
        let fraction = if microseconds == 0 { String::new() } else { format!(".{microseconds:06}") };
        format!("{days}{}:{:02}:{:02}{fraction}", seconds / 3600, seconds / 60 % 60, seconds % 60)
    }

    /// The arguments in a repr: the fields that are not 0, by name.
    pub fn arguments(self) -> String {
        let named = ["days", "seconds", "microseconds"].into_iter().zip(self.fields());
        let parts: Vec<String> =
            named.filter(|(_, field)| *field != 0).map(|(name, field)| format!("{name}={field}")).collect();
        if parts.is_empty() { "0".to_owned() } else { parts.join(", ") }
    }

    /// An offset as ISO 8601 has it: `+01:00`, with seconds and microseconds only where they count.
    pub fn offset_text(self, separator: &str) -> String {
        let total = self.microseconds();
        let sign = if total < 0 { '-' } else { '+' };
        let (seconds, microseconds) = (total.abs() / SECOND, total.abs() % SECOND);
        let minutes = format!("{sign}{:02}{separator}{:02}", seconds / 3600, seconds / 60 % 60);
        match (seconds % 60, microseconds) {
            (0, 0) => minutes,
            (seconds, 0) => format!("{minutes}{separator}{seconds:02}"),
            (seconds, _) => format!("{minutes}{separator}{seconds:02}.{microseconds:06}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_carried() {
        assert_eq!(Span::of_parts(0, -1, 1).map(Span::fields), Ok([-1, 86_399, 1]));
        assert_eq!(Span::of_parts(1_000_000_000, 0, 0), Err(TooLong::Days(1_000_000_000)));
        assert_eq!(Span::of_parts(1 << 40, 0, 0), Err(TooLong::Int));
        assert_eq!(Span::MIN.minus(Span::RESOLUTION), Err(TooLong::Days(-1_000_000_000)));
        assert_eq!(Span::of_microseconds(Span::MAX.microseconds()), Ok(Span::MAX));
    }

    #[test]
    fn texts() {
        let span = Span::of_parts(-1, 3, 4).unwrap_or(Span::ZERO);
        assert_eq!(span.text(), "-1 day, 0:00:03.000004");
        assert_eq!(span.arguments(), "days=-1, seconds=3, microseconds=4");
        assert_eq!(span.offset_text(":"), "-23:59:56.999996");
        assert_eq!(Span::of_parts(0, 3600, 0).map(|span| span.offset_text("")), Ok("+0100".to_owned()));
    }
}
