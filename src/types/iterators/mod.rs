//! The iterating built-ins `enumerate`, `zip`, `map`, `filter`, `reversed`, `iter(callable, sentinel)` and the iterator
//! of whatever has `__getitem__` only; and what all iterators have in common. The iterator of a type of its own is a
//! file beside that type.

pub mod callable;
pub mod enumerate;
pub mod filter;
pub mod map;
pub mod result;
pub mod reversed;
pub mod sequence;
pub mod zip;

use crate::object::{ClassFlags, Layout, Py, Tuple, Value};
use crate::protocol::iterate;
use crate::protocol::number::ssize_argument;
use crate::types::class::ClassSpec;
use crate::types::class::slots::{NewFn, NextFn, Slots};
use crate::types::int;
use crate::vm::{PyResult, Vm};
use result::blank;

/// The declaration of an iterator that another object makes.
pub const fn spec(name: &'static str, layout: &'static Layout, next: NextFn) -> ClassSpec {
    ClassSpec { slots: Slots { iter: Some(itself), next: Some(next), ..Slots::EMPTY }, ..ClassSpec::new(name, layout) }
}

/// The declaration of an iterator that Python code makes by a call, and can derive from.
const fn spec_of_base(name: &'static str, layout: &'static Layout, new: NewFn, next: NextFn) -> ClassSpec {
    ClassSpec {
        flags: ClassFlags::BASE_TYPE,
        slots: Slots { new: Some(new), iter: Some(itself), next: Some(next), ..Slots::EMPTY },
        ..ClassSpec::public(name, layout)
    }
}

/// The `__iter__` of every iterator.
pub fn itself(_vm: &mut Vm, this: &Value) -> PyResult {
    Ok(this.clone())
}

/// What `__reduce__` of an iterator over a sequence gives: `iter`, the sequence in a tuple and the index of the next
/// item, or `iter` of an empty sequence when it is exhausted. AttributeError "iter" when `builtins` has none.
pub fn reduced(vm: &mut Vm, rest: Option<(Value, usize)>, empty: fn(&mut Vm) -> Value) -> PyResult {
    let name = vm.intern("iter");
    let Some(iter) = vm.builtins.get_str(&vm.heap, &name).cloned() else {
        return Err(vm.raise_message(|types| &types.attribute_error, "iter"));
    };
    let parts = match rest {
        Some((sequence, index)) => {
            vec![iter, vm.new_tuple(vec![sequence]).into_value(), int::from_usize(vm, index)]
        }
        None => {
            let sequence = empty(vm);
            vec![iter, vm.new_tuple(vec![sequence]).into_value()]
        }
    };
    Ok(vm.new_tuple(parts).into_value())
}

/// The index that `__setstate__` of an iterator over a sequence is given; one below 0 means 0.
pub fn index_of_state(vm: &mut Vm, state: &Value) -> PyResult<usize> {
    let index = ssize_argument(vm, state)?;
    Ok(usize::try_from(index).unwrap_or(0))
}

/// A tuple of the iterators of all `iterables`. The tuple comes first, as in CPython.
fn iterators_of(vm: &mut Vm, iterables: &[Value]) -> PyResult<Py<Tuple>> {
    let mut iterators = blank(vm, iterables.len());
    for (index, iterable) in iterables.iter().enumerate() {
        let iterator = iterate::iter(vm, iterable)?;
        drop(iterators.replace_item(index, iterator));
    }
    Ok(iterators)
}
