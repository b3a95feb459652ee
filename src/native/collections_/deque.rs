//! `collections.deque`: data and operators.

use std::cell::Cell;
use std::collections::VecDeque;

use ouropy_compiler::code::Comparison;

use super::deque_iterator::{DequeIterator, Direction};
use super::deque_methods::METHODS;
use super::deque_place::Place;
use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout, Phantom, Py, References, Value, let_go, payload};
use crate::protocol::{self, iterate, sequence};
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, Slots, convert};
use crate::types::int;
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of `deque`.
pub static SPEC: NativeClass = NativeClass::new(ClassSpec {
    module: "collections",
    is_unhashable: true,
    flags: ClassFlags::HEAP_TYPE
        .union(ClassFlags::BASE_TYPE)
        .union(ClassFlags::WEAK_REFERENCEABLE)
        .union(ClassFlags::SEQUENCE),
    slots: Slots {
        new: Some(|vm, class, _| Ok(Deque::create(vm, class, None, VecDeque::new()).into_value())),
        init: Some(init),
        repr: Some(repr),
        richcompare: Some(compare),
        iter: Some(|vm, this| Ok(DequeIterator::create(vm, this.expect::<Deque>(), Direction::Forward, 0))),
        length: Some(|vm, this| Ok(this.expect::<Deque>().items.get(&vm.heap).len())),
        getitem: Some(get),
        setitem: Some(assign),
        contains: Some(|vm, this, item| Ok(find(vm, this, item, 0, usize::MAX)?.is_some())),
        concat: Some(concat),
        repeat: Some(repeat),
        inplace_concat: Some(|vm, this, other| {
            extend(vm, this, other, End::Right)?;
            Ok(this.clone())
        }),
        inplace_repeat: Some(inplace_repeat),
        ..Slots::EMPTY
    },
    methods: METHODS,
    getset: &[GetSet::read_only("maxlen", |vm, this| Ok(this.expect::<Deque>().bound(vm)))],
    ..ClassSpec::new("deque", Layout::of::<Deque>())
});

/// A double-ended queue.
pub struct Deque {
    /// The items.
    pub items: HeapCell<VecDeque<Value>>,
    /// `maxlen`.
    pub limit: Cell<Option<usize>>,
    /// Counts changes of length: moved means iterators are stale.
    pub state: Cell<u64>,
    /// The place of the first item in CPython's first block.
    pub first: Place,
}

payload! { Deque: AtBirth;
    references { items = [] }
    clear { items }
    size(this, heap) {
        // Blocks of 64 items and two links.
        216 + this.first.blocks(this.items.get(heap).len()) * 528
    }
}

impl Deque {
    /// A deque of `class`.
    pub fn create(vm: &mut Vm, class: &Py<Class>, limit: Option<usize>, items: VecDeque<Value>) -> Py<Deque> {
        let payload = Deque {
            items: HeapCell::new(items),
            limit: Cell::new(limit),
            state: Cell::new(0),
            first: Place::default(),
        };
        vm.heap.alloc(class, payload)
    }

    /// `maxlen` as an object.
    pub fn bound(&self, vm: &mut Vm) -> Value {
        self.limit.get().map_or(Value::NONE, |limit| int::from_usize(vm, limit))
    }

    /// Notes a change of length.
    pub fn touch(&self) {
        self.state.set(self.state.get() + 1);
    }
}

/// An end of a deque.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Where `appendleft` adds.
    Left,
    /// Where `append` adds.
    Right,
}

/// Adds an item at an end; what is pushed out at the other end dies last. MemoryError if there is no room.
pub fn push(vm: &mut Vm, this: &Value, item: Value, end: End) -> PyResult<()> {
    let deque = this.expect::<Deque>();
    deque.touch();
    let items = deque.items.get_mut(&mut vm.heap);
    if items.len() == items.capacity() && items.try_reserve(1).is_err() {
        return Err(vm.memory_error());
    }
    if end == End::Left {
        items.push_front(item);
        deque.first.shift(-1);
    } else {
        items.push_back(item);
    }
    if deque.limit.get().is_some_and(|limit| items.len() > limit) {
        let pushed_out = if end == End::Left { items.pop_back() } else { items.pop_front() };
        deque.first.lost(if end == End::Left { End::Right } else { End::Left }, items.len());
        drop(pushed_out);
        vm.run_parked_if_any();
    }
    Ok(())
}

