//! The iterator of arrays.

use std::cell::Cell;

use super::item;
use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout, Py, Value, payload};
use crate::protocol::number;
use crate::types::array::Array;
use crate::types::class::{ClassSpec, NativeDef, Slots};
use crate::types::iterators::{itself, reduced};
use crate::vm::{PyResult, Vm};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "array",
    flags: ClassFlags::HEAP_TYPE,
    slots: Slots { iter: Some(itself), next: Some(next), ..Slots::EMPTY },
    methods: &[NativeDef::none("__reduce__", reduce), NativeDef::one("__setstate__", set_state)],
    ..ClassSpec::new("arrayiterator", Layout::of::<ArrayIterator>())
})
.hidden();

/// An iterator over an array.
pub struct ArrayIterator {
    /// None at the end.
    array: HeapCell<Option<Py<Array>>>,
    index: Cell<usize>,
}

payload! { ArrayIterator: AtBirth, size 40;
    references { array }
}

/// `iter(array)`
pub fn iter(vm: &mut Vm, this: &Value) -> PyResult {
    let class = CLASS.of(vm);
    let array = HeapCell::new(Some(this.expect::<Array>().clone()));
    Ok(vm.heap.alloc(&class, ArrayIterator { array, index: Cell::new(0) }).into_value())
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<ArrayIterator>();
    let Some(array) = this.array.get(&vm.heap).clone() else { return Ok(None) };
    let index = this.index.get();
    if index < item::count(vm, &array) {
        this.index.set(index + 1);
        return item::get(vm, &array, index);
    }
    this.array.set(&mut vm.heap, None);
    Ok(None)
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<ArrayIterator>();
    let rest = |vm: &mut Vm| Some((this.array.get(&vm.heap).as_ref()?.to_value(), this.index.get()));
    reduced(vm, rest, |vm| vm.new_tuple(Vec::new()).into_value())
}

fn set_state(vm: &mut Vm, this: &Value, state: &Value) -> PyResult {
    let index = match crate::types::int::Number::of(state) {
        Some(_) => number::ssize_argument(vm, state)?,
        None => return Err(vm.type_error("an integer is required")),
    };
    let this = this.expect::<ArrayIterator>();
    if let Some(array) = this.array.get(&vm.heap).clone() {
        let count = item::count(vm, &array);
        this.index.set(usize::try_from(index).unwrap_or(0).min(count));
    }
    Ok(Value::NONE)
}
