//! Dates and ordinals, and ISO weeks.

use crate::text::calendar::{NoIsoDay, date, days_in_month, iso_week, of_iso_week, ordinal, weekday};

#[test]
fn ordinals_and_dates_agree() {
    assert_eq!(ordinal(1, 1, 1), 1);
    assert_eq!(ordinal(1970, 1, 1), 719_163);
    assert_eq!(ordinal(9999, 12, 31), 3_652_059);
    let mut expected = 1;
    for year in 1..=2400 {
        for month in 1..=12 {
            for day in [1, days_in_month(year, month)] {
                assert_eq!(date(ordinal(year, month, day)), [year, month, day]);
            }
            assert_eq!(ordinal(year, month, 1), expected);
            expected += days_in_month(year, month);
        }
    }
}

#[test]
fn weeks_begin_on_monday() {
    assert_eq!(weekday(ordinal(2000, 1, 1)), 5);
    assert_eq!(iso_week(2000, ordinal(2000, 1, 1)), [1999, 52, 6]);
    assert_eq!(iso_week(2004, ordinal(2004, 12, 31)), [2004, 53, 5]);
    assert_eq!(iso_week(2012, ordinal(2012, 12, 31)), [2013, 1, 1]);
    for ordinal in ordinal(1999, 1, 1)..ordinal(2030, 1, 1) {
        let [year, ..] = date(ordinal);
        let week = iso_week(year, ordinal).map(|number| i32::try_from(number).unwrap_or(0));
        assert_eq!(of_iso_week(week[0], week[1], week[2]), Ok(ordinal));
    }
    assert_eq!(of_iso_week(0, 1, 1), Err(NoIsoDay::Year));
    assert_eq!(of_iso_week(2000, 53, 1), Err(NoIsoDay::Week));
    assert_eq!(of_iso_week(2000, 52, 8), Err(NoIsoDay::Weekday));
}
