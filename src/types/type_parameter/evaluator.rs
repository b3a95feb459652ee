//! `_typing._ConstEvaluator`: the evaluating function of what was passed as a value.

use crate::object::{Layout, Tuple, Value, payload};
use crate::types::class::{Arguments, ClassSpec, Slots, convert};
use crate::types::generic_alias::shown;
use crate::types::int;
use crate::vm::{PyResult, Vm};

/// The declaration of `_typing._ConstEvaluator`.
pub const SPEC: ClassSpec = ClassSpec {
    module: "_typing",
    lists_module: true,
    slots: Slots { call: Some(call), repr: Some(repr), ..Slots::EMPTY },
    ..ClassSpec::new("_ConstEvaluator", Layout::of::<ConstEvaluator>())
};

/// A function that gives a value, or the text of it.
pub struct ConstEvaluator {
    value: Value,
}

payload! { ConstEvaluator: AtBirth, size 24;
    references { value }
}

/// The format of annotations as text.
const STRING: i64 = 4;

/// A function that gives `value`.
pub fn create(vm: &mut Vm, value: Value) -> Value {
    vm.heap.alloc(&vm.types.const_evaluator, ConstEvaluator { value }).into_value()
}

fn call(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    const NAME: &str = "constevaluator.__call__()";
    if !arguments.names.is_empty() {
        return Err(vm.type_error(format!("{NAME} takes no keyword arguments")));
    }
    let [format] = arguments.values else {
        let given = arguments.values.len();
        return Err(vm.type_error(format!("{NAME} takes exactly 1 argument ({given} given)")));
    };
    let format = convert::index(vm, format)?;
    let value = this.expect::<ConstEvaluator>().value.clone();
    // A member of an enum is one too.
    if int::Number::of(&format).and_then(int::Number::to_i64) != Some(STRING) {
        return Ok(value);
    }
    let text = match value.cast::<Tuple>() {
        Some(items) => {
            let mut texts = Vec::new();
            for item in items.clone().items() {
                texts.push(shown(vm, item)?);
            }
            format!("({})", texts.join(", "))
        }
        None => shown(vm, &value)?,
    };
    Ok(vm.new_str(text).into_value())
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let value = this.expect::<ConstEvaluator>().value.clone();
    let value = convert::repr_text(vm, &value)?;
    Ok(vm.new_str(format!("<constevaluator {}>", value.to_string_lossy())).into_value())
}
