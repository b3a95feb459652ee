//! The operations of `builtin_function_or_method`.

use ouropy_compiler::code::Comparison;

use super::{NativeFunction, documentation};
use crate::object::{Kind, Value};
use crate::types::class::spec::Binding;
use crate::types::class::{Arguments, Class, GetSet, NativeDef};
use crate::types::object;
use crate::vm::{PyResult, Vm, arguments};

/// The attributes of native functions.
pub const ATTRIBUTES: &[GetSet] = &[
    GetSet::read_only("__name__", |vm, this| Ok(vm.intern(this.expect::<NativeFunction>().def.name).into_value())),
    GetSet::read_only("__qualname__", qualname),
    GetSet::read_only("__self__", |vm, this| {
        let this = this.expect::<NativeFunction>();
        // A static method holds its class all the same.
        let shown = this.receiver.get(&vm.heap).clone().filter(|_| this.def.binding != Binding::Static);
        Ok(shown.unwrap_or(Value::NONE))
    }),
    GetSet::read_only("__doc__", |vm, this| {
        let entry = documentation::of_function(vm, this.expect::<NativeFunction>());
        documentation::shown(vm, entry.doc)
    }),
    GetSet::read_only("__text_signature__", |vm, this| {
        let entry = documentation::of_function(vm, this.expect::<NativeFunction>());
        documentation::shown(vm, entry.signature)
    }),
    GetSet::new(
        "__module__",
        |vm, this| Ok(this.expect::<NativeFunction>().module.get(&vm.heap).clone().unwrap_or(Value::NONE)),
        |vm, this, new| {
            this.expect::<NativeFunction>().module.set(&mut vm.heap, new);
            Ok(())
        },
    )
    .member(),
];

/// The methods of native functions.
pub const METHODS: &[NativeDef] = &[NativeDef::none("__reduce__", |vm, this| {
    let this = this.expect::<NativeFunction>();
    match this.receiver.get(&vm.heap).clone() {
        Some(receiver) if !receiver.is_none() && receiver.kind() != Some(Kind::Module) => {
            super::reduced(vm, receiver, this.def.name)
        }
        _ => Ok(vm.intern(this.def.name).into_value()),
    }
})];

fn qualname(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<NativeFunction>();
    let name = this.def.name;
    let owner = match this.receiver.get(&vm.heap) {
        None => None,
        Some(receiver) if receiver.is_none() || receiver.kind() == Some(Kind::Module) => None,
        Some(receiver) => Some(match receiver.cast::<Class>() {
            Some(class) => class.clone(),
            None => vm.class_of(receiver).clone(),
        }),
    };
    let text = match owner {
        Some(owner) => format!("{}.{name}", owner.qualname(&vm.heap).to_string_lossy()),
        None => name.to_owned(),
    };
    Ok(vm.new_str(text).into_value())
}

/// `function(...)`.
pub fn call(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    let this = this.expect::<NativeFunction>();
    let receiver = this.receiver.get(&vm.heap).clone().unwrap_or(Value::NONE);
    arguments::invoke(vm, this.def, None, &receiver, arguments)
}

/// "<built-in function len>", or "<built-in method append of list object at 0x…>".
pub fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<NativeFunction>();
    let name = this.def.name;
    let text = match this.receiver.get(&vm.heap) {
        Some(receiver) if !receiver.is_none() && receiver.kind() != Some(Kind::Module) => {
            let (owner, address) = (vm.class_name(receiver), object::address(receiver));
            format!("<built-in method {name} of {owner} object at {address:#x}>")
        }
        _ => format!("<built-in function {name}>"),
    };
    Ok(vm.new_str(text).into_value())
}

fn same(vm: &Vm, left: &Value, right: &Value) -> Option<bool> {
    let (left, right) = (left.cast::<NativeFunction>()?, right.cast::<NativeFunction>()?);
    let receivers = match (left.receiver.get(&vm.heap), right.receiver.get(&vm.heap)) {
        (Some(left), Some(right)) => left.is(right),
        (None, None) => true,
        _ => false,
    };
    Some(receivers && std::ptr::eq(left.def, right.def))
}

/// Two bound methods are equal if they have the same function and receiver.
pub fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    Ok(match (same(vm, left, right), op) {
        (Some(same), Comparison::Equal) => Value::bool(same),
        (Some(same), Comparison::NotEqual) => Value::bool(!same),
        _ => Value::NOT_IMPLEMENTED,
    })
}

/// `hash(function)`.
pub fn hash(vm: &mut Vm, this: &Value) -> PyResult<i64> {
    let this = this.expect::<NativeFunction>();
    let receiver = this.receiver.get(&vm.heap).as_ref().map_or(0, object::hash_address);
    let hash = receiver ^ object::hash_pointer(std::ptr::from_ref(this.def) as u64);
    Ok(if hash == -1 { -2 } else { hash })
}
