//! `_string`: the parsers behind `string.Formatter`.

use super::ModuleSpec;
use crate::object::{Py, Str, Value};
use crate::protocol;
use crate::text::str_format::{First, Numbering, Piece, Step, Template, TemplateError, split_name};
use crate::text::wtf8;
use crate::types::class::NativeDef;
use crate::types::list::List;
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of `_string`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_string",
    functions: &[
        NativeDef::one("formatter_parser", parser),
        NativeDef::one("formatter_field_name_split", field_name_split),
    ],
    classes: &[],
    init: None,
};

fn argument(vm: &mut Vm, value: &Value) -> PyResult<Py<Str>> {
    match value.cast::<Str>() {
        Some(text) => Ok(text.clone()),
        None => {
            let class = vm.class_name(value);
            Err(vm.type_error(format!("expected str, got {class}")))
        }
    }
}

fn raise(vm: &mut Vm, error: TemplateError) -> Raised {
    protocol::number::raise_text(vm, error.kind(), &error)
}

/// An iterator of `(literal, field name, format spec, conversion)`.
fn parser(vm: &mut Vm, _module: &Value, value: &Value) -> PyResult {
    let text = argument(vm, value)?;
    let mut template = Template::new(text.as_bytes());
    let mut items = Vec::new();
    let mut literal: Option<Value> = None;
    loop {
        match template.next_piece() {
            Err(error) => return Err(raise(vm, error)),
            Ok(None) => break,
            Ok(Some(Piece::Literal(text))) => {
                if let Some(literal) = literal.take() {
                    items.push(vm.new_tuple(vec![literal, Value::NONE, Value::NONE, Value::NONE]).into_value());
                }
                literal = Some(vm.new_str_bytes(text).into_value());
            }
            Ok(Some(Piece::Field(field))) => {
                let before = literal.take().unwrap_or_else(|| vm.names.empty.to_value());
                let name = vm.new_str_bytes(field.name).into_value();
                let spec = vm.new_str_bytes(field.spec).into_value();
                let conversion = match field.conversion {
                    Some(code) => {
                        let mut text = Vec::new();
                        wtf8::push(&mut text, code);
                        vm.new_str_bytes(&text).into_value()
                    }
                    None => Value::NONE,
                };
                items.push(vm.new_tuple(vec![before, name, spec, conversion]).into_value());
            }
        }
    }
    if let Some(literal) = literal {
        items.push(vm.new_tuple(vec![literal, Value::NONE, Value::NONE, Value::NONE]).into_value());
    }
    let list = List::create(vm, items).into_value();
    protocol::iterate::iter(vm, &list)
}

/// `(first, iterator of (is attribute, key))`.
fn field_name_split(vm: &mut Vm, _module: &Value, value: &Value) -> PyResult {
    let text = argument(vm, value)?;
    // Empty names are the caller's business: nothing is numbered here.
    let (first, mut path) = match split_name(text.as_bytes(), &mut Numbering::Manual) {
        Ok(parts) => parts,
        Err(TemplateError::ManualToAutomatic) => match split_name(text.as_bytes(), &mut Numbering::Automatic(0)) {
            Ok((_, path)) => (First::Key(b""), path),
            Err(error) => return Err(raise(vm, error)),
        },
        Err(error) => return Err(raise(vm, error)),
    };
    let first = match first {
        First::Index(index) => Value::index(index),
        First::Key(key) => vm.new_str_bytes(key).into_value(),
    };
    let mut steps = Vec::new();
    loop {
        let (attribute, key) = match path.next_step() {
            Err(error) => return Err(raise(vm, error)),
            Ok(None) => break,
            Ok(Some(Step::Attribute(name))) => (true, vm.new_str_bytes(name).into_value()),
            Ok(Some(Step::Index(index))) => (false, Value::index(index)),
            Ok(Some(Step::Key(key))) => (false, vm.new_str_bytes(key).into_value()),
        };
        steps.push(vm.new_tuple(vec![Value::bool(attribute), key]).into_value());
    }
    let steps = List::create(vm, steps).into_value();
    let steps = protocol::iterate::iter(vm, &steps)?;
    Ok(vm.new_tuple(vec![first, steps]).into_value())
}
