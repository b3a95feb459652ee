//! `__notes__`: a list in the exception's `__dict__`.

use crate::object::Value;
use crate::types::list::{List, push};
use crate::vm::{PyResult, Vm};

/// Appends a note; TypeError "Cannot add note: `__notes__` is not a list".
pub(super) fn append(vm: &mut Vm, notes: &Value, note: &Value) -> PyResult<()> {
    let Some(list) = notes.cast::<List>() else {
        return Err(vm.type_error("Cannot add note: __notes__ is not a list"));
    };
    push(list.items.get_mut(&mut vm.heap), note.clone());
    Ok(())
}
