//! Attribute and global lookups: the general paths, which specialise their instruction when that will pay.

use std::cell::Cell as StdCell;

use ouropy_compiler::code::{Instruction, Opcode};

use super::arithmetic::finish;
use super::names::{lookup_in, name_at, name_error, odd_builtin};
use super::operands::{Operand, empty, fill, held, look, operand, put, release, take};
use super::places::{self, Access, Found};
use crate::object::{ClassFlags, Kind, Phantom, Py, Slot, Str, Value};
use crate::protocol;
use crate::types::class::Class;
use crate::types::class_method::ClassMethod;
use crate::types::code::{Cache, Code};
use crate::types::dict::Dict;
use crate::types::function::Function;
use crate::types::property::Property;
use crate::types::static_method::StaticMethod;
use crate::types::{method, super_};
use crate::vm::raise::PyResult;
use crate::vm::{Vm, arguments, call};

/// Failures after which an instruction stays generic.
const MISS_LIMIT: u16 = 16;
/// Executions after a search in vain that do not search.
const PAUSE: u16 = 63;

/// The instruction being executed, with the code that keeps it.
struct Site {
    code: Py<Code>,
    at: usize,
}

impl Site {
    fn current(vm: &Vm) -> Site {
        let innermost = vm.stack.innermost().expect("instructions are executed in activations");
        Site { at: innermost.current_index() as usize, code: innermost.code().clone() }
    }

    fn instruction(&self) -> &StdCell<Instruction> {
        &self.code.instructions[self.at]
    }

    fn cache(&self) -> &Cache {
        &self.code.caches[self.instruction().get().cache().index()]
    }

    fn specialise(&self, opcode: Opcode) {
        if self.instruction().get().opcode == Opcode::INSTRUMENTED {
            return;
        }
        self.instruction().set(Instruction { opcode, ..self.instruction().get() });
    }

    /// Counts a failed guard; whether specialising again is still worth it.
    fn may_specialise(&self, generic: Opcode) -> bool {
        let cache = self.cache();
        if self.instruction().get().opcode == Opcode::INSTRUMENTED {
            return false;
        }
        if self.instruction().get().opcode != generic {
            self.miss();
            self.specialise(generic);
        }
        cache.misses.get() < MISS_LIMIT
    }

    /// The form of the instruction that finds the attribute there again.
    fn remember(&self, found: Found) {
        let cache = self.cache();
        cache.version.set(found.version);
        cache.index.set(found.index);
        cache.value.set(found.value);
        self.specialise(found.form);
    }

    fn miss(&self) {
        let misses = &self.cache().misses;
        misses.set(misses.get().saturating_add(1));
    }

    /// The place of the attribute, looked for now and then if there is none.
    fn find(&self, vm: &mut Vm, access: Access, receiver: &Value) -> Option<Found> {
        let cache = self.cache();
        if cache.pause.get() > 0 {
            cache.pause.set(cache.pause.get() - 1);
            return None;
        }
        let found = places::find(vm, access, receiver, &cache.name);
        if found.is_none() {
            self.miss();
            if cache.misses.get() >= MISS_LIMIT {
                cache.pause.set(PAUSE);
            }
        }
        found
    }
}

/// The forms of an instruction that loads a global.
struct GlobalForms {
    general: Opcode,
    module: Opcode,
    builtin: Opcode,
}

const LOAD_GLOBAL: GlobalForms = GlobalForms {
    general: Opcode::LOAD_GLOBAL,
    module: Opcode::LOAD_GLOBAL_MODULE,
    builtin: Opcode::LOAD_GLOBAL_BUILTIN,
};
const LOAD_NAME: GlobalForms =
    GlobalForms { general: Opcode::LOAD_NAME, module: Opcode::LOAD_NAME_MODULE, builtin: Opcode::LOAD_NAME_BUILTIN };

/// LOAD_GLOBAL.
#[cold]
#[inline(never)]
pub(super) fn load_global(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    load_global_as(vm, at, Some(&LOAD_GLOBAL))
}

/// LOAD_NAME.
#[cold]
#[inline(never)]
pub(super) fn load_name(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let Some(activation) = vm.stack.innermost() else { return Err(vm.system_error("no frame")) };
    let namespace = activation.own_namespace(&vm.heap);
    let globals = activation.function().globals.as_value();
    let mut forms = activation.names_are_globals().then_some(&LOAD_NAME);
    // What is also the globals is asked as a dict and nothing else; a dict subclass as a mapping first.
    if let Some(namespace) = namespace
        && (!namespace.is(globals) || !vm.is_exactly(&namespace, &vm.types.dict))
    {
        let name = cached_name(vm, at);
        if let Some(found) = lookup_in(vm, &namespace, &name)? {
            put(vm, at.a.register(), found);
            return Ok(());
        }
        forms = None;
    }
    load_global_as(vm, at, forms)
}

