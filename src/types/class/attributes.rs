//! Attributes of classes: `type.__getattribute__`, `type.__setattr__` and the computed attributes of class objects.

use super::{Class, GetSet, bases, layouts, update};
use crate::object::{ClassFlags, Py, Slot, Str, Value};
use crate::protocol;
use crate::text::documentation;
use crate::types::mapping_proxy;
use crate::vm::{PyResult, Raised, Vm};

/// The attributes of class objects.
pub const ATTRIBUTES: &[GetSet] = &[
    GetSet::read_only("__basicsize__", layouts::get_basicsize).member(),
    GetSet::read_only("__itemsize__", layouts::get_itemsize).member(),
    GetSet::read_only("__flags__", layouts::get_flags).member(),
    GetSet::read_only("__weakrefoffset__", layouts::get_weakrefoffset).member(),
    GetSet::read_only("__base__", get_base).member(),
    GetSet::read_only("__dictoffset__", layouts::get_dictoffset).member(),
    GetSet::new("__name__", get_name, set_name),
    GetSet::new("__qualname__", get_qualname, set_qualname),
    GetSet::new("__bases__", get_bases, bases::assign),
    GetSet::read_only("__mro__", get_mro),
    GetSet::new("__module__", get_module, set_module),
    GetSet::new("__abstractmethods__", get_abstract, set_abstract),
    GetSet::read_only("__dict__", get_dict),
    GetSet::new("__doc__", get_doc, set_doc),
    GetSet::read_only("__text_signature__", get_text_signature),
    GetSet::new("__annotations__", get_annotations, set_annotations),
    GetSet::new("__annotate__", get_annotate, set_annotate),
    GetSet::new("__type_params__", get_type_params, set_type_params),
];

/// `class.name`: data descriptors of the metaclass, attributes of the class and its bases, other attributes of the
/// metaclass; AttributeError "type object 'C' has no attribute 'x'".
pub fn get(vm: &mut Vm, this: &Value, name: &Py<Str>) -> PyResult {
    let class = this.expect::<Class>();
    let metaclass = vm.class_of(this).clone();
    let meta = vm.lookup(&metaclass, name);
    let mut meta_get = None;
    if let Some(descriptor) = &meta {
        let slots = vm.class_of(descriptor).slots(&vm.heap);
        meta_get = slots.descr_get;
        if slots.descr_set.is_some()
            && let Some(get) = meta_get
        {
            return get(vm, descriptor, Some(this), metaclass.as_value());
        }
    }
    if let Some(found) = vm.lookup(class, name) {
        return match vm.class_of(&found).slots(&vm.heap).descr_get {
            Some(get) => get(vm, &found, None, this),
            None => Ok(found),
        };
    }
    match (meta, meta_get) {
        (Some(descriptor), Some(get)) => get(vm, &descriptor, Some(this), metaclass.as_value()),
        (Some(found), None) => Ok(found),
        (None, _) => Err(no_attribute(vm, class, name)),
    }
}

#[cold]
fn no_attribute(vm: &mut Vm, class: &Py<Class>, name: &Py<Str>) -> Raised {
    let class_name = vm.full_name(class);
    let text = [b"type object '", class_name.as_bytes(), b"' has no attribute '", name.as_bytes(), b"'"].concat();
    protocol::attribute::attribute_error(vm, &text, class.as_value(), name)
}

/// `class.name = value`, `del class.name`; TypeError "cannot set 'x' attribute of immutable type 'int'".
pub fn set(vm: &mut Vm, this: &Value, name: &Py<Str>, new: Option<&Value>) -> PyResult<()> {
    let class = this.expect::<Class>();
    if !class.head.has(ClassFlags::MUTABLE) {
        let owner = vm.full_name(class);
        let name = name.to_string_lossy();
        return Err(vm.type_error(format!("cannot set '{name}' attribute of immutable type '{owner}'")));
    }
    let metaclass = vm.class_of(this).clone();
    let name = vm.intern_str(name);
    if let Some(descriptor) = vm.lookup(&metaclass, &name)
        && let Some(set) = vm.class_of(&descriptor).slots(&vm.heap).descr_set
    {
        return set(vm, &descriptor, this, new);
    }
    let namespace = class.namespace(&vm.heap).clone();
    let new_is_plain = new.is_some_and(|new| vm.is_plain(new));
    let is_removed = new.is_none();
    let old = namespace.set_attribute(vm, &name, new.cloned());
    if is_removed && old.is_none() {
        return Err(no_attribute(vm, class, &name));
    }
    // Whoever remembers a plain value remembers its place: another one may stand there.
    let is_remembered = new_is_plain && old.as_ref().is_some_and(|old| vm.is_plain(old));
    if !is_remembered || update::is_special(&name) {
        vm.class_modified(class);
        update::after_change(vm, class, &name);
    }
    drop(old);
    Ok(())
}

