//! `types.SimpleNamespace`.

use ouropy_compiler::code::Comparison;

use crate::object::{ClassFlags, Layout, OwnDict, Py, Str, Value, payload};
use crate::protocol;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots, convert};
use crate::types::class_method::get_dict;
use crate::types::dict::Dict;
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of `types.SimpleNamespace`.
pub const SPEC: ClassSpec = ClassSpec {
    module: "types",
    flags: ClassFlags::BASE_TYPE.union(ClassFlags::HAS_DICT),
    slots: Slots { repr: Some(repr), richcompare: Some(compare), init: Some(init), new: Some(new), ..Slots::EMPTY },
    methods: &[NativeDef::none("__reduce__", reduce), NativeDef::any("__replace__", replace)],
    getset: &[GetSet::read_only("__dict__", get_dict).member()],
    ..ClassSpec::new("SimpleNamespace", Layout::of::<Namespace>())
};

/// A namespace: everything it holds is in its dict.
pub struct Namespace;

payload! { Namespace: AtBirth, size 24, own_dict OwnDict::First; }

/// A namespace with the given attributes.
pub fn create(vm: &mut Vm, attributes: Vec<(Py<Str>, Value)>) -> Value {
    let namespace = vm.heap.alloc(&vm.types.namespace, Namespace).into_value();
    let dict = protocol::attribute::instance_dict(vm, &namespace);
    for (name, value) in attributes {
        drop(dict.set_str(vm, &name, value));
    }
    namespace
}

fn new(vm: &mut Vm, class: &Py<Class>, _arguments: Arguments<'_>) -> PyResult {
    let namespace = vm.heap.alloc(class, Namespace).into_value();
    drop(protocol::attribute::instance_dict(vm, &namespace));
    Ok(namespace)
}

fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    let dict = protocol::attribute::instance_dict(vm, this);
    match arguments.positional() {
        [] => {}
        [source] => {
            let class = vm.types.dict.to_value();
            let source = if let Some(source) = source.cast::<Dict>() {
                source.clone()
            } else {
                let made = protocol::call(vm, &class, std::slice::from_ref(source))?;
                made.expect::<Dict>().clone()
            };
            for (key, value) in source.items(&vm.heap) {
                if !key.has::<Str>() {
                    return Err(vm.type_error("keywords must be strings"));
                }
                drop(dict.set(vm, key, value)?);
            }
        }
        more => {
            let name = vm.class_name(this);
            let name = name.rsplit('.').next().unwrap_or_default();
            return Err(arguments::wrong_count(vm, name, 0, 1, more.len()));
        }
    }
    for (name, value) in arguments.keywords() {
        drop(dict.set(vm, name.clone(), value.clone())?);
    }
    Ok(())
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let name = if vm.is_exactly(this, &vm.types.namespace) { "namespace".to_owned() } else { vm.class_own_name(this) };
    if protocol::repr::enter(vm, this) {
        return Ok(vm.new_str(format!("{name}(...)")).into_value());
    }
    let shown = repr_items(vm, this);
    protocol::repr::leave(vm, this);
    let shown = shown?;
    Ok(vm.new_str(format!("{name}({shown})")).into_value())
}

fn repr_items(vm: &mut Vm, this: &Value) -> PyResult<String> {
    let dict = protocol::attribute::instance_dict(vm, this);
    let mut parts = Vec::new();
    for (key, _) in dict.items(&vm.heap) {
        let Some(key) = key.cast::<Str>().filter(|key| !key.is_empty()) else { continue };
        // Asked for again: an earlier repr may have removed it.
        let Some(value) = dict.get(vm, key.as_value())? else { continue };
        let text = convert::repr_text(vm, &value)?;
        parts.push(format!("{}={}", key.to_string_lossy(), text.to_string_lossy()));
    }
    Ok(parts.join(", "))
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    if !left.has::<Namespace>() || !right.has::<Namespace>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (left, right) = (protocol::attribute::instance_dict(vm, left), protocol::attribute::instance_dict(vm, right));
    protocol::compare(vm, left.as_value(), right.as_value(), op)
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let class = vm.class_of(this).to_value();
    let dict = protocol::attribute::instance_dict(vm, this).into_value();
    let empty = vm.empty_tuple.to_value();
    Ok(vm.new_tuple(vec![class, empty, dict]).into_value())
}

fn replace(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    if !arguments.positional().is_empty() {
        return Err(vm.type_error("__replace__() takes no positional arguments"));
    }
    let class = vm.class_of(this).to_value();
    let copy = protocol::call(vm, &class, &[])?;
    let (target, source) =
        (protocol::attribute::instance_dict(vm, &copy), protocol::attribute::instance_dict(vm, this));
    for (key, value) in source.items(&vm.heap) {
        drop(target.set(vm, key, value)?);
    }
    for (name, value) in arguments.keywords() {
        drop(target.set(vm, name.clone(), value.clone())?);
    }
    Ok(copy)
}
