//! `ImportError`: `msg`, `name`, `path`, `name_from`.

use super::{Exception, Family, Field, base, convert, derived, fields};
use crate::object::{Py, Value};
use crate::types::class::{Arguments, ClassSpec, NativeDef, Slots};
use crate::vm::{PyResult, Vm};

/// The declaration of `ImportError`.
pub const IMPORT_ERROR: ClassSpec = ClassSpec {
    family: Some(Family::Import),
    slots: Slots { init: Some(init), str: Some(str), ..Slots::EMPTY },
    methods: &[NativeDef::none("__reduce__", reduce)],
    getset: &[
        fields::member::<{ Field::Msg as usize }>(),
        fields::member::<{ Field::Name as usize }>(),
        fields::member::<{ Field::Path as usize }>(),
        fields::member::<{ Field::NameFrom as usize }>(),
    ],
    ..derived("ImportError")
};

/// The fields that are given by keyword, and kept by `__reduce__`.
const KEYWORDS: [Field; 3] = [Field::Name, Field::Path, Field::NameFrom];

fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    let exception = this.expect::<Exception>();
    let positional = Arguments::positional_only(arguments.positional());
    base::init(vm, this, positional)?;
    let given = convert::only_keywords(vm, "ImportError", &arguments, KEYWORDS.map(Field::name))?;
    for (field, value) in KEYWORDS.into_iter().zip(given) {
        fields::set(vm, exception, field, value);
    }
    fields::set_from_args(vm, exception);
    Ok(())
}

fn str(vm: &mut Vm, this: &Value) -> PyResult {
    match fields::get(vm, this.expect::<Exception>(), Field::Msg) {
        Some(msg) if vm.is_exactly(&msg, &vm.types.str) => Ok(msg),
        _ => base::str(vm, this),
    }
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let exception = this.expect::<Exception>();
    let fields = KEYWORDS.map(|field| (field.name(), fields::get(vm, exception, field)));
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
