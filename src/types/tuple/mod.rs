//! `tuple`.

pub mod declaration;
pub mod iterator;
mod methods;

pub use iterator::ITERATOR;

use ouropy_compiler::code::Comparison;

use crate::object::{Heap, Phantom, Py, Tuple, Value};
use crate::protocol::{self, iterate, sequence};
use crate::text::hash::TupleHasher;
use crate::text::room::{Room, cloned};
use crate::types::class::{Arguments, Class};
use crate::types::slice::{self, Slice};
use crate::vm::{PyResult, Vm, arguments};
use iterator::TupleIterator;

fn items<'a>(_heap: &'a Heap, tuple: &'a Value) -> &'a [Value] {
    tuple.expect::<Tuple>().items()
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    sequence::refuse_keywords(vm, class, "tuple", &arguments)?;
    let exact = class.is(&vm.types.tuple);
    if let [list] = arguments.positional()
        && exact
        && vm.is_exactly(list, &vm.types.list)
    {
        let items = iterate::collect_to_vec(vm, list)?;
        return Ok(vm.pack_tuple(items).into_value());
    }
    let items = match arguments.positional() {
        [] => Vec::new(),
        [iterable] if exact && vm.is_exactly(iterable, &vm.types.tuple) => return Ok(iterable.clone()),
        [iterable] => iterate::collect_for_tuple(vm, iterable)?,
        other => return Err(arguments::wrong_count(vm, "tuple", 0, 1, other.len())),
    };
    if exact {
        return Ok(vm.new_tuple(items).into_value());
    }
    if let [iterable] = arguments.positional()
        && !vm.is_exactly(iterable, &vm.types.tuple)
    {
        // CPython fills the instance from a tuple.
        vm.heap.phantom_passes(Phantom::Tuple(items.len()));
    }
    of_class(vm, class, items)
}

/// An instance of a subclass of tuple.
pub fn of_class(vm: &mut Vm, class: &Py<Class>, items: Vec<Value>) -> PyResult {
    match vm.heap.new_tuple(class, items.into_iter()) {
        Ok(tuple) => {
            // CPython tracks an instance of a subclass even when it is empty.
            if tuple.header().is_container() {
                vm.heap.track(tuple.header());
            }
            Ok(tuple.into_value())
        }
        Err(_) => Err(vm.memory_error()),
    }
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let tuple = this.expect::<Tuple>().clone();
    if tuple.is_empty() {
        return Ok(vm.new_str("()").into_value());
    }
    sequence::guarded_repr(vm, this, "(...)", |vm| {
        let mut text = b"(".to_vec();
        for (index, item) in tuple.items().iter().enumerate() {
            if index != 0 {
                text.put_all(b", ");
            }
            sequence::push_repr(vm, &mut text, item)?;
        }
        text.put_all(if tuple.len() == 1 { b",)" } else { b")" });
        Ok(text)
    })
}

/// How deep tuples may be nested to be hashed: as deep as CPython's recursion goes on the usual stack. Here the tuples
/// that are not finished wait in a list, so that depth costs no native stack.
const DEEPEST_HASH: usize = 103_800;

