//! "Did you mean": hints for misspelt names, attributes and imports.

use std::fmt::Write;

use super::facts::{read, swallow};
use crate::object::{Kind, Slot, Str, Value};
use crate::protocol;
use crate::text::suggest::best_match;
use crate::types::exception::{self, Exception, Family, Field};
use crate::types::traceback::Traceback;
use crate::vm::{PyResult, Vm};

/// What is added to the message of a NameError, AttributeError or ImportError; nothing when there is nothing to say.
pub(super) fn hint(vm: &mut Vm, error: &Value, traceback: Option<&Value>) -> String {
    let family = error.cast::<Exception>().map_or(Family::Base, |error| error.family);
    let field = if family == Family::Import { Field::NameFrom } else { Field::Name };
    let wrong = read(vm, error, field.name()).and_then(|name| name.cast_into::<Str>().ok());
    let Some(wrong) = wrong else { return String::new() };
    let found = match family {
        Family::Attribute => {
            let names = attribute_names(vm, error, &wrong, traceback);
            nearest(vm, &wrong, names)
        }
        Family::Import => {
            let names = module_names(vm, error, &wrong);
            nearest(vm, &wrong, names)
        }
        Family::Name => name_in_scope(vm, &wrong, traceback),
        _ => None,
    };
    let mut hint = found.as_ref().map_or_else(String::new, |found| format!(". Did you mean: '{found}'?"));
    if family == Family::Name && is_standard_module(vm, &wrong) {
        let start = if found.is_some() { " Or" } else { ". Did you" };
        let start = if found.is_some() { format!("{start} did you") } else { start.to_owned() };
        let _ = write!(hint, "{start} forget to import '{}'?", wrong.to_string_lossy());
    }
    hint
}

/// The name nearest to the wrong one.
fn nearest(vm: &mut Vm, wrong: &Str, names: PyResult<Vec<Value>>) -> Option<String> {
    let names = swallow(vm, names)?;
    let texts: Vec<&Str> = names.iter().filter_map(|name| name.cast::<Str>().map(|name| &**name)).collect();
    let index = best_match(wrong.as_bytes(), texts.iter().map(|text| text.as_bytes()))?;
    texts.get(index).map(|text| text.to_string_lossy().into_owned())
}

/// Which names are offered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Offer {
    /// All there are.
    All,
    /// Those that do not begin with an underscore.
    Public,
}

impl Offer {
    /// To somebody who wrote `wrong`.
    fn to(wrong: &Str) -> Offer {
        if wrong.as_bytes().starts_with(b"_") { Offer::All } else { Offer::Public }
    }
}

/// What of `sorted(dir(value))` is offered.
fn dir(vm: &mut Vm, value: &Value, offer: Offer) -> PyResult<Vec<Value>> {
    let names = call_builtin(vm, "dir", std::slice::from_ref(value))?;
    let mut names = exception::collect(vm, &names)?;
    names.retain(|name| {
        name.cast::<Str>().is_some_and(|name| offer == Offer::All || !name.as_bytes().starts_with(b"_"))
    });
    names.sort_by(|a, b| {
        let bytes = |value: &Value| value.cast::<Str>().map(|text| text.as_bytes().to_vec());
        bytes(a).cmp(&bytes(b))
    });
    Ok(names)
}

fn call_builtin(vm: &mut Vm, name: &str, arguments: &[Value]) -> PyResult {
    let key = vm.intern(name);
    match vm.builtins.get_str(&vm.heap, &key).cloned() {
        Some(function) => protocol::call(vm, &function, arguments),
        None => Err(vm.system_error(format!("no builtin {name}"))),
    }
}

fn attribute_names(vm: &mut Vm, error: &Value, wrong: &Str, traceback: Option<&Value>) -> PyResult<Vec<Value>> {
    let obj = exception::get_field(vm, error, Field::Obj).unwrap_or(Value::NONE);
    let mut offer = Offer::to(wrong);
    if offer == Offer::Public
        && let Some(frame) = innermost_frame(vm, traceback)
        && let Some(this) = local(vm, &frame, "self")
        && this.is(&obj)
    {
        offer = Offer::All;
    }
    dir(vm, &obj, offer)
}

fn module_names(vm: &mut Vm, error: &Value, wrong: &Str) -> PyResult<Vec<Value>> {
    let name = exception::get_field(vm, error, Field::Name).unwrap_or(Value::NONE);
    let module = call_builtin(vm, "__import__", &[name])?;
    dir(vm, &module, Offer::to(wrong))
}

fn innermost_frame(vm: &Vm, traceback: Option<&Value>) -> Slot {
    let mut entry = traceback?.clone();
    while let Some(next) = entry.cast::<Traceback>().and_then(|entry| entry.next.get(&vm.heap).clone()) {
        entry = next;
    }
    entry.cast::<Traceback>().and_then(|entry| entry.frame.get(&vm.heap).clone())
}

/// A local variable of a frame.
fn local(vm: &mut Vm, frame: &Value, name: &str) -> Slot {
    let locals = read(vm, frame, "f_locals")?;
    let getitem = vm.class_of(&locals).slots(&vm.heap).getitem?;
    let key = vm.intern(name).into_value();
    let found = getitem(vm, &locals, &key);
    swallow(vm, found)
}

/// The nearest of the names the innermost frame sees, or `self.name` where `self` has the attribute.
fn name_in_scope(vm: &mut Vm, wrong: &crate::object::Py<Str>, traceback: Option<&Value>) -> Option<String> {
    let frame = innermost_frame(vm, traceback)?;
    let mut names = Vec::new();
    for scope in ["f_locals", "f_globals", "f_builtins"] {
        let scope = read(vm, &frame, scope)?;
        let listed = exception::collect(vm, &scope);
        names.extend(swallow(vm, listed)?);
    }
    names.retain(|name| name.kind() == Some(Kind::Str));
    if let Some(this) = local(vm, &frame, "self") {
        let found = protocol::attribute::get_optional(vm, &this, wrong);
        if swallow(vm, found).flatten().is_some() {
            return Some(format!("self.{}", wrong.to_string_lossy()));
        }
    }
    nearest(vm, wrong, Ok(names))
}

/// Whether the name is in `sys.stdlib_module_names`.
fn is_standard_module(vm: &mut Vm, name: &crate::object::Py<Str>) -> bool {
    let key = vm.intern("stdlib_module_names");
    let Some(names) = vm.sys.get_str(&vm.heap, &key).cloned() else { return false };
    let Some(contains) = vm.class_of(&names).slots(&vm.heap).contains else { return false };
    let found = contains(vm, &names, name.as_value());
    swallow(vm, found).unwrap_or(false)
}
