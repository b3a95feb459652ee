//! The result tuple that CPython's iterators of tuples use again as long as nobody else holds it.
//!
//! It stays in the iterator, and so do its items until the next ones replace them: `for i, o in enumerate(objects)`
//! keeps the last `o` alive after `del o`.

use crate::object::{HeapCell, Py, Tuple, Value};
use crate::vm::Vm;

/// An iterator's result tuple.
pub type ResultTuple = HeapCell<Py<Tuple>>;

/// A result tuple of `count` Nones, filled by and by.
pub fn blank(vm: &mut Vm, count: usize) -> Py<Tuple> {
    vm.new_tuple(vec![Value::NONE; count])
}

/// A result tuple of two Nones, made of them: not tracked before the first use.
pub fn blank_pair(vm: &mut Vm) -> Py<Tuple> {
    vm.pack_tuple(vec![Value::NONE; 2])
}

/// The next pair: in the result tuple if nobody else holds it, else in a new one.
#[inline]
pub fn pair(vm: &mut Vm, result: &ResultTuple, first: Value, second: Value) -> Value {
    let tuple = result.get_mut(&mut vm.heap);
    let old = match tuple.replace_items([first, second]) {
        Ok(old) => old,
        Err([first, second]) => return vm.new_pair(first, second).into_value(),
    };
    let reused = tuple.to_value();
    drop(old);
    // A collection may have let go of the tuple while it held atoms.
    if let Some(header) = reused.header() {
        vm.heap.track(header);
    }
    reused
}
