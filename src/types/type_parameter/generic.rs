//! `typing.Generic`: the base of generic classes. What it does is in the module `typing`.

use super::of_typing;
use crate::object::{ClassFlags, Layout, Value};
use crate::protocol;
use crate::types::class::{Arguments, ClassSpec, NativeDef, NewFrom};
use crate::types::object::Instance;
use crate::vm::{PyResult, Vm};

/// The declaration of `typing.Generic`.
pub const SPEC: ClassSpec = ClassSpec {
    module: "typing",
    flags: ClassFlags::HEAP_TYPE.union(ClassFlags::BASE_TYPE).union(ClassFlags::MUTABLE).union(ClassFlags::CONTAINER),
    new_from: NewFrom::Object,
    methods: &[
        NativeDef::any("__class_getitem__", |vm, class, arguments| {
            forward(vm, "_generic_class_getitem", class, arguments)
        })
        .class_method(),
        NativeDef::any("__init_subclass__", |vm, class, arguments| {
            forward(vm, "_generic_init_subclass", class, arguments)
        })
        .class_method(),
    ],
    ..ClassSpec::new("Generic", Layout::of::<Instance>())
};

/// Calls a function of `typing` with the class and the arguments.
fn forward(vm: &mut Vm, function: &str, class: &Value, arguments: Arguments<'_>) -> PyResult {
    let function = of_typing(vm, function)?;
    let mut values = vec![class.clone()];
    values.extend_from_slice(arguments.values);
    protocol::call_args(vm, &function, Arguments { values: &values, names: arguments.names })
}
