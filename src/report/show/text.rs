//! The report that a user reads. A leak begins with what it is, its cause and what to do, so that these are seen first;
//! then come the drawing of the cycle or the path from the root, the source, and the change as a diff.

mod by_test;
mod growth;
mod places;
mod ring;

use std::collections::HashSet;

use super::facts;
use super::paint::{Colour, FIXED_BLANK, Line, Role, wrapped};
use super::patch::{self, Change};
use crate::report::model::{Advice, Kind, Leak, ObjectId, Part, Report};

/// How a text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether it has colours.
    pub colour: Colour,
    /// How many columns it may take.
    pub width: usize,
}

impl Default for Style {
    fn default() -> Style {
        Style { colour: Colour::Plain, width: 100 }
    }
}

/// Leaks that are told in full; of more, the first lines.
const IN_FULL: usize = 10;

/// Heaps of objects that are named in one line.
const HEAPS: usize = 6;

/// Columns before each line of a leak but its first.
const INDENT: usize = 2;

/// What is narrower cannot hold a drawing.
const NARROWEST: usize = 40;

/// The report as text.
pub fn text(report: &Report, style: Style) -> String {
    let style = Style { width: style.width.max(NARROWEST), ..style };
    let mut page = Page { style, out: String::new() };
    let role = if report.leaks.is_empty() { Role::Remedy } else { Role::Problem };
    // One line, however long, for whoever reads the first line.
    page.line(&Line::of(role, facts::verdict(report)));
    page.tests_in_all(report);
    for (at, leak) in report.leaks.iter().enumerate() {
        page.blank();
        page.tests_before(report, at);
        page.summary(at, leak);
        if at < IN_FULL {
            page.details(report, leak);
        }
    }
    page.last_tests(report);
    if report.leaks.len() > IN_FULL {
        page.blank();
        let rest = report.leaks.len() - IN_FULL;
        page.paragraph(&Line::default(), Role::Quiet, &format!("the last {rest} are told in short"));
    }
    if !report.notes.is_empty() {
        page.blank();
    }
    for note in &report.notes {
        page.paragraph(&Line::of(Role::Quiet, "note: "), Role::Quiet, note);
    }
    page.out
}

/// The text as far as it is written.
struct Page {
    style: Style,
    out: String,
}

