//! `functools.partial`.

use super::placeholder::{self, Placeholder};
use crate::native::NativeClass;
use crate::object::{
    ClassFlags, HeapCell, Layout, OwnDict, Phantom, Py, Slot, Str, Tuple, Value, payload, with_joined,
};
use crate::protocol::{self, sequence};
use crate::types::class::attributes::get_module;
use crate::types::class::slots::SlotId;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Packing, Slots};
use crate::types::class_method::{get_dict, set_dict};
use crate::types::dict::Dict;
use crate::types::generic_alias;
use crate::vm::arguments::{with_names, with_packed};
use crate::vm::{PyResult, Vm};

/// The declaration of `functools.partial`.
pub static SPEC: NativeClass = NativeClass::new(ClassSpec {
    packing: Packing::NamesKept,
    module: "functools",
    flags: ClassFlags::HEAP_TYPE
        .union(ClassFlags::BASE_TYPE)
        .union(ClassFlags::HAS_DICT)
        .union(ClassFlags::WEAK_REFERENCEABLE),
    slots: Slots {
        new: Some(new),
        call: Some(call),
        repr: Some(repr),
        descr_get: Some(super::lru_cache::bind_method),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::none("__reduce__", reduce),
        NativeDef::one("__setstate__", set_state),
        NativeDef::one("__class_getitem__", generic_alias::class_getitem).class_method(),
    ],
    getset: &[
        GetSet::read_only("func", |vm, this| Ok(state(vm, this).0)).member(),
        GetSet::read_only("args", |vm, this| Ok(state(vm, this).1.into_value())).member(),
        GetSet::read_only("keywords", |vm, this| Ok(state(vm, this).2.into_value())).member(),
        GetSet::new("__dict__", get_dict, set_dict),
    ],
    ..ClassSpec::new("partial", Layout::of::<Partial>())
});

/// A callable with some of its arguments already given.
pub struct Partial {
    function: HeapCell<Slot>,
    args: HeapCell<Option<Py<Tuple>>>,
    keywords: HeapCell<Option<Py<Dict>>>,
}

payload! { Partial: AtBirth, size 64, own_dict OwnDict::Last;
    references { function = .func, args = .args, keywords = .keywords }
    clear { function, args, keywords }
}

/// What the object holds; once the collector has cleared it, `None`, no arguments and no keywords.
fn state(vm: &mut Vm, this: &Value) -> (Value, Py<Tuple>, Py<Dict>) {
    let this = this.expect::<Partial>();
    let function = this.function.get(&vm.heap).clone().unwrap_or(Value::NONE);
    let args = this.args.get(&vm.heap).clone().unwrap_or_else(|| vm.empty_tuple.clone());
    let keywords = match this.keywords.get(&vm.heap).clone() {
        Some(keywords) => keywords,
        None => vm.new_dict(),
    };
    (function, args, keywords)
}

fn is_callable(vm: &Vm, value: &Value) -> bool {
    vm.class_of(value).slots(&vm.heap).call.is_some()
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let Some((function, rest)) = arguments.positional().split_first() else {
        return Err(vm.type_error("type 'partial' takes at least one argument"));
    };
    if !is_callable(vm, function) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    refuse_placeholders(vm, rest, arguments.keywords().map(|(_, value)| value))?;
    // A partial of a partial calls the inner function directly, unless the inner one carries attributes.
    let own = SPEC.of(vm).origin(SlotId::call);
    let flat = vm.class_of(function).origin(SlotId::call) == own && vm.heap.instance_dict(function).is_none();
    let inner = flat.then(|| state(vm, function));
    // The dict of the call's keywords is there already and is taken as it is, unless they join others. Then comes the
    // object, then what it holds: the order in which the collector sees them.
    let joins = inner.is_some() && !arguments.names.is_empty();
    let given = if arguments.names.is_empty() || joins { None } else { Some(vm.new_dict()) };
    let payload = Partial { function: HeapCell::new(None), args: HeapCell::new(None), keywords: HeapCell::new(None) };
    let partial: Py<Partial> = vm.heap.alloc(class, payload);
    let (function, args) = match &inner {
        Some((inner, args, _)) if rest.is_empty() => (inner.clone(), args.clone()),
        Some((inner, args, _)) => {
            let mut rest = rest.iter();
            let mut args: Vec<Value> = args.items().iter().map(|arg| filled(arg, &mut rest)).collect();
            args.extend(rest.cloned());
            (inner.clone(), vm.new_tuple(args))
        }
        None => (function.clone(), vm.new_tuple_from(rest)),
    };
    partial.function.set(&mut vm.heap, Some(function));
    partial.args.set(&mut vm.heap, Some(args));
    let keywords = given.unwrap_or_else(|| vm.new_dict());
    for (name, value) in inner.map(|(_, _, known)| known.items(&vm.heap)).unwrap_or_default() {
        drop(keywords.set(vm, name, value)?);
    }
    for (name, value) in arguments.keywords() {
        drop(keywords.set(vm, name.clone(), value.clone())?);
    }
    if joins {
        // Those given are in a dict of their own.
        vm.heap.phantom_passes(Phantom::Dict);
    }
    partial.keywords.set(&mut vm.heap, Some(keywords));
    Ok(partial.into_value())
}

