//! `__notes__`: a list in the exception's `__dict__`.

use crate::object::{Kind, Value};
use crate::protocol;
use crate::vm::{PyResult, Vm};

/// A new list of `items`.
pub(super) fn list_of(vm: &mut Vm, items: Vec<Value>) -> PyResult {
    let name = vm.intern("list");
    let items = vm.new_tuple(items).into_value();
    match vm.builtins.get_str(&vm.heap, &name).cloned() {
        Some(class) => protocol::call(vm, &class, &[items]),
        None => Err(vm.system_error("no list class")),
    }
}

/// Appends a note; TypeError "Cannot add note: `__notes__` is not a list".
pub(super) fn append(vm: &mut Vm, notes: &Value, note: &Value) -> PyResult<()> {
    if notes.kind() != Some(Kind::List) {
        return Err(vm.type_error("Cannot add note: __notes__ is not a list"));
    }
    let name = vm.intern("append");
    protocol::call_method(vm, notes, &name, std::slice::from_ref(note))?;
    Ok(())
}
