//! Attribute and global lookups: the general paths, which specialise their instruction when that will pay.

use std::cell::Cell as StdCell;

use super::arithmetic::finish;
use super::names::{lookup_in, name_at, name_error, odd_builtin};
use super::operands::{empty, fill, put, take, take_many};
use crate::code::{Instruction, Opcode};
use crate::object::{ClassFlags, Kind, Py, Value};
use crate::protocol;
use crate::types::class::Class;
use crate::types::code::{Cache, Code};
use crate::types::dict::Dict;
use crate::types::native::{Accessor, GetSetDescriptor};
use crate::types::{module, super_};
use crate::vm::Vm;
use crate::vm::raise::PyResult;

/// Failures after which an instruction stays generic.
const MISS_LIMIT: u32 = 16;

/// The instruction being executed, with the code that keeps it.
struct Site {
    code: Py<Code>,
    at: usize,
}

impl Site {
    fn current(vm: &Vm) -> Site {
        let innermost = &vm.stack.activations()[vm.stack.depth() - 1];
        Site { at: innermost.current_index() as usize, code: innermost.code().clone() }
    }

    fn instruction(&self) -> &StdCell<Instruction> {
        &self.code.instructions[self.at]
    }

    fn cache(&self) -> &Cache {
        &self.code.caches[self.instruction().get().cache()]
    }

    fn specialise(&self, opcode: Opcode) {
        self.instruction().set(Instruction { opcode, ..self.instruction().get() });
    }

    /// Counts a failed guard; whether specialising again is still worth it.
    fn may_specialise(&self, generic: Opcode) -> bool {
        let cache = self.cache();
        if self.instruction().get().opcode != generic {
            cache.misses.set(cache.misses.get() + 1);
            self.specialise(generic);
        }
        cache.misses.get() < MISS_LIMIT
    }

    fn miss(&self) {
        self.cache().misses.set(self.cache().misses.get() + 1);
    }
}

/// LOAD_GLOBAL.
#[cold]
#[inline(never)]
pub(super) fn load_global(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let site = Site::current(vm);
    let Some(activation) = vm.stack.innermost() else { return Err(vm.system_error("no frame")) };
    let (globals, builtins) = (activation.function().globals.clone(), activation.function().builtins.clone());
    let cache = site.cache();
    let name = &cache.name;
    let mut found = None;
    let are_dicts =
        vm.is_exactly(globals.as_value(), &vm.types.dict) && vm.is_exactly(builtins.as_value(), &vm.types.dict);
    if are_dicts && globals.table.get(&vm.heap).only_str_keys() && builtins.table.get(&vm.heap).only_str_keys() {
        let specialising = site.may_specialise(Opcode::LOAD_GLOBAL);
        if let Some(index) = globals.table.get(&vm.heap).find_str(name) {
            if specialising {
                cache.version.set(globals.version(vm));
                cache.index.set(index as u32);
                site.specialise(Opcode::LOAD_GLOBAL_MODULE);
            }
            found = globals.table.get(&vm.heap).value_at(index).cloned();
        } else if let Some(index) = builtins.table.get(&vm.heap).find_str(name) {
            if specialising {
                cache.version.set(globals.version(vm));
                cache.second_version.set(builtins.version(vm));
                cache.index.set(index as u32);
                site.specialise(Opcode::LOAD_GLOBAL_BUILTIN);
            }
            found = builtins.table.get(&vm.heap).value_at(index).cloned();
        }
    } else {
        // A dict subclass may have a `__getitem__` or a `__missing__`.
        found = lookup_in(vm, globals.as_value(), name)?;
        if found.is_none() {
            found = lookup_in(vm, builtins.as_value(), name)?;
        }
    }
    if found.is_none() {
        found = odd_builtin(vm, name)?;
    }
    let Some(found) = found else { return Err(name_error(vm, name)) };
    put(vm, at.a, found);
    Ok(())
}

/// LOAD_ATTR.
#[inline(never)]
pub(super) fn load(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let receiver = take(vm, at.b);
    let site = Site::current(vm);
    if site.may_specialise(Opcode::LOAD_ATTR) {
        match load_form(vm, &receiver, site.cache()) {
            Some(opcode) => site.specialise(opcode),
            None => site.miss(),
        }
    }
    let value = protocol::attribute::get(vm, &receiver, &site.cache().name)?;
    drop(receiver);
    drop(site);
    finish(vm, at, value)
}

