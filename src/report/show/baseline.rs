//! Leaks that are known: a file of their signatures, so that a report tells only of new ones.
//!
//! A line is a signature. What stands behind a `#` is for the reader: the file says above each signature what it is of.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use super::facts;
use crate::report::model::{Leak, Report};

/// How many hexadecimal digits a signature has.
const DIGITS: usize = 16;

/// Signatures of leaks that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    signatures: BTreeSet<String>,
}

/// Why there is no baseline.
#[derive(Debug)]
pub enum Unreadable {
    /// The file cannot be read.
    File(io::Error),
    /// A line is no signature: its number, counted from 1, and what it says.
    Line(usize, String),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Unreadable::File(error) => error.fmt(formatter),
            Unreadable::Line(number, text) => write!(formatter, "line {number}: no signature: {text}"),
        }
    }
}

impl std::error::Error for Unreadable {}

impl Baseline {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Baseline, Unreadable> {
        Baseline::parse(&fs::read_to_string(path).map_err(Unreadable::File)?)
    }

    /// Reads the text of a file.
    pub fn parse(text: &str) -> Result<Baseline, Unreadable> {
        let mut signatures = BTreeSet::new();
        for (at, line) in text.lines().enumerate() {
            let said = line.split('#').next().unwrap_or_default().trim();
            if said.is_empty() {
                continue;
            }
            let right = said.len() == DIGITS && said.bytes().all(|byte| byte.is_ascii_hexdigit());
            if !right {
                return Err(Unreadable::Line(at + 1, said.to_owned()));
            }
            signatures.insert(said.to_ascii_lowercase());
        }
        Ok(Baseline { signatures })
    }

    /// Takes the leaks that are known out of a report and notes how many they were. The result are the signatures of
    /// which the report has no leak any more.
    pub fn take_known(&self, report: &mut Report) -> Vec<String> {
        let is_known = |leak: &Leak| self.signatures.contains(&leak.signature.to_ascii_lowercase());
        let (known, new): (Vec<Leak>, Vec<Leak>) = std::mem::take(&mut report.leaks).into_iter().partition(is_known);
        report.leaks = new;
        if !known.is_empty() {
            let verb = if known.len() == 1 { "is" } else { "are" };
            report
                .notes
                .push(format!("{} that the baseline knows {verb} not shown", facts::count(known.len(), "leak")));
        }
        let seen = |signature: &str| known.iter().any(|leak| leak.signature.eq_ignore_ascii_case(signature));
        self.signatures.iter().filter(|signature| !seen(signature)).cloned().collect()
    }
}

/// Writes a file that knows all leaks of a report.
pub fn write(path: &Path, report: &Report) -> io::Result<()> {
    fs::write(path, text(report))
}

/// The text of such a file.
pub fn text(report: &Report) -> String {
    let mut out =
        format!("# Leaks of {} that are known, by signature.\n", report.program.replace(char::is_control, " "));
    for leak in &report.leaks {
        let place = leak
            .places
            .first()
            .map_or_else(String::new, |label| format!(", {}: {}", facts::place_in(&label.place), label.text));
        let line = format!("{}{place}", facts::title(leak)).replace(char::is_control, " ");
        put!(out, "\n# {line}\n{}\n", leak.signature);
    }
    out
}
