//! `import`: `sys.modules`, native modules, embedded ones, and files on `sys.path`.
//!
//! Everything here is called by the opcodes and by `__import__`. There are no finder objects:
//! [`find::find`] knows the three kinds of place a module comes from. Nothing is imported through a loader; that of an
//! embedded module only shows its source.

pub mod absence;
pub mod find;
mod from;
pub mod spec;

pub use from::{import_from, import_star};

use ouropy_compiler::{Mode, image};

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
use find::{Found, SearchPath};

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
    let text = name.to_string_lossy().into_owned();
    if text.starts_with('.') {
        return Err(not_found(vm, &format!("No module named '{text}'"), name));
    }
    let mut parent_module = None;
    let search = match text.rsplit_once('.') {
        None => SearchPath::Top,
        Some((parent, _)) => {
            let parent_name = vm.intern(parent);
            let modules = vm.modules.clone();
            let parent_value = match modules.get(vm, parent_name.as_value())? {
                // Even a None that stands for it is no package.
                Some(known) if known.is_none() => known,
                _ => load(vm, &parent_name)?,
            };
            if let Some(module) = loaded(vm, name)? {
                return Ok(module);
            }
            let path = vm.names.path.clone();
            let Some(path) = attribute::get_optional(vm, &parent_value, &path)? else {
                return Err(not_found(vm, &format!("No module named '{text}'; '{parent}' is not a package"), name));
            };
            parent_module = Some(parent_value);
            SearchPath::Package(path)
        }
    };
    let Some(found) = find::find(vm, &text, &search)? else {
        let shown = crate::text::repr::str_repr(name.as_bytes());
        return Err(not_found(vm, &format!("No module named {}", String::from_utf8_lossy(&shown)), name));
    };
    let module = load_found(vm, name, found)?;
    if let (Some(parent), Some((_, child))) = (parent_module, text.rsplit_once('.')) {
        let child = vm.intern(child);
        attribute::set(vm, &parent, &child, Some(&module))?;
    }
    Ok(module)
}

fn load_found(vm: &mut Vm, name: &Py<Str>, found: Found) -> PyResult {
    match found {
        Found::Native(spec) => {
            let module = crate::native::create_module(vm, spec)?;
            let spec = spec::create(vm, name, &spec::Origin::built_in());
            let package = vm.names.empty.to_value();
            describe(vm, module.as_value(), &spec, package, None, None);
            register(vm, name, module.to_value())?;
            Ok(module.into_value())
        }
        Found::Namespace(portions) => {
            let module = module::new(vm, name);
            let path = spec::list_of(vm, &portions);
            let origin = spec::Origin { name: None, has_location: false, locations: Some(portions) };
            let spec = spec::create(vm, name, &origin);
            describe(vm, module.as_value(), &spec, name.to_value(), None, Some(path));
            register(vm, name, module.to_value())?;
            Ok(module.into_value())
        }
        Found::Source { filename, text, package } => {
            let code = match text {
                find::Text::Embedded(module) => library_code(vm, &module, &filename)?,
                find::Text::File => {
                    let bytes = match std::fs::read(&filename) {
                        Ok(bytes) => bytes,
                        Err(error) => {
                            let file = vm.new_str(&filename).into_value();
                            let exception = crate::types::exception::from_io_error(vm, &error, Some(file));
                            return Err(vm.raise(exception));
                        }
                    };
                    source::compile_bytes(vm, &bytes, &filename, Mode::File, vm.compile_options(), source::Bytes::File)?
                }
            };
            execute(vm, name, &code, &filename, if package { Form::Package } else { Form::Module })
        }
    }
}

/// The code of an embedded module: compiled when the binary was built, unless `-O` asks for other code.
fn library_code(vm: &mut Vm, module: &crate::stdlib::Embedded, filename: &str) -> PyResult<Py<Code>> {
    let options = vm.compile_options();
    if options.optimize > 0 {
        return source::compile_text(vm, &module.source(), filename, Mode::File, options);
    }
    match image::read(&module.code()) {
        Ok(unit) => Ok(Code::create(vm, &unit)),
        Err(error) => Err(vm.system_error(format!("{filename}: {error}"))),
    }
}

/// What a file is the code of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Module,
    Package,
}

