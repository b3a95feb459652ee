//! The iterator of a generic alias: it gives the alias once, unpacked, which is what `*alias` means.

use super::{GenericAlias, starred};
use crate::object::{HeapCell, Layout, Slot, Value, payload};
use crate::types::class::{ClassSpec, NativeDef, Slots};
use crate::types::iterators::builtin;
use crate::vm::{PyResult, Vm};

/// The declaration of the iterator.
pub const ITERATOR: ClassSpec = ClassSpec {
    slots: Slots { iter: Some(|_, this| Ok(this.clone())), next: Some(next), ..Slots::EMPTY },
    methods: &[NativeDef::none("__reduce__", reduce)],
    ..ClassSpec::new("generic_alias_iterator", Layout::of::<GenericAliasIterator>())
};

/// An iterator over a generic alias.
pub struct GenericAliasIterator {
    /// Until it has been given.
    alias: HeapCell<Slot>,
}

payload! { GenericAliasIterator: AtBirth, size 24;
    references { alias }
    clear { alias }
}

/// `iter(alias)`.
pub(super) fn iter(vm: &mut Vm, this: &Value) -> PyResult {
    let alias = HeapCell::new(Some(this.clone()));
    Ok(vm.heap.alloc(&vm.types.generic_alias_iterator, GenericAliasIterator { alias }).into_value())
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let iterator = this.expect::<GenericAliasIterator>();
    let Some(alias) = iterator.alias.get(&vm.heap).clone() else { return Ok(None) };
    let plain = alias.expect::<GenericAlias>().clone();
    let args = plain.args(vm);
    let made = starred(vm, &plain.origin, args.as_value());
    drop(iterator.alias.replace(&mut vm.heap, None));
    Ok(Some(made))
}

/// `(iter, (alias,))`, with the empty tuple in place of an alias that has been given.
fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let iter = builtin(vm, "iter")?;
    let left = this.expect::<GenericAliasIterator>().alias.get(&vm.heap).clone();
    let left = left.unwrap_or_else(|| vm.empty_tuple.to_value());
    let only = vm.new_tuple(vec![left]).into_value();
    Ok(vm.new_tuple(vec![iter, only]).into_value())
}
