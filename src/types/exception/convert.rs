//! Conversions of constructor arguments, with the messages of CPython's argument parser.

use crate::object::{Py, Str, Value};
use crate::types::class::Arguments;
use crate::vm::arguments::unexpected_keyword;
use crate::vm::{PyResult, Raised, Vm};

/// TypeError "ValueError() takes no keyword arguments".
pub(super) fn refuse_keywords(vm: &mut Vm, this_class: &str, arguments: &Arguments<'_>) -> PyResult<()> {
    if arguments.names.is_empty() {
        return Ok(());
    }
    Err(vm.type_error(format!("{this_class}() takes no keyword arguments")))
}

/// TypeError "argument 1 must be str, not int".
pub(super) fn text_argument(vm: &mut Vm, value: &Value, position: usize) -> PyResult<Py<Str>> {
    if let Some(text) = value.cast::<Str>() {
        Ok(text.clone())
    } else {
        let given = class_or_none(vm, value);
        Err(vm.type_error(format!("argument {position} must be str, not {given}")))
    }
}

/// The class's name, or `None` for None, as argument messages name values.
pub(crate) fn class_or_none(vm: &Vm, value: &Value) -> String {
    if value.is_none() { "None".to_owned() } else { vm.class_name(value) }
}

/// TypeError "function takes exactly 5 arguments (0 given)".
#[cold]
pub(super) fn wrong_tuple_size(vm: &mut Vm, bound: &str, expected: usize, given: usize) -> Raised {
    let plural = if expected == 1 { "" } else { "s" };
    vm.type_error(format!("function takes {bound} {expected} argument{plural} ({given} given)"))
}

/// The keyword-only arguments `expected` of `class`, in that order; the messages of CPython's parser of an empty
/// tuple and keywords.
pub(super) fn only_keywords<const N: usize>(
    vm: &mut Vm,
    class: &str,
    arguments: &Arguments<'_>,
    expected: [&str; N],
) -> PyResult<[Option<Value>; N]> {
    let given = arguments.names.len();
    if given > N {
        let plural = if N == 1 { "" } else { "s" };
        return Err(vm.type_error(format!("{class}() takes at most {N} keyword argument{plural} ({given} given)")));
    }
    let mut found = [const { None }; N];
    for (name, value) in arguments.keywords() {
        let Some(name) = name.cast::<Str>() else { continue };
        match expected.iter().position(|known| known.as_bytes() == name.as_bytes()) {
            Some(index) => found[index] = Some(value.clone()),
            None => return Err(unexpected_keyword(vm, class, name.as_value(), &expected.map(str::as_bytes))),
        }
    }
    Ok(found)
}

pub(crate) use crate::protocol::iterate::collect_to_vec as collect;
pub(crate) use crate::protocol::repr::{repr as to_repr, str as to_str};