/// `extend` and `extendleft`.
pub fn extend(vm: &mut Vm, this: &Value, iterable: &Value, end: End) -> PyResult<()> {
    if iterable.is(this) {
        let deque = this.expect::<Deque>();
        let items: Vec<Value> = deque.items.get(&vm.heap).iter().cloned().collect();
        if items.is_empty() {
            deque.first.make_room(end);
        }
        for item in items {
            push(vm, this, item, end)?;
        }
        return Ok(());
    }
    let deque = this.expect::<Deque>();
    if deque.items.get(&vm.heap).is_empty() {
        deque.first.make_room(end);
    }
    iterate::for_each(vm, iterable, |vm, item| push(vm, this, item, end))
}

fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    let bound = arguments::bind(vm, "deque", "iterable=(), maxlen=None", arguments)?;
    let limit = match &bound[1] {
        Some(limit) if !limit.is_none() => {
            if !convert::is_int(limit) {
                return Err(vm.type_error("an integer is required"));
            }
            let limit = sequence::count_argument(vm, limit)?;
            if limit < 0 {
                return Err(vm.value_error("maxlen must be non-negative"));
            }
            Some(limit as usize)
        }
        _ => None,
    };
    let deque = this.expect::<Deque>();
    deque.limit.set(limit);
    deque.touch();
    deque.first.centre();
    let items = deque.items.take(&mut vm.heap);
    let_go(|sink| items.release(sink));
    match &bound[0] {
        Some(iterable) => extend(vm, this, iterable, End::Right),
        None => Ok(()),
    }
}

