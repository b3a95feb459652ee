//! Where a place of the report is in the text of its file.

use std::ops::Range;

use crate::report::model::{Place, Source};

/// The most lines that are marked; of a longer place, its first line is.
const LINES: u32 = 6;

/// What a place covers of one line, in characters counted from 0; `None` for a line that it does not touch.
pub fn of_line(text: &str, place: &Place, line: u32) -> Option<Range<usize>> {
    let last = last_line(place);
    if line < place.line || line > last {
        return None;
    }
    let indent = text.chars().take_while(|character| character.is_whitespace()).count();
    let end = text.trim_end().chars().count();
    let start = if line == place.line && place.column > 0 { place.column as usize - 1 } else { indent };
    let ends_here = line == place.end_line && place.column > 0 && place.end_column > 0;
    let stop = if ends_here { (place.end_column as usize - 1).min(end) } else { end };
    // A place that the file no longer has is its whole line.
    Some(if start < stop { start..stop } else { indent.min(end)..end })
}

/// The last line of a place that is marked.
pub fn last_line(place: &Place) -> u32 {
    if place.column == 0 || place.end_line < place.line || place.end_line - place.line >= LINES {
        place.line
    } else {
        place.end_line
    }
}

/// What a place covers of the whole text, its lines joined by line feeds, in bytes.
pub fn bytes_of(source: &Source, place: &Place) -> Option<Range<usize>> {
    let start = byte_at(source, place, place.line, |range| range.start)?;
    let end = byte_at(source, place, last_line(place), |range| range.end)?;
    (start <= end).then_some(start..end)
}

/// The byte at one end of what a place covers of a line.
fn byte_at(source: &Source, place: &Place, line: u32, end: fn(Range<usize>) -> usize) -> Option<usize> {
    let index = (line as usize).checked_sub(1)?;
    let text = source.lines.get(index)?;
    let before: usize = source.lines.iter().take(index).map(|line| line.len() + 1).sum();
    let column = end(of_line(text, place, line)?);
    let within: usize = text.chars().take(column).map(char::len_utf8).sum();
    Some(before + within)
}
