//! `type.__new__`: a class from its name, bases and namespace.

use std::cell::{Cell, RefCell};

use super::members::{self, Members};
use super::slots::SlotId;
use super::{Arguments, Class, GetSet, Slots, bases, convert, mro, special, update};
use crate::object::{ClassFlags, ClassHead, HeapCell, Kind, Phantom, Py, Slot, Str, Tuple, Value, let_go};
use crate::protocol;
use crate::types::dict::Dict;
use crate::types::native::GetSetDescriptor;
use crate::types::{cell, class_method, dict, exception, static_method};
use crate::vm::arguments::with_names;
use crate::vm::{PyResult, Raised, Vm};

/// `__dict__` of instances of Python classes.
static DICT: GetSet = GetSet::new("__dict__", get_dict, set_dict);
/// `__weakref__` of instances of Python classes.
static WEAKREF: GetSet = WEAKREF_ATTRIBUTE;
/// The same, for a built-in class that CPython makes as if it were a Python class.
pub const WEAKREF_ATTRIBUTE: GetSet = GetSet::read_only("__weakref__", get_weakref);

/// The descriptor `__dict__` of the built-in class that an instance's class derives from, if that has one: the
/// namespace is its concern then.
fn built_in_descriptor(vm: &Vm, instance: &Value) -> Slot {
    let name = &vm.names.dict;
    let bases = vm.class_of(instance).mro(&vm.heap).iter().filter_map(Value::cast::<Class>);
    bases
        .filter(|class| class.spec.is_some())
        .find_map(|class| class.namespace(&vm.heap).get_str(&vm.heap, name).cloned())
}

fn get_dict(vm: &mut Vm, instance: &Value) -> PyResult {
    if let Some(descriptor) = built_in_descriptor(vm, instance) {
        let class = vm.class_of(instance).to_value();
        if let Some(get) = vm.class_of(&descriptor).slots(&vm.heap).descr_get {
            return get(vm, &descriptor, Some(instance), &class);
        }
    }
    Ok(protocol::attribute::instance_dict(vm, instance).into_value())
}

fn set_dict(vm: &mut Vm, instance: &Value, new: Slot) -> PyResult<()> {
    if let Some(descriptor) = built_in_descriptor(vm, instance)
        && let Some(set) = vm.class_of(&descriptor).slots(&vm.heap).descr_set
    {
        return set(vm, &descriptor, instance, new.as_ref());
    }
    if let Some(new) = &new
        && !new.has::<Dict>()
    {
        let other = vm.class_name(new);
        return Err(vm.type_error(format!("__dict__ must be set to a dictionary, not a '{other}'")));
    }
    let values = vm.heap.take_inline_values(instance);
    let old = vm.heap.set_instance_dict(instance, new);
    if let Some(old) = old.as_ref().and_then(Value::cast::<Dict>) {
        old.table.get_mut(&mut vm.heap).leave_instance();
    }
    let_go(|sink| values.into_iter().for_each(|(_, value)| sink.give(value)));
    drop(old);
    Ok(())
}

fn get_weakref(vm: &mut Vm, instance: &Value) -> PyResult {
    Ok(vm.heap.weak_references(instance).into_iter().next().map_or(Value::NONE, Py::into_value))
}

/// `type.__new__(metaclass, name, bases, namespace, **keywords)`.
pub fn new(vm: &mut Vm, metaclass: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let (name, base_tuple, source) = parse(vm, arguments)?;
    let base_tuple = if base_tuple.is_empty() {
        let object = vm.types.object.to_value();
        vm.new_tuple(vec![object])
    } else {
        for base in base_tuple.items() {
            let entries = vm.names.mro_entries.clone();
            if !base.has::<Class>() && protocol::attribute::get_optional(vm, base, &entries)?.is_some() {
                return Err(vm.type_error("type() doesn't support MRO entry resolution; use types.new_class()"));
            }
        }
        base_tuple
    };
    let winner = bases::metaclass(vm, metaclass, base_tuple.items())?;
    if !winner.is(metaclass)
        && winner.origin(SlotId::new) != vm.types.type_.origin(SlotId::new)
        && let Some(new) = winner.slots(&vm.heap).new
    {
        return new(vm, &winner, arguments);
    }
    let base = bases::best(vm, base_tuple.items())?;
    let (namespace, keys) = copy_namespace(vm, &source)?;
    let members = members::read(vm, &name, &namespace, &base, base_tuple.items())?;
    let class = allocate(vm, &winner, &name, &base, &base_tuple, &namespace, &members);
    vm.heap.phantom_made(Phantom::Tuple(class.head.own_slots()));
    vm.heap.phantom_freed(Phantom::Tuple(members.entries_made));
    set_attributes(vm, &class, &name, &namespace)?;
    set_class_cells(vm, &class, &namespace)?;
    // Before the descriptors: the collector meets the MRO next to the class.
    let _: mro::Computed = mro::set(vm, &class)?;
    inherit_collection(vm, &class);
    add_descriptors(vm, &class, &namespace, &base, &members);
    let doc = vm.names.doc.clone();
    if namespace.get_str(&vm.heap, &doc).is_none() {
        namespace.set_str(vm, &doc, Value::NONE);
    }
    let (eq, hash) = (vm.names.eq.clone(), vm.names.hash.clone());
    if namespace.get_str(&vm.heap, &eq).is_some() && namespace.get_str(&vm.heap, &hash).is_none() {
        namespace.set_str(vm, &hash, Value::NONE);
    }
    for other in base_tuple.items() {
        Class::add_subclass(vm, other.expect::<Class>(), &class);
    }
    seed_shared_keys(vm, &class, &namespace);
    update::all(vm, &class);
    if keys == Keys::Others {
        warn_of_other_keys(vm, &name)?;
    }
    namespace.is_class_namespace.set(true);
    set_names(vm, &class, &namespace)?;
    init_subclass(vm, &class, arguments)?;
    Ok(class.into_value())
}

