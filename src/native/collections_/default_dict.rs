//! `collections.defaultdict`: a dict with a `default_factory` beside its items.

use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, Phantom, Slot, Value};
use crate::protocol::{self, repr};
use crate::text::room::Room;
use crate::types::class::{Arguments, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::dict::{self, Dict, DictExtra};
use crate::types::generic_alias;
use crate::vm::{PyResult, Vm};

/// The declaration of `defaultdict`.
pub static SPEC: NativeClass = NativeClass::derived(
    |types| &types.dict,
    ClassSpec {
        module: "collections",
        flags: ClassFlags::HEAP_TYPE.union(ClassFlags::BASE_TYPE),
        slots: Slots { init: Some(init), repr: Some(show), or: Some(or), ..Slots::EMPTY },
        methods: &[
            NativeDef::one("__missing__", missing),
            NativeDef::none("copy", copy),
            NativeDef::none("__copy__", copy),
            NativeDef::none("__reduce__", reduce),
            NativeDef::one("__class_getitem__", generic_alias::class_getitem).class_method(),
        ],
        getset: &[GetSet::new(
            "default_factory",
            |vm, this| Ok(factory(vm, this)),
            |vm, this, new| {
                set_factory(vm, this, new);
                Ok(())
            },
        )
        .member()],
        ..ClassSpec::new("defaultdict", Layout::of::<Dict>())
    },
);

fn factory(vm: &Vm, this: &Value) -> Value {
    match this.expect::<Dict>().extra.get(&vm.heap).as_deref() {
        Some(DictExtra::DefaultFactory(Some(factory))) => factory.clone(),
        _ => Value::NONE,
    }
}

fn set_factory(vm: &mut Vm, this: &Value, factory: Slot) {
    let extra = factory.map(|factory| Box::new(DictExtra::DefaultFactory(Some(factory))));
    this.expect::<Dict>().extra.set(&mut vm.heap, extra);
}

fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    let mut rest = arguments;
    let mut new = None;
    if let [first, ..] = arguments.positional() {
        if !first.is_none() && vm.class_of(first).slots(&vm.heap).call.is_none() {
            return Err(vm.type_error("first argument must be callable or None"));
        }
        new = Some(first.clone()).filter(|first| !first.is_none());
        rest = Arguments { values: &arguments.values[1..], names: arguments.names };
    }
    set_factory(vm, this, new);
    // Those behind the factory are in a tuple of their own.
    vm.heap.phantom_passes(Phantom::Tuple(rest.positional().len()));
    vm.heap.phantom_passes(Phantom::Dict);
    dict::update_from_arguments(vm, this, "dict", rest)
}

fn show(vm: &mut Vm, this: &Value) -> PyResult {
    let base = dict::repr_of(vm, this)?;
    let factory = factory(vm, this);
    // A factory that is a method of the dict itself would show the dict again.
    let shown = if repr::enter(vm, &factory) {
        vm.new_str("...")
    } else {
        let shown = repr(vm, &factory);
        repr::leave(vm, &factory);
        shown?
    };
    let mut text = format!("{}(", vm.class_own_name(this)).into_bytes();
    text.put_all(shown.as_bytes());
    text.put_all(b", ");
    text.put_all(base.expect::<crate::object::Str>().as_bytes());
    text.push(b')');
    Ok(vm.new_str_bytes(&text).into_value())
}

fn missing(vm: &mut Vm, this: &Value, key: &Value) -> PyResult {
    vm.heap.phantom_passes(Phantom::Function);
    let factory = factory(vm, this);
    if factory.is_none() {
        return Err(vm.key_error(key));
    }
    let value = protocol::call(vm, &factory, &[])?;
    // The factory may have set the key by itself.
    dict::set_default(vm, this.expect::<Dict>(), key, value)
}

fn copy(vm: &mut Vm, this: &Value) -> PyResult {
    let (class, factory) = (vm.class_of(this).to_value(), factory(vm, this));
    protocol::call(vm, &class, &[factory, this.clone()])
}

fn or(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    if !left.has::<Dict>() || !right.has::<Dict>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let class = SPEC.of(vm);
    let is_default = vm.is_instance_of(left, &class);
    let model = if is_default { left } else { right };
    let (class, factory) = (vm.class_of(model).to_value(), factory(vm, model));
    let new = protocol::call(vm, &class, &[factory, left.clone()])?;
    dict::update(vm, &new, right)?;
    Ok(new)
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let (class, factory) = (vm.class_of(this).to_value(), factory(vm, this));
    let arguments = if factory.is_none() { Vec::new() } else { vec![factory] };
    let arguments = vm.new_tuple(arguments).into_value();
    let name = vm.names.items.clone();
    let items = protocol::call_method(vm, this, &name, &[])?;
    let items = protocol::iterate::iter(vm, &items)?;
    Ok(vm.new_tuple(vec![class, arguments, Value::NONE, Value::NONE, items]).into_value())
}
