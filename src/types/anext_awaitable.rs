//! `anext_awaitable`: what `anext(iterator, default)` gives.

use crate::object::{Layout, Value, payload};
use crate::protocol::{self, awaitable};
use crate::types::class::{ClassSpec, NativeDef, Slots};
use crate::types::iterators;
use crate::vm::{PyResult, Vm};

/// The declaration of `anext_awaitable`.
pub const SPEC: ClassSpec = ClassSpec {
    slots: Slots { await_: Some(iterators::itself), iter: Some(iterators::itself), next: Some(next), ..Slots::EMPTY },
    methods: &[
        NativeDef::any("send", |vm, this, arguments| proxy(vm, this, "send", arguments.positional())),
        NativeDef::packed("throw", |vm, this, arguments| proxy(vm, this, "throw", arguments.positional())),
        NativeDef::none("close", |vm, this| proxy(vm, this, "close", &[])),
    ],
    ..ClassSpec::new("anext_awaitable", Layout::of::<AnextAwaitable>())
};

/// Awaits what `__anext__` gave, and gives a default where that raises StopAsyncIteration.
pub struct AnextAwaitable {
    wrapped: Value,
    default: Value,
}

payload! { AnextAwaitable: AtBirth, size 32;
    references { wrapped, default }
}

impl AnextAwaitable {
    /// The awaitable of `anext(iterator, default)`.
    pub fn create(vm: &mut Vm, wrapped: Value, default: &Value) -> Value {
        let payload = AnextAwaitable { wrapped, default: default.clone() };
        vm.heap.alloc(&vm.types.anext_awaitable, payload).into_value()
    }
}

/// The iterator that awaits the wrapped object. TypeError where `__await__` gives none.
fn iterator(vm: &mut Vm, this: &Value) -> PyResult {
    let wrapped = this.expect::<AnextAwaitable>().wrapped.clone();
    let found = awaitable::iterator(vm, &wrapped)?;
    if protocol::iterate::is_iterator(vm, &found) {
        return Ok(found);
    }
    // A coroutine: the only one that is no iterator.
    match vm.class_of(&found).slots(&vm.heap).await_ {
        Some(await_) => await_(vm, &found),
        None => Ok(found),
    }
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let iterator = iterator(vm, this)?;
    let Some(next) = vm.class_of(&iterator).slots(&vm.heap).next else { return Ok(None) };
    let result = next(vm, &iterator);
    drop(iterator);
    or_default(vm, this, result)
}

/// Calls a method of the iterator.
fn proxy(vm: &mut Vm, this: &Value, method: &str, values: &[Value]) -> PyResult {
    let iterator = iterator(vm, this)?;
    let name = vm.intern(method);
    let result = protocol::call_method(vm, &iterator, &name, values);
    drop(iterator);
    or_default(vm, this, result)
}

/// StopAsyncIteration becomes the StopIteration of the default.
fn or_default<T>(vm: &mut Vm, this: &Value, result: PyResult<T>) -> PyResult<T> {
    match result {
        Err(raised) if vm.raised_is(&raised, |types| &types.stop_async_iteration) => {
            drop(vm.take_raised(raised));
            let default = this.expect::<AnextAwaitable>().default.clone();
            Err(vm.raise_with(|types| &types.stop_iteration, vec![default]))
        }
        other => other,
    }
}