#[cold]
fn warn_of_other_keys(vm: &mut Vm, name: &Py<Str>) -> PyResult<()> {
    let category = vm.types.runtime_warning.clone();
    let text = format!("non-string key in the __dict__ of class {}", name.to_string_lossy());
    (vm.hooks.warn)(vm, &category, &text)
}

fn parse(vm: &mut Vm, arguments: Arguments<'_>) -> PyResult<(Py<Str>, Py<Tuple>, Py<Dict>)> {
    let [name, base_tuple, namespace] = arguments.positional() else {
        let given = arguments.positional().len();
        return Err(vm.type_error(format!("type.__new__() takes exactly 3 arguments ({given} given)")));
    };
    let Some(name) = name.cast::<Str>() else { return Err(wrong_argument(vm, 1, "str", name)) };
    let Some(base_tuple) = base_tuple.cast::<Tuple>() else { return Err(wrong_argument(vm, 2, "tuple", base_tuple)) };
    let Some(namespace) = namespace.cast::<Dict>() else { return Err(wrong_argument(vm, 3, "dict", namespace)) };
    if name.as_bytes().contains(&0) {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    check_encodable(vm, name)?;
    Ok((name.clone(), base_tuple.clone(), namespace.clone()))
}

/// CPython keeps a class's name as UTF-8 too: UnicodeEncodeError for lone surrogates.
pub(super) fn check_encodable(vm: &mut Vm, name: &Py<Str>) -> PyResult<()> {
    if name.as_str().is_none() {
        drop(crate::types::codec::encode(vm, name, None, None)?);
    }
    Ok(())
}

#[cold]
fn wrong_argument(vm: &mut Vm, position: usize, wanted: &str, value: &Value) -> Raised {
    let other = if value.is_none() { "None".to_owned() } else { vm.class_name(value) };
    vm.type_error(format!("type.__new__() argument {position} must be {wanted}, not {other}"))
}

/// What the keys of a namespace are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keys {
    Names,
    Others,
}

fn copy_namespace(vm: &mut Vm, source: &Py<Dict>) -> PyResult<(Py<Dict>, Keys)> {
    let (namespace, mut source) = (vm.new_dict(), source.clone());
    if !dict::iterates_as_dict(vm, source.as_value()) {
        // What iterates in its own way is copied in that order.
        let copy = vm.new_dict();
        dict::merge(vm, copy.as_value(), source.as_value())?;
        source = copy;
    }
    let mut keys = Keys::Names;
    for (key, value) in source.items(&vm.heap) {
        match key.cast::<Str>() {
            Some(name) => {
                let name = vm.intern_str(name);
                drop(namespace.set_str(vm, &name, value));
            }
            None => {
                keys = Keys::Others;
                drop(namespace.set(vm, key, value)?);
            }
        }
    }
    Ok((namespace, keys))
}

