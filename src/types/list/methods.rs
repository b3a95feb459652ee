//! The methods of list.

use super::iterator::ReverseListIterator;
use super::sort::Order;
use super::{List, drop_from_end, extend, shrink_or_clear, try_push};
use crate::object::{Heap, Slot, Value};
use crate::protocol::{self, sequence};
use crate::text::room::cloned;
use crate::types::class::NativeDef;
use crate::vm::{PyResult, Vm};

pub(super) const METHODS: &[NativeDef] = &[
    NativeDef::one("__getitem__", super::subscript::get),
    NativeDef::none("__reversed__", |vm, this| Ok(ReverseListIterator::create(vm, this.expect::<List>().clone()))),
    NativeDef::none("__sizeof__", |vm, this| {
        let size = vm.heap.size_of(this);
        Ok(sequence::int(vm, size))
    }),
    NativeDef::none("clear", clear),
    NativeDef::none("copy", copy),
    NativeDef::one("append", append),
    NativeDef::positional("insert", 2, 2, insert),
    NativeDef::one("extend", extend_method),
    NativeDef::positional("pop", 0, 1, pop),
    NativeDef::one("remove", remove),
    NativeDef::positional("index", 1, 3, index),
    NativeDef::one("count", count),
    NativeDef::none("reverse", reverse),
    NativeDef::keywords("sort", "*, key=None, reverse=False", sort),
    NativeDef::one("__class_getitem__", crate::types::generic_alias::class_getitem).class_method(),
];

fn extend_method(vm: &mut Vm, this: &Value, iterable: &Value) -> PyResult {
    let list = this.expect::<List>().clone();
    extend(vm, &list, iterable)?;
    Ok(Value::NONE)
}

fn items<'a>(heap: &'a Heap, list: &'a Value) -> &'a [Value] {
    list.expect::<List>().items.get(heap)
}

fn clear(vm: &mut Vm, this: &Value) -> PyResult {
    // An empty list keeps its room: it may be being sorted.
    if !items(&vm.heap, this).is_empty() {
        drop_from_end(this.expect::<List>().items.take(&mut vm.heap));
    }
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, this: &Value) -> PyResult {
    let items = cloned(items(&vm.heap, this));
    Ok(List::create(vm, items).into_value())
}

fn append(vm: &mut Vm, this: &Value, item: &Value) -> PyResult {
    if !try_push(this.expect::<List>().items.get_mut(&mut vm.heap), item.clone()) {
        return Err(vm.memory_error());
    }
    Ok(Value::NONE)
}

fn insert(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let at = sequence::count_argument(vm, &arguments[0])?;
    let items = this.expect::<List>().items.get_mut(&mut vm.heap);
    let length = items.len() as i64;
    let at = if at < 0 { (at + length).max(0) } else { at.min(length) };
    if !super::reserve(items, 1) {
        return Err(vm.memory_error());
    }
    items.insert(at as usize, arguments[1].clone());
    Ok(Value::NONE)
}

fn pop(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let at = match arguments.first() {
        None => -1,
        Some(index) => sequence::count_argument(vm, index)?,
    };
    let items = this.expect::<List>().items.get_mut(&mut vm.heap);
    if items.is_empty() {
        return Err(vm.index_error("pop from empty list"));
    }
    match sequence::position(at, items.len()) {
        Some(at) => {
            let item = items.remove(at);
            shrink_or_clear(items);
            Ok(item)
        }
        None => Err(vm.index_error("pop index out of range")),
    }
}

fn find(vm: &mut Vm, this: &Value, item: &Value, start: usize, stop: usize) -> PyResult<Option<usize>> {
    let mut at = start;
    while at < stop
        && let Some(candidate) = items(&vm.heap, this).get(at).cloned()
    {
        if protocol::is_equal(vm, &candidate, item)? {
            return Ok(Some(at));
        }
        at += 1;
    }
    Ok(None)
}

fn remove(vm: &mut Vm, this: &Value, item: &Value) -> PyResult {
    let Some(at) = find(vm, this, item, 0, usize::MAX)? else {
        return Err(vm.value_error("list.remove(x): x not in list"));
    };
    let items = this.expect::<List>().items.get_mut(&mut vm.heap);
    if at < items.len() {
        let old = items.remove(at);
        shrink_or_clear(items);
        drop(old);
    }
    Ok(Value::NONE)
}

fn index(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    // Both are converted before the length is looked at: `__index__` may change it.
    let start = match arguments.get(1) {
        Some(start) => sequence::bound_argument(vm, start)?,
        None => 0,
    };
    let stop = match arguments.get(2) {
        Some(stop) => sequence::bound_argument(vm, stop)?,
        None => i64::MAX,
    };
    let length = items(&vm.heap, this).len();
    let (start, stop) = (sequence::from_end(start, length), sequence::from_end(stop, length));
    match find(vm, this, &arguments[0], start, stop)? {
        Some(at) => Ok(sequence::int(vm, at)),
        None => Err(vm.value_error("list.index(x): x not in list")),
    }
}

fn count(vm: &mut Vm, this: &Value, item: &Value) -> PyResult {
    let (mut found, mut at) = (0, 0);
    while let Some(next) = find(vm, this, item, at, usize::MAX)? {
        found += 1;
        at = next + 1;
    }
    Ok(sequence::int(vm, found))
}

fn reverse(vm: &mut Vm, this: &Value) -> PyResult {
    this.expect::<List>().items.get_mut(&mut vm.heap).reverse();
    Ok(Value::NONE)
}

fn sort(vm: &mut Vm, this: &Value, arguments: &[Slot]) -> PyResult {
    let key = arguments[0].clone().filter(|key| !key.is_none());
    let order = Order::of_reverse(vm, arguments[1].as_ref())?;
    let list = this.expect::<List>().clone();
    super::sort::sort(vm, &list, key.as_ref(), order)?;
    Ok(Value::NONE)
}
