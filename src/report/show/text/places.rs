//! The places of a leak in their source: the lines with what happened there below them, by `annotate-snippets`.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::super::facts;
use super::super::paint::{Colour, Line, Role};
use super::super::spans;
use super::Style;
use crate::report::model::{Label, Leak, Report};

/// The places, those in a file whose text is known marked in it, then the others as lines.
pub fn marked(report: &Report, leak: &Leak, style: Style) -> String {
    let mut files: Vec<(&str, Vec<(usize, &Label)>)> = Vec::new();
    for (at, label) in leak.places.iter().enumerate() {
        match files.iter_mut().find(|(file, _)| *file == &*label.place.file) {
            Some((_, labels)) => labels.push((at, label)),
            None => files.push((&label.place.file, vec![(at, label)])),
        }
    }
    let mut group = Group::with_level(Level::WARNING);
    let mut without = Vec::new();
    for (file, labels) in files {
        let source = facts::source(report, file);
        let mut spans = Vec::new();
        for (at, label) in labels {
            match source.and_then(|source| spans::bytes_of(source, &label.place)) {
                Some(span) => spans.push((at, span, label)),
                None => without.push(label),
            }
        }
        let (Some(source), false) = (source, spans.is_empty()) else { continue };
        let annotations = spans.into_iter().map(|(at, span, label)| {
            let kind = if at == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
            kind.span(span).label(label.text.replace(char::is_control, " "))
        });
        group = group.element(Snippet::source(source.lines.join("\n")).path(file).annotations(annotations));
    }
    let mut out = String::new();
    if !group.is_empty() {
        let renderer = match style.colour {
            Colour::Plain => Renderer::plain(),
            Colour::Ansi => Renderer::styled(),
        };
        for line in renderer.term_width(style.width).render(&[group]).lines() {
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    for label in without {
        let place = Line::of(Role::Quiet, " --> ").with(Role::Place, facts::place_in(&label.place));
        place.with(Role::Text, format!(": {}", label.text)).write(style.colour, &mut out);
    }
    out
}