/// A deque of the same class and bound with the items given: the class is called, as a subclass may need it.
pub fn copy_of(vm: &mut Vm, this: &Value) -> PyResult {
    let deque = this.expect::<Deque>();
    let class = vm.class_of(this).clone();
    if SPEC.is_class_of(vm, this) {
        let items = deque.items.get(&vm.heap).clone();
        let length = items.len();
        let copy = Deque::create(vm, &class, deque.limit.get(), items);
        if length != 0 {
            copy.first.make_room(End::Right);
        }
        return Ok(copy.into_value());
    }
    let mut arguments = vec![this.clone()];
    if deque.limit.get().is_some() {
        arguments.push(deque.bound(vm));
    }
    let copy = protocol::call(vm, class.as_value(), &arguments)?;
    if copy.has::<Deque>() {
        return Ok(copy);
    }
    let (class, other) = (class.name(&vm.heap).to_string_lossy().into_owned(), vm.class_name(&copy));
    Err(vm.type_error(format!("{class}() must return a deque, not {other}")))
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let name = vm.class_own_name(this);
    sequence::guarded_repr(vm, this, "[...]", |vm| {
        let items = iterate::collect_to_vec(vm, this)?;
        let close = match this.expect::<Deque>().limit.get() {
            Some(limit) => format!("], maxlen={limit})"),
            None => "])".to_owned(),
        };
        protocol::repr::join_items(vm, &format!("{name}(["), &items, &close)
    })
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    let (Some(a), Some(b)) = (left.cast::<Deque>(), right.cast::<Deque>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    let lengths = a.items.get(&vm.heap).len().cmp(&b.items.get(&vm.heap).len());
    if lengths.is_ne() && matches!(op, Comparison::Equal | Comparison::NotEqual) {
        return Ok(Value::bool(op == Comparison::NotEqual));
    }
    let (first, second) = (iterate::iter(vm, left)?, iterate::iter(vm, right)?);
    loop {
        let (Some(x), Some(y)) = (iterate::next(vm, &first)?, iterate::next(vm, &second)?) else {
            return Ok(Value::bool(sequence::holds(op, lengths)));
        };
        if !protocol::is_equal(vm, &x, &y)? {
            return match op {
                Comparison::Equal => Ok(Value::FALSE),
                Comparison::NotEqual => Ok(Value::TRUE),
                _ => protocol::compare(vm, &x, &y, op),
            };
        }
    }
}

fn index_of(vm: &mut Vm, this: &Value, key: &Value, range_message: &str) -> PyResult<usize> {
    let Some(index) = sequence::index_checked(vm, key)? else {
        let name = vm.class_name(key);
        return Err(vm.type_error(format!("sequence index must be integer, not '{name}'")));
    };
    let length = this.expect::<Deque>().items.get(&vm.heap).len();
    match sequence::position(index, length) {
        Some(at) => Ok(at),
        None => Err(vm.index_error(range_message)),
    }
}

fn get(vm: &mut Vm, this: &Value, key: &Value) -> PyResult {
    let at = index_of(vm, this, key, "deque index out of range")?;
    match this.expect::<Deque>().items.get(&vm.heap).get(at).cloned() {
        Some(item) => Ok(item),
        None => Err(vm.index_error("deque index out of range")),
    }
}

fn assign(vm: &mut Vm, this: &Value, key: &Value, new: Option<&Value>) -> PyResult<()> {
    let at = index_of(vm, this, key, "deque index out of range")?;
    let deque = this.expect::<Deque>();
    let items = deque.items.get_mut(&mut vm.heap);
    let old = match new {
        Some(new) => items.get_mut(at).map(|slot| std::mem::replace(slot, new.clone())),
        None => {
            deque.touch();
            deque.first.removed(at, items.len());
            items.remove(at)
        }
    };
    drop(old);
    Ok(())
}

/// The position of the first equal item. RuntimeError "deque mutated during iteration".
pub fn find(vm: &mut Vm, this: &Value, item: &Value, start: usize, stop: usize) -> PyResult<Option<usize>> {
    let deque = this.expect::<Deque>().clone();
    let state = deque.state.get();
    let mut at = start;
    while at < stop
        && let Some(candidate) = deque.items.get(&vm.heap).get(at).cloned()
    {
        let equal = protocol::is_equal(vm, &candidate, item)?;
        if equal {
            return Ok(Some(at));
        }
        if deque.state.get() != state {
            return Err(vm.runtime_error("deque mutated during iteration"));
        }
        at += 1;
    }
    Ok(None)
}

fn concat(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    if !right.has::<Deque>() {
        let name = vm.class_name(right);
        return Err(vm.type_error(format!("can only concatenate deque (not \"{name}\") to deque")));
    }
    let result = copy_of(vm, left)?;
    extend(vm, &result, right, End::Right)?;
    Ok(result)
}

fn repeat(vm: &mut Vm, this: &Value, count: &Value) -> PyResult {
    let result = copy_of(vm, this)?;
    inplace_repeat(vm, &result, count)
}

fn inplace_repeat(vm: &mut Vm, this: &Value, count: &Value) -> PyResult {
    let count = sequence::repeat_count(vm, count)?;
    let deque = this.expect::<Deque>();
    let items: Vec<Value> = deque.items.get(&vm.heap).iter().cloned().collect();
    deque.touch();
    if count == 0 || items.is_empty() {
        drop(items);
        deque.first.centre();
        let items = deque.items.take(&mut vm.heap);
        let_go(|sink| items.release(sink));
        vm.run_parked_if_any();
        return Ok(this.clone());
    }
    let limit = deque.limit.get();
    if items.len() > 1 && count > 1 {
        // CPython extends the deque from a list of its items.
        vm.heap.phantom_passes(Phantom::List);
        if limit.is_none_or(|limit| limit > items.len()) {
            vm.heap.phantom_passes(Phantom::ListIterator);
        }
    }
    let most = if limit.is_some() { isize::MAX as usize } else { isize::MAX as usize / 8 };
    let total = items.len().checked_mul(count).filter(|&total| total <= most);
    // With a bound only the last copies stay.
    let copies = limit.map_or(count, |limit| count.min(limit.div_ceil(items.len()) + 1));
    let room = items.len().saturating_mul(copies - 1);
    if total.is_none() || deque.items.get_mut(&mut vm.heap).try_reserve(room).is_err() {
        return Err(vm.memory_error());
    }
    for _ in 1..copies {
        for item in &items {
            push(vm, this, item.clone(), End::Right)?;
        }
    }
    Ok(this.clone())
}