impl Page {
    /// An empty line, but no second one.
    fn blank(&mut self) {
        if !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn line(&mut self, line: &Line) {
        line.write(self.style.colour, &mut self.out);
    }

    /// Writes drawn lines, indented.
    fn drawn(&mut self, lines: Vec<Line>) {
        for line in lines {
            self.out.push_str(&" ".repeat(INDENT));
            self.line(&line);
        }
    }

    /// Writes a text behind a head, broken at the width, what follows indented as far as the head.
    fn paragraph(&mut self, head: &Line, role: Role, text: &str) {
        self.hanging(head, head.width(), role, text);
    }

    /// Writes a text behind a head, broken at the width, what follows indented by some columns.
    fn hanging(&mut self, head: &Line, indent: usize, role: Role, text: &str) {
        // The first line has less room: the head stands for a word of its width.
        let width = self.style.width.saturating_sub(indent);
        let standing_in = "x".repeat(head.width().saturating_sub(indent));
        for (at, part) in wrapped(&format!("{standing_in}{text}"), width).into_iter().enumerate() {
            let mut line = Line::default();
            line.pad(indent);
            let line = if at == 0 { head.clone() } else { line };
            let part = if at == 0 { part.get(standing_in.len()..).unwrap_or_default() } else { &part };
            self.line(&line.with(role, part));
        }
    }

    /// What a leak is, its cause, and the first thing to do.
    fn summary(&mut self, at: usize, leak: &Leak) {
        let head = Line::of(Role::Problem, format!("leak {}: ", at + 1));
        self.paragraph(&head, Role::Object, &facts::headline(leak));
        if let Some(label) = leak.places.first() {
            let place = facts::place_in(&label.place);
            let head = Line::of(Role::Quiet, "  cause: ").with(Role::Place, place).with(Role::Text, ": ");
            self.hanging(&head, 9, Role::Text, &label.text);
        }
        if let Some(advice) = leak.advice.first() {
            self.advice(&Line::of(Role::Remedy, "  fix:   "), leak, advice);
        }
    }

    /// What to do and what that frees.
    fn advice(&mut self, head: &Line, leak: &Leak, advice: &Advice) {
        self.paragraph(head, Role::Text, &advice.text);
        let mut below = Line::default();
        below.pad(head.width());
        match facts::freed(leak, advice) {
            Some(freed) => self.paragraph(&below.with(Role::Remedy, "checked: "), Role::Text, &freed),
            None => self.paragraph(&below, Role::Quiet, "not tried on the graph"),
        }
    }

    /// The drawing, the growth, the source, the changes, and what to look the leak up by.
    fn details(&mut self, report: &Report, leak: &Leak) {
        self.what_it_is(leak);
        if let Some(growth) = &leak.growth {
            self.blank();
            let lines = growth::table(growth, self.style.width - INDENT);
            self.drawn(lines);
        }
        if !leak.path.is_empty() || leak.kind == Kind::Kept {
            self.blank();
            self.drawn(ring::path(leak, self.style.width - INDENT));
        }
        if !leak.places.is_empty() {
            self.blank();
            self.out.push_str(&places::marked(report, leak, self.style));
        }
        self.changes(leak);
        for folded in &leak.folded {
            self.paragraph(&Line::of(Role::Quiet, "  folded: "), Role::Quiet, folded);
        }
        self.line(&Line::of(Role::Quiet, format!("  signature: {}", leak.signature)));
    }

    /// The cycle, and what else is lost with it.
    fn what_it_is(&mut self, leak: &Leak) {
        self.blank();
        if !leak.ring.is_empty() {
            self.drawn(ring::cycle(leak, self.style.width - INDENT));
        }
        let on_ring: HashSet<ObjectId> = facts::references(leak, &leak.ring).map(|reference| reference.from).collect();
        let others: Vec<ObjectId> = facts::with_part(leak, Part::Member)
            .filter(|id| !on_ring.contains(id) && !leak.objects.get(id.0).is_some_and(|object| object.folded))
            .collect();
        let head = if leak.ring.is_empty() { "objects: " } else { "also on its cycles: " };
        self.heaps(head, leak, others);
        let head = if leak.kind.is_cycle() { "pins besides: " } else { "keeps: " };
        self.heaps(head, leak, facts::with_part(leak, Part::Pinned).collect());
    }

    /// Objects by class in one line, the largest first, with how many there are if they are of more classes.
    fn heaps(&mut self, head: &str, leak: &Leak, ids: Vec<ObjectId>) {
        if ids.is_empty() {
            return;
        }
        let number = ids.len();
        let heaps = facts::by_class(leak, ids);
        let sum: usize = heaps.iter().map(|heap| heap.bytes).sum();
        let mut named: Vec<String> =
            heaps.iter().take(HEAPS).map(|heap| format!("{} ({})", heap.name, facts::bytes(heap.bytes))).collect();
        if heaps.len() > HEAPS {
            let rest: usize = heaps.iter().skip(HEAPS).map(|heap| heap.bytes).sum();
            let classes = heaps.len() - HEAPS;
            let of = if classes == 1 { "class" } else { "classes" };
            named.push(format!("{classes} more {of} ({})", facts::bytes(rest)));
        }
        let mut text = named.iter().map(|heap| heap.replace(' ', FIXED_BLANK)).collect::<Vec<_>>().join(", ");
        if heaps.len() > 1 {
            text = format!("{}, {}: {text}", facts::count(number, "object"), facts::bytes(sum));
        }
        self.paragraph(&Line::of(Role::Text, format!("  {head}")), Role::Text, &text);
    }

    /// The change that the first advice asks for, then the other advice with theirs.
    fn changes(&mut self, leak: &Leak) {
        for (at, advice) in leak.advice.iter().enumerate() {
            if at == 0 && advice.patch.is_none() {
                continue;
            }
            self.blank();
            if at > 0 {
                self.advice(&Line::of(Role::Remedy, "  or:    "), leak, advice);
            }
            if let Some(patch) = &advice.patch {
                let place = format!("{}:{}", patch.file, patch.line);
                self.line(&Line::of(Role::Quiet, "  change ").with(Role::Place, place));
                for (change, text) in patch::shortest(patch) {
                    let (sign, role) = match change {
                        Change::Removed => ('-', Role::Removed),
                        Change::Added => ('+', Role::Added),
                        Change::Kept => (' ', Role::Text),
                    };
                    self.line(&Line::of(role, format!("    {sign}{text}")));
                }
            }
        }
        self.blank();
    }
}
