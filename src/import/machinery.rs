//! The import machinery proper: CPython's own, which is written in Python (`importlib/_bootstrap.py` and
//! `_bootstrap_external.py` of the library). It is loaded when a program first needs more than native modules.

use super::{register, run_uncounted};
use crate::native;
use crate::object::{Py, Slot, Str, Value};
use crate::protocol::{self, attribute};
use crate::stdlib;

use crate::types::exception::{self, Exception, Field};
use crate::types::frame::Frame;
use crate::types::module;
use crate::types::traceback::Traceback;
use crate::vm::{PyResult, Raised, Vm};

/// What is used of the machinery once it is loaded.
#[derive(Default)]
struct Machinery {
    /// The module `_frozen_importlib`.
    module: Slot,
}

/// The names that `sys` has once the machinery is loaded.
const NAMES_OF_SYS: [&str; 3] = ["meta_path", "path_hooks", "path_importer_cache"];

/// The module `_frozen_importlib`, if it is loaded.
fn loaded(vm: &mut Vm) -> Slot {
    vm.states.get_or_default::<Machinery>().module.clone()
}

/// Whether the machinery has been loaded, so that every import goes through it.
pub fn is_loaded(vm: &mut Vm) -> bool {
    loaded(vm).is_some()
}

/// Forgets the machinery: the interpreter is being shut down.
pub fn forget(vm: &mut Vm) {
    let module = vm.states.get_or_default::<Machinery>().module.take();
    drop(module);
}

/// The module `_frozen_importlib`.
pub fn module(vm: &mut Vm) -> PyResult {
    match loaded(vm) {
        Some(module) => Ok(module),
        None => load(vm),
    }
}

/// An attribute of `sys` that comes with the machinery.
pub fn missing_of_sys(vm: &mut Vm, name: &Py<Str>) -> PyResult<Slot> {
    if !NAMES_OF_SYS.iter().any(|known| known.as_bytes() == name.as_bytes()) || vm.modules_removed {
        return Ok(None);
    }
    module(vm)?;
    Ok(vm.sys.get_str(&vm.heap, name).cloned())
}

/// Imports a module that is not in `sys.modules`: `importlib._bootstrap._find_and_load`.
pub fn find_and_load(vm: &mut Vm, name: &Py<Str>) -> PyResult {
    let bootstrap = module(vm)?;
    let (function, import) = (vm.intern("_find_and_load"), vm.import_function.clone());
    let function = attribute::get(vm, &bootstrap, &function)?;
    match protocol::call(vm, &function, &[name.to_value(), import]) {
        Err(raised) => {
            let raised = without_own_frames(vm, raised);
            Err(with_reason(vm, raised, name))
        }
        found => found,
    }
}

/// Says of a module that was not found that it is one of the library's which is not available here.
fn with_reason(vm: &mut Vm, raised: Raised, name: &Py<Str>) -> Raised {
    let text = name.to_string_lossy();
    let is_here = native::find(&text).is_some() || stdlib::find(&text).is_some();
    let is_missing = stdlib::names::contains(&text) && !is_here;
    if !is_missing || !vm.raised_is(&raised, |types| &types.module_not_found_error) {
        return raised;
    }
    let exception = vm.take_raised(raised);
    let missing = exception::get_field(vm, &exception, Field::Name);
    if let Some(object) = exception.cast::<Exception>()
        && missing
            .and_then(|missing| missing.cast::<Str>().cloned())
            .is_some_and(|missing| missing.as_bytes() == name.as_bytes())
    {
        let reason = "part of Python's standard library, not available in ouropy (docs/library.md)";
        let text = vm.new_str(format!("No module named '{}': {reason}", name.to_string_lossy())).into_value();
        let arguments = vm.new_tuple(vec![text.clone()]);
        object.args.set(&mut vm.heap, Some(arguments));
        exception::set_field(vm, &exception, Field::Msg, text);
    }
    vm.raise_as_is(exception)
}

/// Calls a function of the machinery.
pub fn call(vm: &mut Vm, name: &str, values: &[Value]) -> PyResult {
    let bootstrap = module(vm)?;
    let name = vm.intern(name);
    protocol::call_method(vm, &bootstrap, &name, values)
}