/// STORE_GLOBAL.
#[cold]
#[inline(never)]
pub(super) fn store_global(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let value = take(vm, at.a.register());
    let Some(activation) = vm.stack.innermost() else { return Err(vm.system_error("no frame")) };
    let globals = activation.function().globals.clone();
    store_in_globals(vm, &globals, value, (Opcode::STORE_GLOBAL, Opcode::STORE_GLOBAL_MODULE))
}

/// STORE_NAME.
#[cold]
#[inline(never)]
pub(super) fn store_name(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let value = take(vm, at.a.register());
    let Some(activation) = vm.stack.innermost() else { return Err(vm.system_error("no frame")) };
    let are_globals = activation.names_are_globals();
    let Some(namespace) = activation.own_namespace(&vm.heap) else {
        return Err(vm.system_error("no locals found when storing a name"));
    };
    match namespace.cast::<Dict>() {
        Some(dict) if vm.is_exactly(&namespace, &vm.types.dict) => {
            let dict = dict.clone();
            if are_globals {
                return store_in_globals(vm, &dict, value, (Opcode::STORE_NAME, Opcode::STORE_NAME_MODULE));
            }
            let name = cached_name(vm, at);
            drop(dict.set(vm, name.into_value(), value)?);
        }
        _ => {
            let name = cached_name(vm, at);
            protocol::subscript::set(vm, &namespace, name.as_value(), &value)?;
        }
    }
    vm.run_parked_if_any();
    Ok(())
}

/// The name of the instruction's cache.
fn cached_name(vm: &Vm, at: Instruction) -> Py<Str> {
    let innermost = vm.stack.innermost().expect("instructions are executed in activations");
    innermost.code().caches[at.cache().index()].name.clone()
}

/// Stores a global; the instruction gets its second form if the name is there already.
fn store_in_globals(vm: &mut Vm, globals: &Py<Dict>, value: Value, forms: (Opcode, Opcode)) -> PyResult<()> {
    let site = Site::current(vm);
    let cache = site.cache();
    let (general, module) = forms;
    let table = globals.table.get(&vm.heap);
    if site.may_specialise(general)
        && table.only_str_keys()
        && !globals.is_class_namespace.get()
        && let Some(position) = table.find_str(&cache.name)
        && let Ok(position) = u32::try_from(position)
    {
        cache.version.set(globals.version(vm));
        cache.index.set(position);
        site.specialise(module);
    }
    drop(globals.set(vm, cache.name.to_value(), value)?);
    vm.run_parked_if_any();
    Ok(())
}

