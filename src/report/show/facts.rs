//! What every way to show a report says of a leak in the same words, and how it reads the report's numbers: a number
//! that leads nowhere is left out, so that a report with a mistake in it is still shown.

use crate::report::model::{Advice, Kind, Leak, Object, ObjectId, Part, Place, Reference, Report, Source};

/// How many objects of a leak have which part, and their size in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Objects on cycles.
    pub members: usize,
    /// Objects that those keep, or that a growing root keeps.
    pub pinned: usize,
    /// Bytes of what is pinned.
    pub pinned_bytes: usize,
}

impl Extent {
    /// Counts a leak's objects.
    pub fn of(leak: &Leak) -> Extent {
        let mut extent = Extent::default();
        for object in &leak.objects {
            match object.part {
                Part::Member => extent.members += 1,
                Part::Pinned => {
                    extent.pinned += 1;
                    extent.pinned_bytes += object.bytes;
                }
                Part::Path => {}
            }
        }
        extent
    }

    /// All objects that are lost.
    pub fn objects(self) -> usize {
        self.members + self.pinned
    }
}

/// The references that some numbers stand for.
pub fn references<'a>(leak: &'a Leak, numbers: &'a [usize]) -> impl Iterator<Item = &'a Reference> {
    numbers.iter().filter_map(|number| leak.references.get(*number))
}

/// An object with its number: `OSError #1`.
pub fn object_name(leak: &Leak, id: ObjectId) -> String {
    match leak.objects.get(id.0) {
        Some(object) => format!("{} {}", object_label(object), number(id)),
        None => number(id),
    }
}

/// What an object is, or its class where nothing else is known of it.
pub fn object_label(object: &Object) -> &str {
    if object.label.is_empty() { &object.class } else { &object.label }
}

/// An object's number as it is shown: `#1` is the first.
pub fn number(id: ObjectId) -> String {
    format!("#{}", id.0 + 1)
}

/// A place: `retry.py:14`.
pub fn place(place: &Place) -> String {
    format!("{}:{}", place.file, place.line)
}

/// A place with its function, if it is in one: `retry.py:14 in fetch()`.
pub fn place_in(at: &Place) -> String {
    let function = &*at.function;
    match function {
        "" | "<module>" => place(at),
        _ if function.ends_with('>') => format!("{} in {function}", place(at)),
        _ => format!("{} in {function}()", place(at)),
    }
}

/// The text of the file that a place is in.
pub fn source<'a>(report: &'a Report, file: &str) -> Option<&'a Source> {
    report.sources.iter().find(|source| &*source.file == file)
}