/// The class's name, for the messages that follow, and the value to set; TypeError when the attribute of a built-in
/// class is set, or when it is deleted.
pub fn to_set(vm: &mut Vm, class: &Py<Class>, attribute: &str, new: Slot) -> PyResult<(String, Value)> {
    let name = vm.full_name(class);
    if !class.head.has(ClassFlags::MUTABLE) {
        return Err(vm.type_error(format!("cannot set '{attribute}' attribute of immutable type '{name}'")));
    }
    match new {
        Some(new) => Ok((name, new)),
        None => Err(vm.type_error(format!("cannot delete '{attribute}' attribute of immutable type '{name}'"))),
    }
}

fn get_name(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(this.expect::<Class>().name(&vm.heap).to_value())
}

fn set_name(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let class = this.expect::<Class>();
    let (owner, new) = to_set(vm, class, "__name__", new)?;
    match new.cast_into::<Str>() {
        Ok(name) if name.as_bytes().contains(&0) => Err(vm.value_error("type name must not contain null characters")),
        Ok(name) => {
            super::new::check_encodable(vm, &name)?;
            class.name.set(&mut vm.heap, Some(name));
            Ok(())
        }
        Err(other) => {
            let other = vm.class_name(&other);
            Err(vm.type_error(format!("can only assign string to {owner}.__name__, not '{other}'")))
        }
    }
}

fn get_qualname(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(this.expect::<Class>().qualname(&vm.heap).to_value())
}

fn set_qualname(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let class = this.expect::<Class>();
    let (owner, new) = to_set(vm, class, "__qualname__", new)?;
    match new.cast_into::<Str>() {
        Ok(name) => {
            class.qualname.set(&mut vm.heap, Some(name));
            Ok(())
        }
        Err(other) => {
            let other = vm.class_name(&other);
            Err(vm.type_error(format!("can only assign string to {owner}.__qualname__, not '{other}'")))
        }
    }
}

fn get_bases(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(match this.expect::<Class>().bases.get(&vm.heap) {
        Some(bases) => bases.to_value(),
        None => vm.empty_tuple.to_value(),
    })
}

fn get_base(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(this.expect::<Class>().base.get(&vm.heap).as_ref().map_or(Value::NONE, Py::to_value))
}

fn get_mro(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(this.expect::<Class>().mro.get(&vm.heap).as_ref().map_or(Value::NONE, Py::to_value))
}

fn own(vm: &Vm, class: &Py<Class>, name: &Py<Str>) -> Slot {
    class.namespace(&vm.heap).get_str(&vm.heap, name).cloned()
}

/// `class.__module__`.
pub fn get_module(vm: &mut Vm, this: &Value) -> PyResult {
    let class = this.expect::<Class>();
    if let Some(spec) = class.spec {
        return Ok(vm.intern(spec.module).into_value());
    }
    let name = vm.names.module.clone();
    match own(vm, class, &name) {
        Some(module) => Ok(module),
        None => Err(vm.attribute_error("__module__")),
    }
}

/// The class's qualified name with its module in front, unless that is `builtins` or `__main__`.
pub fn full_name(vm: &mut Vm, class: &Py<Class>) -> String {
    let module = match get_module(vm, class.as_value()) {
        Ok(module) => module.cast::<Str>().map(|module| module.to_string_lossy().into_owned()),
        Err(raised) => {
            drop(vm.take_raised(raised));
            None
        }
    };
    let qualname = class.qualname(&vm.heap).to_string_lossy();
    match module {
        Some(module) if module != "builtins" && module != "__main__" => format!("{module}.{qualname}"),
        _ => qualname.into_owned(),
    }
}

