//! `_warnings`: the native half of `warnings`: filters and registries of what has been shown. The module itself is
//! imported when there is something to show. Native code warns through it ([`issue`], [`issue_at`]).

mod filter;
mod place;
mod registry;
mod show;
mod state;

pub use state::clear;

use super::posix::arguments::argument;
use super::{ModuleSpec, set};
use crate::object::{Py, Slot, Str, Tuple, Value};
use crate::protocol::{self, attribute, number};
use crate::types::class::{Class, NativeDef, methods};
use crate::types::dict::Dict;
use crate::types::int;
use crate::vm::{PyResult, Vm};
use filter::Action;
use place::Skipped;
use state::Warnings;
pub use state::{Import, attribute_of_warnings};

/// The declaration of `_warnings`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_warnings",
    functions: &[
        NativeDef::keywords(
            "warn",
            "message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()",
            warn,
        ),
        NativeDef::keywords(
            "warn_explicit",
            "message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None",
            warn_explicit,
        ),
        NativeDef::none("_filters_mutated_lock_held", |vm, _| {
            let state = Warnings::of(vm);
            if state.locked == 0 {
                return Err(vm.runtime_error("warnings lock is not held"));
            }
            state.version += 1;
            Ok(Value::NONE)
        }),
        NativeDef::none("_acquire_lock", |vm, _| {
            Warnings::of(vm).locked += 1;
            Ok(Value::NONE)
        }),
        NativeDef::none("_release_lock", |vm, _| {
            let state = Warnings::of(vm);
            let Some(fewer) = state.locked.checked_sub(1) else {
                return Err(vm.runtime_error("cannot release un-acquired lock"));
            };
            state.locked = fewer;
            Ok(Value::NONE)
        }),
    ],
    classes: &[],
    init: Some(init),
};

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    let state = Warnings::of(vm);
    let objects = [
        ("filters", state.filters.clone()),
        ("_onceregistry", state.once.clone()),
        ("_defaultaction", state.action.clone()),
        ("_warnings_context", state.context.clone()),
    ];
    for (name, object) in objects {
        if let Some(object) = object {
            set(vm, namespace, name, object);
        }
    }
    Ok(())
}

/// A warning on its way.
struct Warning<'a> {
    /// An instance of Warning, or what the category is called with.
    message: Value,
    category: Value,
    filename: Value,
    line: i64,
    /// `None` if the file name decides; None if the module is being taken down.
    module: Slot,
    registry: Slot,
    /// The line of source if its loader has given it.
    source_line: Option<String>,
    /// The object that the warning is about.
    source: Option<&'a Value>,
}

/// CPython's `PyErr_WarnEx` with stack level 1, `PyErr_ResourceWarning` if there is a source: warns about the line that is
/// being executed. Raises the warning where a filter says so.
pub fn issue(vm: &mut Vm, category: &Py<Class>, text: &str, source: Option<&Value>) -> PyResult<()> {
    let message = vm.new_str(text).into_value();
    issue_from(vm, message, category.to_value(), 1, source, &Skipped::None)
}

/// CPython's `PyErr_WarnExplicit` without a module and a registry: warns about a line of a file.
pub fn issue_at(vm: &mut Vm, category: &Py<Class>, text: &str, filename: &str, line: u32) -> PyResult<()> {
    let warning = Warning {
        message: vm.new_str(text).into_value(),
        category: category.to_value(),
        filename: vm.new_str(filename).into_value(),
        line: i64::from(line),
        module: None,
        registry: None,
        source_line: None,
        source: None,
    };
    decide(vm, warning)
}

fn issue_from(
    vm: &mut Vm,
    message: Value,
    category: Value,
    level: isize,
    source: Option<&Value>,
    skipped: &Skipped<'_>,
) -> PyResult<()> {
    let place = place::find(vm, level, skipped)?;
    let warning = Warning {
        message,
        category,
        filename: place.filename,
        line: i64::from(place.line),
        module: Some(place.module),
        registry: Some(place.registry),
        source_line: None,
        source,
    };
    decide(vm, warning)
}

/// `warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=())`
fn warn(vm: &mut Vm, _: &Value, bound: &[Slot]) -> PyResult {
    let message = argument(bound, 0);
    let level = match bound.get(2).and_then(Option::as_ref) {
        Some(level) => number::ssize_argument(vm, level)?,
        None => 1,
    };
    let prefixes = bound.get(4).cloned().flatten();
    let prefixes = match &prefixes {
        None => &[],
        Some(prefixes) => match prefixes.cast::<Tuple>() {
            Some(prefixes) => prefixes.items(),
            None => {
                let class = vm.class_name(prefixes);
                return Err(vm.type_error(format!("warn() argument 'skip_file_prefixes' must be tuple, not {class}")));
            }
        },
    };
    let category = category_of(vm, &message, bound.get(1).and_then(Option::as_ref))?;
    let source = argument(bound, 3);
    if prefixes.is_empty() {
        issue_from(vm, message, category, level, Some(&source), &Skipped::None)?;
    } else {
        issue_from(vm, message, category, level.max(2), Some(&source), &Skipped::Files(prefixes))?;
    }
    Ok(Value::NONE)
}

