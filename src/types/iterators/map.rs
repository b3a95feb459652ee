//! `map`.

use std::cell::Cell;

use super::{iterators_of, reduced_to_class, spec_of_base, strictness, unequal};
use crate::object::{Layout, Py, Tuple, Value, payload};
use crate::protocol::{self, iterate};
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef, Packing};
use crate::vm::{PyResult, Vm};

/// The declaration of `map`.
pub const SPEC: ClassSpec = ClassSpec {
    packing: Packing::Direct,
    methods: &[NativeDef::none("__reduce__", reduce), NativeDef::one("__setstate__", set_state)],
    ..spec_of_base("map", Layout::of::<Map>(), new, next)
};

/// `map`.
pub struct Map {
    iterators: Py<Tuple>,
    function: Value,
    strict: Cell<bool>,
}

payload! { Map: AtBirth, size 32;
    references { iterators, function }
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let strict = Cell::new(strictness(vm, "map", &arguments)?);
    let [function, iterables @ ..] = arguments.positional() else {
        return Err(vm.type_error("map() must have at least two arguments."));
    };
    if iterables.is_empty() {
        return Err(vm.type_error("map() must have at least two arguments."));
    }
    let iterators = iterators_of(vm, iterables)?;
    Ok(vm.heap.alloc(class, Map { iterators, function: function.clone(), strict }).into_value())
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<Map>();
    if let [only] = this.iterators.items() {
        let Some(item) = iterate::step(vm, only)? else { return Ok(None) };
        return protocol::call(vm, &this.function, &[item]).map(Some);
    }
    let mut items = Vec::with_capacity(this.iterators.len());
    // Where the ends are compared, the exception that is one of them goes no further.
    let next = if this.strict.get() { iterate::next } else { iterate::step };
    for iterator in this.iterators.items() {
        match next(vm, iterator)? {
            Some(item) => items.push(item),
            None => {
                if this.strict.get() {
                    unequal(vm, "map", &this.iterators, items.len())?;
                }
                return Ok(None);
            }
        }
    }
    protocol::call(vm, &this.function, &items).map(Some)
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let map = this.expect::<Map>();
    let arguments = std::iter::once(&map.function).chain(map.iterators.items()).cloned().collect();
    Ok(reduced_to_class(vm, this, arguments, map.strict.get().then_some(Value::TRUE)))
}

fn set_state(vm: &mut Vm, this: &Value, state: &Value) -> PyResult {
    let strict = protocol::is_true(vm, state)?;
    this.expect::<Map>().strict.set(strict);
    Ok(Value::NONE)
}