fn allocate(
    vm: &mut Vm,
    metaclass: &Py<Class>,
    name: &Py<Str>,
    base: &Py<Class>,
    base_tuple: &Py<Tuple>,
    namespace: &Py<Dict>,
    members: &Members,
) -> Py<Class> {
    let inherited =
        ClassFlags::EXCEPTION | ClassFlags::METACLASS | ClassFlags::HAS_DICT | ClassFlags::WEAK_REFERENCEABLE;
    let inherited = inherited | ClassFlags::MATCHES_SELF;
    let mut flags = ClassFlags::HEAP_TYPE | ClassFlags::MUTABLE | ClassFlags::BASE_TYPE | ClassFlags::CONTAINER;
    flags |= base.head.flags() & inherited;
    flags.set(ClassFlags::HAS_DICT, members.add_dict || flags.contains(ClassFlags::HAS_DICT));
    flags.set(ClassFlags::WEAK_REFERENCEABLE, members.add_weak || flags.contains(ClassFlags::WEAK_REFERENCEABLE));
    // Instances of variable size keep their attributes in a dict from the first on, and so do those of types that have
    // a dict by themselves.
    let sized = !matches!(base.head.layout().kind, Kind::Int | Kind::Tuple | Kind::Bytes | Kind::Class);
    let managed = members.add_dict || base.head.stores_inline();
    let bare = base.head.layout().kind == Kind::Instance;
    flags.set(ClassFlags::INLINE_VALUES, managed && bare);
    flags.set(ClassFlags::INLINE_BEHIND_PAYLOAD, managed && sized && !bare);
    let slots: Slots = *base.slots(&vm.heap);
    let payload = Class {
        head: ClassHead::new(base.head.layout(), flags).with_slots(&base.head, &members.names),
        slots: HeapCell::new(slots),
        name: HeapCell::new(Some(name.clone())),
        qualname: HeapCell::new(Some(name.clone())),
        base: HeapCell::new(Some(base.clone())),
        bases: HeapCell::new(Some(base_tuple.clone())),
        mro: HeapCell::new(None),
        namespace: HeapCell::new(Some(namespace.clone())),
        version: Cell::new(0),
        origins: base.origins.clone(),
        subclasses: RefCell::default(),
        family: base.family.clone(),
        spec: None,
    };
    vm.heap.alloc(metaclass, payload)
}

/// `__module__`, `__qualname__`, and the methods that are implicitly static or class methods.
fn set_attributes(vm: &mut Vm, class: &Py<Class>, name: &Py<Str>, namespace: &Py<Dict>) -> PyResult<()> {
    let module = vm.names.module.clone();
    if namespace.get_str(&vm.heap, &module).is_none()
        && let Some(value) = calling_module(vm)
    {
        namespace.set_str(vm, &module, value);
    }
    let qualname = vm.names.qualname.clone();
    let given = namespace.remove_str(vm, &qualname);
    match &given {
        None => class.qualname.set(&mut vm.heap, Some(name.clone())),
        Some(given) => {
            let Some(given) = given.cast::<Str>() else {
                let other = vm.class_name(given);
                return Err(vm.type_error(format!("type __qualname__ must be a str, not {other}")));
            };
            class.qualname.set(&mut vm.heap, Some(given.clone()));
        }
    }
    let doc = vm.names.doc.clone();
    if let Some(doc) = namespace.get_str(&vm.heap, &doc).and_then(|doc| doc.cast::<Str>()).cloned() {
        check_encodable(vm, &doc)?;
    }
    let new = vm.names.new.clone();
    if let Some(function) = python_function(vm, namespace, &new) {
        let wrapped = static_method::create(vm, function);
        namespace.set_str(vm, &new, wrapped);
    }
    for name in [vm.names.init_subclass.clone(), vm.names.class_getitem.clone()] {
        if let Some(function) = python_function(vm, namespace, &name) {
            let wrapped = class_method::create(vm, function);
            namespace.set_str(vm, &name, wrapped);
        }
    }
    Ok(())
}

/// A new class is a sequence or a mapping as the first class of its MRO that is one.
fn inherit_collection(vm: &Vm, class: &Py<Class>) {
    let kind = |base: &Value| base.expect::<Class>().head.flags() & (ClassFlags::SEQUENCE | ClassFlags::MAPPING);
    let inherited = class.mro(&vm.heap).iter().skip(1).map(kind).find(|kind| !kind.is_empty());
    if let Some(kind) = inherited {
        class.head.change(|flags| *flags |= kind);
    }
}

fn python_function(vm: &Vm, namespace: &Py<Dict>, name: &Py<Str>) -> Slot {
    namespace.get_str(&vm.heap, name).filter(|value| value.kind() == Some(Kind::Function)).cloned()
}

/// The name of the module whose code is running.
fn calling_module(vm: &mut Vm) -> Slot {
    let activation = vm.stack.innermost()?;
    activation.function().globals.get_str(&vm.heap, &vm.names.name).cloned()
}

fn add_descriptors(vm: &mut Vm, class: &Py<Class>, namespace: &Py<Dict>, base: &Py<Class>, members: &Members) {
    for (position, name) in members.names.iter().enumerate() {
        let index = base.head.slot_words() + position as u16;
        let descriptor = GetSetDescriptor::create_member(vm, class, name, index);
        namespace.set_str(vm, name, descriptor);
    }
    for (wanted, def) in [(members.add_dict, &DICT), (members.add_weak, &WEAKREF)] {
        let name = vm.intern(def.name);
        if wanted && namespace.get_str(&vm.heap, &name).is_none() {
            let descriptor = GetSetDescriptor::create(vm, class, def);
            namespace.set_str(vm, &name, descriptor);
        }
    }
}

