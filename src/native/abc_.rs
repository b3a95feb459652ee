//! `_abc`: what `abc.ABCMeta` is made of.
//!
//! Each abstract class has a registry of virtual subclasses and two caches of earlier answers, all sets of weak
//! references. The callback of such a reference takes it out of its set, which it knows by a weak reference.

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};

use super::ModuleSpec;
use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout, Phantom, Py, Slot, Value, WeakRef, payload};
use crate::protocol::{self, attribute};
use crate::types::class::{Class, ClassSpec, NativeDef, issubclass, patterns};
use crate::types::list::List;
use crate::types::native::NativeFunction;
use crate::types::{class_method, int, set, weakref};
use crate::vm::{PyResult, Vm};

/// The declaration of the module.
pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_abc",
    functions: &[
        NativeDef::none("get_cache_token", |vm, _| Ok(int::from_u64(vm, registrations()))),
        NativeDef::one("_abc_init", initialise),
        NativeDef::positional("_abc_register", 2, 2, |vm, _, values| register(vm, &values[0], &values[1])),
        NativeDef::positional("_abc_instancecheck", 2, 2, |vm, _, values| instance_check(vm, &values[0], &values[1])),
        NativeDef::positional("_abc_subclasscheck", 2, 2, |vm, _, values| {
            subclass_check(vm, &values[0], &values[1]).map(Value::bool)
        }),
        NativeDef::one("_get_dump", dump),
        NativeDef::one("_reset_registry", |vm, _, class| {
            let data = data_of(vm, class)?;
            clear_set(vm, &data.registry)
        }),
        NativeDef::one("_reset_caches", |vm, _, class| {
            let data = data_of(vm, class)?;
            clear_set(vm, &data.cache)?;
            clear_set(vm, &data.negative_cache)
        }),
    ],
    classes: &[&DATA],
    init: None,
};

/// The declaration of `_abc._abc_data`.
pub static DATA: NativeClass = NativeClass::new(ClassSpec {
    module: "_abc",
    flags: ClassFlags::HEAP_TYPE.union(ClassFlags::MUTABLE),
    ..ClassSpec::new("_abc_data", Layout::of::<AbcData>())
})
.hidden();

/// What an abstract class remembers, in its attribute `_abc_impl`. A set exists once something is put into it.
pub struct AbcData {
    registry: HeapCell<Slot>,
    cache: HeapCell<Slot>,
    negative_cache: HeapCell<Slot>,
    negative_version: Cell<u64>,
}

payload! { AbcData: AtBirth, size 48;
    references { registry, cache, negative_cache }
    clear { registry, cache, negative_cache }
}

/// Counts registrations of all abstract classes: each makes every negative answer doubtful. It only grows, so that
/// interpreters may share it.
static REGISTRATIONS: AtomicU64 = AtomicU64::new(0);

fn registrations() -> u64 {
    REGISTRATIONS.load(Ordering::Relaxed)
}

fn data_of(vm: &mut Vm, class: &Value) -> PyResult<Py<AbcData>> {
    let name = vm.intern("_abc_impl");
    match attribute::get(vm, class, &name)?.cast_into::<AbcData>() {
        Ok(data) => Ok(data),
        Err(_) => Err(vm.type_error("_abc_impl is set to a wrong type")),
    }
}

/// Collects the abstract methods of a new class and gives it its empty registry and caches.
fn initialise(vm: &mut Vm, _module: &Value, class: &Value) -> PyResult {
    set_abstract_methods(vm, class)?;
    let payload = AbcData {
        registry: HeapCell::new(None),
        cache: HeapCell::new(None),
        negative_cache: HeapCell::new(None),
        negative_version: Cell::new(registrations()),
    };
    let data_class = DATA.of(vm);
    let data = vm.heap.alloc(&data_class, payload).into_value();
    let name = vm.intern("_abc_impl");
    attribute::set(vm, class, &name, Some(&data))?;
    set_collection_kind(vm, class)?;
    Ok(Value::NONE)
}

/// A class body may say by `__abc_tpflags__` which patterns the instances match: bit 5 sequences, bit 6 mappings.
fn set_collection_kind(vm: &mut Vm, class: &Value) -> PyResult<()> {
    let Some(class) = class.cast::<Class>() else { return Ok(()) };
    let name = vm.intern("__abc_tpflags__");
    let namespace = class.namespace(&vm.heap).clone();
    let Some(bits) = namespace.remove_str(vm, &name).and_then(|bits| bits.as_small_int()) else { return Ok(()) };
    let mut kind = ClassFlags::empty();
    kind.set(ClassFlags::SEQUENCE, bits & 1 << 5 != 0);
    kind.set(ClassFlags::MAPPING, bits & 1 << 6 != 0);
    if kind == ClassFlags::SEQUENCE | ClassFlags::MAPPING {
        return Err(vm.type_error("__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING"));
    }
    if !kind.is_empty() {
        patterns::set_kind(class, kind);
    }
    Ok(())
}

