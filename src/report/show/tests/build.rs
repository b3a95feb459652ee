//! Reports made by hand: their parts.

use crate::report::model::{Advice, Freed, Kind, Label, Leak, Object, ObjectId, Part, Patch, Place, Reference, Source};

/// A source text.
pub(super) fn source(file: &str, text: &str) -> Source {
    Source { file: file.into(), lines: text.lines().map(str::to_owned).collect() }
}

/// Where a text stands in a line of a source, in a function.
pub(super) fn at(source: &Source, line: u32, text: &str, function: &str) -> Place {
    let column = source.lines[line as usize - 1].find(text).expect("the line has the text") as u32 + 1;
    let end_column = column + text.chars().count() as u32;
    Place { file: source.file.clone(), line, column, end_line: line, end_column, function: function.into() }
}

/// A place of which only the line is known.
pub(super) fn line(file: &str, line: u32) -> Place {
    Place { file: file.into(), line, column: 0, end_line: line, end_column: 0, function: "<module>".into() }
}

/// A leak of a kind, with nothing in it.
pub(super) fn leak(kind: Kind, signature: &str, times: usize) -> Leak {
    Leak {
        kind,
        signature: signature.to_owned(),
        times,
        tests: Vec::new(),
        objects: Vec::new(),
        references: Vec::new(),
        ring: Vec::new(),
        path: Vec::new(),
        places: Vec::new(),
        advice: Vec::new(),
        growth: None,
        keeper: None,
        folded: Vec::new(),
    }
}

impl Leak {
    /// Adds an object and tells its number.
    pub(super) fn object(&mut self, part: Part, class: &str, label: &str, bytes: usize) -> ObjectId {
        self.objects.push(Object {
            class: class.to_owned(),
            label: label.to_owned(),
            bytes,
            part,
            folded: false,
            tracked: class != "str",
            made: None,
        });
        ObjectId(self.objects.len() - 1)
    }

    /// Says where an object was made.
    pub(super) fn made(&mut self, id: ObjectId, place: &Place) {
        self.objects[id.0].made = Some(place.clone());
    }

    /// Adds a reference and tells its number.
    pub(super) fn refer(&mut self, from: ObjectId, name: &str, to: ObjectId) -> usize {
        self.references.push(Reference { from, to, name: name.to_owned(), through: None, made: None });
        self.references.len() - 1
    }

    /// Adds a reference made at a place and tells its number.
    pub(super) fn refer_at(&mut self, from: ObjectId, name: &str, to: ObjectId, place: &Place) -> usize {
        let number = self.refer(from, name, to);
        self.references[number].made = Some(place.clone());
        number
    }

    /// Says what happened at a place.
    pub(super) fn label(&mut self, place: &Place, text: &str) {
        self.places.push(Label { place: place.clone(), text: text.to_owned() });
    }

    /// Adds an advice whose cut frees so many objects of all.
    pub(super) fn advise(&mut self, rule: &'static str, text: &str, cut: &[usize], objects: usize) {
        let lost = || self.objects.iter().filter(|object| object.part != Part::Path);
        let of = lost().count();
        let bytes = lost().take(objects).map(|object| object.bytes).sum();
        let frees = Freed { objects, of, bytes };
        self.advice.push(Advice { rule, text: text.to_owned(), cut: cut.to_vec(), frees, patch: None });
    }

    /// Gives the last advice a change.
    pub(super) fn change(&mut self, file: &str, line: u32, removed: &[&str], added: &[&str]) {
        let owned = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
        let patch = Patch { file: file.into(), line, removed: owned(removed), added: owned(added) };
        self.advice.last_mut().expect("there is an advice").patch = Some(patch);
    }
}
