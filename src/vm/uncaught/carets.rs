//! The source lines of a traceback entry with the `~~~^^^` under the part that failed, as CPython's `traceback`
//! module draws them.

use std::collections::BTreeSet;

use ouropy_compiler::code::Position;
use ouropy_grammar::Mode;
use ouropy_grammar::ast::{Expr, ExprKind, Module, Stmt, StmtKind};

use super::width::columns;

/// A character of a text of several lines: line and column, both from 0.
type Point = (usize, usize);

/// The part of an expression that is marked `^` where the rest is marked `~`: an operator, brackets with what they
/// hold. The end is exclusive.
struct Anchors {
    from: Point,
    to: Point,
}

/// The lines to show under a `File` line, each with four columns of indentation and a newline: the `source` lines of
/// `position`, of which trailing whitespace has been cut, and lines of carets.
pub(super) fn marked_lines(source: &[String], position: Position) -> String {
    let texts: Vec<Vec<char>> = source.iter().map(|line| line.chars().collect()).collect();
    let lines = dedent(&texts);
    let Some(first) = texts.first() else { return String::new() };
    if lines.iter().all(|line| line.iter().all(|c| c.is_whitespace())) {
        return String::new();
    }
    let removed = first.len() - lines[0].len();
    let start = characters_before(&source[0], position.column as usize).saturating_sub(removed);
    let end = characters_before(&source[source.len() - 1], position.end_column as usize).saturating_sub(removed);
    let final_line = lines.len() - 1;
    let anchors = anchors_of_segment(&lines, start, end);
    let drawing = Drawing {
        start_column: columns_before(&lines[0], start),
        end_column: columns_before(&lines[final_line], end),
        anchors: anchors.as_ref().map(|anchors| Anchors {
            from: displayed(&lines, anchors.from, start),
            to: displayed(&lines, anchors.to, start),
        }),
        lines: &lines,
        has_carets: shows_carets(&lines, start, end, anchors.as_ref()),
    };
    let mut shown = Vec::new();
    let mut previous = None;
    for number in significant_lines(final_line, anchors.as_ref()) {
        if let Some(previous) = previous {
            match number - previous {
                2 => drawing.draw(number - 1, &mut shown),
                skipped @ 3.. => shown.push(format!("...<{} lines>...", skipped - 1).chars().collect()),
                _ => {}
            }
        }
        drawing.draw(number, &mut shown);
        previous = Some(number);
    }
    let mut out = String::new();
    for line in dedent(&shown) {
        out.push_str("    ");
        out.extend(line);
        out.push('\n');
    }
    out
}

/// The first and last line, and the lines around the two ends of the anchors.
fn significant_lines(last: usize, anchors: Option<&Anchors>) -> BTreeSet<usize> {
    let mut lines = BTreeSet::from([0, last]);
    if let Some(anchors) = anchors {
        for (line, _) in [anchors.from, anchors.to] {
            lines.extend((line.saturating_sub(1)..=line + 1).filter(|&line| line <= last));
        }
    }
    lines
}

/// An anchor's column in the whole text, in columns of the terminal.
fn displayed(lines: &[Vec<char>], (line, column): Point, start: usize) -> Point {
    let column = if line == 0 { column + start } else { column };
    (line, lines.get(line).map_or(column, |text| columns_before(text, column)))
}

fn columns_before(line: &[char], offset: usize) -> usize {
    if line.iter().all(char::is_ascii) { offset } else { columns(&line[..offset.min(line.len())]) }
}

/// How many characters the first `offset` bytes are; a cut character counts as one.
fn characters_before(line: &str, offset: usize) -> usize {
    let bytes = line.as_bytes();
    String::from_utf8_lossy(&bytes[..offset.min(bytes.len())]).chars().count()
}

