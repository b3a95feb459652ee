//! `async_generator_wrapped_value`: what an asynchronous generator yields, on its way to whoever iterates it. What its
//! awaits yield travels on the same way, without a wrapper.

use crate::object::{Layout, Value, payload};
use crate::types::class::ClassSpec;
use crate::vm::Vm;

/// The declaration of `async_generator_wrapped_value`.
pub const SPEC: ClassSpec = ClassSpec::new("async_generator_wrapped_value", Layout::of::<Wrapped>());

/// A yielded value.
pub struct Wrapped {
    /// The value.
    pub value: Value,
}

payload! { Wrapped: AtBirth, size 24;
    references { value }
}

impl Wrapped {
    /// Wraps a value.
    pub fn create(vm: &mut Vm, value: Value) -> Value {
        vm.heap.alloc(&vm.types.async_generator_wrapped_value, Wrapped { value }).into_value()
    }
}
