//! Dates and times in the formats of ISO 8601 that Python reads. The numbers may be out of range.

use super::{calendar, wtf8};

/// What a text says of the time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeText {
    /// Hour, minute, second and microsecond.
    pub clock: [i32; 4],
    /// How far ahead of Greenwich, in microseconds, if it says so.
    pub offset: Option<i64>,
}

/// Stands for any character that is not ASCII.
const FOREIGN: u8 = 0xff;

/// The characters of a text, one byte for each.
pub fn characters(text: &[u8]) -> Vec<u8> {
    wtf8::code_points(text).map(|code| u8::try_from(code).ok().filter(u8::is_ascii).unwrap_or(FOREIGN)).collect()
}

/// A text that is being read from the left.
#[derive(Clone, Copy)]
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    /// A number of so many digits.
    fn number(&mut self, digits: usize) -> Option<i32> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        number.iter().try_fold(0, |value, digit| digit.is_ascii_digit().then(|| value * 10 + i32::from(digit - b'0')))
    }

    /// Whether the character is next, which is passed then.
    fn skip(&mut self, character: u8) -> bool {
        let found = self.0.first() == Some(&character);
        if found {
            self.0 = &self.0[1..];
        }
        found
    }
}

/// Year, month and day: `2000-01-31`, `20000131`, `2000-W05-1`, `2000W051`, and without a day `2000-W05` and `2000W05`,
/// which is the Monday. Of a text of ten characters without dashes the last ones are not looked at, as in CPython.
pub fn date(characters: &[u8]) -> Option<[i32; 3]> {
    if !matches!(characters.len(), 7 | 8 | 10) {
        return None;
    }
    let mut rest = Rest(characters);
    let year = rest.number(4)?;
    let has_dashes = rest.skip(b'-');
    if rest.skip(b'W') {
        let week = rest.number(2)?;
        let day = if rest.0.is_empty() {
            1
        } else {
            (!has_dashes || rest.skip(b'-')).then_some(())?;
            rest.number(1)?
        };
        let ordinal = calendar::of_iso_week(year, week, day).ok()?;
        return Some(calendar::date(ordinal).map(|number| number as i32));
    }
    let month = rest.number(2)?;
    (!has_dashes || rest.skip(b'-')).then_some(())?;
    let day = rest.number(2)?;
    Some([year, month, day])
}

/// Whether an offset follows what is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Follows {
    Offset,
    Nothing,
}

/// Whether nothing is left: for CPython, whose texts are C's, a NUL is an end, and of what stands before an offset the
/// last character is overlooked.
fn is_end(rest: Rest<'_>, follows: Follows) -> bool {
    match rest.0 {
        [] | [0] => true,
        // A character that is not ASCII is several bytes.
        [b'.' | b',' | FOREIGN] => false,
        [_] => follows == Follows::Offset,
        _ => false,
    }
}

/// `12`, `12:30`, `1230`, `12:30:05`, `123005`, `12:30:05.5`, `12:30:05,123456789`.
fn clock(text: &[u8], follows: Follows) -> Option<[i32; 4]> {
    let mut rest = Rest(text);
    let mut numbers = [rest.number(2)?, 0, 0, 0];
    let has_colons = rest.0.first() == Some(&b':');
    for number in &mut numbers[1..3] {
        if is_end(rest, follows) {
            return Some(numbers);
        }
        (!has_colons || rest.skip(b':')).then_some(())?;
        *number = rest.number(2)?;
    }
    if is_end(rest, follows) {
        return Some(numbers);
    }
    // Behind six digits of a time there may be more of them, without a point.
    (rest.skip(b'.') || rest.skip(b',') || (!has_colons && rest.0.len() > 1)).then_some(())?;
    let digits = rest.0.len().min(6);
    (digits > 0).then_some(())?;
    numbers[3] = rest.number(digits)? * 10_i32.pow(6 - digits as u32);
    // What comes behind a millionth of a second is digits that do not count, unless an offset follows: then it is not
    // looked at.
    let tail = rest.0.iter().find(|byte| !byte.is_ascii_digit());
    (follows == Follows::Offset || tail.is_none_or(|byte| *byte == 0)).then_some(numbers)
}

/// A clock's time and perhaps an offset: `Z`, `+01`, `-01:30`, `+01:30:15.5`.
pub fn time(characters: &[u8]) -> Option<TimeText> {
    let Some(at) = characters.iter().position(|byte| matches!(byte, b'Z' | b'+' | b'-')) else {
        return Some(TimeText { clock: clock(characters, Follows::Nothing)?, offset: None });
    };
    let (shown, offset) = characters.split_at(at);
    let shown = clock(shown, Follows::Offset)?;
    let offset = match offset {
        [b'Z'] => 0,
        [b'Z', ..] => return None,
        [sign, offset @ ..] => {
            let [hours, minutes, seconds, microseconds] = clock(offset, Follows::Nothing)?.map(i64::from);
            let size = ((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + microseconds;
            if *sign == b'-' { -size } else { size }
        }
        [] => return None,
    };
    Some(TimeText { clock: shown, offset: Some(offset) })
}

/// How many characters of a text with a date and a time belong to the date. Any one character stands between them.
fn date_length(characters: &[u8]) -> usize {
    let is = |at: usize, wanted: u8| characters.get(at) == Some(&wanted);
    let has_digit = |at: usize| characters.get(at).is_some_and(u8::is_ascii_digit);
    if is(4, b'-') {
        // `2000-W05-1`, unless the dash stands between week and hour.
        return if !is(5, b'W') || (is(8, b'-') && !has_digit(10)) { 10 } else { 8 };
    }
    if !is(4, b'W') {
        return 8;
    }
    // If what separates is a digit as well, there is an even number of them with a day of the week, an odd one without:
    // the parts of a time have two.
    let digits = (7..characters.len()).take_while(|&at| has_digit(at)).count();
    match digits {
        0 | 1 => 7 + digits,
        _ if digits.is_multiple_of(2) => 8,
        _ => 7,
    }
}

/// Date and time; midnight if there is a date only.
pub fn date_and_time(characters: &[u8]) -> Option<([i32; 3], TimeText)> {
    if characters.len() < 7 {
        return None;
    }
    let (day, rest) = characters.split_at(date_length(characters).min(characters.len()));
    let day = date(day)?;
    let time = match rest {
        [] => TimeText { clock: [0; 4], offset: None },
        [_, rest @ ..] => time(rest)?,
    };
    Some((day, time))
}
