//! `__doc__` and `__text_signature__` of native functions and descriptors.

use super::NativeFunction;
use crate::object::{Str, Value};
use crate::text::documentation::{Entry, find};
use crate::types::class::spec::Binding;
use crate::types::class::{Class, Native, NativeDef, call};
use crate::vm::{PyResult, Vm};

const NOTHING: Entry = Entry { signature: None, doc: None };

/// A text, or None.
pub fn shown(vm: &mut Vm, text: Option<&str>) -> PyResult {
    Ok(text.map_or(Value::NONE, |text| vm.new_str(text).into_value()))
}

fn of_name(class: &Class, name: &str) -> Option<Entry> {
    find(&format!("{}.{}.{name}", class.spec?.module, class.spec?.name))
}

/// The docstring of a computed attribute or a field.
pub fn of_attribute(class: &Class, name: &str) -> Option<&'static str> {
    match class.spec {
        Some(_) => of_name(class, name)?.doc,
        None => match name {
            "__dict__" => Some("dictionary for instance variables"),
            "__weakref__" => Some("list of weak references to the object"),
            _ => None,
        },
    }
}

/// The entry of a method that the class has itself.
pub fn of_method(class: &Class, def: &NativeDef) -> Entry {
    of_name(class, def.name).unwrap_or_else(|| declared(def))
}

/// The entry of a function of a module, a static method, or a bound method.
pub fn of_function(vm: &Vm, function: &NativeFunction) -> Entry {
    let def = function.def;
    if std::ptr::eq(def, &raw const call::NEW) {
        return find("builtins.object.__new__").unwrap_or(NOTHING);
    }
    let Some(receiver) = function.receiver.get(&vm.heap) else { return declared(def) };
    if let Some(module) = function.module.get(&vm.heap).as_ref().and_then(Value::cast::<Str>) {
        return find(&format!("{}.{}", module.to_string_lossy(), def.name)).unwrap_or_else(|| declared(def));
    }
    let class = match receiver.cast::<Class>() {
        Some(class) if def.binding != Binding::Instance => class,
        _ => vm.class_of(receiver),
    };
    let classes = class.mro(&vm.heap).iter().filter_map(Value::cast::<Class>);
    let has =
        |class: &&Class| class.spec.is_some_and(|spec| spec.methods.iter().any(|method| std::ptr::eq(method, def)));
    classes.map(|class| &**class).find(has).map_or_else(|| declared(def), |class| of_method(class, def))
}

/// What follows from the declaration of a function that CPython does not have.
fn declared(def: &NativeDef) -> Entry {
    let signature = matches!(def.native, Native::NoArgs(_)).then_some(match def.binding {
        Binding::Instance => "($self, /)",
        Binding::Class => "($type, /)",
        Binding::Static => "()",
    });
    Entry { signature, doc: None }
}
