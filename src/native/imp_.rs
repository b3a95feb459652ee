//! `_imp`: what the import machinery asks of the interpreter.

use std::hash::Hasher;

use ouropy_compiler::image;
use siphasher::sip::SipHasher13;

use super::{ModuleSpec, set};
use crate::object::{Py, Slot, Str, Value};
use crate::protocol::{self, attribute, number};
use crate::stdlib::{self, Embedded};
use crate::types::bytes;
use crate::types::class::NativeDef;
use crate::types::code::Code;
use crate::types::exception::Field;
use crate::types::int;
use crate::types::list::List;
use crate::types::module;
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of `_imp`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_imp",
    functions: &[
        NativeDef::none("acquire_lock", |vm, _| {
            *held(vm) += 1;
            Ok(Value::NONE)
        }),
        NativeDef::none("release_lock", |vm, _| match held(vm).checked_sub(1) {
            Some(rest) => {
                *held(vm) = rest;
                Ok(Value::NONE)
            }
            None => Err(vm.runtime_error("not holding the import lock")),
        }),
        NativeDef::none("lock_held", |vm, _| Ok(Value::bool(*held(vm) > 0))),
        NativeDef::none("extension_suffixes", |vm, _| Ok(List::create(vm, Vec::new()).into_value())),
        NativeDef::one("create_builtin", create_builtin),
        // Everything about a native module is done when it is made.
        NativeDef::one("exec_builtin", |_, _, _| Ok(Value::index(0))),
        NativeDef::positional("create_dynamic", 1, 2, create_dynamic),
        NativeDef::one("exec_dynamic", |_, _, _| Ok(Value::index(0))),
        NativeDef::one("is_builtin", is_builtin),
        NativeDef::one("is_frozen", |vm, _, name| {
            let name = module_name(vm, "is_frozen", name)?;
            Ok(Value::bool(frozen(&name).is_some()))
        }),
        NativeDef::one("is_frozen_package", |vm, _, name| {
            let text = module_name(vm, "is_frozen_package", name)?;
            match frozen(&text) {
                Some((_, module)) => Ok(Value::bool(module.package)),
                None => Err(no_frozen(vm, name)),
            }
        }),
        NativeDef::keywords("find_frozen", "name, /, *, withdata=False", find_frozen),
        NativeDef::positional("get_frozen_object", 1, 2, get_frozen_object),
        NativeDef::one("init_frozen", init_frozen),
        NativeDef::none("_frozen_module_names", |vm, _| {
            let names = stdlib::FROZEN.iter().map(|(name, _)| vm.intern(name).into_value()).collect();
            Ok(List::create(vm, names).into_value())
        }),
        NativeDef::positional("_fix_co_filename", 2, 2, fix_filename),
        NativeDef::keywords("source_hash", "key, source", source_hash),
        NativeDef::one("_override_frozen_modules_for_tests", |_, _, _| Ok(Value::NONE)),
        NativeDef::one("_override_multi_interp_extensions_check", |_, _, _| Ok(Value::index(0))),
        NativeDef::one("_library_module", library_module),
        NativeDef::one("_library_text", library_text),
        NativeDef::one("_library_code", |vm, _, name| {
            let name = module_name(vm, "_library_code", name)?;
            match stdlib::find(&name) {
                Some(module) => Ok(library_code(vm, &module)?.into_value()),
                None => Ok(Value::NONE),
            }
        }),
        NativeDef::one("_library_names", library_names),
        NativeDef::one("_tell_texts", |vm, _, linecache| {
            crate::program::texts::tell(vm, linecache)?;
            Ok(Value::NONE)
        }),
        NativeDef::positional("_exec_uncounted", 2, 2, |vm, _, values| match (values[0].cast(), values[1].cast()) {
            (Some(code), Some(namespace)) => crate::import::run_uncounted(vm, code, namespace),
            _ => Err(vm.type_error("_exec_uncounted() expects a code object and a dict")),
        }),
    ],
    classes: &[],
    init: Some(|vm, namespace| {
        let magic = int::from_u64(vm, u64::from(u32::from_le_bytes(image::MAGIC)));
        set(vm, namespace, "pyc_magic_number_token", magic);
        let checks = vm.new_str("default").into_value();
        set(vm, namespace, "check_hash_based_pycs", checks);
        Ok(())
    }),
};

