//! Iteration: `iter`, `next`, and walks over whatever is iterable.

use std::fmt::Display;

use crate::object::{Heap, Kind, Phantom, Str, Tuple, Value, let_go};
use crate::text::room::gathered;
use crate::types::iterators::sequence::SequenceIterator;
use crate::types::list::List;
use crate::types::list::iterator::ListIterator;
use crate::types::range::iterator::RangeIterator;
use crate::types::tuple::iterator::TupleIterator;
use crate::vm::{PyResult, Vm};

/// `iter(value)`. TypeError "'int' object is not iterable", or "iter() returned non-iterator of type 'X'" when
/// `__iter__` gave something without `__next__`.
pub fn iter(vm: &mut Vm, value: &Value) -> PyResult {
    let slots = vm.class_of(value).slots(&vm.heap);
    if let Some(iter) = slots.iter {
        let iterator = iter(vm, value)?;
        if is_iterator(vm, &iterator) {
            return Ok(iterator);
        }
        let name = vm.class_name(&iterator);
        return Err(vm.type_error(format!("iter() returned non-iterator of type '{name}'")));
    }
    if super::sequence::is_sequence(vm, value) {
        return Ok(SequenceIterator::create(vm, value.clone()));
    }
    let name = vm.class_name(value);
    Err(vm.type_error(format!("'{name}' object is not iterable")))
}

/// Whether the class of `value` has `__next__`.
#[inline]
pub fn is_iterator(vm: &Vm, value: &Value) -> bool {
    vm.class_of(value).slots(&vm.heap).next.is_some()
}

/// Whether `iter(value)` would find a way: `__iter__` or `__getitem__`.
pub fn is_iterable(vm: &Vm, value: &Value) -> bool {
    vm.class_of(value).slots(&vm.heap).iter.is_some() || super::sequence::is_sequence(vm, value)
}

/// `next(iterator)`; `None` at the end. A StopIteration is swallowed. TypeError "'int' object is not an iterator".
#[inline(never)]
pub fn next(vm: &mut Vm, iterator: &Value) -> PyResult<Option<Value>> {
    let Some(next) = vm.class_of(iterator).slots(&vm.heap).next else { return not_an_iterator(vm, iterator) };
    match next(vm, iterator) {
        Ok(item) => {
            // Native loops come by here.
            vm.check_memory()?;
            Ok(item)
        }
        Err(raised) => {
            let ended: PyResult<Option<Value>> = Err(raised);
            Ok(vm.catch(ended, |types| &types.stop_iteration)?.flatten())
        }
    }
}

#[cold]
fn not_an_iterator(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let name = vm.class_name(value);
    Err(vm.type_error(format!("'{name}' object is not an iterator")))
}

/// As [`next`], for an iterator whose end is that of its source: a StopIteration that the source raised goes on to whoever
/// asked, with its value and its traceback, and what that holds lives as long.
#[inline]
pub fn step(vm: &mut Vm, source: &Value) -> PyResult<Option<Value>> {
    let Some(next) = vm.class_of(source).slots(&vm.heap).next else { return not_an_iterator(vm, source) };
    let item = next(vm, source)?;
    vm.check_memory()?;
    Ok(item)
}

/// What one step has come to.
pub enum Step {
    /// An item.
    Item(Value),
    /// Nothing more.
    End,
    /// It is for the class to tell; nothing has happened.
    Class,
}

impl Step {
    /// An item, or the class's turn.
    #[inline(always)]
    fn item_or_class(item: Option<Value>) -> Step {
        item.map_or(Step::Class, Step::Item)
    }
}

/// A step of the iterator of a range, list or tuple, which neither fails nor runs Python code.
#[inline(always)]
pub fn step_in_sequence(heap: &Heap, iterator: &Value) -> Step {
    let item = match iterator.kind() {
        Some(Kind::RangeIterator) => {
            let range = iterator.expect::<RangeIterator>();
            let remaining = range.remaining.get();
            if remaining == 0 {
                return Step::End;
            }
            let number = range.next.get();
            let item = Value::small_int(number);
            if item.is_some() {
                range.remaining.set(remaining - 1);
                range.next.set(number.wrapping_add(range.step));
            }
            item
        }
        // At their ends the slots let go of the sequence.
        Some(Kind::ListIterator) => {
            let this = iterator.expect::<ListIterator>();
            let index = this.index.get();
            let items = this.list.get(heap).as_ref().map(|list| list.items.get(heap));
            let item = items.and_then(|items| items.get(index)).cloned();
            if item.is_some() {
                this.index.set(index + 1);
            }
            item
        }
        Some(Kind::TupleIterator) => {
            let this = iterator.expect::<TupleIterator>();
            let index = this.index.get();
            let items = this.tuple.get(heap).as_ref().map(|tuple| tuple.items());
            let item = items.and_then(|items| items.get(index)).cloned();
            if item.is_some() {
                this.index.set(index + 1);
            }
            item
        }
        _ => None,
    };
    Step::item_or_class(item)
}

