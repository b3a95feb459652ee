//! `types.SimpleNamespace`: attributes and nothing else.

use crate::code::Comparison;
use crate::object::{ClassFlags, Heap, Kind, Layout, Payload, Py, Str, Tracer, Tracking, Value};
use crate::protocol::{self, attribute};
use crate::types::class::slots::Slots;
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef};
use crate::types::dict::Dict;
use crate::vm::{PyResult, Vm};

/// The declaration of `SimpleNamespace`.
pub const SPEC: ClassSpec = ClassSpec {
    module: "types",
    flags: ClassFlags::BASE_TYPE.union(ClassFlags::HAS_DICT),
    slots: Slots {
        repr: Some(repr),
        richcompare: Some(compare),
        new: Some(new),
        init: Some(init),
        ..Slots::EMPTY
    },
    methods: &[NativeDef::none("__reduce__", reduce), NativeDef::any("__replace__", replace)],
    ..ClassSpec::new("SimpleNamespace", Layout::of::<Namespace>())
};

/// A namespace. Everything is in its instance dict.
pub struct Namespace;

impl Payload for Namespace {
    const KIND: Kind = Kind::Namespace;
    const TRACKING: Tracking = Tracking::AtBirth;

    fn trace(&self, _tracer: &mut Tracer<'_>) {}

    fn size_of(&self, _heap: &Heap) -> usize {
        24
    }
}

/// A namespace with these attributes.
pub fn create(vm: &mut Vm, attributes: Vec<(&str, Value)>) -> Value {
    let class = vm.types.simple_namespace.clone();
    let this = vm.heap.alloc(&class, Namespace).into_value();
    let dict = attribute::instance_dict(vm, &this);
    for (name, value) in attributes {
        crate::native::set(vm, &dict, name, value);
    }
    this
}

fn new(vm: &mut Vm, class: &Py<Class>, _arguments: Arguments<'_>) -> PyResult {
    let this = vm.heap.alloc(class, Namespace).into_value();
    attribute::instance_dict(vm, &this);
    Ok(this)
}

fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    let positional = arguments.positional();
    if positional.len() > 1 {
        return Err(crate::types::native::bind::wrong_count(vm, "SimpleNamespace", 0, 1, positional.len()));
    }
    let dict = attribute::instance_dict(vm, this);
    if let Some(mapping) = positional.first() {
        let source = protocol::call(vm, &vm.types.dict.to_value(), std::slice::from_ref(mapping))?;
        for (key, value) in source.expect::<Dict>().items(&vm.heap) {
            if !key.has::<Str>() {
                return Err(vm.type_error("keywords must be strings"));
            }
            drop(dict.set(vm, key, value)?);
        }
    }
    for (name, value) in arguments.keywords() {
        drop(dict.set(vm, name.clone(), value.clone())?);
    }
    Ok(())
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let exact = vm.is_exactly(this, &vm.types.simple_namespace);
    let name = if exact { "namespace".to_owned() } else { vm.class_name(this) };
    if !protocol::repr::enter(vm, this) {
        return Ok(vm.new_str(format!("{name}(...)")).into_value());
    }
    let result = items_text(vm, this, &name);
    protocol::repr::leave(vm, this);
    let text = result?;
    Ok(vm.new_str_bytes(&text).into_value())
}

fn items_text(vm: &mut Vm, this: &Value, name: &str) -> PyResult<Vec<u8>> {
    let dict = attribute::instance_dict(vm, this);
    let mut text = format!("{name}(").into_bytes();
    let mut first = true;
    for (key, value) in dict.items(&vm.heap) {
        let Some(key) = key.cast::<Str>() else { continue };
        if key.is_empty() {
            continue;
        }
        if !std::mem::replace(&mut first, false) {
            text.extend_from_slice(b", ");
        }
        text.extend_from_slice(key.as_bytes());
        text.push(b'=');
        let value = protocol::repr::repr(vm, &value)?;
        text.extend_from_slice(value.as_bytes());
    }
    text.push(b')');
    Ok(text)
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    if !left.has::<Namespace>() || !right.has::<Namespace>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (left, right) = (attribute::instance_dict(vm, left), attribute::instance_dict(vm, right));
    protocol::compare(vm, left.as_value(), right.as_value(), op)
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let class = vm.class_of(this).to_value();
    let empty = vm.empty_tuple.to_value();
    let dict = attribute::instance_dict(vm, this).into_value();
    Ok(vm.new_tuple(vec![class, empty, dict]).into_value())
}

fn replace(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    if !arguments.positional().is_empty() {
        let given = arguments.positional().len();
        return Err(vm.type_error(format!("__replace__() takes no positional arguments ({given} given)")));
    }
    let class = vm.class_of(this).to_value();
    let copy = protocol::call(vm, &class, &[])?;
    let (from, to) = (attribute::instance_dict(vm, this), attribute::instance_dict(vm, &copy));
    for (key, value) in from.items(&vm.heap) {
        drop(to.set(vm, key, value)?);
    }
    for (name, value) in arguments.keywords() {
        drop(to.set(vm, name.clone(), value.clone())?);
    }
    Ok(copy)
}