/// Loads the two modules, has them install themselves, and adds the embedded library. What a script has allocated since
/// the last collection does not change by it: in CPython all this is there before a script begins.
fn load(vm: &mut Vm) -> PyResult {
    super::uncounted(vm, |vm| {
        let names = ["meta_path", "path_hooks"];
        let sys = vm.sys.clone();
        for name in names {
            let list = super::spec::list_of(vm, &[]);
            native::set(vm, &sys, name, list);
        }
        let cache = vm.new_dict();
        native::set(vm, &sys, "path_importer_cache", cache);
        let bootstrap = frozen(vm, "_frozen_importlib", "importlib._bootstrap")?;
        vm.states.get_or_default::<Machinery>().module = Some(bootstrap.clone());
        match install(vm, &bootstrap) {
            Ok(()) => Ok(bootstrap),
            Err(raised) => {
                forget(vm);
                Err(raised)
            }
        }
    })
}

fn install(vm: &mut Vm, bootstrap: &Value) -> PyResult<()> {
    let names = ["sys", "_imp", "_install", "_install_external_importers", "install"].map(|name| vm.intern(name));
    let [sys, imp, install, install_external, install_library] = names;
    let sys = vm.modules.get_str(&vm.heap, &sys).cloned().unwrap_or(Value::NONE);
    let imp = super::load_native(vm, &imp)?.unwrap_or(Value::NONE);
    forget_specs(vm);
    protocol::call_method(vm, bootstrap, &install, &[sys, imp])?;
    let external = frozen(vm, "_frozen_importlib_external", "importlib._bootstrap_external")?;
    describe_frozen(vm, bootstrap, &external)?;
    protocol::call_method(vm, bootstrap, &install_external, &[])?;
    let library = frozen(vm, "_embedded_library", "_embedded_library")?;
    protocol::call_method(vm, &library, &install_library, &[])?;
    describe_main(vm)
}

/// Takes their specs from the native modules that are there, so that the machinery makes others, which know the loader.
fn forget_specs(vm: &mut Vm) {
    let key = vm.names.spec.clone();
    for (_, module) in vm.modules.items(&vm.heap) {
        let Some(namespace) = module::namespace_of(&vm.heap, &module) else { continue };
        let spec = namespace.get_str(&vm.heap, &key).cloned();
        if spec.is_some_and(|spec| super::spec::SPEC.is_class_of(vm, &spec)) {
            drop(namespace.set_str(vm, &key, Value::NONE));
        }
    }
}

/// The spec and the loader of a frozen module that the machinery has not loaded.
fn describe_frozen(vm: &mut Vm, bootstrap: &Value, module: &Value) -> PyResult<()> {
    let importer = vm.intern("FrozenImporter");
    let importer = attribute::get(vm, bootstrap, &importer)?;
    let [make, describe, complete] =
        ["_spec_from_module", "_init_module_attrs", "_fix_up_module"].map(|name| vm.intern(name));
    let spec = protocol::call_method(vm, bootstrap, &make, &[module.clone(), importer.clone()])?;
    protocol::call_method(vm, bootstrap, &describe, &[spec, module.clone()])?;
    protocol::call_method(vm, &importer, &complete, std::slice::from_ref(module)).map(drop)
}

/// Has `site` add the folders of installed packages, and what their `.pth` files name, to `sys.path`. `environment` is a
/// virtual environment that the executable does not stand in.
pub fn run_site(vm: &mut Vm, environment: Option<&str>) -> PyResult<()> {
    super::uncounted(vm, |vm| {
        module(vm)?;
        let (library, function) = (vm.intern("_embedded_library"), vm.intern("run_site"));
        let library = super::load(vm, &library)?;
        let environment = environment.map_or(Value::NONE, |folder| vm.new_str(folder).into_value());
        protocol::call_method(vm, &library, &function, &[environment]).map(drop)
    })
}

/// Runs a module of the library under another name, without the machinery.
fn frozen(vm: &mut Vm, name: &str, origin: &str) -> PyResult {
    let Some(found) = stdlib::find(origin) else {
        return Err(vm.system_error(format!("the library has no {origin}")));
    };
    let code = native::imp_::library_code(vm, &found)?;
    let name = vm.intern(name);
    let module = module::new(vm, &name);
    register(vm, &name, module.to_value())?;
    if let Some(namespace) = module::namespace_of(&vm.heap, module.as_value()) {
        let origin = vm.intern(origin).into_value();
        native::set(vm, &namespace, "__origname__", origin);
        run_uncounted(vm, &code, &namespace)?;
    }
    Ok(module.into_value())
}

