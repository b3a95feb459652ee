//! `reversed`.

use std::cell::Cell;

use super::sequence::{end_of_items, item};
use super::{end_of_state, reduced_to_class, spec_of_base};
use crate::object::{HeapCell, Layout, Py, Slot, Value, payload};
use crate::protocol::{call, sequence};
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef, Packing};
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of `reversed`.
pub const SPEC: ClassSpec = ClassSpec {
    packing: Packing::Direct,
    methods: &[
        NativeDef::none("__length_hint__", length_hint),
        NativeDef::none("__reduce__", reduce),
        NativeDef::one("__setstate__", set_state),
    ],
    ..spec_of_base("reversed", Layout::of::<Reversed>(), new, next)
};

/// `reversed` of any sequence.
pub struct Reversed {
    sequence: HeapCell<Slot>,
    /// One past the item that comes next.
    index: Cell<usize>,
}

payload! { Reversed: AtBirth, size 32;
    references { sequence }
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    sequence::refuse_keywords(vm, class, "reversed", &arguments)?;
    let [sequence] = arguments.positional() else {
        let given = arguments.positional().len();
        return Err(arguments::wrong_count(vm, "reversed", 1, 1, given));
    };
    let name = vm.names.reversed.clone();
    let own = vm.class_of(sequence).clone();
    match vm.lookup(&own, &name) {
        Some(none) if none.is_none() => {}
        Some(_) => {
            if let Some(result) = call::call_special(vm, sequence, &name, &[])? {
                return Ok(result);
            }
        }
        None if sequence::is_sequence(vm, sequence) => {
            let length = sequence::len(vm, sequence)?;
            let payload = Reversed { sequence: HeapCell::new(Some(sequence.clone())), index: Cell::new(length) };
            return Ok(vm.heap.alloc(class, payload).into_value());
        }
        None => {}
    }
    let name = vm.class_name(sequence);
    Err(vm.type_error(format!("'{name}' object is not reversible")))
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<Reversed>();
    let Some(index) = this.index.get().checked_sub(1) else {
        this.sequence.set(&mut vm.heap, None);
        return Ok(None);
    };
    let Some(sequence) = this.sequence.get(&vm.heap).clone() else { return Ok(None) };
    match item(vm, &sequence, index) {
        Ok(item) => {
            this.index.set(index);
            Ok(Some(item))
        }
        Err(raised) => {
            let ended = end_of_items(vm, raised, &this.sequence)?;
            this.index.set(0);
            Ok(ended)
        }
    }
}

fn length_hint(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<Reversed>();
    let Some(sequence) = this.sequence.get(&vm.heap).clone() else { return Ok(Value::index(0)) };
    let (length, left) = (sequence::len(vm, &sequence)?, this.index.get());
    Ok(Value::index(if left > length { 0 } else { left }))
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let payload = this.expect::<Reversed>();
    let sequence = payload.sequence.get(&vm.heap).clone();
    let (sequence, index) = match (sequence, payload.index.get().checked_sub(1)) {
        (Some(sequence), Some(index)) => (sequence, Some(Value::index(index))),
        _ => (vm.empty_tuple.to_value(), None),
    };
    Ok(reduced_to_class(vm, this, vec![sequence], index))
}

fn set_state(vm: &mut Vm, this: &Value, state: &Value) -> PyResult {
    let end = end_of_state(vm, state)?;
    let this = this.expect::<Reversed>();
    if let Some(sequence) = this.sequence.get(&vm.heap).clone() {
        let length = sequence::len(vm, &sequence)?;
        this.index.set(end.min(length));
    }
    Ok(Value::NONE)
}
