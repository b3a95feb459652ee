//! `module`.

use crate::object::{ClassFlags, Heap, Layout, Py, Slot, Str, Value, payload};
use crate::protocol::{self, attribute};
use crate::types::class::slots::Slots;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef};
use crate::types::dict::Dict;
use crate::vm::{PyResult, Raised, Vm, arguments};

/// The declaration of `module`.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::BASE_TYPE.union(ClassFlags::HAS_DICT).union(ClassFlags::WEAK_REFERENCEABLE),
    slots: Slots {
        repr: Some(repr),
        getattro: Some(get_attribute),
        new: Some(create),
        init: Some(init),
        ..Slots::EMPTY
    },
    methods: &[NativeDef::none("__dir__", dir)],
    getset: &[
        GetSet::read_only("__dict__", namespace_attribute).member(),
        GetSet::new("__annotations__", annotations, set_annotations),
        GetSet::new("__annotate__", annotate, set_annotate),
    ],
    ..ClassSpec::new("module", Layout::of::<Module>())
};

/// A module. Its namespace is its instance dict.
pub struct Module;

payload! { Module: AtBirth, size 56; }

/// A new module with `__name__`, and `__doc__`, `__package__`, `__loader__`, `__spec__` None.
pub fn new(vm: &mut Vm, name: &Py<Str>) -> Py<Module> {
    let class = vm.types.module.clone();
    let (module, namespace) = allocate(vm, &class);
    fill(vm, &namespace, name.to_value(), Value::NONE);
    module
}

/// A new module over an existing namespace.
pub fn over(vm: &mut Vm, name: &Py<Str>, namespace: &Py<Dict>) -> Py<Module> {
    let class = vm.types.module.clone();
    let module = vm.heap.alloc(&class, Module);
    drop(vm.heap.set_instance_dict(module.as_value(), Some(namespace.to_value())));
    fill(vm, namespace, name.to_value(), Value::NONE);
    module
}

fn allocate(vm: &mut Vm, class: &Py<Class>) -> (Py<Module>, Py<Dict>) {
    let namespace = vm.new_dict();
    vm.heap.track(namespace.header());
    let module = vm.heap.alloc(class, Module);
    drop(vm.heap.set_instance_dict(module.as_value(), Some(namespace.to_value())));
    (module, namespace)
}

fn fill(vm: &mut Vm, namespace: &Py<Dict>, name: Value, doc: Value) {
    let names = &vm.names;
    let (name_key, doc_key) = (names.name.clone(), names.doc.clone());
    let others = [names.package.clone(), names.loader.clone(), names.spec.clone()];
    drop(namespace.set_str(vm, &name_key, name));
    drop(namespace.set_str(vm, &doc_key, doc));
    for key in &others {
        drop(namespace.set_str(vm, key, Value::NONE));
    }
}

/// The namespace of a module (or of an instance of a subclass); `None` for other objects and for a module that the
/// collector has cleared.
#[inline]
pub fn namespace_of(heap: &Heap, value: &Value) -> Option<Py<Dict>> {
    if !value.has::<Module>() {
        return None;
    }
    heap.instance_dict(value)?.cast::<Dict>().cloned()
}

fn create(vm: &mut Vm, class: &Py<Class>, _arguments: Arguments<'_>) -> PyResult {
    Ok(allocate(vm, class).0.into_value())
}

fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    let bound = arguments::bind(vm, "module", "name, doc=None", arguments)?;
    let name = bound.first().cloned().flatten().unwrap_or(Value::NONE);
    if !name.has::<Str>() {
        let class = vm.class_name(&name);
        return Err(vm.type_error(format!("module() argument 'name' must be str, not {class}")));
    }
    let doc = bound.get(1).cloned().flatten().unwrap_or(Value::NONE);
    let namespace = attribute::instance_dict(vm, this);
    fill(vm, &namespace, name, doc);
    Ok(())
}

