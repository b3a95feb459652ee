//! The report as annotations of a workflow at GitHub: one line for each leak, that its runner reads from the output.

use super::facts;
use crate::report::model::{Leak, Place, Report};

/// The annotations, each at the place where its leak came to be.
pub fn github(report: &Report) -> String {
    let mut out = String::new();
    for leak in &report.leaks {
        let title = format!("title={}", property(&facts::title(leak)));
        let mut properties = leak.places.first().map_or_else(Vec::new, |label| position(&label.place));
        properties.push(title);
        put!(out, "::warning {}::{}\n", properties.join(","), data(&message(report, leak)));
    }
    if report.leaks.is_empty() {
        put!(out, "::notice title=ouropy::{}\n", data(&facts::verdict(report)));
    }
    out
}

/// A place as properties. Columns mean something on one line only.
fn position(place: &Place) -> Vec<String> {
    let mut properties = vec![format!("file={}", property(&place.file)), format!("line={}", place.line)];
    if place.column > 0 && place.end_line == place.line && place.end_column > place.column {
        properties.push(format!("col={}", place.column));
        properties.push(format!("endColumn={}", place.end_column));
    } else if place.end_line > place.line {
        properties.push(format!("endLine={}", place.end_line));
    }
    properties
}

/// What a leak is, what happened here and elsewhere, and what to do.
fn message(report: &Report, leak: &Leak) -> String {
    let mut lines = vec![facts::headline(leak)];
    lines.extend(facts::tests_of(report, leak).map(|test| format!("test: {test}")));
    for (at, label) in leak.places.iter().enumerate() {
        lines.push(match at {
            0 => format!("cause: {}", label.text),
            _ => format!("{}: {}", facts::place_in(&label.place), label.text),
        });
    }
    for advice in leak.advice.iter().take(1) {
        let freed = facts::freed(leak, advice).map_or_else(String::new, |freed| format!(" (checked: {freed})"));
        lines.push(format!("fix: {}{freed}", advice.text));
    }
    lines.join("\n")
}

/// A message as the runner takes it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property as the runner takes it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
