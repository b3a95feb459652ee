//! Reports whose numbers lead nowhere are shown all the same.

use super::build::{leak, line};
use super::samples::SAMPLES;
use crate::report::model::{Advice, Freed, Kind, Label, ObjectId, Part, Patch, Place, Report};
use crate::report::show::{Format, Style, render};

fn show_all(report: &Report) {
    for format in Format::ALL {
        for width in [0, 1, 100] {
            let shown = render(report, *format, Style { width, ..Style::default() });
            // A patch without a change that fits is empty.
            assert!(!shown.is_empty() || *format == Format::Patch, "{format:?}");
        }
    }
}

#[test]
fn numbers_that_lead_nowhere() {
    for kind in [Kind::Cycle, Kind::BrokenByFinalizer, Kind::Growth, Kind::Kept] {
        let mut wrong = leak(kind, "", 0);
        wrong.object(Part::Member, "", "", usize::MAX / 8);
        wrong.refer(ObjectId(0), "", ObjectId(7));
        wrong.refer(ObjectId(9), "", ObjectId(0));
        wrong.ring = vec![0, 5, 1];
        wrong.path = vec![1, 8, 0];
        wrong.advice.push(Advice {
            rule: "rule",
            text: String::new(),
            cut: vec![99],
            frees: Freed { objects: 3, of: 0, bytes: 0 },
            patch: Some(Patch { file: "none.py".into(), line: 0, removed: Vec::new(), added: Vec::new() }),
        });
        wrong.label(&line("none.py", 0), "");
        let mut report = Report { leaks: vec![wrong, leak(kind, "", 1)], ..Report::default() };
        show_all(&report);
        report.leaks.truncate(1);
        show_all(&report);
    }
}

/// Files change between the run and the report.
#[test]
fn places_that_are_not_in_the_source() {
    for (_, sample) in SAMPLES {
        let mut report = sample();
        for source in &mut report.sources {
            source.lines.truncate(3);
            for line in &mut source.lines {
                line.truncate(line.len() / 2);
            }
        }
        show_all(&report);
        let mut report = sample();
        for (at, leak) in report.leaks.iter_mut().enumerate() {
            let file = report.sources.first().map_or_else(|| "none.py".into(), |source| source.file.clone());
            for (first, column, last, end) in [(1, 900, 2, 1), (3, 1, 1, 0), (1, 1, u32::MAX, 5), (u32::MAX, 1, 0, 1)] {
                let place = Place {
                    file: file.clone(),
                    line: first,
                    column,
                    end_line: last,
                    end_column: end,
                    function: "".into(),
                };
                leak.places.insert(at % 2, Label { place, text: "here".to_owned() });
            }
        }
        show_all(&report);
    }
}