/// A placeholder keeps the place of an argument that comes later, so it is neither the last one nor has a name.
fn refuse_placeholders<'a>(
    vm: &mut Vm,
    positional: &[Value],
    mut named: impl Iterator<Item = &'a Value>,
) -> PyResult<()> {
    if positional.last().is_some_and(Value::has::<Placeholder>) {
        return Err(vm.type_error("trailing Placeholders are not allowed"));
    }
    if named.any(Value::has::<Placeholder>) {
        return Err(vm.type_error("Placeholder cannot be passed as a keyword argument"));
    }
    Ok(())
}

/// The argument, or the next of the given ones if its place is free and there is one.
fn filled(arg: &Value, given: &mut std::slice::Iter<'_, Value>) -> Value {
    let given = if arg.has::<Placeholder>() { given.next() } else { None };
    given.unwrap_or(arg).clone()
}

fn call(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    let (function, args, keywords) = state(vm, this);
    let (free, given) = (placeholder::count(args.items()), arguments.positional());
    if given.len() < free {
        return Err(vm.type_error(format!(
            "missing positional arguments in 'partial' call; expected at least {free}, got {}",
            given.len()
        )));
    }
    if free == 0 && keywords.is_empty(&vm.heap) {
        // They are handed over as they are.
        return with_joined(args.items(), arguments.values, |values| {
            protocol::call_args(vm, &function, Arguments { values, names: arguments.names })
        });
    }
    let mut rest = given.iter();
    let mut values: Vec<Value> = args.items().iter().map(|arg| filled(arg, &mut rest)).collect();
    values.extend(rest.cloned());
    if keywords.is_empty(&vm.heap) {
        values.extend(arguments.keywords().map(|(_, value)| value.clone()));
        return protocol::call_args(vm, &function, Arguments { values: &values, names: arguments.names });
    }
    with_packed(vm, arguments, |vm| {
        // CPython joins the positional arguments to a tuple and the others to a dict, whose names it hands over in a tuple.
        let joined = if args.is_empty() || given.is_empty() { 0 } else { values.len() };
        let containers = [Phantom::Tuple(joined), Phantom::Dict];
        for phantom in containers {
            vm.heap.phantom_made(phantom);
        }
        let result = call_with_keywords(vm, &function, values, &keywords, arguments);
        containers.into_iter().for_each(Phantom::freed);
        result
    })
}

/// Calls with the keywords of the partial object and those given, which win.
fn call_with_keywords(
    vm: &mut Vm,
    function: &Value,
    mut values: Vec<Value>,
    keywords: &Py<Dict>,
    arguments: Arguments<'_>,
) -> PyResult {
    let mut names: Vec<Value> = Vec::new();
    let positional = values.len();
    let stored = values[..positional - arguments.positional().len()].to_vec();
    for (name, value) in keywords.items(&vm.heap) {
        names.push(name);
        values.push(value);
    }
    for (name, value) in arguments.keywords() {
        match names.iter().position(|known| same_name(known, name)) {
            Some(index) => values[positional + index] = value.clone(),
            None => {
                names.push(name.clone());
                values.push(value.clone());
            }
        }
    }
    if names.iter().any(|name| !name.has::<Str>()) {
        return Err(vm.type_error("keywords must be strings"));
    }
    let named = Arguments { values: &values, names: &names };
    // The tuple of those stored and the dict of all with names, beside what they are unpacked to.
    let _held = (stored, values[positional..].to_vec());
    with_names(vm, names.len(), |vm| protocol::call_args(vm, function, named))
}

