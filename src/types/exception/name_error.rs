//! `NameError` and `AttributeError`: they know the name that was looked up, for "Did you mean".

use super::{Exception, Family, Field, base, convert, derived, fields};
use crate::object::{Py, Value};
use crate::types::class::{Arguments, ClassSpec, NativeDef, Slots};
use crate::vm::{PyResult, Vm};

/// The declaration of `NameError`.
pub const NAME_ERROR: ClassSpec = ClassSpec {
    family: Some(Family::Name),
    slots: Slots { init: Some(init_name), ..Slots::EMPTY },
    getset: &[fields::member::<{ Field::Name as usize }>()],
    ..derived("NameError")
};

/// The declaration of `AttributeError`.
pub const ATTRIBUTE_ERROR: ClassSpec = ClassSpec {
    family: Some(Family::Attribute),
    slots: Slots { init: Some(init_attribute), ..Slots::EMPTY },
    methods: &[NativeDef::none("__reduce__", reduce), NativeDef::none("__getstate__", get_state)],
    getset: &[fields::member::<{ Field::Name as usize }>(), fields::member::<{ Field::Obj as usize }>()],
    ..derived("AttributeError")
};

fn init_name(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    base::init(vm, this, Arguments::positional_only(arguments.positional()))?;
    let [name] = convert::only_keywords(vm, "NameError", &arguments, ["name"])?;
    fields::set(vm, this.expect::<Exception>(), Field::Name, name);
    Ok(())
}

fn init_attribute(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    base::init(vm, this, Arguments::positional_only(arguments.positional()))?;
    let [name, obj] = convert::only_keywords(vm, "AttributeError", &arguments, ["name", "obj"])?;
    fields::set(vm, this.expect::<Exception>(), Field::Name, name);
    fields::set(vm, this.expect::<Exception>(), Field::Obj, obj);
    Ok(())
}

/// The instance's `__dict__`, `name` and `args`; `obj` is left out, for it may not be picklable.
fn get_state(vm: &mut Vm, this: &Value) -> PyResult {
    let exception = this.expect::<Exception>();
    let name = fields::get(vm, exception, Field::Name);
    let args = exception.args.get(&vm.heap).as_ref().map(Py::to_value);
    let state = base::copied_state(vm, this);
    for (key, value) in [("name", name), ("args", args)] {
        if let Some(value) = value {
            let key = vm.intern(key);
            drop(state.set_str(vm, &key, value));
        }
    }
    Ok(state.into_value())
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let state = get_state(vm, this)?;
    let args = this.expect::<Exception>().args.get(&vm.heap).as_ref().map_or(Value::NONE, Py::to_value);
    Ok(base::reduced(vm, this, args, Some(state)))
}