/// How often the import lock is held.
#[derive(Default)]
struct Held(u32);

fn held(vm: &mut Vm) -> &mut u32 {
    &mut vm.states.get_or_default::<Held>().0
}

fn module_name(vm: &mut Vm, function: &str, name: &Value) -> PyResult<String> {
    match name.cast::<Str>() {
        Some(name) => Ok(name.to_string_lossy().into_owned()),
        None => {
            let class = vm.class_name(name);
            Err(vm.type_error(format!("{function}() argument must be str, not {class}")))
        }
    }
}

fn create_builtin(vm: &mut Vm, _module: &Value, spec: &Value) -> PyResult {
    let key = vm.intern("name");
    let name = attribute::get(vm, spec, &key)?;
    let Some(name) = name.cast::<Str>().cloned() else {
        let class = vm.class_name(&name);
        return Err(vm.type_error(format!("name must be string, not {class}")));
    };
    let text = name.to_string_lossy();
    // These two are the interpreter's own and are not made again.
    if matches!(&*text, "sys" | "builtins")
        && let Some(known) = vm.modules.get_str(&vm.heap, &name)
    {
        return Ok(known.clone());
    }
    match super::find(&text) {
        Some(spec) => Ok(super::create_module(vm, spec)?.into_value()),
        None => Ok(Value::NONE),
    }
}

/// There are no extension modules: CPython's message for what it cannot load.
fn create_dynamic(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let (name_key, origin_key) = (vm.intern("name"), vm.intern("origin"));
    let name = attribute::get(vm, &values[0], &name_key)?;
    let origin = attribute::get(vm, &values[0], &origin_key)?;
    let class = vm.types.import_error.clone();
    let text = "extension modules are not supported";
    Err(crate::program::source::import_error(vm, &class, text, &[(Field::Name, name), (Field::Path, origin)]))
}

fn is_builtin(vm: &mut Vm, _module: &Value, name: &Value) -> PyResult {
    let name = module_name(vm, "is_builtin", name)?;
    let answer = match name.as_str() {
        "sys" | "builtins" => -1,
        _ => i64::from(super::find(&name).is_some()),
    };
    Ok(int::from_i64(vm, answer))
}

/// The name a frozen module was frozen under, and the module.
fn frozen(name: &str) -> Option<(&'static str, Embedded)> {
    let (_, origin) = stdlib::FROZEN.iter().find(|(known, _)| *known == name)?;
    Some((origin, stdlib::find(origin)?))
}

fn no_frozen(vm: &mut Vm, name: &Value) -> Raised {
    let shown = match protocol::repr(vm, name) {
        Ok(shown) => shown.to_string_lossy().into_owned(),
        Err(raised) => return raised,
    };
    let class = vm.types.import_error.clone();
    let text = format!("No such frozen object named {shown}");
    crate::program::source::import_error(vm, &class, &text, &[(Field::Name, name.clone())])
}

fn find_frozen(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let name = bound[0].clone().unwrap_or(Value::NONE);
    let text = module_name(vm, "find_frozen", &name)?;
    let with_data = match &bound[1] {
        Some(flag) => protocol::is_true(vm, flag)?,
        None => false,
    };
    let Some((origin, module)) = frozen(&text) else { return Ok(Value::NONE) };
    let data = if with_data { bytes::new(vm, module.code()) } else { Value::NONE };
    let origin = vm.intern(origin).into_value();
    Ok(vm.new_tuple(vec![data, Value::bool(module.package), origin]).into_value())
}