fn hash(vm: &mut Vm, this: &Value) -> PyResult<i64> {
    let mut tuple: &Tuple = this.expect::<Tuple>();
    if let Some(known) = tuple.known_hash() {
        return Ok(known);
    }
    let mut outer: Vec<(&Tuple, TupleHasher, std::slice::Iter<'_, Value>)> = Vec::new();
    let mut hasher = TupleHasher::default();
    let mut items = tuple.items().iter();
    loop {
        let Some(item) = items.next() else {
            let hash = hasher.finish();
            tuple.note_hash(hash);
            let Some((waiting, its_hasher, rest)) = outer.pop() else { return Ok(hash) };
            (tuple, hasher, items) = (waiting, its_hasher, rest);
            hasher.add(hash);
            continue;
        };
        if let Some(number) = item.as_small_int() {
            hasher.add(crate::text::int::hash_i64(number));
            continue;
        }
        match item.cast::<Tuple>() {
            Some(nested) if vm.is_exactly(item, &vm.types.tuple) => {
                if let Some(known) = nested.known_hash() {
                    hasher.add(known);
                    continue;
                }
                if outer.len() == DEEPEST_HASH {
                    return Err(vm.recursion_error(protocol::recursion::message(" while hashing a tuple")));
                }
                let rest = std::mem::replace(&mut items, nested.items().iter());
                outer.push((std::mem::replace(&mut tuple, nested), std::mem::take(&mut hasher), rest));
            }
            _ => hasher.add(protocol::hash(vm, item)?),
        }
    }
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    if !left.has::<Tuple>() || !right.has::<Tuple>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    // A tuple does not end at the first difference in length: items are compared first, unlike in a list.
    let (a, b) = (left.expect::<Tuple>().items(), right.expect::<Tuple>().items());
    for (a, b) in a.iter().zip(b) {
        if !protocol::is_equal(vm, a, b)? {
            return match op {
                Comparison::Equal => Ok(Value::FALSE),
                Comparison::NotEqual => Ok(Value::TRUE),
                _ => protocol::compare(vm, a, b, op),
            };
        }
    }
    Ok(Value::bool(sequence::holds(op, a.len().cmp(&b.len()))))
}

fn contains(vm: &mut Vm, this: &Value, item: &Value) -> PyResult<bool> {
    for candidate in this.expect::<Tuple>().items() {
        if protocol::is_equal(vm, candidate, item)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn get(vm: &mut Vm, this: &Value, key: &Value) -> PyResult {
    let tuple = this.expect::<Tuple>();
    if let Some(index) = sequence::index_checked(vm, key)? {
        return match sequence::position(index, tuple.len()) {
            Some(at) => Ok(tuple.items()[at].clone()),
            None => Err(vm.index_error("tuple index out of range")),
        };
    }
    let Some(slice) = key.cast::<Slice>() else {
        let name = vm.class_name(key);
        return Err(vm.type_error(format!("tuple indices must be integers or slices, not {name}")));
    };
    let selection = slice::resolve(vm, slice, tuple.len())?;
    if selection.step == 1 {
        if selection.count == tuple.len() && vm.is_exactly(this, &vm.types.tuple) {
            return Ok(this.clone());
        }
        let range = selection.start..selection.start + selection.count;
        return Ok(vm.new_tuple(cloned(&tuple.items()[range])).into_value());
    }
    let selected = selection.positions().map(|at| tuple.items()[at].clone()).collect();
    Ok(vm.new_tuple(selected).into_value())
}

/// `left + right`; TypeError "can only concatenate tuple (not "int") to tuple".
pub fn concat(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let (a, Some(b)) = (left.expect::<Tuple>(), right.cast::<Tuple>()) else {
        let name = vm.class_name(right);
        return Err(vm.type_error(format!("can only concatenate tuple (not \"{name}\") to tuple")));
    };
    if a.is_empty() && vm.is_exactly(right, &vm.types.tuple) {
        return Ok(right.clone());
    }
    if b.is_empty() && vm.is_exactly(left, &vm.types.tuple) {
        return Ok(left.clone());
    }
    let both = [items(&vm.heap, left), items(&vm.heap, right)].concat();
    Ok(vm.new_tuple(both).into_value())
}

fn repeat(vm: &mut Vm, this: &Value, count: &Value) -> PyResult {
    let count = sequence::repeat_count(vm, count)?;
    let tuple = this.expect::<Tuple>();
    if (tuple.is_empty() || count == 1) && vm.is_exactly(this, &vm.types.tuple) {
        return Ok(this.clone());
    }
    let total = tuple.len().checked_mul(count).filter(|&total| total <= isize::MAX as usize / 8);
    let mut all: Vec<Value> = Vec::new();
    if total.is_none_or(|total| all.try_reserve_exact(total).is_err()) {
        return Err(vm.memory_error());
    }
    for _ in 0..if tuple.is_empty() { 0 } else { count } {
        all.extend_from_slice(tuple.items());
    }
    Ok(vm.new_tuple(all).into_value())
}
