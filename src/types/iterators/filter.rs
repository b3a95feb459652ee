//! `filter`.

use super::{reduced_to_class, spec_of_base};
use crate::object::{Layout, Py, Value, payload};
use crate::protocol::{self, iterate, sequence};
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef, Packing};
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of `filter`.
pub const SPEC: ClassSpec = ClassSpec {
    packing: Packing::Direct,
    methods: &[NativeDef::none("__reduce__", reduce)],
    ..spec_of_base("filter", Layout::of::<Filter>(), new, next)
};

/// `filter`.
pub struct Filter {
    function: Value,
    iterator: Value,
}

payload! { Filter: AtBirth, size 32;
    traverse { iterator, function }
    dealloc { function, iterator }
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    sequence::refuse_keywords(vm, class, "filter", &arguments)?;
    let [function, iterable] = arguments.positional() else {
        let given = arguments.positional().len();
        return Err(arguments::wrong_count(vm, "filter", 2, 2, given));
    };
    let iterator = iterate::iter(vm, iterable)?;
    Ok(vm.heap.alloc(class, Filter { function: function.clone(), iterator }).into_value())
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<Filter>();
    while let Some(item) = iterate::step(vm, &this.iterator)? {
        if passes(vm, &this.function, &item)? {
            return Ok(Some(item));
        }
    }
    Ok(None)
}

/// Whether a predicate accepts `item`; None and bool mean the item's own truth.
fn passes(vm: &mut Vm, predicate: &Value, item: &Value) -> PyResult<bool> {
    if predicate.is_none() || predicate.is(vm.types.bool_.as_value()) {
        return protocol::is_true(vm, item);
    }
    let verdict = protocol::call(vm, predicate, std::slice::from_ref(item))?;
    protocol::is_true(vm, &verdict)
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let payload = this.expect::<Filter>();
    let arguments = vec![payload.function.clone(), payload.iterator.clone()];
    Ok(reduced_to_class(vm, this, arguments, None))
}
