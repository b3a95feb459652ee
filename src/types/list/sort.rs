//! `list.sort`: key calls, the choice of a comparison, and the list kept empty meanwhile.

use std::cmp::Ordering;

use ouropy_compiler::code::Comparison;

use super::{List, timsort};
use crate::object::{Py, Str, Tuple, Value};
use crate::protocol;
use crate::text::room::{gathered, with_room};
use crate::vm::{PyResult, Vm};

/// The order of sorted items; equal ones stay in the order they had in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The smallest first.
    Ascending,
    /// The largest first.
    Descending,
}

impl Order {
    /// What an argument `reverse` asks for; ascending when it is not given.
    pub fn of_reverse(vm: &mut Vm, reverse: Option<&Value>) -> PyResult<Order> {
        match reverse {
            Some(reverse) if protocol::is_true(vm, reverse)? => Ok(Order::Descending),
            _ => Ok(Order::Ascending),
        }
    }

    /// Whether `a` comes before or after `b`.
    fn apply<T>(self, compare: impl Fn(T, T) -> Ordering, a: T, b: T) -> Ordering {
        match self {
            Order::Ascending => compare(a, b),
            Order::Descending => compare(b, a),
        }
    }
}

/// Sorts in place, stably. While it runs the list is empty; ValueError "list modified during sort" if it is not when
/// done. If a comparison raises, all items are still there, partly sorted.
pub fn sort(vm: &mut Vm, list: &Py<List>, key: Option<&Value>, order: Order) -> PyResult<()> {
    // CPython notices that room was allocated; here the room is a size that no method leaves.
    let untouched = Vec::with_capacity(7);
    let room = untouched.capacity();
    let mut items = list.items.replace(&mut vm.heap, untouched);
    let result = sort_items(vm, &mut items, key, order);
    let intruders = list.items.replace(&mut vm.heap, items);
    let modified = intruders.capacity() != room || !intruders.is_empty();
    super::drop_from_end(intruders);
    result?;
    if modified {
        return Err(vm.value_error("list modified during sort"));
    }
    Ok(())
}

/// So many items are worth asking for memory.
const MANY: usize = 100_000;

/// Sorts a vector nobody else sees, as `list.sort` does: also behind `sorted`.
pub fn sort_items(vm: &mut Vm, items: &mut Vec<Value>, key: Option<&Value>, order: Order) -> PyResult<()> {
    let Some(key) = key else {
        if let Some(compare) = native_order(vm, items) {
            check_room::<Value>(vm, items.len())?;
            items.sort_by(|a, b| order.apply(compare, a, b));
            return Ok(());
        }
        let mut positions: Vec<u32> = gathered(0..items.len() as u32);
        vm.check_memory()?;
        let result = sort_indices(vm, items, &mut positions, order);
        permute(items, &positions);
        return result;
    };
    let mut keys = with_room(items.len());
    vm.check_memory()?;
    for item in items.iter() {
        keys.push(protocol::call(vm, key, std::slice::from_ref(item))?);
    }
    let mut positions: Vec<u32> = gathered(0..items.len() as u32);
    check_room::<u32>(vm, positions.len())?;
    let result = match native_order(vm, &keys) {
        Some(compare) => {
            let by_key = |a: &u32, b: &u32| compare(&keys[*a as usize], &keys[*b as usize]);
            positions.sort_by(|a, b| order.apply(by_key, a, b));
            Ok(())
        }
        None => sort_indices(vm, &keys, &mut positions, order),
    };
    permute(items, &positions);
    // CPython frees the keys in sorted order.
    permute(&mut keys, &positions);
    drop(keys);
    vm.run_parked_if_any();
    result
}

/// MemoryError if there is none for what the library's sort takes beside the items.
fn check_room<T>(vm: &mut Vm, count: usize) -> PyResult<()> {
    if count > MANY && !vm.heap.has_memory(count / 2 * size_of::<T>()) {
        return Err(vm.memory_error());
    }
    vm.check_memory()
}

/// Puts the items in the order of their positions. They stay as they are if there is no memory.
fn permute(items: &mut Vec<Value>, positions: &[u32]) {
    let room = with_room(items.len());
    if room.capacity() < items.len() {
        return;
    }
    let mut slots: Vec<Option<Value>> = std::mem::replace(items, room).into_iter().map(Some).collect();
    items.extend(positions.iter().filter_map(|&at| slots[at as usize].take()));
}

fn sort_indices(vm: &mut Vm, keys: &[Value], positions: &mut [u32], order: Order) -> PyResult<()> {
    // Reversing before and after keeps equal items in order, as CPython does.
    if order == Order::Descending {
        positions.reverse();
    }
    let tuples = keys.iter().all(|key| vm.is_exactly(key, &vm.types.tuple) && !key.expect::<Tuple>().is_empty());
    let result = timsort::sort(positions, &mut |a, b| {
        let (a, b) = (&keys[a as usize], &keys[b as usize]);
        if tuples { tuple_less(vm, a, b) } else { less(vm, a, b) }
    });
    if order == Order::Descending {
        positions.reverse();
    }
    result
}

#[inline]
fn less(vm: &mut Vm, a: &Value, b: &Value) -> PyResult<bool> {
    let result = protocol::compare(vm, a, b, Comparison::Less)?;
    protocol::is_true(vm, &result)
}

/// CPython's unsafe_tuple_compare: first items are compared with `<` alone where that settles it.
fn tuple_less(vm: &mut Vm, a: &Value, b: &Value) -> PyResult<bool> {
    let (a, b) = (a.expect::<Tuple>().items(), b.expect::<Tuple>().items());
    for (index, (x, y)) in a.iter().zip(b).enumerate() {
        if !protocol::is_equal(vm, x, y)? {
            return match (index, natively_ordered(vm, x, y)) {
                (0, Some(order)) => Ok(order.is_lt()),
                _ => less(vm, x, y),
            };
        }
    }
    Ok(a.len() < b.len())
}

fn natively_ordered(vm: &Vm, a: &Value, b: &Value) -> Option<Ordering> {
    let pair = [a.clone(), b.clone()];
    native_order(vm, &pair).map(|order| order(a, b))
}

/// A comparison for items of one built-in type that cannot run Python code: ints in the word, floats in the word,
/// exact strs.
fn native_order(vm: &Vm, items: &[Value]) -> Option<fn(&Value, &Value) -> Ordering> {
    let first = items.first()?;
    if first.is_small_int() {
        if items.iter().all(Value::is_small_int) {
            return Some(|a, b| a.as_small_int().cmp(&b.as_small_int()));
        }
    } else if first.is_small_float() {
        if items.iter().all(Value::is_small_float) {
            return Some(|a, b| a.as_small_float().partial_cmp(&b.as_small_float()).unwrap_or(Ordering::Equal));
        }
    } else if items.iter().all(|item| vm.is_exactly(item, &vm.types.str)) {
        // WTF-8 orders as code points do.
        return Some(|a, b| a.expect::<Str>().as_bytes().cmp(b.expect::<Str>().as_bytes()));
    }
    None
}
