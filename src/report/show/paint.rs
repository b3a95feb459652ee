//! Texts with colours on a terminal, and the same without.

use anstyle::{AnsiColor, Style};

/// Whether a text has colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// Without escapes, for files and pipes.
    #[default]
    Plain,
    /// With the escapes of a terminal.
    Ansi,
}

/// What a piece of text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Running text.
    Text,
    /// What is wrong.
    Problem,
    /// What is right, and what to do.
    Remedy,
    /// An object.
    Object,
    /// How an object refers to another.
    Reference,
    /// A place in a source text.
    Place,
    /// Lines of a drawing, and what one need not read.
    Quiet,
    /// A line that goes.
    Removed,
    /// A line that comes.
    Added,
}

impl Role {
    fn style(self) -> Style {
        match self {
            Role::Text => Style::new(),
            Role::Problem => AnsiColor::BrightRed.on_default().bold(),
            Role::Remedy => AnsiColor::Green.on_default().bold(),
            Role::Object => Style::new().bold(),
            Role::Reference => AnsiColor::Cyan.on_default(),
            Role::Place => AnsiColor::BrightBlue.on_default(),
            Role::Quiet => Style::new().dimmed(),
            Role::Removed => AnsiColor::Red.on_default(),
            Role::Added => AnsiColor::Green.on_default(),
        }
    }
}

/// A line made of pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pieces: Vec<(Role, String)>,
}

impl Line {
    /// A line of one piece.
    pub fn of(role: Role, text: impl Into<String>) -> Line {
        Line::default().with(role, text)
    }

    /// The line with a piece more.
    pub fn with(mut self, role: Role, text: impl Into<String>) -> Line {
        self.push(role, text);
        self
    }

    /// Adds a piece. Characters that would move the cursor or begin an escape are shown as blanks.
    pub fn push(&mut self, role: Role, text: impl Into<String>) {
        let mut text = text.into();
        if text.contains(char::is_control) {
            text = text.replace('\t', "    ").replace(char::is_control, " ");
        }
        self.pieces.push((role, text));
    }

    /// How many columns it takes.
    pub fn width(&self) -> usize {
        self.pieces.iter().map(|(_, text)| width(text)).sum()
    }

    /// Adds blanks up to a column.
    pub fn pad(&mut self, column: usize) {
        let missing = column.saturating_sub(self.width());
        if missing > 0 {
            self.push(Role::Text, " ".repeat(missing));
        }
    }

    /// Writes the line and its end, without blanks behind the last piece.
    pub fn write(&self, colour: Colour, out: &mut String) {
        let mut pieces: Vec<(Role, &str)> = self.pieces.iter().map(|(role, text)| (*role, text.as_str())).collect();
        while let Some((_, last)) = pieces.last_mut() {
            *last = last.trim_end();
            if !last.is_empty() {
                break;
            }
            pieces.pop();
        }
        for (role, text) in pieces {
            let style = role.style();
            if colour == Colour::Plain || style.is_plain() {
                out.push_str(text);
            } else {
                put!(out, "{style}{text}{style:#}");
            }
        }
        out.push('\n');
    }
}

/// How many columns a text takes on a terminal.
pub fn width(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

/// A blank at which no line is broken.
pub const FIXED_BLANK: &str = "\u{a0}";

/// Words that are not parted from the number before them.
const UNITS: &[&str] = &["B", "kB", "MB", "GB", "TB"];

/// Breaks a text at blanks, so that no line is wider than some columns where that is possible.
pub fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split_ascii_whitespace() {
        let is_unit = UNITS.contains(&word.trim_end_matches(|character: char| !character.is_alphanumeric()));
        match words.last_mut() {
            Some(number) if is_unit && number.ends_with(|character: char| character.is_ascii_digit()) => {
                *number += FIXED_BLANK;
                *number += word;
            }
            _ => words.push(word.to_owned()),
        }
    }
    let mut lines = vec![String::new()];
    for word in words {
        let Some(line) = lines.last_mut() else { break };
        if line.is_empty() {
            line.push_str(&word);
        } else if width(line) + 1 + width(&word) <= columns {
            line.push(' ');
            line.push_str(&word);
        } else {
            lines.push(word);
        }
    }
    lines.into_iter().map(|line| line.replace(FIXED_BLANK, " ")).collect()
}
