//! Showing a warning: `warnings` does it, or a line on standard error when that cannot be imported any more.

use super::optional;
use super::state::{Import, attribute_of_warnings};
use crate::import::machinery;
use crate::object::{Py, Str, Value};
use crate::protocol;
use crate::types::class::Class;
use crate::types::dict::Dict;
use crate::types::exception;
use crate::vm::{PyResult, Vm, uncaught};

/// A warning that is to be seen.
pub struct Shown<'a> {
    pub message: Value,
    pub category: Value,
    pub text: Value,
    pub filename: Value,
    pub line: i64,
    pub line_object: Value,
    pub source_line: Option<String>,
    pub source: Option<&'a Value>,
}

/// Shows it.
pub fn show(vm: &mut Vm, warning: &Shown<'_>) -> PyResult<()> {
    let Some(function) = attribute_of_warnings(vm, "_showwarnmsg", Import::Wanted)? else {
        write(vm, warning);
        return Ok(());
    };
    if vm.class_of(&function).slots(&vm.heap).call.is_none() {
        return Err(vm.type_error("warnings._showwarnmsg() must be set to a callable"));
    }
    let Some(class) = attribute_of_warnings(vm, "WarningMessage", Import::Unwanted)? else {
        return Err(vm.runtime_error("unable to get warnings.WarningMessage"));
    };
    let source_line = match &warning.source_line {
        Some(line) => vm.new_str(line).into_value(),
        None => Value::NONE,
    };
    let mut arguments = vec![
        warning.message.clone(),
        warning.category.clone(),
        warning.filename.clone(),
        warning.line_object.clone(),
        Value::NONE,
        source_line,
    ];
    arguments.extend(warning.source.cloned());
    let message = protocol::call(vm, &class, &arguments)?;
    protocol::call(vm, &function, &[message]).map(drop)
}

/// Writes it to `sys.stderr`, with its line of source. What goes wrong is nobody's concern.
fn write(vm: &mut Vm, warning: &Shown<'_>) {
    let Some(category) = warning.category.cast::<Class>() else { return };
    let category = category.name(&vm.heap).to_string_lossy().into_owned();
    let text = match exception::to_str(vm, &warning.text) {
        Ok(text) => text.to_string_lossy().into_owned(),
        Err(raised) => {
            drop(vm.take_raised(raised));
            return;
        }
    };
    let filename = warning.filename.cast::<Str>().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut shown = format!("{filename}:{}: {category}: {text}\n", warning.line);
    let line = match &warning.source_line {
        Some(line) => Some(line.clone()),
        None if vm.modules_removed => None,
        None => u32::try_from(warning.line).ok().and_then(|line| uncaught::source::file_line(vm, &filename, line)),
    };
    if let Some(line) = line {
        let line = line.trim_start_matches([' ', '\t', '\x0c']).trim_end_matches(['\n', '\r']);
        shown.extend(["  ", line, "\n"]);
    }
    uncaught::write_stderr(vm, &shown);
}

/// The line of source that the loader of a module gives. DeprecationWarnings and errors of `importlib` if its names do
/// not agree about that loader.
pub fn line_of_loader(vm: &mut Vm, globals: &Py<Dict>, line: i32) -> PyResult<Option<String>> {
    let bootstrap = machinery::module(vm)?;
    let (external, find_loader) = (vm.intern("_bootstrap_external"), vm.intern("_bless_my_loader"));
    let external = protocol::attribute::get(vm, &bootstrap, &external)?;
    let loader = protocol::call_method(vm, &external, &find_loader, &[globals.to_value()])?;
    let name = vm.names.name.clone();
    let Some(module) = globals.get_str(&vm.heap, &name).cloned() else { return Ok(None) };
    let Some(function) = optional(vm, &loader, "get_source")? else { return Ok(None) };
    let source = protocol::call(vm, &function, &[module])?;
    let Some(source) = source.cast::<Str>() else { return Ok(None) };
    let source = source.to_string_lossy();
    let line = usize::try_from(line).ok().and_then(|line| source.lines().nth(line.checked_sub(1)?)).map(str::to_owned);
    Ok(line)
}
