//! `_warnings`: what native code and the import machinery warn through.

use super::ModuleSpec;
use crate::object::Value;
use crate::protocol::{self, attribute};
use crate::types::class::{Arguments, NativeDef};
use crate::vm::{PyResult, Vm};

/// The declaration of `_warnings`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_warnings",
    functions: &[
        NativeDef::any("warn", |vm, _, arguments| forward(vm, "warn", arguments)),
        NativeDef::any("warn_explicit", |vm, _, arguments| forward(vm, "warn_explicit", arguments)),
    ],
    classes: &[],
    init: None,
};

/// The function of the module `warnings`, which has the filters.
fn forward(vm: &mut Vm, name: &str, arguments: Arguments<'_>) -> PyResult {
    let module = vm.intern("warnings");
    let module: Value = crate::import::load(vm, &module)?;
    let name = vm.intern(name);
    let function = attribute::get(vm, &module, &name)?;
    protocol::call_args(vm, &function, arguments)
}
