//! The methods of deque.

use super::deque::{Deque, End, copy_of, extend, find, push};
use super::deque_iterator::{DequeIterator, Direction};
use crate::object::{References, Value, let_go};
use crate::protocol::{self, sequence};
use crate::types::class::NativeDef;
use crate::types::generic_alias;
use crate::vm::{PyResult, Vm};

pub(super) const METHODS: &[NativeDef] = &[
    NativeDef::one("append", |vm, this, item| {
        push(vm, this, item.clone(), End::Right)?;
        Ok(Value::NONE)
    }),
    NativeDef::one("appendleft", |vm, this, item| {
        push(vm, this, item.clone(), End::Left)?;
        Ok(Value::NONE)
    }),
    NativeDef::none("clear", clear),
    NativeDef::none("__copy__", copy_of),
    NativeDef::none("copy", copy_of),
    NativeDef::one("count", count),
    NativeDef::one("extend", |vm, this, iterable| {
        extend(vm, this, iterable, End::Right)?;
        Ok(Value::NONE)
    }),
    NativeDef::one("extendleft", |vm, this, iterable| {
        extend(vm, this, iterable, End::Left)?;
        Ok(Value::NONE)
    }),
    NativeDef::positional("index", 1, 3, index),
    NativeDef::positional("insert", 2, 2, insert),
    NativeDef::none("pop", |vm, this| pop(vm, this, End::Right)),
    NativeDef::none("popleft", |vm, this| pop(vm, this, End::Left)),
    NativeDef::none("__reduce__", reduce),
    NativeDef::one("remove", remove),
    NativeDef::none("__reversed__", |vm, this| {
        Ok(DequeIterator::create(vm, this.expect::<Deque>(), Direction::Backward, 0))
    }),
    NativeDef::none("reverse", |vm, this| {
        this.expect::<Deque>().items.get_mut(&mut vm.heap).make_contiguous().reverse();
        Ok(Value::NONE)
    }),
    NativeDef::positional("rotate", 0, 1, rotate),
    NativeDef::none("__sizeof__", |vm, this| {
        let size = vm.heap.size_of(this);
        Ok(sequence::int(vm, size))
    }),
    NativeDef::one("__class_getitem__", generic_alias::class_getitem).class_method(),
];

fn clear(vm: &mut Vm, this: &Value) -> PyResult {
    let deque = this.expect::<Deque>();
    deque.touch();
    if !deque.items.get(&vm.heap).is_empty() {
        deque.first.centre();
    }
    let items = deque.items.take(&mut vm.heap);
    let_go(|sink| items.release(sink));
    Ok(Value::NONE)
}

fn count(vm: &mut Vm, this: &Value, item: &Value) -> PyResult {
    let deque = this.expect::<Deque>().clone();
    let state = deque.state.get();
    let (mut found, mut at) = (0, 0);
    while let Some(next) = find(vm, this, item, at, usize::MAX)? {
        found += 1;
        at = next + 1;
        if deque.state.get() != state {
            return Err(vm.runtime_error("deque mutated during iteration"));
        }
    }
    Ok(sequence::int(vm, found))
}

fn index(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let start = match arguments.get(1) {
        Some(start) => sequence::bound_argument(vm, start)?,
        None => 0,
    };
    let stop = match arguments.get(2) {
        Some(stop) => sequence::bound_argument(vm, stop)?,
        None => i64::MAX,
    };
    let length = this.expect::<Deque>().items.get(&vm.heap).len();
    let (start, stop) = (sequence::from_end(start, length), sequence::from_end(stop, length));
    match find(vm, this, &arguments[0], start, stop.min(length))? {
        Some(at) => Ok(sequence::int(vm, at)),
        None => Err(vm.value_error("deque.index(x): x not in deque")),
    }
}

fn insert(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let deque = this.expect::<Deque>();
    let index = sequence::count_argument(vm, &arguments[0])?;
    let length = deque.items.get(&vm.heap).len();
    if deque.limit.get() == Some(length) {
        return Err(vm.index_error("deque already at its maximum size"));
    }
    let at = if index < 0 { (index + length as i64).max(0) as usize } else { (index as usize).min(length) };
    deque.touch();
    deque.first.inserted(index, length);
    deque.items.get_mut(&mut vm.heap).insert(at, arguments[1].clone());
    Ok(Value::NONE)
}

fn pop(vm: &mut Vm, this: &Value, end: End) -> PyResult {
    let deque = this.expect::<Deque>();
    let items = deque.items.get_mut(&mut vm.heap);
    let item = if end == End::Left { items.pop_front() } else { items.pop_back() };
    match item {
        Some(item) => {
            let left = items.len();
            deque.touch();
            deque.first.lost(end, left);
            Ok(item)
        }
        None => Err(vm.index_error("pop from an empty deque")),
    }
}

fn remove(vm: &mut Vm, this: &Value, item: &Value) -> PyResult {
    let deque = this.expect::<Deque>().clone();
    let state = deque.state.get();
    let mut at = 0;
    while let Some(candidate) = deque.items.get(&vm.heap).get(at).cloned() {
        let equal = protocol::is_equal(vm, &candidate, item)?;
        if deque.state.get() != state {
            return Err(vm.index_error("deque mutated during iteration"));
        }
        if equal {
            deque.touch();
            let items = deque.items.get_mut(&mut vm.heap);
            deque.first.removed(at, items.len());
            let old = items.remove(at);
            drop(candidate);
            drop(old);
            return Ok(Value::NONE);
        }
        at += 1;
    }
    Err(vm.value_error("deque.remove(x): x not in deque"))
}

fn rotate(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let steps = match arguments.first() {
        Some(steps) => sequence::count_argument(vm, steps)?,
        None => 1,
    };
    let deque = this.expect::<Deque>();
    let items = deque.items.get_mut(&mut vm.heap);
    if items.len() > 1 {
        deque.first.turned(steps, items.len());
        items.rotate_right(steps.rem_euclid(items.len() as i64) as usize);
        deque.touch();
    }
    Ok(Value::NONE)
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let class = vm.class_of(this).to_value();
    let state = vm.heap.instance_dict(this).cloned().unwrap_or(Value::NONE);
    let bound = this.expect::<Deque>().bound(vm);
    let arguments = if bound.is_none() { Vec::new() } else { vec![vm.empty_tuple.to_value(), bound] };
    let arguments = vm.new_tuple(arguments).into_value();
    let iterator = DequeIterator::create(vm, this.expect::<Deque>(), Direction::Forward, 0);
    Ok(vm.new_tuple(vec![class, arguments, state, iterator]).into_value())
}
