//! `_functools`: `partial`, `reduce`, `cmp_to_key` and the wrapper behind `lru_cache`.

pub mod compare_key;
pub mod lru_cache;
pub mod partial;
mod placeholder;

use super::{ModuleSpec, set};
use crate::object::{Phantom, Slot, Value, with_borrowed};
use crate::protocol::{self, iterate};
use crate::types::class::NativeDef;
use crate::vm::{PyResult, Vm};

/// The declaration of the module.
pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_functools",
    functions: &[
        NativeDef::keywords("reduce", "function, iterable, /, initial=None", reduce),
        NativeDef::keywords("cmp_to_key", "mycmp", |vm, _, bound| {
            let compare = bound[0].clone().unwrap_or(Value::NONE);
            Ok(compare_key::create(vm, compare))
        }),
    ],
    classes: &[&partial::SPEC, &placeholder::SPEC, &lru_cache::SPEC, &compare_key::SPEC],
    init: Some(|vm, namespace| {
        let placeholder = placeholder::only(vm);
        set(vm, namespace, "Placeholder", placeholder);
        Ok(())
    }),
};

/// `reduce(function, iterable[, initial])`.
fn reduce(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [Some(function), Some(iterable), initial] = bound else { return Ok(Value::NONE) };
    let iterator = match iterate::iter(vm, iterable) {
        Ok(iterator) => iterator,
        Err(raised) if vm.raised_is(&raised, |types| &types.type_error) => {
            drop(vm.take_raised(raised));
            return Err(vm.type_error("reduce() arg 2 must support iteration"));
        }
        Err(raised) => return Err(raised),
    };
    // CPython calls the function by a tuple that it uses again.
    vm.heap.phantom_made(Phantom::Tuple(2));
    let result = fold(vm, function, &iterator, initial);
    vm.heap.phantom_freed(Phantom::Tuple(2));
    match result? {
        Some(result) => Ok(result),
        None => Err(vm.type_error("reduce() of empty iterable with no initial value")),
    }
}

/// What the function makes of one item after the other, beginning with `initial` or with the first item.
fn fold(vm: &mut Vm, function: &Value, iterator: &Value, initial: &Slot) -> PyResult<Slot> {
    let mut result = initial.clone();
    // The tuple: arguments live until the next ones take their places.
    let mut pair: [Slot; 2] = [None, None];
    let ended = loop {
        let item = match iterate::next(vm, iterator) {
            Ok(Some(item)) => item,
            Ok(None) => break Ok(()),
            Err(raised) => break Err(raised),
        };
        let Some(so_far) = result.take() else {
            result = Some(item);
            continue;
        };
        for (place, new) in pair.iter_mut().zip([so_far, item]) {
            drop(place.replace(new));
        }
        let [Some(so_far), Some(item)] = &pair else { break Ok(()) };
        match with_borrowed([so_far, item], |pair| protocol::call(vm, function, pair)) {
            Ok(made) => result = Some(made),
            Err(raised) => break Err(raised),
        }
    };
    let [first, second] = pair;
    drop(second);
    drop(first);
    ended.map(|()| result)
}