/// Calls `visit` with every item of `value`.
pub fn for_each(vm: &mut Vm, value: &Value, visit: impl FnMut(&mut Vm, Value) -> PyResult<()>) -> PyResult<()> {
    if vm.is_exactly(value, &vm.types.list) {
        vm.heap.phantom_passes(Phantom::ListIterator);
    } else if vm.is_exactly(value, &vm.types.tuple) {
        vm.heap.phantom_passes(Phantom::TupleIterator);
    }
    for_each_item(vm, value, visit)
}

/// As [`for_each`], where CPython makes no iterator of lists and tuples.
pub fn for_each_item(
    vm: &mut Vm,
    value: &Value,
    mut visit: impl FnMut(&mut Vm, Value) -> PyResult<()>,
) -> PyResult<()> {
    if vm.is_exactly(value, &vm.types.list) {
        let list = value.expect::<List>().clone();
        let mut index = 0;
        while let Some(item) = list.items.get(&vm.heap).get(index).cloned() {
            index += 1;
            visit(vm, item)?;
        }
        return Ok(());
    }
    if vm.is_exactly(value, &vm.types.tuple) {
        let tuple = value.expect::<Tuple>().clone();
        for item in tuple.items() {
            visit(vm, item.clone())?;
        }
        return Ok(());
    }
    let iterator = iter(vm, value)?;
    while let Some(item) = next(vm, &iterator)? {
        visit(vm, item)?;
    }
    Ok(())
}

/// Every item of `value`, which may be any iterable.
pub fn collect_to_vec(vm: &mut Vm, value: &Value) -> PyResult<Vec<Value>> {
    if let Some(items) = exact_items(vm, value) {
        return Ok(gathered(items.iter().cloned()));
    }
    if let Some(text) = value.cast::<Str>()
        && text.is_ascii()
        && vm.is_exactly(value, &vm.types.str)
    {
        return Ok(gathered(text.as_bytes().iter().map(|&byte| vm.characters[usize::from(byte)].to_value())));
    }
    collect_hinted(vm, value)
}

/// As [`collect_to_vec`] of what CPython makes a list of first, unless it is a list or a tuple (PySequence_Fast): the
/// iterator is asked for an iterator and for a length.
pub fn collect_fast(vm: &mut Vm, value: &Value) -> PyResult<Vec<Value>> {
    if value.has::<List>() || value.has::<Tuple>() {
        return collect_to_vec(vm, value);
    }
    let iterator = iter(vm, value)?;
    collect_to_vec(vm, &iterator)
}

/// As [`collect_to_vec`], without asking for a length first: what becomes a tuple.
pub fn collect_for_tuple(vm: &mut Vm, value: &Value) -> PyResult<Vec<Value>> {
    if let Some(items) = exact_items(vm, value) {
        return Ok(gathered(items.iter().cloned()));
    }
    let iterator = iter(vm, value)?;
    collect_rest(vm, &iterator, Vec::new())
}

/// The items that an iterator has yet behind those that are known; MemoryError if there is no room.
fn collect_rest(vm: &mut Vm, iterator: &Value, mut items: Vec<Value>) -> PyResult<Vec<Value>> {
    loop {
        let raised = match next(vm, iterator) {
            Ok(None) => return Ok(items),
            Ok(Some(_)) if items.len() == items.capacity() && items.try_reserve(1).is_err() => vm.memory_error(),
            Ok(Some(item)) => {
                items.push(item);
                continue;
            }
            Err(raised) => raised,
        };
        // They die as those of a list or tuple do.
        let_go(|sink| items.into_iter().rev().for_each(|item| sink.give(item)));
        return Err(raised);
    }
}

fn collect_hinted(vm: &mut Vm, value: &Value) -> PyResult<Vec<Value>> {
    let iterator = iter(vm, value)?;
    let room = length_hint(vm, value, 8)?;
    let mut items = Vec::new();
    if items.try_reserve(room).is_err() {
        return Err(vm.memory_error());
    }
    collect_rest(vm, &iterator, items)
}

/// The items of an exact list or tuple, in place.
#[inline]
pub fn exact_items<'a>(vm: &'a Vm, value: &'a Value) -> Option<&'a [Value]> {
    if vm.is_exactly(value, &vm.types.list) {
        Some(value.expect::<List>().items.get(&vm.heap))
    } else if vm.is_exactly(value, &vm.types.tuple) {
        Some(value.expect::<Tuple>().items())
    } else {
        None
    }
}

