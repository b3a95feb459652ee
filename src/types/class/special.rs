//! Special methods as the interpreter finds them, on the class of the receiver, and how it calls them.

use super::slots::{Arguments, SlotId};
use crate::object::{Kind, Py, Slot, Str, Value, with_borrowed, with_prefixed};
use crate::protocol;
use crate::vm::names::Names;
use crate::vm::{PyResult, Vm};

/// Selects an interned name.
pub type Name = fn(&Names) -> &Py<Str>;

/// The special method as the receiver's class has it, not bound.
pub fn find(vm: &mut Vm, receiver: &Value, name: Name) -> Option<Value> {
    vm.lookup_on_class(receiver, name)
}

/// `descriptor.__get__(receiver, type(receiver))`, or the descriptor itself if it is none.
pub fn bind(vm: &mut Vm, receiver: &Value, descriptor: Value) -> PyResult {
    let class = vm.class_of(receiver).clone();
    match vm.class_of(&descriptor).slots(&vm.heap).descr_get {
        Some(get) => get(vm, &descriptor, Some(receiver), class.as_value()),
        None => Ok(descriptor),
    }
}

/// The special method bound to the receiver; `None` when there is none or its `__get__` raises AttributeError, which
/// CPython's `lookup_maybe_method` does not tell apart.
pub(super) fn find_bound(vm: &mut Vm, receiver: &Value, name: Name) -> PyResult<Slot> {
    let Some(method) = find(vm, receiver, name) else { return Ok(None) };
    let bound = bind(vm, receiver, method);
    vm.catch(bound, |types| &types.attribute_error)
}

/// Whether binding the method runs Python code, so that it may raise.
pub(super) fn binds_oddly(vm: &Vm, method: &Value) -> bool {
    method.kind() == Some(Kind::Property) || vm.class_of(method).is_dispatched(SlotId::descr_get)
}

/// Calls `method`, found on the receiver's class, without making a bound method where binding is passing `self`.
pub fn call_found(vm: &mut Vm, receiver: &Value, method: Value, values: &[&Value]) -> PyResult {
    if protocol::call::binds_like_a_function(vm, &method) {
        return match values {
            [] => protocol::call(vm, &method, std::slice::from_ref(receiver)),
            [a] => with_borrowed([receiver, a], |all| protocol::call(vm, &method, all)),
            [a, b] => with_borrowed([receiver, a, b], |all| protocol::call(vm, &method, all)),
            _ => {
                let mut all = vec![receiver.clone()];
                all.extend(values.iter().map(|&value| value.clone()));
                protocol::call(vm, &method, &all)
            }
        };
    }
    let bound = bind(vm, receiver, method)?;
    match values {
        [] => protocol::call(vm, &bound, &[]),
        [a] => protocol::call(vm, &bound, std::slice::from_ref(a)),
        [a, b] => with_borrowed([a, b], |all| protocol::call(vm, &bound, all)),
        _ => {
            let all: Vec<Value> = values.iter().map(|&value| value.clone()).collect();
            protocol::call(vm, &bound, &all)
        }
    }
}

pub(super) fn call_optional(vm: &mut Vm, receiver: &Value, name: Name, values: &[&Value]) -> PyResult<Slot> {
    match find(vm, receiver, name) {
        Some(method) if binds_oddly(vm, &method) => match find_bound(vm, receiver, name)? {
            Some(bound) => {
                let values: Vec<Value> = values.iter().map(|&value| value.clone()).collect();
                protocol::call(vm, &bound, &values).map(Some)
            }
            None => Ok(None),
        },
        Some(method) => call_found(vm, receiver, method, values).map(Some),
        None => Ok(None),
    }
}

pub(super) fn call_required(vm: &mut Vm, receiver: &Value, name: Name, values: &[&Value]) -> PyResult {
    if let Some(method) = find(vm, receiver, name) {
        return call_found(vm, receiver, method, values);
    }
    let name = name(&vm.names).to_string_lossy().into_owned();
    Err(vm.attribute_error(name))
}

pub(super) fn call_any(vm: &mut Vm, receiver: &Value, name: Name, arguments: Arguments<'_>) -> PyResult {
    let Some(method) = find(vm, receiver, name) else {
        let name = name(&vm.names).to_string_lossy().into_owned();
        return Err(vm.attribute_error(name));
    };
    if protocol::call::binds_like_a_function(vm, &method) {
        return with_prefixed(receiver, arguments.values, |values| {
            protocol::call_args(vm, &method, Arguments { values, names: arguments.names })
        });
    }
    let bound = bind(vm, receiver, method)?;
    protocol::call_args(vm, &bound, arguments)
}
