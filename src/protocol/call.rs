//! Calling objects.

use crate::object::{Py, Str, Value, with_prefixed};
use crate::types::class::Arguments;
use crate::vm::{PyResult, Vm};

/// `callable(*arguments)`; TypeError "'int' object is not callable". What dies meanwhile with a finalizer has had it
/// run when this returns.
pub fn call_args(vm: &mut Vm, callable: &Value, arguments: Arguments<'_>) -> PyResult {
    let Some(call) = vm.class_of(callable).slots(&vm.heap).call else {
        let name = vm.class_name(callable);
        return Err(vm.type_error(format!("'{name}' object is not callable")));
    };
    super::recursion::check(vm, "")?;
    call(vm, callable, arguments)
}

/// `callable(*values)`.
pub fn call(vm: &mut Vm, callable: &Value, values: &[Value]) -> PyResult {
    call_args(vm, callable, Arguments::positional_only(values))
}

/// `receiver.name(*values)` with `name` looked up on the class, as implicit special-method calls do; `None` when the
/// class has no such attribute.
pub fn call_special(vm: &mut Vm, receiver: &Value, name: &Py<Str>, values: &[Value]) -> PyResult<Option<Value>> {
    let class = vm.class_of(receiver).clone();
    let Some(found) = vm.lookup(&class, name) else { return Ok(None) };
    if binds_like_a_function(vm, &found) {
        return with_prefixed(receiver, values, |all| call(vm, &found, all)).map(Some);
    }
    let bound = match vm.class_of(&found).slots(&vm.heap).descr_get {
        Some(get) => get(vm, &found, Some(receiver), class.as_value())?,
        None => found,
    };
    call(vm, &bound, values).map(Some)
}

/// Whether binding the descriptor and calling the result is the same as passing the instance as first argument:
/// Python functions and native methods (CPython's Py_TPFLAGS_METHOD_DESCRIPTOR).
#[inline]
pub fn binds_like_a_function(_vm: &Vm, value: &Value) -> bool {
    use crate::object::Kind;
    matches!(value.kind(), Some(Kind::Function | Kind::MethodDescriptor | Kind::SlotWrapper))
}

/// `receiver.name(*values)` through the full attribute protocol.
pub fn call_method(vm: &mut Vm, receiver: &Value, name: &Py<Str>, values: &[Value]) -> PyResult {
    let method = super::attribute::get(vm, receiver, name)?;
    call(vm, &method, values)
}
