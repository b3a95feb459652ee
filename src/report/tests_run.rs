//! The tests of `unittest`: which code runs one, and what it is called.

use crate::object::{Edge, Value};
use crate::types::code::Code;
use crate::types::dict::Dict;
use crate::types::function::Function;
use crate::vm::Vm;
use crate::vm::recorder::Follow;

use super::name;

/// The end of the name of the file that runs tests, whoever's library it is of.
const FILE: &str = "unittest/case.py";

/// What runs a test. A suite calls the first, which calls the second; a program may call either.
const RUNS: &[&str] = &["TestCase.__call__", "TestCase.run", "TestCase.debug"];

/// The calls that run a test.
pub(super) const TESTS: Follow = Follow { is_followed: runs_test, name: id };

fn runs_test(code: &Code) -> bool {
    RUNS.iter().any(|name| code.qualname.as_bytes() == name.as_bytes())
        && code.filename().to_string_lossy().ends_with(FILE)
}

/// What the `id()` of a test says, found without running it.
fn id(vm: &Vm, test: &Value) -> String {
    let text_of = |object: &Value, attribute: &str| attribute_of(vm, object, attribute).map(|value| name::text(&value));
    // Tests made from a function, and from the examples of a docstring, are called as these.
    if let Some(function) = attribute_of(vm, test, "_testFunc").as_ref().and_then(Value::cast::<Function>) {
        return function.name.get(&vm.heap).to_string_lossy().into_owned();
    }
    if let Some(name) = attribute_of(vm, test, "_dt_test").and_then(|examples| text_of(&examples, "name")) {
        return name;
    }
    let class = vm.class_of(test);
    let module = class.namespace(&vm.heap).get_str(&vm.heap, &vm.names.module).map(name::text).unwrap_or_default();
    let class = class.qualname(&vm.heap).to_string_lossy();
    match text_of(test, "_testMethodName") {
        Some(method) => format!("{module}.{class}.{method}"),
        None => format!("{module}.{class}"),
    }
}

/// What an object itself has as an attribute.
fn attribute_of(vm: &Vm, object: &Value, attribute: &str) -> Option<Value> {
    let mut found = None;
    vm.heap.references(object, &mut |edge, value| match (edge, value.cast::<Dict>()) {
        (Edge::Member(name), _) if name::text(name) == attribute => found = Some(value.clone()),
        (Edge::Attribute("__dict__"), Some(dict)) => {
            let mut items = dict.items(&vm.heap).into_iter();
            found = items.find(|(key, _)| name::text(key) == attribute).map(|(_, value)| value);
        }
        _ => {}
    });
    found
}
