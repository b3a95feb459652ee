//! The changes that the report proposes, as one unified diff that `patch -p1` and `git apply` take.

use super::facts;
use crate::report::model::{Patch, Report, Source};

/// Lines around a change.
const CONTEXT: usize = 3;

/// What happens to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It goes.
    Removed,
    /// It comes.
    Added,
    /// It stays.
    Kept,
}

/// The lines of a change. Those that it begins and ends with on both sides are kept.
pub fn shortest(patch: &Patch) -> Vec<(Change, &str)> {
    let (removed, added) = (&patch.removed[..], &patch.added[..]);
    let before = removed.iter().zip(added).take_while(|(one, other)| one == other).count();
    let (kept, removed) = removed.split_at(before);
    let added = &added[before..];
    let behind = removed.iter().rev().zip(added.iter().rev()).take_while(|(one, other)| one == other).count();
    let (removed, kept_behind) = removed.split_at(removed.len() - behind);
    let added = &added[..added.len() - behind];
    let parts = [(Change::Kept, kept), (Change::Removed, removed), (Change::Added, added), (Change::Kept, kept_behind)];
    parts.into_iter().flat_map(|(change, lines)| lines.iter().map(move |line| (change, line.as_str()))).collect()
}

/// The first change of each leak, with lines before that say what each is for. Nothing at all if there is no change:
/// `patch` takes a text without any for a mistake.
pub fn patch(report: &Report) -> String {
    let mut out = String::new();
    let mut files: Vec<(&Source, Vec<&Patch>)> = Vec::new();
    for (at, leak) in report.leaks.iter().enumerate() {
        let Some((advice, change)) = leak.advice.iter().find_map(|advice| Some((advice, advice.patch.as_ref()?)))
        else {
            continue;
        };
        let place = format!("{}:{}", change.file, change.line);
        let taken = match facts::source(report, &change.file) {
            Some(source) if fits(source, change) => add(&mut files, source, change),
            _ => Taken::Unknown,
        };
        let what = match taken {
            Taken::Yes => one_line(&advice.text),
            Taken::Again => "the same change".to_owned(),
            Taken::Overlaps => "left out, it changes lines that change already".to_owned(),
            Taken::Unknown => "left out, the file does not have these lines".to_owned(),
        };
        put!(out, "# leak {}, {place}: {what}\n", at + 1);
    }
    if files.is_empty() {
        return String::new();
    }
    for (source, mut changes) in files {
        changes.sort_by_key(|change| change.line);
        write_file(source, &changes, &mut out);
    }
    out
}

/// What became of a change.
enum Taken {
    Yes,
    Again,
    Overlaps,
    Unknown,
}

fn add<'a>(files: &mut Vec<(&'a Source, Vec<&'a Patch>)>, source: &'a Source, change: &'a Patch) -> Taken {
    let Some((_, changes)) = files.iter_mut().find(|(known, _)| known.file == source.file) else {
        files.push((source, vec![change]));
        return Taken::Yes;
    };
    if changes.contains(&change) {
        return Taken::Again;
    }
    // Two insertions at one line would have no order, so what comes counts as a line too.
    let covers = |change: &Patch| (change.line as usize, change.line as usize + change.removed.len().max(1));
    let (start, end) = covers(change);
    if changes.iter().any(|other| start < covers(other).1 && covers(other).0 < end) {
        return Taken::Overlaps;
    }
    changes.push(change);
    Taken::Yes
}

/// Whether a file has the lines that a change removes, where it says.
fn fits(source: &Source, change: &Patch) -> bool {
    let Some(start) = (change.line as usize).checked_sub(1) else { return false };
    source.lines.get(start..start + change.removed.len()).is_some_and(|lines| lines == &change.removed[..])
}

/// The changes of one file, in the order of their lines.
fn write_file(source: &Source, changes: &[&Patch], out: &mut String) {
    let name = source.file.trim_start_matches('/');
    // As Git does it, so that a name with blanks ends where it ends.
    let end = if name.contains(' ') { "\t" } else { "" };
    put!(out, "--- a/{name}{end}\n+++ b/{name}{end}\n");
    let mut shift = 0_isize;
    let mut rest = changes;
    while let Some(first) = rest.first() {
        let mut number = 1;
        while let (Some(last), Some(next)) = (rest.get(number - 1), rest.get(number)) {
            if start_of(next) > end_of(last) + 2 * CONTEXT {
                break;
            }
            number += 1;
        }
        let (hunk, behind) = rest.split_at(number);
        rest = behind;
        let from = start_of(first).saturating_sub(CONTEXT);
        let mut lines: Vec<(Change, &str)> = Vec::new();
        let mut at = from;
        let kept = |from: usize, to: usize| {
            source.lines.get(from..to.min(source.lines.len())).unwrap_or_default().iter().map(String::as_str)
        };
        for change in hunk {
            lines.extend(kept(at, start_of(change)).map(|line| (Change::Kept, line)));
            lines.extend(shortest(change));
            at = end_of(change);
        }
        lines.extend(kept(at, at + CONTEXT).map(|line| (Change::Kept, line)));
        shift = write_hunk(from, shift, &lines, out);
    }
}

/// One hunk; the result is by how much the lines behind it move.
fn write_hunk(from: usize, shift: isize, lines: &[(Change, &str)], out: &mut String) -> isize {
    let old = lines.iter().filter(|(change, _)| *change != Change::Added).count();
    let new = lines.iter().filter(|(change, _)| *change != Change::Removed).count();
    // A range of no lines is named by the line before it.
    let start = |from: isize, number: usize| if number == 0 { from } else { from + 1 };
    let (old_start, new_start) = (start(from as isize, old), start(from as isize + shift, new));
    put!(out, "@@ -{old_start},{old} +{new_start},{new} @@\n");
    for (change, line) in lines {
        let sign = match change {
            Change::Removed => '-',
            Change::Added => '+',
            Change::Kept => ' ',
        };
        put!(out, "{sign}{line}\n");
    }
    shift + new as isize - old as isize
}

fn start_of(change: &Patch) -> usize {
    (change.line as usize).saturating_sub(1)
}

fn end_of(change: &Patch) -> usize {
    start_of(change) + change.removed.len()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
