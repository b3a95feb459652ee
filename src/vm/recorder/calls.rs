//! What is noted of calls. Arguments of a Python function become its locals; those of a native function end with the call,
//! and the function may have stored one of them in another.

use ouropy_compiler::code::{Instruction, Opcode};

use super::notes::{Stores, container};
use super::stores;
use crate::object::{Kind, Slot, Value};
use crate::types::method::Method;
use crate::types::native::{MethodDescriptor, NativeFunction};
use crate::vm::Vm;

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

/// Notes what a call is about to store; how many arguments to note when it is done.
pub(super) fn note(vm: &mut Vm, at: Instruction) -> u32 {
    let window = vm.stack.window(vm.stack.depth() - 1);
    let start = at.a.register().index();
    let count = usize::from(at.b.count()) + usize::from(at.opcode == Opcode::CALL_KW);
    let Some(callable) = window[start].as_ref() else { return 0 };
    let arguments = &window[start + 1..start + 1 + count];
    if is_entered(vm, callable) {
        // A bound method is taken apart.
        if callable.kind() == Some(Kind::Method) {
            vm.heap.note_held(callable);
        }
        return 0;
    }
    let ends = arguments.iter().flatten().filter(|value| container(value).is_some());
    if ends.clone().next().is_some() && callable.kind() != Some(Kind::Class) {
        let (name, receiver) = native(vm, callable);
        let receiver = receiver.filter(|receiver| receiver.kind() != Some(Kind::Module)).and_then(container);
        let mut others = ends.clone().filter_map(container);
        let Some(from) = receiver.or_else(|| others.next()) else { return ending(vm, start, count) };
        let stores = if STORING.contains(&name) { Stores::Surely } else { Stores::Perhaps };
        let skipped = usize::from(receiver.is_none());
        let all = if STORING_ITEMS.contains(&name) {
            ends.skip(skipped).flat_map(|value| stores::items(&vm.heap, value)).collect()
        } else {
            Vec::new()
        };
        for to in others {
            vm.recorder.notes.refers(&mut vm.heap, from, to, stores);
        }
        stores::refers_to_all(vm, Some((from, all)));
    }
    ending(vm, start, count)
}

/// Remembers what a call takes, to be noted when it is done: how much that is.
fn ending(vm: &mut Vm, start: usize, count: usize) -> u32 {
    let Vm { stack, heap, recorder, .. } = vm;
    let window = stack.window(stack.depth() - 1);
    let before = recorder.notes.arguments.len();
    let taken = window[start..=start + count].iter().filter_map(Slot::as_ref).filter_map(container);
    recorder.notes.arguments.extend(taken.map(|address| (address, heap.record_of(address).made)));
    (recorder.notes.arguments.len() - before) as u32
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
