//! `sys._jit`: what a program can ask about a just-in-time compiler. There is none.

use super::super::{ModuleSpec, create_module, set};
use crate::object::{Py, Value};
use crate::types::class::NativeDef;
use crate::types::dict::Dict;
use crate::vm::{PyResult, Vm};

/// The declaration of `sys._jit`, which cannot be imported.
const SPEC: ModuleSpec = ModuleSpec { name: "sys._jit", functions: FUNCTIONS, classes: &[], init: None };

const FUNCTIONS: &[NativeDef] = &[
    NativeDef::none("is_available", |_, _| Ok(Value::FALSE)),
    NativeDef::none("is_enabled", |_, _| Ok(Value::FALSE)),
    NativeDef::none("is_active", |_, _| Ok(Value::FALSE)),
];

/// Adds it to `sys`.
pub fn add_to(vm: &mut Vm, sys: &Py<Dict>) -> PyResult<()> {
    let module = create_module(vm, &SPEC)?;
    set(vm, sys, "_jit", module.into_value());
    Ok(())
}
