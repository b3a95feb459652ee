//! `map`.

use super::{iterators_of, spec_of_base};
use crate::object::{Layout, Py, Tuple, Value, payload};
use crate::protocol::{self, iterate, sequence};
use crate::types::class::{Arguments, Class, ClassSpec};
use crate::vm::{PyResult, Vm};

/// The declaration of `map`.
pub const SPEC: ClassSpec = spec_of_base("map", Layout::of::<Map>(), new, next);

/// `map`.
pub struct Map {
    iterators: Py<Tuple>,
    function: Value,
}

payload! { Map: AtBirth, size 32;
    references { iterators, function }
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    if !arguments.names.is_empty() && class.is(&vm.types.map) {
        return Err(sequence::no_keywords(vm, "map"));
    }
    let [function, iterables @ ..] = arguments.positional() else {
        return Err(vm.type_error("map() must have at least two arguments."));
    };
    if iterables.is_empty() {
        return Err(vm.type_error("map() must have at least two arguments."));
    }
    let iterators = iterators_of(vm, iterables)?;
    Ok(vm.heap.alloc(class, Map { iterators, function: function.clone() }).into_value())
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<Map>();
    if let [only] = this.iterators.items() {
        let Some(item) = iterate::next(vm, only)? else { return Ok(None) };
        return protocol::call(vm, &this.function, &[item]).map(Some);
    }
    let mut items = Vec::with_capacity(this.iterators.len());
    for iterator in this.iterators.items() {
        match iterate::next(vm, iterator)? {
            Some(item) => items.push(item),
            None => return Ok(None),
        }
    }
    protocol::call(vm, &this.function, &items).map(Some)
}
