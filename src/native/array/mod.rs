//! `array`: numbers and characters, packed.

mod change;
mod class;
mod item;
mod iterator;
mod methods;
mod pickle;

use super::{ModuleSpec, set};
use crate::protocol;
use crate::types::class::NativeDef;

/// The declaration of the module.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "array",
    functions: &[NativeDef::positional("_array_reconstructor", 4, 4, pickle::reconstruct)],
    classes: &[&class::CLASS, &iterator::CLASS],
    init: Some(|vm, namespace| {
        let class = class::CLASS.of(vm);
        set(vm, namespace, "ArrayType", class.to_value());
        let sequence = super::attribute_of_module(vm, "collections.abc", "MutableSequence")?;
        let register = vm.intern("register");
        drop(protocol::call_method(vm, &sequence, &register, &[class.into_value()])?);
        let codes = vm.new_str_bytes(item::CODES);
        set(vm, namespace, "typecodes", codes);
        Ok(())
    }),
};
