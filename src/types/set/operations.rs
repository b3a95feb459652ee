//! The algebra of sets: each operation builds its result in the order CPython does, so that results iterate alike.

use super::algebra;
use super::table::Table;
use super::{
    FrozenSet, Set, SetData, add, add_hashed, clear_table, data, data_of, discard, find, new_frozen, snapshot,
    take_table,
};
use crate::object::{Kind, Value};
use crate::protocol::{self, iterate, sequence};
use crate::types::dict::Dict;
use crate::vm::{PyResult, Vm};

pub(super) fn length(vm: &Vm, set: &Value) -> usize {
    data(set).table.get(&vm.heap).len()
}

/// An empty set or frozenset, as `like` is one (CPython's make_new_set_basetype).
fn empty_like(vm: &mut Vm, like: &Value) -> Value {
    if like.kind() == Some(Kind::FrozenSet) { new_frozen(vm) } else { super::new(vm) }
}

/// A set or frozenset with these elements.
fn made_like(vm: &mut Vm, like: &Value, table: Table) -> Value {
    let data = SetData::of(table);
    if like.kind() == Some(Kind::FrozenSet) {
        vm.heap.alloc(&vm.types.frozenset, FrozenSet::new(data)).into_value()
    } else {
        vm.heap.alloc(&vm.types.set, Set::new(data)).into_value()
    }
}

/// A copy of base type.
pub fn copy_of(vm: &mut Vm, set: &Value) -> PyResult {
    let copy = empty_like(vm, set);
    merge(vm, &copy, set)?;
    Ok(copy)
}

fn from_iterable(vm: &mut Vm, like: &Value, iterable: &Value) -> PyResult {
    let set = empty_like(vm, like);
    update(vm, &set, iterable)?;
    Ok(set)
}

/// Adds the elements of another set.
pub(super) fn merge(vm: &mut Vm, set: &Value, other: &Value) -> PyResult<()> {
    if set.is(other) || length(vm, other) == 0 {
        return Ok(());
    }
    let rest = edit(vm, set, other, |table, source| {
        table.reserve(source.len());
        if table.is_pristine() {
            table.fill_from(source);
            return source.len();
        }
        algebra::add_all(table, source)
    });
    for (hash, element) in rest {
        add_hashed(vm, set, element, hash)?;
    }
    Ok(())
}

/// Lets `change` go through the elements of `other`, a different set, as far as no Python code is needed. Gives back
/// those after the ones it has done.
fn edit(
    vm: &mut Vm,
    set: &Value,
    other: &Value,
    change: impl FnOnce(&mut Table, &Table) -> usize,
) -> Vec<(i64, Value)> {
    // Both tables are needed at once, and nobody looks at the set meanwhile.
    let mut table = data(set).table.replace(&mut vm.heap, Table::hollow());
    let source = data(other).table.get(&vm.heap);
    let done = change(&mut table, source);
    let rest = if done < source.len() { snapshot(vm, other).split_off(done) } else { Vec::new() };
    let hollow = data(set).table.replace(&mut vm.heap, table);
    drop(hollow);
    rest
}

/// The tables of two sets.
fn tables<'a>(vm: &'a Vm, left: &'a Value, right: &'a Value) -> (&'a Table, &'a Table) {
    (data(left).table.get(&vm.heap), data(right).table.get(&vm.heap))
}

/// `set.update(iterable)`.
pub fn update(vm: &mut Vm, set: &Value, iterable: &Value) -> PyResult<()> {
    if data_of(iterable).is_some() {
        return merge(vm, set, iterable);
    }
    if vm.is_exactly(iterable, &vm.types.dict) {
        let keys = dict_keys(vm, iterable);
        data(set).table.get_mut(&mut vm.heap).reserve(keys.len());
        for (hash, key) in keys {
            add_hashed(vm, set, key, hash)?;
        }
        return Ok(());
    }
    iterate::for_each(vm, iterable, |vm, item| add(vm, set, item))
}

fn dict_keys(vm: &Vm, dict: &Value) -> Vec<(i64, Value)> {
    dict.expect::<Dict>().table.get(&vm.heap).entries().map(|entry| (entry.hash, entry.key.clone())).collect()
}

