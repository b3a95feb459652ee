//! Warnings that native code issues, through the `warnings` module: its filters, its `showwarning`.

use crate::import;
use crate::object::{Py, Slot, Str, Tuple, Value};
use crate::program::state::State;
use crate::protocol;
use crate::types::class::Class;
use crate::types::exception;
use crate::types::generator::{Generator, methods};
use crate::types::module::{self, Module};
use crate::vm::{PyResult, Vm, uncaught};

/// CPython's `PyErr_WarnEx` with stack level 1: warns about the line that is being executed. Raises the warning where a
/// filter says so.
pub fn warn(vm: &mut Vm, category: &Py<Class>, text: &str) -> PyResult<()> {
    warn_from(vm, category, text, None)
}

/// As [`warn`], of an object, which becomes the warning's `source`.
pub fn warn_about(vm: &mut Vm, category: &Py<Class>, text: &str, source: &Value) -> PyResult<()> {
    warn_from(vm, category, text, Some(source))
}

/// CPython's `_PyErr_WarnUnawaitedCoroutine`: lets `warnings` warn about a coroutine that was never awaited, or does it
/// itself where that fails. Errors are reported as unraisable.
pub fn warn_unawaited(vm: &mut Vm, coroutine: &Py<Generator>) {
    let has_warned = unawaited_function(vm).is_some_and(|function| {
        match protocol::call(vm, &function, std::slice::from_ref(coroutine.as_value())) {
            Ok(_) => true,
            Err(raised) => {
                let is_warning = vm.raised_is(&raised, |types| &types.runtime_warning);
                let exception = vm.take_raised(raised);
                report(vm, &exception, coroutine);
                is_warning
            }
        }
    });
    if has_warned {
        return;
    }
    let qualname = coroutine.qualname.get(&vm.heap).to_string_lossy().into_owned();
    let category = vm.types.runtime_warning.clone();
    if let Err(raised) = warn(vm, &category, &format!("coroutine '{qualname}' was never awaited")) {
        let exception = vm.take_raised(raised);
        report(vm, &exception, coroutine);
    }
}

/// `warnings._warn_unawaited_coroutine`, if the module can still be had.
fn unawaited_function(vm: &mut Vm) -> Slot {
    let (name, function) = (vm.intern("warnings"), vm.intern("_warn_unawaited_coroutine"));
    let module = if State::of(vm).finalizing { Ok(loaded(vm)?) } else { import::load(vm, &name) };
    let found = module.and_then(|module| protocol::attribute::get_optional(vm, &module, &function));
    match found {
        Ok(found) => found,
        Err(raised) => {
            drop(vm.take_raised(raised));
            None
        }
    }
}

fn report(vm: &mut Vm, exception: &Value, coroutine: &Py<Generator>) {
    let message = format!("Exception ignored while finalizing coroutine {}", methods::shown(vm, coroutine.as_value()));
    uncaught::report_unraisable(vm, exception, Some(&message), None);
}

fn warn_from(vm: &mut Vm, category: &Py<Class>, text: &str, source: Option<&Value>) -> PyResult<()> {
    let (filename, line, globals) = match vm.stack.innermost() {
        Some(innermost) => {
            let line = innermost.code().position(innermost.current_index() as usize).line;
            (innermost.code().filename().into_value(), line, innermost.function().globals.clone())
        }
        // As if `sys` did it.
        None => (vm.new_str("<sys>").into_value(), 0, vm.sys.clone()),
    };
    if vm.modules_removed || State::of(vm).finalizing && loaded(vm).is_none() {
        return warn_alone(vm, category, text, &filename, line);
    }
    let (name, registry_name) = (vm.names.name.clone(), vm.intern("__warningregistry__"));
    let module = match globals.get_str(&vm.heap, &name) {
        Some(module) => module.clone(),
        None => vm.new_str("<string>").into_value(),
    };
    let registry = match globals.get_str(&vm.heap, &registry_name).cloned() {
        Some(registry) => registry,
        None => {
            let registry = vm.new_dict().into_value();
            drop(globals.set_str(vm, &registry_name, registry.clone()));
            registry
        }
    };
    let mut arguments = vec![
        vm.new_str(text).into_value(),
        category.to_value(),
        filename,
        Value::index(line as usize),
        module,
        registry,
    ];
    if let Some(source) = source {
        arguments.extend([Value::NONE, source.clone()]);
    }
    call(vm, &arguments)
}

