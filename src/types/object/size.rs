//! `__sizeof__`: the bytes that CPython counts.

use crate::object::{Kind, Str, Value};
use crate::types::class::layouts;
use crate::types::int;
use crate::vm::{PyResult, Vm};

/// Bytes of an exact dict in CPython, without its keys.
const DICT: usize = 48;

/// What `__sizeof__` of the built-in type gives for an object: without the collector's header, and without the words in
/// front of it.
pub fn of(vm: &Vm, this: &Value) -> usize {
    let layout = || layouts::of(vm, vm.class_of(this));
    let counted = vm.heap.size_of(this);
    match this.kind() {
        // The items of these are counted by their payloads, and so are the slots of a subclass.
        Some(Kind::Dict) => {
            let slots = usize::from(vm.class_of(this).head.slot_words()) * 8;
            counted - DICT - slots + layout().basic
        }
        Some(Kind::Str) if !vm.is_exactly(this, &vm.types.str) => counted + behind_header(this.expect::<Str>()),
        _ => counted,
    }
}

/// What a str of a subclass takes more than an exact one: its text stands elsewhere.
fn behind_header(text: &Str) -> usize {
    if text.is_ascii() { 24 } else { 8 }
}

/// What `sys.getsizeof` gives for an object whose class has no `__sizeof__` written in Python: nothing is called.
pub fn whole(vm: &Vm, this: &Value) -> usize {
    let own = if this.kind() == Some(Kind::Instance) { layouts::of(vm, vm.class_of(this)).basic } else { of(vm, this) };
    own + super::bytes_in_front(vm, this)
}

/// `__sizeof__` of the types that count something.
pub fn counted(vm: &mut Vm, this: &Value) -> PyResult {
    let size = of(vm, this);
    Ok(int::from_usize(vm, size))
}

/// `object.__sizeof__`: CPython knows of no more than the size of the structure and its items.
pub(super) fn method(vm: &mut Vm, this: &Value) -> PyResult {
    let class = vm.class_of(this);
    let size = match layouts::of(vm, class) {
        layout if layout.item == 0 && !layout.is_ours => layout.basic,
        _ => of(vm, this),
    };
    Ok(int::from_usize(vm, size))
}
