//! `zip`.

use std::cell::Cell;

use super::result::{ResultTuple, blank};
use super::{iterators_of, spec_of_base, strictness, unequal};
use crate::object::{HeapCell, Layout, Py, Tuple, Value, payload};
use crate::protocol::iterate::Step;
use crate::protocol::{self, iterate};
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef};
use crate::vm::{PyResult, Vm};

/// The declaration of `zip`.
pub const SPEC: ClassSpec = ClassSpec {
    methods: &[NativeDef::none("__reduce__", reduce), NativeDef::one("__setstate__", set_state)],
    ..spec_of_base("zip", Layout::of::<Zip>(), new, next)
};

/// `zip`.
pub struct Zip {
    iterators: Py<Tuple>,
    result: ResultTuple,
    strict: Cell<bool>,
}

payload! { Zip: AtBirth, size 48;
    references { iterators, result }
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let strict = Cell::new(strictness(vm, "zip", &arguments)?);
    let iterators = iterators_of(vm, arguments.positional())?;
    let result = HeapCell::new(blank(vm, iterators.len()));
    Ok(vm.heap.alloc(class, Zip { iterators, result, strict }).into_value())
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let zip = this.expect::<Zip>();
    let count = zip.iterators.len();
    if count == 0 {
        return Ok(None);
    }
    // CPython puts each item into the result tuple as it comes, if nobody else holds the tuple.
    let reuse = zip.result.get(&vm.heap).is_unshared();
    let mut items = Vec::with_capacity(if reuse { 0 } else { count });
    // Where the ends are compared, the exception that is one of them goes no further.
    let next = if zip.strict.get() { iterate::next } else { iterate::step };
    for (index, iterator) in zip.iterators.items().iter().enumerate() {
        let item = match iterate::step_in_sequence(&vm.heap, iterator) {
            Step::Item(item) => Some(item),
            Step::End | Step::Class => next(vm, iterator)?,
        };
        match item {
            Some(item) if reuse => {
                let old = zip.result.get_mut(&mut vm.heap).replace_item(index, item);
                drop(old);
            }
            Some(item) => items.push(item),
            None => {
                if zip.strict.get() {
                    unequal(vm, "zip", &zip.iterators, index)?;
                }
                return Ok(None);
            }
        }
    }
    if !reuse {
        return Ok(Some(vm.new_tuple(items).into_value()));
    }
    let result = zip.result.get(&vm.heap).to_value();
    if let Some(header) = result.header() {
        vm.heap.track(header);
    }
    Ok(Some(result))
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let zip = this.expect::<Zip>();
    // The very tuple that it holds.
    let mut parts = vec![vm.class_of(this).to_value(), zip.iterators.to_value()];
    parts.extend(zip.strict.get().then_some(Value::TRUE));
    Ok(vm.new_tuple(parts).into_value())
}

fn set_state(vm: &mut Vm, this: &Value, state: &Value) -> PyResult {
    let strict = protocol::is_true(vm, state)?;
    this.expect::<Zip>().strict.set(strict);
    Ok(Value::NONE)
}
