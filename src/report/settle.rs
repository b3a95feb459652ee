//! Settles the places of a report: the texts that they are in, columns in characters, files as the user would name them.

use std::path::Path;
use std::rc::Rc;

use super::graph::Map;
use super::model::{Leak, Place, Report, Source};

/// Reads the texts of the files that places and patches are in, as far as `read` knows them, and names files below the
/// folder `here` from there.
pub(super) fn settle(report: &mut Report, here: Option<&Path>, read: impl Fn(&str) -> Option<String>) {
    let mut files: Map<Rc<str>, (Rc<str>, Option<Source>)> = Map::default();
    let mut known = |file: &Rc<str>| -> (Rc<str>, Option<Source>) {
        let entry = files.entry(file.clone()).or_insert_with(|| {
            let below = here.and_then(|here| Path::new(&**file).strip_prefix(here).ok());
            let shown: Rc<str> = below.map_or_else(|| file.clone(), |below| below.to_string_lossy().into());
            let lines = |text: String| text.lines().map(str::to_owned).collect();
            let source = read(file).map(|text| Source { file: shown.clone(), lines: lines(text) });
            (shown, source)
        });
        entry.clone()
    };
    for leak in &mut report.leaks {
        each_place(leak, &mut |place| {
            let (shown, source) = known(&place.file);
            if let Some(source) = &source {
                place.column = characters(source, place.line, place.column);
                place.end_column = characters(source, place.end_line, place.end_column);
            }
            place.file = shown;
        });
        for patch in leak.advice.iter_mut().filter_map(|advice| advice.patch.as_mut()) {
            patch.file = known(&patch.file).0;
        }
    }
    report.sources = files.into_values().filter_map(|(_, source)| source).collect();
    report.sources.sort_by(|one, other| one.file.cmp(&other.file));
}

fn each_place(leak: &mut Leak, visit: &mut dyn FnMut(&mut Place)) {
    leak.objects.iter_mut().filter_map(|object| object.made.as_mut()).for_each(&mut *visit);
    leak.references.iter_mut().filter_map(|reference| reference.made.as_mut()).for_each(&mut *visit);
    leak.places.iter_mut().for_each(|label| visit(&mut label.place));
    let rows = leak.growth.iter_mut().flat_map(|growth| growth.rows.iter_mut());
    rows.filter_map(|row| row.made.as_mut()).for_each(visit);
}

/// A column counted in bytes, counted in characters; both from 1, 0 for none.
fn characters(source: &Source, line: u32, column: u32) -> u32 {
    let text = line.checked_sub(1).and_then(|line| source.lines.get(line as usize));
    let before = column.checked_sub(1).and_then(|bytes| text?.get(..bytes as usize));
    before.map_or(column, |before| before.chars().count() as u32 + 1)
}