/// `operator.length_hint(value, default)`: the length if there is one, else `__length_hint__`, else `default`.
pub fn length_hint(vm: &mut Vm, value: &Value, default: usize) -> PyResult<usize> {
    if let Some(length) = vm.class_of(value).slots(&vm.heap).length {
        let result = length(vm, value);
        if let Some(length) = vm.catch(result, |types| &types.type_error)? {
            return Ok(length);
        }
    }
    let name = vm.names.length_hint.clone();
    let result = super::call::call_special(vm, value, &name, &[]);
    let Some(Some(hint)) = vm.catch(result, |types| &types.type_error)? else { return Ok(default) };
    if hint.is_not_implemented() {
        return Ok(default);
    }
    let Some(number) = crate::types::int::Number::of(&hint) else {
        let name = vm.class_name(&hint);
        return Err(vm.type_error(format!("__length_hint__ must be an integer, not {name}")));
    };
    match number.to_i64() {
        Some(hint) if hint >= 0 => Ok(hint as usize),
        Some(_) => Err(vm.value_error("__length_hint__() should return >= 0")),
        None => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
    }
}

/// Unpacks `value` into exactly `count` items. TypeError "cannot unpack non-iterable int object"; ValueError "not
/// enough values to unpack (expected 2, got 1)" or "too many values to unpack (expected 2, got 3)".
pub fn unpack_sequence(vm: &mut Vm, value: &Value, count: usize) -> PyResult<Vec<Value>> {
    if let Some(items) = exact_items(vm, value) {
        if items.len() == count {
            return Ok(gathered(items.iter().cloned()));
        }
        let given = items.len();
        return Err(if given < count { too_few(vm, &count, given) } else { too_many(vm, count, Some(given)) });
    }
    let iterator = iter_to_unpack(vm, value)?;
    let mut items = Vec::with_capacity(count);
    let known = dict_length(vm, value);
    let result = fill_exactly(vm, &iterator, &mut items, count, known);
    unpacked(items, result)
}

/// What was unpacked; after an error it dies, the last item first.
fn unpacked(mut items: Vec<Value>, result: PyResult<()>) -> PyResult<Vec<Value>> {
    if result.is_err() {
        while let Some(item) = items.pop() {
            drop(item);
        }
    }
    result.map(|()| items)
}

/// Fills `items` up to `count`, which has to be all there are: `known` if that is known.
fn fill_exactly(
    vm: &mut Vm,
    iterator: &Value,
    items: &mut Vec<Value>,
    count: usize,
    known: Option<usize>,
) -> PyResult<()> {
    while items.len() < count {
        match next(vm, iterator)? {
            Some(item) => items.push(item),
            None => return Err(too_few(vm, &count, items.len())),
        }
    }
    if next(vm, iterator)?.is_some() {
        return Err(too_many(vm, count, known));
    }
    Ok(())
}

/// Unpacks `value` into `before` items, a list of what is between, and `after` items. ValueError "not enough values
/// to unpack (expected at least 2, got 1)".
pub fn unpack_ex(vm: &mut Vm, value: &Value, before: usize, after: usize) -> PyResult<Vec<Value>> {
    let iterator = iter_to_unpack(vm, value)?;
    let mut items = Vec::with_capacity(before + after + 1);
    let result = fill_around(vm, &iterator, &mut items, before, after);
    unpacked(items, result)
}

fn fill_around(vm: &mut Vm, iterator: &Value, items: &mut Vec<Value>, before: usize, after: usize) -> PyResult<()> {
    while items.len() < before {
        match next(vm, iterator)? {
            Some(item) => items.push(item),
            None => return Err(too_few(vm, &at_least(before + after), items.len())),
        }
    }
    // The list comes before what it is filled with.
    let middle = List::create(vm, Vec::new());
    let mut rest = collect_to_vec(vm, iterator)?;
    if rest.len() < after {
        return Err(too_few(vm, &at_least(before + after), before + rest.len()));
    }
    let last = rest.split_off(rest.len() - after);
    middle.items.set(&mut vm.heap, rest);
    items.push(middle.into_value());
    items.extend(last);
    Ok(())
}

fn iter_to_unpack(vm: &mut Vm, value: &Value) -> PyResult {
    if is_iterable(vm, value) {
        return iter(vm, value);
    }
    let name = vm.class_name(value);
    Err(vm.type_error(format!("cannot unpack non-iterable {name} object")))
}

#[cold]
fn at_least(count: usize) -> String {
    format!("at least {count}")
}

#[cold]
fn too_few(vm: &mut Vm, expected: &dyn Display, given: usize) -> crate::vm::Raised {
    vm.value_error(format!("not enough values to unpack (expected {expected}, got {given})"))
}

/// CPython tells how many there are where it need not count: of lists, tuples and dicts.
fn dict_length(vm: &Vm, value: &Value) -> Option<usize> {
    let dict = value.cast::<crate::types::dict::Dict>().filter(|_| vm.is_exactly(value, &vm.types.dict))?;
    Some(dict.len(&vm.heap))
}

#[cold]
fn too_many(vm: &mut Vm, expected: usize, given: Option<usize>) -> crate::vm::Raised {
    let got = given.map(|given| format!(", got {given}")).unwrap_or_default();
    vm.value_error(format!("too many values to unpack (expected {expected}{got})"))
}
