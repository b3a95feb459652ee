//! `time.strftime`: directives with the flags and widths of the GNU C library, in English.

use std::fmt::Write as _;

use super::moment::Moment;

/// What stands between `%` and the letter.
#[derive(Clone, Copy, Default)]
struct Style {
    /// `_`, `-` or `0`.
    pad: Option<char>,
    /// `^` or `#`.
    upper: bool,
    width: usize,
}

/// The text with the directives replaced. `seconds` is when the moment is, for `%s`.
pub fn format(moment: &Moment, seconds: i64, text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('%') {
        out.push_str(before);
        let mut letters = behind.chars();
        let mut style = Style::default();
        let directive = loop {
            match letters.next() {
                Some(pad @ ('_' | '-' | '0')) if style.width == 0 => style.pad = Some(pad),
                Some('^' | '#') => style.upper = true,
                Some(digit @ '0'..='9') => {
                    style.width = (style.width * 10 + digit as usize - usize::from(b'0')).min(1024);
                }
                Some('E' | 'O') => {}
                other => break other,
            }
        };
        let done = directive.is_some_and(|directive| write_directive(moment, seconds, directive, style, &mut out));
        rest = letters.as_str();
        if !done {
            out.push('%');
            out.push_str(&behind[..behind.len() - rest.len()]);
        }
    }
    out.push_str(rest);
    out
}

/// Whether the directive is one.
fn write_directive(moment: &Moment, seconds: i64, directive: char, style: Style, out: &mut String) -> bool {
    let text = match directive {
        'a' => moment.day_name()[..3].to_owned(),
        'A' => moment.day_name().to_owned(),
        'b' | 'h' => moment.month_name()[..3].to_owned(),
        'B' => moment.month_name().to_owned(),
        'p' => (if moment.hour < 12 { "AM" } else { "PM" }).to_owned(),
        'P' => (if moment.hour < 12 { "am" } else { "pm" }).to_owned(),
        'c' => format(moment, seconds, "%a %b %e %H:%M:%S %Y"),
        'D' | 'x' => format(moment, seconds, "%m/%d/%y"),
        'F' => format(moment, seconds, "%Y-%m-%d"),
        'r' => format(moment, seconds, "%I:%M:%S %p"),
        'R' => format(moment, seconds, "%H:%M"),
        'T' | 'X' => format(moment, seconds, "%H:%M:%S"),
        'Z' => moment.zone.clone().unwrap_or_default(),
        'z' => offset(moment),
        'n' => "\n".to_owned(),
        't' => "\t".to_owned(),
        '%' => "%".to_owned(),
        _ => match number(moment, seconds, directive) {
            Some((number, width, pad)) => return write_number(number, width, pad, style, out),
            None => return false,
        },
    };
    let text = if style.upper { text.to_uppercase() } else { text };
    // Writing to a String cannot fail.
    let _ = match style.pad {
        Some('0') => write!(out, "{text:0>width$}", width = style.width),
        _ => write!(out, "{text:>width$}", width = style.width),
    };
    true
}

/// The number of a directive, how many places it has, and what fills them.
fn number(moment: &Moment, seconds: i64, directive: char) -> Option<(i64, usize, char)> {
    let hour12 = match moment.hour % 12 {
        0 => 12,
        hour => hour,
    };
    let days = moment.year_day - 1;
    let (week_year, week) = iso_week(moment);
    Some(match directive {
        'C' => (moment.year.div_euclid(100), 0, '0'),
        'd' => (moment.day, 2, '0'),
        'e' => (moment.day, 2, ' '),
        'g' => (week_year.rem_euclid(100), 2, '0'),
        'G' => (week_year, 0, '0'),
        'H' => (moment.hour, 2, '0'),
        'I' => (hour12, 2, '0'),
        'j' => (moment.year_day, 3, '0'),
        'k' => (moment.hour, 2, ' '),
        'l' => (hour12, 2, ' '),
        'm' => (moment.month, 2, '0'),
        'M' => (moment.minute, 2, '0'),
        's' => (seconds, 0, '0'),
        'S' => (moment.second, 2, '0'),
        'u' => ((moment.weekday + 6) % 7 + 1, 1, '0'),
        'U' => ((days + 7 - moment.weekday) / 7, 2, '0'),
        'V' => (week, 2, '0'),
        'w' => (moment.weekday, 1, '0'),
        'W' => ((days + 7 - (moment.weekday + 6) % 7) / 7, 2, '0'),
        'y' => (moment.year.rem_euclid(100), 2, '0'),
        'Y' => (moment.year, 0, '0'),
        _ => return None,
    })
}

/// Always true: the directive is one.
fn write_number(number: i64, width: usize, pad: char, style: Style, out: &mut String) -> bool {
    let (pad, width) = match style.pad {
        Some('-') => (pad, 0),
        Some('_') => (' ', width.max(style.width)),
        Some(_) => ('0', width.max(style.width)),
        None => (pad, width.max(style.width)),
    };
    // Writing to a String cannot fail.
    let _ = match pad {
        '0' => write!(out, "{number:0width$}"),
        _ => write!(out, "{number:width$}"),
    };
    true
}

/// The year and the week in it by ISO 8601: weeks begin on Monday, and the first has the year's first Thursday.
fn iso_week(moment: &Moment) -> (i64, i64) {
    let days = moment.year_day - 1;
    let thursday = days - (moment.weekday + 6) % 7 + 3;
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = |year: i64| if is_leap(year) { 366 } else { 365 };
    if thursday < 0 {
        (moment.year - 1, (thursday + length(moment.year - 1)) / 7 + 1)
    } else if thursday >= length(moment.year) {
        (moment.year + 1, 1)
    } else {
        (moment.year, thursday / 7 + 1)
    }
}

fn offset(moment: &Moment) -> String {
    if moment.daylight < 0 {
        return String::new();
    }
    let offset = moment.offset.unwrap_or_default();
    let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.abs() / 60);
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}