/// The lines without the indentation all of them share. Blank lines become empty.
fn dedent(lines: &[Vec<char>]) -> Vec<Vec<char>> {
    let is_blank = |line: &[char]| line.iter().all(|c| matches!(c, ' ' | '\t'));
    let mut margin: Option<&[char]> = None;
    for line in lines.iter().filter(|line| !is_blank(line)) {
        let indent = &line[..line.iter().take_while(|c| matches!(c, ' ' | '\t')).count()];
        margin = Some(match margin {
            None => indent,
            Some(margin) => {
                let common = margin.iter().zip(indent).take_while(|(a, b)| a == b).count();
                &margin[..common]
            }
        });
    }
    let cut = margin.map_or(0, <[char]>::len);
    lines.iter().map(|line| if is_blank(line) { Vec::new() } else { line[cut..].to_vec() }).collect()
}

struct Drawing<'a> {
    lines: &'a [Vec<char>],
    start_column: usize,
    end_column: usize,
    anchors: Option<Anchors>,
    has_carets: bool,
}

impl Drawing<'_> {
    /// A line, with carets below if they say more than the line alone.
    fn draw(&self, number: usize, out: &mut Vec<Vec<char>>) {
        let line = &self.lines[number];
        out.push(line.clone());
        if !self.has_carets {
            return;
        }
        let indent = line.iter().take_while(|c| c.is_whitespace()).count();
        let last = number + 1 == self.lines.len();
        let width = if last { self.end_column } else { columns_before(line, line.len()) };
        let mark = |column: usize| {
            let before = column < indent || (number == 0 && column < self.start_column);
            match &self.anchors {
                _ if before => ' ',
                Some(anchors) if (number, column) < anchors.from || (number, column) >= anchors.to => '~',
                _ => '^',
            }
        };
        out.push((0..width).map(mark).collect());
    }
}

/// Whether carets say more than the line alone: they do not under all of it, nor under the whole call of
/// `return f(...)` and `name = f(...)`.
fn shows_carets(lines: &[Vec<char>], start: usize, end: usize, anchors: Option<&Anchors>) -> bool {
    let text = joined(lines);
    if let Ok(parsed) = ouropy_grammar::parse(&text, Mode::File) {
        let Module::Module { body } = &parsed.ast else { return false };
        let Some(statement) = body.first() else { return false };
        if let Some(call) = plain_call(statement)
            && call.span.line == 1
            && call.span.end_line as usize == lines.len()
            && call.span.column as usize == start
            && call.span.end_column as usize == end
        {
            return false;
        }
    }
    let (first, last) = (&lines[0], &lines[lines.len() - 1]);
    let blank = |part: &[char]| part.iter().all(|c| c.is_whitespace());
    anchors.is_some() || !blank(&first[..start.min(first.len())]) || !blank(&last[end.min(last.len())..])
}

/// The call in `return f(...)` or `name = anything(...)`.
fn plain_call(statement: &Stmt) -> Option<&Expr> {
    match &statement.kind {
        StmtKind::Return { value: Some(value) } => match &value.kind {
            ExprKind::Call { func, .. } if matches!(func.kind, ExprKind::Name { .. }) => Some(value),
            _ => None,
        },
        StmtKind::Assign { targets, value } => match (&targets[..], &value.kind) {
            ([target], ExprKind::Call { .. }) if matches!(target.kind, ExprKind::Name { .. }) => Some(value),
            _ => None,
        },
        _ => None,
    }
}

fn joined(lines: &[Vec<char>]) -> String {
    let mut text = String::new();
    for (number, line) in lines.iter().enumerate() {
        if number != 0 {
            text.push('\n');
        }
        text.extend(line);
    }
    text
}

/// The anchors in the text from `start` in the first line to `end` in the last, counted from its start.
fn anchors_of_segment(lines: &[Vec<char>], start: usize, end: usize) -> Option<Anchors> {
    let mut segment: Vec<Vec<char>> = lines.to_vec();
    let last = segment.last_mut()?;
    last.truncate(end);
    let first = segment.first_mut()?;
    first.drain(..start.min(first.len()));
    let text = joined(&segment);
    // The brackets make a valid expression of one that goes over several lines.
    let parsed = ouropy_grammar::parse(&format!("(\n{text}\n)"), Mode::File).ok()?;
    let Module::Module { body } = &parsed.ast else { return None };
    let [Stmt { kind: StmtKind::Expr { value }, .. }] = &body[..] else { return None };
    Segment { lines: &segment }.anchors(value)
}

struct Segment<'a> {
    lines: &'a [Vec<char>],
}

