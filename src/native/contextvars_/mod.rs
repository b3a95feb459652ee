//! `_contextvars`: variables whose values belong to a context.

mod context;
mod items;
mod table;
mod token;
mod variable;

use super::ModuleSpec;
use crate::object::{Py, Slot, Value};
use crate::types::class::NativeDef;
use crate::types::dict::Dict;
use crate::vm::{PyResult, Vm};
use context::Context;
use table::ContextTable;
use variable::ContextVar;

/// The declaration of the module.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_contextvars",
    functions: &[NativeDef::none("copy_context", |vm, _| {
        let current = Context::current(vm);
        Ok(current.copy(vm).into_value())
    })],
    classes: &[
        &context::CLASS,
        &variable::CLASS,
        &token::CLASS,
        &token::MISSING,
        &table::TABLE,
        &table::NODE,
        &items::KEYS,
        &items::VALUES,
        &items::ITEMS,
    ],
    init: Some(init),
};

/// What an interpreter keeps of contexts.
#[derive(Default)]
struct Kept {
    /// The context in which the program is.
    current: Option<Py<Context>>,
    /// `Token.MISSING`.
    missing: Slot,
    /// The table without variables.
    empty: Option<Py<ContextTable>>,
}

/// A variable of that name without a default.
pub fn variable_named(vm: &mut Vm, name: &str) -> Value {
    variable::create(vm, name)
}

/// The value of a variable in the current context.
pub fn value_of(vm: &mut Vm, variable: &Value) -> Slot {
    let variable = variable.cast::<ContextVar>()?;
    Context::value(vm, variable)
}

/// The names and values of all variables in the current context; none if there is no context yet.
pub fn values(vm: &mut Vm) -> Vec<(String, Value)> {
    let Some(current) = vm.states.get::<Kept>().and_then(|kept| kept.current.clone()) else { return Vec::new() };
    let table = current.table(vm);
    table.pairs().iter().map(|(variable, value)| (variable.name(), value.clone())).collect()
}

/// Takes the current context away: the interpreter is being shut down.
pub fn leave(vm: &mut Vm) -> Slot {
    vm.states.get_or_default::<Kept>().current.take().map(Py::into_value)
}

fn init(vm: &mut Vm, _: &Py<Dict>) -> PyResult<()> {
    let missing: Value = token::missing(vm);
    let namespace = token::CLASS.of(vm).namespace(&vm.heap).clone();
    let name = vm.intern("MISSING");
    drop(namespace.set_str(vm, &name, missing));
    Ok(())
}
