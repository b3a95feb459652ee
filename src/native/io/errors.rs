//! The exceptions of `_io`.

use crate::object::{Slot, Value};
use crate::protocol;
use crate::vm::{PyResult, Raised, Vm};

/// The class `io.UnsupportedOperation`, once it has been made.
#[derive(Default)]
struct Unsupported(Slot);

/// `io.UnsupportedOperation`, an OSError and a ValueError.
pub fn unsupported_class(vm: &mut Vm) -> PyResult {
    if let Some(class) = vm.states.get_or_default::<Unsupported>().0.clone() {
        return Ok(class);
    }
    let counts = vm.heap.gc_counts();
    let bases = vec![vm.types.os_error.to_value(), vm.types.value_error.to_value()];
    let (name, bases, namespace) = (vm.intern("UnsupportedOperation"), vm.new_tuple(bases), vm.new_dict());
    let (module, io) = (vm.names.module.clone(), vm.intern("io").into_value());
    drop(namespace.set_str(vm, &module, io));
    let kind = vm.types.type_.to_value();
    let class = protocol::call(vm, &kind, &[name.into_value(), bases.into_value(), namespace.into_value()])?;
    vm.heap.restore_gc_counts(counts);
    vm.states.get_or_default::<Unsupported>().0 = Some(class.clone());
    Ok(class)
}

/// Lets go of the class, at the end of an interpreter.
pub fn clear(vm: &mut Vm) {
    let class = vm.states.get_or_default::<Unsupported>().0.take();
    drop(class);
}

/// Raises `io.UnsupportedOperation`.
#[cold]
pub fn unsupported(vm: &mut Vm, text: &str) -> Raised {
    let text = vm.new_str(text).into_value();
    match unsupported_class(vm).and_then(|class| protocol::call(vm, &class, &[text])) {
        Ok(exception) => vm.raise(exception),
        Err(raised) => raised,
    }
}

/// ValueError of a file in memory that has been closed.
#[cold]
pub fn closed(vm: &mut Vm) -> Raised {
    vm.value_error("I/O operation on closed file")
}

/// What a value is called in a message about its type.
pub fn shown(vm: &Vm, value: &Value) -> String {
    if value.is_none() { "None".to_owned() } else { vm.class_name(value) }
}
