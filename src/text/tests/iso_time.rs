//! Formats of ISO 8601.

use crate::text::iso_time::{TimeText, characters, date, date_and_time, time};

#[test]
fn dates() {
    for text in ["2000-01-31", "20000131", "2000-W05-1", "2000W051", "2000-W05", "2000W05"] {
        assert_eq!(date(text.as_bytes()), Some([2000, 1, 31]), "{text}");
    }
    for text in ["", "2000", "2000-0131", "200001-31", "2000-W051", "2000-W54", "2000-001", "2000-01-3x", "0000-W01"] {
        assert_eq!(date(text.as_bytes()), None, "{text}");
    }
    assert_eq!(date(b"2000-13-99"), Some([2000, 13, 99]));
    assert_eq!(date(b"20000131xx"), Some([2000, 1, 31]));
}

#[test]
fn times() {
    let read = |text: &str| time(text.as_bytes()).map(|time| (time.clock, time.offset));
    for text in ["12:30:05", "123005", "12:30:05.0", "12:30:05,000000999"] {
        assert_eq!(read(text), Some(([12, 30, 5, 0], None)), "{text}");
    }
    assert_eq!(read("12"), Some(([12, 0, 0, 0], None)));
    assert_eq!(read("12:30Z"), Some(([12, 30, 0, 0], Some(0))));
    assert_eq!(read("1230-01"), Some(([12, 30, 0, 0], Some(-3_600_000_000))));
    assert_eq!(read("12:30:05.25+00:00:00.5"), Some(([12, 30, 5, 250_000], Some(500_000))));
    assert_eq!(read("12300550"), Some(([12, 30, 5, 500_000], None)));
    for text in [
        "",
        "Z",
        "1",
        "12:",
        "12:3",
        "12:3005",
        "1230:05",
        "1230055",
        "12.5",
        "12:30:05.",
        "12:30z",
        "12:30Z0",
        "12:30+",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn dates_with_times() {
    let midnight = TimeText { clock: [0; 4], offset: None };
    let (noon, day) = (TimeText { clock: [12, 0, 0, 0], offset: None }, [2000, 1, 3]);
    let read = |text: &str| date_and_time(&characters(text.as_bytes()));
    assert_eq!(read("2000-W01-1"), Some((day, midnight)));
    for text in ["2000-01-03T12", "20000103 12", "2000-W01-1é12", "2000-W01-12", "2000W01-12", "2000W011\u{10000}1200"]
    {
        assert_eq!(read(text), Some((day, noon)), "{text}");
    }
    for text in ["2000-01", "2000-01-03T", "2000-01-034", "2000W0112"] {
        assert_eq!(read(text), None, "{text}");
    }
}
