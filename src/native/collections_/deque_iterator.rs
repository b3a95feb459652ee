//! The iterators of deque.

use std::cell::Cell;

use super::deque::Deque;
use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, Py, Value, payload};
use crate::protocol::sequence;
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef, Slots};
use crate::types::iterators::{self, itself};
use crate::vm::{PyResult, Vm};

const METHODS: &[NativeDef] = &[
    NativeDef::none("__length_hint__", |vm, this| {
        let left = this.expect::<DequeIterator>().remaining.get();
        Ok(sequence::int(vm, left))
    }),
    NativeDef::none("__reduce__", reduce),
];

/// The class, called with the deque and the number of items that have been passed.
fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let (class, iterator) = (vm.class_of(this).to_value(), this.expect::<DequeIterator>().clone());
    let passed = iterator.deque.items.get(&vm.heap).len().saturating_sub(iterator.remaining.get());
    let passed = sequence::int(vm, passed);
    Ok(iterators::recipe(vm, class, vec![iterator.deque.to_value(), passed], None))
}

/// Which way an iterator goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the left end.
    Forward,
    /// From the right end.
    Backward,
}

/// The declaration of `_deque_iterator`.
pub static FORWARD: NativeClass = NativeClass::new(ClassSpec {
    module: "collections",
    flags: ClassFlags::HEAP_TYPE,
    slots: Slots {
        new: Some(|vm, class, arguments| new(vm, class, arguments, Direction::Forward)),
        iter: Some(itself),
        next: Some(next),
        ..Slots::EMPTY
    },
    methods: METHODS,
    ..ClassSpec::new("_deque_iterator", Layout::of::<DequeIterator>())
});

/// The declaration of `_deque_reverse_iterator`.
pub static REVERSE: NativeClass = NativeClass::new(ClassSpec {
    module: "collections",
    flags: ClassFlags::HEAP_TYPE,
    slots: Slots {
        new: Some(|vm, class, arguments| new(vm, class, arguments, Direction::Backward)),
        iter: Some(itself),
        next: Some(next),
        ..Slots::EMPTY
    },
    methods: METHODS,
    ..ClassSpec::new("_deque_reverse_iterator", Layout::of::<DequeIterator>())
});

/// An iterator over a deque.
pub struct DequeIterator {
    deque: Py<Deque>,
    direction: Direction,
    state: u64,
    remaining: Cell<usize>,
}

payload! { DequeIterator: AtBirth, size 56;
    references { deque }
}

impl DequeIterator {
    /// An iterator that has passed `skipped` items.
    pub fn create(vm: &mut Vm, deque: &Py<Deque>, direction: Direction, skipped: usize) -> Value {
        let payload = DequeIterator {
            direction,
            state: deque.state.get(),
            remaining: Cell::new(deque.items.get(&vm.heap).len().saturating_sub(skipped)),
            deque: deque.clone(),
        };
        let class = match direction {
            Direction::Forward => FORWARD.of(vm),
            Direction::Backward => REVERSE.of(vm),
        };
        vm.heap.alloc(&class, payload).into_value()
    }
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>, direction: Direction) -> PyResult {
    let name = class.name(&vm.heap).to_string_lossy().into_owned();
    let bound = crate::vm::arguments::bind(vm, &name, "deque, index=0, /", arguments)?;
    let skipped = match &bound[1] {
        Some(index) => sequence::count_argument(vm, index)?.max(0) as usize,
        None => 0,
    };
    match bound[0].as_ref().and_then(|deque| deque.cast::<Deque>()) {
        Some(deque) => Ok(DequeIterator::create(vm, deque, direction, skipped)),
        None => {
            let other = bound[0].as_ref().map(|other| vm.class_name(other)).unwrap_or_default();
            Err(vm.type_error(format!("{name}() argument 1 must be collections.deque, not {other}")))
        }
    }
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<DequeIterator>();
    if this.state != this.deque.state.get() {
        this.remaining.set(0);
        return Err(vm.runtime_error("deque mutated during iteration"));
    }
    let items = this.deque.items.get(&vm.heap);
    let Some(left) = this.remaining.get().checked_sub(1) else { return Ok(None) };
    this.remaining.set(left);
    Ok(items.get(if this.direction == Direction::Backward { left } else { items.len() - 1 - left }).cloned())
}
