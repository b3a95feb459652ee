//! Filters: which action a warning gets.

use super::optional;
use super::state::{Import, Warnings, attribute_of_warnings};
use crate::native::contextvars_;
use crate::object::{Slot, Str, Tuple, Value};
use crate::protocol;
use crate::types::class::methods;
use crate::types::int::Number;
use crate::types::list::List;
use crate::vm::{PyResult, Vm};

/// What is done about a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Error,
    Ignore,
    Always,
    Once,
    Module,
    Default,
    Unknown,
}

/// An action as filters name it.
pub struct Named {
    /// Its name.
    pub text: Value,
}

impl Named {
    /// Which one it is.
    pub fn kind(&self) -> Action {
        match self.text.cast::<Str>().map_or(&b""[..], |text| text.as_bytes()) {
            b"error" => Action::Error,
            b"ignore" => Action::Ignore,
            b"always" | b"all" => Action::Always,
            b"once" => Action::Once,
            b"module" => Action::Module,
            b"default" => Action::Default,
            _ => Action::Unknown,
        }
    }
}

/// The action for a warning, and the filter that says so: those of the context if it has filters of its own, else
/// those of the module; None if the default counts.
pub fn action_for(vm: &mut Vm, category: &Value, text: &Value, line: i64, module: &Value) -> PyResult<(Named, Value)> {
    let (filters, name) = match filters_of_context(vm)? {
        Some(filters) => (Some(filters), "_warnings_context _filters"),
        None => (filters_of_module(vm)?, "filters"),
    };
    if let Some(filters) = filters
        && let Some(found) = search(vm, &filters, name, category, text, line, module)?
    {
        return Ok(found);
    }
    Ok((Named { text: default_action(vm)? }, Value::NONE))
}

fn filters_of_context(vm: &mut Vm) -> PyResult<Slot> {
    let Some(variable) = Warnings::of(vm).context.clone() else { return Ok(None) };
    let Some(context) = contextvars_::value_of(vm, &variable).filter(|context| !context.is_none()) else {
        return Ok(None);
    };
    let name = vm.intern("_filters");
    let filters = protocol::attribute::get(vm, &context, &name)?;
    if !filters.has::<List>() {
        return Err(vm.value_error("_filters of warnings._warnings_context must be a list"));
    }
    Ok(Some(filters))
}

fn filters_of_module(vm: &mut Vm) -> PyResult<Slot> {
    if let Some(filters) = attribute_of_warnings(vm, "filters", Import::Unwanted)? {
        drop(Warnings::of(vm).filters.replace(filters));
    }
    match Warnings::of(vm).filters.clone() {
        Some(filters) if !filters.has::<List>() => Err(vm.value_error("_warnings.filters must be a list")),
        filters => Ok(filters),
    }
}

fn default_action(vm: &mut Vm) -> PyResult {
    if let Some(action) = attribute_of_warnings(vm, "defaultaction", Import::Unwanted)? {
        if !action.has::<Str>() {
            let class = vm.class_name(&action);
            return Err(vm.type_error(format!("_warnings.defaultaction must be a string, not '{class}'")));
        }
        drop(Warnings::of(vm).action.replace(action));
    }
    match Warnings::of(vm).action.clone() {
        Some(action) => Ok(action),
        // The interpreter is at its end.
        None => Ok(vm.intern("ignore").into_value()),
    }
}

fn search(
    vm: &mut Vm,
    filters: &Value,
    name: &str,
    category: &Value,
    text: &Value,
    line: i64,
    module: &Value,
) -> PyResult<Option<(Named, Value)>> {
    let mut index = 0;
    // Patterns are called, which may change the list.
    while let Some(item) = filters.cast::<List>().and_then(|filters| filters.items.get(&vm.heap).get(index).cloned()) {
        let Some([action, message, wanted, place, wanted_line]) = item.cast::<Tuple>().map(|item| item.items()) else {
            return Err(vm.value_error(format!("warnings.{name} item {index} isn't a 5-tuple")));
        };
        if !action.has::<Str>() {
            let class = vm.class_name(action);
            return Err(vm.type_error(format!("action must be a string, not '{class}'")));
        }
        let is_message = matches(vm, message, text)?;
        let is_place = matches(vm, place, module)?;
        let is_category = methods::issubclass(vm, category, wanted)?;
        let Some(wanted_line) = Number::of(wanted_line) else { return Err(vm.type_error("an integer is required")) };
        let wanted_line = wanted_line.to_i64();
        if is_message && is_place && is_category && (wanted_line == Some(0) || wanted_line == Some(line)) {
            return Ok(Some((Named { text: action.clone() }, item.clone())));
        }
        index += 1;
    }
    Ok(None)
}

/// Whether a pattern allows a text: None any, a str the same text, anything else what its `match` says.
fn matches(vm: &mut Vm, pattern: &Value, text: &Value) -> PyResult<bool> {
    if pattern.is_none() {
        return Ok(true);
    }
    if vm.is_exactly(pattern, &vm.types.str)
        && let Some(expected) = pattern.cast::<Str>()
    {
        return match text.cast::<Str>() {
            Some(text) => Ok(expected.as_bytes() == text.as_bytes()),
            None => {
                let class = vm.class_name(text);
                Err(vm.type_error(format!("Can't compare str and {class}")))
            }
        };
    }
    let Some(function) = optional(vm, pattern, "match")? else {
        let class = vm.class_name(pattern);
        return Err(vm.attribute_error(format!("'{class}' object has no attribute 'match'")));
    };
    let found = protocol::call(vm, &function, std::slice::from_ref(text))?;
    protocol::is_true(vm, &found)
}