fn set_abstract_methods(vm: &mut Vm, class: &Value) -> PyResult<()> {
    let abstracts = set::new_frozen(vm);
    let own = match class.cast::<Class>() {
        Some(class) => class.namespace(&vm.heap).clone().items(&vm.heap),
        None => Vec::new(),
    };
    // CPython goes through a list of pairs.
    let pairs = std::iter::once(Phantom::List).chain(std::iter::repeat_n(Phantom::Tuple(2), own.len()));
    pairs.clone().for_each(|phantom| vm.heap.phantom_made(phantom));
    for (name, value) in own {
        if class_method::is_abstract(vm, &value)? {
            set::add(vm, &abstracts, name)?;
        }
    }
    pairs.for_each(Phantom::freed);
    let key = vm.intern("__abstractmethods__");
    let bases = class.cast::<Class>().map(|class| class.bases(&vm.heap).to_vec()).unwrap_or_default();
    for base in bases {
        let Some(inherited) = attribute::get_optional(vm, &base, &key)? else { continue };
        for name in protocol::iterate::collect_to_vec(vm, &inherited)? {
            let Some(text) = name.cast().cloned() else { continue };
            let Some(value) = attribute::get_optional(vm, class, &text)? else { continue };
            if class_method::is_abstract(vm, &value)? {
                set::add(vm, &abstracts, name)?;
            }
        }
    }
    attribute::set(vm, class, &key, Some(&abstracts))
}

/// The callback of a reference in one of the sets; its receiver is a weak reference to the set.
static DESTROY: NativeDef = NativeDef::one("_destroy", destroy);

fn destroy(vm: &mut Vm, set: &Value, reference: &Value) -> PyResult {
    if let Some(set) = set.cast::<WeakRef>().and_then(|set| set.upgrade()) {
        let hash = protocol::hash(vm, reference)?;
        set::discard(vm, &set, reference, hash)?;
    }
    Ok(Value::NONE)
}

fn add(vm: &mut Vm, field: &HeapCell<Slot>, class: &Value) -> PyResult<()> {
    let set = match field.get(&vm.heap).clone() {
        Some(set) => set,
        None => {
            let set = set::new(vm);
            field.set(&mut vm.heap, Some(set.clone()));
            set
        }
    };
    let reference_class = vm.types.weak_reference.clone();
    let to_set = weakref::create(vm, &reference_class, &set, None)?;
    let callback = NativeFunction::create(vm, &DESTROY, Some(to_set), None);
    let reference = weakref::create(vm, &reference_class, class, Some(callback))?;
    set::add(vm, &set, reference)
}

fn contains(vm: &mut Vm, field: &HeapCell<Slot>, class: &Value) -> PyResult<bool> {
    let Some(set) = field.get(&vm.heap).clone() else { return Ok(false) };
    if set::data(&set).table.get(&vm.heap).is_empty() {
        return Ok(false);
    }
    let reference_class = vm.types.weak_reference.clone();
    let made = weakref::create(vm, &reference_class, class, None);
    let Some(reference) = vm.catch(made, |types| &types.type_error)? else { return Ok(false) };
    let hash = protocol::hash(vm, &reference)?;
    Ok(set::find(vm, &set, &reference, hash)?.is_some())
}

fn clear_set(vm: &mut Vm, field: &HeapCell<Slot>) -> PyResult {
    if let Some(set) = field.get(&vm.heap).clone() {
        let name = vm.intern("clear");
        protocol::call_method(vm, &set, &name, &[])?;
    }
    Ok(Value::NONE)
}

fn register(vm: &mut Vm, class: &Value, subclass: &Value) -> PyResult {
    if !subclass.has::<Class>() {
        return Err(vm.type_error("Can only register classes"));
    }
    if issubclass(vm, subclass, class)? {
        return Ok(subclass.clone());
    }
    // Only now: a class may be registered with itself.
    if issubclass(vm, class, subclass)? {
        return Err(vm.runtime_error("Refusing to create an inheritance cycle"));
    }
    let data = data_of(vm, class)?;
    add(vm, &data.registry, subclass)?;
    REGISTRATIONS.fetch_add(1, Ordering::Relaxed);
    if let (Some(class), Some(subclass)) = (class.cast::<Class>(), subclass.cast::<Class>()) {
        let kind = patterns::kind(class);
        if !kind.is_empty() {
            patterns::set_kind_of_all(subclass, kind);
        }
    }
    Ok(subclass.clone())
}

