//! `mappingproxy`: a read-only view of a mapping, as `class.__dict__` is.

use crate::object::{ClassFlags, Kind, Layout, Py, Value, payload};
use crate::protocol;
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef, Slots, convert};
use crate::types::dict::Dict;
use crate::types::generic_alias;
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of `mappingproxy`.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::MAPPING,
    slots: Slots {
        repr: Some(repr),
        str: Some(str),
        hash: Some(|vm, this| {
            let mapping = mapping(this);
            protocol::hash(vm, &mapping)
        }),
        richcompare: Some(|vm, left, right, op| {
            let left = mapping(left);
            protocol::compare(vm, &left, right, op)
        }),
        iter: Some(iter),
        or: Some(or),
        inplace_or: Some(inplace_or),
        length: Some(length),
        getitem: Some(getitem),
        contains: Some(contains),
        new: Some(new),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::positional("get", 1, 2, get_or),
        NativeDef::none("keys", |vm, this| forward(vm, this, "keys", &[])),
        NativeDef::none("values", |vm, this| forward(vm, this, "values", &[])),
        NativeDef::none("items", |vm, this| forward(vm, this, "items", &[])),
        NativeDef::none("copy", |vm, this| forward(vm, this, "copy", &[])),
        NativeDef::one("__class_getitem__", generic_alias::class_getitem).class_method(),
        NativeDef::none("__reversed__", |vm, this| forward(vm, this, "__reversed__", &[])),
    ],
    ..ClassSpec::new("mappingproxy", Layout::of::<MappingProxy>())
};

/// A read-only view.
pub struct MappingProxy {
    /// What it shows.
    pub mapping: Value,
}

payload! { MappingProxy: AtBirth, size 24;
    references { mapping }
}

fn get_or(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let mut all = arguments.to_vec();
    if all.len() == 1 {
        all.push(Value::NONE);
    }
    forward(vm, this, "get", &all)
}

fn str(vm: &mut Vm, this: &Value) -> PyResult {
    let mapping = mapping(this);
    match vm.class_of(&mapping).slots(&vm.heap).str {
        Some(str) => str(vm, &mapping),
        None => Ok(convert::repr_text(vm, &mapping)?.into_value()),
    }
}

/// A proxy of a mapping.
pub fn create(vm: &mut Vm, mapping: Value) -> Value {
    vm.heap.alloc(&vm.types.mapping_proxy, MappingProxy { mapping }).into_value()
}

fn mapping(this: &Value) -> Value {
    this.expect::<MappingProxy>().mapping.clone()
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let bound = arguments::bind(vm, "mappingproxy", "mapping", arguments)?;
    let mapping = bound.into_iter().next().flatten().unwrap_or(Value::NONE);
    let slots = vm.class_of(&mapping).slots(&vm.heap);
    let is_mapping = slots.getitem.is_some() && !matches!(mapping.kind(), Some(Kind::List | Kind::Tuple));
    if !is_mapping {
        let other = vm.class_name(&mapping);
        return Err(vm.type_error(format!("mappingproxy() argument must be a mapping, not {other}")));
    }
    Ok(vm.heap.alloc(class, MappingProxy { mapping }).into_value())
}

fn forward(vm: &mut Vm, this: &Value, name: &str, arguments: &[Value]) -> PyResult {
    let mapping = mapping(this);
    let name = vm.intern(name);
    protocol::call_method(vm, &mapping, &name, arguments)
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let mapping = mapping(this);
    let text = convert::repr_text(vm, &mapping)?;
    Ok(vm.new_str(format!("mappingproxy({})", text.to_string_lossy())).into_value())
}

fn iter(vm: &mut Vm, this: &Value) -> PyResult {
    let mapping = mapping(this);
    protocol::iterate::iter(vm, &mapping)
}

fn length(vm: &mut Vm, this: &Value) -> PyResult<usize> {
    let mapping = mapping(this);
    protocol::sequence::len(vm, &mapping)
}

fn getitem(vm: &mut Vm, this: &Value, key: &Value) -> PyResult {
    let mapping = mapping(this);
    protocol::subscript::get(vm, &mapping, key)
}

fn contains(vm: &mut Vm, this: &Value, key: &Value) -> PyResult<bool> {
    let mapping = mapping(this);
    if let Some(dict) = mapping.cast::<Dict>() {
        return Ok(dict.get(vm, key)?.is_some());
    }
    protocol::sequence::contains(vm, &mapping, key)
}

fn or(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let plain = |value: &Value| match value.cast::<MappingProxy>() {
        Some(proxy) => proxy.mapping.clone(),
        None => value.clone(),
    };
    let (left, right) = (plain(left), plain(right));
    for operand in [&left, &right] {
        if let Some(or) = vm.class_of(operand).slots(&vm.heap).or {
            let result = or(vm, &left, &right)?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
    }
    Ok(Value::NOT_IMPLEMENTED)
}

fn inplace_or(vm: &mut Vm, left: &Value, _right: &Value) -> PyResult {
    let name = vm.class_name(left);
    Err(vm.type_error(format!("'|=' is not supported by {name}; use '|' instead")))
}
