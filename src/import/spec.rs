//! `__spec__`: where a module comes from.

use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, Py, Slot, Str, Value};
use crate::protocol;
use crate::types::class::slots::Slots;
use crate::types::class::{ClassSpec, NativeDef};
use crate::types::dict::Dict;
use crate::types::list::List;
use crate::types::module;
use crate::types::object::Instance;
use crate::vm::{PyResult, Vm};

/// The declaration of `ModuleSpec`: attributes of an instance, without CPython's loader machinery.
pub static SPEC: NativeClass = NativeClass::new(ClassSpec {
    module: "importlib._bootstrap",
    flags: ClassFlags::HAS_DICT.union(ClassFlags::WEAK_REFERENCEABLE).union(ClassFlags::CONTAINER),
    slots: Slots { repr: Some(repr), ..Slots::EMPTY },
    ..ClassSpec::new("ModuleSpec", Layout::of::<Instance>())
});

/// The declaration of the loader of embedded modules.
pub static LOADER: NativeClass = NativeClass::new(ClassSpec {
    module: "ouropy",
    flags: ClassFlags::CONTAINER,
    methods: &[
        NativeDef::one("get_source", |vm, _, name| {
            let name = name.cast::<Str>().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            Ok(match crate::stdlib::find(&name) {
                Some(module) => vm.new_str(module.source()).into_value(),
                None => Value::NONE,
            })
        }),
        NativeDef::one("is_package", |_, _, name| {
            let name = name.cast::<Str>().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            Ok(Value::bool(crate::stdlib::find(&name).is_some_and(|module| module.package)))
        }),
    ],
    ..ClassSpec::new("StandardLibraryLoader", Layout::of::<Instance>())
});

/// The classes of importing, all of which are there from the start.
pub static CLASSES: &[&NativeClass] = &[&SPEC, &LOADER];

/// The attributes of a new spec.
pub struct Origin {
    /// `origin`: the file, "built-in", or `None` for a namespace package.
    pub name: Option<String>,
    /// Whether `origin` is a file.
    pub has_location: bool,
    /// `submodule_search_locations` of a package.
    pub locations: Option<Vec<String>>,
}

impl Origin {
    /// That of a native module.
    pub fn built_in() -> Origin {
        Origin { name: Some("built-in".to_owned()), has_location: false, locations: None }
    }
}

/// A spec for the module `name`.
pub fn create(vm: &mut Vm, name: &Py<Str>, origin: &Origin) -> Value {
    let class = SPEC.of(vm);
    let spec = vm.heap.alloc(&class, Instance).into_value();
    let attributes = vm.new_dict();
    drop(vm.heap.set_instance_dict(&spec, Some(attributes.to_value())));
    let text = name.to_string_lossy().into_owned();
    let parent = match (&origin.locations, text.rsplit_once('.')) {
        (Some(_), _) => text.as_str(),
        (None, Some((parent, _))) => parent,
        (None, None) => "",
    };
    let parent = vm.intern(parent).into_value();
    let file = origin.name.as_ref().map_or(Value::NONE, |origin| vm.new_str(origin).into_value());
    let embedded = origin.name.as_ref().is_some_and(|origin| origin.starts_with(crate::stdlib::PREFIX));
    let loader = if embedded {
        let class = LOADER.of(vm);
        vm.heap.alloc(&class, Instance).into_value()
    } else {
        Value::NONE
    };
    let locations = match &origin.locations {
        Some(locations) => list_of(vm, locations),
        None => Value::NONE,
    };
    for (key, value) in [
        ("name", name.to_value()),
        ("loader", loader),
        ("origin", file),
        ("loader_state", Value::NONE),
        ("submodule_search_locations", locations),
        ("cached", Value::NONE),
        ("parent", parent),
        ("has_location", Value::bool(origin.has_location)),
    ] {
        crate::native::set(vm, &attributes, key, value);
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

/// The loader of an embedded module.
pub fn loader(vm: &mut Vm, spec: &Value) -> Slot {
    attribute(vm, spec, "loader").filter(|loader| !loader.is_none())
}

/// `__spec__.origin`.
pub fn origin(vm: &mut Vm, namespace: &Py<Dict>) -> Option<module::Origin> {
    let key = vm.names.spec.clone();
    let spec = namespace.get_str(&vm.heap, &key).cloned()?;
    let origin = attribute(vm, &spec, "origin")?;
    let is_file = attribute(vm, &spec, "has_location").is_some_and(|is_file| is_file.is_true());
    let origin = origin.cast::<Str>()?.to_string_lossy().into_owned();
    Some(if is_file { module::Origin::File(origin) } else { module::Origin::Other(origin) })
}

/// Whether the module's body is being executed.
pub fn is_initializing(vm: &mut Vm, namespace: &Py<Dict>) -> bool {
    let key = vm.names.spec.clone();
    let Some(spec) = namespace.get_str(&vm.heap, &key).cloned() else { return false };
    attribute(vm, &spec, "_initializing").is_some_and(|value| value.is_true())
}

/// Notes that the module's body is being executed.
pub fn begin_initializing(vm: &mut Vm, spec: &Value) {
    set_initializing(vm, spec, Value::TRUE);
}

/// Notes that the module's body has been executed.
pub fn end_initializing(vm: &mut Vm, spec: &Value) {
    set_initializing(vm, spec, Value::FALSE);
}

fn set_initializing(vm: &mut Vm, spec: &Value, value: Value) {
    let dict = vm.heap.instance_dict(spec).and_then(Value::cast::<Dict>).cloned();
    if let Some(dict) = dict {
        crate::native::set(vm, &dict, "_initializing", value);
    }
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
