//! `import`: `sys.modules`, native modules, and for all else the machinery that is written in Python.
//!
//! Everything here is called by the opcodes and by `__import__`. As long as a program imports nothing but native modules
//! and looks at none of the hooks in `sys`, [`machinery`] is not loaded.

pub mod absence;
mod from;
pub mod machinery;
pub mod spec;

/// The entry of `sys.path` that stands for the embedded library.
pub use crate::stdlib::FOLDER as LIBRARY_FOLDER;
pub use from::{import_from, import_star};

use crate::native;
use crate::object::{Py, Slot, Str, Tuple, Value};
use crate::program::source;
use crate::program::state::State;
use crate::protocol::{self, attribute};
use crate::types::code::Code;
use crate::types::dict::Dict;
use crate::types::exception::Field;
use crate::types::function::Function;
use crate::types::module;
use crate::vm::{PyResult, Raised, Vm};

/// The IMPORT_NAME instruction, `builtins.__import__` not having been replaced.
pub fn import_name(vm: &mut Vm, name: &Py<Str>, globals: &Py<Dict>, fromlist: &Value, level: usize) -> PyResult {
    import(vm, name, Some(globals), fromlist, level)
}

/// `__import__(name, globals, locals, fromlist, level)`: the top-level package without a `fromlist`, else the module
/// itself, its submodules named in `fromlist` imported.
pub fn import(vm: &mut Vm, name: &Py<Str>, globals: Option<&Py<Dict>>, fromlist: &Value, level: usize) -> PyResult {
    let absolute = if level == 0 {
        if name.is_empty() {
            return Err(vm.value_error("Empty module name"));
        }
        name.clone()
    } else {
        resolve(vm, name, globals, level)?
    };
    let imported = load(vm, &absolute)?;
    if !fromlist.is_none() && protocol::is_true(vm, fromlist)? {
        let path = vm.names.path.clone();
        if attribute::get_optional(vm, &imported, &path)?.is_some() {
            from::import_listed(vm, &imported, fromlist, Listed::FromList)?;
        }
        return Ok(imported);
    }
    let text = name.to_string_lossy().into_owned();
    let Some((front, _)) = text.split_once('.') else {
        return Ok(imported);
    };
    let top = if level == 0 {
        front.to_owned()
    } else {
        let absolute = absolute.to_string_lossy();
        absolute[..absolute.len() - (text.len() - front.len())].to_owned()
    };
    let top = vm.intern(&top);
    if level == 0 {
        return load(vm, &top);
    }
    match loaded(vm, &top)? {
        Some(package) => Ok(package),
        None => {
            let text = format!("'{}' not in sys.modules as expected", top.to_string_lossy());
            let text = vm.new_str(text).into_value();
            Err(vm.key_error(&text))
        }
    }
}

/// Whether names to import come from a `from` list or from a package's `__all__`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Listed {
    /// The list of the statement.
    FromList,
    /// `__all__`.
    All,
}

/// The absolute name of a relative import.
fn resolve(vm: &mut Vm, name: &Py<Str>, globals: Option<&Py<Dict>>, level: usize) -> PyResult<Py<Str>> {
    let Some(globals) = globals else {
        let text = vm.new_str("'__name__' not in globals").into_value();
        return Err(vm.key_error(&text));
    };
    let package = package_of(vm, globals)?;
    let mut base = package.as_str();
    if base.is_empty() {
        return Err(import_error(vm, "attempted relative import with no known parent package"));
    }
    for _ in 1..level {
        match base.rsplit_once('.') {
            Some((parent, _)) => base = parent,
            None => return Err(import_error(vm, "attempted relative import beyond top-level package")),
        }
    }
    let absolute = if name.is_empty() { base.to_owned() } else { format!("{base}.{}", name.to_string_lossy()) };
    Ok(vm.intern(&absolute))
}

fn import_error(vm: &mut Vm, text: &str) -> Raised {
    vm.raise_message(|types| &types.import_error, text)
}

/// The package relative imports start from: `__package__`, else `__spec__.parent`, else `__name__`.
fn package_of(vm: &mut Vm, globals: &Py<Dict>) -> PyResult<String> {
    let keys = [vm.names.package.clone(), vm.names.spec.clone(), vm.names.name.clone(), vm.names.path.clone()];
    let get = |vm: &Vm, key: &Py<Str>| globals.get_str(&vm.heap, key).filter(|value| !value.is_none()).cloned();
    let spec = get(vm, &keys[1]);
    if let Some(package) = get(vm, &keys[0]) {
        let Some(name) = package.cast::<Str>() else { return Err(vm.type_error("package must be a string")) };
        if let Some(spec) = spec {
            let parent = vm.intern("parent");
            let parent = attribute::get(vm, &spec, &parent)?;
            if !protocol::is_equal(vm, &package, &parent)? {
                let category = vm.types.deprecation_warning.clone();
                (vm.hooks.warn)(vm, &category, "__package__ != __spec__.parent")?;
            }
        }
        return Ok(name.to_string_lossy().into_owned());
    }
    if let Some(spec) = spec {
        let parent = vm.intern("parent");
        let parent = attribute::get(vm, &spec, &parent)?;
        return match parent.cast::<Str>() {
            Some(parent) => Ok(parent.to_string_lossy().into_owned()),
            None => Err(vm.type_error("__spec__.parent must be a string")),
        };
    }
    let category = vm.types.import_warning.clone();
    let text = "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__";
    (vm.hooks.warn)(vm, &category, text)?;
    let Some(name) = get(vm, &keys[2]) else {
        let text = vm.new_str("'__name__' not in globals").into_value();
        return Err(vm.key_error(&text));
    };
    let Some(name) = name.cast::<Str>() else { return Err(vm.type_error("__name__ must be a string")) };
    let name = name.to_string_lossy().into_owned();
    if get(vm, &keys[3]).is_some() {
        return Ok(name);
    }
    Ok(name.rsplit_once('.').map_or_else(String::new, |(parent, _)| parent.to_owned()))
}

