//! The report in the Static Analysis Results Interchange Format, version 2.1.0, for tools that show findings of many
//! programs in one way.

use serde_json::{Value, json};

use super::facts;
use super::json::kind_name;
use crate::report::model::{Kind, Label, Leak, Patch, Place, Report};

/// How our fingerprint is called. Another way to compute signatures makes another version.
const FINGERPRINT: &str = "ouropySignature/v1";

/// The report as SARIF.
pub fn sarif(report: &Report) -> String {
    let mut rules: Vec<Value> = Vec::new();
    let mut known: Vec<&str> = Vec::new();
    let results: Vec<Value> = report
        .leaks
        .iter()
        .map(|leak| {
            let id = rule(leak);
            let index = known.iter().position(|other| *other == id).unwrap_or_else(|| {
                known.push(id);
                rules.push(json!({
                    "id": id,
                    "shortDescription": { "text": kind_sentence(leak.kind) },
                    "help": { "text": leak.advice.first().map_or(kind_sentence(leak.kind), |advice| &advice.text) },
                    "defaultConfiguration": { "level": "warning" },
                }));
                known.len() - 1
            });
            result(report, leak, id, index)
        })
        .collect();
    let value = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "ouropy",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{value:#}\n")
}

/// The rule of a leak: that of its best advice, or its kind where there is none.
fn rule(leak: &Leak) -> &str {
    leak.advice.first().map_or(kind_name(leak.kind), |advice| advice.rule)
}

fn kind_sentence(kind: Kind) -> &'static str {
    match kind {
        Kind::Cycle => "Objects refer to each other in a circle, so that only the collector frees them.",
        Kind::BrokenByFinalizer => "A cycle that its own finalizer breaks: only the collector finds it.",
        Kind::Growth => "A root keeps more objects with each call.",
        Kind::Kept => "A root keeps objects that the program itself has lost.",
    }
}

fn result(report: &Report, leak: &Leak, rule: &str, index: usize) -> Value {
    let mut message = facts::headline(leak);
    if let Some(label) = leak.places.first() {
        put!(message, ". Cause: {}", label.text);
    }
    if let Some(advice) = leak.advice.first() {
        let freed = facts::freed(leak, advice).map_or_else(String::new, |freed| format!(" (checked: {freed})"));
        put!(message, ". Fix: {}{freed}", advice.text);
    }
    let mut result = json!({
        "ruleId": rule,
        "ruleIndex": index,
        "kind": "fail",
        "level": "warning",
        "message": { "text": message },
        "partialFingerprints": { FINGERPRINT: leak.signature },
        "occurrenceCount": leak.times.max(1),
    });
    let related = leak.places.iter().skip(1).zip(1..).map(|(label, id)| related(label, id));
    let fixes: Vec<Value> = leak
        .advice
        .iter()
        .filter_map(|advice| {
            let changes = [change(advice.patch.as_ref()?)];
            Some(json!({ "description": { "text": advice.text }, "artifactChanges": changes }))
        })
        .collect();
    if let Some(label) = leak.places.first() {
        result["locations"] = json!([{
            "physicalLocation": physical(&label.place),
            "logicalLocations": [logical(&label.place)],
            "message": { "text": label.text },
        }]);
    }
    result["relatedLocations"] = related.collect();
    if !fixes.is_empty() {
        result["fixes"] = fixes.into();
    }
    if !leak.tests.is_empty() {
        result["properties"] = json!({ "tests": facts::tests_of(report, leak).collect::<Vec<_>>() });
    }
    result
}

fn related(label: &Label, id: usize) -> Value {
    json!({ "id": id, "physicalLocation": physical(&label.place), "message": { "text": label.text } })
}

fn logical(place: &Place) -> Value {
    json!({ "fullyQualifiedName": &*place.function, "kind": "function" })
}

fn physical(place: &Place) -> Value {
    let mut region = json!({ "startLine": place.line.max(1) });
    if place.end_line >= place.line.max(1) {
        region["endLine"] = place.end_line.into();
        if place.column > 0 && (place.end_line > place.line || place.end_column >= place.column) {
            region["startColumn"] = place.column.into();
            region["endColumn"] = place.end_column.max(1).into();
        }
    }
    json!({ "artifactLocation": { "uri": uri(&place.file) }, "region": region })
}

/// A change as one replacement of whole lines. A region that ends in column 1 of the next line has its lines' ends.
fn change(patch: &Patch) -> Value {
    let start = patch.line.max(1);
    let lines = patch.removed.len() as u32;
    let text = patch.added.iter().fold(String::new(), |text, line| text + line + "\n");
    json!({
        "artifactLocation": { "uri": uri(&patch.file) },
        "replacements": [{
            "deletedRegion": { "startLine": start, "startColumn": 1, "endLine": start + lines, "endColumn": 1 },
            "insertedContent": { "text": text },
        }],
    })
}

/// A path as a reference to a file: absolute ones with their scheme, all bytes escaped that have a meaning there.
fn uri(file: &str) -> String {
    let mut uri = if file.starts_with('/') { "file://".to_owned() } else { String::new() };
    for byte in file.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(byte as char);
        } else {
            put!(uri, "%{byte:02X}");
        }
    }
    uri
}
