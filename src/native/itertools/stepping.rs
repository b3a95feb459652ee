//! `accumulate`, `batched` and `pairwise`.

use ouropy_compiler::code::BinaryOperator;

use super::{LastResult, iterator};
use crate::native::NativeClass;
use crate::object::{Edge, HeapCell, Layout, Lent, Py, References, Slot, Value, let_go, payload, with_borrowed};
use crate::protocol::binary::Form;
use crate::protocol::{self, iterate, number, sequence};
use crate::types::class::{Arguments, Class};
use crate::vm::{PyResult, Vm, arguments};

/// `accumulate(iterable, func=None, *, initial=None)`.
pub struct Accumulate {
    function: Slot,
    iterator: Value,
    total: HeapCell<Slot>,
    initial: HeapCell<Slot>,
}

payload! { Accumulate: AtBirth, size 48;
    traverse(this, tracer) {
        this.function.trace(Edge::Internal("function"), tracer);
        this.iterator.trace(Edge::Internal("iterator"), tracer);
        this.total.trace(Edge::Internal("total"), tracer);
        this.initial.get(tracer.heap()).as_ref().unwrap_or(&Value::NONE).trace(Edge::Internal("initial"), tracer);
    }
    dealloc { function, total, iterator, initial }
}

/// The declaration of `accumulate`.
pub static ACCUMULATE: NativeClass =
    iterator("accumulate", Layout::of::<Accumulate>(), new_accumulate, next_of_accumulate);

fn next_of_accumulate(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<Accumulate>();
    if let Some(initial) = this.initial.replace(&mut vm.heap, None) {
        this.total.set(&mut vm.heap, Some(initial.clone()));
        return Ok(Some(initial));
    }
    let Some(item) = iterate::step(vm, &this.iterator)? else { return Ok(None) };
    let before = this.total.get(&vm.heap).clone();
    let total = match &before {
        None => item,
        Some(total) => {
            let made = match &this.function {
                Some(function) => with_borrowed([total, &item], |pair| protocol::call(vm, function, pair)),
                None => protocol::binary(vm, BinaryOperator::Add, Form::Plain, total, &item),
            };
            drop(item);
            made?
        }
    };
    drop(before);
    this.total.set(&mut vm.heap, Some(total.clone()));
    Ok(Some(total))
}

fn new_accumulate(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let bound = arguments::bind(vm, "accumulate", "iterable, func=None, *, initial=None", arguments)?;
    let [Some(iterable), function, initial] = &bound[..] else { return Ok(Value::NONE) };
    let given = |slot: &Slot| slot.clone().filter(|value| !value.is_none());
    let iterator = iterate::iter(vm, iterable)?;
    let payload = Accumulate {
        function: given(function),
        iterator,
        total: HeapCell::new(None),
        initial: HeapCell::new(given(initial)),
    };
    Ok(vm.heap.alloc(class, payload).into_value())
}

/// `batched(iterable, n, *, strict=False)`.
pub struct Batched {
    iterator: Lent,
    size: usize,
    strict: bool,
}

payload! { Batched: AtBirth, size 40;
    references { iterator }
}

/// The declaration of `batched`.
pub static BATCHED: NativeClass = iterator("batched", Layout::of::<Batched>(), new_batched, next_of_batched);

fn new_batched(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let bound = arguments::bind(vm, "batched", "iterable, n, *, strict=False", arguments)?;
    let [Some(iterable), Some(size), strict] = &bound[..] else { return Ok(Value::NONE) };
    let size = match usize::try_from(number::ssize_argument(vm, size)?) {
        Ok(0) | Err(_) => return Err(vm.value_error("n must be at least one")),
        Ok(size) => size,
    };
    let strict = match strict {
        Some(strict) => protocol::is_true(vm, strict)?,
        None => false,
    };
    let source = iterate::iter(vm, iterable)?;
    Ok(vm.heap.alloc(class, Batched { iterator: Lent::new(source), size, strict }).into_value())
}

fn next_of_batched(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<Batched>();
    let Some(source) = this.iterator.lend() else { return Ok(None) };
    let mut items = Vec::new();
    while items.len() < this.size {
        match iterate::next(vm, &source) {
            Ok(Some(item)) => items.push(item),
            Ok(None) => break,
            Err(raised) => {
                drop(source);
                this.iterator.end();
                let_go(|sink| items.into_iter().rev().for_each(|item| sink.give(item)));
                return Err(raised);
            }
        }
    }
    if items.is_empty() {
        this.iterator.end();
        return Ok(None);
    }
    if this.strict && items.len() < this.size {
        drop(source);
        this.iterator.end();
        let_go(|sink| items.into_iter().rev().for_each(|item| sink.give(item)));
        return Err(vm.value_error("batched(): incomplete batch"));
    }
    Ok(Some(vm.new_tuple(items).into_value()))
}

/// `pairwise(iterable)`.
pub struct Pairwise {
    iterator: Lent,
    old: HeapCell<Slot>,
    last: LastResult,
}

payload! { Pairwise: AtBirth, size 40;
    references { iterator, old, last }
}

/// The declaration of `pairwise`.
pub static PAIRWISE: NativeClass = iterator("pairwise", Layout::of::<Pairwise>(), new_pairwise, next_of_pairwise);

fn new_pairwise(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    sequence::refuse_keywords(vm, class, "pairwise", &arguments)?;
    let [iterable] = arguments.positional() else {
        return Err(arguments::wrong_count(vm, "pairwise", 1, 1, arguments.positional().len()));
    };
    let source = iterate::iter(vm, iterable)?;
    let last = LastResult::prepared(vm, 2);
    // CPython packs it, of None twice: nothing that the collector has to see.
    last.untrack(vm);
    let payload = Pairwise { iterator: Lent::new(source), old: HeapCell::new(None), last };
    Ok(vm.heap.alloc(class, payload).into_value())
}

fn next_of_pairwise(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<Pairwise>();
    let Some(source) = this.iterator.lend() else { return Ok(None) };
    let old = match this.old.get(&vm.heap).clone() {
        Some(old) => old,
        None => {
            let first = iterate::step(vm, &source);
            let Ok(Some(first)) = first else { return end_of_pairwise(vm, this, first) };
            // Fetching an item may have ended the iteration.
            if this.iterator.is_over() {
                return Ok(None);
            }
            this.old.set(&mut vm.heap, Some(first.clone()));
            first
        }
    };
    let new = iterate::step(vm, &source);
    let Ok(Some(new)) = new else { return end_of_pairwise(vm, this, new) };
    let pair = this.last.reuse(vm, vec![old, new.clone()]);
    this.old.set(&mut vm.heap, Some(new));
    Ok(Some(pair))
}

fn end_of_pairwise(vm: &mut Vm, this: &Pairwise, ended: PyResult<Option<Value>>) -> PyResult<Option<Value>> {
    this.iterator.end();
    this.old.set(&mut vm.heap, None);
    ended
}
