//! Entries of a traceback as text.

use super::facts::{self, Facts};
use super::source::Sources;
use super::{carets, report};
use crate::object::{Str, Value};
use crate::types::traceback::Traceback;
use crate::vm::Vm;

/// One entry of a traceback.
pub(super) struct Entry {
    /// `co_filename`.
    pub filename: String,
    /// The line.
    pub line: i64,
    /// `co_name`.
    pub name: String,
    /// The source lines and carets under the `File` line, indented; not read for an entry that is only counted.
    pub source: String,
}

/// Equal entries in a row beyond this many are only counted.
const SHOWN_IN_A_ROW: usize = 3;

/// The entries of a traceback, outermost first; at most `sys.tracebacklimit` of the innermost ones.
pub(super) fn entries(vm: &mut Vm, traceback: Option<&Value>, sources: &mut Sources) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut in_a_row = 0;
    for link in links(vm, traceback) {
        let Some(link) = link.cast::<Traceback>() else { continue };
        let facts = facts::of(vm, link);
        let same = entries
            .last()
            .is_some_and(|last| last.line == facts.line && last.name == facts.name && last.filename == facts.filename);
        in_a_row = if same { in_a_row + 1 } else { 0 };
        let source = if in_a_row < SHOWN_IN_A_ROW { source_of(&facts, sources) } else { String::new() };
        entries.push(Entry { filename: facts.filename, line: facts.line, name: facts.name, source });
    }
    entries
}

/// The links of a traceback that are shown.
pub(super) fn links(vm: &mut Vm, traceback: Option<&Value>) -> Vec<Value> {
    let mut links = Vec::new();
    let mut next = traceback.cloned();
    while let Some(link) = next {
        next = link.cast::<Traceback>().and_then(|link| link.next.get(&vm.heap).clone());
        links.push(link);
    }
    let name = vm.intern("tracebacklimit");
    if let Some(limit) = vm.sys.get_str(&vm.heap, &name).and_then(Value::as_small_int) {
        let limit = usize::try_from(limit).unwrap_or(0);
        links.drain(..links.len().saturating_sub(limit));
    }
    links
}

fn source_of(facts: &Facts, sources: &mut Sources) -> String {
    let Some(position) = facts.position.filter(|position| position.has_columns()) else {
        let line = u32::try_from(facts.line).map_or_else(
            |_| String::new(),
            |line| sources.line_of_code(&facts.filename, &facts.qualname, facts.first_line, line),
        );
        let line = line.trim();
        return if line.is_empty() { String::new() } else { format!("    {line}\n") };
    };
    let lines: Vec<String> = (position.line..=position.end_line.max(position.line))
        .map(|line| sources.line_of_code(&facts.filename, &facts.qualname, facts.first_line, line))
        .collect();
    carets::marked_lines(&lines, position)
}

/// The text of a traceback: `File` lines with their source, repetitions counted.
pub(super) fn formatted(entries: &[Entry]) -> Vec<String> {
    let mut out = Vec::new();
    let mut in_a_row = 0;
    let repeated = |in_a_row: usize| {
        (in_a_row > SHOWN_IN_A_ROW).then(|| {
            let more = in_a_row - SHOWN_IN_A_ROW;
            let plural = if more > 1 { "s" } else { "" };
            format!("  [Previous line repeated {more} more time{plural}]\n")
        })
    };
    for (index, entry) in entries.iter().enumerate() {
        let same = index
            .checked_sub(1)
            .and_then(|before| entries.get(before))
            .is_some_and(|last| last.line == entry.line && last.name == entry.name && last.filename == entry.filename);
        if !same {
            out.extend(repeated(in_a_row));
            in_a_row = 0;
        }
        in_a_row += 1;
        if in_a_row <= SHOWN_IN_A_ROW {
            let filename = if entry.filename.starts_with("<stdin>-") { "<stdin>" } else { &entry.filename };
            out.push(format!("  File \"{filename}\", line {}, in {}\n{}", entry.line, entry.name, entry.source));
        }
    }
    out.extend(repeated(in_a_row));
    out
}

/// A str value as text, empty for anything else.
pub(super) fn text_of(value: &Value) -> String {
    value.cast::<Str>().map(|text| report::printable(text)).unwrap_or_default()
}
