//! `UnraisableHookArgs`: what `sys.unraisablehook` is called with.

use crate::object::{Layout, Py, Tuple, Value};
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, Slots};
use crate::vm::{PyResult, Vm};

/// The declaration of `UnraisableHookArgs`: a tuple whose items have names.
pub const UNRAISABLE_HOOK_ARGS: ClassSpec = ClassSpec {
    module: "sys",
    slots: Slots { new: Some(new_hook_arguments), repr: Some(repr_hook_arguments), ..Slots::EMPTY },
    getset: &[
        GetSet::read_only(FIELDS[0], item::<0>).member(),
        GetSet::read_only(FIELDS[1], item::<1>).member(),
        GetSet::read_only(FIELDS[2], item::<2>).member(),
        GetSet::read_only(FIELDS[3], item::<3>).member(),
        GetSet::read_only(FIELDS[4], item::<4>).member(),
    ],
    ..ClassSpec::new("UnraisableHookArgs", Layout::of::<Tuple>())
};

const FIELDS: [&str; 5] = ["exc_type", "exc_value", "exc_traceback", "err_msg", "object"];

fn item<const INDEX: usize>(_vm: &mut Vm, this: &Value) -> PyResult {
    Ok(this.expect::<Tuple>().items().get(INDEX).cloned().unwrap_or(Value::NONE))
}

fn new_hook_arguments(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let items = match arguments.positional() {
        [sequence] => super::collect(vm, sequence)?,
        _ => return Err(vm.type_error("structseq() missing required argument 'sequence' (pos 1)")),
    };
    let given = items.len();
    if given != FIELDS.len() {
        return Err(vm.type_error(format!("sys.UnraisableHookArgs() takes a 5-sequence ({given}-sequence given)")));
    }
    match vm.heap.new_tuple(class, items.into_iter()) {
        Ok(made) => Ok(made.into_value()),
        Err(_) => Err(vm.memory_error()),
    }
}

fn repr_hook_arguments(vm: &mut Vm, this: &Value) -> PyResult {
    let mut text = b"sys.UnraisableHookArgs(".to_vec();
    for (index, (name, value)) in FIELDS.iter().zip(this.expect::<Tuple>().items()).enumerate() {
        if index != 0 {
            text.extend_from_slice(b", ");
        }
        text.extend_from_slice(name.as_bytes());
        text.push(b'=');
        text.extend_from_slice(super::to_repr(vm, value)?.as_bytes());
    }
    text.push(b')');
    Ok(vm.new_str_bytes(&text).into_value())
}

/// The arguments for the hook: class, exception, traceback, message and object, each None when there is none.
pub fn hook_args(vm: &mut Vm, items: [Value; 5]) -> PyResult {
    match vm.heap.new_tuple(&vm.types.unraisable_hook_args, items.into_iter()) {
        Ok(made) => Ok(made.into_value()),
        Err(_) => Err(vm.memory_error()),
    }
}