fn instance_check(vm: &mut Vm, class: &Value, instance: &Value) -> PyResult {
    let data = data_of(vm, class)?;
    let name = vm.names.class.clone();
    let claimed = attribute::get_optional(vm, instance, &name)?;
    let claimed = claimed.unwrap_or_else(|| vm.class_of(instance).to_value());
    if contains(vm, &data.cache, &claimed)? {
        return Ok(Value::TRUE);
    }
    let actual = vm.class_of(instance).to_value();
    let check = vm.names.subclasscheck.clone();
    if actual.is(&claimed) {
        if data.negative_version.get() == registrations() && contains(vm, &data.negative_cache, &claimed)? {
            return Ok(Value::FALSE);
        }
        return protocol::call_method(vm, class, &check, &[claimed]);
    }
    let result = protocol::call_method(vm, class, &check, &[claimed])?;
    if protocol::is_true(vm, &result)? {
        return Ok(result);
    }
    protocol::call_method(vm, class, &check, &[actual])
}

fn subclass_check(vm: &mut Vm, class: &Value, subclass: &Value) -> PyResult<bool> {
    if !subclass.has::<Class>() {
        return Err(vm.type_error("issubclass() arg 1 must be a class"));
    }
    let data = data_of(vm, class)?;
    if contains(vm, &data.cache, subclass)? {
        return Ok(true);
    }
    if data.negative_version.get() < registrations() {
        clear_set(vm, &data.negative_cache)?;
        data.negative_version.set(registrations());
    } else if contains(vm, &data.negative_cache, subclass)? {
        return Ok(false);
    }
    match find_answer(vm, &data, class, subclass)? {
        Answer::Uncached => Ok(true),
        Answer::Yes => add(vm, &data.cache, subclass).map(|()| true),
        Answer::No => add(vm, &data.negative_cache, subclass).map(|()| false),
    }
}

enum Answer {
    /// Yes, and worth remembering.
    Yes,
    /// Yes, as fast to find the next time.
    Uncached,
    No,
}

fn find_answer(vm: &mut Vm, data: &AbcData, class: &Value, subclass: &Value) -> PyResult<Answer> {
    let hook = vm.names.subclasshook.clone();
    let claim = protocol::call_method(vm, class, &hook, std::slice::from_ref(subclass))?;
    match claim.as_bool() {
        Some(true) => return Ok(Answer::Yes),
        Some(false) => return Ok(Answer::No),
        None if claim.is_not_implemented() => {}
        None => {
            return Err(vm.assertion_error("__subclasshook__ must return either False, True, or NotImplemented"));
        }
    }
    if let (Some(derived), Some(class)) = (subclass.cast::<Class>(), class.cast::<Class>())
        && derived.is_subclass_of(&vm.heap, class)
    {
        return Ok(Answer::Yes);
    }
    if contains(vm, &data.registry, subclass)? {
        return Ok(Answer::Uncached);
    }
    let registered = match data.registry.get(&vm.heap).clone() {
        Some(registry) => set::snapshot(vm, &registry),
        None => Vec::new(),
    };
    for (_, reference) in registered {
        let Some(known) = reference.cast::<WeakRef>().and_then(|reference| reference.upgrade()) else { continue };
        if issubclass(vm, subclass, &known)? {
            return Ok(Answer::Yes);
        }
    }
    let name = vm.intern("__subclasses__");
    let derived = protocol::call_method(vm, class, &name, &[])?;
    let Some(list) = derived.cast::<List>() else {
        return Err(vm.type_error("__subclasses__() must return a list"));
    };
    let mut index = 0;
    while let Some(known) = list.items.get(&vm.heap).get(index).cloned() {
        index += 1;
        if issubclass(vm, subclass, &known)? {
            return Ok(Answer::Yes);
        }
    }
    Ok(Answer::No)
}

/// `(registry, cache, negative cache, negative cache version)`, the sets as copies.
fn dump(vm: &mut Vm, _module: &Value, class: &Value) -> PyResult {
    let data = data_of(vm, class)?;
    let mut parts = Vec::new();
    for field in [&data.registry, &data.cache, &data.negative_cache] {
        let copy = set::new(vm);
        if let Some(set) = field.get(&vm.heap).clone() {
            for (hash, reference) in set::snapshot(vm, &set) {
                set::add_hashed(vm, &copy, reference, hash)?;
            }
        }
        parts.push(copy);
    }
    parts.push(int::from_u64(vm, data.negative_version.get()));
    Ok(vm.new_tuple(parts).into_value())
}
