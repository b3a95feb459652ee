//! Why a module lacks a name: for the hints in error messages.

use super::{is_initializing, may_hide_library};
use crate::object::{Py, Str, Value};
use crate::types::dict::Dict;
use crate::types::module::Absence;
use crate::vm::Vm;

/// CPython's reasoning about a module's file and state.
pub fn of(vm: &mut Vm, namespace: &Py<Dict>, name: &str) -> Absence {
    let file = namespace.get_str(&vm.heap, &vm.names.file).and_then(Value::cast::<Str>);
    let file = file.map(|file| file.to_string_lossy().into_owned());
    let hides = file.as_ref().is_some_and(|file| may_hide_library(vm, file));
    let is_standard = crate::stdlib::find(name).is_some() || crate::native::find(name).is_some();
    match file {
        Some(file) if hides && is_standard => Absence::HidesStandard(file),
        file if is_initializing(vm, Some(namespace)) => match file {
            Some(file) if hides => Absence::MayHide(file),
            file => Absence::Partial(file),
        },
        _ => Absence::Unknown,
    }
}