/// The class of a message that is a warning, else the one that was given, else UserWarning.
fn category_of(vm: &mut Vm, message: &Value, given: Option<&Value>) -> PyResult {
    if vm.is_instance_of(message, &vm.types.warning) {
        return Ok(vm.class_of(message).to_value());
    }
    let category = match given {
        Some(category) if !category.is_none() => category.clone(),
        _ => vm.types.user_warning.to_value(),
    };
    let warning = vm.types.warning.to_value();
    match methods::issubclass(vm, &category, &warning) {
        Ok(true) => return Ok(category),
        Ok(false) => {}
        Err(raised) => drop(vm.take_raised(raised)),
    }
    let class = vm.class_name(&category);
    Err(vm.type_error(format!("category must be a Warning subclass, not '{class}'")))
}

/// `warn_explicit(message, category, filename, lineno, module=…, registry=None, module_globals=None, source=None)`
fn warn_explicit(vm: &mut Vm, _: &Value, bound: &[Slot]) -> PyResult {
    let filename = argument(bound, 2);
    if !filename.has::<Str>() {
        let class = vm.class_name(&filename);
        return Err(vm.type_error(format!("warn_explicit() argument 'filename' must be str, not {class}")));
    }
    let line = number::int_argument(vm, &argument(bound, 3))?;
    let globals = argument(bound, 6);
    let source_line = match globals.cast::<Dict>() {
        Some(globals) => show::line_of_loader(vm, globals, line)?,
        None if globals.is_none() => None,
        None => {
            let class = vm.class_name(&globals);
            return Err(vm.type_error(format!("module_globals must be a dict, not '{class}'")));
        }
    };
    let source = argument(bound, 7);
    let warning = Warning {
        message: argument(bound, 0),
        category: argument(bound, 1),
        filename,
        line: i64::from(line),
        module: bound.get(4).cloned().flatten(),
        registry: bound.get(5).cloned().flatten(),
        source_line,
        source: Some(&source),
    };
    decide(vm, warning)?;
    Ok(Value::NONE)
}

/// What a file is called as a module.
fn module_of(vm: &mut Vm, filename: &Value) -> Value {
    let Some(name) = filename.cast::<Str>() else { return filename.clone() };
    let bytes = name.as_bytes();
    if bytes.is_empty() {
        return vm.new_str("<unknown>").into_value();
    }
    match bytes.len().checked_sub(3) {
        Some(end) if bytes[end..].eq_ignore_ascii_case(b".py") => vm.new_str_bytes(&bytes[..end]).into_value(),
        _ => filename.clone(),
    }
}

/// Lets the filters decide, and does what they say.
fn decide(vm: &mut Vm, warning: Warning<'_>) -> PyResult<()> {
    let Warning { message, category, filename, line, module, registry, source_line, source } = warning;
    let module = match module {
        // The module has been taken down: its filters are gone, and nobody would want to know.
        Some(module) if module.is_none() => return Ok(()),
        Some(module) => module,
        None => module_of(vm, &filename),
    };
    let registry = match registry.filter(|registry| !registry.is_none()) {
        None => None,
        Some(registry) => match registry.cast::<Dict>() {
            Some(registry) => Some(registry.clone()),
            None => return Err(vm.type_error("'registry' must be a dict or None")),
        },
    };
    let (text, message, category) = if vm.is_instance_of(&message, &vm.types.warning) {
        let category = vm.class_of(&message).to_value();
        (protocol::repr::str(vm, &message)?.into_value(), message, category)
    } else {
        let instance = protocol::call(vm, &category, std::slice::from_ref(&message))?;
        (message, instance, category)
    };
    let line_object = int::from_i64(vm, line);
    let key = vm.new_tuple(vec![text.clone(), category.clone(), line_object.clone()]).into_value();
    if let Some(registry) = &registry
        && registry::has_shown(vm, registry, &key)?
    {
        return Ok(());
    }
    let (action, item) = filter::action_for(vm, &category, &text, line, &module)?;
    match action.kind() {
        Action::Error => {
            return Err(if vm.is_instance_of(&message, &vm.types.base_exception) {
                vm.raise(message)
            } else {
                vm.type_error("exceptions must derive from BaseException")
            });
        }
        Action::Ignore => return Ok(()),
        Action::Always => {}
        kind => {
            if let Some(registry) = &registry {
                drop(registry.set(vm, key, Value::TRUE)?);
            }
            let noted = match kind {
                Action::Once => Some(match &registry {
                    Some(registry) => registry.clone(),
                    None => registry::of_once(vm)?,
                }),
                Action::Module => registry.clone(),
                Action::Default => None,
                _ => {
                    let shown = [protocol::repr(vm, &action.text)?, protocol::repr(vm, &item)?];
                    let [action, item] = shown.map(|shown| shown.to_string_lossy().into_owned());
                    let message = format!("Unrecognized action ({action}) in warnings.filters:\n {item}");
                    return Err(vm.runtime_error(message));
                }
            };
            if let Some(registry) = noted {
                let key = vm.new_tuple(vec![text.clone(), category.clone()]).into_value();
                if registry::note(vm, &registry, key)? {
                    return Ok(());
                }
            }
        }
    }
    let shown = show::Shown { message, category, text, filename, line, line_object, source_line, source };
    show::show(vm, &shown)
}

/// An attribute, if the object has it.
fn optional(vm: &mut Vm, object: &Value, name: &str) -> PyResult<Slot> {
    let name = vm.intern(name);
    attribute::get_optional(vm, object, &name)
}