fn set_module(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let class = this.expect::<Class>();
    let (_, new) = to_set(vm, class, "__module__", new)?;
    let name = vm.names.module.clone();
    store(vm, class, &name, Some(new));
    let line = vm.names.firstlineno.clone();
    store(vm, class, &line, None);
    Ok(())
}

fn store(vm: &mut Vm, class: &Py<Class>, name: &Py<Str>, new: Slot) -> bool {
    let namespace = class.namespace(&vm.heap).clone();
    let is_set = new.is_some();
    let old = namespace.set_attribute(vm, name, new);
    vm.class_modified(class);
    is_set || old.is_some()
}

fn get_abstract(vm: &mut Vm, this: &Value) -> PyResult {
    let class = this.expect::<Class>();
    let name = vm.intern("__abstractmethods__");
    let found = if class.is(&vm.types.type_) { None } else { own(vm, class, &name) };
    match found {
        Some(methods) => Ok(methods),
        None => Err(protocol::attribute::attribute_error(vm, b"__abstractmethods__", this, &name)),
    }
}

fn set_abstract(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let class = this.expect::<Class>();
    let name = vm.intern("__abstractmethods__");
    let is_abstract = match &new {
        Some(methods) => protocol::is_true(vm, methods)?,
        None => false,
    };
    let deletes = new.is_none();
    if !store(vm, class, &name, new) && deletes {
        return Err(protocol::attribute::attribute_error(vm, b"__abstractmethods__", this, &name));
    }
    class.head.change(|flags| flags.set(ClassFlags::ABSTRACT, is_abstract));
    Ok(())
}

fn get_dict(vm: &mut Vm, this: &Value) -> PyResult {
    let namespace = this.expect::<Class>().namespace(&vm.heap).to_value();
    Ok(mapping_proxy::create(vm, namespace))
}

fn get_doc(vm: &mut Vm, this: &Value) -> PyResult {
    let class = this.expect::<Class>();
    if let Some(doc) = class.spec.and_then(|spec| spec.doc) {
        return Ok(vm.new_str(doc).into_value());
    }
    let name = vm.names.doc.clone();
    let Some(found) = own(vm, class, &name) else { return Ok(Value::NONE) };
    match vm.class_of(&found).slots(&vm.heap).descr_get {
        Some(get) => get(vm, &found, None, this),
        None => Ok(found),
    }
}

fn set_doc(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let class = this.expect::<Class>();
    let (_, new) = to_set(vm, class, "__doc__", new)?;
    let name = vm.names.doc.clone();
    store(vm, class, &name, Some(new));
    Ok(())
}

/// The signature of a built-in class. That of a Python class is the first line of its docstring, if it is a call of the
/// class by name and a line `--` follows.
fn get_text_signature(vm: &mut Vm, this: &Value) -> PyResult {
    let class = this.expect::<Class>();
    if let Some(spec) = class.spec {
        let entry = documentation::find(&format!("{}.{}", spec.module, spec.name));
        return Ok(entry.and_then(|entry| entry.signature).map_or(Value::NONE, |text| vm.new_str(text).into_value()));
    }
    let key = vm.names.doc.clone();
    let doc = own(vm, class, &key).and_then(|doc| doc.cast::<Str>().map(|doc| doc.to_string_lossy().into_owned()));
    let name = class.name(&vm.heap).to_string_lossy().into_owned();
    let rest = doc.as_deref().and_then(|doc| doc.strip_prefix(name.as_str())).filter(|rest| rest.starts_with('('));
    let signature = rest.and_then(|rest| rest.split_once("\n--\n\n")).map(|(signature, _)| signature);
    let signature = signature.filter(|line| line.ends_with(')') && !line.contains("\n\n"));
    Ok(signature.map_or(Value::NONE, |text| vm.new_str(text).into_value()))
}

/// Where a class keeps the function that evaluates its annotations, and what that made: names that do not hide those of
/// its metaclass.
const ANNOTATE: &str = "__annotate_func__";
const ANNOTATIONS: &str = "__annotations_cache__";

/// The first of the names that the class's own namespace has, bound as an attribute of the class.
fn own_bound(vm: &mut Vm, this: &Value, names: &[&str]) -> PyResult<Slot> {
    let class = this.expect::<Class>();
    for name in names {
        let name = vm.intern(name);
        if let Some(found) = own(vm, class, &name) {
            return match vm.class_of(&found).slots(&vm.heap).descr_get {
                Some(get) => get(vm, &found, None, this).map(Some),
                None => Ok(Some(found)),
            };
        }
    }
    Ok(None)
}