/// `__main__.__loader__`, if the machinery is loaded: of the script's file, or of built-in modules where there is none.
pub fn describe_main(vm: &mut Vm) -> PyResult<()> {
    let Some(bootstrap) = loaded(vm) else { return Ok(()) };
    let (main, file, loader) = (vm.names.main.clone(), vm.names.file.clone(), vm.names.loader.clone());
    let module = vm.modules.get_str(&vm.heap, &main).cloned();
    let Some(namespace) = module.and_then(|module| module::namespace_of(&vm.heap, &module)) else { return Ok(()) };
    if namespace.get_str(&vm.heap, &loader).is_some_and(|loader| !loader.is_none()) {
        return Ok(());
    }
    let made = match namespace.get_str(&vm.heap, &file).cloned() {
        Some(file) => {
            let (external, class) = (vm.intern("_bootstrap_external"), vm.intern("SourceFileLoader"));
            let external = attribute::get(vm, &bootstrap, &external)?;
            protocol::call_method(vm, &external, &class, &[main.into_value(), file])?
        }
        None => {
            let importer = vm.intern("BuiltinImporter");
            attribute::get(vm, &bootstrap, &importer)?
        }
    };
    drop(namespace.set_str(vm, &loader, made));
    Ok(())
}

/// The machinery's own frames are taken out of the traceback, as CPython does: of an ImportError all of them, of other
/// exceptions those through which the module's code was called.
fn without_own_frames(vm: &mut Vm, raised: Raised) -> Raised {
    let is_import_error = vm.raised_is(&raised, |types| &types.import_error);
    let exception = vm.take_raised(raised);
    let Some(object) = exception.cast::<Exception>().cloned() else { return vm.raise_as_is(exception) };
    let mut entries = Vec::new();
    let mut cursor = object.traceback.get(&vm.heap).clone();
    while let Some(entry) = cursor {
        cursor = entry.cast::<Traceback>().and_then(|entry| entry.next.get(&vm.heap).clone());
        entries.push(entry);
    }
    // From the innermost on: whether an entry goes is decided by what its run of own frames ends with.
    let mut kept: Slot = None;
    let mut dropping = false;
    let mut in_own = false;
    let mut run: Vec<Value> = Vec::new();
    for entry in entries.into_iter().rev() {
        let (is_own, calls_body) = frame_of(vm, &entry);
        if !is_own {
            in_own = false;
            dropping = false;
        } else if !in_own {
            in_own = true;
            dropping = is_import_error;
        }
        // Everything above a call of the module's body belongs to the machinery.
        dropping |= is_own && calls_body;
        if is_own && dropping {
            run.push(entry);
            continue;
        }
        if let Some(entry) = entry.cast::<Traceback>() {
            entry.next.set(&mut vm.heap, kept.clone());
        }
        kept = Some(entry);
    }
    object.traceback.set(&mut vm.heap, kept);
    drop(run);
    vm.raise_as_is(exception)
}

/// Whether a traceback entry is of the machinery, and whether of the function through which it calls a module's code.
fn frame_of(vm: &Vm, entry: &Value) -> (bool, bool) {
    let Some(frame) = entry.cast::<Traceback>().and_then(|entry| entry.frame.get(&vm.heap).clone()) else {
        return (false, false);
    };
    let Some(frame) = frame.cast::<Frame>() else { return (false, false) };
    let filename = frame.code.filename();
    let is_own = matches!(
        filename.as_bytes(),
        b"<frozen importlib._bootstrap>" | b"<frozen importlib._bootstrap_external>" | b"<frozen _embedded_library>"
    );
    (is_own, is_own && frame.code.name.as_bytes() == b"_call_with_frames_removed")
}

/// How a module is shown: as the machinery does, or as it would if that is not loaded.
pub fn module_repr(vm: &mut Vm, this: &Value) -> PyResult {
    if is_loaded(vm) {
        return call(vm, "_module_repr", std::slice::from_ref(this));
    }
    let name = vm.names.name.clone();
    let name = match attribute::get_optional(vm, this, &name)? {
        Some(name) => protocol::repr::repr(vm, &name)?.to_string_lossy().into_owned(),
        None => "'?'".to_owned(),
    };
    let origin = module::namespace_of(&vm.heap, this).and_then(|namespace| super::spec::origin(vm, &namespace));
    let text = match origin {
        Some(origin) => format!("<module {name} ({origin})>"),
        None => {
            let file = vm.names.file.clone();
            match attribute::get_optional(vm, this, &file)? {
                Some(file) => {
                    let file = protocol::repr::repr(vm, &file)?;
                    format!("<module {name} from {}>", file.to_string_lossy())
                }
                None => format!("<module {name}>"),
            }
        }
    };
    Ok(vm.new_str(text).into_value())
}
