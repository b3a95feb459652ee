//! How a root grows: what each call leaves, by class and by the line that made it.

use super::super::facts;
use super::super::paint::{Line, Role, width};
use crate::report::model::Growth;

/// Rows that are shown; the rest is one more.
const ROWS: usize = 8;

/// The table, no wider than some columns where that is possible.
pub fn table(growth: &Growth, columns: usize) -> Vec<Line> {
    let title = format!("each call of {} leaves, over {}:", growth.function, facts::count(growth.calls, "call"));
    let mut lines = vec![Line::of(Role::Text, title)];
    let mut rows: Vec<[String; 4]> = growth
        .rows
        .iter()
        .take(ROWS)
        .map(|row| {
            let made = row.made.as_ref().map_or_else(String::new, facts::place_in);
            [facts::average(row.objects_per_call), facts::size(row.bytes_per_call), row.class.clone(), made]
        })
        .collect();
    if growth.rows.len() > ROWS {
        let rest = || growth.rows.iter().skip(ROWS);
        let objects = rest().map(|row| row.objects_per_call).sum();
        let bytes = rest().map(|row| row.bytes_per_call).sum();
        let what = format!("({} more rows)", growth.rows.len() - ROWS);
        rows.push([facts::average(objects), facts::size(bytes), what, String::new()]);
    }
    if rows.is_empty() {
        return lines;
    }
    let head = ["objects", "bytes", "class", "made at"].map(str::to_owned);
    let widest = |column: usize| {
        rows.iter().chain([&head]).filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0)
    };
    let (objects, bytes, class) = (widest(0), widest(1), widest(2).min(columns / 2));
    let line = |row: &[String; 4], figures: Role, place: Role| {
        let [first, second, third, fourth] = row;
        let mut line = Line::default();
        line.pad(4 + objects - width(first));
        line.push(figures, first);
        line.pad(4 + objects + 2 + bytes - width(second));
        line.push(figures, second);
        line.pad(4 + objects + 2 + bytes + 2);
        line.push(figures, third);
        line.pad(4 + objects + 2 + bytes + 2 + class + 2);
        line.push(place, fourth);
        line
    };
    lines.push(line(&head, Role::Quiet, Role::Quiet));
    lines.extend(rows.iter().map(|row| line(row, Role::Text, Role::Place)));
    lines
}
