//! `co_linetable`: source ranges as bytes, in CPython's form (`code_objects.md` of its internal documentation tells it).
//! An entry stands for one to eight places that follow each other, and its line counts from that of the entry before.
//!
//! ```text
//! byte 0   1 | kind, 4 bits | places - 1, 3 bits
//! kind     0 to 9    same line; columns in one more byte: kind * 8 + 3 bits, length in 4 bits
//!          10 to 12  0 to 2 lines further; two more bytes: column, end column
//!          13        signed number: lines further; no columns
//!          14        signed number: lines further; numbers: lines to the end, column + 1, end column + 1
//!          15        no source range
//! number   6 bits in a byte, the low ones first; bit 6 where more follow. Of a signed one, bit 0 is the sign.
//! ```

use ouropy_compiler::code::Position;

const SHORT_KINDS: u8 = 10;
const NO_COLUMNS: u8 = 13;
const LONG: u8 = 14;
const NONE: u8 = 15;
/// Places that one entry can stand for.
const MOST: usize = 8;

/// A source range of which parts may not be known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Location {
    pub line: Option<i64>,
    pub end_line: Option<i64>,
    pub column: Option<i64>,
    pub end_column: Option<i64>,
}

impl Location {
    /// The location that a position of the compiler's is.
    pub fn of(position: Position) -> Location {
        if position.line == 0 {
            return Location::default();
        }
        let known = |number: u32| (number != u32::MAX).then_some(i64::from(number));
        Location {
            line: Some(i64::from(position.line)),
            end_line: known(position.end_line),
            column: known(position.column),
            end_column: known(position.end_column),
        }
    }

    /// A line, and no columns.
    pub fn of_line(line: u32) -> Location {
        let line = (line != 0).then_some(i64::from(line));
        Location { line, end_line: line, ..Location::default() }
    }

    /// As the compiler has it.
    pub fn position(&self) -> Position {
        let number = |number: Option<i64>| number.and_then(|number| u32::try_from(number).ok());
        match number(self.line) {
            None | Some(0) => Position::default(),
            Some(line) => Position {
                line,
                end_line: number(self.end_line).unwrap_or(line),
                column: number(self.column).unwrap_or(u32::MAX),
                end_column: number(self.end_column).unwrap_or(u32::MAX),
            },
        }
    }
}

/// The table of locations, one for each place.
pub fn encode(locations: &[Location], first_line: u32) -> Vec<u8> {
    let mut data = Vec::new();
    let mut line = i64::from(first_line);
    for run in locations.chunk_by(|one, other| one == other) {
        for part in run.chunks(MOST) {
            line = entry(&mut data, &part[0], part.len(), line);
        }
    }
    data
}

/// Adds an entry; gives the line that the next one counts from.
fn entry(data: &mut Vec<u8>, location: &Location, places: usize, before: i64) -> i64 {
    let begin = |data: &mut Vec<u8>, kind: u8| data.push(0x80 | kind << 3 | (places - 1) as u8);
    let Some(line) = location.line else {
        begin(data, NONE);
        return before;
    };
    let further = line - before;
    let end_line = location.end_line.unwrap_or(line);
    match (location.column, location.end_column) {
        (Some(column), Some(end)) if end_line == line => {
            if further == 0 && column < 80 && (column..column + 16).contains(&end) {
                begin(data, (column / 8) as u8);
                data.push(((column % 8) << 4 | (end - column)) as u8);
                return line;
            }
            if (0..3).contains(&further) && column < 128 && end < 128 {
                begin(data, SHORT_KINDS + further as u8);
                data.extend([column as u8, end as u8]);
                return line;
            }
        }
        (None, None) if end_line == line => {
            begin(data, NO_COLUMNS);
            signed(data, further);
            return line;
        }
        _ => {}
    }
    begin(data, LONG);
    signed(data, further);
    for part in
        [end_line - line, location.column.map_or(0, |column| column + 1), location.end_column.map_or(0, |end| end + 1)]
    {
        number(data, part.unsigned_abs());
    }
    line
}

fn number(data: &mut Vec<u8>, mut value: u64) {
    while value >= 64 {
        data.push(0x40 | (value & 63) as u8);
        value >>= 6;
    }
    data.push(value as u8);
}

fn signed(data: &mut Vec<u8>, value: i64) {
    number(data, value.unsigned_abs() << 1 | u64::from(value < 0));
}

/// The location of each place that a table has an entry for. Bytes that are missing at the end count as 0.
pub fn decode(table: &[u8], first_line: u32) -> Vec<Location> {
    let mut bytes = table.iter().copied().peekable();
    let (mut locations, mut line) = (Vec::new(), i64::from(first_line));
    while let Some(begin) = bytes.next() {
        let (kind, places) = (begin >> 3 & 15, usize::from(begin & 7) + 1);
        let mut next = || bytes.next().unwrap_or_default();
        let mut location = Location::default();
        match kind {
            NONE => {}
            LONG => {
                line += take_signed(&mut next);
                location.end_line = Some(line + take_number(&mut next) as i64);
                location.column = (take_number(&mut next) as i64).checked_sub(1).filter(|column| *column >= 0);
                location.end_column = (take_number(&mut next) as i64).checked_sub(1).filter(|end| *end >= 0);
            }
            NO_COLUMNS => line += take_signed(&mut next),
            SHORT_KINDS.. => {
                line += i64::from(kind - SHORT_KINDS);
                location.column = Some(i64::from(next()));
                location.end_column = Some(i64::from(next()));
            }
            _ => {
                let columns = next();
                let column = i64::from(kind) * 8 + i64::from(columns >> 4 & 7);
                location.column = Some(column);
                location.end_column = Some(column + i64::from(columns & 15));
            }
        }
        if kind != NONE {
            location.line = Some(line);
            location.end_line = location.end_line.or(location.line);
        }
        locations.extend(std::iter::repeat_n(location, places));
    }
    locations
}

fn take_number(next: &mut impl FnMut() -> u8) -> u64 {
    let (mut value, mut shift) = (0_u64, 0);
    loop {
        let byte = next();
        value |= u64::from(byte & 63).checked_shl(shift).unwrap_or_default();
        shift += 6;
        if byte & 0x40 == 0 {
            return value;
        }
    }
}

fn take_signed(next: &mut impl FnMut() -> u8) -> i64 {
    let value = take_number(next);
    let size = (value >> 1) as i64;
    if value & 1 == 0 { size } else { -size }
}

#[cfg(test)]
mod tests {
    use super::{Location, decode, encode};

    #[test]
    fn what_is_written_is_read() {
        let whole = |line, end_line, column, end_column| Location {
            line: Some(line),
            end_line: Some(end_line),
            column: Some(column),
            end_column: Some(end_column),
        };
        let mut locations = vec![
            whole(6, 7, 0, 0),
            whole(7, 7, 79, 94),
            whole(7, 7, 80, 81),
            whole(9, 9, 4, 120),
            whole(3, 3, 200, 300),
            whole(1000, 2000, 5, 4),
            Location::default(),
            Location::of_line(1002),
            Location::of_line(2),
        ];
        locations.extend([whole(2, 2, 1, 2); 19]);
        assert_eq!(decode(&encode(&locations, 7), 7), locations);
    }

    #[test]
    fn a_table_that_breaks_off_is_read() {
        assert_eq!(decode(&[0xf0], 1), [Location { column: None, end_column: None, ..Location::of_line(1) }]);
        assert_eq!(decode(&[], 1), []);
    }
}
