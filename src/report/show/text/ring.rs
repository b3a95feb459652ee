//! Drawings of a cycle and of the path from a root, in characters.
//!
//! A cycle that fits in one row is drawn along it, with the reference that closes it below, back to the first object.
//! A longer one has a row for each reference, beside a line from the last to the first. Rows that say the same are
//! folded, and of very many the middle is left out.

use super::super::facts;
use super::super::paint::{Line, Role, width};
use crate::report::model::{Kind, Leak, ObjectId, Reference};

/// The longest name of an object or a reference; what is longer is cut in the middle.
const LONGEST_NAME: usize = 48;

/// The widest column of names: a longer name pushes what is behind it.
const NAME_COLUMN: usize = 36;

/// Between a name and where it leads.
const ARROW: &str = " -> ";

/// As many rows that say the same are folded.
const ALIKE: usize = 4;

/// The most rows, and how many of those that are left when there are more come from the end.
const ROWS: usize = 24;
const LAST_ROWS: usize = 8;

/// The cycle of a leak.
pub fn cycle(leak: &Leak, columns: usize) -> Vec<Line> {
    let steps: Vec<&Reference> = facts::references(leak, &leak.ring).collect();
    let Some((closing, forward)) = steps.split_last() else { return Vec::new() };
    in_one_row(leak, &steps, columns).unwrap_or_else(|| {
        let table = Table::of(leak, forward, "|     ", columns);
        let mut lines = Vec::new();
        lines.push(Line::of(Role::Quiet, "+-> ").with(Role::Object, table.object(steps[0].from)));
        lines.extend(table.rows(forward));
        lines.push(table.made(Line::of(Role::Quiet, "+---- ").with(Role::Reference, table.name(closing, 0)), closing));
        lines
    })
}

/// The path from a root to what it keeps; the object itself where the root is no object.
pub fn path(leak: &Leak, columns: usize) -> Vec<Line> {
    let steps: Vec<&Reference> = facts::references(leak, &leak.path).collect();
    let table = Table::of(leak, &steps, "    ", columns);
    let first = steps.first().map_or(ObjectId(0), |first| first.from);
    let mut lines = vec![Line::of(Role::Quiet, "kept by ").with(Role::Object, table.object(first))];
    lines.extend(table.rows(&steps));
    if let Some(last) = lines.last_mut() {
        last.push(Role::Problem, if leak.kind == Kind::Kept { "  <- stays" } else { "  <- grows" });
    }
    lines
}

fn object(leak: &Leak, id: ObjectId, longest: usize) -> String {
    match leak.objects.get(id.0) {
        Some(object) => format!("{} {}", facts::clipped(facts::object_label(object), longest), facts::number(id)),
        None => facts::number(id),
    }
}

/// The cycle along one row, if it is not too wide.
fn in_one_row(leak: &Leak, steps: &[&Reference], columns: usize) -> Option<Vec<Line>> {
    let (closing, forward) = steps.split_last()?;
    let name = |step: &Reference| facts::clipped(&step.name, LONGEST_NAME);
    let object = |id| object(leak, id, LONGEST_NAME);
    let mut row = Line::of(Role::Object, object(steps.first()?.from));
    let head = (row.width() / 2).min(4);
    let mut last_starts = 0;
    for step in forward {
        if row.width() > columns {
            return None;
        }
        row.push(Role::Quiet, " --");
        row.push(Role::Reference, name(step));
        row.push(Role::Quiet, "--> ");
        last_starts = row.width();
        row.push(Role::Object, object(step.to));
    }
    let back = format!(" {} ", name(closing));
    // The line back hangs on the middle of the last object, or on a line behind it where its name takes more room.
    let middle = last_starts + (row.width() - last_starts) / 2;
    let needed = head + width(&back) + 5;
    let tail = if middle >= needed { middle } else { needed.max(row.width() + 3) };
    if tail > middle {
        row.push(Role::Quiet, format!(" {}+", "-".repeat(tail - row.width() - 1)));
    }
    if row.width().max(tail + 1) > columns {
        return None;
    }
    let mut above = Line::default();
    above.pad(head);
    above.push(Role::Quiet, "^");
    above.pad(tail);
    above.push(Role::Quiet, "|");
    let dashes = tail - head - 1 - width(&back);
    let mut below = Line::default();
    below.pad(head);
    below.push(Role::Quiet, format!("+{}", "-".repeat(dashes / 2)));
    below.push(Role::Reference, back);
    below.push(Role::Quiet, format!("{}+", "-".repeat(dashes - dashes / 2)));
    Some(vec![row, above, below])
}

