//! `weakref.ReferenceType`: references that do not keep their target alive.

pub mod declaration;
pub mod proxy;

use ouropy_compiler::code::Comparison;

use crate::object::{ClassFlags, Face, Py, Slot, Value, WeakRef};
use crate::protocol;
use crate::types::class::attributes::full_name;
use crate::types::class::{Arguments, Class, special};
use crate::vm::{PyResult, Vm, arguments};

/// A weak reference to `target`, the shared one when it will do; TypeError for what cannot be referenced weakly.
pub fn create(vm: &mut Vm, class: &Py<Class>, target: &Value, callback: Slot) -> PyResult {
    create_with(vm, class, target, callback, Face::Reference)
}

fn create_with(vm: &mut Vm, class: &Py<Class>, target: &Value, callback: Slot, face: Face) -> PyResult {
    let callback = callback.filter(|callback| !callback.is_none());
    if !vm.class_of(target).head.has(ClassFlags::WEAK_REFERENCEABLE) {
        let name = vm.class_name(target);
        return Err(vm.type_error(format!("cannot create weak reference to '{name}' object")));
    }
    let exact = !class.head.has(ClassFlags::HEAP_TYPE);
    if exact
        && callback.is_none()
        && let Some(shared) = vm.heap.shared_weak_reference(target, face)
    {
        return Ok(shared.into_value());
    }
    match vm.heap.new_weak_reference(class, target, callback, face) {
        Some(reference) => Ok(reference.into_value()),
        None => {
            let name = vm.class_name(target);
            Err(vm.type_error(format!("cannot create weak reference to '{name}' object")))
        }
    }
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let values = arguments.positional();
    if values.is_empty() || values.len() > 2 {
        return Err(arguments::wrong_count(vm, "__new__", 1, 2, values.len()));
    }
    create(vm, class, &values[0], values.get(1).cloned())
}

fn init(vm: &mut Vm, _this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    if !arguments.names.is_empty() {
        return Err(vm.type_error("ref() takes no keyword arguments"));
    }
    let given = arguments.values.len();
    if given == 0 || given > 2 {
        return Err(arguments::wrong_count(vm, "__init__", 1, 2, given));
    }
    Ok(())
}

fn call(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    if !arguments.names.is_empty() {
        return Err(vm.type_error("weakref() takes no keyword arguments"));
    }
    if !arguments.values.is_empty() {
        return Err(arguments::wrong_count(vm, "weakref", 0, 0, arguments.values.len()));
    }
    Ok(this.expect::<WeakRef>().upgrade().unwrap_or(Value::NONE))
}

fn hash(vm: &mut Vm, this: &Value) -> PyResult<i64> {
    let this = this.expect::<WeakRef>().clone();
    if let Some(known) = this.hash.get() {
        return Ok(known);
    }
    let Some(target) = this.upgrade() else {
        return Err(vm.type_error("weak object has gone away"));
    };
    let hash = protocol::hash(vm, &target)?;
    this.hash.set(Some(hash));
    Ok(hash)
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    if !matches!(op, Comparison::Equal | Comparison::NotEqual) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (Some(first), Some(second)) = (left.cast::<WeakRef>(), right.cast::<WeakRef>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    match (first.upgrade(), second.upgrade()) {
        (Some(first), Some(second)) => protocol::compare(vm, &first, &second, op),
        _ => Ok(Value::bool(left.is(right) == (op == Comparison::Equal))),
    }
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let address = this.bits();
    let text = match this.expect::<WeakRef>().upgrade() {
        None => format!("<weakref at {address:#x}; dead>"),
        Some(target) => {
            let own = vm.class_of(&target).clone();
            let kind = full_name(vm, &own);
            let inner = target.bits();
            // Only what the class says of its instances' names counts.
            let name = vm.names.name.clone();
            let name = match vm.lookup(&own, &name) {
                Some(found) => Some(special::bind(vm, &target, found)?),
                None => None,
            };
            match name.as_ref().and_then(|name| name.cast::<crate::object::Str>()) {
                Some(name) => {
                    let name = name.to_string_lossy();
                    format!("<weakref at {address:#x}; to '{kind}' at {inner:#x} ({name})>")
                }
                None => format!("<weakref at {address:#x}; to '{kind}' at {inner:#x}>"),
            }
        }
    };
    Ok(vm.new_str(text).into_value())
}