impl Segment<'_> {
    fn anchors(&self, expression: &Expr) -> Option<Anchors> {
        match &expression.kind {
            ExprKind::BinOp { left, right, .. } => {
                let end = self.valid(self.end_of(left)?)?;
                let from = self.search(end, |c| !c.is_whitespace() && c != ')')?;
                let mut column = from.1 + 1;
                // The operator's second character, if it has one.
                let line = self.lines.get(from.0)?;
                if let Some(&next) = line.get(column) {
                    let right_line = (right.span.line as usize).checked_sub(2)?;
                    let before_right =
                        right_line > from.0 || column < self.character(right_line, right.span.column as usize)?;
                    if before_right && !next.is_whitespace() && next != '\\' && next != '#' {
                        column += 1;
                    }
                }
                Some(Anchors { from, to: (from.0, column) })
            }
            ExprKind::Subscript { value, .. } => self.brackets(expression, value, '['),
            ExprKind::Call { func, .. } => self.brackets(expression, func, '('),
            _ => None,
        }
    }

    fn brackets(&self, whole: &Expr, before: &Expr, open: char) -> Option<Anchors> {
        let end = self.valid(self.end_of(before)?)?;
        let from = self.search(end, |c| c == open)?;
        Some(Anchors { from, to: self.end_of(whole)? })
    }

    /// The end of an expression; the text was parsed with one line in front of it.
    fn end_of(&self, expression: &Expr) -> Option<Point> {
        let line = (expression.span.end_line as usize).checked_sub(2)?;
        Some((line, self.character(line, expression.span.end_column as usize)?))
    }

    fn character(&self, line: usize, byte: usize) -> Option<usize> {
        let text: String = self.lines.get(line)?.iter().collect();
        Some(characters_before(&text, byte))
    }

    /// The place itself, or the first character of a later line if it is past the end of its own.
    fn valid(&self, (mut line, mut column): Point) -> Option<Point> {
        while column >= self.lines.get(line)?.len() {
            (line, column) = (line + 1, 0);
        }
        Some((line, column))
    }

    /// The next character that is wanted, comments and line continuations left out.
    fn search(&self, from: Point, wanted: impl Fn(char) -> bool) -> Option<Point> {
        let (mut line, mut column) = from;
        loop {
            match *self.lines.get(line)?.get(column)? {
                '\\' | '#' => (line, column) = self.valid((line + 1, 0))?,
                character if wanted(character) => return Some((line, column)),
                _ => (line, column) = self.valid((line, column + 1))?,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(source: &str, column: u32, end_column: u32) -> String {
        let lines: Vec<String> = source.lines().map(str::to_owned).collect();
        let end_line = lines.len() as u32;
        marked_lines(&lines, Position { line: 1, end_line, column, end_column })
    }

    #[test]
    fn operators_brackets_and_calls_are_anchored() {
        assert_eq!(marked("    return a + b", 11, 16), "    return a + b\n           ~~^~~\n");
        assert_eq!(marked("v = d['k'][0]", 4, 10), "    v = d['k'][0]\n        ~^^^^^\n");
        assert_eq!(marked("print(f(1), 2)", 6, 10), "    print(f(1), 2)\n          ~^^^\n");
        assert_eq!(marked("(a // b) + c", 1, 7), "    (a // b) + c\n     ~~^^~~\n");
    }

    #[test]
    fn whole_lines_are_not_marked() {
        assert_eq!(marked("raise ValueError", 0, 16), "    raise ValueError\n");
        assert_eq!(marked("    return f(1)", 11, 15), "    return f(1)\n");
        assert_eq!(marked("name = f(1)", 7, 11), "    name = f(1)\n");
    }

    #[test]
    fn calls_over_several_lines_are_marked_on_each() {
        let source = "g(1,\n  2,\n  3,\n  4)";
        assert_eq!(
            marked(source, 0, 4),
            "    g(1,\n    ~^^^\n      2,\n      ^^\n      3,\n      ^^\n      4)\n      ^^\n"
        );
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(marked("\"\u{65e5}\u{672c}\" + 1", 0, 12), "    \"\u{65e5}\u{672c}\" + 1\n    ~~~~~~~^~~\n");
    }
}
