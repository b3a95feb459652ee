//! What is noted of calls. Arguments of a Python function become its locals; those of a native function end with the call,
//! and the function may have stored one of them in another.

use ouropy_compiler::code::Opcode;

use super::notes::{Stores, container};
use super::stores;
use crate::object::{Heap, Kind, Slot, Value};
use crate::types::method::Method;
use crate::types::native::{MethodDescriptor, NativeFunction};
use crate::vm::Vm;
use crate::vm::stack::Activation;

/// Native functions that store what they are given in the first object they are given.
const STORING: &[&str] = &[
    "append",
    "appendleft",
    "insert",
    "add",
    "setdefault",
    "setattr",
    "__setattr__",
    "__setitem__",
    "__set__",
    "__init__",
    "__new__",
    "put",
    "put_nowait",
    "heappush",
    "heapreplace",
    "add_done_callback",
];

/// Those that store the items of what they are given.
const STORING_ITEMS: &[&str] = &["extend", "extendleft", "update", "__ior__", "__iadd__", "__init__"];

/// Notes what the call that the innermost activation makes, whose registers are `window`, is about to store, and
/// remembers its arguments.
pub(super) fn note(vm: &mut Vm, innermost: &Activation, window: &[Slot]) {
    let at = innermost.current();
    let start = at.a.register().index();
    let count = usize::from(at.b.count()) + usize::from(at.opcode == Opcode::CALL_KW);
    let Some(callable) = window[start].as_ref() else { return };
    if is_entered(vm, callable) {
        // A bound method is taken apart.
        if callable.kind() == Some(Kind::Method) {
            vm.heap.note_held(callable);
        }
        return;
    }
    let arguments = &window[start + 1..start + 1 + count];
    let mut ends = arguments.iter().flatten().filter(|value| container(value).is_some());
    if let Some(first) = ends.next()
        && callable.kind() != Some(Kind::Class)
    {
        let (name, receiver) = native(vm, callable);
        let receiver = receiver.filter(|receiver| receiver.kind() != Some(Kind::Module)).and_then(container);
        // What is stored is given besides what it is stored in.
        let (from, stored) = match receiver {
            Some(receiver) => (Some(receiver), Some(first)),
            None => (container(first), ends.next()),
        };
        if let (Some(from), Some(stored)) = (from, stored) {
            may_store(vm, name, from, std::iter::once(stored).chain(ends));
        }
    }
    ending(vm, &window[start..=start + count]);
}

/// Notes that the native function `name` may store objects in the one at `from`.
fn may_store<'a>(vm: &mut Vm, name: &str, from: usize, objects: impl Iterator<Item = &'a Value> + Clone) {
    let stores = if STORING.contains(&name) { Stores::Surely } else { Stores::Perhaps };
    if STORING_ITEMS.contains(&name) {
        let all = objects.clone().flat_map(|value| stores::items(&vm.heap, value)).collect();
        stores::refers_to_all(vm, Some((from, all)));
    }
    for to in objects.filter_map(container) {
        vm.recorder.notes.refers(&mut vm.heap, from, to, stores);
    }
}

/// Remembers what a call takes, to be noted when it is done.
fn ending(vm: &mut Vm, taken: &[Slot]) {
    let Vm { heap, recorder, stack, .. } = vm;
    let arguments = &mut recorder.notes.arguments;
    let depth = stack.depth();
    // Calls that exceptions have ended.
    while arguments.last().is_some_and(|&(of, ..)| of >= depth) {
        arguments.pop();
    }
    for address in taken.iter().flatten().filter(|value| !is_for_good(heap, value)).filter_map(container) {
        arguments.push((depth, address, heap.record_of(address).made));
    }
}

/// Whether a native function is one of a class's or module's own, and so in no cycle.
fn is_for_good(heap: &Heap, value: &Value) -> bool {
    match value.kind() {
        Some(Kind::MethodDescriptor) => true,
        Some(Kind::NativeFunction) => {
            let function = value.cast::<NativeFunction>();
            let receiver = function.and_then(|function| function.receiver.get(heap).as_ref());
            receiver.is_none_or(|receiver| receiver.kind() == Some(Kind::Module))
        }
        _ => false,
    }
}

/// Whether a call makes nothing but an activation of a Python function.
fn is_entered(vm: &Vm, callable: &Value) -> bool {
    match callable.kind() {
        Some(Kind::Function) => true,
        Some(Kind::Method) if vm.is_exactly(callable, &vm.types.method) => {
            callable.cast::<Method>().is_some_and(|method| method.function.kind() == Some(Kind::Function))
        }
        _ => false,
    }
}

/// The name of a native function, and what it is bound to.
fn native<'a>(vm: &'a Vm, callable: &'a Value) -> (&'static str, Option<&'a Value>) {
    if let Some(function) = callable.cast::<NativeFunction>() {
        return (function.def.name, function.receiver.get(&vm.heap).as_ref());
    }
    (callable.cast::<MethodDescriptor>().map_or("", |method| method.def.name), None)
}