/// `sys.modules[name]`; ModuleNotFoundError when that is None.
pub(crate) fn loaded(vm: &mut Vm, name: &Py<Str>) -> PyResult<Slot> {
    let modules = vm.modules.clone();
    match modules.get(vm, name.as_value())? {
        Some(module) if module.is_none() => {
            let text = format!("import of {} halted; None in sys.modules", name.to_string_lossy());
            Err(not_found(vm, &text, name))
        }
        found => Ok(found),
    }
}

fn not_found(vm: &mut Vm, text: &str, name: &Py<Str>) -> Raised {
    let class = vm.types.module_not_found_error.clone();
    source::import_error(vm, &class, text, &[(Field::Name, name.to_value())])
}

/// The module of an absolute name, from `sys.modules` or loaded now, its parent packages first.
pub fn load(vm: &mut Vm, name: &Py<Str>) -> PyResult {
    if let Some(module) = loaded(vm, name)? {
        return Ok(module);
    }
    protocol::recursion::check(vm, "")?;
    if vm.modules_removed {
        return Err(import_error(vm, "sys.meta_path is None, Python is likely shutting down"));
    }
    // Nobody can have changed what is not loaded.
    if !machinery::is_loaded(vm)
        && let Some(module) = load_native(vm, name)?
    {
        return Ok(module);
    }
    machinery::find_and_load(vm, name)
}

/// A native module, from `sys.modules` or made now; `None` if there is none of the name.
fn load_native(vm: &mut Vm, name: &Py<Str>) -> PyResult<Slot> {
    if let Some(module) = loaded(vm, name)? {
        return Ok(Some(module));
    }
    let Some(found) = native::find(&name.to_string_lossy()) else { return Ok(None) };
    let module = native::create_module(vm, found)?;
    let spec = spec::create(vm, name);
    if let Some(namespace) = module::namespace_of(&vm.heap, module.as_value()) {
        let (package_key, spec_key) = (vm.names.package.clone(), vm.names.spec.clone());
        let package = vm.names.empty.to_value();
        drop(namespace.set_str(vm, &package_key, package));
        drop(namespace.set_str(vm, &spec_key, spec));
    }
    register(vm, name, module.to_value())?;
    Ok(Some(module.into_value()))
}

/// Runs module-level code with `namespace` as globals and locals.
pub fn run_in(vm: &mut Vm, code: &Py<Code>, namespace: &Py<Dict>) -> PyResult {
    let function = Function::create(vm, code.clone(), namespace);
    crate::vm::call::call_with_namespace(vm, function, namespace.to_value())
}

/// Runs a library module's code uncounted.
pub fn run_uncounted(vm: &mut Vm, code: &Py<Code>, namespace: &Py<Dict>) -> PyResult {
    uncounted(vm, |vm| {
        let key = vm.names.builtins.clone();
        if namespace.get_str(&vm.heap, &key).is_none() {
            let builtins = vm.builtins.to_value();
            drop(namespace.set_str(vm, &key, builtins));
        }
        run_in(vm, code, namespace)
    })
}

/// Does something without bringing the next automatic collection nearer: when CPython's script begins, much of the
/// library is loaded, so what a script counts on is the allocations it makes itself.
fn uncounted<T>(vm: &mut Vm, action: impl FnOnce(&mut Vm) -> T) -> T {
    let (counts, enabled) = (vm.heap.gc_counts(), vm.heap.gc_enabled());
    vm.heap.disable_gc();
    let result = action(vm);
    if enabled {
        vm.heap.enable_gc();
    }
    vm.heap.restore_gc_counts(counts);
    result
}

fn register(vm: &mut Vm, name: &Py<Str>, module: Value) -> PyResult<()> {
    let modules = vm.modules.clone();
    drop(modules.set(vm, name.to_value(), module)?);
    Ok(())
}

/// Whether the module of `namespace` is being imported now.
pub fn is_initializing(vm: &mut Vm, namespace: Option<&Py<Dict>>) -> bool {
    namespace.is_some_and(|namespace| module::is_initializing(vm, namespace))
}

/// `value` as a tuple of names, for loops that may run Python code.
pub(crate) fn names_of(vm: &mut Vm, value: &Value) -> PyResult<Vec<Value>> {
    match value.cast::<Tuple>() {
        Some(tuple) => Ok(tuple.items().to_vec()),
        None => protocol::iterate::collect_to_vec(vm, value),
    }
}

/// Whether a module's file lies where the program's own modules do, so that it may hide a library's.
pub fn may_hide_library(vm: &Vm, file: &str) -> bool {
    let Some(script_path) = State::get(vm).and_then(|state| state.script_path.as_ref()) else { return false };
    let folder = match file.rsplit_once('/') {
        Some((folder, "__init__.py")) => folder.rsplit_once('/').map_or("", |(folder, _)| folder),
        Some((folder, _)) => folder,
        None => "",
    };
    folder == script_path
}
