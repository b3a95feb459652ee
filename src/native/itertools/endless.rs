//! `count`, `cycle` and `repeat`.

use std::cell::Cell;

use ouropy_compiler::code::BinaryOperator;

use super::iterator;
use crate::native::NativeClass;
use crate::object::{ClassFlags, Edge, HeapCell, Kind, Layout, Lent, Py, References, Value, payload};
use crate::protocol::binary::Form;
use crate::protocol::{self, iterate, number, sequence};
use crate::text::room::Room;
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef, Slots, convert};
use crate::types::int;
use crate::types::iterators::itself;
use crate::types::list::{self, List};
use crate::vm::{PyResult, Vm, arguments};

/// `count(start=0, step=1)`.
pub struct Count {
    next: HeapCell<Value>,
    step: Value,
}

payload! { Count: AtBirth, size 40;
    traverse(this, tracer) {
        let next = this.next.get(tracer.heap());
        // CPython counts by ones in a C integer.
        if this.step.as_small_int() != Some(1) || next.as_small_int().is_none() {
            next.trace(Edge::Internal("next"), tracer);
        }
        this.step.trace(Edge::Internal("step"), tracer);
    }
    dealloc { next, step }
}

/// The declaration of `count`.
pub static COUNT: NativeClass = NativeClass::new(ClassSpec {
    module: "itertools",
    flags: ClassFlags::HEAP_TYPE.union(ClassFlags::BASE_TYPE),
    slots: Slots {
        new: Some(new_count),
        iter: Some(itself),
        next: Some(next_of_count),
        repr: Some(show_count),
        ..Slots::EMPTY
    },
    ..ClassSpec::new("count", Layout::of::<Count>())
});

fn show_count(vm: &mut Vm, this: &Value) -> PyResult {
    let count = this.expect::<Count>().clone();
    let now = count.next.get(&vm.heap).clone();
    let mut text = b"count(".to_vec();
    sequence::push_repr(vm, &mut text, &now)?;
    if count.step.as_small_int() != Some(1) {
        text.put_all(b", ");
        sequence::push_repr(vm, &mut text, &count.step)?;
    }
    text.push(b')');
    Ok(vm.new_str_bytes(&text).into_value())
}

fn next_of_count(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<Count>();
    let now = this.next.get(&vm.heap).clone();
    let next = protocol::binary(vm, BinaryOperator::Add, Form::Plain, &now, &this.step)?;
    this.next.set(&mut vm.heap, next);
    Ok(Some(now))
}

fn new_count(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let mut bound = arguments::bind(vm, "count", "start=0, step=1", arguments)?;
    let step = bound.pop().flatten().unwrap_or(Value::index(1));
    let start = bound.pop().flatten().unwrap_or(Value::index(0));
    if !is_number(vm, &start) || !is_number(vm, &step) {
        return Err(vm.type_error("a number is required"));
    }
    // Counting by ones starts at the plain int, also from True.
    let ones = convert::small_int(&step) == Some(1);
    let start = if ones && convert::is_int(&start) { int::exact(vm, &start) } else { start };
    Ok(vm.heap.alloc(class, Count { next: HeapCell::new(start), step }).into_value())
}

/// CPython's PyNumber_Check.
fn is_number(vm: &Vm, value: &Value) -> bool {
    let slots = vm.class_of(value).slots(&vm.heap);
    slots.index.is_some() || slots.int.is_some() || slots.float.is_some() || value.kind() == Some(Kind::Complex)
}

/// `cycle(iterable)`.
pub struct Cycle {
    iterator: Lent,
    saved: Py<List>,
    index: Cell<usize>,
}

payload! { Cycle: AtBirth, size 48;
    references { iterator, saved }
}

/// The declaration of `cycle`.
pub static CYCLE: NativeClass = iterator("cycle", Layout::of::<Cycle>(), new_cycle, next_of_cycle);

fn next_of_cycle(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<Cycle>();
    if let Some(source) = this.iterator.lend() {
        if let Some(item) = iterate::next(vm, &source)? {
            list::push(this.saved.items.get_mut(&mut vm.heap), item.clone());
            return Ok(Some(item));
        }
        drop(source);
        this.iterator.end();
    }
    let saved = this.saved.items.get(&vm.heap);
    let index = this.index.get();
    let Some(item) = saved.get(index).cloned() else { return Ok(None) };
    this.index.set(if index + 1 < saved.len() { index + 1 } else { 0 });
    Ok(Some(item))
}

fn new_cycle(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    sequence::refuse_keywords(vm, class, "cycle", &arguments)?;
    let [iterable] = arguments.positional() else {
        return Err(arguments::wrong_count(vm, "cycle", 1, 1, arguments.positional().len()));
    };
    let source = iterate::iter(vm, iterable)?;
    let saved = List::create(vm, Vec::new());
    let payload = Cycle { iterator: Lent::new(source), saved, index: Cell::new(0) };
    Ok(vm.heap.alloc(class, payload).into_value())
}

/// `repeat(object[, times])`.
pub struct Repeat {
    element: Value,
    left: Cell<Option<usize>>,
}

payload! { Repeat: AtBirth, size 32;
    references { element }
}

/// The declaration of `repeat`.
pub static REPEAT: NativeClass = NativeClass::new(ClassSpec {
    module: "itertools",
    flags: ClassFlags::HEAP_TYPE.union(ClassFlags::BASE_TYPE),
    slots: Slots {
        new: Some(new_repeat),
        iter: Some(itself),
        next: Some(next_of_repeat),
        repr: Some(show_repeat),
        ..Slots::EMPTY
    },
    methods: &[NativeDef::none("__length_hint__", length_of_repeat)],
    ..ClassSpec::new("repeat", Layout::of::<Repeat>())
});

fn show_repeat(vm: &mut Vm, this: &Value) -> PyResult {
    let repeat = this.expect::<Repeat>().clone();
    let mut text = b"repeat(".to_vec();
    sequence::push_repr(vm, &mut text, &repeat.element)?;
    if let Some(left) = repeat.left.get() {
        text.put_all(format!(", {left}").as_bytes());
    }
    text.push(b')');
    Ok(vm.new_str_bytes(&text).into_value())
}

fn next_of_repeat(_: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<Repeat>();
    match this.left.get() {
        Some(0) => Ok(None),
        Some(left) => {
            this.left.set(Some(left - 1));
            Ok(Some(this.element.clone()))
        }
        None => Ok(Some(this.element.clone())),
    }
}

fn new_repeat(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let bound = arguments::bind(vm, "repeat", "object, times=None", arguments)?;
    let Some(element) = bound[0].clone() else { return Ok(Value::NONE) };
    let left = match &bound[1] {
        Some(times) => Some(usize::try_from(number::ssize_argument(vm, times)?).unwrap_or(0)),
        None => None,
    };
    Ok(vm.heap.alloc(class, Repeat { element, left: Cell::new(left) }).into_value())
}

fn length_of_repeat(vm: &mut Vm, this: &Value) -> PyResult {
    match this.expect::<Repeat>().left.get() {
        Some(left) => Ok(int::from_usize(vm, left)),
        None => Err(vm.type_error("len() of unsized object")),
    }
}
