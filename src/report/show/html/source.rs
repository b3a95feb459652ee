//! The source beside a drawing: the files that a leak's places are in, with what happened below the lines.

use std::collections::{BTreeMap, BTreeSet};

use super::super::facts;
use super::super::spans;
use super::super::svg::escaped;
use crate::report::model::{Label, Leak, Place, Report, Source};

/// A file that is no longer is shown whole.
const WHOLE: usize = 200;

/// Lines around a place of a longer one.
const AROUND: usize = 6;

/// Lines that all listings of a page have together; then only those that are spoken of come.
const LINES: usize = 4000;

/// The longest line.
const COLUMNS: usize = 400;

/// The listings of a page.
pub struct Listing<'a> {
    report: &'a Report,
    written: usize,
    /// The elements that lines are: by leak, file and line.
    elements: BTreeMap<(usize, String, u32), String>,
}

impl<'a> Listing<'a> {
    /// None so far.
    pub fn new(report: &'a Report) -> Listing<'a> {
        Listing { report, written: 0, elements: BTreeMap::new() }
    }

    /// The element of the line that a place is in, in the listings of a leak.
    pub fn line(&self, leak: usize, place: &Place) -> Option<String> {
        self.elements.get(&(leak, place.file.to_string(), place.line)).cloned()
    }

    /// The listings of a leak.
    pub fn of_leak(&mut self, number: usize, leak: &Leak) -> String {
        let made = leak.objects.iter().filter_map(|object| object.made.as_ref());
        let referred = leak.references.iter().filter_map(|reference| reference.made.as_ref());
        let places: Vec<&Place> = leak.places.iter().map(|label| &label.place).chain(made).chain(referred).collect();
        let mut files: Vec<&str> = Vec::new();
        for place in &places {
            if !files.contains(&&*place.file) {
                files.push(&place.file);
            }
        }
        let mut out = String::new();
        for (at, file) in files.into_iter().enumerate() {
            let Some(source) = facts::source(self.report, file) else { continue };
            let spoken_of: BTreeSet<usize> = places
                .iter()
                .filter(|place| &*place.file == file)
                .flat_map(|place| place.line as usize..=spans::last_line(place) as usize)
                .collect();
            out += &self.of_file(number, leak, at, source, &spoken_of);
        }
        out
    }

    fn of_file(&mut self, number: usize, leak: &Leak, file: usize, source: &Source, lines: &BTreeSet<usize>) -> String {
        let around = if self.written < LINES { AROUND } else { 0 };
        let shown: BTreeSet<usize> = if source.lines.len() <= WHOLE && around > 0 {
            (1..=source.lines.len()).collect()
        } else {
            lines.iter().flat_map(|line| line.saturating_sub(around).max(1)..=line + around).collect()
        };
        let mut items = String::new();
        let mut last = 0;
        for line in shown {
            let Some(text) = source.lines.get(line - 1) else { continue };
            if line > last + 1 {
                items += "<li class=\"gap\" data-line=\"\">...</li>\n";
            }
            last = line;
            self.written += 1;
            let element = format!("l{number}-s{file}-{line}");
            self.elements.insert((number, source.file.to_string(), line as u32), element.clone());
            items += &item(leak, source, line as u32, text, &element);
        }
        let name = escaped(&source.file);
        format!(
            "<figure>\n<figcaption>{name}</figcaption>\n<ol class=\"lines\" tabindex=\"0\" aria-label=\"{name}\">\n\
             {items}</ol>\n</figure>\n"
        )
    }
}

/// One line, what places cover of it marked, what happened there below.
fn item(leak: &Leak, source: &Source, line: u32, text: &str, element: &str) -> String {
    let here: Vec<(usize, &Label)> = leak
        .places
        .iter()
        .enumerate()
        .filter(|(_, label)| label.place.file == source.file && spans::of_line(text, &label.place, line).is_some())
        .collect();
    let class = match here.first() {
        Some((0, _)) => " class=\"primary\"",
        Some(_) => " class=\"secondary\"",
        None => "",
    };
    let mut out = format!("<li id=\"{element}\" data-line=\"{line}\"{class}><code>");
    let covered = |column: usize| {
        here.iter()
            .any(|(_, label)| spans::of_line(text, &label.place, line).is_some_and(|span| span.contains(&column)))
    };
    let mut marked = Marked::No;
    let mut run = String::new();
    for (column, character) in text.chars().take(COLUMNS).enumerate() {
        let now = if covered(column) { Marked::Yes } else { Marked::No };
        if now != marked {
            out += &run_of(&run, marked);
            run.clear();
            marked = now;
        }
        run.push(character);
    }
    out += &run_of(&run, marked);
    if text.chars().nth(COLUMNS).is_some() {
        out += "...";
    }
    out += "</code>";
    for (_, label) in here.iter().filter(|(_, label)| spans::last_line(&label.place) == line) {
        put!(out, "<span class=\"note\">{}</span>", escaped(&label.text));
    }
    out + "</li>\n"
}

/// Whether a run of characters is marked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marked {
    No,
    Yes,
}

fn run_of(text: &str, marked: Marked) -> String {
    let text = escaped(text);
    if marked == Marked::Yes && !text.is_empty() { format!("<mark>{text}</mark>") } else { text }
}