/// References below each other.
struct Table<'a> {
    leak: &'a Leak,
    /// What stands before each.
    margin: &'a str,
    /// How wide the column of names is.
    names: usize,
    /// How wide all may be.
    columns: usize,
}

impl<'a> Table<'a> {
    fn of(leak: &'a Leak, steps: &[&Reference], margin: &'a str, columns: usize) -> Table<'a> {
        let mut table = Table { leak, margin, names: 0, columns };
        let objects = steps.iter().map(|step| width(&table.object(step.to))).max().unwrap_or(0);
        let room = columns.saturating_sub(width(margin) + width(ARROW) + objects);
        let names = steps.iter().map(|step| width(&table.name(step, 0))).max().unwrap_or(0);
        table.names = names.min(NAME_COLUMN).min(room);
        table
    }

    fn object(&self, id: ObjectId) -> String {
        object(self.leak, id, LONGEST_NAME.min(self.columns / 2))
    }

    /// The name of a reference beside which something takes so many columns.
    fn name(&self, step: &Reference, beside: usize) -> String {
        let room = self.columns.saturating_sub(width(self.margin) + beside);
        facts::clipped(&step.name, LONGEST_NAME.min(room))
    }

    /// A row for each reference, those that say the same folded, and of many only the first and the last.
    fn rows(&self, steps: &[&Reference]) -> Vec<Line> {
        let label = |step: &Reference| self.leak.objects.get(step.to.0).map(facts::object_label);
        let mut lines = Vec::new();
        let mut rest = steps;
        while let Some(first) = rest.first() {
            let alike = rest.iter().take_while(|step| step.name == first.name && label(step) == label(first)).count();
            let (run, behind) = rest.split_at(alike);
            rest = behind;
            if alike < ALIKE {
                lines.extend(run.iter().map(|step| self.row(step)));
                continue;
            }
            lines.push(self.row(first));
            let to = run.last().map_or_else(String::new, |step| self.object(step.to));
            let text = format!("{}... the same {} times more, to ", self.margin, alike - 1);
            lines.push(Line::of(Role::Quiet, text).with(Role::Object, to));
        }
        if lines.len() > ROWS {
            let last = lines.split_off(lines.len() - LAST_ROWS);
            let left_out = lines.len() - (ROWS - LAST_ROWS - 1);
            lines.truncate(ROWS - LAST_ROWS - 1);
            lines.push(Line::of(Role::Quiet, format!("{}... {left_out} rows are left out ...", self.margin)));
            lines.extend(last);
        }
        lines
    }

    /// One reference: its name, where it leads, and where it was made.
    fn row(&self, step: &Reference) -> Line {
        let to = self.object(step.to);
        let name = self.name(step, width(ARROW) + width(&to));
        let mut line = Line::of(Role::Quiet, self.margin).with(Role::Reference, name);
        line.pad(width(self.margin) + self.names);
        line.push(Role::Quiet, ARROW);
        line.push(Role::Object, to);
        self.made(line, step)
    }

    /// A row with where its reference was made, if there is room.
    fn made(&self, mut line: Line, step: &Reference) -> Line {
        if let Some(made) = &step.made {
            let place = format!("  ({})", facts::place(made));
            if line.width() + width(&place) <= self.columns {
                line.push(Role::Place, place);
            }
        }
        line
    }
}