/// A number of things: `1 object`, `2 objects`.
pub fn count(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

/// An average: whole where it is, else with one digit behind the point.
pub fn average(number: f64) -> String {
    let rounded = format!("{number:.1}");
    rounded.strip_suffix(".0").map_or_else(|| rounded.clone(), str::to_owned)
}

/// A size: `512 B`, `2.4 kB`, `31 kB`, `1.5 MB`.
pub fn size(bytes: f64) -> String {
    let (mut rest, mut unit) = (bytes, "B");
    for larger in ["kB", "MB", "GB", "TB"] {
        if rest < 999.5 {
            break;
        }
        rest /= 1000.0;
        unit = larger;
    }
    if unit == "B" || rest >= 9.95 { format!("{rest:.0} {unit}") } else { format!("{rest:.1} {unit}") }
}

/// The size of objects.
pub fn bytes(bytes: usize) -> String {
    size(bytes as f64)
}

/// What a leak is, in a few words: `reference cycle of 7 objects`.
pub fn title(leak: &Leak) -> String {
    let extent = Extent::of(leak);
    match leak.kind {
        Kind::Cycle => format!("reference cycle of {}", count(extent.members, "object")),
        Kind::BrokenByFinalizer => {
            format!("cycle of {} that its own finalizer breaks", count(extent.members, "object"))
        }
        Kind::Growth => match &leak.growth {
            Some(growth) => format!(
                "growing root: +{} ({}) per call of {}",
                objects_on_average(growth.objects_per_call),
                size(growth.bytes_per_call),
                growth.function
            ),
            None => format!("growing root that keeps {}", count(extent.objects(), "object")),
        },
        Kind::Kept => {
            let (objects, size) = (count(extent.objects(), "object"), bytes(extent.pinned_bytes));
            format!("{objects} ({size}) kept by {}", leak.keeper.as_deref().unwrap_or("a root"))
        }
    }
}

/// What a leak is, in one sentence: `reference cycle of 7 objects that pins 5 more (31 kB), 20 times; only the
/// collector frees it`.
pub fn headline(leak: &Leak) -> String {
    let extent = Extent::of(leak);
    let mut line = title(leak);
    if leak.kind.is_cycle() && extent.pinned > 0 {
        let also = if leak.kind == Kind::Cycle { "that" } else { "and that" };
        put!(line, " {also} pins {} more ({})", extent.pinned, bytes(extent.pinned_bytes));
    }
    if leak.times > 1 {
        put!(line, ", {} times", leak.times);
    }
    line += match leak.kind {
        Kind::Cycle => "; only the collector frees it",
        Kind::BrokenByFinalizer => "; only the collector frees it, and its count says 0",
        Kind::Growth | Kind::Kept => "; reachable, so nothing frees it",
    };
    line
}

/// The report in one line.
pub fn verdict(report: &Report) -> String {
    verdict_on(&report.leaks)
}

/// The same of one test.
pub fn verdict_on_test(report: &Report, test: usize) -> String {
    let share = |leak: &Leak| share_of(leak, test).map(|times| Leak { times, ..leak.clone() });
    verdict_on(&report.leaks.iter().filter_map(share).collect::<Vec<_>>())
}

/// How many of the leaks that are alike a test has left.
pub fn share_of(leak: &Leak, test: usize) -> Option<usize> {
    leak.tests.iter().find(|share| share.test == test).map(|share| share.times)
}

/// The tests that have left a leak.
pub fn tests_of<'a>(report: &'a Report, leak: &'a Leak) -> impl Iterator<Item = &'a str> {
    leak.tests.iter().filter_map(|share| report.tests.get(share.test)).map(String::as_str)
}

/// The numbers of the tests that have left something, in the order in which they ran.
pub fn leaking_tests(report: &Report) -> Vec<usize> {
    (0..report.tests.len()).filter(|&test| report.leaks.iter().any(|leak| share_of(leak, test).is_some())).collect()
}

/// How many tests there were and how many of them leak.
pub fn tests_in_all(report: &Report) -> String {
    let all = count(report.tests.len(), "test");
    match leaking_tests(report).len() {
        0 => format!("{all} ran, none of them leaks"),
        1 => format!("{all} ran, 1 of them leaks"),
        some => format!("{all} ran, {some} of them leak"),
    }
}

fn verdict_on(all: &[Leak]) -> String {
    if all.is_empty() {
        return "no leak: everything was freed by reference counting".to_owned();
    }
    let kinds = [
        (Kind::Cycle, "reference cycle"),
        (Kind::BrokenByFinalizer, "cycle broken by a finalizer"),
        (Kind::Growth, "growing root"),
        (Kind::Kept, "root"),
    ];
    let parts: Vec<String> = kinds
        .iter()
        .filter_map(|(kind, name)| {
            let alike: Vec<&Leak> = all.iter().filter(|leak| leak.kind == *kind).collect();
            let name = match (kind, alike.len()) {
                (_, 0) => return None,
                (Kind::Kept, number) => return Some(keepers(&alike, number)),
                (_, 1) => format!("1 {name}"),
                (Kind::BrokenByFinalizer, number) => format!("{number} cycles broken by finalizers"),
                (_, number) => format!("{number} {name}s"),
            };
            let extents = if *kind == Kind::Growth { growths(&alike) } else { occurrences(&alike) };
            Some(if extents.is_empty() { name } else { format!("{name} ({extents})") })
        })
        .collect();
    format!("{}: {}", count(all.len(), "leak"), parts.join(", "))
}

/// How often leaks are there and how large: of up to two for each, of more together.
fn occurrences(leaks: &[&Leak]) -> String {
    let objects = |leak: &Leak| Extent::of(leak).objects();
    let one = |leak: &&Leak| match leak.times {
        0 | 1 => count(objects(leak), "object"),
        times => format!("{times} times, {} each", count(objects(leak), "object")),
    };
    if leaks.len() <= 2 {
        return leaks.iter().map(one).collect::<Vec<_>>().join("; ");
    }
    let times: usize = leaks.iter().map(|leak| leak.times.max(1)).sum();
    let all: usize = leaks.iter().map(|leak| leak.times.max(1) * objects(leak)).sum();
    format!("{times} times in all, {}", count(all, "object"))
}

/// How much roots keep: of up to two what they are, of more together.
fn keepers(leaks: &[&Leak], number: usize) -> String {
    let objects = leaks.iter().map(|leak| Extent::of(leak).objects()).sum();
    let roots = if number == 1 { "a root".to_owned() } else { format!("{number} roots") };
    let mut names: Vec<&str> = leaks.iter().filter_map(|leak| leak.keeper.as_deref()).collect();
    names.dedup();
    let names = if names.is_empty() || names.len() > 2 { String::new() } else { format!(" ({})", names.join("; ")) };
    format!("{} kept by {roots}{names}", count(objects, "object"))
}

/// How much roots grow: of up to two for each, of more together.
fn growths(leaks: &[&Leak]) -> String {
    let grown = || leaks.iter().filter_map(|leak| leak.growth.as_ref());
    if leaks.len() <= 2 {
        let one = |growth: &crate::report::model::Growth| {
            format!("+{} per call of {}", objects_on_average(growth.objects_per_call), growth.function)
        };
        return grown().map(one).collect::<Vec<_>>().join("; ");
    }
    let all: f64 = grown().map(|growth| growth.objects_per_call).sum();
    format!("+{} per call in all", objects_on_average(all))
}

/// A number of objects per call.
pub fn objects_on_average(number: f64) -> String {
    let text = average(number);
    if text == "1" { "1 object".to_owned() } else { format!("{text} objects") }
}

/// What an advice's cut was seen to free, or `None` if it has not been tried: `frees all 7 and what they pin`.
pub fn freed(leak: &Leak, advice: &Advice) -> Option<String> {
    let (extent, frees) = (Extent::of(leak), advice.frees);
    if advice.cut.is_empty() && frees.objects == 0 {
        return None;
    }
    let size = bytes(frees.bytes);
    Some(match frees.objects {
        0 => "frees nothing by itself".to_owned(),
        all if all >= frees.of && leak.kind.is_cycle() && extent.pinned > 0 => {
            let (what, they) = if extent.members == 1 {
                ("the object".to_owned(), "it pins")
            } else {
                (format!("all {}", extent.members), "they pin")
            };
            format!("frees {what} and what {they} ({}, {size})", count(all, "object"))
        }
        1 if frees.of <= 1 => format!("frees the object ({size})"),
        all if all >= frees.of => format!("frees all {} ({size})", count(all, "object")),
        some => format!("frees {some} of {} ({size})", count(frees.of, "object")),
    })
}

/// Objects by class, most bytes first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heaped {
    /// How many there are and what they are: `Session #4` for one, `3 x frame` for several.
    pub name: String,
    /// Their bytes.
    pub bytes: usize,
}

