//! Where a leak came to be.

use super::advice;
use super::find::{Look, Shown};
use super::model::Label;
use super::name;
use super::own;
use super::record::Moment;

/// The places of a cycle: where it closed, where what is on it was made, where the last other reference was gone.
pub(super) fn of_cycle(look: &Look<'_>, shown: &Shown<'_>) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    let threads = shown.ring.iter().map(|&number| &shown.web.threads[number]);
    let made = threads.filter_map(|thread| Some((look.record.reference(look, thread)?, thread)));
    if let Some((closed, thread)) = made.max_by_key(|(moment, _)| moment.time) {
        let text = format!("{} closes the cycle", thread.name);
        add(&mut labels, at_target(closed, &thread.name), text);
    }
    for &number in shown.ring {
        let node = shown.web.threads[number].from;
        if let Some(made) = look.record.made(look.graph.object(node)) {
            add(&mut labels, made, format!("{} made here", name::label(look.vm, look.graph.object(node))));
        }
    }
    let held = shown.members.iter().filter_map(|&node| look.record.held(look.graph.object(node)));
    if let Some(last) = held.max_by_key(|moment| moment.time) {
        add(&mut labels, last, "here the last other reference was gone".to_owned());
    }
    labels
}

/// A moment at which a local was given its value, at the variable's name where the source shows it.
fn at_target(moment: Moment, name: &str) -> Moment {
    let target = || {
        let name = name.strip_prefix("local '").or_else(|| name.strip_prefix("variable '"))?.strip_suffix('\'')?;
        let text = std::fs::read_to_string(&*moment.place.file).ok()?;
        advice::target(&text, &moment.place, name)
    };
    match target() {
        Some(place) => Moment { place, ..moment },
        None => moment,
    }
}

/// Adds a label, or its text to that of the label that is there for the place, once. The tool's own code is never shown.
fn add(labels: &mut Vec<Label>, moment: Moment, text: String) {
    if own::is_own_file(&moment.place.file) {
        return;
    }
    match labels.iter_mut().find(|label| label.place == moment.place) {
        Some(known) if known.text.split("; ").any(|part| part == text) => {}
        Some(known) => known.text = format!("{}; {text}", known.text),
        None => labels.push(Label { place: moment.place, text }),
    }
}