/// Runs a module's code in a new module, which is in `sys.modules` meanwhile.
fn execute(vm: &mut Vm, name: &Py<Str>, code: &Py<Code>, filename: &str, form: Form) -> PyResult {
    let package = form == Form::Package;
    let folder = filename.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let module = module::new(vm, name);
    let path = package.then(|| spec::list_of(vm, std::slice::from_ref(&folder)));
    let origin =
        spec::Origin { name: Some(filename.to_owned()), has_location: true, locations: package.then(|| vec![folder]) };
    let spec = spec::create(vm, name, &origin);
    let parent = if package {
        name.to_value()
    } else {
        let text = name.to_string_lossy();
        let parent = text.rsplit_once('.').map_or("", |(parent, _)| parent).to_owned();
        vm.intern(&parent).into_value()
    };
    describe(vm, module.as_value(), &spec, parent, Some(filename), path);
    spec::begin_initializing(vm, &spec);
    register(vm, name, module.to_value())?;
    let Some(namespace) = module::namespace_of(&vm.heap, module.as_value()) else { return Ok(module.into_value()) };
    let builtins = vm.builtins.to_value();
    let key = vm.names.builtins.clone();
    drop(namespace.set_str(vm, &key, builtins));
    let result = if filename.starts_with(crate::stdlib::PREFIX) {
        run_uncounted(vm, code, &namespace)
    } else {
        run_in(vm, code, &namespace)
    };
    spec::end_initializing(vm, &spec);
    if let Err(raised) = result {
        let modules = vm.modules.clone();
        drop(modules.remove_str(vm, name));
        return Err(raised);
    }
    // The body may have put something else in its place.
    match vm.modules.clone().get(vm, name.as_value())? {
        Some(module) => Ok(module),
        None => {
            let text = name.to_value();
            Err(vm.key_error(&text))
        }
    }
}

/// Runs module-level code with `namespace` as globals and locals.
pub fn run_in(vm: &mut Vm, code: &Py<Code>, namespace: &Py<Dict>) -> PyResult {
    let function = Function::create(vm, code.clone(), namespace);
    crate::vm::call::call_with_namespace(vm, function, namespace.to_value())
}

/// Runs a library module without bringing the next automatic collection nearer: when CPython's script begins, much of
/// the library is loaded, so what a script counts on is the allocations it makes itself.
fn run_uncounted(vm: &mut Vm, code: &Py<Code>, namespace: &Py<Dict>) -> PyResult {
    let (counts, enabled) = (vm.heap.gc_counts(), vm.heap.gc_enabled());
    vm.heap.disable_gc();
    let result = run_in(vm, code, namespace);
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

fn describe(vm: &mut Vm, module: &Value, spec: &Value, package: Value, filename: Option<&str>, path: Option<Value>) {
    let Some(namespace) = module::namespace_of(&vm.heap, module) else { return };
    let keys = [vm.names.package.clone(), vm.names.spec.clone(), vm.names.path.clone(), vm.names.file.clone()];
    drop(namespace.set_str(vm, &keys[0], package));
    drop(namespace.set_str(vm, &keys[1], spec.clone()));
    if let Some(loader) = spec::loader(vm, spec) {
        let key = vm.names.loader.clone();
        drop(namespace.set_str(vm, &key, loader));
    }
    if let Some(path) = path {
        drop(namespace.set_str(vm, &keys[2], path));
    }
    if let Some(filename) = filename {
        let filename = vm.new_str(filename).into_value();
        drop(namespace.set_str(vm, &keys[3], filename));
    }
}

/// Whether the module of `namespace` is being imported now.
pub fn is_initializing(vm: &mut Vm, namespace: Option<&Py<Dict>>) -> bool {
    namespace.is_some_and(|namespace| spec::is_initializing(vm, namespace))
}

/// `value` as a tuple of names, for loops that may run Python code.
pub(crate) fn names_of(vm: &mut Vm, value: &Value) -> PyResult<Vec<Value>> {
    match value.cast::<Tuple>() {
        Some(tuple) => Ok(tuple.items().to_vec()),
        None => protocol::iterate::collect_to_vec(vm, value),
    }
}

/// A module's code, found but not run.
pub struct Located {
    /// Absolute name.
    pub name: String,
    /// Its file.
    pub filename: String,
    /// The file's bytes.
    pub text: Vec<u8>,
    /// Whether it is a package.
    pub package: bool,
}

/// Finds a module's code for `-m`, its parent packages imported; `None` when there is no such Python module.
pub fn locate(vm: &mut Vm, name: &str) -> PyResult<Option<Located>> {
    let search = match name.rsplit_once('.') {
        None => SearchPath::Top,
        Some((parent, _)) => {
            let parent = vm.intern(parent);
            let parent = load(vm, &parent)?;
            let path = vm.names.path.clone();
            match attribute::get_optional(vm, &parent, &path)? {
                Some(path) => SearchPath::Package(path),
                None => return Ok(None),
            }
        }
    };
    let Some(Found::Source { filename, text, package }) = find::find(vm, name, &search)? else { return Ok(None) };
    let text = match text {
        find::Text::Embedded(module) => module.source().into_bytes(),
        find::Text::File => match std::fs::read(&filename) {
            Ok(bytes) => bytes,
            Err(error) => return Err(crate::native::io::system::raise_io(vm, &error, None)),
        },
    };
    Ok(Some(Located { name: name.to_owned(), filename, text, package }))
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