fn namespace_attribute(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(vm.heap.instance_dict(this).cloned().unwrap_or(Value::NONE))
}

/// The namespace; TypeError for a module that the collector has cleared.
fn own_namespace(vm: &mut Vm, this: &Value) -> PyResult<Py<Dict>> {
    match namespace_of(&vm.heap, this) {
        Some(namespace) => Ok(namespace),
        None => Err(vm.type_error("<module>.__dict__ is not a dictionary")),
    }
}

/// `module.__annotations__`: made by `__annotate__` when first asked for.
fn annotations(vm: &mut Vm, this: &Value) -> PyResult {
    let namespace = own_namespace(vm, this)?;
    let (name, annotate) = (vm.names.annotations.clone(), vm.intern("__annotate__"));
    if let Some(known) = namespace.get_str(&vm.heap, &name).cloned() {
        return Ok(known);
    }
    let annotate = namespace.get_str(&vm.heap, &annotate).cloned();
    let made = match annotate.filter(|annotate| vm.class_of(annotate).slots(&vm.heap).call.is_some()) {
        Some(annotate) => attribute::evaluate_annotations(vm, &annotate)?,
        None => vm.new_dict().into_value(),
    };
    // Of a module that is still being imported there may be more later.
    if !is_initializing(vm, &namespace) {
        drop(namespace.set_str(vm, &name, made.clone()));
    }
    Ok(made)
}

/// Whether the module's body is being executed, as its `__spec__` says.
pub fn is_initializing(vm: &mut Vm, namespace: &Py<Dict>) -> bool {
    let (spec, name) = (vm.names.spec.clone(), vm.intern("_initializing"));
    let Some(spec) = namespace.get_str(&vm.heap, &spec).cloned() else { return false };
    let flag = attribute::get_optional(vm, &spec, &name).and_then(|flag| match flag {
        Some(flag) => protocol::is_true(vm, &flag),
        None => Ok(false),
    });
    flag.unwrap_or_else(|raised| {
        drop(vm.take_raised(raised));
        false
    })
}

fn set_annotations(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let namespace = own_namespace(vm, this)?;
    let (name, annotate) = (vm.names.annotations.clone(), vm.intern("__annotate__"));
    let deletes = new.is_none();
    let old = match new {
        Some(new) => namespace.set_str(vm, &name, new),
        None => namespace.remove_str(vm, &name),
    };
    if deletes && old.is_none() {
        return Err(vm.attribute_error("__annotations__"));
    }
    drop(old);
    drop(namespace.remove_str(vm, &annotate));
    Ok(())
}

fn annotate(vm: &mut Vm, this: &Value) -> PyResult {
    let namespace = own_namespace(vm, this)?;
    let name = vm.intern("__annotate__");
    if let Some(known) = namespace.get_str(&vm.heap, &name).cloned() {
        return Ok(known);
    }
    drop(namespace.set_str(vm, &name, Value::NONE));
    Ok(Value::NONE)
}

fn set_annotate(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let Some(new) = new else { return Err(vm.type_error("cannot delete __annotate__ attribute")) };
    let namespace = own_namespace(vm, this)?;
    attribute::check_annotate(vm, &new)?;
    let (name, annotations) = (vm.intern("__annotate__"), vm.names.annotations.clone());
    let stale = !new.is_none();
    drop(namespace.set_str(vm, &name, new));
    if stale {
        drop(namespace.remove_str(vm, &annotations));
    }
    Ok(())
}

/// `module.name`: the namespace and the class first, then the module's own `__getattr__`.
pub fn get_attribute(vm: &mut Vm, this: &Value, name: &Py<Str>) -> PyResult {
    match find_attribute(vm, this, name)? {
        Some(found) => Ok(found),
        None => {
            let namespace = namespace_of(&vm.heap, this);
            Err(missing(vm, this, namespace.as_ref(), name))
        }
    }
}

