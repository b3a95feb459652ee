//! `_tracemalloc`: where memory was allocated, which is not traced.

use super::ModuleSpec;
use crate::object::Value;
use crate::protocol::number;
use crate::types::class::NativeDef;
use crate::types::list::List;

/// The declaration of `_tracemalloc`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_tracemalloc",
    functions: &[
        NativeDef::none("is_tracing", |_, _| Ok(Value::FALSE)),
        NativeDef::none("clear_traces", |_, _| Ok(Value::NONE)),
        NativeDef::none("_get_traces", |vm, _| Ok(List::create(vm, Vec::new()).into_value())),
        NativeDef::one("_get_object_traceback", |_, _, _| Ok(Value::NONE)),
        NativeDef::positional("start", 0, 1, |vm, _, values| {
            let frames = match values.first() {
                Some(frames) => number::int_argument(vm, frames)?,
                None => 1,
            };
            if !(1..=65535).contains(&frames) {
                return Err(vm.value_error("the number of frames must be in range [1; 65535]"));
            }
            Err(vm.not_implemented_error("tracemalloc.start: ouropy does not trace where memory is allocated"))
        }),
        NativeDef::none("stop", |_, _| Ok(Value::NONE)),
        NativeDef::none("get_traceback_limit", |_, _| Ok(Value::index(1))),
        NativeDef::none("get_tracemalloc_memory", |_, _| Ok(Value::index(0))),
        NativeDef::none("get_traced_memory", |vm, _| {
            Ok(vm.new_tuple(vec![Value::index(0), Value::index(0)]).into_value())
        }),
        NativeDef::none("reset_peak", |_, _| Ok(Value::NONE)),
    ],
    classes: &[],
    init: None,
};