/// The special form of LOAD_ATTR that finds the attribute again, its cache filled in; `None` when there is none.
fn load_form(vm: &mut Vm, receiver: &Value, cache: &Cache) -> Option<Opcode> {
    let class = vm.class_of(receiver).clone();
    let found = vm.lookup(&class, &cache.name);
    let slots_of_found = |vm: &Vm, found: &Value| {
        let slots = vm.class_of(found).slots(&vm.heap);
        (slots.descr_get.is_some(), slots.descr_set.is_some())
    };
    match receiver.kind() {
        Some(Kind::Module) if vm.is_exactly(receiver, &vm.types.module) => {
            if found.is_some_and(|found| slots_of_found(vm, &found).1) {
                return None;
            }
            let namespace = module::namespace_of(&vm.heap, receiver)?;
            let table = namespace.table.get(&vm.heap);
            let index = table.only_str_keys().then(|| table.find_str(&cache.name))??;
            cache.version.set(namespace.version(vm));
            cache.index.set(index as u32);
            Some(Opcode::LOAD_ATTR_MODULE)
        }
        Some(Kind::Class) if class.is(&vm.types.type_) => {
            if found.is_some_and(|found| slots_of_found(vm, &found).1) {
                return None;
            }
            let this = receiver.expect::<Class>().clone();
            let own = vm.lookup(&this, &cache.name)?;
            if own.kind() != Some(Kind::Function) && slots_of_found(vm, &own).0 {
                return None;
            }
            cache.version.set(vm.class_version(&this));
            cache.value.set(own.bits());
            Some(Opcode::LOAD_ATTR_CLASS)
        }
        _ if !class.head.has(ClassFlags::PLAIN_GETATTR) => None,
        _ => match found {
            Some(found) if slots_of_found(vm, &found).1 => {
                let Accessor::Member(_, index) = &found.cast::<GetSetDescriptor>()?.accessor else { return None };
                cache.version.set(vm.class_version(&class));
                cache.index.set(u32::from(*index));
                Some(Opcode::LOAD_ATTR_SLOT)
            }
            found => {
                if let Some(index) = inline_index(vm, &class, receiver, cache) {
                    cache.version.set(vm.class_version(&class));
                    cache.index.set(index as u32);
                    return Some(Opcode::LOAD_ATTR_INSTANCE_VALUE);
                }
                let found = found.filter(|found| !slots_of_found(vm, found).0)?;
                let shadow = shadow_index(&class, cache)?;
                cache.version.set(vm.class_version(&class));
                cache.index.set(shadow);
                cache.value.set(found.bits());
                Some(Opcode::LOAD_ATTR_CLASS_VALUE)
            }
        },
    }
}

/// The shared-key index of the cache's name when the receiver holds it inline.
fn inline_index(vm: &Vm, class: &Class, receiver: &Value, cache: &Cache) -> Option<usize> {
    if !class.head.has(ClassFlags::INLINE_VALUES) {
        return None;
    }
    let index = class.head.shared_keys.borrow().index_of(cache.name.as_value())?;
    vm.heap.inline_value(receiver, index)?;
    Some(index)
}

/// LOAD_METHOD: the function and its receiver, or the attribute and nothing.
#[inline(never)]
pub(super) fn load_method(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let receiver = take(vm, at.b);
    let site = Site::current(vm);
    let cache = site.cache();
    let class = vm.class_of(&receiver).clone();
    let plain = class.head.has(ClassFlags::PLAIN_GETATTR)
        && !matches!(receiver.kind(), Some(Kind::Class | Kind::Module | Kind::Function));
    if plain
        && let Some(found) = vm.lookup(&class, &cache.name)
        && protocol::call::binds_like_a_function(vm, &found)
    {
        let own = if class.head.has(ClassFlags::HAS_DICT) {
            protocol::attribute::instance_attribute(vm, &receiver, &cache.name)?
        } else {
            None
        };
        let Some(own) = own else {
            if site.may_specialise(Opcode::LOAD_METHOD)
                && let Some(shadow) = shadow_index(&class, cache)
            {
                cache.version.set(vm.class_version(&class));
                cache.index.set(shadow);
                cache.value.set(found.bits());
                site.specialise(Opcode::LOAD_METHOD_CACHED);
            }
            fill(vm, at.a, found);
            fill(vm, at.a + 1, receiver);
            return Ok(());
        };
        fill(vm, at.a, own);
    } else {
        let value = protocol::attribute::get(vm, &receiver, &cache.name)?;
        fill(vm, at.a, value);
    }
    // A consumed temporary may have left an immediate there.
    drop(empty(vm, at.a + 1));
    drop(receiver);
    drop(site);
    vm.run_parked_if_any();
    Ok(())
}

/// How a cached lookup can tell that the instance does not shadow what its class has: the number of shared names, among
/// which the name is not, plus one; 0 when instances have no dict at all; `None` when it cannot tell.
fn shadow_index(class: &Class, cache: &Cache) -> Option<u32> {
    if !class.head.has(ClassFlags::HAS_DICT) {
        return Some(0);
    }
    // A name the class's instances have never stored cannot stand inline; if they have, stay generic.
    let names = class.head.shared_keys.borrow();
    let known = class.head.has(ClassFlags::INLINE_VALUES) && names.index_of(cache.name.as_value()).is_none();
    known.then(|| names.names.len() as u32 + 1)
}

