//! Where attributes are: what the special forms of the attribute instructions remember, and a cache of it for the sites
//! that see too many classes to remember one.

use ouropy_compiler::code::Opcode;

use crate::object::{ClassFlags, Kind, Py, Str, Value};
use crate::protocol;
use crate::types::class::Class;
use crate::types::function::Function;
use crate::types::module;
use crate::types::native::{Accessor, GetSetDescriptor};
use crate::vm::Vm;

/// What an instruction does with the attribute.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// LOAD_ATTR.
    Load,
    /// LOAD_METHOD.
    Method,
    /// STORE_ATTR.
    Store,
}

/// A place that stays right for as long as a class (or a module's keys) keeps its version.
#[derive(Clone, Copy)]
pub(super) struct Found {
    /// The form of the instruction that looks there.
    pub(super) form: Opcode,
    /// The version.
    pub(super) version: u32,
    /// Shared-key index, slot, dict entry; for what the class has, how to tell that the instance does not shadow it.
    pub(super) index: u32,
    /// For a method or property the word of that, which the class keeps alive: not owned. For another value of a class the
    /// address at which its namespace keeps it: a plain value may be replaced by another one there without a new version.
    pub(super) value: u64,
}

/// Entries of the cache.
const SIZE: usize = 1024;

#[derive(Clone, Copy)]
struct Entry {
    access: Access,
    /// Address of the interned name, which never dies.
    name: usize,
    found: Found,
}

/// The places of attributes by class version and name.
#[derive(Default)]
pub struct Places {
    entries: Vec<Option<Entry>>,
}

/// A place that was found before.
#[inline]
pub(super) fn known(vm: &Vm, access: Access, receiver: &Value, name: &Py<Str>) -> Option<Found> {
    let version = vm.class_of(receiver).version.get();
    let entry = vm.places.entries.get(slot(version, name))?.as_ref()?;
    (version != 0 && entry.found.version == version && entry.name == name.address() && entry.access == access)
        .then_some(entry.found)
}

#[inline]
fn slot(version: u32, name: &Py<Str>) -> usize {
    (version as usize ^ (name.address() >> 4)) & (SIZE - 1)
}

/// The place of the receiver's attribute, if it has one that can be remembered.
pub(super) fn find(vm: &mut Vm, access: Access, receiver: &Value, name: &Py<Str>) -> Option<Found> {
    if let Some(found) = known(vm, access, receiver, name) {
        return Some(found);
    }
    let class = vm.class_of(receiver).clone();
    let found = match access {
        Access::Load => load(vm, &class, receiver, name),
        Access::Method => method(vm, &class, receiver, name),
        Access::Store => store(vm, &class, receiver, name),
    }?;
    // What hangs on the version of a module's keys or of the receiver itself is not found by its class's.
    let is_own = matches!(
        found.form,
        Opcode::LOAD_ATTR_MODULE | Opcode::LOAD_ATTR_CLASS | Opcode::LOAD_METHOD_MODULE | Opcode::LOAD_METHOD_CLASS
    );
    if found.version == class.version.get() && !is_own {
        vm.places.entries.resize(SIZE, None);
        vm.places.entries[slot(found.version, name)] = Some(Entry { access, name: name.address(), found });
    }
    Some(found)
}

/// Whether what is there is found as `object` finds it: a `__getattr__` is asked for what is not there only.
fn finds_plainly(vm: &Vm, class: &Py<Class>) -> bool {
    let own = |class: &Py<Class>| class.find(&vm.heap, &vm.names.getattribute).map(Value::bits);
    class.head.has(ClassFlags::PLAIN_GETATTR) || class.spec.is_none() && own(class) == own(&vm.types.object)
}

/// Whether the value's class may be given `__get__` or `__set__`, which no version would tell.
fn may_come_to_bind(vm: &Vm, value: &Value) -> bool {
    vm.class_of(value).head.has(ClassFlags::MUTABLE)
}

/// Where the namespace that defines the name keeps its value.
fn address_of(vm: &Vm, class: &Class, name: &Py<Str>) -> u64 {
    class.find(&vm.heap, name).map_or(0, |value| std::ptr::from_ref(value).expose_provenance() as u64)
}

