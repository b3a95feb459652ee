//! The format json is what `docs/leaks.schema.json` says. The check knows the words of JSON Schema that it uses, and
//! refuses others.

use std::fs;

use serde_json::{Map, Value};

use super::samples::SAMPLES;
use crate::report::show::json;

fn schema() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/leaks.schema.json");
    serde_json::from_str(&fs::read_to_string(path).expect("the schema is there")).expect("it is JSON")
}

/// What is wrong with a value, with where it is.
fn check(root: &Value, schema: &Map<String, Value>, value: &Value, at: &str, wrong: &mut Vec<String>) {
    for (word, said) in schema {
        let right = match word.as_str() {
            "$schema" | "$defs" | "title" | "description" => true,
            "const" => value == said,
            "enum" => said.as_array().is_some_and(|known| known.contains(value)),
            "type" => match said.as_str() {
                Some("object") => value.is_object(),
                Some("array") => value.is_array(),
                Some("string") => value.is_string(),
                Some("boolean") => value.is_boolean(),
                Some("integer") => value.is_u64() || value.is_i64(),
                Some("number") => value.is_number(),
                Some("null") => value.is_null(),
                _ => false,
            },
            "minimum" => value.as_f64() >= said.as_f64(),
            "pattern" => value.as_str().is_some_and(|text| matches(said.as_str().unwrap_or_default(), text)),
            "required" => said
                .as_array()
                .is_some_and(|names| names.iter().all(|name| value.get(name.as_str().unwrap_or_default()).is_some())),
            "additionalProperties" => value
                .as_object()
                .is_none_or(|fields| fields.keys().all(|name| schema["properties"].get(name).is_some())),
            "properties" => {
                for (name, rule) in said.as_object().into_iter().flatten() {
                    if let (Some(rule), Some(field)) = (rule.as_object(), value.get(name)) {
                        check(root, rule, field, &format!("{at}/{name}"), wrong);
                    }
                }
                true
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    if let Some(rule) = said.as_object() {
                        check(root, rule, item, &format!("{at}/{index}"), wrong);
                    }
                }
                true
            }
            "$ref" => {
                let name = said.as_str().and_then(|text| text.strip_prefix("#/$defs/")).unwrap_or_default();
                match root["$defs"][name].as_object() {
                    Some(rule) => check(root, rule, value, at, wrong),
                    None => wrong.push(format!("{at}: no definition {name}")),
                }
                true
            }
            "anyOf" => said.as_array().into_iter().flatten().filter_map(Value::as_object).any(|rule| {
                let mut against = Vec::new();
                check(root, rule, value, at, &mut against);
                against.is_empty()
            }),
            _ => false,
        };
        if !right {
            wrong.push(format!("{at}: {word} {said}"));
        }
    }
}

/// The patterns that the schema has.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern {
        "^[0-9a-f]{16}$" => text.len() == 16 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')),
        "^#[1-9][0-9]*$" => text.strip_prefix('#').is_some_and(|number| number.parse::<u32>().is_ok_and(|id| id > 0)),
        "^[a-z0-9]+(-[a-z0-9]+)*$" => text.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        }),
        _ => false,
    }
}

#[test]
fn reports_are_as_described() {
    let schema = schema();
    for (name, sample) in SAMPLES {
        let value: Value = serde_json::from_str(&json(&sample())).expect("it is JSON");
        let mut wrong = Vec::new();
        check(&schema, schema.as_object().expect("it is an object"), &value, "", &mut wrong);
        assert!(wrong.is_empty(), "{name}: {}", wrong.join("\n"));
    }
}

#[test]
fn other_values_are_not() {
    let schema = schema();
    let (_, sample) = SAMPLES.iter().find(|(name, _)| *name == "retry").expect("there is such a sample");
    for (pointer, other) in [
        ("/version", Value::from(2)),
        ("/leaks/0/kind", "circle".into()),
        ("/leaks/0/signature", "xyz".into()),
        ("/leaks/0/objects/0/id", "#0".into()),
        ("/leaks/0/objects/0/made", "here".into()),
        ("/leaks/0/ring/0", Value::from(-1)),
        ("/leaks/0/advice/0", serde_json::json!({})),
    ] {
        let mut value: Value = serde_json::from_str(&json(&sample())).expect("it is JSON");
        *value.pointer_mut(pointer).expect("it is there") = other;
        let mut wrong = Vec::new();
        check(&schema, schema.as_object().expect("it is an object"), &value, "", &mut wrong);
        assert!(!wrong.is_empty(), "{pointer}");
    }
}
