//! The iterators of the built-in sequences and the iterating built-ins: `enumerate`, `zip`, `map`, `filter`,
//! `reversed`, `iter(callable, sentinel)`.

mod builtin;
pub mod result;
mod sequence;

pub use builtin::{
    CALLABLE_ITERATOR, CallableIterator, ENUMERATE, Enumerate, FILTER, Filter, MAP, Map, ZIP, Zip, passes,
};
pub use sequence::{
    BYTES_ITERATOR, BytesIterator, LIST_ITERATOR, LIST_REVERSE_ITERATOR, ListIterator, REVERSED, ReverseListIterator,
    Reversed, SEQUENCE_ITERATOR, SequenceIterator, TUPLE_ITERATOR, TupleIterator, next_of_list, next_of_tuple,
};

use crate::object::Value;
use crate::vm::{PyResult, Vm};

/// The `__iter__` of every iterator.
pub fn itself(_vm: &mut Vm, this: &Value) -> PyResult {
    Ok(this.clone())
}
