//! Patches, applied by what the format says.

use super::build::source;
use super::samples::SAMPLES;
use crate::report::model::{Kind, Leak, Patch, Report, Source};
use crate::report::show::patch;

/// The lines of a file after its hunks; each line that a hunk keeps or removes has to be where it says.
fn applied(source: &Source, diff: &str) -> Vec<String> {
    let (mut out, mut at) = (Vec::new(), 0);
    let mut inside = false;
    for line in diff.lines() {
        if let Some(name) = line.strip_prefix("--- a/") {
            inside = name.trim_end_matches('\t') == &*source.file;
        } else if line.starts_with("+++ ") || line.starts_with("# ") || !inside {
        } else if let Some(range) = line.strip_prefix("@@ -") {
            let mut numbers = range.split([',', ' ']).map(|part| part.trim_start_matches('+'));
            let mut next = || numbers.next().expect("a range has four numbers").parse::<usize>().expect("a number");
            let (old, old_length, new, _) = (next(), next(), next(), next());
            let start = if old_length == 0 { old } else { old - 1 };
            out.extend_from_slice(&source.lines[at..start]);
            at = start;
            assert_eq!(out.len(), if new == 0 { 0 } else { new - 1 }, "where it is afterwards: {line}");
        } else {
            let (sign, text) = line.split_at(1);
            if sign != "+" {
                assert_eq!(source.lines[at], text);
                at += 1;
            }
            if sign != "-" {
                out.push(text.to_owned());
            }
        }
    }
    out.extend_from_slice(&source.lines[at..]);
    out
}

fn report(changes: &[(u32, &[&str], &[&str])]) -> Report {
    let text = (1..=30).map(|number| format!("line {number}")).collect::<Vec<_>>().join("\n");
    let leaks = changes.iter().map(|(line, removed, added)| leak(*line, removed, added)).collect();
    Report {
        program: "a.py".to_owned(),
        leaks,
        tests: Vec::new(),
        notes: Vec::new(),
        sources: vec![source("a.py", &text)],
    }
}

fn leak(line: u32, removed: &[&str], added: &[&str]) -> Leak {
    let mut leak = super::build::leak(Kind::Cycle, "0123456789abcdef", 1);
    leak.advise("rule", "do it", &[], 0);
    leak.change("a.py", line, removed, added);
    leak
}

#[test]
fn samples_apply() {
    for (name, sample) in SAMPLES {
        let report = sample();
        let diff = patch(&report);
        for source in &report.sources {
            let changed = applied(source, &diff);
            let changes = report.leaks.iter().filter_map(|leak| leak.advice.first()?.patch.as_ref());
            for Patch { added, .. } in changes.filter(|change| change.file == source.file) {
                assert!(changed.windows(added.len()).any(|lines| lines == added), "{name}: {changed:#?}");
            }
        }
    }
}

#[test]
fn changes_far_and_near_apply() {
    let report = report(&[
        (20, &["line 20"], &["twenty", "and more"]),
        (1, &["line 1"], &[]),
        (5, &[], &["before five"]),
        (30, &["line 30"], &["thirty"]),
    ]);
    let diff = patch(&report);
    assert_eq!(diff.matches("@@ -").count(), 3, "{diff}");
    let changed = applied(&report.sources[0], &diff);
    assert_eq!(changed[..5], ["line 2", "line 3", "line 4", "before five", "line 5"]);
    assert_eq!(changed[19..22], ["twenty", "and more", "line 21"]);
    assert_eq!(changed.last().map(String::as_str), Some("thirty"));
    assert_eq!(changed.len(), 31);
}

#[test]
fn what_does_not_apply_is_left_out() {
    let report = report(&[
        (3, &["line 3", "line 4"], &["x"]),
        (3, &["line 3", "line 4"], &["x"]),
        (4, &["line 4"], &["y"]),
        (9, &["line 10"], &["z"]),
    ]);
    let diff = patch(&report);
    let told: Vec<&str> = diff.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(
        told,
        [
            "# leak 1, a.py:3: do it",
            "# leak 2, a.py:3: the same change",
            "# leak 3, a.py:4: left out, it changes lines that change already",
            "# leak 4, a.py:9: left out, the file does not have these lines",
        ]
    );
    assert_eq!(applied(&report.sources[0], &diff).len(), 29);
    assert_eq!(patch(&Report::default()), "");
}