/// The module, if it has been imported and is still there.
fn loaded(vm: &mut Vm) -> Option<Value> {
    let name = vm.intern("warnings");
    vm.modules.get_str(&vm.heap, &name).filter(|module| module.has::<Module>()).cloned()
}

/// Notes the filters of the module, which goes before the last warnings come.
pub fn keep_filters(vm: &mut Vm) {
    let Some(module) = loaded(vm) else { return };
    let name = vm.intern("filters");
    let filters = module::namespace_of(&vm.heap, &module).and_then(|names| names.get_str(&vm.heap, &name).cloned());
    State::of(vm).filters = filters;
}

/// Warns without the module, at the end of a program: by the filters that it left, each text once.
fn warn_alone(vm: &mut Vm, category: &Py<Class>, text: &str, filename: &Value, line: u32) -> PyResult<()> {
    let mut action = "default".to_owned();
    if let Some(filters) = State::of(vm).filters.clone() {
        for filter in protocol::iterate::collect_to_vec(vm, &filters)? {
            if let Some(found) = matching_action(vm, &filter, category, text)? {
                action = found;
                break;
            }
        }
    }
    match action.as_str() {
        "ignore" => Ok(()),
        "error" => {
            let text = vm.new_str(text).into_value();
            let error = exception::new(vm, category, vec![text]);
            Err(vm.raise(error))
        }
        _ => {
            let category = category.name(&vm.heap).to_string_lossy().into_owned();
            let filename = filename.cast::<Str>().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            let shown = format!("{filename}:{line}: {category}: {text}\n");
            if action == "always" || State::of(vm).last_warnings.insert(shown.clone()) {
                uncaught::write_stderr(vm, &shown);
            }
            Ok(())
        }
    }
}

/// What a filter says to a warning without a line, of `sys`; nothing if it is about others.
fn matching_action(vm: &mut Vm, filter: &Value, category: &Py<Class>, text: &str) -> PyResult<Option<String>> {
    let Some([action, message, wanted, module, line]) = filter.cast::<Tuple>().map(|filter| filter.items()) else {
        return Ok(None);
    };
    let about =
        wanted.cast::<Class>().is_some_and(|wanted| category.is(wanted) || category.is_subclass_of(&vm.heap, wanted));
    if !about || line.as_small_int() != Some(0) {
        return Ok(None);
    }
    for (pattern, text) in [(message, text), (module, "sys")] {
        let matches = if pattern.is_none() {
            true
        } else if let Some(literal) = pattern.cast::<Str>() {
            literal.as_bytes() == text.as_bytes()
        } else {
            let (method, text) = (vm.intern("match"), vm.new_str(text).into_value());
            let found = protocol::call_method(vm, pattern, &method, &[text])?;
            protocol::is_true(vm, &found)?
        };
        if !matches {
            return Ok(None);
        }
    }
    Ok(action.cast::<Str>().map(|action| action.to_string_lossy().into_owned()))
}

/// CPython's `PyErr_WarnExplicit` without a module and a registry: warns about a line of a file.
pub fn warn_explicit(vm: &mut Vm, category: &Py<Class>, text: &str, filename: &str, line: u32) -> PyResult<()> {
    let arguments = [
        vm.new_str(text).into_value(),
        category.to_value(),
        vm.new_str(filename).into_value(),
        Value::index(line as usize),
    ];
    call(vm, &arguments)
}

fn call(vm: &mut Vm, arguments: &[Value]) -> PyResult<()> {
    let name = vm.intern("warnings");
    let module = import::load(vm, &name)?;
    let function = vm.intern("warn_explicit");
    let function = protocol::attribute::get(vm, &module, &function)?;
    protocol::call(vm, &function, arguments).map(drop)
}
