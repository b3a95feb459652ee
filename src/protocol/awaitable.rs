//! Awaiting and asynchronous iteration: `await`, `aiter`, `anext`.

use crate::object::Value;
use crate::types::generator::Generator;
use crate::vm::{PyResult, Vm};

/// What `await value` iterates: a coroutine as it is, else what `__await__` gives. TypeErrors "'int' object can't be
/// awaited", "__await__() returned a coroutine", "__await__() returned non-iterator of type 'int'".
pub fn iterator(vm: &mut Vm, value: &Value) -> PyResult {
    if is_coroutine(value) {
        return Ok(value.clone());
    }
    let Some(await_) = vm.class_of(value).slots(&vm.heap).await_ else {
        let class = vm.class_name(value);
        return Err(vm.type_error(format!("'{class}' object can't be awaited")));
    };
    let found = await_(vm, value)?;
    if is_coroutine(&found) {
        return Err(vm.type_error("__await__() returned a coroutine"));
    }
    if !super::iterate::is_iterator(vm, &found) {
        let class = vm.class_name(&found);
        return Err(vm.type_error(format!("__await__() returned non-iterator of type '{class}'")));
    }
    Ok(found)
}

/// A coroutine, or a generator that `types.coroutine` has marked.
fn is_coroutine(value: &Value) -> bool {
    value.cast::<Generator>().is_some_and(|generator| generator.is_awaitable())
}

/// `aiter(value)`. TypeErrors "'int' object is not an async iterable", "aiter() returned not an async iterator of type
/// 'int'".
pub fn aiter(vm: &mut Vm, value: &Value) -> PyResult {
    let Some(aiter) = vm.class_of(value).slots(&vm.heap).aiter else {
        let class = vm.class_name(value);
        return Err(vm.type_error(format!("'{class}' object is not an async iterable")));
    };
    let iterator = aiter(vm, value)?;
    if !is_async_iterator(vm, &iterator) {
        let class = vm.class_name(&iterator);
        return Err(vm.type_error(format!("aiter() returned not an async iterator of type '{class}'")));
    }
    Ok(iterator)
}

/// Whether the class of `value` has `__anext__`.
pub fn is_async_iterator(vm: &Vm, value: &Value) -> bool {
    vm.class_of(value).slots(&vm.heap).anext.is_some()
}

/// `anext(value)`: what is to be awaited. TypeError "'int' object is not an async iterator".
pub fn anext(vm: &mut Vm, value: &Value) -> PyResult {
    match vm.class_of(value).slots(&vm.heap).anext {
        Some(anext) => anext(vm, value),
        None => {
            let class = vm.class_name(value);
            Err(vm.type_error(format!("'{class}' object is not an async iterator")))
        }
    }
}