fn load(vm: &mut Vm, class: &Py<Class>, receiver: &Value, name: &Py<Str>) -> Option<Found> {
    let inherited = vm.lookup(class, name);
    if inherited.as_ref().is_some_and(|inherited| may_come_to_bind(vm, inherited)) {
        return None;
    }
    let is_data = inherited.as_ref().is_some_and(|inherited| vm.binds(inherited).1);
    match receiver.kind() {
        Some(Kind::Module) if vm.is_exactly(receiver, &vm.types.module) => {
            let namespace = module::namespace_of(&vm.heap, receiver).filter(|_| !is_data)?;
            let table = namespace.table.get(&vm.heap);
            let index = table.only_str_keys().then(|| table.find_str(name))?? as u32;
            Some(Found { form: Opcode::LOAD_ATTR_MODULE, version: namespace.version(vm), index, value: 0 })
        }
        Some(Kind::Class) if class.is(&vm.types.type_) && !is_data => {
            let this = receiver.expect::<Class>().clone();
            let own = vm.lookup(&this, name)?;
            let unbound = own.kind() == Some(Kind::Function) || vm.is_plain(&own);
            unbound.then(|| Found {
                form: Opcode::LOAD_ATTR_CLASS,
                version: vm.class_version(&this),
                index: 0,
                value: address_of(vm, &this, name),
            })
        }
        _ if !finds_plainly(vm, class) => None,
        _ if is_data => {
            let inherited = inherited?;
            if vm.is_exactly(&inherited, &vm.types.property) {
                // What a getter raises may be for `__getattr__`.
                if !class.head.has(ClassFlags::PLAIN_GETATTR) {
                    return None;
                }
                let (version, value) = (vm.class_version(class), inherited.bits());
                return Some(Found { form: Opcode::LOAD_ATTR_PROPERTY, version, index: 0, value });
            }
            let Accessor::Member(_, index) = &inherited.cast::<GetSetDescriptor>()?.accessor else { return None };
            let index = u32::from(*index);
            Some(Found { form: Opcode::LOAD_ATTR_SLOT, version: vm.class_version(class), index, value: 0 })
        }
        _ => {
            if let Some(index) = inline_index(vm, class, receiver, name) {
                let version = vm.class_version(class);
                return Some(Found { form: Opcode::LOAD_ATTR_INSTANCE_VALUE, version, index, value: 0 });
            }
            let inherited = inherited?;
            let index = shadow_index(class, name)?;
            if inherited.has::<Function>() {
                let (version, value) = (vm.class_version(class), inherited.bits());
                return Some(Found { form: Opcode::LOAD_ATTR_METHOD, version, index, value });
            }
            if !vm.is_plain(&inherited) {
                return None;
            }
            let (version, value) = (vm.class_version(class), address_of(vm, class, name));
            Some(Found { form: Opcode::LOAD_ATTR_CLASS_VALUE, version, index, value })
        }
    }
}

fn method(vm: &mut Vm, class: &Py<Class>, receiver: &Value, name: &Py<Str>) -> Option<Found> {
    let is_wrapped = |vm: &Vm, value: &Value| {
        vm.is_exactly(value, &vm.types.static_method) || vm.is_exactly(value, &vm.types.class_method)
    };
    match receiver.kind() {
        Some(Kind::Module) => {
            let found = load(vm, class, receiver, name)?;
            (found.form == Opcode::LOAD_ATTR_MODULE).then_some(Found { form: Opcode::LOAD_METHOD_MODULE, ..found })
        }
        Some(Kind::Class) if class.is(&vm.types.type_) => {
            if vm.lookup(class, name).is_some_and(|inherited| vm.binds(&inherited).1) {
                return None;
            }
            let this = receiver.expect::<Class>().clone();
            let own = vm.lookup(&this, name)?;
            let is_unbound = own.kind() == Some(Kind::Function) || is_wrapped(vm, &own) || vm.is_plain(&own);
            is_unbound.then(|| Found {
                form: Opcode::LOAD_METHOD_CLASS,
                version: vm.class_version(&this),
                index: 0,
                value: address_of(vm, &this, name),
            })
        }
        Some(Kind::Class | Kind::Function) => None,
        _ if !finds_plainly(vm, class) => None,
        _ => {
            let inherited = vm.lookup(class, name)?;
            let index = shadow_index(class, name)?;
            if protocol::call::binds_like_a_function(vm, &inherited) {
                let (version, value) = (vm.class_version(class), inherited.bits());
                return Some(Found { form: Opcode::LOAD_METHOD_CACHED, version, index, value });
            }
            (is_wrapped(vm, &inherited) || vm.is_plain(&inherited)).then(|| Found {
                form: Opcode::LOAD_METHOD_CLASS_VALUE,
                version: vm.class_version(class),
                index,
                value: address_of(vm, class, name),
            })
        }
    }
}

fn store(vm: &mut Vm, class: &Py<Class>, receiver: &Value, name: &Py<Str>) -> Option<Found> {
    if !class.head.has(ClassFlags::PLAIN_SETATTR) {
        return None;
    }
    let inherited = vm.lookup(class, name);
    if inherited.as_ref().is_some_and(|inherited| may_come_to_bind(vm, inherited)) {
        return None;
    }
    if let Some(inherited) = inherited.filter(|inherited| vm.binds(inherited).1) {
        let Accessor::Member(_, index) = &inherited.cast::<GetSetDescriptor>()?.accessor else { return None };
        let index = u32::from(*index);
        return Some(Found { form: Opcode::STORE_ATTR_SLOT, version: vm.class_version(class), index, value: 0 });
    }
    let index = inline_index(vm, class, receiver, name)?;
    let version = vm.class_version(class);
    Some(Found { form: Opcode::STORE_ATTR_INSTANCE_VALUE, version, index, value: 0 })
}

