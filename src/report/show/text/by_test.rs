//! The leaks of tests: what each test has left stands under its name, in the order in which the tests ran.

use std::ops::Range;

use super::super::facts;
use super::super::paint::{Line, Role};
use super::Page;
use crate::report::model::Report;

impl Page {
    /// How many tests leak, if there are tests at all.
    pub(super) fn tests_in_all(&mut self, report: &Report) {
        if !report.tests.is_empty() {
            self.line(&Line::of(Role::Text, facts::tests_in_all(report)));
        }
    }

    /// Names the test that has left leak number `at` first, and those before it that have left nothing but what was
    /// told already; or says that the leak and those that follow are of no test.
    pub(super) fn tests_before(&mut self, report: &Report, at: usize) {
        let first = first_test(report, at);
        let before = at.checked_sub(1).map(|before| first_test(report, before));
        if report.tests.is_empty() || before == Some(first) {
            return;
        }
        let known = before.map_or(0, |test| test.saturating_add(1));
        self.tests(report, known..first.saturating_add(1).min(report.tests.len()), at);
        self.blank();
        if first >= report.tests.len() {
            self.line(&Line::of(Role::Problem, "outside of the tests:"));
            self.blank();
        }
    }

    /// Names the tests behind that of the last leak.
    pub(super) fn last_tests(&mut self, report: &Report) {
        let Some(last) = report.leaks.len().checked_sub(1) else { return };
        let known = first_test(report, last).saturating_add(1);
        self.tests(report, known.min(report.tests.len())..report.tests.len(), report.leaks.len());
    }

    /// Names those of some tests that leak. The first `told` leaks were told before.
    fn tests(&mut self, report: &Report, tests: Range<usize>, told: usize) {
        for test in tests {
            let left =
                || report.leaks.iter().enumerate().filter_map(|(at, leak)| Some((at, facts::share_of(leak, test)?)));
            if left().next().is_none() {
                continue;
            }
            self.blank();
            let head = Line::of(Role::Problem, format!("{}: ", report.tests[test]));
            self.line(&head.with(Role::Text, facts::verdict_on_test(report, test)));
            for (at, times) in left().filter(|(at, _)| *at < told) {
                let often = if times > 1 { format!(", {times} times") } else { String::new() };
                self.line(&Line::of(Role::Text, format!("  leak {} again{often}", at + 1)));
            }
        }
    }
}

/// The number of the test that has left a leak first; greater than all if none has.
fn first_test(report: &Report, at: usize) -> usize {
    report.leaks.get(at).and_then(|leak| leak.tests.first()).map_or(usize::MAX, |share| share.test)
}
