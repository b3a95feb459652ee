//! `ImportError`: `msg`, `name`, `path`, `name_from`.

use super::{Exception, base, convert, fields, simple};
use crate::object::{Py, Value};
use crate::types::class::{Arguments, ClassSpec, NativeDef, Slots};
use crate::vm::{PyResult, Vm};

/// The declaration of `ImportError`.
pub const IMPORT_ERROR: ClassSpec = ClassSpec {
    slots: Slots { init: Some(init), str: Some(str), ..Slots::EMPTY },
    methods: &[NativeDef::none("__reduce__", reduce)],
    getset: &[
        fields::member::<0>("msg"),
        fields::member::<1>("name"),
        fields::member::<2>("path"),
        fields::member::<3>("name_from"),
    ],
    ..simple("ImportError")
};

fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    let exception = this.expect::<Exception>();
    let positional = Arguments::positional_only(arguments.positional());
    base::init(vm, this, positional)?;
    let given = convert::only_keywords(vm, "ImportError", &arguments, ["name", "path", "name_from"])?;
    for (index, value) in given.into_iter().enumerate() {
        fields::set_at(vm, exception, index + 1, value);
    }
    fields::set_from_args(vm, exception);
    Ok(())
}

fn str(vm: &mut Vm, this: &Value) -> PyResult {
    match fields::get_at(vm, this.expect::<Exception>(), 0) {
        Some(msg) if vm.is_exactly(&msg, &vm.types.str) => Ok(msg),
        _ => base::str(vm, this),
    }
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let exception = this.expect::<Exception>();
    let fields =
        [("name", 1), ("path", 2), ("name_from", 3)].map(|(name, index)| (name, fields::get_at(vm, exception, index)));
    let args = exception.args.get(&vm.heap).as_ref().map_or(Value::NONE, Py::to_value);
    let state = if fields.iter().any(|(_, value)| value.is_some()) {
        let state = base::copied_state(vm, this);
        for (name, value) in fields {
            if let Some(value) = value {
                let name = vm.intern(name);
                drop(state.set_str(vm, &name, value));
            }
        }
        Some(state.into_value())
    } else {
        vm.heap.instance_dict(this).cloned()
    };
    Ok(base::reduced(vm, this, args, state))
}