/// As [`get_attribute`]; `None` where there is none.
pub fn find_attribute(vm: &mut Vm, this: &Value, name: &Py<Str>) -> PyResult<Slot> {
    if let Some(found) = attribute::generic_get_optional(vm, this, name)? {
        return Ok(Some(found));
    }
    let Some(namespace) = namespace_of(&vm.heap, this) else { return Ok(None) };
    if namespace.is(&vm.sys)
        && let Some(found) = (vm.hooks.missing_of_sys)(vm, name)?
    {
        return Ok(Some(found));
    }
    let getattr = vm.names.getattr.clone();
    match namespace.get_str(&vm.heap, &getattr).cloned() {
        Some(function) => protocol::call(vm, &function, &[name.to_value()]).map(Some),
        None => Ok(None),
    }
}

/// AttributeError "module 'x' has no attribute 'y'", with a hint when the module is still being imported or hides
/// another.
#[cold]
fn missing(vm: &mut Vm, this: &Value, namespace: Option<&Py<Dict>>, name: &Py<Str>) -> Raised {
    let name_key = vm.names.name.clone();
    let own_name = namespace.and_then(|namespace| namespace.get_str(&vm.heap, &name_key).cloned());
    let wanted = name.to_string_lossy().into_owned();
    let text = match (own_name.as_ref().and_then(Value::cast::<Str>), namespace) {
        (Some(own_name), Some(namespace)) => {
            let own_name = own_name.to_string_lossy().into_owned();
            match (vm.hooks.absence)(vm, namespace, &own_name) {
                Absence::HidesStandard(file) => format!(
                    "module '{own_name}' has no attribute '{wanted}' (consider renaming '{file}' since it has the same \
                     name as the standard library module named '{own_name}' and the import system gives it precedence)"
                ),
                Absence::MayHide(file) => format!(
                    "module '{own_name}' has no attribute '{wanted}' (consider renaming '{file}' if it has the same \
                     name as a library you intended to import)"
                ),
                Absence::Partial(Some(file)) => format!(
                    "partially initialized module '{own_name}' from '{file}' has no attribute '{wanted}' (most likely \
                     due to a circular import)"
                ),
                Absence::Partial(None) => format!(
                    "partially initialized module '{own_name}' has no attribute '{wanted}' (most likely due to a \
                     circular import)"
                ),
                Absence::Unknown => format!("module '{own_name}' has no attribute '{wanted}'"),
            }
        }
        _ => format!("module has no attribute '{wanted}'"),
    };
    attribute::attribute_error(vm, text.as_bytes(), this, name)
}

/// Why a name may be missing from a module.
pub enum Absence {
    /// The script's directory has a module of the name of one of the standard library: its file.
    HidesStandard(String),
    /// The module is being imported from the script's directory: its file.
    MayHide(String),
    /// The module is being imported: its file, if it has one.
    Partial(Option<String>),
    /// No reason is known.
    Unknown,
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    (vm.hooks.module_repr)(vm, this)
}

fn dir(vm: &mut Vm, this: &Value) -> PyResult {
    let name = vm.names.dict.clone();
    let namespace = attribute::get(vm, this, &name)?;
    let Some(namespace) = namespace.cast::<Dict>() else {
        return Err(vm.type_error("<module>.__dict__ is not a dictionary"));
    };
    if namespace.is(&vm.sys) {
        // What it has once somebody asks is among its names.
        let hook = vm.intern("meta_path");
        (vm.hooks.missing_of_sys)(vm, &hook)?;
    }
    let own = vm.intern("__dir__");
    if let Some(function) = namespace.get_str(&vm.heap, &own).cloned() {
        return protocol::call(vm, &function, &[]);
    }
    let keys = namespace.items(&vm.heap).into_iter().map(|(key, _)| key).collect();
    Ok(crate::types::list::List::create(vm, keys).into_value())
}