/// The shared-key index of the name when the receiver holds it inline.
fn inline_index(vm: &Vm, class: &Class, receiver: &Value, name: &Py<Str>) -> Option<u32> {
    if !class.head.has(ClassFlags::INLINE_VALUES) {
        return None;
    }
    let index = class.head.shared_index(name.as_value())?;
    vm.heap.inline_value(receiver, index)?;
    Some(index as u32)
}

/// How a cached lookup can tell that the instance does not shadow what its class has: the number of shared names, among
/// which the name is not, plus one; 0 when instances have no dict at all; `None` when it cannot tell.
fn shadow_index(class: &Class, name: &Py<Str>) -> Option<u32> {
    if !class.head.has(ClassFlags::HAS_DICT) {
        return Some(0);
    }
    // A name the class's instances have never stored cannot stand inline; if they have, stay generic.
    let known = class.head.has(ClassFlags::INLINE_VALUES) && class.head.shared_index(name.as_value()).is_none();
    known.then(|| class.head.shared_names() + 1)
}

impl Found {
    /// What is there for a receiver whose class has the version, a method not yet bound; `None` when this instance
    /// differs or code has to run.
    #[inline]
    pub(super) fn value(&self, vm: &Vm, receiver: &Value) -> Option<Value> {
        let index = self.index as usize;
        match self.form {
            Opcode::LOAD_ATTR_INSTANCE_VALUE => vm.heap.inline_value_fast(receiver.header()?, index).cloned(),
            // SAFETY: the class has the version, so it has the member.
            #[expect(unsafe_code, reason = "the index was compared with the class once")]
            Opcode::LOAD_ATTR_SLOT => unsafe { vm.heap.member_fast(receiver.header()?, index) }.cloned(),
            // Of a module or a class each has its own; a getter has to be called, a wrapped function looked for.
            Opcode::LOAD_ATTR_MODULE
            | Opcode::LOAD_ATTR_CLASS
            | Opcode::LOAD_ATTR_PROPERTY
            | Opcode::LOAD_METHOD_MODULE
            | Opcode::LOAD_METHOD_CLASS
            | Opcode::LOAD_METHOD_CLASS_VALUE => None,
            // SAFETY: the class has the version, so its instances store values inline if `shadow_index` said so.
            #[expect(unsafe_code, reason = "the class was looked at once")]
            _ if unsafe { vm.heap.may_shadow_fast(receiver, self.index) } => None,
            // SAFETY: the class has the version, so its namespace keeps a value there.
            #[expect(unsafe_code, reason = "the cache does not own what it remembers")]
            Opcode::LOAD_ATTR_CLASS_VALUE => Some(unsafe { kept_at(self.value) }),
            // SAFETY: the class has the version, so it keeps the function alive.
            #[expect(unsafe_code, reason = "the cache does not own what it remembers")]
            Opcode::LOAD_METHOD_CACHED | Opcode::LOAD_ATTR_METHOD => Some(unsafe { counted(self.value) }),
            _ => None,
        }
    }

    /// Stores a value there; gives it back when this instance differs.
    #[inline]
    pub(super) fn store(&self, vm: &mut Vm, receiver: &Value, value: Value) -> Option<Value> {
        let index = self.index as usize;
        let Some(header) = receiver.header() else { return Some(value) };
        let old = match self.form {
            Opcode::STORE_ATTR_INSTANCE_VALUE => match vm.heap.set_inline_value_fast(header, index, value) {
                Ok(old) => old,
                Err(value) => return Some(value),
            },
            // SAFETY: the class has the version, so it has the member.
            #[expect(unsafe_code, reason = "the index was compared with the class once")]
            Opcode::STORE_ATTR_SLOT => unsafe { vm.heap.set_member_fast(header, index, value) },
            _ => return Some(value),
        };
        drop(old);
        None
    }
}

/// # Safety
/// A namespace keeps a value at the address.
#[expect(unsafe_code, reason = "caches do not own what they remember")]
#[inline(always)]
pub(super) unsafe fn kept_at(address: u64) -> Value {
    // SAFETY: per the contract.
    unsafe { (*std::ptr::with_exposed_provenance::<Value>(address as usize)).clone() }
}

/// # Safety
/// `bits` is the word of a live value.
#[expect(unsafe_code, reason = "caches do not own what they remember")]
#[inline(always)]
pub(super) unsafe fn counted(bits: u64) -> Value {
    // SAFETY: per the contract: counted once more, then owned.
    unsafe {
        let borrowed = std::mem::ManuallyDrop::new(Value::from_bits(bits));
        Value::clone(&borrowed)
    }
}