/// `element in set`; a set that is asked for is taken as a frozenset of its elements.
pub(super) fn contains_or_frozen(vm: &mut Vm, set: &Value, element: &Value) -> PyResult<bool> {
    if !element.has::<Set>() {
        let hash = protocol::hash_element(vm, element)?;
        return Ok(find(vm, set, element, hash)?.is_some());
    }
    let (key, hash) = hashable(vm, element)?;
    Ok(find(vm, set, &key, hash)?.is_some())
}

/// The element and its hash. An unhashable set stands for a frozenset with the same elements.
pub(super) fn hashable(vm: &mut Vm, element: &Value) -> PyResult<(Value, i64)> {
    let hashed = protocol::hash_element(vm, element);
    if !element.has::<Set>() {
        return Ok((element.clone(), hashed?));
    }
    match vm.catch(hashed, |types| &types.type_error)? {
        Some(hash) => Ok((element.clone(), hash)),
        None => {
            let frozen = new_frozen(vm);
            merge(vm, &frozen, element)?;
            let hash = hash(vm, &frozen)?;
            Ok((frozen, hash))
        }
    }
}

pub(super) fn hash(vm: &mut Vm, this: &Value) -> PyResult<i64> {
    let data: &SetData = &this.expect::<FrozenSet>().data;
    if data.hash.get() == -1 {
        let hash = crate::text::hash::frozenset(data.table.get(&vm.heap).entries().map(|(hash, _)| hash));
        data.hash.set(hash);
    }
    Ok(data.hash.get())
}

/// `set.difference(other)` with one argument.
pub(super) fn difference(vm: &mut Vm, set: &Value, other: &Value) -> PyResult {
    let other_is_set = data_of(other).is_some();
    let other_length = if other_is_set {
        length(vm, other)
    } else if vm.is_exactly(other, &vm.types.dict) {
        other.expect::<Dict>().len(&vm.heap)
    } else {
        return copy_and_difference(vm, set, other);
    };
    if length(vm, set) >> 2 > other_length {
        return copy_and_difference(vm, set, other);
    }
    if other_is_set {
        let (walked, asked) = tables(vm, set, other);
        if let Ok(table) = algebra::difference(walked, asked) {
            return Ok(made_like(vm, set, table));
        }
    }
    let result = empty_like(vm, set);
    for (hash, element) in snapshot(vm, set) {
        let present = if other_is_set {
            find(vm, other, &element, hash)?.is_some()
        } else {
            other.expect::<Dict>().clone().find(vm, &element, hash)?.is_some()
        };
        if !present {
            add_hashed(vm, &result, element, hash)?;
        }
    }
    Ok(result)
}

fn copy_and_difference(vm: &mut Vm, set: &Value, other: &Value) -> PyResult {
    let result = copy_of(vm, set)?;
    difference_update(vm, &result, other)?;
    Ok(result)
}

/// `set.difference_update(other)`.
pub fn difference_update(vm: &mut Vm, set: &Value, other: &Value) -> PyResult<()> {
    if set.is(other) {
        clear_table(data(set), &mut vm.heap);
        return Ok(());
    }
    if data_of(other).is_some() {
        let other_length = length(vm, other);
        // Optimising for the smaller side is CPython's, and decides the order of comparisons.
        if other_length >> 3 > length(vm, set) {
            let smaller = intersection(vm, set, other)?;
            for (hash, element) in snapshot(vm, &smaller) {
                discard(vm, set, &element, hash)?;
            }
            return Ok(());
        }
        for (hash, element) in edit(vm, set, other, algebra::remove_all) {
            discard(vm, set, &element, hash)?;
        }
        return Ok(());
    }
    iterate::for_each(vm, other, |vm, item| {
        let hash = protocol::hash_element(vm, &item)?;
        discard(vm, set, &item, hash).map(|_| ())
    })
}

/// `set.intersection(other)` with one argument.
pub fn intersection(vm: &mut Vm, set: &Value, other: &Value) -> PyResult {
    if set.is(other) {
        return copy_of(vm, set);
    }
    if data_of(other).is_some() {
        let (ours, theirs) = tables(vm, set, other);
        let (walked, asked, common) = if theirs.len() > ours.len() {
            (set, other, algebra::intersection(ours, theirs))
        } else {
            (other, set, algebra::intersection(theirs, ours))
        };
        if let Ok(table) = common {
            return Ok(made_like(vm, set, table));
        }
        let result = empty_like(vm, set);
        for (hash, element) in snapshot(vm, walked) {
            if find(vm, asked, &element, hash)?.is_some() {
                add_hashed(vm, &result, element, hash)?;
            }
        }
        return Ok(result);
    }
    let result = empty_like(vm, set);
    let iterator = iterate::iter(vm, other)?;
    while let Some(item) = iterate::next(vm, &iterator)? {
        let hash = protocol::hash(vm, &item)?;
        if find(vm, set, &item, hash)?.is_some() {
            add_hashed(vm, &result, item, hash)?;
            // There cannot be more.
            if length(vm, &result) >= length(vm, set) {
                break;
            }
        }
    }
    Ok(result)
}