fn get_frozen_object(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let name = module_name(vm, "get_frozen_object", &values[0])?;
    if let Some(data) = values.get(1).filter(|data| !data.is_none()) {
        let data = bytes::required(vm, data)?;
        return match image::read(&data) {
            Ok(unit) => Ok(Code::create(vm, &unit).into_value()),
            Err(_) => {
                let shown = crate::text::repr::str_repr(name.as_bytes());
                let text = format!("Frozen object named {} is invalid", String::from_utf8_lossy(&shown));
                Err(vm.raise_message(|types| &types.import_error, &text))
            }
        };
    }
    match frozen(&name) {
        Some((_, module)) => Ok(library_code(vm, &module)?.into_value()),
        None => Err(no_frozen(vm, &values[0])),
    }
}

/// Imports a frozen module anew, without a spec.
fn init_frozen(vm: &mut Vm, _module: &Value, name: &Value) -> PyResult {
    let text = module_name(vm, "init_frozen", name)?;
    let (Some((_, found)), Some(name)) = (frozen(&text), name.cast::<Str>()) else { return Ok(Value::NONE) };
    let code = library_code(vm, &found)?;
    let module = module::new(vm, name);
    let modules = vm.modules.clone();
    drop(modules.set(vm, name.to_value(), module.to_value())?);
    if let Some(namespace) = module::namespace_of(&vm.heap, module.as_value()) {
        crate::import::run_uncounted(vm, &code, &namespace)?;
    }
    Ok(module.into_value())
}

/// The code of an embedded module: compiled when the binary was built, unless `-O` asks for other code.
pub fn library_code(vm: &mut Vm, module: &Embedded) -> PyResult<Py<Code>> {
    let options = vm.compile_options();
    let filename = module.code_filename();
    if options.optimize > 0 {
        let mode = ouropy_compiler::Mode::File;
        return crate::program::source::compile_text(vm, &module.source(), &filename, mode, options);
    }
    match image::read(&module.code()) {
        Ok(unit) => Ok(Code::create(vm, &unit)),
        Err(error) => Err(vm.system_error(format!("{filename}: {error}"))),
    }
}

/// Code that was read from a cache names the file it was compiled from, which may have moved.
fn fix_filename(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let (code, path) = (&values[0], &values[1]);
    if !code.has::<Code>() {
        let class = vm.class_name(code);
        return Err(vm.type_error(format!("_fix_co_filename() argument 1 must be code, not {class}")));
    }
    let Some(path) = path.cast::<Str>() else {
        let class = vm.class_name(path);
        return Err(vm.type_error(format!("_fix_co_filename() argument 2 must be str, not {class}")));
    };
    if let Some(code) = code.cast::<Code>() {
        code.rename_file(path);
    }
    Ok(Value::NONE)
}

fn source_hash(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [Some(key), Some(source)] = bound else { return Ok(Value::NONE) };
    let key = number::ssize_argument(vm, key)?;
    let source = bytes::required(vm, source)?;
    let mut hasher = SipHasher13::new_with_keys(key as u64, 0);
    hasher.write(&source);
    Ok(bytes::new(vm, hasher.finish().to_le_bytes().to_vec()))
}

/// Whether there is an embedded module of the name: its file name and whether it is a package, or None.
fn library_module(vm: &mut Vm, _module: &Value, name: &Value) -> PyResult {
    let name = module_name(vm, "_library_module", name)?;
    let Some(found) = stdlib::find(&name) else { return Ok(Value::NONE) };
    let filename = vm.new_str(&found.filename).into_value();
    Ok(vm.new_tuple(vec![filename, Value::bool(found.package)]).into_value())
}

/// The bytes of an embedded file, or None.
fn library_text(vm: &mut Vm, _module: &Value, path: &Value) -> PyResult {
    let path = module_name(vm, "_library_text", path)?;
    Ok(match stdlib::source(&path) {
        Some(text) => bytes::new(vm, text.into_bytes()),
        None => Value::NONE,
    })
}

/// The names of the modules in a folder of the library, and whether each is a package.
fn library_names(vm: &mut Vm, _module: &Value, folder: &Value) -> PyResult {
    let folder = module_name(vm, "_library_names", folder)?;
    let mut names = Vec::new();
    for (name, package) in stdlib::names_in(&folder) {
        let name = vm.new_str(name).into_value();
        names.push(vm.new_tuple(vec![name, Value::bool(package)]).into_value());
    }
    Ok(List::create(vm, names).into_value())
}