/// AttributeError for an attribute that static types do not have.
fn refuse_static(vm: &mut Vm, this: &Value, name: &str) -> PyResult<()> {
    let class = this.expect::<Class>();
    if class.spec.is_none() {
        return Ok(());
    }
    let key = vm.intern(name);
    let text = format!("type object '{}' has no attribute '{name}'", vm.full_name(class));
    Err(protocol::attribute::attribute_error(vm, text.as_bytes(), this, &key))
}

/// TypeError for an attribute that cannot be set on static types.
fn refuse_immutable(vm: &mut Vm, this: &Value, name: &str) -> PyResult<()> {
    let class = this.expect::<Class>();
    if class.spec.is_none() {
        return Ok(());
    }
    let owner = vm.full_name(class);
    Err(vm.type_error(format!("cannot set '{name}' attribute of immutable type '{owner}'")))
}

fn get_annotations(vm: &mut Vm, this: &Value) -> PyResult {
    refuse_static(vm, this, "__annotations__")?;
    if let Some(found) = own_bound(vm, this, &["__annotations__", ANNOTATIONS])? {
        return Ok(found);
    }
    let name = vm.intern("__annotate__");
    let annotate = protocol::attribute::get(vm, this, &name)?;
    let annotations = if vm.class_of(&annotate).slots(&vm.heap).call.is_some() {
        protocol::attribute::evaluate_annotations(vm, &annotate)?
    } else {
        vm.new_dict().into_value()
    };
    let name = vm.intern(ANNOTATIONS);
    store(vm, this.expect::<Class>(), &name, Some(annotations.clone()));
    Ok(annotations)
}

fn set_annotations(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    refuse_immutable(vm, this, "__annotations__")?;
    let class = this.expect::<Class>();
    let [own_name, cache, annotate, written] =
        ["__annotations__", ANNOTATIONS, ANNOTATE, "__annotate__"].map(|name| vm.intern(name));
    match new {
        Some(new) => {
            let place = if own(vm, class, &own_name).is_some() { &own_name } else { &cache };
            store(vm, class, place, Some(new));
        }
        None => {
            if !store(vm, class, &own_name, None) && !store(vm, class, &cache, None) {
                return Err(protocol::attribute::attribute_error(vm, b"__annotations__", this, &own_name));
            }
        }
    }
    store(vm, class, &annotate, None);
    store(vm, class, &written, None);
    Ok(())
}

fn get_annotate(vm: &mut Vm, this: &Value) -> PyResult {
    refuse_static(vm, this, "__annotate__")?;
    if let Some(found) = own_bound(vm, this, &["__annotate__", ANNOTATE])? {
        return Ok(found);
    }
    let name = vm.intern(ANNOTATE);
    store(vm, this.expect::<Class>(), &name, Some(Value::NONE));
    Ok(Value::NONE)
}

fn set_annotate(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let Some(new) = new else { return Err(vm.type_error("cannot delete __annotate__ attribute")) };
    refuse_immutable(vm, this, "__annotate__")?;
    protocol::attribute::check_annotate(vm, &new)?;
    let class = this.expect::<Class>();
    let [annotate, cache] = [ANNOTATE, ANNOTATIONS].map(|name| vm.intern(name));
    let stale = !new.is_none();
    store(vm, class, &annotate, Some(new));
    if stale {
        store(vm, class, &cache, None);
    }
    Ok(())
}

fn get_type_params(vm: &mut Vm, this: &Value) -> PyResult {
    let class = this.expect::<Class>();
    // What `type` has under the name is the descriptor for all classes.
    if class.is(&vm.types.type_) {
        return Ok(vm.empty_tuple.to_value());
    }
    let name = vm.names.type_params.clone();
    Ok(own(vm, class, &name).unwrap_or_else(|| vm.empty_tuple.to_value()))
}

fn set_type_params(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let class = this.expect::<Class>();
    let (_, new) = to_set(vm, class, "__type_params__", new)?;
    let name = vm.names.type_params.clone();
    store(vm, class, &name, Some(new));
    Ok(())
}