/// Loads a global or built-in name; the instruction becomes one of the forms if there are any and it pays.
fn load_global_as(vm: &mut Vm, at: Instruction, forms: Option<&GlobalForms>) -> PyResult<()> {
    let site = Site::current(vm);
    let Some(activation) = vm.stack.innermost() else { return Err(vm.system_error("no frame")) };
    let (globals, builtins) = (activation.function().globals.clone(), activation.function().builtins.clone());
    let cache = site.cache();
    let name = &cache.name;
    let mut found = None;
    let are_dicts =
        vm.is_exactly(globals.as_value(), &vm.types.dict) && vm.is_exactly(builtins.as_value(), &vm.types.dict);
    if are_dicts && globals.table.get(&vm.heap).only_str_keys() && builtins.table.get(&vm.heap).only_str_keys() {
        let forms = forms.filter(|forms| site.may_specialise(forms.general));
        if let Some(index) = globals.table.get(&vm.heap).find_str(name) {
            if let Some(forms) = forms {
                cache.set_global(globals.version(vm), globals.table.get(&vm.heap).place_of(index));
                site.specialise(forms.module);
            }
            found = globals.table.get(&vm.heap).value_at(index).cloned();
        } else if let Some(index) = builtins.table.get(&vm.heap).find_str(name) {
            if let Some(forms) = forms {
                let (globals, place) = (globals.version(vm), builtins.table.get(&vm.heap).place_of(index));
                cache.set_builtin(globals, builtins.version(vm), place);
                site.specialise(forms.builtin);
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
    put(vm, at.a.register(), found);
    Ok(())
}

/// What LOAD_ATTR or LOAD_METHOD finds at a place that is known for the receiver's class. The site keeps the form it has,
/// for it sees several classes; only a general one that may still become special is left to do so.
#[inline]
fn known(vm: &Vm, access: Access, at: Instruction) -> Option<(Opcode, Value)> {
    let cache = &vm.stack.innermost()?.code().caches[at.cache().index()];
    if matches!(at.opcode, Opcode::LOAD_ATTR | Opcode::LOAD_METHOD) && cache.misses.get() < MISS_LIMIT {
        return None;
    }
    let receiver = held(vm, at.b.register()).as_ref()?;
    let found = places::known(vm, access, receiver, &cache.name)?;
    Some((found.form, found.value(vm, receiver)?))
}

/// LOAD_ATTR.
#[inline(never)]
pub(super) fn load(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    if let Some((form, value)) = known(vm, Access::Load, at) {
        let receiver = operand(vm, at.b.register());
        let value = bound(vm, form, value, receiver);
        return finish(vm, at, value);
    }
    let receiver = operand(vm, at.b.register());
    let site = Site::current(vm);
    let name = &site.cache().name;
    let special = site.may_specialise(Opcode::LOAD_ATTR);
    if let Some(found) = site.find(vm, Access::Load, &receiver) {
        if special {
            site.remember(found);
        }
        if let Some(value) = found.value(vm, &receiver) {
            drop(site);
            let value = bound(vm, found.form, value, receiver);
            return finish(vm, at, value);
        }
    }
    let value = protocol::attribute::get(vm, &receiver, name)?;
    drop(receiver);
    drop(site);
    finish(vm, at, value)
}

/// What was found at a place, bound to the receiver if it is a function of the class.
#[inline]
fn bound(vm: &mut Vm, form: Opcode, value: Value, receiver: Operand) -> Value {
    if form == Opcode::LOAD_ATTR_METHOD { method::new(vm, value, receiver.into_value()) } else { value }
}

/// The cache of the instruction, if it is for the class of the receiver.
#[inline]
fn valid_cache(vm: &Vm, at: Instruction) -> Option<(&Cache, &Value)> {
    let receiver = held(vm, at.b.register()).as_ref()?;
    let cache = &vm.stack.innermost()?.code().caches[at.cache().index()];
    (vm.class_of(receiver).version.get() == cache.version.get()).then_some((cache, receiver))
}

/// LOAD_ATTR_METHOD.
#[inline(never)]
pub(super) fn load_bound_method(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let Some((cache, _)) =
        // SAFETY: the class has the version; its instances store values inline if the index is not 0.
        valid_cache(vm, at).filter(|(cache, receiver)| unsafe { !vm.heap.may_shadow_fast(receiver, cache.index.get()) })
    else {
        return load(vm, at);
    };
    // SAFETY: the class has the version, so it keeps the function alive.
    #[expect(unsafe_code, reason = "the cache does not own what it remembers")]
    let function = unsafe { cached_method(cache) };
    let receiver = take(vm, at.b.register());
    let method = method::new(vm, function, receiver);
    put(vm, at.a.register(), method);
    Ok(())
}

/// LOAD_ATTR_PROPERTY; whether the getter has become the innermost activation.
#[expect(unsafe_code, reason = "the cache does not own what it remembers")]
#[inline(never)]
pub(super) fn load_property(vm: &mut Vm, at: Instruction) -> PyResult<bool> {
    let getter = valid_cache(vm, at).and_then(|(cache, _)| {
        // SAFETY: the class has the version, so it keeps the property alive, which may have been given another getter.
        let property = unsafe { cached_method(cache) };
        let getter = property.cast::<Property>()?.getter.get(&vm.heap).as_ref()?.cast::<Function>()?;
        (getter.code.get(&vm.heap).exact_arguments == 1).then(|| getter.clone())
    });
    let Some(getter) = getter else { return load(vm, at).map(|()| false) };
    let receiver = take(vm, at.b.register());
    // SAFETY: the activation that executes the instruction.
    unsafe { call::call_getter(vm, getter, receiver, at.a.register())? };
    Ok(true)
}

/// LOAD_METHOD: the function and its receiver, or the attribute and nothing.
#[inline(never)]
pub(super) fn load_method(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    if let Some((_, function)) = known(vm, Access::Method, at) {
        let receiver = take(vm, at.b.register());
        fill(vm, at.a.register(), function);
        fill(vm, at.a.register().offset(1), receiver);
        return Ok(());
    }
    let receiver = operand(vm, at.b.register());
    let site = Site::current(vm);
    let name = &site.cache().name;
    let special = site.may_specialise(Opcode::LOAD_METHOD);
    if let Some(found) = site.find(vm, Access::Method, &receiver) {
        if special {
            site.remember(found);
        }
        // Before CPython has specialised it, what a class with `__getattr__` gives is bound.
        let binds = special && !vm.class_of(&receiver).head.has(ClassFlags::PLAIN_GETATTR);
        if !binds && let Some(function) = found.value(vm, &receiver) {
            fill(vm, at.a.register(), function);
            fill(vm, at.a.register().offset(1), receiver.into_value());
            return Ok(());
        }
    }
    match method(vm, &receiver, name)? {
        Some(function) => {
            fill(vm, at.a.register(), function);
            fill(vm, at.a.register().offset(1), receiver.into_value());
            return Ok(());
        }
        None => {
            let value = protocol::attribute::get(vm, &receiver, name)?;
            fill(vm, at.a.register(), value);
            // A consumed temporary may have left an immediate there.
            drop(empty(vm, at.a.register().offset(1)));
        }
    }
    drop(receiver);
    drop(site);
    vm.run_parked_if_any();
    Ok(())
}

/// What a plain value, a function, a static method or a class method of the receiver's class, or of the receiver if that is
/// a class, is called as. A wrapper is asked each time: nobody tells of another callable that it is given.
fn unwrapped(vm: &mut Vm, receiver: &Value, value: Value) -> Slot {
    if let Some(method) = value.cast::<StaticMethod>()
        && vm.is_exactly(&value, &vm.types.static_method)
    {
        return method.callable.get(&vm.heap).clone();
    }
    if let Some(method) = value.cast::<ClassMethod>()
        && vm.is_exactly(&value, &vm.types.class_method)
    {
        let function = method.callable.get(&vm.heap).clone().filter(Value::has::<Function>)?;
        let class = if receiver.has::<Class>() { receiver.clone() } else { vm.class_of(receiver).to_value() };
        return Some(method::new(vm, function, class));
    }
    Some(value)
}

/// LOAD_METHOD_MODULE, LOAD_METHOD_CLASS and LOAD_METHOD_CLASS_VALUE: what is called without a receiver.
#[expect(unsafe_code, reason = "the cache does not own what it remembers")]
#[inline(never)]
pub(super) fn load_callable(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let receiver = look(vm, at.b.register());
    let Some(innermost) = vm.stack.innermost() else { return Err(vm.system_error("no frame")) };
    let code = innermost.code();
    let cache = &code.caches[at.cache().index()];
    let version = cache.version.get();
    let value = match at.opcode {
        Opcode::LOAD_METHOD_MODULE => module_value(vm, &receiver, cache).cloned(),
        Opcode::LOAD_METHOD_CLASS => {
            let is_valid = receiver.cast::<Class>().is_some_and(|class| class.version.get() == version);
            // SAFETY: the class has the version, so a namespace keeps the value.
            is_valid.then(|| unsafe { cached_value(cache) })
        }
        _ => {
            // SAFETY: the class has the version; its instances store values inline if the index is not 0.
            let is_valid = vm.class_of(&receiver).version.get() == version
                && unsafe { !vm.heap.may_shadow_fast(&receiver, cache.index.get()) };
            // SAFETY: as above.
            is_valid.then(|| unsafe { cached_value(cache) })
        }
    };
    let Some(value) = value else { return load_method(vm, at) };
    let Some(callable) = unwrapped(vm, &receiver, value) else { return load_method(vm, at) };
    drop(empty(vm, at.a.register().offset(1)));
    if at.a == at.b {
        put(vm, at.a.register(), callable);
    } else {
        fill(vm, at.a.register(), callable);
        release(vm, at.b.register());
        vm.run_parked_if_any();
    }
    Ok(())
}

/// The function that a call of the attribute may be given the receiver as first argument, instead of being bound to it.
fn method(vm: &mut Vm, receiver: &Value, name: &Py<Str>) -> PyResult<Slot> {
    let class = vm.class_of(receiver).clone();
    if !class.head.has(ClassFlags::PLAIN_GETATTR)
        || matches!(receiver.kind(), Some(Kind::Class | Kind::Module | Kind::Function))
    {
        return Ok(None);
    }
    let Some(found) = vm.lookup(&class, name).filter(|found| protocol::call::binds_like_a_function(vm, found)) else {
        return Ok(None);
    };
    if class.head.has(ClassFlags::HAS_DICT) && protocol::attribute::instance_attribute(vm, receiver, name)?.is_some() {
        return Ok(None);
    }
    Ok(Some(found))
}

/// LOAD_SUPER_ATTR: what `super` names, the class and the instance stand in registers `a` to `a + 2`.
#[inline(never)]
pub(super) fn load_super(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (callable, class, instance) =
        (take(vm, at.a.register()), take(vm, at.a.register().offset(1)), take(vm, at.a.register().offset(2)));
    let name = name_at(vm, at.b.name());
    if callable.is(vm.types.super_.as_value())
        && let Some(start) = class.cast::<Class>()
        && !instance.is_none()
    {
        // No super object is made, and for a call no bound method.
        let object_class = super_::check(vm, start, &instance)?;
        if let Some(found) = super_::find(vm, start, &object_class, &name) {
            if at.k & 1 != 0
                && protocol::call::binds_like_a_function(vm, &found)
                && !instance.is(object_class.as_value())
                && stays_unbound(vm, &found, &instance)
            {
                fill(vm, at.a.register(), found);
                fill(vm, at.a.register().offset(1), instance);
                return Ok(());
            }
            let value = super_::bind_found(vm, found, &instance, &object_class)?;
            fill(vm, at.a.register(), value);
            drop(instance);
            vm.run_parked_if_any();
            return Ok(());
        }
    }
    let parts = [callable, class, instance];
    let object = make_super(vm, at, &parts)?;
    drop(parts);
    finish_super(vm, at, object)
}

/// Whether what `super` found for a call may stay unbound. CPython binds it when the instruction is executed for the
/// first time, and always for a class; nobody sees the method of a Python function, which the call takes apart.
fn stays_unbound(vm: &Vm, found: &Value, instance: &Value) -> bool {
    let is_bound = arguments::note_executed(vm) == arguments::Execution::First || instance.has::<Class>();
    if is_bound && found.has::<Function>() {
        vm.heap.phantom_passes(Phantom::Method);
        return true;
    }
    !is_bound
}

/// What `super(…)` of a LOAD_SUPER_ATTR gives: of what `super` names, the class and the instance.
pub(super) fn make_super(vm: &mut Vm, at: Instruction, parts: &[Value; 3]) -> PyResult {
    let [callable, class, instance] = parts;
    if callable.is(vm.types.super_.as_value()) {
        super_::create(vm, class, instance)
    } else if at.k & 2 == 0 {
        protocol::call(vm, callable, &[])
    } else {
        protocol::call(vm, callable, &parts[1..])
    }
}

/// Looks up the attribute of a LOAD_SUPER_ATTR.
pub(super) fn finish_super(vm: &mut Vm, at: Instruction, object: Value) -> PyResult<()> {
    let name = name_at(vm, at.b.name());
    let value = protocol::attribute::get(vm, &object, &name)?;
    drop(object);
    fill(vm, at.a.register(), value);
    vm.run_parked_if_any();
    Ok(())
}

/// STORE_ATTR.
#[inline(never)]
pub(super) fn store(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let value = operand(vm, at.b.register());
    let receiver = operand(vm, at.a.register());
    let site = Site::current(vm);
    let name = &site.cache().name;
    let special = site.may_specialise(Opcode::STORE_ATTR);
    let known = places::known(vm, Access::Store, &receiver, name);
    // CPython's general instruction keeps the value until the object is gone; its special forms move it.
    let outlives = at.opcode == Opcode::STORE_ATTR && receiver.dies();
    let kept = (outlives && known.is_some()).then(|| Value::clone(&value));
    let left = match known {
        Some(found) => found.store(vm, &receiver, value.into_value()).map(Operand::from),
        None => Some(value),
    };
    if let Some(value) = &left
        && let Err(raised) = protocol::attribute::set(vm, &receiver, name, Some(value))
    {
        drop(receiver);
        vm.run_parked_if_any();
        drop(left);
        return Err(raised);
    }
    // A name may have its place only now.
    if let Some(found) = known.or_else(|| site.find(vm, Access::Store, &receiver))
        && special
    {
        site.remember(found);
    }
    drop(receiver);
    if outlives {
        vm.run_parked_if_any();
    }
    drop(kept);
    drop(left);
    drop(site);
    vm.run_parked_if_any();
    Ok(())
}

/// DELETE_ATTR.
pub(super) fn delete(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let receiver = operand(vm, at.a.register());
    let name = name_at(vm, at.b.name());
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
/// The cache's class version stands, so a namespace keeps the value at that address.
#[expect(unsafe_code, reason = "the cache does not own what it remembers")]
#[inline(always)]
pub(super) unsafe fn cached_value(cache: &Cache) -> Value {
    // SAFETY: per the contract.
    unsafe { places::kept_at(cache.value.get()) }
}

/// # Safety
/// The cache's class version stands, so the class keeps the function alive.
#[expect(unsafe_code, reason = "the cache does not own what it remembers")]
#[inline(always)]
pub(super) unsafe fn cached_method(cache: &Cache) -> Value {
    // SAFETY: per the contract.
    unsafe { places::counted(cache.value.get()) }
}