fn same_name(first: &Value, second: &Value) -> bool {
    match (first.cast::<Str>(), second.cast::<Str>()) {
        (Some(first), Some(second)) => first.as_bytes() == second.as_bytes(),
        _ => first.is(second),
    }
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    if !protocol::repr::enter(vm, this) {
        let text = shown(vm, this);
        protocol::repr::leave(vm, this);
        let text = text?;
        return Ok(vm.new_str_bytes(&text).into_value());
    }
    Ok(vm.new_str("...").into_value())
}

fn shown(vm: &mut Vm, this: &Value) -> PyResult<Vec<u8>> {
    let (function, args, keywords) = state(vm, this);
    let class = vm.class_of(this).clone();
    let module = get_module(vm, class.as_value())?;
    let mut text = protocol::str(vm, &module)?.as_bytes().to_vec();
    text.push(b'.');
    text.extend_from_slice(class.qualname(&vm.heap).as_bytes());
    text.push(b'(');
    sequence::push_repr(vm, &mut text, &function)?;
    for value in args.items() {
        text.extend_from_slice(b", ");
        sequence::push_repr(vm, &mut text, value)?;
    }
    for (name, value) in keywords.items(&vm.heap) {
        let name = protocol::str(vm, &name)?;
        text.extend_from_slice(b", ");
        text.extend_from_slice(name.as_bytes());
        text.push(b'=');
        sequence::push_repr(vm, &mut text, &value)?;
    }
    text.push(b')');
    Ok(text)
}

/// `(type, (func,), (func, args, keywords, __dict__ or None))`.
fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let (function, args, keywords) = state(vm, this);
    let class = vm.class_of(this).to_value();
    let dict = vm.heap.instance_dict(this).cloned().unwrap_or(Value::NONE);
    let only = vm.new_tuple(vec![function.clone()]).into_value();
    let held = vm.new_tuple(vec![function, args.into_value(), keywords.into_value(), dict]).into_value();
    Ok(vm.new_tuple(vec![class, only, held]).into_value())
}

fn set_state(vm: &mut Vm, this: &Value, new: &Value) -> PyResult {
    let parts = new.cast::<Tuple>().map(|parts| parts.items().to_vec()).unwrap_or_default();
    let [function, args, keywords, dict] = &parts[..] else {
        return Err(vm.type_error("invalid partial state"));
    };
    let known = [keywords, dict].into_iter().all(|dict| dict.is_none() || dict.has::<Dict>());
    let Some(args) = args.cast::<Tuple>().filter(|_| is_callable(vm, function) && known) else {
        return Err(vm.type_error("invalid partial state"));
    };
    refuse_placeholders(vm, args.items(), std::iter::empty())?;
    let args =
        if vm.is_exactly(args.as_value(), &vm.types.tuple) { args.clone() } else { vm.new_tuple_from(args.items()) };
    let keywords = match keywords.cast::<Dict>() {
        Some(exact) if vm.is_exactly(keywords, &vm.types.dict) => exact.clone(),
        other => {
            let copy = vm.new_dict();
            for (name, value) in other.map(|other| other.items(&vm.heap)).unwrap_or_default() {
                drop(copy.set(vm, name, value)?);
            }
            copy
        }
    };
    let partial = this.expect::<Partial>();
    partial.function.set(&mut vm.heap, Some(function.clone()));
    partial.args.set(&mut vm.heap, Some(args));
    partial.keywords.set(&mut vm.heap, Some(keywords));
    drop(vm.heap.set_instance_dict(this, Some(dict.clone()).filter(|dict| !dict.is_none())));
    Ok(Value::NONE)
}