/// Gives `set` the elements of `source`, which is a temporary.
pub(super) fn swap_bodies(vm: &mut Vm, set: &Value, source: &Value) {
    let new = take_table(data(source), &mut vm.heap);
    let old = data(set).table.replace(&mut vm.heap, new);
    drop(old);
    vm.run_parked_if_any();
}

/// `set.symmetric_difference_update(other)`.
pub fn symmetric_difference_update(vm: &mut Vm, set: &Value, other: &Value) -> PyResult<()> {
    if set.is(other) {
        clear_table(data(set), &mut vm.heap);
        return Ok(());
    }
    let elements = if data_of(other).is_some() {
        edit(vm, set, other, algebra::toggle_all)
    } else if vm.is_exactly(other, &vm.types.dict) {
        dict_keys(vm, other)
    } else {
        let other = from_iterable(vm, set, other)?;
        snapshot(vm, &other)
    };
    for (hash, element) in elements {
        if !discard(vm, set, &element, hash)? {
            add_hashed(vm, set, element, hash)?;
        }
    }
    Ok(())
}

pub(super) fn symmetric_difference(vm: &mut Vm, set: &Value, other: &Value) -> PyResult {
    let result = from_iterable(vm, set, other)?;
    symmetric_difference_update(vm, &result, set)?;
    Ok(result)
}

pub(super) fn is_disjoint(vm: &mut Vm, set: &Value, other: &Value) -> PyResult<bool> {
    if set.is(other) {
        return Ok(length(vm, set) == 0);
    }
    if data_of(other).is_some() {
        let (walked, asked) = if length(vm, other) > length(vm, set) { (set, other) } else { (other, set) };
        let (walked_table, asked_table) = tables(vm, walked, asked);
        if let Ok(disjoint) = algebra::is_disjoint(walked_table, asked_table) {
            return Ok(disjoint);
        }
        for (hash, element) in snapshot(vm, walked) {
            if find(vm, asked, &element, hash)?.is_some() {
                return Ok(false);
            }
        }
        return Ok(true);
    }
    let iterator = iterate::iter(vm, other)?;
    while let Some(item) = iterate::next(vm, &iterator)? {
        let hash = protocol::hash_element(vm, &item)?;
        if find(vm, set, &item, hash)?.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}

pub(super) fn is_subset(vm: &mut Vm, set: &Value, other: &Value) -> PyResult<bool> {
    if data_of(other).is_none() {
        let shared = intersection(vm, set, other)?;
        return Ok(length(vm, &shared) == length(vm, set));
    }
    if length(vm, set) > length(vm, other) {
        return Ok(false);
    }
    let (walked, asked) = tables(vm, set, other);
    if let Ok(subset) = algebra::is_subset(walked, asked) {
        return Ok(subset);
    }
    for (hash, element) in snapshot(vm, set) {
        if find(vm, other, &element, hash)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

pub(super) fn is_superset(vm: &mut Vm, set: &Value, other: &Value) -> PyResult<bool> {
    if data_of(other).is_some() {
        return is_subset(vm, other, set);
    }
    let iterator = iterate::iter(vm, other)?;
    while let Some(item) = iterate::next(vm, &iterator)? {
        let hash = protocol::hash_element(vm, &item)?;
        if find(vm, set, &item, hash)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// For `__sizeof__` and `__reduce__`: the elements as a list's items.
pub(super) fn elements(vm: &Vm, set: &Value) -> Vec<Value> {
    snapshot(vm, set).into_iter().map(|(_, element)| element).collect()
}

/// `__sizeof__`.
pub(super) fn size_of(vm: &mut Vm, set: &Value) -> PyResult {
    let size = vm.heap.size_of(set);
    Ok(sequence::int(vm, size))
}
