//! `__spec__`: where a module comes from.

use crate::native::{self, NativeClass};
use crate::object::{ClassFlags, Layout, Py, Slot, Str, Value};
use crate::protocol;
use crate::types::class::ClassSpec;
use crate::types::class::slots::Slots;
use crate::types::dict::Dict;
use crate::types::list::List;
use crate::types::object::Instance;
use crate::vm::{PyResult, Vm};

/// The declaration of `ModuleSpec`: attributes of an instance, without CPython's loader machinery.
pub static SPEC: NativeClass = NativeClass::new(ClassSpec {
    module: "importlib._bootstrap",
    flags: ClassFlags::HAS_DICT.union(ClassFlags::WEAK_REFERENCEABLE).union(ClassFlags::CONTAINER),
    slots: Slots { repr: Some(repr), ..Slots::EMPTY },
    ..ClassSpec::new("ModuleSpec", Layout::of::<Instance>())
});

/// The classes of importing, all of which are there from the start.
pub static CLASSES: &[&NativeClass] = &[&SPEC];

/// The spec of a native module that is made before the machinery is there, which then gives it another.
pub fn create(vm: &mut Vm, name: &Py<Str>) -> Value {
    let class = SPEC.of(vm);
    let spec = vm.heap.alloc(&class, Instance).into_value();
    let attributes = vm.new_dict();
    drop(vm.heap.set_instance_dict(&spec, Some(attributes.to_value())));
    let (origin, parent) = (vm.intern("built-in").into_value(), vm.names.empty.to_value());
    for (key, value) in [
        ("name", name.to_value()),
        ("loader", Value::NONE),
        ("origin", origin),
        ("loader_state", Value::NONE),
        ("submodule_search_locations", Value::NONE),
        ("cached", Value::NONE),
        ("parent", parent),
        ("has_location", Value::FALSE),
    ] {
        native::set(vm, &attributes, key, value);
    }
    spec
}

/// A list of strings.
pub fn list_of(vm: &mut Vm, texts: &[String]) -> Value {
    let texts = texts.iter().map(|text| vm.new_str(text).into_value()).collect();
    List::create(vm, texts).into_value()
}

fn attribute(vm: &mut Vm, spec: &Value, name: &str) -> Slot {
    let name = vm.intern(name);
    let dict = vm.heap.instance_dict(spec)?.cast::<Dict>()?.clone();
    dict.get_str(&vm.heap, &name).cloned()
}

/// `__spec__.origin` of a native module.
pub fn origin(vm: &mut Vm, namespace: &Py<Dict>) -> Option<String> {
    let key = vm.names.spec.clone();
    let spec = namespace.get_str(&vm.heap, &key).cloned()?;
    let origin = attribute(vm, &spec, "origin")?;
    Some(origin.cast::<Str>()?.to_string_lossy().into_owned())
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let mut text = String::from("ModuleSpec(");
    for (index, name) in ["name", "loader", "origin", "submodule_search_locations"].into_iter().enumerate() {
        let value = attribute(vm, this, name).unwrap_or(Value::NONE);
        if index > 1 && value.is_none() {
            continue;
        }
        let value = protocol::repr::repr(vm, &value)?;
        if index > 0 {
            text.push_str(", ");
        }
        text.push_str(name);
        text.push('=');
        text.push_str(&value.to_string_lossy());
    }
    text.push(')');
    Ok(vm.new_str(text).into_value())
}
