//! What is noted of instructions that store or delete a reference in an object: who refers to whom from now on, and which
//! reference is replaced. Nothing is called to find that out: what only Python code knows is not noted.

use ouropy_compiler::code::{Instruction, Opcode, Register};

use super::notes::{Stores, container};
use crate::object::{ClassFlags, Heap, Py, Slot, Str, Tuple, Value};
use crate::types::cell::Cell;
use crate::types::class::Class;
use crate::types::code::Code;
use crate::types::dict::Dict;
use crate::types::list::List;
use crate::types::module;
use crate::types::set;
use crate::vm::Vm;
use crate::vm::stack::Activation;

/// Notes what the instruction of the innermost activation, whose registers are `window`, stores and replaces.
pub(super) fn note(vm: &mut Vm, innermost: &Activation, window: &[Slot]) {
    use Opcode as O;
    let at = innermost.current();
    let held = |register: Register| window[register.index()].as_ref();
    let (a, b, c) = (at.a.register(), at.b.register(), at.c.register());
    let code: &Code = innermost.code();
    let namespace = || innermost.own_namespace(&vm.heap);
    let globals = || Some(innermost.function().globals.to_value());
    // Who refers, to what, and what goes.
    let (from, to, old): (Option<usize>, Option<&Value>, Option<usize>) = match at.opcode {
        O::STORE_ATTR | O::DELETE_ATTR => {
            let name = match at.opcode {
                O::STORE_ATTR => &code.caches[at.cache().index()].name,
                _ => &code.names[at.b.name().index()],
            };
            let receiver = held(a);
            let old =
                receiver.and_then(|receiver| match remembered(vm, receiver, innermost, innermost.current_special()) {
                    Before::Unknown => attribute(vm, receiver, name),
                    Before::Nothing => None,
                    Before::Object(old) => Some(old),
                });
            (receiver.and_then(container), if at.opcode == O::STORE_ATTR { held(b) } else { None }, old)
        }
        O::STORE_SUBSCR | O::DELETE_SUBSCR => {
            let old = held(a).zip(held(b)).and_then(|(receiver, key)| item(&vm.heap, receiver, key));
            (held(a).and_then(container), if at.opcode == O::STORE_SUBSCR { held(c) } else { None }, old)
        }
        O::STORE_DEREF | O::DELETE_DEREF => {
            let cell = held(a).and_then(Value::cast::<Cell>);
            let old = cell.and_then(|cell| cell.contents.get(&vm.heap).as_ref()).and_then(container);
            (held(a).and_then(container), if at.opcode == O::STORE_DEREF { held(b) } else { None }, old)
        }
        O::STORE_GLOBAL | O::STORE_NAME | O::DELETE_GLOBAL | O::DELETE_NAME => {
            let is_global = matches!(at.opcode, O::STORE_GLOBAL | O::DELETE_GLOBAL);
            let namespace = if is_global { globals() } else { namespace() };
            let stores = matches!(at.opcode, O::STORE_GLOBAL | O::STORE_NAME);
            let name = if stores { &code.caches[at.cache().index()].name } else { &code.names[at.b.name().index()] };
            let old = namespace.as_ref().and_then(|namespace| named(&vm.heap, namespace, name));
            (namespace.as_ref().and_then(container), if stores { held(a) } else { None }, old)
        }
        O::MAP_ADD => (held(a).and_then(container), held(c), None),
        O::LIST_APPEND | O::SET_ADD | O::SET_FUNCTION_ATTRIBUTE => (held(a).and_then(container), held(b), None),
        O::LIST_EXTEND | O::SET_UPDATE | O::DICT_UPDATE | O::DICT_MERGE => {
            let ends = held(a).and_then(container).zip(held(b)).map(|(from, all)| (from, items(&vm.heap, all)));
            return refers_to_all(vm, ends);
        }
        O::STORE_SLICE => {
            let ends = held(a).and_then(container).zip(held(b)).map(|(from, all)| (from, items(&vm.heap, all)));
            return refers_to_all(vm, ends);
        }
        O::POP_EXCEPT => (None, None, vm.handled.exception().and_then(container)),
        _ => return,
    };
    let to = to.and_then(container);
    if let (Some(from), Some(to)) = (from, to) {
        vm.recorder.notes.refers(&mut vm.heap, from, to, Stores::Surely);
    }
    if let Some(old) = old {
        vm.heap.note_held_address(old);
    }
}

