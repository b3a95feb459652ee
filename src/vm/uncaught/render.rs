//! Reports as text, as CPython's `traceback.TracebackException.format` arranges them.

use std::fmt::Write;

use super::entry;
use super::report::Report;

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";
/// Groups nested deeper than this are not shown.
const MAX_DEPTH: usize = 10;
/// At most this many exceptions of a group are shown.
const MAX_WIDTH: usize = 15;

/// The text of the first report and of all it is chained to, the newest last.
pub(super) fn render(reports: &[Report]) -> String {
    let mut printer = Printer { reports, out: String::new(), depth: 0, need_close: false };
    printer.chain(0);
    printer.out
}

/// `Class: message` and the notes.
fn exception_only(report: &Report) -> Vec<String> {
    let mut out = match &report.syntax {
        Some(place) => place.formatted(&report.class),
        None if report.message.is_empty() => vec![format!("{}\n", report.class)],
        None => vec![format!("{}: {}\n", report.class, report.message)],
    };
    out.extend(report.notes.iter().map(|note| format!("{note}\n")));
    out
}

struct Printer<'a> {
    reports: &'a [Report],
    out: String,
    /// Levels of exception groups around what is printed.
    depth: usize,
    /// The line that ends the innermost group is still to be printed.
    need_close: bool,
}

impl Printer<'_> {
    fn indent(&mut self) {
        self.out.extend(std::iter::repeat_n(' ', 2 * self.depth));
    }

    /// Prints lines behind the margin of the groups around them.
    fn emit(&mut self, text: &str, margin: char) {
        if self.depth == 0 {
            self.out.push_str(text);
            return;
        }
        for line in text.split_inclusive('\n') {
            self.indent();
            self.out.push(margin);
            self.out.push(' ');
            self.out.push_str(line);
        }
    }

    fn emit_all(&mut self, texts: &[String]) {
        for text in texts {
            self.emit(text, '|');
        }
    }

    fn chain(&mut self, newest: usize) {
        let reports = self.reports;
        let mut links = Vec::new();
        let mut next = Some(newest);
        while let Some(report) = next.and_then(|index| reports.get(index)) {
            let (sentence, older) = match (report.cause, report.context) {
                (Some(cause), _) => (Some(CAUSE), Some(cause)),
                (None, Some(context)) if !report.suppress_context => (Some(CONTEXT), Some(context)),
                _ => (None, None),
            };
            links.push((sentence, report));
            next = older;
        }
        for (sentence, report) in links.into_iter().rev() {
            if let Some(sentence) = sentence {
                self.emit(sentence, '|');
            }
            match &report.exceptions {
                None => {
                    if !report.entries.is_empty() {
                        self.emit("Traceback (most recent call last):\n", '|');
                        self.emit_all(&entry::formatted(&report.entries));
                    }
                    self.emit_all(&exception_only(report));
                }
                Some(_) if self.depth > MAX_DEPTH => {
                    self.emit(&format!("... (max_group_depth is {MAX_DEPTH})\n"), '|');
                }
                Some(exceptions) => self.group(report, exceptions),
            }
        }
    }

    fn group(&mut self, report: &Report, exceptions: &[usize]) {
        let is_outermost = self.depth == 0;
        if is_outermost {
            self.depth = 1;
        }
        if !report.entries.is_empty() {
            let margin = if is_outermost { '+' } else { '|' };
            self.emit("Exception Group Traceback (most recent call last):\n", margin);
            self.emit_all(&entry::formatted(&report.entries));
        }
        self.emit_all(&exception_only(report));
        let shown = exceptions.len().min(MAX_WIDTH + 1);
        self.need_close = false;
        for (index, &exception) in exceptions.iter().take(shown).enumerate() {
            let is_last = index + 1 == shown;
            if is_last {
                // A nested group may print the closing line in our place.
                self.need_close = true;
            }
            let truncated = index >= MAX_WIDTH;
            let title = if truncated { "...".to_owned() } else { (index + 1).to_string() };
            self.indent();
            self.out.push_str(if index == 0 { "+-" } else { "  " });
            let _ = writeln!(self.out, "+---------------- {title} ----------------");
            self.depth += 1;
            if truncated {
                let remaining = exceptions.len() - MAX_WIDTH;
                let plural = if remaining > 1 { "s" } else { "" };
                self.emit(&format!("and {remaining} more exception{plural}\n"), '|');
            } else {
                self.chain(exception);
            }
            if is_last && self.need_close {
                self.indent();
                self.out.push_str("+------------------------------------\n");
                self.need_close = false;
            }
            self.depth -= 1;
        }
        if is_outermost {
            self.depth = 0;
        }
    }
}
