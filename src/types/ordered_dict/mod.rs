//! `collections.OrderedDict`: a dict with a list of its own of the keys' order, which can be changed and counts in
//! comparisons.
//!
//! What only knows the dict (`dict.__setitem__`, native code that sets an item) goes past the list, as in CPython.

mod attributes;
pub mod declaration;
pub mod iterator;
mod methods;
mod operators;
pub mod view;

use crate::object::{Py, Slot, Value};
use crate::protocol;
use crate::text::room::{gathered, with_room};
use crate::types::dict::order::{NodeIndex, Order};
use crate::types::dict::{Dict, DictExtra};
use crate::vm::{PyResult, Raised, Vm};

/// The order of the keys; `None` as long as there have been none.
fn order<'a>(vm: &'a Vm, dict: &'a Dict) -> Option<&'a Order> {
    match dict.extra.get(&vm.heap).as_deref() {
        Some(DictExtra::Order(order)) => Some(order),
        _ => None,
    }
}

/// The order of the keys, to be changed.
fn order_mut<'a>(vm: &'a mut Vm, dict: &'a Dict) -> &'a mut Order {
    let extra = dict.extra.get_mut(&mut vm.heap);
    if !matches!(extra.as_deref(), Some(DictExtra::Order(_))) {
        *extra = Some(Box::new(DictExtra::Order(Order::default())));
    }
    match extra.as_deref_mut() {
        Some(DictExtra::Order(order)) => order,
        _ => unreachable!("the order has just been made"),
    }
}

/// Counts the changes of the order.
fn state(vm: &Vm, dict: &Dict) -> u64 {
    order(vm, dict).map_or(0, Order::state)
}

/// The keys in their order, with their hashes.
fn keys(vm: &Vm, dict: &Dict) -> Vec<(Value, i64)> {
    order(vm, dict).into_iter().flat_map(Order::keys).map(|(_, key, hash)| (key.clone(), hash)).collect()
}

#[cold]
fn mutated(vm: &mut Vm) -> Raised {
    vm.runtime_error("OrderedDict mutated during iteration")
}

/// The position of a key among the dict's entries; that of the next new entry when it is not there.
fn position_in_table(vm: &mut Vm, dict: &Py<Dict>, key: &Value, hash: i64) -> PyResult<usize> {
    let found = dict.find(vm, key, hash)?;
    Ok(found.unwrap_or_else(|| dict.table.get(&vm.heap).entry_count()))
}

/// As [`position_in_table`], when the order knows the positions of its keys in the table as it is now.
fn position(vm: &mut Vm, dict: &Py<Dict>, key: &Value, hash: i64) -> PyResult<usize> {
    if !order(vm, dict).is_some_and(|order| order.is_about(dict.table.get(&vm.heap).about())) {
        let keys = order(vm, dict).into_iter().flat_map(Order::keys);
        let nodes: Vec<_> = gathered(keys.map(|(node, key, hash)| (node, key.clone(), hash)));
        let mut found = with_room(nodes.len());
        vm.check_memory()?;
        for (node, key, hash) in nodes {
            found.push((node, position_in_table(vm, dict, &key, hash)?));
        }
        let about = dict.table.get(&vm.heap).about();
        order_mut(vm, dict).place(about, &found);
        vm.check_memory()?;
    }
    position_in_table(vm, dict, key, hash)
}

/// The node of a key.
fn find_node(vm: &mut Vm, dict: &Py<Dict>, key: &Value, hash: i64) -> PyResult<Option<NodeIndex>> {
    if order(vm, dict).is_none_or(Order::is_empty) {
        return Ok(None);
    }
    let position = position(vm, dict, key, hash)?;
    Ok(order(vm, dict).and_then(|order| order.node_at(position)))
}

/// Takes the node of a key out, if there is one.
fn remove_node(vm: &mut Vm, dict: &Py<Dict>, key: &Value, hash: i64) -> PyResult<()> {
    let position = position(vm, dict, key, hash)?;
    drop(order_mut(vm, dict).remove_at(position));
    Ok(())
}

/// Adds a key to the end of the order if it has no node. MemoryError, and the order is as it was, if there is no memory.
fn add_node(vm: &mut Vm, dict: &Py<Dict>, key: &Value, hash: i64, position: usize) -> PyResult<()> {
    let order = order_mut(vm, dict);
    if order.node_at(position).is_some() {
        return Ok(());
    }
    if !order.reserve(position) {
        return Err(vm.memory_error());
    }
    order.push(key.clone(), hash, position);
    Ok(())
}

/// Sets an item of the hash given, and adds the key to the end of the order if it is new.
fn set_hashed(vm: &mut Vm, dict: &Py<Dict>, key: &Value, hash: i64, value: Value) -> PyResult<()> {
    drop(dict.set_hashed(vm, key.clone(), hash, value)?);
    match position(vm, dict, key, hash).and_then(|position| add_node(vm, dict, key, hash, position)) {
        Ok(()) => Ok(()),
        Err(raised) => {
            // The value is taken back.
            let exception = vm.take_raised(raised);
            match dict.remove_hashed(vm, key, hash) {
                Ok(value) => drop(value),
                Err(raised) => drop(vm.take_raised(raised)),
            }
            Err(vm.raise_as_is(exception))
        }
    }
}

/// `dict[key] = value` and `del dict[key]`.
fn assign(vm: &mut Vm, this: &Value, key: &Value, value: Option<&Value>) -> PyResult<()> {
    let dict = this.expect::<Dict>();
    let hash = protocol::hash(vm, key)?;
    if let Some(value) = value {
        return set_hashed(vm, dict, key, hash, value.clone());
    }
    remove_node(vm, dict, key, hash)?;
    match dict.remove_hashed(vm, key, hash)? {
        Some(old) => {
            drop(old);
            Ok(())
        }
        None => Err(vm.key_error(key)),
    }
}

/// Takes a key out of order and dict; gives back its value. A key that has no node stays where it is.
fn pop_hashed(vm: &mut Vm, dict: &Py<Dict>, key: &Value, hash: i64) -> PyResult<Slot> {
    if find_node(vm, dict, key, hash)?.is_none() {
        return Ok(None);
    }
    remove_node(vm, dict, key, hash)?;
    dict.remove_hashed(vm, key, hash)
}