/// Heaps the objects that some numbers stand for by class.
pub fn by_class(leak: &Leak, ids: impl IntoIterator<Item = ObjectId>) -> Vec<Heaped> {
    let mut classes: Vec<(&str, Vec<ObjectId>, usize)> = Vec::new();
    let mut known = std::collections::HashMap::new();
    for id in ids {
        let Some(object) = leak.objects.get(id.0) else { continue };
        let at = *known.entry(object.class.as_str()).or_insert_with(|| {
            classes.push((&object.class, Vec::new(), 0));
            classes.len() - 1
        });
        if let Some((_, ids, bytes)) = classes.get_mut(at) {
            ids.push(id);
            *bytes += object.bytes;
        }
    }
    classes.sort_by_key(|(_, _, bytes)| std::cmp::Reverse(*bytes));
    let heaped = |(class, ids, bytes): (&str, Vec<ObjectId>, usize)| match ids[..] {
        [id] => Heaped { name: object_name(leak, id), bytes },
        _ => Heaped { name: format!("{} x {class}", ids.len()), bytes },
    };
    classes.into_iter().map(heaped).collect()
}

/// The objects of a leak that have a part.
pub fn with_part(leak: &Leak, part: Part) -> impl Iterator<Item = ObjectId> {
    leak.objects.iter().enumerate().filter(move |(_, object)| object.part == part).map(|(at, _)| ObjectId(at))
}

/// A text cut to a number of characters, its end kept: what is left out is in the middle.
pub fn clipped(text: &str, longest: usize) -> String {
    let length = text.chars().count();
    if length <= longest || longest < 8 {
        return text.to_owned();
    }
    let kept = longest - 3;
    let behind = kept / 3;
    let start: String = text.chars().take(kept - behind).collect();
    let end: String = text.chars().skip(length - behind).collect();
    format!("{start}...{end}")
}
