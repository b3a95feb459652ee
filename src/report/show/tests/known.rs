//! Baselines.

use super::samples::SAMPLES;
use crate::report::model::Report;
use crate::report::show::baseline::{self, Baseline, Unreadable};

fn both() -> Report {
    let (_, sample) = SAMPLES.iter().find(|(name, _)| *name == "both").expect("there is such a sample");
    sample()
}

#[test]
fn what_is_written_is_known() {
    for (name, sample) in SAMPLES {
        let mut report = sample();
        let number = report.leaks.len();
        let text = baseline::text(&report);
        assert_eq!(text.lines().filter(|line| line.starts_with("# ")).count(), number + 1, "{name}: {text}");
        let gone = Baseline::parse(&text).expect("it is a baseline").take_known(&mut report);
        assert!(report.leaks.is_empty() && gone.is_empty(), "{name}");
    }
}

#[test]
fn what_is_new_stays() {
    let mut report = both();
    let text = "# by hand\n\n  B07D31C2AA9E1F64  # a cache\nffffffffffffffff\n";
    let gone = Baseline::parse(text).expect("it is a baseline").take_known(&mut report);
    assert_eq!(gone, ["ffffffffffffffff"]);
    let left: Vec<&str> = report.leaks.iter().map(|leak| leak.signature.as_str()).collect();
    assert_eq!(left, ["4f1c09a7be5520d3"]);
    assert_eq!(report.notes, ["1 leak that the baseline knows is not shown"]);
}

#[test]
fn other_texts_are_refused() {
    let error = Baseline::parse("# head\nretry.py:14\n").expect_err("a place is no signature");
    assert_eq!(error.to_string(), "line 2: no signature: retry.py:14");
    assert!(matches!(error, Unreadable::Line(2, _)));
}

#[test]
fn files_are_written_and_read() {
    let path = std::env::temp_dir().join(format!("ouropy-baseline-{}", std::process::id()));
    baseline::write(&path, &both()).expect("the file can be written");
    let read = Baseline::read(&path);
    std::fs::remove_file(&path).expect("it was there");
    assert_eq!(read.expect("it is a baseline").take_known(&mut both()), [""; 0]);
    assert!(matches!(Baseline::read(&path), Err(Unreadable::File(_))));
}
