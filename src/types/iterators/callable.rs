//! `iter(callable, sentinel)`.

use super::{reduced_to, spec};
use crate::object::{Edge, HeapCell, Layout, References, Value, payload};
use crate::protocol;
use crate::types::class::{ClassSpec, NativeDef};
use crate::vm::{PyResult, Vm};

/// The declaration of `callable_iterator`.
pub const SPEC: ClassSpec = ClassSpec {
    methods: &[NativeDef::none("__reduce__", reduce)],
    ..spec("callable_iterator", Layout::of::<CallableIterator>(), next)
};

/// `iter(callable, sentinel)`.
pub struct CallableIterator {
    /// Callable and sentinel, until the end is reached.
    pair: HeapCell<Option<(Value, Value)>>,
}

payload! { CallableIterator: AtBirth, size 32;
    traverse(this, tracer) {
        if let Some((callable, sentinel)) = this.pair.get(tracer.heap()) {
            callable.trace(Edge::Internal("callable"), tracer);
            sentinel.trace(Edge::Internal("sentinel"), tracer);
        }
    }
    dealloc(this, sink) {
        if let Some((callable, sentinel)) = this.pair.into_inner() {
            callable.release(sink);
            sentinel.release(sink);
        }
    }
}

impl CallableIterator {
    /// `iter(callable, sentinel)`. TypeError "iter(v, w): v must be callable".
    pub fn create(vm: &mut Vm, callable: &Value, sentinel: &Value) -> PyResult {
        if vm.class_of(callable).slots(&vm.heap).call.is_none() {
            return Err(vm.type_error("iter(v, w): v must be callable"));
        }
        let pair = HeapCell::new(Some((callable.clone(), sentinel.clone())));
        Ok(vm.heap.alloc(&vm.types.callable_iterator, CallableIterator { pair }).into_value())
    }
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<CallableIterator>();
    let Some((callable, sentinel)) = this.pair.get(&vm.heap).clone() else { return Ok(None) };
    let result = protocol::call(vm, &callable, &[]);
    let Some(item) = vm.catch(result, |types| &types.stop_iteration)? else {
        this.pair.set(&mut vm.heap, None);
        return Ok(None);
    };
    if this.pair.get(&vm.heap).is_none() {
        // The call has come to the end of this iterator.
        return Ok(None);
    }
    if protocol::is_equal(vm, &sentinel, &item)? {
        this.pair.set(&mut vm.heap, None);
        return Ok(None);
    }
    Ok(Some(item))
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let arguments = |vm: &mut Vm| match this.expect::<CallableIterator>().pair.get(&vm.heap) {
        Some((callable, sentinel)) => vec![callable.clone(), sentinel.clone()],
        None => vec![vm.empty_tuple.to_value()],
    };
    reduced_to(vm, arguments, None)
}
