//! Calling objects.

use crate::object::{Kind, Phantom, Py, Str, Value, with_prefixed};
use crate::types::class::Arguments;
use crate::types::module::Module;
use crate::vm::{PyResult, Raised, Vm};

/// `callable(*arguments)`; TypeError "'int' object is not callable". What dies meanwhile with a finalizer has had it
/// run when this returns.
pub fn call_args(vm: &mut Vm, callable: &Value, arguments: Arguments<'_>) -> PyResult {
    let Some(call) = vm.class_of(callable).slots(&vm.heap).call else {
        return Err(not_callable(vm, callable));
    };
    super::recursion::check(vm, "")?;
    call(vm, callable, arguments)
}

/// TypeError "'int' object is not callable"; of a module that has a callable of its own name, with a hint.
#[cold]
fn not_callable(vm: &mut Vm, value: &Value) -> Raised {
    let class = vm.class_name(value);
    let hint = if value.has::<Module>() { module_hint(vm, value) } else { Ok(None) };
    match hint {
        Ok(Some(name)) => {
            vm.type_error(format!("'{class}' object is not callable. Did you mean: '{name}.{name}(...)'?"))
        }
        Ok(None) => vm.type_error(format!("'{class}' object is not callable")),
        Err(raised) => raised,
    }
}

/// The name of a module whose attribute of that name can be called.
fn module_hint(vm: &mut Vm, module: &Value) -> PyResult<Option<String>> {
    let name = vm.names.name.clone();
    let Some(name) = super::attribute::get_optional(vm, module, &name)? else { return Ok(None) };
    let Some(name) = name.cast::<Str>() else { return Ok(None) };
    let Some(found) = super::attribute::get_optional(vm, module, name)? else { return Ok(None) };
    let is_callable = vm.class_of(&found).slots(&vm.heap).call.is_some();
    Ok(is_callable.then(|| name.to_string_lossy().into_owned()))
}

/// `callable(*values)`.
pub fn call(vm: &mut Vm, callable: &Value, values: &[Value]) -> PyResult {
    call_args(vm, callable, Arguments::positional_only(values))
}

/// `receiver.name(*values)` with `name` looked up on the class and bound, as CPython's `_PyObject_LookupSpecial`; `None`
/// when the class has no such attribute.
pub fn call_special(vm: &mut Vm, receiver: &Value, name: &Py<Str>, values: &[Value]) -> PyResult<Option<Value>> {
    let class = vm.class_of(receiver).clone();
    let Some(found) = vm.lookup(&class, name) else { return Ok(None) };
    if matches!(found.kind(), Some(Kind::MethodDescriptor | Kind::SlotWrapper)) {
        // Nobody sees what native code is bound to.
        if found.kind() == Some(Kind::MethodDescriptor) {
            vm.heap.phantom_passes(Phantom::Function);
        }
        return with_prefixed(receiver, values, |all| call(vm, &found, all)).map(Some);
    }
    let bound = match vm.class_of(&found).slots(&vm.heap).descr_get {
        Some(get) => get(vm, &found, Some(receiver), class.as_value())?,
        None => found,
    };
    call(vm, &bound, values).map(Some)
}

/// As [`call_special`], a function not bound but given the receiver.
pub fn call_special_unbound(
    vm: &mut Vm,
    receiver: &Value,
    name: &Py<Str>,
    values: &[Value],
) -> PyResult<Option<Value>> {
    let class = vm.class_of(receiver).clone();
    match vm.lookup(&class, name) {
        Some(found) if binds_like_a_function(vm, &found) => {
            with_prefixed(receiver, values, |all| call(vm, &found, all)).map(Some)
        }
        _ => call_special(vm, receiver, name, values),
    }
}

/// Whether binding the descriptor and calling the result is the same as passing the instance as first argument:
/// Python functions and native methods (CPython's Py_TPFLAGS_METHOD_DESCRIPTOR).
#[inline]
pub fn binds_like_a_function(_vm: &Vm, value: &Value) -> bool {
    matches!(value.kind(), Some(Kind::Function | Kind::MethodDescriptor | Kind::SlotWrapper))
}

/// `receiver.name(*values)` through the full attribute protocol.
pub fn call_method(vm: &mut Vm, receiver: &Value, name: &Py<Str>, values: &[Value]) -> PyResult {
    let method = super::attribute::get(vm, receiver, name)?;
    call(vm, &method, values)
}
