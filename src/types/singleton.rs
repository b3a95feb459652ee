//! `NoneType`, `ellipsis`, `NotImplementedType` and `NoDefaultType`: classes of one instance each.

use super::class::{Arguments, Class, ClassSpec, NativeDef, Slots};
use super::object::Instance;
use crate::object::{Layout, Py, Value};
use crate::vm::{PyResult, Vm};

/// The declaration of `NoneType`.
pub const NONE: ClassSpec = ClassSpec {
    slots: Slots {
        new: Some(|vm, class, arguments| only(vm, class, arguments, Value::NONE)),
        repr: Some(|vm, _| Ok(vm.intern("None").into_value())),
        hash: Some(|_, _| Ok(0xfca8_6420)),
        richcompare: super::object::declaration::SPEC.slots.richcompare,
        bool_: Some(|_, _| Ok(false)),
        ..Slots::EMPTY
    },
    ..ClassSpec::new("NoneType", Layout::of::<Instance>())
};

/// The declaration of `ellipsis`.
pub const ELLIPSIS: ClassSpec = ClassSpec {
    slots: Slots {
        new: Some(|vm, class, arguments| only(vm, class, arguments, Value::ELLIPSIS)),
        repr: Some(|vm, _| Ok(vm.intern("Ellipsis").into_value())),
        ..Slots::EMPTY
    },
    methods: &[NativeDef::none("__reduce__", |vm, _| Ok(vm.intern("Ellipsis").into_value()))],
    ..ClassSpec::new("ellipsis", Layout::of::<Instance>())
};

/// The declaration of `NotImplementedType`.
pub const NOT_IMPLEMENTED: ClassSpec = ClassSpec {
    slots: Slots {
        new: Some(|vm, class, arguments| only(vm, class, arguments, Value::NOT_IMPLEMENTED)),
        repr: Some(|vm, _| Ok(vm.intern("NotImplemented").into_value())),
        bool_: Some(|_, _| Ok(true)),
        ..Slots::EMPTY
    },
    methods: &[NativeDef::none("__reduce__", |vm, _| Ok(vm.intern("NotImplemented").into_value()))],
    ..ClassSpec::new("NotImplementedType", Layout::of::<Instance>())
};

/// The declaration of the class of `typing.NoDefault`.
pub const NO_DEFAULT: ClassSpec = ClassSpec {
    slots: Slots {
        new: Some(|vm, class, arguments| only(vm, class, arguments, Value::NO_DEFAULT)),
        repr: Some(|vm, _| Ok(vm.intern("typing.NoDefault").into_value())),
        ..Slots::EMPTY
    },
    methods: &[NativeDef::none("__reduce__", |vm, _| Ok(vm.intern("NoDefault").into_value()))],
    ..ClassSpec::new("NoDefaultType", Layout::of::<Instance>())
};

fn only(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>, instance: Value) -> PyResult {
    if arguments.values.is_empty() {
        return Ok(instance);
    }
    let name = class.name(&vm.heap).to_string_lossy().into_owned();
    let name = if name == "ellipsis" { "EllipsisType".to_owned() } else { name };
    Err(vm.type_error(format!("{name} takes no arguments")))
}
