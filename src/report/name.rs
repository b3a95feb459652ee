//! What objects and references are called, without running Python code.

use crate::object::{Edge, Kind, Str, Value};
use crate::types::class::Class;
use crate::types::code::Code;
use crate::types::exception::Exception;
use crate::types::float;
use crate::types::frame::Frame;
use crate::types::function::Function;
use crate::types::generator::Generator;
use crate::types::int;
use crate::types::method::Method;
use crate::types::module;
use crate::types::object::size;
use crate::types::traceback::Traceback;
use crate::vm::Vm;

/// The longest key that is shown whole, in characters.
const LONGEST_KEY: usize = 32;

/// What lies between the name of a function and that of what is defined in it.
const IN_FUNCTION: &str = "<locals>.";

/// The text of a str.
pub(super) fn text(value: &Value) -> String {
    value.cast::<Str>().map(|text| text.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A qualified name without the functions that it is in.
pub(super) fn short(qualname: &str) -> &str {
    qualname.rfind(IN_FUNCTION).map_or(qualname, |at| &qualname[at + IN_FUNCTION.len()..])
}

/// The name of an object's class, with its module where that is neither `builtins` nor `__main__`.
pub(super) fn class_name(vm: &Vm, object: &Value) -> String {
    full_name(vm, vm.class_of(object))
}

fn full_name(vm: &Vm, class: &Class) -> String {
    if class.spec.is_some() {
        return vm.full_name(class);
    }
    let qualname = class.qualname(&vm.heap).to_string_lossy();
    let name = short(&qualname);
    let module = class.namespace(&vm.heap).get_str(&vm.heap, &vm.names.module).map(text).unwrap_or_default();
    if matches!(module.as_str(), "" | "__main__" | "builtins") { name.to_owned() } else { format!("{module}.{name}") }
}

/// What an object is, in a few words.
pub(super) fn label(vm: &Vm, object: &Value) -> String {
    let heap = &vm.heap;
    if let Some(function) = object.cast::<Function>() {
        return format!("function {}", short(&function.qualname.get(heap).to_string_lossy()));
    }
    if let Some(code) = object.cast::<Code>() {
        return format!("code of {}", short(&code.qualname.to_string_lossy()));
    }
    if let Some(frame) = object.cast::<Frame>() {
        return format!("frame of {}", called(&frame.code));
    }
    if let Some(generator) = object.cast::<Generator>() {
        return format!("{} {}", generator.flavour().noun(), called(&generator.body.code));
    }
    if let Some(entry) = object.cast::<Traceback>() {
        let code = entry.frame.get(heap).as_ref().and_then(Value::cast::<Frame>).map(|frame| called(&frame.code));
        return code.map_or_else(|| "traceback".to_owned(), |code| format!("traceback of {code}"));
    }
    if let Some(method) = object.cast::<Method>() {
        let name = match method.function.cast::<Function>() {
            Some(function) => short(&function.qualname.get(heap).to_string_lossy()).to_owned(),
            None => class_name(vm, &method.function),
        };
        return format!("bound method {name}");
    }
    if object.kind() == Some(Kind::Class) {
        return format!("class {}", full_name(vm, object.expect::<Class>()));
    }
    if let Some(namespace) = module::namespace_of(heap, object) {
        let name = namespace.get_str(heap, &vm.names.name).map(text).unwrap_or_default();
        return format!("module {name}");
    }
    class_name(vm, object)
}

/// `f()`, or `module` for the body of one.
pub(super) fn called(code: &Code) -> String {
    let qualname = code.qualname.to_string_lossy();
    match short(&qualname) {
        "<module>" => "the module".to_owned(),
        name => format!("{name}()"),
    }
}

/// Whether an object is an exception.
pub(super) fn is_exception(object: &Value) -> bool {
    object.has::<Exception>()
}

/// How Python spells a reference: what is written behind the object that refers.
pub(super) fn spelling(vm: &Vm, edge: Edge<'_>) -> String {
    match edge {
        Edge::Local(name) => format!("local '{}'", text(name)),
        Edge::Temporary(_) => "value on the stack".to_owned(),
        Edge::Value(key) => format!("[{}]", key_text(vm, key)),
        Edge::Key => "key".to_owned(),
        Edge::Items => "[...]".to_owned(),
        Edge::Internal(name) => name.to_owned(),
        Edge::Attribute(_) | Edge::Member(_) | Edge::Item(_) | Edge::ItemOf(..) => edge.to_string(),
    }
}

/// A key of a dict as it is written, or what it is.
pub(super) fn key_text(vm: &Vm, key: &Value) -> String {
    if key.header().is_none() {
        return constant(key);
    }
    if key.has::<Str>() {
        return quoted(&text(key));
    }
    if let Some(number) = float::value_of(key) {
        return format!("{number:?}");
    }
    if key.has::<int::Int>() {
        return int::number(key).to_i64().map_or_else(|| "int".to_owned(), |number| number.to_string());
    }
    label(vm, key)
}

fn constant(value: &Value) -> String {
    match (value.as_small_int(), value.as_small_float(), value.as_bool()) {
        (Some(number), _, _) => number.to_string(),
        (_, Some(number), _) => format!("{number:?}"),
        (_, _, Some(true)) => "True".to_owned(),
        (_, _, Some(false)) => "False".to_owned(),
        _ if value.is_none() => "None".to_owned(),
        _ => "...".to_owned(),
    }
}

/// A text in double quotes, cut where it is long.
fn quoted(text: &str) -> String {
    let mut shown: String = text.chars().take(LONGEST_KEY).collect();
    if text.chars().nth(LONGEST_KEY).is_some() {
        shown.push('…');
    }
    format!("\"{}\"", shown.escape_debug())
}

/// Whether a text can stand behind a dot.
pub(super) fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(|first| first == '_' || first.is_alphabetic())
        && characters.all(|character| character == '_' || character.is_alphanumeric())
}

/// Bytes of an object, as `sys.getsizeof` counts those of a class that has no `__sizeof__` of its own.
pub(super) fn bytes(vm: &Vm, object: &Value) -> usize {
    size::whole(vm, object)
}