/// Gives the cells that the class body left in its namespace their contents: the class behind `__class__` and
/// zero-argument `super()`, the namespace behind the names that annotations look up.
fn set_class_cells(vm: &mut Vm, class: &Py<Class>, namespace: &Py<Dict>) -> PyResult<()> {
    let (of_class, of_namespace) = (vm.names.classcell.clone(), vm.names.classdictcell.clone());
    for (name, contents) in [(of_class, class.to_value()), (of_namespace, namespace.to_value())] {
        let Some(found) = namespace.get_str(&vm.heap, &name).cloned() else { continue };
        let Some(found) = found.cast::<cell::Cell>() else {
            let name = name.to_string_lossy().into_owned();
            let class = vm.class_of(&found).to_value();
            let shown = convert::repr_text(vm, &class)?.to_string_lossy().into_owned();
            return Err(vm.type_error(format!("{name} must be a nonlocal cell, not {shown}")));
        };
        found.contents.set(&mut vm.heap, Some(contents));
        drop(namespace.remove_str(vm, &name));
    }
    Ok(())
}

fn seed_shared_keys(vm: &Vm, class: &Py<Class>, namespace: &Py<Dict>) {
    // Instances of variable size have their dict in front of them too, and no values there.
    let sized = matches!(class.head.layout().kind, Kind::Int | Kind::Tuple | Kind::Bytes);
    if !(class.head.stores_inline() || sized && class.head.has(ClassFlags::HAS_DICT)) {
        return;
    }
    class.head.open_shared_keys();
    if let Some(names) = namespace.get_str(&vm.heap, &vm.names.static_attributes)
        && let Some(names) = names.cast::<Tuple>()
    {
        for name in names.items() {
            if name.cast::<Str>().is_some_and(Py::<Str>::is_interned) {
                class.head.shared_index_or_insert(name);
            }
        }
    }
}

/// Calls `__set_name__` of every value of the namespace that has one.
fn set_names(vm: &mut Vm, class: &Py<Class>, namespace: &Py<Dict>) -> PyResult<()> {
    // CPython goes through a copy.
    vm.heap.phantom_passes(Phantom::Dict);
    for (key, value) in namespace.items(&vm.heap) {
        let Some(method) = special::find(vm, &value, |names| &names.set_name) else { continue };
        if method.kind() == Some(Kind::Function) {
            vm.heap.phantom_passes(Phantom::Method);
        }
        let result = special::call_found(vm, &value, method, &[class.as_value(), &key]);
        if let Err(raised) = result {
            let exception = vm.take_raised(raised);
            let owner = vm.class_name(&value);
            let key = convert::repr_text(vm, &key)?.to_string_lossy().into_owned();
            let class = class.name(&vm.heap).to_string_lossy().into_owned();
            let note = format!("Error calling __set_name__ on '{owner}' instance {key} in '{class}'");
            let raised = vm.raise_as_is(exception);
            return Err(exception::noted(vm, raised, note));
        }
    }
    Ok(())
}

/// `super(class, class).__init_subclass__(**keywords)`.
fn init_subclass(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult<()> {
    let name = vm.names.init_subclass.clone();
    let order = class.mro(&vm.heap);
    let Some(own) = order.iter().position(|entry| entry.is(class.as_value())) else {
        let text = class.name(&vm.heap).to_string_lossy().into_owned();
        let message = format!("super(type, obj): obj (type {text}) is not an instance or subtype of type ({text}).");
        return Err(vm.type_error(message));
    };
    let parents: Vec<Value> = order[own + 1..].to_vec();
    let found = parents.iter().find_map(|parent| {
        let parent = parent.expect::<Class>();
        parent.namespace(&vm.heap).get_str(&vm.heap, &name).cloned()
    });
    let Some(found) = found else { return Ok(()) };
    let bound = match vm.class_of(&found).slots(&vm.heap).descr_get {
        Some(get) => get(vm, &found, Some(class.as_value()), class.as_value())?,
        None => found,
    };
    let named = Arguments { values: arguments.named(), names: arguments.names };
    with_names(vm, arguments.names.len(), |vm| protocol::call_args(vm, &bound, named)).map(drop)
}

/// `type.__init__`: checks the number of arguments and does nothing.
pub fn init(vm: &mut Vm, _class: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    match (arguments.positional().len(), arguments.names.len()) {
        (1, 0) | (3, _) => Ok(()),
        (1, _) => Err(vm.type_error("type.__init__() takes no keyword arguments")),
        _ => Err(vm.type_error("type.__init__() takes 1 or 3 arguments")),
    }
}
