//! `_suggestions`: "Did you mean" for the library's tracebacks.

use super::ModuleSpec;
use crate::object::{Str, Value};
use crate::text::suggest::best_match;
use crate::types::class::NativeDef;
use crate::types::list::List;
use crate::vm::{PyResult, Vm};

/// The declaration of the module.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_suggestions",
    functions: &[NativeDef::positional("_generate_suggestions", 2, 2, generate_suggestions)],
    classes: &[],
    init: None,
};

/// `_generate_suggestions(candidates, item, /)`: the name of the list nearest to `item`, or None.
fn generate_suggestions(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let Some(item) = values[1].cast::<Str>() else {
        let class = vm.class_name(&values[1]);
        return Err(vm.type_error(format!("_generate_suggestions() argument 2 must be str, not {class}")));
    };
    let candidates = values[0].cast::<List>().filter(|list| vm.is_exactly(list.as_value(), &vm.types.list));
    let Some(candidates) = candidates else {
        return Err(vm.type_error("candidates must be a list"));
    };
    let candidates = candidates.items.get(&vm.heap);
    let names: Option<Vec<&Str>> = candidates.iter().map(|name| name.cast::<Str>().map(|name| &**name)).collect();
    let Some(names) = names else {
        return Err(vm.type_error("all elements in 'candidates' must be strings"));
    };
    let best = best_match(item.as_bytes(), names.iter().map(|name| name.as_bytes()));
    Ok(best.and_then(|index| candidates.get(index).cloned()).unwrap_or(Value::NONE))
}