/// Notes that an object refers to several from now on.
pub(super) fn refers_to_all(vm: &mut Vm, ends: Option<(usize, Vec<usize>)>) {
    let Some((from, all)) = ends else { return };
    for to in all {
        vm.recorder.notes.refers(&mut vm.heap, from, to, Stores::Surely);
    }
}

/// The containers in a built-in collection.
pub(super) fn items(heap: &Heap, collection: &Value) -> Vec<usize> {
    if let Some(list) = collection.cast::<List>() {
        return list.items.get(heap).iter().filter_map(container).collect();
    }
    if let Some(tuple) = collection.cast::<Tuple>() {
        return tuple.items().iter().filter_map(container).collect();
    }
    if let Some(dict) = collection.cast::<Dict>() {
        let entries = dict.table.get(heap).entries();
        return entries.flat_map(|entry| [entry.key, entry.value]).filter_map(container).collect();
    }
    if let Some(set) = set::data_of(collection) {
        return set.table.get(heap).entries().map(|(_, element)| element).filter_map(container).collect();
    }
    Vec::new()
}

/// What a namespace has under a name.
fn named(heap: &Heap, namespace: &Value, name: &Py<Str>) -> Option<usize> {
    namespace.cast::<Dict>()?.get_str(heap, name).and_then(container)
}

/// What stands where an instruction is about to store.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Its cache does not tell.
    Unknown,
    /// No container.
    Nothing,
    /// The object at an address.
    Object(usize),
}

/// What stands where the instruction has stored its attribute before, if it will do so again.
#[inline(always)]
fn remembered(vm: &Vm, receiver: &Value, innermost: &Activation, at: Instruction) -> Before {
    if !matches!(at.opcode, Opcode::STORE_ATTR_INSTANCE_VALUE | Opcode::STORE_ATTR_SLOT) {
        return Before::Unknown;
    }
    let cache = &innermost.code().caches[at.cache().index()];
    let index = cache.index.get() as usize;
    let Some(header) = receiver.header().filter(|_| vm.class_of(receiver).version.get() == cache.version.get()) else {
        return Before::Unknown;
    };
    let value = if at.opcode == Opcode::STORE_ATTR_SLOT {
        vm.heap.member(receiver, index)
    } else if vm.heap.has_inline_value_fast(header, index) {
        vm.heap.inline_value_fast(header, index)
    } else {
        return Before::Unknown;
    };
    value.and_then(container).map_or(Before::Nothing, Before::Object)
}

/// What an object itself has as an attribute.
fn attribute(vm: &Vm, receiver: &Value, name: &Py<Str>) -> Option<usize> {
    let heap = &vm.heap;
    if let Some(class) = receiver.cast::<Class>() {
        return class.namespace(heap).get_str(heap, name).and_then(container);
    }
    if let Some(namespace) = module::namespace_of(heap, receiver) {
        return namespace.get_str(heap, name).and_then(container);
    }
    let head = &vm.class_of(receiver).head;
    if let Some(index) = head.slot_names().iter().position(|slot| slot.is(name)) {
        return heap.member(receiver, index).and_then(container);
    }
    if !head.has(ClassFlags::HAS_DICT) {
        return None;
    }
    match heap.instance_dict(receiver) {
        Some(dict) => named(heap, dict, name),
        None => heap.inline_value(receiver, head.shared_index(name.as_value())?).and_then(container),
    }
}

/// What a list or dict has as an item.
fn item(heap: &Heap, receiver: &Value, key: &Value) -> Option<usize> {
    if let Some(list) = receiver.cast::<List>() {
        let items = list.items.get(heap);
        let index = key.as_small_int()?;
        let index = if index < 0 { index + items.len() as i64 } else { index };
        return items.get(usize::try_from(index).ok()?).and_then(container);
    }
    let dict = receiver.cast::<Dict>()?;
    if let Some(name) = key.cast::<Str>() {
        return dict.get_str(heap, name).and_then(container);
    }
    // A key that is no str: the few kinds whose hash needs no Python code.
    let hash = key.as_small_int()?;
    let hash = if hash == -1 { -2 } else { hash % ((1 << 61) - 1) };
    let table = dict.table.get(heap);
    match table.probe(key, hash) {
        crate::types::dict::Probe::Found(position) => table.value_at(position).and_then(container),
        _ => None,
    }
}
