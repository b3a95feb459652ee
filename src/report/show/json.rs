//! The report for programs: `docs/leaks.schema.json` describes it.

use serde_json::{Value, json};

use super::facts;
use crate::report::model::{
    Advice, Freed, Growth, Kind, Label, Leak, Object, ObjectId, Part, Patch, Place, Reference, Report,
};

/// Which description the text follows. A program that reads it can rely on what it says: fields may be added, but a
/// field that changes its meaning or goes makes another version.
const VERSION: u32 = 1;

/// The report as JSON.
pub fn json(report: &Report) -> String {
    let value = json!({
        "version": VERSION,
        "program": report.program,
        "verdict": facts::verdict(report),
        "leaks": report.leaks.iter().map(leak).collect::<Vec<_>>(),
        "tests": tests(report),
        "notes": report.notes,
    });
    format!("{value:#}\n")
}

/// The tests, each with what it has left.
fn tests(report: &Report) -> Vec<Value> {
    let test = |(number, id): (usize, &String)| {
        let left = report.leaks.iter().enumerate().filter_map(|(at, leak)| {
            let times = facts::share_of(leak, number)?;
            Some(json!({ "leak": at, "times": times }))
        });
        let left: Vec<Value> = left.collect();
        json!({ "id": id, "verdict": facts::verdict_on_test(report, number), "leaks": left })
    };
    report.tests.iter().enumerate().map(test).collect()
}

/// The name of a kind of leak.
pub fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Cycle => "cycle",
        Kind::BrokenByFinalizer => "cycle-broken-by-finalizer",
        Kind::Growth => "growing-root",
        Kind::Kept => "kept-by-root",
    }
}

/// The name of a part that an object has.
pub fn part_name(part: Part) -> &'static str {
    match part {
        Part::Member => "member",
        Part::Pinned => "pinned",
        Part::Path => "path",
    }
}

fn leak(leak: &Leak) -> Value {
    let objects = leak.objects.iter().enumerate().map(|(at, each)| object(ObjectId(at), each));
    json!({
        "kind": kind_name(leak.kind),
        "headline": facts::headline(leak),
        "signature": leak.signature,
        "times": leak.times,
        "objects": objects.collect::<Vec<_>>(),
        "references": leak.references.iter().map(reference).collect::<Vec<_>>(),
        "ring": leak.ring,
        "path": leak.path,
        "places": leak.places.iter().map(label).collect::<Vec<_>>(),
        "advice": leak.advice.iter().map(advice).collect::<Vec<_>>(),
        "growth": leak.growth.as_ref().map(growth),
        "folded": leak.folded,
    })
}

fn object(id: ObjectId, object: &Object) -> Value {
    json!({
        "id": facts::number(id),
        "class": object.class,
        "label": object.label,
        "bytes": object.bytes,
        "part": part_name(object.part),
        "folded": object.folded,
        "tracked": object.tracked,
        "made": object.made.as_ref().map(place),
    })
}

fn reference(reference: &Reference) -> Value {
    json!({
        "from": facts::number(reference.from),
        "to": facts::number(reference.to),
        "name": reference.name,
        "through": reference.through.map(facts::number),
        "made": reference.made.as_ref().map(place),
    })
}

fn place(place: &Place) -> Value {
    json!({
        "file": &*place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "function": &*place.function,
    })
}

fn label(label: &Label) -> Value {
    json!({ "text": label.text, "place": place(&label.place) })
}

fn advice(advice: &Advice) -> Value {
    let Freed { objects, of, bytes } = advice.frees;
    json!({
        "rule": advice.rule,
        "text": advice.text,
        "cut": advice.cut,
        "frees": { "objects": objects, "of": of, "bytes": bytes },
        "patch": advice.patch.as_ref().map(patch),
    })
}

fn patch(patch: &Patch) -> Value {
    json!({ "file": &*patch.file, "line": patch.line, "removed": patch.removed, "added": patch.added })
}

fn growth(growth: &Growth) -> Value {
    let row = |class: &str, made: Option<&Place>, objects: f64, bytes: f64| {
        json!({
            "class": class,
            "made": made.map(place),
            "objects_per_call": objects,
            "bytes_per_call": bytes,
        })
    };
    let rows = growth.rows.iter();
    json!({
        "function": growth.function,
        "calls": growth.calls,
        "objects_per_call": growth.objects_per_call,
        "bytes_per_call": growth.bytes_per_call,
        "rows": rows
            .map(|each| row(&each.class, each.made.as_ref(), each.objects_per_call, each.bytes_per_call))
            .collect::<Vec<_>>(),
    })
}