/// LOAD_SUPER_ATTR: what `super` names, the class and the instance stand in registers `a` to `a + 2`.
#[inline(never)]
pub(super) fn load_super(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let mut operands = take_many(vm, at.a, 3).into_iter();
    let mut next = || operands.next().unwrap_or(Value::NONE);
    let (callable, class, instance) = (next(), next(), next());
    let name = name_at(vm, at.b);
    if callable.is(vm.types.super_.as_value())
        && let Some(start) = class.cast::<Class>()
    {
        // No super object is made, and for a call no bound method.
        let object_class = super_::check(vm, start, &instance)?;
        if let Some(found) = super_::find(vm, start, &object_class, &name) {
            if at.k & 1 != 0
                && protocol::call::binds_like_a_function(vm, &found)
                && !instance.is(object_class.as_value())
            {
                fill(vm, at.a, found);
                fill(vm, at.a + 1, instance);
                return Ok(());
            }
            let value = super_::bind_found(vm, found, &instance, &object_class)?;
            fill(vm, at.a, value);
            drop(instance);
            vm.run_parked_if_any();
            return Ok(());
        }
    }
    let object = if callable.is(vm.types.super_.as_value()) {
        super_::create(vm, &class, &instance)?
    } else if at.k & 2 == 0 {
        protocol::call(vm, &callable, &[])?
    } else {
        protocol::call(vm, &callable, &[class.clone(), instance.clone()])?
    };
    let value = protocol::attribute::get(vm, &object, &name)?;
    drop(object);
    fill(vm, at.a, value);
    drop(instance);
    vm.run_parked_if_any();
    Ok(())
}

/// STORE_ATTR.
#[inline(never)]
pub(super) fn store(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let value = take(vm, at.b);
    let receiver = take(vm, at.a);
    let site = Site::current(vm);
    protocol::attribute::set(vm, &receiver, &site.cache().name, Some(value))?;
    if site.may_specialise(Opcode::STORE_ATTR) {
        match store_form(vm, &receiver, site.cache()) {
            Some(opcode) => site.specialise(opcode),
            None => site.miss(),
        }
    }
    drop(receiver);
    drop(site);
    vm.run_parked_if_any();
    Ok(())
}

/// The special form of STORE_ATTR that stores there again, its cache filled in; `None` when there is none.
fn store_form(vm: &mut Vm, receiver: &Value, cache: &Cache) -> Option<Opcode> {
    let class = vm.class_of(receiver).clone();
    if !class.head.has(ClassFlags::PLAIN_SETATTR) {
        return None;
    }
    if let Some(found) = vm.lookup(&class, &cache.name)
        && vm.class_of(&found).slots(&vm.heap).descr_set.is_some()
    {
        let Accessor::Member(_, index) = &found.cast::<GetSetDescriptor>()?.accessor else { return None };
        cache.version.set(vm.class_version(&class));
        cache.index.set(u32::from(*index));
        return Some(Opcode::STORE_ATTR_SLOT);
    }
    let index = inline_index(vm, &class, receiver, cache)?;
    cache.version.set(vm.class_version(&class));
    cache.index.set(index as u32);
    Some(Opcode::STORE_ATTR_INSTANCE_VALUE)
}

/// DELETE_ATTR.
pub(super) fn delete(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let receiver = take(vm, at.a);
    let name = name_at(vm, at.b);
    protocol::attribute::set(vm, &receiver, &name, None)?;
    drop(receiver);
    vm.run_parked_if_any();
    Ok(())
}

/// The value of a module's namespace at a remembered entry, if its keys are those it was remembered for.
#[inline(always)]
pub(super) fn module_value<'a>(vm: &'a Vm, receiver: &'a Value, cache: &Cache) -> Option<&'a Value> {
    if receiver.kind()? != Kind::Module {
        return None;
    }
    let namespace = vm.heap.instance_dict(receiver)?.cast::<Dict>()?;
    if namespace.keys_version.get() != cache.version.get() {
        return None;
    }
    namespace.table.get(&vm.heap).value_at(cache.index.get() as usize)
}

/// # Safety
/// The cache's class version stands, so the class keeps the value alive.
#[expect(unsafe_code, reason = "the cache does not own what it remembers")]
#[inline(always)]
pub(super) unsafe fn cached_value(cache: &Cache) -> Value {
    // SAFETY: per the contract: counted once more, then owned.
    unsafe {
        let borrowed = std::mem::ManuallyDrop::new(Value::from_bits(cache.value.get()));
        Value::clone(&borrowed)
    }
}
