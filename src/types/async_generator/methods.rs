//! The methods of asynchronous generators.

use super::show_to_hooks;
use super::step::{Action, Step};
use crate::object::Value;
use crate::types::class::NativeDef;
use crate::types::generator::methods::{of, warn_of_signature};
use crate::types::generic_alias::class_getitem;
use crate::vm::{PyResult, Vm};

pub(super) const METHODS: &[NativeDef] = &[
    NativeDef::one("asend", |vm, this, value| step(vm, this, Action::Send(value.clone()))),
    // It keeps the tuple that its arguments come in.
    NativeDef::any("athrow", |vm, this, arguments| {
        warn_of_signature(vm, "athrow", arguments.positional())?;
        let thrown = vm.new_tuple_from(arguments.positional());
        step(vm, this, Action::Throw(thrown))
    }),
    NativeDef::none("aclose", |vm, this| step(vm, this, Action::Close)),
    NativeDef::none("__sizeof__", |vm, this| Ok(Value::index(vm.heap.size_of(this)))),
    NativeDef::one("__class_getitem__", class_getitem).class_method(),
];

/// `__anext__`
pub(super) fn anext(vm: &mut Vm, this: &Value) -> PyResult {
    step(vm, this, Action::Send(Value::NONE))
}

fn step(vm: &mut Vm, this: &Value, action: Action) -> PyResult {
    let generator = of(this).clone();
    show_to_hooks(vm, &generator)?;
    Ok(Step::create(vm, generator, action))
}
